"""How a claim will read once it is written: it is written, read, and taken back at once."""

from collections.abc import Sequence

from sqlite_utils import Database

from storage.model import Claim
from storage.reads.claims import load
from storage.revising import Step, revise
from storage.writing import Author


def preview(db: Database, steps: Sequence[Step], author: Author) -> tuple[Claim, ...]:
    """Returns the claims of these steps as they would read; nothing stays written.

    Args:
        db: A writer, in a transaction.
        steps: As `revise` takes them.
        author: Who would write.

    Raises:
        Refused: As `revise` does.
        ChangedSince: As `revise` does.
    """
    db.conn.execute("SAVEPOINT preview")
    try:
        rows = revise(db, steps, author).rows
        numbers = [row for row, step in zip(rows, steps, strict=True) if step.kind == "claim"]
        return load(db, numbers)
    finally:
        db.conn.execute("ROLLBACK TO preview")
        db.conn.execute("RELEASE preview")
