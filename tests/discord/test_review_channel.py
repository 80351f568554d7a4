"""The review queue in a channel: shown once, settled by whoever may, and told what became of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from bot.discord.part import DiscordPart
from bot.discord.reviewing import _nonce
from tests.discord.conftest import served
from tests.discord.payloads import CHANNEL, MANAGER, OTHER, READER
from tests.discord.peer import SECONDS, Peer, Shown
from tests.discord.rest import Fault

LINK = "https://example.org/news/1"


@pytest.fixture
async def desk(part: DiscordPart, peer: Peer) -> AsyncIterator[Peer]:
    """A bot whose server has its review queue in the channel."""
    async with served(replace(part, looks_every=0.5), peer):
        await peer.ask("desk settings", {"review": "here"}, who=MANAGER)
        yield peer


async def propose(peer: Peer, text: str = "A dam is down.") -> None:
    await peer.ask("propose", {"text": text, "source": LINK, "topic": "kursk"}, who=OTHER)


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not reached():  # noqa: ASYNC110  # what is waited for happens in the peer
            await asyncio.sleep(0.02)


def posts(peer: Peer) -> list[Shown]:
    return [Shown(each) for each in peer.rest.posted]


async def test_a_proposal_is_posted_once_with_its_buttons(desk: Peer) -> None:
    await propose(desk)
    await until(lambda: bool(posts(desk)))
    await asyncio.sleep(1.2)  # looked at again
    (post,) = posts(desk)
    assert post.message["channel_id"] == CHANNEL
    assert post.text.startswith("## To be reviewed\\: claim #15")
    assert "A dam is down." in post.text
    assert list(post.buttons) == ["publish #15", "reject #15 and say why"]
    assert not any(each["mentions"] for each in desk.rest.posted)


async def test_only_who_may_settles_it_and_a_double_press_does_one_thing(desk: Peer) -> None:
    await propose(desk)
    await until(lambda: bool(posts(desk)))
    (post,) = posts(desk)
    refused = await desk.answer(await desk.press(post, "publish #15", who=READER))
    assert refused.private
    assert "Only editors" in refused.text
    pressed = [await desk.press(post, "publish #15", who=MANAGER) for _ in range(2)]
    answers = [await desk.answer(each) for each in pressed]
    assert all(each.private for each in answers)
    assert sorted(bool(each.buttons) for each in answers) == [False, True]
    await until(lambda: not posts(desk)[0].buttons)
    (told,) = posts(desk)
    assert told.text.startswith("## Claim #15 was reviewed\\: published")
    assert "A dam is down" in (await desk.ask("claim", {"number": "#15"})).text


async def test_what_is_settled_elsewhere_is_told_in_the_channel(desk: Peer) -> None:
    await propose(desk)
    await propose(desk, "A bridge is down.")
    await desk.ask("flag", {"claim": "#7", "reason": "Is it so?"}, who=OTHER)
    await until(lambda: len(posts(desk)) == 3)
    await desk.ask("review reject", {"claim": "#15", "reason": "A rumour."}, who=MANAGER)
    await desk.ask("review close", {"flag": "f1", "reason": "It is."}, who=MANAGER)
    await until(lambda: [bool(each.buttons) for each in posts(desk)] == [False, True, False])
    first, _, last = posts(desk)
    assert first.text.startswith("## Claim #15 was reviewed\\: rejected")
    assert last.text.startswith("## The doubt f1 about claim #7 was answered")


async def test_a_claim_that_changes_while_it_waits_is_shown_as_it_is(desk: Peer) -> None:
    await propose(desk)
    await until(lambda: bool(posts(desk)))
    given = {"claim": "#15", "correction": "wording", "text": "A dam has broken."}
    await desk.ask("record edit", given, who=MANAGER)
    await until(lambda: "A dam has broken." in posts(desk)[0].text)
    (post,) = posts(desk)
    assert "is published" in (await desk.answer(await desk.press(post, "publish #15", who=MANAGER))).text


async def test_a_rejection_in_the_channel_asks_for_its_reason(desk: Peer) -> None:
    await propose(desk)
    await until(lambda: bool(posts(desk)))
    opened = await desk.press(posts(desk)[0], "reject #15 and say why", who=MANAGER)
    rejected = await desk.answer(await desk.fill_in(opened, {"reason": "A rumour."}, who=MANAGER))
    assert rejected.private
    await until(lambda: not posts(desk)[0].buttons)


async def test_what_waits_is_no_flood(desk: Peer) -> None:
    await desk.ask("desk settings", {"waiting": "100"}, who=MANAGER)
    for n in range(28):
        await propose(desk, f"The dam number {n * 37} is down, {n * 91} people say.")
    await until(lambda: len(posts(desk)) == 25)
    await desk.ask("review approve", {"claim": "#15"}, who=MANAGER)
    await until(lambda: len(posts(desk)) == 26)


async def test_an_answer_that_was_lost_makes_no_second_message(desk: Peer) -> None:
    desk.rest.faults.append(Fault("POST", "/channels/.*/messages", status=500))
    await propose(desk)
    await until(lambda: bool(posts(desk)))
    await asyncio.sleep(1.2)
    assert len(posts(desk)) == 1


@pytest.mark.parametrize("code", [403, 404])
async def test_a_channel_that_cannot_be_written_in_is_told_once(
    code: int, desk: Peer, said: Callable[[], list[str]]
) -> None:
    if code == 404:
        desk.rest.gone.add(CHANNEL)
    else:
        forbidden = {"message": "Missing Permissions", "code": 50013}
        desk.rest.faults.append(Fault("POST", "/channels/.*/messages", status=403, body=forbidden, times=99))
    await propose(desk)
    await until(lambda: any("can't be shown in the channel" in line for line in said()))
    await asyncio.sleep(1.2)
    assert sum("can't be shown in the channel" in line for line in said()) == 1
    exchange = await desk.slash("topics", who=MANAGER)
    await desk.until(exchange, lambda: bool(exchange.followups))
    (told,) = map(Shown, exchange.followups)
    assert told.private
    assert "can’t be shown" in told.text


async def test_what_waited_while_the_bot_was_down_is_shown_after(part: DiscordPart, peer: Peer) -> None:
    async with served(part, peer):
        await propose(peer)
        await peer.ask("desk settings", {"review": "here"}, who=MANAGER)
        await until(lambda: len(posts(peer)) == 1)
    peer.gateway.ready.clear()
    async with served(part, peer):
        await peer.ask("review approve", {"claim": "#15"}, who=MANAGER)
        await until(lambda: not posts(peer)[0].buttons)
    assert len(posts(peer)) == 1


async def test_a_message_that_was_deleted_is_posted_anew(desk: Peer) -> None:
    await propose(desk)
    await until(lambda: bool(posts(desk)))
    (first,) = posts(desk)
    desk.rest.posted.clear()
    await until(lambda: bool(posts(desk)))
    (again,) = posts(desk)
    assert again.message["id"] != first.message["id"]
    assert again.text == first.text


async def test_nothing_is_posted_in_a_channel_of_another_server(
    desk: Peer, said: Callable[[], list[str]]
) -> None:
    await desk.ask("desk settings", {"review": "discord:3333333333333333339"}, who=MANAGER)
    await propose(desk)
    await until(lambda: any("none of the desk's servers" in line for line in said()))
    assert posts(desk) == []
    await desk.ask("desk settings", {"review": "discord:general"}, who=MANAGER)
    await until(lambda: any("general: it is in none" in line for line in said()))


def test_a_message_is_named_for_its_desk_and_channel() -> None:
    names = {_nonce(desk, channel, "q15.0.3") for desk in ("a", "b") for channel in ("1", "2")}
    assert len(names) == 4
    assert {len(name) for name in names} == {25}
    assert _nonce("a", "1", "q15.0.3") == _nonce("a", "1", "q15.0.3")


async def test_a_reason_is_shown_whole(desk: Peer) -> None:
    reason = "The linked article was corrected by its publisher on the day after it was published. " * 5
    await desk.ask("flag", {"claim": "#7", "reason": reason}, who=OTHER)
    await until(lambda: bool(posts(desk)))
    assert " ".join(reason.split()) in posts(desk)[0].text.replace("\\", "")
