"""The sample desk that a console opens where no desk is named: made once, and the user's own from then on."""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from storage.connection import open_writer
from storage.desk import desk_path
from storage.in_use import in_use
from storage.writing import Author

NAME: Final = "sample"
"""The desk's name; no other desk may have it."""

_RECORD: Final = Path(__file__).with_name("kursk.jsonl")
_UNFINISHED: Final = ".sample-in-the-making.db"
_OF_SQLITE: Final = ("", "-wal", "-shm", "-journal")


def working_copy(folder: Path) -> Path:
    """Returns the sample desk's file, made from the shipped record if it is not there.

    It appears whole or not at all: it is made under another name, and renamed when it is closed.

    Args:
        folder: Where the desks are; it is made as well.

    Raises:
        DeskError: It can't be written.
    """
    path = desk_path(folder, NAME)
    if not path.exists():
        with _alone(folder):
            if not path.exists():
                _make(folder).rename(path)
    return path


def start_over(folder: Path) -> Path | None:
    """Puts the sample desk back as it was shipped.

    What was in it is kept beside it. Other processes that have the desk open see the change as one write.

    Args:
        folder: Where the desks are.

    Returns:
        The copy of what was there before; None where there was no sample desk.

    Raises:
        DeskError: It can't be written.
    """
    from storage.backup import backup  # as for `_make`

    path = desk_path(folder, NAME)
    if not path.exists():
        working_copy(folder)
        return None
    with _alone(folder), ExitStack() as open_desks:
        kept = _free_name(path)
        desk = open_writer(path)
        open_desks.callback(desk.close)
        fresh = _make(folder)
        open_desks.callback(_remove, fresh)
        source = open_writer(fresh)
        open_desks.callback(source.close)
        backup(path, kept)
        # SQLite's online backup, turned round: all pages in one transaction, readers undisturbed.
        source.conn.backup(desk.conn)
    return kept


def _make(folder: Path) -> Path:
    """Makes a fresh sample desk under a name that is no desk's."""
    from storage.exchange import importing  # only the first start needs it, and every start takes its time

    unfinished = folder / _UNFINISHED
    _remove(unfinished)
    open_writer(unfinished, create=True).close()
    report = importing.run(_RECORD, unfinished, _author)
    if report.fault_count:
        raise RuntimeError(f"the shipped record is at fault: {report.faults[0]}")
    return unfinished


def _author() -> Author:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Author(at, "import", "dateline", reason="the record that Dateline ships as its sample")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds a lock, so that of two processes only one makes the sample desk.

    It is on the shipped record, because a lock on the folder says that its desks are in use. Installations
    that share a folder are not kept apart by it; one of them would be refused what the other renamed.
    """
    with in_use(folder), _RECORD.open("rb") as record:
        fcntl.flock(record, fcntl.LOCK_EX)
        yield


def _free_name(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.stem}-before-fresh-{number}{path.suffix}")).exists():
        number += 1
    return kept


def _remove(path: Path) -> None:
    for suffix in _OF_SQLITE:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
