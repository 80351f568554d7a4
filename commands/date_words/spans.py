"""Arithmetic on dates that are already EDTF: how sure, which part, what comes before and after.

It works on what points.py makes: a year, a part of one, a month, a day, a decade (``199X``), or an interval
of two such dates; each perhaps with ``?``, ``~`` or ``%``.
"""

import re

from commands.date_words.errors import NotADate
from storage.dates import bounds, civil, days_in_month

_SHAPE = re.compile(r"(-?[0-9]{3}[0-9X])(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")


def year(number: int) -> str:
    """A year as EDTF.

    Raises:
        NotADate: It is beyond four digits.
    """
    if not -9999 <= number <= 9999:
        raise NotADate("That year is too far away: years from -9999 to 9999 can be read.")
    return f"-{-number:04}" if number < 0 else f"{number:04}"


def in_year(number: int, month: int) -> str:
    """A month of a year, or a season or other part by its code (21 to 41)."""
    return f"{year(number)}-{month:02}"


def month_of(day: int) -> str:
    """The month of a day number."""
    return in_year(*civil(day)[:2])


def text_of(day: int) -> str:
    """A day number as EDTF."""
    of_year, month, of_month = civil(day)
    return f"{in_year(of_year, month)}-{of_month:02}"


def date(of_year: int, month: int, day: int) -> str:
    """A day as EDTF.

    Raises:
        NotADate: There is no such day.
    """
    if not 1 <= month <= 12:
        raise NotADate(f"There is no month {month}.")
    name = in_year(of_year, month)
    if not 1 <= day <= days_in_month(of_year, month):
        raise NotADate(f"{name} has {days_in_month(of_year, month)} days, so no day {day}.")
    return f"{name}-{day:02}"


def week_of(day: int) -> str:
    """The week of a day, Monday to Sunday."""
    monday = day - weekday(day)
    return f"{text_of(monday)}/{text_of(monday + 6)}"


def weekday(day: int) -> int:
    """0 for a Monday to 6 for a Sunday; 1970-01-01 was a Thursday."""
    return (day + 3) % 7


def lower(edtf: str) -> int:
    """The first day of a date that has one."""
    day = bounds(edtf).lower
    if day is None:
        raise NotADate("That date has no beginning.")
    return day


def upper(edtf: str) -> int:
    """The last day of a date that has one."""
    day = bounds(edtf).upper
    if day is None:
        raise NotADate("That date has no end.")
    return day


def start(edtf: str) -> str:
    """An interval's first date; of any other date, itself."""
    return edtf.partition("/")[0]


def end(edtf: str) -> str:
    """An interval's last date; of any other date, itself."""
    return edtf.rpartition("/")[2]


def sureness(edtf: str, mark: str) -> str:
    """The date with ``~`` (approximate), ``?`` (uncertain) or ``%`` (both) added to each of its ends."""
    return re.sub(r"([0-9X])([?~%]?)(?=[]},/]|$)", lambda found: found[1] + _both(found[2], mark), edtf)


def _both(first: str, second: str) -> str:
    return (first or second) if first in ("", second) or not second else "%"


def before(edtf: str) -> str:
    """The day, month or year, as precise as the date, that ends just before it begins: its mark is kept."""
    first = start(edtf)
    return _as_precise(first, lower(first) - 1)


def after(edtf: str) -> str:
    """The day, month or year, as precise as the date, that begins just after it ends: its mark is kept."""
    last = end(edtf)
    return _as_precise(last, upper(last) + 1)


def _as_precise(edtf: str, day: int) -> str:
    shape = _SHAPE.fullmatch(edtf)
    if shape is None:
        raise NotADate("What is before or after that date cannot be said.")
    if shape[2] is None:
        return year(civil(day)[0]) + shape[4]
    return (month_of(day) if shape[3] is None else text_of(day)) + shape[4]


