"""Commands in plain rooms: what is for the bot, and how its answers read."""

import asyncio
from base64 import b64encode
from hashlib import sha256

import pytest

from bot.matrix.part import MatrixPart
from tests.matrix.conftest import room_of_story
from tests.matrix.people import Somebody, edits, replied_to

MORE = "\u25b6\ufe0f"


async def test_a_command_is_answered_by_a_notice_that_replies_and_mentions_nobody(
    room: str, ann: Somebody
) -> None:
    command = await ann.say(room, "!timeline kursk")
    content = (await ann.answer(command))["content"]
    assert content["msgtype"] == "m.notice"
    assert content["m.mentions"] == {}
    assert content["m.relates_to"] == {"m.in_reply_to": {"event_id": command}}
    assert content["format"] == "org.matrix.custom.html"
    assert content["body"].startswith(
        "Timeline: Kursk fighting\n\nsaid 28 April 2025\n\u2022 #13 News report"
    )
    assert "   \u2260 denies #7\n" in content["body"]
    assert "\u2022 More: react with \u25b6, or type !next" in content["body"]
    assert (
        "<li>#8 <strong>Ukraine says:</strong> Not all of Kursk region is back" in content["formatted_body"]
    )
    assert "<code>!claim 7</code>" in content["formatted_body"]


@pytest.mark.parametrize(
    "line",
    [
        "!timeline kursk",
        "!Timeline  kursk",
        "/timeline kursk",
        "//timeline kursk",
        "!dateline timeline kursk",
        "!dateline: timeline kursk",
        "> <@a:b> quoted\n> text\n\n!timeline kursk",
    ],
)
async def test_a_command_may_be_written_in_several_ways(room: str, ann: Somebody, line: str) -> None:
    answer = await ann.asks(room, line)
    assert answer["content"]["body"].startswith("Timeline: Kursk fighting\n")


async def test_a_mention_asks(room: str, ann: Somebody, bot: MatrixPart) -> None:
    user = bot.settings.user
    name = user[1:].partition(":")[0]
    for line in (f"{name}: timeline kursk", f"@{name} timeline kursk", f"{user} timeline kursk"):
        mentioned = {"m.mentions": {"user_ids": [user]}}
        answer = await ann.answer(await ann.say(room, line, **mentioned))
        assert answer["content"]["body"].startswith("Timeline: Kursk fighting\n")


async def test_a_structured_call_asks(room: str, ann: Somebody) -> None:
    call = {"command": "timeline", "arguments": {"topic": "kursk"}}
    said = await ann.say(room, "/timeline kursk", **{"org.matrix.msc4391.command": call})
    assert (await ann.answer(said))["content"]["body"].startswith("Timeline: Kursk fighting\n")


async def test_a_near_miss_is_told_and_what_is_not_for_the_bot_is_not(room: str, ann: Somebody) -> None:
    silent = [
        await ann.say(room, line)
        for line in ("hello", "!", "!!", "! wow", "!weather oslo", "/usr/bin/env", "timeline kursk", "!5")
    ]
    silent.append(await ann.say(room, "!topics", msgtype="m.notice"))
    near = await ann.asks(room, "!timelin kursk")
    assert "timeline" in near["content"]["body"]
    assert [line for line in silent if ann.answers(line)] == []


async def test_a_mention_of_what_is_no_command_is_answered(room: str, ann: Somebody) -> None:
    answer = await ann.asks(room, "!dateline weather oslo")
    assert "weather" in answer["content"]["body"]


async def test_an_answer_stays_in_the_thread_that_was_asked_in(room: str, ann: Somebody) -> None:
    root = await ann.say(room, "about Kursk")
    command = await ann.say(room, "!claim 7", **{"m.relates_to": {"rel_type": "m.thread", "event_id": root}})
    assert (await ann.answer(command))["content"]["m.relates_to"] == {
        "rel_type": "m.thread",
        "event_id": root,
        "is_falling_back": False,
        "m.in_reply_to": {"event_id": command},
    }


async def test_what_anybody_wrote_becomes_no_markup(room: str, ann: Somebody) -> None:
    answer = await ann.asks(room, '!timeline <b>kursk</b> & "more" <@ann:hs.test> @room')
    assert "<b>" not in answer["content"]["formatted_body"]
    assert "&lt;b&gt;kursk&lt;/b&gt; &amp;" in answer["content"]["formatted_body"]


