"""Taking content out for good, and people's names out of the log: what law or decency demands.

Nothing else in Dateline deletes what was written. A marker stays in place of content, so that the log has no
gap, and a pseudonym in place of an account. Writers have SQLite overwrite what they take out with zeros
(storage/connection.py); the write-ahead log beside the file forgets it with the next checkpoint.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from sqlite3 import Connection

from sqlite_utils import Database

from storage.exchange.rows import TABLE_OF
from storage.lines import Claim, Line, read
from storage.names import fold
from storage.outbox import scrub
from storage.people import PSEUDONYM, Account
from storage.replacing import delete_rows
from storage.revising import Item, current, record
from storage.undoing import EXPUNGED
from storage.vocabulary import ObjectKind
from storage.writing import Author, Refused

# Of the objects that came with the claim, topics stay: a name of a story tells of nobody.
_CAME_WITH_IT = """
    SELECT DISTINCT item.object_kind, item.object_id FROM revision_items AS item
    WHERE item.change = 'added' AND item.object_kind IN ('actor', 'source')
      AND item.revision_id IN (
        SELECT revision_id FROM revision_items WHERE object_kind = 'claim' AND object_id = ?)
      AND (SELECT count(*) FROM revision_items WHERE revision_id = item.revision_id
           AND object_kind = 'claim') = 1
    ORDER BY item.id
"""
# Those that were removed are still in the log, with their quotes.
# A relation may bring a source of its own, in a revision without a claim.
_CAME_WITH_RELATIONS = """
    SELECT DISTINCT item.object_kind, item.object_id FROM revision_items AS item
    WHERE item.change = 'added' AND item.object_kind = 'source'
      AND item.revision_id IN (
        SELECT revision_id FROM revision_items
        WHERE object_kind = 'relation' AND object_id IN (SELECT value FROM json_each(?)))
      AND NOT EXISTS (SELECT 1 FROM revision_items
                      WHERE revision_id = item.revision_id AND object_kind = 'claim')
    ORDER BY item.id
"""
_RELATIONS = """
    SELECT id FROM relations WHERE from_claim_id = :number
    UNION
    SELECT id FROM relations WHERE to_claim_id = :number
    UNION
    SELECT object_id FROM revision_items AS item
    WHERE object_kind = 'relation' AND coalesce(after, before) ->> '$.from' = :uid
      AND NOT EXISTS (SELECT 1 FROM relations WHERE relations.id = item.object_id)
    UNION
    SELECT object_id FROM revision_items AS item
    WHERE object_kind = 'relation' AND coalesce(after, before) ->> '$.to' = :uid
      AND NOT EXISTS (SELECT 1 FROM relations WHERE relations.id = item.object_id)
    ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """What expunging a claim takes out.

    Attributes:
        relations: Numbers of relations to and from it, those that were removed since among them.
        alone: The actors and sources that were added with it or with those relations, and that nothing else
            refers to: kind, row number and object.
        flags: How many doubts were raised about it.
        gone: Those actors and sources that were removed since, and are in the log only.
    """

    relations: tuple[int, ...]
    alone: tuple[tuple[ObjectKind, int, Line], ...]
    flags: int
    gone: tuple[tuple[ObjectKind, int, Line], ...] = ()


def touched(db: Database, number: int) -> Touched:
    """Returns what expunging a claim would take out with it."""
    conn = db.conn
    claim = _written(conn, "claim", number)
    values = {"number": number, "uid": None if claim is None else claim.uid}
    relations = tuple(row for (row,) in conn.execute(_RELATIONS, values))
    (flags,) = conn.execute("SELECT count(*) FROM flags WHERE claim_id = ?", (number,)).fetchone()
    found = _alone(conn, number, relations)
    alone = tuple(each for each in found if current(conn, each[0], each[1]) is not None)
    gone = tuple(each for each in found if each not in alone)
    return Touched(relations, alone, flags, gone)


def expunge(db: Database, number: int, author: Author) -> int:
    """Takes a claim out of the record, the log and the search index, and all that `touched` names.

    What somebody was still to be told about it goes too, and so do editors' drafts of its text. Messages that
    channels were sent of it are edited once they can be. A claim that
    was taken back before is still in the log, and can be expunged as well. Exports follow the record. Copies
    made before, backups among them, are the operator's to see to.

    Args:
        db: A writer, in a transaction.
        number: The claim's number.
        author: Who does it; the reason stays, so it must not repeat what goes.

    Returns:
        The revision.

    Raises:
        Refused: There is no such claim, or it was expunged already.
    """
    conn = db.conn
    if not isinstance(_written(conn, "claim", number), Claim):
        raise Refused(None, f"there is no claim #{number}")
    conn.execute("PRAGMA defer_foreign_keys = ON")
    with_it = touched(db, number)
    _drop_drafts(conn, number)
    # What refers to others goes before those.
    going: list[tuple[ObjectKind, int]] = [("relation", row) for row in with_it.relations]
    going.append(("claim", number))
    names = sorted((*with_it.alone, *with_it.gone), key=lambda one: one[0], reverse=True)
    going += [(kind, row) for kind, row, _ in names]
    for kind, row in going:
        if (line := current(conn, kind, row)) is not None:
            delete_rows(conn, row, line)
        _blank(conn, kind, row)
    _drop_flags(conn, number)
    _drop_notices(conn, number)
    scrub(db, number)
    revision = record(conn, author, [Item(kind, row, "expunged", None, None) for kind, row in going])
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
    kept = any(
        db.conn.execute(f"SELECT 1 FROM {table} WHERE platform = ? AND account = ?", account).fetchone()
        for table in ("accounts", "flags", "drafts", "notices", "link_codes")
    )
    return int(made) + int(kept)


