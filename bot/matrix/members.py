"""Who is in which room: asked of the homeserver where it counts, and kept for minutes."""

import logging
import time
from typing import Final

from bot.matrix.http import Homeserver, Refused, Unreachable, path
from bot.matrix.rooms import Room, Rooms

log = logging.getLogger(__name__)

_REMEMBERED: Final = 60.0
"""Seconds for which an answer of the homeserver holds."""

_PATIENCE: Final = 10.0
"""Seconds that the homeserver has to tell: whoever asks waits for it."""

_MOST: Final = 10_000


class Members:
    """Who is in which room."""

    def __init__(self, homeserver: Homeserver, rooms: Rooms) -> None:
        """Take what is asked."""
        self._homeserver = homeserver
        self._rooms = rooms
        self._known: dict[tuple[str, str], tuple[float, bool]] = {}

    async def has(self, room: str, user: str) -> bool:
        """Tells whether somebody is in a room that the bot is in; not so where that can't be told."""
        if room not in self._rooms:
            return False
        known = self._known.get((room, user))
        if known is not None and time.monotonic() - known[0] < _REMEMBERED:
            return known[1]
        asked = path("v3/rooms", room, "state", "m.room.member", user)
        try:
            found = await self._homeserver.get(asked, patience=_PATIENCE)
            is_in = found.get("membership") == "join"
        except Refused as error:
            if error.status != 404:
                log.warning("The homeserver does not tell who is in the room %s: %s", room, error)
                return False
            is_in = False
        except Unreachable as error:
            log.warning("The homeserver does not tell who is in the room %s: %s", room, error)
            return False
        if len(self._known) >= _MOST:
            self._known.pop(next(iter(self._known)))
        self._known[room, user] = time.monotonic(), is_in
        return is_in

    async def all_of(self, room: Room) -> set[str]:
        """Returns who is in a room or invited to it: whoever is to read what is written there.

        Raises:
            Refused: The homeserver does not tell.
            Unreachable: It can't be asked.
        """
        if room.members is None:
            found = await self._homeserver.get(path("v3/rooms", room.id, "members"))
            events = (event for event in found.get("chunk", ()))
            room.members = {
                str(event["state_key"])
                for event in events
                if event.get("content", {}).get("membership") in ("join", "invite")
            }
        return set(room.members)
