"""Answers on Discord against a hollow bot's: how long they take, and what memory they leave behind."""

import json
import statistics
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.answers import Heard
from benchmarks.bare import Statement, listening, settings_of
from benchmarks.discord import hollow, ours
from benchmarks.discord.bots import Bot, started
from benchmarks.subjects import Subjects
from benchmarks.suggesting import AS_IT_STANDS, BY_LIKENESS, KINDS, Typed
from benchmarks.table import Row, judged, mib, ms, tell, times
from benchmarks.timing import ROUNDS, p99, settle
from commands.ask import ask
from commands.people import Person, Role, Where
from tests.discord.payloads import CHANNEL, READER

AT_ONCE = 50

MEDIANS = 1.3
TAILS = 1.5
"""An answer may take so many times what the hollow bot's takes: at the median, and at the 99th of 100."""

BESIDE = 60 * 2**20
"""So many bytes more than the hollow bot's process may Dateline's hold."""

GROWN = 2 * 2**20
"""So many more may it hold after all answers than after half of them: 210 for each of 10,000."""

_ANSWERS = 100
"""Memory is looked at after so many answers for each question that another measure asks."""

_PERSON = Person("discord", READER.id, READER.name, Role.READER)


@dataclass(slots=True)
class _Took:
    """What the answers of both took, in seconds."""

    ours: list[float] = field(default_factory=list)
    hollow: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Beside:
    """Dateline and the hollow bot, both connected, and what they are asked about.

    Attributes:
        ours: Dateline.
        hollow: The hollow bot.
        topics: The topics, again and again.
    """

    ours: Bot
    hollow: Bot
    topics: Iterator[str]

    async def one_by_one(self, count: int) -> _Took:
        """Asks both the same, in turn, and one question after the other."""
        took = _Took()
        for topic in islice(self.topics, count):
            took.ours.append(await self.ours.timeline(topic))
            took.hollow.append(await self.hollow.timeline(topic))
        return took

    async def at_once(self, count: int) -> _Took:
        """Asks both the same, in turn, `AT_ONCE` questions at the same moment."""
        took = _Took()
        for _ in range(0, count, AT_ONCE):
            topics = list(islice(self.topics, AT_ONCE))
            took.ours += await self.ours.at_once(topics)
            took.hollow += await self.hollow.at_once(topics)
        return took


async def measure(desk: Path, claims: int, asked: int) -> list[Row]:
    """Times answers and completions on Discord, and looks at the memory after many.

    Args:
        desk: The desk.
        claims: How many claims it has.
        asked: How many questions each measure asks, `ROUNDS` times.
    """
    tell(f"Discord, {claims:,} claims")
    async with _connected(desk) as both:
        await both.at_once(2 * AT_ONCE)  # both have opened what they keep open
        settle()
        alone = await both.one_by_one(ROUNDS * asked)
        crowded = await both.at_once(ROUNDS * asked)
        return [
            *_times("discord: timeline", claims, alone),
            *_times(f"discord: timeline, {AT_ONCE} at once", claims, crowded),
            # Before completions, which map pages of the desk that the hollow bot never sees.
            *await _memory(both, claims, _ANSWERS * asked),
            *await _completions(both.ours, desk, claims, asked),
        ]


@asynccontextmanager
async def _connected(desk: Path) -> AsyncIterator[_Beside]:
    """Starts Dateline, writes down its answers for the hollow bot, and starts that too."""
    topics = [topic.slug for topic in Subjects(desk).topics]
    with tempfile.TemporaryDirectory(prefix="dateline-discord-") as made:
        folder = Path(made)
        async with started(ours.__name__, folder, str(desk), str(folder)) as dateline:
            answers = {topic: (await dateline.answer(topic))["components"] for topic in topics}
            prepared = folder / "answers.json"
            prepared.write_text(json.dumps(await _prepared(desk, answers)), "utf-8")
            async with started(hollow.__name__, folder, str(desk), str(prepared)) as bare:
                await _held_alike(dateline, bare, topics)
                yield _Beside(dateline, bare, cycle(topics))


