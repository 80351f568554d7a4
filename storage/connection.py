"""Opening a desk's file: who may read, who may write, and what is said when it is no desk.

A desk is one SQLite file in WAL mode. Readers are read-only connections; a writer migrates the file before
it hands it out, and keeps a copy of an older file beside it. Whatever is wrong with a file is told as a
`DeskError`, in words that may be shown to a user.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from storage.migrations import KNOWN, MIGRATIONS

T = TypeVar("T")

BUSY_SECONDS = 30.0
"""How long a connection waits for another process's write before it gives up."""

_MAPPED_BYTES = 2**30

_OF_THE_FILE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_NOTADB,
}

APPLICATION_ID = 0x444C4E45
"""Marks the file as a desk (`PRAGMA application_id`; the letters DLNE), for `file` and for ourselves."""


class DeskError(Exception):
    """Something about a desk's file that its owner can mend; the text says what and how."""


def open_reader(path: Path) -> Database:
    """Opens a desk for reading only; an older file is migrated first.

    Raises:
        DeskError: There is no desk at *path*, or it can't be read by this version.
    """
    if _pending(path):
        open_writer(path).close()
    return _connect(path, "ro")


def open_as_it_is(path: Path) -> Database:
    """Opens a desk for reading only, without migrating it: a backup stays as it was made.

    Raises:
        DeskError: There is no desk at *path*, or it can't be read by this version.
    """
    _pending(path)
    return _connect(path, "ro")


def open_writer(path: Path, *, create: bool = False) -> Database:
    """Opens a desk for writing, migrated to this version's schema.

    Args:
        path: The desk's file.
        create: Make the file if there is none.

    Raises:
        DeskError: There is no desk at *path*, it is no desk, a newer version wrote it, or it can't be
            written.
    """
    pending = _pending(path, create=create)
    _refuse_unwritable(path)
    db = _connect(path, "rwc" if create else "rw")
    try:
        if pending:
            in_transaction(db, lambda writer: _migrate(writer, path))
        db.conn.execute("PRAGMA foreign_keys = ON")  # only now: a migration may rebuild a table it refers to
    except sqlite3.Error as error:
        db.close()
        raise DeskError(f"{path} could not be prepared: {error}. Nothing in it was changed.") from error
    return db


def in_transaction(db: Database, fn: Callable[[Database], T]) -> T:
    """Runs *fn* as one write: committed when it returns, rolled back whole when it raises.

    BEGIN IMMEDIATE takes the write lock at once; a transaction that began as a reader could fail halfway
    when another process writes in between.
    """
    db.conn.execute("BEGIN IMMEDIATE")
    return _ending(db, fn)


def in_snapshot(db: Database, fn: Callable[[Database], T]) -> T:
    """Runs *fn* as one read, so that all it reads is of the same revision."""
    db.conn.execute("BEGIN")
    return _ending(db, fn)


def _ending(db: Database, fn: Callable[[Database], T]) -> T:
    try:
        result = fn(db)
        db.conn.commit()  # it may be refused as well, and would leave the transaction open
    except BaseException:
        db.conn.rollback()
        raise
    return result


def of_the_file(path: Path, error: sqlite3.Error) -> DeskError | None:
    """Words what SQLite met in a desk's file; None where a statement is at fault, which is ours.

    A write on a reader is such a fault, so SQLITE_READONLY is none of the file's.
    """
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # https://sqlite.org/rescode.html#pve
    return _worded(path, error) if primary in _OF_THE_FILE else None


def write_ahead(conn: sqlite3.Connection) -> None:
    """Puts a file into WAL mode, which it stays in.

    Of two connections that put a new file into it at once, SQLite turns one away without letting it wait
    (https://sqlite.org/c3ref/busy_handler.html: a deadlock could come of it); so it tries again.

    Raises:
        sqlite3.OperationalError: The file can't be written, or is locked all the time.
    """
    given_up = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            conn.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > given_up:
                raise
            time.sleep(0.01)
        else:
            return


