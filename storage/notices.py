"""What somebody is to be told in private: the outcome of a proposal, say. Kept until a front end told it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from storage.people import Account, is_forgotten


@dataclass(frozen=True, slots=True)
class Notice:
    """A message's key and its values, for one account."""

    id: int
    message: str
    fields: dict[str, str]


def leave(db: Database, account: Account, at: str, message: str, fields: Mapping[str, str]) -> None:
    """Leaves a notice for somebody; it is there once the transaction is. A forgotten account gets none.

    Args:
        db: A writer, in a transaction.
        account: Who is to be told.
        at: ISO 8601 in UTC.
        message: The message's key.
        fields: Its values. One that is about a claim has its `number`, and goes when that is expunged.
    """
    if is_forgotten(account):
        return  # it would wait for ever, or be told to whoever takes the name
    db.conn.execute(
        "INSERT INTO notices (platform, account, at, message, fields) VALUES (?, ?, ?, ?, ?)",
        (*account, at, message, json.dumps(dict(fields), ensure_ascii=False)),
    )


def notices_for(db: Database, account: Account) -> tuple[Notice, ...]:
    """Returns what an account is to be told, the oldest first."""
    rows = db.conn.execute(
        "SELECT id, message, fields FROM notices WHERE platform = ? AND account = ? ORDER BY id", account
    )
    return tuple(Notice(row, message, json.loads(fields)) for row, message, fields in rows)


def has_notices(db: Database, account: Account) -> bool:
    """Tells whether an account is to be told anything."""
    row = db.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM notices WHERE platform = ? AND account = ?)", account
    ).fetchone()
    return bool(row[0])


def told(db: Database, notice: int) -> None:
    """Forgets a notice that was told."""
    db.conn.execute("DELETE FROM notices WHERE id = ?", (notice,))
