"""What an object's rows are: each kind of line turned into the rows of its tables.

Adding inserts them; whoever changes an object replaces them. The search indexes are rows like all others.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Any

import msgspec

from storage.dates import Bounds, bounds
from storage.lines import Actor, Claim, Line, Relation, Source, Topic
from storage.names import also_searched, fold
from storage.placement import place
from storage.vocabulary import ObjectKind

TABLE_OF: dict[ObjectKind, str] = {
    "topic": "topics",
    "actor": "actors",
    "source": "sources",
    "claim": "claims",
    "relation": "relations",
}
"""Where the objects of each kind have their rows."""

BASE: dict[ObjectKind, str] = {"topic": "parent_id", "actor": "merged_into", "source": "origin_id"}
"""The column by which an object refers to one of its own kind: a chain that must end somewhere."""

NAME_CODE: dict[ObjectKind, int] = {"actor": 0, "topic": 1, "source": 2}
"""A row of name_search is numbered 4 * id + this."""

COLUMNS: dict[str, str] = {
    "topics": "id, uid, slug, title, folded, parent_id, archived",
    "topic_aliases": "topic_id, position, alias, folded, language",
    "actors": "id, uid, name, folded, kind, description, wikidata, merged_into, archived",
    "actor_aliases": "actor_id, position, alias, folded, language",
    "sources": "id, uid, url, publisher, title, author, published, published_lower, published_upper, "
    "retrieved, archive_url, language, origin_id, given_url",
    "revisions": "id, at, platform, account, reason, request, undoes",
    "claims": "id, uid, text, kind, status, rank, rank_reason, occurred, occurred_lower, occurred_upper, "
    "stated, stated_lower, stated_upper, place_id, sort_day, begins, ends, known_from, also_searched, "
    "revision_id",
    "claim_topics": "topic_id, sort_day, claim_id, begins, ends, known_from, kind, status, has_figures, "
    "position",
    "attributions": "claim_id, position, actor_id, role, verb, sort_day",
    "involvements": "claim_id, position, actor_id, role, sort_day",
    "evidence": "claim_id, position, source_id, quote, quote_language, translation, first_appearance",
    "figures": "claim_id, position, measure, lower, best, upper, unit, qualifier, as_of, as_of_lower, "
    "as_of_upper, cumulative, wording, sort_day",
    "relations": "id, uid, type, from_claim_id, to_claim_id, source_id, quote",
    "revision_items": "revision_id, object_kind, object_id, change, before, after",
    "claim_search": "rowid, text, quotes",
    "name_search": "rowid, names",
}
"""The columns of each table, in the order of insertion: what is referred to before what refers to it."""
INSERT: dict[str, str] = {
    table: f"INSERT INTO {table} ({columns}) "  # the constants above
    f"VALUES ({', '.join('?' * (columns.count(',') + 1))})"
    for table, columns in COLUMNS.items()
}
"""The statement that inserts one row of each table."""

Uids = dict[ObjectKind, set[str]]
"""Names of objects, by kind."""

Rows = dict[str, list[tuple[Any, ...]]]
"""Rows to insert, by table; each as its `INSERT` takes it."""


@dataclass(slots=True)
class Known:
    """The row numbers of the uids that some lines name, and the days of the sources among them."""

    ids: dict[ObjectKind, dict[str, int]] = field(default_factory=lambda: {kind: {} for kind in TABLE_OF})
    published: dict[str, Bounds] = field(default_factory=dict)


def look_up(conn: Connection, uids: Uids) -> Known:
    """Finds the row numbers of uids, and the bounds of the sources' dates; what isn't there is left out."""
    known = Known()
    for kind, wanted in uids.items():
        if not wanted:
            continue
        named = msgspec.json.encode(list(wanted)).decode()
        if kind == "source":
            for uid, row, lower, upper in conn.execute(
                "SELECT uid, id, published_lower, published_upper FROM sources "
                "WHERE uid IN (SELECT value FROM json_each(?))",
                (named,),
            ):
                known.ids[kind][uid] = row
                known.published[uid] = Bounds(lower, upper)
        else:
            table = TABLE_OF[kind]
            found = conn.execute(
                f"SELECT uid, id FROM {table} "  # a constant of ours
                "WHERE uid IN (SELECT value FROM json_each(?))",
                (named,),
            )
            known.ids[kind].update(found)
    return known


def rows_of(line: Line, row: int, known: Known, revision: int, rows: Rows) -> None:
    """Turns an object into its rows.

    Args:
        line: The object, whole.
        row: Its row number.
        known: The row numbers of all that it refers to.
        revision: The revision that writes it; claims keep it.
        rows: Where its rows are appended, table by table.
    """
    _ROWS[type(line)](line, row, known, revision, rows)


def names_of(line: Actor | Topic | Source) -> str:
    """Returns what name_search holds of an object."""
    names: list[str | None]
    if isinstance(line, Actor):
        names = [line.name, *(alias.name for alias in line.aliases)]
    elif isinstance(line, Topic):
        names = [line.title, line.slug, *(alias.name for alias in line.aliases)]
    else:
        names = [line.publisher, line.title, line.author]
    known = "\n".join(name for name in names if name is not None)
    return "\n".join(filter(None, (known, also_searched(known))))


def quotes_of(claim: Claim) -> str | None:
    """Returns what claim_search holds beside a claim's text, as the view claim_search_text puts it."""
    quotes = [each.quote for each in claim.evidence if each.quote is not None]
    return "\n".join([*quotes, *filter(None, [_also_searched(claim)])]) or None


