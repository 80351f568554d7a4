"""Reads the revision log: what was done to one object, and what changed since."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from storage.model import LogEntry
from storage.reads.listing import has_few_claims

Outcome = Literal["new", "corrected", "disputed", "retracted"]
"""What a reader is told has changed of a claim."""

_HEAD = "SELECT coalesce(max(id), 0) FROM revisions"
_BEFORE = "SELECT coalesce(max(id), 0) FROM revisions WHERE at < ?"
_OF_CLAIM = """
    SELECT revisions.id, revisions.at, revisions.platform, revisions.account, revisions.reason,
           items.object_kind, items.change
    FROM (
        SELECT id, revision_id, object_kind, change FROM revision_items
        WHERE object_kind = 'claim' AND object_id = :number
        UNION ALL
        SELECT id, revision_id, object_kind, change FROM revision_items
        WHERE object_kind = 'relation' AND object_id IN (
            SELECT relations.id FROM relations
            JOIN claims ON claims.id = from_claim_id + to_claim_id - :number
            WHERE (from_claim_id = :number OR to_claim_id = :number)
              AND (:all OR claims.status IN ('published', 'retracted')))
    ) AS items
    JOIN revisions ON revisions.id = items.revision_id
    ORDER BY items.id DESC LIMIT :limit
"""
# A correction of words alone is no change. The walk goes down the log and stops when the page is full: the
# unary plus keeps SQLite from taking the index of object kinds instead, and sorting.
_FROM_LOG = """
    FROM revision_items AS items
    CROSS JOIN revisions ON revisions.id = items.revision_id
    LEFT JOIN relations ON items.object_kind = 'relation' AND relations.id = items.object_id
    CROSS JOIN claims ON claims.id = coalesce(relations.to_claim_id, items.object_id)
    WHERE items.id < :below AND items.id >= :first
      AND +items.object_kind IN ('claim', 'relation')
"""
# A topic of few claims could be rare in the log, so the walk goes from its claims to their log instead: first
# to the items' numbers, which the index of an object's log holds, then to as many of these as are needed.
_ITEMS_OF_TOPICS = """
    SELECT own.id
    FROM claim_topics
    CROSS JOIN revision_items AS own
      ON own.object_kind = 'claim' AND own.object_id = claim_topics.claim_id
    WHERE claim_topics.topic_id IN (SELECT value FROM json_each(:topics))
      AND own.id < :below AND own.id >= :first
    UNION
    SELECT own.id
    FROM claim_topics
    CROSS JOIN relations ON relations.to_claim_id = claim_topics.claim_id
    CROSS JOIN revision_items AS own
      ON own.object_kind = 'relation' AND own.object_id = relations.id
    WHERE claim_topics.topic_id IN (SELECT value FROM json_each(:topics))
      AND own.id < :below AND own.id >= :first
    ORDER BY 1 DESC
"""
_FROM_ITEMS = """
    FROM json_each(:items) AS numbered
    CROSS JOIN revision_items AS items ON items.id = numbered.value
    CROSS JOIN revisions ON revisions.id = items.revision_id
    LEFT JOIN relations ON items.object_kind = 'relation' AND relations.id = items.object_id
    CROSS JOIN claims ON claims.id = coalesce(relations.to_claim_id, items.object_id)
    WHERE items.id < :below AND items.id >= :first
"""
# What became of a handful of claims, for what of them was told already.
_FROM_CLAIMS = """
    FROM (
        SELECT own.id, own.revision_id, own.object_kind, own.object_id, own.change
        FROM revision_items AS own
        WHERE own.object_kind = 'claim' AND own.object_id IN (SELECT value FROM json_each(:claims))
        UNION
        SELECT own.id, own.revision_id, own.object_kind, own.object_id, own.change
        FROM relations
        CROSS JOIN revision_items AS own
          ON own.object_kind = 'relation' AND own.object_id = relations.id
        WHERE relations.to_claim_id IN (SELECT value FROM json_each(:claims))
    ) AS items
    CROSS JOIN revisions ON revisions.id = items.revision_id
    LEFT JOIN relations ON items.object_kind = 'relation' AND relations.id = items.object_id
    CROSS JOIN claims ON claims.id = coalesce(relations.to_claim_id, items.object_id)
    WHERE items.id < :below AND items.id >= :first
"""
# A claim that was proposed first is new when it is approved, and so are its relations. A dispute is one as
# long as both claims stand. What was undone since the reader's revision is not told, nor is its undo: to them
# nothing happened.
_CHANGES = """
    SELECT items.id, claims.id,
           CASE
             WHEN relations.type IN ('disputes', 'denies') THEN 'disputed'
             WHEN items.object_kind = 'relation' THEN 'corrected'
             WHEN items.change IN ('added', 'approved', 'restored') AND claims.status = 'published' THEN 'new'
             WHEN items.change IN ('added', 'approved', 'restored') THEN 'retracted'
             WHEN items.change = 'withdrawn' THEN 'retracted'
             ELSE 'corrected'
           END AS outcome,
           revisions.at, revisions.reason
    {source}
      AND claims.status IN ('published', 'retracted')
      AND CASE items.object_kind
            WHEN 'claim' THEN
              items.change IN ('approved', 'restored', 'updated', 'corrected', 'withdrawn')
              OR (items.change = 'added' AND NOT EXISTS (
                    SELECT 1 FROM revision_items AS later
                    WHERE later.object_kind = 'claim' AND later.object_id = claims.id
                      AND later.change = 'approved'))
            ELSE items.change IN ('added', 'approved', 'restored')
              AND relations.type IN ('disputes', 'denies', 'corrects', 'supersedes')
              AND claims.status = 'published'
              AND EXISTS (SELECT 1 FROM claims AS answering
                          WHERE answering.id = relations.from_claim_id AND answering.status = 'published')
          END
      AND (revisions.undoes IS NULL OR revisions.undoes <= :since)
      AND revisions.id NOT IN (SELECT value FROM json_each(:undone))
      AND (:topics IS NULL OR EXISTS (
            SELECT 1 FROM claim_topics
            WHERE claim_topics.claim_id = coalesce(relations.to_claim_id, items.object_id)
              AND +claim_topics.topic_id IN (SELECT value FROM json_each(:topics))))
    ORDER BY items.id DESC LIMIT :limit
