"""EDTF text (ISO 8601-2) to strict bounds that sort: days since 1970-01-01, proleptic Gregorian.

The record keeps a date as its EDTF text, in the precision it is known in, and beside it the first and the
last day that the text allows. What is read here, and how:

* Years, months, days, seasons and other parts of a year (21 to 41), each with a trailing ``?``, ``~`` or
  ``%``; date-times (their day as written, whatever the zone); intervals and sets. These are read by this
  module, because the edtf library takes 4 to 40 milliseconds for each, ends an interval of unknown end ten
  years on, gives a winter its December alone and accepts reversed intervals and 29 February of any year.
* Everything else that is one date (``199X``, ``2004-06~-11``, ``Y-170000002``, ``1950S2``) goes through the
  library, guarded: what it misreads (see ``_by_library``) is refused rather than bounded wrongly.

``?``, ``~`` and ``%`` say how sure a date is; they never widen its bounds. Winter 2024 (``2024-24``) is
December 2024 to the end of February 2025.
"""

import functools
import re
import threading
from dataclasses import dataclass
from typing import Any, NoReturn

LONGEST_TEXT = 100
"""Characters of EDTF text that are read; longer text is refused unread."""

FARTHEST_YEAR = 10**15
"""Years beyond this, either way, are refused: their days would not fit an SQLite INTEGER."""

_DAYS_IN_MONTH = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_PART_OF_YEAR = {
    # Code: (first month, how many). ISO 8601-2, 4.8: 21-24 seasons, 25-28 northern, 29-32 southern,
    # 33-36 quarters, 37-39 thirds, 40-41 halves. Twelve and three months reach into the next year.
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4),
    40: (1, 6), 41: (7, 6),
}  # fmt: skip

_PLAIN = re.compile(
    r"(?!-0000)(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00)"
    r"(?:Z|[+-](?:0[0-9]|1[0-3])(?::[0-5][0-9])?|[+-]14(?::00)?)?)?)?)?"
    r"([?~%]?)"
)
_SET = re.compile(r"\[(.*)\]|\{(.*)\}")

# What may be handed to the library. Text of any other shape is no date, and the library is not asked: it
# skips blanks, takes a time without a day, and would compute Y1E999999999 in full.
_FOR_LIBRARY = re.compile(
    r"[?~%]?-?[0-9X]{4}[?~%]?(?:-[?~%]?[0-9X]{2}[?~%]?){0,2}"
    r"|-?[0-9]{4}S[1-4]"
    r"|Y-?[1-9][0-9]*(?:E[1-9][0-9]?)?(?:S[1-9][0-9]?)?"
)
_library_lock = threading.Lock()


class NotEDTF(ValueError):  # noqa: N818  # named for what the text is, as the callers say it
    """The text is no EDTF date that can be bounded; the message says why, in words."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and last day a date allows, both included.

    Attributes:
        lower: Days since 1970-01-01; None when the date is open or unknown on that side.
        upper: Likewise.
    """

    lower: int | None
    upper: int | None


def is_leap(year: int) -> bool:
    """Whether the (astronomical, proleptic Gregorian) year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """The number of days of a month, 1 to 12."""
    return 29 if month == 2 and is_leap(year) else _DAYS_IN_MONTH[month]


def day_number(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a day of the proleptic Gregorian calendar.

    The year is astronomical (0 is 1 BC) and of any size. The day is not checked. Counting years from March
    makes the leap day the last of its year, so the months' lengths follow one linear formula.
    """
    if month < 3:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - 719469


def civil(day: int) -> tuple[int, int, int]:
    """The year, month and day of a day number: the inverse of `day_number`."""
    era, of_era = divmod(day + 719468, 146097)  # eras of 400 years from 0000-03-01
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    from_march = (5 * of_year + 2) // 153
    month = from_march + 3 if from_march < 10 else from_march - 9
    return era * 400 + year_of_era + (month < 3), month, of_year - (153 * from_march + 2) // 5 + 1


@functools.lru_cache(maxsize=16_384)
def bounds(edtf: str) -> Bounds:
    """The strict bounds of an EDTF text, both days included.

    Args:
        edtf: The text exactly as it is stored: no blanks, capitals as in the standard.

    Raises:
        NotEDTF: The text is no EDTF, names a day that never was, runs backwards, is longer than
            `LONGEST_TEXT`, or says something that neither this module nor the edtf library can bound.
    """
    plain = _PLAIN.fullmatch(edtf)
    if plain is not None:
        return Bounds(*_plain(edtf, plain))
    if len(edtf) > LONGEST_TEXT:
        raise NotEDTF(f"a date has at most {LONGEST_TEXT} characters, this one {len(edtf)}")
    several = _SET.fullmatch(edtf)
    if several is not None:
        return _set(edtf, several[1] or several[2] or "")
    start, slash, end = edtf.partition("/")
    if slash:
        return _interval(edtf, start, end)
    return Bounds(*_by_library(edtf))


