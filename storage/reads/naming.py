"""What an editor who keeps the names asks: who has a name already, what was merged or archived, which source.

Names are compared folded (`storage.names.fold`), as everywhere.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from storage.model import Count
from storage.names import fold
from storage.reads.listing import COUNT_STOPS_AT
from storage.reads.names import BY_UID, find_actors, quoted, typed_text, words_of
from storage.reads.opening import by_uid
from storage.reads.suggest import MOST, Suggestion, shortened

Kept = Literal["actor", "topic"]
"""What has names and aliases, and may be archived."""

_BEARERS: dict[Kept, str] = {
    "actor": "SELECT id FROM actors WHERE folded = ?1 UNION SELECT actor_id FROM actor_aliases "
    "WHERE folded = ?1 ORDER BY 1",
    "topic": "SELECT id FROM topics WHERE folded = ?1 UNION SELECT id FROM topics WHERE slug = ?2 "
    "UNION SELECT topic_id FROM topic_aliases WHERE folded = ?1 ORDER BY 1",
}
_MERGED = """
    SELECT merged.id, merged.uid, merged.name, other.name
    FROM actors AS merged JOIN actors AS other ON other.id = merged.merged_into
"""
_MERGED_CALLED = f"""
    {_MERGED} WHERE merged.folded = ?1 OR merged.uid = ?2 OR merged.id IN (
        SELECT actor_id FROM actor_aliases WHERE folded = ?1)
    ORDER BY merged.id
"""
# UNION, not UNION ALL: it ends even if somebody made a circle with another program.
_MERGED_BELOW = f"""
    WITH RECURSIVE family (id) AS (
        VALUES (?1)
        UNION SELECT actors.id FROM actors JOIN family ON actors.merged_into = family.id)
    {_MERGED} WHERE merged.id IN (SELECT id FROM family) AND merged.id <> ?1 ORDER BY merged.id
"""
_MERGED_SUGGESTED = f"{_MERGED} WHERE instr(merged.folded, ?1) > 0 ORDER BY merged.folded, merged.id LIMIT ?2"
_ARCHIVED: dict[Kept, str] = {
    "actor": "SELECT id, name, uid FROM actors WHERE archived = 1 AND merged_into IS NULL "
    "AND instr(folded, ?1) > 0 ORDER BY folded, id LIMIT ?2",
    "topic": "SELECT id, title, slug FROM topics WHERE archived = 1 AND instr(folded, ?1) > 0 "
    "ORDER BY folded, id LIMIT ?2",
}
_CLAIMS_OF_ACTORS = """
    WITH family (id) AS (SELECT value FROM json_each(?1))
    SELECT count(*) FROM (
        SELECT claim_id FROM attributions WHERE actor_id IN (SELECT id FROM family)
        UNION SELECT claim_id FROM involvements WHERE actor_id IN (SELECT id FROM family)
        UNION SELECT id FROM claims WHERE place_id IN (SELECT id FROM family)
        LIMIT ?2)
"""
_CLAIMS_OF_SOURCE = """
    SELECT count(*) FROM (SELECT DISTINCT claim_id FROM evidence WHERE source_id = ?1 LIMIT ?2)
"""
_BELOW = "SELECT title FROM topics WHERE parent_id = ? ORDER BY folded, id"
_OF_DAY = "SELECT id, publisher FROM sources WHERE published_lower IS ? AND published = ? ORDER BY id"
_ROOT = """
    WITH RECURSIVE origins (id, origin_id) AS (
        SELECT id, origin_id FROM sources WHERE id = ?1
        UNION SELECT sources.id, sources.origin_id
        FROM sources JOIN origins ON sources.id = origins.origin_id)
    SELECT id FROM origins WHERE origin_id IS NULL
"""
_REPRINTS = """
    WITH RECURSIVE reprints (id) AS (
        SELECT id FROM sources WHERE origin_id = ?1
        UNION SELECT sources.id FROM sources JOIN reprints ON sources.origin_id = reprints.id)
    SELECT id FROM reprints ORDER BY id LIMIT ?2
"""
_SOURCE = "SELECT id, publisher, title, published, url FROM sources"
_NEWEST_SOURCES = f"{_SOURCE} ORDER BY id DESC LIMIT ?"
_SOURCES_BY_NUMBER = f"{_SOURCE} WHERE id = ? ORDER BY id LIMIT 1"
_SOURCES_BY_ADDRESS = f"{_SOURCE} WHERE url >= ?1 AND url < ?1 || char(1114111) ORDER BY url LIMIT ?2"
# Rows of name_search are numbered 4 * id + 2 for sources (storage/exchange/rows.py): the newest go first.
_SOURCES_BY_WORDS = f"""
    {_SOURCE} WHERE id IN (
        SELECT rowid >> 2 FROM name_search WHERE name_search MATCH ?1 AND rowid & 3 = 2
        ORDER BY rowid DESC LIMIT ?2)
    ORDER BY id DESC
