"""Whole processes, timed: how long each took by the clock, and how much memory it held at its peak.

A child's peak counts from the fork, so that a child of a fat parent looks fat (Linux keeps it across exec).
Each is therefore started by a launcher in between, which is this module run as a program, and slim.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # getrusage(2): bytes there, kilobytes here


@dataclass(frozen=True, slots=True)
class Ran:
    """What a process took.

    Attributes:
        seconds: From its start to its end by the clock.
        peak: The most memory it held, in bytes (its resident set).
    """

    seconds: float
    peak: int


def run(*command: str) -> Ran:
    """Runs a program to its end; what it writes to standard output is thrown away.

    Raises:
        subprocess.CalledProcessError: It failed; what it wrote to standard error is in the exception's notes.
    """
    launcher = [sys.executable, "-I", str(Path(__file__)), *command]
    try:
        done = subprocess.run(launcher, check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        error.add_note(error.stderr)
        raise
    seconds, peak = json.loads(done.stdout)
    return Ran(seconds, peak)


def _launch(command: list[str]) -> int:
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)  # waited for: Popen need not look for it again
    sys.stdout.write(json.dumps([seconds, usage.ru_maxrss * _RSS_UNIT]))
    return abs(child.returncode)


if __name__ == "__main__":
    sys.exit(_launch(sys.argv[1:]))
