"""What several tests start from: the sample desk, made once, and somebody to ask it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import settings

from commands.ask import ask
from commands.card import Card
from commands.people import Person, Role, Where
from storage import lines
from storage.connection import in_transaction, open_writer
from storage.desk import Desk, Threads
from storage.writing import Author
from tests.soak import SOAK, often
from tests.storage.factories import add

# No deadline: a loaded machine is no fault of the code.
settings.register_profile("dateline", deadline=None, max_examples=often(100))
settings.load_profile("dateline")

SAMPLE = Path(__file__).parent.parent / "bot" / "sample" / "kursk.jsonl"
NOW = datetime(2025, 5, 1, 12, 0, tzinfo=UTC)

Ask = Callable[..., Awaitable[Card]]


def pytest_report_header() -> str:
    """Says how often is tried."""
    kind = "soak" if SOAK else "usual"
    return f"{kind} counts: {often(20)} kill rounds, {often(100)} examples a property unless it names another"


@pytest.fixture
def tally(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Keeps a line of figures that the run prints at its end."""
    return lambda line: record_property("tally", line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints what the tests counted."""
    for report in terminalreporter.getreports("passed"):
        for name, line in report.user_properties:
            if name == "tally":
                terminalreporter.write_line(str(line))


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk that holds the sample story, as revision 1 of 29 April 2025; tests only read it."""
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    story = [lines.read(line) for line in SAMPLE.read_bytes().splitlines()]
    db = open_writer(path, create=True)
    in_transaction(db, lambda writer: add(writer, story, Author("2025-04-29T09:00:00Z", "test", "tester")))
    db.close()
    return path


@pytest.fixture
def threads() -> Iterator[Threads]:
    """A process's threads for storage."""
    made = Threads()
    yield made
    made.close()


@pytest.fixture
async def sample(sample_file: Path, threads: Threads) -> Where:
    """A channel of the sample desk that follows no topic."""
    return Where(Desk(sample_file, threads), "sample", "tests")


@pytest.fixture
async def story(sample_file: Path, tmp_path: Path, threads: Threads) -> AsyncIterator[Where]:
    """A channel of a desk that holds the sample story and may be written in."""
    path = tmp_path / "story.db"
    copyfile(sample_file, path)
    desk = Desk(path, threads)
    yield Where(desk, "story", "tests")
    desk.release()


@pytest.fixture
def editor() -> Person:
    """Somebody whose platform vouches for an editor."""
    return Person("test", "7", "An editor", Role.EDITOR)


@pytest.fixture
def editing(story: Where, editor: Person) -> Ask:
    """Asks the writable desk a line, as an editor on 1 May 2025."""

    async def asked(
        line: str, who: Person = editor, where: Where = story, now: datetime = NOW, request: str | None = None
    ) -> Card:
        return await ask(who, where, line, now, request)

    return asked


@pytest.fixture
def reader() -> Person:
    """Somebody who may only read."""
    return Person("test", "42", "A reader", Role.READER)


@pytest.fixture
def asking(sample: Where, reader: Person) -> Ask:
    """Asks the sample desk a line, as a reader on 1 May 2025."""

    async def asked(line: str, where: Where = sample, who: Person = reader, now: datetime = NOW) -> Card:
        return await ask(who, where, line, now)

    return asked
