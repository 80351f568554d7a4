"""Editors' commands on claims, from typed lines and back through readers' commands and plain SQL."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.wording.wording import wording
from commands.card import Card, Claims, Date, Detail, Examples, History, Message, Names, message
from commands.notices import waiting_for
from commands.people import Person, Role, Where
from storage.model import Claim
from tests.conftest import NOW, Ask

SOURCE = "source:https://example.org/news/1?utm_source=chat published:2025-04-29 publisher:Example News"


def shown(card: Card) -> Claim:
    """The one claim that an answer shows."""
    (line,) = [line for block in card.blocks if isinstance(block, Claims) for line in block.lines]
    return line.claim


def doubts(card: Card) -> list[tuple[str, tuple[str, ...]]]:
    return [(block.heading.key, block.lines) for block in card.blocks if isinstance(block, Examples)]


def rows(where: Where, query: str) -> list[tuple[object, ...]]:
    """What plain SQL finds in the desk's file, through a connection that knows nothing of Dateline."""
    conn = sqlite3.connect(where.desk.path)
    try:
        return conn.execute(query).fetchall()
    finally:
        conn.close()


async def test_text_and_source_are_enough(editing: Ask, story: Where) -> None:
    card = await editing(f"/record add Two villages near Tyotkino are empty. {SOURCE} topic:kursk")
    claim = shown(card)
    assert card.title == message("record-added", number="15")
    assert claim.text == "Two villages near Tyotkino are empty."
    assert [(each.actor, each.role, each.verb) for each in claim.speakers] == [
        ("Example News", "speaker", "says")
    ]
    assert (claim.stated, claim.occurred, claim.status) == ("2025-04-29", None, "published")
    (evidence,) = claim.evidence
    assert (evidence.source.url, evidence.source.publisher) == ("https://example.org/news/1", "Example News")
    assert message("new-actor", name="Example News") in card.notes
    assert rows(story, "SELECT url, given_url, publisher FROM sources WHERE id = 2") == [
        ("https://example.org/news/1", "https://example.org/news/1?utm_source=chat", "Example News")
    ]
    assert rows(
        story, "SELECT revision_id, object_kind, change FROM revision_items WHERE revision_id = 2"
    ) == [
        (2, "actor", "added"),
        (2, "source", "added"),
        (2, "claim", "added"),
    ]
    assert rows(story, "SELECT platform, account FROM revisions WHERE id = 2") == [("test", "7")]


async def test_what_is_read_from_the_text_is_echoed(editing: Ask) -> None:
    card = await editing(
        f"/record add On 27 April 2025 at least 12 drones were shot down. {SOURCE} by:Russia topic:kursk"
    )
    claim = shown(card)
    assert (claim.occurred, claim.kind) == ("2025-04-27", "figure")
    (figure,) = claim.figures
    assert (figure.measure, figure.lower, figure.qualifier) == ("shot down", 12, "at_least")
    assert message("occurred-read", date=Date("2025-04-27")) in card.notes
    assert "figures-read" in [note.key for note in card.notes]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Two villages near Tyotkino are empty.", []),
        ("Two soldiers were killed near Tyotkino.", ["killed"]),
        ("At least two villages near Tyotkino are empty.", ["villages"]),
        ("12 villages near Tyotkino are empty.", ["villages"]),
    ],
)
async def test_a_few_things_named_are_no_figure(text: str, figures: list[str], editing: Ask) -> None:
    claim = shown(await editing(f"/record add {text} {SOURCE} by:Russia topic:kursk"))
    assert [figure.measure for figure in claim.figures] == figures


