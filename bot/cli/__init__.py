"""The command line: `dateline` and its subcommands."""

from bot.cli.entry import main

__all__ = ["main"]
