"""Who asks on Discord, and where: what the platform vouches for, and the desk of a server."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

import discord

from bot.config import Discord as Settings
from bot.places import Places
from commands.cooldown import Cooldowns
from commands.people import Person, Role, Where
from storage.desk import Desk
from storage.registry import Place

PLATFORM = "discord"


def permissions_of(settings: Settings) -> dict[str, Role]:
    """Returns the role of whoever has a permission, by the permission."""
    roles: dict[str, Role] = {settings.admin_permission: Role.ADMIN}
    if settings.editor_permission is not None:
        roles.setdefault(settings.editor_permission, Role.EDITOR)
    return roles


class Servers:
    """The desks of servers, and of direct chats: which one answers where."""

    def __init__(
        self,
        places: Places,
        desks: "Opens",
        cooldowns: Cooldowns,
        memberships: "Memberships",
        permissions: Mapping[str, Role],
    ) -> None:
        """Keep what a place, and whoever asks there, is put together of.

        Args:
            places: Which desk answers where.
            desks: The open desks.
            cooldowns: When each person asked last.
            memberships: Who is in which server.
            permissions: The role of whoever has a permission.
        """
        self._places = places
        self._desks = desks
        self._cooldowns = cooldowns
        self._memberships = memberships
        self._permissions = permissions

    def person(self, interaction: discord.Interaction[Any]) -> Person:
        """Returns whoever asks, with what a server that the bot was added to vouches for, and no other."""
        user = interaction.user
        who = Person(PLATFORM, str(user.id), user.display_name, Role.READER)
        if not interaction.is_guild_integration():
            return who
        held = [role for name, role in self._permissions.items() if getattr(interaction.permissions, name)]
        # The role that everybody has bears the server's id.
        groups = {str(interaction.guild_id)}
        if isinstance(user, discord.Member):
            groups.update(str(role.id) for role in user.roles)
        return replace(who, role=max(held, default=Role.READER), groups=tuple(sorted(groups)))

    async def where(self, interaction: discord.Interaction[Any], *, every: bool = False) -> Where | None:
        """Returns the place of a question; None where no desk may be asked.

        A server that the bot was not added to is no place of its own, whoever brought the bot along: there,
        as in a direct chat, whoever asks is answered from a desk that they may ask.

        Args:
            interaction: What is asked.
            every: Whether all desks are wanted that they may choose from in a direct chat.

        Raises:
            DeskError: The desk or the registry can't be read or written.
        """
        if not interaction.is_guild_integration():
            return await self._direct(interaction, every)
        place = Place(PLATFORM, str(interaction.guild_id))
        name = await self._places.desk_for(place)
        return Where(
            self._desks.desk(name),
            name,
            _channel(interaction),
            place=place,
            registry=self._places.registry,
            cooldowns=self._cooldowns,
            groups=_groups(interaction),
        )

    async def _direct(self, interaction: discord.Interaction[Any], every: bool) -> Where | None:
        async def is_in(place: Place) -> bool:
            return place.platform == PLATFORM and await self._memberships.has(place.place, interaction)

        found = await self._places.direct(self.person(interaction), is_in, every=every)
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


def _groups(interaction: discord.Interaction[Any]) -> dict[str, str]:
    """Returns the names of the server's roles by id, the highest first."""
    roles = interaction.guild.roles if interaction.guild is not None else ()
    return {str(role.id): role.name for role in reversed(roles)}


def _channel(interaction: discord.Interaction[Any]) -> str:
    """Returns the channel's id; a thread belongs to its channel, and follows its topic."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        return str(channel.parent_id)
    return str(interaction.channel_id)
