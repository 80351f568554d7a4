"""When digests are put together: by the clock of their zone, as things come, and after a pause."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from commands.digest.due import put_due_together
from storage import digests, outbox
from storage.connection import in_transaction
from storage.digests import Digest, Filter, Schedule
from storage.settings import settle
from storage.writing import Author
from tests.storage.factories import KURSK, REPORT, add, claim, in_memory

ADMIN = Author("2025-01-01T12:00:00Z", "chat", "admin")


class Desk:
    """A desk with one digest of everything in the channel 1, and a clock that goes on by the minute."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.count = 0

    def keep(self, schedule: Schedule, zone: str = "") -> Digest:
        wanted = Digest(0, "all", "chat", "1", None, Filter(), schedule, zone)
        return in_transaction(self.db, lambda db: digests.keep(db, wanted, ADMIN))

    def publish(self, at: str) -> None:
        self.count += 1
        uid = f"c{self.count}"
        author = Author(f"{at.replace(' ', 'T')}:00Z", "chat", "editor")
        in_transaction(self.db, lambda db: add(db, [claim(uid, topics=("t-kursk",))], author))

    def look(self, now: datetime) -> None:
        in_transaction(self.db, lambda db: put_due_together(db, ["chat"], now, lambda _: True))

    def pass_time(self, after: str, until: str, published: tuple[str, ...] = ()) -> list[tuple[str, int]]:
        """What is posted, looking each minute: when, and how many claims it tells."""
        now, found = utc(after), []
        while now <= utc(until):
            if f"{now:%Y-%m-%d %H:%M}" in published:
                self.publish(f"{now:%Y-%m-%d %H:%M}")
            before = {each.id for each in outbox.messages(self.db, limit=99)}
            self.look(now)
            for each in outbox.messages(self.db, limit=99):
                if each.id not in before:
                    found.append((f"{now:%Y-%m-%d %H:%M}", len(each.post.numbers)))
            now += timedelta(minutes=1)
        return found


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture
def desk() -> Iterator[Desk]:
    db = in_memory(KURSK, REPORT)
    yield Desk(db)
    db.close()


def test_a_time_that_does_not_exist_posts_once_right_after_the_clock_went_forward(desk: Desk) -> None:
    desk.keep(Schedule(times=("03:30",)), "Europe/Kyiv")
    # On 30 March 2025 the clocks of Kyiv went from 03:00 to 04:00, which was 01:00 UTC.
    published = ("2025-03-30 00:10", "2025-03-30 01:20")
    assert desk.pass_time("2025-03-30 00:00", "2025-03-30 23:00", published) == [("2025-03-30 01:00", 1)]
    assert desk.pass_time("2025-03-31 00:00", "2025-03-31 02:00") == [("2025-03-31 00:30", 1)]


def test_a_time_that_happens_twice_posts_once(desk: Desk) -> None:
    desk.keep(Schedule(times=("03:30",)), "Europe/Kyiv")
    # On 26 October 2025 the clocks of Kyiv went from 04:00 back to 03:00, which was 01:00 UTC.
    published = ("2025-10-26 00:10", "2025-10-26 01:10")
    assert desk.pass_time("2025-10-26 00:00", "2025-10-26 23:00", published) == [("2025-10-26 00:30", 1)]
    assert desk.pass_time("2025-10-27 01:00", "2025-10-27 02:00") == [("2025-10-27 01:30", 1)]


def test_the_desks_own_zone_counts_where_none_is_given_and_another_one_posts_no_day_twice(desk: Desk) -> None:
    in_transaction(desk.db, lambda db: settle(db, {"time_zone": "Europe/Kyiv"}))
    desk.keep(Schedule(times=("07:00",)))
    assert desk.pass_time("2025-05-02 03:50", "2025-05-02 05:00", ("2025-05-02 03:55",)) == [
        ("2025-05-02 04:00", 1)
    ]
    in_transaction(desk.db, lambda db: settle(db, {"time_zone": "UTC"}))
    desk.publish("2025-05-02 06:00")
    assert desk.pass_time("2025-05-02 06:50", "2025-05-02 07:10") == []
    assert desk.pass_time("2025-05-03 06:50", "2025-05-03 07:10") == [("2025-05-03 07:00", 1)]


