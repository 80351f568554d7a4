"""The peer's gateway: sessions over websockets, with heartbeats, replay and every way to be thrown out."""

import asyncio
import contextlib
import itertools
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord import payloads

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 6, 7, 9, 10, 11
GUILDS = 1


class Socket:
    """One connection, compressed as `zlib-stream` is."""

    def __init__(self, ws: web.WebSocketResponse) -> None:
        self.ws = ws
        self._zlib = zlib.compressobj()

    async def send(self, op: int, data: Any = None, seq: int | None = None, name: str | None = None) -> None:
        text = json.dumps({"op": op, "d": data, "s": seq, "t": name}).encode()
        with contextlib.suppress(ConnectionError):
            await self.ws.send_bytes(self._zlib.compress(text) + self._zlib.flush(zlib.Z_SYNC_FLUSH))


@dataclass
class Session:
    """What is told to one bot, and all that was: a resumed connection is told what it missed."""

    id: str
    socket: Socket | None
    sent: list[tuple[int, str, Any]] = field(default_factory=list)

    async def dispatch(self, name: str, data: Any) -> None:
        self.sent.append((len(self.sent) + 1, name, data))
        if self.socket is not None:
            await self.socket.send(DISPATCH, data, len(self.sent), name)


class Gateway:
    """The gateway, as far as a bot with one shard meets it."""

    def __init__(self, violate: Callable[[str], None]) -> None:
        self.violate = violate
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.resumed = 0
        self.heartbeats = 0
        self.interval = 41_250
        self.refuse_token = False
        self.refuse_resume = False
        self.ready = asyncio.Event()
        self._named = itertools.count(1)

    @property
    def session(self) -> Session:
        """The newest session."""
        return list(self.sessions.values())[-1]

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        if request.query.get("compress") not in (None, "zlib-stream"):
            self.violate(f"the peer speaks zlib-stream, not {request.query['compress']}")
        ws = web.WebSocketResponse()
        await ws.prepare(request)
        socket = Socket(ws)
        await socket.send(HELLO, {"heartbeat_interval": self.interval})
        async for frame in ws:
            if frame.type is not WSMsgType.TEXT:
                self.violate("a frame that is no text")
                break
            await self._received(socket, json.loads(frame.data))
        for session in self.sessions.values():
            if session.socket is socket:
                session.socket = None
        return ws

    async def _received(self, socket: Socket, told: dict[str, Any]) -> None:
        match told["op"]:
            case 1:
                self.heartbeats += 1
                await socket.send(ACK)
            case 2:
                await self._identify(socket, told["d"])
            case 6:
                await self._resume(socket, told["d"])
            case op:
                self.violate(f"the gateway was sent {op}")

    async def _identify(self, socket: Socket, told: dict[str, Any]) -> None:
        self.identified += 1
        if told["intents"] != GUILDS:
            self.violate(f"intents {told['intents']}: guilds alone are needed")
        if told["token"] != payloads.TOKEN or self.refuse_token:
            await socket.ws.close(code=4004, message=b"Authentication failed.")
            return
        session = Session(f"session{next(self._named)}", socket)
        self.sessions[session.id] = session
        await session.dispatch("READY", payloads.ready(session.id))
        await session.dispatch("GUILD_CREATE", payloads.guild())
        self.ready.set()

    async def _resume(self, socket: Socket, told: dict[str, Any]) -> None:
        session = self.sessions.get(told["session_id"])
        if session is None or self.refuse_resume:
            await socket.send(INVALID, data=False)
            return
        self.resumed += 1
        for seq, name, data in session.sent[told["seq"] :]:
            await socket.send(DISPATCH, data, seq, name)
        session.socket = socket
        await session.dispatch("RESUMED", {})

    async def tell(self, op: int, data: Any = None) -> None:
        """Sends the newest session something that is no event."""
        assert self.session.socket
        await self.session.socket.send(op, data)

    async def close(self, code: int) -> None:
        """Closes the newest session's connection; the session itself goes on."""
        socket, self.session.socket = self.session.socket, None
        assert socket
        await socket.ws.close(code=code)
