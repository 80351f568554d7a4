"""Finding circles: what is part of itself, a copy of itself, or newer than itself, makes no sense."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from sqlite3 import Connection
from typing import TypeVar

from storage.exchange.rows import BASE, TABLE_OF
from storage.lines import KIND_OF, Line, Relation
from storage.vocabulary import RelationType

K = TypeVar("K", bound=Hashable)

ORDERED: frozenset[RelationType] = frozenset({"supersedes", "corrects"})
"""Relations over time: the later claim replaces the earlier one. Two speakers may well deny each other."""

_WORDS = {
    "topic": "a topic would be part of itself",
    "actor": "an actor would be merged into itself",
    "source": "a source would reprint itself",
}


def find_circle(conn: Connection, written: Iterable[tuple[Line, int]]) -> tuple[str, str] | None:
    """Finds an object, just written, whose references lead back to itself.

    Args:
        conn: The writer's connection.
        written: The objects, each with its row number.

    Returns:
        The uid of the first of them that is in a circle, and why it is refused; None where none is.
    """
    for line, row in written:
        kind = KIND_OF[type(line)]
        if kind in BASE and _comes_back(conn, TABLE_OF[kind], BASE[kind], row):
            return line.uid, _WORDS[kind]
        if isinstance(line, Relation) and line.relation in ORDERED:
            newer, older = conn.execute(
                "SELECT from_claim_id, to_claim_id FROM relations WHERE id = ?", (row,)
            ).fetchone()
            if _replaces(conn, older, newer):
                return line.uid, circle_of(line)
    return None


def circle_of(relation: Relation) -> str:
    """Words why a relation between claims is refused that would close a circle."""
    return f"in the end a claim would be one that {relation.relation} itself"


def leads_to(
    start: K, goal: K, onwards: Callable[[K], Iterable[K]], back: Callable[[K], Iterable[K]]
) -> bool:
    """Tells whether a way leads from *start* to *goal*, or they are the same.

    It is looked for from both ends by turns: where one end is near, as with what is written in order, it is
    found soon, however far the other goes.
    """
    if start == goal:
        return True
    ends = [(onwards, {start}, [start]), (back, {goal}, [goal])]
    while True:
        for (go, seen, to_do), (_, others, _) in zip(ends, reversed(ends), strict=True):
            for next_one in go(to_do.pop()):
                if next_one in others:
                    return True
                if next_one not in seen:
                    seen.add(next_one)
                    to_do.append(next_one)
            if not to_do:
                return False


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


def _replaces(conn: Connection, newer: int, older: int) -> bool:
    """Tells whether one claim replaces another, by way of any number of others, or is the same."""
    return leads_to(newer, older, lambda claim: _older(conn, claim), lambda claim: _newer(conn, claim))


def _older(conn: Connection, claim: int) -> list[int]:
    query = "SELECT to_claim_id FROM relations WHERE from_claim_id = ? AND type IN ('supersedes', 'corrects')"
    return [other for (other,) in conn.execute(query, (claim,))]


def _newer(conn: Connection, claim: int) -> list[int]:
    query = "SELECT from_claim_id FROM relations WHERE to_claim_id = ? AND type IN ('supersedes', 'corrects')"
    return [other for (other,) in conn.execute(query, (claim,))]


def replaced_by_themselves(conn: Connection) -> Iterator[str]:
    """Yields the uids of all claims that supersede or correct themselves by way of others, by number.

    The whole desk is looked through; `find_circle` follows what was just written only.
    """
    later: dict[int, list[int]] = {}
    open_ends: dict[int, int] = {}
    for newer, older in conn.execute(
        "SELECT from_claim_id, to_claim_id FROM relations WHERE type IN ('supersedes', 'corrects')"
    ):
        later.setdefault(older, []).append(newer)
        open_ends[newer] = open_ends.get(newer, 0) + 1
        open_ends.setdefault(older, 0)
    # What replaces nothing that is left is taken away, again and again; what then remains is in a circle, or
    # replaces something that is.
    free = [claim for claim, count in open_ends.items() if count == 0]
    while free:
        claim = free.pop()
        del open_ends[claim]
        for newer in later.get(claim, ()):
            open_ends[newer] -= 1
            if open_ends[newer] == 0:
                free.append(newer)
    for claim in sorted(open_ends):
        if any(_replaces(conn, older, claim) for older in _older(conn, claim)):
            for (uid,) in conn.execute("SELECT uid FROM claims WHERE id = ?", (claim,)):
                yield str(uid)
