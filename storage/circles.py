"""Refusing circles: what is part of itself, a copy of itself, or newer than itself, makes no sense."""

from collections.abc import Iterable
from sqlite3 import Connection

from storage.exchange.rows import BASE, TABLE_OF
from storage.lines import KIND_OF, Line, Relation
from storage.vocabulary import RelationType
from storage.writing import Refused

ORDERED: frozenset[RelationType] = frozenset({"supersedes", "corrects"})
"""Relations over time: the later claim replaces the earlier one. Two speakers may well deny each other."""

_WORDS = {
    "topic": "a topic would be part of itself",
    "actor": "an actor would be merged into itself",
    "source": "a source would reprint itself",
}


def refuse_circles(conn: Connection, written: Iterable[tuple[Line, int]]) -> None:
    """Refuses objects, just written, whose references lead back to themselves.

    Args:
        conn: The writer's connection.
        written: The objects, each with its row number.

    Raises:
        Refused: One of them is in a circle.
    """
    for line, row in written:
        kind = KIND_OF[type(line)]
        if kind in BASE and _comes_back(conn, TABLE_OF[kind], BASE[kind], row):
            raise Refused(line.uid, _WORDS[kind])
        if isinstance(line, Relation) and line.relation in ORDERED and _replaces_itself(conn, row):
            raise Refused(line.uid, f"in the end a claim would be one that {line.relation} itself")


def _comes_back(conn: Connection, table: str, base: str, row: int) -> bool:
    # UNION ends a walk into a circle further on, which is another object's fault.
    found = conn.execute(
        f"WITH RECURSIVE bases (id) AS ("
        f"SELECT {base} FROM {table} WHERE id = ?1 AND {base} IS NOT NULL "
        f"UNION SELECT {base} FROM bases JOIN {table} USING (id) WHERE {base} IS NOT NULL) "
        "SELECT 1 FROM bases WHERE id = ?1",
        (row,),
    ).fetchone()
    return found is not None


def _replaces_itself(conn: Connection, row: int) -> bool:
    found = conn.execute(
        "WITH RECURSIVE replaced (id) AS ("
        "SELECT to_claim_id FROM relations WHERE id = ?1 "
        "UNION SELECT to_claim_id FROM replaced JOIN relations ON from_claim_id = replaced.id "
        "WHERE type IN ('supersedes', 'corrects')) "
        "SELECT 1 FROM replaced WHERE id = (SELECT from_claim_id FROM relations WHERE id = ?1)",
        (row,),
    ).fetchone()
    return found is not None
