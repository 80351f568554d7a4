"""A desk's settings: its rules, each with what holds where a desk says nothing."""

import json
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from storage.people import Account
from storage.revising import Item

DEFAULTS: Mapping[str, str] = {
    "name": "",
    "time_zone": "UTC",
    "language": "en",
    # Who may propose a claim: the least role.
    "propose": "reader",
    # How many proposals and flags of one person may wait for review.
    "waiting": "5",
    # Kinds of claim that a second person must approve, one space apart.
    "second_person": "",
    # Where the queue is shown: a channel as platform:channel.
    "review": "",
    # Who may ask in a direct chat: nobody, members of its places, anyone.
    "direct": "nobody",
    # Seconds between two commands of one person who is no editor.
    "cooldown": "0",
}
"""Every setting, as the text that is stored."""

_SET_BY = """
    SELECT revisions.platform, revisions.account FROM settings
    JOIN revision_items AS items ON items.object_kind = 'setting' AND items.object_id = settings.id
    JOIN revisions ON revisions.id = items.revision_id
    WHERE settings.key = ? ORDER BY revisions.id DESC LIMIT 1
"""


def setting(db: Database, key: str) -> str:
    """Returns the setting *key*, or its default.

    Raises:
        KeyError: There is no such setting.
    """
    row = db.conn.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return DEFAULTS[key] if row is None else str(row[0])


def time_zone(db: Database) -> ZoneInfo:
    """Returns the zone that "today" and "last Monday" are read in (IANA name; UTC unless set)."""
    return ZoneInfo(setting(db, "time_zone"))


def settle(db: Database, wanted: Mapping[str, str]) -> list[Item]:
    """Changes settings, and returns what is to be logged of it; nothing of what is as wanted already.

    Raises:
        KeyError: There is no such setting.
    """
    items = []
    for key, value in wanted.items():
        before = setting(db, key)
        if before == value:
            continue
        db.conn.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
        (row,) = db.conn.execute("SELECT id FROM settings WHERE key = ?", (key,)).fetchone()
        items.append(Item("setting", row, "updated", _logged(key, before), _logged(key, value)))
    return items


def set_by(db: Database, key: str) -> Account | None:
    """Returns whoever changed a setting last; None where nobody did."""
    row = db.conn.execute(_SET_BY, (key,)).fetchone()
    return None if row is None else Account(*row)


def _logged(key: str, value: str) -> str:
    return json.dumps({"type": "setting", "key": key, "value": value}, ensure_ascii=False)
