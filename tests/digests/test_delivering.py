"""The delivery, on a platform that fails as it is told to: what is certain of an attempt, and what is not."""

# ruff: noqa: ARG002  # the platform has what the delivery hands any platform

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.digests.delivering import Delivering
from bot.digests.sender import Later, NotTaken, Shown, Unreachable, Unreadable
from bot.places import Places
from bot.running import OpenDesks
from bot.wording.wording import Wording, wording
from commands.card import Card
from commands.digest.due import pause_restored, put_due_together
from storage import digests, outbox
from storage.desk import Desk
from storage.digests import Digest, Filter, Schedule
from storage.notices import notices_for
from storage.people import Account
from storage.registry import Place
from storage.vocabulary import Delivery
from storage.writing import Author
from tests.storage.factories import KURSK, REPORT, add, claim, desk_of

ADMIN = Author("2025-05-01T12:00:00Z", "chat", "admin")
SERVER = Place("chat", "server")


@dataclass
class Platform:
    """A platform in memory: it keeps what it is given, and fails before or after as each test has it."""

    window: timedelta = timedelta(seconds=60)
    posted: list[tuple[str, str]] = field(default_factory=list)
    before: list[Exception | None] = field(default_factory=list)
    after: list[Exception | None] = field(default_factory=list)
    remembers: bool = True
    unreadable: bool = False

    async def ready(self) -> None:
        pass

    def fits(self, card: Card, wording: Wording) -> bool:
        return True

    async def place(self, channel: str) -> str:
        return SERVER.place

    async def post(self, channel: str, shown: Shown, answers: str | None) -> str:
        failing(self.before)
        if not self.remembers or (channel, shown.key) not in self.posted:
            self.posted.append((channel, shown.key))
        failing(self.after)
        return shown.key

    async def edit(self, channel: str, message: str, shown: Shown) -> None:
        raise AssertionError

    async def find(self, channel: str, key: str, since: datetime) -> str | None:
        if self.unreadable:
            raise Unreadable("closed")
        return key if (channel, key) in self.posted else None


def failing(faults: list[Exception | None]) -> None:
    fault = faults.pop(0) if faults else None
    if fault is not None:
        raise fault


@dataclass
class Bot:
    """A desk with a digest in the channel 1, of which one message waits; and what delivers it."""

    platform: Platform
    desk: Desk
    places: Places
    now: datetime = datetime(2025, 5, 2, 7, 0, tzinfo=UTC)

    async def deliver(self) -> None:
        """Does what can be done at this moment, and forgets all that is not kept in the desk."""
        senders = {"chat": self.platform}
        delivering = Delivering(senders, self.places, wording("en"), lambda: self.now, first_wait=0.0)
        delivering.wake("desk", self.desk, "chat", ("1",))
        await asyncio.wait(delivering.under_way, timeout=0.5)
        await delivering.stop()

    async def states(self) -> list[Delivery]:
        return [each.state for each in await self.desk.read(lambda db: outbox.messages(db, limit=9))]

    async def told(self) -> list[str]:
        found = await self.desk.read(lambda db: notices_for(db, Account("chat", "admin")))
        return [each.message for each in found]


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    desk_of(tmp_path, KURSK, REPORT, name="desk.db")
    with OpenDesks(tmp_path) as desks:
        places = Places(tmp_path, desks.desk, {SERVER: "desk"})
        made = Bot(Platform(), desks.desk("desk"), places)

        def put(db: Database) -> None:
            schedule = Schedule(times=("07:00",))
            digests.keep(db, Digest(0, "all", "chat", "1", None, Filter(), schedule, "UTC"), ADMIN)
            add(db, [claim("c1", topics=("t-kursk",))], ADMIN)
            assert put_due_together(db, ["chat"], made.now, lambda _: True) == 1

        await made.desk.write(put)
        yield made


async def test_it_is_posted_once(bot: Bot) -> None:
    await bot.deliver()
    await bot.deliver()
    assert await bot.states() == ["sent"]
    assert len(bot.platform.posted) == 1


async def test_what_is_certain_of_one_attempt_tells_nothing_of_one_before(bot: Bot) -> None:
    bot.platform.after = [Later("the answer was lost")]
    bot.platform.before = [None, Later("too many requests", seconds=120, arrived=False)]
    await bot.deliver()
    assert await bot.states() == ["sending"]
    # By now the platform has forgotten the key: only its history knows of the first attempt.
    bot.now += timedelta(seconds=121)
    bot.platform.remembers = False
    await bot.deliver()
    assert await bot.states() == ["sent"]
    assert len(bot.platform.posted) == 1


async def test_what_surely_did_not_arrive_is_sent_again_without_a_look(bot: Bot) -> None:
    bot.platform.unreadable = True
    bot.platform.before = [Later("not connected", seconds=300, arrived=False)]
    await bot.deliver()
    assert await bot.states() == ["pending"]
    bot.now += timedelta(seconds=301)
    await bot.deliver()
    assert await bot.states() == ["sent"]


@pytest.mark.parametrize(("window", "state"), [(timedelta(seconds=60), "sent"), (timedelta(0), "unknown")])
async def test_where_nobody_can_tell_it_rests_and_its_admin_is_told_once(
    bot: Bot, window: timedelta, state: Delivery
) -> None:
    bot.platform.window, bot.platform.unreadable = window, True
    bot.platform.before = [Later("the connection was lost")]
    await bot.deliver()
    await bot.deliver()
    assert await bot.states() == [state]
    assert await bot.told() == ([] if state == "sent" else ["notice-digest-unknown"])


async def test_what_is_not_taken_is_given_up_and_its_admin_is_told_once(bot: Bot) -> None:
    bot.platform.before = [NotTaken("too long")]
    await bot.deliver()
    await bot.deliver()
    assert await bot.states() == ["failed"]
    assert await bot.told() == ["notice-digest-failed"]


async def test_where_the_channel_went_after_an_attempt_that_may_have_arrived_nobody_can_tell(
    bot: Bot,
) -> None:
    bot.platform.after = [Later("the answer was lost")]
    bot.platform.before = [None, Unreachable("gone")]
    await bot.deliver()
    assert await bot.states() == ["unknown"]
    assert await bot.told() == ["notice-digest-unreachable"]


async def test_what_was_on_its_way_when_a_backup_was_made_rests_once_that_is_put_back(bot: Bot) -> None:
    assert await bot.desk.write(lambda db: pause_restored(db, bot.now)) == 1
    await bot.deliver()
    assert await bot.states() == ["unknown"]
    assert bot.platform.posted == []
    assert await bot.told() == ["notice-digest-restored"]


async def test_in_a_server_whose_desk_is_another_nothing_is_posted(bot: Bot, tmp_path: Path) -> None:
    with OpenDesks(tmp_path) as desks:
        bot.places = Places(tmp_path, desks.desk, {SERVER: "other"})
        await bot.deliver()
    assert await bot.states() == ["failed"]
    assert bot.platform.posted == []
