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
    # What they may do in a server counts where the bot was added to it, and nowhere else.
    may_manage = interaction.is_guild_integration() and interaction.permissions.manage_guild
    role = Role.ADMIN if may_manage else Role.READER
    return Person(PLATFORM, str(user.id), user.display_name, role)


class Servers:
    """The desks of servers, and of direct chats: which one answers where."""

    def __init__(
        self, places: Places, desks: "Opens", cooldowns: Cooldowns, memberships: "Memberships"
    ) -> None:
        """Keep what a place is put together of.

        Args:
            places: Which desk answers where.
            desks: The open desks.
            cooldowns: When each person asked last.
            memberships: Who is in which server.
        """
        self._places = places
        self._desks = desks
        self._cooldowns = cooldowns
        self._memberships = memberships

    async def where(self, interaction: discord.Interaction[Any]) -> Where | None:
        """Returns the place of a question; None where no desk may be asked.

        A server that the bot was not added to is no place of its own, whoever brought the bot along: there,
        as in a direct chat, whoever asks is answered from a desk that they may ask.

        Raises:
            DeskError: The desk or the registry can't be read or written.
        """
        if not interaction.is_guild_integration():
            return await self._direct(interaction)
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

    async def _direct(self, interaction: discord.Interaction[Any]) -> Where | None:
        async def is_in(place: Place) -> bool:
            return place.platform == PLATFORM and await self._memberships.has(place.place, interaction)

        found = await self._places.direct(person(interaction), is_in)
        if found is None:
            return None
        name, others = found
        return Where(
            self._desks.desk(name),
            name,
            _channel(interaction),
            registry=self._places.registry,
            others=others,
            cooldowns=self._cooldowns,
        )


class Memberships(Protocol):
    """Tells who is in a server, as `bot.discord.members.Members` does."""

    async def has(self, server: str, interaction: discord.Interaction[Any]) -> bool:
        """Tells whether whoever asks is in a server at this moment."""
        ...


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
