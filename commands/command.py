"""A command, and the one way in to it: `Command.answer`.

A handler is a plain function. It runs on a storage thread, inside the one transaction of its answer, and gets
an `Asking` first: the database, who asks, where and when. So an answer sees one revision, its role check
included, and a test calls the handler as it is.
"""

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from commands import grammar
from commands.asking import Asking, Given
from commands.card import Card, Entry, Examples, Help, Listing, Message, message
from commands.errors import CommandError, SharedNameError, UnknownNameError
from commands.people import Person, Role, Where, role_of
from commands.signature import Argument, Dialog, Form, Kept
from storage.channels import answers_in
from storage.connection import DeskError
from storage.handled import keep_handled, was_handled
from storage.notices import has_notices
from storage.people import member
from storage.reads.suggest import Suggestion
from storage.revising import made_before
from storage.settings import setting, time_zone

log = logging.getLogger(__name__)

MOST_SUGGESTIONS = 25
"""Discord shows at most so many (https://discord.com/developers/docs/interactions/application-commands)."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the bot can do, for every platform.

    Attributes:
        name: `timeline`, or group and name: `record add`.
        run: The handler.
        help: The first sentence of its docstring.
        details: The rest of it, without the examples; None where there is no more.
        examples: Lines to try, from the docstring's Examples.
        arguments: Its arguments, in the order of the signature.
        role: Who may use it.
        writes: Whether it may change the desk; it then runs in a transaction that writes.
        erases: Whether what it takes out must not stay in the file's write-ahead log either.
        form: The arguments that the handler takes as one, if it does.
        dialog: How forms ask for what is left out.
        kept: What a line of it goes on with.
    """

    name: str
    run: Callable[..., Card]
    help: Help
    details: Help | None
    examples: tuple[str, ...]
    arguments: tuple[Argument, ...]
    role: Role
    writes: bool
    erases: bool
    form: Form | None
    slots: tuple[grammar.Slot, ...] = field(repr=False)
    dialog: Dialog | None = None
    kept: Kept | None = None

    async def answer(
        self,
        who: Person,
        where: Where,
        asked: str | Mapping[str, str | Sequence[str]],
        now: datetime | None = None,
        request: str | None = None,
    ) -> Card:
        """The one way in, for every front end: a line or split arguments in, a Card out, never an exception.

        Args:
            who: Whoever asks; the role is checked here, whatever the platform let through.
            where: The place of the question.
            asked: The arguments: a line without the command's name, or a text for each name, in which several
                values are parted by `;`; or the values themselves.
            now: The time of the question (UTC); the present if left out.
            request: The platform's id of the event that asks. A command that writes is carried out once for
                it, however often the event is delivered.
        """
        try:
            given = self._given(asked)
            transaction = where.desk.write if self.writes else where.desk.read
            card = await transaction(lambda db: self._run(_asking(db, who, where, now, request), given))
            return await _emptied(where, card) if self.erases else card
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
        if suggest is None:
            return []

        def completing(db: Database) -> Sequence[Suggestion]:
            asking = _asking(db, who, where, now)
            return suggest(asking, typed) if asking.role >= self.role else ()

        return list((await where.desk.read(completing))[:MOST_SUGGESTIONS])

    async def kept_texts(self, who: Person, where: Where, given: Given) -> dict[str, str]:
        """Returns what is kept of arguments that a line goes on with, as they may be typed anew.

        Raises:
            CommandError: It can't be known, or they may not ask.
            DeskError: The desk's file can't be read.
        """
        kept = self.kept

        def texts(db: Database) -> Given:
            asking = _asking(db, who, where, None)
            self._refuse_below(asking)
            return {} if kept is None else kept.texts(asking, given)

        return {name: "; ".join(values) for name, values in (await where.desk.read(texts)).items()}

    def _given(self, asked: str | Mapping[str, str | Sequence[str]]) -> dict[str, list[str]]:
        try:
            if isinstance(asked, str):
                return grammar.split(asked, self.slots)
            texts = {each.name: _texts(each, asked.get(each.name, ())) for each in self.arguments}
            return {name: found for name, found in texts.items() if found}
        except grammar.GrammarError as error:
            raise CommandError(error.key, **error.values) from error

    def _refuse_below(self, asking: Asking) -> None:
        if asking.role < self.role:
            raise CommandError("not-allowed", role=message(f"role-{self.role.name.lower()}"))

    def _run(self, asking: Asking, given: Mapping[str, list[str]]) -> Card:
        self._refuse_below(asking)
        _refuse_hurry(asking)
        if self.writes and (before := _carried_out(asking)) is not None:
            return before
        if missing := [a.name for a in self.arguments if a.required and a.name not in given]:
            raise CommandError("still-needed", argument=missing[0], command=self.name)
        asking = replace(asking, given=given, line=self.line_of(given))
        values = self._read(asking, given)
        card = self.run(asking, **self._formed(values))
        if self.writes and not card.failed:
            keep_handled(asking.db, asking.author())
        echoes = self._echoes(values)
        quiet = answers_in(asking.db, asking.who.platform, asking.where.channel) == "private"
        return replace(
            card,
            notes=(*echoes, *card.notes),
            # What admins do and see of people is between them and the desk.
            private=card.private or quiet or self.role >= Role.ADMIN,
            notices=has_notices(asking.db, asking.who.key),
        )

    def _echoes(self, values: Mapping[str, Any]) -> tuple[Message, ...]:
        """Says how words were read; which argument's, where there are several."""
        told = {a.name: a.arg.echo(values[a.name]) for a in self.arguments if a.arg.echo and a.name in values}
        found = {name: echo for name, echo in told.items() if echo}
        if len(found) == 1:
            return tuple(found.values())
        return tuple(message("echo-named", name=name, echo=echo) for name, echo in found.items())

    def values(self, asking: Asking, given: Given) -> dict[str, Any]:
        """Reads the texts of arguments, as the handler takes them.

        Raises:
            CommandError: One can't be read.
        """
        return self._formed(self._read(asking, given))

    def _read(self, asking: Asking, given: Given) -> dict[str, Any]:
        read = given if self.kept is None else self.kept.values(given)
        return {a.name: self._value(asking, a, read) for a in self.arguments if a.name in read}

    def _formed(self, values: dict[str, Any]) -> dict[str, Any]:
        if self.form is None:
            return values
        form, own = self.form, {name: text for name, text in values.items() if name not in self.form.fields}
        return {**own, form.name: form.kind(**{name: values[name] for name in values.keys() & form.fields})}

    def _value(self, asking: Asking, argument: Argument, given: Given) -> Any:
        try:
            values = tuple(argument.arg.read(asking, text) for text in given[argument.name])
        except UnknownNameError as error:
            raise self._as_meant(argument.name, given, error) from error
        except SharedNameError as error:
            raise self._which(argument.name, given, error) from error
        return values if argument.arg.many else values[0]

    def _as_meant(self, name: str, given: Given, error: UnknownNameError) -> CommandError:
        """Adds the question as it may have been meant, once for each near name."""
        meant = (_instead(name, given, error.words, near) for near in error.near)
        lines = tuple(line for line in map(self.line_of, meant) if line)
        if lines:
            error.blocks = (Examples(message("did-you-mean"), lines, ways_on=True),)
        return error

    def _which(self, name: str, given: Given, error: SharedNameError) -> CommandError:
        """Adds the question once for each that has the name, as a line that means it alone."""
        entries = tuple(
            Entry(called, told, None, self._line_instead(name, given, error.words, finds))
            for finds, called, told in error.bearers
        )
        error.blocks = (Listing(None, entries),)
        return error

    def _line_instead(self, name: str, given: Given, words: str, other: str) -> str:
        meant = _instead(name, given, words, other)
        return self.line(**{name: other}) if meant == {name: [other]} else self.line_of(meant)

    def line(self, **given: str) -> str:
        """Returns the line that asks for this, as a person may type it; empty where nobody can type it."""
        (first, text), *others = given.items()
        if not others and self._reads_as(text, first):
            return f"/{self.name} {text}"
        return self.line_of({name: [text] for name, text in given.items()})

    def _reads_as(self, text: str, name: str) -> bool:
        try:
            return grammar.split(text, self.slots) == {name: [text]}
        except grammar.GrammarError:
            return False

    def line_of(self, given: Given) -> str:
        """Returns the line that asks for these texts, without a page; empty where nobody can type it."""
        kept = {name: texts for name, texts in given.items() if name != "page"}
        try:
            return f"/{self.name} {grammar.write(kept, self.slots)}".rstrip()
        except ValueError:  # a platform gave what nobody can type: it is answered, but has no next page
            return ""