def _plain(edtf: str, match: re.Match[str]) -> tuple[int, int]:
    year_text, month_text, day_text, time, qualifier = match.groups()
    year = int(year_text)
    if month_text is None:
        return day_number(year, 1, 1), day_number(year, 12, 31)
    month = int(month_text)
    if day_text is None:
        if 1 <= month <= 12:
            first = day_number(year, month, 1)
            return first, first + days_in_month(year, month) - 1
        if month not in _PART_OF_YEAR:
            _refuse(edtf, f"there is no month or season {month_text}")
        start, length = _PART_OF_YEAR[month]
        over, after = divmod(start + length - 1, 12)
        return day_number(year, start, 1), day_number(year + over, after + 1, 1) - 1
    if time is not None and qualifier:
        _refuse(edtf, f"a time of day takes no '{qualifier}'")
    return (number := _day(edtf, year, month, int(day_text))), number


def _day(edtf: str, year: int, month: int, day: int) -> int:
    if not 1 <= month <= 12:
        _refuse(edtf, f"there is no month {month:02}")
    if not 1 <= day <= days_in_month(year, month):
        _refuse(edtf, f"that month has {days_in_month(year, month)} days, so no day {day:02}")
    return day_number(year, month, day)


def _one(edtf: str) -> tuple[int, int]:
    """One date, never an interval or a set."""
    plain = _PLAIN.fullmatch(edtf)
    return _by_library(edtf) if plain is None else _plain(edtf, plain)


def _interval(edtf: str, start: str, end: str) -> Bounds:
    lower = None if start in ("", "..") else _one(start)[0]
    upper = None if end in ("", "..") else _one(end)[1]
    if lower is None and upper is None:
        _refuse(edtf, "an interval needs a date on one side at least")
    return _in_order(edtf, lower, upper)


def _set(edtf: str, content: str) -> Bounds:
    """A set's bounds are those of all its members together: one of them ([ ]) or each ({ })."""
    members = content.split(",")
    if len(members) == 1 and ".." not in content:
        _refuse(edtf, "a set has more than one date")
    found = []
    for place, member in enumerate(members):
        first, dots, last = member.partition("..")
        if not dots:
            found.append(Bounds(*_one(member)))
            continue
        if not (first or last) or (not first and place > 0) or (not last and place < len(members) - 1):
            _refuse(edtf, "'..' stands between two dates, or before the first or after the last")
        lower = _one(first)[0] if first else None
        found.append(_in_order(edtf, lower, _one(last)[1] if last else None))
    lowers = [each.lower for each in found if each.lower is not None]
    uppers = [each.upper for each in found if each.upper is not None]
    return Bounds(
        min(lowers) if len(lowers) == len(found) else None,
        max(uppers) if len(uppers) == len(found) else None,
    )


def _in_order(edtf: str, lower: int | None, upper: int | None) -> Bounds:
    if lower is not None and upper is not None and lower > upper:
        _refuse(edtf, "it ends before it begins")
    return Bounds(lower, upper)


def _by_library(edtf: str) -> tuple[int, int]:
    """One date of an unusual form, by the edtf library.

    Refused, because edtf 5.0 bounds them wrongly: a negative year with an unspecified month or day (it gives
    the last month as the first). Dates with significant digits (``1950S2``) are bounded by those digits, 1900
    to 1999, as the standard explains them: the library's strict bounds keep the estimate alone.
    """
    if _FOR_LIBRARY.fullmatch(edtf) is None:
        _refuse(edtf, "it is not written as Extended Date/Time Format (ISO 8601-2) wants it")
    if edtf.startswith("-") and "X" in edtf[5:]:
        _refuse(edtf, "a year before 0000 with an unspecified month or day is not read")
    if "S" in edtf and "-" in edtf:
        _refuse(edtf, "significant digits of a negative year are not read")
    try:
        with _library_lock:
            date = _library_parser()(edtf)
        if "S" in edtf:
            first, last = date.lower_fuzzy(), date.upper_fuzzy()
        else:
            first, last = date.lower_strict(), date.upper_strict()
        if not -FARTHEST_YEAR <= first.tm_year <= last.tm_year <= FARTHEST_YEAR:
            _refuse(edtf, "that year is too far away")
        lower = _day(edtf, first.tm_year, first.tm_mon, first.tm_mday)
        return lower, _day(edtf, last.tm_year, last.tm_mon, last.tm_mday)
    except NotEDTF:
        raise
    except Exception as error:
        # The library raises AttributeError, TypeError and ValueError, from any depth, for what it half reads.
        raise NotEDTF(f"'{edtf}' is no EDTF date: the edtf library cannot read it") from error


@functools.cache
def _library_parser() -> Any:
    """The edtf library's parser, imported when first needed: that takes 140 ms, and most desks never do."""
    from edtf.parser import parser_classes
    from edtf.parser.grammar import parse_edtf

    # It prints to standard output whenever one of its own constructors fails; not onto a console's screen.
    vars(parser_classes)["print"] = lambda *_args: None
    return parse_edtf


def _refuse(edtf: str, why: str) -> NoReturn:
    raise NotEDTF(f"'{edtf}' is no EDTF date: {why}")
