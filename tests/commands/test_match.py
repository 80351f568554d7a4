"""`match`: a whole message or report, and the claims that it is about."""

from commands.card import Card, Claims
from commands.people import Person, Where
from tests.conftest import Ask


def found(card: Card) -> dict[str, list[int]]:
    blocks = (block for block in card.blocks if isinstance(block, Claims))
    return {block.heading.key: [line.claim.number for line in block.lines] for block in blocks}  # type: ignore[union-attr]  # each has a message


async def test_sentences_and_addresses_of_a_message(editing: Ask) -> None:
    await editing(
        "/record add A bridge is down. source:https://example.org/news/1 published:2025-04-29 by:Ukraine"
    )
    card = await editing(
        "/match Breaking!! Russia has regained the whole of its Kursk region. "
        "See (https://example.org/news/1?utm_source=chat), and tell me."
    )
    assert found(card) == {"match-citing": [15], "match-saying": [7]}


async def test_what_only_waits_is_not_found(editing: Ask, reader: Person, story: Where) -> None:
    await editing("/propose A bridge is down. source:https://example.org/news/1", who=reader)
    card = await editing("/match A bridge is down. https://example.org/news/1")
    assert (found(card), card.notes[0].key) == ({}, "match-nothing")


async def test_whatever_is_given_is_answered(asking: Ask) -> None:
    for text in ("?", "https://", "https://[::1", "x" * 3900, ". " * 1900, "http://127.0.0.1/ \u202e a"):
        card = await asking(f"/match {text}")
        assert card.notes[0].key == "match-nothing"
