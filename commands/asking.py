"""What a handler is given: one question, inside its transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlite_utils import Database

from commands.people import Person, Role, Where
from storage.people import Member
from storage.writing import Author

Given = Mapping[str, Sequence[str]]
"""The texts of arguments, by name."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a handler is given: one question, inside its transaction.

    Attributes:
        db: The desk's database; handlers hand it to storage functions and write no SQL.
        who: Whoever asks.
        where: The place of the question.
        now: The time of the question, in the desk's time zone.
        member: Whoever asks, as the desk knows them.
        role: What they may do.
        request: The platform's id of the event that asks, where an event may come twice.
        given: The arguments as they were typed, each with its texts.
        line: The question as a line, without its page: what the next page asks again.
    """

    db: Database
    who: Person
    where: Where
    now: datetime
    member: Member
    role: Role
    request: str | None = None
    given: Given = field(default_factory=dict)
    line: str = ""

    @property
    def today(self) -> date:
        """The day of the question in the desk's time zone, which "last Monday" is read against."""
        return self.now.date()

    @property
    def at(self) -> str:
        """The time of the question as the log writes it: ISO 8601 in UTC."""
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def author(self, reason: str | None = None) -> Author:
        """Returns whoever asks as the author of a revision."""
        return Author(self.at, self.who.platform, self.who.account, reason, self.request)
