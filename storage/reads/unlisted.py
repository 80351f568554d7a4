"""Which actors and sources stand only in claims that no reader sees: those that wait, and rejected ones.

Whoever may propose could otherwise put any name and any link before everybody's eyes, with no editor between.
What stands in no claim at all is an editor's own, and is shown. A merged actor counts with those it is one
with.
"""

import json
from collections.abc import Iterable
from sqlite3 import Connection

# 2 where a listed claim names it, 1 where only others do, 0 where none does; the first answer ends it.
_ACTORS = """
    WITH RECURSIVE family (root, id) AS (
        SELECT value, value FROM json_each(?)
        UNION SELECT family.root, actors.id FROM family JOIN actors ON actors.merged_into = family.id)
    SELECT root FROM family GROUP BY root HAVING max(CASE
        WHEN EXISTS (SELECT 1 FROM attributions AS a CROSS JOIN claims ON claims.id = a.claim_id
                     WHERE a.actor_id = family.id AND claims.status IN ('published', 'retracted')) THEN 2
        WHEN EXISTS (SELECT 1 FROM involvements AS i CROSS JOIN claims ON claims.id = i.claim_id
                     WHERE i.actor_id = family.id AND claims.status IN ('published', 'retracted')) THEN 2
        WHEN EXISTS (SELECT 1 FROM claims
                     WHERE place_id = family.id AND status IN ('published', 'retracted')) THEN 2
        WHEN EXISTS (SELECT 1 FROM attributions WHERE actor_id = family.id) THEN 1
        WHEN EXISTS (SELECT 1 FROM involvements WHERE actor_id = family.id) THEN 1
        WHEN EXISTS (SELECT 1 FROM claims WHERE place_id = family.id) THEN 1
        ELSE 0 END) = 1
"""
_SOURCES = """
    SELECT value FROM json_each(?) AS asked WHERE CASE
        WHEN EXISTS (SELECT 1 FROM evidence AS e CROSS JOIN claims ON claims.id = e.claim_id
                     WHERE e.source_id = value AND claims.status IN ('published', 'retracted')) THEN 2
        WHEN EXISTS (SELECT 1 FROM relations AS r
                     CROSS JOIN claims AS later ON later.id = r.from_claim_id
                     CROSS JOIN claims AS earlier ON earlier.id = r.to_claim_id
                     WHERE r.source_id = value AND later.status IN ('published', 'retracted')
                       AND earlier.status IN ('published', 'retracted')) THEN 2
        WHEN EXISTS (SELECT 1 FROM evidence WHERE source_id = value) THEN 1
        WHEN EXISTS (SELECT 1 FROM relations WHERE source_id = value) THEN 1
        ELSE 0 END = 1
"""
# Those that may be: whoever an unlisted claim names, by the one they were merged into.
_NAMED_UNLISTED = """
    WITH RECURSIVE unlisted (id, place_id) AS MATERIALIZED (
        SELECT id, place_id FROM claims WHERE status NOT IN ('published', 'retracted')),
    above (id) AS (
        SELECT actor_id FROM unlisted JOIN attributions ON claim_id = unlisted.id
        UNION SELECT actor_id FROM unlisted JOIN involvements ON claim_id = unlisted.id
        UNION SELECT place_id FROM unlisted WHERE place_id IS NOT NULL
        UNION SELECT actors.merged_into FROM above JOIN actors USING (id) WHERE merged_into IS NOT NULL)
    SELECT id FROM above JOIN actors USING (id) WHERE merged_into IS NULL
"""
_CITED_UNLISTED = """
    WITH unlisted (id) AS MATERIALIZED (
        SELECT id FROM claims WHERE status NOT IN ('published', 'retracted'))
    SELECT source_id FROM unlisted JOIN evidence ON claim_id = unlisted.id
    UNION SELECT source_id FROM unlisted JOIN relations ON from_claim_id = unlisted.id
    WHERE source_id IS NOT NULL
    UNION SELECT source_id FROM unlisted JOIN relations ON to_claim_id = unlisted.id
    WHERE source_id IS NOT NULL
"""
_FAMILIES = """
    WITH RECURSIVE family (id) AS (
        SELECT value FROM json_each(?)
        UNION SELECT actors.id FROM family JOIN actors ON actors.merged_into = family.id)
    SELECT id FROM family
"""
_REPRINTED = """
    SELECT origin_id FROM sources WHERE origin_id IN (SELECT value FROM json_each(?1))
      AND id NOT IN (SELECT value FROM json_each(?1))
"""


def unlisted_actors(conn: Connection, ids: Iterable[int]) -> set[int]:
    """Returns those of the actors, none of them merged into another, that only unlisted claims name."""
    return _found(conn, _ACTORS, ids)


def unlisted_sources(conn: Connection, ids: Iterable[int]) -> set[int]:
    """Returns those of the sources that only unlisted claims, and relations of such, cite."""
    return _found(conn, _SOURCES, ids)


def actors_left_out(conn: Connection) -> set[int]:
    """Returns all actors that only unlisted claims name, with those merged into them."""
    named = (row for (row,) in conn.execute(_NAMED_UNLISTED).fetchall())
    return _found(conn, _FAMILIES, unlisted_actors(conn, named))


def sources_left_out(conn: Connection) -> set[int]:
    """Returns all sources that only unlisted claims cite, but for origins of sources that stay."""
    cited = (row for (row,) in conn.execute(_CITED_UNLISTED).fetchall())
    out = unlisted_sources(conn, cited)
    while reprinted := _found(conn, _REPRINTED, out):
        out -= reprinted
    return out


def _found(conn: Connection, query: str, ids: Iterable[int]) -> set[int]:
    return {row for (row,) in conn.execute(query, (json.dumps(list(ids)),))}
