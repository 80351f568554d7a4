"""Putting a backup in a desk's place: what is there is kept, and a crash leaves the one or the other whole.

The backup is copied, migrated and checked beside the desk first. Then the desk gets a second name, under
which it is kept, and one rename puts the copy in its place. All of it is for whoever holds the desks alone
(`storage.in_use`).
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.backup import copy_into, damage, to_disk
from storage.connection import DeskError, open_as_it_is, open_writer
from storage.integrity import check_copy
from storage.reads.log import head

Progress = Callable[[str, int, int], None]
"""Is told the stage, and how much of how much is done."""

_KEPT = ".before-restore-"
"""What the name of a desk that was replaced goes on with; a name with a dot is no desk's."""

_LOGS = ("-wal", "-journal")
"""What SQLite may need beside a file to read it."""

_BUSY_SECONDS = 1.0
"""How long another program is given to end a read: whoever restores has stopped what runs."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A backup that is ready to be put in a desk's place.

    Attributes:
        path: The copy.
        head: The number of its newest revision.
    """

    path: Path
    head: int


@contextmanager
def work_folder(desk: Path) -> Iterator[Path]:
    """Makes a folder beside a desk, and takes it away again, with what a killed process left in it.

    Raises:
        DeskError: The folder that the desk is in can't be written.
    """
    folder = desk.with_name(f".{desk.stem}.restoring")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise DeskError(f"{desk.parent} can't be written ({error.strerror}).") from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare(file: Path, copy: Path, progress: Progress) -> Prepared:
    """Copies a backup, brings the copy to this version's schema and checks it; the backup stays as it is.

    Args:
        file: The backup.
        copy: The file to make.
        progress: Is called now and then.

    Raises:
        DeskError: The backup is no desk that this version reads, it is not sound, or it can't be copied.
    """
    if not file.exists():
        raise DeskError(f"There is no file {file}.")
    with closing(open_as_it_is(file)) as source:
        try:
            copy_into(source.conn, copy, progress)
        except sqlite3.OperationalError as error:
            raise DeskError(f"{file} could not be copied: {error}. Nothing was changed.") from error
        except sqlite3.DatabaseError as error:
            raise _not_sound(file, str(error)) from error
    if (what := damage(copy)) is not None:
        raise _not_sound(file, what)
    open_writer(copy).close()
    with closing(sqlite3.connect(copy)) as conn:
        problems = check_copy(conn, progress)
    if problems:
        raise _not_sound(file, f"{problems[0].where}: {problems[0].what}", len(problems) - 1)
    newest = newest_revision(copy)
    _settle(copy)
    to_disk(copy)
    return Prepared(copy, newest or 0)


def newest_revision(desk: Path) -> int | None:
    """Returns the number of a desk's newest revision; None where it can't be read, or is not there."""
    try:
        with closing(open_as_it_is(desk)) as db:
            return head(db)
    except (DeskError, sqlite3.Error):
        return None


def put_in_place(new: Path, desk: Path, at: datetime) -> Path | None:
    """Puts a prepared copy in a desk's place.

    Args:
        new: The copy, on the same file system.
        desk: The desk's file; what is there may be damaged, or no desk at all.
        at: The time, in UTC, which the name of what is kept tells.

    Returns:
        The file under which what was there is kept; None where nothing was.

    Raises:
        DeskError: A program other than ours has the desk open, or the folder can't be written.
    """
    there = desk.exists()
    try:
        _give_owner(new, desk if there else desk.parent)
        kept = _keep(desk, at) if there else None
        for suffix in (*_LOGS, "-shm"):  # of the old file, and SQLite would read the new one with them
            _beside(desk, suffix).unlink(missing_ok=True)
        new.rename(desk)
        to_disk(desk.parent)
    except OSError as error:
        raise DeskError(f"{desk} could not be replaced: {error}. What was there is there still.") from error
    return kept


def _keep(desk: Path, at: datetime) -> Path:
    """Gives a desk a second name, which stays when another file takes the first."""
    for left in desk.parent.glob(f"{desk.stem}{_KEPT}*{desk.suffix}"):
        if left.samefile(desk):  # a restore was killed before it went on
            for suffix in ("", *_LOGS):
                _beside(left, suffix).unlink(missing_ok=True)
    kept = _free_name(desk, at)
    logs = [suffix for suffix in _LOGS if _beside(desk, suffix).exists()]
    for suffix in logs:
        os.link(_beside(desk, suffix), _beside(kept, suffix))
    needed = False
    try:
        # Where it is damaged SQLite may throw its logs away, and whoever mends it needs them.
        needed = not _settle(desk)
    finally:
        for suffix in () if needed else logs:
            _beside(kept, suffix).unlink()
    os.link(desk, kept)
    to_disk(desk.parent)
    return kept


def _settle(path: Path) -> bool:
    """Makes a desk one file without a log beside it; returns whether it could, which a damaged one can't.

    Leaving WAL mode needs the file alone, so this also finds programs that don't know of our lock.

    Raises:
        DeskError: Somebody has the desk open.
    """
    try:
        with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as conn:
            conn.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise DeskError(
                f"{path} is open in another program, which would go on with the file that is taken away. "
                "Close it there first."
            ) from error
        return False
    return True


def _give_owner(new: Path, like: Path) -> None:
    """Gives a file the owner of another, where root restores what a service's user is to go on with."""
    state = like.stat()
    if like.is_file():
        new.chmod(state.st_mode)
    if os.geteuid() == 0:
        os.chown(new, state.st_uid, state.st_gid)


def _free_name(desk: Path, at: datetime) -> Path:
    stem, number = f"{desk.stem}{_KEPT}{at:%Y%m%dT%H%M%SZ}", 1
    kept = desk.with_name(f"{stem}{desk.suffix}")
    while kept.exists():
        number += 1
        kept = desk.with_name(f"{stem}-{number}{desk.suffix}")
    return kept


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _not_sound(file: Path, what: str, more: int = 0) -> DeskError:
    others = f", and {more} more like it" if more else ""
    return DeskError(f"{file} is not sound ({what}{others}), so it was not restored. Name an earlier backup.")