async def test_the_same_source_again_and_a_denial_in_one_revision(editing: Ask, story: Where) -> None:
    await editing(f"/record add Two villages near Tyotkino are empty. {SOURCE} topic:kursk")
    card = await editing("/record add Fighting goes on at the border. source:same by:Ukraine denies:#7")
    claim = shown(card)
    assert [(each.relation, each.incoming, each.number) for each in claim.answers] == [("denies", False, 7)]
    assert claim.evidence[0].source.url == "https://example.org/news/1"
    denied = shown(await editing("/record rank #7 preferred the ministry itself says so"))
    assert [(each.relation, each.number, each.speakers) for each in denied.answers] == [
        ("denies", 8, ("Ukraine",)),
        ("denies", 16, ("Ukraine",)),
    ]
    assert rows(story, "SELECT count(DISTINCT revision_id) FROM revision_items WHERE revision_id = 3") == [
        (1,)
    ]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("/record add", "still-needed-text"),
        ("/record add Something happened.", "still-needed-source"),
        ("/record add Something happened. source:ftp://example.org/x", "address-scheme"),
        ("/record add Something happened. source:Reuters", "source-unread"),
        ("/record add Something happened. source:same", "no-source-yet"),
        ("/record add Something happened. source:s99", "no-such-source"),
        ("/record add Something happened. source:Reuters, 3/4/2025", "date-ambiguous"),
        ("/record add Something happened. source:s1 occurred:soonish", "date-unread"),
        ("/record add Something happened. source:s1 verb:sings", "not-one-of"),
        ("/record add Something happened. source:s1 denies:#99", "no-claim-to-relate"),
        ("/record add Something happened. source:s1 figure:plenty", "figure-unread"),
        ("/record add Something happened. source:s1 figure:12", "figure-of-what"),
        (f"/record add {'x' * 1001} source:s1", "text-too-long"),
        ("/record edit #99 wording text:x", "no-such-claim"),
        ("/record edit #7 corrected text:x", "correction-needs-reason"),
        ("/record edit #7 wording", "nothing-changed"),
        (
            "/record edit #7 wording text:Russia has regained the whole of its Kursk region.",
            "nothing-changed",
        ),
        ("/record rank #7 preferred", "rank-needs-reason"),
        ("/record restore #7 all is well", "not-retracted"),
        ("/record relate #8 denies #7", "related-already"),
        ("/record unrelate #8 confirms #7 not so", "not-related"),
        ("/record evidence #7", "still-needed"),
        ("/record evidence #7 remove:1", "last-evidence"),
        ("/record evidence #7 remove:2", "no-such-piece"),
        ("/record figure #7 remove:1", "no-such-piece"),
        ("/record undo r99", "undo-none"),
        ("/record undo", "undo-nothing"),
        ("/record publish", "drafts-none"),
        ("/record publish d7", "no-such-draft"),
        ("/review approve #7", "settled-already"),
        ("/review close f1 no", "no-such-flag"),
        ("/flag #99 no", "no-such-claim"),
    ],
)
async def test_what_cannot_be_done_is_told_and_writes_nothing(
    line: str, key: str, editing: Ask, story: Where
) -> None:
    card = await editing(line)
    assert card.title.key == key
    assert card.failed
    assert rows(story, "SELECT max(id) FROM revisions") == [(1,)]


async def test_a_correction_states_its_class_and_reason(editing: Ask, story: Where) -> None:
    card = await editing("/record edit #6 corrected stated:April 2025 reason:we misread the month")
    claim = shown(card)
    assert claim.stated == "2025-04"
    assert claim.correction is not None
    assert (claim.correction.change, claim.correction.reason) == ("corrected", "we misread the month")
    (history,) = [block for block in card.blocks if isinstance(block, History)]
    (change,) = history.changes
    (difference,) = change.differences
    assert (difference.field.key, difference.before, difference.after) == (
        "field-stated",
        Date("2025-03"),
        Date("2025-04"),
    )
    changed = await editing("/changes r1")
    assert [block.heading for block in changed.blocks if isinstance(block, Claims)] == [
        message("changes-corrected")
    ]
    assert rows(story, "SELECT change FROM revision_items WHERE revision_id = 2") == [("corrected",)]


async def test_a_typo_put_right_alarms_nobody(editing: Ask) -> None:
    await editing(
        "/record edit #6 wording text:About 4,000 North Korean soldiers have been killed or wounded."
    )
    assert (await editing("/changes r1")).notes == (message("changes-none"),)


async def test_a_value_is_taken_away_with_none(editing: Ask) -> None:
    claim = shown(await editing("/record edit #7 updated place:none occurred:none reason:not said"))
    assert (claim.place, claim.occurred) == (None, None)


async def test_a_retracted_claim_stays_marked_and_comes_back(editing: Ask) -> None:
    claim = shown(await editing("/record retract #8 the officials took it back"))
    assert claim.status == "retracted"
    assert claim.correction is not None
    assert claim.correction.reason == "the officials took it back"
    (seven,) = [block for block in (await editing("/claim #7")).blocks if isinstance(block, Detail)]
    assert seven.claim.answers == ()
    assert shown(await editing("/record restore #8 they say it again")).status == "published"


