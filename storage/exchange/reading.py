"""Rows back into lines: objects of the record as they are exchanged, read whole by their row numbers.

msgspec leaves a default out of a line's text when it is the very object that is the default, not merely equal
to it. The words of the vocabularies are therefore interned here, as Python interns those in its code.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from sqlite3 import Connection
from sys import intern
from typing import Any, TypeVar

import msgspec

from storage.exchange.rules import whole
from storage.lines import (
    Actor,
    Alias,
    Attribution,
    Claim,
    Evidence,
    Figure,
    Involvement,
    Line,
    Relation,
    Source,
    Topic,
)
from storage.vocabulary import ObjectKind

P = TypeVar("P")

_WANTED = "IN (SELECT value FROM json_each(?))"


def read_objects(conn: Connection, kind: ObjectKind, ids: Sequence[int]) -> dict[int, Line]:
    """Returns the objects of one kind with these row numbers, in the order of the numbers given.

    What isn't there is left out. The number of queries does not grow with the number of objects.
    """
    found = _READERS[kind](conn, msgspec.json.encode(ids).decode())
    return {row: found[row] for row in ids if row in found}


def read_topics(conn: Connection, wanted: str) -> dict[int, Topic]:
    """Returns topics by row number; *wanted* is a JSON array of numbers."""
    aliases = _aliases(conn, "topic", wanted)
    return {
        row: Topic(
            uid=uid,
            slug=slug,
            title=title,
            parent=parent,
            aliases=aliases.get(row, ()),
            archived=archived == 1,
        )
        for row, uid, slug, title, parent, archived in conn.execute(
            "SELECT topics.id, topics.uid, topics.slug, topics.title, parent.uid, topics.archived "
            "FROM topics LEFT JOIN topics AS parent ON parent.id = topics.parent_id "
            f"WHERE topics.id {_WANTED}",
            (wanted,),
        )
    }


def read_actors(conn: Connection, wanted: str) -> dict[int, Actor]:
    """Returns actors by row number; *wanted* is a JSON array of numbers."""
    aliases = _aliases(conn, "actor", wanted)
    return {
        row: Actor(
            uid=uid,
            name=name,
            kind=kind,
            description=description,
            wikidata=wikidata,
            merged_into=merged_into,
            aliases=aliases.get(row, ()),
            archived=archived == 1,
        )
        for row, uid, name, kind, description, wikidata, merged_into, archived in conn.execute(
            "SELECT actors.id, actors.uid, actors.name, actors.kind, actors.description, actors.wikidata, "
            "other.uid, actors.archived "
            "FROM actors LEFT JOIN actors AS other ON other.id = actors.merged_into "
            f"WHERE actors.id {_WANTED}",
            (wanted,),
        )
    }


def read_sources(conn: Connection, wanted: str) -> dict[int, Source]:
    """Returns sources by row number; *wanted* is a JSON array of numbers."""
    return {
        row: Source(*fields)
        for row, *fields in conn.execute(
            "SELECT sources.id, sources.uid, sources.url, sources.publisher, sources.title, sources.author, "
            "sources.published, sources.retrieved, sources.archive_url, sources.language, origin.uid, "
            "sources.given_url "
            "FROM sources LEFT JOIN sources AS origin ON origin.id = sources.origin_id "
            f"WHERE sources.id {_WANTED}",
            (wanted,),
        )
    }


def read_claims(conn: Connection, wanted: str) -> dict[int, Claim]:
    """Returns claims with all their parts by row number; *wanted* is a JSON array of numbers."""
    topics = _parts(conn, _TOPICS, wanted, str)
    attributions = _parts(conn, _ATTRIBUTIONS, wanted, _attribution)
    involvements = _parts(conn, _INVOLVEMENTS, wanted, _involvement)
    evidence = _parts(conn, _EVIDENCE, wanted, _evidence)
    figures = _parts(conn, _FIGURES, wanted, _figure)
    return {
        row: Claim(
            uid=uid,
            text=text,
            kind=kind,
            occurred=occurred,
            stated=stated,
            place=at,
            status=_word(status),
            rank=_word(rank),
            rank_reason=reason,
            topics=topics.get(row, ()),
            attributions=attributions.get(row, ()),
            involvements=involvements.get(row, ()),
            evidence=evidence.get(row, ()),
            figures=figures.get(row, ()),
        )
        for row, uid, text, kind, occurred, stated, at, status, rank, reason in conn.execute(
            "SELECT claims.id, claims.uid, claims.text, claims.kind, claims.occurred, claims.stated, "
            "actors.uid, claims.status, claims.rank, claims.rank_reason "
            f"FROM claims LEFT JOIN actors ON actors.id = claims.place_id WHERE claims.id {_WANTED}",
            (wanted,),
        )
    }


def read_relations(conn: Connection, wanted: str) -> dict[int, Relation]:
    """Returns relations by row number; *wanted* is a JSON array of numbers."""
    return {
        row: Relation(*fields)
        for row, *fields in conn.execute(
            "SELECT relations.id, relations.uid, relations.type, later.uid, earlier.uid, sources.uid, "
            "relations.quote FROM relations "
            "JOIN claims AS later ON later.id = relations.from_claim_id "
            "JOIN claims AS earlier ON earlier.id = relations.to_claim_id "
            f"LEFT JOIN sources ON sources.id = relations.source_id WHERE relations.id {_WANTED}",
            (wanted,),
        )
    }


_TOPICS = (
    "SELECT claim_id, topics.uid FROM claim_topics JOIN topics ON topics.id = topic_id "
    f"WHERE claim_id {_WANTED} ORDER BY claim_id, position"
)
_ATTRIBUTIONS = (
    "SELECT claim_id, actors.uid, role, verb FROM attributions JOIN actors ON actors.id = actor_id "
    f"WHERE claim_id {_WANTED} ORDER BY claim_id, position"
)
_INVOLVEMENTS = (
    "SELECT claim_id, actors.uid, role FROM involvements JOIN actors ON actors.id = actor_id "
    f"WHERE claim_id {_WANTED} ORDER BY claim_id, position"
)
_EVIDENCE = (
    "SELECT claim_id, sources.uid, quote, quote_language, translation, first_appearance "
    f"FROM evidence JOIN sources ON sources.id = source_id WHERE claim_id {_WANTED} "
    "ORDER BY claim_id, position"
)
_FIGURES = (
    "SELECT claim_id, measure, lower, best, upper, unit, qualifier, as_of, cumulative, wording "
    f"FROM figures WHERE claim_id {_WANTED} ORDER BY claim_id, position"
)


def _aliases(conn: Connection, kind: str, wanted: str) -> dict[int, tuple[Alias, ...]]:
    query = (
        f"SELECT {kind}_id, alias, language FROM {kind}_aliases WHERE {kind}_id {_WANTED} "  # words of ours
        f"ORDER BY {kind}_id, position"
    )
    return _parts(conn, query, wanted, Alias)


def _parts(conn: Connection, query: str, wanted: str, part: Callable[..., P]) -> dict[int, tuple[P, ...]]:
    found: dict[int, list[P]] = defaultdict(list)
    for row, *fields in conn.execute(query, (wanted,)):
        found[row].append(part(*fields))
    return {row: tuple(parts) for row, parts in found.items()}


def _word(text: str) -> Any:
    """Returns a word as the one object that it is everywhere; the schema's CHECKs say that it is one."""
    return intern(text)


def _attribution(actor: str, role: str, verb: str) -> Attribution:
    return Attribution(actor, _word(role), _word(verb))


def _involvement(actor: str, role: str) -> Involvement:
    return Involvement(actor, _word(role))


def _evidence(
    source: str, quote: str | None, language: str | None, translation: str | None, first_appearance: int
) -> Evidence:
    return Evidence(source, quote, language, translation, first_appearance == 1)


def _figure(measure: str, lower: float | None, best: float | None, upper: float | None, *rest: Any) -> Figure:
    unit, qualifier, as_of, cumulative, wording = rest
    return Figure(
        measure,
        whole(lower),
        whole(best),
        whole(upper),
        unit,
        _word(qualifier),
        as_of,
        None if cumulative is None else cumulative == 1,
        wording,
    )


_READERS: dict[ObjectKind, Callable[[Connection, str], dict[int, Any]]] = {
    "topic": read_topics,
    "actor": read_actors,
    "source": read_sources,
    "claim": read_claims,
    "relation": read_relations,
}
