"""How the bot comes into rooms, is taken out of them, and follows a room that is upgraded."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from bot.matrix.part import MatrixPart
from tests.matrix.conftest import room_of_story, served, with_settings
from tests.matrix.people import Somebody, until


async def membership(who: Somebody, room: str, user: str) -> str:
    found = await who.ask("GET", f"v3/rooms/{quote(room)}/members")
    return str(next(each["content"]["membership"] for each in found["chunk"] if each["state_key"] == user))


@pytest.mark.parametrize("allowed", [["other.test"], ["@bob:hs.test"], []])
async def test_an_invitation_of_somebody_else_is_rejected(
    part: MatrixPart, ann: Somebody, said: Callable[[], list[str]], allowed: list[str]
) -> None:
    user = part.settings.user
    async with served(with_settings(part, invited_by=allowed)):
        room = await ann.room(user)
        await until(lambda: f"An invitation of {ann.user} to the room {room} was rejected" in said())
        assert await membership(ann, room, user) == "leave"


@pytest.mark.parametrize("allowed", [None, ["hs.test"], ["*"]])
async def test_an_invitation_is_accepted(part: MatrixPart, ann: Somebody, allowed: list[str] | None) -> None:
    async with served(with_settings(part, invited_by=allowed)):
        room = await ann.room(part.settings.user)
        await ann.joined(room, part.settings.user)
        await ann.asks(room, "!topics")


async def test_an_invitation_while_the_bot_was_away_is_accepted(part: MatrixPart, ann: Somebody) -> None:
    async with served(part):
        await ann.asks(await room_of_story(ann, part), "!topics")
    room = await ann.room(part.settings.user)
    async with served(part):
        await ann.joined(room, part.settings.user)
        await ann.asks(room, "!topics")


async def test_a_room_that_it_was_taken_out_of_has_its_desk_when_it_is_back(
    bot: MatrixPart, ann: Somebody, room: str, said: Callable[[], list[str]]
) -> None:
    await ann.asks(room, "!claim 7")
    user = {"user_id": bot.settings.user}
    await ann.ask("POST", f"v3/rooms/{quote(room)}/kick", user)
    await until(lambda: any(line.startswith(f"Taken out of the room {room}") for line in said()))
    while_away = await ann.say(room, "!claim 7")
    await ann.ask("POST", f"v3/rooms/{quote(room)}/invite", user)
    await ann.joined(room, bot.settings.user)
    answer = await ann.asks(room, "!claim 8")
    assert "Not all of Kursk region" in answer["content"]["body"]
    assert ann.answers(while_away) == []


async def test_the_desk_follows_a_room_that_is_upgraded(
    bot: MatrixPart, ann: Somebody, room: str, said: Callable[[], list[str]]
) -> None:
    await ann.asks(room, "!claim 7")
    made = await ann.ask("POST", f"v3/rooms/{quote(room)}/upgrade", {"new_version": "11"})
    new = str(made["replacement_room"])
    # What a client does once a room is upgraded.
    await ann.ask("POST", f"v3/rooms/{quote(new)}/invite", {"user_id": bot.settings.user})
    await ann.joined(new, bot.settings.user)
    await until(lambda: any(line.startswith("The desk of the room") for line in said()))
    answer = await ann.asks(new, "!claim 7")
    assert "Russia has regained the whole" in answer["content"]["body"]


async def test_a_room_that_only_says_that_it_replaces_another_gets_no_desk_of_it(
    bot: MatrixPart, ann: Somebody, bob: Somebody, room: str
) -> None:
    await ann.asks(room, "!claim 7")
    claimed = {"predecessor": {"room_id": room, "event_id": "$none"}}
    other = await bob.room(bot.settings.user, creation_content=claimed)
    await bob.joined(other, bot.settings.user)
    answer = await bob.asks(other, "!topics")
    assert "no topics" in answer["content"]["body"].lower()
    await ann.asks(room, "!claim 7")


async def test_a_direct_chat_is_one(bot: MatrixPart, ann: Somebody) -> None:
    room = await ann.room(bot.settings.user, is_direct=True, preset="trusted_private_chat")
    await ann.joined(room, bot.settings.user)
    answer = await ann.asks(room, "topics")
    assert "Here no record may be asked." in answer["content"]["body"]
