"""The floor under a read: the same statements through sqlite3 alone, and the same values made by rote.

A read is run once on a connection that writes down each statement with its parameters, as they were given.
The floor executes these again on a connection of its own, fetches all rows, and constructs the values that
the read returned out of constants. It is spared whatever stands between: choosing the statements, looking at
the rows, grouping them. Nothing that asks the same of SQLite and gives the same values can be much quicker.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from storage.connection import open_reader

Conn = TypeVar("Conn", bound=sqlite3.Connection)

Statement = tuple[str, Any]
"""Its text and its parameters, as `sqlite3.Connection.execute` takes them."""

_PRAGMAS = ("query_only", "cache_size", "mmap_size")


class Listening(sqlite3.Connection):
    """A connection that writes down what it is asked.

    Attributes:
        heard: The statements, in order; whoever is interested clears it first.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.heard: list[Statement] = []

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Executes a statement, and writes it down."""
        self.heard.append((sql, parameters))
        return super().execute(sql, parameters)

    def commit(self) -> None:
        """Ends a snapshot, which the floor must end too."""
        self.heard.append(("COMMIT", ()))
        super().commit()

    def rollback(self) -> None:
        """Ends the snapshot of an answer that was refused, likewise."""
        self.heard.append(("ROLLBACK", ()))
        super().rollback()


@dataclass(frozen=True, slots=True)
class Floor:
    """What a read comes down to.

    Attributes:
        statements: What it asks of SQLite.
        put_together: Constructs what it returns.
    """

    statements: tuple[Statement, ...]
    put_together: Callable[[], Any]

    def run(self, conn: sqlite3.Connection) -> None:
        """Asks and constructs."""
        for sql, parameters in self.statements:
            conn.execute(sql, parameters).fetchall()
        self.put_together()


def bare(desk: Path) -> sqlite3.Connection:
    """Opens a desk with sqlite3 alone, and with the settings that Dateline reads with."""
    return _opened(desk, sqlite3.Connection)


def listening(desk: Path) -> tuple[Database, Listening]:
    """Opens a desk likewise, for storage to read from while what it asks is written down."""
    conn = _opened(desk, Listening)
    return Database(conn, execute_plugins=False), conn


def settings_of(desk: Path) -> dict[str, int]:
    """Returns the settings that Dateline reads with, as the pragmas of a connection."""
    like = open_reader(desk)
    with closing(like):
        return {name: like.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in _PRAGMAS}


def floor_of(db: Database, conn: Listening, read: Callable[[Database], object]) -> Floor:
    """Runs a read once on a listening connection, and returns its floor."""
    conn.heard.clear()
    result = read(db)
    return Floor(tuple(conn.heard), recipe(result))


def recipe(value: object) -> Callable[[], Any]:
    """Returns code that constructs a value's dataclass instances anew; it holds all else as constants."""
    constants: dict[str, object] = {}
    code = f"lambda: {_expression(value, constants)}"
    made: Callable[[], Any] = eval(code, constants)  # noqa: S307  # of names made here alone
    return made


def values_of(card: object) -> tuple[object, ...]:
    """Returns the values of storage that an answer holds, each once."""
    return tuple({id(value): value for value in _found(card)}.values())


def _expression(value: object, constants: dict[str, object]) -> str:
    if is_dataclass(value) and not isinstance(value, type):
        made = _constant(type(value), constants)
        parts = [_expression(getattr(value, field.name), constants) for field in fields(value)]
        return f"{made}({', '.join(parts)})"
    if isinstance(value, tuple) and any(map(_has_parts, value)):
        return f"({''.join(f'{_expression(part, constants)}, ' for part in value)})"
    return _constant(value, constants)


def _has_parts(value: object) -> bool:
    return is_dataclass(value) or isinstance(value, tuple)


def _constant(value: object, constants: dict[str, object]) -> str:
    name = f"k{len(constants)}"
    constants[name] = value
    return name


def _found(value: object) -> Iterator[object]:
    if is_dataclass(value) and not isinstance(value, type):
        if type(value).__module__.startswith("storage."):
            yield value
        else:
            for field in fields(value):
                yield from _found(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _found(part)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _found(part)


def _opened(desk: Path, factory: type[Conn]) -> Conn:
    settings = settings_of(desk)
    conn = sqlite3.connect(
        f"{desk.absolute().as_uri()}?mode=ro", uri=True, cached_statements=512, factory=factory
    )
    for name, value in settings.items():
        conn.execute(f"PRAGMA {name} = {value}")
    return conn
