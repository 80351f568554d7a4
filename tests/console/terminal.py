"""A real terminal for tests: `dateline` in a pseudo-terminal, and the screen that its user would see."""

import re
import signal
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pexpect  # type: ignore[import-untyped]  # ships no types
import pyte

from tests.cli.program import DATELINE, SECONDS, environment

ENTER: Final = "\r"
TAB: Final = "\t"
BACKSPACE: Final = "\x7f"
CTRL_C: Final = "\x03"
CTRL_D: Final = "\x04"
UP: Final = "\x1b[A"
RIGHT: Final = "\x1b[C"


def _hang_up_as_usual() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class _Screen(pyte.HistoryScreen):
    """A screen that answers where its cursor is, as terminals do when a program asks."""

    def __init__(self, columns: int, lines: int, answer: Callable[[str], None]) -> None:
        super().__init__(columns, lines, history=10_000)
        self._answer = answer

    def write_process_input(self, data: str) -> None:
        self._answer(data)


class Terminal:
    """A program in a pseudo-terminal.

    Attributes:
        raw: All that it wrote, escape sequences included.
    """

    def __init__(
        self, folder: Path, program: Sequence[str], columns: int, lines: int, env: dict[str, str]
    ) -> None:
        self._screen = _Screen(columns, lines, self.type)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        self._program = pexpect.spawn(
            program[0],
            list(program[1:]),
            cwd=str(folder),
            env=environment(**{"TERM": "xterm-256color", **env}),
            dimensions=(lines, columns),
            # Where the tests run under nohup, what they start would ignore it too.
            preexec_fn=_hang_up_as_usual,
        )
        self._program.delaybeforesend = None

    def type(self, keys: str) -> None:
        """Sends keys as a keyboard would."""
        self._program.send(keys)

    def signal(self, number: signal.Signals) -> None:
        """Sends the program a signal."""
        self._program.kill(number)

    def widen(self, columns: int) -> None:
        """Makes the window wider or narrower."""
        self._screen.resize(columns=columns)
        self._program.setwinsize(self._screen.lines, columns)

    @property
    def shown(self) -> str:
        """What is on the screen, and what has scrolled off its top."""
        columns = range(self._screen.columns)
        past = ["".join(row[column].data for column in columns) for row in self._screen.history.top]
        return "\n".join(line.rstrip() for line in [*past, *self._screen.display])

    @property
    def screen(self) -> str:
        """What is on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def see(self, pattern: str) -> None:
        """Waits until the pattern is on the screen, or has scrolled off its top; `^` and `$` are of lines."""
        self._wait(lambda: re.search(pattern, self.shown, re.MULTILINE) is not None, pattern)

    def see_no_more(self, pattern: str) -> None:
        """Waits until the pattern is gone from the screen."""
        self._wait(lambda: re.search(pattern, self.screen, re.MULTILINE) is None, f"the end of {pattern}")

    def ended(self) -> int | None:
        """Waits for the program's end and returns its exit status; minus the signal that ended it."""
        self._wait(lambda: not self._program.isalive(), "the program's end")
        self._read()
        status: int | None = self._program.exitstatus
        return -self._program.signalstatus if self._program.signalstatus else status

    def echoes(self) -> bool:
        """Tells whether the terminal shows what is typed by itself, as it does for a shell's next line."""
        return bool(termios.tcgetattr(self._program.child_fd)[3] & termios.ECHO)

    def close(self) -> None:
        """Ends the program if it still runs, and the terminal."""
        self._program.close(force=True)

    def _wait(self, met: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + SECONDS
        while not met():
            assert time.monotonic() < end, f"never saw {what!r} on:\n{self.shown}"
            self._read()

    def _read(self) -> None:
        try:
            data = self._program.read_nonblocking(65_536, timeout=0.05)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.raw += data
        self._stream.feed(data)


@contextmanager
def terminal(
    folder: Path,
    *arguments: str,
    columns: int = 100,
    lines: int = 40,
    program: Sequence[str] = DATELINE,
    **env: str,
) -> Iterator[Terminal]:
    """Runs `dateline` with these arguments in a terminal."""
    opened = Terminal(folder, [*program, *arguments], columns, lines, env)
    try:
        yield opened
    finally:
        opened.close()
