"""One-time codes, shown on one side and entered on the other: to join a desk, or to link two accounts."""

import hashlib
import secrets
from typing import Final

# No 0, O, 1, I or L: a code is read from one screen and typed on another.
_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH: Final = 10

MINUTES: Final = 15
"""How long a code can be used."""


def new_code() -> str:
    """Returns a new code of 49 random bits, as ABCDE-FGHJK."""
    code = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return f"{code[: _LENGTH // 2]}-{code[_LENGTH // 2 :]}"


def digest(code: str) -> str:
    """Returns what is kept in a code's place; how it was typed (case, blanks, hyphens) doesn't count."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
