"""Slash commands in the language of whoever sees them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.discord.limits import characters
from bot.discord.part import DiscordPart
from bot.discord.translating import wordings
from bot.wording.wording import wording
from tests.discord.conftest import served
from tests.discord.payloads import APPLICATION, TOKEN
from tests.discord.peer import Peer

FOLDER = Path(__file__).parents[2] / "bot" / "wording"
PUT = ("PUT", "/applications/{application_id}/commands")


Told = Mapping[str, Any]


def each_of(payloads: Sequence[Told], above: str = "") -> Iterator[tuple[str, Told]]:
    """Commands, groups and options, each under its full name."""
    for each in payloads:
        name = f"{above} {each['name']}".strip()
        yield name, each
        yield from each_of(each.get("options") or (), name)


async def registered(part: DiscordPart, peer: Peer) -> dict[str, Told]:
    """What is registered, by its name."""
    async with served(part, peer):
        told = dict(each_of(peer.rest.commands[None]))
    peer.gateway.ready.clear()
    return told


async def test_each_description_is_told_in_german_beside_english(bot: Peer) -> None:
    told = dict(each_of(bot.rest.commands[None]))
    described = [each for each in told.values() if each["description"]]
    # What is the same in both is not told twice: words that are typed, and nothing else.
    alike = {each["description"] for each in described if not each.get("description_localizations")}
    assert alike == {"says, denies, confirms, estimates …"}
    # Only what nobody types has another name.
    assert {name: names for name, each in told.items() if (names := each.get("name_localizations"))} == {
        "Add as claim": {"de": "Als Aussage hinzufügen"},
        "Find in record": {"de": "In der Chronik suchen"},
    }
    assert [
        (told[name]["description"], told[name]["description_localizations"]["de"])
        for name in ("timeline", "timeline since", "record", "names actor", "record add topic")
    ] == [
        (
            "Shows what is claimed to have happened in a topic, by date.",
            "Zeigt nach Datum, was laut den Aussagen zu einem Thema geschehen ist.",
        ),
        (
            "a date, as `28 April 2025`, `autumn 2024`, `last Monday`",
            "ein Datum, wie `28 April 2025`, `autumn 2024`, `last Monday`",
        ),
        (
            "Keeps the claims: adds, corrects, retracts, ranks and relates them.",
            "Pflegt die Aussagen: hinzufügen, berichtigen, zurückziehen, einstufen, verknüpfen.",
        ),
        (
            "Keeps who speaks and who is spoken of.",
            "Pflegt, wer spricht und über wen gesprochen wird.",
        ),
        ("the story; the channel's if left out", "das Thema; ohne Angabe das des Kanals"),
    ]


async def test_where_the_bot_answers_in_german_english_is_told_beside_it(
    part: DiscordPart, peer: Peer
) -> None:
    told = await registered(replace(part, wording=wording("de")), peer)
    english = "Lists the topics, with how many claims each has."
    assert told["topics"]["description"] == "Listet die Themen auf, mit der Zahl ihrer Aussagen."
    assert told["topics"]["description_localizations"] == {"en-US": english, "en-GB": english}


async def test_a_language_that_changes_is_registered_anew(part: DiscordPart, peer: Peer) -> None:
    for expected in (1, 1):
        async with served(part, peer):
            assert peer.rest.asked.count(PUT) == expected
        peer.gateway.ready.clear()
    told = dict(each_of(peer.rest.commands[None]))
    for count, name in enumerate(("timeline", "timeline since", "names actor"), start=2):
        told[name]["description_localizations"]["de"] = "Früher hieß es so."
        async with served(part, peer):
            assert peer.rest.asked.count(PUT) == count
        peer.gateway.ready.clear()
        told = dict(each_of(peer.rest.commands[None]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Languages that have names of their own: one for all its locales, and one for only one of them."""
    files = {
        "en": (FOLDER / "en" / "discord.ftl").read_text("utf-8"),
        "fr": "discord-name-command-timeline = chronologie\n"
        "discord-name-arg-topic = sujet\n"
        "discord-name-arg-claim-number = numéro\n"
        "discord-name-group-names-actor = acteur\n"
        "discord-name-private = discret\n"
        "command-timeline = Montre ce qui se serait passé.\n",
        "en_GB": "command-topics = Lists the subjects.\n",
    }
    for language, text in files.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / "words.ftl").write_text(text, "utf-8")
    return tmp_path


async def test_names_can_be_told_in_other_languages(part: DiscordPart, peer: Peer, folder: Path) -> None:
    told = await registered(replace(part, languages=wordings(folder)), peer)
    topics = [name for name in told if name.endswith(" topic") and name != "names topic"]
    assert {name: names for name, each in told.items() if (names := each.get("name_localizations"))} == {
        "timeline": {"fr": "chronologie"},
        "claim number": {"fr": "numéro"},
        "names actor": {"fr": "acteur"},
        **{name: {"fr": "sujet"} for name in topics},
        **{name: {"fr": "discret"} for name in told if name.endswith(" private")},
    }
    # Whoever uses it by another name asks the same: Discord sends the name that is no translation.
    assert told["timeline"]["description_localizations"] == {"fr": "Montre ce qui se serait passé."}
    async with served(replace(part, languages=wordings(folder)), peer):
        assert "Kursk" in (await peer.ask("timeline", {"topic": "kursk"})).text


async def test_no_locale_falls_back_on_the_words_of_another(
    part: DiscordPart, peer: Peer, folder: Path
) -> None:
    """Where en-GB is told alone, Discord shows it for en-US as well."""
    told = await registered(replace(part, languages=wordings(folder)), peer)
    assert told["topics"]["description_localizations"] == {
        "en-US": "Lists the topics, with how many claims each has.",
        "en-GB": "Lists the subjects.",
    }
    assert told["actors"]["description_localizations"] is None


def test_of_a_text_in_several_languages_the_longest_counts() -> None:
    option = {"name": "o", "name_localizations": {"de": "oo"}, "description": "ddd"}
    command = {
        "name": "nn",
        "name_localizations": {"de": "n"},
        "description": "d",
        "description_localizations": {"de": "dd", "fr": "ddddd"},
        "options": [option],
    }
    assert characters(command) == 2 + 5 + 2 + 3


async def test_the_longest_command_is_within_the_limit_in_every_language(bot: Peer) -> None:
    sizes = {each["name"]: characters(each) for each in bot.rest.commands[None]}
    assert max(sizes.values()) <= 8000


async def test_discord_lists_all_languages_only_where_they_are_asked_for(bot: Peer) -> None:
    address = f"https://discord.com/api/v10/applications/{APPLICATION}/commands"
    authorised = {"Authorization": f"Bot {TOKEN}"}
    found = []
    async with aiohttp.ClientSession(connector=bot.connector(), headers=authorised) as asking:
        for query in ({}, {"with_localizations": "true"}):
            async with asking.get(address, params=query) as response:
                told = dict(each_of(await response.json()))["timeline since"]
                found.append({key for key in told if "locali" in key})
    assert found == [{"name_localized", "description_localized"}, {"description_localizations"}]
