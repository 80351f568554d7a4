"""What people on Discord meet: who sees an answer, who may ask, pages and buttons, and late answers."""

import asyncio
import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.discord.part import DiscordPart
from bot.running import OpenDesks
from storage.lines import Claim, Evidence, Source, Topic
from storage.notices import Notice, notices_for
from storage.people import Account
from tests.discord.conftest import DESK, served
from tests.discord.payloads import CHANNEL, MANAGER, OTHER, OTHER_GUILD, READER, interaction
from tests.discord.peer import SECONDS, Peer, Shown
from tests.discord.rest import Fault
from tests.storage.factories import add_to

HOSTILE = "@everyone <@4444444444444444442> [x](https://evil.example) `` `c` **b** https://evil.example"


@pytest.fixture
def long(data: Path) -> None:
    """A topic of many long claims."""
    claims = [
        Claim(
            uid=f"c-long-{n}",
            text=f"{HOSTILE} {n} " + "and so it went on, " * (n % 38 + 5),
            kind="event",
            occurred=f"2024-{n % 12 + 1:02}-{n % 28 + 1:02}",
            topics=("t-long",),
            evidence=(Evidence(source="s-long"),),
        )
        for n in range(60)
    ]
    add_to(
        data / f"{DESK}.db",
        [
            Topic(uid="t-long", slug="long", title="Long @everyone"),
            Source(uid="s-long", url="https://example.org/long", publisher="**Wire**"),
            *claims,
        ],
    )


async def test_answers_are_public_and_errors_are_private(bot: Peer) -> None:
    assert not (await bot.ask("timeline", {"topic": "kursk"})).private
    wrong = await bot.ask("timeline", {"topic": "nothing like it"})
    assert wrong.private
    assert "nothing like it" in wrong.text
    assert (await bot.ask("on", {"date": "the day after never"})).private
    assert (await bot.ask("claim", {"number": "99999"})).private


async def test_a_reader_is_refused_what_editors_do_whatever_discord_lets_through(bot: Peer) -> None:
    for name, given in (("record retract", {"claim": "#7", "reason": "x"}), ("desk setup", {})):
        refused = await bot.ask(name, given, who=READER)
        assert refused.private
        assert "may" in refused.text or "editor" in refused.text or "admin" in refused.text
    assert not (await bot.ask("record retract", {"claim": "#7", "reason": "x"}, who=MANAGER)).text.startswith(
        "Only"
    )


async def test_a_role_that_the_desk_gave_counts_before_discords(bot: Peer) -> None:
    given = {"account": f"<@{OTHER.id}>", "role": "editor"}  # what Discord makes of a mention
    await bot.ask("desk editors", given, who=MANAGER)
    await bot.ask("record retract", {"claim": "#7", "reason": "It was not so."}, who=OTHER)
    assert "It was not so" in (await bot.ask("history", {"claim": "#7"}, who=OTHER)).text
    assert await bot.complete("record retract", "claim", "", who=OTHER)
    assert await bot.complete("record retract", "claim", "", who=READER) == []


async def test_several_values_are_completed_one_after_another(bot: Peer) -> None:
    given = {"account": f"discord:{OTHER.id}", "role": "editor"}
    await bot.ask("desk editors", given, who=MANAGER)
    (first, *_) = await bot.complete("record add", "by", "Russia; ukr", who=OTHER)
    assert first["value"].startswith("Russia; Ukr")


async def test_every_claim_of_long_pages_is_shown_once_and_in_order(long: None, bot: Peer) -> None:
    shown = await bot.ask("timeline", {"topic": "long"})
    seen = shown.numbers
    pages = 1
    while "Next page" in shown.buttons:
        shown = await bot.answer(await bot.press(shown, "Next page"))
        assert not shown.private
        seen += shown.numbers
        pages += 1
    assert len(seen) == len(set(seen)) == 60
    assert pages > 6
    whole = await bot.ask("timeline", {"topic": "long", "page": f"#{seen[29]}"})
    assert whole.numbers[0] == seen[30]


async def test_an_answer_is_private_on_request_and_so_are_its_pages(bot: Peer) -> None:
    shown = await bot.ask("timeline", {"topic": "kursk", "private": True})
    assert shown.private
    assert (await bot.answer(await bot.press(shown, "Next page"))).private


