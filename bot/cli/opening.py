"""From the options of a command line to the configuration, the log and the desk they mean."""

import argparse
import dataclasses
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot import logs
from bot.cli.failing import Refusal, Status
from bot.cli.parser import near
from bot.config import Config, load, secrets
from bot.console.account import PLATFORM, account
from bot.sample.working_copy import NAME as SAMPLE
from bot.sample.working_copy import working_copy
from bot.stopping import put_away
from storage.connection import DeskError, open_reader
from storage.desk import desk_path
from storage.in_use import in_use
from storage.writing import Author

_BEGINNING: Final = frozenset({"console", "run", "desk new"})
"""Commands that make the folder of the desks where there is none."""

REGISTRY: Final = "dateline"
"""The name of the file beside the desks that says which place belongs to which; no desk may have it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a command line works on.

    Attributes:
        config: The settings, with what the options say in their place.
        desk: The desk's name.
        path: Its file, which is there and is a desk.
    """

    config: Config
    desk: str
    path: Path


def configured(given: argparse.Namespace) -> Config:
    """Reads the configuration, and sets up the log as it says.

    Without a file only warnings are logged: whoever asks one question wants one answer.

    Raises:
        ConfigError: The configuration can't be used.
        Refusal: The command line names a folder that is not there.
    """
    config = load(given.config, os.environ)
    if given.data is not None:
        config = dataclasses.replace(config, data=given.data.expanduser().absolute())
        _refuse_missing_folder(given.command, config.data)
    log = config.log if config.file else dataclasses.replace(config.log, level="warning")
    logs.set_up(log, secrets(config))
    # Its records tell of selectors and slow callbacks, never of what the program does.
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    return config


@contextmanager
def opened(given: argparse.Namespace) -> Iterator[Opened]:
    """Finds the desk: the one that is named, else the configuration's, else the sample desk.

    Until it is left, no other file is put in the desk's place; when it is, the desk is one file again.

    Raises:
        ConfigError: The configuration can't be used.
        DeskError: The file is no desk that this version reads, or a desk is just being restored.
        Refusal: There is no such desk.
    """
    config = configured(given)
    name = given.desk or (config.console.desk if config.console else None) or SAMPLE
    path = desk_path(config.data, name)
    if name == SAMPLE:
        working_copy(config.data)
    elif not path.exists():
        raise _no_desk(config.data, name)
    with in_use(config.data):
        _refuse_unreadable(path, is_sample=name == SAMPLE)
        try:
            yield Opened(config, name, path)
        finally:
            put_away(path)


def desks_in(folder: Path) -> list[str]:
    """Returns the names of the desks in a folder, in order; the registry beside them is none.

    Raises:
        OSError: The folder can't be read.
    """
    # Not by glob, which takes a folder that it can't read for an empty one.
    return sorted(path.stem for path in folder.iterdir() if path.suffix == ".db" and _may_be_desk(path))


def author(reason: str) -> Author:
    """Returns the local user as the author of a write at this moment."""
    return Author(datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), PLATFORM, account(), reason)


def _refuse_unreadable(path: Path, *, is_sample: bool) -> None:
    try:
        open_reader(path).close()
    except DeskError as error:
        if not is_sample:
            raise
        raise DeskError(
            f"{error} It is the working copy of the sample: moved away, it is made anew."
        ) from error


def _may_be_desk(path: Path) -> bool:
    try:
        desk_path(path.parent, path.stem)
    except DeskError:
        return False
    return path.stem != REGISTRY


def _refuse_missing_folder(command: str, folder: Path) -> None:
    """Refuses a folder that is named and not there, a slip, unless something is to be begun in it."""
    below_a_file = any(parent.is_file() for parent in folder.parents)  # which is told by whoever opens it
    if command not in _BEGINNING and not folder.exists() and not below_a_file:
        raise Refusal(
            f"There is no folder {folder} (--data names it). `dateline desk new NAME` and `dateline console` "
            "make it; every other command wants the one that holds your desks.",
            Status.WRONG_USAGE,
        )


def _no_desk(folder: Path, name: str) -> Refusal:
    there = desks_in(folder) if folder.is_dir() else []
    hint = near(name, [other for other in there if desk_path(folder, other).exists()])
    return Refusal(
        f"There is no desk {name!r} in {folder}.{hint} `dateline desk list` lists them, "
        f"`dateline desk new {name}` makes one.",
        Status.REFUSED,
    )
