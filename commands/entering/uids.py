"""Names that new objects have everywhere: readable where they can be, and never given twice."""

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


def new_uid(db: Database, kind: ObjectKind, text: str = "") -> str:
    """Returns a uid that no object of the kind has: the text as a slug if it is free."""
    slug = slug_of(text)
    if slug and slug not in look_up(db.conn, {kind: {slug}}).ids[kind]:
        return slug
    return f"{slug or kind}-{secrets.token_hex(5)}"
