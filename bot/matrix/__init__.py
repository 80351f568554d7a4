"""Matrix: commands as messages of rooms, Cards as notices. Nothing but `bot.running` imports it."""
