"""Two things of one name: the answer asks which is meant, and each can be reached."""

from pathlib import Path

import pytest

from commands.ask import ask
from commands.card import Card, Listing, message
from commands.people import Person, Where
from storage.desk import Desk, Threads
from storage.lines import Actor, Alias, Attribution, Topic
from tests.conftest import NOW
from tests.storage.factories import KURSK, REPORT, claim, desk_of

LINES = (
    KURSK,
    Topic(uid="t-raid", slug="raid", title="The raid", parent="t-kursk"),
    Topic(uid="t-raid-2", slug="raid-2", title="The raid"),
    Actor(uid="a-state", name="Georgia", kind="state", description="In the Caucasus", aliases=(Alias("GE"),)),
    Actor(uid="a-place", name="Georgia", kind="place", aliases=(Alias("Peach State"),)),
    Actor(uid="a-electric", name="General Electric", kind="organisation", aliases=(Alias("GE"),)),
    Actor(uid="a-film", name="The Peach", kind="other", aliases=(Alias("Georgia"),)),
    REPORT,
    claim("c1", topics=("t-kursk",), attributions=(Attribution("a-state"),)),
    claim("c2", topics=("t-kursk",), attributions=(Attribution("a-electric"),), place="a-place"),
)


@pytest.fixture
async def georgia(tmp_path: Path, threads: Threads) -> Where:
    return Where(Desk(desk_of(tmp_path, *LINES), threads), "georgia", "tests")


def offered(card: Card) -> list[str]:
    return [entry.opens for block in card.blocks if isinstance(block, Listing) for entry in block.entries]


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("/actor georgia", ["/actor a-state", "/actor a-place"]),
        ("/actor ge", ["/actor a-state", "/actor a-electric"]),
        (
            "/timeline kursk actor:Georgia",
            ["/timeline topic:kursk actor:a-state", "/timeline topic:kursk actor:a-place"],
        ),
        ("/timeline the raid", ["/timeline raid", "/timeline raid-2"]),
    ],
)
async def test_a_shared_name_asks_which_is_meant(
    line: str, lines: list[str], georgia: Where, reader: Person
) -> None:
    card = await ask(reader, georgia, line, NOW)
    assert card.title.key == "which-of-name"
    assert card.failed
    assert offered(card) == lines
    for one in lines:
        assert not (await ask(reader, georgia, one, NOW)).failed


async def test_the_bearers_are_told_apart(georgia: Where, reader: Person) -> None:
    (listing,) = (await ask(reader, georgia, "/actor Georgia", NOW)).blocks
    assert isinstance(listing, Listing)
    assert [(entry.name, entry.detail) for entry in listing.entries] == [
        (
            "Georgia",
            message("actor-kind-described", kind=message("actor-kind-state"), description="In the Caucasus"),
        ),
        ("Georgia", message("actor-kind-place")),
    ]


async def test_a_place_is_meant_where_a_place_is_asked_for(georgia: Where, reader: Person) -> None:
    card = await ask(reader, georgia, "/timeline kursk place:georgia", NOW)
    assert card.title.key == "timeline-title"


async def test_the_list_of_actors_opens_each(georgia: Where, reader: Person) -> None:
    lines = offered(await ask(reader, georgia, "/actors", NOW))
    assert lines == ["/actor General Electric", "/actor a-state", "/actor a-place", "/actor The Peach"]
    for line in lines:
        assert (await ask(reader, georgia, line, NOW)).title.key == "actor-title"
