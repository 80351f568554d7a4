"""The forms of one date: a pattern over the kinds of its words, and what it says.

Each form is a function registered with its pattern. Groups of the pattern reach it as tokens (None where the
group is absent). It returns every reading as EDTF, none where the words fit the pattern but make no date, and
raises NotADate for a date that cannot be.
"""

import re
from collections.abc import Callable

from commands.date_words import spans
from commands.date_words.clock import Clock
from commands.date_words.errors import NotADate, ShortYear
from commands.date_words.tokens import Token
from commands.date_words.vocabulary import SURENESSES, Kind, Unit
from storage.dates import NotEDTF, bounds, civil

Options = tuple[str, ...]
Tokens = tuple[Token, ...]
_Form = Callable[..., Options]

_FORMS: list[tuple[re.Pattern[str], _Form]] = []
_NESTED: list[tuple[re.Pattern[str], Callable[[Clock, Tokens, Tokens], Options]]] = []

_WINTER = 24
_FARTHEST_COUNT = 9999
_NTH: dict[int, Callable[[str, int], str | None]] = {Unit.WEEK: spans.week, Unit.QUARTER: spans.quarter}


def kinds(tokens: Tokens) -> str:
    """The phrase as the letters of its kinds."""
    return "".join(token.kind for token in tokens)


def point(tokens: Tokens, clock: Clock) -> Options:
    """Every reading of a phrase as one date, none when it has no form of one.

    Raises:
        NotADate: The date cannot be (32 April).
    """
    letters = kinds(tokens)
    for pattern, form in _FORMS:
        match = pattern.fullmatch(letters)
        if match is not None:
            # A group is one letter, and a letter stands where its token does.
            groups = (
                None if at < 0 else tokens[at]
                for at in (match.start(n) for n in range(1, pattern.groups + 1))
            )
            return form(clock, *groups)
    for pattern, nested in _NESTED:
        match = pattern.fullmatch(letters)
        if match is not None:
            return nested(clock, tokens[: match.end(1)], tokens[match.start(2) :])
    return ()


def _form(pattern: str) -> Callable[[_Form], _Form]:
    def register(form: _Form) -> _Form:
        _FORMS.append((re.compile(f"[ihn,]*{pattern}"), form))
        return form

    return register


@_form("(W)?,?h?([DOR])[-o]?(M)(?:[-,]?o?(Y))?")
def _day_month(clock: Clock, weekday: Token | None, day: Token, month: Token, year: Token | None) -> Options:
    if year is not None:
        found = spans.date(year.value, month.value, day.value)
    else:
        found = clock.near(lambda in_year: spans.date(in_year, month.value, day.value))
    if weekday is not None and spans.weekday(spans.lower(found)) != weekday.value:
        hint = "" if year is not None else " Say which year."
        raise NotADate(f"{found} does not fall on that day of the week.{hint}")
    return (found,)


@_form("(W)?,?(M)h?([DO])(?:,?(Y))?")
def _month_day(clock: Clock, weekday: Token | None, month: Token, day: Token, year: Token | None) -> Options:
    return _day_month(clock, weekday, day, month, year)


@_form("(Y),?(M)([DO])?")
def _year_month(clock: Clock, year: Token, month: Token, day: Token | None) -> Options:
    return _month(clock, month, year) if day is None else _day_month(clock, None, day, month, year)


@_form("(M)[-,]?o?(Y)?")
def _month(clock: Clock, month: Token, year: Token | None) -> Options:
    if year is not None:
        return (spans.in_year(year.value, month.value),)
    return (clock.near(lambda in_year: spans.in_year(in_year, month.value)),)


@_form("(Y)")
def _year(_clock: Clock, year: Token) -> Options:
    return (f"{year.value:04}",)


@_form("(S),?[oh]*(Y)?")
def _season(clock: Clock, season: Token, year: Token | None) -> Options:
    if year is not None:
        return (spans.in_year(year.value, season.value),)
    return (clock.near(lambda in_year: spans.in_year(in_year, season.value)),)


@_form("(Y)(S)")
def _year_season(clock: Clock, year: Token, season: Token) -> Options:
    return _season(clock, season, year)


@_form("(S),?[oh]*(Y)[-/]([DY])")
def _season_of_two_years(_clock: Clock, season: Token, year: Token, following: Token) -> Options:
    """Winter 2024-25; no other season lies in two years."""
    fits = season.value == _WINTER and _follows(year, following)
    return (spans.in_year(year.value, season.value),) if fits else ()


def _follows(year: Token, following: Token) -> bool:
    next_year = year.value + 1
    return following.value == (next_year % 100 if following.kind == Kind.SMALL else next_year)


@_form("h(O)")
def _day(clock: Clock, day: Token) -> Options:
    return (clock.near_day_of_month(day.value),)


@_form("(W)")
def _weekday(clock: Clock, weekday: Token) -> Options:
    return (clock.near_weekday(weekday.value),)


@_form("(T)")
def _day_name(clock: Clock, name: Token) -> Options:
    return (spans.text_of(clock.today + name.value),)