async def test_two_at_once_loses_nothing_typed(editing: Ask) -> None:
    other = Person("test", "8", "Another editor", Role.EDITOR)
    await editing("/record edit #7 wording text:Russia holds all of Kursk region again.", who=other)
    line = "/record edit #7 wording text:Russia has all of Kursk region."
    card = await editing(line)
    assert card.title == message("changed-since-read", number="7")
    (seen,) = [block for block in card.blocks if isinstance(block, History)]
    assert seen.changes[0].differences[0].after == "Russia holds all of Kursk region again."
    ((_, (again,)),) = doubts(card)
    assert again.endswith("seen:r2")
    assert shown(await editing(again)).text == "Russia has all of Kursk region."


async def test_an_edit_that_names_what_it_read_is_refused_however_long_ago_the_change(editing: Ask) -> None:
    other = Person("test", "8", "Another editor", Role.EDITOR)
    await editing("/record edit #7 wording text:Russia holds all of it.", who=other)
    later = NOW + timedelta(days=9)
    line = "/record edit #7 wording text:Russia has all of it."
    assert (await editing(f"{line} seen:r1", now=later)).title.key == "changed-since-read"
    assert not (await editing(line, now=later)).failed


async def test_undo_goes_back_one_by_one_and_can_be_undone(editing: Ask, story: Where) -> None:
    await editing("/record rank #7 preferred it is the ministry's own word")
    await editing("/record retract #12 not a claim")
    assert (await editing("/record undo")).title == message("undone", revision="r3", by="r4")
    assert (await editing("/record undo")).title == message("undone", revision="r2", by="r5")
    assert (await editing("/record undo")).title.key == "undo-nothing"
    assert (await editing("/record undo r4")).title == message("undone", revision="r4", by="r6")
    assert rows(story, "SELECT status FROM claims WHERE id = 12") == [("retracted",)]
    assert rows(story, "SELECT rank FROM claims WHERE id = 7") == [("normal",)]
    assert rows(story, "SELECT id, undoes FROM revisions WHERE undoes IS NOT NULL ORDER BY id") == [
        (4, 3),
        (5, 2),
        (6, 4),
    ]


async def test_a_correction_that_was_undone_is_marked_no_more(editing: Ask) -> None:
    await editing("/record edit #6 updated stated:April 2025 reason:the month is known")
    await editing("/record edit #6 corrected stated:May 2025 reason:it was not")
    await editing("/record undo")
    (six,) = [block for block in (await editing("/claim #6")).blocks if isinstance(block, Detail)]
    assert six.claim.correction is not None
    assert six.claim.correction.reason == "the month is known"
    await editing("/record undo")
    (six,) = [block for block in (await editing("/claim #6")).blocks if isinstance(block, Detail)]
    assert six.claim.correction is None


async def correction(editing: Ask, number: int) -> tuple[str, str, str | None] | None:
    """How a claim is marked as it reads now: its status, the correction and the reason of that."""
    (block,) = [block for block in (await editing(f"/claim #{number}")).blocks if isinstance(block, Detail)]
    found = block.claim.correction
    return None if found is None else (block.claim.status, found.change, found.reason)


async def test_a_retracted_claim_shows_why_it_was_withdrawn_whatever_was_done_since(editing: Ask) -> None:
    withdrawn = ("retracted", "withdrawn", "source withdrew it")
    await editing("/record retract 7 source withdrew it")
    await editing("/record edit 7 updated place:none reason:place unknown")
    assert await correction(editing, 7) == withdrawn
    await editing("/record undo")
    assert await correction(editing, 7) == withdrawn
    await editing("/record restore 7 ok again")
    assert await correction(editing, 7) is None
    await editing("/record undo")
    assert await correction(editing, 7) == withdrawn


async def test_what_was_taken_back_counts_again_once_that_is_taken_back(editing: Ask) -> None:
    await editing("/record edit 6 updated stated:April 2025 reason:the month is known")
    await editing("/record edit 6 corrected stated:May 2025 reason:it was not")
    await editing("/record undo r3")
    await editing("/record undo r4")
    assert await correction(editing, 6) == ("published", "corrected", "it was not")
    await editing("/record undo r3")
    await editing("/record undo r2")
    assert await correction(editing, 6) is None
    await editing("/record undo r7")
    assert await correction(editing, 6) == ("published", "updated", "the month is known")
    await editing("/record retract 6 no source")
    await editing("/record undo")
    assert await correction(editing, 6) == ("published", "updated", "the month is known")
    await editing("/record undo r10")
    assert await correction(editing, 6) == ("retracted", "withdrawn", "no source")


