"""What reads of the record return: complete, frozen values, with names instead of row numbers.

Dates are EDTF text as written; days are whole days since 1970-01-01. `number` is a claim's short number in
its own desk (`#142` in chat), `uid` its name everywhere.
"""

from dataclasses import dataclass

from storage.vocabulary import (
    ActorKind,
    AttributionRole,
    Change,
    ClaimKind,
    InvolvementRole,
    LoggedKind,
    Qualifier,
    Rank,
    RelationType,
    Status,
    Verb,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A running story. `family` holds its own id and those of all topics below it."""

    id: int
    uid: str
    slug: str
    title: str
    parent: str | None
    aliases: tuple[str, ...]
    family: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks or is spoken of. `family` holds its own id and those merged into it."""

    id: int
    uid: str
    name: str
    kind: ActorKind
    description: str | None
    wikidata: str | None
    aliases: tuple[str, ...]
    family: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Something published. `origin` is the id of the root of what it reprints, its own if nothing."""

    id: int
    uid: str
    url: str | None
    publisher: str | None
    title: str | None
    author: str | None
    published: str | None
    retrieved: str | None
    archive_url: str | None
    language: str | None
    origin: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """One attribution of a claim."""

    actor: str
    role: AttributionRole
    verb: Verb


@dataclass(frozen=True, slots=True)
class Involved:
    """One involvement of a claim."""

    actor: str
    role: InvolvementRole


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place where a claim can be checked."""

    source: Source
    quote: str | None
    quote_language: str | None
    translation: str | None
    first_appearance: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as its speaker gave it."""

    measure: str
    lower: float | None
    best: float | None
    upper: float | None
    unit: str | None
    qualifier: Qualifier
    as_of: str | None
    cumulative: bool | None
    wording: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One relation, seen from a claim: what the other claim is to it, and who makes that one.

    Attributes:
        relation: The type; `incoming` tells which of the two claims is the one that answers.
        incoming: True where the other claim answers this one ("denied by"), False where this one answers it.
        number: The other claim's number.
        text: The other claim's sentence.
        speakers: Who makes the other claim.
        stated: When the other claim was said.
    """

    relation: RelationType
    incoming: bool
    number: int
    text: str
    speakers: tuple[str, ...]
    stated: str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """The newest correction of a claim by its editors: its class, when (UTC), why, and the revision."""

    change: Change
    at: str
    reason: str | None
    revision: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with all its parts, and what the record says of it.

    Attributes:
        answers: The relations to and from it, as far as they are shown (`as_of` hides later ones).
        origins: How many independent origins carry it: the distinct root origins over its own evidence and
            that of the published claims which confirm or corroborate it.
        correction: The editors' newest correction or withdrawal, if there is one.
    """

    number: int
    uid: str
    text: str
    kind: ClaimKind
    status: Status
    rank: Rank
    rank_reason: str | None
    occurred: str | None
    stated: str | None
    place: str | None
    sort_day: int
    topics: tuple[str, ...]
    speakers: tuple[Speaker, ...]
    involved: tuple[Involved, ...]
    evidence: tuple[Evidence, ...]
    figures: tuple[Figure, ...]
    answers: tuple[Answer, ...]
    origins: int
    correction: Correction | None


@dataclass(frozen=True, slots=True)
class Count:
    """A count that stops: `more` is true where there are more than `number`."""

    number: int
    more: bool


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What one revision did to one object; `at` is ISO 8601 in UTC."""

    revision: int
    at: str
    platform: str
    account: str
    reason: str | None
    object_kind: LoggedKind
    change: Change
