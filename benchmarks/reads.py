"""Each read of storage against its floor, and a timeline's first page in a large desk against a small one."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from benchmarks.bare import bare, floor_of, listening
from benchmarks.subjects import Subjects
from benchmarks.table import Row, judged, ms, tell, times
from benchmarks.timing import Pair, medians, ratio, settle, side_by_side
from storage.connection import open_reader
from storage.model import Claim
from storage.reads import lists, log
from storage.reads.brief import brief
from storage.reads.claims import load
from storage.reads.contradicted import contradicted
from storage.reads.listing import Narrowing, Numbers, count, page
from storage.reads.said import said
from storage.reads.search import search

WANTED = 1.5
"""A read may take so many times its floor, and a large desk's first page so many times a small one's."""

PAGE = 10
"""Claims on a page, as in chat."""

_FEW = 5
_ENTRIES = 21

Read = Callable[[Database], object]

Claims = tuple[Claim, ...]


def _listed(narrowing: Narrowing, *, newest_first: bool = True, after: int | None = None) -> Read:
    def read(db: Database) -> tuple[Numbers, Claims]:
        found = page(db, narrowing, limit=PAGE, newest_first=newest_first, after=after)
        return found, load(db, found.numbers, narrowing.known_by)

    return read


def _timeline(ask: Subjects) -> Read:
    return _listed(Narrowing(topics=ask.topic().family))


def _further(ask: Subjects) -> Read:
    return _listed(Narrowing(topics=ask.topic().family), after=ask.claim())


def _between(ask: Subjects) -> Read:
    since = ask.day()
    return _listed(Narrowing(topics=ask.topic().family, since=since, until=since + int(ask.chance() * 365)))


def _of_actor(ask: Subjects) -> Read:
    return _listed(Narrowing(topics=ask.topic().family, actors=ask.actor().family))


def _at_place(ask: Subjects) -> Read:
    return _listed(Narrowing(topics=ask.topic().family, places=ask.place().family))


def _as_of(ask: Subjects) -> Read:
    topics, day = ask.topic().family, ask.day()
    shown = _listed(Narrowing(topics=topics, known_by=day))
    hidden = Narrowing(topics=topics, known_after=day)
    return lambda db: (shown(db), count(db, hidden))


def _figures(ask: Subjects) -> Read:
    measure = ask.measure() if ask.chance() < 0.5 else None
    return _listed(Narrowing(topics=ask.topic().family, estimates=True, measure=measure))


def _on(ask: Subjects) -> Read:
    since = ask.day()
    until = since + (0, 30, 91, 364)[int(ask.chance() * 4)]
    topics = ask.topic().family if ask.chance() < 0.5 else ()
    narrowing = Narrowing(topics=topics, since=since, until=until)

    def read(db: Database) -> object:
        happened = page(db, narrowing, limit=PAGE)
        then = said(db, since, until, topics=topics, limit=PAGE)
        return happened, then, load(db, (*happened.numbers, *then.numbers))

    return read


def _claim(ask: Subjects) -> Read:
    number = ask.claim()
    return lambda db: (load(db, (number,)), log.of_claim(db, number, PAGE))


def _search(ask: Subjects) -> Read:
    words = " ".join(ask.words(1 + int(ask.chance() * 3)))
    topics = ask.topic().family if ask.chance() < 0.3 else None

    def read(db: Database) -> object:
        found = search(db, words, family=topics, limit=PAGE)
        return found, load(db, [hit.number for hit in found.hits])

    return read


def _brief(ask: Subjects) -> Read:
    topics = ask.topic().family

    def read(db: Database) -> object:
        found = brief(db, topics, _FEW)
        return found, load(db, (*found.agreed, *found.disputed, *found.newest))

    return read


def _actor(ask: Subjects) -> Read:
    actors = ask.actor().family

    def read(db: Database) -> object:
        says = page(db, Narrowing(speakers=actors), limit=_FEW)
        about = page(db, Narrowing(involved=actors), limit=_FEW)
        denied = contradicted(db, actors, (), limit=_FEW)
        numbers = dict.fromkeys((*says.numbers, *about.numbers, *denied.numbers))
        return says, about, denied, load(db, tuple(numbers))

    return read


def _changes(ask: Subjects) -> Read:
    since = ask.revision()
    topics = ask.topic().family if ask.chance() < 0.5 else ()

    def read(db: Database) -> object:
        found, more = log.changes(db, since, topics=topics, limit=PAGE)
        return found, more, load(db, tuple(dict.fromkeys(changed.number for changed in found)))

    return read


def _topics(ask: Subjects) -> Read:
    after = None if ask.chance() < 0.5 else ask.topic().id
    return lambda db: lists.topics(db, limit=_ENTRIES, after=after)


def _actors(ask: Subjects) -> Read:
    after = ask.actor().id
    return lambda db: lists.actors(db, limit=_ENTRIES, after=after)


def _sources(ask: Subjects) -> Read:
    after = 1 + int(ask.chance() * ask.claims / 3)
    return lambda db: lists.sources(db, limit=_ENTRIES, after=after)


READS: dict[str, Callable[[Subjects], Read]] = {
    "timeline": _timeline,
    "timeline, a later page": _further,
    "timeline since, until": _between,
    "timeline of an actor": _of_actor,
    "timeline at a place": _at_place,
    "timeline as of a day": _as_of,
    "figures": _figures,
    "on a day, month or year": _on,
    "claim and its log": _claim,
    "search": _search,
    "brief": _brief,
    "actor": _actor,
    "changes": _changes,
    "topics": _topics,
    "actors": _actors,
    "sources": _sources,
}
"""What is read, as the commands read it."""


def against_floor(desk: Path, claims: int, asked: int) -> list[Row]:
    """Times every read against its floor.

    Args:
        desk: The desk.
        claims: How many claims it has.
        asked: How many questions each read is asked.
    """
    tell(f"reads, {claims:,} claims")
    db, ear = listening(desk)
    rows = []
    with closing(open_reader(desk)) as ours, closing(bare(desk)) as conn, closing(db):
        for name, read_for in READS.items():
            ask = Subjects(desk)
            reads = [read_for(ask) for _ in range(asked)]
            floors = [floor_of(db, ear, read) for read in reads]
            settle()
            pairs = [_timed(read, ours, floor.run, conn) for read, floor in zip(reads, floors, strict=True)]
            rows.append(_row(f"read: {name}", claims, pairs))
    return rows


def first_page(large: Path, small: Path, claims: tuple[int, int]) -> Row:
    """Times the first page of every topic's timeline in a large desk against the same in a small one."""
    tell("first pages")
    topics = Subjects(large).topics
    pairs = []
    with closing(open_reader(large)) as many, closing(open_reader(small)) as few:
        reads = [_listed(Narrowing(topics=topic.family)) for topic in topics]
        for db in (many, few):
            for read in reads:
                read(db)
        settle()
        for read in reads:
            pairs.append(side_by_side(partial(read, many), partial(read, few)))
    return _row(f"first page, against {claims[1]:,} claims", claims[0], pairs)


def _timed(
    read: Read, db: Database, floor: Callable[[sqlite3.Connection], None], conn: sqlite3.Connection
) -> Pair:
    read(db)  # what the other connection has read by now, this one has too
    return side_by_side(partial(read, db), partial(floor, conn))


def _row(measure: str, claims: int, pairs: Sequence[Pair]) -> Row:
    middle, found = medians(pairs), ratio(pairs)
    return Row(
        measure,
        f"{claims:,}",
        ms(middle.ours),
        ms(middle.floor),
        times(found),
        f"≤ {WANTED}",
        judged(found <= WANTED),
    )
