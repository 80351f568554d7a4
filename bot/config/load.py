"""From a file to a Config: where it is looked for, how it is read, and all that may be wrong with it."""

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

from bot.config.convert import Conversion
from bot.config.declare import Section
from bot.config.faults import ConfigError, Fault
from bot.config.lines import KeyPath, key_lines
from bot.config.schema import SCHEMA, Config, Console

VARIABLE: Final = "DATELINE_CONFIG"
_LARGEST: Final = 1024 * 1024  # bytes; beyond it is some other file, or a device without an end
_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """Read the configuration.

    Args:
        path: The file that was named; None to look for it as `find` does.
        environ: The environment: where the file may be named, and secrets may be.

    Returns:
        The settings, every path in them absolute. With no file at all: the defaults, and a console on the
        sample desk.

    Raises:
        ConfigError: Everything that is wrong with it.
    """
    hint = "" if path or not environ.get(VARIABLE) else f" (${VARIABLE} names it)"
    path = path or find(environ)
    if path is None:
        bare: Config = Conversion(SCHEMA, "", {}, Path.cwd(), environ).whole({})
        return dataclasses.replace(bare, console=Console())
    loaded: Config = load_as(SCHEMA, path, environ, hint)
    return dataclasses.replace(loaded, file=path.absolute())


def find(environ: Mapping[str, str]) -> Path | None:
    """Look for the file that nobody named: $DATELINE_CONFIG, else config.toml in the current folder.

    Returns:
        Its path; None where neither is there. What the variable names is not looked at.
    """
    if environ.get(VARIABLE):
        return Path(environ[VARIABLE])
    here = Path("config.toml")
    try:
        return here if here.exists() or here.is_symlink() else None
    except PermissionError:
        return None  # the home of whoever typed `sudo -u`, which this user may not look into


def load_as(schema: Section, path: Path, environ: Mapping[str, str], hint: str = "") -> Any:
    """Read a file by any declared schema.

    Args:
        schema: What may stand in the file.
        path: The file; relative paths in it are relative to its folder.
        environ: Where the variables that hold secrets are looked up.
        hint: Said after the message that the file does not exist.

    Returns:
        An instance of the schema's dataclass.

    Raises:
        ConfigError: Everything that is wrong with it.
    """
    shown = str(path)
    text = _text(path, shown, hint)
    table, lines = _parsed(text, shown)
    return Conversion(schema, shown, lines, path.absolute().parent, environ).whole(table)


def _text(path: Path, shown: str, hint: str) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        _refuse(shown, f"there is no such file{hint}")
    except IsADirectoryError:
        _refuse(shown, "is a folder, not a file")
    except PermissionError:
        _refuse(shown, "this user has no permission to read it")
    except OSError as error:
        _refuse(shown, f"cannot be read: {error.strerror}")
    if len(content) > _LARGEST:
        _refuse(shown, "is larger than 1 MiB: no configuration")
    try:
        return content.decode("utf-8-sig")  # editors on Windows put a mark first that tomllib refuses
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse(shown, f"not UTF-8 text (byte 0x{content[error.start]:02x}); save it as UTF-8", line)


def _parsed(text: str, shown: str) -> tuple[dict[str, Any], Mapping[KeyPath, int]]:
    try:
        return tomllib.loads(text), key_lines(text)
    except ValueError as error:  # TOMLDecodeError is one; a number of over 4,300 digits is a plain one
        message = str(error)
        place = _PLACE.search(message)
        what = f"not TOML: {message[: place.start()] if place else message}"
        if place is None:
            _refuse(shown, what)
        if place[1] is None:
            _refuse(shown, f"{what}, where the file ends", _last_line(text))
        hint = "; is it text that needs quotes?" if message.startswith("Invalid value") else ""
        _refuse(shown, f"{what} (column {place[2]}){hint}", int(place[1]))
    except RecursionError:
        _refuse(shown, "lists or tables are nested too deeply")


def _last_line(text: str) -> int:
    return text.rstrip("\r\n").count("\n") + 1


def _refuse(shown: str, what: str, line: int | None = None) -> NoReturn:
    raise ConfigError([Fault(shown, line, what)]) from None
