"""How things end: what is under way finishes, within limits, and a desk is one file again."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from storage.connection import DeskError, open_writer

T = TypeVar("T")

GRACE: Final = 10.0
"""Seconds that an answer under way has left once the program was asked to stop."""


async def unless(stopping: asyncio.Event, work: Coroutine[Any, Any, T], grace: float = 0.0) -> T | None:
    """Awaits *work*, but no longer than *grace* seconds after the program was asked to stop.

    Returns:
        What *work* returned; None where it was broken off.
    """
    task = asyncio.ensure_future(work)
    stop = asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            await asyncio.wait({task}, timeout=grace)
        return task.result() if task.done() else None
    finally:
        stop.cancel()
        if not task.done():
            task.cancel()
            await asyncio.wait({task})


def put_away(desk: Path) -> None:
    """Leaves a desk that was read as one file, if nobody else has it open.

    A read-only connection leaves its write-ahead log behind; a writer that is the last to close takes it
    away. A desk that can't be written keeps its log, which is harmless.
    """
    if desk.with_name(f"{desk.name}-wal").exists():
        with suppress(DeskError):
            open_writer(desk).close()
