"""How much: a number or a range with its qualifiers, as every pair of bounds it may mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod
from typing import get_args

from commands.figure_words.tokens import Line, Number, Token
from commands.figure_words.vocabulary import Kind
from storage.vocabulary import Qualifier

_AMOUNT = re.compile(
    r"(?P<lead>[QR]{0,3})"
    r"(?:(?P<opened>[bf])(?P<inner>[QR]{0,2}))?"
    r"(?P<money>\$)?(?P<first>N)(?P<unit>[%e$u])?(?P<join>-?t-?|[-&]|,?\|)(?P<again>[QR]?)(?P<money_again>\$)?(?P<second>N)"
    r"(?P<after>q)?"
)
_ONE = re.compile(r"(?P<lead>[QR]{0,3})(?P<money>\$)?(?P<first>N)(?P<after>q)?")

_NEAR = 10  # times the lower of two numbers with "or" between them

# Of several qualifiers the one that bounds says more: "at least some 300".
_LOWER = ("at_least", "more_than")
_UPPER = ("at_most", "fewer_than", "up_to")
_QUALIFIERS: dict[str, Qualifier] = {each: each for each in get_args(Qualifier)}


@dataclass(frozen=True, slots=True)
class Bounds:
    """One reading of an amount.

    Attributes:
        lower: The least it may be.
        best: The number itself.
        upper: The most it may be.
        qualifier: How it was given.
        unit: A unit that comes with this reading.
    """

    lower: Decimal | None
    best: Decimal | None
    upper: Decimal | None
    qualifier: Qualifier
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or range where it stands in a line.

    Attributes:
        start: Its first token.
        first: The token of its first number.
        end: The token behind it.
        pairs: Every reading: a number, and the one a range ends with.
        qualifier: What its words say, one of `Qualifier`, "up_to" or "from"; empty when they say nothing.
        money: The code of its currency.
    """

    start: int
    first: int
    end: int
    pairs: tuple[tuple[Number, Number | None], ...]
    qualifier: str
    money: str | None

    @property
    def is_range(self) -> bool:
        """Whether two numbers bound it."""
        return self.pairs[0][1] is not None


def amount(line: Line, at: int) -> Amount | None:
    """The amount that begins with this token."""
    ranged = _AMOUNT.match(line.letters, at)
    if ranged is not None and _is_range(line, ranged):
        return _amount(line, ranged)
    one = _ONE.match(line.letters, at)
    return _amount(line, one) if one is not None else None


def _is_range(line: Line, match: re.Match[str]) -> bool:
    join, opened = match["join"][-1], match["opened"]
    if join == Kind.AND and opened != Kind.BETWEEN:
        return False
    if join == Kind.OR and (opened or not _near(line, match)):
        return False
    again = match.start("again")
    if match["again"] and line.tokens[again].meaning not in ("about", "exactly"):
        return False
    if match["unit"] and not _same_unit(line, match):
        return False
    return not (match["money_again"] and _money(line, match, "money_again") != _currency(line, match))


def _near(line: Line, match: re.Match[str]) -> bool:
    """Two or three is a range; 4,000 or 40% says one thing twice."""
    low = line.tokens[match.start("first")].numbers[0]
    high = line.tokens[match.start("second")].numbers[0]
    return low.value < high.value <= _NEAR * low.value and (low.high is None) == (high.high is None)


def _same_unit(line: Line, match: re.Match[str]) -> bool:
    """12 tanks to 14 countries is no range; 5% to 10% is one."""
    before = line.tokens[match.start("unit")]
    behind = line.tokens[match.end()] if match.end() < len(line.tokens) else None
    if match["money_again"]:
        return False
    return behind is not None and before.meaning == behind.meaning


def _currency(line: Line, match: re.Match[str]) -> str | None:
    return _money(line, match, "money")


def _money(line: Line, match: re.Match[str], group: str) -> str | None:
    return line.tokens[match.start(group)].meaning if match[group] else None


