"""One command that measures everything and prints ratios, all from one run.

    python -m benchmarks [--claims 10000 100000] [--only reads,import] [--work FOLDER]

docs/benchmarks.md says what each row means.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from benchmarks import answers, moving, reads, suggesting
from benchmarks.desks import Desks
from benchmarks.discord import measure as discord
from benchmarks.table import Row, show

_SIZES = (10_000, 100_000)
_ASKED = 200

Measure = Callable[[Desks, Sequence[int], int], list[Row]]


def _reads(desks: Desks, sizes: Sequence[int], asked: int) -> list[Row]:
    rows = [row for size in sizes for row in reads.against_floor(desks.desk(size), size, asked)]
    few, *_, many = (sizes[0], *sizes)
    return [*rows, reads.first_page(desks.desk(many), desks.desk(few), (many, few))] if few < many else rows


def _commands(desks: Desks, sizes: Sequence[int], asked: int) -> list[Row]:
    return [
        row
        for size in sizes
        for row in asyncio.run(answers.measure(desks.desk(size), size, asked, tail=size == sizes[-1]))
    ]


def _suggestions(desks: Desks, sizes: Sequence[int], asked: int) -> list[Row]:
    size = sizes[-1]
    rows = suggesting.slowest(desks.desk(size), size, asked)
    return [*rows, asyncio.run(suggesting.stall(desks.desk(size), size))]


def _discord(desks: Desks, sizes: Sequence[int], asked: int) -> list[Row]:
    return asyncio.run(discord.measure(desks.desk(sizes[-1]), sizes[-1], asked))


def _import(desks: Desks, sizes: Sequence[int], _: int) -> list[Row]:
    return [moving.against_floor(desks, size) for size in sizes]


def _memory(desks: Desks, sizes: Sequence[int], _: int) -> list[Row]:
    return [row for few, many in pairwise(sizes) for row in moving.memory(desks, many, few)]


MEASURES: dict[str, Measure] = {
    "import": _import,
    "memory": _memory,
    "reads": _reads,
    "commands": _commands,
    "suggestions": _suggestions,
    "discord": _discord,
}
"""What is measured, in this order: importing first, as it makes the desks."""


def main() -> None:
    """Measures, and prints the table."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measures Dateline against a bare floor, and prints the ratios. It always exits with 0.",
    )
    parser.add_argument(
        "--claims", type=_size, nargs="+", default=_SIZES, metavar="N", help="sizes of desks (10000 100000)"
    )
    parser.add_argument(
        "--only",
        type=_names,
        default=tuple(MEASURES),
        metavar="WHAT,…",
        help=f"some of {', '.join(MEASURES)}",
    )
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="keep the desks there, for another run")
    parser.add_argument(
        "--asked", type=_size, default=_ASKED, metavar="N", help=f"questions a measure ({_ASKED})"
    )
    given = parser.parse_args()
    rows: list[Row] = []
    try:
        with _folder(given.work) as work:
            desks, sizes = Desks(work), sorted(set(given.claims))
            for name in given.only:
                rows += MEASURES[name](desks, sizes, given.asked)
    finally:
        sys.stdout.write(show(rows))  # what an hour has measured is not lost when the next minute fails


@contextmanager
def _folder(named: Path | None) -> Iterator[Path]:
    """Gives the folder that was named, or one that is removed in the end."""
    if named is None:
        with tempfile.TemporaryDirectory(prefix="dateline-benchmarks-") as made:
            yield Path(made)
    else:
        named.mkdir(parents=True, exist_ok=True)
        yield named


def _size(text: str) -> int:
    size = int(text)
    if size < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return size


def _names(text: str) -> tuple[str, ...]:
    asked = set(text.split(","))
    if unknown := asked - MEASURES.keys():
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: choose from {', '.join(MEASURES)}")
    return tuple(name for name in MEASURES if name in asked)


if __name__ == "__main__":
    main()