@_form("(C)")
def _decade(_clock: Clock, decade: Token) -> Options:
    text = f"{decade.value:04}"
    return (f"{text[:3]}X",) if decade.value % 100 else (f"{text[:3]}X", f"{text[:2]}XX")


@_form("([DNY])(E)")
def _era(_clock: Clock, year: Token, era: Token) -> Options:
    """Year 1 BC is 0 in EDTF."""
    if year.value == 0:
        raise NotADate("There is no year 0 BC or AD.")
    return (spans.year(year.value if era.value > 0 else 1 - year.value),)


@_form("(E)([DNY])")
def _era_first(clock: Clock, era: Token, year: Token) -> Options:
    return _era(clock, year, era)


@_form("(Q)(D)(?:[-/,]?o?(Y))?")
def _code(clock: Clock, letter: Token, number: Token, year: Token | None) -> Options:
    """Q1 to Q4 and H1, H2: the codes 33 to 36, 40 and 41."""
    count = 4 if letter.value == 32 else 2
    if not 1 <= number.value <= count:
        raise NotADate(f"A year has {count} of these, numbered from 1.")
    code = letter.value + number.value
    if year is not None:
        return (spans.in_year(year.value, code),)
    return (clock.near(lambda in_year: spans.in_year(in_year, code)),)


@_form("(Y)[-/,]?(Q)(D)")
def _code_last(clock: Clock, year: Token, letter: Token, number: Token) -> Options:
    return _code(clock, letter, number, year)


@_form("(L)([WMS])")
def _which(clock: Clock, which: Token, of: Token) -> Options:
    if of.kind != Kind.WEEKDAY:
        return (clock.which(which.value, lambda in_year: spans.in_year(in_year, of.value)),)
    if which.value == 0:
        return (spans.text_of(clock.today - spans.weekday(clock.today) + of.value),)
    beside = clock.at(clock.today + which.value, forward=which.value > 0)
    return (beside.near_weekday(of.value),)


@_form("(L)(U)")
def _which_unit(clock: Clock, which: Token, unit: Token) -> Options:
    return () if unit.value == Unit.DAY else (_units_away(clock.today, unit.value, which.value),)


@_form("[io]*h(U)")
def _the_unit(clock: Clock, unit: Token) -> Options:
    """The end of "the year": this one."""
    return () if unit.value == Unit.DAY else (_units_away(clock.today, unit.value, 0),)


@_form("([DNYc])(U)A")
def _ago(clock: Clock, count: Token, unit: Token) -> Options:
    """In the unit that was said: "two weeks ago" is that whole week, Monday to Sunday."""
    return (_units_away(clock.today, unit.value, -_counted(count)),)


@_form("[Lp]([DNYc])?(U)")
def _past(clock: Clock, count: Token | None, unit: Token) -> Options:
    """The past week, the last three months: from then until today."""
    number = 1 if count is None else _counted(count)
    if unit.value in (Unit.DAY, Unit.WEEK):
        days = number * (7 if unit.value == Unit.WEEK else 1)
        return (f"{spans.text_of(clock.today - days + 1)}/{spans.text_of(clock.today)}",)
    if unit.value in (Unit.MONTH, Unit.YEAR):
        first = _units_away(clock.today, unit.value, -number)
        return (f"{first}/{_units_away(clock.today, unit.value, 0)}",)
    return ()


def _counted(count: Token) -> int:
    if not 1 <= count.value <= _FARTHEST_COUNT:
        raise NotADate(f"A count of days, weeks, months or years goes from 1 to {_FARTHEST_COUNT}.")
    return count.value


