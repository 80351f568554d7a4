"""What the words of a language mean for a date, as one table a language.

Every word or phrase has a `Kind`, a single letter, so that a whole phrase is a short string of letters:
"28 April 2025" is ``DMY``. The forms of a date (points.py, reading.py) are patterns over these letters and
know no language. Another language is one more `Vocabulary`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType


class Kind:
    """The letters of phrases, with what a word of that kind is worth (its value)."""

    MONTH = "M"  # 1 to 12
    SEASON = "S"  # its EDTF code, 21 to 24
    WEEKDAY = "W"  # 0 (Monday) to 6
    DAY_NAME = "T"  # days from today: yesterday -1
    UNIT = "U"  # a Unit
    WHICH = "L"  # last -1, this 0, next 1
    PAST = "p"  # "the past week": the days up to today
    COUNT = "c"  # "two" 2
    ORDINAL = "O"  # "26th" 26
    ORDINAL_WORD = "R"  # "first" 1
    PART = "P"  # a Part
    TIME_OF_DAY = "m"
    HEMISPHERE = "J"  # what its seasons' EDTF codes have more than those of no hemisphere: 4 or 8
    HALF = "H"
    CODE = "Q"  # the first EDTF code of q1 (33) or h1 (40), less one
    AGO = "A"
    ERA = "E"  # BC -1, AD 1
    SURENESS = "~"  # an index into SURENESSES
    SINCE = "s"
    UNTIL = "u"
    BEFORE = "<"
    AFTER = ">"
    BETWEEN = "b"
    FROM = "f"
    AND = "&"
    TO = "t"
    OR = "|"
    ONWARD = "w"
    ON = "n"  # before a date it says nothing, after one it is onward
    IN = "i"  # prepositions and such before a date, which say nothing about it
    OF = "o"
    THE = "h"
    # From the text itself, not from a table:
    SMALL = "D"  # a number of one or two digits
    YEAR = "Y"  # of four digits
    NUMBER = "N"  # of any other length
    DECADE = "C"  # "1990s": 1990
    DASH = "-"  # 0 as typed on a keyboard, which EDTF uses too; 1 any longer dash
    SLASH = "/"
    DOT = "."
    COMMA = ","


class Unit(IntEnum):
    """The values of a unit."""

    DAY = 0
    WEEK = 1
    MONTH = 2
    YEAR = 3
    QUARTER = 4
    WEEKEND = 5


class Part(IntEnum):
    """The values of a part: "early", "the end of"."""

    EARLY = 0
    MID = 1
    LATE = 2
    BEGINNING = 3
    END = 4


SURENESSES = ("~", "?", "%")
"""What EDTF writes behind a date that is approximate, uncertain, or both."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's words for dates.

    Attributes:
        phrases: Words (one to four, lower case, a blank between) to their kind and value.
        ordinal_endings: What follows the digits of an ordinal: "th".
        decade_endings: What follows a decade's first year: "s".
        longest_phrase: How many words the longest phrase has.
    """

    phrases: Mapping[str, tuple[str, int]]
    ordinal_endings: frozenset[str]
    decade_endings: frozenset[str]
    longest_phrase: int


def vocabulary(
    entries: Iterable[tuple[str, int, str]], *, ordinal_endings: str, decade_endings: str
) -> Vocabulary:
    """A vocabulary from rows of kind, value and the phrases that have them, parted by commas.

    Raises:
        ValueError: A phrase stands in two rows.
    """
    phrases: dict[str, tuple[str, int]] = {}
    for kind, value, listed in entries:
        for phrase in listed.split(","):
            if phrases.setdefault(phrase.strip(), (kind, value)) != (kind, value):
                raise ValueError(f"{phrase.strip()!r} stands in two rows of the vocabulary")
    return Vocabulary(
        phrases=MappingProxyType(phrases),
        ordinal_endings=frozenset(ordinal_endings.split()),
        decade_endings=frozenset(decade_endings.split()),
        longest_phrase=max(len(phrase.split()) for phrase in phrases),
    )
