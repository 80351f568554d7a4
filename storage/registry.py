"""Which server or room belongs to which desk: the one file beside the desks, `dateline.db`.

It also holds the one-time codes by which a room joins a desk, the desk that somebody chose for direct chats,
and, of each desk, an incarnation and the highest revision seen. A desk whose newest revision is below that
was restored from a backup.
"""

import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from sqlite_utils import Database, Migrations

from storage.backup import copy_whole
from storage.codes import digest, new_code
from storage.connection import BUSY_SECONDS, DeskError, in_transaction, of_the_file, write_ahead

T = TypeVar("T")

NAME = "dateline"
"""What no desk may be called."""

_MIGRATIONS = Migrations("registry")


class Place(NamedTuple):
    """A server or room of a platform, by the platform's own stable id."""

    platform: str
    place: str


@_MIGRATIONS(name="m001_create")
def _create(db: Database) -> None:
    db.conn.execute(
        "CREATE TABLE desks (name TEXT PRIMARY KEY, incarnation TEXT NOT NULL, "
        "highest INTEGER NOT NULL) STRICT, WITHOUT ROWID"
    )
    db.conn.execute(
        "CREATE TABLE places (platform TEXT NOT NULL, place TEXT NOT NULL, desk TEXT NOT NULL, "
        "PRIMARY KEY (platform, place)) STRICT, WITHOUT ROWID"
    )
    db.conn.execute(
        "CREATE TABLE join_codes (digest TEXT PRIMARY KEY, desk TEXT NOT NULL, expires TEXT NOT NULL) "
        "STRICT, WITHOUT ROWID"
    )
    db.conn.execute(
        "CREATE TABLE chosen (platform TEXT NOT NULL, account TEXT NOT NULL, desk TEXT NOT NULL, "
        "PRIMARY KEY (platform, account)) STRICT, WITHOUT ROWID"
    )


