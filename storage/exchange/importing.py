"""Importing an exchange file: checked whole, then written in short batches that let others write between.

Each batch is a transaction and a revision of its own. An import that was killed is simply run again: what is
in the desk already is passed over by its uid.
"""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, NamedTuple

import msgspec
from sqlite_utils import Database

from storage.connection import DeskError, in_transaction, open_reader, open_writer
from storage.exchange.batches import Prepared, carry_out, prepare
from storage.exchange.checking import FAULTS_KEPT, Fault, Progress, Report, examine
from storage.exchange.reading import read_objects
from storage.exchange.rows import TABLE_OF, look_up
from storage.exchange.rules import normal
from storage.exchange.scanning import RawLine, next_chunk, open_input, raw_lines, size_of
from storage.exchange.seen import Seen
from storage.lines import KIND_OF, Line, read, write
from storage.runs import pass_over
from storage.vocabulary import ObjectKind
from storage.writing import Author, Refused, uids_of

FIRST_BATCH = 500
"""Lines of the first transaction; those of the next follow from how long it took."""

_FEWEST, _MOST = 100, 2000

# How long a transaction may keep other writers out. A waiting writer looks 25 ms apart for its first tenth of
# a second, and then up to 100 ms apart: if the transaction were longer, it might miss gap after gap.
_SECONDS_A_BATCH = 0.12

_CACHE_KIBIBYTES = 64_000
_PAGES_BETWEEN_CHECKPOINTS = (
    16_000  # not 1,000: an import touches the same pages of its indexes again and again
)

Numbered = tuple[int, Line]


