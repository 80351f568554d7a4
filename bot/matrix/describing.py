"""The commands made known to clients, as state of a room (MSC4391): they then complete and check them.

It needs the room's power to set state; where the bot has it not, commands are typed as ever
(https://github.com/matrix-org/matrix-spec-proposals/pull/4391).
"""

import asyncio
import hashlib
import logging
from base64 import b64encode
from collections.abc import Iterable
from typing import Final

from bot.matrix.http import Homeserver, Json, NotLoggedIn, Refused, Unreachable, path
from bot.matrix.rooms import DESCRIPTION, Room
from bot.render.phrases import helped
from bot.wording.wording import Wording
from commands.command import Command
from commands.signature import Argument

_PATIENCE: Final = 1800.0
"""Seconds for which each description is tried: nobody waits for it."""

log = logging.getLogger(__name__)


class Describing:
    """Describes commands in rooms where the bot may, once each time it runs."""

    def __init__(
        self, homeserver: Homeserver, user: str, commands: Iterable[Command], wording: Wording
    ) -> None:
        """Take the commands, and the language that they are told in."""
        self._homeserver = homeserver
        self._user = user
        self._told = {_key(each.name, user): _described(each, wording) for each in commands}
        self._done: set[str] = set()
        self._rooms: asyncio.Queue[Room] = asyncio.Queue()

    def describe(self, room: Room) -> None:
        """Has the commands described in a room, if the bot may, and did not yet."""
        if room.id not in self._done and room.may_set(self._user, DESCRIPTION):
            self._done.add(room.id)
            self._rooms.put_nowait(room)

    async def keep_up(self) -> None:
        """Describes them until it is cancelled: beside all answers: homeservers take few events at once."""
        while True:
            await self._describe(await self._rooms.get())

    async def _describe(self, room: Room) -> None:
        """Describes the commands, as far as they are not described so yet."""
        try:
            for key, told in self._told.items():
                if room.described.get(key) != told:
                    state = path("v3/rooms", room.id, "state", DESCRIPTION, key)
                    await self._homeserver.call("PUT", state, told, patience=_PATIENCE)
        except NotLoggedIn:
            raise
        except (Refused, Unreachable) as error:
            log.info("The commands can't be described in the room %s: %s", room.id, error)


def _key(command: str, user: str) -> str:
    return b64encode(hashlib.sha256((command + user).encode()).digest()).decode()


def _described(command: Command, wording: Wording) -> Json:
    return {
        "command": command.name,
        "description": _text(helped(command.help, wording)),
        "parameters": [_parameter(argument, wording) for argument in command.arguments],
    }


def _parameter(argument: Argument, wording: Wording) -> Json:
    schema: Json = {"schema_type": "primitive", "type": "string"}
    if argument.arg.words:
        words = argument.arg.words
        literals = [{"schema_type": "literal", "value": word} for word in words]
        schema = {"schema_type": "union", "variants": literals}
    if argument.arg.many:
        schema = {"schema_type": "array", "items": schema}
    return {
        "key": argument.name,
        "schema": schema,
        "optional": not argument.required,
        "description": _text(helped(argument.help, wording)),
    }


def _text(words: str) -> Json:
    return {"m.text": [{"body": words}]}
