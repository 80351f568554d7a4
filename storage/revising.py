"""How the record changes: one revision that adds, changes and removes objects, each whole, before and after.

Everything here runs inside the caller's transaction (`storage.connection.in_transaction`). A step names the
object as it was read; if somebody changed it since, nothing is written, and the caller is told. Some rules
are checked on the result, so a caller lets what is raised pass: the transaction is then rolled back whole.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from sqlite3 import Connection
from typing import NamedTuple

from sqlite_utils import Database

from storage.circles import find_circle
from storage.exchange.reading import read_objects
from storage.exchange.rows import INSERT, Known, Rows, look_up, rows_of
from storage.exchange.rules import references
from storage.lines import KIND_OF, Line, Source, write
from storage.replacing import delete_rows, referring
from storage.vocabulary import Change, LoggedKind, ObjectKind
from storage.writing import (
    Author,
    Refused,
    Taken,
    checked,
    first_free,
    insert,
    next_revision,
    refuse_present,
    refuse_taken,
    refuse_unknown,
    uids_of,
)

_ORDER: tuple[type[Line], ...] = tuple(KIND_OF)
"""Rows are made in this order: a claim's place on a timeline follows from its sources' dates."""

_AT_A_TIME = 500


class ChangedSince(Exception):  # noqa: N818  # says what happened to the object, as the callers word it
    """Somebody changed an object after it was read.

    Attributes:
        kind: What the object is.
        uid: Its name.
    """

    def __init__(self, kind: ObjectKind, uid: str) -> None:
        super().__init__(f"the {kind} {uid} was changed since it was read")
        self.kind = kind
        self.uid = uid


@dataclass(frozen=True, slots=True)
class Step:
    """What a revision does to one object of the record.

    Attributes:
        change: What it is called in the log.
        before: The object as it was read; None where it is new.
        after: The object as it is to be; None where it is removed.
        row: The row number of a new object that had one before; None gives it the next.
    """

    change: Change
    before: Line | None
    after: Line | None
    row: int | None = None

    @property
    def line(self) -> Line:
        """The object, as it will be or else as it was."""
        line = self.after if self.after is not None else self.before
        if line is None:
            raise ValueError("a step needs an object before or after it")
        return line

    @property
    def kind(self) -> ObjectKind:
        """What the object is."""
        return KIND_OF[type(self.line)]


class Item(NamedTuple):
    """One line of the log: what a revision did to one thing, as texts before and after it."""

    kind: LoggedKind
    row: int
    change: Change
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Revised:
    """What was written.

    Attributes:
        revision: The number of the one revision.
        rows: The row numbers of the objects, in the order of the steps.
    """

    revision: int
    rows: tuple[int, ...]


def adding(*lines: Line) -> list[Step]:
    """Returns the steps that add new objects."""
    return [Step("added", None, line) for line in lines]


def revise(db: Database, steps: Sequence[Step], author: Author, *, undoes: int | None = None) -> Revised:
    """Carries out the steps as one revision.

    Args:
        db: A writer, in a transaction.
        steps: What to do, at most one step an object.
        author: Who does it. Its `request` must be new: `made_before` tells.
        undoes: The revision that this one takes back, if it does.

    Raises:
        Refused: An object would break a rule, its uid or slug is taken, or something would refer to what is
            not there.
        ChangedSince: Somebody changed an object after it was read.
    """
    conn = db.conn
    if not steps:
        raise Refused(None, "there is nothing to change")
    # An object that is replaced is deleted and inserted again; what refers to it may stand meanwhile.
    conn.execute("PRAGMA defer_foreign_keys = ON")
    steps = [_checked(step) for step in steps]
    _refuse_twice(steps)
    named = [[] if step.after is None else references(step.after) for step in steps]
    known = look_up(conn, uids_of([step.line for step in steps], chain.from_iterable(named)))
    _refuse_stale(conn, steps, known)
    rows = _numbered(conn, steps, known)
    for step, row in zip(steps, rows, strict=True):
        if step.before is not None:
            delete_rows(conn, row, step.before)
    for step, its_references in zip(steps, named, strict=True):
        refuse_unknown(step.line, its_references, known)
    taken: Taken = set()
    for step in steps:
        if step.after is not None:
            refuse_taken(conn, step.after, known, taken)
    revision = record(conn, author, _items(steps, rows), undoes=undoes)
    _insert(conn, steps, rows, known, revision)
    for step, row in zip(steps, rows, strict=True):
        if step.after is None and (where := referring(conn, step.kind, row)):
            raise Refused(step.line.uid, f"{where} still refers to the {step.kind}: change that first")
    _place_anew(conn, steps, rows)
    written = [(step.after, row) for step, row in zip(steps, rows, strict=True) if step.after is not None]
    if (circle := find_circle(conn, written)) is not None:
        raise Refused(*circle)
    return Revised(revision, tuple(rows))


def record(conn: Connection, author: Author, items: Iterable[Item], *, undoes: int | None = None) -> int:
    """Writes a revision and its items into the log.

    Args:
        conn: A writer's connection, in the transaction of what is logged.
        author: Who did it.
        items: What was done to which thing, in order.
        undoes: The revision that this one takes back, if it does.

    Returns:
        The revision's number.
    """
    revision = next_revision(conn)
    conn.execute(
        INSERT["revisions"],
        (revision, author.at, author.platform, author.account, author.reason, author.request, undoes),
    )
    conn.executemany(INSERT["revision_items"], [(revision, *item) for item in items])
    return revision


def made_before(db: Database, author: Author) -> int | None:
    """Returns the revision that this request made already; None where it is new, or has no name."""
    if author.request is None:
        return None
    found = db.conn.execute(
        "SELECT id FROM revisions WHERE platform = ? AND request = ?", (author.platform, author.request)
    ).fetchone()
    return None if found is None else int(found[0])


def current(conn: Connection, kind: ObjectKind, row: int) -> Line | None:
    """Returns an object of the record as it is now; None where no object has this row number."""
    return read_objects(conn, kind, [row]).get(row)


def _checked(step: Step) -> Step:
    if step.after is None:
        return step
    return Step(step.change, step.before, checked(step.after), step.row)


def _refuse_twice(steps: Sequence[Step]) -> None:
    """Refuses two steps of one object, and a step from one object to another: a uid never changes."""
    seen = set[tuple[ObjectKind, str]]()
    for step in steps:
        uid = step.line.uid
        if step.before is not None and (KIND_OF[type(step.before)], step.before.uid) != (step.kind, uid):
            raise Refused(step.before.uid, f"it can't become the {step.kind} {uid}: that is another object")
        if (step.kind, uid) in seen:
            raise Refused(uid, f"one revision can do only one thing to the {step.kind}")
        seen.add((step.kind, uid))


def _refuse_stale(conn: Connection, steps: Sequence[Step], known: Known) -> None:
    for step in steps:
        if step.before is None:
            refuse_present(step.line, known)
            continue
        row = known.ids[step.kind].get(step.line.uid)
        now = None if row is None else current(conn, step.kind, row)
        if now is None or write(now) != write(step.before):
            raise ChangedSince(step.kind, step.before.uid)


def _numbered(conn: Connection, steps: Sequence[Step], known: Known) -> list[int]:
    """Gives every step its row number, and makes those of new objects known; removed ones are forgotten."""
    free: dict[ObjectKind, int] = {}
    rows = []
    for step in steps:
        kind, uid = step.kind, step.line.uid
        if step.before is None:
            free.setdefault(kind, first_free(conn, kind))
            row = free[kind] if step.row is None else step.row
            free[kind] = max(free[kind], row + 1)
            known.ids[kind][uid] = row
        else:
            row = known.ids[kind][uid]
            if step.after is None:
                del known.ids[kind][uid]
        rows.append(row)
    return rows


def _items(steps: Sequence[Step], rows: Sequence[int]) -> list[Item]:
    return [
        Item(
            step.kind,
            row,
            step.change,
            None if step.before is None else write(step.before),
            None if step.after is None else write(step.after),
        )
        for step, row in zip(steps, rows, strict=True)
    ]


def _insert(
    conn: Connection, steps: Sequence[Step], rows: Sequence[int], known: Known, revision: int
) -> None:
    made: Rows = {table: [] for table in INSERT}
    for step, row in sorted(zip(steps, rows, strict=True), key=lambda pair: _ORDER.index(type(pair[0].line))):
        if step.after is not None:
            rows_of(step.after, row, known, revision, made)
    insert(conn, made)


def _place_anew(conn: Connection, steps: Sequence[Step], rows: Sequence[int]) -> None:
    """Puts the claims that cite a source in their place again, where its date changed: they may follow it."""
    moved = [
        row
        for step, row in zip(steps, rows, strict=True)
        if isinstance(step.before, Source)
        and isinstance(step.after, Source)
        and step.before.published != step.after.published
    ]
    if not moved:
        return
    citing = conn.execute(
        "SELECT DISTINCT claims.id, claims.revision_id FROM evidence JOIN claims ON claims.id = claim_id "
        "WHERE source_id IN (SELECT value FROM json_each(?))",
        (json.dumps(moved),),
    ).fetchall()
    for first in range(0, len(citing), _AT_A_TIME):
        _replace(conn, dict(citing[first : first + _AT_A_TIME]))


def _replace(conn: Connection, revisions: Mapping[int, int]) -> None:
    """Writes the rows of claims again, as they follow from claims and sources; the log is silent."""
    lines = read_objects(conn, "claim", list(revisions))
    known = look_up(conn, uids_of((), chain.from_iterable(map(references, lines.values()))))
    made: Rows = {table: [] for table in INSERT}
    for row, line in lines.items():
        delete_rows(conn, row, line)
        rows_of(line, row, known, revisions[row], made)
    insert(conn, made)