def _also_searched(claim: Claim) -> str | None:
    quotes = (each.quote for each in claim.evidence if each.quote is not None)
    return also_searched("\n".join((claim.text, *quotes)))


def _topic_rows(topic: Topic, row: int, known: Known, _revision: int, rows: Rows) -> None:
    parent = None if topic.parent is None else known.ids["topic"][topic.parent]
    rows["topics"].append(
        (row, topic.uid, topic.slug, topic.title, fold(topic.title), parent, int(topic.archived))
    )
    _alias_rows("topic_aliases", topic, row, rows)
    rows["name_search"].append((4 * row + NAME_CODE["topic"], names_of(topic)))


def _actor_rows(actor: Actor, row: int, known: Known, _revision: int, rows: Rows) -> None:
    merged_into = None if actor.merged_into is None else known.ids["actor"][actor.merged_into]
    rows["actors"].append(
        (
            row,
            actor.uid,
            actor.name,
            fold(actor.name),
            actor.kind,
            actor.description,
            actor.wikidata,
            merged_into,
            int(actor.archived),
        )
    )
    _alias_rows("actor_aliases", actor, row, rows)
    rows["name_search"].append((4 * row + NAME_CODE["actor"], names_of(actor)))


def _alias_rows(table: str, line: Actor | Topic, row: int, rows: Rows) -> None:
    rows[table].extend(
        (row, position, alias.name, fold(alias.name), alias.language)
        for position, alias in enumerate(line.aliases)
    )


def _source_rows(source: Source, row: int, known: Known, _revision: int, rows: Rows) -> None:
    published = _bounds(source.published)
    known.published[source.uid] = published
    origin = None if source.origin is None else known.ids["source"][source.origin]
    rows["sources"].append(
        (
            row, source.uid, source.url, source.publisher, source.title, source.author, source.published,
            published.lower, published.upper, source.retrieved, source.archive_url, source.language, origin,
            source.given_url,
        )
    )  # fmt: skip
    rows["name_search"].append((4 * row + NAME_CODE["source"], names_of(source)))


def _claim_rows(claim: Claim, row: int, known: Known, revision: int, rows: Rows) -> None:
    occurred, stated = _bounds(claim.occurred), _bounds(claim.stated)
    day, begins, ends, known_from = place(
        occurred, stated, [known.published[each.source] for each in claim.evidence]
    )
    at = None if claim.place is None else known.ids["actor"][claim.place]
    rows["claims"].append(
        (
            row, claim.uid, claim.text, claim.kind, claim.status, claim.rank, claim.rank_reason,
            claim.occurred, occurred.lower, occurred.upper, claim.stated, stated.lower, stated.upper,
            at, day, begins, ends, known_from, _also_searched(claim), revision,
        )
    )  # fmt: skip
    topics, has_figures = known.ids["topic"], int(bool(claim.figures))
    rows["claim_topics"].extend(
        (topics[uid], day, row, begins, ends, known_from, claim.kind, claim.status, has_figures, position)
        for position, uid in enumerate(claim.topics)
    )
    _claim_parts(claim, row, day, known, rows)
    rows["claim_search"].append((row, claim.text, quotes_of(claim)))


def _claim_parts(claim: Claim, row: int, day: int, known: Known, rows: Rows) -> None:
    actors, sources = known.ids["actor"], known.ids["source"]
    rows["attributions"].extend(
        (row, position, actors[each.actor], each.role, each.verb, day)
        for position, each in enumerate(claim.attributions)
    )
    rows["involvements"].extend(
        (row, position, actors[each.actor], each.role, day)
        for position, each in enumerate(claim.involvements)
    )
    rows["evidence"].extend(
        (
            row, position, sources[each.source], each.quote, each.quote_language, each.translation,
            int(each.first_appearance),
        )
        for position, each in enumerate(claim.evidence)
    )  # fmt: skip
    for position, each in enumerate(claim.figures):
        as_of = _bounds(each.as_of)
        rows["figures"].append(
            (
                row, position, each.measure, each.lower, each.best, each.upper, each.unit, each.qualifier,
                each.as_of, as_of.lower, as_of.upper, each.cumulative, each.wording, day,
            )
        )  # fmt: skip


def _relation_rows(relation: Relation, row: int, known: Known, _revision: int, rows: Rows) -> None:
    claims = known.ids["claim"]
    source = None if relation.source is None else known.ids["source"][relation.source]
    rows["relations"].append(
        (
            row, relation.uid, relation.relation, claims[relation.from_claim], claims[relation.to_claim],
            source, relation.quote,
        )
    )  # fmt: skip


_NO_BOUNDS = Bounds(None, None)


def _bounds(text: str | None) -> Bounds:
    return _NO_BOUNDS if text is None else bounds(text)


# Each function takes the type that it stands under; a mapping cannot say so.
_ROWS: dict[type[Line], Callable[[Any, int, Known, int, Rows], None]] = {
    Topic: _topic_rows,
    Actor: _actor_rows,
    Source: _source_rows,
    Claim: _claim_rows,
    Relation: _relation_rows,
}
