"""Digests as a part of the running program: woken when they are due, from the desks' own tables.

APScheduler only wakes: its jobs are made anew from the tables at every start and whenever these change. What
is due is judged by the tables and the clock alone, at every look, so that nothing hangs on a job that was
missed or came twice.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlite_utils import Database

from bot.digests.delivering import Delivering, Now, utc_now
from bot.digests.sender import Sender
from bot.digests.trigger import SlotTrigger
from bot.places import Places
from bot.wording.wording import Wording, wording_for
from commands.digest.composing import card_of
from commands.digest.due import Clock, Found, look, pause_restored, put_due_together
from storage.connection import DeskError
from storage.desk import Desk
from storage.posts import Post
from storage.settings import setting

log = logging.getLogger(__name__)

EVERY: Final = 60.0
"""Seconds between two looks at all desks: what other programs write into one is found by then."""

# Below warnings it tells of every job that is added and run.
logging.getLogger("apscheduler").setLevel(logging.WARNING)


@dataclass
class Digests:
    """Serves the digests of all desks until the program stops.

    Attributes:
        places: Which desk answers where; it opens the desks, too.
        senders: The platforms that are served, by their names.
        wording: The language of desks whose own is not spoken here.
        now: The time.
        every: Seconds between two looks at all desks.
        first_wait: Seconds between the first attempt of a message that failed and the next.
    """

    places: Places
    senders: Mapping[str, Sender]
    wording: Wording
    now: Now = utc_now
    every: float = EVERY
    first_wait: float = 5.0
    _changed: set[str] = field(default_factory=set, init=False)
    _awake: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _jobs: dict[str, dict[str, Clock]] = field(default_factory=dict, init=False)
    _heads: dict[str, int] = field(default_factory=dict, init=False)

    def interrupt(self) -> bool:
        """Leaves Ctrl-C to the program: nobody is at a prompt."""
        return False

    def changed(self, desk: str) -> None:
        """Has a desk looked at soon: something was written into it, or is due."""
        self._changed.add(desk)
        self._awake.set()

    async def serve(self, stopping: asyncio.Event) -> None:
        """Posts what is due until the program stops."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.start()
        delivering = Delivering(self.senders, self.places, self.wording, self.now, self.first_wait)
        working = asyncio.ensure_future(self._work(scheduler, delivering))
        stop = asyncio.ensure_future(stopping.wait())
        try:
            await asyncio.wait({working, stop}, return_when=asyncio.FIRST_COMPLETED)
            if working.done():
                working.result()
        finally:
            for task in (working, stop):
                task.cancel()
            await asyncio.wait({working, stop})
            scheduler.shutdown(wait=False)
            await delivering.stop()

    async def _work(self, scheduler: AsyncIOScheduler, delivering: Delivering) -> None:
        loop = asyncio.get_running_loop()
        while True:
            for name in await self._all_desks():
                await self._look(name, scheduler, delivering)
            deadline = loop.time() + self.every
            while (left := deadline - loop.time()) > 0 and await self._woken(left):
                for name in self._take():
                    await self._look(name, scheduler, delivering)

    async def _all_desks(self) -> list[str]:
        try:
            found = [await asyncio.to_thread(self.places.registry.desks_on, each) for each in self.senders]
        except DeskError as error:
            log.warning("The digests of the desks could not be looked at: %s", error)
            return []
        return sorted({name for names in found for name in names})

    async def _woken(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._awake.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def _take(self) -> set[str]:
        self._awake.clear()
        taken, self._changed = self._changed, set()
        return taken

    async def _look(self, name: str, scheduler: AsyncIOScheduler, delivering: Delivering) -> None:
        """Does what is to be done for a desk; what fails is logged, and tried again at the next look."""
        try:
            desk = self.places.open(name)
            found = await desk.read(lambda db: look(db, self.senders))
            if await self._was_restored(name, desk, found):
                found = await desk.read(lambda db: look(db, self.senders))
            if found.has_any:
                await desk.write(self._put_due_together)
                found = await desk.read(lambda db: look(db, self.senders))
            self._schedule(name, found, scheduler)
            for platform, channels in found.busy.items():
                delivering.wake(name, desk, platform, channels)
        except DeskError as error:
            log.warning("The digests of the desk %s could not be looked at: %s", name, error)
        except Exception:
            log.exception("The digests of a desk could not be looked at", extra={"desk": name})

    async def _was_restored(self, name: str, desk: Desk, found: Found) -> bool:
        """Pauses the digests of a desk whose place a backup took: nobody knows what they told since then."""
        # No backup takes a desk's place while the program runs: a desk that stands still was seen.
        if self._heads.get(name) == found.head:
            return False
        registry = self.places.registry
        if not await asyncio.to_thread(registry.seen, name, found.head):
            self._heads[name] = found.head
            return False
        paused = await desk.write(lambda db: pause_restored(db, self.now()))
        after = await desk.read(lambda db: look(db, self.senders))
        await asyncio.to_thread(registry.restored, name, after.head)
        if paused:
            log.warning(
                "The desk %s was restored from a backup, so its %d digests are paused: /digest resume lets "
                "one go on",
                name,
                paused,
            )
        return True

    def _put_due_together(self, db: Database) -> None:
        wording = wording_for(setting(db, "language"), self.wording)

        def fits(post: Post) -> bool:
            return all(each.fits(card_of(post), wording) for each in self.senders.values())

        put_due_together(db, self.senders.keys(), self.now(), fits)

    def _schedule(self, name: str, found: Found, scheduler: AsyncIOScheduler) -> None:
        """Makes the desk's jobs as its table is."""
        wanted = {f"{name}/{clock.digest}": clock for clock in found.clocks}
        before = self._jobs.get(name, {})
        for job in before.keys() - wanted.keys():
            if scheduler.get_job(job) is not None:
                scheduler.remove_job(job)
        for job, clock in wanted.items():
            if before.get(job) != clock:
                is_by_clock = clock.schedule.quiet is None
                scheduler.add_job(
                    self.changed,
                    SlotTrigger(clock) if is_by_clock else IntervalTrigger(minutes=1),
                    args=(name,),
                    id=job,
                    replace_existing=True,
                    coalesce=True,
                    misfire_grace_time=None,  # the usual second would drop what is due while all is busy
                )
        self._jobs[name] = wanted
