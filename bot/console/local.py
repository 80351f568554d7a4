"""The person at this machine: who they are to a desk, and the console that suits where they type."""

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.console.account import PLATFORM, account
from bot.console.piped import Piped
from bot.console.session import Session
from bot.wording.wording import wording
from commands.catalogue import COMMANDS
from commands.people import Person, Role, Where
from storage.desk import Desk

if TYPE_CHECKING:
    from bot.console.interactive import Interactive

_HISTORY: Final = ".console-history"
_IN_THE_SAMPLE: Final = ("/timeline kursk", "/figures kursk", "/help")
_IN_ANY_DESK: Final = ("/topics", "/changes last month", "/help")


def person(role: Role) -> Person:
    """Returns the person at this terminal, who may do what *role* may."""
    return Person(PLATFORM, account(), account(), role, fixed=True)


def place(desk: Desk, name: str, topic: str | None) -> Where:
    """Returns this terminal as the place of a question.

    Args:
        desk: The desk that is asked.
        name: Its name.
        topic: The slug of the topic that is meant where a question names none.
    """
    return Where(desk, name, channel="terminal", topic=topic)


def has_lines() -> bool:
    """Tells whether lines can come from standard input: it is a terminal, pipe, socket or file."""
    try:
        kind = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):  # closed before we were started
        return False
    return sys.stdin.isatty() or stat.S_ISFIFO(kind) or stat.S_ISREG(kind) or stat.S_ISSOCK(kind)


def console(
    who: Person, where: Where, locale: str, *, folder: Path, is_sample: bool
) -> "Interactive | Piped":
    """Returns a console: with a prompt where a person types and reads, else one that answers line by line.

    Args:
        who: Whoever asks.
        where: The desk that is asked.
        locale: The language of the answers.
        folder: Where the history of typed lines is kept.
        is_sample: Whether the desk is the working copy of the sample.
    """
    session = Session(who, where)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Piped(session, wording(locale), sys.stdin.fileno())
    from bot.console.interactive import Interactive  # brings prompt_toolkit and rich, which pipes need not

    return Interactive(
        session,
        COMMANDS,
        wording(locale),
        history=folder / _HISTORY,
        to_try=_IN_THE_SAMPLE if is_sample else _IN_ANY_DESK,
        is_sample=is_sample,
    )
