"""A reporter's words become figures: a table of phrases and sentences, and what holds for any words."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.phrases import figure_in_words
from commands.figure_words import AmbiguousFigure, FigureWords, NotAFigure, find, read
from commands.figure_words.english import ENGLISH
from commands.figure_words.english_masks import MASKS
from commands.figure_words.vocabulary import Kind, vocabulary
from storage.exchange.rules import LARGEST_NUMBER
from storage.vocabulary import Qualifier, values
from tests.render.render_samples import WORDS, figure
from tests.soak import often

TABLE = Path(__file__).parent / "figure_words.tsv"
ROWS = [
    line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]
PHRASES = [row[1:] for row in ROWS if row[0] == "read"]
SENTENCES = [row[1:] for row in ROWS if row[0] == "find"]


def shown(read_figure: FigureWords) -> str:
    bounds = (read_figure.lower, read_figure.best, read_figure.upper)
    words = f"{read_figure.qualifier} {'/'.join('-' if each is None else str(each) for each in bounds)}"
    words += f" {read_figure.unit}" if read_figure.unit else ""
    return words + (f" : {read_figure.measure}" if read_figure.measure else "")


def outcome(words: str) -> str:
    try:
        return shown(read(words))
    except AmbiguousFigure as error:
        return "? " + " | ".join(map(shown, error.options))
    except NotAFigure:
        return "!"


def mentioned(text: str) -> str:
    found = [f"{text[each.start : each.end]} => {shown(each.figure)}" for each in find(text)]
    return " || ".join(found) or "none"


@pytest.mark.parametrize(("words", "expected"), PHRASES)
def test_phrase(words: str, expected: str) -> None:
    assert outcome(words) == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentence(text: str, expected: str) -> None:
    assert mentioned(text) == expected


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert len(PHRASES) > 240
    assert len(SENTENCES) > 150
    assert sum(expected == "none" for _, expected in SENTENCES) > 50
    assert len({(kind, words) for kind, words, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            "soon",
            "“soon” is not a figure I can read. These work: 10,000-12,000 soldiers, around 4,000 killed",
        ),
        ("12 to 10", "“12 to 10” ends below where it begins, or is larger than can be kept exactly."),
        ("9" * 16, f"“{'9' * 16}” ends below where it begins, or is larger than can be kept exactly."),
        ("4.000 men", "“4.000 men” can be read as 4,000 men or 4 men: please write which."),
        ("500m", "“500m” can be read as 500,000,000 or 500 metres: please write which."),
        ("1" * 201, "A figure has at most 200 characters, this one 201."),
        ("a" * 201 + ": 1", "What is counted has at most 200 characters, this has 201."),
    ],
)
def test_a_refusal_says_why(words: str, why: str) -> None:
    with pytest.raises(NotAFigure) as refused:
        read(words)
    assert str(refused.value).startswith(why)


def test_a_figure_keeps_its_words() -> None:
    assert read("  killed :  some\n300   men ").wording == "some 300 men"
    assert read("troops  deployed:12").measure == "troops deployed"
    (mention,) = find("Kyiv counted some\n 4,000 of  the soldiers.")
    assert mention.figure.wording == "some 4,000 of the soldiers"


def test_whole_numbers_are_whole() -> None:
    assert isinstance(read("1.5 million").best, int)
    assert isinstance(read("2.0%").best, int)
    assert isinstance(read("2.5%").best, float)
    assert read("2.3bn").best == 2_300_000_000


def test_only_the_beginning_of_a_long_text_is_searched() -> None:
    text = "12 tanks " * 1_000
    assert len(find(text)) == 4_000 // len("12 tanks ")
    assert find("x" * 3_997 + " 12,000 men") == ()


def test_another_language_is_another_table() -> None:
    german = vocabulary(
        [
            (Kind.QUALIFIER, "about", "etwa, rund"),
            (Kind.QUALIFIER, "at_least", "mindestens"),
            (Kind.BETWEEN, "", "zwischen"),
            (Kind.AND, "", "und"),
            (Kind.TO, "", "bis"),
            (Kind.SMALL, "3", "drei"),
            (Kind.SCALE, "1000000", "millionen, mio"),
            (Kind.CURRENCY, "EUR", "euro, €"),
            (Kind.UNIT, "", "soldaten"),
            (Kind.MEASURE, "", "getötet"),
            (Kind.AUXILIARY, "", "wurden"),
        ],
        suffixes={},
        masks=(),
    )
    for words, expected in [
        ("etwa 4 000 Soldaten", "about -/4000/- soldaten"),
        ("zwischen 10 und 12 Soldaten", "between 10/-/12 soldaten"),
        ("1,5 bis 2 Mio Euro", "between 1500000/-/2000000 EUR"),
        ("mindestens drei Soldaten wurden getötet", "at_least 3/-/- soldaten : getötet"),
    ]:
        assert shown(read(words, german)) == expected
    with pytest.raises(NotAFigure):
        read("a dozen", german)


def test_a_phrase_in_two_rows_is_a_fault_of_the_table() -> None:
    with pytest.raises(ValueError, match="'pounds' stands in two rows"):
        vocabulary([(Kind.UNIT, "", "pounds"), (Kind.CURRENCY, "GBP", "pounds")], suffixes={}, masks=())


# For any words

figure_like = st.lists(
    st.sampled_from(sorted(ENGLISH.phrases))
    | st.integers(0, 3_000).map(str)
    | st.integers(0, 10**9).map("{:,}".format)
    | st.floats(0, 10**6).map("{:.1f}".format)
    | st.sampled_from(
        ["-", "–", "—", "/", ".", ",", ":", "+", "$", "€", "%", "1.000", "5m", "May", "No.", "aged"]
    ),
    min_size=1,
    max_size=9,
).map(" ".join)
any_words = st.text() | figure_like | figure_like.map(lambda words: words.replace(" ", ""))


def holds(read_figure: FigureWords) -> None:
    given_bounds = [
        each for each in (read_figure.lower, read_figure.best, read_figure.upper) if each is not None
    ]
    assert given_bounds
    assert given_bounds == sorted(given_bounds)
    assert all(abs(each) <= LARGEST_NUMBER for each in given_bounds)
    assert read_figure.qualifier in values(Qualifier)
    assert 1 <= len(read_figure.wording) <= 200
    assert read_figure.measure is None or 1 <= len(read_figure.measure) <= 200
    assert read_figure.unit is None or 1 <= len(read_figure.unit) <= 200


@settings(max_examples=often(500), deadline=None)
@given(any_words)
def test_whatever_the_words_they_are_a_figure_or_refused(words: str) -> None:
    try:
        options: tuple[FigureWords, ...] = (read(words),)
    except AmbiguousFigure as error:
        options = error.options
        assert len(set(options)) > 1
    except NotAFigure:
        options = ()
    for option in options:
        holds(option)


@settings(max_examples=often(500), deadline=None)
@given(any_words)
def test_whatever_the_text_its_figures_stand_in_it(text: str) -> None:
    behind = 0
    for mention in find(text):
        assert behind <= mention.start < mention.end <= len(text)
        assert mention.figure.wording == " ".join(text[mention.start : mention.end].split())[:200].rstrip()
        holds(mention.figure)
        behind = mention.end


ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
ONES += " seventeen eighteen nineteen"
TENS = "- - twenty thirty forty fifty sixty seventy eighty ninety"


def spelt(number: int, *, with_and: bool) -> str:
    for scale, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            much, rest = divmod(number, scale)
            words = f"{spelt(much, with_and=with_and)} {word}"
            joint = " and " if with_and and rest < 100 else " "
            return words + (joint + spelt(rest, with_and=with_and) if rest else "")
    if number < 20:
        return ONES.split()[number]
    tens, ones = divmod(number, 10)
    return TENS.split()[tens] + (f"-{ONES.split()[ones]}" if ones else "")


@settings(max_examples=often(200))
@given(st.integers(0, 10**12 - 1) | st.integers(0, 3_000), st.booleans())
def test_a_number_in_words_reads_back(number: int, with_and: bool) -> None:
    words = spelt(number, with_and=with_and)
    assert read(words).best == number
    assert read(f"at least {words} soldiers").lower == number
    (mention,) = find(f"They captured at least {words} soldiers.")
    assert (mention.figure.lower, mention.figure.measure) == (number, "captured")


@settings(max_examples=often(200))
@given(st.integers(0, LARGEST_NUMBER))
def test_a_number_in_digits_reads_back(number: int) -> None:
    for words in (str(number), f"{number:,}", f"{number:,}".replace(",", " ")):
        assert read(words).best == number


numbers = st.integers(0, 10**9)


@settings(max_examples=often(300))
@given(
    st.sampled_from(values(Qualifier)),
    numbers,
    st.none() | numbers,
    st.sampled_from([None, "soldiers", "%", "tonnes"]),
)
def test_a_figure_as_it_is_shown_reads_back(
    qualifier: Qualifier, low: int, high: int | None, unit: str | None
) -> None:
    ranged = high is not None and high > low and qualifier not in ("exactly", "fewer_than")
    bounds: dict[str, int | None] = {"lower": None, "best": None, "upper": None}
    if ranged:
        bounds |= {"lower": low, "upper": high}
    elif qualifier in ("exactly", "about"):
        bounds["best"] = low
    else:
        bounds["lower" if qualifier in ("at_least", "more_than") else "upper"] = low
    words = figure_in_words(figure(**bounds, qualifier=qualifier, unit=unit), WORDS)
    try:
        found = read(words)
    except AmbiguousFigure as error:
        # "5–10,000" is shown where five to ten thousand is not meant, and a reader cannot know it.
        found = error.options[0]
    assert (found.lower, found.best, found.upper) == (bounds["lower"], bounds["best"], bounds["upper"])
    assert (found.qualifier, found.unit) == (qualifier, unit)


@pytest.mark.parametrize("mask", MASKS, ids=lambda mask: mask.pattern[:30])
def test_a_mask_has_no_repetition_within_a_repetition_without_end(mask: re.Pattern[str]) -> None:
    assert not re.search(r"[+*]\)[+*]", mask.pattern)


HOSTILE = [
    *("1", "1,", "1.", "1 ", "1 000 ", "10,000", "12-", "twenty-", "a ", "one and ", "two hundred and "),
    *(
        "at least ",
        "between 10 and ",
        "from 1 to ",
        "$",
        "$1",
        "1%",
        "killed and ",
        "was ",
        "12 was ",
        "12 in the ",
    ),
    *(
        "May ",
        "1 May ",
        "12:30",
        "@",
        "a@",
        "www.",
        "http://",
        "a.b.",
        "(",
        "+1 ",
        "-1",
        "1-",
        "1/",
        "1°",
        "aged ",
    ),
    *("No. 1 ", "v1.1", "x-", "½", "٣", " ", "\n", "hundreds of ", "several ", "a couple of ", "vote a b c "),
    *("won a b 1-1", "1, 2, ", "half a ", "death toll in ", "T-", "’", "'1", "12 tanks to ", "12 w "),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_no_repetition_takes_long(unit: str) -> None:
    # A pattern that goes back over its text takes minutes for these; all of them take a tenth of a second.
    begin = time.process_time()
    find((unit * 4_000)[:4_000])
    assert time.process_time() - begin < 2
    assert outcome((unit * 200)[:200])
