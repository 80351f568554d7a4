"""Checking a desk: the file, its references, its search indexes, every column derived from others.

All of it is asked of a private copy, made in one step of the desk's life: asking a search index whether it is
whole counts as a write to SQLite, and neither that nor minutes of reading should hold up a desk in use.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sqlite_utils import Database

from storage.backup import copy_into
from storage.circles import replaced_by_themselves
from storage.connection import DeskError
from storage.dates import NotEDTF
from storage.exchange.reading import read_objects
from storage.exchange.rows import BASE, COLUMNS, NAME_CODE, TABLE_OF, Rows, Uids, look_up, rows_of
from storage.exchange.rules import faults, references
from storage.lines import Line, write
from storage.replacing import PARTS
from storage.undoing import EXPUNGED
from storage.vocabulary import ObjectKind

TOLD_OF_EACH = 100
"""How many problems of one check are told."""

_BATCH = 500

Progress = Callable[[str, int, int], None]
"""Is told what is being checked, and how much of how much is done."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a desk that is not as it must be: where, and what, in words."""

    where: str
    what: str


def check(db: Database, progress: Progress | None = None) -> list[Problem]:
    """Checks a desk thoroughly, and changes nothing; nothing is returned when all is well.

    Needs as much free disk space for temporary files as the desk has bytes. At 1M claims it takes minutes.

    Args:
        db: A reader of the desk.
        progress: Is called now and then.

    Raises:
        DeskError: The private copy can't be made, for want of space or otherwise.
    """
    with tempfile.TemporaryDirectory(prefix="dateline-check-") as folder:
        copy = Path(folder) / "desk.db"
        try:
            copy_into(db.conn, copy, progress)
        except sqlite3.DatabaseError as error:
            if "malformed" in str(error) or "not a database" in str(error):
                return [Problem("the file", f"it can't be copied, because it is damaged: {error}")]
            raise DeskError(
                f"What is checked is a copy in {tempfile.gettempdir()}, and it could not be made ({error}). "
                "Name a folder with more room in the environment's TMPDIR."
            ) from error
        conn = sqlite3.connect(copy)
        try:
            return check_copy(conn, progress)
        finally:
            conn.close()


def check_copy(conn: sqlite3.Connection, progress: Progress | None = None) -> list[Problem]:
    """Checks a desk that is nobody's but the caller's: the search indexes can be asked only by writing."""
    tell = progress or _untold
    return [problem for name, run in _CHECKS for problem in _first(name, run(conn, tell))]


def _untold(_stage: str, _done: int, _total: int) -> None:
    """Stands in where nobody wants to know the progress."""


def _first(name: str, found: Iterator[Problem]) -> list[Problem]:
    """Returns the first problems of a check, and whether there are more, or why it could not be made."""
    told: list[Problem] = []
    try:
        told.extend(islice(found, TOLD_OF_EACH))
        if next(found, None) is not None:
            told.append(Problem(name, f"there are more problems than these {TOLD_OF_EACH}"))
    except sqlite3.DatabaseError as error:
        told.append(Problem(name, f"can't be checked to its end: {error}"))
    return told


def _file(conn: sqlite3.Connection, tell: Progress) -> Iterator[Problem]:
    tell("the file", 0, 1)
    for (what,) in conn.execute(f"PRAGMA integrity_check({TOLD_OF_EACH + 1})"):
        if what != "ok":
            yield Problem("the file", what)
    tell("the file", 1, 1)


def _references(conn: sqlite3.Connection, tell: Progress) -> Iterator[Problem]:
    tell("references", 0, 1)
    for table, row, parent, _ in conn.execute("PRAGMA foreign_key_check"):
        which = "a row" if row is None else f"row {row}"
        yield Problem(table, f"{which} refers to a row of {parent} that is not there")
    tell("references", 1, 1)


def _search(conn: sqlite3.Connection, tell: Progress) -> Iterator[Problem]:
    for done, table in enumerate(("claim_search", "name_search")):
        tell("search indexes", done, 2)
        try:
            # With rank 1 it is compared with the claims' text too (https://sqlite.org/fts5.html, 6.7).
            conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # words above
        except sqlite3.DatabaseError:
            yield Problem(
                table,
                "does not agree with the record, so that searching misses something. "
                f"This builds it anew: INSERT INTO {table} ({table}) VALUES ('rebuild')",
            )
    # The numbers of its rows tell whose names they are (storage/exchange/rows.py).
    for (row,) in conn.execute(
        "SELECT id FROM name_search_content WHERE NOT CASE id % 4 "
        "WHEN 0 THEN EXISTS (SELECT 1 FROM actors WHERE actors.id = name_search_content.id / 4) "
        "WHEN 1 THEN EXISTS (SELECT 1 FROM topics WHERE topics.id = name_search_content.id / 4) "
        "WHEN 2 THEN EXISTS (SELECT 1 FROM sources WHERE sources.id = name_search_content.id / 4) "
        "ELSE 0 END"
    ):
        yield Problem("name_search", f"row {row} names an object that is not there")
    tell("search indexes", 2, 2)


