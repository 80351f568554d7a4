"""Exporting a desk as JSON Lines: the same desk gives the same bytes, and importing them gives the same desk.

What is referred to stands above what refers to it, so that the file can be imported from top to bottom:
topics, parents first; actors, those that others were merged into first; sources, origins first; claims and
relations in the order of their numbers.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from sqlite3 import Connection
from typing import IO, TypeVar

from sqlite_utils import Database

from storage.connection import in_snapshot
from storage.exchange.reading import read_objects
from storage.exchange.rows import BASE, TABLE_OF
from storage.lines import Line, write
from storage.reads.unlisted import actors_left_out, sources_left_out
from storage.vocabulary import LISTED, ObjectKind, Status, values

T = TypeVar("T")

_BATCH = 500

Progress = Callable[[str, int, int], None]
"""Is told the stage ("exporting"), and how many objects of how many are done."""


def export(
    db: Database, out: IO[bytes], *, everything: bool = False, progress: Progress | None = None
) -> dict[ObjectKind, int]:
    """Writes a desk's objects, one JSON line each, as of one revision.

    Args:
        db: A reader of the desk.
        out: Where the lines go, in UTF-8.
        everything: Proposed and rejected claims too; otherwise only published and retracted ones, with
            relations between those, and without the actors and sources that only others name.
        progress: Is called now and then.

    Returns:
        How many objects of each kind were written.
    """
    return of_one_revision(db, lambda conn: _export(conn, out, statuses(everything), progress))


def of_one_revision(db: Database, fn: Callable[[Connection], T]) -> T:
    """Runs *fn* in one read snapshot: the one the caller is in, or else one of its own."""
    if db.conn.in_transaction:
        return fn(db.conn)
    # An export reads every page once: mapped, the whole file would end up in the process's memory.
    db.conn.execute("PRAGMA mmap_size = 0")
    return in_snapshot(db, lambda reader: fn(reader.conn))


def statuses(everything: bool) -> tuple[Status, ...]:
    """Returns the statuses of the claims to export."""
    return values(Status) if everything else LISTED  # type: ignore[return-value]  # the words of Status


def claim_batches(conn: Connection, wanted: Sequence[Status]) -> Iterator[list[int]]:
    """Yields the numbers of the claims with these statuses, in order, some hundred at a time."""
    marks = ", ".join("?" * len(wanted))
    return _batches(conn, f"SELECT id FROM claims WHERE id > ? AND status IN ({marks})", wanted)  # marks only


def relation_batches(conn: Connection, wanted: Sequence[Status]) -> Iterator[list[int]]:
    """Yields the numbers of the relations between claims of these statuses, likewise."""
    marks = ", ".join("?" * len(wanted))
    query = (
        "SELECT relations.id FROM relations "  # marks only
        "JOIN claims AS later ON later.id = relations.from_claim_id "
        "JOIN claims AS earlier ON earlier.id = relations.to_claim_id "
        f"WHERE relations.id > ? AND later.status IN ({marks}) AND earlier.status IN ({marks})"
    )
    return _batches(conn, query, (*wanted, *wanted))


def _export(
    conn: Connection, out: IO[bytes], wanted: Sequence[Status], progress: Progress | None
) -> dict[ObjectKind, int]:
    written: dict[ObjectKind, int] = dict.fromkeys(TABLE_OF, 0)
    total = _total(conn) if progress is not None else 0
    for kind, lines in _objects(conn, wanted):
        out.write("".join(f"{write(line)}\n" for line in lines).encode())
        written[kind] += len(lines)
        if progress is not None:
            progress("exporting", sum(written.values()), total)
    if progress is not None:
        progress("exporting", total, total)
    return written


def _objects(conn: Connection, wanted: Sequence[Status]) -> Iterator[tuple[ObjectKind, list[Line]]]:
    listed_only = wanted == LISTED
    batches: dict[ObjectKind, Iterator[list[int]]] = {
        "topic": _bases_first(conn, "topic"),
        "actor": _bases_first(conn, "actor", actors_left_out(conn) if listed_only else ()),
        "source": _bases_first(conn, "source", sources_left_out(conn) if listed_only else ()),
        "claim": claim_batches(conn, wanted),
        "relation": relation_batches(conn, wanted),
    }
    for kind, numbers in batches.items():
        for some in numbers:
            yield kind, list(read_objects(conn, kind, some).values())


def _bases_first(conn: Connection, kind: ObjectKind, left_out: Collection[int] = ()) -> Iterator[list[int]]:
    table, base = TABLE_OF[kind], BASE[kind]
    cursor = conn.execute(
        f"WITH RECURSIVE tree (id, depth) AS ("  # the words above
        f"SELECT id, 0 FROM {table} WHERE {base} IS NULL "
        f"UNION ALL SELECT {table}.id, depth + 1 FROM tree JOIN {table} ON {table}.{base} = tree.id) "
        "SELECT id FROM tree ORDER BY depth, id"
    )
    while some := cursor.fetchmany(_BATCH):
        yield [number for (number,) in some if number not in left_out]


def _batches(conn: Connection, query: str, given: Sequence[str]) -> Iterator[list[int]]:
    last = 0
    while some := conn.execute(f"{query} ORDER BY 1 LIMIT {_BATCH}", (last, *given)).fetchall():
        yield [number for (number,) in some]
        last = some[-1][0]


def _total(conn: Connection) -> int:
    counts = " + ".join(f"(SELECT count(*) FROM {table})" for table in TABLE_OF.values())  # words of ours
    (total,) = conn.execute(f"SELECT {counts}").fetchone()
    return int(total)
