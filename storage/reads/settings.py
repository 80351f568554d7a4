"""A desk's settings: what it is called, its time zone and language."""

from zoneinfo import ZoneInfo

from sqlite_utils import Database

DEFAULTS = {"name": "", "time_zone": "UTC", "language": "en"}
"""Every setting, with what holds where a desk says nothing."""


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
