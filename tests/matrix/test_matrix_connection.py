"""A homeserver that is away, restarts or fails, and a bot that was: nothing doubles, spins or is missed."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.config import Secret
from bot.matrix.part import MatrixPart
from tests.matrix.between import between
from tests.matrix.conftest import room_of_story, served, with_settings
from tests.matrix.homeserver import Homeserver
from tests.matrix.people import Somebody, until
from tests.soak import often


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """A homeserver of the test's own, which it may stop."""
    made = Homeserver(tmp_path_factory.mktemp("own"))
    made.start()
    yield made
    made.stop()


async def test_what_was_said_before_the_bot_came_is_history(part: MatrixPart, ann: Somebody) -> None:
    room = await ann.room(part.settings.user)
    before = await ann.say(room, "!topics")
    async with served(part):
        await ann.joined(room, part.settings.user)
        await ann.asks(room, "!topics")
    assert ann.answers(before) == []


async def test_what_was_asked_while_the_bot_was_away_is_answered_once(
    part: MatrixPart, ann: Somebody
) -> None:
    async with served(part):
        room = await room_of_story(ann, part)
        await ann.asks(room, "!topics")
    missed = [await ann.say(room, f"!claim {number}") for number in (1, 2, 3)]
    async with served(part):
        await ann.answer(missed[-1])
        await ann.asks(room, "!topics")
    async with served(part):
        await ann.asks(room, "!topics")
    assert [len(ann.answers(command)) for command in missed] == [1, 1, 1]


async def test_a_gap_is_filled(part: MatrixPart, ann: Somebody, said: Callable[[], list[str]]) -> None:
    async with served(part):
        room = await room_of_story(ann, part)
        await ann.asks(room, "!topics")
    first = await ann.say(room, "!claim 7")
    for start in range(0, often(500), 20):
        await asyncio.gather(*(ann.say(room, f"talk {start + number}") for number in range(20)))
    last = await ann.say(room, "!claim 8")
    async with served(part):
        await ann.answer(first)
        await ann.answer(last)
        await ann.asks(room, "!topics")
    assert (len(ann.answers(first)), len(ann.answers(last))) == (1, 1)
    gap = next(line for line in said() if line.startswith("A gap of"))
    assert int(gap.split()[3]) >= often(500) - 50


async def test_what_is_too_old_is_not_answered(part: MatrixPart, ann: Somebody) -> None:
    async with served(part):
        room = await room_of_story(ann, part)
        await ann.asks(room, "!topics")
    old = await ann.say(room, "!claim 7")
    async with served(with_settings(part, catch_up=0)):
        await asyncio.sleep(1)
    async with served(part):
        await ann.asks(room, "!topics")
    assert ann.answers(old) == []


async def test_a_homeserver_that_restarts_is_followed_on(
    own: Homeserver, part: MatrixPart, tmp_path: Path
) -> None:
    account = own.register("dateline")
    there = with_settings(part, homeserver=own.url, user=account.user, token=Secret(account.token, "a test"))
    ann = Somebody(own.url, own.register("ann"))
    await ann.come()
    try:
        async with served(there):
            room = await room_of_story(ann, there)
            command = await ann.say(room, "!claim 7")
            await asyncio.to_thread(own.stop)
            await asyncio.sleep(1)
            await asyncio.to_thread(own.start)
            await ann.answer(command)
            await ann.asks(room, "!topics")
            assert len(ann.answers(command)) == 1
    finally:
        await ann.go()


