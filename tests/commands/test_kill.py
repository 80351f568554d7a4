"""Killed at any moment, a desk holds all that was acknowledged, and nothing by half."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from storage.connection import open_reader
from storage.integrity import check
from tests.soak import often

ROUNDS = often(20)
ROOT = Path(__file__).parent.parent.parent

# What each change leaves in the log; a draft writes no revision before it is published.
_REVISIONS = "SELECT request FROM revisions WHERE request IS NOT NULL"


def acknowledged(desk: Path, seed: int, seconds: float) -> list[list[str]]:
    """Lets a process write until it is killed; returns what it said of each command that was answered."""
    program = [sys.executable, "-m", "tests.commands.killed", str(desk), str(seed)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read()
    # A line that the kill cut short was not said.
    said = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return [line.split() for line in said]


def test_what_was_acknowledged_is_there_and_what_was_not_is_whole_or_absent(
    sample_file: Path, tmp_path: Path, tally: Callable[[str], None]
) -> None:
    chance = random.Random(20250428)  # noqa: S311  # when to kill, no secret
    commands = 0
    for round_number in range(ROUNDS):
        desk = tmp_path / f"desk-{round_number}.db"
        copyfile(sample_file, desk)
        answered = acknowledged(desk, chance.randrange(2**32), chance.uniform(0, 0.4))
        commands += len(answered)
        written = {request for request, _, failed in answered if failed == "False"}
        with closing(open_reader(desk)) as db:
            assert check(db) == []
        with closing(sqlite3.connect(desk)) as conn:
            held = {request for (request,) in conn.execute(_REVISIONS)}
            (items,) = conn.execute(
                "SELECT count(*) FROM revisions WHERE NOT EXISTS "
                "(SELECT 1 FROM revision_items WHERE revision_id = revisions.id)"
            ).fetchone()
        assert written - held == set()
        # At most the one that was under way when it was killed was not told of.
        assert len(held - written) <= 1
        assert items == 0
    tally(f"killed {ROUNDS} times among {commands} commands that were answered: none lost, none by half")
    assert commands > ROUNDS
