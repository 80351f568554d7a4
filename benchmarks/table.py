"""The table that a run prints: a line a measure, and whether it is as wanted."""

import sys
from collections.abc import Iterable
from dataclasses import astuple, dataclass

_HEADINGS = ("measure", "claims", "ours", "floor", "ratio", "wanted", "", "remark")
_TO_THE_LEFT = {0, 6, 7}


@dataclass(frozen=True, slots=True)
class Row:
    """One measure, its numbers already in words.

    Attributes:
        measure: What was measured.
        claims: In a desk of how many claims.
        ours: What Dateline took.
        floor: What it is held against.
        ratio: Ours to the floor, or what the wanted number is of.
        wanted: How it should be; nothing where it is only told.
        verdict: "ok" or "NOT", where something is wanted.
        remark: The slowest question, or what else there is to say.
    """

    measure: str
    claims: str
    ours: str
    floor: str = ""
    ratio: str = ""
    wanted: str = ""
    verdict: str = ""
    remark: str = ""


def judged(good: bool) -> str:
    """Returns the verdict's word."""
    return "ok" if good else "NOT"


def times(factor: float) -> str:
    """Words a ratio."""
    return f"{factor:.2f}"


def ms(seconds: float) -> str:
    """Words a short time."""
    return f"{seconds * 1000:.2f} ms"


def mib(size: float) -> str:
    """Words an amount of memory."""
    return f"{size / 2**20:.0f} MiB"


def tell(text: str) -> None:
    """Says on standard error how far the run is."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def show(rows: Iterable[Row]) -> str:
    """Lays the rows out as aligned text."""
    cells = [_HEADINGS, *(astuple(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "".join(f"{_line(line, widths)}\n" for line in cells)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    laid = (
        cell.ljust(width) if place in _TO_THE_LEFT else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join(laid).rstrip()
