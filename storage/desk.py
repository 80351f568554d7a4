"""A desk as the running program holds it: reads and writes as functions, on threads shared by all desks.

Callers hand over `fn(db)`: it runs synchronously in one transaction, so nothing can interleave with it, and a
read is one snapshot of the record. Threads belong to the process: hundreds of desks share the same few.
"""

import asyncio
import os
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TypeVar

from sqlite_utils import Database

from storage.connection import (
    DeskError,
    in_snapshot,
    in_transaction,
    of_the_file,
    open_reader,
    open_writer,
)

T = TypeVar("T")

MAX_OPEN = 64
"""How many desks keep their connections; the least recently used idle one beyond that closes its own."""


READERS = max(2, min(4, os.cpu_count() or 2))
"""Threads that read: as many as can run at a time. More of them would only take turns with whoever sends the
answers that are there, and a crowd would wait the longer."""


class Threads:
    """The process's threads for storage: a few for reading, no more for writing."""

    def __init__(self, readers: int = READERS, writers: int = 2) -> None:
        self.readers = ThreadPoolExecutor(readers, "read")
        self.writers = ThreadPoolExecutor(writers, "write")

    def close(self) -> None:
        """Waits for what is running and ends the threads."""
        self.readers.shutdown()
        self.writers.shutdown()


class Desk:
    """One community's record, in a file of its own; its connections open when first asked for.

    Attributes:
        path: The file.
    """

    def __init__(
        self, path: Path, threads: Threads, used: Callable[["Desk"], None] = lambda _desk: None
    ) -> None:
        self.path = path
        self._threads = threads
        self._used = used
        self._idle: list[Database] = []
        self._writer: Database | None = None
        self._turn = asyncio.Lock()
        self._writing = Lock()
        self._running = 0

    async def read(self, fn: Callable[[Database], T]) -> T:
        """Runs *fn* on a read-only connection, as one snapshot; it must return complete values.

        A cancelled caller does not stop a read that is under way either: until it ends, the desk is not idle.

        Raises:
            DeskError: The file can't be read.
        """
        return await asyncio.shield(self._run(self._threads.readers, lambda: self._read(fn)))

    async def write(self, fn: Callable[[Database], T]) -> T:
        """Runs *fn* as one immediate transaction; it is on disk when this returns.

        A cancelled caller does not stop a write that is under way: it still commits, and the next write
        waits for it.

        Raises:
            DeskError: The file can't be written.
        """
        return await self._in_turn(lambda: self._write(fn))

    async def checkpoint(self) -> bool:
        """Empties the write-ahead log into the file; what was expunged then stands in neither.

        Returns:
            Whether it did; not where a reader, here or in another process, stays in an older state.

        Raises:
            DeskError: The file can't be written.
        """
        return await self._in_turn(self._checkpoint)

    @property
    def idle(self) -> bool:
        """Whether nothing is running on it."""
        return self._running == 0 and not self._turn.locked()

    def release(self) -> None:
        """Closes the connections that nobody uses; the desk opens new ones when asked again.

        Meant for a thread: the last one out checkpoints the log into the file, and waits for the disk.
        """
        with suppress(IndexError):
            while True:
                self._idle.pop().close()
        with self._writing:
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    async def _in_turn(self, job: Callable[[], T]) -> T:
        await self._turn.acquire()
        try:
            running = self._run(self._threads.writers, job)
        except RuntimeError:  # the threads have ended
            self._turn.release()
            raise
        running.add_done_callback(lambda _: self._turn.release())
        return await asyncio.shield(running)

    def _run(self, pool: ThreadPoolExecutor, job: Callable[[], T]) -> asyncio.Future[T]:
        running = asyncio.get_running_loop().run_in_executor(pool, job)
        self._running += 1
        running.add_done_callback(self._ended)
        return running

    def _ended(self, _: object) -> None:
        self._running -= 1
        self._used(self)

    def _read(self, fn: Callable[[Database], T]) -> T:
        try:
            db = self._idle.pop()  # list.pop and append are atomic, so two threads never share one
        except IndexError:
            db = open_reader(self.path)
        try:
            with _telling(self.path):
                return in_snapshot(db, fn)
        finally:
            self._idle.append(db)

    def _write(self, fn: Callable[[Database], T]) -> T:
        with self._writing, _telling(self.path):
            return in_transaction(self._opened(), fn)

    def _checkpoint(self) -> bool:
        with self._writing, _telling(self.path):
            kept_out, _, _ = self._opened().conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return int(kept_out) == 0

    def _opened(self) -> Database:
        if self._writer is None:
            self._writer = open_writer(self.path)
        return self._writer


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Turns what SQLite met in the desk's file into a `DeskError`."""
    try:
        yield
    except sqlite3.Error as error:
        if (told := of_the_file(path, error)) is None:
            raise
        raise told from error


class Desks:
    """The desks of a folder, by name."""

    def __init__(self, folder: Path, threads: Threads, max_open: int = MAX_OPEN) -> None:
        self._folder = folder
        self._threads = threads
        self._max_open = max_open
        self._desks: dict[str, Desk] = {}
        self._open: OrderedDict[Desk, None] = OrderedDict()

    def desk(self, name: str) -> Desk:
        """Returns the desk of that name.

        Raises:
            DeskError: The name can't be a desk's.
        """
        if name not in self._desks:
            self._desks[name] = Desk(desk_path(self._folder, name), self._threads, self._was_used)
        return self._desks[name]

    def close(self) -> None:
        """Closes every desk's connections; the threads have ended before."""
        for desk in self._open:
            desk.release()
        self._open.clear()

    def _was_used(self, desk: Desk) -> None:
        self._open[desk] = None
        self._open.move_to_end(desk)
        excess = len(self._open) - self._max_open
        if excess <= 0:
            return
        for idle in [each for each in self._open if each.idle][:excess]:
            del self._open[idle]
            self._threads.writers.submit(idle.release)


def desk_path(folder: Path, name: str) -> Path:
    """Returns the file of the desk *name* in *folder*.

    Raises:
        DeskError: The name has other characters than lower-case letters, digits, `-` and `_`.
    """
    if not name or len(name) > 64 or not all(char in _NAME for char in name):
        raise DeskError(f"{name!r} can't name a desk: use a-z, 0-9, - and _, at most 64 of them.")
    return folder / f"{name}.db"


_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")
