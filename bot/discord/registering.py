"""Commands made known to Discord, and only where they differ from what it has."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

import discord
from discord import app_commands
from discord.http import Route

from bot.discord.limits import COMMAND, COMMANDS, characters

log = logging.getLogger(__name__)

_TOLD: Final = ("name", "description", "default_member_permissions")
_FOR_ALL: Final = ("contexts", "integration_types")
"""What Discord keeps only of commands that are for all servers."""

_LOCALISED: Final = ("name_localizations", "description_localizations")
_OF_OPTIONS: Final = ("name", "description", "type", "required", "autocomplete")

_FOR_ALL_SERVERS: Final = "/applications/{application_id}/commands"
_FOR_ONE_SERVER: Final = "/applications/{application_id}/guilds/{guild_id}/commands"


def check(payloads: Sequence[Mapping[str, Any]]) -> None:
    """Holds commands to limits that Discord has, and neither the core nor discord.py.

    Raises:
        ValueError: Discord would refuse them.
    """
    if len(payloads) > COMMANDS:
        raise ValueError(f"{len(payloads)} commands are more than Discord takes ({COMMANDS})")
    for payload in payloads:
        if (size := characters(payload)) > COMMAND:
            raise ValueError(f"the command {payload['name']} has {size} characters, of {COMMAND}")


async def register(tree: app_commands.CommandTree[Any], server: int | None) -> bool:
    """Makes the commands of a tree known to Discord, for all servers or for one.

    Returns:
        Whether Discord had others, and was told.

    Raises:
        discord.HTTPException: Discord refused, or could not be asked.
    """
    guild = None if server is None else discord.Object(server)
    translator = tree.translator or app_commands.Translator()
    payloads = [
        await command.get_translated_payload(tree, translator) for command in tree.get_commands(guild=guild)
    ]
    check(payloads)
    known = await _known(tree.client, server)
    told = _TOLD if server is not None else (*_TOLD, *_FOR_ALL)
    if _as_compared(known, told) == _as_compared(payloads, told):
        return False
    await tree.sync(guild=guild)
    return True


async def clear(client: discord.Client, server: int) -> bool:
    """Takes the commands away that one server was given of its own, before they were for all servers.

    Returns:
        Whether there were any.

    Raises:
        discord.HTTPException: Discord refused, or could not be asked.
    """
    if client.application_id is None or not await _known(client, server):
        return False
    await client.http.bulk_upsert_guild_commands(client.application_id, server, [])
    return True


async def _known(client: discord.Client, server: int | None) -> Sequence[Mapping[str, Any]]:
    """Returns the commands as Discord has them, in every language.

    discord.py would ask without languages, and make objects that leave out what is compared.
    """
    if client.application_id is None:
        raise discord.MissingApplicationID
    path = _FOR_ALL_SERVERS if server is None else _FOR_ONE_SERVER
    route = Route("GET", path, application_id=client.application_id, guild_id=server)
    known: Sequence[Mapping[str, Any]] = await client.http.request(
        route, params={"with_localizations": "true"}
    )
    return known


def _as_compared(
    commands: Sequence[Mapping[str, Any]], told: Sequence[str]
) -> dict[tuple[Any, Any], dict[str, Any]]:
    """Returns commands as they are compared: what Discord adds is left out, and no order is kept."""
    return {(each["name"], each.get("type", 1)): _compared(each, told) for each in commands}


def _compared(command: Mapping[str, Any], told: Sequence[str]) -> dict[str, Any]:
    kept = {name: _plain(command.get(name)) for name in told}
    kept |= {name: command.get(name) or None for name in _LOCALISED}
    return kept | {"options": [_option(option) for option in command.get("options") or ()]}


def _option(option: Mapping[str, Any]) -> dict[str, Any]:
    # Discord leaves out what is false and what is empty.
    told = {name: option.get(name) or None for name in (*_OF_OPTIONS, *_LOCALISED)}
    return told | {"options": [_option(inner) for inner in option.get("options") or ()]}


def _plain(value: Any) -> Any:
    """Returns a value in the one form that both sides write it in.

    Permissions are a text or a number, and no description is an empty one.
    """
    if isinstance(value, list):
        return sorted(value)
    return str(value) if value not in (None, "") else None
