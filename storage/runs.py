"""Putting a digest together: what is news is frozen, and the cursor moves on, in one transaction."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlite_utils import Database

from storage.digests import Digest, topic_of
from storage.outbox import put
from storage.posts import Fits, Post, Section, Told, cut
from storage.reads.claims import load
from storage.reads.log import head
from storage.reads.news import News, Wanted, news


class Slot(NamedTuple):
    """What a run is for: a local day, and the time of that day or what else it was due by."""

    day: str
    slot: str


@dataclass(frozen=True, slots=True)
class Run:
    """A digest that was put together.

    Attributes:
        id: Its number.
        messages: How many messages it has; none where there was nothing to tell.
    """

    id: int
    messages: int


def was_run(db: Database, digest: int, slot: Slot) -> bool:
    """Tells whether a digest was put together for this slot."""
    row = db.conn.execute(
        "SELECT 1 FROM runs WHERE digest_id = ? AND day = ? AND slot = ?", (digest, *slot)
    ).fetchone()
    return row is not None


def last_run(db: Database, digest: int) -> str | None:
    """Returns when a digest last had something to post, ISO 8601 in UTC; None where it never had."""
    row = db.conn.execute(
        "SELECT max(at) FROM runs WHERE digest_id = ? AND EXISTS "
        "(SELECT 1 FROM outbox WHERE run_id = runs.id)",
        (digest,),
    ).fetchone()
    return None if row[0] is None else str(row[0])


def wanted_by(db: Database, digest: Digest) -> Wanted:
    """Returns which claims a digest tells of: also below its topic, and of actors merged into its own."""
    topic = topic_of(db, digest)
    actors = [db.conn.execute(_ACTOR_FAMILY, (uid,)).fetchall() for uid in digest.filter.actors]
    return Wanted(
        topics=frozenset(_topic_uids(db, topic.family) if topic else ()),
        actors=frozenset(uid for rows in actors for (uid,) in rows),
        kinds=frozenset(digest.filter.kinds),
        disputed=digest.filter.disputed,
    )


def found(db: Database, digest: Digest) -> tuple[News, ...]:
    """Returns all that a digest would tell at this moment."""
    return news(db, wanted_by(db, digest), digest.cursor, digest.platform, digest.channel)


def put_together(db: Database, digest: Digest, some: tuple[News, ...], day: str) -> Post:
    """Returns what a digest says of some news, as one post; what is beyond its most is counted."""
    told = some[: digest.most]
    claims = {claim.number: claim for claim in load(db, [each.number for each in told])}
    sections: list[Section] = []
    for each in told:
        one = Told(claims[each.number], each.reason)
        if sections and sections[-1].outcome == each.outcome:
            sections[-1] = replace(sections[-1], claims=(*sections[-1].claims, one))
        else:
            sections.append(Section(each.outcome, (one,)))
    topic = topic_of(db, digest)
    return Post(
        kind="digest",
        day=day,
        after=digest.cursor,
        sections=tuple(sections),
        heading=digest.heading,
        title=topic.title if topic else None,
        slug=topic.slug if topic else None,
        more=len(some) - len(told),
    )


def run(db: Database, digest: Digest, slot: Slot, at: str, fits: Fits) -> Run | None:
    """Puts a digest together for a slot: its messages are frozen and its cursor moves, or nothing happens.

    Where too little is new for it, only the slot is used up: it waits for more, unless somebody wants it now.

    Args:
        db: A writer, in a transaction.
        digest: The digest, as it is now.
        slot: What it is due by.
        at: The time, ISO 8601 in UTC.
        fits: What its platform takes as one message.

    Returns:
        The run; None where there was one for this slot before.
    """
    if was_run(db, digest.id, slot):
        return None
    some, until = found(db, digest), head(db)
    if len(some) < digest.filter.at_least and digest.wanted is None:
        until = digest.cursor if some else until
        some = ()
    (row,) = db.conn.execute(
        "INSERT INTO runs (digest_id, day, slot, at, after, until) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (digest.id, *slot, at, digest.cursor, until),
    ).fetchone()
    db.conn.execute("UPDATE digests SET cursor = ?, wanted = NULL WHERE id = ?", (until, digest.id))
    if not some:
        return Run(row, 0)
    parts = cut(put_together(db, digest, some, slot.day), fits)
    for part in parts:
        put(db, digest.name, (digest.platform, digest.channel), part, at, run=row)
    return Run(row, len(parts))


def waiting_since(db: Database, digest: Digest) -> tuple[str, str] | None:
    """Returns when the oldest and the newest revision were made that a digest has not looked at."""
    row = db.conn.execute("SELECT min(at), max(at) FROM revisions WHERE id > ?", (digest.cursor,)).fetchone()
    return None if row[0] is None else (str(row[0]), str(row[1]))


def pass_by(db: Database, digest: Digest) -> None:
    """Keeps that all up to now is nothing to a digest."""
    db.conn.execute("UPDATE digests SET cursor = ? WHERE id = ?", (head(db), digest.id))


def pass_over(db: Database, revision: int) -> None:
    """Has no digest tell of a revision, in the transaction that writes it."""
    db.conn.execute("INSERT INTO unannounced VALUES (?)", (revision,))


_ACTOR_FAMILY = """
    WITH RECURSIVE family (id, uid) AS (
        SELECT id, uid FROM actors WHERE uid = ?
        UNION
        SELECT actors.id, actors.uid FROM family JOIN actors ON actors.merged_into = family.id)
    SELECT uid FROM family
"""


def _topic_uids(db: Database, ids: tuple[int, ...]) -> list[str]:
    marks = ", ".join("?" * len(ids))
    return [uid for (uid,) in db.conn.execute(f"SELECT uid FROM topics WHERE id IN ({marks})", ids)]
