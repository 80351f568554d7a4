"""Somebody on Matrix who is no bot: a plain client of the homeserver's API, without encryption."""

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote

import aiohttp

from tests.matrix.homeserver import Account

SECONDS: Final = 30.0

Event = dict[str, Any]


class Somebody:
    """A person with a client, who follows their rooms from the moment of `come`."""

    def __init__(self, url: str, account: Account) -> None:
        self._url = url
        self.account = account
        self.user = account.user
        self.events: list[Event] = []
        self.unread: tuple[str, ...] = ()
        self._session: aiohttp.ClientSession | None = None
        self._since = ""
        self._following: asyncio.Task[None] | None = None
        self._came = asyncio.Condition()

    async def come(self) -> None:
        """Begins to follow."""
        self._session = aiohttp.ClientSession(headers={"Authorization": f"Bearer {self.account.token}"})
        self._since = (await self.ask("GET", "v3/sync?timeout=0"))["next_batch"]
        self._following = asyncio.ensure_future(self._follow())

    async def go(self) -> None:
        """Ends that."""
        if self._following is not None:
            self._following.cancel()
            await asyncio.wait({self._following})
        if self._session is not None:
            await self._session.close()

    async def ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """Asks the homeserver for something."""
        assert self._session is not None
        async with self._session.request(method, f"{self._url}/_matrix/client/{path}", json=body) as response:
            found: dict[str, Any] = await response.json()
            assert response.status == 200, (path, found)
        return found

    async def room(self, *invited: str, **more: Any) -> str:
        """Makes a room, and invites people."""
        told = {"preset": "private_chat", "invite": list(invited), **more}
        return str((await self.ask("POST", "v3/createRoom", told))["room_id"])

    async def join(self, room: str) -> None:
        """Joins a room."""
        await self.ask("POST", f"v3/rooms/{quote(room)}/join", {})

    async def say(self, room: str, body: str, **more: Any) -> str:
        """Writes a message, and returns its event's id."""
        return await self.send(room, "m.room.message", {"msgtype": "m.text", "body": body, **more})

    async def send(self, room: str, kind: str, content: Event) -> str:
        """Sends an event, and returns its id."""
        path = f"v3/rooms/{quote(room)}/send/{kind}/{secrets.token_hex(8)}"
        return str((await self.ask("PUT", path, content))["event_id"])

    async def react(self, room: str, event: str, sign: str) -> str:
        """Puts a sign below a message."""
        related = {"rel_type": "m.annotation", "event_id": event, "key": sign}
        return await self.send(room, "m.reaction", {"m.relates_to": related})

    async def edit(self, room: str, event: str, body: str) -> str:
        """Writes something else in the place of a message."""
        new = {"msgtype": "m.text", "body": body}
        related = {"rel_type": "m.replace", "event_id": event}
        return await self.say(room, f"* {body}", **{"m.new_content": new, "m.relates_to": related})

    async def wait(self, found: Callable[[Event], bool], seconds: float = SECONDS) -> Event:
        """Returns the first event that is what is waited for."""
        async with self._came:
            async with asyncio.timeout(seconds):
                while (event := next(filter(found, self.events), None)) is None:
                    await self._came.wait()
        return event

    async def answer(self, command: str) -> Event:
        """Returns the answer to a message, in its room."""
        return await self.wait(lambda event: replied_to(event) == command)

    async def asks(self, room: str, body: str) -> Event:
        """Asks something, and returns the answer."""
        return await self.answer(await self.say(room, body))

    def answers(self, command: str) -> list[Event]:
        """Returns what came in answer to a message, but for edits."""
        return [event for event in self.events if replied_to(event) == command and not edits(event)]

    async def state(self, room: str, kind: str, key: str = "") -> Event:
        """Returns what the state of a room is."""
        return await self.ask("GET", f"v3/rooms/{quote(room)}/state/{kind}/{quote(key, safe='')}")

    async def joined(self, room: str, user: str) -> None:
        """Waits until somebody is in a room."""
        async with asyncio.timeout(SECONDS):
            while True:
                found = await self.ask("GET", f"v3/rooms/{quote(room)}/members")
                if any(
                    (each["state_key"], each["content"]["membership"]) == (user, "join")
                    for each in found["chunk"]
                ):
                    return
                await asyncio.sleep(0.05)

    async def _follow(self) -> None:
        while True:
            try:
                batch = await self.ask("GET", f"v3/sync?timeout=10000&since={quote(self._since)}")
            except (aiohttp.ClientError, json.JSONDecodeError):
                await asyncio.sleep(0.2)
                continue
            self._since = batch["next_batch"]
            async with self._came:
                rooms = batch.get("rooms", {})
                for room, told in rooms.get("invite", {}).items():
                    self.events.append({"type": "invite", "room_id": room, **told})
                for room, told in rooms.get("join", {}).items():
                    self.events += [
                        {**event, "room_id": room}
                        for event in told["timeline"]["events"]
                        if event["type"] not in self.unread
                    ]
                self._came.notify_all()


async def until(so: Callable[[], bool]) -> None:
    """Waits until something is so."""
    async with asyncio.timeout(SECONDS):
        while not so():  # noqa: ASYNC110  # what others do, of which nothing tells
            await asyncio.sleep(0.02)


def replied_to(event: Event) -> str | None:
    """Returns the message that an event replies to."""
    found: str | None = _related(event).get("m.in_reply_to", {}).get("event_id")
    return found


def edits(event: Event) -> bool:
    """Tells whether an event stands in the place of another."""
    return bool(_related(event).get("rel_type") == "m.replace")


def _related(event: Event) -> dict[str, Any]:
    related = event.get("content", {}).get("m.relates_to")
    return related if isinstance(related, dict) else {}
