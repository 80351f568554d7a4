"""The editors' commands that change claims: `record …`."""
