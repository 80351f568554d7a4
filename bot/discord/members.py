"""Who is in which server: asked of Discord when somebody asks in a direct chat, and kept for minutes."""

import asyncio
import logging
import time
from typing import Any, Final

import aiohttp
import discord

log = logging.getLogger(__name__)

_REMEMBERED: Final = 600.0
"""Seconds for which an answer of Discord holds: whoever leaves a server may ask its desk for so long."""

_FAILED: Final = 30.0
"""Seconds for which it holds that Discord could not tell."""

_AT_ONCE: Final = 5
_PATIENCE: Final = 5.0
"""Seconds that Discord has to tell: whoever asks waits for it."""

_MOST: Final = 10_000
"""Answers that are remembered."""


class Members:
    """Who is in which server.

    The bot has no list of members, which takes a privileged intent; it may ask for one member
    (https://discord.com/developers/docs/resources/guild#get-guild-member).
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[float, bool]] = {}
        self._asking = asyncio.Semaphore(_AT_ONCE)

    async def has(self, server: str, interaction: discord.Interaction[Any]) -> bool:
        """Tells whether whoever asks is in a server; not so where Discord can't tell."""
        key = (server, interaction.user.id)
        known = self._known.get(key)
        if known is not None and time.monotonic() < known[0]:
            return known[1]
        guild = interaction.client.get_guild(int(server))
        if guild is None:
            return False
        is_in, holds = await self._told(guild, interaction.user.id)
        if len(self._known) >= _MOST:
            self._known.pop(next(iter(self._known)))
        self._known[key] = time.monotonic() + holds, is_in
        return is_in

    async def _told(self, guild: discord.Guild, who: int) -> tuple[bool, float]:
        """Asks Discord; returns what it says, and for how many seconds that holds."""
        try:
            async with self._asking, asyncio.timeout(_PATIENCE):
                await guild.fetch_member(who)
        except discord.NotFound:
            return False, _REMEMBERED
        except (discord.HTTPException, TimeoutError, aiohttp.ClientError, OSError) as error:
            log.warning("Discord does not tell who is in the server %s: %s", guild.id, error)
            return False, _FAILED
        return True, _REMEMBERED
