"""The lock by which a desk is not replaced under a program that has it open."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.connection import DeskError
from storage.in_use import alone, in_use

ROOT = Path(__file__).parent.parent.parent
HOLDER = """
import sys
from pathlib import Path
from storage.in_use import in_use

with in_use(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the desks of a folder open."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, folder],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as program:  # fmt: skip
        assert program.stdout
        assert program.stdout.readline() == "held\n"
        yield program
        program.kill()


def test_any_number_may_use_the_desks_and_nobody_replaces_one_meanwhile(tmp_path: Path) -> None:
    open_there = pytest.raises(DeskError, match=r"A running program has the desks in .* open")
    with holder(tmp_path), in_use(tmp_path), open_there, alone(tmp_path):
        pass


def test_nobody_opens_a_desk_while_one_is_replaced(tmp_path: Path) -> None:
    with (
        alone(tmp_path),
        pytest.raises(DeskError, match="is being restored at this moment"),
        in_use(tmp_path),
    ):
        pass
    with in_use(tmp_path):
        pass


def test_the_lock_of_a_process_that_was_killed_is_no_lock(tmp_path: Path) -> None:
    with holder(tmp_path) as program:
        program.send_signal(signal.SIGKILL)
        program.wait()
        with alone(tmp_path):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_be_made_is_made_and_another_is_told(tmp_path: Path) -> None:
    with in_use(tmp_path / "our" / "desks"):
        assert (tmp_path / "our" / "desks").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(DeskError, match="can't be made or read: Not a directory"), alone(tmp_path / "file/d"):
        pass
