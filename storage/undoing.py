"""Taking a revision back: every object it touched becomes again what it was before, as a revision of its own.

Nothing is taken back from under later work: where an object was changed since, or something refers to what
would vanish, the undo is refused, and says by what.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from sqlite_utils import Database

from storage.exchange.rows import TABLE_OF
from storage.lines import Claim, Line, read, write
from storage.people import Account
from storage.revising import Revised, Step, current, revise
from storage.vocabulary import Change, LoggedKind
from storage.writing import Author

EXPUNGED = '{"type":"expunged"}'
"""What the log holds in place of content that was expunged."""

# All that took a revision back, and what took those back, and so on.
_UNDOS = """
    WITH RECURSIVE undos (id, undoes) AS (
        SELECT id, undoes FROM revisions WHERE undoes = ?
        UNION ALL
        SELECT later.id, later.undoes FROM undos JOIN revisions AS later ON later.undoes = undos.id)
    SELECT id, undoes FROM undos ORDER BY id DESC
"""
# What was expunged can't be taken back: whoever asks again would never get past it.
_OF_ACCOUNT = f"""
    SELECT id FROM revisions
    WHERE platform = ? AND account = ? AND undoes IS NULL
      AND EXISTS (SELECT 1 FROM revision_items WHERE revision_id = revisions.id
                  AND +object_kind IN ('topic', 'actor', 'source', 'claim', 'relation'))
      AND NOT EXISTS (SELECT 1 FROM revision_items WHERE revision_id = revisions.id
                      AND (change = 'expunged' OR '{EXPUNGED}' IN (before, after)))
    ORDER BY id DESC
"""

# What taking a change back is called; what isn't named here is called as it was.
_BACK: dict[Change, Change] = {
    "added": "removed",
    "removed": "restored",
    "withdrawn": "restored",
    "archived": "restored",
    "approved": "reopened",
    "rejected": "reopened",
    "merged": "split",
    "split": "merged",
}


class NotUndone(Exception):  # noqa: N818  # says what became of the wish, as the callers word it
    """A revision that can't be taken back.

    Attributes:
        why: `none` (there is no such revision), `undone` (it was taken back already), `changed` (a later
            revision changed the same), `expunged` (the content is gone) or `affair` (it is none of the
            record's: settings and people are set back by their own commands).
        by: The later revision, where there is one.
    """

    def __init__(self, why: str, by: int | None = None) -> None:
        super().__init__(f"{why} {by or ''}".strip())
        self.why = why
        self.by = by


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the log that is to be taken back."""

    item: int
    kind: LoggedKind
    row: int
    change: Change
    before: str | None
    after: str | None


def undo(db: Database, revision: int, author: Author) -> Revised:
    """Takes a revision back, as a new one.

    Args:
        db: A writer, in a transaction.
        revision: The number of the revision; it may be an undo itself, which is then taken back.
        author: Who takes it back.

    Raises:
        NotUndone: It can't be.
        Refused: Something refers to what would vanish.
    """
    conn = db.conn
    entries = _entries(conn, revision)
    if not entries:
        raise NotUndone("none")
    if (by := undone_by(conn, revision)) is not None:
        raise NotUndone("undone", by)
    steps = [_step(conn, entry) for entry in reversed(entries)]
    return revise(db, steps, author, undoes=revision)


def undone_by(conn: Connection, revision: int) -> int | None:
    """Returns the revision that took this one back and stands itself; None where it still holds."""
    taken_back: dict[int, int] = {}
    # The later one is judged first: whether an undo stands is known before what it took back is judged.
    for by, undoes in conn.execute(_UNDOS, (revision,)):
        if by not in taken_back:
            taken_back.setdefault(undoes, by)
    return taken_back.get(revision)


def last_standing(db: Database, accounts: Sequence[Account]) -> int | None:
    """Returns the newest revision of the record that somebody made, and that was not taken back.

    Undos are passed over, so that asking again goes one further back.

    Args:
        db: The desk.
        accounts: All accounts of that person.
    """
    newest: int | None = None
    for platform, name in accounts:
        for (revision,) in db.conn.execute(_OF_ACCOUNT, (platform, name)):
            if undone_by(db.conn, revision) is None:
                newest = revision if newest is None else max(newest, revision)
                break
    return newest


def _entries(conn: Connection, revision: int) -> list[_Entry]:
    rows = conn.execute(
        "SELECT id, object_kind, object_id, change, before, after FROM revision_items "
        "WHERE revision_id = ? ORDER BY id",
        (revision,),
    )
    return [_Entry(*row) for row in rows]


def _step(conn: Connection, entry: _Entry) -> Step:
    if entry.change == "expunged" or EXPUNGED in (entry.before, entry.after):
        raise NotUndone("expunged")
    if entry.kind not in TABLE_OF:
        raise NotUndone("affair")
    now = current(conn, entry.kind, entry.row)
    if (None if now is None else write(now)) != entry.after:
        raise NotUndone("changed", _latest(conn, entry))
    before = None if entry.before is None else read(entry.before)
    return Step(_called(entry, now, before), now, before, row=entry.row)


def _called(entry: _Entry, now: Line | None, before: Line | None) -> Change:
    """Names the step: what a reader saw vanish or come back is called so."""
    if now is None:
        return "restored"
    if before is None:
        return "removed"
    if entry.change == "restored":
        return "withdrawn" if isinstance(before, Claim) else "archived"
    if entry.change == "reopened":
        return "rejected" if isinstance(before, Claim) and before.status == "rejected" else "approved"
    return _BACK.get(entry.change, entry.change)


def _latest(conn: Connection, entry: _Entry) -> int | None:
    (latest,) = conn.execute(
        "SELECT max(revision_id) FROM revision_items WHERE object_kind = ? AND object_id = ? AND id > ?",
        (entry.kind, entry.row, entry.item),
    ).fetchone()
    return None if latest is None else int(latest)
