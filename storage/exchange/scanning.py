"""Reading an exchange file line by line, whatever is in it: only some megabytes are held at a time."""

import io
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from storage.connection import DeskError

LONGEST_LINE = 1024 * 1024
"""Bytes of one line, its line break left out; a longer one is a fault, and is not held in memory."""

_CHUNK_BYTES = 4 * LONGEST_LINE

RawLine = tuple[int, bytes | None]
"""A line's number, from 1, and its bytes without the line break; None where it is too long."""


@contextmanager
def open_input(path: str | Path) -> Iterator[IO[bytes]]:
    """Opens a file to be read more than once; what can't be, like "-" (standard input), is spooled to disk.

    Raises:
        DeskError: The file can't be read.
    """
    if str(path) == "-":
        with _spooled(sys.stdin.buffer) as spooled:
            yield spooled
        return
    try:
        file = Path(path).open("rb")  # noqa: SIM115  # closed below; here only its failing is caught
    except OSError as error:
        raise DeskError(f"{path} can't be read: {error.strerror or error}.") from error
    with file:
        if file.seekable():
            yield file
        else:
            with _spooled(file) as spooled:
                yield spooled


def size_of(file: IO[bytes]) -> int:
    """Returns how many bytes an open file has, and leaves it at its beginning."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def raw_lines(file: IO[bytes]) -> Iterator[RawLine]:
    """Yields the lines of a file, without blank ones and without a byte order mark."""
    number = 0
    while line := file.readline(LONGEST_LINE + 2):
        number += 1
        if len(line) == LONGEST_LINE + 2 and not line.endswith(b"\n"):
            _pass_over_the_rest(file)
            yield number, None
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        line = line.strip()
        if len(line) > LONGEST_LINE:
            yield number, None
        elif line:
            yield number, line


def next_chunk(lines: Iterator[RawLine], most: int) -> list[RawLine]:
    """Takes the next lines: at most so many, and fewer where they are long; none at the end."""
    chunk: list[RawLine] = []
    held = 0
    for number, line in lines:
        chunk.append((number, line))
        held += len(line or b"")
        if len(chunk) >= most or held >= _CHUNK_BYTES:
            break
    return chunk


def _pass_over_the_rest(file: IO[bytes]) -> None:
    while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


@contextmanager
def _spooled(stream: BinaryIO | IO[bytes]) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile(prefix="dateline-") as spool:
        shutil.copyfileobj(stream, spool, LONGEST_LINE)
        spool.seek(0)
        yield spool
