"""A figure where it stands in a line: its amount, unit and measure, and every figure that may be meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from commands.figure_words.amounts import Amount, Bounds, amount, bounds
from commands.figure_words.counted import Measure, Unit, any_noun, measure, unit
from commands.figure_words.figure import FigureWords, folded, plain
from commands.figure_words.tokens import Line, Number
from commands.figure_words.vocabulary import Kind, Vocabulary
from storage.exchange.rules import LARGEST_NUMBER

# "12 soldiers or more", "12 at most".
_LATER = re.compile(r"(q)|(Q)(?![QRNbf$])")
_LATER_SAID = ("at_least", "at_most", "about")
_STRONG = "strong"  # what is so many strong is not what is counted: "a 12,000-strong contingent"
_WITHOUT_MEASURE = (Kind.EXTENT, Kind.SPAN)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A figure in a line.

    Attributes:
        amount: How much.
        unit: What the number is of.
        measure: What happened to it.
        end: The token behind all its words.
        readings: Every reading of the amount that can be.
    """

    amount: Amount
    unit: Unit | None
    measure: Measure | None
    end: int
    readings: tuple[Bounds, ...]

    def figures(self, wording: str) -> tuple[FigureWords, ...]:
        """Every figure that may be meant."""
        return tuple(dict.fromkeys(self._figure(reading, wording) for reading in self.readings))

    def with_qualifier(self, qualifier: str) -> "Phrase":
        """The same with another qualifier."""
        found = replace(self.amount, qualifier=qualifier)
        return replace(self, amount=found, readings=tuple(_readings(found, self.unit, self.measure)))

    def wording(self, line: Line) -> str:
        """Its words."""
        return folded(line.text[line.tokens[self.amount.start].start : line.tokens[self.end - 1].end])

    def _figure(self, reading: Bounds, wording: str) -> FigureWords:
        return FigureWords(
            lower=plain(reading.lower),
            best=plain(reading.best),
            upper=plain(reading.upper),
            unit=reading.unit or self.unit_name,
            qualifier=reading.qualifier,
            measure=self.measure.name if self.measure is not None else None,
            wording=wording,
        )

    @property
    def unit_name(self) -> str | None:
        """The unit as it is kept; money has that of its mark."""
        return self.amount.money or (self.unit.name if self.unit is not None else None)


def phrase(line: Line, at: int, vocabulary: Vocabulary, *, any_unit: bool = False) -> Phrase | None:
    """The figure that begins with this token.

    Args:
        line: The text.
        at: A token.
        vocabulary: The language's words.
        any_unit: Whether any word beside the number is its unit.
    """
    found = amount(line, at)
    if found is None:
        return None
    of = _unit(line, found, vocabulary, any_unit=any_unit)
    end = of.end if of is not None else found.end
    if match := _LATER.match(line.letters, end):
        said = line.tokens[end].meaning
        if said in _LATER_SAID:
            found = replace(found, qualifier=said)
        end = match.end()
    measured = of is None or of.kind not in _WITHOUT_MEASURE
    what = (
        measure(line, found.start, end, known=of is not None or _is_strong(line, found)) if measured else None
    )
    if what is not None and what.end is not None:
        end = what.end
    return Phrase(found, of, what, end, tuple(_readings(found, of, what)))


def _is_strong(line: Line, found: Amount) -> bool:
    return line.tokens[found.end - 1].meaning == _STRONG


def _unit(line: Line, found: Amount, vocabulary: Vocabulary, *, any_unit: bool) -> Unit | None:
    """The unit behind an amount; behind money only its name may stand ("$5m dollars")."""
    if found.money is not None:
        named = line.letters[found.end : found.end + 1] == Kind.CURRENCY
        return unit(line, found.end, vocabulary) if named else None
    if _is_strong(line, found):
        return None
    of = unit(line, found.end, vocabulary)
    return any_noun(line, found.end) if of is None and any_unit else of


def _readings(found: Amount, of: Unit | None, what: Measure | None) -> Iterator[Bounds]:
    counted = found.money is not None or what is not None or (of is not None and of.kind != Kind.EXTENT)
    pairs = found.pairs
    if of is not None and of.kind == Kind.PERCENT:
        pairs = (min(pairs, key=_largest),)  # no share is told in thousands
    for first, second in pairs:
        reading = bounds(first, second, found.qualifier)
        if reading is not None and not (counted and reading.unit is not None) and _fits(reading):
            yield reading


def _largest(pair: tuple[Number, Number | None]) -> Decimal:
    return (pair[1] or pair[0]).value


def _fits(reading: Bounds) -> bool:
    given = (reading.lower, reading.best, reading.upper)
    return all(abs(each) <= LARGEST_NUMBER for each in given if each is not None)
