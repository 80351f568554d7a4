"""When digests are due: the slots of a schedule by the clock of its zone, whatever that clock does.

A time that happens twice in a night is one slot, and due the first time. One that does not exist, because the
clock was put forward over it, is due right after that.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from commands.digest import cron
from storage.digests import Schedule
from storage.runs import Slot

_FAR = 366 * 5
"""Days that are looked ahead and back: 29 February comes every four years."""

_MINUTE = timedelta(minutes=1)


def due_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Returns the moment (UTC) at which a local time of a day is due."""
    local = datetime.combine(day, at)
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == local:
        return moment
    # The clock jumps over it: by the time before the jump it would be this moment, which is past the jump.
    return _jump(moment - timedelta(hours=24), moment, zone)


def next_slot(schedule: Schedule, zone: ZoneInfo, after: datetime) -> tuple[Slot, datetime] | None:
    """Returns the first slot due after a moment, and when; None where there is none.

    A schedule that tells things as they come has no slots.
    """
    first = after.astimezone(zone).date() - timedelta(days=1)
    days = (first + timedelta(days=number) for number in range(_FAR))
    return next((found for found in _slots(schedule, zone, days) if found[1] > after), None)


def last_slot(schedule: Schedule, zone: ZoneInfo, until: datetime) -> tuple[Slot, datetime] | None:
    """Returns the last slot that was due by a moment, and when; None where there is none."""
    last = until.astimezone(zone).date() + timedelta(days=1)
    for number in range(_FAR):
        found = [each for each in _slots(schedule, zone, [last - timedelta(days=number)]) if each[1] <= until]
        if found:
            return found[-1]
    return None


def _slots(
    schedule: Schedule, zone: ZoneInfo, days: Iterator[date] | list[date]
) -> Iterator[tuple[Slot, datetime]]:
    if schedule.quiet is not None:
        return
    line = None if schedule.cron is None else _cron(schedule.cron)
    times = tuple(map(time.fromisoformat, schedule.times)) if line is None else line.times
    for day in days:
        if line.is_on(day) if line else not schedule.days or day.weekday() in schedule.days:
            due = [(Slot(day.isoformat(), f"{at:%H:%M}"), due_at(day, at, zone)) for at in times]
            yield from sorted(due, key=lambda each: each[1])


@lru_cache(maxsize=256)
def _cron(line: str) -> cron.Cron:
    return cron.read(line)


def _jump(early: datetime, late: datetime, zone: ZoneInfo) -> datetime:
    """Returns the moment between two at which the zone's clock jumps, to the minute."""
    before = early.astimezone(zone).utcoffset()
    while late - early > _MINUTE:
        middle = early + (late - early) / 2
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return (late - timedelta(seconds=late.second, microseconds=late.microsecond)).astimezone(UTC)
