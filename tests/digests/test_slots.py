"""When digests are due, also where the clock of their zone is put forward or back; and cron lines."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.digests.trigger import SlotTrigger
from commands.digest import cron
from commands.digest.due import Clock
from commands.digest.slots import due_at, last_slot, next_slot
from storage.digests import Schedule
from storage.runs import Slot

KYIV = ZoneInfo("Europe/Kyiv")
NIGHTLY = Schedule(times=("03:30",))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def moments(schedule: Schedule, after: datetime, count: int) -> list[tuple[str, str, str]]:
    found = []
    for _ in range(count):
        following = next_slot(schedule, KYIV, after)
        assert following
        (day, slot), after = following
        found.append((day, slot, f"{after:%Y-%m-%d %H:%M}"))
    return found


def test_a_time_that_does_not_exist_is_due_right_after_the_jump() -> None:
    # On 30 March 2025 the clocks of Kyiv went from 03:00 to 04:00, which was 01:00 UTC.
    assert due_at(date(2025, 3, 30), time(3, 30), KYIV) == utc("2025-03-30 01:00")
    assert due_at(date(2025, 3, 30), time(3, 0), KYIV) == utc("2025-03-30 01:00")
    assert due_at(date(2025, 3, 30), time(4, 0), KYIV) == utc("2025-03-30 01:00")
    assert due_at(date(2025, 3, 30), time(2, 59), KYIV) == utc("2025-03-30 00:59")
    assert moments(NIGHTLY, utc("2025-03-29 00:00"), 3) == [
        ("2025-03-29", "03:30", "2025-03-29 01:30"),
        ("2025-03-30", "03:30", "2025-03-30 01:00"),
        ("2025-03-31", "03:30", "2025-03-31 00:30"),
    ]


def test_a_time_that_happens_twice_is_due_once() -> None:
    # On 26 October 2025 the clocks of Kyiv went from 04:00 back to 03:00, which was 01:00 UTC.
    assert moments(NIGHTLY, utc("2025-10-25 00:00"), 3) == [
        ("2025-10-25", "03:30", "2025-10-25 00:30"),
        ("2025-10-26", "03:30", "2025-10-26 00:30"),
        ("2025-10-27", "03:30", "2025-10-27 01:30"),
    ]


def test_the_last_slot_is_the_same_in_both_hours_of_the_night() -> None:
    for moment in ("2025-10-26 00:30", "2025-10-26 01:29", "2025-10-26 01:31", "2025-10-26 20:00"):
        found = last_slot(NIGHTLY, KYIV, utc(moment))
        assert found == (Slot("2025-10-26", "03:30"), utc("2025-10-26 00:30"))


def test_the_scheduler_is_told_to_fire_at_each_slot_once() -> None:
    trigger = SlotTrigger(Clock(1, NIGHTLY, "Europe/Kyiv"))
    first = trigger.get_next_fire_time(None, utc("2025-10-25 12:00"))
    assert first == utc("2025-10-26 00:30")
    assert trigger.get_next_fire_time(first, utc("2025-10-26 00:31")) == utc("2025-10-27 01:30")
    never = SlotTrigger(Clock(1, Schedule(cron="0 9 31 2 *"), "Europe/Kyiv"))
    assert never.get_next_fire_time(None, utc("2025-10-25 12:00")) is None


def test_several_times_and_days() -> None:
    schedule = Schedule(times=("07:00", "19:00"), days=(0, 4))  # Monday and Friday
    assert moments(schedule, utc("2025-05-01 12:00"), 3) == [
        ("2025-05-02", "07:00", "2025-05-02 04:00"),
        ("2025-05-02", "19:00", "2025-05-02 16:00"),
        ("2025-05-05", "07:00", "2025-05-05 04:00"),
    ]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("0 7 * * 1-5", "2025-05-02 07:00"),
        ("30 6 * * sun", "2025-05-04 06:30"),
        ("30 6 * * 7", "2025-05-04 06:30"),
        ("*/30 12 * * *", "2025-05-01 12:30"),
        ("0 0 1 jan *", "2026-01-01 00:00"),
        ("0 9 29 2 *", "2028-02-29 09:00"),
        # Of two kinds of day either is enough: Friday, or the thirteenth.
        ("0 9 13 * 5", "2025-05-02 09:00"),
        ("0 9,17 * * *", "2025-05-01 17:00"),
    ],
)
def test_a_cron_line_is_due_as_crontab_has_it(line: str, first: str) -> None:
    # 1 May 2025 was a Thursday.
    found = next_slot(Schedule(cron=line), ZoneInfo("UTC"), utc("2025-05-01 12:00"))
    assert found
    assert f"{found[1]:%Y-%m-%d %H:%M}" == first


def test_a_day_that_never_comes_is_never_due() -> None:
    assert next_slot(Schedule(cron="0 9 31 2 *"), KYIV, utc("2025-05-01 12:00")) is None


@pytest.mark.parametrize(
    "line",
    ["", "7", "60 7 * * *", "0 24 * * *", "0 7 0 * *", "0 7 * 13 *", "0 7 * * 8", "0 7 * * fry",
     "0 7 5-1 * *", "*/0 7 * * *", "* * * * *", "0 7 * * * *", "0 7 ٣ * *", "@daily"],
)  # fmt: skip
def test_what_is_no_cron_line_is_refused(line: str) -> None:
    with pytest.raises(cron.CronError):
        cron.read(line)
