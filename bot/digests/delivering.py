"""Messages on their way: each channel's in order, and none of them delayed by another channel.

Before an attempt begins the desk keeps that it does. So after a crash it is known which message may have
arrived: within the platform's window the same key is sent again, which brings the same message; past it the
channel's history tells. Where that can't be read the message rests, and an admin is told.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlite_utils import Database

from bot.digests.sender import Later, NotTaken, Sender, Shown, Unreachable, Unreadable
from bot.places import Places
from bot.wording.wording import Wording, wording_for
from commands.digest.composing import card_of
from commands.digest.due import GivenUp, pause_channel, stamp, tell
from storage import outbox
from storage.connection import DeskError
from storage.desk import Desk
from storage.outbox import Message
from storage.posts import shortened
from storage.registry import Place
from storage.settings import setting

log = logging.getLogger(__name__)

Now = Callable[[], datetime]
Lane = tuple[str, str, str]
"""A desk's name, a platform, and a channel."""

_LONGEST_WAIT: Final = 600.0
"""Seconds between two attempts."""


class Delivering:
    """Delivers what stands in the outboxes of desks."""

    def __init__(
        self,
        senders: Mapping[str, Sender],
        places: Places,
        wording: Wording,
        now: Now,
        first_wait: float = 5.0,
    ) -> None:
        """Take what it delivers by.

        Args:
            senders: The platforms that are served.
            places: Which desk each server or room belongs to.
            wording: The language of desks whose own is not spoken here.
            now: The time.
            first_wait: Seconds between the first attempt that failed and the next.
        """
        self._senders = senders
        self._places = places
        self._wording = wording
        self._now = now
        self._first_wait = first_wait
        self._lanes: dict[Lane, asyncio.Task[None]] = {}
        self._woken: set[Lane] = set()

    def wake(self, name: str, desk: Desk, platform: str, channels: Iterable[str]) -> None:
        """Has channels looked after in which something is to be done."""
        for channel in channels:
            lane = (name, platform, channel)
            self._woken.add(lane)
            if lane not in self._lanes:
                self._lanes[lane] = asyncio.ensure_future(self._serve(lane, desk))

    @property
    def under_way(self) -> tuple[asyncio.Task[None], ...]:
        """The tasks of the channels in which something is being done."""
        return tuple(self._lanes.values())

    async def stop(self) -> None:
        """Ends what is under way; what was just being sent is looked for when the program runs again."""
        going = self.under_way
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)

    async def _serve(self, lane: Lane, desk: Desk) -> None:
        """Delivers all that a channel is to get."""
        sender = self._senders[lane[1]]
        try:
            while lane in self._woken:
                self._woken.discard(lane)
                while await self._step(sender, desk, lane):
                    pass
        except DeskError as error:
            log.warning("What the desk %s has to post could not be read or kept: %s", lane[0], error)
        except Exception:
            log.exception("A digest could not be delivered", extra={"desk": lane[0], "channel": lane[2]})
        finally:
            del self._lanes[lane]

    async def _step(self, sender: Sender, desk: Desk, lane: Lane) -> bool:
        """Does the next thing in a channel; returns whether there may be more."""
        name, platform, channel = lane
        await sender.ready()
        message = await desk.read(lambda db: outbox.next_message(db, platform, channel))
        if message is not None:
            if (left := self._left(message.due)) > 0:
                await asyncio.sleep(left)
                return True  # it may be something else by now, such as without what was expunged
            await self._deliver(sender, desk, name, message)
            return True
        edit = await desk.read(lambda db: outbox.next_edit(db, platform, channel))
        return edit is not None and await self._edit(sender, desk, name, edit)

    def _left(self, due: str) -> float:
        return (datetime.fromisoformat(due) - self._now()).total_seconds()

    async def _deliver(self, sender: Sender, desk: Desk, name: str, message: Message) -> None:
        if message.state == "sending":
            found_out = await self._found_out(sender, desk, message)
            if found_out is None:
                return
            message = found_out
        try:
            await self._held_to_its_desk(sender, name, message)
            shown = await self._shown(sender, desk, name, message)
            if not await desk.write(lambda db: outbox.begin(db, message.id, stamp(self._now()))):
                return  # it was taken back while its turn came
            sent = await sender.post(message.channel, shown, message.answers)
        except Unreachable as error:
            await self._unreachable(desk, message, str(error))
        except NotTaken as error:
            log.error("A digest was not taken: %s", error)  # noqa: TRY400  # where it was met helps nobody
            await self._give_up(desk, message, "failed", str(error))
        except Later as error:
            await self._again(desk, message, error)
        else:
            await desk.write(lambda db: outbox.sent(db, message.id, sent))

    async def _held_to_its_desk(self, sender: Sender, name: str, message: Message) -> None:
        """Holds a message to the servers and rooms of its desk, whatever channel its admins named.

        Raises:
            Unreachable: The channel is in none of them.
        """
        place = Place(message.platform, await sender.place(message.channel))
        if await self._places.desk_for(place) != name:
            raise Unreachable(f"the channel {message.channel} is in no server of the desk {name}")

    async def _shown(self, sender: Sender, desk: Desk, name: str, message: Message) -> Shown:
        """Returns what a message shows; what it grew by since it was put together is counted."""
        wording = await self._wording_of(desk)
        post = shortened(message.post, lambda each: sender.fits(card_of(each), wording))
        return Shown(card_of(post), wording, name, message.key)

    async def _found_out(self, sender: Sender, desk: Desk, message: Message) -> Message | None:
        """Finds out what became of attempts; returns what may be sent with the same key, None if nothing."""
        begun = datetime.fromisoformat(message.begun or message.at)
        if self._now() - begun < sender.window:
            return message
        try:
            found = await sender.find(message.channel, message.key, begun)
        except (Unreadable, Unreachable) as error:
            log.warning("Whether a message of a digest arrived can't be found out: %s", error)
            await self._give_up(desk, message, "unknown", str(error))
            return None
        except Later as error:
            await self._again(desk, message, error)
            return None
        if found is not None:
            await desk.write(lambda db: outbox.sent(db, message.id, found))
            return None
        due = stamp(self._now())
        await desk.write(lambda db: outbox.again(db, message.id, due, "it had not arrived", arrived=False))
        return replace(message, state="pending", begun=None)

    async def _again(self, desk: Desk, message: Message, error: Later) -> None:
        wait = min(self._first_wait * 2**message.attempts, _LONGEST_WAIT)
        due = stamp(self._now() + timedelta(seconds=max(wait, error.seconds)))
        log.warning("A message of a digest was not sent, and will be tried again: %s", error)
        fault = str(error)
        # What is certain of this attempt tells nothing of one before it.
        arrived = error.arrived if message.begun is None else None
        await desk.write(lambda db: outbox.again(db, message.id, due, fault, arrived=arrived))

    async def _give_up(self, desk: Desk, message: Message, state: GivenUp, fault: str) -> None:
        """Gives a message up, and tells whoever set its digest."""

        def give_up(db: Database) -> None:
            outbox.give_up(db, message.id, state, fault)
            tell(db, message.digest, message.channel, state, self._now())

        await desk.write(give_up)

    async def _unreachable(self, desk: Desk, message: Message, fault: str) -> None:
        """Gives a message up, and pauses the digests of its channel."""
        log.warning("Nothing can be posted in the channel %s: %s", message.channel, fault)
        # An attempt before this one may have arrived.
        state: GivenUp = "failed" if message.begun is None else "unknown"

        def give_up(db: Database) -> None:
            outbox.give_up(db, message.id, state, fault)
            pause_channel(db, message.platform, message.channel, self._now())

        await desk.write(give_up)

    async def _edit(self, sender: Sender, desk: Desk, name: str, message: Message) -> bool:
        """Has a message say what is so; returns whether the next may be edited at once."""
        try:
            shown = await self._shown(sender, desk, name, message)
            await sender.edit(message.channel, message.message or "", shown)
        except (Unreachable, NotTaken) as error:
            log.warning("A message of a digest can't be edited any more: %s", error)
            await desk.write(lambda db: outbox.drop_edit(db, message.id))
        except Later as error:
            log.warning("A message of a digest was not edited, and will be tried again: %s", error)
            return False
        else:
            await desk.write(lambda db: outbox.edited(db, message.id, message.post))
        return True

    async def _wording_of(self, desk: Desk) -> Wording:
        return wording_for(await desk.read(lambda db: setting(db, "language")), self._wording)


def utc_now() -> datetime:
    """Returns the time."""
    return datetime.now(UTC)
