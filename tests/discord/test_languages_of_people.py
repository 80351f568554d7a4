"""Each is answered in the language that they chose on Discord, where it is spoken here."""

from dataclasses import replace

import pytest

from bot.discord.part import DiscordPart
from bot.wording.wording import wording
from tests.discord.conftest import served
from tests.discord.payloads import MANAGER, READER
from tests.discord.peer import Peer

GERMAN = replace(READER, locale="de")


async def test_dates_numbers_and_words_are_of_whoever_asks(bot: Peer) -> None:
    shown = await bot.ask("timeline", {"topic": "kursk"}, who=GERMAN)
    assert "28. April 2025" in shown.text
    assert "N\u00e4chste Seite" in shown.buttons
    assert "4.000 soldiers" in (await bot.ask("figures", {"topic": "kursk"}, who=GERMAN)).text
    english = await bot.ask("timeline", {"topic": "kursk"})
    assert "28 April 2025" in english.text
    assert "Next page" in english.buttons


async def test_a_button_is_answered_in_the_language_of_whoever_presses(bot: Peer) -> None:
    shown = await bot.ask("timeline", {"topic": "kursk"})
    (_, *lines) = (await bot.answer(await bot.press(shown, "Next page", who=GERMAN))).text.splitlines()
    assert lines
    assert "2024" in "".join(lines)


async def test_a_form_explains_itself_in_the_language_of_whoever_fills_it_in(bot: Peer) -> None:
    opened = await bot.slash("record add", who=replace(MANAGER, locale="de"))
    await bot.until(opened, lambda: opened.callback is not None)
    assert opened.form
    first = opened.form["components"][0]
    assert (first["label"], first["description"]) == (
        "text",
        "ein Satz in eigenen Worten, h\u00f6chstens 1.000 Zeichen",
    )


@pytest.mark.parametrize("locale", ["zh-CN", "uk", "xx"])
async def test_others_are_answered_in_the_language_of_the_configuration(
    locale: str, part: DiscordPart, peer: Peer
) -> None:
    async with served(replace(part, wording=wording("de")), peer):
        shown = await peer.ask("timeline", {"topic": "kursk"}, who=replace(READER, locale=locale))
    assert "28. April 2025" in shown.text
