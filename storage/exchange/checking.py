"""Checking an exchange file before anything of it is kept: every line, every fault, in one pass.

A line may refer to lines above it and to what the desk holds already. That one rule lets a file of any length
be checked from top to bottom in bounded memory, and leaves no room for circles.
"""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import msgspec
from sqlite_utils import Database

from storage.circles import circle_of
from storage.connection import DeskError
from storage.exchange.ordering import Ordering
from storage.exchange.rows import TABLE_OF, Known, Uids, look_up
from storage.exchange.rules import Reference, faults, references
from storage.exchange.scanning import LONGEST_LINE, RawLine, next_chunk, open_input, raw_lines, size_of
from storage.exchange.seen import Namespace, Place, Seen
from storage.exchange.wording import explain, key_given_twice, name_of
from storage.lines import KIND_OF, Line, Relation, Topic, read, write
from storage.vocabulary import ObjectKind

FAULTS_KEPT = 1000
"""How many faults are told one by one; all are counted."""

_ONE: dict[ObjectKind, str] = {
    "topic": "a topic",
    "actor": "an actor",
    "source": "a source",
    "claim": "a claim",
    "relation": "a relation",
}

_CHUNK = 1000  # lines that are looked up together

Progress = Callable[[str, int, int], None]
"""Is told the stage ("checking" or "importing"), and how many bytes of how many are done."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line: its number from 1, the uid where it could be read, and why in words."""

    line_number: int
    uid: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a file holds, and what was done with it.

    Attributes:
        lines: Lines that are not blank.
        added: New objects by kind: added by importing, or to be added if only checked.
        present: Objects passed over, because the desk holds their uid already.
        differing: Those of them that differ from what the desk holds; the desk's were left as they are.
            Checking does not compare, and counts none.
        differing_uids: The first of those, at most `FAULTS_KEPT`.
        left_out: Lines left out, or to be left out, because they are at fault.
        faults: The first faults in the order of the lines, at most `FAULTS_KEPT`.
        fault_count: How many there are.
        revisions: The first and the last revision made; None if none was.
    """

    lines: int
    added: dict[ObjectKind, int]
    present: int
    differing: int
    differing_uids: tuple[str, ...]
    left_out: int
    faults: tuple[Fault, ...]
    fault_count: int
    revisions: tuple[int, int] | None


def check(path: str | Path, db: Database, progress: Progress | None = None) -> Report:
    """Checks a whole file against a desk, and changes nothing.

    Args:
        path: The file, or "-" for standard input.
        db: A reader of the desk.
        progress: Is called now and then.

    Raises:
        DeskError: The file or the desk can't be read.
    """
    try:
        with open_input(path) as file, Seen() as seen:
            return examine(file, db.conn, seen, progress).report()
    except sqlite3.OperationalError as error:  # such as a full disk
        raise DeskError(f"{path} could not be checked: {error}.") from error


def examine(
    file: IO[bytes], conn: sqlite3.Connection, seen: Seen, progress: Progress | None
) -> "Examination":
    """Checks an open file, and leaves in *seen* which of its lines are bad."""
    size = size_of(file)
    examination = Examination(conn, seen)
    lines = raw_lines(file)
    while chunk := next_chunk(lines, _CHUNK):
        examination.take(chunk)
        if progress is not None:
            progress("checking", file.tell(), size)
    examination.explain_missing()
    return examination


@dataclass(slots=True)
class _Judged:
    """One line on its way through the examination; a line that could not be read is None."""

    number: int
    line: Line | None
    kind: ObjectKind | None
    uid: str | None
    reasons: list[str]
    references: list[Reference] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Missing:
    """A fault that may be told better when the whole file is known: a name that was not found."""

    index: int
    uid: str
    kind: ObjectKind
    reference: Reference


class Examination:
    """A file's examination under way, chunk by chunk, and what it found."""

    def __init__(self, conn: sqlite3.Connection, seen: Seen) -> None:
        self._conn = conn
        self._seen = seen
        self._ordering = Ordering(conn, seen)
        self._faults: list[Fault] = []
        self._fault_count = 0
        self._bad_lines = 0
        self._missing: list[_Missing] = []
        self._lines = 0
        self._new: dict[ObjectKind, int] = dict.fromkeys(TABLE_OF, 0)
        self._present = 0

    def take(self, chunk: list[RawLine]) -> None:
        """Judges the next lines, by themselves and by what is above them and in the desk."""
        judged = [_judge(number, raw) for number, raw in chunk]
        uids: Uids = {kind: set() for kind in TABLE_OF}
        for each in judged:
            if each.kind is not None and each.uid is not None:
                uids[each.kind].add(each.uid)
            for kind, uid, _ in each.references:
                uids[kind].add(uid)
        desk = look_up(self._conn, uids)
        above = _Above(self._seen, uids, judged)
        for each in judged:
            self._place(each, desk, above)
        above.keep()
        bad = [each.number for each in judged if each.reasons]
        self._seen.keep_bad(bad)
        self._bad_lines += len(bad)
        self._lines += len(judged)

    def report(self) -> Report:
        """Returns what was found, as a report of checking."""
        return Report(
            lines=self._lines,
            added=dict(self._new),
            present=self._present,
            differing=0,
            differing_uids=(),
            left_out=self._bad_lines,
            faults=tuple(self._faults),
            fault_count=self._fault_count,
            revisions=None,
        )

    def explain_missing(self) -> None:
        """Says more of the names that were not found, now that the lines below are known too."""
        pointing = {(each.kind, each.uid): each.reference[:2] for each in self._missing}
        for missing in self._missing:
            kind, uid, name = missing.reference
            fault = self._faults[missing.index]
            if circle := _circle((missing.kind, missing.uid), pointing):
                reason = f"`{name}` goes in a circle: {' → '.join(circle)}. Take one of these references out"
            elif (place := self._seen.find(kind, [uid]).get(uid)) and place.line > fault.line_number:
                reason = (
                    f"`{name}` names the {kind} {uid}, which stands only below, at line {place.line}: "
                    "move that line up"
                )
            elif place is None and (other := self._other_kind(uid)):
                reason = f"`{name}` must name {_ONE[kind]}, but {uid} is {_ONE[other]}"
            else:
                continue
            self._faults[missing.index] = Fault(fault.line_number, fault.uid, reason)

    def _place(self, each: _Judged, desk: Known, above: "_Above") -> None:
        for reference in each.references:
            kind, uid, name = reference
            if uid in desk.ids[kind] or (kind == each.kind and uid == each.uid):
                continue  # what refers to itself was told as breaking a rule
            place = above.find(kind, uid)
            if place is not None and not place.bad:
                continue
            if place is None:
                reason = f"`{name}` names the {kind} {uid}, which is neither above this line nor in the desk"
            else:
                reason = f"`{name}` names the {kind} {uid}, whose line {place.line} is at fault"
            self._keep_missing(each, reference)
            each.reasons.append(reason)
        if each.kind is None or each.uid is None:
            self._tell_all(each)
            return
        place = above.find(each.kind, each.uid)
        present = each.uid in desk.ids[each.kind]
        if place is not None:
            each.reasons.append(
                f"the {each.kind} {each.uid} stands already at line {place.line}: take one out"
            )
        elif not present and each.line is not None and not each.reasons:
            self._claim_name(each, desk, above)
        self._tell_all(each)
        if place is None:
            above.add(each.kind, each.uid, Place(each.number, bool(each.reasons)))
        if not each.reasons:
            self._present += present
            self._new[each.kind] += not present

    def _claim_name(self, each: _Judged, desk: Known, above: "_Above") -> None:
        """Sees to it that a new topic's slug, or what a new relation says, is the only one."""
        space: Namespace
        if isinstance(each.line, Topic):
            space, name = "slug", each.line.slug
            what = f"the slug {name} is taken"
            found = self._conn.execute("SELECT uid FROM topics WHERE slug = ?", (name,)).fetchone()
        elif isinstance(each.line, Relation):
            relation = each.line
            space, name = "pair", f"{relation.from_claim} {relation.relation} {relation.to_claim}"
            what = f"that {name} is said already"
            found = self._conn.execute(
                "SELECT uid FROM relations WHERE from_claim_id = ? AND to_claim_id = ? AND type = ?",
                (
                    desk.ids["claim"].get(relation.from_claim),
                    desk.ids["claim"].get(relation.to_claim),
                    relation.relation,
                ),
            ).fetchone()
        else:
            return
        place = above.find(space, name)
        if found is not None:
            each.reasons.append(f"{what} by the desk's {each.kind} {found[0]}: change one of them")
        elif place is not None:
            each.reasons.append(f"{what} by line {place.line}: change one of them")
        elif isinstance(each.line, Relation) and self._ordering.closes_circle(each.line):
            each.reasons.append(circle_of(each.line))
        else:
            above.add(space, name, Place(each.number, False))

    def _keep_missing(self, each: _Judged, reference: Reference) -> None:
        index = self._fault_count + len(each.reasons)
        if index < FAULTS_KEPT and each.kind is not None and each.uid is not None:
            self._missing.append(_Missing(index, each.uid, each.kind, reference))

    def _tell_all(self, each: _Judged) -> None:
        """Counts the faults of a line, and keeps those that are among the first."""
        kept = each.reasons[: FAULTS_KEPT - len(self._faults)]
        self._faults.extend(Fault(each.number, each.uid, reason) for reason in kept)
        self._fault_count += len(each.reasons)

    def _other_kind(self, uid: str) -> ObjectKind | None:
        everywhere = look_up(self._conn, {kind: {uid} for kind in TABLE_OF})
        for kind in TABLE_OF:
            if uid in everywhere.ids[kind] or self._seen.find(kind, [uid]):
                return kind
        return None


