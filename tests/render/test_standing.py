import pytest

from bot.render.claim_line import claim_words, source_words, stretches
from bot.render.standing import Mark, estimate_marks, marks
from commands.card import ClaimLine, Date, Estimate, Message, message
from storage.model import Claim, Correction
from storage.vocabulary import Change
from tests.render.render_samples import WORDS, answer, claim, evidence, figure, source


def correction(change: Change, reason: str | None = "a reason") -> Correction:
    return Correction(change, "2025-05-03T12:00:00Z", reason, 7)


def test_a_plain_claim_has_no_mark() -> None:
    assert marks(claim(), WORDS) == ()


def test_all_that_is_said_of_a_claim_in_one_order() -> None:
    given = claim(
        answers=(
            answer("supersedes", 9, "Poland"),
            answer("denies", 3, "Russia", incoming=False),
            answer("confirms", 8, "Latvia"),
            answer("corroborates", 10, "Norway"),
            answer("disputes", 7),
            answer("denies", 12, "Kyiv", "Lviv"),
            answer("corrects", 11, "Poland"),
            answer("denies", 6, "Ukrainian officials"),
        ),
        origins=4,
        correction=correction("corrected"),
        rank="deprecated",
        rank_reason="replaced by a count",
    )
    assert marks(given, WORDS) == (
        Mark("against", "denied by Ukrainian officials (#6) and Kyiv and Lviv (#12)"),
        Mark("against", "disputed by #7"),
        Mark("alike", "confirmed by Latvia (#8)"),
        Mark("alike", "corroborated by Norway (#10)"),
        Mark("replaced", "corrected by #11"),
        Mark("replaced", "superseded by #9"),
        Mark("alike", "corroborated: 4 independent origins"),
        Mark("edited", "corrected 3 May 2025: a reason"),
        Mark("edited", "ranked deprecated: replaced by a count"),
        Mark("against", "denies #3"),
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            claim(status="retracted", correction=correction("withdrawn")),
            [Mark("withheld", "RETRACTED 3 May 2025: a reason")],
        ),
        (
            claim(status="retracted", correction=correction("withdrawn", None)),
            [Mark("withheld", "RETRACTED 3 May 2025")],
        ),
        (claim(status="retracted"), [Mark("withheld", "RETRACTED")]),
        # The day of another correction is not the day of the retraction.
        (
            claim(status="retracted", correction=correction("updated")),
            [Mark("withheld", "RETRACTED"), Mark("edited", "updated 3 May 2025: a reason")],
        ),
        # Withdrawn once, and published again.
        (claim(correction=correction("withdrawn")), []),
        (claim(status="proposed"), [Mark("withheld", "proposed, not yet published")]),
        (claim(rank="preferred"), [Mark("edited", "ranked preferred")]),
        (claim(origins=2), [Mark("alike", "corroborated: 2 independent origins")]),
    ],
)
def test_what_the_editors_did(given: Claim, expected: list[Mark]) -> None:
    assert list(marks(given, WORDS)) == expected


def test_an_estimate_names_once_what_replaced_it_and_not_what_its_claim_says_of_others() -> None:
    given = claim(
        answers=(answer("supersedes", 9), answer("denies", 6), answer("confirms", 2, incoming=False))
    )
    assert estimate_marks(Estimate(figure(), given, 9), WORDS) == (
        Mark("against", "denied by #6"),
        Mark("replaced", "superseded by #9"),
    )
    assert estimate_marks(Estimate(figure(), given, None), WORDS) == (Mark("against", "denied by #6"),)


@pytest.mark.parametrize(
    ("given", "heading", "date"),
    [
        (claim(occurred="2024-23", stated="2025-03"), None, "autumn 2024 —"),
        (claim(occurred="2024-23"), Date("2024-23"), None),
        (claim(occurred="2024-23"), Date("2024"), "autumn 2024 —"),
        (claim(stated="2025-03"), None, "said March 2025 —"),
        (claim(stated="2025-03"), message("heading-stated", date=Date("2025-03")), None),
        (claim(stated="2025-03"), message("brief-disputed"), "said March 2025 —"),
        (claim(), message("heading-undated"), "reported 28 April 2025 —"),
        (claim(evidence=()), None, None),
    ],
)
def test_the_date_of_a_line_unless_its_heading_says_it(
    given: Claim, heading: Date | Message | None, date: str | None
) -> None:
    assert claim_words(ClaimLine(given), heading, WORDS).date == date


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (claim(occurred="2024-23", stated="2025-03"), "said March 2025"),
        (claim(occurred="2024-23", stated="2024-23"), None),
        (claim(stated="2025-03"), None),
        (claim(occurred="2024-23"), None),
    ],
)
def test_when_it_was_said_where_that_is_another_date(given: Claim, words: str | None) -> None:
    assert claim_words(ClaimLine(given), None, WORDS).said_when == words


def test_two_quotes_of_one_source_are_one_source() -> None:
    given = (evidence(quote="a"), evidence(quote="b"))
    one, two = (
        source_words(claim(evidence=each), WORDS) for each in (given, (*given, evidence(source=source("b"))))
    )
    assert one is not None
    assert one.more is None
    assert two is not None
    assert two.more == "and one more source"
    assert source_words(claim(evidence=()), WORDS) is None


def test_an_address_that_is_none_of_the_web_is_not_given() -> None:
    words = source_words(claim(evidence=(evidence(source=source(url="javascript:alert(1)")),)), WORDS)
    assert words is not None
    assert words.address is None


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((), [("abcdef", False)]),
        (((0, 2),), [("ab", True), ("cdef", False)]),
        (((4, 99), (1, 2)), [("a", False), ("b", True), ("cd", False), ("ef", True)]),
        (((1, 3), (2, 4)), [("a", False), ("bcd", True), ("ef", False)]),
        (((3, 3), (5, 2), (9, 12), (-4, 0)), [("abcdef", False)]),
    ],
)
def test_stretches_of_a_text(found: tuple[tuple[int, int], ...], expected: list[tuple[str, bool]]) -> None:
    assert list(stretches("abcdef", found)) == expected
