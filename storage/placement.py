"""Where a claim stands on a timeline: the derived days that its rows repeat.

A claim may lack a date, or know it only on one side; a timeline still has to put it somewhere, always at the
same place. All days are whole days since 1970-01-01, both ends included.
"""

from collections.abc import Sequence
from typing import NamedTuple

from storage.dates import Bounds

DISTANT_PAST = -(2**62)
"""Stands for "no first day": before every date that EDTF text can name, and still an SQLite INTEGER."""

DISTANT_FUTURE = 2**62
"""Stands for "no last day"."""


class Placement(NamedTuple):
    """The days a claim is sorted and narrowed by.

    Attributes:
        sort_day: Its place in the order of a timeline; `DISTANT_PAST` when nothing dates it.
        begins: The first day it may touch.
        ends: The last day it may touch.
        known_from: The day from which it was known; None when nothing tells.
    """

    sort_day: int
    begins: int
    ends: int
    known_from: int | None


UNDATED = Placement(DISTANT_PAST, DISTANT_PAST, DISTANT_FUTURE, None)
"""The placement of a claim that no date says anything of."""


def place(occurred: Bounds | None, stated: Bounds | None, published: Sequence[Bounds]) -> Placement:
    """Places a claim by the first of these that says anything: when it occurred, was stated, was published.

    A date that is open or unknown on both sides says nothing, so the next one is asked. Of several sources
    the earliest counts, by its first day, or its last where the first is open.

    Args:
        occurred: Bounds of when the thing happened, if given.
        stated: Bounds of when it was said, if given.
        published: Bounds of the dates of the claim's sources.
    """
    dated = [each for each in published if _dated(each)]
    earliest = min(dated, key=lambda each: _either(each.lower, each.upper), default=None)
    known_from = None if stated is None else stated.upper
    if known_from is None and dated:
        known_from = min(_either(each.upper, each.lower) for each in dated)
    for span in (occurred, stated, earliest):
        if span is not None and _dated(span):
            return Placement(
                _either(span.lower, span.upper),
                DISTANT_PAST if span.lower is None else span.lower,
                DISTANT_FUTURE if span.upper is None else span.upper,
                known_from,
            )
    return UNDATED


def _dated(span: Bounds) -> bool:
    return span.lower is not None or span.upper is not None


def _either(wanted: int | None, otherwise: int | None) -> int:
    """Returns the first of two bounds that is known; one of them is."""
    if wanted is not None:
        return wanted
    return DISTANT_PAST if otherwise is None else otherwise
