"""What is told of rooms, in order and without a gap: the place in it moves on once all before is handled."""

import asyncio
import json
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from bot.matrix.crypto import Crypto, Unreadable
from bot.matrix.http import ALWAYS, Homeserver, Json, NotLoggedIn, Refused, Unreachable, path
from bot.matrix.invitations import Invitations
from bot.matrix.members import Members
from bot.matrix.rooms import Room, Rooms
from bot.matrix.sending import ENCRYPTED
from bot.matrix.store import State, Store
from bot.stopping import unless

log = logging.getLogger(__name__)

Takes = Callable[[Room, Mapping[str, Any]], Awaitable[None]]

_WAITS: Final = 30_000
"""Milliseconds that the homeserver may wait for something to tell."""

_FULL: Final = 600.0
"""Seconds that all the state of all rooms may take."""

_AT_ONCE: Final = 50
"""Events of a room that come at once; those before them are asked for."""

_PAUSE: Final = 5.0
"""Seconds before a batch is asked for again whose answers could not be sent."""

_PAGE: Final = 200
_HANDLED: Final = 5_000
"""Events that are not handled again when they are told twice."""

_FILTER: Final = json.dumps(
    {
        "account_data": {"types": ["m.direct"]},
        "presence": {"types": []},
        "room": {
            "account_data": {"types": []},
            "ephemeral": {"types": []},
            "state": {"lazy_load_members": True},
            "timeline": {"limit": _AT_ONCE, "lazy_load_members": True},
        },
    }
)


