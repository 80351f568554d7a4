"""What some claims name, for formats in which a claim is read by itself: names instead of uids."""

from collections.abc import Iterable
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

import msgspec

from storage.exchange.reading import read_objects
from storage.exchange.rows import look_up
from storage.lines import Actor, Claim, Source, Topic
from storage.vocabulary import ObjectKind, RelationType


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The topics, actors and sources that some claims name, by uid.

    An actor that was merged into another stands for that other one.
    """

    topics: dict[str, Topic]
    actors: dict[str, Actor]
    sources: dict[str, Source]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation as one claim sees it: its type, whether the other claim makes it, and that one's number."""

    relation: RelationType
    incoming: bool
    other: int


def around(conn: Connection, claims: Iterable[Claim]) -> Surroundings:
    """Reads what the claims name, whole."""
    topics: set[str] = set()
    actors: set[str] = set()
    sources: set[str] = set()
    for claim in claims:
        topics.update(claim.topics)
        actors.update(each.actor for each in claim.attributions)
        actors.update(each.actor for each in claim.involvements)
        actors.update([] if claim.place is None else [claim.place])
        sources.update(each.source for each in claim.evidence)
    return Surroundings(
        _named(conn, "topic", topics), _unmerged(conn, actors), _named(conn, "source", sources)
    )


def links(conn: Connection, numbers: list[int]) -> dict[int, list[Link]]:
    """Returns the relations of some claims to and from published ones, by the claims' numbers.

    A retracted claim carries no relation, and a proposed or rejected one is not shown.
    """
    found: dict[int, list[Link]] = {number: [] for number in numbers}
    for this, other, incoming in (
        ("from_claim_id", "to_claim_id", False),
        ("to_claim_id", "from_claim_id", True),
    ):
        for number, relation, other_number in conn.execute(
            f"SELECT {this}, type, {other} FROM relations "  # the words above
            f"JOIN claims AS here ON here.id = {this} JOIN claims AS there ON there.id = {other} "
            f"WHERE {this} IN (SELECT value FROM json_each(?)) "
            f"AND here.status = 'published' AND there.status = 'published' ORDER BY relations.id",
            (msgspec.json.encode(numbers).decode(),),
        ):
            found[number].append(Link(relation, incoming, other_number))
    return found


def _named(conn: Connection, kind: ObjectKind, uids: set[str]) -> dict[str, Any]:
    numbers = look_up(conn, {kind: uids}).ids[kind].values()
    return {line.uid: line for line in read_objects(conn, kind, sorted(numbers)).values()}


def _unmerged(conn: Connection, uids: set[str]) -> dict[str, Actor]:
    known: dict[str, Actor] = {}
    wanted = uids
    while wanted:
        known.update(_named(conn, "actor", wanted))
        wanted = {each.merged_into for each in known.values() if each.merged_into is not None} - known.keys()
    return {uid: _root(known, uid) for uid in uids}


def _root(known: dict[str, Actor], uid: str) -> Actor:
    actor, passed = known[uid], {uid}
    while actor.merged_into is not None and actor.merged_into not in passed:
        passed.add(actor.merged_into)
        actor = known[actor.merged_into]
    return actor
