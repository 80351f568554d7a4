"""The digests of a desk: which channel is told what, and when. Each change of one is a revision."""

import json
from dataclasses import asdict, dataclass, replace

import msgspec
from sqlite_utils import Database

from storage.model import Topic
from storage.people import Account
from storage.reads.log import head
from storage.reads.names import find_topic
from storage.revising import Item, record
from storage.settings import setting
from storage.vocabulary import Change, ClaimKind, Pause
from storage.writing import Author

MOST = 10
"""Claims that one digest tells unless another number is wanted; what is more is counted."""

_COLUMNS = (
    "id, name, platform, channel, topic_id, filter, schedule, zone, heading, most, cursor, since, paused, "
    "wanted"
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What a digest is narrowed by; empty means any.

    Attributes:
        kinds: Kinds of claim.
        actors: Uids of actors who speak or are involved, those merged into them included.
        disputed: Only claims that another claim denies or disputes.
        at_least: So many things must be to tell; fewer wait for the next time.
    """

    kinds: tuple[ClaimKind, ...] = ()
    actors: tuple[str, ...] = ()
    disputed: bool = False
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a digest is due, by the clock of its zone; or, where `quiet` is set, as things come.

    Attributes:
        times: Times of day as `07:00`, in order.
        days: Days of the week, Monday being 0; empty for all.
        cron: A cron line in place of times and days.
        quiet: Minutes without anything new after which what has come is told.
        every: Minutes between two posts at least, where things are told as they come.
    """

    times: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    cron: str | None = None
    quiet: int | None = None
    every: int = 60


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest.

    Attributes:
        id: Its number; 0 while it is new.
        name: What it is called, which no other digest of the desk is.
        platform: Where its channel is.
        channel: The channel's id there.
        topic_id: The topic, with all below it; None for everything.
        filter: What it is narrowed by.
        schedule: When it is due.
        zone: The time zone that its times are of; empty where the desk's counts.
        heading: What stands above its posts in place of the usual title.
        most: How many claims it tells at a time.
        cursor: The revision up to which it has told all.
        since: From when its schedule holds, ISO 8601 in UTC.
        paused: Why it is paused; None where it is not.
        wanted: A request to post at once, by which a repeated one is known.
    """

    id: int
    name: str
    platform: str
    channel: str
    topic_id: int | None
    filter: Filter
    schedule: Schedule
    zone: str = ""
    heading: str | None = None
    most: int = MOST
    cursor: int = 0
    since: str = ""
    paused: Pause | None = None
    wanted: str | None = None


def digests(db: Database) -> tuple[Digest, ...]:
    """Returns all digests by name."""
    rows = db.conn.execute(f"SELECT {_COLUMNS} FROM digests ORDER BY name").fetchall()
    return tuple(map(_digest, rows))


def digest_called(db: Database, name: str) -> Digest | None:
    """Returns the digest of a name, whose case does not matter."""
    row = db.conn.execute(f"SELECT {_COLUMNS} FROM digests WHERE name = ? COLLATE NOCASE", (name,)).fetchone()
    return None if row is None else _digest(row)


def digest_by_id(db: Database, number: int) -> Digest | None:
    """Returns the digest of a number; None where it was removed."""
    row = db.conn.execute(f"SELECT {_COLUMNS} FROM digests WHERE id = ?", (number,)).fetchone()
    return None if row is None else _digest(row)


def zone_of(db: Database, digest: Digest) -> str:
    """Returns the name of the time zone that a digest's times are of."""
    return digest.zone or setting(db, "time_zone")


def topic_of(db: Database, digest: Digest) -> Topic | None:
    """Returns a digest's topic; None where it tells of everything."""
    row = db.conn.execute("SELECT slug FROM topics WHERE id = ?", (digest.topic_id,)).fetchone()
    return None if row is None else find_topic(db, row[0])


def keep(db: Database, wanted: Digest, author: Author) -> Digest:
    """Makes a digest, or changes the one of its number, as one revision; returns it as it is then.

    A new one begins at this moment, and so does one that tells of something else from now on. Where only the
    schedule is another, nothing that has not been told is passed over.
    """
    before = digest_by_id(db, wanted.id)
    if before is not None and _what(before) == _what(wanted):
        kept = replace(wanted, cursor=before.cursor)
    else:
        kept = replace(wanted, cursor=head(db))
    if before is None or before.schedule != wanted.schedule or before.zone != wanted.zone:
        kept = replace(kept, since=author.at)
    values = _values(kept)
    if before is None:
        row = db.conn.execute(
            f"INSERT INTO digests ({_COLUMNS}) VALUES (NULL{', ?' * len(values)}) RETURNING id", values
        ).fetchone()
        kept = replace(kept, id=int(row[0]))
    else:
        columns = ", ".join(f"{each} = ?" for each in _COLUMNS.split(", ")[1:])
        db.conn.execute(f"UPDATE digests SET {columns} WHERE id = ?", (*values, kept.id))
    revision = _log(db, before, kept, author)
    if kept.cursor == revision - 1:  # its own revision tells nothing
        db.conn.execute("UPDATE digests SET cursor = ? WHERE id = ?", (revision, kept.id))
        kept = replace(kept, cursor=revision)
    return kept


def remove(db: Database, digest: Digest, author: Author) -> int:
    """Removes a digest as one revision, which is returned; what it was about to post is not posted any more.

    What its channel was told stays known: it is corrected there, and no other digest repeats it.
    """
    db.conn.execute(
        "UPDATE outbox SET state = 'failed', fault = 'removed' "
        "WHERE state = 'pending' AND run_id IN (SELECT id FROM runs WHERE digest_id = ?)",
        (digest.id,),
    )
    db.conn.execute("DELETE FROM digests WHERE id = ?", (digest.id,))
    return _log(db, digest, None, author)


def pause(db: Database, digest: Digest, why: Pause, author: Author) -> None:
    """Pauses a digest as one revision; one that is paused already stays as it is."""
    if digest.paused is None:
        db.conn.execute("UPDATE digests SET paused = ?, wanted = NULL WHERE id = ?", (why, digest.id))
        _log(db, digest, replace(digest, paused=why), author)


def resume(db: Database, digest: Digest, author: Author) -> None:
    """Lets a digest go on, as one revision: with what came meanwhile, at the time when it is due next.

    After a backup was put in the desk's place nobody knows what was told, so it begins at this moment.
    """
    if digest.paused is None:
        return
    revision = _log(db, digest, replace(digest, paused=None), author)
    cursor = revision if digest.paused == "restored" else digest.cursor
    db.conn.execute(
        "UPDATE digests SET paused = NULL, since = ?, cursor = ? WHERE id = ?", (author.at, cursor, digest.id)
    )


def want(db: Database, digest: Digest, request: str) -> None:
    """Has a digest posted at once; another request for what is still wanted changes nothing."""
    db.conn.execute("UPDATE digests SET wanted = coalesce(wanted, ?) WHERE id = ?", (request, digest.id))


def set_by(db: Database, digest: int) -> Account | None:
    """Returns whoever set a digest up or changed it last, themselves."""
    row = db.conn.execute(
        "SELECT revisions.platform, revisions.account FROM revision_items AS items "
        "JOIN revisions ON revisions.id = items.revision_id "
        "WHERE items.object_kind = 'digest' AND items.object_id = ? AND revisions.platform <> ? "
        "ORDER BY revisions.id DESC LIMIT 1",
        (digest, PROGRAM),
    ).fetchone()
    return None if row is None else Account(*row)


PROGRAM = "dateline"
"""The platform of the program itself, where it pauses a digest of its own accord."""


def _what(digest: Digest) -> tuple[object, ...]:
    """Returns what a digest tells of, and whom."""
    return digest.platform, digest.channel, digest.topic_id, digest.filter


def _digest(row: tuple[object, ...]) -> Digest:
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    values["filter"] = msgspec.json.decode(str(values["filter"]), type=Filter)
    values["schedule"] = msgspec.json.decode(str(values["schedule"]), type=Schedule)
    return msgspec.convert(values, Digest)


def _values(digest: Digest) -> tuple[object, ...]:
    values = {name: getattr(digest, name) for name in _COLUMNS.split(", ")[1:]}
    for name in ("filter", "schedule"):
        values[name] = msgspec.json.encode(values[name]).decode()
    return tuple(values.values())


def _log(db: Database, before: Digest | None, after: Digest | None, author: Author) -> int:
    change: Change = "added" if before is None else "removed" if after is None else "updated"
    row = (after or before or Digest(0, "", "", "", None, Filter(), Schedule())).id
    item = Item("digest", row, change, _logged(db, before), _logged(db, after))
    return record(db.conn, author, [item])


def _logged(db: Database, digest: Digest | None) -> str | None:
    if digest is None:
        return None
    topic = topic_of(db, digest)
    return json.dumps(
        {
            "type": "digest",
            "name": digest.name,
            "platform": digest.platform,
            "channel": digest.channel,
            "topic": None if topic is None else topic.slug,
            "filter": asdict(digest.filter),
            "schedule": asdict(digest.schedule),
            "zone": digest.zone,
            "heading": digest.heading,
            "most": digest.most,
            "paused": digest.paused,
        },
        ensure_ascii=False,
    )
