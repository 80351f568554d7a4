"""Digests on Discord: posted once, whatever fails on the way, corrected, and given up where they must be."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from sqlite_utils import Database

from bot.digests.part import Digests
from bot.discord.part import DiscordPart
from bot.discord.posting import Posting
from bot.wording.wording import wording
from storage import outbox
from storage.desk import Desk
from storage.expunging import expunge
from storage.lines import Claim, Evidence
from storage.reads.objects import claim_line
from storage.registry import Registry
from storage.revising import Step, revise
from storage.vocabulary import Delivery
from storage.writing import Author
from tests.discord.conftest import DESK, served
from tests.discord.payloads import CHANNEL, MANAGER, OTHER_GUILD, READER
from tests.discord.peer import SECONDS, Peer, Shown
from tests.discord.rest import Fault
from tests.storage.factories import add

OTHER_CHANNEL = "3333333333333333334"
EDITOR = Author("2025-05-02T12:00:00Z", "test", "editor", "A slip.")


@dataclass
class Bot:
    """A bot with digests, and what is done in its desk and on Discord."""

    peer: Peer
    desk: Desk
    part: DiscordPart
    window: timedelta = timedelta(seconds=60)
    ahead: timedelta = timedelta()
    digests: Digests = field(init=False)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Runs until it is left, as the program would."""
        posting = Posting(self.window)
        self.digests = Digests(
            self.part.places, {"discord": posting}, wording("en-GB"), self.now, every=0.5, first_wait=0.1
        )
        stopping = asyncio.Event()
        self.peer.gateway.ready.clear()
        part = replace(self.part, posting=posting, changed=self.digests.changed)
        serving = asyncio.ensure_future(self.digests.serve(stopping))
        try:
            async with served(part, self.peer):
                yield
        finally:
            stopping.set()
            await asyncio.wait_for(serving, SECONDS)

    async def set(self, **given: str) -> None:
        given = {"topic": "kursk", "at": "07:00", **given}
        assert "is set" in (await self.peer.ask("digest set", given, who=MANAGER)).text

    async def publish(self, *texts: str) -> None:
        claims = [
            Claim(
                uid=f"new-{text.replace(' ', '-')[:60]}",
                text=text,
                kind="event",
                topics=("kursk",),
                evidence=EVIDENCE,
            )
            for text in texts
        ]
        await self.desk.write(lambda db: add(db, claims, EDITOR))

    def tomorrow(self) -> None:
        self.ahead += timedelta(days=1)
        self.digests.changed(DESK)

    def shown(self, channel: str = CHANNEL) -> list[Shown]:
        return [Shown(each) for each in self.peer.rest.posted if each["channel_id"] == channel]

    async def posted(self, count: int, channel: str = CHANNEL) -> list[Shown]:
        """Waits for so many messages, and a while more for what must not come."""
        await until(lambda: len(self.shown(channel)) >= count)
        await asyncio.sleep(0.8)
        found = self.shown(channel)
        assert len(found) == count
        return found

    async def states(self) -> list[Delivery]:
        return [each.state for each in await self.desk.read(lambda db: outbox.messages(db, limit=99))][::-1]

    async def notices(self) -> list[str]:
        """What somebody who set digests is told with an answer."""
        exchange = await self.peer.slash("topics", who=MANAGER)
        await self.peer.answer(exchange)
        await asyncio.sleep(0.3)
        return [Shown(each).text for each in exchange.followups]


EVIDENCE = (Evidence(source="report-2025-04-28"),)


async def until(reached: Callable[[], bool | Awaitable[bool]]) -> None:
    async with asyncio.timeout(SECONDS):
        while True:
            found = reached()
            if found if isinstance(found, bool) else await found:
                return
            await asyncio.sleep(0.02)


@pytest.fixture
def stopped(part: DiscordPart, peer: Peer) -> Bot:
    """A bot that does not run yet."""
    return Bot(peer, part.desks.desk(DESK), part)


@pytest.fixture
async def bot(stopped: Bot) -> AsyncIterator[Bot]:
    """A bot whose channel has a digest of Kursk at seven."""
    async with stopped.running():
        await stopped.set()
        yield stopped


async def test_it_is_posted_when_it_is_due_with_a_button_for_all_that_changed(bot: Bot) -> None:
    await bot.publish("A dam is down.")
    await asyncio.sleep(0.8)
    assert bot.shown() == []
    bot.tomorrow()
    (shown,) = await bot.posted(1)
    assert shown.text.startswith("## Kursk")
    assert "what is new" in shown.text
    assert "A dam is down." in shown.text
    assert list(shown.buttons) == ["all that changed"]
    answer = await bot.peer.answer(await bot.peer.press(shown, "all that changed", who=READER))
    assert answer.private
    assert "A dam is down." in answer.text
    bot.tomorrow()
    await bot.posted(1)


