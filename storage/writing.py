"""What all who write the record share: who writes, what is refused, and which numbers come next.

`storage.revising` changes the record within one transaction; `storage.exchange.batches` turns the lines of
an import into rows before its transaction begins. What is refused raises, and nothing of it is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from sqlite3 import Connection

import msgspec

from storage.exchange.rows import INSERT, TABLE_OF, Known, Rows, Uids
from storage.exchange.rules import Reference, faults, normal, validated
from storage.lines import KIND_OF, Line, Relation, Topic
from storage.vocabulary import ObjectKind

Taken = set[str | tuple[int, int, str]]
"""What only one object may have, and new ones have taken: slugs, and what relations say of which claims."""


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


def uids_of(lines: Iterable[Line], named: Iterable[Reference] = ()) -> Uids:
    """Gathers names to look up: those of the lines themselves, and those that are referred to."""
    uids: Uids = {kind: set() for kind in TABLE_OF}
    for line in lines:
        uids[KIND_OF[type(line)]].add(line.uid)
    for kind, uid, _ in named:
        uids[kind].add(uid)
    return uids


def refuse_present(line: Line, known: Known) -> None:
    """Refuses a new object whose uid is known already.

    Raises:
        Refused: It is.
    """
    kind = KIND_OF[type(line)]
    if line.uid in known.ids[kind]:
        raise Refused(line.uid, f"there is already one {kind} of this uid")


def refuse_unknown(line: Line, named: Iterable[Reference], known: Known) -> None:
    """Refuses an object that refers to one that is not known.

    Args:
        line: The object.
        named: What it refers to.
        known: What it may refer to.

    Raises:
        Refused: It does.
    """
    for kind, uid, field in named:
        if uid not in known.ids[kind]:
            raise Refused(line.uid, f"`{field}` names the {kind} {uid}, which is not there")


def refuse_taken(conn: Connection, line: Line, known: Known, taken: Taken) -> None:
    """Refuses a slug, or a relation between two claims, that there is already.

    Args:
        conn: Of the desk, without the object's own rows.
        line: The object; what it refers to was found.
        known: The row numbers of what it refers to.
        taken: What others that are written with it took; what it takes itself is added.

    Raises:
        Refused: There is.
    """
    key: str | tuple[int, int, str]
    if isinstance(line, Topic):
        key = line.slug
        found = conn.execute("SELECT 1 FROM topics WHERE slug = ?", (line.slug,)).fetchone()
        reason = f"the slug {line.slug} is another topic's: choose another"
    elif isinstance(line, Relation):
        claims = known.ids["claim"]
        key = (claims[line.from_claim], claims[line.to_claim], line.relation)
        found = conn.execute(
            "SELECT 1 FROM relations WHERE from_claim_id = ? AND to_claim_id = ? AND type = ?", key
        ).fetchone()
        reason = "another relation says the same of these claims already"
    else:
        return
    if found or key in taken:
        raise Refused(line.uid, reason)
    taken.add(key)


def next_revision(conn: Connection) -> int:
    """Returns the number that the next revision gets."""
    (revision,) = conn.execute("SELECT coalesce(max(id), 0) + 1 FROM revisions").fetchone()
    return int(revision)


def first_free(conn: Connection, kind: ObjectKind) -> int:
    """Returns the number that the next object of a kind gets.

    None is given twice, not even an expunged object's: the log still names it.
    """
    (last,) = conn.execute(
        f"SELECT max((SELECT coalesce(max(id), 0) FROM {TABLE_OF[kind]}), "  # a constant of ours
        "(SELECT coalesce(max(object_id), 0) FROM revision_items WHERE object_kind = ?))",
        (kind,),
    ).fetchone()
    return int(last) + 1


def insert(conn: Connection, rows: Rows) -> None:
    """Inserts rows, in the order of their tables."""
    for table, some in rows.items():
        if some:
            conn.executemany(INSERT[table], some)