async def test_undo_is_refused_where_later_work_stands_on_it(editing: Ask) -> None:
    await editing(f"/record add Two villages are empty. {SOURCE} topic:kursk")
    await editing("/record relate #15 disputes #7")
    assert (await editing("/record undo r2")).title.key == "refused"
    await editing("/record undo")
    await editing("/record rank #15 deprecated hearsay")
    card = await editing("/record undo r2")
    assert card.title == message("undo-changed", revision="r2", by="r5")


async def test_a_command_delivered_twice_is_carried_out_once(editing: Ask, story: Where) -> None:
    line = f"/record add Two villages are empty. {SOURCE} topic:kursk"
    first = await editing(line, request="event-1")
    again = await editing(line, request="event-1")
    assert first.title == message("record-added", number="15")
    assert again.title == message("carried-out-before", revision="2")
    assert rows(story, "SELECT count(*) FROM claims") == [(15,)]


async def test_what_makes_no_revision_is_carried_out_once_too(editing: Ask, story: Where) -> None:
    line = f"/record add Talks begin. {SOURCE} by:Ukrane topic:kursk"
    assert (await editing(line, request="x1")).title.key == "draft-title"
    assert (await editing(line, request="x1")).title == message("handled-before")
    assert rows(story, "SELECT id FROM drafts") == [(1,)]
    await editing(line, request="x2")
    assert (await editing("/record drop", request="x3")).title.key == "draft-dropped"
    assert (await editing("/record drop", request="x3")).title == message("handled-before")
    assert rows(story, "SELECT id FROM drafts") == [(1,)]


async def test_what_failed_may_be_asked_again_by_the_same_event(editing: Ask, story: Where) -> None:
    assert (await editing("/record drop", request="x1")).title.key == "drafts-none"
    await editing(f"/record add Talks begin. {SOURCE} by:Ukrane topic:kursk")
    assert (await editing("/record drop", request="x1")).title.key == "draft-dropped"
    await editing("/record retract #7 no", request="x2")
    assert rows(story, "SELECT platform, request FROM handled") == [("test", "x1")]


async def test_events_are_kept_in_mind_for_30_days(editing: Ask, story: Where) -> None:
    line = f"/record add Talks begin. {SOURCE} by:Ukrane topic:kursk"
    await editing(line, request="x1")
    await editing(line, request="x2", now=NOW + timedelta(days=30))
    assert rows(story, "SELECT request FROM handled ORDER BY 1") == [("x1",), ("x2",)]
    await editing(line, request="x3", now=NOW + timedelta(days=30, seconds=1))
    assert rows(story, "SELECT request FROM handled ORDER BY 1") == [("x2",), ("x3",)]


async def test_evidence_and_figures_come_and_go(editing: Ask) -> None:
    card = await editing('/record evidence #7 https://example.org/b quote:"all of it"')
    assert [each.quote for each in shown(card).evidence][-1] == "all of it"
    assert len(shown(await editing("/record evidence #7 remove:1 reason:a reprint")).evidence) == 1
    card = await editing("/record figure #6 wounded: at least 1,200 as_of:March 2025")
    assert [(each.measure, each.lower, each.as_of) for each in shown(card).figures][-1] == (
        "wounded",
        1200,
        "2025-03",
    )
    assert len(shown(await editing("/record figure #6 remove:1 reason:mistaken")).figures) == 1


async def test_circles_are_refused_where_they_make_no_sense(editing: Ask) -> None:
    await editing("/record relate #8 supersedes #7")
    assert (await editing("/record relate #7 supersedes #8")).title.key == "refused"
    assert not (await editing("/record relate #7 denies #8")).failed