class Syncing:
    """Follows what is told, and hands every event of a room on once."""

    def __init__(
        self,
        homeserver: Homeserver,
        store: Store,
        state: State,
        rooms: Rooms,
        members: Members,
        crypto: Crypto,
        invitations: Invitations,
        takes: Takes,
        user: str,
        catch_up: int,
    ) -> None:
        """Take what is followed, and what events are handed to.

        Args:
            homeserver: What tells.
            store: Where the place is kept.
            state: The place, and what is kept with it.
            rooms: The rooms that the bot is in.
            members: Who is in them.
            crypto: What decrypts.
            invitations: What is done with invitations and upgrades.
            takes: What events of rooms are handed to.
            user: The bot's id.
            catch_up: Minutes after which an event is too old to be handled.
        """
        self._homeserver = homeserver
        self._store = store
        self._state = state
        self._rooms = rooms
        self._members = members
        self._crypto = crypto
        self._invitations = invitations
        self._takes = takes
        self._user = user
        self._oldest = catch_up * 60 * 1000
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._ready = asyncio.Event()

    async def ready(self) -> None:
        """Waits until the rooms are known."""
        await self._ready.wait()

    async def follow(self, stopping: asyncio.Event) -> None:
        """Follows until the program stops; a batch that was begun is handled whole.

        Raises:
            NotLoggedIn: The homeserver does not accept the token.
        """
        full = True
        while (batch := await unless(stopping, self._batch(full=full))) is not None:
            try:
                await self._take(batch)
            except Unreachable as error:
                # What was not answered is told again while it is not too old; what was is not sent twice.
                log.warning("The homeserver could not be told all answers; trying again: %s", error)
                await unless(stopping, asyncio.sleep(_PAUSE))
                continue
            self._state.since = str(batch["next_batch"])
            self._state.encrypted = self._rooms.encrypted()
            await asyncio.to_thread(self._store.keep_state, self._state)
            if full:
                full = False
                self._ready.set()
                log.info("Answering on Matrix as %s, in %d rooms", self._user, len(self._rooms))

    async def _batch(self, *, full: bool) -> Json:
        query: dict[str, str | int] = {"filter": _FILTER, "timeout": 0 if full else _WAITS}
        if full:
            query["full_state"] = "true"
        if self._state.since is not None:
            query["since"] = self._state.since
        seconds = _FULL if full else _WAITS / 1000 + 30
        while True:
            try:
                return await self._homeserver.call(
                    "GET", path("v3/sync"), query=query, patience=ALWAYS, seconds=seconds
                )
            except NotLoggedIn:
                raise
            except Refused as error:
                if "since" not in query:
                    log.error("The homeserver tells nothing: %s", error)  # noqa: TRY400  # it says what is wrong
                    await asyncio.sleep(60)
                    continue
                # A homeserver that was put back from a backup does not know the place.
                log.warning("The homeserver does not know the bot's place; it begins anew: %s", error)
                del query["since"]
                query["full_state"], self._state.since = "true", None

    async def _take(self, batch: Json) -> None:
        """Takes a batch; of the first one only what is, since all that was said is history."""
        is_first = self._state.since is None
        keys_came = await self._crypto.take(batch)
        for event in batch.get("account_data", {}).get("events", ()):
            if event.get("type") == "m.direct":
                self._rooms.take_direct(event.get("content", {}))
        told = batch.get("rooms", {})
        if keys_came and not is_first:
            await self._take_waiting()
        for room in told.get("leave", {}):
            await self._invitations.left(room)
        joined = told.get("join", {})
        new = [room for room in joined if room not in self._rooms]
        for room in [self._take_state(*each) for each in joined.items()]:
            # Before anything is answered there: an upgraded room has its desk from the one before it.
            await self._invitations.joined(room)
        failed = await asyncio.gather(
            *(
                self._take_timeline(self._rooms.room(room), each["timeline"], room in new, is_first)
                for room, each in joined.items()
                if room in self._rooms and "timeline" in each
            ),
            return_exceptions=True,
        )
        # One room's failure keeps no other from its answers.
        for error in failed:
            if isinstance(error, NotLoggedIn | Unreachable | asyncio.CancelledError):
                raise error
            if error is not None:
                log.error("What was told of a room could not be taken", exc_info=error)
        for room, invited in told.get("invite", {}).items():
            await self._invitations.invited(room, invited.get("invite_state", {}).get("events", ()))

    def _take_state(self, id_: str, told: Json) -> Room:
        """Takes what is so in a room before its timeline, and of that what ties it to another room."""
        room = self._rooms.take(id_, told)
        timeline = told.get("timeline", {})
        for event in timeline.get("events", ()):
            if event.get("type") in ("m.room.create", "m.room.tombstone"):
                room.take(event)
        if timeline.get("limited"):
            # Who came and went meanwhile is not told: it is asked for when it counts.
            room.members = None
        return room

    async def _take_timeline(self, room: Room, timeline: Json, is_new: bool, is_first: bool) -> None:
        events = list(timeline.get("events", ()))
        if timeline.get("limited") and not is_first and not self._joins(events):
            events = [*await self._missed(room, str(timeline.get("prev_batch"))), *events]
        history = self._joins(events) if is_new else 0
        for place, event in enumerate(events):
            # State of the timeline comes after that of the batch.
            if "state_key" in event:
                room.take(event)
            elif not is_first and place >= history:
                await self._hand_on(room, event)

    def _joins(self, events: list[Json]) -> int:
        """Returns the place behind the event by which the bot came; 0 where it is not among these."""
        for place in range(len(events), 0, -1):
            event = events[place - 1]
            is_own = (event.get("type"), event.get("state_key")) == ("m.room.member", self._user)
            before = event.get("unsigned", {}).get("prev_content", {}).get("membership")
            if is_own and event.get("content", {}).get("membership") == "join" and before != "join":
                return place
        return 0

    async def _missed(self, room: Room, before: str) -> list[Json]:
        """Returns the events of a gap, the oldest first, but for what is too old or from before the bot."""
        found: list[Json] = []
        query: dict[str, str | int] = {"dir": "b", "limit": _PAGE, "from": before}
        if self._state.since is not None:
            query["to"] = self._state.since
        asked = path("v3/rooms", room.id, "messages")
        try:
            while True:
                page = await self._homeserver.call("GET", asked, query=query)
                events = list(page.get("chunk", ()))
                found += events
                is_over = not events or self._is_old(events[-1]) or self._joins(events[::-1])
                if is_over or "end" not in page:
                    break
                query["from"] = str(page["end"])
        except NotLoggedIn:
            raise
        except Refused as error:
            log.warning("What was missed in the room %s can't be had: %s", room.id, error)
        log.info("A gap of %d events in the room %s was filled", len(found), room.id)
        # What was state then may be otherwise now: it is not taken for what is so.
        return [event for event in found[::-1] if "state_key" not in event]

    async def _hand_on(self, room: Room, event: Json) -> None:
        name = str(event.get("event_id"))
        if name in self._seen or self._is_old(event):
            return
        if event.get("type") == ENCRYPTED:
            await self._open(room, event)
        else:
            await self._takes(room, event)
        self._seen[name] = None
        if len(self._seen) > _HANDLED:
            self._seen.popitem(last=False)

    async def _open(self, room: Room, event: Json) -> None:
        """Hands on what an encrypted event says; one whose key is not there yet waits for it."""
        if event.get("sender") == self._user:
            return
        try:
            opened = await self._crypto.decrypt(room, event)
        except Unreadable as error:
            if error.may_come:
                self._state.waiting.append((room.id, event))
            log.warning("An event of the room %s can't be read: %s", room.id, error)
        except NotLoggedIn:
            raise
        except Refused as error:
            log.warning("Whose an event of the room %s is can't be known: %s", room.id, error)
        else:
            await self._takes(room, opened)

    async def _take_waiting(self) -> None:
        waiting, self._state.waiting = self._state.waiting, []
        for room, event in waiting:
            if room in self._rooms and not self._is_old(event):
                await self._open(self._rooms.room(room), event)

    def _is_old(self, event: Json) -> bool:
        """Tells whether an event is too old to be answered."""
        sent = event.get("origin_server_ts", 0)
        return time.time() * 1000 - (sent if isinstance(sent, int | float) else 0) > self._oldest