def _written(conn: Connection, kind: ObjectKind, row: int) -> Line | None:
    """Returns an object as it is, or was when it was removed; None where there is nothing left of it."""
    if (line := current(conn, kind, row)) is not None:
        return line
    last = conn.execute(
        "SELECT coalesce(after, before) FROM revision_items WHERE object_kind = ? AND object_id = ? "
        "ORDER BY id DESC LIMIT 1",
        (kind, row),
    ).fetchone()
    return None if last is None or last[0] is None or last[0] == EXPUNGED else read(last[0])


def _alone(
    conn: Connection, number: int, relations: Collection[int]
) -> tuple[tuple[ObjectKind, int, Line], ...]:
    candidates: list[tuple[ObjectKind, int]] = conn.execute(_CAME_WITH_IT, (number,)).fetchall()
    candidates += conn.execute(_CAME_WITH_RELATIONS, (json.dumps(list(relations)),)).fetchall()
    going: dict[ObjectKind, set[int]] = {kind: set() for kind in TABLE_OF}
    while True:
        # An origin may go once its reprint does, so what stays is asked again.
        more = [
            (kind, row)
            for kind, row in candidates
            if row not in going[kind] and not _named_elsewhere(conn, kind, row, number, going[kind])
        ]
        if not more:
            break
        for kind, row in more:
            going[kind].add(row)
    return tuple(
        (kind, row, line)
        for kind, row in candidates
        if row in going[kind] and (line := _written(conn, kind, row)) is not None
    )


def _named_elsewhere(
    conn: Connection, kind: ObjectKind, row: int, number: int, going: Collection[int]
) -> bool:
    """Tells whether something other than this claim, and what goes with it, refers to an actor or source."""
    values = {"row": row, "number": number, "going": json.dumps(list(going))}
    (elsewhere,) = conn.execute(_ELSEWHERE[kind], values).fetchone()
    return bool(elsewhere)


_ELSEWHERE: dict[ObjectKind, str] = {
    "actor": """
        SELECT EXISTS (SELECT 1 FROM attributions WHERE actor_id = :row AND claim_id <> :number)
            OR EXISTS (SELECT 1 FROM involvements WHERE actor_id = :row AND claim_id <> :number)
            OR EXISTS (SELECT 1 FROM claims WHERE place_id = :row AND id <> :number)
            OR EXISTS (SELECT 1 FROM actors WHERE merged_into = :row
                       AND id NOT IN (SELECT value FROM json_each(:going)))
    """,
    "source": """
        SELECT EXISTS (SELECT 1 FROM evidence WHERE source_id = :row AND claim_id <> :number)
            OR EXISTS (SELECT 1 FROM sources WHERE origin_id = :row
                       AND id NOT IN (SELECT value FROM json_each(:going)))
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


def _drop_flags(conn: Connection, number: int) -> None:
    """Deletes the doubts about a claim, and takes out why they were raised and closed."""
    conn.execute(
        "UPDATE revisions SET reason = NULL WHERE id IN (SELECT revision_id FROM revision_items "
        "WHERE object_kind = 'flag' AND object_id IN (SELECT id FROM flags WHERE claim_id = ?))",
        (number,),
    )
    conn.execute("DELETE FROM flags WHERE claim_id = ?", (number,))


def _drop_notices(conn: Connection, number: int) -> None:
    """Deletes what somebody was still to be told about a claim: it may repeat its text."""
    conn.execute("DELETE FROM notices WHERE fields ->> '$.number' = ?", (str(number),))


def _drop_drafts(conn: Connection, number: int) -> None:
    """Deletes the drafts that hold the claim's text, as it is or as the log has it."""
    logged = conn.execute(
        "SELECT before ->> '$.text' FROM revision_items WHERE object_kind = 'claim' AND object_id = ?1 "
        "UNION SELECT after ->> '$.text' FROM revision_items WHERE object_kind = 'claim' AND object_id = ?1",
        (number,),
    ).fetchall()
    texts = [plain for (text,) in logged if text is not None and (plain := _plain(text))]
    for draft, given in conn.execute("SELECT id, given FROM drafts").fetchall():
        held = " ".join(_plain(value) for some in json.loads(given).values() for value in some)
        if any(text in held for text in texts):
            conn.execute("DELETE FROM drafts WHERE id = ?", (draft,))


def _plain(text: str) -> str:
    """Returns a text as it is compared: a sentence may have been typed without its full stop."""
    return fold(text).rstrip(".!?… ")


def _pseudonym(conn: Connection) -> str:
    taken = [
        int(found[1])
        for table in ("revisions", "flags")
        for (account,) in conn.execute(
            f"SELECT DISTINCT account FROM {table} WHERE account GLOB 'forgotten-[1-9]*'"
        )
        if (found := PSEUDONYM.fullmatch(account))
    ]
    return f"forgotten-{max(taken, default=0) + 1}"