def test_several_that_were_missed_are_one_and_none_where_nothing_is_new(desk: Desk) -> None:
    desk.keep(Schedule(times=("07:00", "19:00")), "UTC")
    desk.publish("2025-05-02 08:00")
    desk.publish("2025-05-03 08:00")
    assert desk.pass_time("2025-05-05 12:00", "2025-05-05 12:30") == [("2025-05-05 12:00", 2)]
    assert desk.pass_time("2025-05-05 18:50", "2025-05-05 19:10") == []


def test_a_burst_is_gathered_until_it_is_quiet_and_the_next_waits(desk: Desk) -> None:
    desk.keep(Schedule(quiet=10, every=60))
    burst = ("2025-05-02 12:00", "2025-05-02 12:05", "2025-05-02 12:09", "2025-05-02 12:20")
    assert desk.pass_time("2025-05-02 11:50", "2025-05-02 15:00", burst) == [
        ("2025-05-02 12:19", 3),
        ("2025-05-02 13:19", 1),
    ]


def test_a_stream_that_never_rests_is_told_once_in_a_while(desk: Desk) -> None:
    desk.keep(Schedule(quiet=10, every=60))
    stream = tuple(f"2025-05-02 {12 + n // 12:02}:{n % 12 * 5:02}" for n in range(24))
    posted = desk.pass_time("2025-05-02 11:50", "2025-05-02 14:30", stream)
    assert posted[0] == ("2025-05-02 13:00", 10)
    assert [at for at, _ in posted[1:]] == ["2025-05-02 14:05"]


def test_a_pause_holds_back_and_its_end_tells_all_at_the_next_time(desk: Desk) -> None:
    digest = desk.keep(Schedule(times=("07:00",)), "UTC")
    in_transaction(desk.db, lambda db: digests.pause(db, digest, "asked", ADMIN))
    assert desk.pass_time("2025-05-02 06:50", "2025-05-02 07:10", ("2025-05-02 06:55",)) == []
    paused = digests.digest_by_id(desk.db, digest.id)
    assert paused
    author = Author("2025-05-02T08:00:00Z", "chat", "admin")
    in_transaction(desk.db, lambda db: digests.resume(db, paused, author))
    assert desk.pass_time("2025-05-02 08:00", "2025-05-03 06:59") == []
    assert desk.pass_time("2025-05-03 07:00", "2025-05-03 07:00") == [("2025-05-03 07:00", 1)]


def test_now_posts_also_where_too_little_is_new(desk: Desk) -> None:
    wanted = Digest(0, "all", "chat", "1", None, Filter(at_least=3), Schedule(times=("07:00",)), "UTC")
    digest = in_transaction(desk.db, lambda db: digests.keep(db, wanted, ADMIN))
    desk.publish("2025-05-02 06:00")
    assert desk.pass_time("2025-05-02 07:00", "2025-05-02 07:00") == []
    in_transaction(desk.db, lambda db: digests.want(db, digest, "press"))
    assert desk.pass_time("2025-05-02 07:01", "2025-05-02 07:05") == [("2025-05-02 07:01", 1)]


def test_what_was_removed_is_not_posted_any_more(desk: Desk) -> None:
    digest = desk.keep(Schedule(times=("07:00",)), "UTC")
    desk.publish("2025-05-02 06:00")
    assert len(desk.pass_time("2025-05-02 07:00", "2025-05-02 07:00")) == 1
    in_transaction(desk.db, lambda db: digests.remove(db, digest, ADMIN))
    assert [each.state for each in outbox.messages(desk.db, limit=9)] == ["failed"]
    assert outbox.next_message(desk.db, "chat", "1") is None
    desk.publish("2025-05-02 08:00")
    assert desk.pass_time("2025-05-03 07:00", "2025-05-03 07:10") == []
