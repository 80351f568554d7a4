"""Messages on their way to a room: once, encrypted where the room is, and for one person where they must be.

A message's transaction is derived from what it answers: whatever is tried again, after a lost connection or
by the next run of the program, the homeserver takes for the same message
(https://spec.matrix.org/latest/client-server-api/#transaction-identifiers).
"""

import asyncio
import hashlib
import logging
from typing import Any, Final, Protocol

from bot.matrix.http import Homeserver, path
from bot.matrix.rooms import Room, Rooms

log = logging.getLogger(__name__)

ENCRYPTED: Final = "m.room.encrypted"
MESSAGE: Final = "m.room.message"


class Encrypts(Protocol):
    """What encrypts for rooms, as `bot.matrix.crypto.Crypto` does."""

    async def encrypt(self, room: Room, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """Returns the content of an encrypted event."""
        ...


class Recipients(Protocol):
    """Tells who is in a room, as `bot.matrix.members.Members` does."""

    async def all_of(self, room: Room) -> set[str]:
        """Returns who is to read what is written in a room."""
        ...


def transaction(purpose: str, *about: str) -> str:
    """Returns the name of a message's transaction: the same for the same, in this run or another."""
    return "dateline-" + hashlib.sha256("\0".join((purpose, *about)).encode()).hexdigest()[:40]


class Sending:
    """Sends what the bot says."""

    def __init__(
        self, homeserver: Homeserver, rooms: Rooms, user: str, crypto: Encrypts, members: Recipients
    ) -> None:
        """Take where to, what encrypts, and who is where."""
        self._homeserver = homeserver
        self._rooms = rooms
        self._user = user
        self._crypto = crypto
        self._members = members
        self._inviting = asyncio.Lock()

    async def message(self, room: Room, content: dict[str, Any], name: str) -> str:
        """Sends a message, and returns its id.

        Args:
            room: Where.
            content: The message.
            name: The name of its transaction.

        Raises:
            Refused: The homeserver does not take it.
            Unreachable: It can't be asked for too long.
        """
        kind = MESSAGE
        if room.encrypted:
            # There is no way to send as plain text what can't be encrypted.
            content = await self._crypto.encrypt(room, kind, content)
            kind = ENCRYPTED
        sent = await self._homeserver.call("PUT", path("v3/rooms", room.id, "send", kind, name), content)
        return str(sent["event_id"])

    async def edit(self, room: Room, event: str, content: dict[str, Any], name: str) -> None:
        """Puts something else in the place of a message; raises as `message` does."""
        edited = {
            **content,
            "body": f"* {content['body']}",
            "formatted_body": f"* {content['formatted_body']}",
            "m.new_content": content,
            "m.relates_to": {"rel_type": "m.replace", "event_id": event},
        }
        await self.message(room, edited, name)

    async def react(self, room: Room, event: str, sign: str, name: str) -> None:
        """Puts a sign below a message; raises as `message` does.

        Reactions are never encrypted, by any client: they hold a sign alone.
        """
        content = {"m.relates_to": {"rel_type": "m.annotation", "event_id": event, "key": sign}}
        await self._homeserver.call("PUT", path("v3/rooms", room.id, "send", "m.reaction", name), content)

    async def direct(self, user: str, *, encrypted: bool) -> Room:
        """Returns the direct chat with somebody, and invites them to a new one where there is none.

        Args:
            user: Who.
            encrypted: Whether it must be encrypted, as the room is that they asked in.

        Raises:
            Refused: The homeserver does not let the bot.
            Unreachable: It can't be asked for too long.
        """
        async with self._inviting:
            for room in self._rooms.direct_with(user):
                # Somebody else may have come, or have been let in by the one that it was meant for.
                is_theirs = await self._members.all_of(room) == {self._user, user}
                if is_theirs and (room.encrypted or not encrypted):
                    return room
            return await self._invite(user, encrypted=encrypted)

    async def _invite(self, user: str, *, encrypted: bool) -> Room:
        rule = {
            "type": "m.room.encryption",
            "state_key": "",
            "content": {"algorithm": "m.megolm.v1.aes-sha2"},
        }
        made = await self._homeserver.call(
            "POST",
            path("v3/createRoom"),
            {
                "preset": "trusted_private_chat",
                "is_direct": True,
                "invite": [user],
                "initial_state": [rule] if encrypted else [],
            },
        )
        room = self._rooms.room(str(made["room_id"]))
        room.encrypted, room.joined, room.invited = encrypted, 1, 1
        self._rooms.direct[room.id] = user
        await self.keep_direct()
        return room

    async def keep_direct(self) -> None:
        """Has the homeserver keep which rooms are direct chats; raises as `direct` does."""
        told: dict[str, list[str]] = {}
        for room, user in self._rooms.direct.items():
            told.setdefault(user, []).append(room)
        await self._homeserver.call("PUT", path("v3/user", self._user, "account_data", "m.direct"), told)
