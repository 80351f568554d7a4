"""A figure as words said it, and where in a text."""

from dataclasses import dataclass
from decimal import Decimal

from storage.vocabulary import Qualifier

LONGEST_WORDING = 200
"""Characters of its own words that a figure keeps."""


@dataclass(frozen=True, slots=True)
class FigureWords:
    """A quantity with its bounds, as its speaker gave it; what the words do not say is None.

    Attributes:
        lower: The least it may be.
        best: The number itself, where one is given.
        upper: The most it may be.
        unit: What the number is of: "soldiers", "%", "USD", "tonnes".
        qualifier: How the number was given.
        measure: What is counted: "killed or wounded".
        wording: The words themselves, blanks folded, at most 200 characters.
    """

    lower: int | float | None
    best: int | float | None
    upper: int | float | None
    unit: str | None
    qualifier: Qualifier
    measure: str | None
    wording: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure in running text.

    Attributes:
        start: Where its words begin.
        end: Where they end.
        figure: The figure they say.
    """

    start: int
    end: int
    figure: FigureWords


def folded(words: str) -> str:
    """Words with single blanks between them, no longer than a figure keeps."""
    return " ".join(words.split())[:LONGEST_WORDING].rstrip()


def plain(number: Decimal | None) -> int | float | None:
    """A number as the record keeps it: whole numbers as int."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