def _connect(path: Path, mode: str) -> Database:
    try:
        # One thread at a time uses a connection, but not always the same one: see storage/desk.py.
        conn = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            check_same_thread=False,
            cached_statements=512,
        )
    except sqlite3.Error as error:
        raise _worded(path, error) from error
    try:
        db = Database(conn, execute_plugins=False)
        if mode == "ro":
            conn.execute("PRAGMA query_only = ON")
            # Pages are read where the system has them in memory already, shared by all readers: a large
            # desk answers twice as fast (https://sqlite.org/mmap.html).
            conn.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
        else:
            write_ahead(conn)
            # FULL: in WAL mode NORMAL may lose the last commits when the power fails, and what was
            # acknowledged must be there (https://sqlite.org/pragma.html#pragma_synchronous).
            conn.execute("PRAGMA synchronous = FULL")
            # What is taken out must not stay readable in the file's free space (storage/expunging.py).
            conn.execute("PRAGMA secure_delete = ON")
        conn.execute("PRAGMA cache_size = -16000")
    except sqlite3.Error as error:
        conn.close()
        raise _worded(path, error) from error
    return db


def _pending(path: Path, *, create: bool = False) -> bool:
    """Tells whether a desk waits for a migration; refuses what is no desk of ours.

    With *create*, what is not there or empty is a desk that waits for all of them. A file may be empty
    because making it was broken off.
    """
    try:
        exists = path.exists()
    except OSError as error:  # a folder on the way may not be entered, or the name is too long
        raise DeskError(f"{path} can't be reached: {error.strerror}.") from error
    if not exists and create:
        return True
    if not exists:
        raise DeskError(f"There is no desk at {path}. `dateline desk new NAME` makes one.")
    if path.is_dir():
        raise DeskError(f"{path} is a folder, not a desk's file.")
    db = _connect(path, "ro")
    try:
        applied = {step.name for step in MIGRATIONS.applied(db)}
        tables = db.table_names()
    except sqlite3.Error as error:
        raise _worded(path, error) from error
    finally:
        db.close()
    if not applied and not tables and create:
        return True
    if not applied:
        what = "a database of something else" if tables else "empty"
        raise DeskError(f"{path} is no desk: it is {what}. `dateline desk new NAME` makes one.")
    if newer := sorted(applied - set(KNOWN)):
        raise DeskError(
            f"{path} was written by a newer Dateline (it has {', '.join(newer)}). "
            "Upgrade Dateline, or open a backup made before the upgrade."
        )
    return len(applied) < len(KNOWN)


def _refuse_unwritable(path: Path) -> None:
    folder = path.parent
    if not folder.is_dir():
        raise DeskError(f"The folder {folder} does not exist. Make it, or name another with --data.")
    # The folder too: SQLite keeps its write-ahead log beside the file.
    for each in (path, folder) if path.exists() else (folder,):
        if not os.access(each, os.W_OK):
            raise _unwritable(each)


def _unwritable(path: Path) -> DeskError:
    return DeskError(f"{path} can't be written by this user. Change its owner, or name another with --data.")


def _migrate(db: Database, path: Path) -> None:
    """Applies the steps that are pending, all or none, and keeps a copy of what was there before.

    It runs in a transaction that holds the write lock: of several processes that open an old file, one
    migrates it, and the others find nothing to do.
    """
    if not MIGRATIONS.pending(db):
        return
    if applied := MIGRATIONS.applied(db):
        _keep_copy(path, applied[-1].name)
    MIGRATIONS.apply(db)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _keep_copy(path: Path, last: str) -> None:
    number, copy = 1, path.with_name(f"{path.stem}.before-upgrade-from-{last}{path.suffix}")
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.stem}.before-upgrade-from-{last}-{number}{path.suffix}")
    committed = _connect(path, "rw")  # a connection of its own: VACUUM runs in no transaction
    try:
        committed.conn.execute("VACUUM INTO ?", (str(copy),))
    finally:
        committed.close()


def _worded(path: Path, error: sqlite3.Error) -> DeskError:
    text = str(error)
    if "not a database" in text:
        return DeskError(f"{path} is no desk: it is not an SQLite database.")
    if "malformed" in text or "disk image" in text:
        return DeskError(
            f"{path} is damaged ({text}). Restore a backup, or import an export of it into a new desk."
        )
    if "readonly" in text:  # even a reader needs the write-ahead log that SQLite keeps beside the file
        return _unwritable(path.parent)
    if "unable to open" in text:
        return DeskError(f"{path} can't be opened. Check that this user may read it and write in its folder.")
    if "locked" in text:
        return DeskError(f"{path} is in use by a long write of another process. Try again shortly.")
    if "full" in text:
        return DeskError(f"{path} could not be written: {text}. Make room on that disk, then try again.")
    return DeskError(f"{path} could not be used: {text}. Check its folder, its owner and the disk.")
