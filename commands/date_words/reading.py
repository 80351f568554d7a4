"""A whole phrase: one date, an interval, an open interval, or one of two dates."""

import datetime
import re
from collections.abc import Callable, Iterator, Sequence

from commands.date_words import spans
from commands.date_words.clock import Clock
from commands.date_words.english import ENGLISH
from commands.date_words.errors import AmbiguousDate, NotADate, ShortYear, Unreadable
from commands.date_words.points import Options, Tokens, kinds, point
from commands.date_words.tokens import Token, tokens
from commands.date_words.vocabulary import SURENESSES, Kind, Part, Vocabulary
from storage.dates import NotEDTF, bounds, day_number

LONGEST_TEXT = 100
"""Characters of words that are read."""

_MOST_WORDS = 12
_TWO_YEARS = re.compile("[0-9]{4}-(?:2[1-9]|3[0-9]|4[01])")  # perhaps: 2024-25 is a season in EDTF
_SOME_DAY = datetime.date(2024, 7, 1)  # whether words have the form of a date depends on no day

# A time without seconds is no EDTF: the day says less than was said, but nothing else.
_DAY_AND_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]+(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?"
    r" ?(?:[Zz]|UTC|[-+][0-9]{2}(?::?[0-9]{2})?)?"
)


def _since(found: str) -> str:
    return f"{spans.start(found)}/.."


_OPEN: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (re.compile("[in]*s(.+)"), _since),
    (re.compile("f(.+?)[wn]?"), _since),
    (re.compile("(.+)w"), _since),
    (re.compile("[in]*u(.+)"), lambda found: f"../{spans.end(found)}"),
    (re.compile("[in]*<(.+)"), lambda found: f"../{spans.before(found)}"),
    (re.compile("[in]*>(.+)"), lambda found: f"{spans.after(found)}/.."),
)

_WITHOUT_YEAR = re.compile("[DOMSWP~ihno,]+")
_DAY_ALONE = re.compile("[hin]*~?h?[DO]")
_MONTH_BEFORE_DAY = re.compile(".*(M)h?[DO]")
_DAY_AND_YEAR = re.compile("h?[DO](?:,?o?Y)?")


def read(words: str, today: datetime.date, vocabulary: Vocabulary = ENGLISH) -> str:
    """A reader's words as EDTF, never more exactly than they say.

    A date without a year is the latest that has begun; "last autumn" the latest that is over; weeks run from
    Monday to Sunday. "Until April" includes April, "before April" and "after April" do not. EDTF passes
    unchanged, but for a season that looks like two years (2024-25).

    Args:
        words: What was typed.
        today: The day by the clock of whoever typed it.
        vocabulary: The language's words.

    Raises:
        AmbiguousDate: The words read in two ways.
        NotADate: They are no date, or name a day that cannot be.
    """
    text = words.strip()
    if len(text) > LONGEST_TEXT:
        raise NotADate(f"A date has at most {LONGEST_TEXT} characters, this one {len(text)}.")
    if (as_it_is := _edtf(text)) is not None and not _TWO_YEARS.fullmatch(text):
        return as_it_is
    if (timed := _DAY_AND_TIME.fullmatch(text)) is not None and _edtf(timed[1]) is not None:
        return timed[1]
    day = day_number(today.year, today.month, today.day)
    found = dict.fromkeys(filter(_edtf, _phrase(tokens(text, vocabulary), Clock(today=day, anchor=day))))
    options = tuple(found)
    if not options:
        raise Unreadable(text)
    if len(options) > 1:
        raise AmbiguousDate(text, options)
    return options[0]


def longest(words: Sequence[str], vocabulary: Vocabulary = ENGLISH) -> int:
    """How many of the leading words make the longest date, 0 when they begin with none.

    A date that is ambiguous or cannot be (32 April) counts: `read` then says what is wrong with it.
    """
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        try:
            read(" ".join(words[:count]), _SOME_DAY, vocabulary)
        except ShortYear:
            if count == len(words):
                return count
            continue  # in "28 April 47 Brigade" the number belongs to what follows
        except Unreadable:
            continue
        except NotADate:
            return count
        return count
    return 0


def _edtf(text: str) -> str | None:
    try:
        bounds(text)
    except NotEDTF:
        return None
    return text


def _phrase(phrase: Tokens, clock: Clock) -> Options:
    """Every reading of a phrase, none when it has no form of a date.

    Raises:
        NotADate: It has one, but no such date can be.
    """
    for reading in (_sure, point, _open, _several):
        options = reading(phrase, clock)
        if options:
            return options
    return ()


def _sure(phrase: Tokens, clock: Clock) -> Options:
    """About January to April 2024: what stands before an interval is said of both its ends."""
    if len(phrase) < 2:
        return ()
    for mark, rest in ((phrase[0], phrase[1:]), (phrase[-1], phrase[:-1])):
        if mark.kind == Kind.SURENESS:
            return tuple(spans.sureness(found, SURENESSES[mark.value]) for found in _phrase(rest, clock))
    return ()


