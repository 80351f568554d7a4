"""Finds claims in the order of a timeline, narrowed in any way a reader may ask, a page at a time.

A page is found by walking one index in its own order and stopping when it is full. Whatever the question
names (a topic, an actor, a place) could be walked; the one with the fewest claims is, and the others become
tests of each claim that is met. An index of a topic and of all its children are walked side by side: SQLite
merges the legs of a compound SELECT that are each in order (https://sqlite.org/queryplanner.html).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from storage.model import Count
from storage.placement import DISTANT_PAST
from storage.vocabulary import ClaimKind

_PARTS = ("attributions", "involvements", "figures")
"""Tables of which a claim may have several rows of one walk: one actor speaks and is quoted, say."""

COUNT_STOPS_AT = 1000
"""Counts go no further: a reader needs to know that it is many, not how many exactly."""

_WALK_IS_SHORT = 20_000
"""Beyond so many claims it is not counted which walk is the shortest: the topic's stays in one tree."""

_FEW_CLAIMS = 5_000
"""A topic with fewer claims is rather looked through whole than met by chance."""

_LONG_DAYS = 31
"""Claims that last longer have indexes of their own (long_claims…, storage/migrations/m002_index.py)."""

_NUMBER = ":number:"

_MOST_LEGS = 450
"""SQLite takes 500 SELECTs in a compound (SQLITE_MAX_COMPOUND_SELECT); each topic may need two."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a reader narrows a listing by; empty and None mean "any".

    Attributes:
        topics: Ids of a topic and all below it.
        actors: Ids of an actor and those merged into it, as speaker or involved.
        speakers: The same, as speaker alone.
        involved: The same, as involved alone.
        places: Ids of a place and those merged into it.
        kinds: Kinds of claim.
        estimates: Only claims with figures, or of the kind that says a figure was (or wasn't) given.
        measure: Only claims with a figure of this measure.
        since: First day; claims that touch it or a later one.
        until: Last day; claims that touch it or an earlier one.
        known_by: Claims known by this day.
        known_after: Claims not known by this day: what `known_by` hides.
    """

    topics: tuple[int, ...] = ()
    actors: tuple[int, ...] = ()
    speakers: tuple[int, ...] = ()
    involved: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    kinds: tuple[ClaimKind, ...] = ()
    estimates: bool = False
    measure: str | None = None
    since: int | None = None
    until: int | None = None
    known_by: int | None = None
    known_after: int | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a page's claims, in order, and whether more follow."""

    numbers: tuple[int, ...]
    more: bool


def page(
    db: Database, narrowing: Narrowing, *, limit: int, newest_first: bool = True, after: int | None = None
) -> Numbers:
    """Returns one page of claims by date.

    Args:
        db: The desk.
        narrowing: Which claims.
        limit: How many at most.
        newest_first: From the newest back, or from the oldest on.
        after: The number of the claim to continue after; None begins at the beginning.
    """
    start = None if after is None else _place_in_order(db, after)
    if after is not None and start is None:
        return Numbers((), more=False)
    found = _walk(db, narrowing, limit + 1, newest_first, start)
    return Numbers(tuple(found[:limit]), len(found) > limit)


def count(db: Database, narrowing: Narrowing) -> Count:
    """Returns how many claims there are, as far as `COUNT_STOPS_AT`."""
    found = len(_walk(db, narrowing, COUNT_STOPS_AT + 1, newest_first=True, start=None))
    return Count(min(found, COUNT_STOPS_AT), found > COUNT_STOPS_AT)


def holds(db: Database, narrowing: Narrowing, number: int) -> bool:
    """Tells whether the claim of this number is one of those."""
    row = db.conn.execute("SELECT sort_day, id FROM claims WHERE id = ?", (number,)).fetchone()
    if row is None:
        return False
    just_before = (row[0], row[1] - 1)
    return _walk(db, narrowing, 1, newest_first=False, start=just_before) == [number]


def has_few_claims(db: Database, topics: tuple[int, ...]) -> bool:
    """Tells whether these topics have so few claims that looking through all of them is quick."""
    return _length(db, _by("claim_topics", "topic_id", topics), _FEW_CLAIMS) < _FEW_CLAIMS


class _Condition(NamedTuple):
    """A piece of SQL over a leg's row `x`, with its parameters; `_NUMBER` stands for the claim's number."""

    sql: str
    parameters: tuple[object, ...] = ()


_ESTIMATE = _Condition("(x.has_figures = 1 OR x.kind = 'figure')")
"""As the index figures_of_a_topic has it."""