def _revisions(conn: sqlite3.Connection, tell: Progress) -> Iterator[Problem]:
    tell("the log", 0, 1)
    for (number,) in conn.execute(
        "SELECT id FROM revisions WHERE id > 1 AND NOT EXISTS "
        "(SELECT 1 FROM revisions AS earlier WHERE earlier.id = revisions.id - 1)"
    ):
        yield Problem("revisions", f"there is no revision {number - 1} before revision {number}")
    for kind, table in TABLE_OF.items():
        for (uid,) in conn.execute(
            f"SELECT uid FROM {table} WHERE NOT EXISTS (SELECT 1 FROM revision_items "  # a word of ours
            f"WHERE object_kind = ? AND object_id = {table}.id)",
            (kind,),
        ):
            yield Problem(f"{kind} {uid}", "is not in the log: it was not written by Dateline")
        yield from _vanished(conn, kind)
    for number, undoes in conn.execute("SELECT id, undoes FROM revisions WHERE undoes >= id"):
        yield Problem("revisions", f"revision {number} takes back revision {undoes}, which is not before it")
    tell("the log", 1, 1)


def _vanished(conn: sqlite3.Connection, kind: ObjectKind) -> Iterator[Problem]:
    """Finds objects that should be there by the log, and are not."""
    table = TABLE_OF[kind]
    for number, item in conn.execute(
        "SELECT object_id, max(id) FROM revision_items WHERE object_kind = ? GROUP BY object_id "
        f"HAVING NOT EXISTS (SELECT 1 FROM {table} WHERE {table}.id = object_id)",  # a word of ours
        (kind,),
    ):
        (after,) = conn.execute("SELECT after FROM revision_items WHERE id = ?", (item,)).fetchone()
        if after is not None and after != EXPUNGED:
            yield Problem(f"{kind} {number}", "was removed by something other than Dateline")


def _circles(conn: sqlite3.Connection, tell: Progress) -> Iterator[Problem]:
    tell("circles", 0, 1)
    for kind, base in BASE.items():
        table = TABLE_OF[kind]
        for (uid,) in conn.execute(
            f"WITH RECURSIVE tree (id) AS (SELECT id FROM {table} WHERE {base} IS NULL "  # the words above
            f"UNION SELECT {table}.id FROM tree JOIN {table} ON {table}.{base} = tree.id) "
            f"SELECT uid FROM {table} WHERE id NOT IN (SELECT id FROM tree)"
        ):
            yield Problem(f"{kind} {uid}", f"its {base} goes in a circle, or to what is not there")
    for uid in replaced_by_themselves(conn):
        yield Problem(f"claim {uid}", "supersedes or corrects itself, by way of others: remove a relation")
    tell("circles", 1, 1)


def _affairs(conn: sqlite3.Connection, tell: Progress) -> Iterator[Problem]:
    """Checks what the tables of the desk's own affairs promise beyond their columns' rules."""
    tell("the desk's affairs", 0, 1)
    for flag, claim in conn.execute(
        "SELECT id, claim_id FROM flags WHERE NOT EXISTS (SELECT 1 FROM revision_items "
        "WHERE object_kind = 'claim' AND object_id = claim_id)"
    ):
        yield Problem(f"flag {flag}", f"is about claim #{claim}, which there never was")
    for table, column in (("drafts", "given"), ("notices", "fields")):
        for (row,) in conn.execute(
            f"SELECT id FROM {table} "  # the words above
            f"WHERE iif(json_valid({column}), json_type({column}), '') <> 'object'"
        ):
            yield Problem(f"{table} {row}", f"its {column} is no JSON object")
    tell("the desk's affairs", 1, 1)


def _objects(conn: sqlite3.Connection, tell: Progress) -> Iterator[Problem]:
    """Reads every object, and compares the rows it should have with those it has."""
    counts = {kind: _count(conn, kind) for kind in TABLE_OF}
    done, total = 0, sum(counts.values())
    for kind in TABLE_OF:
        last = 0
        while numbers := _next(conn, kind, last):
            tell("objects", done, total)
            yield from _compared(conn, kind, numbers)
            done, last = done + len(numbers), numbers[-1]
    tell("objects", total, total)


