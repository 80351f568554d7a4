"""Somebody on Matrix whose client encrypts: matrix-nio's whole client; the bot has its Olm machine alone."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nio
from nio.client.async_client import AsyncClient, AsyncClientConfig

from tests.matrix.homeserver import Account
from tests.matrix.people import Event, Somebody, until

RULE = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}


class Sealed(Somebody):
    """A person whose messages are encrypted where the room is, and who reads what is."""

    def __init__(self, url: str, account: Account, store: Path) -> None:
        super().__init__(url, account)
        store.mkdir()
        config = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=False)
        self.client = AsyncClient(url, account.user, account.device, str(store), config)
        self.client.restore_login(account.user, account.device, account.token)
        self._reading: asyncio.Task[None] | None = None
        self.unread = ("m.room.encrypted",)  # they come from the client, once it has read them

    async def come(self) -> None:
        """Begins to follow, as a client and as whoever sees what the homeserver has."""
        await super().come()
        await self.client.sync(timeout=0, full_state=True)
        await self.client.keys_upload()
        self.client.add_event_callback(self._take, nio.Event)
        self._reading = asyncio.ensure_future(self.client.sync_forever(timeout=10_000))

    async def go(self) -> None:
        """Ends that."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.wait({self._reading})
        await self.client.close()
        await super().go()

    async def send(self, room: str, kind: str, content: Event) -> str:
        """Sends an event, encrypted where the room is."""
        if kind == "m.reaction" or room not in self.client.rooms or not self.client.rooms[room].encrypted:
            return await super().send(room, kind, content)
        sent = await self.client.room_send(room, kind, content, ignore_unverified_devices=True)
        assert isinstance(sent, nio.RoomSendResponse), sent
        return str(sent.event_id)

    async def sealed_room(self, *invited: str, **more: Any) -> str:
        """Makes an encrypted room, and waits until the client knows that it is."""
        room = await self.room(*invited, initial_state=[RULE], **more)
        await until(lambda: room in self.client.rooms and self.client.rooms[room].encrypted)
        return room

    async def knows(self, room: str, user: str) -> None:
        """Waits until the client knows that somebody is in a room."""
        olm = self.client.olm
        assert olm is not None
        await until(lambda: user in self.client.rooms[room].users and not olm.users_for_key_query)

    async def raw(self, room: str, event: str) -> Event:
        """Returns an event as the homeserver has it."""
        return await self.ask("GET", f"v3/rooms/{quote(room)}/event/{quote(event)}")

    async def _take(self, room: nio.MatrixRoom, event: nio.Event) -> None:
        if not event.decrypted:
            return
        async with self._came:
            self.events.append({**event.source, "room_id": room.room_id})
            self._came.notify_all()
