"""A reader's words become EDTF: a table of phrases, and what holds for any words at all."""

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.date_words import AmbiguousDate, NotADate, longest, read
from commands.date_words.english import ENGLISH
from commands.date_words.vocabulary import Kind, vocabulary
from storage.dates import NotEDTF, bounds
from tests.soak import often

TABLE = Path(__file__).parent / "date_words.tsv"
ROWS = [
    line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]
TODAY = datetime.date(2026, 11, 23)  # a Monday


def outcome(words: str, today: datetime.date) -> str:
    try:
        return read(words, today)
    except AmbiguousDate as error:
        return "? " + " | ".join(error.options)
    except NotADate:
        return "!"


@pytest.mark.parametrize(("today", "words", "expected"), ROWS)
def test_phrase(today: str, words: str, expected: str) -> None:
    assert outcome(words, datetime.date.fromisoformat(today)) == expected


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len(ROWS) > 400
    assert len({(today, words) for today, words, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            "soon",
            "“soon” is not a date I can read. These work: 28 April 2025, 2025-04-28, April 2025, autumn 2024",
        ),
        ("32 April 2025", "2025-04 has 30 days, so no day 32."),
        ("february 30 2025", "2025-02 has 28 days, so no day 30."),
        ("2025/13/01", "There is no month 13."),
        ("28/04/25", "Please write the year with four digits."),
        ("12-10 March 2025", "That ends before it begins."),
        ("Tuesday 28 April 2025", "2025-04-28 does not fall on that day of the week."),
        ("99999999999 days ago", "A count of days, weeks, months or years goes from 1 to 9999."),
        ("a" * 101, "A date has at most 100 characters, this one 101."),
        ("03/04/2025", "“03/04/2025” can be read as 2025-04-03 or 2025-03-04: please give one of them."),
    ],
)
def test_a_refusal_says_why(words: str, why: str) -> None:
    with pytest.raises(NotADate) as refused:
        read(words, TODAY)
    assert str(refused.value).startswith(why)


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("april 2025 kursk", 2),
        ("april kursk", 1),
        ("april in kursk", 1),
        ("last week kursk", 2),
        ("2025 kursk", 1),
        ("April 28, 2025 kursk", 3),
        ("28 april 2025, kursk", 3),
        ("from april to may 2025 kursk", 5),
        ("between 10 and 12 march 2025 in kursk", 6),
        ("since march 2025 the front", 3),
        ("2025-04-26 kursk", 1),
        ("2024-10/.. kursk", 1),
        ("32 april kursk", 2),
        ("28 april 25", 3),
        ("28 april 47 brigade", 2),
        ("2025-04-28T12:00 kursk", 1),
        ("2025-04-28 12:00 kursk", 2),
        ("03/04/2025 kursk", 1),
        ("first troops", 0),
        ("second front", 0),
        ("26th army", 0),
        ("early kursk", 0),
        ("about kursk", 0),
        ("10 soldiers", 0),
        ("kursk april", 0),
        ("", 0),
    ],
)
def test_the_longest_date_leads(words: str, length: int) -> None:
    assert longest(words.split()) == length


def test_only_a_dozen_words_are_tried() -> None:
    assert longest(["april", "2025", *["kursk"] * 10_000]) == 2


def test_another_language_is_another_table() -> None:
    german = vocabulary(
        [
            (Kind.MONTH, 3, "märz"),
            (Kind.MONTH, 4, "april"),
            (Kind.SEASON, 23, "herbst"),
            (Kind.IN, 0, "im, am"),
            (Kind.SINCE, 0, "seit"),
            (Kind.SURENESS, 0, "etwa"),
            (Kind.FROM, 0, "von"),
            (Kind.TO, 0, "bis"),
        ],
        ordinal_endings="",
        decade_endings="er",
    )
    for words, edtf in [
        ("28. April 2025", "2025-04-28"),
        ("im Herbst 2024", "2024-23"),
        ("seit etwa MÄRZ 2025", "2025-03~/.."),
        ("von März bis April 2025", "2025-03/2025-04"),
        ("10.–12. März 2025", "2025-03-10/2025-03-12"),
        ("1990er", "199X"),
    ]:
        assert read(words, TODAY, german) == edtf
    with pytest.raises(NotADate):
        read("autumn 2024", TODAY, german)


def test_a_phrase_in_two_rows_is_a_fault_of_the_table() -> None:
    with pytest.raises(ValueError, match="'may' stands in two rows"):
        vocabulary(
            [(Kind.MONTH, 5, "may"), (Kind.SURENESS, 1, "maybe, may")], ordinal_endings="", decade_endings=""
        )


date_like = st.lists(
    st.sampled_from(sorted(ENGLISH.phrases))
    | st.integers(0, 40).map(str)
    | st.integers(1, 31).map("{}th".format)
    | st.integers(0, 10_100).map("{:04}".format)
    | st.integers(190, 205).map("{}0s".format)
    | st.sampled_from(["-", "–", "/", ".", ",", "?", "~", "..", "2024-10", "28.4.2025", "03/04/2025"]),
    min_size=1,
    max_size=7,
).map(" ".join)


@settings(max_examples=often(500), deadline=None)
@given(st.text() | date_like | date_like.map(lambda words: words.replace(" ", "")), st.dates())
def test_whatever_the_words_they_are_edtf_or_refused(words: str, today: datetime.date) -> None:
    try:
        options: tuple[str, ...] = (read(words, today),)
    except AmbiguousDate as error:
        options = error.options
        assert len(set(options)) > 1
    except NotADate:
        options = ()
    for edtf in options:
        bounds(edtf)


@settings(deadline=None)  # the edtf library is imported on the way
@given(st.text(alphabet="0123456789-/.X~?%[]{},", max_size=14))
def test_edtf_passes_unchanged(edtf: str) -> None:
    try:
        bounds(edtf)
    except NotEDTF:
        return
    if re.fullmatch("[0-9]{4}-(2[1-9]|3[0-9]|4[01])", edtf):
        return  # two years, perhaps
    assert read(f" {edtf} ", TODAY) == edtf


@settings(deadline=None)
@given(date_like, st.dates(datetime.date(1000, 1, 1), datetime.date(9000, 1, 1)))
def test_the_longest_date_is_one_whatever_the_day(words: str, today: datetime.date) -> None:
    leading = words.split()[: longest(words.split())]
    if leading:
        # Whatever `read` then finds wrong with it, it has the form of a date.
        assert "is not a date I can read" not in message(" ".join(leading), today)


def message(words: str, today: datetime.date) -> str:
    try:
        return read(words, today)
    except NotADate as error:
        return str(error)


@given(
    st.dates(datetime.date(1000, 1, 1), datetime.date(9000, 1, 1)),
    st.sampled_from(["28 April", "May", "Monday"]),
)
def test_a_date_without_a_year_is_never_in_the_future(today: datetime.date, words: str) -> None:
    lower = bounds(read(words, today)).lower
    number = (today - datetime.date(1970, 1, 1)).days
    assert lower is not None
    assert number - 366 < lower <= number
