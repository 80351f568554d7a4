"""What is for one person alone, who may do what, and the review queue in a room."""

from urllib.parse import quote

import pytest

from bot.matrix.part import MatrixPart
from tests.matrix.conftest import room_of_story, served, with_settings
from tests.matrix.people import Event, Somebody, edits

APPROVE = "\u2705"
ASIDE = "\u2709\ufe0f"


def signs(who: Somebody, event: str) -> list[str]:
    """Returns the signs below an event."""
    related = (each["content"].get("m.relates_to", {}) for each in who.events if each["type"] == "m.reaction")
    return [found["key"] for found in related if found.get("event_id") == event]


def invited(who: Somebody) -> list[str]:
    """Returns the direct chats that somebody was asked into."""
    return [
        event["room_id"]
        for event in who.events
        if event["type"] == "invite"
        and any(each["content"].get("is_direct") for each in event["invite_state"]["events"])
    ]


async def aside(who: Somebody, command: str) -> Event:
    """Returns the private answer to a command, from the direct chat that the bot asked for."""
    await who.wait(lambda _: ASIDE in signs(who, command) and bool(invited(who)))
    (room,) = invited(who)
    await who.join(room)
    found = await who.ask("GET", f"v3/rooms/{quote(room)}/messages?dir=b&limit=5")
    event: Event = next(each for each in found["chunk"] if each["type"] == "m.room.message")
    return {**event, "room_id": room}


async def test_what_concerns_one_alone_goes_to_a_direct_chat(
    room: str, ann: Somebody, bob: Somebody, bot: MatrixPart
) -> None:
    await ann.ask("POST", f"v3/rooms/{quote(room)}/invite", {"user_id": bob.user})
    await bob.join(room)
    command = await bob.say(room, "!link")
    answer = await aside(bob, command)
    assert answer["sender"] == bot.settings.user
    assert f"From {room}. Reply to this message to go on there." in answer["content"]["body"]
    assert "/link" not in answer["content"]["body"]
    assert "!link " in answer["content"]["body"]
    assert bob.answers(command) == []
    # The next goes to the same chat.
    second = await bob.say(room, "!link")
    await bob.wait(lambda _: ASIDE in signs(bob, second))
    assert invited(bob) == [answer["room_id"]]


async def test_a_reply_in_a_direct_chat_goes_on_in_the_room(room: str, ann: Somebody) -> None:
    answer = await aside(ann, await ann.say(room, "!link"))
    direct = answer["room_id"]
    reply = {"m.relates_to": {"m.in_reply_to": {"event_id": answer["event_id"]}}}
    followed = await ann.answer(await ann.say(direct, "claim 7", **reply))
    assert "Russia has regained the whole" in followed["content"]["body"]
    # Without that no desk lets itself be asked there.
    alone = await ann.answer(await ann.say(direct, "claim 7"))
    assert "Here no record may be asked." in alone["content"]["body"]


async def test_whoever_was_taken_out_of_a_room_goes_on_there_no_more(
    room: str, ann: Somebody, bob: Somebody
) -> None:
    await ann.ask("POST", f"v3/rooms/{quote(room)}/invite", {"user_id": bob.user})
    await bob.join(room)
    answer = await aside(bob, await bob.say(room, "!link"))
    await ann.ask("POST", f"v3/rooms/{quote(room)}/kick", {"user_id": bob.user})
    reply = {"m.relates_to": {"m.in_reply_to": {"event_id": answer["event_id"]}}}
    refused = await bob.answer(await bob.say(answer["room_id"], "claim 7", **reply))
    assert "Here no record may be asked." in refused["content"]["body"]


async def test_power_levels_make_admins_and_editors(part: MatrixPart, ann: Somebody, bob: Somebody) -> None:
    async with served(with_settings(part, editor_level=50)):
        room = await room_of_story(ann, part)
        await ann.ask("POST", f"v3/rooms/{quote(room)}/invite", {"user_id": bob.user})
        await bob.join(room)
        refused = await bob.say(room, "!record retract 7 wrong")
        assert "editor" in (await aside(bob, refused))["content"]["body"]
        levels = await ann.state(room, "m.room.power_levels")
        levels["users"][bob.user] = 50
        await ann.ask("PUT", f"v3/rooms/{quote(room)}/state/m.room.power_levels", levels)
        done = await bob.asks(room, "!record retract 7 wrong source")
        assert "retracted" in done["content"]["body"]
        # A power level that was taken away counts no more.
        levels["users"][bob.user] = 0
        await ann.ask("PUT", f"v3/rooms/{quote(room)}/state/m.room.power_levels", levels)
        again = await bob.say(room, "!record retract 8 wrong source")
        await bob.wait(lambda _: ASIDE in signs(bob, again))
        assert bob.answers(again) == []


@pytest.mark.parametrize("version", ["11", "12"])
async def test_the_creator_of_a_room_is_its_admin(part: MatrixPart, ann: Somebody, version: str) -> None:
    async with served(part):
        room = await room_of_story(ann, part, room_version=version)
        levels = await ann.state(room, "m.room.power_levels")
        # From version 12 on creators have no level in the rules: they may do everything.
        assert levels["users"].get(ann.user) == (100 if version == "11" else None)
        answer = await aside(ann, await ann.say(room, "!desk settings name:Newsroom"))
        assert "Newsroom" in answer["content"]["body"]


async def test_the_queue_is_approved_by_a_reaction_of_an_editor(
    room: str, ann: Somebody, bob: Somebody
) -> None:
    await ann.ask("POST", f"v3/rooms/{quote(room)}/invite", {"user_id": bob.user})
    await bob.join(room)
    await aside(ann, await ann.say(room, "!desk settings review:here"))
    proposed = "!propose A ferry stopped. source:https://example.org/ferry published:2025-04-28 by:Wire"
    await bob.say(room, proposed)
    post = await ann.wait(
        lambda event: "React with" in event.get("content", {}).get("body", "") and not edits(event)
    )
    assert "A ferry stopped." in post["content"]["body"]
    await ann.wait(lambda _: APPROVE in signs(ann, post["event_id"]))
    await bob.react(room, post["event_id"], APPROVE)
    await bob.asks(room, "!topics")
    assert [event for event in ann.events if edits(event)] == []
    await ann.react(room, post["event_id"], APPROVE)
    settled = await ann.wait(
        lambda event: edits(event) and event["content"]["m.relates_to"]["event_id"] == post["event_id"]
    )
    assert "published" in settled["content"]["m.new_content"]["body"]
