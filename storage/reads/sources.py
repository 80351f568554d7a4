"""Finds sources that somebody means: by address, by publisher and date, or the one used last."""

from collections.abc import Sequence

from sqlite_utils import Database

from storage.exchange.reading import read_sources
from storage.lines import Source
from storage.people import Account
from storage.vocabulary import LISTED

_BY_ADDRESS = "SELECT id FROM sources WHERE url = ? ORDER BY id LIMIT 1"
_BY_PUBLISHER = """
    SELECT id FROM sources
    WHERE published_lower = ? AND published = ? AND publisher = ? AND url IS NULL ORDER BY id LIMIT 1
"""
# Addresses of one site stand side by side in the index.
_OF_SITE = """
    SELECT publisher FROM sources WHERE url >= ?1 AND url < ?1 || char(1114111) AND publisher IS NOT NULL
    ORDER BY url LIMIT 1
"""
_USED_LAST = """
    SELECT evidence.source_id, revisions.id FROM revisions
    JOIN revision_items AS items ON items.revision_id = revisions.id AND items.object_kind = 'claim'
    JOIN evidence ON evidence.claim_id = items.object_id
    WHERE revisions.platform = ? AND revisions.account = ?
    ORDER BY revisions.id DESC, evidence.position DESC LIMIT 1
"""

_CITING = f"""
    SELECT DISTINCT claims.id FROM sources JOIN evidence ON evidence.source_id = sources.id
    JOIN claims ON claims.id = evidence.claim_id
    WHERE sources.uid = ? AND claims.status IN {LISTED} ORDER BY claims.id DESC LIMIT ?
"""


def source_at(db: Database, url: str) -> Source | None:
    """Returns the source with this address, normalised."""
    return _one(db, db.conn.execute(_BY_ADDRESS, (url,)).fetchone())


def source_of(db: Database, publisher: str, published: str, first_day: int | None) -> Source | None:
    """Returns the source without an address that this publisher published on this date (EDTF)."""
    return _one(db, db.conn.execute(_BY_PUBLISHER, (first_day, published, publisher)).fetchone())


def source_numbered(db: Database, number: int) -> Source | None:
    """Returns the source of a row number."""
    return _one(db, (number,))


def publisher_of_site(db: Database, site: str) -> str | None:
    """Returns the publisher of another source on the same site (`example.org`)."""
    for start in (f"https://{site}/", f"https://www.{site}/", f"http://{site}/", f"http://www.{site}/"):
        row = db.conn.execute(_OF_SITE, (start,)).fetchone()
        if row is not None:
            return str(row[0])
    return None


def source_used_last(db: Database, accounts: Sequence[Account]) -> Source | None:
    """Returns the source of the claim that somebody wrote last; None where they wrote none."""
    rows = [row for each in accounts if (row := db.conn.execute(_USED_LAST, each).fetchone())]
    return _one(db, max(rows, key=lambda row: row[1], default=None))


def claims_citing(db: Database, source: str, *, limit: int) -> tuple[int, ...]:
    """Returns the numbers of the claims, of those that readers see, that cite a source; the newest first."""
    return tuple(row[0] for row in db.conn.execute(_CITING, (source, limit)))


def _one(db: Database, row: Sequence[int] | None) -> Source | None:
    return None if row is None else read_sources(db.conn, f"[{row[0]}]").get(row[0])
