"""Dates in words at their own precision, and the words they come from: messages, numbers, locales."""

import datetime
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.wording.dates import date_in_words
from bot.wording.wording import Wording, wording
from commands.date_words import read
from commands.date_words.reading import LONGEST_TEXT
from storage.dates import bounds

ENGLISH = wording("en")
TABLE = Path(__file__).parents[1] / "commands" / "date_words.tsv"
TODAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-04-26", "26 April 2025"),
        ("2024-08", "August 2024"),
        ("2025", "2025"),
        ("2024-23", "autumn 2024"),
        ("2024-21", "spring 2024"),
        ("2024-24", "winter 2024–25"),
        ("1999-24", "winter 1999–2000"),
        ("2024-10~", "about October 2024"),
        ("2024?", "possibly 2024"),
        ("2024-23%", "possibly about autumn 2024"),
        ("~2024", "about 2024"),
        ("2025-33", "first quarter of 2025"),
        ("2025-41", "second half of 2025"),
        ("2024-25", "spring 2024 in the northern hemisphere"),
        ("2024-26", "summer 2024 in the northern hemisphere"),
        ("2024-28~", "about winter 2024–25 in the northern hemisphere"),
        ("2024-29", "spring 2024 in the southern hemisphere"),
        ("2024-30", "summer 2024–25 in the southern hemisphere"),
        ("2024-31", "autumn 2024 in the southern hemisphere"),
        ("2024-32", "winter 2024 in the southern hemisphere"),
        ("2024-34", "second quarter of 2024"),
        ("2024-37", "first third of 2024"),
        ("2024-39", "last third of 2024"),
        ("2024-40", "first half of 2024"),
        (
            "2024-31/2024-32",
            "autumn 2024 in the southern hemisphere – winter 2024 in the southern hemisphere",
        ),
        ("[2004-~06,2005]", "one of June 2004 (in part approximate) or 2005"),
        ("2025S2", "one of the years 2000–2099, estimated as 2025"),
        ("2025-XX-12", "day 12 of a month in 2025"),
        ("XXXX", "a year not known"),
        ("156X-12-25", "25 December of a year in the 1560s"),
        ("156X-12", "December of a year in the 1560s"),
        ("156X-12-XX", "a day in December of a year in the 1560s"),
        ("15XX-XX", "a month in the years 1500–1599"),
        ("Y17E7", "the year 170,000,000"),
        ("2004-06~-11", "11 June 2004 (in part approximate)"),
        ("2004-?06-11", "11 June 2004 (in part uncertain)"),
        ("2004-?06-~11", "11 June 2004 (in part uncertain or approximate)"),
        ("2025-03-10/2025-03-12", "10–12 March 2025"),
        ("2025-02-28/2025-03-03", "28 February – 3 March 2025"),
        ("2024-12-28/2025-01-03", "28 December 2024 – 3 January 2025"),
        ("2025-03/2025-05", "March–May 2025"),
        ("2024-11/2025-03", "November 2024 – March 2025"),
        ("2023/2025", "2023–2025"),
        ("2024/2025-04-26", "2024 – 26 April 2025"),
        ("2024-23/2024-24", "autumn 2024 – winter 2024–25"),
        ("2024-01~/2024-04~", "about January–April 2024"),
        ("2024-01~/2024-04", "from about January 2024 to April 2024"),
        ("2024-01~/2024-04?", "from about January 2024 to possibly April 2024"),
        ("2024-10/..", "since October 2024"),
        ("2024-10~/..", "since about October 2024"),
        ("../2025-04", "until April 2025"),
        ("2024-10/", "from October 2024, end not known"),
        ("/2025-04", "until April 2025, beginning not known"),
        ("199X", "the 1990s"),
        ("201X~", "about the 2010s"),
        ("190X", "the years 1900–1909"),
        ("19XX", "the years 1900–1999"),
        ("2024-XX", "a month in 2024"),
        ("2024-08-XX", "a day in August 2024"),
        ("2024-XX-XX", "a day in 2024"),
        ("2025-04-26T14:30:00", "26 April 2025, 14:30"),
        ("2025-04-26T14:30:00Z", "26 April 2025, 14:30 UTC"),
        ("2025-04-26T14:30:05+02:00", "26 April 2025, 14:30:05 UTC+02:00"),
        ("[2025-03,2025-04]", "one of March 2025 or April 2025"),
        ("[2024~,2025]", "one of about 2024 or 2025"),
        ("[2024..2026]", "one of 2024–2026"),
        ("[..2024]", "2024 or earlier"),
        ("[2024..]", "2024 or later"),
        ("{2025-03-10,2025-03-12}", "10 March 2025 and 12 March 2025"),
        ("{2024..2026}", "2024–2026"),
        ("0000", "1 BC"),
        ("-0043", "44 BC"),
        ("-0043-03-15", "15 March 44 BC"),
        ("0079", "AD 79"),
        ("0999/1001", "AD 999 – 1001"),
        ("Y-170000002", "170,000,003 BC"),
        ("Y12025", "the year 12,025"),
    ],
)
def test_in_words(edtf: str, words: str) -> None:
    bounds(edtf)
    assert date_in_words(edtf, ENGLISH) == words


