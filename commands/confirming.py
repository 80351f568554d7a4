"""Asking first: what one command can't easily take back goes on only once it is asked again with a code.

The code says what would be touched as it is now: a guessed one fits nothing, and one that was given before
the record changed no longer fits, so that the question is asked again.

    if not confirmed(asking, confirm, before, count):
        return asking_first(asking, message("…"), blocks, code_of(asking, before, count))
"""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Annotated

import msgspec

from commands import grammar
from commands.asking import Asking
from commands.card import Action, Block, Card, Message, message
from commands.declaring import COMMANDS
from commands.signature import Arg

CONFIRM = "confirm"
"""The argument that takes the code; every command that asks first has it."""

_LENGTH = 6
_SECRET = secrets.token_hex(16)
"""Nobody can work a code out, and have somebody else type it unasked. A restart asks again."""

ConfirmArg = Annotated[
    str,
    Arg(
        "the code of six letters and digits that was shown, to go on",
        lambda _, text: text.strip().casefold(),
        takes=grammar.one_word,
    ),
]


def confirmed(asking: Asking, given: str | None, *state: object) -> bool:
    """Tells whether the code that was given confirms this very question in this very state.

    Args:
        asking: The question.
        given: What was typed for `confirm`.
        state: What is about to be touched, as it is now: lines, counts, revisions; what msgspec can encode.
    """
    return given == code_of(asking, *state)


def code_of(asking: Asking, *state: object) -> str:
    """Returns the code that confirms this question, asked by this person, in this state."""
    asked = {name: list(texts) for name, texts in asking.given.items() if name != CONFIRM}
    told = msgspec.json.encode(
        (_SECRET, asking.where.desk_name, asking.who.key, _name(asking), asked, state), order="deterministic"
    )
    return hashlib.sha256(told).hexdigest()[:_LENGTH]


def asking_first(asking: Asking, title: Message, blocks: Sequence[Block], code: str) -> Card:
    """Returns the question whether to go on, for whoever asked alone.

    Args:
        asking: The question.
        title: What would be done.
        blocks: What would be touched.
        code: What confirms it.
    """
    stale = (message("confirm-stale"),) if CONFIRM in asking.given else ()
    line = _line(asking, code)
    return Card(
        title,
        tuple(blocks),
        notes=(*stale, message("confirm-how", code=code)),
        actions=(Action(message("confirm-go-on"), line, replaces=True),) if line else (),
        private=True,
    )


def _name(asking: Asking) -> str:
    """Returns the name of the command that asks; empty where nobody could type its line."""
    return grammar.name_of(asking.line, COMMANDS)[0] if asking.line else ""


def _line(asking: Asking, code: str) -> str:
    name = _name(asking)
    return COMMANDS[name].line_of({**asking.given, CONFIRM: [code]}) if name else ""