async def test_a_claim_of_a_second_persons_kind_waits(editing: Ask, story: Where) -> None:
    conn = sqlite3.connect(story.desk.path)
    conn.execute("INSERT INTO settings (key, value) VALUES ('second_person', 'figure')")
    conn.commit()
    conn.close()
    card = await editing(f"/record add At least 12 drones were shot down. {SOURCE} by:Russia topic:kursk")
    assert card.title == message("record-waits", number="15")
    assert (await editing("/review approve #15")).title.key == "second-person"
    other = Person("test", "8", "Another editor", Role.EDITOR)
    assert shown(await editing("/review approve #15", who=other)).status == "published"


async def test_a_reader_proposes_and_hears_the_outcome(editing: Ask, reader: Person, story: Where) -> None:
    card = await editing(f"/propose Two villages are empty. {SOURCE} topic:kursk", who=reader)
    assert card.title == message("proposed", number="15")
    assert card.private
    assert (await editing("/claim #15", who=reader)).title.key == "no-such-claim"
    timeline = await editing("/timeline kursk", who=reader)
    assert 15 not in [
        line.claim.number for block in timeline.blocks if isinstance(block, Claims) for line in block.lines
    ]
    queue = await editing("/review queue")
    assert [block.heading for block in queue.blocks if isinstance(block, Claims)] == [
        message("queue-proposed", who="42", at="2025-05-01")
    ]
    await editing("/review reject #15 no source says so")
    assert rows(story, "SELECT platform, account, message FROM notices") == [
        ("test", "42", "notice-rejected")
    ]
    assert rows(story, "SELECT status FROM claims WHERE id = 15") == [("rejected",)]
    assert rows(story, "SELECT name FROM actors WHERE archived = 1") == [("Example News",)]


async def test_whoever_proposed_hears_what_an_undo_does_to_it(
    editing: Ask, reader: Person, editor: Person, story: Where
) -> None:
    def told() -> list[tuple[object, ...]]:
        return rows(
            story,
            "SELECT account, message, fields ->> 'number', fields ->> 'reason' FROM notices ORDER BY id",
        )

    await editing(f"/propose Two villages are empty. {SOURCE} topic:kursk", who=reader)
    await editing("/record undo r2  a mere\trumour")
    heard: list[tuple[object, ...]] = [("42", "notice-taken-back-because", "15", "a mere rumour")]
    assert told() == heard
    await editing("/record undo r3")
    heard.append(("42", "notice-reopened", "15", ""))
    assert told() == heard
    await editing("/review approve 15")
    await editing("/record undo")
    heard += [("42", "notice-approved", "15", ""), ("42", "notice-reopened", "15", "")]
    assert told() == heard
    await editing("/review reject 15 no source")
    await editing("/record undo r7 there is one")
    await editing("/record undo r8")
    heard += [
        ("42", "notice-rejected", "15", "no source"),
        ("42", "notice-reopened-because", "15", "there is one"),
        ("42", "notice-rejected-again", "15", ""),
    ]
    assert told() == heard
    for _, card in await waiting_for(reader, story):
        assert wording("en").has(card.title.key)


async def test_nobody_is_told_of_their_own_undo(editing: Ask, reader: Person, story: Where) -> None:
    own = replace(reader, role=Role.EDITOR)
    await editing(f"/propose Two villages are empty. {SOURCE} topic:kursk", who=reader)
    await editing("/record undo", who=own)
    await editing(f"/record add Two bridges are gone. {SOURCE} topic:kursk")
    await editing("/record undo", who=own)
    assert rows(story, "SELECT count(*) FROM notices") == [(0,)]


async def told_since(editing: Ask, revision: str) -> list[tuple[str, list[int]]]:
    """What a reader is told has changed: each outcome with its claims."""
    return [
        (block.heading.key, [line.claim.number for line in block.lines])
        for block in (await editing(f"/changes {revision}")).blocks
        if isinstance(block, Claims) and isinstance(block.heading, Message)
    ]


async def test_a_denial_that_is_approved_is_told_of_the_claim_it_denies(
    editing: Ask, reader: Person, story: Where
) -> None:
    await editing("/record rank #7 preferred the ministry itself says so")
    await editing(f"/propose Fewer have fallen. {SOURCE} by:Russia topic:kursk denies:6", who=reader)
    assert await told_since(editing, "r3") == []
    await editing("/review approve #15")
    after = [("changes-disputed", [6]), ("changes-new", [15])]
    assert await told_since(editing, "r3") == after
    assert rows(story, "SELECT object_kind, change FROM revision_items WHERE revision_id = 4") == [
        ("claim", "approved"),
        ("relation", "approved"),
    ]
    await editing("/record undo")
    assert await told_since(editing, "r3") == []
    await editing("/record undo r5")
    assert await told_since(editing, "r3") == after
    assert rows(story, "SELECT object_kind, change FROM revision_items WHERE revision_id = 6") == [
        ("claim", "approved"),
        ("relation", "approved"),
    ]


