"""`dateline desk`, `config check` and `check`: what an operator does besides asking."""

import argparse
import shlex
import tempfile
from contextlib import closing
from pathlib import Path

from bot.cli.failing import Refusal, Status
from bot.cli.opening import REGISTRY, configured, desks_in, opened
from bot.cli.progress import progress
from bot.cli.talking import say
from bot.config import Config, describe
from bot.sample.working_copy import NAME as SAMPLE
from bot.stopping import put_away
from storage.connection import DeskError, open_reader, open_writer
from storage.desk import desk_path
from storage.in_use import in_use
from storage.integrity import check as examine
from storage.reads.listing import Narrowing, count
from storage.reads.names import find_topic


def desk_new(given: argparse.Namespace) -> int:
    """Makes an empty desk; never touches one that is there."""
    config = configured(given)
    name: str = given.name
    path = desk_path(config.data, name)
    if name.startswith("-"):
        raise Refusal(f"{name!r} would be read as an option. Begin a desk's name with a letter or digit.")
    if name in (SAMPLE, REGISTRY):
        raise Refusal(f"{name!r} is Dateline's own. Call the desk something else.")
    config.data.mkdir(parents=True, exist_ok=True)
    try:
        path.open("x").close()  # of two that make it at once, one is refused
    except FileExistsError:
        raise Refusal(
            f"There is a desk {name!r} already: {path}. Open it with `dateline console --desk {name}`, "
            "or choose another name."
        ) from None
    try:
        open_writer(path, create=True).close()
    except BaseException:
        path.unlink()
        raise
    named = {"--config": given.config, "--data": given.data}
    where = "".join(f" {option} {shlex.quote(str(path))}" for option, path in named.items() if path)
    say(f"Made the desk {name}: {path}")
    say("It is empty. What to do next:")
    say(f"  dateline import FILE --desk {name}{where}")
    say(f"  dateline console --desk {name}{where}")
    return Status.ANSWERED


def desk_list(given: argparse.Namespace) -> int:
    """Lists the desks of the data folder, each with its number of claims, or what is wrong with it."""
    config = configured(given)
    if config.data.exists() and not config.data.is_dir():
        raise Refusal(f"{config.data} is a file, not a folder of desks. Name another with --data.")
    names = desks_in(config.data) if config.data.exists() else []
    for name in names:
        path = desk_path(config.data, name)
        with in_use(config.data):
            say(f"{name}  {_state(path)}  {path}")
    if not names:
        say(f"There are no desks in {config.data}. `dateline desk new NAME` makes one;")
        say("`dateline console` makes a sample desk.")
    return Status.ANSWERED


def config_check(given: argparse.Namespace) -> int:
    """Says what the configuration means."""
    config = configured(given)
    for line in describe(config):
        say(line)
    _refuse_unusable_folder(config.data)
    _refuse_missing_desk(config)
    _refuse_missing_topic(config)
    return Status.ANSWERED


def check(given: argparse.Namespace) -> int:
    """Verifies a desk's file."""
    with opened(given) as found, closing(open_reader(found.path)) as db, progress() as told:
        problems = examine(db, told)
    for problem in problems:
        say(f"{problem.where}: {problem.what}")
    if problems:
        raise Refusal(
            f"The desk {found.desk} has what is listed above. Restore a backup, or import an export of it "
            "into a new desk; what was changed with other programs can be changed back."
        )
    say(f"The desk {found.desk} is sound: {found.path}")
    return Status.ANSWERED


def _state(path: Path) -> str:
    try:
        with closing(open_reader(path)) as db:
            claims = count(db, Narrowing())
    except DeskError as error:
        return f"can't be opened: {error}"
    put_away(path)
    return f"{'more than ' if claims.more else ''}{claims.number:,} claims"


def _refuse_unusable_folder(folder: Path) -> None:
    """Refuses a folder of desks that can't be written, or can't be made: tried, and nothing left of it.

    Raises:
        Refusal: A start would fail for it.
    """
    there = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    try:
        with tempfile.TemporaryDirectory(prefix=".dateline-", dir=there):
            return
    except OSError as error:
        what = "written" if there == folder else "made"
        raise Refusal(
            f"data: the folder {folder} can't be {what}: {there}: {error.strerror}.", Status.WRONG_USAGE
        ) from error


def _refuse_missing_topic(config: Config) -> None:
    """Refuses a console's topic that its desk does not have, where the desk is there to be asked.

    Raises:
        DeskError: The desk can't be opened.
        Refusal: There is no such topic.
    """
    topic = config.console.topic if config.console else None
    name = (config.console.desk if config.console else None) or SAMPLE
    path = desk_path(config.data, name)
    if topic is None or not path.exists():
        return
    with in_use(config.data):
        with closing(open_reader(path)) as db:
            known = find_topic(db, topic)
        put_away(path)
    if known is None:
        raise Refusal(
            f"console.topic: the desk {name} has no topic {topic!r}. `dateline ask --desk {name} /topics` "
            "lists them.",
            Status.WRONG_USAGE,
        )


def _refuse_missing_desk(config: Config) -> None:
    """Refuses a configuration that names a desk that is not there: a start would fail.

    Raises:
        DeskError: The name can't be a desk's.
        Refusal: There is no such desk.
    """
    name = config.console.desk if config.console else None
    if name is not None and name != SAMPLE and not desk_path(config.data, name).exists():
        raise Refusal(
            f"console.desk: there is no desk {name!r} in {config.data}. `dateline desk new {name}` makes it.",
            Status.WRONG_USAGE,
        )
