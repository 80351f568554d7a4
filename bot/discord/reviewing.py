"""The review queue in a channel of Discord: what waits, with its buttons, and what became of it."""

import asyncio
import hashlib
import logging
from datetime import UTC, datetime
from typing import Final, TypeAlias

import aiohttp
import discord

from bot.discord.asker import PLATFORM, Opens
from bot.discord.components import Components
from bot.discord.layout import lay_out
from bot.discord.press import ANYBODY
from bot.discord.press import Place as Placed
from bot.places import Places
from bot.wording.wording import Wording, wording_for
from commands.card import Card
from commands.review.board import Board, Changed, board, edited, gone, posted, unreachable
from storage.connection import DeskError
from storage.desk import Desk
from storage.registry import Place

log = logging.getLogger(__name__)

EVERY: Final = 60.0
"""Seconds between two looks at all desks: what other programs write into one is shown by then."""

Channel: TypeAlias = discord.TextChannel | discord.VoiceChannel | discord.Thread


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
        self._looked_for: dict[str, int] = {}

    def changed(self, desk: str) -> None:
        """Has a desk looked at soon: something was written into it."""
        self._changed.add(desk)
        self._awake.set()

    async def keep_up(self, client: discord.Client) -> None:
        """Shows what is to be shown, through a client, until it is cancelled."""
        await client.wait_until_ready()
        while True:
            try:
                await self._round(client)
            except Exception:  # whatever it is, the next round may do better
                log.exception("The review queues could not be looked at")
                await asyncio.sleep(self._every)

    async def _round(self, client: discord.Client) -> None:
        """Looks at all desks, and then at those that are changed, until all are due again."""
        for name in await asyncio.to_thread(self._places.registry.desks_on, PLATFORM):
            await self._look(client, name, thorough=True)
        deadline = asyncio.get_running_loop().time() + self._every
        while (left := deadline - asyncio.get_running_loop().time()) > 0 and await self._woken(left):
            for name in self._take():
                await self._look(client, name)

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

    async def _look(self, client: discord.Client, name: str, *, thorough: bool = False) -> None:
        """Does what is to be done for a desk; what fails is logged, and tried again at the next look."""
        try:
            desk = self._desks.desk(name)
            found = await board(desk, PLATFORM)
            for each in found.changed:
                await self._edit(client, name, desk, found, each)
            if found.channel is None:
                return
            channel = await self._channel(client, name, found.channel)
            if channel is None:
                await self._tell(
                    name, found.channel, "it is in none of the desk's servers, or not to be seen"
                )
                return
            if thorough:
                await self._look_for_one(channel, name, desk, found)
            await self._post_all(channel, name, desk, found)
        except (discord.HTTPException, aiohttp.ClientError, DeskError, OSError) as error:
            log.warning("The review queue of the desk %s could not be shown: %s", name, error)

    async def _channel(self, client: discord.Client, name: str, one: str) -> Channel | None:
        """Returns a channel to post in: only of a server whose desk it is, whatever its admins may name."""
        found = client.get_channel(int(one)) if one.isdecimal() else None
        if not isinstance(found, discord.TextChannel | discord.VoiceChannel | discord.Thread):
            return None
        place = Place(PLATFORM, str(found.guild.id))
        return found if await self._places.desk_for(place) == name else None

    async def _post_all(self, channel: Channel, name: str, desk: Desk, found: Board) -> None:
        for new in found.new:
            try:
                # Where the answer is lost after Discord took it, the same nonce brings the same message.
                nonce = _nonce(name, str(channel.id), new.key)
                message = await channel.send(view=self._laid_out(name, found, new.card), nonce=nonce)
            except (discord.Forbidden, discord.NotFound) as error:
                await self._tell(name, str(channel.id), str(error))
                return
            except discord.HTTPException as error:
                log.warning("Something of the review queue of the desk %s can't be shown: %s", name, error)
                continue
            await posted(desk, PLATFORM, str(channel.id), str(message.id), new)
            self._unreachable.discard((name, str(channel.id)))

    async def _edit(
        self, client: discord.Client, name: str, desk: Desk, found: Board, changed: Changed
    ) -> None:
        channel = client.get_partial_messageable(int(changed.post.channel))
        try:
            message = channel.get_partial_message(int(changed.post.message))
            await message.edit(view=self._laid_out(name, found, changed.card))
        except (discord.Forbidden, discord.NotFound) as error:
            # A message that can't be edited any more has nobody who could press it, or who should.
            log.info("A message of the review queue can't be edited any more: %s", error)
            await gone(desk, changed.post)
        else:
            await edited(desk, changed)

    async def _look_for_one(self, channel: Channel, name: str, desk: Desk, found: Board) -> None:
        """Looks whether a message is still there, another each time: what somebody deleted is posted anew."""
        mine = [post for post in found.shown if post.channel == str(channel.id)]
        after = self._looked_for.get(name, 0)
        post = next((each for each in mine if each.id > after), mine[0] if mine else None)
        if post is None:
            return
        self._looked_for[name] = post.id
        try:
            await channel.get_partial_message(int(post.message)).fetch()
        except discord.NotFound:
            await gone(desk, post)
            self.changed(name)
        except discord.Forbidden:
            log.debug("The bot may not read the history of the channel %s", channel.id)

    def _laid_out(self, name: str, found: Board, card: Card) -> Components:
        wording = wording_for(found.language, self._wording)
        first, *_ = lay_out(card, None, wording, ANYBODY, name, Placed.ASIDE)
        return first

    async def _tell(self, name: str, channel: str, why: str) -> None:
        """Tells the log, and whoever chose the channel, once that nothing can be posted there."""
        if (name, channel) in self._unreachable:
            return
        self._unreachable.add((name, channel))
        log.warning(
            "The review queue of the desk %s can't be shown in the channel %s: %s", name, channel, why
        )
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        await unreachable(self._desks.desk(name), channel, at)


def _nonce(desk: str, channel: str, key: str) -> str:
    """Returns what names a message to Discord, in 25 characters: of the bot's messages it knows no desk."""
    return hashlib.sha256("\0".join((desk, channel, key)).encode()).hexdigest()[:25]
