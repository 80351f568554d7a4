"""How new objects enter the record: lines become rows, one revision, its items, and the search indexes.

Everything here runs inside the caller's transaction (`storage.connection.in_transaction`): what is refused
raises, and the transaction is rolled back whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection

import msgspec
from sqlite_utils import Database

from storage.circles import find_circle
from storage.exchange.rows import INSERT, TABLE_OF, Known, Rows, Uids, look_up, rows_of
from storage.exchange.rules import Reference, faults, normal, references, validated
from storage.lines import KIND_OF, Line, Relation, Topic, write
from storage.vocabulary import ObjectKind


class Refused(ValueError):  # noqa: N818  # says what happened to the line, as the callers word it
    """A line that may not enter the record.

    Attributes:
        uid: Of the object that is refused; None when it is the whole.
        reason: Why, in words for whoever wrote it.
    """

    def __init__(self, uid: str | None, reason: str) -> None:
        super().__init__(reason if uid is None else f"{uid}: {reason}")
        self.uid = uid
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, when and why: what a revision keeps beside its items.

    Attributes:
        at: ISO 8601 in UTC; storage has no clock of its own.
        platform: Where the account is known ("discord", "console", "import" …).
        account: Who, in that platform's own terms.
        reason: Why, if it was said.
        request: The platform's id of the event that asked for it, so that a replayed one is carried out once.
    """

    at: str
    platform: str
    account: str
    reason: str | None = None
    request: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` wrote.

    Attributes:
        revision: The number of the one revision.
        ids: The new objects' row numbers, in the order of the lines.
        replayed: Nothing was written: the same request had made this revision before.
    """

    revision: int
    ids: tuple[int, ...]
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """New objects as rows, to be inserted as the revision that follows the newest one.

    Attributes:
        added: What is added once it is carried out.
        rows: All rows, those of the log too.
        relations: The relations among the objects, with their row numbers.
    """

    added: Added
    rows: Rows
    relations: tuple[tuple[Relation, int], ...] = ()


def add(db: Database, lines: Sequence[Line], author: Author) -> Added:
    """Adds whole new objects as one revision, inside the caller's transaction.

    A line may refer to what the desk holds and to lines before it. Circles of parents, origins or mergers
    cannot arise this way: each would need a line that refers to itself or to one after it. Relations can
    close a circle of claims that replace each other, and are refused then.

    Args:
        db: A writer, in a transaction.
        lines: What to add, each object whole.
        author: Who adds it. When `request` is given and has a revision already, nothing is written.

    Raises:
        Refused: A line breaks a rule, its uid or slug is taken, or it names what is not there.
    """
    made = _made_before(db.conn, author)
    if made is not None:
        return made
    if not lines:
        raise Refused(None, "there is nothing to add")
    prepared = prepare(db, [checked(line) for line in lines], author)
    carry_out(db, prepared)
    return prepared.added


def prepare(db: Database, lines: Sequence[Line], author: Author) -> Prepared:
    """Turns new objects into rows, outside any transaction: what takes time need not keep other writers out.

    Args:
        db: The writer that is to carry it out.
        lines: What to add: lines as they were read, without `faults`.
        author: Who adds it; without a `request`.

    Raises:
        Refused: As `add` does.
    """
    conn = db.conn
    # First of all: whatever is read after this and changed since, changed with a revision after this one.
    (revision,) = conn.execute("SELECT coalesce(max(id), 0) + 1 FROM revisions").fetchone()
    named = [references(line) for line in lines]
    known = look_up(conn, _uids(lines, named))
    free = {kind: first_free(conn, kind) for kind in {KIND_OF[type(line)] for line in lines}}
    rows: Rows = {table: [] for table in INSERT}
    ids, taken = [], set[str]()
    for line, its_references in zip(lines, named, strict=True):
        kind = KIND_OF[type(line)]
        _refuse_unknown(line, kind, its_references, known)
        _refuse_taken(conn, line, known, taken)
        row = free[kind]
        free[kind] += 1
        rows_of(line, row, known, revision, rows)
        known.ids[kind][line.uid] = row
        ids.append(row)
        rows["revision_items"].append((revision, kind, row, "added", None, write(line)))
    rows["revisions"].append(
        (revision, author.at, author.platform, author.account, author.reason, author.request, None)
    )
    relations = [(line, row) for line, row in zip(lines, ids, strict=True) if isinstance(line, Relation)]
    return Prepared(Added(revision, tuple(ids)), rows, tuple(relations))


def carry_out(db: Database, prepared: Prepared) -> bool:
    """Inserts what was prepared, inside the caller's transaction, unless somebody else wrote since.

    Returns:
        Whether it did; if not, nothing was written, and it is to be prepared anew.

    Raises:
        Refused: A claim would replace itself by one of the relations.
    """
    (newest,) = db.conn.execute("SELECT coalesce(max(id), 0) FROM revisions").fetchone()
    if newest + 1 != prepared.added.revision:
        return False
    for table, rows in prepared.rows.items():
        if rows:
            db.conn.executemany(INSERT[table], rows)
    if (circle := find_circle(db.conn, prepared.relations)) is not None:
        raise Refused(*circle)
    return True


def checked(line: Line) -> Line:
    """Returns a line that was built, and not read, in its one form.

    Raises:
        Refused: It breaks a rule by itself.
    """
    try:
        line = validated(normal(line))
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise Refused(line.uid, str(error)) from error
    if found := faults(line):
        raise Refused(line.uid, found[0])
    return line


def _made_before(conn: Connection, author: Author) -> Added | None:
    if author.request is None:
        return None
    found = conn.execute(
        "SELECT id FROM revisions WHERE platform = ? AND request = ?", (author.platform, author.request)
    ).fetchone()
    if found is None:
        return None
    items = conn.execute("SELECT object_id FROM revision_items WHERE revision_id = ? ORDER BY id", found)
    return Added(found[0], tuple(row for (row,) in items), replayed=True)


def _uids(lines: Sequence[Line], named: Sequence[list[Reference]]) -> Uids:
    uids: Uids = {kind: set() for kind in TABLE_OF}
    for line, its_references in zip(lines, named, strict=True):
        uids[KIND_OF[type(line)]].add(line.uid)
        for kind, uid, _ in its_references:
            uids[kind].add(uid)
    return uids


def first_free(conn: Connection, kind: ObjectKind) -> int:
    """A number is never given twice, not even an expunged object's: the log still names it."""
    (last,) = conn.execute(
        f"SELECT max((SELECT coalesce(max(id), 0) FROM {TABLE_OF[kind]}), "  # a constant of ours
        "(SELECT coalesce(max(object_id), 0) FROM revision_items WHERE object_kind = ?))",
        (kind,),
    ).fetchone()
    return int(last) + 1


def _refuse_unknown(line: Line, kind: ObjectKind, its_references: list[Reference], known: Known) -> None:
    if line.uid in known.ids[kind]:
        raise Refused(line.uid, f"there is already one {kind} of this uid")
    for other, uid, name in its_references:
        if uid not in known.ids[other]:
            raise Refused(line.uid, f"`{name}` names the {other} {uid}, which is not there")


def _refuse_taken(conn: Connection, line: Line, known: Known, taken: set[str]) -> None:
    """Refuses a slug, or a relation between two claims, that there is already."""
    if isinstance(line, Topic):
        key = line.slug
        found = conn.execute("SELECT 1 FROM topics WHERE slug = ?", (line.slug,)).fetchone()
        reason = f"the slug {line.slug} is another topic's: choose another"
    elif isinstance(line, Relation):
        key = f"{line.from_claim} {line.relation} {line.to_claim}"
        claims = known.ids["claim"]
        found = conn.execute(
            "SELECT 1 FROM relations WHERE from_claim_id = ? AND to_claim_id = ? AND type = ?",
            (claims[line.from_claim], claims[line.to_claim], line.relation),
        ).fetchone()
        reason = f"another relation says already that {key}"
    else:
        return
    if found or key in taken:
        raise Refused(line.uid, reason)
    taken.add(key)
