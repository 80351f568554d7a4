"""Small desks for tests, built from lines."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from storage.connection import in_transaction, open_writer
from storage.lines import Actor, Claim, Evidence, Line, Source, Topic
from storage.migrations import MIGRATIONS
from storage.writing import Added, Author, add

TESTER = Author(at="2025-05-01T12:00:00Z", platform="test", account="tester")

KURSK = Topic(uid="t-kursk", slug="kursk", title="Kursk")
RUSSIA = Actor(uid="a-russia", name="Russia", kind="state")
UKRAINE = Actor(uid="a-ukraine", name="Ukraine", kind="state")
REPORT = Source(
    uid="s-report", url="https://example.org/report", publisher="Example News", published="2025-04-28"
)


def desk_of(tmp_path: Path, *lines: Line, name: str = "desk.db") -> Path:
    """Makes a desk that holds the lines, as one revision; without lines it is empty."""
    path = tmp_path / name
    db = open_writer(path, create=True)
    if lines:
        in_transaction(db, lambda writer: add(writer, lines, TESTER))
    db.close()
    return path


def add_to(path: Path, lines: Iterable[Line], author: Author = TESTER) -> Added:
    """Adds lines to a desk, as one revision."""
    db = open_writer(path)
    try:
        return in_transaction(db, lambda writer: add(writer, list(lines), author))
    finally:
        db.close()


def claim(uid: str, text: str = "Something was said.", **fields: object) -> Claim:
    """A published event with the report as its evidence, unless the fields say otherwise."""
    given: dict[str, object] = {"kind": "event", "evidence": (Evidence(source="s-report"),), **fields}
    return Claim(uid=uid, text=text, **given)  # type: ignore[arg-type]  # a test's fields are whatever it tries


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
        in_transaction(db, lambda writer: add(writer, lines, TESTER))
    return db


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
