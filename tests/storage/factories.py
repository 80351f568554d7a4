"""Small desks for tests, built from lines."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import cache
from io import BytesIO
from pathlib import Path

from sqlite_utils import Database

from storage.connection import in_transaction, open_writer
from storage.exchange.exporting import export
from storage.integrity import Problem, check_copy
from storage.lines import Actor, Claim, Evidence, Line, Relation, Source, Topic
from storage.migrations import MIGRATIONS
from storage.revising import Revised, Step, adding, revise
from storage.vocabulary import RelationType
from storage.writing import Author

TESTER = Author(at="2025-05-01T12:00:00Z", platform="test", account="tester")

KURSK = Topic(uid="t-kursk", slug="kursk", title="Kursk")
RUSSIA = Actor(uid="a-russia", name="Russia", kind="state")
UKRAINE = Actor(uid="a-ukraine", name="Ukraine", kind="state")
REPORT = Source(
    uid="s-report", url="https://example.org/report", publisher="Example News", published="2025-04-28"
)


def add(db: Database, lines: Iterable[Line], author: Author = TESTER) -> Revised:
    """Adds lines as one revision, in the caller's transaction."""
    return revise(db, adding(*lines), author)


def desk_of(tmp_path: Path, *lines: Line, name: str = "desk.db") -> Path:
    """Makes a desk that holds the lines, as one revision; without lines it is empty."""
    path = tmp_path / name
    db = open_writer(path, create=True)
    if lines:
        in_transaction(db, lambda writer: add(writer, lines))
    db.close()
    return path


def add_to(path: Path, lines: Iterable[Line], author: Author = TESTER) -> Revised:
    """Adds lines to a desk, as one revision."""
    db = open_writer(path)
    try:
        return in_transaction(db, lambda writer: add(writer, lines, author))
    finally:
        db.close()


def claim(uid: str, text: str = "Something was said.", **fields: object) -> Claim:
    """A published event with the report as its evidence, unless the fields say otherwise."""
    given: dict[str, object] = {"kind": "event", "evidence": (Evidence(source="s-report"),), **fields}
    return Claim(uid=uid, text=text, **given)  # type: ignore[arg-type]  # a test's fields are whatever it tries


def related(relation: RelationType, from_claim: str, to_claim: str) -> Relation:
    """Returns a relation between two claims, by their uids."""
    return Relation(
        uid=f"{from_claim}-{relation}-{to_claim}", relation=relation, from_claim=from_claim, to_claim=to_claim
    )


@cache
def _empty() -> Database:
    db = Database(":memory:")
    in_transaction(db, MIGRATIONS.apply)
    return db


def in_memory(*lines: Line) -> Database:
    """A desk that holds the lines, in memory: quick enough to make hundreds of."""
    db = Database(":memory:")
    _empty().conn.backup(db.conn)
    db.conn.execute("PRAGMA foreign_keys = ON")
    if lines:
        in_transaction(db, lambda writer: add(writer, lines))
    return db


def do(db: Database, *steps: Step, author: Author = TESTER) -> Revised:
    """Carries out the steps as one revision."""
    return in_transaction(db, lambda writer: revise(writer, steps, author))


def problems(db: Database) -> list[Problem]:
    """What a thorough check finds in the desk."""
    assert not db.conn.in_transaction, "a copy of it would wait for ever"
    with closing(sqlite3.connect(":memory:")) as copy:
        db.conn.backup(copy)
        return check_copy(copy)


def all_rows(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """All that stands in a desk's tables and its search indexes."""
    tables = db.conn.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    query = "SELECT * FROM "
    rows = {table: db.conn.execute(query + table).fetchall() for (table,) in tables.fetchall()}
    return {table: sorted(found, key=repr) for table, found in rows.items()} | searched(db)


def searched(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """Which words stand where in the search indexes, whatever way they are kept."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for index in ("claim_search", "name_search"):
        db.conn.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', '{index}', 'instance')")
        query = "SELECT term, doc, col, offset FROM temp.words ORDER BY 1, 2, 3, 4"
        found[index] = db.conn.execute(query).fetchall()
        db.conn.execute("DROP TABLE temp.words")
    return found


def exported(db: Database) -> bytes:
    """The whole record as it is exported, proposals too."""
    out = BytesIO()
    export(db, out, everything=True)
    return out.getvalue()


def rows(db: Database, query: str, *values: object) -> Sequence[tuple[object, ...]]:
    """What a plain query finds."""
    return db.conn.execute(query, values).fetchall()


def plans(db: Database, read: Callable[[], object]) -> list[str]:
    """What SQLite plans for each statement that the read executes, a string of lines each."""
    statements: list[str] = []
    db.conn.set_trace_callback(statements.append)
    read()
    db.conn.set_trace_callback(None)
    return [
        "\n".join(row[3] for row in db.conn.execute(f"EXPLAIN QUERY PLAN {statement}"))
        for statement in statements
    ]


def steps(db: Database, read: Callable[[], object]) -> int:
    """How much work the read is, in hundreds of instructions of SQLite's machine."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    db.conn.set_progress_handler(count, 100)
    read()
    db.conn.set_progress_handler(None, 100)
    return taken


def wasteful(plan: str) -> list[str]:
    """The lines of a plan that sort, or go through a whole table; a list of ids that was asked for may be."""
    return [
        line
        for line in plan.split("\n")
        if "TEMP B-TREE" in line or (line.startswith("SCAN") and "json_each" not in line and "(" not in line)
    ]