async def _prepared(desk: Path, answers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "settings": settings_of(desk),
        "answers": {
            topic: {"statements": await _statements(desk, topic), "components": components}
            for topic, components in answers.items()
        },
    }


async def _statements(desk: Path, topic: str) -> list[Statement]:
    """Returns what Dateline asks of SQLite for an answer: who asks and the settings included."""
    db, ear = listening(desk)
    with closing(db):
        await ask(_PERSON, Where(Heard(desk, db), desk.stem, CHANNEL), f"/timeline {topic}")
        return list(ear.heard)


async def _held_alike(one: Bot, other: Bot, topics: Sequence[str]) -> None:
    for topic in topics:
        if await one.answer(topic) != await other.answer(topic):
            raise RuntimeError(f"the hollow bot answers otherwise about {topic}")


def _times(measure: str, claims: int, took: _Took) -> list[Row]:
    middle = statistics.median(took.ours), statistics.median(took.hollow)
    tail = p99(took.ours), p99(took.hollow)
    return [
        _against(measure, claims, *middle, MEDIANS),
        _against(f"{measure}, p99", claims, *tail, TAILS),
    ]


def _against(measure: str, claims: int, taken: float, floor: float, wanted: float) -> Row:
    ratio = taken / floor
    return Row(
        measure,
        f"{claims:,}",
        ms(taken),
        ms(floor),
        times(ratio),
        f"≤ {wanted}",
        judged(ratio <= wanted),
    )


async def _completions(bot: Bot, desk: Path, claims: int, asked: int) -> list[Row]:
    """Times what is offered while a topic or an actor is being typed."""
    rows = []
    for kind, command, argument in (("topics", "timeline", "topic"), ("actors", "actor", "name")):
        _, ways = KINDS[kind]
        as_it_stands = [typed for way, typed in ways.items() if way != "fuzzy"]
        for named, typed, wanted in (
            (kind, as_it_stands, AS_IT_STANDS),
            (f"{kind}, fuzzy", [ways["fuzzy"]], BY_LIKENESS),
        ):
            texts = list(islice(_typed(desk, typed), asked))
            took = [(await bot.completion(command, argument, text), text) for text in texts * ROUNDS]
            found = p99([each for each, _ in took])
            rows.append(
                Row(
                    f"discord: completing {named}, p99",
                    f"{claims:,}",
                    ms(found),
                    wanted=f"≤ {wanted * 1000:.0f} ms",
                    verdict=judged(found <= wanted),
                    remark=repr(max(took)[1]),
                )
            )
    return rows


def _typed(desk: Path, ways: Sequence[Typed]) -> Iterator[str]:
    ask = Subjects(desk)
    for typed in cycle(ways):
        yield typed(ask)


async def _memory(both: _Beside, claims: int, answers: int) -> list[Row]:
    """Looks at what the processes hold after so many answers, and how much came in their second half."""
    await both.at_once(answers // 2)
    half = both.ours.resident()
    await both.at_once(answers // 2)
    whole, floor = both.ours.resident(), both.hollow.resident()
    beside, grown = whole - floor, whole - half
    return [
        Row(
            f"discord: memory after {answers:,} answers",
            f"{claims:,}",
            mib(whole),
            mib(floor),
            f"{beside / 2**20:+.0f} MiB",
            f"≤ +{mib(BESIDE)}",
            judged(beside <= BESIDE),
        ),
        Row(
            f"discord: memory after {answers // 2:,} answers",
            f"{claims:,}",
            mib(half),
            ratio=f"{grown / 2**20:+.1f} MiB",
            wanted=f"≤ +{mib(GROWN)}",
            verdict=judged(grown <= GROWN),
            remark="what came after them",
        ),
    ]