async def page(ann: Somebody, answer: str) -> str:
    """Returns what an answer was edited to."""
    found = await ann.wait(
        lambda event: edits(event) and event["content"]["m.relates_to"]["event_id"] == answer
    )
    return str(found["content"]["m.new_content"]["body"])


async def test_the_next_page_is_turned_by_a_reaction_of_whoever_asked(
    room: str, ann: Somebody, bob: Somebody
) -> None:
    await ann.ask("POST", f"v3/rooms/{room}/invite", {"user_id": bob.user})
    await bob.join(room)
    answer = await ann.asks(room, "!timeline kursk")
    assert await ann.wait(
        lambda event: (
            event["type"] == "m.reaction"
            and event["content"]["m.relates_to"]
            == {"rel_type": "m.annotation", "event_id": answer["event_id"], "key": MORE}
        )
    )
    await bob.react(room, answer["event_id"], MORE)
    await ann.react(room, answer["event_id"], "\U0001f44d")
    await bob.asks(room, "!topics")
    assert [event for event in ann.events if edits(event)] == []
    await ann.react(room, answer["event_id"], MORE)
    assert "#1 " in await page(ann, answer["event_id"])


async def test_the_next_page_is_turned_by_a_word(room: str, ann: Somebody) -> None:
    answer = await ann.asks(room, "!timeline kursk")
    await ann.say(room, "!next")
    assert "#1 " in await page(ann, answer["event_id"])


async def test_without_a_page_there_is_no_next(room: str, ann: Somebody) -> None:
    answer = await ann.asks(room, "!next")
    assert (
        answer["content"]["body"] == "No earlier answer goes on here. Ask again, and then for the next page."
    )


async def test_an_edited_question_is_answered_anew_in_place(room: str, ann: Somebody) -> None:
    command = await ann.say(room, "!claim 7")
    answer = await ann.answer(command)
    await ann.edit(room, command, "!claim 8")
    assert (await page(ann, answer["event_id"])).startswith("Claim #8")
    assert len(ann.answers(command)) == 1


async def test_an_edited_command_that_writes_changes_nothing(room: str, ann: Somebody) -> None:
    command = await ann.say(room, "!flag 7 is this so?")
    await ann.wait(lambda event: event["type"] == "m.reaction" or replied_to(event) == command)
    await ann.edit(room, command, "!flag 8 is this so?")
    said = await ann.wait(lambda event: "carried out once" in event.get("content", {}).get("body", ""))
    assert replied_to(said) == command
    queue = await ann.asks(room, "!claim 8")
    assert "flag" not in queue["content"]["body"].lower()


async def test_rooms_have_desks_of_their_own(bot: MatrixPart, ann: Somebody, room: str) -> None:
    other = await ann.room(bot.settings.user)
    await ann.joined(other, bot.settings.user)
    answer = await ann.asks(other, "!topics")
    assert "no topics" in answer["content"]["body"].lower()


async def test_many_questions_at_once_are_each_answered_once(bot: MatrixPart, ann: Somebody) -> None:
    rooms = [await room_of_story(ann, bot) for _ in range(3)]
    commands = [await ann.say(room, "!claim 7") for room in rooms for _ in range(10)]
    await asyncio.gather(*map(ann.answer, commands))
    await ann.asks(rooms[0], "!topics")
    assert [len(ann.answers(command)) for command in commands] == [1] * 30


async def test_commands_are_described_where_the_bot_may(bot: MatrixPart, ann: Somebody) -> None:
    levels = {"users": {bot.settings.user: 50}}
    room = await room_of_story(ann, bot, power_level_content_override=levels)
    kind = "org.matrix.msc4391.command_description"
    key = b64encode(sha256(f"timeline{bot.settings.user}".encode()).digest()).decode()
    await ann.wait(lambda event: (event["type"], event.get("state_key")) == (kind, key))
    described = await ann.state(room, kind, key)
    assert described["command"] == "timeline"
    assert described["parameters"][0]["key"] == "topic"


async def test_commands_are_not_described_where_the_bot_may_not(room: str, ann: Somebody) -> None:
    await ann.asks(room, "!topics")
    found = await ann.ask("GET", f"v3/rooms/{room}/messages?dir=b&limit=100")
    assert not [event for event in found["chunk"] if event["type"].startswith("org.matrix.msc4391")]
