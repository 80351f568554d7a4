"""Who may do what on Discord: by the server's roles, by permissions, and where servers share a desk."""

from dataclasses import replace
from pathlib import Path

import discord
import pytest

from bot.config.schema import Permission
from bot.discord.part import DiscordPart
from bot.places import Places
from bot.running import OpenDesks
from storage.registry import Place
from storage.vocabulary import values
from tests.discord.conftest import DESK, served
from tests.discord.payloads import (
    GUILD,
    KICK_MEMBERS,
    MANAGER,
    OTHER_GUILD,
    READER,
    SEND_MESSAGES,
    STAFF,
    Someone,
    interaction,
)
from tests.discord.peer import Peer

MEMBER = Someone("4444444444444444444", "member", roles=(STAFF,))
MODERATOR = Someone("4444444444444444445", "moderator", SEND_MESSAGES | KICK_MEMBERS)


async def may_edit(bot: Peer, who: Someone, server: str = GUILD) -> bool:
    shown = await bot.ask("review queue", who=who, server=server)
    return "Only editors may do that" not in shown.text


async def may_administer(bot: Peer, who: Someone, server: str = GUILD) -> bool:
    shown = await bot.ask("desk setup", who=who, server=server)
    return "Only admins may do that" not in shown.text


async def test_a_role_of_the_server_makes_an_editor(bot: Peer) -> None:
    assert not await may_edit(bot, MEMBER)
    given = {"group": f"<@&{STAFF}>", "role": "editor"}  # what Discord makes of a mention
    shown = await bot.ask("desk roles", given, who=MANAGER)
    assert "Staff" in shown.text
    assert await may_edit(bot, MEMBER)
    assert await bot.complete("record retract", "claim", "", who=MEMBER)
    assert not await may_edit(bot, READER)
    assert not await may_edit(bot, replace(MEMBER, roles=()))
    await bot.ask("desk roles", {"group": STAFF, "role": "none"}, who=MANAGER)
    assert not await may_edit(bot, MEMBER)


async def test_the_role_that_everybody_has_can_be_given_one(bot: Peer) -> None:
    assert [each["value"] for each in await bot.complete("desk roles", "group", "", who=MANAGER)] == [
        f"discord:{STAFF}",
        f"discord:{GUILD}",
    ]
    await bot.ask("desk roles", {"group": f"discord:{GUILD}", "role": "editor"}, who=MANAGER)
    assert await may_edit(bot, READER)
    assert not await may_edit(bot, READER, OTHER_GUILD)


async def test_a_role_is_not_taken_for_a_person_nor_the_other_way_about(bot: Peer) -> None:
    for name, given in (
        ("desk editors", {"account": f"<@&{STAFF}>", "role": "admin"}),
        ("desk roles", {"group": f"<@{READER.id}>", "role": "admin"}),
    ):
        assert (await bot.ask(name, given, who=MANAGER)).private
    assert not await may_administer(bot, Someone(STAFF, "staff"))
    assert not await may_administer(bot, replace(READER, roles=(READER.id,)))


async def test_a_server_that_the_bot_was_not_added_to_vouches_for_nothing(bot: Peer) -> None:
    await bot.ask("desk roles", {"group": STAFF, "role": "editor"}, who=MANAGER)
    await bot.ask("desk settings", {"direct": "anyone"}, who=MANAGER)  # so that it answers elsewhere too
    for who, name in ((MANAGER, "desk setup"), (MEMBER, "review queue")):
        assert "Only" not in (await bot.ask(name, who=who)).text
        asked = interaction(2, who, bot.command(name, []))
        asked["authorizing_integration_owners"] = {"1": who.id}
        elsewhere = await bot.answer(await bot.send(asked))
        assert "may do that here" in elsewhere.text


async def test_the_configuration_says_which_permission_makes_whom(part: DiscordPart, peer: Peer) -> None:
    settings = replace(part.settings, admin_permission="kick_members", editor_permission="manage_guild")
    async with served(replace(part, settings=settings), peer):
        assert await may_administer(peer, MODERATOR)
        assert not await may_administer(peer, MANAGER)
        assert await may_edit(peer, MANAGER)
        (desk,) = (each for each in peer.rest.commands[None] if each["name"] == "desk")
        assert desk["default_member_permissions"] == str(KICK_MEMBERS)


async def test_of_one_permission_for_both_the_greater_role_holds(part: DiscordPart, peer: Peer) -> None:
    settings = replace(part.settings, editor_permission="manage_guild")
    async with served(replace(part, settings=settings), peer):
        assert await may_administer(peer, MANAGER)


async def test_servers_share_the_desk_that_the_configuration_names(
    part: DiscordPart, peer: Peer, data: Path, desks: OpenDesks
) -> None:
    shared = {Place("discord", server): "newsroom" for server in (GUILD, OTHER_GUILD)}
    async with served(replace(part, places=Places(data, desks.desk, shared)), peer):
        assert "Kursk" not in (await peer.ask("topics")).text
        assert await may_administer(peer, MANAGER, OTHER_GUILD)
        await peer.ask("names topic add", {"title": "Belgorod"}, who=MANAGER, server=OTHER_GUILD)
        assert "Belgorod" in (await peer.ask("topics")).text
        assert not await may_administer(peer, READER, OTHER_GUILD)
    assert not (data / f"discord-{OTHER_GUILD}.db").exists()
    assert (data / f"{DESK}.db").exists()


@pytest.mark.parametrize("name", values(Permission))
def test_the_permissions_that_can_be_named_are_discords(name: str) -> None:
    assert name in discord.Permissions.VALID_FLAGS