class _Leg(NamedTuple):
    """A SELECT that walks one index in order: its table, what holds in it, and which index where it matters.

    `long_index` is the one that holds the long claims of the same walk apart.
    """

    table: str
    conditions: tuple[_Condition, ...]
    indexed_by: str | None = None
    long_index: str | None = None

    @property
    def rows(self) -> str:
        """What stands behind FROM."""
        return f"{self.table} AS x INDEXED BY {self.indexed_by}" if self.indexed_by else f"{self.table} AS x"

    def with_conditions(self, *further: _Condition) -> "_Leg":
        return _Leg(self.table, (*self.conditions, *further), self.indexed_by, self.long_index)


def _place_in_order(db: Database, number: int) -> tuple[int, int] | None:
    row = db.conn.execute("SELECT sort_day, id FROM claims WHERE id = ?", (number,)).fetchone()
    return None if row is None else (row[0], row[1])


def _walk(
    db: Database, narrowing: Narrowing, limit: int, newest_first: bool, start: tuple[int, int] | None
) -> list[int]:
    legs = _legs(db, narrowing)
    ways = ("<", "DESC") if newest_first else (">", "ASC")
    found: list[tuple[int, int]] = []
    for first in range(0, len(legs), _MOST_LEGS):
        found += _merged(db, legs[first : first + _MOST_LEGS], limit, ways, start)
    if len(legs) > _MOST_LEGS:
        found = sorted(set(found), reverse=newest_first)[:limit]
    return [number for _, number in found]


def _merged(
    db: Database, legs: Sequence[_Leg], limit: int, ways: tuple[str, str], start: tuple[int, int] | None
) -> list[tuple[int, int]]:
    beyond, order = ways
    selects: list[str] = []
    parameters: list[object] = []
    for leg in legs:
        number = "x.id" if leg.table == "claims" else "x.claim_id"
        conditions = list(leg.conditions)
        if start is not None:
            conditions.append(_Condition(f"(x.sort_day, {number}) {beyond} (?, ?)", start))
        tests = " AND ".join([condition.sql for condition in conditions]).replace(_NUMBER, number)
        select = "SELECT DISTINCT" if leg.table in _PARTS else "SELECT"
        # Only names of our own tables and columns are put into the text; every value is bound.
        selects.append(f"{select} x.sort_day AS sort_day, {number} AS number FROM {leg.rows} WHERE {tests}")
        parameters += [value for condition in conditions for value in condition.parameters]
    statement = f"{' UNION '.join(selects)} ORDER BY sort_day {order}, number {order} LIMIT ?"
    rows: list[tuple[int, int]] = db.conn.execute(statement, (*parameters, limit)).fetchall()
    return rows


def _legs(db: Database, narrowing: Narrowing) -> list[_Leg]:
    chosen, *others = _shortest_first(db, _walks(narrowing))
    table = chosen.legs[0].table  # of one walk, all are the same, or all are parts of a claim
    always = (*_always(table, narrowing), *(walk.test for walk in others))
    if table in _PARTS or (narrowing.since is None and narrowing.until is None):
        return [leg.with_conditions(*always) for leg in chosen.legs]
    return [leg for walked in chosen.legs for leg in _by_length(walked, narrowing, always)]


class _Walk(NamedTuple):
    """The legs that walk a thing's claims, and the test whether a claim met elsewhere is one of them."""

    legs: tuple[_Leg, ...]
    test: _Condition


def _shortest_first(db: Database, walks: list[_Walk]) -> list[_Walk]:
    if len(walks) == 1:
        return walks
    return sorted(walks, key=lambda walk: _length(db, walk.legs))


def _length(db: Database, legs: Sequence[_Leg], enough: int = _WALK_IS_SHORT) -> int:
    """Counts the rows that the legs walk, as far as *enough*."""
    length = 0
    for leg in legs:
        tests = " AND ".join([condition.sql for condition in leg.conditions])
        statement = f"SELECT count(*) FROM (SELECT 1 FROM {leg.rows} WHERE {tests} LIMIT ?)"
        parameters = [value for condition in leg.conditions for value in condition.parameters]
        length += db.conn.execute(statement, (*parameters, enough - length)).fetchone()[0]
        if length >= enough:
            break
    return length


