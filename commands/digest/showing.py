"""A digest in words: whom it tells, what, and when; and when that is next."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from commands.asking import Asking
from commands.card import Entry, Facts, Message, Names, Value, message
from commands.declaring import COMMANDS
from commands.digest.slots import next_slot
from storage.digests import Digest, topic_of, zone_of
from storage.exchange.rows import look_up
from storage.reads.names import actor_by_id

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def facts_of(asking: Asking, digest: Digest) -> Facts:
    """Returns all that is set of a digest."""
    return Facts(tuple(_rows(asking, digest)))


def entry_of(asking: Asking, digest: Digest) -> Entry:
    """Returns a digest as a line of a list, which opens its preview."""
    told = message("digest-entry", channel=_place(digest), when=when(digest), next=coming(asking, digest))
    opens = COMMANDS["digest preview"].line(digest=digest.name)
    return Entry(digest.name, told, None, opens, cursor=str(digest.id))


def when(digest: Digest) -> Message:
    """Returns a schedule in words."""
    schedule = digest.schedule
    if schedule.quiet is not None:
        return message("digest-as-it-comes", quiet=schedule.quiet, every=schedule.every)
    if schedule.cron is not None:
        return message("digest-by-cron", line=schedule.cron)
    times = Names(schedule.times)
    if not schedule.days:
        return message("digest-daily", times=times)
    return message("digest-on-days", days=Names(tuple(_DAYS[day] for day in schedule.days)), times=times)


def coming(asking: Asking, digest: Digest) -> Message:
    """Returns when a digest is due next, in words; or why it is not."""
    if digest.paused is not None:
        return message(f"digest-paused-{digest.paused}")
    zone = ZoneInfo(zone_of(asking.db, digest))
    found = next_slot(digest.schedule, zone, asking.now)
    if found is None:
        return message(
            "digest-next-as-it-comes" if digest.schedule.quiet is not None else "digest-next-never"
        )
    return message("digest-next", moment=_local(found[1], zone), zone=zone.key)


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _place(digest: Digest) -> str:
    return f"{digest.platform}:{digest.channel}"


def _rows(asking: Asking, digest: Digest) -> Iterator[tuple[Message, Value]]:
    topic = topic_of(asking.db, digest)
    yield message("digest-label-channel"), _place(digest)
    yield message("digest-label-topic"), topic.title if topic else message("digest-everything")
    yield message("digest-label-when"), when(digest)
    yield message("digest-label-next"), coming(asking, digest)
    if digest.filter.kinds:
        yield message("digest-label-kinds"), Names(digest.filter.kinds)
    if digest.filter.actors:
        yield message("digest-label-actors"), Names(_actor_names(asking, digest.filter.actors))
    if digest.filter.disputed:
        yield message("digest-label-disputed"), message("desk-yes")
    if digest.filter.at_least > 1:
        yield message("digest-label-at-least"), digest.filter.at_least
    yield message("digest-label-most"), digest.most
    if digest.heading:
        yield message("digest-label-heading"), digest.heading


def _actor_names(asking: Asking, uids: tuple[str, ...]) -> tuple[str, ...]:
    rows = look_up(asking.db.conn, {"actor": set(uids)}).ids["actor"]
    found = (actor_by_id(asking.db, rows[uid]) for uid in uids if uid in rows)
    return tuple(actor.name for actor in found if actor is not None)
