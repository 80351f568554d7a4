"""The day that words without a year, and words like "last", are read from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from commands.date_words import spans
from commands.date_words.errors import NotADate
from storage.dates import civil

_YEARS_TRIED = 9  # 29 February comes again after eight years at most


@dataclass(frozen=True, slots=True)
class Clock:
    """Today, and which of the many 28 Aprils or Mondays is meant.

    Attributes:
        today: The day, by the desk's time zone, as a day number.
        anchor: The day near which a date without a year lies: today, or the other end of an interval.
        forward: The first such date that ends on or after the anchor; else the last that began by then.
    """

    today: int
    anchor: int
    forward: bool = False

    def at(self, anchor: int, *, forward: bool = False) -> "Clock":
        """The same today with another anchor."""
        return replace(self, anchor=anchor, forward=forward)

    def year(self) -> int:
        """Today's year."""
        return civil(self.today)[0]

    def near(self, dated: Callable[[int], str]) -> str:
        """The date that has no year of its own, in the year the anchor and direction choose.

        Args:
            dated: The date in a given year; it raises NotADate for a year without that date (29 February).
        """
        here = civil(self.anchor)[0]
        return self._nearest(
            dated, ahead=range(here - 1, here + _YEARS_TRIED), back=range(here, here - _YEARS_TRIED, -1)
        )

    def near_day_of_month(self, day: int) -> str:
        """The day of that number, of the month that the anchor and direction choose."""
        in_year, month, _ = civil(self.anchor)
        months = 12 * in_year + month - 1

        def dated(number: int) -> str:
            return spans.date(number // 12, number % 12 + 1, day)

        return self._nearest(dated, ahead=range(months, months + 3), back=range(months, months - 3, -1))

    def _nearest(self, dated: Callable[[int], str], ahead: Iterable[int], back: Iterable[int]) -> str:
        if self.forward:
            return _first(dated, ahead, lambda found: spans.upper(found) >= self.anchor)
        return _first(dated, back, lambda found: spans.lower(found) <= self.anchor)

    def near_weekday(self, weekday: int) -> str:
        """The Monday (0) to Sunday (6) that the anchor and direction choose, the anchor itself included."""
        away = weekday - spans.weekday(self.anchor)
        return spans.text_of(self.anchor + (away % 7 if self.forward else -(-away % 7)))

    def which(self, which: int, dated: Callable[[int], str]) -> str:
        """Last (-1), this (0) or next (1) of what comes once a year.

        The last is the latest that is over, the next the earliest that has not begun, this one that of this
        year. A winter has the year it begins in, so until June "this winter" is the one that began last year.
        """
        here = self.year()
        if which < 0:
            return _first(
                dated, range(here, here - _YEARS_TRIED, -1), lambda found: spans.upper(found) < self.today
            )
        if which > 0:
            return _first(
                dated, range(here, here + _YEARS_TRIED), lambda found: spans.lower(found) > self.today
            )
        this = dated(here)
        begins_in_winter = spans.upper(this) > spans.lower(f"{here + 1:04}") if here < 9999 else False
        return dated(here - 1) if begins_in_winter and civil(self.today)[1] <= 6 else this


def _first(dated: Callable[[int], str], tried: Iterable[int], fits: Callable[[str], bool]) -> str:
    """The first of those that exists and fits."""
    impossible: NotADate | None = None
    for number in tried:
        try:
            found = dated(number)
        except NotADate as error:
            impossible = impossible or error
            continue
        if fits(found):
            return found
    raise impossible or NotADate("That date is too far away.")
