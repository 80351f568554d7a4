"""Logging: one line a record, for people or for programs, and no secret in any of them."""

import json
import logging
import math
import os
import re
import stat
import sys
from collections.abc import Iterable
from copy import copy
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any, Final, TextIO
from urllib.parse import quote, quote_plus

from bot.config import ConfigError, Fault, Log, Secret, one_line
from bot.config.quote import quoted

_HANDLER: Final = "dateline"
_MASK: Final = "***"
_FIRST: Final = ("desk", "command", "reference")
_RESERVED: Final = frozenset({"time", "level", "logger", "message", "exception", "stack"})
# What every record has; anything else was given in `extra`. The last three come later, and with Python 3.12.
_STANDARD: Final = frozenset({*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"})
_BARE: Final = re.compile(r"[\w.:/@+-]+")

_log = logging.getLogger(__name__)


def set_up(log: Log, secrets: Iterable[Secret]) -> None:
    """Send every record of the program where the configuration says. Calling it again replaces the first.

    Args:
        log: The least level, the format, and the file (standard error where it is None).
        secrets: Values that no line may hold. What is amiss with how they are kept is logged as a warning.

    Raises:
        ConfigError: The log file cannot be written. Logging is then as it was.
    """
    known = list(secrets)
    handler = _StandardError(log.level) if log.file is None else _open_file(log.file)
    handler.set_name(_HANDLER)
    handler.addFilter(Redaction(known))
    handler.setFormatter(JsonLines() if log.format == "json" else Text())
    root = logging.getLogger()
    for former in [other for other in root.handlers if other.name == _HANDLER and other is not handler]:
        root.removeHandler(former)
        former.close()
    root.addHandler(handler)
    root.setLevel(log.level.upper())
    for secret in known:
        if secret.warning:
            _log.warning("A secret is not kept well: %s", secret.warning)


class Redaction(logging.Filter):
    """Puts *** where a secret would stand: in a record's message, its extras and its traceback.

    The record itself is changed, so handlers that come after see no secret either.
    """

    def __init__(self, secrets: Iterable[Secret]) -> None:
        super().__init__()
        spellings = {spelling for secret in secrets for spelling in _spellings(secret.reveal())}
        # The longest first: of two secrets that begin alike, no rest of the longer one may be left over.
        longest_first = sorted(spellings, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first))) if spellings else None

    def filter(self, record: logging.LogRecord) -> bool:
        """Clean the record in place, with its arguments already in its message; always let it through."""
        record.msg = self.clean(_message(record))
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.clean(record.exc_text)
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        for name in vars(record).keys() - _STANDARD:
            setattr(record, name, self._extra(getattr(record, name)))
        return True

    def clean(self, text: str) -> str:
        """Give a text with every secret in it masked."""
        return self._secrets.sub(_MASK, text) if self._secrets else text

    def _extra(self, value: object) -> object:
        """Give what JSON can hold as it is, and anything else as text, without secrets."""
        text = _as_text(value)
        cleaned = self.clean(text)
        is_plain = type(value) in (bool, int, type(None)) or (type(value) is float and math.isfinite(value))
        return value if is_plain and cleaned == text else cleaned


class Text(logging.Formatter):
    """Records for people: `2026-11-23 09:30:00.000Z INFO     bot.run: started  desk=kursk`.

    Everything of a record is one line; only a traceback goes on below it, each line of it indented.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a record that Redaction has passed."""
        time = _time(record).isoformat(sep=" ", timespec="milliseconds").removesuffix("+00:00")
        line = f"{time}Z {record.levelname:<8} {record.name}: {record.getMessage()}"
        extras = "".join(f" {name}={_shown(value)}" for name, value in _extras(record).items())
        below = [text for text in (record.exc_text, record.stack_info) if text]
        indented = [f"    {one_line(row)}" for text in below for row in text.split("\n")]
        return "\n".join([one_line(f"{line} {extras}" if extras else line), *indented])


class JsonLines(logging.Formatter):
    """Records for programs: one JSON object a line.

    Its names are time (ISO 8601, UTC), level, logger, message, what was given in `extra` (desk, command and
    reference foremost), exception and stack. An extra of one of those names has an underscore after it.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write a record that Redaction has passed."""
        row: dict[str, Any] = {
            "time": _time(record).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        for name, value in _extras(record).items():
            row[f"{name}_" if name in _RESERVED else name] = value
        if record.exc_text:
            row["exception"] = record.exc_text
        if record.stack_info:
            row["stack"] = record.stack_info
        return json.dumps(row)  # ASCII only: no other line break or control can be in it


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to what `sys.stderr` is at that moment: the console replaces it while a line is being typed.

    At a terminal the traceback is left out, unless the level is debug: whoever asks there is no operator who
    looks into a log, and has been told already. What went wrong stands in the record's one line.
    """

    def __init__(self, level: str) -> None:
        super().__init__()
        self._in_full = level == "debug"

    def format(self, record: logging.LogRecord) -> str:
        """Write a record, at a terminal in one line."""
        if record.exc_text and not self._in_full and sys.stderr.isatty():
            record = copy(record)
            record.error = str(record.exc_text).rstrip().rpartition("\n")[2]
            record.exc_info = record.exc_text = record.stack_info = None
        return super().format(record)

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


class _File(WatchedFileHandler):
    """Adds to a file that only its owner reads, and makes it anew when a rotation has moved it away."""

    def _open(self) -> TextIOWrapper:
        mode = stat.S_IRUSR | stat.S_IWUSR
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, mode)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except OSError:  # it cannot be made anew: that must not stop whoever logs
            self.handleError(record)


def _open_file(path: Path) -> logging.Handler:
    try:
        return _File(path)
    except FileNotFoundError:
        what = f"{path} cannot be written: there is no folder {path.parent}"
    except IsADirectoryError:
        what = f"{path} is a folder; name a file in it"
    except PermissionError:
        what = f"{path} cannot be written: this user has no permission to"
    except OSError as error:
        what = f"{path} cannot be written: {error.strerror}"
    raise ConfigError([Fault("log.file", None, what)])


def _spellings(value: str) -> set[str]:
    """Give the ways that a value is met in texts: itself, escaped by repr or JSON, quoted for a URL."""
    return {
        value,
        repr(value)[1:-1],
        json.dumps(value)[1:-1],
        quoted(value)[1:-1],
        quote(value),
        quote(value, safe=""),
        quote_plus(value),
    }


def _message(record: logging.LogRecord) -> str:
    """Put a record's arguments into its message; a record whose arguments do not fit is worth reading too."""
    try:
        return record.getMessage()
    except Exception:  # anything at all may come from an argument's own __str__
        return f"{_as_text(record.msg)} (with arguments that do not fit: {_as_text(record.args)})"


def _as_text(value: object) -> str:
    try:
        return str(value)
    except Exception:  # as above
        return f"<{type(value).__name__} that cannot be shown>"


def _extras(record: logging.LogRecord) -> dict[str, Any]:
    given = {name: value for name, value in vars(record).items() if name not in _STANDARD}
    return {name: given[name] for name in _FIRST if name in given} | given


def _time(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _shown(value: object) -> str:
    text = _as_text(value)
    return text if _BARE.fullmatch(text) else quoted(text)
