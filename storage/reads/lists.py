"""Lists what a desk holds: its topics, actors and sources, with how many claims each has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage.model import Count
from storage.reads.listing import COUNT_STOPS_AT
from storage.reads.opening import by_uid
from storage.reads.unlisted import unlisted_actors, unlisted_sources
from storage.vocabulary import ActorKind

_TOPICS = """
    SELECT topics.id, topics.slug, topics.title, parents.slug, topics.folded
    FROM topics LEFT JOIN topics AS parents ON parents.id = topics.parent_id
    WHERE topics.archived = 0 AND (topics.folded, topics.id) > (?, ?)
    ORDER BY topics.folded, topics.id LIMIT ?
"""
_ACTORS = """
    SELECT id, uid, name, kind, EXISTS (
        SELECT 1 FROM actors AS other
        WHERE other.folded = actors.folded AND other.id <> actors.id AND other.merged_into IS NULL)
    FROM actors
    WHERE merged_into IS NULL AND archived = 0 AND (folded, id) > (?, ?) ORDER BY folded, id LIMIT ?
"""
_SOURCES = """
    SELECT id, uid, publisher, title, published, url FROM sources
    WHERE (published_lower, id) < (?, ?) ORDER BY published_lower DESC, id DESC LIMIT ?
"""
# NULLs compare with nothing, so the sources without a date are a list of their own, after the others.
_UNDATED_SOURCES = """
    SELECT id, uid, publisher, title, published, url FROM sources
    WHERE published_lower IS NULL AND id < ? ORDER BY id DESC LIMIT ?
"""
_CLAIMS_OF_TOPICS = """
    SELECT count(*) FROM (
        SELECT DISTINCT claim_id FROM claim_topics
        WHERE topic_id IN (WITH RECURSIVE family (id) AS (
                SELECT ? UNION SELECT topics.id FROM topics JOIN family ON topics.parent_id = family.id)
            SELECT id FROM family)
          AND status IN ('published', 'retracted') LIMIT ?)
"""
_CLAIMS_OF_ACTOR = """
    SELECT count(*) FROM (
        SELECT DISTINCT claim_id FROM attributions CROSS JOIN claims ON claims.id = claim_id
        WHERE actor_id IN (WITH RECURSIVE family (id) AS (
                SELECT ? UNION SELECT actors.id FROM actors JOIN family ON actors.merged_into = family.id)
            SELECT id FROM family)
          AND claims.status IN ('published', 'retracted') LIMIT ?)
"""
_CLAIMS_OF_SOURCE = """
    SELECT count(*) FROM (
        SELECT DISTINCT claim_id FROM evidence CROSS JOIN claims ON claims.id = claim_id
        WHERE source_id = ? AND claims.status IN ('published', 'retracted') LIMIT ?)
"""


_Row = tuple[Any, ...]

_BEYOND_ALL = ("\U0010ffff", 0)
"""A place in the order of names after which nothing comes: what a number that nothing has stands for."""


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A topic of the list; `claims` counts those of the topics below it too."""

    id: int
    slug: str
    title: str
    parent: str | None
    claims: Count


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor of the list; `claims` counts those that it makes.

    `opens` is what finds this very actor: its name, or its uid where another has the name.
    """

    id: int
    name: str
    kind: ActorKind
    opens: str
    claims: Count


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source of the list; `claims` counts those that it carries."""

    id: int
    uid: str
    publisher: str | None
    title: str | None
    published: str | None
    url: str | None
    claims: Count


def topics(db: Database, *, limit: int, after: int | None = None) -> tuple[TopicEntry, ...]:
    """Returns topics by title, without archived ones, continued after the one with the id *after*."""
    rows = db.conn.execute(_TOPICS, (*_name_of(db, "topics", after), limit)).fetchall()
    return tuple(
        TopicEntry(row[0], row[1], row[2], row[3], _count(db, _CLAIMS_OF_TOPICS, row[0])) for row in rows
    )


def actors(db: Database, *, limit: int, after: int | None = None) -> tuple[ActorEntry, ...]:
    """Returns actors by name, continued after the id *after*.

    Left out are merged and archived ones, and those that stand only in claims that no reader sees.
    """

    def more(last: int | None, most: int) -> list[_Row]:
        return db.conn.execute(_ACTORS, (*_name_of(db, "actors", last), most)).fetchall()

    rows = _without(more, lambda ids: unlisted_actors(db.conn, ids), limit, after)
    return tuple(
        ActorEntry(one, name, kind, by_uid(db, uid) if shared else name, _count(db, _CLAIMS_OF_ACTOR, one))
        for one, uid, name, kind, shared in rows
    )


def sources(db: Database, *, limit: int, after: int | None = None) -> tuple[SourceEntry, ...]:
    """Returns sources, the newest first, those without a date last, continued after the one *after*.

    Those that only claims cite that no reader sees are left out.
    """
    rows = _without(
        lambda last, most: _source_rows(db, most, last),
        lambda ids: unlisted_sources(db.conn, ids),
        limit,
        after,
    )
    return tuple(SourceEntry(*(*row, _count(db, _CLAIMS_OF_SOURCE, row[0]))) for row in rows)


def _source_rows(db: Database, limit: int, after: int | None) -> list[_Row]:
    day: int | None = 2**62
    if after is not None:
        row = db.conn.execute("SELECT published_lower FROM sources WHERE id = ?", (after,)).fetchone()
        day = None if row is None else row[0]
    rows = [] if day is None else db.conn.execute(_SOURCES, (day, after or 0, limit)).fetchall()
    if len(rows) < limit:
        below = after if day is None and after is not None else 2**62
        rows += db.conn.execute(_UNDATED_SOURCES, (below, limit - len(rows))).fetchall()
    return rows


def _without(
    more: Callable[[int | None, int], list[_Row]],
    hidden: Callable[[list[int]], set[int]],
    limit: int,
    after: int | None,
) -> list[_Row]:
    """Returns the first rows that are not hidden, reading on for those that are."""
    found: list[_Row] = []
    while len(found) < limit:
        rows = more(after, limit)
        out = hidden([row[0] for row in rows])
        found += [row for row in rows if row[0] not in out]
        if len(rows) < limit:
            break
        after = rows[-1][0]
    return found[:limit]


def _name_of(db: Database, table: str, row_id: int | None) -> tuple[str, int]:
    if row_id is None:
        return "", -1
    row = db.conn.execute(f"SELECT folded, id FROM {table} WHERE id = ?", (row_id,)).fetchone()
    return _BEYOND_ALL if row is None else (row[0], row[1])


def _count(db: Database, statement: str, row_id: int) -> Count:
    found = int(db.conn.execute(statement, (row_id, COUNT_STOPS_AT + 1)).fetchone()[0])
    return Count(min(found, COUNT_STOPS_AT), found > COUNT_STOPS_AT)