async def test_what_stands_as_it_stood_is_no_change(editing: Ask) -> None:
    await editing("/record retract 7 too early")
    await editing("/record undo")
    await editing("/record edit 6 corrected stated:May 2025 reason:the month was wrong")
    await editing("/record undo")
    assert await told_since(editing, "r1") == []
    assert await told_since(editing, "r2") == [("changes-new", [7])]


async def test_proposals_are_capped_and_people_can_be_blocked(editing: Ask, reader: Person) -> None:
    for number in range(5):
        await editing(f"/propose Village number {number} is empty. source:s1 topic:kursk", who=reader)
    card = await editing("/propose One more. source:s1", who=reader)
    assert card.title == message("too-much-waiting", most=5)


async def test_a_private_matter_is_told_in_private(editing: Ask, reader: Person) -> None:
    assert (await editing("/flag #6 the number is 4,700", who=reader)).private
    assert (await editing("/review queue")).private


async def test_history_tells_every_change_with_who_and_why(editing: Ask, reader: Person) -> None:
    await editing("/record edit #7 corrected text:Russia holds all of Kursk. reason:shorter")
    await editing("/record retract #7 it was premature")
    card = await editing("/history #7", who=reader)
    (block,) = card.blocks
    assert isinstance(block, History)
    assert [(each.revision, each.what.key, each.who, each.reason) for each in block.changes] == [
        (3, "change-withdrawn", "7", "it was premature"),
        (2, "change-corrected", "7", "shorter"),
        (1, "did-to-relation", "tester", None),
        (1, "change-added", "tester", None),
    ]


async def test_what_was_taken_back_is_told(editing: Ask, reader: Person) -> None:
    await editing(f"/record add Two villages are empty. {SOURCE} topic:kursk")
    await editing("/record undo")
    assert (await editing("/claim #15", who=reader)).title == message(
        "claim-taken-back", number="15", revision="3"
    )
    assert not (await editing("/history #15", who=reader)).failed


async def test_whoever_is_no_editor_is_refused_by_the_core(
    editing: Ask, reader: Person, story: Where
) -> None:
    for role in (Role.READER, Role.CONTRIBUTOR):
        who = replace(reader, role=role)
        card = await editing("/record retract #7 no", who=who)
        assert card.title == message("not-allowed", role=message("role-editor"))
    assert rows(story, "SELECT max(id) FROM revisions") == [(1,)]


OTHER = Person("test", "8", "Another editor", Role.EDITOR)


def wants_second_person(where: Where, kinds: str) -> None:
    conn = sqlite3.connect(where.desk.path)
    conn.execute("INSERT INTO settings (key, value) VALUES ('second_person', ?)", (kinds,))
    conn.commit()
    conn.close()


async def test_no_way_round_the_second_person(editing: Ask, story: Where) -> None:
    wants_second_person(story, "figure statement")
    line = f"/record add Talks are under way in Sudzha. {SOURCE} by:Russia topic:kursk kind:statement"
    assert (await editing(line)).title == message("record-waits", number="15")
    await editing("/review approve #15", who=OTHER)
    await editing("/record undo", who=OTHER)
    assert (await editing("/record undo r4")).title.key == "second-person"  # an undo of the undo
    await editing("/record edit #15 updated kind:event reason:x")
    assert (await editing("/review approve #15")).title.key == "second-person"  # whatever kind it is by now
    await editing("/record add Tanks were shot down. source:same by:Ukraine topic:kursk kind:event")
    card = await editing("/record edit #16 updated kind:figure reason:x")
    assert card.title.key == "kind-wants-second-person"
    assert (await editing("/record figure #16 at least 99 tanks")).title.key == "figures-want-second-person"
    assert rows(story, "SELECT status FROM claims WHERE id = 15") == [("proposed",)]


