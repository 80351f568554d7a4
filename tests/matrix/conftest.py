"""A bot on a real homeserver, with a room whose desk holds the sample story."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copyfile

import pytest

from bot.config import Matrix, Secret
from bot.matrix.part import MatrixPart
from bot.places import Places
from bot.running import OpenDesks
from bot.wording.wording import wording
from storage.registry import Place
from tests.matrix.homeserver import Account, Homeserver
from tests.matrix.people import SECONDS, Somebody

DESK = "story"


@pytest.fixture(scope="session")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """A homeserver that is up."""
    made = Homeserver(tmp_path_factory.mktemp("homeserver"))
    made.start()
    yield made
    made.stop()


@pytest.fixture
def account(homeserver: Homeserver) -> Account:
    """The bot's account."""
    return homeserver.register("dateline")


@pytest.fixture
async def ann(homeserver: Homeserver) -> AsyncIterator[Somebody]:
    """Somebody who makes rooms, and so runs them."""
    made = Somebody(homeserver.url, homeserver.register("ann"))
    await made.come()
    yield made
    await made.go()


@pytest.fixture
async def bob(homeserver: Homeserver) -> AsyncIterator[Somebody]:
    """Somebody else."""
    made = Somebody(homeserver.url, homeserver.register("bob"))
    await made.come()
    yield made
    await made.go()


@pytest.fixture
def data(tmp_path: Path, sample_file: Path) -> Path:
    """A data folder with a desk that holds the sample story."""
    folder = tmp_path / "data"
    folder.mkdir()
    copyfile(sample_file, folder / f"{DESK}.db")
    return folder


@pytest.fixture
def desks(data: Path) -> Iterator[OpenDesks]:
    """The open desks of that folder."""
    with OpenDesks(data) as opened:
        yield opened


@pytest.fixture
def places(data: Path, desks: OpenDesks) -> Places:
    """Which desk answers where."""
    return Places(data, desks.desk)


@pytest.fixture
def part(
    homeserver: Homeserver, account: Account, tmp_path: Path, desks: OpenDesks, places: Places
) -> MatrixPart:
    """The part of the program that serves Matrix."""
    settings = Matrix(homeserver.url, account.user, token=Secret(account.token, "a test"))
    return MatrixPart(settings, tmp_path / "store", desks, places, wording("en-GB"))


def with_settings(part: MatrixPart, **changed: object) -> MatrixPart:
    """Returns a part with other settings."""
    return replace(part, settings=replace(part.settings, **changed))  # type: ignore[arg-type]  # named by tests


@asynccontextmanager
async def served(part: MatrixPart) -> AsyncIterator[None]:
    """Serves while it is entered; ends as the program would."""
    stopping = asyncio.Event()
    serving = asyncio.ensure_future(part.serve(stopping))
    try:
        yield
        if serving.done():
            serving.result()
    finally:
        stopping.set()
        await asyncio.wait_for(serving, SECONDS)


@pytest.fixture
async def bot(part: MatrixPart) -> AsyncIterator[MatrixPart]:
    """The part, as it serves."""
    async with served(part):
        yield part


async def room_of_story(who: Somebody, part: MatrixPart, **more: object) -> str:
    """Makes a room with the bot in it, whose desk holds the sample story."""
    room = await who.room(part.settings.user, **more)
    part.places.registry.settle(Place("matrix", room), DESK)
    await who.joined(room, part.settings.user)
    return room


@pytest.fixture
async def room(bot: MatrixPart, ann: Somebody) -> str:
    """A room of Ann's with the bot in it, whose desk holds the sample story."""
    return await room_of_story(ann, bot)


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """Returns what the bot logged."""
    caplog.set_level(logging.INFO)
    return lambda: [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
