"""The admins' commands, about the desk itself: `desk …`."""
