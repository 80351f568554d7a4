"""Cron lines: minute, hour, day of the month, month and day of the week, as crontab(5) has them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

_FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_NAMES: tuple[Mapping[str, int], ...] = (
    {},
    {},
    {},
    {name: number for number, name in enumerate(_MONTHS, 1)},
    {name: number for number, name in enumerate(_DAYS)},
)
_ITEM = re.compile(r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>[1-9]\d?))?")

MOST_TIMES = 24
"""Times of one day: a digest every hour is the most."""


class CronError(ValueError):
    """A line that is no cron line."""


@dataclass(frozen=True, slots=True)
class Cron:
    """A cron line, read.

    Attributes:
        times: The times of day, in order.
        monthdays: Days of the month.
        months: Months.
        weekdays: Days of the week, Sunday being 0.
        either: Whether one of the two kinds of day is enough, as it is where a line names both.
    """

    times: tuple[time, ...]
    monthdays: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool

    def is_on(self, day: date) -> bool:
        """Tells whether the line names a day."""
        by_month, by_week = day.day in self.monthdays, day.isoweekday() % 7 in self.weekdays
        named = (by_month or by_week) if self.either else (by_month and by_week)
        return named and day.month in self.months


def read(line: str) -> Cron:
    """Reads a cron line.

    Raises:
        CronError: It is none, or names more times of a day than `MOST_TIMES`.
    """
    words = line.lower().split()
    if len(words) != len(_FIELDS):
        raise CronError(line)
    minutes, hours, monthdays, months, weekdays = (
        _values(word, *bounds, names) for word, bounds, names in zip(words, _FIELDS, _NAMES, strict=True)
    )
    times = tuple(time(hour, minute) for hour in sorted(hours) for minute in sorted(minutes))
    if len(times) > MOST_TIMES:
        raise CronError(line)
    both = not words[2].startswith("*") and not words[4].startswith("*")
    return Cron(times, monthdays, months, frozenset(day % 7 for day in weekdays), both)


def _values(word: str, least: int, most: int, names: Mapping[str, int]) -> frozenset[int]:
    found: set[int] = set()
    for item in word.split(","):
        read_as = _ITEM.fullmatch(item)
        if read_as is None:
            raise CronError(item)
        step = int(read_as["step"] or 1)
        if read_as["first"] is None:
            first, last = least, most
        else:
            first = _number(read_as["first"], names)
            last = _number(read_as["last"], names) if read_as["last"] else most if read_as["step"] else first
        if not least <= first <= last <= most:
            raise CronError(item)
        found.update(range(first, last + 1, step))
    return frozenset(found)


def _number(word: str, names: Mapping[str, int]) -> int:
    if word in names:
        return names[word]
    if not word.isdecimal() or not word.isascii():
        raise CronError(word)
    return int(word)
