"""A bot in a process of its own, and a peer in this one that asks it."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.discord import payloads
from tests.discord.payloads import READER, Someone
from tests.discord.peer import SECONDS, Peer
from tests.discord.rest import Exchange

_ROOT = Path(__file__).parents[2]

_FIRST = 5_000_000_000_000_000_000
"""The id of the first of those who ask at once."""


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that is connected to its peer."""

    peer: Peer
    pid: int

    async def timeline(self, topic: str, who: Someone = READER) -> float:
        """Has somebody ask for a topic's timeline; returns the seconds until the answer is there."""
        took, _ = await self._sent(2, self.peer.command("timeline", [("topic", topic, False)]), who)
        return took

    async def answer(self, topic: str) -> Mapping[str, Any]:
        """Has somebody ask likewise, and returns the answer."""
        _, callback = await self._sent(2, self.peer.command("timeline", [("topic", topic, False)]))
        answer: Mapping[str, Any] = callback["data"]
        return answer

    async def completion(self, name: str, argument: str, typed: str) -> float:
        """Has somebody type into an argument; returns the seconds until the choices are there."""
        data = self.peer.command(name, [(argument, typed, True)], complete=False)
        took, _ = await self._sent(4, data)
        return took

    async def at_once(self, topics: Sequence[str]) -> list[float]:
        """Has as many people ask for timelines at the same moment."""
        people = (Someone(str(_FIRST + number), "reader") for number in range(len(topics)))
        return await asyncio.gather(*map(self.timeline, topics, people))

    def resident(self) -> int:
        """Returns the memory that its process holds, in bytes."""
        done = subprocess.run(
            ["ps", "-o", "rss=", "-p", str(self.pid)],  # noqa: S607  # where it is, is the system's to say
            check=True,
            capture_output=True,
            text=True,
        )
        return int(done.stdout) * 1024

    async def _sent(
        self, kind: int, data: Mapping[str, Any], who: Someone = READER
    ) -> tuple[float, Mapping[str, Any]]:
        interaction = payloads.interaction(kind, who, data)
        exchange: Exchange = await self.peer.send(interaction)
        await self.peer.until(exchange, lambda: exchange.callback is not None)
        del self.peer.rest.exchanges[interaction["id"]]
        if exchange.callback is None or exchange.answered is None or exchange.deferred:
            raise RuntimeError("an answer was put off")
        return exchange.answered - exchange.begun, exchange.callback


@asynccontextmanager
async def started(module: str, folder: Path, *given: str) -> AsyncIterator[Bot]:
    """Starts a bot's module and a peer for it, and gives the bot once it is connected; ends both.

    Args:
        module: The module, which takes the peer's port, its authority's file, and what else is given.
        folder: Where that file may be written.
        given: What else the module takes.
    """
    # What is asked is measured, so the peer looks at nothing that it is sent.
    peer = Peer(checks=False)
    await peer.start()
    authority = folder / f"{module}.pem"
    authority.write_bytes(peer.authority)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, str(peer.port), str(authority), *given, cwd=_ROOT
    )
    try:
        await _connected(peer, process)
        yield Bot(peer, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        await peer.stop()


async def _connected(peer: Peer, process: asyncio.subprocess.Process) -> None:
    ready = asyncio.ensure_future(peer.gateway.ready.wait())
    ended = asyncio.ensure_future(process.wait())
    await asyncio.wait({ready, ended}, timeout=SECONDS, return_when=asyncio.FIRST_COMPLETED)
    connected = ready.done()
    ready.cancel()
    ended.cancel()
    if not connected:
        raise RuntimeError("a bot did not connect")
