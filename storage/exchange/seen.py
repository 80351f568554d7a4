"""What a file has named so far, kept on disk: a file of any length is checked in the same memory."""

import sqlite3
from collections.abc import Iterable
from types import TracebackType
from typing import Literal, NamedTuple, Self

import msgspec

from storage.vocabulary import ObjectKind, values

Namespace = ObjectKind | Literal["slug", "pair"]
"""Where a name must be the only one: the uids of each kind, the slugs, the claims related and how."""

_NAMESPACES = (*values(ObjectKind), "slug", "pair")

_CACHE_KIBIBYTES = 16_000


class Place(NamedTuple):
    """Where a name stood: the number of its line, and whether that line is at fault."""

    line: int
    bad: bool


class Seen:
    """The names of a file and the numbers of its bad lines, in a private temporary database.

    SQLite makes a database without a name in an unlinked file, so that nothing is left behind even when the
    process is killed (https://sqlite.org/inmemorydb.html#temp_db).
    """

    def __init__(self) -> None:
        self._conn = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._conn.execute("PRAGMA journal_mode = OFF")
        self._conn.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
        for space in _NAMESPACES:
            self._conn.execute(
                f"CREATE TABLE {space} (name TEXT PRIMARY KEY, line INTEGER, bad INTEGER) WITHOUT ROWID"
            )
        self._conn.execute("CREATE TABLE bad_lines (line INTEGER PRIMARY KEY)")
        self._conn.execute(
            "CREATE TABLE ordered (newer TEXT, older TEXT, PRIMARY KEY (newer, older)) WITHOUT ROWID"
        )
        self._conn.execute("CREATE INDEX newer_ones ON ordered (older, newer)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._conn.close()

    def find(self, space: Namespace, names: Iterable[str]) -> dict[str, Place]:
        """Returns where each of the names stood first; names not seen are left out."""
        wanted = list(names)
        if not wanted:
            return {}
        found = self._conn.execute(
            f"SELECT name, line, bad FROM {space} "  # a word of ours
            "WHERE name IN (SELECT value FROM json_each(?))",
            (msgspec.json.encode(wanted).decode(),),
        )
        return {name: Place(line, bad == 1) for name, line, bad in found}

    def keep(self, space: Namespace, places: dict[str, Place]) -> None:
        """Keeps names that were not seen before."""
        if places:
            self._conn.execute("BEGIN")
            self._conn.executemany(
                f"INSERT INTO {space} (name, line, bad) VALUES (?, ?, ?)",  # a word of ours
                ((name, place.line, place.bad) for name, place in places.items()),
            )
            self._conn.execute("COMMIT")

    def keep_order(self, newer: str, older: str) -> None:
        """Keeps that one claim replaces another."""
        self._conn.execute("INSERT OR IGNORE INTO ordered VALUES (?, ?)", (newer, older))

    def older_than(self, newer: str) -> list[str]:
        """Returns the claims that one replaces."""
        found = self._conn.execute("SELECT older FROM ordered WHERE newer = ?", (newer,))
        return [uid for (uid,) in found]

    def newer_than(self, older: str) -> list[str]:
        """Returns the claims that replace one."""
        found = self._conn.execute("SELECT newer FROM ordered WHERE older = ?", (older,))
        return [uid for (uid,) in found]

    def keep_bad(self, numbers: Iterable[int]) -> None:
        """Keeps the numbers of bad lines."""
        self._conn.executemany("INSERT INTO bad_lines (line) VALUES (?)", ((number,) for number in numbers))

    def bad_between(self, first: int, last: int) -> set[int]:
        """Returns the numbers of the bad lines from *first* to *last*."""
        found = self._conn.execute("SELECT line FROM bad_lines WHERE line BETWEEN ? AND ?", (first, last))
        return {number for (number,) in found}