async def test_now_posts_at_once_and_a_preview_posts_nothing(bot: Bot) -> None:
    assert "Nothing is new" in (await bot.peer.ask("digest now", {"digest": "kursk"}, who=MANAGER)).text
    await bot.publish("A dam is down.")
    preview = await bot.peer.ask("digest preview", {"digest": "kursk"}, who=MANAGER)
    assert preview.private
    assert "A dam is down." in preview.text
    assert bot.shown() == []
    await bot.peer.ask("digest now", {"digest": "kursk"}, who=MANAGER)
    await bot.posted(1)


async def test_long_ones_are_parts_in_order_each_with_its_button(bot: Bot) -> None:
    await bot.publish(*(f"{number} " + "word " * 190 for number in range(8)))
    bot.tomorrow()
    await until(lambda: len(bot.shown()) > 2)
    shown = await bot.posted(len(bot.shown()))
    assert [number for each in shown for number in each.numbers] == list(range(15, 23))
    assert [f"({n} of {len(shown)})" in each.text for n, each in enumerate(shown, 1)] == [True] * len(shown)
    assert all(each.buttons for each in shown)


FAULTS = {
    "refused for now": Fault("POST", "/channels/.*/messages", status=429, times=2, headers={
        "Retry-After": "0.2", "Via": "1.1 google", "X-RateLimit-Reset-After": "0.2",
    }, body={"message": "You are being rate limited.", "retry_after": 0.2, "global": False}),
    "fails": Fault("POST", "/channels/.*/messages", status=503, times=3),
    "fails after it was taken": Fault("POST", "/channels/.*/messages", status=502, taken=True),
    "loses the connection": Fault("POST", "/channels/.*/messages", drop=True, times=2),
    "loses its answer": Fault("POST", "/channels/.*/messages", drop=True, taken=True),
}  # fmt: skip


@pytest.mark.parametrize("name", list(FAULTS))
async def test_what_fails_on_the_way_makes_no_second_message_and_loses_none(bot: Bot, name: str) -> None:
    bot.peer.rest.faults.append(replace(FAULTS[name]))
    await bot.publish("A dam is down.")
    bot.tomorrow()
    await bot.posted(1)
    await until(lambda: all_sent(bot))
    assert len(bot.shown()) == 1


async def all_sent(bot: Bot) -> bool:
    return set(await bot.states()) == {"sent"}


async def test_a_channel_that_fails_delays_no_other(bot: Bot) -> None:
    await bot.set(channel=f"discord:{OTHER_CHANNEL}", topic="kursk")
    bot.peer.rest.faults.append(Fault("POST", f"/channels/{CHANNEL}/messages", drop=True, times=10**6))
    await bot.publish("A dam is down.")
    bot.tomorrow()
    await bot.posted(1, OTHER_CHANNEL)
    assert bot.shown() == []
    bot.peer.rest.faults.clear()
    await bot.posted(1)


@pytest.mark.parametrize("code", [403, 404])
async def test_a_channel_that_cannot_be_written_in_is_given_up_and_told_once(bot: Bot, code: int) -> None:
    forbidden = {"message": "Missing Permissions", "code": 50013}
    if code == 404:
        bot.peer.rest.gone.add(CHANNEL)
    else:
        path = f"/channels/{CHANNEL}/messages"
        bot.peer.rest.faults.append(Fault("POST", path, status=403, body=forbidden, times=99))
    await bot.publish("A dam is down.")
    bot.tomorrow()
    await until(lambda: is_first(bot, "failed"))
    (told,) = await bot.notices()
    assert "The digest kursk is paused" in told
    assert await bot.notices() == []
    bot.peer.rest.gone.clear()
    bot.peer.rest.faults.clear()
    listed = await bot.peer.ask("digest deliveries", who=MANAGER)
    assert "given up" in listed.text
    await bot.peer.answer(await bot.peer.press(listed, "resend 1", who=MANAGER))
    await bot.posted(1)


async def is_first(bot: Bot, state: str) -> bool:
    return (await bot.states())[:1] == [state]


async def test_nothing_is_posted_in_a_channel_of_a_server_whose_desk_is_another(bot: Bot) -> None:
    bot.peer.rest.elsewhere[OTHER_CHANNEL] = OTHER_GUILD
    await bot.set(channel=f"discord:{OTHER_CHANNEL}", topic="kursk")
    await bot.publish("A dam is down.")
    bot.tomorrow()
    await bot.posted(1)
    await until(lambda: is_in(bot, "failed"))
    assert bot.shown(OTHER_CHANNEL) == []
    (told,) = await bot.notices()
    assert "The digest kursk-2 is paused" in told


async def is_in(bot: Bot, state: str) -> bool:
    return state in await bot.states()


