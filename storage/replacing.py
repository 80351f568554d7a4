"""Taking an object's rows out again, and finding what still refers to it.

The tables that hold an object's rows are those which `storage.exchange.rows` fills.
"""

from sqlite3 import Connection

from storage.exchange.rows import NAME_CODE, TABLE_OF, quotes_of
from storage.lines import KIND_OF, Claim, Line
from storage.vocabulary import ObjectKind

PARTS: dict[ObjectKind, tuple[str, ...]] = {
    "topic": ("topic_aliases",),
    "actor": ("actor_aliases",),
    "source": (),
    "claim": ("claim_topics", "attributions", "involvements", "evidence", "figures"),
    "relation": (),
}
"""The tables that hold parts of an object, beside the one that holds the object."""

# Each names one that refers to the object, in words.
_REFERRING: dict[ObjectKind, tuple[str, ...]] = {
    "topic": (
        "SELECT 'the topic ' || slug FROM topics WHERE parent_id = ?",
        "SELECT 'claim #' || claim_id FROM claim_topics WHERE topic_id = ?",
        "SELECT 'a channel' FROM channels WHERE topic_id = ?",
        "SELECT 'the digest ' || name FROM digests WHERE topic_id = ?",
    ),
    "actor": (
        "SELECT 'the actor ' || name FROM actors WHERE merged_into = ?",
        "SELECT 'claim #' || claim_id FROM attributions WHERE actor_id = ?",
        "SELECT 'claim #' || claim_id FROM involvements WHERE actor_id = ?",
        "SELECT 'claim #' || id FROM claims WHERE place_id = ?",
    ),
    "source": (
        "SELECT 'the source ' || coalesce(title, url, publisher) FROM sources WHERE origin_id = ?",
        "SELECT 'claim #' || claim_id FROM evidence WHERE source_id = ?",
        "SELECT 'a relation of claim #' || from_claim_id FROM relations WHERE source_id = ?",
    ),
    "claim": (
        "SELECT 'a relation to claim #' || to_claim_id FROM relations WHERE from_claim_id = ?",
        "SELECT 'a relation of claim #' || from_claim_id FROM relations WHERE to_claim_id = ?",
    ),
    "relation": (),
}


def delete_rows(conn: Connection, row: int, line: Line) -> None:
    """Deletes an object's rows, those of the search indexes too.

    Args:
        conn: A writer's connection, in a transaction that defers foreign keys.
        row: The object's row number.
        line: The object as it stands in the record: the search index is told what to take out.
    """
    kind = KIND_OF[type(line)]
    for table in PARTS[kind]:
        conn.execute(f"DELETE FROM {table} WHERE {kind}_id = ?", (row,))
    conn.execute(f"DELETE FROM {TABLE_OF[kind]} WHERE id = ?", (row,))
    if isinstance(line, Claim):
        # An index of external content must be given what it holds (https://sqlite.org/fts5.html, 6.4).
        conn.execute(
            "INSERT INTO claim_search (claim_search, rowid, text, quotes) VALUES ('delete', ?, ?, ?)",
            (row, line.text, quotes_of(line)),
        )
    elif kind in NAME_CODE:
        conn.execute("DELETE FROM name_search WHERE rowid = ?", (4 * row + NAME_CODE[kind],))


def referring(conn: Connection, kind: ObjectKind, row: int) -> str | None:
    """Returns something that refers to the object, in words; None where nothing does."""
    for query in _REFERRING[kind]:
        found = conn.execute(f"{query} LIMIT 1", (row,)).fetchone()
        if found is not None:
            return str(found[0])
    return None
