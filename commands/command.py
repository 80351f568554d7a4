"""A command, and the one way in to it: `Command.answer`.

A handler is a plain function. It runs on a storage thread, inside the one transaction of its answer, and gets
an `Asking` first: the database, who asks, where and when. So an answer sees one revision, its role check
included, and a test calls the handler as it is.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlite_utils import Database

from commands import grammar
from commands.card import Card, Examples, Message, message
from commands.errors import CommandError, UnknownNameError
from commands.people import Person, Role, Where
from storage.connection import DeskError
from storage.settings import time_zone
from storage.reads.suggest import Suggestion

log = logging.getLogger(__name__)

MOST_SUGGESTIONS = 25
"""Discord shows at most so many (https://discord.com/developers/docs/interactions/application-commands)."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a handler is given: one question, inside its transaction.

    Attributes:
        db: The desk's database; handlers hand it to storage functions and write no SQL.
        who: Whoever asks.
        where: The place of the question.
        now: The time of the question, in the desk's time zone.
        line: The question as a line, without its page: what the next page asks again.
    """

    db: Database
    who: Person
    where: Where
    now: datetime
    line: str = ""

    @property
    def today(self) -> date:
        """The day of the question in the desk's time zone, which "last Monday" is read against."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Arg:
    """How an argument is read and completed.

    Attributes:
        help: What to give, in a few words.
        read: Turns what was typed into the handler's value, or raises CommandError.
        suggest: Completes what was typed, where the answers are finite.
        takes: How many words it takes where it stands by position.
        echo: Says how the words were read, where that could be otherwise than meant.
        many: Whether several values may be given; the handler then gets a tuple.
    """

    help: str
    read: Callable[[Asking, str], Any]
    suggest: Callable[[Asking, str], Sequence[Suggestion]] | None = None
    takes: grammar.Takes = grammar.the_rest
    many: bool = False
    echo: Callable[[Any], Message | None] | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of one command: its name, how it is read, and where it may stand."""

    name: str
    arg: Arg
    required: bool
    positional: bool


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the bot can do, for every platform.

    Attributes:
        name: `timeline`, or group and name: `record add`.
        run: The handler.
        help: The first sentence of its docstring.
        details: The rest of it, without the examples.
        examples: Lines to try, from the docstring's Examples.
        arguments: Its arguments, in the order of the signature.
        role: Who may use it.
    """

    name: str
    run: Callable[..., Card]
    help: str
    details: str
    examples: tuple[str, ...]
    arguments: tuple[Argument, ...]
    role: Role
    slots: tuple[grammar.Slot, ...] = field(repr=False)

    async def answer(
        self, who: Person, where: Where, asked: str | Mapping[str, str], now: datetime | None = None
    ) -> Card:
        """The one way in, for every front end: a line or split arguments in, a Card out, never an exception.

        Args:
            who: Whoever asks; the role is checked here, whatever the platform let through.
            where: The place of the question.
            asked: The arguments: a line without the command's name, or a text for each name.
            now: The time of the question (UTC); the present if left out.
        """
        try:
            given = self._given(asked)
            return await where.desk.read(lambda db: self._run(_asking(db, who, where, now), given))
        except CommandError as error:
            return error.card()
        except DeskError as error:
            return Card(message("desk-error", reason=str(error)), private=True, failed=True)
        except Exception:
            reference = secrets.token_hex(4)
            about = {"desk": where.desk_name, "command": self.name, "reference": reference}
            log.exception("A command failed", extra=about)
            return Card(message("broken", reference=reference), private=True, failed=True)

    async def suggest(
        self, who: Person, where: Where, name: str, typed: str, now: datetime | None = None
    ) -> list[Suggestion]:
        """Completes what was typed for the argument *name*; at most 25 suggestions."""
        suggest = next((a.arg.suggest for a in self.arguments if a.name == name), None)
        if suggest is None or who.role < self.role:
            return []
        found = await where.desk.read(lambda db: suggest(_asking(db, who, where, now), typed))
        return list(found[:MOST_SUGGESTIONS])

    def _given(self, asked: str | Mapping[str, str]) -> dict[str, list[str]]:
        try:
            if isinstance(asked, str):
                return grammar.split(asked, self.slots)
            return {
                name: [part.strip() for part in text.split(";")] if argument.arg.many else [text]
                for argument in self.arguments
                if (name := argument.name) in asked and (text := asked[name]).strip()
            }
        except grammar.GrammarError as error:
            raise CommandError(error.key, **error.values) from error

    def _run(self, asking: Asking, given: Mapping[str, list[str]]) -> Card:
        if asking.who.role < self.role:
            raise CommandError("not-allowed", role=message(f"role-{self.role.name.lower()}"))
        if missing := [a.name for a in self.arguments if a.required and a.name not in given]:
            raise CommandError("still-needed", argument=missing[0], command=self.name)
        asking = replace(asking, line=self._line(given))
        values = {a.name: self._value(asking, a, given) for a in self.arguments if a.name in given}
        card = self.run(asking, **values)
        echoes = [a.arg.echo(values[a.name]) for a in self.arguments if a.arg.echo and a.name in values]
        return replace(card, notes=(*(echo for echo in echoes if echo), *card.notes))

    def _value(self, asking: Asking, argument: Argument, given: Mapping[str, list[str]]) -> Any:
        try:
            values = tuple(argument.arg.read(asking, text) for text in given[argument.name])
        except UnknownNameError as error:
            raise self._as_meant(argument.name, given, error) from error
        return values if argument.arg.many else values[0]

    def _as_meant(self, name: str, given: Mapping[str, list[str]], error: UnknownNameError) -> CommandError:
        """Adds the question as it may have been meant, once for each near name."""
        meant = (
            {**given, name: [near if text == error.words else text for text in given[name]]}
            for near in error.near
        )
        lines = tuple(line for line in map(self._line, meant) if line)
        if lines:
            error.blocks = (Examples(message("did-you-mean"), lines),)
        return error

    def line(self, **given: str) -> str:
        """Returns the line that asks for this, as a person may type it; empty where nobody can type it."""
        (first, text), *others = given.items()
        if not others and self._reads_as(text, first):
            return f"/{self.name} {text}"
        return self._line({name: [text] for name, text in given.items()})

    def _reads_as(self, text: str, name: str) -> bool:
        try:
            return grammar.split(text, self.slots) == {name: [text]}
        except grammar.GrammarError:
            return False

    def _line(self, given: Mapping[str, list[str]]) -> str:
        kept = {name: texts for name, texts in given.items() if name != "page"}
        try:
            return f"/{self.name} {grammar.write(kept, self.slots)}".rstrip()
        except ValueError:  # a platform gave what nobody can type: it is answered, but has no next page
            return ""


def _asking(db: Database, who: Person, where: Where, now: datetime | None) -> Asking:
    return Asking(db, who, where, (now or datetime.now(UTC)).astimezone(time_zone(db)))
