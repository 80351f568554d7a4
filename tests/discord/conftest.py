"""A bot that serves Discord's peer, with a desk that holds the sample story."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import copyfile

import pytest

from bot.config import Discord, Secret
from bot.discord.part import DiscordPart
from bot.places import Places
from bot.running import OpenDesks
from bot.wording.wording import wording
from storage.registry import Place
from tests.discord.payloads import GUILD, TOKEN
from tests.discord.peer import SECONDS, Peer

DESK = f"discord-{GUILD}"


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    """A peer that is up; what Discord would have refused fails the test."""
    made = Peer()
    await made.start()
    yield made
    await made.stop()
    assert made.violations == []


@pytest.fixture
def data(tmp_path: Path, sample_file: Path) -> Path:
    """A data folder in which the server's desk holds the sample story."""
    folder = tmp_path / "data"
    folder.mkdir()
    copyfile(sample_file, folder / f"{DESK}.db")
    return folder


@pytest.fixture
def desks(data: Path) -> Iterator[OpenDesks]:
    """The open desks of that folder."""
    with OpenDesks(data) as opened:
        yield opened


def part_for(peer: Peer, data: Path, desks: OpenDesks) -> DiscordPart:
    """Returns the part of the program that serves Discord, led to a peer."""
    settings = Discord(Secret(TOKEN, "a test"))
    places = Places(data, desks.desk)
    places.registry.settle(Place("discord", GUILD), DESK)
    return DiscordPart(settings, desks, places, wording("en-GB"), peer.connector)


@pytest.fixture
def part(peer: Peer, data: Path, desks: OpenDesks) -> DiscordPart:
    """The part of the program that serves Discord, led to the peer."""
    return part_for(peer, data, desks)


@asynccontextmanager
async def served(part: DiscordPart, peer: Peer) -> AsyncIterator[asyncio.Event]:
    """Serves while it is entered; ends as the program would."""
    stopping = asyncio.Event()
    serving = asyncio.ensure_future(part.serve(stopping))
    ready = asyncio.ensure_future(peer.gateway.ready.wait())
    try:
        await asyncio.wait({serving, ready}, timeout=SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            serving.result()
        assert ready.done()
        yield stopping
    finally:
        ready.cancel()
        stopping.set()
        await asyncio.wait_for(serving, SECONDS)


@pytest.fixture
async def bot(part: DiscordPart, peer: Peer) -> AsyncIterator[Peer]:
    """The peer, once a bot answers it."""
    async with served(part, peer):
        yield peer


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """Returns what the bot logged."""
    caplog.set_level(logging.INFO)
    return lambda: [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