class Registry:
    """The registry of a data folder. Its calls are short and synchronous: a thread's to make.

    Attributes:
        configured: Places whose desk the configuration names. It counts over what the file holds of them,
            which stays as it is for the day when the configuration names them no more.
        writes: How often this object wrote into the file.
    """

    def __init__(self, folder: Path, configured: Mapping[Place, str] | None = None) -> None:
        self._path = folder / f"{NAME}.db"
        self.configured: Mapping[Place, str] = configured or {}
        self.writes = 0

    @property
    def exists(self) -> bool:
        """Whether there is a file yet: the first place that asks makes it."""
        return self._path.exists()

    def desk_of(self, place: Place) -> str | None:
        """Returns the name of the desk that a place belongs to; None where it has none yet."""
        return self.configured.get(place) or self.kept_of(place)

    def kept_of(self, place: Place) -> str | None:
        """Returns the name of the desk that a place belongs to without the configuration; None if none."""
        return self._asked("SELECT desk FROM places WHERE platform = ? AND place = ?", place)

    def settle(self, place: Place, desk: str) -> str:
        """Gives a place a desk unless it has one; returns the one it has."""

        def settle(db: Database) -> str:
            db.conn.execute("INSERT OR IGNORE INTO places VALUES (?, ?, ?)", (*place, desk))
            row = db.conn.execute("SELECT desk FROM places WHERE platform = ? AND place = ?", place)
            return str(row.fetchone()[0])

        return self._writing(settle)

    def places_of(self, desk: str) -> tuple[Place, ...]:
        """Returns the places that belong to a desk."""
        with self._open() as db:
            rows = db.conn.execute("SELECT platform, place FROM places WHERE desk = ?", (desk,))
            kept = {Place(*row) for row in rows}
        configured = {place for place, named in self.configured.items() if named == desk}
        return tuple(sorted(configured | (kept - self.configured.keys())))

    def desks_on(self, platform: str) -> list[str]:
        """Returns the names of the desks that some place of a platform belongs to, in order."""
        with self._open() as db:
            rows = db.conn.execute("SELECT place, desk FROM places WHERE platform = ?", (platform,))
            kept = {Place(platform, place): str(desk) for place, desk in rows}
        configured = {place: desk for place, desk in self.configured.items() if place.platform == platform}
        return sorted({*(kept | configured).values()})

    def join_code(self, desk: str, now: str, expires: str) -> str:
        """Returns a new one-time code by which a place joins a desk; times are ISO 8601 in UTC."""
        code = new_code()

        def keep(db: Database) -> None:
            db.conn.execute("DELETE FROM join_codes WHERE expires <= ?", (now,))
            db.conn.execute("INSERT INTO join_codes VALUES (?, ?, ?)", (digest(code), desk, expires))

        self._writing(keep)
        return code

    def join(self, code: str, place: Place, now: str) -> str | None:
        """Moves a place to the desk whose code this is, and uses the code up.

        Returns:
            The desk; None where no such code is open.
        """

        def join(db: Database) -> str | None:
            row = db.conn.execute(
                "DELETE FROM join_codes WHERE digest = ? AND expires > ? RETURNING desk", (digest(code), now)
            ).fetchone()
            if row is None:
                return None
            db.conn.execute(
                "INSERT INTO places VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET desk = excluded.desk",
                (*place, row[0]),
            )
            return str(row[0])

        return self._writing(join)

    def chosen(self, platform: str, account: str) -> str | None:
        """Returns the desk that somebody chose for direct chats."""
        return self._asked("SELECT desk FROM chosen WHERE platform = ? AND account = ?", (platform, account))

    def choose(self, platform: str, account: str, desk: str) -> None:
        """Keeps the desk that somebody chose for direct chats."""
        self._writing(
            lambda db: db.conn.execute(
                "INSERT INTO chosen VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET desk = excluded.desk",
                (platform, account, desk),
            )
        )

    def forget(self, platform: str, account: str) -> None:
        """Forgets what somebody chose."""
        self._writing(
            lambda db: db.conn.execute(
                "DELETE FROM chosen WHERE platform = ? AND account = ?", (platform, account)
            )
        )

    def seen(self, desk: str, head: int) -> bool:
        """Keeps the newest revision of a desk; returns whether a newer one was seen before.

        Then the desk was restored from a backup, and what is kept stays until `restored` accepts it.
        """

        def see(db: Database) -> bool:
            row = db.conn.execute("SELECT highest FROM desks WHERE name = ?", (desk,)).fetchone()
            if row is not None and row[0] >= head:
                return bool(row[0] > head)
            db.conn.execute(
                "INSERT INTO desks VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET highest = excluded.highest",
                (desk, secrets.token_hex(8), head),
            )
            return False

        return self._writing(see)

    def highest(self, desk: str) -> int | None:
        """Returns the newest revision that was seen of a desk, and keeps nothing; None where none was."""
        found = self._asked("SELECT highest FROM desks WHERE name = ?", (desk,)) if self.exists else None
        return None if found is None else int(found)

    def restored(self, desk: str, head: int) -> None:
        """Accepts that a desk was restored: a new incarnation begins at its newest revision."""
        self._writing(
            lambda db: db.conn.execute(
                "INSERT INTO desks VALUES (?, ?, ?) ON CONFLICT DO UPDATE "
                "SET incarnation = excluded.incarnation, highest = excluded.highest",
                (desk, secrets.token_hex(8), head),
            )
        )

    def backup(self, target: Path) -> None:
        """Copies the registry to a new file, whole, while it is in use.

        Raises:
            DeskError: It can't be read, there is something at *target*, or that can't be written.
        """
        with self._open() as db:
            copy_whole(db.conn, self._path, target)

    def _asked(self, query: str, values: tuple[str, ...]) -> str | None:
        with self._open() as db:
            row = db.conn.execute(query, values).fetchone()
            return None if row is None else str(row[0])

    def _writing(self, fn: Callable[[Database], T]) -> T:
        try:
            with self._open() as db:
                return in_transaction(db, fn)
        finally:
            self.writes += 1

    @contextmanager
    def _open(self) -> Iterator[Database]:
        """Opens the file for one call, making it if need be.

        Raises:
            DeskError: It can't be read or written.
        """
        try:
            with closing(sqlite3.connect(self._path, timeout=BUSY_SECONDS)) as conn:
                write_ahead(conn)
                db = Database(conn, execute_plugins=False)
                if _MIGRATIONS.pending(db):
                    in_transaction(db, _MIGRATIONS.apply)
                yield db
        except sqlite3.Error as error:
            told = of_the_file(self._path, error)
            raise told or DeskError(f"{self._path} could not be used: {error}.") from error
