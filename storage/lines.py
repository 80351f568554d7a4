"""The exchange lines: one JSON object a line, typed, with stable uids instead of row numbers.

A line is an object of the record, whole: a claim stands with its attributions, involvements, evidence and
figures. The same lines are what the revision log keeps as an object's *before* and *after*, so that history,
undo and exchange speak one language. Fields are written in the order declared here and left out where they
have their default, which makes the text of a line a function of its object (docs/exchange.md).
"""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from storage.vocabulary import (
    ActorKind,
    AttributionRole,
    ClaimKind,
    InvolvementRole,
    ObjectKind,
    Qualifier,
    Rank,
    RelationType,
    Status,
    Verb,
)

Uid = Annotated[str, Meta(pattern=r"^[!-~]{1,200}\Z", description="1 to 200 visible ASCII characters")]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}\Z", description="lower case, digits, hyphens")]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Sentence = Annotated[str, Meta(min_length=1, max_length=1000)]
Quote = Annotated[str, Meta(min_length=1, max_length=2000)]
Address = Annotated[str, Meta(pattern=r"^https?://[^\s]+\Z", max_length=2000)]
Language = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z", description="BCP 47")]
Date = Annotated[str, Meta(min_length=1, max_length=100, description="EDTF (ISO 8601-2)")]
WikidataId = Annotated[str, Meta(pattern=r"^Q[1-9][0-9]*\Z")]


class _Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every line and part of a line has in common: frozen, and no field of another name."""


class Alias(_Part, frozen=True):
    """Another name of an actor or topic, with its language where that is known."""

    name: Name
    language: Language | None = None


class Attribution(_Part, frozen=True):
    """Who says it: an actor, by uid, in what part and with what verb."""

    actor: Uid
    role: AttributionRole = "speaker"
    verb: Verb = "says"


class Involvement(_Part, frozen=True):
    """Whom it is about."""

    actor: Uid
    role: InvolvementRole = "subject"


class Evidence(_Part, frozen=True):
    """Where it can be checked (Web Annotation's TextQuoteSelector: the quote is exact and short)."""

    source: Uid
    quote: Quote | None = None
    quote_language: Language | None = None
    translation: Quote | None = None
    first_appearance: bool = False


class Figure(_Part, frozen=True):
    """A quantity with its bounds (UCDP's low, best, high), as its speaker gave it."""

    measure: Name
    lower: int | float | None = None
    best: int | float | None = None
    upper: int | float | None = None
    unit: Name | None = None
    qualifier: Qualifier = "exactly"
    as_of: Date | None = None
    cumulative: bool | None = None
    wording: Name | None = None


class Topic(_Part, frozen=True, tag_field="type", tag="topic"):
    """A running story; its timeline holds its children's. An archived one is found, but not offered."""

    uid: Uid
    slug: Slug
    title: Name
    parent: Uid | None = None
    aliases: tuple[Alias, ...] = ()
    archived: bool = False


class Actor(_Part, frozen=True, tag_field="type", tag="actor"):
    """Somebody who speaks or is spoken of, or a place. Merging only points to the other actor.

    An archived one is found by its names, but not offered.
    """

    uid: Uid
    name: Name
    kind: ActorKind
    description: Sentence | None = None
    wikidata: WikidataId | None = None
    merged_into: Uid | None = None
    aliases: tuple[Alias, ...] = ()
    archived: bool = False


class Source(_Part, frozen=True, tag_field="type", tag="source"):
    """Something published. It needs a url, or a publisher and the date published.

    `given_url` is the address as an editor gave it, where normalising it made another of it.
    """

    uid: Uid
    url: Address | None = None
    publisher: Name | None = None
    title: Name | None = None
    author: Name | None = None
    published: Date | None = None
    retrieved: Date | None = None
    archive_url: Address | None = None
    language: Language | None = None
    origin: Uid | None = None
    given_url: Address | None = None


class Claim(_Part, frozen=True, tag_field="type", tag="claim"):
    """Somebody said something, at a time, and here is where it can be checked."""

    uid: Uid
    text: Sentence
    kind: ClaimKind
    occurred: Date | None = None
    stated: Date | None = None
    place: Uid | None = None
    status: Status = "published"
    rank: Rank = "normal"
    rank_reason: Sentence | None = None
    topics: tuple[Uid, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    figures: tuple[Figure, ...] = ()


class Relation(
    _Part, frozen=True, tag_field="type", tag="relation", rename={"from_claim": "from", "to_claim": "to"}
):
    """What one claim is to another (CiTO): *from* denies *to*, and so on."""

    uid: Uid
    relation: RelationType
    from_claim: Uid
    to_claim: Uid
    source: Uid | None = None
    quote: Quote | None = None


Line = Topic | Actor | Source | Claim | Relation

KIND_OF: dict[type[Line], ObjectKind] = {
    Topic: "topic",
    Actor: "actor",
    Source: "source",
    Claim: "claim",
    Relation: "relation",
}

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Line] = msgspec.json.Decoder(Line)


def write(line: Line) -> str:
    """Returns a line's one text, without a line break."""
    return _encoder.encode(line).decode()


def read(text: str | bytes) -> Line:
    """Reads one line.

    Raises:
        msgspec.ValidationError: It is JSON, but no line of the record; the message names the field.
        msgspec.DecodeError: It is no JSON.
    """
    return _decoder.decode(text)