"""
# All that a window's revisions were taken back by: an undo comes after what it undoes.
_UNDOS = "SELECT id, undoes FROM revisions WHERE undoes > ?"
_BEYOND_ALL = 2**62  # a log item that comes after all
_FIRST_ITEM = """
    SELECT id FROM revision_items WHERE revision_id > ? ORDER BY revision_id, id LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of one claim.

    Attributes:
        item: The log item's id, which the next page continues after.
        number: The claim's number.
        outcome: What a reader is told.
        at: When, ISO 8601 in UTC.
        reason: Why, if the editor said.
    """

    item: int
    number: int
    outcome: Outcome
    at: str
    reason: str | None


def head(db: Database) -> int:
    """Returns the number of the newest revision; 0 for an empty desk."""
    return int(db.conn.execute(_HEAD).fetchone()[0])


def revision_before(db: Database, at: str) -> int:
    """Returns the newest revision made before the time *at* (ISO 8601 in UTC); 0 if there is none."""
    return int(db.conn.execute(_BEFORE, (at,)).fetchone()[0])


def of_claim(
    db: Database, number: int, limit: int, *, everything: bool = False
) -> tuple[tuple[LogEntry, ...], bool]:
    """Returns the newest entries of a claim's log, relations included, and whether there are more.

    Args:
        db: The desk.
        number: The claim's number.
        limit: How many entries at most.
        everything: Relations with claims that are only proposed or were rejected, too.
    """
    values = {"number": number, "limit": limit + 1, "all": everything}
    rows = db.conn.execute(_OF_CLAIM, values).fetchall()
    return tuple(LogEntry(*row) for row in rows[:limit]), len(rows) > limit


def changes(
    db: Database, since: int, *, topics: tuple[int, ...], limit: int, after: int | None = None
) -> tuple[tuple[Changed, ...], bool]:
    """Returns what changed after the revision *since*, newest first, and whether there is more.

    What happened to a claim several times over, such as its denial, is told once: the newest time.

    Args:
        db: The desk.
        since: The newest revision that the reader knows.
        topics: Ids of a topic and all below it; empty for all.
        limit: How many changes at most.
        after: The log item to continue after.
    """
    first = db.conn.execute(_FIRST_ITEM, (since,)).fetchone()
    if first is None:
        return (), False
    asked = {
        "since": since,
        "undone": json.dumps(_undone_since(db, since)),
        "first": first[0],
        "below": _BEYOND_ALL if after is None else after,
        "topics": json.dumps(list(topics)) if topics else None,
    }
    walk = _along_topics if topics and has_few_claims(db, topics) else _along_log
    told: set[tuple[int, Outcome]] = set()
    found: list[Changed] = []
    for read in walk(db, asked, limit + 1):
        if after is not None and read:
            told |= _told_before(db, asked, after, {each.number for each in read})
        for each in read:
            if (each.number, each.outcome) not in told:
                told.add((each.number, each.outcome))
                found.append(each)
        if len(found) > limit:
            break
    return tuple(found[:limit]), len(found) > limit


def _along_log(db: Database, asked: dict[str, object], batch: int) -> Iterator[list[Changed]]:
    """Yields the changes down the log, in batches that grow."""
    below = asked["below"]
    while True:
        read = _changes(db, _FROM_LOG, {**asked, "below": below, "limit": batch})
        yield read
        if len(read) < batch:
            return
        below, batch = read[-1].item, 2 * batch


def _along_topics(db: Database, asked: dict[str, object], batch: int) -> Iterator[list[Changed]]:
    """Yields the changes of the topics' claims, in batches that grow."""
    items = [item for (item,) in db.conn.execute(_ITEMS_OF_TOPICS, asked)]
    done = 0
    while done < len(items):
        some = items[done : done + 2 * batch]  # not every item is told
        yield _changes(db, _FROM_ITEMS, {**asked, "items": json.dumps(some), "limit": -1})
        done, batch = done + len(some), 2 * batch


def _undone_since(db: Database, since: int) -> list[int]:
    """Returns the revisions after *since* that were taken back, and still are."""
    undone: set[int] = set()
    # The later one is judged first: whether an undo stands is known before what it took back is judged.
    for revision, undoes in sorted(db.conn.execute(_UNDOS, (since,)), reverse=True):
        if revision not in undone:
            undone.add(undoes)
    return list(undone)


def _told_before(
    db: Database, asked: dict[str, object], after: int, numbers: set[int]
) -> set[tuple[int, Outcome]]:
    """Returns what earlier pages have told of these claims: all from the log item *after* on."""
    asked = {**asked, "first": after, "below": _BEYOND_ALL, "topics": None, "limit": -1}
    read = _changes(db, _FROM_CLAIMS, {**asked, "claims": json.dumps(list(numbers))})
    return {(each.number, each.outcome) for each in read}


def _changes(db: Database, source: str, values: dict[str, object]) -> list[Changed]:
    return [Changed(*row) for row in db.conn.execute(_CHANGES.format(source=source), values)]
