"""Whole answers, from the line typed to the Card: against the reads they make, and at their slowest."""

import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from benchmarks.bare import Floor, Listening, bare, listening, recipe, values_of
from benchmarks.questions import WAYS, lines, mistyped
from benchmarks.subjects import Subjects
from benchmarks.table import Row, judged, ms, tell
from benchmarks.timing import ROUNDS, p99, seconds, settle
from commands.ask import ask
from commands.people import Person, Role, Where
from storage.connection import in_snapshot
from storage.desk import Desk, Threads

T = TypeVar("T")

FLOORS = 1.5
BEYOND = 0.000_5
"""An answer may take its floor so many times and so many seconds more, at the median."""

SLOWEST = 0.100
"""99 of 100 answers may take so long."""

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
"""The day after the made-up story's last, and before any desk was made: what was imported is new."""

READER = Person("benchmark", "1", "A reader", Role.READER)


class Heard(Desk):
    """A desk whose reads run here and now, on a connection that writes down what it is asked."""

    def __init__(self, path: Path, db: Database) -> None:
        super().__init__(path, Threads())
        self._db = db

    async def read(self, fn: Callable[[Database], T]) -> T:
        """Runs *fn* as a desk does, at once."""
        return in_snapshot(self._db, fn)


@dataclass(frozen=True, slots=True)
class _Times:
    """What one line took, in seconds: at first, and then again and again beside its floor."""

    line: str
    first: float
    ours: tuple[float, ...]
    floor: tuple[float, ...]


async def measure(desk: Path, claims: int, asked: int, *, tail: bool) -> list[Row]:
    """Times every command that reads.

    Each line is asked once of a desk just opened, then once while its statements are written down, and only
    then measured: `ROUNDS` times, in turn with its floor.

    Args:
        desk: The desk.
        claims: How many claims it has.
        asked: How many lines each command is asked.
        tail: Whether to tell the slowest of every command, too.
    """
    tell(f"answers, {claims:,} claims")
    times = {command: await _timed(desk, lines(Subjects(desk), command, asked)) for command in WAYS}
    rows = [_beyond(command, claims, taken) for command, taken in times.items()]
    if not tail:
        return rows
    times["a name mistyped"] = await _timed(desk, mistyped(Subjects(desk), asked), failing=True)
    rows += [_slowest(command, claims, taken) for command, taken in times.items()]
    first = max((one for taken in times.values() for one in taken), key=lambda one: one.first)
    return [*rows, Row("answer: slowest at first", f"{claims:,}", ms(first.first), remark=first.line)]


async def _timed(desk: Path, asked: Sequence[str], *, failing: bool = False) -> list[_Times]:
    threads = Threads()
    where = Where(Desk(desk, threads), desk.stem, "benchmark")
    try:
        firsts = [await _answer(where, line) for line in asked]
        floors = await _floors(desk, asked, failing=failing)
        settle()
        with closing(bare(desk)) as conn:
            return [
                await _beside(where, line, first, partial(floor.run, conn))
                for line, first, floor in zip(asked, firsts, floors, strict=True)
            ]
    finally:
        where.desk.release()
        threads.close()


async def _beside(where: Where, line: str, first: float, floor: Callable[[], None]) -> _Times:
    rounds = [(await _answer(where, line), seconds(floor)) for _ in range(ROUNDS)]
    ours, floored = zip(*rounds, strict=True)
    return _Times(line, first, ours, floored)


async def _answer(where: Where, line: str) -> float:
    began = time.perf_counter()
    await ask(READER, where, line, NOW)
    return time.perf_counter() - began


async def _floors(desk: Path, asked: Sequence[str], *, failing: bool) -> list[Floor]:
    db, ear = listening(desk)
    where = Where(Heard(desk, db), desk.stem, "benchmark")
    with closing(db):
        return [await _floor(where, ear, line, failing=failing) for line in asked]


async def _floor(where: Where, ear: Listening, line: str, *, failing: bool) -> Floor:
    ear.heard.clear()
    card = await ask(READER, where, line, NOW)
    if card.failed and not failing:
        raise RuntimeError(f"{line} was refused: {card.title.key}")
    return Floor(tuple(ear.heard), recipe(values_of(card)))


def _beyond(command: str, claims: int, times: Sequence[_Times]) -> Row:
    """Holds the answers against their floor, at the median."""
    ours = [min(each.ours) for each in times]
    floor = [min(each.floor) for each in times]
    beyond = statistics.median([one - FLOORS * under for one, under in zip(ours, floor, strict=True)])
    return Row(
        f"answer: {command}",
        f"{claims:,}",
        ms(statistics.median(ours)),
        ms(statistics.median(floor)),
        f"{beyond * 1000:+.2f} ms",
        f"≤ +{BEYOND * 1000} ms",
        judged(beyond <= BEYOND),
    )


def _slowest(command: str, claims: int, times: Sequence[_Times]) -> Row:
    """Tells how long 99 of 100 lines take at most, and which the slowest is."""
    took = [(statistics.median(each.ours), each.line) for each in times]
    found = p99([each for each, _ in took])
    longest, line = max(took)
    return Row(
        f"answer: {command}, p99",
        f"{claims:,}",
        ms(found),
        wanted=f"≤ {SLOWEST * 1000:.0f} ms",
        verdict=judged(found <= SLOWEST),
        remark=f"{ms(longest)} {line}",
    )
