"""What a proposal brings, names and sources, is before nobody's eyes until an editor has published it."""

import io
from collections.abc import Callable

import pytest

from commands.card import Card, Listing, message
from commands.catalogue import COMMANDS
from commands.people import Person, Role, Where
from storage.connection import open_reader
from storage.exchange.exporting import export
from tests.commands.test_record import rows, shown
from tests.conftest import Ask

SPAM = (
    "/propose The mayor X takes bribes. source:https://spam.example/p?x=1 publisher:Buy Pills Cheap "
    "title:X is a thief published:2025-04-28 by:X the Thief;Quux Gang about:Mallory Doe "
    "place:Zanadu topic:kursk"
)
AGAIN = (
    "/propose Quux Gang rules. source:https://spam.example/q publisher:Pills published:2025-04-28 "
    "by:Quux Gang topic:kursk"
)
NAMES = ("X the Thief", "Quux Gang", "Mallory Doe", "Zanadu")


def listed(card: Card) -> list[str]:
    return [entry.name for block in card.blocks if isinstance(block, Listing) for entry in block.entries]


def exported(where: Where, *, everything: bool = False) -> str:
    db, out = open_reader(where.desk.path), io.BytesIO()
    try:
        export(db, out, everything=everything)
    finally:
        db.close()
    return out.getvalue().decode()


async def refuse_to_show(editing: Ask, reader: Person, story: Where) -> None:
    """Asserts that a reader finds nothing of the proposals in any list, completion, hint or export."""
    assert not set(NAMES) & set(listed(await editing("/actors", who=reader)))
    assert len(listed(await editing("/sources", who=reader))) == 1
    for name in NAMES:
        card = await editing(f"/actor {name}", who=reader)
        assert card.title.key.startswith("unknown-actor")
        hint = await editing(f"/actor {name}x", who=reader)
        assert hint.title.key.startswith("unknown-actor")
        assert not [block for block in hint.blocks if name in str(block)]
        assert not (await editing(f"/actor {name}")).failed
        for line, argument in (("actor", "name"), ("propose", "by"), ("propose", "place")):
            found = await COMMANDS[line].suggest(reader, story, argument, name[:4])
            assert not [each for each in found if name in each.label]
    offered = await COMMANDS["propose"].suggest(reader, story, "source", "")
    assert not [each for each in offered if "spam.example" in each.label]
    text = exported(story)
    assert not [word for word in (*NAMES, "spam.example", "Buy Pills") if word in text]
    assert all(word in exported(story, everything=True) for word in (*NAMES, "spam.example"))


async def test_what_waits_or_was_rejected_is_in_nothing_that_readers_see(
    editing: Ask, reader: Person, story: Where
) -> None:
    for line in (SPAM, AGAIN):
        assert (await editing(line, who=reader)).title.key == "proposed"
    await refuse_to_show(editing, reader, story)
    await editing("/review reject #15 no source says so")
    await refuse_to_show(editing, reader, story)
    await editing("/review reject #16 no source says so")
    await refuse_to_show(editing, reader, story)


async def test_what_is_approved_is_offered_and_an_undo_hides_it_again(
    editing: Ask, reader: Person, story: Where
) -> None:
    await editing(SPAM, who=reader)
    card = await editing("/review approve #15")
    assert {note for note in map(str, card.notes) if "offered-again" in note} == {
        str(message("offered-again", name=name)) for name in NAMES
    }
    assert set(NAMES) <= set(listed(await editing("/actors", who=reader)))
    assert "X is a thief" in listed(await editing("/sources", who=reader))
    assert not (await editing("/actor Mallory Doe", who=reader)).failed
    assert all(name in exported(story) for name in NAMES)
    await editing("/record undo")
    await refuse_to_show(editing, reader, story)


@pytest.mark.parametrize(
    "line",
    [
        "/record add Germany sends help. source:s1 by:Germany topic:kursk",
        "/record edit #7 updated by:Germany reason:so it says",
    ],
)
async def test_an_editor_who_publishes_a_rejected_name_offers_it_again(
    line: str, editing: Ask, reader: Person, story: Where
) -> None:
    await editing("/propose Germany sends tanks. source:s1 by:Germany topic:kursk", who=reader)
    await editing("/review reject #15 no source says so")
    assert "Germany" not in listed(await editing("/actors", who=reader))
    card = await editing(line)
    assert shown(card).status == "published"
    assert message("offered-again", name="Germany") in card.notes
    assert "Germany" in listed(await editing("/actors", who=reader))
    assert rows(
        story, "SELECT change FROM revision_items WHERE object_kind = 'actor' ORDER BY id DESC LIMIT 1"
    ) == [("restored",)]
    await editing("/record undo")
    assert "Germany" not in listed(await editing("/actors", who=reader))


async def test_an_archived_topic_is_offered_with_what_is_published_in_it(editing: Ask) -> None:
    await editing("/names topic archive kursk")
    card = await editing("/record add Germany sends help. source:s1 by:Russia topic:kursk")
    assert "offered-again" in [note.key for note in card.notes]
    assert [name for name in listed(await editing("/topics")) if "Kursk" in name]


async def test_names_that_are_used_stay_when_a_proposal_is_rejected(editing: Ask, reader: Person) -> None:
    await editing("/propose Russia rests. source:s1 by:Russia topic:kursk", who=reader)
    await editing("/review reject #15 no")
    assert "Russia" in listed(await editing("/actors", who=reader))


async def test_an_editors_own_uncited_source_and_name_stay(
    editing: Ask, reader: Person, story: Where
) -> None:
    await editing("/names source add https://own.example/a publisher:Own published:2025-04-27 title:Own")
    await editing("/names actor add Nobody Yet")
    assert "Own" in listed(await editing("/sources", who=reader))
    assert "Nobody Yet" in listed(await editing("/actors", who=reader))
    assert not (await editing("/actor Nobody Yet", who=reader)).failed
    assert all(word in exported(story) for word in ("own.example", "Nobody Yet"))


async def test_a_source_that_waits_is_no_number_to_a_reader(editing: Ask, reader: Person) -> None:
    await editing(SPAM, who=reader)
    card = await editing("/propose Something else. source:s2 topic:kursk", who=reader)
    assert card.title == message("no-such-source", number="2")
    assert (await editing("/record add Something else. source:s2 topic:kursk")).title.key != "no-such-source"


@pytest.mark.parametrize(("who", "key"), [(Role.READER, "too-many-new-names"), (Role.EDITOR, "proposed")])
async def test_a_reader_brings_few_new_names(who: Role, key: str, editing: Ask, story: Where) -> None:
    asks: Callable[[int], str] = lambda count: (  # noqa: E731  # shorter than a function's head
        "/propose They met. source:s1 topic:kursk by:" + ";".join(f"Quuxer {n * 'z'}" for n in range(count))
    )
    person = Person("test", "42", "Somebody", who)
    assert (await editing(asks(6), who=person)).title.key == key
    assert (await editing(asks(5), who=person)).title.key == "proposed"
    if who == Role.READER:
        assert rows(story, "SELECT count(*) FROM actors WHERE name LIKE 'Quuxer%'") == [(5,)]