class _Above:
    """What stands above a line: the names kept on disk, and those of its own chunk."""

    def __init__(self, seen: Seen, uids: Uids, judged: list[_Judged]) -> None:
        self._seen = seen
        wanted: dict[Namespace, Iterable[str]] = dict(uids.items())
        wanted["slug"] = {each.line.slug for each in judged if isinstance(each.line, Topic)}
        wanted["pair"] = {
            f"{each.line.from_claim} {each.line.relation} {each.line.to_claim}"
            for each in judged
            if isinstance(each.line, Relation)
        }
        self._kept = {space: seen.find(space, names) for space, names in wanted.items()}
        self._own: dict[Namespace, dict[str, Place]] = {space: {} for space in wanted}

    def find(self, space: Namespace, name: str) -> Place | None:
        return self._kept[space].get(name) or self._own[space].get(name)

    def add(self, space: Namespace, name: str, place: Place) -> None:
        self._own[space][name] = place

    def keep(self) -> None:
        for space, places in self._own.items():
            self._seen.keep(space, places)


def _judge(number: int, raw: bytes | None) -> _Judged:
    if raw is None:
        reason = f"is longer than {LONGEST_LINE:,} bytes: no object is that long"
        return _Judged(number, None, None, None, [reason])
    try:
        line = read(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        kind, uid = name_of(raw)
        return _Judged(number, None, kind, uid, [explain(raw, error)])
    reasons = faults(line)
    # Most lines are as they were exported; in those no field is given twice.
    if not reasons and write(line).encode() != raw and (twice := key_given_twice(raw)) is not None:
        reasons = [twice]
    return _Judged(number, line, KIND_OF[type(line)], line.uid, reasons, references(line))


def _circle(
    start: tuple[ObjectKind, str], pointing: dict[tuple[ObjectKind, str], tuple[ObjectKind, str]]
) -> list[str]:
    """Follows references that were not found; returns the uids on the way back to *start*, if any."""
    way, here = [start[1]], pointing.get(start)
    while here is not None and len(way) <= len(pointing):
        way.append(here[1])
        if here == start:
            return way
        here = pointing.get(here)
    return []
