"""When APScheduler wakes a digest: at the slots of its schedule, as the core has them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.triggers.base import BaseTrigger

from commands.digest.due import Clock
from commands.digest.slots import next_slot


class SlotTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Fires at each slot of a schedule, also where the clock is put forward or back."""

    def __init__(self, clock: Clock) -> None:
        """Take when it fires."""
        self._clock = clock

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """Returns the first slot after the one that fired before; None where there is none."""
        zone = ZoneInfo(self._clock.zone)
        found = next_slot(self._clock.schedule, zone, previous_fire_time or now)
        return None if found is None else found[1]