def _units_away(today: int, unit: int, away: int) -> str:
    in_year, month, _ = civil(today)
    if unit == Unit.DAY:
        return spans.text_of(today + away)
    if unit == Unit.WEEK:
        return spans.week_of(today + 7 * away)
    if unit == Unit.WEEKEND:
        saturday = today - spans.weekday(today) + 5 + 7 * away
        return f"{spans.text_of(saturday)}/{spans.text_of(saturday + 1)}"
    if unit == Unit.YEAR:
        return spans.year(in_year + away)
    if unit == Unit.QUARTER:
        over, quarter = divmod((month - 1) // 3 + away, 4)
        return spans.in_year(in_year + over, 33 + quarter)
    over, month = divmod(month - 1 + away, 12)
    return spans.in_year(in_year + over, month + 1)


@_form("(Y)([-./])(D)\\2(D)")
def _year_first(_clock: Clock, year: Token, _mark: Token, month: Token, day: Token) -> Options:
    return (spans.date(year.value, month.value, day.value),)


@_form("(D)([-./])(D)\\2(Y)")
def _year_last(_clock: Clock, first: Token, mark: Token, second: Token, year: Token) -> Options:
    """28.4.2025 has its day first; 28/4/2025 and 28-4-2025 may have either."""
    return _either_first(first, second, mark, lambda month, day: spans.date(year.value, month, day))


@_form("(D)(/)(D)")
def _without_year(clock: Clock, first: Token, mark: Token, second: Token) -> Options:
    def dated(month: int, day: int) -> str:
        return clock.near(lambda in_year: spans.date(in_year, month, day))

    return _either_first(first, second, mark, dated)


def _either_first(first: Token, second: Token, mark: Token, dated: Callable[[int, int], str]) -> Options:
    if mark.kind == Kind.DOT or first.value > 12:
        return (dated(second.value, first.value),)
    if second.value > 12:
        return (dated(first.value, second.value),)
    return tuple(dict.fromkeys((dated(second.value, first.value), dated(first.value, second.value))))


@_form("(D)([-./])(D)\\2(D)")
@_form("(W)?,?h?([DOR])[-o]?(M)[-,]?(D)")
@_form("(W)?,?(M)h?([DO]),(D)")
def _short_year(_clock: Clock, *_: Token) -> Options:
    raise ShortYear


@_form("(Y)([-/])(D)")
def _year_and_two(_clock: Clock, year: Token, mark: Token, two: Token) -> Options:
    """2024-08 is EDTF, a month; with a longer dash or a slash perhaps two years.

    2024-25 is a season in EDTF, but two years to most who type it.
    """
    as_edtf = mark.kind == Kind.DASH and mark.value == 0
    edtf = spans.in_year(year.value, two.value)
    options: Options = (edtf,) if _is_edtf(edtf) and (as_edtf or two.value <= 12) else ()
    two_years = _follows(year, two) and not (as_edtf and two.value <= 12)
    if as_edtf and not options and not two_years:
        raise NotADate(f"There is no month or season {two.value:02}.")
    return (*options, f"{year.value:04}/{year.value + 1:04}") if two_years else options


def _is_edtf(text: str) -> bool:
    try:
        bounds(text)
    except NotEDTF:
        return False
    return True


def _nested(pattern: str) -> Callable[[Callable[[Clock, Tokens, Tokens], Options]], object]:
    def register(form: Callable[[Clock, Tokens, Tokens], Options]) -> object:
        _NESTED.append((re.compile(f"[ihn,]*{pattern}"), form))
        return form

    return register


@_nested("(~)(.+)")
def _sure_before(clock: Clock, head: Tokens, rest: Tokens) -> Options:
    return tuple(spans.sureness(found, SURENESSES[head[-1].value]) for found in point(rest, clock))


@_nested("(.+)(~)")
def _sure_after(clock: Clock, head: Tokens, rest: Tokens) -> Options:
    return tuple(spans.sureness(found, SURENESSES[rest[0].value]) for found in point(head, clock))


@_nested("(.*S.*)(J)")
def _hemisphere(clock: Clock, head: Tokens, hemisphere: Tokens) -> Options:
    """Spring 2024 in the southern hemisphere, whose summer goes on into the next year."""
    letters = kinds(head)
    if letters[-2:] in ("-D", "-Y") and Kind.YEAR in letters[:-2] and _follows(head[-3], head[-1]):
        head = head[:-2]
    return _each(lambda found: spans.hemisphere(found, hemisphere[0].value), point(head, clock))


@_nested("(P)(.+)")
def _part(clock: Clock, head: Tokens, rest: Tokens) -> Options:
    """Early 2024, the end of April, late last year."""
    which = head[-1].value
    return _each(lambda found: spans.part(found, which), point(_without_of(rest), clock))


@_nested("(.+)(m)")
def _time_of_day(clock: Clock, head: Tokens, _rest: Tokens) -> Options:
    """Saturday night: the day, which says less than was said."""
    return tuple(found for found in point(head, clock) if len(found) == 10)


@_nested("([ORL][HU])(.+)")
def _nth(clock: Clock, head: Tokens, rest: Tokens) -> Options:
    """The first half of 2025, the last week of March."""
    number, unit = head[-2:]
    if number.kind == Kind.WHICH and number.value != -1:
        return ()
    nth = spans.half if unit.kind == Kind.HALF else _NTH.get(unit.value)
    if nth is None:
        return ()
    return _each(lambda found: nth(found, number.value), point(_without_of(rest), clock))


@_nested("(U)(o?h?.+)")
def _unit_of(clock: Clock, head: Tokens, rest: Tokens) -> Options:
    """The week of 10 March 2025, the year 2025, the month of April."""
    options = point(_without_of(rest), clock)
    unit = head[-1].value
    if unit == Unit.WEEK:
        return _each(lambda found: spans.week_of(spans.lower(found)) if len(found) == 10 else None, options)
    if unit == Unit.MONTH:
        return tuple(found for found in options if len(found) == 7)
    return tuple(found for found in options if unit == Unit.YEAR and len(found) == 4)


def _without_of(tokens: Tokens) -> Tokens:
    return _without_of(tokens[1:]) if tokens and tokens[0].kind in (Kind.OF, Kind.IN, Kind.ON) else tokens


def _each(change: Callable[[str], str | None], options: Options) -> Options:
    return tuple(changed for changed in map(change, options) if changed is not None)
