"""Every command there is: importing this module declares them all."""

from commands import actor, brief, changes, claim, figures, help, on, search, timeline, topics  # noqa: A004, F401  # `help` is a command here; the imports are for their declarations
from commands.declaring import COMMANDS

__all__ = ["COMMANDS"]