"""


@dataclass(frozen=True, slots=True)
class Merged:
    """An actor that was merged into another: its own row, uid and name, and the other's name."""

    id: int
    uid: str
    name: str
    into: str


def bearers(db: Database, kind: Kept, text: str) -> tuple[int, ...]:
    """Returns the rows of those with just this name: as their own or an alias; of topics, the slug too.

    Merged and archived ones count.
    """
    folded = fold(typed_text(text))
    given = (folded,) if kind == "actor" else (folded, folded.replace(" ", "-"))
    return tuple([row for (row,) in db.conn.execute(_BEARERS[kind], given)])


def merged_called(db: Database, text: str) -> tuple[Merged, ...]:
    """Returns the merged actors with this name, uid or alias of their own."""
    name = typed_text(text).strip()
    return _merged(db, _MERGED_CALLED, (fold(name), name.removeprefix(BY_UID)))


def merged_below(db: Database, actor: int) -> tuple[Merged, ...]:
    """Returns all that was merged into an actor, and into those, and so on."""
    return _merged(db, _MERGED_BELOW, (actor,))


def suggest_merged(db: Database, typed: str, limit: int = MOST) -> list[Suggestion]:
    """Suggests actors that were merged into another; the value is the uid, which names no other."""
    found = _merged(db, _MERGED_SUGGESTED, (fold(typed_text(typed)), limit))
    return [Suggestion(one.uid, f"{one.name} ({one.into})") for one in found]


def suggest_archived(db: Database, kind: Kept, typed: str, limit: int = MOST) -> list[Suggestion]:
    """Suggests what is archived: topics by slug, actors by name, or by uid where the name finds another."""
    rows = db.conn.execute(_ARCHIVED[kind], (fold(typed_text(typed)), limit)).fetchall()
    return [Suggestion(_typed_for(db, kind, *row), row[1]) for row in rows]


def claims_of_actors(db: Database, family: Sequence[int]) -> Count:
    """Returns how many claims actors make, are part of or are the place of, whatever the claims' status."""
    return _count(db, _CLAIMS_OF_ACTORS, json.dumps(list(family)))


def claims_of_source(db: Database, source: int) -> Count:
    """Returns how many claims rest on a source, whatever their status."""
    return _count(db, _CLAIMS_OF_SOURCE, source)


def titles_below(db: Database, topic: int) -> tuple[str, ...]:
    """Returns the titles of the topics whose parent this one is."""
    return tuple([title for (title,) in db.conn.execute(_BELOW, (topic,))])


def sources_of(db: Database, publisher: str, published: str, first_day: int | None) -> tuple[int, ...]:
    """Returns the rows of what a publisher published on a date (EDTF), with or without an address."""
    wanted = fold(typed_text(publisher))
    rows = db.conn.execute(_OF_DAY, (first_day, published))
    return tuple([row for row, name in rows if name is not None and fold(name) == wanted])


def root_origin(db: Database, source: int) -> int:
    """Returns the row of what a source reprints in the end; its own if nothing."""
    row = db.conn.execute(_ROOT, (source,)).fetchone()
    return source if row is None else int(row[0])


def reprints(db: Database, source: int, limit: int) -> tuple[int, ...]:
    """Returns the rows of what reprints a source, and of what reprints those, and so on."""
    return tuple([row for (row,) in db.conn.execute(_REPRINTS, (source, limit))])


def suggest_sources(db: Database, typed: str, limit: int = MOST) -> list[Suggestion]:
    """Suggests sources by number, address or words; the value is the number as it is typed (`s12`)."""
    text = typed_text(typed).strip()
    rows: list[tuple[int, str | None, str | None, str | None, str | None]] = []
    if not text:
        rows += db.conn.execute(_NEWEST_SOURCES, (limit,))
    if text[:1] in ("s", "S") and text[1:].isdecimal() and len(text) < 19:
        rows += db.conn.execute(_SOURCES_BY_NUMBER, (int(text[1:]),))
    if "://" in text:
        rows += db.conn.execute(_SOURCES_BY_ADDRESS, (text, limit))
    elif words := words_of(text):
        rows += db.conn.execute(_SOURCES_BY_WORDS, (" ".join(f"{quoted(word)}*" for word in words), limit))
    labels = {row: shortened(" ".join(filter(None, told))) for row, *told in rows}
    return [Suggestion(f"s{row}", f"s{row} {label}") for row, label in labels.items()][:limit]


def _merged(db: Database, statement: str, given: tuple[object, ...]) -> tuple[Merged, ...]:
    return tuple([Merged(*row) for row in db.conn.execute(statement, given)])


def _typed_for(db: Database, kind: Kept, row: int, name: str, other: str) -> str:
    if kind == "topic":
        return other
    return name if [found.id for found in find_actors(db, name)] == [row] else by_uid(db, other)


def _count(db: Database, statement: str, given: object) -> Count:
    (found,) = db.conn.execute(statement, (given, COUNT_STOPS_AT + 1)).fetchone()
    return Count(min(found, COUNT_STOPS_AT), found > COUNT_STOPS_AT)
