import asyncio
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.connection import DeskError, in_transaction, open_reader, open_writer
from storage.desk import Desk, Desks, Threads, desk_path
from storage.writing import Author
from tests.soak import often
from tests.storage.factories import KURSK, REPORT, add, claim, desk_of

ROUNDS = often(20)
ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(tmp_path: Path, threads: Threads) -> Iterator[Desk]:
    made = Desk(desk_of(tmp_path, KURSK, REPORT), threads)
    yield made
    made.release()


def say(uid: str) -> Callable[[Database], int]:
    """A write that adds one claim."""
    return lambda db: add(db, [claim(uid)]).revision


def uids(db: Database) -> list[str]:
    return [uid for (uid,) in db.conn.execute("SELECT uid FROM claims ORDER BY id")]


async def test_what_is_written_is_read(desk: Desk) -> None:
    assert await desk.write(say("c1")) == 2
    assert await desk.write(say("c2")) == 3
    assert await desk.read(uids) == ["c1", "c2"]


async def test_a_write_that_fails_leaves_nothing_behind(desk: Desk) -> None:
    def fails(db: Database) -> None:
        say("c1")(db)
        assert uids(db) == ["c1"]
        raise LookupError("halfway")

    with pytest.raises(LookupError, match="halfway"):
        await desk.write(fails)
    assert await desk.read(uids) == []
    assert await desk.write(say("c2")) == 2


async def test_a_reader_cannot_write(desk: Desk) -> None:
    for statement in (
        "INSERT INTO settings VALUES (1, 'name', 'x')",
        "DROP TABLE settings",
        "PRAGMA user_version = 1",
    ):
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await desk.read(lambda db, statement=statement: db.conn.execute(statement))  # type: ignore[misc]  # a lambda's default has no type
    assert await desk.write(lambda db: db.conn.execute("SELECT * FROM settings").fetchall()) == []


async def test_a_read_sees_one_revision_whatever_is_written_meanwhile(desk: Desk) -> None:
    began, written = threading.Event(), threading.Event()

    def reads_twice(db: Database) -> tuple[list[str], list[str]]:
        first = uids(db)
        began.set()
        assert written.wait(10)
        return first, uids(db)

    reading = asyncio.create_task(desk.read(reads_twice))
    await asyncio.to_thread(began.wait, 10)
    await desk.write(say("c1"))
    assert await desk.read(uids) == ["c1"]
    written.set()
    assert await reading == ([], [])
    assert await desk.read(uids) == ["c1"]


async def test_a_cancelled_write_still_commits_and_the_next_waits_for_it(desk: Desk) -> None:
    began, go_on = threading.Event(), threading.Event()

    def slow(db: Database) -> None:
        began.set()
        assert go_on.wait(10)
        say("c1")(db)

    first = asyncio.create_task(desk.write(slow))
    await asyncio.to_thread(began.wait, 10)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert not desk.idle
    second = asyncio.create_task(desk.write(lambda db: (uids(db), say("c2")(db))))
    third = asyncio.create_task(desk.write(say("never")))
    await asyncio.sleep(0.05)
    third.cancel()  # it still waits for its turn, so it isn't carried out
    assert not second.done()
    go_on.set()
    assert await second == (["c1"], 3)
    assert await desk.read(uids) == ["c1", "c2"]
    assert desk.idle


async def test_a_cancelled_read_is_over_when_its_thread_is(desk: Desk) -> None:
    began, go_on = threading.Event(), threading.Event()

    def slow(db: Database) -> list[str]:
        began.set()
        assert go_on.wait(10)
        return uids(db)

    reading = asyncio.create_task(desk.read(slow))
    await asyncio.to_thread(began.wait, 10)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert not desk.idle
    go_on.set()
    while not desk.idle:  # noqa: ASYNC110  # nothing tells when a cancelled read ends: nobody needs it
        await asyncio.sleep(0.005)


