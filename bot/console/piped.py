"""The console where lines are piped in: each is answered in plain text, and errors are answers."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from typing import Final

from bot.console.session import Session, Turn
from bot.render import plain
from bot.stopping import GRACE, unless
from bot.wording.wording import Wording
from commands.card import Card

_CHUNK: Final = 65_536
_LONGEST: Final = 1024 * 1024
"""Bytes of a line that are kept; far fewer are read as a question, and a file without line breaks is none."""


class Piped:
    """Reads lines until they end: blank ones and comments, which begin with `#`, are passed over."""

    def __init__(self, session: Session, wording: Wording, descriptor: int) -> None:
        """Take what it needs.

        Args:
            session: The conversation.
            wording: The language of the answers.
            descriptor: Where the lines come from: of a file, a pipe, a socket or a terminal.
        """
        self._session = session
        self._wording = wording
        self._descriptor = descriptor
        self._first = True

    async def serve(self, stopping: asyncio.Event) -> None:
        """Answers line by line, each answer written before the next line is read."""
        lines = _lines(self._descriptor)
        while not stopping.is_set() and (line := await unless(stopping, _following(lines))) is not None:
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            turn = await unless(stopping, self._session.turn(line), GRACE)
            if turn is None or turn is Turn.LEAVE:
                return
            if isinstance(turn, Card):
                self._write(turn)
                await self._session.tell(self._write)

    def interrupt(self) -> bool:
        """Leaves Ctrl-C to the program: nobody is at a prompt."""
        return False

    def _write(self, card: Card) -> None:
        between = "" if self._first else "\n"
        self._first = False
        sys.stdout.write(f"{between}{plain.render(card, self._wording)}\n")
        sys.stdout.flush()


async def _following(lines: AsyncIterator[str]) -> str | None:
    return await anext(lines, None)


async def _lines(descriptor: int) -> AsyncIterator[str]:
    """Yields the lines of a file as they come; bytes that are no UTF-8 become U+FFFD."""
    begun = b""
    first = True
    while chunk := await _read(descriptor):
        *whole, begun = (begun + chunk).split(b"\n")
        begun = begun[:_LONGEST]
        for line in whole:
            yield _decoded(line, first)
            first = False
    if begun:
        yield _decoded(begun, first)


def _decoded(line: bytes, first: bool) -> str:
    # Editors on Windows put a byte order mark first.
    return line.removeprefix(b"\xef\xbb\xbf" if first else b"").decode("utf-8", "replace")


async def _read(descriptor: int) -> bytes:
    """Reads what is there, waiting without a thread: one that blocks in a read could not be ended."""
    loop = asyncio.get_running_loop()
    ready = asyncio.Event()
    try:
        loop.add_reader(descriptor, ready.set)
    except OSError:  # a regular file, which has no waiting
        return os.read(descriptor, _CHUNK)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(descriptor)
    return os.read(descriptor, _CHUNK)
