"""The review queue in a channel of Discord: what waits, with its buttons, and what became of it."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any, Final

import aiohttp
import discord

from bot.discord.asker import PLATFORM, Opens
from bot.discord.layout import lay_out
from bot.discord.press import ANYBODY, Place
from bot.places import Places
from bot.wording.wording import Wording, wording_for
from commands.card import Card
from commands.review.board import Board, Changed, New, board, edited, posted, unreachable
from storage.connection import DeskError

log = logging.getLogger(__name__)

EVERY: Final = 60.0
"""Seconds between two looks at all desks: what other programs write into one is shown by then."""

_NO_MESSAGE: Final = 10008
"""Discord's code of a message that is gone."""


class Reviewing:
    """Keeps the channels that desks chose for their queue as the queue is."""

    def __init__(self, places: Places, desks: Opens, wording: Wording, every: float = EVERY) -> None:
        """Take what it looks at.

        Args:
            places: Which desk answers where.
            desks: The open desks.
            wording: The language of messages whose desk's own is not spoken here.
            every: Seconds between two looks at all desks.
        """
        self._places = places
        self._desks = desks
        self._wording = wording
        self._every = every
        self._changed: set[str] = set()
        self._awake = asyncio.Event()
        self._unreachable: set[tuple[str, str]] = set()

    def changed(self, desk: str) -> None:
        """Has a desk looked at soon: something was written into it."""
        self._changed.add(desk)
        self._awake.set()

    async def keep_up(self, client: discord.Client) -> None:
        """Shows what is to be shown, through a client, until it is cancelled."""
        await client.wait_until_ready()
        while True:
            for name in await self._all_desks():
                await self._look(client, name)
            deadline = asyncio.get_running_loop().time() + self._every
            while (left := deadline - asyncio.get_running_loop().time()) > 0 and await self._woken(left):
                for name in self._take():
                    await self._look(client, name)

    async def _all_desks(self) -> list[str]:
        try:
            return await asyncio.to_thread(self._places.registry.desks_on, PLATFORM)
        except DeskError as error:
            log.warning("The queues of the desks could not be looked at: %s", error)
            return []

    async def _woken(self, seconds: float) -> bool:
        """Waits until a desk was changed, but no longer than so many seconds; returns whether one was."""
        try:
            await asyncio.wait_for(self._awake.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def _take(self) -> set[str]:
        self._awake.clear()
        taken, self._changed = self._changed, set()
        return taken

    async def _look(self, client: discord.Client, name: str) -> None:
        """Does what is to be done for a desk; what fails is logged, and tried again at the next look."""
        try:
            desk = self._desks.desk(name)
            found = await board(desk, PLATFORM)
            for each in found.changed:
                await self._edit(client, found, each)
                await edited(desk, each)
            for new in found.new:
                message = await self._post(client, found, new)
                await posted(desk, PLATFORM, found.channel or "", str(message.id), new)
        except (discord.Forbidden, discord.NotFound) as error:
            await self._tell(name, found.channel or "", error)
        except (discord.HTTPException, aiohttp.ClientError, DeskError, OSError) as error:
            log.warning("The review queue of the desk %s could not be shown: %s", name, error)
        except Exception:
            log.exception("The review queue of a desk could not be shown", extra={"desk": name})
        else:
            self._unreachable.discard((name, found.channel or ""))

    async def _post(self, client: discord.Client, found: Board, new: New) -> discord.Message:
        channel = client.get_partial_messageable(int(found.channel or 0))
        # Where the answer is lost after Discord took it, the same nonce brings the same message.
        return await channel.send(view=self._laid_out(found, new.card), nonce=new.key)

    async def _edit(self, client: discord.Client, found: Board, changed: Changed) -> None:
        channel = client.get_partial_messageable(int(changed.post.channel))
        try:
            message = channel.get_partial_message(int(changed.post.message))
            await message.edit(view=self._laid_out(found, changed.card))
        except (discord.Forbidden, discord.NotFound) as error:
            # A message that can't be edited any more has nobody who could press it, or who should.
            if error.code != _NO_MESSAGE:
                log.warning("A message of the review queue can't be edited any more: %s", error)

    def _laid_out(self, found: Board, card: Card) -> Any:
        wording = wording_for(found.language, self._wording)
        first, *_ = lay_out(card, None, wording, ANYBODY, place=Place.ASIDE)
        return first

    async def _tell(self, name: str, channel: str, error: discord.HTTPException) -> None:
        """Tells the log, and whoever chose the channel, once that nothing can be posted there."""
        if (name, channel) in self._unreachable:
            return
        self._unreachable.add((name, channel))
        log.warning(
            "The review queue of the desk %s can't be shown in the channel %s: %s", name, channel, error
        )
        try:
            at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            await unreachable(self._desks.desk(name), channel, at)
        except DeskError as failed:
            log.warning("Whoever chose that channel could not be told: %s", failed)
