"""`dateline desk`, `config check`, `check` and `backup`: what an operator does besides asking."""

import argparse
import shlex
import sys
from contextlib import closing
from pathlib import Path

from bot.cli.failing import Refusal, Status
from bot.cli.opening import REGISTRY, configured, desks_in, opened
from bot.cli.progress import progress
from bot.config import Config, describe, one_line
from bot.sample.working_copy import NAME as SAMPLE
from bot.stopping import put_away
from storage.backup import backup as copy_desk
from storage.connection import DeskError, open_reader, open_writer
from storage.desk import desk_path
from storage.integrity import check as examine
from storage.reads.listing import Narrowing, count


def desk_new(given: argparse.Namespace) -> int:
    """Makes an empty desk; never touches one that is there."""
    config = configured(given)
    name: str = given.name
    path = desk_path(config.data, name)
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
    _say(f"Made the desk {name}: {path}")
    _say("It is empty. What to do next:")
    _say(f"  dateline import FILE --desk {name}{where}")
    _say(f"  dateline console --desk {name}{where}")
    return Status.ANSWERED


def desk_list(given: argparse.Namespace) -> int:
    """Lists the desks of the data folder, each with its number of claims, or what is wrong with it."""
    config = configured(given)
    names = desks_in(config.data) if config.data.exists() else []
    for name in names:
        path = desk_path(config.data, name)
        _say(f"{name}  {_state(path)}  {path}")
    if not names:
        _say(f"There are no desks in {config.data}. `dateline desk new NAME` makes one;")
        _say("`dateline console` makes a sample desk.")
    return Status.ANSWERED


def config_check(given: argparse.Namespace) -> int:
    """Says what the configuration means."""
    config = configured(given)
    for line in describe(config):
        _say(line)
    _refuse_missing_desk(config)
    return Status.ANSWERED


def check(given: argparse.Namespace) -> int:
    """Verifies a desk's file."""
    with opened(given) as found, closing(open_reader(found.path)) as db, progress() as told:
        problems = examine(db, told)
    for problem in problems:
        _say(f"{problem.where}: {problem.what}")
    if problems:
        raise Refusal(
            f"The desk {found.desk} has what is listed above. Restore a backup, or import an export of it "
            "into a new desk; what was changed with other programs can be changed back."
        )
    _say(f"The desk {found.desk} is sound: {found.path}")
    return Status.ANSWERED


def backup(given: argparse.Namespace) -> int:
    """Copies a desk."""
    target: Path = given.file.expanduser()
    with opened(given) as found, progress() as told:
        copy_desk(found.path, target, told)
    _say(f"Copied the desk {found.desk} to {target} ({target.stat().st_size:,} bytes).")
    return Status.ANSWERED


def _state(path: Path) -> str:
    try:
        with closing(open_reader(path)) as db:
            claims = count(db, Narrowing())
    except DeskError as error:
        return f"can't be opened: {error}"
    put_away(path)
    return f"{'more than ' if claims.more else ''}{claims.number:,} claims"


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


def _say(line: str) -> None:
    sys.stdout.write(f"{one_line(line)}\n")