async def test_what_is_wrong_with_the_file_is_told_in_words(tmp_path: Path, threads: Threads) -> None:
    none = Desk(tmp_path / "none.db", threads)
    for asked in (none.read(uids), none.write(say("c1"))):
        with pytest.raises(DeskError, match="There is no desk at"):
            await asked
    path = desk_of(tmp_path, REPORT, claim("c1"))
    with closing(sqlite3.connect(path)) as db, path.open("r+b") as file:
        (page,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'claims'").fetchone()
        file.seek(4096 * (page - 1))
        file.write(b"\xff" * 4096)
    damaged = Desk(path, threads)
    for broken in (damaged.read(uids), damaged.write(say("c2"))):
        with pytest.raises(DeskError, match=r"desk.db is damaged \(database disk image is malformed\)"):
            await broken
    with pytest.raises(sqlite3.OperationalError, match="no such table"):  # a fault of ours stays one
        await damaged.write(lambda db: db.conn.execute("SELECT * FROM nowhere"))
    damaged.release()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of desks d0, d1 … d99."""
    blank = desk_of(tmp_path, REPORT, name="blank.db")
    made = tmp_path / "desks"
    made.mkdir()
    for number in range(100):
        shutil.copyfile(blank, desk_path(made, f"d{number}"))
    return made


FILES = Path("/proc/self/fd")
counting_files = pytest.mark.skipif(
    not FILES.exists(), reason="this system does not tell which files are open"
)


def open_desks() -> set[str]:
    """The desks' files that this process has open."""
    links = [each.readlink() for each in FILES.iterdir() if each.is_symlink()]
    return {str(link) for link in links if link.suffix == ".db"}


@counting_files
async def test_a_hundred_desks_at_once_share_few_threads_and_files(folder: Path, threads: Threads) -> None:
    before = threading.active_count()
    desks = Desks(folder, threads)
    held = [desks.desk(f"d{number}") for number in range(100)]
    for round_ in range(2):
        await asyncio.gather(*(desk.write(say(f"c{round_}")) for desk in held))
        found = await asyncio.gather(*(desk.read(uids) for desk in held for _ in range(3)))
        assert found == [["c0", "c1"][: round_ + 1]] * 300
    assert threading.active_count() - before <= 6
    threads.close()
    assert len(open_desks()) == 64
    desks.close()
    assert open_desks() == set()


@counting_files
async def test_the_least_recently_used_idle_desk_closes_its_connections(
    folder: Path, threads: Threads
) -> None:
    desks = Desks(folder, threads, max_open=2)
    for name in ("d1", "d2", "d1", "d3"):
        await desks.desk(name).read(uids)
    await until(lambda: names() == {"d1.db", "d3.db"})
    await desks.desk("d2").write(say("c1"))
    await until(lambda: names() == {"d2.db", "d3.db"})
    assert desks.desk("d2") is desks.desk("d2")
    assert await desks.desk("d2").read(uids) == ["c1"]
    desks.close()
    assert names() == set()


@counting_files
async def test_a_busy_desk_keeps_its_connections_and_another_is_served(
    folder: Path, threads: Threads
) -> None:
    desks = Desks(folder, threads, max_open=1)
    began, go_on = threading.Event(), threading.Event()

    def slow(db: Database) -> list[str]:
        began.set()
        assert go_on.wait(10)
        return uids(db)

    busy = asyncio.create_task(desks.desk("d1").read(slow))
    await asyncio.to_thread(began.wait, 10)
    assert await desks.desk("d2").read(uids) == []
    assert await desks.desk("d3").read(uids) == []
    assert "d1.db" in names()
    go_on.set()
    assert await busy == []
    await until(lambda: names() == {"d1.db"})
    desks.close()


async def until(holds: Callable[[], bool]) -> None:
    """Waits for what a thread does of its own accord."""
    end = time.monotonic() + 10
    while not holds():  # closing tells nobody
        assert time.monotonic() < end
        await asyncio.sleep(0.005)


def names() -> set[str]:
    return {Path(each).name for each in open_desks()}


@pytest.mark.parametrize("name", ["", "Kursk", "a.b", "../etc", "a/b", "a b", "курск", "x" * 65, "a\n"])
def test_a_name_that_no_desk_can_have(tmp_path: Path, threads: Threads, name: str) -> None:
    with pytest.raises(DeskError) as caught:
        Desks(tmp_path, threads).desk(name)
    assert str(caught.value) == f"{name!r} can't name a desk: use a-z, 0-9, - and _, at most 64 of them."


def test_a_desk_is_named_as_its_file(tmp_path: Path, threads: Threads) -> None:
    assert Desks(tmp_path, threads).desk("kursk-2_b").path == tmp_path / "kursk-2_b.db"
    assert desk_path(tmp_path, "x" * 64).name == "x" * 64 + ".db"


def write_many(path: Path, prefix: str, count: int) -> None:
    """Adds claims, each as a revision of its own, in this process."""
    with closing(open_writer(path)) as db:
        for number in range(count):
            in_transaction(db, say(f"{prefix}{number}"))


async def test_two_processes_write_at_once(desk: Desk) -> None:
    code = "import sys; from tests.storage.test_desk import *; write_many(Path(sys.argv[1]), 'b', 60)"
    other = await asyncio.create_subprocess_exec(sys.executable, "-c", code, desk.path, cwd=ROOT)
    written = 0
    while other.returncode is None or written < 60:
        await desk.write(say(f"a{written}"))
        written += 1
        await asyncio.sleep(0)
    assert other.returncode == 0
    found = await desk.read(uids)
    assert [uid for uid in found if uid[0] == "b"] == [f"b{number}" for number in range(60)]
    assert [uid for uid in found if uid[0] == "a"] == [f"a{number}" for number in range(written)]
    revisions = await desk.read(lambda db: db.conn.execute("SELECT id FROM revisions ORDER BY id").fetchall())
    assert revisions == [(number,) for number in range(1, 60 + written + 2)]


def test_what_was_acknowledged_survives_a_process_that_is_killed_anywhere(tmp_path: Path) -> None:
    path = desk_of(tmp_path, KURSK, REPORT)
    code = "import sys; from tests.storage.test_desk import *; crash(Path(sys.argv[1]), ROUNDS)"
    found = subprocess.run(
        [sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    assert found.stderr == ""
    assert int(found.stdout) > ROUNDS  # so many writes were acknowledged, and found again


def crash(path: Path, rounds: int) -> None:
    """Has a child write and kills it, again and again; a process without threads may fork."""
    dice = random.Random(rounds)  # noqa: S311  # nothing is secret here
    acknowledged: list[str] = []
    for round_ in range(1, rounds + 1):
        reading, writing = os.pipe()
        if (child := os.fork()) == 0:
            os.close(reading)
            write_until_killed(path, f"r{round_}-", writing)
        os.close(writing)
        with open(reading, encoding="ascii") as told:  # noqa: PTH123  # a pipe has no path
            acknowledged.append(told.readline().strip())  # it is writing now
            time.sleep(dice.uniform(0, 0.03))
            os.kill(child, signal.SIGKILL)
            acknowledged += told.read().split()
        os.waitpid(child, 0)
        verify(path, acknowledged, round_)
    sys.stdout.write(str(len(acknowledged)))


def write_until_killed(path: Path, prefix: str, writing: int) -> None:
    db = open_writer(path)
    db.conn.execute("PRAGMA wal_autocheckpoint = 8")  # so that many are killed while they checkpoint
    number = 0
    while True:
        uid = f"{prefix}{number}"
        line = claim(uid, f"{uid} " * 100, topics=("t-kursk",))
        author = Author("2025-05-01T12:00:00Z", "test", "child", request=uid)
        in_transaction(db, partial(add, lines=[line], author=author))
        os.write(writing, f"{uid}\n".encode("ascii"))
        number += 1


def verify(path: Path, acknowledged: list[str], rounds: int) -> None:
    """Asserts that all is there and whole, and at most one a round that nobody was told of."""
    with closing(open_reader(path)) as db:
        found = uids(db)
        assert db.conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        whole = db.conn.execute(
            "SELECT (SELECT count(*) FROM revision_items WHERE object_kind = 'claim'), "
            "(SELECT count(*) FROM claim_topics), (SELECT count(*) FROM evidence), "
            "(SELECT count(*) FROM claim_search_docsize), (SELECT count(*) FROM revisions) - 1"
        ).fetchone()
    assert set(acknowledged) <= set(found)
    assert whole == (len(found),) * 5
    assert len(found) - len(acknowledged) <= rounds
