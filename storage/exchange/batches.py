"""How the lines of an import enter the record: many objects at once, made into rows before the transaction.

Turning lines into rows takes longer than inserting them. So it is done while others may write; if somebody
does, what was prepared is dropped, and prepared anew. One change at a time is `storage.revising`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from sqlite_utils import Database

from storage.circles import find_circle
from storage.exchange.rows import INSERT, Rows, look_up, rows_of
from storage.exchange.rules import references
from storage.lines import KIND_OF, Line, Relation, write
from storage.writing import (
    Author,
    Refused,
    Taken,
    first_free,
    insert,
    next_revision,
    refuse_present,
    refuse_taken,
    refuse_unknown,
    uids_of,
)


@dataclass(frozen=True, slots=True)
class Prepared:
    """New objects as rows, to be inserted as the revision that follows the newest one.

    Attributes:
        revision: The number of that revision.
        rows: All rows, those of the log too.
        relations: The relations among the objects, with their row numbers.
    """

    revision: int
    rows: Rows
    relations: tuple[tuple[Relation, int], ...] = ()


def prepare(db: Database, lines: Sequence[Line], author: Author) -> Prepared:
    """Turns new objects into rows, outside any transaction: what takes time need not keep other writers out.

    A line may refer to what the desk holds and to lines before it. Circles of parents, origins or mergers
    cannot arise this way: each would need a line that refers to itself or to one after it. Relations can
    close a circle of claims that replace each other: `carry_out` refuses them.

    Args:
        db: The writer that is to carry it out.
        lines: What to add: lines as they were read, without `faults`.
        author: Who adds it; without a `request`.

    Raises:
        Refused: The uid or slug of a line is taken, or it names what is not there.
    """
    conn = db.conn
    # First of all: whatever is read after this and changed since, changed with a revision after this one.
    revision = next_revision(conn)
    named = [references(line) for line in lines]
    known = look_up(conn, uids_of(lines, chain.from_iterable(named)))
    free = {kind: first_free(conn, kind) for kind in {KIND_OF[type(line)] for line in lines}}
    rows: Rows = {table: [] for table in INSERT}
    relations = []
    taken: Taken = set()
    for line, its_references in zip(lines, named, strict=True):
        kind = KIND_OF[type(line)]
        refuse_present(line, known)
        refuse_unknown(line, its_references, known)
        refuse_taken(conn, line, known, taken)
        row = free[kind]
        free[kind] += 1
        rows_of(line, row, known, revision, rows)
        known.ids[kind][line.uid] = row
        if isinstance(line, Relation):
            relations.append((line, row))
        rows["revision_items"].append((revision, kind, row, "added", None, write(line)))
    rows["revisions"].append(
        (revision, author.at, author.platform, author.account, author.reason, author.request, None)
    )
    return Prepared(revision, rows, tuple(relations))


def carry_out(db: Database, prepared: Prepared) -> bool:
    """Inserts what was prepared, inside the caller's transaction, unless somebody else wrote since.

    Returns:
        Whether it did; if not, nothing was written, and it is to be prepared anew.

    Raises:
        Refused: A claim would replace itself by one of the relations.
    """
    if next_revision(db.conn) != prepared.revision:
        return False
    insert(db.conn, prepared.rows)
    if (circle := find_circle(db.conn, prepared.relations)) is not None:
        raise Refused(*circle)
    return True