def _open(phrase: Tokens, clock: Clock) -> Options:
    phrase = _whole(phrase)
    letters = kinds(phrase)
    for pattern, opens in _OPEN:
        match = pattern.fullmatch(letters)
        if match is not None:
            return tuple(map(opens, point(phrase[slice(*match.span(1))], clock)))
    return ()


def _whole(phrase: Tokens) -> Tokens:
    """Before the end of 2024 is until 2024, after the beginning of it since 2024.

    The end alone is an approximate stretch, and "before" it would leave out what may well be meant.
    """
    for pattern, part, kind in (
        ("[in]*<h?P", Part.END, Kind.UNTIL),
        ("[in]*>h?P", Part.BEGINNING, Kind.SINCE),
    ):
        match = re.match(pattern, kinds(phrase))
        if match is not None and phrase[match.end() - 1].value == part:
            rest = phrase[match.end() :]
            return (Token(kind, 0), *(rest[1:] if kinds(rest).startswith(Kind.OF) else rest))
    return phrase


def _several(phrase: Tokens, clock: Clock) -> Options:
    """Two dates: the ends of an interval, or one or both of a set."""
    impossible: NotADate | None = None
    for left, right, join in _splits(phrase):
        try:
            pairs = _pairs(left, right, clock)
            options = tuple(joined for first, last in pairs if (joined := join(first, last)) is not None)
        except NotADate as error:
            impossible = impossible or error
            continue
        if options:
            return options
        if pairs:
            impossible = impossible or NotADate("That ends before it begins.")
    if impossible is not None:
        raise impossible
    return ()


_Join = Callable[[str, str], str | None]


def _splits(phrase: Tokens) -> Iterator[tuple[Tokens, Tokens, _Join]]:
    """Every way to part the phrase at a word or mark that joins two dates, words before marks.

    The last place comes first: in "winter 2024-25 - March 2026" the first dash belongs to the winter.
    """
    letters = kinds(phrase).lstrip("in")
    phrase = phrase[len(phrase) - len(letters) :]
    opening = letters[:1]
    begin = int(opening in (Kind.BETWEEN, Kind.FROM))
    joins: tuple[tuple[str, _Join], ...]
    if opening == Kind.BETWEEN:
        joins = ((Kind.AND, _interval), (Kind.TO, _interval), (Kind.DASH, _interval))
    else:
        joins = ((Kind.TO, _interval), (Kind.UNTIL, _interval), (Kind.DASH, _interval))
        if not begin:
            joins += ((Kind.SLASH, _interval), (Kind.OR, _one_of), (Kind.AND, _all_of))
    for letter, join in joins:
        for at in range(len(letters) - 2, begin, -1):
            if letters[at] == letter:
                yield phrase[begin:at], phrase[at + 1 :], join


def _interval(first: str, last: str) -> str | None:
    return _edtf(f"{spans.start(first)}/{spans.end(last)}")


def _one_of(first: str, last: str) -> str | None:
    return _edtf(f"[{first},{last}]")


def _all_of(first: str, last: str) -> str | None:
    return _edtf(f"{{{first},{last}}}")


def _pairs(left: Tokens, right: Tokens, clock: Clock) -> list[tuple[str, str]]:
    """The readings of both sides; what one side leaves out ("10" to 12 March) is taken from the other."""
    left_letters, right_letters = kinds(left), kinds(right)
    if right_letters.startswith(Kind.PART) and left_letters == Kind.PART:
        left = left + right[1:]  # early to mid October
        left_letters = kinds(left)
    if (month := _MONTH_BEFORE_DAY.fullmatch(left_letters)) and _DAY_AND_YEAR.fullmatch(right_letters):
        right = (left[month.start(1)], *right)  # March 10 to 12, 2025
        right_letters = kinds(right)
    left_has_year = not _WITHOUT_YEAR.fullmatch(left_letters)
    if left_has_year and _WITHOUT_YEAR.fullmatch(right_letters):
        return [
            (first, last)
            for first in point(left, clock)
            for last in point(right, clock.at(spans.lower(first), forward=True))
        ]
    lasts = point(right, clock)
    pairs = []
    for place, last in enumerate(lasts):
        if _DAY_ALONE.fullmatch(left_letters):
            firsts: Options = _day_of_month(left, last)
        else:
            firsts = point(left, clock if left_has_year else clock.at(spans.lower(last)))
        if len(firsts) == len(lasts):
            firsts = firsts[place : place + 1]  # both day first, or both month first
        pairs += [(first, last) for first in firsts]
    return pairs


def _day_of_month(day: Tokens, last: str) -> Options:
    """The day of that number in the month of another, exact day."""
    exact = re.fullmatch("([0-9]{4})-([0-9]{2})-[0-9]{2}[?~%]?", last)
    if exact is None:
        return ()
    first = spans.date(int(exact[1]), int(exact[2]), day[-1].value)
    marks = [SURENESSES[token.value] for token in day if token.kind == Kind.SURENESS]
    return (spans.sureness(first, marks[0]) if marks else first,)