async def test_it_waits_for_a_homeserver_that_is_not_there_yet(
    own: Homeserver, part: MatrixPart, ann: Somebody, said: Callable[[], list[str]]
) -> None:
    account = own.register("dateline")
    own.stop()
    there = with_settings(part, homeserver=own.url, user=account.user, token=Secret(account.token, "a test"))
    async with served(there):
        await until(lambda: len(said()) >= 3)
        assert all("trying again in" in line for line in said())
        await asyncio.to_thread(own.start)
        await until(lambda: any("Answering on Matrix" in line for line in said()))


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.Response(status=502, text="<html>Bad Gateway</html>"),
        lambda: web.Response(status=200, text="garbage"),
        lambda: web.json_response({"errcode": "M_LIMIT_EXCEEDED"}, status=429, headers={"Retry-After": "1"}),
        lambda: web.json_response({"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 1000}, status=429),
    ],
    ids=["502", "garbage", "429 with a header", "429 with a body"],
)
async def test_a_storm_of_failures_makes_no_storm_of_requests(
    homeserver: Homeserver, part: MatrixPart, ann: Somebody, answer: Callable[[], web.Response]
) -> None:
    async with between(homeserver.url) as proxy, served(with_settings(part, homeserver=proxy.url)):
        room = await room_of_story(ann, part)
        await ann.asks(room, "!topics")
        proxy.fault = lambda _: answer()
        before = proxy.asked.total()
        command = await ann.say(room, "!claim 7")
        await asyncio.sleep(3)
        assert 2 <= proxy.asked.total() - before <= 8
        proxy.fault = None
        await ann.answer(command)
        await ann.asks(room, "!topics")
        assert len(ann.answers(command)) == 1


async def test_an_answer_that_was_lost_on_its_way_is_sent_once(
    homeserver: Homeserver, part: MatrixPart, ann: Somebody
) -> None:
    async with between(homeserver.url) as proxy, served(with_settings(part, homeserver=proxy.url)):
        room = await room_of_story(ann, part)
        await ann.asks(room, "!topics")
        lost: list[str] = []

        async def lose(request: web.Request) -> web.StreamResponse:
            answered = await passes(request)
            if "/send/m.room.message/" in request.path and len(lost) < 2:
                lost.append(request.path)
                return web.Response(status=504)
            return answered

        passes, proxy.pass_on = proxy.pass_on, lose  # type: ignore[method-assign]  # what a proxy may do
        proxy.fault = None
        command = await ann.say(room, "!claim 7")
        await ann.answer(command)
        await ann.asks(room, "!topics")
        assert len(ann.answers(command)) == 1


async def test_keys_that_are_not_taken_keep_no_plain_room_from_its_answers(
    homeserver: Homeserver, part: MatrixPart, ann: Somebody, said: Callable[[], list[str]]
) -> None:
    taken = {"errcode": "M_UNKNOWN", "error": "One time key signed_curve25519:AAA already exists."}

    async with between(homeserver.url) as proxy:
        there = with_settings(part, homeserver=proxy.url)
        async with served(there):
            room = await room_of_story(ann, there)
            await ann.asks(room, "!topics")
        # One of the device's keys is claimed, so that it makes a new one.
        (device,) = (await ann.ask("POST", "v3/keys/query", {"device_keys": {part.settings.user: []}}))[
            "device_keys"
        ][part.settings.user]
        wanted = {part.settings.user: {device: "signed_curve25519"}}
        await ann.ask("POST", "v3/keys/claim", {"one_time_keys": wanted})

        def refuse(request: web.Request) -> web.StreamResponse | None:
            return web.json_response(taken, status=400) if request.path.endswith("/keys/upload") else None

        proxy.fault = refuse
        async with served(there):
            await ann.asks(room, "!claim 7")
    assert any("does not take keys of the bot's device" in line for line in said())


async def test_what_is_out_of_shape_breaks_nothing(room: str, ann: Somebody) -> None:
    known = await ann.say(room, "!claim 1")
    await ann.answer(known)
    odd: list[dict[str, object]] = [
        {"m.relates_to": {"rel_type": "m.thread"}},
        {"m.relates_to": "x", "formatted_body": 5},
        {"m.relates_to": {"rel_type": "m.replace", "event_id": known}, "m.new_content": 7},
        {"org.matrix.msc4391.command": {"command": 5}},
        {"org.matrix.msc4391.command": {"command": "claim", "arguments": {"number": {"a": [None]}}}},
    ]
    for more in odd:
        await ann.say(room, "!claim 7", **more)
    await ann.send(room, "m.reaction", {"m.relates_to": {"rel_type": "m.annotation", "key": 7}})
    await ann.send(room, "m.room.encrypted", {"algorithm": "none"})
    await ann.asks(room, "!claim 8")