async def test_an_approval_covers_what_was_read(editing: Ask) -> None:
    reader = Person("test", "42", "A reader", Role.READER)
    await editing(f"/propose Two villages are empty. {SOURCE} topic:kursk", who=reader)
    queue = await editing("/review queue", who=OTHER)
    assert queue.actions[0].line == "/review approve #15 seen:r2"
    await editing("/record edit #15 wording text:Something wholly different.")
    for line in ("/review approve #15", queue.actions[0].line):
        assert (await editing(line, who=OTHER)).title.key == "changed-since-read"
    assert not (await editing("/review approve #15 seen:r3", who=OTHER)).failed


async def test_a_part_is_not_taken_away_blindly(editing: Ask) -> None:
    await editing("/record evidence #7 https://example.org/b quote:all of it")
    await editing("/record evidence #7 https://example.org/c quote:every village")
    assert (await editing("/record evidence #7 remove:1")).title.key == "removing-needs-reason"
    line = "/record evidence #7 remove:2 reason:paywalled"
    card = await editing(line)
    (block,) = [each for each in card.blocks if isinstance(each, History)]
    (difference,) = block.changes[0].differences
    assert (difference.before, difference.after) == (Names(("example.org: “all of it”",)), None)
    assert (await editing(line, who=OTHER)).title.key == "changed-since-read"


async def test_a_host_that_looks_like_another_becomes_no_publisher_of_that_name(editing: Ask) -> None:
    line = "/record add A matter is told. source:https://p\u0430ypal.com/a published:2025-04-28 topic:kursk"
    claim = shown(await editing(line))
    assert claim.evidence[0].source.publisher == "xn--pypal-4ve.com"
    assert [each.actor for each in claim.speakers] == ["xn--pypal-4ve.com"]


async def test_wording_changes_the_text_alone(editing: Ask) -> None:
    assert (await editing("/record edit #9 wording by:Russia text:So it is.")).title.key == "wording-is-text"


async def test_the_queue_goes_on_after_what_was_settled(editing: Ask, reader: Person) -> None:
    for number in range(12):
        who = replace(reader, account=str(100 + number))
        await editing(f"/propose Village {number} of {number * 7} is empty. source:s1 topic:kursk", who=who)
    first = await editing("/review queue")
    assert first.next is not None
    waiting = [
        line.claim.number for block in first.blocks if isinstance(block, Claims) for line in block.lines
    ]
    for number in waiting:
        await editing(f"/review approve #{number}")
    second = await editing(first.next.line_after())
    assert [
        line.claim.number for block in second.blocks if isinstance(block, Claims) for line in block.lines
    ] == [20, 21, 22, 23, 24]


async def test_readers_hear_nothing_of_what_only_waits(editing: Ask, reader: Person) -> None:
    other = replace(reader, account="43")
    await editing(f"/propose All is otherwise. {SOURCE} topic:kursk denies:7", who=reader)
    for line in ("/history #7", "/claim #7"):
        assert "15" not in str((await editing(line, who=other)).blocks)
    waits = await editing("/propose Not so. source:s1 denies:15", who=other)
    absent = await editing("/propose Not so. source:s1 denies:99", who=other)
    assert waits.title.key == absent.title.key == "no-claim-to-relate"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("/record add A matter. source:s1 by:none", "name-reserved"),
        ("/record add A matter. source:s1 topic:same", "name-reserved"),
        ("/record add A matter. source:mailto:x@y.z published:2025-04-28", "address-scheme"),
        ("/record add A matter. source:htp//foo.example published:2025-04-28", "address-scheme"),
        ("/record add A matter. source:javascript:alert(1) published:2025-04-28", "address-scheme"),
        ("/record edit #7 wording text:x seen:r999", "revision-to-come"),
        (f"/record retract #7 {'r' * 501}", "text-too-long"),
    ],
)
async def test_slips_become_no_names(line: str, key: str, editing: Ask) -> None:
    assert (await editing(line)).title.key == key


async def test_what_is_typed_of_a_known_source_is_not_lost_in_silence(editing: Ask) -> None:
    card = await editing("/record add A bridge is closed. source:s1 by:Russia topic:kursk")
    assert "source-kept" not in [note.key for note in card.notes]
    await editing(f"/record add Schools open again. {SOURCE} by:Russia topic:kursk")
    line = (
        "/record add Harvest begins early. source:https://example.org/news/1 published:2024-01-01 by:Russia"
    )
    assert message("source-kept", number="s2") in (await editing(line)).notes
