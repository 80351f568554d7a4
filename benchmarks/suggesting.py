"""Suggestions while somebody types: how long the slowest take, and whether other answers wait for them."""

import asyncio
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from benchmarks.answers import NOW, READER
from benchmarks.subjects import Subjects
from benchmarks.table import Row, judged, ms, tell
from benchmarks.timing import ROUNDS, p99, seconds, settle
from commands.catalogue import COMMANDS
from commands.people import Where
from storage.connection import open_reader
from storage.desk import Desk, Threads
from storage.model import Actor
from storage.reads import suggest, suggest_claims
from storage.reads.suggest import Suggestion

AS_IT_STANDS = 0.010
"""99 of 100 suggestions for what a name is, or begins with, may take so long."""

BY_LIKENESS = 0.050
"""The same for what no name begins with."""

_AT_ONCE = 20

Suggest = Callable[[Database, str], Sequence[Suggestion]]
Typed = Callable[[Subjects], str]


def _beginning(text: str, ask: Subjects) -> str:
    return text[: 1 + int(ask.chance() * 6)]


def _alias(names: Sequence[str], ask: Subjects) -> str:
    """Draws an alias as it stands, or the half of it, which is typed on the way."""
    if not names:
        return ""
    alias = names[int(ask.chance() * len(names))]
    return alias if ask.chance() < 0.5 else alias[: 1 + len(alias) // 2]


def _unfinished(ask: Subjects) -> str:
    *whole, last = ask.words(1 + int(ask.chance() * 3))
    return " ".join([*whole, last[: 1 + int(ask.chance() * len(last))]])


def _names(draw: Callable[[Subjects], Actor]) -> dict[str, Typed]:
    """Returns the ways to have typed the name of an actor."""
    return {
        "nothing": lambda _: "",
        "exact": lambda ask: draw(ask).name,
        "prefix": lambda ask: _beginning(draw(ask).name, ask),
        "alias": lambda ask: _alias(draw(ask).aliases, ask),
        "fuzzy": lambda ask: ask.slipped(draw(ask).name),
    }


KINDS: dict[str, tuple[Suggest, dict[str, Typed]]] = {
    "topics": (
        suggest.topics,
        {
            "nothing": lambda _: "",
            "exact": lambda ask: ask.topic().title,
            "prefix": lambda ask: _beginning(ask.topic().title, ask),
            "alias": lambda ask: _alias(ask.topic().aliases, ask),
            "fuzzy": lambda ask: ask.slipped(ask.topic().title),
        },
    ),
    "actors": (suggest.actors, _names(Subjects.actor)),
    "places": (suggest.places, _names(Subjects.place)),
    "measures": (
        suggest.measures,
        {
            "nothing": lambda _: "",
            "exact": lambda ask: ask.measure(),
            "prefix": lambda ask: _beginning(ask.measure(), ask),
            "fuzzy": lambda ask: ask.slipped(ask.measure()),
        },
    ),
    "claims": (
        suggest_claims.claims,
        {
            "nothing": lambda _: "",
            "number": lambda ask: f"#{ask.claim()}",
            "number begun": lambda ask: str(ask.claim())[: 1 + int(ask.chance() * 5)],
            "words": _unfinished,
        },
    ),
}
"""What is suggested, and the ways to have typed a part of it."""


def slowest(desk: Path, claims: int, asked: int) -> list[Row]:
    """Times the suggestions for each kind of thing and each way to have typed it, on storage's functions.

    Args:
        desk: The desk.
        claims: How many claims it has.
        asked: How many texts are typed for each.
    """
    tell(f"suggestions, {claims:,} claims")
    rows = []
    with closing(open_reader(desk)) as db:
        for kind, (complete, ways) in KINDS.items():
            for way, typed in ways.items():
                ask = Subjects(desk)
                texts = [typed(ask) for _ in range(asked)]
                rows.append(_row(f"suggest: {kind}, {way}", claims, _timed(db, complete, texts), way))
    return rows


async def stall(desk: Path, claims: int) -> Row:
    """Tells how long the event loop stands still while many mistyped names are completed at once."""
    tell("the event loop beside suggestions")
    ask = Subjects(desk)
    names = [ask.slipped(ask.actor().name) for _ in range(_AT_ONCE)]
    threads = Threads()
    where = Where(Desk(desk, threads), desk.stem, "benchmark")
    command = COMMANDS["actor"]

    async def complete() -> None:
        await asyncio.gather(*(command.suggest(READER, where, "name", name, NOW) for name in names))

    try:
        await complete()
        settle()
        jobs = asyncio.ensure_future(complete())
        longest, beat = 0.0, time.perf_counter()
        while not jobs.done():
            await asyncio.sleep(0.001)
            longest, beat = max(longest, time.perf_counter() - beat), time.perf_counter()
    finally:
        where.desk.release()
        threads.close()
    return Row(f"the loop's longest stall, {_AT_ONCE} fuzzy at once", f"{claims:,}", ms(longest))


def _timed(db: Database, complete: Suggest, texts: Sequence[str]) -> list[tuple[float, str]]:
    for text in texts:
        complete(db, text)
    settle()
    return [
        (statistics.median([seconds(lambda: complete(db, text)) for _ in range(ROUNDS)]), text)  # noqa: B023  # runs at once
        for text in texts
    ]


def _row(measure: str, claims: int, times: Sequence[tuple[float, str]], way: str) -> Row:
    wanted = BY_LIKENESS if way == "fuzzy" else AS_IT_STANDS
    found = p99([each for each, _ in times])
    return Row(
        f"{measure}, p99",
        f"{claims:,}",
        ms(found),
        wanted=f"≤ {wanted * 1000:.0f} ms",
        verdict=judged(found <= wanted),
        remark=repr(max(times)[1]),
    )
