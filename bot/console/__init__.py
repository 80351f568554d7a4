"""The console: questions typed in a terminal or piped in, answered on the screen or in plain text."""
