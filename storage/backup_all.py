"""Copying every desk and the registry into a dated folder, and taking away the oldest of those."""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.backup import backup, to_disk
from storage.connection import DeskError
from storage.desk import desk_path
from storage.in_use import locked
from storage.registry import NAME as REGISTRY
from storage.registry import Registry

Progress = Callable[[str, int, int], None]
"""Is told the stage, and how many pages of how many are done."""

_DATED = re.compile(r"\d{8}T\d{6}Z(-\d+)?")
_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup of all made.

    Attributes:
        folder: The dated folder.
        copied: The names of the files in it, without their ending.
        failed: Why others are not in it, by their names.
        removed: The older dated folders that were removed.
    """

    folder: Path
    copied: tuple[str, ...]
    failed: dict[str, str]
    removed: tuple[Path, ...]


def backup_all(
    folder: Path, desks: Iterable[str], into: Path, at: datetime, keep: int | None, progress: Progress
) -> Made:
    """Copies desks and the registry, each whole as it is at one moment, into a new dated folder.

    The folder gets its name when all is in it and on disk. A desk that can't be copied keeps no other
    from it; but then no older folder is removed, because it may hold that desk's last good copy.

    Args:
        folder: The data folder.
        desks: The names of its desks.
        into: Where the dated folders are; it must be there, as a disk that is not mounted is not.
        at: The time, in UTC, that the new folder is named for.
        keep: How many dated folders are to be left; None for all.
        progress: Is called now and then.

    Raises:
        DeskError: *into* can't be used, or another backup is writing to it.
    """
    if not into.is_dir():
        raise DeskError(f"The folder {into} does not exist. Make it, or name another.")
    if into.samefile(folder):
        raise DeskError(f"{into} holds the desks themselves. Name another folder, best on another disk.")
    refused = f"Another backup is writing to {into}. Try again when it has ended."
    with locked(into, refused), _work_folder(into) as unfinished:
        copied: list[str] = []
        failed: dict[str, str] = {}
        for name, copy in _copies(folder, desks, progress):
            try:
                copy(unfinished / f"{name}.db")
            except DeskError as error:
                failed[name] = str(error)
            else:
                copied.append(name)
        made = _free_name(into, at)
        if copied:
            unfinished.rename(made)
            to_disk(into)
        is_whole = copied and not failed
        removed = tuple(_remove_oldest(into, keep)) if keep is not None and is_whole else ()
        return Made(made, tuple(copied), failed, removed)


def _copies(
    folder: Path, desks: Iterable[str], progress: Progress
) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Yields what is to be copied by name, each with what copies it to a file."""
    for name in desks:
        path = desk_path(folder, name)
        yield name, lambda target, path=path: backup(path, target, progress)  # type: ignore[misc]  # bound now
    registry = Registry(folder)
    if registry.exists:
        yield REGISTRY, registry.backup


def _remove_oldest(into: Path, keep: int) -> Iterator[Path]:
    dated = sorted(each for each in into.iterdir() if each.is_dir() and _DATED.fullmatch(each.name))
    for old in dated[: max(len(dated) - keep, 0)]:
        # Renamed first: half of a folder must not look like a backup, and the next one takes it away.
        going = old.rename(into / f".{old.name}{_UNFINISHED}")
        shutil.rmtree(going)
        yield old


@contextmanager
def _work_folder(into: Path) -> Iterator[Path]:
    """Makes a folder for copies, and takes away what became of none, now or when a process was killed."""
    made = into / f".backup{_UNFINISHED}"
    try:
        for left in into.glob(f".*{_UNFINISHED}/"):
            shutil.rmtree(left)
        made.mkdir(mode=0o700)
    except OSError as error:
        raise DeskError(f"{into} can't be written ({error.strerror}). Name another folder.") from error
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _free_name(into: Path, at: datetime) -> Path:
    stem, number = f"{at:%Y%m%dT%H%M%SZ}", 1
    made = into / stem
    while made.exists():
        number += 1
        made = into / f"{stem}-{number}"
    return made
