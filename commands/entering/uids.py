"""Names that new objects have everywhere, and that are never given twice.

Only a topic's is readable. Whatever names a person or a source would stay in the log of the claims that name
it, and in copies, after the person was taken out.
"""

import re
import secrets

from sqlite_utils import Database

from storage.exchange.rows import look_up
from storage.names import fold
from storage.vocabulary import ObjectKind

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 48


def slug_of(text: str) -> str:
    """Returns lower-case words joined by hyphens; empty where the text has no Latin letters or digits."""
    return (
        _NOT_IN_SLUG.sub("-", fold(text).encode("ascii", "ignore").decode()).strip("-")[:_LONGEST].strip("-")
    )


def new_uid(kind: ObjectKind) -> str:
    """Returns a uid that no object has, and that tells nothing of what it names."""
    return f"{kind}-{secrets.token_hex(8)}"


def topic_uid(db: Database, slug: str) -> str:
    """Returns a uid that no topic has: the slug if it is free."""
    free = slug not in look_up(db.conn, {"topic": {slug}}).ids["topic"]
    return slug if free else f"{slug}-{secrets.token_hex(5)}"