@pytest.mark.parametrize(
    "edtf",
    ["Y17E7S3", "Y17E12", "1X0X", "156X-XX-12", "2004-06~-11/2004-07"],
)
def test_what_has_no_words_stays_edtf(edtf: str) -> None:
    bounds(edtf)
    assert date_in_words(edtf, ENGLISH) == edtf


@given(st.text(alphabet="0123456789-/.X~?%[]{},TZ:") | st.text())
def test_no_text_fails(text: str) -> None:
    assert date_in_words(text, ENGLISH) or not text


# What is shown without its form: one of the years 1900 to 1909 reads back as all of them.
NOT_READ_BACK = {"190X", "19XX", "2025-04-26T14:30:00Z", "~2024", "~2024-10", "Y-170000002"}


def rows() -> list[str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    expected = {line.split("\t")[2] for line in lines if not line.startswith("#")}
    return sorted(text for text in expected if not text.startswith(("!", "?")))


@pytest.mark.parametrize("edtf", [text for text in rows() if text not in NOT_READ_BACK])
def test_what_was_read_is_shown_so_that_it_reads_the_same(edtf: str) -> None:
    assert read(date_in_words(edtf, ENGLISH), TODAY) == edtf


years = st.integers(1000, 9998).map(str)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.builds("{}-{:02}".format, months, st.integers(1, 28))
parts = st.builds("{}-{}".format, years, st.sampled_from([*range(21, 37), 40, 41]))
decades = st.integers(100, 999).filter(lambda decade: decade % 10 > 0).map("{}X".format)
singles = st.builds(
    "{}{}".format, years | months | days | parts | decades, st.sampled_from(["", "?", "~", "%"])
)


@settings(deadline=None)
@given(singles)
def test_a_date_reads_back(edtf: str) -> None:
    assert read(date_in_words(edtf, ENGLISH), TODAY) == edtf


@settings(deadline=None)
@given(singles)
def test_an_open_interval_reads_back(edtf: str) -> None:
    assert read(date_in_words(f"{edtf}/..", ENGLISH), TODAY) == f"{edtf}/.."
    assert read(date_in_words(f"../{edtf}", ENGLISH), TODAY) == f"../{edtf}"


@settings(deadline=None)
@given(singles, singles)
@example("2024-24?", "2026-03?")  # "winter 2024–25 – March 2026" is no 25 March
def test_an_interval_reads_back(first: str, second: str) -> None:
    start, end = sorted((first, second), key=lambda edtf: bounds(edtf).lower or 0)
    words = date_in_words(f"{start}/{end}", ENGLISH)
    if bounds(start).lower != bounds(end).lower and len(words) <= LONGEST_TEXT:
        assert read(words, TODAY) == f"{start}/{end}"


# --- the messages themselves


def folder(tmp_path: Path, **files: str) -> Path:
    for name, content in files.items():
        language, _, stem = name.partition("__")
        (tmp_path / language).mkdir(exist_ok=True)
        (tmp_path / language / f"{stem}.ftl").write_text(content, encoding="utf-8")
    return tmp_path


def test_a_message_takes_values_and_formats_numbers(tmp_path: Path) -> None:
    words = Wording(
        "en",
        folder(tmp_path, en__a="claims = { $count ->\n  [one] one claim\n *[other] { $count } claims\n }"),
    )
    assert words.say("claims", count=1) == "one claim"
    assert words.say("claims", count=10_000) == "10,000 claims"


def test_numbers_by_locale() -> None:
    assert ENGLISH.number(10_000) == "10,000"
    assert ENGLISH.number(2.5) == "2.5"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (4000.0, "4,000"),
        (0.0004, "0.0004"),
        (0.12345, "0.12345"),
        (1.2345678, "1.2345678"),
        (1234.5678, "1,234.5678"),
        (-0.5, "-0.5"),
        (1e-300, "1E-300"),
        (-1.5e-12, "-1.5E-12"),
        (1.25e300, "1.25E300"),
        (123456789012345678, "123,456,789,012,345,678"),
    ],
)
def test_a_number_keeps_every_digit(value: float, words: str) -> None:
    assert ENGLISH.number(value) == words


