"""Who is at this machine's terminal."""

import getpass
import os
from typing import Final

PLATFORM: Final = "console"
"""What the local user's account is said to be of, in the log."""


def account() -> str:
    """Returns the local user's name; a user id that has none stands for itself."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return str(os.getuid())
