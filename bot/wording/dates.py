"""An EDTF text in words, at its own precision: never more exactly than the date is known."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from babel.lists import format_list

from bot.wording.wording import Wording

_DATE = re.compile(
    r"(?P<year>-?[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12][0-9]|3[01])"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2})(?P<seconds>:[0-9]{2})(?P<zone>Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?)?)?"
)
_PART = re.compile(r"(?P<year>-?[0-9]{4})-(?P<code>2[1-9]|3[0-9]|4[01])")
_UNSPECIFIED = re.compile(r"(?P<year>-?[0-9]{4})-(?P<month>XX|0[1-9]|1[0-2])(?P<day>-XX)?")
_DAY_OF_SOME_MONTH = re.compile(r"(?P<year>-?[0-9]{4})-XX-(?P<day>0[1-9]|[12][0-9]|3[01])")
_YEARS = re.compile(r"(?P<known>[1-9][0-9]{0,2})(?P<open>X{1,3})")
_WITHIN_YEARS = re.compile(r"(?P<years>[1-9][0-9X]{2}X)-(?P<month>XX|[01][0-9])(?:-(?P<day>XX|[0-3][0-9]))?")
_ESTIMATED = re.compile(r"(?P<year>[0-9]{4})S(?P<digits>[1-4])")
_LONG_YEAR = re.compile(r"Y(-?[1-9][0-9]*)(?:E([1-9][0-9]?))?")
_SINGLE = re.compile(r"(?P<before>[?~%]?)(?P<date>[^?~%]+)(?P<after>[?~%]?)")
_IN_PART = {"?": "date-partly-uncertain", "~": "date-partly-about"}
_LONGEST_WRITTEN = 13  # digits of a year that are worth writing out
_SURENESS = {"": None, "~": "date-about", "?": "date-possibly", "%": "date-possibly-about"}


@functools.lru_cache(maxsize=4096)
def date_in_words(edtf: str, wording: Wording) -> str:
    """A date in words: "26 April 2025", "autumn 2024", "about October 2024".

    Args:
        edtf: A text that storage.dates.bounds accepts.
        wording: Whose words.

    Returns:
        The words, or the EDTF text itself when there are none for it (``Y17E7S3``).
    """
    words = _Words(wording)
    if edtf[:1] in ("[", "{"):
        return words.set(edtf) or edtf
    return words.interval(edtf) or edtf


@dataclass(frozen=True, slots=True)
class _Words:
    """Each method words one shape of date, or gives None where it has no words."""

    wording: Wording

    def set(self, edtf: str) -> str | None:
        members = [self._member(text) for text in edtf[1:-1].split(",")]
        found = [member for member in members if member is not None]
        if len(found) < len(members):
            return None
        if len(found) == 1 and not re.search(r"[0-9X?~%]\.\.[0-9?~%]", edtf):
            return found[0]
        if edtf.startswith("{"):
            return format_list(found, style="standard", locale=self.wording.locale)
        return self.wording.say(
            "date-one-of", dates=format_list(found, style="or", locale=self.wording.locale)
        )

    def _member(self, text: str) -> str | None:
        first, dots, last = text.partition("..")
        if not dots:
            return self.single(text)
        if first and last:
            return self._closed(first, last)
        date = self.single(first or last)
        key = "date-or-later" if first else "date-or-earlier"
        return None if date is None else self.wording.say(key, date=date)

    def interval(self, edtf: str) -> str | None:
        start, slash, end = edtf.partition("/")
        if not slash:
            return self.single(edtf)
        open_ends = {"..": ("date-since", "date-until"), "": ("date-unknown-end", "date-unknown-start")}
        for opened, date, place in ((end, start, 0), (start, end, 1)):
            if opened in open_ends:
                words = self.single(date)
                return None if words is None else self.wording.say(open_ends[opened][place], date=words)
        return self._closed(start, end)

    def _closed(self, start: str, end: str) -> str | None:
        first, last = _SINGLE.fullmatch(start), _SINGLE.fullmatch(end)
        if first is None or last is None or first["before"] or last["before"]:
            return None
        if first["after"] == last["after"]:
            return self._sure(self._from_to(first["date"], last["date"]), first["after"])
        return self._joined("date-from-to", start, end)

    def _from_to(self, start: str, end: str) -> str | None:
        if start == end:
            return self.single(start)
        first, last = _DATE.fullmatch(start), _DATE.fullmatch(end)
        if first and last and first["year"] >= "1000" and last["year"] >= "1000":
            return self._short(first, last) or self._joined("date-interval", start, end)
        return self._joined("date-interval", start, end)

    def _short(self, first: re.Match[str], last: re.Match[str]) -> str | None:
        """The interval with what both ends share said once."""
        say = self.wording.say
        if first["time"] or last["time"]:
            return None
        if first["month"] is None and last["month"] is None:
            return say("date-years-from-to", **{"from": first["year"], "to": last["year"]})
        if first["year"] != last["year"] or first["month"] is None or last["month"] is None:
            return None
        if first["day"] is None and last["day"] is None:
            ends = {"from": self._month(first["month"]), "to": self._month(last["month"])}
            return say("date-months-of-year", **ends, year=last["year"])
        if first["day"] is None or last["day"] is None:
            return None
        ends = {"from": str(int(first["day"])), "to": str(int(last["day"]))}
        to_month = self._month(last["month"], of_day=True)
        if first["month"] == last["month"]:
            return say("date-days-of-month", **ends, month=to_month, year=last["year"])
        from_month = self._month(first["month"], of_day=True)
        return say("date-days-of-year", **ends, from_month=from_month, to_month=to_month, year=last["year"])

    def _joined(self, key: str, start: str, end: str) -> str | None:
        first, last = self.single(start), self.single(end)
        if first is None or last is None:
            return None
        return self.wording.say(key, **{"from": first, "to": last})

    def single(self, edtf: str) -> str | None:
        """One date with how sure it is; a mark may stand before a year that is alone."""
        match = _SINGLE.fullmatch(edtf)
        if match is None or (match["before"] and (match["after"] or len(match["date"]) > 5)):
            return self._in_part(edtf)
        return self._sure(self._plain(match["date"]), match["before"] or match["after"])

    def _in_part(self, edtf: str) -> str | None:
        """A date of which only some of year, month and day are marked (``2004-06~-11``)."""
        marks = set(re.findall("[?~%]", edtf))
        words = self._plain(re.sub("[?~%]", "", edtf))
        if words is None or not marks:
            return None
        key = _IN_PART.get(marks.pop(), "date-partly-either") if len(marks) == 1 else "date-partly-either"
        return self.wording.say(key, date=words)

    def _sure(self, words: str | None, mark: str) -> str | None:
        key = _SURENESS[mark]
        return words if words is None or key is None else self.wording.say(key, date=words)

    def _plain(self, text: str) -> str | None:
        if match := _DATE.fullmatch(text):
            return self._date(match)
        if match := _PART.fullmatch(text):
            return self._part_of_year(int(match["year"]), int(match["code"]))
        if match := _UNSPECIFIED.fullmatch(text):
            return self._unspecified(match)
        if match := _DAY_OF_SOME_MONTH.fullmatch(text):
            year = self._year(int(match["year"]))
            return self.wording.say("date-day-of-some-month", day=str(int(match["day"])), year=year)
        if match := _YEARS.fullmatch(text):
            return self._years(match["known"], len(match["open"]))
        return self._of_unknown_year(text)

    def _of_unknown_year(self, text: str) -> str | None:
        if text == "XXXX":
            return self.wording.say("date-some-year")
        if match := _WITHIN_YEARS.fullmatch(text):
            return self._within_years(match)
        if match := _ESTIMATED.fullmatch(text):
            known = match["year"][: int(match["digits"])]
            ends = {"from": known.ljust(4, "0"), "to": known.ljust(4, "9")}
            return self.wording.say("date-estimated", year=match["year"], **ends)
        match = _LONG_YEAR.fullmatch(text)
        if match is None or len(match[1]) + int(match[2] or 0) > _LONGEST_WRITTEN:
            return None
        return self._long_year(int(match[1]) * 10 ** int(match[2] or 0))

    def _within_years(self, match: re.Match[str]) -> str | None:
        """A month or day of one of several years (``156X-12-25``)."""
        open_digits = len(match["years"]) - len(match["years"].rstrip("X"))
        years = self._years(match["years"].rstrip("X"), open_digits)
        if years is None or match["month"] == "XX":
            key = "date-some-day" if match["day"] else "date-some-month"
            return (
                None
                if years is None or match["day"] not in (None, "XX")
                else self.wording.say(key, date=years)
            )
        month = self._month(match["month"], of_day=match["day"] not in (None, "XX"))
        if match["day"] is None:
            return self.wording.say("date-month-within", month=month, years=years)
        if match["day"] == "XX":
            within = self.wording.say("date-month-within", month=month, years=years)
            return self.wording.say("date-some-day", date=within)
        return self.wording.say("date-day-within", day=str(int(match["day"])), month=month, years=years)

    def _date(self, match: re.Match[str]) -> str:
        year = self._year(int(match["year"]))
        if match["month"] is None:
            return year
        if match["day"] is None:
            return self.wording.say("date-month", month=self._month(match["month"]), year=year)
        month = self._month(match["month"], of_day=True)
        day = self.wording.say("date-day", day=str(int(match["day"])), month=month, year=year)
        if match["time"] is None:
            return day
        time = match["time"] + ("" if match["seconds"] == ":00" else match["seconds"])
        if match["zone"] is None:
            return self.wording.say("date-time", date=day, time=time)
        zone = "UTC" if match["zone"] == "Z" else f"UTC{match['zone']}"
        return self.wording.say("date-time-in-zone", date=day, time=time, zone=zone)

    def _year(self, year: int) -> str:
        """EDTF's year 0 is 1 BC."""
        if year >= 1000:
            return str(year)
        return self.wording.say("date-ad", year=str(year)) if year > 0 else self._before_christ(year)

    def _before_christ(self, year: int) -> str:
        counted = 1 - year
        return self.wording.say(
            "date-bc", year=str(counted) if counted < 10_000 else self.wording.number(counted)
        )

    def _long_year(self, year: int) -> str:
        if year <= 0:
            return self._before_christ(year)
        return self.wording.say("date-long-year", year=self.wording.number(year))

    def _month(self, month: str, *, of_day: bool = False) -> str:
        """The month's name; many languages have another form of it beside a day."""
        names: Mapping[int, str] = self.wording.locale.months["format" if of_day else "stand-alone"]["wide"]
        return names[int(month)]

    def _part_of_year(self, year: int, code: int) -> str:
        name = self._year(year)
        if code >= 40:
            return self.wording.say("date-half", number=code - 39, year=name)
        if code >= 37:
            return self.wording.say("date-third", number=code - 36, year=name)
        if code >= 33:
            return self.wording.say("date-quarter", number=code - 32, year=name)
        if code >= 29:
            return self.wording.say("date-southern", season=self._season(year, code - 8, southern=True))
        if code >= 25:
            return self.wording.say("date-northern", season=self._season(year, code - 4))
        return self._season(year, code)

    def _season(self, year: int, code: int, *, southern: bool = False) -> str:
        """A season by its code, 21 to 24; in the south it is summer that goes on into the next year."""
        following = self._year(year + 1)
        if year >= 1000 and (year + 1) % 100:
            following = following[2:]
        in_two_years = code == (22 if southern else 24)
        key = f"date-season-{code}-of-two-years" if in_two_years else f"date-season-{code}"
        return self.wording.say(key, year=self._year(year), next=following)

    def _unspecified(self, match: re.Match[str]) -> str | None:
        """Some month of a year, some day of a month or a year."""
        year = self._year(int(match["year"]))
        if match["month"] == "XX":
            return self.wording.say("date-some-day" if match["day"] else "date-some-month", date=year)
        if match["day"] is None:
            return None
        month = self.wording.say("date-month", month=self._month(match["month"]), year=year)
        return self.wording.say("date-some-day", date=month)

    def _years(self, known: str, unknown: int) -> str | None:
        """Of the 1990s, or of the years 1900 to 1999: "the 1900s" would be either."""
        if len(known) + unknown != 4:
            return None
        first, last = known + "0" * unknown, known + "9" * unknown
        if unknown == 1 and not known.endswith("0"):
            return self.wording.say("date-decade", year=first)
        return self.wording.say("date-years", **{"from": first, "to": last})
