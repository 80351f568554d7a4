"""Readers' doubts about claims: each waits in the review queue until an editor closes it."""

import json
from dataclasses import dataclass

from sqlite_utils import Database

from storage.people import Account
from storage.revising import Item, record
from storage.writing import Author, Refused


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt. `number` is the claim's; `at` is ISO 8601 in UTC."""

    id: int
    number: int
    account: Account
    at: str
    reason: str


def raise_flag(db: Database, number: int, reason: str, author: Author) -> int:
    """Raises a flag on a claim, as one revision; returns the flag's number.

    Raises:
        Refused: There is no such claim.
    """
    if db.conn.execute("SELECT 1 FROM claims WHERE id = ?", (number,)).fetchone() is None:
        raise Refused(None, f"there is no claim #{number}")
    made = db.conn.execute(
        "INSERT INTO flags (claim_id, platform, account, at, reason, closed) VALUES (?, ?, ?, ?, ?, 0)",
        (number, author.platform, author.account, author.at, reason),
    )
    flag = int(made.lastrowid or 0)
    # The reason stands in the flag alone: when its claim is expunged, nothing of it is left in the log.
    record(db.conn, author, [Item("flag", flag, "added", None, _logged(number, closed=False))])
    return flag


def close_flag(db: Database, flag: Flag, author: Author) -> int:
    """Closes a flag, as one revision."""
    db.conn.execute("UPDATE flags SET closed = 1 WHERE id = ?", (flag.id,))
    before, after = _logged(flag.number, closed=False), _logged(flag.number, closed=True)
    return record(db.conn, author, [Item("flag", flag.id, "updated", before, after)])


def open_flag(db: Database, flag: int) -> Flag | None:
    """Returns the open flag of this number; None where there is none, or it was closed."""
    row = db.conn.execute(
        "SELECT id, claim_id, platform, account, at, reason FROM flags WHERE id = ? AND closed = 0", (flag,)
    ).fetchone()
    return None if row is None else Flag(row[0], row[1], Account(row[2], row[3]), row[4], row[5])


def _logged(number: int, *, closed: bool) -> str:
    return json.dumps({"type": "flag", "claim": number, "closed": closed})
