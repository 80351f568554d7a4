"""Who asks on Discord, and where: what the platform vouches for, and the desk of a server."""

from typing import Any, Protocol

import discord

from bot.places import Places
from commands.cooldown import Cooldowns
from commands.people import Person, Role, Where
from storage.desk import Desk
from storage.registry import Place

PLATFORM = "discord"


def person(interaction: discord.Interaction[Any]) -> Person:
    """Returns whoever asks; who may manage the server is an admin where the desk says nothing else."""
    user = interaction.user
    may_manage = interaction.guild_id is not None and interaction.permissions.manage_guild
    role = Role.ADMIN if may_manage else Role.READER
    return Person(PLATFORM, str(user.id), user.display_name, role)


class Servers:
    """The desks of servers: which one answers where."""

    def __init__(self, places: Places, desks: "Opens", cooldowns: Cooldowns) -> None:
        """Keep what a place is put together of.

        Args:
            places: Which desk answers where.
            desks: The open desks.
            cooldowns: When each person asked last.
        """
        self._places = places
        self._desks = desks
        self._cooldowns = cooldowns

    async def where(self, interaction: discord.Interaction[Any]) -> Where | None:
        """Returns the place of a question; None where it is no server.

        Raises:
            DeskError: The desk or the registry can't be read or written.
        """
        if interaction.guild_id is None:
            return None
        place = Place(PLATFORM, str(interaction.guild_id))
        name = await self._places.desk_for(place)
        return Where(
            self._desks.desk(name),
            name,
            _channel(interaction),
            place=place,
            registry=self._places.registry,
            cooldowns=self._cooldowns,
        )


class Opens(Protocol):
    """What opens desks, as `bot.running.OpenDesks` does."""

    def desk(self, name: str) -> Desk:
        """Returns the desk of that name."""
        ...


def _channel(interaction: discord.Interaction[Any]) -> str:
    """Returns the channel's id; a thread belongs to its channel, and follows its topic."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        return str(channel.parent_id)
    return str(interaction.channel_id)
