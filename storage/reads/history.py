"""Reads the log as a history: what each revision did to an object, before and after, by whom and why."""

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storage.exchange.rows import TABLE_OF
from storage.lines import Line, read
from storage.undoing import EXPUNGED
from storage.vocabulary import Change, LoggedKind, ObjectKind

_ENTRY = """
    revisions.id, revisions.at, revisions.platform, revisions.account, revisions.reason, revisions.undoes,
    items.object_kind, items.object_id, items.change, items.before, items.after, items.id
"""
# The relations of a claim belong to its history, those that were removed since as well.
_OF_CLAIM = f"""
    SELECT {_ENTRY}
    FROM (
        SELECT * FROM revision_items WHERE object_kind = 'claim' AND object_id = :row
        UNION
        SELECT * FROM revision_items
        WHERE object_kind = 'relation' AND coalesce(after, before) ->> '$.from' = :uid
        UNION
        SELECT * FROM revision_items
        WHERE object_kind = 'relation' AND coalesce(after, before) ->> '$.to' = :uid
    ) AS items
    JOIN revisions ON revisions.id = items.revision_id
    WHERE items.id < :below ORDER BY items.id DESC LIMIT :limit
"""
_OF_OBJECT = f"""
    SELECT {_ENTRY}
    FROM revision_items AS items JOIN revisions ON revisions.id = items.revision_id
    WHERE items.object_kind = :kind AND items.object_id = :row AND items.id < :below
    ORDER BY items.id DESC LIMIT :limit
"""
_OF_REVISION = f"""
    SELECT {_ENTRY}
    FROM revision_items AS items JOIN revisions ON revisions.id = items.revision_id
    WHERE items.revision_id = :revision AND items.id > :above ORDER BY items.id LIMIT :limit
"""
_REVISIONS = """
    SELECT id, at, platform, account, reason, undoes FROM revisions WHERE id < ? ORDER BY id DESC LIMIT ?
"""
_ITEMS = """
    SELECT object_kind, change, count(*), min(object_id) FROM revision_items
    WHERE revision_id = ? GROUP BY 1, 2 ORDER BY min(id)
"""
# What a claim was called when it was written last; its own row may be gone.
_UID = """
    SELECT coalesce(after, before) ->> '$.uid' FROM revision_items
    WHERE object_kind = 'claim' AND object_id = ? ORDER BY id DESC LIMIT 1
"""

Affair = dict[str, Any]
"""What the log holds of a setting, a person, a group, a channel or a flag: its `type` and its fields."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one revision did to one thing.

    Attributes:
        revision: The revision's number.
        at: When, ISO 8601 in UTC.
        platform: Where the account is.
        account: Who did it.
        reason: Why, if it was said.
        undoes: The revision that it took back, if it did.
        kind: What was touched.
        row: Its row number; a claim's is its short number.
        change: What was done.
        before: The object or affair before; None where it was new or expunged.
        after: It afterwards; None where it was removed or expunged.
        expunged: Whether the content is gone from the log.
        item: The log item's id, which the next page continues after.
    """

    revision: int
    at: str
    platform: str
    account: str
    reason: str | None
    undoes: int | None
    kind: LoggedKind
    row: int
    change: Change
    before: Line | Affair | None
    after: Line | Affair | None
    expunged: bool
    item: int


@dataclass(frozen=True, slots=True)
class RevisionEntry:
    """A revision of the log; `touched` says what it did to how many of a kind, and the first one's row."""

    revision: int
    at: str
    platform: str
    account: str
    reason: str | None
    undoes: int | None
    touched: tuple[tuple[LoggedKind, Change, int, int], ...]


def of_claim(
    db: Database, number: int, *, limit: int, after: int | None = None
) -> tuple[tuple[Entry, ...], bool]:
    """Returns a claim's history, the newest first, its relations' too; and whether there is more.

    A claim that was taken back or expunged still has one.

    Args:
        db: The desk.
        number: The claim's number.
        limit: How many entries at most.
        after: The log item to continue after.
    """
    uid = db.conn.execute(_UID, (number,)).fetchone()
    values = {"row": number, "uid": uid and uid[0], "below": _below(after), "limit": limit + 1}
    rows = db.conn.execute(_OF_CLAIM, values).fetchall()
    return tuple(_entry(*row) for row in rows[:limit]), len(rows) > limit


def of_object(db: Database, kind: ObjectKind, row: int, *, limit: int) -> tuple[Entry, ...]:
    """Returns the newest entries of an object's history."""
    values = {"kind": kind, "row": row, "below": _below(None), "limit": limit}
    return tuple(_entry(*found) for found in db.conn.execute(_OF_OBJECT, values))


def of_revision(db: Database, revision: int, *, limit: int, after: int = 0) -> tuple[Entry, ...]:
    """Returns what one revision did, in order; *after* is the log item to continue after."""
    values = {"revision": revision, "limit": limit, "above": after}
    return tuple(_entry(*found) for found in db.conn.execute(_OF_REVISION, values))


def revisions(
    db: Database, *, limit: int, after: int | None = None
) -> tuple[tuple[RevisionEntry, ...], bool]:
    """Returns the log, the newest revision first, and whether there is more."""
    rows = db.conn.execute(_REVISIONS, (_below(after), limit + 1)).fetchall()
    return (
        tuple(RevisionEntry(*(*row, tuple(db.conn.execute(_ITEMS, row[:1])))) for row in rows[:limit]),
        len(rows) > limit,
    )


def _below(after: int | None) -> int:
    return 2**62 if after is None else after


def _entry(  # as the columns of _ENTRY stand
    revision: int,
    at: str,
    platform: str,
    account: str,
    reason: str | None,
    undoes: int | None,
    kind: LoggedKind,
    row: int,
    change: Change,
    before: str | None,
    after: str | None,
    item: int,
) -> Entry:
    expunged = change == "expunged" or EXPUNGED in (before, after)
    return Entry(
        revision,
        at,
        platform,
        account,
        reason,
        undoes,
        kind,
        row,
        change,
        None if expunged else _logged(kind, before),
        None if expunged else _logged(kind, after),
        expunged,
        item,
    )


def _logged(kind: LoggedKind, text: str | None) -> Line | Affair | None:
    if text is None:
        return None
    if kind in TABLE_OF:
        return read(text)
    affair: Affair = json.loads(text)
    return affair