async def test_what_users_write_stays_text(long: None, bot: Peer) -> None:
    exchange = await bot.slash("search", {"words": "evil"})
    shown = await bot.answer(exchange)
    assert exchange.callback
    assert exchange.callback["data"]["allowed_mentions"] == {"parse": []}
    claims = [each["content"] for each in shown.components if "everyone" in each.get("content", "")]
    assert claims
    for claim in claims:
        unmarked = re.sub(r"\\.", "", claim.partition("** ")[2].partition("\n")[0])
        assert not re.search(r"[<>@`\[\]:]", unmarked)


async def test_a_button_belongs_to_whoever_asked(bot: Peer) -> None:
    shown = await bot.ask("timeline", {"topic": "kursk"})
    own = await bot.answer(await bot.press(shown, "Next page", who=OTHER))
    assert own.private  # others get an answer of their own
    asker = await bot.answer(await bot.press(shown, "Next page"))
    assert not asker.private
    assert own.numbers == asker.numbers
    given = {"claim": "#7", "reason": "It was not so."}
    retracted = await bot.ask("record retract", given, who=MANAGER)
    (label,) = retracted.buttons
    refused = await bot.answer(await bot.press(retracted, label, who=OTHER))
    assert refused.private
    assert "Ask it yourself\\: /record undo r2" in refused.text


async def test_a_button_works_after_a_restart(part: DiscordPart, peer: Peer) -> None:
    async with served(part, peer):
        shown = await peer.ask("timeline", {"topic": "kursk"})
    peer.gateway.ready.clear()
    async with served(part, peer):
        assert (await peer.answer(await peer.press(shown, "Next page"))).numbers[0] == 4


async def test_a_line_too_long_for_its_button_is_read_from_the_message(bot: Peer) -> None:
    given = {"topic": "kursk", "since": "1 January 1990", "until": "31 December 2030", "order": "oldest"}
    shown = await bot.ask("timeline", given)
    custom = shown.buttons["Next page"]
    assert "#" in custom.partition(":")[2]
    following = await bot.answer(await bot.press(shown, "Next page"))
    assert following.numbers
    assert not set(following.numbers) & set(shown.numbers)


async def test_what_asks_first_goes_on_by_its_button(bot: Peer) -> None:
    asking = await bot.ask(
        "desk expunge", {"claim": "#7", "reason": "It names a private person."}, who=MANAGER
    )
    assert asking.private
    (label,) = asking.buttons
    done = await bot.answer(await bot.press(asking, label, who=MANAGER))
    assert done.private
    assert (await bot.ask("claim", {"number": "#7"})).private


async def test_a_late_answer_takes_the_place_that_was_held(part: DiscordPart, peer: Peer) -> None:
    late = dataclasses.replace(part, soon=0.0)
    async with served(late, peer):
        exchange = await peer.slash("timeline", {"topic": "kursk"})
        shown = await peer.answer(exchange)
        assert exchange.deferred
        assert not shown.private
        written = await peer.slash("flag", {"claim": "#7", "reason": "Is it so?"})
        assert (await peer.answer(written)).private
        assert written.deferred
        more = await peer.answer(await peer.press(shown, "Next page"))
        assert not more.private


async def test_a_late_error_is_not_shown_to_all(part: DiscordPart, peer: Peer) -> None:
    async with served(dataclasses.replace(part, soon=0.0), peer):
        exchange = await peer.slash("timeline", {"topic": "nothing like it"})
        await peer.until(exchange, lambda: exchange.deleted)
        (follow_up,) = exchange.followups
        assert Shown(follow_up).private
        assert "nothing like it" in Shown(follow_up).text


async def test_a_channel_may_be_quiet(bot: Peer) -> None:
    await bot.ask("desk settings", {"answers": "private"}, who=MANAGER)
    shown = await bot.ask("timeline", {"topic": "kursk"})
    assert shown.private
    assert (await bot.answer(await bot.press(shown, "Next page"))).private


async def test_a_thread_follows_its_channels_topic(bot: Peer) -> None:
    await bot.ask("desk settings", {"topic": "north-korea-troops"}, who=MANAGER)
    asked = interaction(2, READER, bot.command("timeline", []))
    thread = {
        "id": "3333333333333333334",
        "type": 11,
        "name": "aside",
        "parent_id": CHANNEL,
        "owner_id": READER.id,
        "message_count": 1,
        "member_count": 1,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": "2026-11-25T00:00:00+00:00",
            "locked": False,
        },
    }
    shown = await bot.answer(await bot.send(asked | {"channel": thread, "channel_id": thread["id"]}))
    assert shown.text.startswith("## Timeline\\: North Korean troops")


