"""Dates in running text: sentences as reports write them, and what holds for any text at all."""

import datetime
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.date_words import DateMention, find, read
from commands.date_words.english import ENGLISH
from commands.date_words.mentions import LONGEST_PROSE
from commands.date_words.vocabulary import Kind, vocabulary
from storage.dates import bounds
from tests.soak import often

TABLE = Path(__file__).parent / "date_mentions.tsv"
ROWS = [
    line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]
TODAY = datetime.date(2025, 4, 28)  # a Monday


def shown(mentions: tuple[DateMention, ...]) -> str:
    return " | ".join(f"{each.words} = {each.edtf}" for each in mentions) or "-"


@pytest.mark.parametrize(("today", "sentence", "expected"), ROWS)
def test_sentence(today: str, sentence: str, expected: str) -> None:
    assert shown(find(sentence, datetime.date.fromisoformat(today))) == expected


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len(ROWS) > 150
    assert len({sentence for _, sentence, _ in ROWS}) == len(ROWS)


def test_the_sentences_of_one_report_are_read_as_if_alone() -> None:
    rows = [row for row in ROWS if row[0] == TODAY.isoformat()][:40]
    expected = [mention for _, _, listed in rows for mention in listed.split(" | ") if mention != "-"]
    assert shown(find("\n".join(sentence for _, sentence, _ in rows), TODAY)) == " | ".join(expected)


def test_offsets_are_of_the_text_as_it_stands() -> None:
    text = "  “Since\xa0August\n2024,” he said — “or\t26 April”."
    first, second = find(text, TODAY)
    assert (first.start, first.words) == (3, "Since\xa0August\n2024")
    assert find("in March\n\n2024", TODAY)[0].words == "March"
    assert text[second.start : second.end] == second.words == "26 April"


def test_nothing_is_looked_at_beyond_the_cap() -> None:
    text = "On 26 April. " + "x" * (LONGEST_PROSE - 20) + " on 26 April 2024 and on Monday."
    assert shown(find(text, TODAY)) == "26 April = 2025-04-26"


def test_another_language_is_another_table() -> None:
    german = vocabulary(
        [
            (Kind.MONTH, 4, "april"),
            (Kind.MONTH, 8, "august"),
            (Kind.SEASON, 23, "herbst"),
            (Kind.IN, 0, "im, am"),
            (Kind.SINCE, 0, "seit"),
        ],
        ordinal_endings="",
        decade_endings="er",
    )
    text = "Am 26. April meldete Moskau, was seit August 2024 und im Herbst geschah."
    assert (
        shown(find(text, TODAY, german))
        == "26. April = 2025-04-26 | seit August 2024 = 2024-08/.. | Herbst = 2024-23"
    )


prose = st.lists(
    st.sampled_from(sorted(ENGLISH.phrases))
    | st.sampled_from(
        ["March", "May", "Monday", "April,", "Sept.", "soldiers", "(", ")", "’s", "—", "–", "?"]
    )
    | st.integers(0, 40).map(str)
    | st.integers(1, 31).map("{}th".format)
    | st.integers(0, 10_100).map("{:04}".format)
    | st.sampled_from(
        ["2024-10", "28.4.2025", "03/04/2025", "10-12", "2014–2022", "1990s", "24/7", "..", "4,000"]
    ),
    max_size=14,
).map(" ".join)


@settings(max_examples=often(500), deadline=None)
@given(st.text() | prose | prose.map(lambda words: words.replace(" ", "")), st.dates())
def test_whatever_the_text_mentions_are_dates_in_its_order(text: str, today: datetime.date) -> None:
    end = 0
    for mention in find(text, today):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.words == text[mention.start : mention.end]
        assert mention.words == mention.words.strip()
        assert read(mention.words, today) == mention.edtf
        bounds(mention.edtf)
        end = mention.end


@pytest.mark.parametrize(
    "unit", ["a ", "in the ", "2024 ", "10 March ", "in 10 or 12 or ", "-", "'s ", "Mar. "]
)
def test_an_endless_text_takes_no_longer_than_a_long_one(unit: str) -> None:
    began = time.process_time()
    find(unit * 100_000, TODAY)
    assert time.process_time() - began < 10
