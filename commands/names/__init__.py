"""The editors' commands that keep the names: of actors, of topics and of sources (`names …`)."""