def test_a_wrong_key_and_a_missing_value_fail_loudly(tmp_path: Path) -> None:
    words = Wording("en", folder(tmp_path, en__a="hello = Hello, { $name }\nonly =\n  .title = Title"))
    with pytest.raises(KeyError, match="goodbye"):
        words.say("goodbye")
    with pytest.raises(ValueError, match="'hello' cannot be worded"):
        words.say("hello")
    with pytest.raises(ValueError, match="'hello' cannot be worded"):
        words.say("hello", name=None)
    with pytest.raises(ValueError, match="attributes only"):
        words.say("only")


def test_text_and_numbers_stand_in_a_message_as_they_are_given(tmp_path: Path) -> None:
    said = 'count = { $n } of { $all }\nbraces = { "{" }{ $n }{ "}" }\nlong =\n  one\n  two { $n }'
    words = Wording("en", folder(tmp_path, en__a=said))
    assert words.say("count", n="{all}", all="3") == "{all} of 3"
    assert words.say("count", n="1", all=1200) == "1 of 1,200"
    assert words.say("count", n=1200, all=1200.5) == "1,200 of 1,200.5"
    assert words.say("count", n=1, all=2) == words.say("count", n=1.0, all=2.0) == "1 of 2"
    assert words.say("braces", n="1") == "{1}"
    assert words.say("long", n="3") == "one\ntwo 3"


def test_a_file_that_cannot_be_parsed_fails_when_loaded(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a\.ftl: cannot be parsed: 'Hello there'"):
        Wording("en", folder(tmp_path, en__a="fine = Fine\nHello there\n"))


def test_a_key_in_two_files_fails_when_loaded(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"b\.ftl: 'hello' stands in a\.ftl too"):
        Wording("en", folder(tmp_path, en__a="hello = Hello", en__b="hello = Hi"))


def test_a_language_falls_back_to_english(tmp_path: Path) -> None:
    both = folder(
        tmp_path, en__a="hello = Hello\nbye = Bye { $n }", uk__a="hello = Привіт", en_GB__a="bye = Cheerio"
    )
    ukrainian = Wording("uk-UA", both)
    assert (ukrainian.say("hello"), ukrainian.say("bye", n=1000)) == ("Привіт", "Bye 1,000")
    assert str(ukrainian.locale) == "uk_UA"
    assert ukrainian.keys() == {"hello", "bye"}
    assert ukrainian.has("bye")
    assert not ukrainian.has("other")
    british = Wording("en-GB", both)
    assert (british.say("hello"), british.say("bye")) == ("Hello", "Cheerio")


@pytest.mark.parametrize("locale", ["fr", "xx", "", "no such locale", "../en"])
def test_an_unknown_locale_is_english_throughout(locale: str) -> None:
    words = wording(locale)
    assert str(words.locale) == "en"
    assert date_in_words("2025-04-26", words) == "26 April 2025"


def test_a_wording_is_made_once() -> None:
    assert wording("en") is wording("en")


def test_months_take_the_form_their_language_has_beside_a_day(tmp_path: Path) -> None:
    polish = Wording(
        "pl",
        folder(
            tmp_path,
            en__a="",
            pl__a="date-day = { $day } { $month } { $year }\ndate-month = { $month } { $year }",
        ),
    )
    assert date_in_words("2025-04-26", polish) == "26 kwietnia 2025"
    assert date_in_words("2025-04", polish) == "kwiecień 2025"
