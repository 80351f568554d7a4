"""Drafts: what is doubtful is settled first, and what is put together at leisure stays unseen."""

from datetime import timedelta

import pytest

from commands.card import message
from commands.catalogue import COMMANDS
from commands.errors import CommandError
from commands.people import Person, Role, Where
from tests.commands.test_record import SOURCE, doubts, rows, shown
from tests.conftest import NOW, Ask

RELATIONS = ("denies", "disputes", "confirms", "corroborates", "supersedes")


async def test_a_name_that_may_be_a_slip_makes_a_draft(editing: Ask, story: Where) -> None:
    line = f"/record add Talks are under way. {SOURCE} by:Ukrane topic:kursk"
    card = await editing(line)
    assert card.title == message("draft-title", draft="d1")
    assert doubts(card)[0] == (
        "doubt-new-actor",
        ("/record add by:Ukraine draft:d1", "/record add by:Ukrainian intelligence draft:d1"),
    )
    assert rows(story, "SELECT count(*) FROM claims") == [(14,)]
    settled = await editing("/record add by:Ukraine")
    assert settled.title == message("record-added", number="15")
    assert [each.actor for each in shown(settled).speakers] == ["Ukraine"]
    assert rows(story, "SELECT count(*) FROM drafts") == [(0,)]


async def test_a_date_in_the_text_that_reads_in_two_ways_is_asked_about(editing: Ask) -> None:
    card = await editing("/record add A bridge fell on 3/4/2025. source:s1 by:Russia topic:kursk")
    assert doubts(card) == [
        (
            "doubt-date",
            ("/record add occurred:2025-04-03 draft:d1", "/record add occurred:2025-03-04 draft:d1"),
        ),
    ]
    assert shown(await editing("/record add occurred:2025-04-03")).occurred == "2025-04-03"
    card = await editing("/record add A dam fell on 13/4/2025. source:s1 by:Russia topic:kursk")
    assert shown(card).occurred == "2025-04-13"


async def test_a_draft_is_published_as_it_is_or_dropped(editing: Ask, story: Where) -> None:
    line = f"/record add Talks are under way. {SOURCE} by:Ukrane topic:kursk"
    await editing(line)
    assert (await editing("/record drop")).title.key == "draft-dropped"
    assert (await editing("/record publish")).title.key == "drafts-none"
    await editing(line)
    card = await editing("/record publish")
    assert card.title == message("record-added", number="15")
    assert [each.actor for each in shown(card).speakers] == ["Ukrane"]
    assert rows(story, "SELECT name FROM actors WHERE id > 14") == [("Ukrane",)]


async def test_a_draft_is_its_editors_own(editing: Ask) -> None:
    await editing(f"/record add Talks are under way. {SOURCE} by:Ukrane topic:kursk")
    other = Person("test", "8", "Another editor", Role.EDITOR)
    assert (await editing("/record publish", who=other)).title.key == "drafts-none"
    assert (await editing("/record publish d1", who=other)).title.key == "no-such-draft"


async def test_a_claim_that_is_there_already_is_shown_and_can_be_joined(editing: Ask, story: Where) -> None:
    card = await editing(
        f"/record add Russia has regained the whole of its Kursk region. {SOURCE} by:Russia topic:kursk"
    )
    assert doubts(card) == [
        (
            "doubt-near",
            ("/record join 7 d1", "/record add confirms:7 draft:d1", "/record add denies:7 draft:d1"),
        ),
    ]
    joined = await editing("/record join 7")
    assert joined.title == message("record-joined", number="7")
    assert [each.source.publisher for each in shown(joined).evidence] == [
        "Unnamed news outlet",
        "Example News",
    ]
    assert rows(story, "SELECT count(*) FROM claims") == [(14,)]
    assert rows(story, "SELECT count(*) FROM drafts") == [(0,)]


async def test_a_draft_reads_the_same_whenever_it_is_published(editing: Ask) -> None:
    await editing(f"/record add A first matter. {SOURCE} by:Russia topic:kursk")
    line = "/record add A quite different matter. source:same by:Ukrane occurred:last Monday topic:kursk"
    draft = shown(await editing(line))
    await editing("/record add A third one. source:https://other.example/z published:2025-04-20 by:Russia")
    later = NOW + timedelta(days=9)
    published = shown(await editing("/record publish d1", now=later))
    assert (
        (published.occurred, published.stated)
        == (draft.occurred, draft.stated)
        == ("2025-04-28", "2025-04-29")
    )
    assert published.evidence[0].source.url == "https://example.org/news/1"