async def test_each_server_has_a_desk_of_its_own(bot: Peer, data: Path) -> None:
    shown = await bot.ask("topics", server=OTHER_GUILD)
    assert "Kursk" not in shown.text
    assert (data / f"discord-{OTHER_GUILD}.db").exists()
    assert "Kursk" in (await bot.ask("topics")).text


async def test_what_waits_for_somebody_is_told_to_them_alone_and_once(bot: Peer, desks: OpenDesks) -> None:
    def told() -> list[Shown]:
        theirs = (
            each for each in bot.rest.exchanges.values() if each.sent["member"]["user"]["id"] == OTHER.id
        )
        return [Shown(sent) for each in theirs for sent in each.followups]

    async def waiting() -> tuple[Notice, ...]:
        return await desks.desk(DESK).read(lambda db: notices_for(db, Account("discord", OTHER.id)))

    await bot.ask("flag", {"claim": "#7", "reason": "Is it so?"}, who=OTHER)
    await bot.ask("review close", {"flag": "1", "reason": "It is so."}, who=MANAGER)
    async with asyncio.timeout(SECONDS):
        # After whichever answer comes next; and it is forgotten once Discord has it, a moment later.
        while not told() or await waiting():
            await bot.ask("topics", who=OTHER)
    for _ in range(3):
        await bot.ask("topics", who=OTHER)
    (only,) = told()
    assert only.private
    assert "It is so" in only.text


async def test_a_command_that_is_no_more_says_so(bot: Peer, said: Callable[[], list[str]]) -> None:
    for data in (
        {"id": "1", "name": "gone", "type": 1},
        {"id": "1", "name": "on", "type": 1, "options": []},
    ):
        shown = await bot.answer(await bot.send(interaction(2, READER, data)))
        assert shown.private
        assert "Reload Discord" in shown.text


async def test_what_has_no_pages_goes_on_in_more_messages_for_the_same_eyes(
    part: DiscordPart, peer: Peer
) -> None:
    for soon in (20.0, 0.0):
        async with served(dataclasses.replace(part, soon=soon), peer):
            exchange = await peer.slash("help", who=MANAGER)
            shown = await peer.answer(exchange)
            await peer.until(exchange, lambda: len(exchange.followups) == 2)  # noqa: B023
            more = [Shown(each) for each in exchange.followups]
            assert [each.private for each in (shown, *more)] == [False, False, False]
            assert "`/help timeline`" in shown.text
            assert "/review queue" in more[1].text
        peer.gateway.ready.clear()


async def test_fifty_who_ask_at_once_are_all_answered(bot: Peer) -> None:
    asked = [await bot.slash("timeline", {"topic": "kursk"}) for _ in range(50)]
    answers = [await bot.answer(exchange) for exchange in asked]
    assert {shown.text for shown in answers} == {answers[0].text}


async def test_what_only_editors_may_read_is_shown_to_them_alone(bot: Peer) -> None:
    given = {"text": "A dam is down.", "source": "https://example.org/a", "topic": "kursk"}
    await bot.ask("propose", given, who=OTHER)
    for name, asked in (
        ("claim", {"number": "#15"}),
        ("history", {"claim": "#15"}),
        ("record edit", {"claim": "#15", "correction": "wording", "text": "A dam has broken."}),
        ("review reject", {"claim": "#15", "reason": "A rumour."}),
        ("desk editors", {}),
        ("desk audit", {}),
        ("desk block", {"account": "discord:4444444444444444442", "reason": "A troll."}),
    ):
        assert (await bot.ask(name, asked, who=MANAGER)).private, name


async def test_what_was_just_done_is_taken_back_and_nothing_else(bot: Peer) -> None:
    texts = ("A dam is down.", "Two bridges have fallen.")
    first, _ = [
        await bot.ask("record add", {"text": text, "source": "s1", "topic": "kursk"}, who=MANAGER)
        for text in texts
    ]
    await bot.answer(await bot.press(first, "take it back", who=MANAGER))
    assert "Two bridges" in (await bot.ask("claim", {"number": "#16"})).text
    again = await bot.answer(await bot.press(first, "take it back", who=MANAGER))
    assert again.private
    assert "Two bridges" in (await bot.ask("claim", {"number": "#16"})).text


async def test_an_answer_whose_putting_off_was_lost_arrives_all_the_same(
    part: DiscordPart, peer: Peer
) -> None:
    async with served(dataclasses.replace(part, soon=0.0), peer):
        peer.rest.faults.append(Fault("POST", "/callback", drop=True))
        assert "Kursk" in (await peer.ask("topics")).text