def _count(conn: sqlite3.Connection, kind: ObjectKind) -> int:
    (number,) = conn.execute(f"SELECT count(*) FROM {TABLE_OF[kind]}").fetchone()  # a word of ours
    return int(number)


def _next(conn: sqlite3.Connection, kind: ObjectKind, last: int) -> list[int]:
    query = f"SELECT id FROM {TABLE_OF[kind]} WHERE id > ? ORDER BY id LIMIT {_BATCH}"  # a word of ours
    return [number for (number,) in conn.execute(query, (last,))]


def _compared(conn: sqlite3.Connection, kind: ObjectKind, numbers: list[int]) -> Iterator[Problem]:
    lines = read_objects(conn, kind, numbers)
    known = look_up(conn, _uids(lines.values()))
    revisions = _revisions_of(conn, kind, numbers)
    logged = _logged(conn, kind, numbers)
    expected: dict[int, Rows] = {}
    for number in numbers:
        if number not in lines:
            yield Problem(f"{kind} {number}", "can't be read: what it refers to is not there")
            continue
        yield from (Problem(f"{kind} {lines[number].uid}", what) for what in faults(lines[number]))
        if number in logged and write(lines[number]) != logged[number]:
            yield Problem(
                f"{kind} {lines[number].uid}",
                "was changed by something other than Dateline: the log has it otherwise",
            )
        rows: Rows = {table: [] for table in COLUMNS}
        try:
            rows_of(lines[number], number, known, revisions.get(number, 0), rows)
        except NotEDTF:
            continue  # told among its faults
        expected[number] = rows
    for table in _TABLES[kind]:
        held = _held(conn, kind, table, numbers)
        for number, rows in expected.items():
            if held.get(number, set()) != set(rows[table]):
                what = f"its rows in {table} do not agree with the rest of it"
                yield Problem(f"{kind} {lines[number].uid}", what)


def _uids(lines: Iterable[Line]) -> Uids:
    uids: Uids = {kind: set() for kind in TABLE_OF}
    for line in lines:
        for kind, uid, _ in references(line):
            uids[kind].add(uid)
    return uids


def _logged(conn: sqlite3.Connection, kind: ObjectKind, numbers: list[int]) -> dict[int, str | None]:
    """Returns the objects' texts as the log has them last."""
    return dict(
        conn.execute(
            "SELECT object_id, after FROM revision_items WHERE id IN ("
            "SELECT max(id) FROM revision_items WHERE object_kind = ? "
            "AND object_id IN (SELECT value FROM json_each(?)) GROUP BY object_id)",
            (kind, str(numbers)),
        ).fetchall()
    )


def _revisions_of(conn: sqlite3.Connection, kind: ObjectKind, numbers: list[int]) -> dict[int, int]:
    if kind != "claim":
        return {}
    query = "SELECT id, revision_id FROM claims WHERE id IN (SELECT value FROM json_each(?))"
    return dict(conn.execute(query, (str(numbers),)).fetchall())


def _held(
    conn: sqlite3.Connection, kind: ObjectKind, table: str, numbers: list[int]
) -> dict[int, set[tuple[object, ...]]]:
    """Returns the rows of a table by the object they belong to."""
    if table == "name_search":
        owner, wanted = "rowid / 4", [4 * number + NAME_CODE[kind] for number in numbers]
        where = "rowid"
    else:
        where = owner = "id" if table == TABLE_OF[kind] else f"{kind}_id"
        wanted = numbers
    held: dict[int, set[tuple[object, ...]]] = {}
    for number, *row in conn.execute(
        f"SELECT {owner}, {COLUMNS[table]} FROM {table} "  # words of ours
        f"WHERE {where} IN (SELECT value FROM json_each(?))",
        (str(wanted),),
    ):
        held.setdefault(number, set()).add(tuple(row))
    return held


# The tables that hold an object's rows, but for claim_search, which points to the claims' own text.
_TABLES: dict[ObjectKind, tuple[str, ...]] = {
    kind: (table, *PARTS[kind], *(["name_search"] if kind in NAME_CODE else []))
    for kind, table in TABLE_OF.items()
}

_CHECKS: tuple[tuple[str, Callable[[sqlite3.Connection, Progress], Iterator[Problem]]], ...] = (
    ("the file", _file),
    ("references", _references),
    ("search indexes", _search),
    ("the log", _revisions),
    ("circles", _circles),
    ("the desk's affairs", _affairs),
    ("objects", _objects),
)
