"""How far a long job is: a bar where somebody watches, a line now and then where a log is written."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

Progress = Callable[[str, int, int], None]
"""Is told the stage, and how much of how much is done."""

_SECONDS_BETWEEN: Final = 10.0


@contextmanager
def progress() -> Iterator[Progress]:
    """Shows progress on standard error, which an answer on standard output is not mixed with."""
    if sys.stderr.isatty():
        with _bar() as shown:
            yield shown
    else:
        yield _Lines().told


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich import progress as bars  # brings much along that no pipe needs
    from rich.console import Console

    columns = (bars.TextColumn("{task.description}"), bars.BarColumn(), bars.TaskProgressColumn())
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        tasks: dict[str, bars.TaskID] = {}

        def told(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = shown.add_task(stage)
            shown.update(tasks[stage], completed=done, total=max(total, 1))

        yield told


class _Lines:
    """Writes a line a while after the last, so that a short job says nothing of its progress."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def told(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN:
            self._last = now
            sys.stderr.write(f"{stage}: {done * 100 // max(total, 1)}%\n")
