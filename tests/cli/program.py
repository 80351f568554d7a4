"""Runs `dateline` as a program of its own, in an empty folder."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SECONDS = 60
"""More than any of these takes on a busy machine; what hangs is to fail."""

DATELINE = [sys.executable, "-m", "bot"]


@dataclass(frozen=True)
class Ended:
    """How a run ended, and all it said."""

    status: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """Returns an environment in which nothing of the machine's changes what is shown."""
    ours = ("DATELINE_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "PROMPT_TOOLKIT_")
    python = ("PYTHONUNBUFFERED", "PYTHONIOENCODING", "PYTHONASYNCIODEBUG", "PYTHONDEVMODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith((*ours, *python))}
    return {**kept, "PYTHONUTF8": "1", "PYTHONWARNINGS": "error", **more}


def dateline(
    folder: Path,
    *arguments: str | Path,
    typed: str | bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Ended:
    """Runs `dateline` with these arguments in a folder; *typed* is piped in."""
    done = subprocess.run(
        [*DATELINE, *map(str, arguments)],
        cwd=folder,
        env=environment(**(env or {})),
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
