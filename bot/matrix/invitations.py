"""How the bot comes into rooms, out of them, and from a room into the one that it was upgraded to."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.matrix.asker import Desks
from bot.matrix.describing import Describing
from bot.matrix.http import Homeserver, NotLoggedIn, Refused, Unreachable, path
from bot.matrix.rooms import Room, Rooms
from bot.matrix.sending import Sending
from storage.connection import DeskError

log = logging.getLogger(__name__)

_FAILED = (Refused, Unreachable)


class Invitations:
    """Accepts those invitations that the configuration lets, and rejects the others."""

    def __init__(
        self,
        homeserver: Homeserver,
        rooms: Rooms,
        desks: Desks,
        sending: Sending,
        describing: Describing,
        user: str,
        allowed: Sequence[str] | None,
    ) -> None:
        """Take whose invitations are accepted: users, servers, `*`; None for the bot's own server."""
        self._describing = describing
        self._homeserver = homeserver
        self._rooms = rooms
        self._desks = desks
        self._sending = sending
        self._user = user
        self._allowed = frozenset([_server(user)] if allowed is None else allowed)

    async def invited(self, room: str, state: Iterable[Mapping[str, Any]]) -> None:
        """Accepts or rejects an invitation; what fails is told again by the next sync after a start."""
        told = list(state)
        own = next((each for each in told if each.get("state_key") == self._user), {})
        by = str(own.get("sender", ""))
        try:
            if not (self._is_allowed(by) or self._continues(room)):
                await self._leave(room)
                log.warning("An invitation of %s to the room %s was rejected", by, room)
                return
            await self._homeserver.call("POST", path("v3/rooms", room, "join"), {})
            log.info("Came into the room %s, invited by %s", room, by)
            if own.get("content", {}).get("is_direct") is True:
                self._rooms.direct[room] = by
                await self._sending.keep_direct()
        except NotLoggedIn:
            raise
        except _FAILED as error:
            log.warning("An invitation of %s to the room %s could not be answered: %s", by, room, error)

    async def left(self, room: str) -> None:
        """Forgets a room that the bot is not in any more; its desk stays."""
        if self._rooms.left(room):
            log.warning(
                "Taken out of the room %s; its desk is kept, and answers again if the bot is invited", room
            )
        try:
            await self._homeserver.call("POST", path("v3/rooms", room, "forget"), {})
        except NotLoggedIn:
            raise
        except _FAILED as error:
            log.debug("The room %s could not be forgotten: %s", room, error)

    async def joined(self, room: Room) -> None:
        """Does what is to be done in a room first; one that was upgraded is followed, its desk with it."""
        self._describing.describe(room)
        try:
            if room.replaced_by is not None and room.replaced_by not in self._rooms:
                await self._homeserver.call("POST", path("v3/join", room.replaced_by), {})
            before = (
                self._rooms.room(room.replaces) if room.replaces and room.replaces in self._rooms else None
            )
            # Each names the other: anybody may say that their room replaces one.
            if before is not None and before.replaced_by == room.id:
                await self._desks.follow(before.id, room.id)
                log.info(
                    "The desk of the room %s answers in %s, which it was upgraded to", before.id, room.id
                )
                await self._leave(before.id)
                self._rooms.left(before.id)
        except NotLoggedIn:
            raise
        except _FAILED as error:
            log.warning("The room that replaces %s can't be entered yet: %s", room.id, error)
        except DeskError as error:
            log.warning("The desk of an upgraded room could not follow: %s", error)

    def _is_allowed(self, by: str) -> bool:
        return bool({by, _server(by), "*"} & self._allowed)

    def _continues(self, room: str) -> bool:
        return any(each.replaced_by == room for each in self._rooms)

    async def _leave(self, room: str) -> None:
        await self._homeserver.call("POST", path("v3/rooms", room, "leave"), {})


def _server(user: str) -> str:
    return user.partition(":")[2]
