"""Encrypted rooms: nothing in plain text, keys for all who are there, and an account that vouches."""

import asyncio
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.cli.failing import Refusal
from bot.matrix.part import MatrixPart
from storage.registry import Place
from tests.matrix.conftest import DESK, served
from tests.matrix.homeserver import Homeserver
from tests.matrix.people import Somebody
from tests.matrix.sealed import Sealed


@pytest.fixture
async def eve(homeserver: Homeserver, tmp_path: Path) -> AsyncIterator[Sealed]:
    """Somebody whose client encrypts."""
    made = Sealed(homeserver.url, homeserver.register("eve"), tmp_path / "eve")
    await made.come()
    yield made
    await made.go()


async def sealed(who: Sealed, part: MatrixPart) -> str:
    """Makes an encrypted room with the bot in it, whose desk holds the sample story."""
    room = await who.sealed_room(part.settings.user)
    part.places.registry.settle(Place("matrix", room), DESK)
    await who.joined(room, part.settings.user)
    await who.knows(room, part.settings.user)
    return room


async def kinds(who: Somebody, room: str, sender: str) -> list[str]:
    """Returns the kinds of what somebody sent in a room, as the homeserver has it."""
    found = await who.ask("GET", f"v3/rooms/{room}/messages?dir=b&limit=100")
    return [each["type"] for each in found["chunk"] if each["sender"] == sender and "state_key" not in each]


async def test_a_command_is_answered_encrypted(bot: MatrixPart, eve: Sealed) -> None:
    room = await sealed(eve, bot)
    command = await eve.say(room, "!claim 7")
    assert (await eve.raw(room, command))["type"] == "m.room.encrypted"
    answer = await eve.answer(command)
    assert "Russia has regained the whole" in answer["content"]["body"]
    raw = await eve.raw(room, answer["event_id"])
    assert raw["type"] == "m.room.encrypted"
    assert set(raw["content"]) == {
        "algorithm",
        "sender_key",
        "ciphertext",
        "session_id",
        "device_id",
        "m.relates_to",
    }
    assert await kinds(eve, room, bot.settings.user) == ["m.room.encrypted"]


async def test_pages_turn_and_questions_are_edited_where_all_is_encrypted(
    bot: MatrixPart, eve: Sealed
) -> None:
    room = await sealed(eve, bot)
    command = await eve.say(room, "!timeline kursk")
    answer = await eve.answer(command)
    await eve.react(room, answer["event_id"], "\u25b6")
    page = await eve.wait(lambda event: "m.new_content" in event.get("content", {}))
    assert "#1 " in page["content"]["m.new_content"]["body"]
    await eve.edit(room, command, "!claim 8")
    anew = await eve.wait(
        lambda event: (
            event["sender"] == bot.settings.user
            and event.get("content", {}).get("m.new_content", {}).get("body", "").startswith("Claim #8")
        )
    )
    assert anew["content"]["m.relates_to"]["event_id"] == answer["event_id"]
    assert set(await kinds(eve, room, bot.settings.user)) == {"m.room.encrypted", "m.reaction"}


async def test_a_restart_keeps_the_keys_and_answers_what_came_meanwhile(
    part: MatrixPart, eve: Sealed
) -> None:
    async with served(part):
        room = await sealed(eve, part)
        await eve.asks(room, "!claim 7")
    missed = [await eve.say(room, f"!claim {number}") for number in (1, 2, 3)]
    async with served(part):
        for command in missed:
            await eve.answer(command)
        assert [len(eve.answers(command)) for command in missed] == [1, 1, 1]


async def test_whoever_comes_later_reads_what_comes_later(
    bot: MatrixPart, eve: Sealed, homeserver: Homeserver, tmp_path: Path
) -> None:
    room = await sealed(eve, bot)
    await eve.asks(room, "!claim 7")
    fay = Sealed(homeserver.url, homeserver.register("fay"), tmp_path / "fay")
    await fay.come()
    try:
        await eve.ask("POST", f"v3/rooms/{room}/invite", {"user_id": fay.user})
        await fay.join(room)
        await eve.knows(room, fay.user)
        command = await eve.say(room, "!claim 8")
        answer = await eve.answer(command)
        read = await fay.wait(
            lambda event: event.get("event_id") == answer["event_id"] and "body" in event["content"]
        )
        assert "Not all of Kursk region" in read["content"]["body"]
    finally:
        await fay.go()


async def test_a_private_answer_to_an_encrypted_question_is_encrypted(bot: MatrixPart, eve: Sealed) -> None:
    room = await sealed(eve, bot)
    await eve.say(room, "!link")
    invite = await eve.wait(lambda event: event["type"] == "invite")
    rules = {each["type"] for each in invite["invite_state"]["events"]}
    assert "m.room.encryption" in rules


async def test_the_account_vouches_for_its_device(bot: MatrixPart, ann: Somebody, room: str) -> None:
    await ann.asks(room, "!topics")
    user = bot.settings.user
    found = await ann.ask("POST", "v3/keys/query", {"device_keys": {user: []}})
    (device,) = found["device_keys"][user].values()
    (signing,) = found["self_signing_keys"][user]["keys"].values()
    assert f"ed25519:{signing}" in device["signatures"][user]
    (master,) = found["master_keys"][user]["keys"].values()
    assert f"ed25519:{master}" in found["self_signing_keys"][user]["signatures"][user]
    store = bot.store
    lasting = [path for path in (store, *store.iterdir()) if not path.name.startswith(".")]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in lasting}
    assert modes == {
        "store": 0o700,
        "lock": 0o600,
        "keys.db": 0o600,
        "session.json": 0o600,
        "state.json": 0o600,
        "cross_signing.json": 0o600,
    }


async def test_keys_that_were_lost_are_noticed(part: MatrixPart, ann: Somebody) -> None:
    async with served(part):
        room = await ann.room(part.settings.user)
        await ann.joined(room, part.settings.user)
    (part.store / "keys.db").unlink()
    with pytest.raises(Refusal, match="those of the store were lost") as refused:
        await asyncio.wait_for(part.serve(asyncio.Event()), 30)
    assert "`dateline matrix login`" in str(refused.value)


async def test_a_store_is_one_programs(bot: MatrixPart, room: str) -> None:
    with pytest.raises(Refusal, match="A running program has the store"):
        await asyncio.wait_for(bot.serve(asyncio.Event()), 30)