# What early, mid, late, the beginning and the end of something are: its first and last step, by a decade's
# years, a week's or a month's days, and otherwise by months. Early and late are a third, the beginning and
# the end of a year a quarter.
_DECADE_PARTS = ((0, 3), (4, 6), (7, 9), (0, 3), (7, 9))
_WEEK_PARTS = ((0, 2), (1, 3), (3, 6), (0, 2), (4, 6))
_MONTH_PARTS = ((1, 10), (11, 20), (21, 31), (1, 10), (21, 31))
_YEAR_PARTS = ((0, 3), (4, 7), (8, 11), (0, 2), (9, 11))
_SEASON_PARTS = ((0, 0), (1, 1), (2, 2), (0, 0), (2, 2))
_HALF_PARTS = ((0, 1), (2, 3), (4, 5), (0, 1), (4, 5))
_PARTS_OF_MONTHS = {3: _SEASON_PARTS, 4: _SEASON_PARTS, 6: _HALF_PARTS, 12: _YEAR_PARTS}


def part(edtf: str, which: int) -> str | None:
    """Early, mid, late, the beginning or the end of a date (a `Part`), as an approximate interval.

    Nobody who says "early 2024" means an exact stretch, so both ends are marked ``~`` and the stretch is
    wide: the first four months of the year, the first ten days of a month, the first month of a season.

    Of a day ("early Monday") it is the day, which says less.

    Returns:
        None for a date that has no such part.
    """
    shape = _SHAPE.fullmatch(edtf)
    first = lower(edtf)
    if shape is None:
        if upper(edtf) - first != 6:
            return None
        here, there = (text_of(first + step) for step in _WEEK_PARTS[which])
    elif shape[1].endswith("X"):
        here, there = (f"{shape[1][:-1]}{step}" for step in _DECADE_PARTS[which])
    elif shape[3] is not None:
        return edtf
    elif shape[2] is not None and int(shape[2]) <= 12:
        here, there = (text_of(min(first + step - 1, upper(edtf))) for step in _MONTH_PARTS[which])
    else:
        table = _PARTS_OF_MONTHS[(upper(edtf) - first + 1) // 30]
        here, there = (_month_after(first, step) for step in table[which])
    mark = _both(shape[4], "~") if shape is not None else "~"
    return sureness(here if here == there else f"{here}/{there}", mark)


def _month_after(day: int, months: int) -> str:
    of_year, month, _ = civil(day)
    over, month = divmod(month - 1 + months, 12)
    return in_year(of_year + over, month + 1)


def half(edtf: str, number: int) -> str | None:
    """The first or second half (-1: the last) of a year, exactly, or of a month, approximately; else None."""
    which = 2 if number == -1 else number
    shape = _SHAPE.fullmatch(edtf)
    if shape is None or which not in (1, 2):
        return None
    if re.fullmatch(r"[0-9]{4}", edtf):
        return f"{edtf}-{39 + which}"
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", edtf):
        return f"{edtf}-01~/{edtf}-15~" if which == 1 else f"{edtf}-16~/{text_of(upper(edtf))}~"
    return None


def hemisphere(edtf: str, codes: int) -> str | None:
    """A season with the code of its hemisphere, so many above its own; else None."""
    shape = _SHAPE.fullmatch(edtf)
    if shape is None or shape[2] is None or shape[3] is not None or not 21 <= int(shape[2]) <= 24:
        return None
    return f"{in_year(int(shape[1]), int(shape[2]) + codes)}{shape[4]}"


def quarter(edtf: str, number: int) -> str | None:
    """The first to fourth quarter (-1: the last) of a year; else None."""
    which = 4 if number == -1 else number
    return f"{edtf}-{32 + which}" if re.fullmatch(r"[0-9]{4}", edtf) and 1 <= which <= 4 else None


def week(edtf: str, number: int) -> str | None:
    """The first to fourth (-1: last) seven days of a month, approximately: its weeks begin on any day."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", edtf) or not (1 <= number <= 4 or number == -1):
        return None
    first = upper(edtf) - 6 if number == -1 else lower(edtf) + 7 * (number - 1)
    return f"{text_of(first)}~/{text_of(first + 6)}~"
