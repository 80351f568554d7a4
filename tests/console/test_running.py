"""What runs until it is told to stop: how it stops, and what is under way meanwhile."""

import asyncio
import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.running import OpenDesks, serve
from bot.stopping import put_away, unless
from storage.connection import open_reader, open_writer
from tests.cli.program import SECONDS, environment
from tests.console.terminal import CTRL_C, ENTER, terminal

# A program with one command more, which takes its time and says by a file that it has begun.
SLOW = """
import sys, time
from pathlib import Path
from commands.card import Card, message
from commands.asking import Asking
from commands.declaring import command

@command
def slow(asking: Asking) -> Card:
    '''Takes its time.'''
    Path("begun").touch()
    time.sleep(float(Path("seconds").read_text()))
    return Card(message("text", text="It took a while."))

from bot.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def slow(tmp_path: Path) -> list[str]:
    (tmp_path / "slow.py").write_text(SLOW)
    return [sys.executable, str(tmp_path / "slow.py")]


def begun(folder: Path) -> None:
    end = time.monotonic() + SECONDS
    while not (folder / "begun").exists():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_ctrl_c_breaks_off_the_answer_that_is_awaited(tmp_path: Path, slow: list[str]) -> None:
    (tmp_path / "seconds").write_text("3")
    with terminal(tmp_path, "console", program=slow) as shown:
        shown.see("^sample>")
        shown.type("/slow" + ENTER)
        begun(tmp_path)
        shown.type(CTRL_C)
        shown.see("^Broken off.$")
        shown.type("/topics" + ENTER)
        shown.see("^Topics$")
        shown.type("quit" + ENTER)
        assert shown.ended() == 0
        assert "It took a while." not in shown.shown


def test_an_answer_under_way_is_finished_before_the_program_stops(tmp_path: Path, slow: list[str]) -> None:
    (tmp_path / "seconds").write_text("1")
    with terminal(tmp_path, "run", program=slow) as shown:
        shown.see("^sample>")
        shown.type("/slow" + ENTER)
        begun(tmp_path)
        shown.signal(signal.SIGTERM)
        assert shown.ended() == 0
        shown.see("^It took a while.$")
        assert shown.echoes()
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == [".console-history", "sample.db"]


def test_a_piped_answer_is_finished_too(tmp_path: Path, slow: list[str]) -> None:
    (tmp_path / "seconds").write_text("1")
    with subprocess.Popen(
        [*slow, "run"], cwd=tmp_path, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdin
        program.stdin.write(b"/slow\n/topics\n")
        program.stdin.flush()
        begun(tmp_path)
        program.send_signal(signal.SIGTERM)
        assert program.wait(SECONDS) == 0
        assert program.stdout
        assert program.stdout.read() == b"It took a while.\n"


def test_a_second_signal_ends_it_at_once(tmp_path: Path, slow: list[str]) -> None:
    (tmp_path / "seconds").write_text("30")
    with subprocess.Popen(
        [*slow, "run"], cwd=tmp_path, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdin
        program.stdin.write(b"/slow\n")
        program.stdin.flush()
        begun(tmp_path)
        program.send_signal(signal.SIGTERM)
        end = time.monotonic() + SECONDS
        while program.poll() is None:  # the first may not have been dealt with yet
            assert time.monotonic() < end
            time.sleep(0.1)
            program.send_signal(signal.SIGTERM)
        assert program.returncode == -signal.SIGTERM


class Waiting:
    """A part that waits to be stopped, and says that it was."""

    def __init__(self) -> None:
        self.stopped = False
        self.interrupted = 0

    async def serve(self, stopping: asyncio.Event) -> None:
        await stopping.wait()
        self.stopped = True

    def interrupt(self) -> bool:
        self.interrupted += 1
        return self.interrupted == 1


class Broken(Waiting):
    """A part that fails as it starts."""

    async def serve(self, stopping: asyncio.Event) -> None:
        del stopping
        raise RuntimeError("it broke")


async def test_what_fails_stops_the_others_and_is_told() -> None:
    waiting = Waiting()
    with pytest.raises(RuntimeError, match="it broke"):
        await serve([waiting, Broken()])
    assert waiting.stopped


class Weighing(Waiting):
    """A part that ends at once, and tells how many objects the garbage collector leaves alone meanwhile."""

    spared = 0

    async def serve(self, stopping: asyncio.Event) -> None:
        del stopping
        self.spared = gc.get_freeze_count()


async def test_the_garbage_collector_leaves_the_program_alone_while_it_serves() -> None:
    before, part = gc.get_freeze_count(), Weighing()
    await serve([part])
    assert part.spared > before + 10_000
    assert gc.get_freeze_count() == before


async def test_an_interrupt_that_a_part_takes_stops_nothing() -> None:
    waiting = Waiting()
    running = asyncio.ensure_future(serve([waiting]))
    await asyncio.sleep(0)
    for _ in range(2):
        assert not running.done()
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(0.05)
    await asyncio.wait_for(running, SECONDS)
    assert (waiting.stopped, waiting.interrupted) == (True, 2)


async def test_handlers_of_signals_are_as_before() -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        waiting = Waiting()
        running = asyncio.ensure_future(serve([waiting]))
        await asyncio.sleep(0)
        os.kill(os.getpid(), signal.SIGHUP)  # as under nohup
        await asyncio.sleep(0.05)
        assert not running.done()
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(running, SECONDS)
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before[signal.SIGHUP])
    assert {number: signal.getsignal(number) for number in before} == before


async def value(seconds: float) -> str:
    await asyncio.sleep(seconds)
    return "done"


async def test_work_is_awaited_until_it_is_done_or_stopped() -> None:
    stopping = asyncio.Event()
    assert await unless(stopping, value(0)) == "done"
    asyncio.get_running_loop().call_later(0.02, stopping.set)
    assert await unless(stopping, value(SECONDS)) is None
    assert await unless(stopping, value(0.02), grace=SECONDS) == "done"
    assert await unless(stopping, value(SECONDS), grace=0.02) is None


async def test_work_that_fails_says_so() -> None:
    async def failing() -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await unless(asyncio.Event(), failing())


async def test_work_is_broken_off_with_whoever_awaits_it() -> None:
    broken_off = asyncio.Event()

    async def long() -> None:
        try:
            await asyncio.sleep(SECONDS)
        finally:
            broken_off.set()

    task = asyncio.ensure_future(unless(asyncio.Event(), long()))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert broken_off.is_set()


async def test_a_desk_that_was_read_is_one_file_again(tmp_path: Path) -> None:
    open_writer(tmp_path / "newsroom.db", create=True).close()
    with OpenDesks(tmp_path) as desks:
        await desks.desk("newsroom").read(lambda db: db.table_names())
        assert len(list(tmp_path.iterdir())) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["newsroom.db"]


def test_a_desk_that_another_has_open_is_left_alone(tmp_path: Path) -> None:
    open_writer(tmp_path / "newsroom.db", create=True).close()
    reader = open_reader(tmp_path / "newsroom.db")
    assert reader.table_names()
    put_away(tmp_path / "newsroom.db")
    assert reader.table_names()
    assert len(list(tmp_path.iterdir())) == 3
    reader.close()
    put_away(tmp_path / "newsroom.db")
    assert [path.name for path in tmp_path.iterdir()] == ["newsroom.db"]
