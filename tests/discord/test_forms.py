"""Forms, menus and what is chosen of a message: a claim comes in by a few presses, and reads as it will."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.discord.part import DiscordPart
from bot.running import OpenDesks
from storage.drafts import drafts_of
from storage.people import Account
from tests.discord.conftest import DESK, served
from tests.discord.payloads import CHANNEL, GUILD, MANAGER, OTHER, OTHER_GUILD, READER, interaction, written
from tests.discord.peer import Peer, Shown
from tests.discord.rest import Exchange
from tests.discord.test_direct_chats import let
from tests.discord.test_review_channel import until

LINK = "https://example.org/news/1"


def fields(opened: Exchange) -> dict[str, str]:
    """What a form asks for, and what stands there already."""
    assert opened.form
    inner = [each["component"] for each in opened.form["components"]]
    return {each["custom_id"]: each.get("value") or "" for each in inner}


async def shown_form(bot: Peer, opened: Exchange) -> dict[str, str]:
    await bot.until(opened, lambda: opened.callback is not None)
    return fields(opened)


async def test_a_claim_without_its_text_is_asked_for_in_a_form(bot: Peer) -> None:
    opened = await bot.slash("record add", {"by": "Ukraine", "verb": "denies"}, who=MANAGER)
    assert await shown_form(bot, opened) == {
        "text": "", "source": "", "by": "Ukraine", "occurred": "", "topic": "",
    }  # fmt: skip
    texts = {"text": "Two villages near Tyotkino are empty.", "source": LINK, "topic": "kursk"}
    shown = await bot.answer(await bot.fill_in(opened, texts, who=MANAGER))
    assert shown.private
    assert "nothing is published yet" in shown.text
    assert "Ukraine denies" in shown.text
    assert list(shown.buttons) == [
        "publish it as it is", "change its words", "add a figure", "change its source",
        "relate it to claims", "drop it",
    ]  # fmt: skip


async def test_whoever_may_not_add_is_shown_no_form(bot: Peer) -> None:
    refused = await bot.ask("record add", who=READER)
    assert refused.private
    assert "Only editors" in refused.text


async def draft(bot: Peer) -> Shown:
    opened = await bot.slash("record add", who=MANAGER)
    texts = {"text": "Two villages near Tyotkino are empty.", "source": LINK, "topic": "kursk"}
    return await bot.answer(await bot.fill_in(opened, texts, who=MANAGER))


async def test_a_draft_is_one_message_until_it_is_published(bot: Peer) -> None:
    shown = await draft(bot)
    opened = await bot.press(shown, "add a figure", who=MANAGER)
    assert await shown_form(bot, opened) == {"figure": ""}
    exchange = await bot.fill_in(opened, {"figure": "about 40 houses"}, who=MANAGER)
    shown = await bot.answer(exchange)
    assert exchange.callback
    assert exchange.callback["type"] == 7  # the message that is there is edited
    assert "about 40" in shown.text
    shown = await bot.answer(await bot.choose(shown, "How it is said", "warns", who=MANAGER))
    assert "warns" in shown.text
    opened = await bot.press(shown, "change its words", who=MANAGER)
    assert (await shown_form(bot, opened))["text"] == "Two villages near Tyotkino are empty."
    shown = await bot.answer(await bot.fill_in(opened, {"text": "Three villages are empty."}, who=MANAGER))
    published = await bot.answer(await bot.press(shown, "publish it as it is", who=MANAGER))
    assert published.text.startswith("## Published as claim #15")
    assert "Three villages are empty." in published.text
    assert "Three villages" in (await bot.ask("claim", {"number": "#15"})).text


async def test_a_field_that_is_emptied_takes_the_value_away(bot: Peer) -> None:
    shown = await draft(bot)
    opened = await bot.press(shown, "change its words", who=MANAGER)
    shown = await bot.answer(
        await bot.fill_in(opened, {"occurred": "26 April 2025", "by": "Russia"}, who=MANAGER)
    )
    assert "26 April 2025" in shown.text
    opened = await bot.press(shown, "change its words", who=MANAGER)
    assert (await shown_form(bot, opened))["occurred"] == "2025-04-26"
    shown = await bot.answer(await bot.fill_in(opened, {"occurred": "", "by": ""}, who=MANAGER))
    assert "26 April 2025" not in shown.text
    assert "example.org says" in shown.text


async def test_what_cannot_be_read_in_a_form_leaves_the_draft_as_it_is(bot: Peer) -> None:
    shown = await draft(bot)
    opened = await bot.press(shown, "change its words", who=MANAGER)
    exchange = await bot.fill_in(opened, {"occurred": "the day after never"}, who=MANAGER)
    wrong = await bot.answer(exchange)
    assert exchange.callback
    assert exchange.callback["type"] == 4  # a message of its own; the draft's is still there
    assert wrong.private
    assert "is no date" in wrong.text


async def test_a_doubt_is_settled_by_a_menu(bot: Peer) -> None:
    opened = await bot.slash("record add", who=MANAGER)
    texts = {"text": "Talks are under way.", "source": LINK, "by": "Ukrane", "topic": "kursk"}
    shown = await bot.answer(await bot.fill_in(opened, texts, who=MANAGER))
    (label,) = [each for each in shown.menus if "Ukrane" in each]
    line = "/record draft by:Ukraine draft:d1"
    settled = await bot.answer(await bot.choose(shown, label, line, who=MANAGER))
    assert "nothing is published yet" in settled.text


async def test_a_form_works_after_a_restart(part: DiscordPart, peer: Peer) -> None:
    async with served(part, peer):
        opened = await peer.slash("record add", who=MANAGER)
        await shown_form(peer, opened)
    peer.gateway.ready.clear()
    async with served(part, peer):
        shown = await peer.answer(
            await peer.fill_in(opened, {"text": "A dam is down.", "source": LINK}, who=MANAGER)
        )
    assert "nothing is published yet" in shown.text


async def test_a_message_becomes_a_claim_in_two_presses(bot: Peer) -> None:
    text = (
        "**BREAKING** <@4444444444444444442> Two villages near Tyotkino are empty, says [the mayor]"
        f"({LINK}?utm_source=x)\n> The village is empty, the mayor said."
    )
    message = written(text, OTHER, mentions=[OTHER.user])
    opened = await bot.choose_of_message("Add as claim", message, who=MANAGER)
    assert await shown_form(bot, opened) == {
        "text": "BREAKING @other Two villages near Tyotkino are empty, says the mayor",
        "source": f"{LINK}?utm_source=x",
        "quote": "The village is empty, the mayor said.",
        "by": "",
        "occurred": "",
    }
    shown = await bot.answer(await bot.fill_in(opened, {"by": "the mayor"}, who=MANAGER))
    assert shown.private
    assert "Two villages near Tyotkino are empty" in shown.text


async def test_a_message_without_a_link_is_its_own_source(bot: Peer, said: Callable[[], list[str]]) -> None:
    await until(lambda: any(line.startswith("Answering on Discord") for line in said()))
    message = written("The bridge is down.", OTHER)
    opened = await bot.choose_of_message("Add as claim", message, who=MANAGER)
    asked = await shown_form(bot, opened)
    assert asked["source"] == f"https://discord.com/channels/{GUILD}/{CHANNEL}/{message['id']}"
    assert (asked["text"], asked["by"]) == ("The bridge is down.", "other")
    shown = await bot.answer(await bot.fill_in(opened, {"topic": "kursk"}, who=MANAGER))
    assert "25 November 2026" in shown.text


async def test_a_readers_form_makes_a_proposal(bot: Peer) -> None:
    opened = await bot.choose_of_message("Add as claim", written(f"A dam is down. {LINK}", OTHER), who=READER)
    proposed = await bot.answer(await bot.fill_in(opened, {"topic": "kursk"}, who=READER))
    assert proposed.private
    assert "\\#15" in proposed.text
    assert "A dam is down" not in (await bot.ask("timeline", {"topic": "kursk"})).text


@pytest.mark.parametrize(
    "text", ["", "x" * 4000, "> only quoted", ">>> all\nof it", "\u202e@everyone `", "😀" * 900]
)
async def test_any_message_may_be_chosen(text: str, bot: Peer) -> None:
    for name in ("Add as claim", "Find in record"):
        exchange = await bot.choose_of_message(name, written(text, OTHER), who=MANAGER)
        await bot.until(exchange, lambda: exchange.callback is not None)  # noqa: B023  # awaited at once


async def test_a_message_is_found_in_the_record(bot: Peer) -> None:
    message = written("Russia has regained the whole of its Kursk region!!", OTHER)
    exchange = await bot.choose_of_message("Find in record", message)
    shown = await bot.answer(exchange)
    assert shown.private
    assert shown.numbers == [7]


async def test_a_rejection_asks_for_its_reason(bot: Peer) -> None:
    given = {"text": "A dam is down.", "source": LINK, "topic": "kursk"}
    await bot.ask("propose", given, who=OTHER)
    shown = await bot.ask("review queue", who=MANAGER)
    (label,) = [each for each in shown.buttons if "eject" in each]
    opened = await bot.press(shown, label, who=MANAGER)
    assert await shown_form(bot, opened) == {"reason": ""}
    rejected = await bot.answer(await bot.fill_in(opened, {"reason": "It is a rumour."}, who=MANAGER))
    assert "\\#15" in rejected.text
    again = await bot.answer(await bot.fill_in(opened, {"reason": "It is a rumour."}, who=MANAGER))
    assert "ejected" in again.text  # it was settled before


async def test_set_up_is_one_message(bot: Peer, data: Path) -> None:
    shown = await bot.ask("desk setup", who=MANAGER)
    assert shown.private
    opened = await bot.press(shown, "Name and time zone", who=MANAGER)
    assert await shown_form(bot, opened) == {"name": "", "time_zone": ""}
    texts = {"name": "Newsroom", "time_zone": "Europe/Kyiv"}
    exchange = await bot.fill_in(opened, texts, who=MANAGER)
    changed = await bot.answer(exchange)
    assert exchange.callback
    assert exchange.callback["type"] == 7
    shown = await bot.answer(await bot.press(changed, "what to set, and how", who=MANAGER))
    assert "Newsroom" in shown.text
    opened = await bot.press(shown, "Give somebody a role", who=MANAGER)
    given = await bot.answer(await bot.fill_in(opened, {"account": OTHER.id, "role": "editor"}, who=MANAGER))
    assert "new role" in given.text
    assert "editor" in (await bot.ask("desk editors", who=MANAGER)).text


async def test_what_is_filled_in_twice_is_one_draft(bot: Peer, desks: OpenDesks) -> None:
    opened = await bot.slash("record add", who=MANAGER)
    texts = {"text": "A dam is down.", "source": LINK}
    first = await bot.fill_in(opened, texts, who=MANAGER)
    await bot.answer(first)
    await bot.gateway.session.dispatch("INTERACTION_CREATE", first.sent)  # delivered again
    await bot.ask("topics")
    found = await desks.desk(DESK).read(lambda db: drafts_of(db, [Account("discord", MANAGER.id)]))
    assert len(found) == 1


async def test_what_cannot_be_carried_out_can_be_filled_in_again(bot: Peer) -> None:
    opened = await bot.slash("record add", who=MANAGER)
    typed = {"text": "A dam is down.", "source": LINK, "occurred": "sometime soon", "topic": "kursk"}
    wrong = await bot.answer(await bot.fill_in(opened, typed, who=MANAGER))
    assert wrong.private
    assert "is no date" in wrong.text
    assert "A dam is down." in wrong.text  # it is in the message too, whatever becomes of the bot
    again = await bot.press(wrong, "Open the form again", who=MANAGER)
    assert await shown_form(bot, again) == {
        "text": "A dam is down.", "source": LINK, "by": "", "occurred": "sometime soon", "topic": "kursk",
    }  # fmt: skip
    shown = await bot.answer(await bot.fill_in(again, {"occurred": "26 April 2025"}, who=MANAGER))
    assert "nothing is published yet" in shown.text


async def test_a_field_takes_no_more_than_the_record(bot: Peer) -> None:
    opened = await bot.slash("record add", who=MANAGER)
    await shown_form(bot, opened)
    assert opened.form
    most = {
        each["component"]["custom_id"]: each["component"]["max_length"] for each in opened.form["components"]
    }
    assert (most["text"], most["source"]) == (1000, 4000)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "See https://en.wikipedia.org/wiki/Kursk_(city), all.",
            "https://en.wikipedia.org/wiki/Kursk_(city)",
        ),
        ("(https://example.org/a)", "https://example.org/a"),
        ("**https://example.org/a?b=1.**", "https://example.org/a?b=1"),
    ],
)
async def test_an_address_is_taken_whole_and_nothing_around_it(text: str, source: str, bot: Peer) -> None:
    opened = await bot.choose_of_message("Add as claim", written(text, OTHER), who=MANAGER)
    assert (await shown_form(bot, opened))["source"] == source


async def test_a_message_that_others_cannot_open_is_no_source(bot: Peer, data: Path) -> None:
    let(data, DESK, "anyone")
    opened = await bot.choose_of_message("Add as claim", written("So it is.", OTHER), READER, None)
    asked = await shown_form(bot, opened)
    assert (asked["text"], asked["source"], asked["by"]) == ("So it is.", "", "")


async def test_a_forwarded_message_is_nobodys_here(bot: Peer) -> None:
    inner = {"content": "<@4444444444444444442> The mayor fled.", "embeds": [], "attachments": [], "type": 0,
             "timestamp": "2026-11-20T00:00:00+00:00", "edited_timestamp": None, "flags": 0}  # fmt: skip
    message = written("", OTHER, message_snapshots=[{"message": inner}])
    opened = await bot.choose_of_message("Add as claim", message, who=MANAGER)
    asked = await shown_form(bot, opened)
    assert (asked["text"], asked["source"], asked["by"]) == ("The mayor fled.", "", "")


async def test_a_message_without_words_is_nothing_to_look_for(bot: Peer) -> None:
    shown = await bot.answer(await bot.choose_of_message("Find in record", written("", OTHER)))
    assert "no words to look for" in shown.text


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (3, {"component_type": 2, "custom_id": "x9:old", "id": 1}),
        (3, {"component_type": 2, "custom_id": "dl:0?gone:/claim #7", "id": 1}),
        (3, {"component_type": 2, "custom_id": "dl:0:/nothing of ours", "id": 1}),
        (5, {"custom_id": "old:form", "components": []}),
        (5, {"custom_id": "dl:0:/nothing of ours", "components": []}),
    ],
)
async def test_what_is_of_another_time_is_answered_too(kind: int, told: dict[str, Any], bot: Peer) -> None:
    shown = await bot.ask("topics")
    button = {"type": 2, "style": 2, "label": "Go", "custom_id": told["custom_id"], "id": 1}
    message = dict(shown.message) | {"components": [{"type": 1, "id": 2, "components": [button]}]}
    pressed = interaction(kind, READER, told) | {"message": message}
    assert (await bot.answer(await bot.send(pressed))).private


async def test_a_button_acts_on_the_record_that_it_was_shown_of(bot: Peer, data: Path) -> None:
    let(data, DESK, "anyone")
    await bot.ask("topics", server=OTHER_GUILD)
    let(data, f"discord-{OTHER_GUILD}", "anyone")
    shown = await bot.ask("claim", {"number": "#7"}, server=None)
    await bot.ask("use", {"desk": f"discord-{OTHER_GUILD}"}, server=None)
    (label, *_) = shown.buttons
    pressed = {"component_type": 2, "custom_id": shown.buttons[label], "id": 1}
    sent = interaction(3, READER, pressed, None) | {"message": dict(shown.message)}
    assert "belongs to another record" in (await bot.answer(await bot.send(sent))).text
