"""The page for editors makes the sample's story out of an empty desk; its lines are typed as they stand."""

import re
from pathlib import Path

import pytest

from commands.ask import ask
from commands.card import Card
from commands.people import Person, Role, Where
from storage.connection import open_writer
from storage.desk import Desk, Threads
from storage.model import Claim
from storage.reads.claims import load
from tests.conftest import NOW

PAGE = (Path(__file__).parent.parent.parent / "docs" / "editors.md").read_text("utf-8")
SECTION = PAGE.partition("## From nothing to the sample's story\n")[2].partition("\n## ")[0]
LINES = re.findall(r"```\n(.*?)```", SECTION, re.DOTALL)[0].splitlines()
ADMIN = Person("test", "1", "An admin", Role.ADMIN)

SERVICES = ("US intelligence", "South Korean intelligence", "Ukrainian intelligence")


@pytest.fixture
async def typed(tmp_path: Path, threads: Threads) -> tuple[Where, list[Card]]:
    """An empty desk in which the lines were typed, and what was answered."""
    path = tmp_path / "empty.db"
    open_writer(path, create=True).close()
    where = Where(Desk(path, threads), "empty", "terminal")
    return where, [await ask(ADMIN, where, line, NOW) for line in LINES]


async def test_every_line_is_carried_out_at_once(typed: tuple[Where, list[Card]]) -> None:
    _, answers = typed
    assert [card.title.key for card in answers if card.failed] == []
    assert [card.title.key for card in answers if card.title.key == "draft-title"] == []


async def test_the_story_is_there(typed: tuple[Where, list[Card]]) -> None:
    where, _ = typed
    claims = await where.desk.read(lambda db: load(db, tuple(range(1, 15))))
    told = [
        (claim.number, tuple(each.actor for each in claim.speakers if each.role == "speaker"),
         claim.speakers[0].verb, claim.occurred, claim.stated)
        for claim in claims
    ]  # fmt: skip
    assert told == [
        (1, ("Russia", "North Korea"), "says", "2024-06", "2024-06"),
        (2, ("Russia", "North Korea"), "promises", "2024-06", "2024-06"),
        (3, ("Ukraine",), "says", "2024-08", "2024-08"),
        (4, SERVICES, "says", "2024-23", "2024-23"),
        (5, SERVICES, "says", "2024-23", "2024-23"),
        (6, ("South Korea's military",), "estimates", None, "2025-03"),
        (7, ("Russia",), "says", "2025-04-26", "2025-04-26"),
        (8, ("Ukraine",), "says", None, "2025-04-28"),
        (9, ("North Korea",), "confirms", None, "2025-04-28"),
        (10, ("North Korea",), "says", None, "2025-04-28"),
        (11, ("North Korea",), "says", None, "2025-04-28"),
        (12, ("Vladimir Putin",), "says", None, "2025-04-28"),
        (13, ("Report",), "says", None, "2025-04-28"),
        (14, ("Report",), "says", "2024-23", "2025-04-28"),
    ]
    assert [figures(claim) for claim in claims if claim.figures] == [
        (5, "soldiers", 10000, None, 12000, None, "between"),
        (6, "killed or wounded", None, 4000, None, "soldiers", "about"),
    ]
    assert {
        (claim.number, answer.relation, answer.number)
        for claim in claims
        for answer in claim.answers
        if not answer.incoming
    } == {(8, "denies", 7), (9, "confirms", 4)}
    assert {claim.number for claim in claims if claim.topics == ("kursk",)} == {3, 7, 8}
    assert [claim.number for claim in claims if claim.kind == "figure"] == [5, 6, 13]


def figures(claim: Claim) -> tuple[object, ...]:
    (each,) = claim.figures
    return (claim.number, each.measure, each.lower, each.best, each.upper, each.unit, each.qualifier)


def test_the_page_counts_the_keystrokes() -> None:
    keystrokes = sum(len(line) + 1 for line in LINES)
    assert f"That is {keystrokes:,} keystrokes, each Enter counted" in " ".join(SECTION.split())
