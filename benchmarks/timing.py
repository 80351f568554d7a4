"""Timing two things side by side, so that what else the machine does meanwhile falls on both."""

import gc
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 5
"""How often each question is asked of both sides, in turn; its time is the least.

What takes longer is something else the machine does meanwhile (as the documentation of `timeit` says too).
"""


@dataclass(frozen=True, slots=True)
class Pair:
    """What one question took, in seconds."""

    ours: float
    floor: float


def side_by_side(ours: Callable[[], object], floor: Callable[[], object]) -> Pair:
    """Times two functions in turn (A, B, A, B …), and returns the least of each."""
    times = [(seconds(ours), seconds(floor)) for _ in range(ROUNDS)]
    return Pair(*map(min, zip(*times, strict=True)))


def seconds(run: Callable[[], object]) -> float:
    """Times one call, by the clock."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def settle() -> None:
    """Takes what was made so far out of the garbage collector's sight: it is not to cost time later."""
    gc.collect()
    gc.freeze()


def medians(pairs: Sequence[Pair]) -> Pair:
    """Returns the median of each side."""
    return Pair(
        statistics.median([pair.ours for pair in pairs]), statistics.median([pair.floor for pair in pairs])
    )


def ratio(pairs: Sequence[Pair]) -> float:
    """Returns how much longer ours takes: the median of ratios, or the ratio of medians if greater."""
    middle = medians(pairs)
    return max(statistics.median([pair.ours / pair.floor for pair in pairs]), middle.ours / middle.floor)


def p99(times: Sequence[float]) -> float:
    """Returns the time that 99 of 100 stay within."""
    return sorted(times)[math.ceil(0.99 * len(times)) - 1]
