"""Reads the review queue: what waits for an editor, the oldest first, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Literal

from sqlite_utils import Database

from storage.people import Account

# What waits is little beside what there is, which SQLite can't know: it is told which index to go through.
# A claim may be proposed, approved and put back: it waits since it was added. Numbers rise with time.
_PROPOSALS = """
    SELECT 'proposal', claims.id, NULL, revisions.at, revisions.platform, revisions.account, revisions.reason
    FROM claims INDEXED BY claims_that_wait
    CROSS JOIN revision_items AS items
      ON items.object_kind = 'claim' AND items.object_id = claims.id AND items.change = 'added'
    CROSS JOIN revisions ON revisions.id = items.revision_id
    WHERE claims.status = 'proposed' AND claims.id > ? AND revisions.at > ? ORDER BY claims.id LIMIT ?
"""
_FLAGS = """
    SELECT 'flag', flags.claim_id, flags.id, flags.at, flags.platform, flags.account, flags.reason
    FROM flags INDEXED BY open_flags CROSS JOIN claims ON claims.id = flags.claim_id
    WHERE flags.closed = 0 AND (flags.at, flags.id) > (?, ?) ORDER BY flags.at, flags.id LIMIT ?
"""
_ADDED_AT = """
    SELECT revisions.at FROM revision_items AS items JOIN revisions ON revisions.id = items.revision_id
    WHERE items.object_kind = 'claim' AND items.object_id = ? AND items.change = 'added'
    ORDER BY items.id DESC LIMIT 1
"""
_FLAGGED_AT = "SELECT at FROM flags WHERE id = ?"
_COUNT = """
    SELECT (SELECT count(*) FROM claims INDEXED BY claims_that_wait WHERE status = 'proposed')
         + (SELECT count(*) FROM flags INDEXED BY open_flags JOIN claims ON claims.id = claim_id
            WHERE closed = 0)
"""
_OF_ACCOUNT = """
    SELECT (SELECT count(*) FROM claims INDEXED BY claims_that_wait
            CROSS JOIN revision_items AS items
              ON items.object_kind = 'claim' AND items.object_id = claims.id AND items.change = 'added'
            CROSS JOIN revisions ON revisions.id = items.revision_id
            WHERE claims.status = 'proposed' AND platform = ?1 AND account = ?2)
         + (SELECT count(*) FROM flags JOIN claims ON claims.id = claim_id
            WHERE closed = 0 AND platform = ?1 AND account = ?2)
"""
_ADDED = """
    SELECT revisions.platform, revisions.account FROM revision_items AS items
    JOIN revisions ON revisions.id = items.revision_id
    WHERE items.object_kind = 'claim' AND items.object_id = ? AND items.change = 'added'
    ORDER BY items.id DESC LIMIT 1
"""
_ONE_PROPOSAL = """
    SELECT 'proposal', claims.id, NULL, revisions.at, revisions.platform, revisions.account, revisions.reason
    FROM claims JOIN revision_items AS items
      ON items.object_kind = 'claim' AND items.object_id = claims.id AND items.change = 'added'
    JOIN revisions ON revisions.id = items.revision_id
    WHERE claims.status = 'proposed' AND claims.id = ? ORDER BY items.id DESC LIMIT 1
"""
_ONE_FLAG = """
    SELECT 'flag', flags.claim_id, flags.id, flags.at, flags.platform, flags.account, flags.reason
    FROM flags JOIN claims ON claims.id = flags.claim_id WHERE flags.closed = 0 AND flags.id = ?
"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something in the queue.

    Attributes:
        kind: A claim that was proposed, or a flag on one.
        number: The claim's number.
        flag: The flag's id; None for a proposal.
        at: Since when it waits, ISO 8601 in UTC.
        account: Whose it is.
        reason: What was said with it.
    """

    kind: Literal["proposal", "flag"]
    number: int
    flag: int | None
    at: str
    account: Account
    reason: str | None


@dataclass(frozen=True, slots=True)
class After:
    """Where a page of the queue goes on: after this claim, or this flag; it may be settled by now."""

    number: int
    flag: bool


def queue(db: Database, *, limit: int, after: After | None = None) -> tuple[Waiting, ...]:
    """Returns what waits, the oldest first; of what came at the same second, proposals before flags."""
    at, claim, flag = "", 0, 0
    if after is not None:
        row = db.conn.execute(_FLAGGED_AT if after.flag else _ADDED_AT, (after.number,)).fetchone()
        at = "" if row is None else row[0]
        claim, flag = (0, after.number) if after.flag else (after.number, 0)
    # Each of the two is read in the order of its index, no further than the page reaches.
    proposals = db.conn.execute(_PROPOSALS, (claim, at if flag else "", limit))
    flags = db.conn.execute(_FLAGS, (at, flag, limit))
    rows = islice(merge(proposals, flags, key=lambda row: row[3]), limit)
    return tuple(Waiting(*(*row[:4], Account(row[4], row[5]), row[6])) for row in rows)


def waiting_at(db: Database, place: After) -> Waiting | None:
    """Returns a claim or flag as it waits; None where it waits no more."""
    row = db.conn.execute(_ONE_FLAG if place.flag else _ONE_PROPOSAL, (place.number,)).fetchone()
    return None if row is None else Waiting(*(*row[:4], Account(row[4], row[5]), row[6]))


def count_waiting(db: Database) -> int:
    """Returns how much waits."""
    return int(db.conn.execute(_COUNT).fetchone()[0])


def waiting_of(db: Database, accounts: Sequence[Account]) -> int:
    """Returns how much of a person's waits: proposals and flags."""
    return sum(int(db.conn.execute(_OF_ACCOUNT, account).fetchone()[0]) for account in accounts)


def proposer_of(db: Database, number: int) -> Account | None:
    """Returns who added a claim; None where no claim ever had the number."""
    row = db.conn.execute(_ADDED, (number,)).fetchone()
    return None if row is None else Account(*row)
