"""What is registered with Discord, and what is offered while somebody types."""

from typing import Any

import pytest

from bot.discord.limits import COMMAND
from bot.discord.registering import check
from bot.discord.slash import choices
from commands.catalogue import COMMANDS
from storage.reads.suggest import Suggestion
from tests.discord.payloads import MANAGE_GUILD
from tests.discord.peer import Peer


def names(options: list[dict[str, Any]], above: str = "") -> list[str]:
    """The full names of commands, those within groups included."""
    found: list[str] = []
    for each in options:
        name = f"{above} {each['name']}".strip()
        inner = [option for option in each.get("options", ()) if option["type"] in (1, 2)]
        found += names(inner, name) if inner else [name]
    return found


async def test_the_commands_are_the_cores_with_its_groups(bot: Peer) -> None:
    registered = bot.rest.commands[None]
    assert sorted(names(registered)) == sorted(COMMANDS)
    within = next(each for each in registered if each["name"] == "names")["options"]
    assert {each["name"]: each["type"] for each in within} == {"actor": 2, "source": 2, "topic": 2}


async def test_commands_are_for_servers_and_those_of_admins_need_a_permission(bot: Peer) -> None:
    for command in bot.rest.commands[None]:
        assert (command["contexts"], command["integration_types"]) == ([0], [0])
        needed = str(MANAGE_GUILD) if command["name"] == "desk" else None
        assert command["default_member_permissions"] == needed


async def test_arguments_keep_their_help_and_what_is_needed(bot: Peer) -> None:
    by_name = {each["name"]: each for each in bot.rest.commands[None]}
    for name in ("timeline", "propose", "on"):
        command, registered = COMMANDS[name], by_name[name]
        assert registered["description"] == command.help
        assert [
            (each["name"], each["description"], each.get("required", False), each.get("autocomplete", False))
            for each in registered["options"]
        ] == [(a.name, a.arg.help, a.required, a.arg.suggest is not None) for a in command.arguments]


def test_choices_are_whole_and_no_more_than_discord_takes() -> None:
    many = [Suggestion(f"v{n}", "l" * 150) for n in range(40)]
    found = choices([Suggestion("w" * 101, "cut, it would mean another"), Suggestion("", "nothing"), *many])
    assert [each.value for each in found] == [f"v{n}" for n in range(25)]
    assert all(len(each.name) == 100 for each in found)
    assert choices([Suggestion("v", "")])[0].name == "v"


def test_limits_that_nobody_else_holds_are_held() -> None:
    big = {"name": "x", "description": "d", "options": [{"name": "o", "description": "d" * COMMAND}]}
    with pytest.raises(ValueError, match="characters"):
        check([big])
    with pytest.raises(ValueError, match="more than Discord takes"):
        check([{"name": f"c{n}", "description": "d"} for n in range(101)])
