"""What editors began to add and have not settled yet: kept as typed, so that it survives a restart."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from storage.people import Account, one_person

Given = Mapping[str, Sequence[str]]
"""The texts of a command's arguments, by name."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim under way. `given` holds the arguments as they were typed; `at` is ISO 8601 in UTC."""

    id: int
    at: str
    given: dict[str, list[str]]


def keep(db: Database, account: Account, at: str, given: Given, draft: int | None = None) -> int:
    """Keeps a draft, in place of an earlier state of it if that is still there; returns its number.

    Args:
        db: A writer, in a transaction.
        account: Whose it is.
        at: ISO 8601 in UTC.
        given: The texts as they were typed.
        draft: The number of the earlier state, which may be another account's of the same person.
    """
    text = json.dumps(given, ensure_ascii=False, default=list)
    earlier = db.conn.execute("SELECT platform, account FROM drafts WHERE id = ?", (draft,)).fetchone()
    if draft is not None and earlier is not None and one_person(db, account, Account(*earlier)):
        db.conn.execute("UPDATE drafts SET given = ?, at = ? WHERE id = ?", (text, at, draft))
        return draft
    made = db.conn.execute(
        "INSERT INTO drafts (platform, account, at, given) VALUES (?, ?, ?, ?)", (*account, at, text)
    )
    return int(made.lastrowid or 0)


def drafts_of(db: Database, accounts: Sequence[Account]) -> tuple[Draft, ...]:
    """Returns a person's drafts, the newest first."""
    found = [
        Draft(row, at, json.loads(given))
        for account in accounts
        for row, at, given in db.conn.execute(
            "SELECT id, at, given FROM drafts WHERE platform = ? AND account = ?", account
        )
    ]
    return tuple(sorted(found, key=lambda draft: -draft.id))


def drop(db: Database, draft: int) -> None:
    """Lets a draft go."""
    db.conn.execute("DELETE FROM drafts WHERE id = ?", (draft,))
