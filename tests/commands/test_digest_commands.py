"""The commands of digests, asked as an admin asks them and read back through commands."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.render.plain import render
from bot.wording.wording import wording
from commands.ask import ask
from commands.card import Card, Facts, Value
from commands.digest.due import put_due_together
from commands.people import Person, Role, Where
from storage import digests, outbox
from storage.digests import Digest
from storage.registry import Place, Registry
from tests.conftest import NOW

ADMIN = Person("discord", "1", "An admin", Role.ADMIN)
WORDS = wording("en")
NEW = (
    "/record add A bridge near Glushkovo was hit. source:https://example.org/1 published:2025-04-29 "
    "publisher:Paper by:Ukraine topic:kursk"
)

Asked = Callable[..., Awaitable[Card]]


@pytest.fixture
def here(story: Where) -> Where:
    """A channel of a server."""
    return replace(story, channel="42", place=Place("discord", "1"))


@pytest.fixture
def asked(here: Where) -> Asked:
    async def asked(line: str, where: Where = here, request: str | None = None) -> Card:
        card = await ask(ADMIN, where, line, NOW, request)
        assert card.title.key != "broken"
        return card

    return asked


async def published(asked: Asked) -> None:
    card = await asked(NEW)
    assert not card.failed
    if card.title.key == "draft-title":
        assert not (await asked("/record publish")).failed


async def kept(here: Where) -> dict[str, Digest]:
    return {each.name: each for each in await here.desk.read(digests.digests)}


def facts(card: Card) -> dict[str, Value]:
    return {
        label.key: value for block in card.blocks if isinstance(block, Facts) for label, value in block.rows
    }


def shown(card: Card) -> str:
    return render(card, WORDS)


async def test_a_topic_and_a_time_suffice(asked: Asked, here: Where) -> None:
    card = await asked("/digest set topic:kursk at:07:00")
    assert card.title.key == "digest-set"
    assert "discord:42" in shown(card)
    assert "daily at 07:00" in shown(card)
    assert "2025-05-02 07:00 (UTC)" in shown(card)
    digest = (await kept(here))["kursk"]
    assert (digest.channel, digest.schedule.times, digest.zone) == ("42", ("07:00",), "")
    revision = (await here.desk.read(lambda db: db.conn.execute("SELECT max(id) FROM revisions").fetchone()))[
        0
    ]
    assert digest.cursor == revision


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("at:07:00;19:30", "daily at 07:00 and 19:30"),
        ("at:7 days:mon;thu", "mon and thu at 07:00"),
        ("at:07:00 days:weekdays", "mon, tue, wed, thu, and fri at 07:00"),
        ("at:07:00 days:daily", "daily at 07:00"),
        ("at:07:00 zone:Europe/Kyiv", "2025-05-02 07:00 (Europe/Kyiv)"),
        ("quiet:10 every:120", "as it comes: after 10 quiet minutes, at most once in 120 minutes"),
        ("cron:0 7 * * 1-5", "by the cron line 0 7 * * 1-5"),
        ("at:07:00 kind:figure;statement", "figure and statement"),
        ("at:07:00 actor:Russia", "Russia"),
        ("at:07:00 disputed:yes", "Only what is disputed"),
        ("at:07:00 at_least:3", "Waits for at least: 3"),
        ("at:07:00 most:5", "At a time at most: 5"),
        ("at:07:00 heading:Good morning", "Good morning"),
        ("at:07:00 channel:discord:77", "discord:77"),
    ],
)
async def test_what_is_set_is_told(asked: Asked, given: str, told: str) -> None:
    assert told in shown(await asked(f"/digest set {given}"))
    assert told in shown(await asked("/digest preview all"))


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("/digest set", "digest-when"),
        ("/digest set at:25:00", "digest-time-unread"),
        ("/digest set at:07:00 days:noday", "digest-day-unread"),
        ("/digest set cron:7", "digest-cron-unread"),
        ("/digest set at:07:00 quiet:5", "digest-one-schedule"),
        ("/digest set at:07:00 cron:0 7 * * *", "digest-one-schedule"),
        ("/digest set at:07:00 most:26", "desk-number-unread"),
        ("/digest set a.b at:07:00", "digest-name-unread"),
        ("/digest set at:07:00 channel:none", "desk-channel-unread"),
        ("/digest deliveries resend:9", "digest-not-given-up"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_set(
    asked: Asked, here: Where, line: str, key: str
) -> None:
    card = await asked(line)
    assert card.failed
    assert card.title.key == key
    assert await kept(here) == {}


async def test_a_direct_chat_is_no_channel(asked: Asked, here: Where, tmp_path: Path) -> None:
    direct = replace(here, place=None, registry=Registry(tmp_path))
    assert (await asked("/digest set at:07:00", direct)).title.key == "digest-no-channel"
    assert (await asked("/digest set at:07:00 channel:discord:77", direct)).title.key == "digest-set"
    assert (await asked("/digest set all at:08:00", direct)).title.key == "digest-changed"


async def test_setting_one_again_changes_what_is_given_alone(asked: Asked, here: Where) -> None:
    await asked("/digest set topic:kursk at:07:00 days:mon most:5 heading:Morning")
    card = await asked("/digest set kursk at:08:00")
    assert card.title.key == "digest-changed"
    digest = (await kept(here))["kursk"]
    assert (digest.schedule.times, digest.schedule.days) == (("08:00",), (0,))
    assert (digest.most, digest.heading) == (5, "Morning")
    await asked("/digest set kursk days:daily heading:none")
    digest = (await kept(here))["kursk"]
    assert (digest.schedule.times, digest.schedule.days, digest.heading) == (("08:00",), (), None)


async def test_the_same_topic_in_another_channel_is_a_digest_of_its_own(asked: Asked, here: Where) -> None:
    await asked("/digest set topic:kursk at:07:00")
    await asked("/digest set topic:kursk at:07:00 channel:discord:77")
    assert {name: each.channel for name, each in (await kept(here)).items()} == {
        "kursk": "42", "kursk-2": "77",
    }  # fmt: skip


async def test_a_preview_shows_what_is_new_and_posts_nothing(asked: Asked, here: Where) -> None:
    await asked("/digest set topic:kursk at:07:00")
    assert "Nothing is new" in shown(await asked("/digest preview kursk"))
    await published(asked)
    card = await asked("/digest preview kursk")
    assert card.private
    assert "A bridge near Glushkovo was hit." in shown(card)
    await asked("/digest set kursk at_least:2")
    assert await here.desk.read(lambda db: outbox.messages(db, limit=9)) == ()


async def test_now_wants_one_post_however_often_it_comes(asked: Asked, here: Where) -> None:
    await asked("/digest set topic:kursk at:07:00")
    assert (await asked("/digest now kursk")).title.key == "digest-nothing-new"
    await published(asked)
    for request in ("press-1", "press-2"):
        assert (await asked("/digest now kursk", request=request)).title.key == "digest-on-its-way"
    assert await look(here) == 1
    assert await look(here) == 0
    text = shown(await asked("/digest deliveries"))
    assert "waits" in text
    assert "discord:42" in text


async def look(here: Where) -> int:
    def due(db: Database) -> int:
        return put_due_together(db, ["discord"], NOW, lambda _: True)

    return await here.desk.write(due)


async def test_paused_ones_say_so_until_they_go_on(asked: Asked) -> None:
    await asked("/digest set topic:kursk at:07:00")
    await published(asked)
    await asked("/digest pause kursk")
    assert "paused" in shown(await asked("/digest list"))
    assert (await asked("/digest now kursk")).title.key == "digest-is-paused"
    await asked("/digest resume kursk")
    assert "2025-05-02 07:00" in shown(await asked("/digest list"))
    assert (await asked("/digest now kursk")).title.key == "digest-on-its-way"


async def test_one_that_was_removed_is_unknown(asked: Asked, here: Where) -> None:
    await asked("/digest set topic:kursk at:07:00")
    await asked("/digest set other topic:kursk at:07:00")
    assert (await asked("/digest remove kursk")).title.key == "digest-removed"
    card = await asked("/digest preview kursk")
    assert card.failed
    assert "other" in shown(card)
    assert list(await kept(here)) == ["other"]


async def test_what_was_given_up_is_offered_to_be_sent_again(asked: Asked, here: Where) -> None:
    await asked("/digest set topic:kursk at:07:00")
    await published(asked)
    await asked("/digest now kursk")
    await look(here)
    (message,) = await here.desk.read(lambda db: outbox.messages(db, limit=9))
    await here.desk.write(lambda db: outbox.give_up(db, message.id, "unknown", "nobody knows"))
    card = await asked("/digest deliveries")
    assert [each.line for each in card.actions] == [f"/digest deliveries resend:{message.id}"]
    assert "unknown whether it arrived (nobody knows" in shown(card)
    assert (await asked(card.actions[0].line)).title.key == "digest-resent"
    (again,) = await here.desk.read(lambda db: outbox.messages(db, limit=9))
    assert again.state == "pending"
    assert again.key != message.key
    assert (await asked(card.actions[0].line)).title.key == "digest-not-given-up"