def _walks(narrowing: Narrowing) -> list[_Walk]:
    walks: list[_Walk] = []
    if narrowing.topics:
        test = _exists("claim_topics", "topic_id", narrowing.topics)
        legs = _by("claim_topics", "topic_id", narrowing.topics, long_index="long_claims_of_a_topic")
        if narrowing.estimates:
            legs = tuple(
                leg._replace(indexed_by="figures_of_a_topic").with_conditions(_ESTIMATE) for leg in legs
            )
        walks.append(_Walk(legs, test))
    if narrowing.measure is not None:
        leg = _Leg("figures", (_Condition("x.measure = ?", (narrowing.measure,)),))
        walks.append(_Walk((leg,), _exists("figures", "measure", (narrowing.measure,))))
    for actors, tables in (
        (narrowing.actors, ("attributions", "involvements")),
        (narrowing.speakers, ("attributions",)),
        (narrowing.involved, ("involvements",)),
    ):
        if actors:
            legs = tuple([leg for table in tables for leg in _by(table, "actor_id", actors)])
            test = _joined(" OR ", [_exists(table, "actor_id", actors) for table in tables])
            walks.append(_Walk(legs, test))
    if narrowing.places:
        test = _exists("claims", "place_id", narrowing.places, number="id")
        walks.append(_Walk(_by("claims", "place_id", narrowing.places), test))
    return walks or [_Walk((_Leg("claims", (), long_index="long_claims"),), _Condition("1"))]


def _by(table: str, column: str, ids: tuple[int, ...], long_index: str | None = None) -> tuple[_Leg, ...]:
    test = f"x.{column} = ?"
    return tuple([_Leg(table, (_Condition(test, (one,)),), None, long_index) for one in ids])


def _exists(table: str, column: str, ids: tuple[object, ...], number: str = "claim_id") -> _Condition:
    # The unary plus has SQLite look the claim's few rows up, not the many of a topic or an actor.
    # All ids are one parameter: a statement of many legs takes 32,766 (SQLITE_MAX_VARIABLE_NUMBER).
    tests = f"t.{number} = {_NUMBER} AND +t.{column} IN (SELECT value FROM json_each(?))"
    return _Condition(f"EXISTS (SELECT 1 FROM {table} AS t WHERE {tests})", (json.dumps(ids),))


def _joined(word: str, conditions: Sequence[_Condition]) -> _Condition:
    return _Condition(
        f"({word.join([one.sql for one in conditions])})",
        tuple([value for one in conditions for value in one.parameters]),
    )


def _always(table: str, narrowing: Narrowing) -> list[_Condition]:
    """Returns what must hold of every claim that a walk through the table meets."""
    row = "c" if table in _PARTS else "x"
    always = [*_listed(row, narrowing), *_touching(row, narrowing)]
    if narrowing.estimates and table != "claim_topics":  # whose walk meets nothing else then
        figures = f"EXISTS (SELECT 1 FROM figures AS f WHERE f.claim_id = {_NUMBER})"
        always.append(_Condition(f"({row}.kind = 'figure' OR {figures})"))
    if table not in _PARTS:
        return always
    tests = _joined(" AND ", always)
    statement = f"EXISTS (SELECT 1 FROM claims AS c WHERE c.id = {_NUMBER} AND {tests.sql})"
    return [_Condition(statement, tests.parameters)]


def _by_length(leg: _Leg, narrowing: Narrowing, always: Sequence[_Condition]) -> list[_Leg]:
    """Splits a leg in two where days matter: the few long claims are walked apart.

    All that touches a day and is not long begins within a month of it, so that its walk can start and stop
    there; the long ones are looked through whole.
    """
    short = [_Condition(f"x.ends - x.begins <= {_LONG_DAYS}")]
    if narrowing.since is not None:
        short.append(_Condition("x.sort_day >= ?", (narrowing.since - _LONG_DAYS,)))
    if narrowing.until is not None:
        short.append(_Condition("x.sort_day <= ?", (narrowing.until,)))
    long = leg.with_conditions(_Condition(f"x.ends - x.begins > {_LONG_DAYS}"), *always)
    return [leg.with_conditions(*short, *always), long._replace(indexed_by=leg.long_index)]


def _listed(row: str, narrowing: Narrowing) -> list[_Condition]:
    conditions = [_Condition(f"{row}.status IN ('published', 'retracted')")]
    if narrowing.kinds:
        marks = ", ".join("?" * len(narrowing.kinds))
        conditions.append(_Condition(f"{row}.kind IN ({marks})", narrowing.kinds))
    if narrowing.known_by is not None:
        conditions.append(_Condition(f"{row}.known_from <= ?", (narrowing.known_by,)))
    if narrowing.known_after is not None:
        unknown = f"({row}.known_from > ? OR {row}.known_from IS NULL)"
        conditions.append(_Condition(unknown, (narrowing.known_after,)))
    return conditions


def _touching(row: str, narrowing: Narrowing) -> list[_Condition]:
    conditions = []
    if narrowing.since is not None:
        conditions.append(_Condition(f"{row}.ends >= ?", (narrowing.since,)))
    if narrowing.until is not None:
        conditions.append(_Condition(f"{row}.begins <= ?", (narrowing.until,)))
    if conditions:  # what nothing dates belongs to no period
        conditions.append(_Condition(f"{row}.sort_day > {DISTANT_PAST}"))
    return conditions
