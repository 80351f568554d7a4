"""Importing against its floor: the same rows, put into tables by `sqlite-utils insert`.

The floor does what anybody would who has the rows already: one `sqlite-utils insert` a table, from JSON Lines
(in a third of the time that CSV takes), with the table's own primary key, then `sqlite-utils enable-fts` on
every text that a desk searches. It is spared what only a record needs: reading and checking lines, resolving
uids, foreign keys, CHECKs, STRICT, all other indexes and that of prefixes. It is given WAL, as a desk has it,
which makes it a third faster than sqlite-utils is by itself. The rows of the log count on both sides.
"""

import sysconfig
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlite_utils import Database

from benchmarks.processes import run
from storage.connection import open_reader

_SQLITE_UTILS = str(Path(sysconfig.get_path("scripts")) / "sqlite-utils")

SEARCHED = {
    "claims": ("text",),
    "evidence": ("quote",),
    "actors": ("name",),
    "actor_aliases": ("alias",),
    "topics": ("title", "slug"),
    "topic_aliases": ("alias",),
    "sources": ("publisher", "title", "author"),
}
"""The texts that a desk searches, by the table that holds them."""


@dataclass(frozen=True, slots=True)
class Floor:
    """What the floor took.

    Attributes:
        rows: How many rows it inserted.
        inserting: Seconds of all `sqlite-utils insert`, by the clock, each a whole process.
        indexing: Seconds of all `sqlite-utils enable-fts`.
    """

    rows: int
    inserting: float
    indexing: float

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.inserting + self.indexing


def floor(desk: Path, work: Path) -> Floor:
    """Puts the rows of an imported desk into a new database with sqlite-utils' command line.

    Args:
        desk: The desk that was imported, read only.
        work: A folder for the database and, one at a time, the tables' rows as JSON Lines. Writing these is
            not counted. Both are removed in the end.
    """
    database, rows = work / "floor.db", work / "floor.jsonl"
    _remove(database)
    count, inserting = 0, run(_SQLITE_UTILS, "create-database", str(database), "--enable-wal").seconds
    with closing(open_reader(desk)) as db:
        for table in base_tables(db):
            written = dump(db, table, rows)
            if written:
                keys = [word for key in db.table(table).pks for word in ("--pk", key)]
                command = ("insert", str(database), table, str(rows), "--nl", "--silent", *keys)
                inserting += run(_SQLITE_UTILS, *command).seconds
                count += written
    filled = set(Database(database).table_names())
    indexing = sum(
        run(_SQLITE_UTILS, "enable-fts", str(database), table, *columns, "--fts5").seconds
        for table, columns in SEARCHED.items()
        if table in filled
    )
    rows.unlink()
    _remove(database)
    return Floor(count, inserting, indexing)


def base_tables(db: Database) -> list[str]:
    """Returns the tables of a desk that hold its record and log: not its affairs, nor what indexes keep."""
    people = {"persons", "accounts", "link_codes", "group_roles"}
    affairs = {*people, "settings", "channels", "drafts", "flags", "notices"}
    skipped = {*affairs, "handled", "_sqlite_migrations"}
    return [name for name in db.table_names() if name not in skipped and "_search" not in name]


def dump(db: Database, table: str, file: Path) -> int:
    """Writes all rows of a table as JSON Lines, and returns how many there are."""
    count = 0
    with file.open("wb", buffering=1 << 20) as out:
        for line in _encoded(db, table):
            out.write(line + b"\n")
            count += 1
    return count


def _encoded(db: Database, table: str) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    columns = tuple(db.table(table).columns_dict)
    for row in db.conn.execute(f"SELECT * FROM {table}"):
        yield encode(dict(zip(columns, row, strict=True)))


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