def _amount(line: Line, match: re.Match[str]) -> Amount:
    groups = match.groupdict()
    second = line.tokens[match.start("second")] if groups.get("second") else None
    said = [
        token.meaning
        for group in ("lead", "inner", "again", "after")
        if groups.get(group)
        for token in line.tokens[slice(*match.span(group))]
    ]
    first = match.start("first")
    return Amount(
        start=match.start(),
        first=first,
        end=match.end(),
        pairs=tuple(_pairs(line.tokens[first], second)),
        qualifier=_strongest(said),
        money=_money(line, match, "money"),
    )


def _strongest(said: list[str]) -> str:
    ranked = [*_LOWER, *_UPPER, "about", "exactly"]
    return min((each for each in said if each in ranked), key=ranked.index, default="")


def _pairs(first: Token, second: Token | None) -> Iterator[tuple[Number, Number | None]]:
    """The readings of both ends together: both with thousands, or both with decimals."""
    if second is None:
        for number in first.numbers:
            yield number, None
        return
    for place in range(max(len(first.numbers), len(second.numbers))):
        low = first.numbers[min(place, len(first.numbers) - 1)]
        high = second.numbers[min(place, len(second.numbers) - 1)]
        for lower in _shared(low, high):
            yield lower, high


def _shared(low: Number, high: Number) -> Iterator[Number]:
    """The lower end with the scales it shares with the upper: 2 of "two to three hundred" is 200.

    "10-12,000" may be from ten, or from ten thousand.
    """
    common = len(low.scales)
    if high.scales[:common] == low.scales and len(high.scales) > common and low.high is None:
        scaled = low.value * prod(high.scales[common:], start=Decimal(1))
        yield replace(low, value=scaled) if abs(scaled) < abs(high.value) else low
        return
    yield low
    grouped = not high.scales and len(re.findall("[0-9]+", high.digits)) == 2 and high.value >= 1000
    if grouped and low.digits.isdigit() and not low.scales and 0 < low.value * 1000 < high.value:
        yield replace(low, value=low.value * 1000)


def bounds(first: Number, second: Number | None, qualifier: str) -> Bounds | None:
    """The bounds that one reading says; None for a range that ends below its beginning."""
    if second is not None:
        found = _range(first, second, qualifier)
    elif first.high is not None:
        found = _order(first.value, first.high, qualifier)
    elif qualifier == "from":
        found = Bounds(first.value, None, None, "between")
    elif qualifier == "up_to":
        found = Bounds(None, None, first.value, "between")
    elif qualifier in _LOWER:
        found = Bounds(first.value, None, None, _QUALIFIERS[qualifier])
    elif qualifier in _UPPER:
        found = Bounds(None, None, first.value, _QUALIFIERS[qualifier])
    else:
        about = first.rough or qualifier == "about"
        found = Bounds(None, first.value, None, "about" if about else "exactly")
    unit = (second or first).unit
    return replace(found, unit=unit) if found is not None else None


def _range(first: Number, second: Number, qualifier: str) -> Bounds | None:
    low, high = first.value, second.high or second.value
    if low > high and high < 0:
        low, high = high, low  # from minus five to minus ten
    if low >= high:
        return None
    if first.high is not None or second.high is not None:
        return _order(low, high, qualifier)
    if qualifier == "up_to":
        return Bounds(low, None, high, "at_most")
    kept = qualifier if qualifier not in ("", "exactly", "from") else "between"
    return Bounds(low, None, high, _QUALIFIERS[kept])


def _order(low: Decimal, high: Decimal, qualifier: str) -> Bounds:
    """An order of magnitude is approximate at both ends, as no speaker has named either."""
    if qualifier in _LOWER:
        return Bounds(low, None, None, "at_least")
    if qualifier in _UPPER:
        return Bounds(None, None, high, "at_most")
    return Bounds(low, None, high, "about")
