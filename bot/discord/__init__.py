"""Discord: commands as slash commands, Cards as components. Nothing but `bot.running` imports it."""