def _texts(argument: Argument, given: str | Sequence[str]) -> list[str]:
    """Returns the values that were given for an argument; none where nothing was."""
    if not isinstance(given, str):
        return list(given)
    if not given.strip():
        return []
    return [part.strip() for part in given.split(";")] if argument.arg.many else [given]


def _instead(name: str, given: Given, words: str, other: str) -> dict[str, Sequence[str]]:
    """Returns the texts with another one in the place of these words."""
    return {**given, name: [other if text == words else text for text in given[name]]}


async def _emptied(where: Where, card: Card) -> Card:
    """Has the file's write-ahead log forget what was erased; says so where it can't yet."""
    try:
        done = await where.desk.checkpoint()
    except DeskError:  # what was asked for is carried out all the same
        done = False
    return card if done else replace(card, notes=(*card.notes, message("desk-log-kept")))


def _asking(
    db: Database, who: Person, where: Where, now: datetime | None, request: str | None = None
) -> Asking:
    known = member(db, who.key)
    at = (now or datetime.now(UTC)).astimezone(time_zone(db))
    return Asking(db, who, where, at, known, role_of(db, who, known.role), request)


def _carried_out(asking: Asking) -> Card | None:
    """Returns the answer to an event that comes again; None where it is new, or has no name."""
    author = asking.author()
    if (made := made_before(asking.db, author)) is not None:
        return Card(message("carried-out-before", revision=str(made)), private=True)
    return Card(message("handled-before"), private=True) if was_handled(asking.db, author) else None


def _refuse_hurry(asking: Asking) -> None:
    """Lets nobody but editors ask faster than the desk allows."""
    cooldowns = asking.where.cooldowns
    if cooldowns is None or asking.role >= Role.EDITOR:
        return
    seconds = int(setting(asking.db, "cooldown"))
    if seconds and (left := cooldowns.wait(asking.where.desk_name, asking.who.key, asking.now, seconds)):
        raise CommandError("cooldown", seconds=left)