def run(
    path: str | Path,
    desk: Path,
    author: Callable[[], Author],
    *,
    skip_bad: bool = False,
    announce: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Imports a file into a desk: all of it, or nothing when a line is at fault.

    Args:
        path: The file, or "-" for standard input.
        desk: The desk's file.
        author: Says who imports and what time it is; asked once a batch, and without a `request`.
        skip_bad: Import what is good: bad lines are left out, and lines that refer to them.
        announce: Let digests tell of what is imported; else they pass it over.
        progress: Is called now and then, first with "checking", then with "importing".

    Returns:
        What was added and passed over. Where it tells faults and *skip_bad* was not asked, nothing was added;
        except that another writer took a slug or a uid between checking and writing: then what was added
        before stays, and the fault says which line to mend before it is run again.

    Raises:
        DeskError: The file or the desk can't be read or written.
    """
    try:
        with open_input(path) as file, Seen() as seen:
            return _run(file, desk, author, seen, _How(skip_bad, announce), progress)
    except sqlite3.OperationalError as error:  # such as a full disk
        raise DeskError(
            f"The import of {path} stopped: {error}. What was written before stays; run it again once that "
            "is mended."
        ) from error


class _How(NamedTuple):
    """How an import is wanted: without bad lines, and told of in digests."""

    skip_bad: bool
    announce: bool


def _run(
    file: IO[bytes],
    desk: Path,
    author: Callable[[], Author],
    seen: Seen,
    how: _How,
    progress: Progress | None,
) -> Report:
    reader = open_reader(desk)
    try:
        checked = examine(file, reader.conn, seen, progress).report()
    finally:
        reader.close()
    if checked.fault_count and not how.skip_bad:
        return replace(checked, added=dict.fromkeys(TABLE_OF, 0))
    writer = open_writer(desk)
    try:
        # A batch need not be on disk before the next begins: after a power failure the import is run again.
        # What it reports in the end is on disk, since a checkpoint first writes the log through.
        writer.conn.execute("PRAGMA synchronous = NORMAL")
        writer.conn.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
        writer.conn.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_BETWEEN_CHECKPOINTS}")
        report = _Import(writer, seen, author, checked, how).run(file, progress)
        writer.conn.execute("PRAGMA wal_checkpoint(PASSIVE)")
        return report
    finally:
        writer.close()


class _Import:
    """An import under way, after its file was checked."""

    def __init__(
        self, db: Database, seen: Seen, author: Callable[[], Author], checked: Report, how: _How
    ) -> None:
        self._db = db
        self._seen = seen
        self._author = author
        self._checked = checked
        self._how = how
        self._added: dict[ObjectKind, int] = dict.fromkeys(TABLE_OF, 0)
        self._present = 0
        self._differing = 0
        self._differing_uids: list[str] = []
        self._refused: list[Fault] = []
        self._revisions: list[int] = []
        self._batch = FIRST_BATCH

    def run(self, file: IO[bytes], progress: Progress | None) -> Report:
        size = size_of(file)
        lines = raw_lines(file)
        while chunk := next_chunk(lines, self._batch):
            if not self._take(self._read(chunk)):
                break
            if progress is not None:
                progress("importing", file.tell(), size)
        return self._report()

    def _read(self, chunk: list[RawLine]) -> list[Numbered]:
        bad = self._seen.bad_between(chunk[0][0], chunk[-1][0]) if self._checked.fault_count else set()
        try:
            return [(number, normal(read(raw or b""))) for number, raw in chunk if number not in bad]
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise DeskError("The file was changed while it was imported. Run the import again.") from error

    def _take(self, batch: list[Numbered]) -> bool:
        """Writes what is new of a batch; returns whether the import goes on."""
        while True:
            present, new = self._divided(batch)
            try:
                if new:
                    self._write([line for _, line in new])
            except Refused as refused:
                # Somebody else wrote after the check. What is present by now is told by dividing again.
                batch = self._without(refused, present, batch)
                if not self._how.skip_bad and self._refused:
                    return False
                continue
            self._compare([line for _, line in present])
            return True

    def _divided(self, batch: list[Numbered]) -> tuple[list[Numbered], list[Numbered]]:
        known = look_up(self._db.conn, uids_of(line for _, line in batch))
        present: list[Numbered] = []
        new: list[Numbered] = []
        for number, line in batch:
            there = line.uid in known.ids[KIND_OF[type(line)]]
            (present if there else new).append((number, line))
        return present, new

    def _write(self, lines: list[Line]) -> None:
        author = self._author()
        prepared = prepare(self._db, lines, author)
        began = time.monotonic()
        if not in_transaction(self._db, lambda db: self._carried_out(db, prepared)):
            prepared = in_transaction(self._db, lambda db: self._at_once(db, lines, author))
        self._batch = _next_batch(len(lines), time.monotonic() - began)
        self._revisions = [*self._revisions[:1], prepared.revision]
        for line in lines:
            self._added[KIND_OF[type(line)]] += 1

    def _carried_out(self, db: Database, prepared: Prepared) -> bool:
        done = carry_out(db, prepared)
        if done and not self._how.announce:
            pass_over(db, prepared.revision)
        return done

    def _at_once(self, db: Database, lines: list[Line], author: Author) -> Prepared:
        prepared = prepare(db, lines, author)
        self._carried_out(db, prepared)
        return prepared

    def _without(self, refused: Refused, present: list[Numbered], batch: list[Numbered]) -> list[Numbered]:
        now_present, _ = self._divided(batch)
        if len(now_present) > len(present):
            return batch
        rest = []
        for number, line in batch:
            if line.uid == refused.uid and (number, line) not in present:
                self._refused.append(Fault(number, line.uid, refused.reason))
            else:
                rest.append((number, line))
        return rest

    def _compare(self, present: list[Line]) -> None:
        self._present += len(present)
        by_kind: dict[ObjectKind, list[Line]] = {}
        for line in present:
            by_kind.setdefault(KIND_OF[type(line)], []).append(line)
        for kind, lines in by_kind.items():
            held = _held(self._db.conn, kind, lines)
            differing = [line.uid for line in lines if held.get(line.uid) != write(line)]
            self._differing += len(differing)
            self._differing_uids += differing[: FAULTS_KEPT - len(self._differing_uids)]

    def _report(self) -> Report:
        return replace(
            self._checked,
            added=self._added,
            present=self._present,
            differing=self._differing,
            differing_uids=tuple(self._differing_uids),
            left_out=self._checked.left_out + len(self._refused),
            faults=(*self._checked.faults, *self._refused)[:FAULTS_KEPT],
            fault_count=self._checked.fault_count + len(self._refused),
            revisions=(self._revisions[0], self._revisions[-1]) if self._revisions else None,
        )


def _next_batch(lines: int, seconds: float) -> int:
    """Returns how many lines the next transaction takes, after one of so many took so long.

    A desk's indexes outgrow the memory, and disks differ by a thousand: no one number suits them all.
    """
    fitting = lines * _SECONDS_A_BATCH / max(seconds, 0.001)
    return int(min(max(fitting, lines / 2, _FEWEST), lines * 2, _MOST))


def _held(conn: sqlite3.Connection, kind: ObjectKind, lines: list[Line]) -> dict[str, str]:
    """Returns the text of the objects that the desk holds under the uids of these lines."""
    ids = look_up(conn, uids_of(lines)).ids[kind].values()
    return {line.uid: write(line) for line in read_objects(conn, kind, list(ids)).values()}
