"""Direct messages, and servers that the bot was not added to: who is answered there, and from which desk."""

import asyncio
from contextlib import closing
from pathlib import Path

from bot.discord.part import DiscordPart
from storage.connection import in_transaction, open_writer
from storage.desk import desk_path
from storage.registry import Place
from storage.rules import change_rules
from storage.writing import Author
from tests.discord.conftest import DESK, served
from tests.discord.payloads import GUILD, MANAGER, OTHER_GUILD, READER, Someone, interaction
from tests.discord.peer import Peer, Shown
from tests.discord.rest import Fault


def let(data: Path, desk: str, direct: str) -> None:
    """Sets who may ask a desk in a direct chat."""
    author = Author("2026-11-25T00:00:00Z", "test", "tester")
    with closing(open_writer(desk_path(data, desk))) as db:
        in_transaction(db, lambda db: change_rules(db, {"direct": direct}, None, author))


async def brought(bot: Peer, name: str, given: dict[str, str], who: Someone, server: str) -> Shown:
    """What somebody is answered who brought the bot into a server that it was not added to."""
    data = bot.command(name, [(key, value, False) for key, value in given.items()])
    return await bot.answer(await bot.send(interaction(2, who, data, server, brought=True)))


async def test_nobody_is_answered_before_a_desk_lets_them(bot: Peer) -> None:
    for asked in (bot.ask("topics", server=None), brought(bot, "topics", {}, READER, OTHER_GUILD)):
        shown = await asked
        assert shown.private
        assert "Here no record may be asked" in shown.text


async def test_a_member_of_a_server_may_ask_its_desk(bot: Peer, data: Path) -> None:
    let(data, DESK, "members")
    assert "Here no record may be asked" in (await bot.ask("topics", server=None)).text
    bot.rest.members.add((GUILD, MANAGER.id))
    assert "Kursk" in (await bot.ask("topics", server=None, who=MANAGER)).text
    asked = [path for _, path in bot.rest.asked if "members" in path]
    await bot.ask("topics", server=None, who=MANAGER)
    assert [path for _, path in bot.rest.asked if "members" in path] == asked  # it is remembered


async def test_a_permission_counts_for_nothing_outside_its_server(bot: Peer, data: Path) -> None:
    let(data, DESK, "anyone")
    for server in (OTHER_GUILD, GUILD):
        given = {"claim": "#7", "reason": "I manage another server."}
        refused = await brought(bot, "record retract", given, MANAGER, server)
        assert refused.private
        assert "Only editors" in refused.text
    assert not (data / f"discord-{OTHER_GUILD}.db").exists()


async def test_whoever_may_ask_several_desks_chooses(bot: Peer, data: Path, part: DiscordPart) -> None:
    await bot.ask("topics", server=OTHER_GUILD)  # it has an empty desk from now on
    other = f"discord-{OTHER_GUILD}"
    for desk in (DESK, other):
        let(data, desk, "anyone")
    assert "Kursk" in (await bot.ask("topics", server=None)).text
    assert DESK in (await bot.ask("use", server=None)).text
    await bot.ask("use", {"desk": other}, server=None)
    assert "Kursk" not in (await bot.ask("topics", server=None)).text
    assert part.places.registry.chosen("discord", READER.id) == other


async def test_a_button_works_in_a_direct_chat(bot: Peer, data: Path) -> None:
    let(data, DESK, "anyone")
    shown = await bot.ask("timeline", {"topic": "kursk"}, server=None)
    data_of = {"component_type": 2, "custom_id": shown.buttons["Next page"], "id": 1}
    pressed = interaction(3, READER, data_of, None) | {"message": dict(shown.message)}
    assert (await bot.answer(await bot.send(pressed))).numbers


async def test_where_discord_does_not_tell_nobody_is_a_member(
    part: DiscordPart, peer: Peer, data: Path
) -> None:
    let(data, DESK, "members")
    part.places.registry.settle(Place("discord", GUILD), DESK)
    peer.rest.faults.append(Fault("GET", "/members/", status=403))
    async with served(part, peer), asyncio.timeout(30):
        assert "Here no record may be asked" in (await peer.ask("topics", server=None)).text
