"""Who has the desks of a folder open: a lock on the folder, which ends with the process that holds it.

Programs that read or write desks hold it together; what puts another file in a desk's place holds it alone.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.connection import DeskError

_PATIENCE = 1.0
"""Seconds that a lock is waited for: a question that was just answered still puts its desk away."""


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Keeps the desks of a folder from being replaced while it is entered; any number of programs may.

    Args:
        folder: Where the desks are; it is made if need be.

    Raises:
        DeskError: A desk is just being replaced, or the folder can't be made or read.
    """
    refused = f"A desk in {folder} is being restored at this moment. Try again when that has ended."
    _make(folder)
    with locked(folder, refused, alone=False):
        yield


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keeps every program from opening a desk of a folder while it is entered; the folder is made if need be.

    Raises:
        DeskError: A program has the desks open, or the folder can't be made or read.
    """
    refused = (
        f"A running program has the desks in {folder} open, and would go on with the file that is taken "
        "away. Stop it first."
    )
    _make(folder)
    with locked(folder, refused):
        yield


@contextmanager
def locked(folder: Path, refused: str, *, alone: bool = True) -> Iterator[None]:
    """Holds a lock on a folder, as the only one or together with others.

    Args:
        folder: The folder, which is there.
        refused: What is said where others hold it.
        alone: Whether nobody else may hold it.

    Raises:
        DeskError: Others hold the lock, or the folder can't be read.
    """
    try:
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise DeskError(f"The folder {folder} can't be read: {error.strerror}.") from error
    try:
        if not _taken(held, fcntl.LOCK_EX if alone else fcntl.LOCK_SH):
            raise DeskError(refused)
        yield
    finally:
        os.close(held)


def _taken(held: int, kind: int) -> bool:
    given_up = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(held, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > given_up:
                return False
            time.sleep(0.02)
        except OSError:
            return True  # not every file system locks folders; SQLite's own locks are what is left there
        else:
            return True


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(
            f"The folder {folder} can't be made or read: {error.strerror}. Name another with --data."
        ) from error
