"""The way in for front ends where people type: a whole line, the command's name included."""

from datetime import datetime

from commands import grammar
from commands.card import Card
from commands.catalogue import COMMANDS
from commands.declaring import groups_of
from commands.errors import CommandError
from commands.people import Person, Where


async def ask(
    who: Person, where: Where, line: str, now: datetime | None = None, request: str | None = None
) -> Card:
    """Answers a line as it was typed, as `/timeline kursk`; it never raises for what was typed.

    Args:
        who: Whoever asks.
        where: The place of the question.
        line: The command and its arguments, with or without a slash.
        now: The time of the question (UTC); the present if left out.
        request: The platform's id of the event that asks, where it may be delivered twice.
    """
    try:
        name, rest = grammar.name_of(line, COMMANDS)
    except grammar.GrammarError as error:
        return await _group(who, where, line, now) or CommandError(error.key, **error.values).card()
    return await COMMANDS[name].answer(who, where, rest, now, request)


async def _group(who: Person, where: Where, line: str, now: datetime | None) -> Card | None:
    """Shows what there is in a group that was named alone; None where the line is no group's name."""
    name = " ".join(line.lower().lstrip("/! ").split())
    if name not in groups_of(COMMANDS):
        return None
    return await COMMANDS["help"].answer(who, where, {"command": name}, now)
