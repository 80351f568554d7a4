"""What is due: front ends of delivery have a desk looked at, and are told what to do next.

All is judged by the desk's own tables and the time that is given, so that it does not matter how often a
desk is looked at, by how many programs, or after how long a pause: after one, a digest is posted once.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from commands.digest.slots import last_slot
from storage import digests
from storage.corrections import correct
from storage.digests import PROGRAM, Digest, Schedule, zone_of
from storage.notices import leave
from storage.outbox import busy_channels, has_told, rest_all
from storage.posts import Fits
from storage.reads.log import head
from storage.runs import Slot, found, last_run, pass_by, run, waiting_since, was_run
from storage.vocabulary import Pause
from storage.writing import Author

GivenUp = Literal["unknown", "failed"]
"""How a message ends that is not sent any more."""


@dataclass(frozen=True, slots=True)
class Clock:
    """When a digest is due, as a scheduler needs it."""

    digest: int
    schedule: Schedule
    zone: str


@dataclass(frozen=True, slots=True)
class Found:
    """How a desk stands.

    Attributes:
        head: Its newest revision.
        has_any: Whether it has digests, or told anything before that may have to be corrected.
        clocks: When the digests are due that are not paused.
        busy: The channels of each platform in which something is to be done.
    """

    head: int
    has_any: bool
    clocks: tuple[Clock, ...]
    busy: Mapping[str, tuple[str, ...]]


def look(db: Database, platforms: Collection[str]) -> Found:
    """Returns how a desk stands, as far as some platforms are concerned."""
    all_of_them = digests.digests(db)
    going = [each for each in all_of_them if each.paused is None and each.platform in platforms]
    return Found(
        head=head(db),
        has_any=bool(all_of_them) or has_told(db),
        clocks=tuple(Clock(each.id, each.schedule, zone_of(db, each)) for each in going),
        busy={each: busy_channels(db, each) for each in platforms},
    )


def put_due_together(db: Database, platforms: Collection[str], now: datetime, fits: Fits) -> int:
    """Puts together all that is due: first corrections, then digests; returns how many messages that makes.

    Args:
        db: A writer, in a transaction.
        platforms: Those that are served: digests of others wait.
        now: The time.
        fits: What these platforms take as one message.
    """
    made = correct(db, stamp(now), fits)
    for digest in digests.digests(db):
        if digest.paused is None and digest.platform in platforms:
            slot = _due(db, digest, now)
            done = None if slot is None else run(db, digest, slot, stamp(now), fits)
            made += 0 if done is None else done.messages
    return made


def pause_restored(db: Database, now: datetime) -> int:
    """Pauses all digests of a desk whose place a backup took, and tells those who set them.

    What was on its way when the backup was made may have arrived since, so it rests.

    Returns:
        How many were paused.
    """
    going = [each for each in digests.digests(db) if each.paused is None]
    for digest in going:
        _pause(db, digest, "restored", now)
    rest_all(db, "the desk was restored from a backup")
    return len(going)


def pause_channel(db: Database, platform: str, channel: str, now: datetime) -> int:
    """Pauses the digests of a channel that can't be written in, and tells those who set them."""
    going = [
        each
        for each in digests.digests(db)
        if each.paused is None and (each.platform, each.channel) == (platform, channel)
    ]
    for digest in going:
        _pause(db, digest, "unreachable", now)
    return len(going)


def tell(db: Database, name: str, channel: str, state: GivenUp, now: datetime) -> None:
    """Tells whoever set a digest that a message of it was given up."""
    digest = digests.digest_called(db, name)
    who = None if digest is None else digests.set_by(db, digest.id)
    if who is not None:
        leave(db, who, stamp(now), f"notice-digest-{state}", {"name": name, "channel": channel})


def stamp(now: datetime) -> str:
    """Returns a time as the desk keeps it: ISO 8601 in UTC."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _pause(db: Database, digest: Digest, why: Pause, now: datetime) -> None:
    digests.pause(db, digest, why, Author(stamp(now), PROGRAM, "digests"))
    if (who := digests.set_by(db, digest.id)) is not None:
        fields = {"name": digest.name, "channel": digest.channel}
        leave(db, who, stamp(now), f"notice-digest-{why}", fields)


def _due(db: Database, digest: Digest, now: datetime) -> Slot | None:
    """Returns what a digest is due by; None where it is not due.

    Of slots that passed while nobody looked, the last alone counts.
    """
    zone = ZoneInfo(zone_of(db, digest))
    if digest.wanted is not None:
        return Slot(now.astimezone(zone).date().isoformat(), f"now {digest.wanted}")
    if digest.schedule.quiet is not None:
        return _as_it_comes(db, digest, digest.schedule.quiet, now, zone)
    last = last_slot(digest.schedule, zone, now)
    if last is None or stamp(last[1]) < digest.since or was_run(db, digest.id, last[0]):
        return None
    return last[0]


def _as_it_comes(db: Database, digest: Digest, quiet: int, now: datetime, zone: ZoneInfo) -> Slot | None:
    """Returns a slot where what has come is to be told: it has been quiet, or has gone on for long."""
    every = timedelta(minutes=digest.schedule.every)
    last = last_run(db, digest.id)
    if last is not None and now - datetime.fromisoformat(last) < every:
        return None
    times = waiting_since(db, digest)
    if times is None:
        return None
    oldest, newest_of_all = map(datetime.fromisoformat, times)
    if now - newest_of_all < timedelta(minutes=quiet) and now - oldest < every:
        return None
    some = found(db, digest)
    if len(some) < digest.filter.at_least:
        if not some:
            pass_by(db, digest)
        return None
    local = now.astimezone(zone)
    return Slot(local.date().isoformat(), f"{local:%H:%M:%S}")
