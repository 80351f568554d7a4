"""Copying a desk while it is in use: one consistent file, whatever is written meanwhile."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from storage.connection import DeskError, open_reader

_PAGES_A_STEP = 4096  # 16 MB: progress is told, and the program can be interrupted, that often

Progress = Callable[[str, int, int], None]
"""Is told the stage ("copying"), and how many pages of how many are done."""


def backup(path: Path, target: Path, progress: Progress | None = None) -> None:
    """Copies a desk to a new file, which holds it as it was at one revision.

    The copy is made under another name beside the target and takes its name once it is whole and on disk, so
    that a file of the target's name is always a complete backup.

    Args:
        path: The desk's file; it may be in use.
        target: The file to make.
        progress: Is called now and then.

    Raises:
        DeskError: There is no desk at *path*, it is damaged, there is something at *target*, or that can't be
            written.
    """
    _refuse_taken(target)
    with closing(open_reader(path)) as reader:
        copy_whole(reader.conn, path, target, progress)


def copy_whole(
    source: sqlite3.Connection, path: Path, target: Path, progress: Progress | None = None
) -> None:
    """Copies an open file, which may be the registry's, as `backup` does a desk.

    Args:
        source: A connection to it.
        path: The file.
        target: The file to make.
        progress: Is called now and then.

    Raises:
        DeskError: It is damaged, there is something at *target*, or that can't be written.
    """
    try:
        unfinished = _unfinished(target)
        try:
            copy_into(source, unfinished, progress)
            _refuse_damaged(path, unfinished)
            shutil.copymode(path, unfinished)
            to_disk(unfinished)
            _refuse_taken(target)
            unfinished.rename(target)
            to_disk(target.parent)
        finally:
            unfinished.unlink(missing_ok=True)
    except (sqlite3.Error, OSError) as error:
        raise DeskError(f"{target} could not be written: {error}. Nothing is left of it.") from error


def copy_into(source: sqlite3.Connection, target: Path, progress: Progress | None = None) -> None:
    """Copies all that a connection sees, as of now, into an empty file, without a log beside it.

    Raises:
        sqlite3.Error: The copy failed; the file holds a part.
    """
    copy = sqlite3.connect(target)
    own = not source.in_transaction
    try:
        if own:
            # One snapshot for all steps: otherwise each write of another connection would begin them anew.
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        source.backup(copy, pages=_PAGES_A_STEP, progress=_told(progress), sleep=0)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        if own:
            source.rollback()
        copy.close()


def damage(copy: Path) -> str | None:
    """Returns the first fault of a file that is nobody's but the caller's; None where it can be read whole.

    The quick check reads the copy once, which takes about as long as making it, and stops at the first
    fault. It leaves out what only a comparison of indexes shows; `storage.integrity` looks for that.
    """
    conn = sqlite3.connect(copy)
    try:
        found = str(conn.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        found = str(error)
    finally:
        conn.close()
    return None if found == "ok" else found.splitlines()[-1]


def to_disk(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse_damaged(path: Path, copy: Path) -> None:
    """Refuses to call a copy a backup that can't be read: it is copied page by page, damaged ones too."""
    if (what := damage(copy)) is not None:
        raise DeskError(
            f"{path} is damaged ({what}), so a copy of it is no backup, and none was kept. Restore an "
            "earlier backup, or import an export into a new desk; `dateline check` says what is wrong."
        )


def _told(progress: Progress | None) -> Callable[[int, int, int], None] | None:
    if progress is None:
        return None
    return lambda _status, left, total: progress("copying", total - left, total)


def _refuse_taken(target: Path) -> None:
    if target.is_dir():
        raise DeskError(f"{target} is a folder. Name the file to make in it.")
    if target.exists():
        raise DeskError(f"{target} exists already. Name a new file, or move that one away first.")
    if not target.parent.is_dir():
        raise DeskError(f"The folder {target.parent} does not exist. Make it, or name another.")


def _unfinished(target: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".unfinished", dir=target.parent)
    except OSError as error:
        raise DeskError(
            f"{target.parent} can't be written ({error.strerror}). Name another folder."
        ) from error
    os.close(handle)
    return Path(name)
