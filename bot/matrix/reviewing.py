"""The review queue in a room of Matrix: what waits, approved by a reaction, and what became of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final

from bot.matrix.answering import APPROVE
from bot.matrix.asker import PLATFORM, Opens
from bot.matrix.http import NotLoggedIn, Refused, Unreachable
from bot.matrix.layout import Message, lay_out
from bot.matrix.markup import joined, tagged, words
from bot.matrix.pieces import Speech
from bot.matrix.rooms import Rooms
from bot.matrix.sending import Sending, transaction
from bot.places import Places
from bot.wording.wording import Wording, wording_for
from commands.card import Card
from commands.people import Where
from commands.review.board import Board, Changed, New, approving, board, edited, posted, unreachable
from storage.connection import DeskError
from storage.registry import Place

log = logging.getLogger(__name__)

EVERY: Final = 60.0
"""Seconds between two looks at all desks: what other programs write into one is shown by then."""


class Reviewing:
    """Keeps the rooms that desks chose for their queue as the queue is."""

    def __init__(
        self,
        places: Places,
        desks: Opens,
        rooms: Rooms,
        sending: Sending,
        wording: Wording,
        every: float = EVERY,
    ) -> None:
        """Take what it looks at.

        Args:
            places: Which desk answers where.
            desks: The open desks.
            rooms: The rooms that the bot is in.
            sending: What sends.
            wording: The language of messages whose desk's own is not spoken here.
            every: Seconds between two looks at all desks.
        """
        self._places = places
        self._desks = desks
        self._rooms = rooms
        self._sending = sending
        self._wording = wording
        self._every = every
        self._changed: set[str] = set()
        self._awake = asyncio.Event()
        self._unreachable: set[tuple[str, str]] = set()

    def changed(self, desk: str) -> None:
        """Has a desk looked at soon: something was written into it."""
        self._changed.add(desk)
        self._awake.set()

    async def approving(self, where: Where, message: str) -> str | None:
        """Returns the line that approves what a message shows; None where it shows nothing that waits."""
        return await approving(where.desk, PLATFORM, message)

    async def keep_up(self, ready: Callable[[], Awaitable[None]]) -> None:
        """Shows what is to be shown, once the rooms are known, until it is cancelled."""
        await ready()
        while True:
            for name in await self._all_desks():
                await self._look(name)
            deadline = asyncio.get_running_loop().time() + self._every
            while (left := deadline - asyncio.get_running_loop().time()) > 0 and await self._woken(left):
                for name in self._take():
                    await self._look(name)

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

    async def _look(self, name: str) -> None:
        """Does what is to be done for a desk; what fails is logged, and tried again at the next look."""
        try:
            desk = self._desks.desk(name)
            found = await board(desk, PLATFORM)
            for each in found.changed:
                await self._edit(name, found, each)
                await edited(desk, each)
            if found.channel is None:
                return
            if not await self._is_the_desks(name, found.channel):
                await self._tell(name, found.channel)
                return
            for new in found.new:
                sent = await self._post(name, found, new)
                await posted(desk, PLATFORM, found.channel, sent, new)
        except NotLoggedIn:
            raise
        except (Refused, Unreachable, DeskError) as error:
            log.warning("The review queue of the desk %s could not be shown: %s", name, error)
        except Exception:
            log.exception("The review queue of a desk could not be shown", extra={"desk": name})
        else:
            self._unreachable.discard((name, found.channel))

    async def _is_the_desks(self, name: str, room: str) -> bool:
        """Tells whether something may be posted in a room: only where the desk is its own."""
        return room in self._rooms and await self._places.desk_for(Place(PLATFORM, room)) == name

    async def _post(self, name: str, found: Board, new: New) -> str:
        room = self._rooms.room(found.channel or "")
        laid_out = self._laid_out(found, new.card)
        # Where the answer is lost after the homeserver took it, the same transaction brings the same message.
        sent = await self._sending.message(room, laid_out.content(), transaction("queue", name, new.key))
        await self._sending.react(room, sent, APPROVE, transaction("approve", name, new.key))
        return sent

    async def _edit(self, name: str, found: Board, changed: Changed) -> None:
        if changed.post.channel not in self._rooms:
            return  # nobody reads it there any more, or should
        room = self._rooms.room(changed.post.channel)
        about = transaction("settled", name, str(changed.post.id), str(changed.revision))
        content = self._laid_out(found, changed.card).content()
        try:
            await self._sending.edit(room, changed.post.message, content, about)
        except NotLoggedIn:
            raise
        except Refused as error:
            log.info("A message of the review queue can't be edited any more: %s", error)

    def _laid_out(self, found: Board, card: Card) -> Message:
        wording = wording_for(found.language, self._wording)
        laid_out = lay_out(card, None, Speech(wording))
        if all(each.asks for each in card.actions):
            return laid_out
        hint = tagged("em", words(wording.say("matrix-approve")))
        return Message(joined((laid_out.said, hint), "\n\n"))

    async def _tell(self, name: str, channel: str) -> None:
        """Tells the log, and whoever chose the room, once that nothing can be written there."""
        if (name, channel) in self._unreachable:
            return
        self._unreachable.add((name, channel))
        log.warning(
            "The review queue of the desk %s can't be shown in %s: it is no room of that desk", name, channel
        )
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        await unreachable(self._desks.desk(name), channel, at)
