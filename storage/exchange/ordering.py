"""Which claim replaces which, in a file and in the desk together: no claim may replace itself in the end."""

from collections.abc import Iterator
from sqlite3 import Connection

from storage.circles import ORDERED, leads_to
from storage.exchange.seen import Seen
from storage.lines import Relation

_OLDER = """
    SELECT older.uid FROM claims AS newer
    JOIN relations ON from_claim_id = newer.id AND type IN ('supersedes', 'corrects')
    JOIN claims AS older ON older.id = to_claim_id WHERE newer.uid = ?
"""
_NEWER = """
    SELECT newer.uid FROM claims AS older
    JOIN relations ON to_claim_id = older.id AND type IN ('supersedes', 'corrects')
    JOIN claims AS newer ON newer.id = from_claim_id WHERE older.uid = ?
"""


class Ordering:
    """The order of claims as it is after some lines of a file."""

    def __init__(self, conn: Connection, seen: Seen) -> None:
        self._conn = conn
        self._seen = seen

    def closes_circle(self, relation: Relation) -> bool:
        """Tells whether a claim would replace itself by a relation; if not, it counts for those after it."""
        if relation.relation not in ORDERED:
            return False
        if leads_to(relation.to_claim, relation.from_claim, self._older, self._newer):
            return True
        self._seen.keep_order(relation.from_claim, relation.to_claim)
        return False

    def _older(self, uid: str) -> Iterator[str]:
        yield from (other for (other,) in self._conn.execute(_OLDER, (uid,)))
        yield from self._seen.older_than(uid)

    def _newer(self, uid: str) -> Iterator[str]:
        yield from (other for (other,) in self._conn.execute(_NEWER, (uid,)))
        yield from self._seen.newer_than(uid)
