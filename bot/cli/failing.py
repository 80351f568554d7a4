"""What went wrong, in words that say what to do, and the exit status it gives.

Whatever a user can cause is worded here. Anything else is a fault of ours: logged with a reference that the
user sees, as in a command's answer.
"""

import errno
import logging
import secrets
from enum import IntEnum
from typing import Final

from bot.config import ConfigError, Log, one_line
from bot.logs import set_up
from storage.connection import DeskError

log = logging.getLogger(__name__)


class Status(IntEnum):
    """How the program ends. From 64 on as in BSD's sysexits.h, from 128 on as a shell says of a signal."""

    ANSWERED = 0
    REFUSED = 1
    WRONG_USAGE = 2
    BROKEN = 70
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class Refusal(Exception):  # noqa: N818  # what is said to the user, as DeskError is; no failure of ours
    """What was asked can't be done; the text says why and what to do.

    Attributes:
        status: How the program ends.
    """

    def __init__(self, text: str, status: Status = Status.REFUSED) -> None:
        super().__init__(text)
        self.status = status


def told(error: Exception) -> tuple[str, Status]:
    """Returns what is said of an exception, and how the program ends."""
    match error:
        case ConfigError():  # lines, each of them safe to show
            return str(error), Status.WRONG_USAGE
        case Refusal():
            words, status = str(error), error.status
        case DeskError():
            words, status = str(error), Status.REFUSED
        case OSError():
            words, status = _of_the_system(error), Status.REFUSED
        case _ if (known := _of_a_desks_file(error)) is not None:
            words, status = known, Status.REFUSED
        case _:
            words, status = _broken(error), Status.BROKEN
    return one_line(words), status


_SYSTEM: Final = {
    errno.ENOENT: "there is no such file or folder.",
    errno.EEXIST: "is there already. Name another, or move it away.",
    errno.EISDIR: "is a folder. Name a file in it.",
    errno.ENOTDIR: "a part of that path is a file, not a folder.",
    errno.EACCES: "this user has no permission. Change its owner or mode, or name another.",
    errno.EPERM: "this user has no permission. Change its owner or mode, or name another.",
    errno.EROFS: "it is on a read-only disk. Name a place that can be written.",
    errno.ENAMETOOLONG: "the name is too long.",
}
_FULL: Final = "The disk is full: {what}. Make room, and run this again."


def _of_the_system(error: OSError) -> str:
    reason = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _FULL.format(what=f"{error.filename}: {reason}" if error.filename else reason)
    where = "" if error.filename is None else f"{error.filename}: "
    known = _SYSTEM.get(error.errno or 0)
    return f"{where}{known}" if where and known else f"{where}{reason}."


def _of_a_desks_file(error: Exception) -> str | None:
    """Words what SQLite met while it wrote; None where it is no such error, or one that we caused.

    It is known by the name of its result code (https://sqlite.org/rescode.html), not by its class: SQLite is
    the storage's own affair.
    """
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_FULL"):
        return _FULL.format(what=error)
    if name.startswith("SQLITE_BUSY"):
        return "The desk is in use by a long write of another process. Try again shortly."
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")):
        return f"The desk's file can't be used ({error}). Check its folder, its owner and the disk."
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return f"The desk's file is damaged ({error}). Restore a backup, or import an export into a new desk."
    return None


def _broken(error: Exception) -> str:
    reference = secrets.token_hex(4)
    if not logging.getLogger().handlers:
        set_up(Log(level="warning"), ())
    log.error("The command line failed", exc_info=error, extra={"reference": reference})
    return f"That broke on our side. It is in the log as {reference}: please report it with what is there."