async def test_a_claim_that_grows_too_long_for_its_message_is_counted_there(bot: Bot) -> None:
    await bot.publish(*(f"{number} " + "word " * 150 for number in range(4)))
    bot.tomorrow()
    await until(lambda: len(bot.shown()) >= 1)
    (first,) = await bot.posted(1)
    assert first.numbers == [15, 16, 17, 18]

    def grow(db: Database) -> None:
        for number in (15, 16, 17):
            before = claim_line(db, number)
            assert before
            after = msgspec.structs.replace(before, text=f"{number} " + "word " * 190)
            revise(db, [Step("wording", before, after)], EDITOR)

    await bot.desk.write(grow)
    await until(lambda: bot.shown()[0].numbers == [15, 16, 17])
    (edited,) = await bot.posted(1)
    assert "and 1 more" in edited.text
    assert edited.buttons == first.buttons


async def test_a_correction_edits_the_message_and_replies_to_it(bot: Bot) -> None:
    await bot.publish("A dam is down.")
    bot.tomorrow()
    (first,) = await bot.posted(1)

    def change(db: Database) -> None:
        before = claim_line(db, 15)
        assert before
        after = msgspec.structs.replace(before, text="A dam is damaged.")
        revise(db, [Step("corrected", before, after)], EDITOR)

    await bot.desk.write(change)
    edited, reply = await bot.posted(2)
    assert edited.message["id"] == first.message["id"]
    assert "A dam is damaged." in edited.text
    assert "A dam is down." not in edited.text
    assert reply.text.startswith("## Correction")
    assert "A slip." in reply.text
    assert str(reply.message["message_reference"]["message_id"]) == first.message["id"]


async def test_what_is_expunged_leaves_the_message(bot: Bot) -> None:
    await bot.publish("A dam is down.", "A bridge is down.")
    bot.tomorrow()
    await bot.posted(1)
    await bot.desk.write(lambda db: expunge(db, 15, EDITOR))
    await until(lambda: "A dam is down." not in bot.shown()[0].text)
    (shown,) = await bot.posted(1)
    assert "A bridge is down." in shown.text
    assert "No longer in the record\\: #15" in shown.text


async def crashed(bot: Bot, *, arrived: bool) -> None:
    """Leaves a message behind whose attempt is an hour old, and of which nobody knows what became of it."""
    async with bot.running():
        await bot.set()
        await bot.publish("A dam is down.")
        if not arrived:
            bot.peer.rest.faults.append(Fault("POST", "/channels/.*/messages", drop=True, times=10**6))
        bot.tomorrow()
        await until(lambda: is_first(bot, "sent" if arrived else "sending"))
    bot.peer.rest.faults.clear()
    begun = (datetime.now(UTC) - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")

    def forget(db: Database) -> None:
        db.conn.execute(
            "UPDATE outbox SET state = 'sending', begun = ?, due = ?, message = NULL", (begun, begun)
        )

    await bot.desk.write(forget)
    bot.ahead = timedelta(days=1, hours=1)
    bot.peer.rest.nonces_last = 0.0


@pytest.mark.parametrize("arrived", [True, False])
async def test_past_the_window_the_history_tells_whether_it_arrived(stopped: Bot, arrived: bool) -> None:
    await crashed(stopped, arrived=arrived)
    async with stopped.running():
        await until(lambda: all_sent(stopped))
        await stopped.posted(1)


async def test_where_the_history_cannot_be_read_it_rests_until_an_admin_has_it_sent(stopped: Bot) -> None:
    stopped.peer.rest.unreadable.add(CHANNEL)
    await crashed(stopped, arrived=True)
    async with stopped.running():
        await until(lambda: is_first(stopped, "unknown"))
        await stopped.posted(1)
        (told,) = await stopped.notices()
        assert "Nobody can tell whether a message of the digest kursk arrived" in told
        listed = await stopped.peer.ask("digest deliveries", who=MANAGER)
        await stopped.peer.answer(await stopped.peer.press(listed, "resend 1", who=MANAGER))
        await stopped.posted(2)


async def test_after_downtime_one_comes(stopped: Bot) -> None:
    async with stopped.running():
        await stopped.set()
    await stopped.publish("A dam is down.")
    stopped.ahead = timedelta(days=5)
    async with stopped.running():
        await stopped.posted(1)


async def test_a_desk_that_was_restored_pauses_its_digests_and_says_so_once(stopped: Bot) -> None:
    async with stopped.running():
        await stopped.set()
        await asyncio.sleep(0.8)
    registry: Registry = stopped.part.places.registry
    assert registry.seen(DESK, 10**6) is False
    await stopped.publish("A dam is down.")
    stopped.ahead = timedelta(days=1)
    async with stopped.running():
        await asyncio.sleep(0.8)
        assert stopped.shown() == []
        (told,) = await stopped.notices()
        assert "was restored from a backup" in told
        await stopped.peer.ask("digest resume", {"digest": "kursk"}, who=MANAGER)
        await stopped.publish("A bridge is down.")
        stopped.tomorrow()
        (shown,) = await stopped.posted(1)
        assert "A bridge is down." in shown.text
        assert "A dam is down." not in shown.text