async def test_a_draft_keeps_its_number_and_its_lines(editing: Ask) -> None:
    await editing(f"/record add The first sentence. {SOURCE} by:Ukrane topic:kursk")
    await editing(f"/record add Another matter altogether. {SOURCE} by:Ukrayn topic:kursk")
    card = await editing("/record add by:Ukraine draft:d1")
    assert shown(card).text == "The first sentence."
    again = await editing("/record add by:Ukrainne draft:d2")
    assert again.title == message("draft-title", draft="d2")


async def test_a_claim_is_put_together_at_leisure(editing: Ask, story: Where) -> None:
    card = await editing(f"/record draft Talks are under way. {SOURCE} by:Ukraine topic:kursk")
    assert card.title == message("draft-plain", draft="d1")
    assert card.private
    assert [(each.label.key, each.line, each.asks) for each in card.actions] == [
        ("draft-publish", "/record publish d1", ()),
        ("draft-words", "/record draft draft:d1", ("text", "by", "occurred", "stated", "topic")),
        ("draft-figure", "/record draft draft:d1", ("figure",)),
        ("draft-source", "/record draft draft:d1", ("source", "publisher", "published", "title", "quote")),
        ("draft-relate", "/record draft draft:d1", RELATIONS),
        ("draft-drop", "/record drop d1", ()),
    ]  # fmt: skip
    kinds, verbs = card.menus
    assert [each.line for each in kinds.options][:2] == [
        "/record draft draft:d1 kind:event",
        "/record draft draft:d1 kind:figure",
    ]
    assert len(verbs.options) == 15
    claim = shown(await editing("/record draft draft:d1 verb:denies figure:about 40 villages"))
    assert (claim.speakers[0].verb, claim.figures[0].best) == ("denies", 40)
    assert rows(story, "SELECT count(*) FROM claims") == [(14,)]
    published = shown(await editing("/record publish d1"))
    assert (published.number, published.text) == (15, "Talks are under way.")
    assert rows(story, "SELECT count(*) FROM drafts") == [(0,)]


async def test_a_value_is_taken_off_a_draft_with_none(editing: Ask) -> None:
    await editing(f"/record draft Talks are under way. {SOURCE} by:Ukraine occurred:2025-04-02 topic:kursk")
    claim = shown(await editing("/record draft draft:d1 occurred:none by:none"))
    assert claim.occurred is None
    assert [each.actor for each in claim.speakers] == ["Example News"]


async def test_what_is_settled_in_a_draft_that_is_held_publishes_nothing(editing: Ask) -> None:
    card = await editing(f"/record draft Talks are under way. {SOURCE} by:Ukrane topic:kursk")
    assert card.title.key == "draft-title"
    (settling, *_) = doubts(card)[0][1]
    assert settling == "/record draft by:Ukraine draft:d1"
    assert (await editing(settling)).title == message("draft-plain", draft="d1")


async def test_what_a_draft_keeps_can_be_filled_in_anew(editing: Ask, story: Where, editor: Person) -> None:
    await editing(f"/record draft Talks are under way. {SOURCE} by:Russia;Ukraine topic:kursk")
    made = COMMANDS["record draft"]
    texts = await made.kept_texts(editor, story, {"draft": ["d1"]})
    assert texts == {
        "text": "Talks are under way.",
        "source": "https://example.org/news/1?utm_source=chat",
        "published": "2025-04-29",
        "publisher": "Example News",
        "by": "Russia; Ukraine",
        "topic": "kursk",
    }
    other = Person("test", "8", "Another editor", Role.EDITOR)
    with pytest.raises(CommandError) as refused:
        await made.kept_texts(other, story, {"draft": ["d1"]})
    assert refused.value.said.key == "no-such-draft"
    reader = Person("test", "9", "A reader", Role.READER)
    with pytest.raises(CommandError) as refused:
        await made.kept_texts(reader, story, {"draft": ["d1"]})
    assert refused.value.said.key == "not-allowed"
