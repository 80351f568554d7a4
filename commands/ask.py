"""The way in for front ends where people type: a whole line, the command's name included."""

from datetime import datetime

from commands import grammar
from commands.card import Card
from commands.catalogue import COMMANDS
from commands.errors import CommandError
from commands.people import Person, Where


async def ask(who: Person, where: Where, line: str, now: datetime | None = None) -> Card:
    """Answers a line as it was typed, as `/timeline kursk`; it never raises for what was typed.

    Args:
        who: Whoever asks.
        where: The place of the question.
        line: The command and its arguments, with or without a slash.
        now: The time of the question (UTC); the present if left out.
    """
    try:
        name, rest = grammar.name_of(line, COMMANDS)
    except grammar.GrammarError as error:
        return CommandError(error.key, **error.values).card()
    return await COMMANDS[name].answer(who, where, rest, now)
