"""`dateline console`, `ask` and `run`: questions, and what answers them."""

import argparse
import asyncio
import sys

from bot import running
from bot.cli.failing import Refusal, Status
from bot.cli.opening import Opened, configured, opened
from bot.cli.talking import agreed
from bot.console import local
from bot.render import plain
from bot.render.as_json import to_json
from bot.running import OpenDesks
from bot.sample.working_copy import NAME as SAMPLE
from bot.sample.working_copy import start_over
from bot.wording.wording import wording
from commands.ask import ask as ask_desk
from commands.card import Card
from commands.people import Role
from storage.in_use import in_use


def console(given: argparse.Namespace) -> int:
    """Opens the console; where it is not at a terminal, answers what is piped in."""
    with opened(given) as found:
        if given.fresh:
            _start_over(found)
        with OpenDesks(found.config.data) as desks:
            part = running.console(found.config, desks, found.desk, _role(given))
            asyncio.run(running.serve([part]))
    return Status.ANSWERED


def run(given: argparse.Namespace) -> int:
    """Starts what the configuration names."""
    config = configured(given)
    if not running.names_anything(config):
        why = (
            f"{config.file} has no section for anything that runs: add [console], [discord] or [matrix]."
            if config.console is None
            else "Only the console is configured, and there is no terminal to type in."
        )
        raise Refusal(f"There is nothing to run. {why}", Status.WRONG_USAGE)
    if not running.names_console(config):
        with in_use(config.data), OpenDesks(config.data) as desks:
            asyncio.run(running.serve(running.parts(config, desks, None, _role(given))))
        return Status.ANSWERED
    with opened(given) as found, OpenDesks(found.config.data) as desks:
        asyncio.run(running.serve(running.parts(found.config, desks, found.desk, _role(given))))
    return Status.ANSWERED


def ask(given: argparse.Namespace) -> int:
    """Answers one line."""
    with opened(given) as found, OpenDesks(found.config.data) as desks:
        topic = found.config.console.topic if found.config.console else None
        where = local.place(desks.desk(found.desk), found.desk, topic)
        card = asyncio.run(ask_desk(local.person(_role(given)), where, " ".join(given.line)))
    _show(card, found.config.locale, as_json=given.json)
    return Status.REFUSED if card.failed else Status.ANSWERED


def _show(card: Card, locale: str, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(f"{to_json(card)}\n")
    elif sys.stdout.isatty():
        from bot.console.screen import Screen  # brings rich, which pipes need not

        Screen(wording(locale)).show(card)
    else:
        sys.stdout.write(f"{plain.render(card, wording(locale))}\n")


def _role(given: argparse.Namespace) -> Role:
    return Role[given.role.upper()]


def _start_over(found: Opened) -> None:
    """Puts the sample desk back as it was shipped, once whoever sits there has said so.

    Raises:
        Refusal: It is another desk, nobody can be asked, or the answer is no.
    """
    if found.desk != SAMPLE:
        raise Refusal(
            f"--fresh puts the sample desk back as it was shipped; {found.desk!r} is a desk of yours.",
            Status.WRONG_USAGE,
        )
    question = "Put the sample desk back as it was shipped? A copy of yours is kept."
    if not agreed(question, "--fresh asks first, and there is no terminal to answer in."):
        raise Refusal("The sample desk was left as it is.")
    kept = start_over(found.config.data)
    sys.stdout.write(f"Yours is kept as {kept}.\n\n")
