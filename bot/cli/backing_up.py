"""`dateline backup` and `restore`: desks copied while they are in use, and put back."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.cli.failing import Refusal, Status
from bot.cli.opening import REGISTRY, configured, desks_in, opened
from bot.cli.progress import progress
from bot.cli.talking import agreed, say, warn
from bot.stopping import put_away
from storage.backup import backup as copy_desk
from storage.backup_all import Made, backup_all
from storage.connection import DeskError
from storage.desk import desk_path
from storage.in_use import alone, in_use
from storage.registry import Registry
from storage.restoring import Prepared, newest_revision, prepare, put_in_place, work_folder

_UNASKED: Final = "restore asks first, and there is no terminal to answer in. --yes goes on without."


def backup(given: argparse.Namespace) -> int:
    """Copies a desk; or all of them, and the registry, into a dated folder.

    Raises:
        Refusal: Options that don't go together; or something could not be copied.
    """
    if given.all is not None:
        return _all(given)
    if given.keep is not None:
        raise Refusal("--keep goes with --all: it counts dated folders.", Status.WRONG_USAGE)
    target: Path = given.file.expanduser()
    if str(target) == "-":
        raise Refusal(
            "A backup is a file, and can't be written to standard output. Name the file to make.",
            Status.WRONG_USAGE,
        )
    with opened(given) as found, progress() as told:
        copy_desk(found.path, target, told)
    say(f"Copied the desk {found.desk} to {target} ({target.stat().st_size:,} bytes).")
    return Status.ANSWERED


def restore(given: argparse.Namespace) -> int:
    """Puts a backup in a desk's place, and keeps what was there.

    Raises:
        Refusal: The answer is no, nobody can be asked, or the name is the registry's.
    """
    config = configured(given)
    name: str = given.desk
    if name == REGISTRY:
        raise Refusal(f"{name!r} is the registry, and no desk. docs/operators.md says how it is put back.")
    path = desk_path(config.data, name).resolve()  # a desk may be a link to a file on another disk
    file: Path = given.file.expanduser()
    with alone(config.data), work_folder(path) as folder:
        with progress() as told:
            new = prepare(file, folder / path.name, told)
        if path.exists() and not given.yes:
            _ask(file, new, name, path)
        kept = put_in_place(new.path, path, datetime.now(UTC))
    say(f"Restored the desk {name} from {file}, as of revision r{new.head}: {path}")
    if kept is not None:
        say(f"What was there is kept as {kept}.")
    _tell_of_newer(config.data, name, new.head)
    return Status.ANSWERED


def _ask(file: Path, new: Prepared, name: str, path: Path) -> None:
    newest = newest_revision(path)
    there = "can't be read" if newest is None else f"revision r{newest}"
    question = (
        f"Put {file} (revision r{new.head}) in the place of the desk {name} ({there})? "
        "What is there now is kept."
    )
    if not agreed(question, _UNASKED):
        raise Refusal(f"The desk {name} was left as it is.")


def _tell_of_newer(folder: Path, name: str, head: int) -> None:
    """Says what follows where newer revisions of a desk were seen; the registry goes on remembering them."""
    try:
        highest = Registry(folder).highest(name)
    except DeskError as error:
        say(f"Whether newer revisions were seen can't be told: {error}")
        return
    if highest is not None and highest > head:
        say(
            f"Revision r{highest} of it was seen before, so what is sent by schedule pauses: it would tell "
            "of changes that this desk no longer holds."
        )


def _all(given: argparse.Namespace) -> int:
    if given.desk is not None:
        raise Refusal("--all copies every desk: leave --desk out.", Status.WRONG_USAGE)
    config = configured(given)
    into: Path = given.all.expanduser()
    names = desks_in(config.data)
    with in_use(config.data):
        with progress() as told:
            made = backup_all(config.data, names, into, datetime.now(UTC), given.keep, told)
        for name in names:
            put_away(desk_path(config.data, name))
    if made.copied:
        size = sum(each.stat().st_size for each in made.folder.iterdir())
        say(f"Copied {_listed(made.copied)} to {made.folder} ({size:,} bytes).")
    for folder in made.removed:
        say(f"Removed {folder}.")
    _refuse_incomplete(config.data, made, given.keep)
    return Status.ANSWERED


def _refuse_incomplete(data: Path, made: Made, keep: int | None) -> None:
    if made.failed:
        for why in made.failed.values():
            warn(why)
        left = "" if keep is None else " No older backup was removed, because it may hold the last good copy."
        raise Refusal(f"Not copied: {', '.join(made.failed)}. Mend it, or move it out of {data}.{left}")
    if not made.copied:
        raise Refusal(f"There are no desks in {data}, so nothing was copied.")


def _listed(names: tuple[str, ...]) -> str:
    desks = sum(name != REGISTRY for name in names)
    counted = "1 desk" if desks == 1 else f"{desks:,} desks"
    return f"{counted} and the registry" if REGISTRY in names else counted
