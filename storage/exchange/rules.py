"""What a line must hold by itself, and what it refers to: the rules that need no desk to be checked.

The types of storage/lines.py say which fields a line has and what a field may hold. The rules here are about
fields together. Importing tells every fault of a line; writing refuses a line at its first.
"""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from storage.dates import NotEDTF, bounds
from storage.exchange.characters import faults_of_texts, suspect
from storage.lines import Actor, Alias, Claim, Figure, Line, Relation, Source, Topic, read, write
from storage.vocabulary import ObjectKind

LARGEST_NUMBER = 2**53
"""Figures beyond this, either way, are refused: SQLite's REAL would not keep every whole number."""

Reference = tuple[ObjectKind, str, str]
"""What a line refers to: the kind of object, its uid, and the field that names it."""


def faults(line: Line) -> list[str]:
    """Returns what is wrong with a line by itself, each in words; nothing when all is well."""
    found = _unwritable(line)
    if not found:
        _CHECKS[type(line)](line, found)
    return found


def references(line: Line) -> list[Reference]:
    """Returns what a line refers to, in the order of its fields."""
    return _REFERENCES[type(line)](line)


def validated(line: Line) -> Line:
    """Returns the line as reading its text gives it: for lines that were built and not read.

    Raises:
        msgspec.ValidationError: A field holds what no line may hold.
        UnicodeEncodeError: A text holds half of a surrogate pair.
    """
    return read(write(line))


def normal(line: Line) -> Line:
    """Returns the line in its one form: a whole number is written without a fraction (4000, not 4000.0)."""
    if type(line) is not Claim or not any(_fractional(figure) for figure in line.figures):
        return line
    return msgspec.structs.replace(line, figures=tuple(_whole(figure) for figure in line.figures))


def whole(number: float | None) -> int | float | None:
    """Returns a number as its line writes it: an int where it is whole."""
    return int(number) if type(number) is float and number.is_integer() else number


def _fractional(figure: Figure) -> bool:
    return type(figure.best) is float or type(figure.lower) is float or type(figure.upper) is float


def _whole(figure: Figure) -> Figure:
    return msgspec.structs.replace(
        figure, lower=whole(figure.lower), best=whole(figure.best), upper=whole(figure.upper)
    )


def _unwritable(line: Line) -> list[str]:
    try:
        text = write(line)
    except UnicodeEncodeError:
        return ["a text holds half of a surrogate pair: write the character whole"]
    return list(faults_of_texts(msgspec.to_builtins(line))) if suspect(text) else []


def _check_topic(topic: Topic, found: list[str]) -> None:
    if topic.parent == topic.uid:
        found.append("the topic is its own parent: name another, or leave `parent` out")
    _check_aliases(topic.aliases, found)


def _check_actor(actor: Actor, found: list[str]) -> None:
    if actor.merged_into == actor.uid:
        found.append("the actor is merged into itself: name another, or leave `merged_into` out")
    _check_aliases(actor.aliases, found)


def _check_source(source: Source, found: list[str]) -> None:
    if source.url is None and (source.publisher is None or source.published is None):
        found.append("a source needs a `url`, or a `publisher` and the date `published`")
    if source.origin == source.uid:
        found.append("the source is its own origin: an original has no `origin`")
    _check_date("published", source.published, found)
    _check_date("retrieved", source.retrieved, found)


def _check_claim(claim: Claim, found: list[str]) -> None:
    if claim.status == "published" and not claim.evidence:
        found.append("a published claim needs `evidence`, one piece at least; without any it is `proposed`")
    _check_date("occurred", claim.occurred, found)
    _check_date("stated", claim.stated, found)
    _check_twice("topics", claim.topics, found)
    _check_twice("attributions", claim.attributions, found)
    _check_twice("involvements", claim.involvements, found)
    if len(claim.evidence) > 1:
        _check_twice("evidence", [(each.source, each.quote) for each in claim.evidence], found)
    _check_twice("figures", claim.figures, found)
    for number, figure in enumerate(claim.figures, start=1):
        _check_figure(f"figure {number}", figure, found)


def _check_figure(name: str, figure: Figure, found: list[str]) -> None:
    given = [each for each in (figure.lower, figure.best, figure.upper) if each is not None]
    if any(not -LARGEST_NUMBER <= each <= LARGEST_NUMBER for each in given):
        found.append(
            f"{name}: a number beyond ±{LARGEST_NUMBER} would not be kept exactly: use a larger unit"
        )
    elif given != sorted(given):
        found.append(f"{name}: its bounds are reversed: `lower` ≤ `best` ≤ `upper`")
    _check_date(f"{name}, as_of", figure.as_of, found)


def _check_relation(relation: Relation, found: list[str]) -> None:
    if relation.from_claim == relation.to_claim:
        found.append("`from` and `to` are the same claim: a relation stands between two")


def _check_aliases(aliases: tuple[Alias, ...], found: list[str]) -> None:
    _check_twice("aliases", aliases, found)


def _check_date(field: str, text: str | None, found: list[str]) -> None:
    if text is None:
        return
    try:
        bounds(text)
    except NotEDTF as error:
        found.append(f"{field}: {error}")


def _check_twice(field: str, parts: Sequence[object], found: list[str]) -> None:
    if len(parts) > 1 and len(set(parts)) < len(parts):
        seen: set[object] = set()
        for number, part in enumerate(parts, start=1):
            if part in seen:
                found.append(f"`{field}` holds the same twice (number {number}): take one out")
                return
            seen.add(part)


def _of_topic(topic: Topic) -> list[Reference]:
    return [] if topic.parent is None else [("topic", topic.parent, "parent")]


def _of_actor(actor: Actor) -> list[Reference]:
    return [] if actor.merged_into is None else [("actor", actor.merged_into, "merged_into")]


def _of_source(source: Source) -> list[Reference]:
    return [] if source.origin is None else [("source", source.origin, "origin")]


def _of_claim(claim: Claim) -> list[Reference]:
    found: list[Reference] = [] if claim.place is None else [("actor", claim.place, "place")]
    found += [("topic", uid, "topics") for uid in claim.topics]
    found += [("actor", each.actor, "attributions") for each in claim.attributions]
    found += [("actor", each.actor, "involvements") for each in claim.involvements]
    found += [("source", each.source, "evidence") for each in claim.evidence]
    return found


def _of_relation(relation: Relation) -> list[Reference]:
    found: list[Reference] = [("claim", relation.from_claim, "from"), ("claim", relation.to_claim, "to")]
    if relation.source is not None:
        found.append(("source", relation.source, "source"))
    return found


# Each function takes the type that it stands under; a mapping cannot say so.
_CHECKS: dict[type[Line], Callable[[Any, list[str]], None]] = {
    Topic: _check_topic,
    Actor: _check_actor,
    Source: _check_source,
    Claim: _check_claim,
    Relation: _check_relation,
}
_REFERENCES: dict[type[Line], Callable[[Any], list[Reference]]] = {
    Topic: _of_topic,
    Actor: _of_actor,
    Source: _of_source,
    Claim: _of_claim,
    Relation: _of_relation,
}
