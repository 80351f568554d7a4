"""A value that nobody may read in an answer, a log or an error, and the two places it may come from."""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_LONGEST: Final = 64 * 1024  # bytes; a token has dozens, a private key a few thousand
_PLAIN_NAME: Final = re.compile(r"[A-Z][A-Z0-9_]*")
_HIDDEN: Final = "its name is not shown: it may be the secret itself, put in the wrong place"


class SecretError(ValueError):
    """A secret cannot be had from where the configuration says; the message never holds its value."""


class Secret:
    """Text that shows itself only when asked to.

    A plain class on purpose: `dataclasses.asdict` would copy a dataclass's value out.

    Attributes:
        origin: Where it came from, in words: "the environment variable DISCORD_TOKEN".
        warning: What is wrong with how it is kept, or None.
    """

    __slots__ = ("_value", "origin", "warning")

    def __init__(self, value: str, origin: str, warning: str | None = None) -> None:
        self._value = value
        self.origin = origin
        self.warning = warning

    def reveal(self) -> str:
        """Give the value itself, for the one call that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    def __str__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)


def from_environment(name: str, environ: Mapping[str, str]) -> Secret:
    """Take a secret from an environment variable, without the white space around it.

    Raises:
        SecretError: The variable is not set, or is empty. A name that is no usual name of a variable is not
            repeated.
    """
    value = environ.get(name)
    shown = _PLAIN_NAME.fullmatch(name)
    if value is None:
        raise SecretError(
            f"the environment variable {name} is not set"
            if shown
            else f"there is no such environment variable ({_HIDDEN})"
        )
    if not value.strip():
        raise SecretError(f"the environment variable {name} is empty")
    return Secret(value.strip(), f"the environment variable {name}")


def from_file(path: Path, beside: Path) -> Secret:
    """Take a secret from a file of its own, without the white space around it.

    Args:
        path: The file.
        beside: The folder of the configuration. A file that is missing from that very folder is not named in
            the error: a secret written where its file's name should be would look just so.

    Raises:
        SecretError: There is no such file, or it cannot be read, is empty, too long or not UTF-8.
    """
    try:
        with path.open("rb") as file:
            everyone_reads = bool(os.fstat(file.fileno()).st_mode & stat.S_IROTH)
            content = file.read(_LONGEST + 1)
    except FileNotFoundError:
        raise SecretError(f"{_shown(path, beside)} does not exist") from None
    except IsADirectoryError:
        raise SecretError(f"{path} is a folder; name the file in it") from None
    except PermissionError:
        raise SecretError(f"this user has no permission to read {_shown(path, beside)}") from None
    except OSError as error:
        raise SecretError(f"{_shown(path, beside)} cannot be read: {error.strerror}") from None
    if len(content) > _LONGEST:
        raise SecretError(f"{path} is larger than any secret ({_LONGEST // 1024} KiB)")
    try:
        value = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise SecretError(f"{path} is not UTF-8 text") from None
    if not value:
        raise SecretError(f"{path} is empty")
    warning = f"{path} can be read by every user of this machine: chmod 600 it" if everyone_reads else None
    return Secret(value, f"the file {path}", warning)


def _shown(path: Path, beside: Path) -> str:
    try:
        (path if path.parent == beside else path.parent).lstat()
    except OSError:
        return f"that file ({_HIDDEN})"
    return f"the file {path}"
