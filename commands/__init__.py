"""Everything the bot can do, once, for every platform."""
