"""Which of the platform's events were handled, where no revision tells: so that none is carried out twice."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.writing import Author

DAYS = 30
"""No platform delivers an event again after so many days."""


def was_handled(db: Database, author: Author) -> bool:
    """Tells whether this request was handled before without a revision; `made_before` tells of the others."""
    found = db.conn.execute(
        "SELECT 1 FROM handled WHERE platform = ? AND request = ?", (author.platform, author.request)
    )
    return found.fetchone() is not None


def keep_handled(db: Database, author: Author) -> None:
    """Keeps in mind that a request was handled, unless it has no name or a revision bears it.

    Args:
        db: A writer, in the transaction of what was asked.
        author: Who asked, with the `request`.
    """
    if author.request is None:
        return
    kept = db.conn.execute(
        "INSERT INTO handled SELECT ?1, ?2, ?3 "
        "WHERE NOT EXISTS (SELECT 1 FROM revisions WHERE platform = ?1 AND request = ?2)",
        (author.platform, author.request, author.at),
    )
    if kept.rowcount:
        oldest = datetime.fromisoformat(author.at) - timedelta(days=DAYS)
        db.conn.execute("DELETE FROM handled WHERE at < ?", (oldest.strftime("%Y-%m-%dT%H:%M:%SZ"),))
