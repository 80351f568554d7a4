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
    registered = [each for each in bot.rest.commands[None] if each["type"] == 1]
    assert sorted(names(registered)) == sorted(COMMANDS)
    within = next(each for each in registered if each["name"] == "names")["options"]
    assert {each["name"]: each["type"] for each in within} == {"actor": 2, "source": 2, "topic": 2}


async def test_commands_are_everywhere_but_those_of_admins_in_their_server_alone(bot: Peer) -> None:
    for command in bot.rest.commands[None]:
        of_admins = command["name"] in ("desk", "digest")
        where = (command["contexts"], command["integration_types"])
        assert where == (([0], [0]) if of_admins else ([0, 1, 2], [0, 1]))
        assert command["default_member_permissions"] == (str(MANAGE_GUILD) if of_admins else None)


async def test_messages_have_two_commands_in_their_menu(bot: Peer) -> None:
    of_messages = [each["name"] for each in bot.rest.commands[None] if each["type"] == 3]
    assert of_messages == ["Add as claim", "Find in record"]


async def test_arguments_keep_their_help_and_what_is_needed(bot: Peer) -> None:
    by_name = {each["name"]: each for each in bot.rest.commands[None]}
    for name in ("timeline", "propose", "on"):
        command, registered = COMMANDS[name], by_name[name]
        assert registered["description"] == command.help.english
        private = [("private", "Only you see the answer", False, False)] if name != "propose" else []
        assert [
            (each["name"], each["description"], each.get("required", False), each.get("autocomplete", False))
            for each in registered["options"]
        ] == [
            (a.name, a.help.english, a.required, a.arg.suggest is not None) for a in command.arguments
        ] + private


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
