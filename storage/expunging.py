"""Taking content out for good, and people's names out of the log: what law or decency demands.

Nothing else in Dateline deletes what was written. A marker stays in place of content, so that the log has no
gap, and a pseudonym in place of an account.
"""

from dataclasses import dataclass
from sqlite3 import Connection

from sqlite_utils import Database

from storage.exchange.rows import TABLE_OF
from storage.lines import Claim, Line
from storage.people import Account
from storage.replacing import delete_rows
from storage.revising import Item, current, record
from storage.undoing import EXPUNGED
from storage.vocabulary import ObjectKind
from storage.writing import Author, Refused

_ORDER: tuple[ObjectKind, ...] = ("relation", "claim", "source", "actor", "topic")
"""The order in which objects go: what refers to others before those."""

# Of the objects that came with the claim, topics stay: a name of a story tells of nobody.
_CAME_WITH_IT = """
    SELECT DISTINCT item.object_kind, item.object_id FROM revision_items AS item
    WHERE item.change = 'added' AND item.object_kind IN ('actor', 'source')
      AND item.revision_id IN (
        SELECT revision_id FROM revision_items WHERE object_kind = 'claim' AND object_id = ?)
      AND (SELECT count(*) FROM revision_items WHERE revision_id = item.revision_id
           AND object_kind = 'claim') = 1
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """What expunging a claim takes out.

    Attributes:
        relations: Numbers of relations to and from it.
        alone: The actors and sources that were added with it and that nothing else refers to: kind, row
            number and object.
        flags: How many doubts were raised about it.
    """

    relations: tuple[int, ...]
    alone: tuple[tuple[ObjectKind, int, Line], ...]
    flags: int


def touched(db: Database, number: int) -> Touched:
    """Returns what expunging a claim would take out with it."""
    conn = db.conn
    relations = conn.execute(
        "SELECT id FROM relations WHERE ? IN (from_claim_id, to_claim_id) ORDER BY id", (number,)
    ).fetchall()
    alone: list[tuple[ObjectKind, int, Line]] = []
    for kind, row in conn.execute(_CAME_WITH_IT, (number,)).fetchall():
        line = current(conn, kind, row)
        if line is not None and not _named_elsewhere(conn, kind, row, number):
            alone.append((kind, row, line))
    (flags,) = conn.execute("SELECT count(*) FROM flags WHERE claim_id = ?", (number,)).fetchone()
    return Touched(tuple(row for (row,) in relations), tuple(alone), flags)


def expunge(db: Database, number: int, author: Author) -> int:
    """Takes a claim out of the record, the log and the search index, and all that `touched` names.

    Exports follow the record. Copies made before, backups among them, are the operator's to see to.

    Args:
        db: A writer, in a transaction.
        number: The claim's number.
        author: Who does it; the reason stays, so it must not repeat what goes.

    Returns:
        The revision.

    Raises:
        Refused: There is no such claim.
    """
    conn = db.conn
    claim = current(conn, "claim", number)
    if not isinstance(claim, Claim):
        raise Refused(None, f"there is no claim #{number}")
    conn.execute("PRAGMA defer_foreign_keys = ON")
    conn.execute("PRAGMA secure_delete = ON")  # the file's freed pages are overwritten with zeros
    with_it = touched(db, number)
    going: dict[ObjectKind, list[tuple[int, Line]]] = {kind: [] for kind in TABLE_OF}
    going["claim"].append((number, claim))
    for row in with_it.relations:
        if (relation := current(conn, "relation", row)) is not None:
            going["relation"].append((row, relation))
    for kind, row, line in with_it.alone:
        going[kind].append((row, line))
    items = []
    for kind in _ORDER:
        for row, line in going[kind]:
            delete_rows(conn, row, line)
            items.append(Item(kind, row, "expunged", None, None))
            _blank(conn, kind, row)
    conn.execute("DELETE FROM flags WHERE claim_id = ?", (number,))
    revision = record(conn, author, items)
    for index in ("claim_search", "name_search"):
        # A deleted row's words stay in the index until it is merged (https://sqlite.org/fts5.html, 6.8).
        conn.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    return revision


def forget(db: Database, account: Account) -> str:
    """Puts a pseudonym in place of an account, wherever the desk names it; returns the pseudonym.

    Its role, links and drafts are dropped. The log says as before that it was one and the same who did what.
    No revision tells of it: that would name the account again.
    """
    conn = db.conn
    pseudonym = _pseudonym(conn)
    for table in ("revisions", "flags"):
        conn.execute(
            f"UPDATE {table} SET account = ? WHERE platform = ? AND account = ?", (pseudonym, *account)
        )
    for table in ("accounts", "drafts", "notices", "link_codes"):
        conn.execute(f"DELETE FROM {table} WHERE platform = ? AND account = ?", account)
    return pseudonym


def known(db: Database, account: Account) -> int:
    """Returns how many revisions an account made, and counts one more where the desk keeps it otherwise."""
    (made,) = db.conn.execute(
        "SELECT count(*) FROM revisions WHERE platform = ? AND account = ?", account
    ).fetchone()
    (kept,) = db.conn.execute(
        "SELECT EXISTS (SELECT 1 FROM accounts WHERE platform = ?1 AND account = ?2) "
        "OR EXISTS (SELECT 1 FROM flags WHERE platform = ?1 AND account = ?2)",
        account,
    ).fetchone()
    return int(made) + int(kept)


def _named_elsewhere(conn: Connection, kind: ObjectKind, row: int, number: int) -> bool:
    """Tells whether something other than this claim refers to an actor or source."""
    (elsewhere,) = conn.execute(_ELSEWHERE[kind], {"row": row, "number": number}).fetchone()
    return bool(elsewhere)


_ELSEWHERE: dict[ObjectKind, str] = {
    "actor": """
        SELECT EXISTS (SELECT 1 FROM attributions WHERE actor_id = :row AND claim_id <> :number)
            OR EXISTS (SELECT 1 FROM involvements WHERE actor_id = :row AND claim_id <> :number)
            OR EXISTS (SELECT 1 FROM claims WHERE place_id = :row AND id <> :number)
            OR EXISTS (SELECT 1 FROM actors WHERE merged_into = :row)
    """,
    "source": """
        SELECT EXISTS (SELECT 1 FROM evidence WHERE source_id = :row AND claim_id <> :number)
            OR EXISTS (SELECT 1 FROM sources WHERE origin_id = :row)
            OR EXISTS (SELECT 1 FROM relations WHERE source_id = :row
                       AND :number NOT IN (from_claim_id, to_claim_id))
    """,
}


def _blank(conn: Connection, kind: ObjectKind, row: int) -> None:
    """Puts the marker in place of an object in the log, and takes out why it was changed."""
    conn.execute(
        "UPDATE revision_items SET before = iif(before IS NULL, NULL, ?1), "
        "after = iif(after IS NULL, NULL, ?1) WHERE object_kind = ?2 AND object_id = ?3",
        (EXPUNGED, kind, row),
    )
    conn.execute(
        "UPDATE revisions SET reason = NULL WHERE id IN (SELECT revision_id FROM revision_items "
        "WHERE object_kind = ? AND object_id = ?)",
        (kind, row),
    )


def _pseudonym(conn: Connection) -> str:
    taken = [
        int(account.removeprefix("forgotten-"))
        for table in ("revisions", "flags")
        for (account,) in conn.execute(
            f"SELECT DISTINCT account FROM {table} WHERE account GLOB 'forgotten-[1-9]*'"
        )
        if account.removeprefix("forgotten-").isdigit()
    ]
    return f"forgotten-{max(taken, default=0) + 1}"
