"""What a digest tells: new as its readers see it, corrected, disputed, and never what its channel has had."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from sqlite_utils import Database

from commands.digest.due import put_due_together
from storage import digests, outbox
from storage.connection import in_transaction
from storage.digests import Digest, Filter, Schedule
from storage.expunging import expunge
from storage.lines import Attribution, Claim, Figure, Relation, Topic
from storage.posts import Post
from storage.reads.objects import claim_line
from storage.revising import Step, revise
from storage.runs import pass_over
from storage.undoing import undo
from storage.vocabulary import Change
from storage.writing import Author
from tests.storage.factories import KURSK, REPORT, RUSSIA, UKRAINE, add, claim, in_memory, related

ADMIN = Author("2025-05-01T12:00:00Z", "chat", "admin")
NORTH = Topic(uid="t-north", slug="north", title="The north", parent="t-kursk")
OTHER = Topic(uid="t-other", slug="other", title="Another story")
START = datetime(2025, 5, 2, 6, 0, tzinfo=UTC)


class Desk:
    """A desk with one digest of the topic Kursk in the channel 1, daily at 07:00 UTC."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.now = START
        self.digest = self.keep("kursk", topic_id=1)

    def keep(self, name: str, channel: str = "1", **fields: object) -> Digest:
        fields = {"topic_id": None, "filter": Filter(), "schedule": Schedule(times=("07:00",)), **fields}
        wanted = Digest(0, name, "chat", channel, **fields)  # type: ignore[arg-type]  # as each test has them
        return in_transaction(self.db, lambda db: digests.keep(db, wanted, ADMIN))

    def add(self, *lines: Claim | Relation | Topic) -> int:
        return in_transaction(self.db, lambda db: add(db, lines, ADMIN)).revision

    def change(self, number: int, change: Change, reason: str | None = None, /, **fields: object) -> int:
        before = claim_line(self.db, number)
        assert before
        after = msgspec.structs.replace(before, **fields)
        author = Author(ADMIN.at, "chat", "admin", reason)
        step = Step(change, before, after)
        return in_transaction(self.db, lambda db: revise(db, [step], author)).revision

    def undo(self, revision: int) -> None:
        in_transaction(self.db, lambda db: undo(db, revision, ADMIN))

    def look(self, fits: int = 99) -> list[Post]:
        """What is put into the outbox on the next day, at half past seven."""
        self.now += timedelta(days=1, minutes=90) if self.now == START else timedelta(days=1)
        before = {each.id for each in outbox.messages(self.db, limit=99)}

        def due(db: Database) -> int:
            return put_due_together(db, ["chat"], self.now, lambda post: len(post.numbers) <= fits)

        made = in_transaction(self.db, due)
        found = [each for each in outbox.messages(self.db, limit=99) if each.id not in before]
        assert made == len(found)
        return [each.post for each in reversed(found)]

    def told(self) -> list[tuple[str, tuple[int, ...]]]:
        return [
            (section.outcome, tuple(one.claim.number for one in section.claims))
            for post in self.look()
            if post.kind == "digest"
            for section in post.sections
        ]


@pytest.fixture
def desk() -> Iterator[Desk]:
    db = in_memory(KURSK, NORTH, OTHER, RUSSIA, UKRAINE, REPORT, claim("c1", topics=("t-kursk",)))
    yield Desk(db)
    db.close()


def test_a_new_digest_tells_nothing_of_what_was_there(desk: Desk) -> None:
    assert desk.told() == []


def test_what_is_published_is_new_once_and_below_the_topic_too(desk: Desk) -> None:
    desk.add(claim("c2", topics=("t-kursk",)), claim("c3", topics=("t-north",)), claim("c4"))
    assert desk.told() == [("new", (2, 3))]
    assert desk.told() == []


def test_a_proposal_is_new_when_it_is_approved(desk: Desk) -> None:
    desk.add(claim("c2", topics=("t-kursk",), status="proposed"))
    assert desk.told() == []
    desk.change(2, "approved", status="published")
    assert desk.told() == [("new", (2,))]


def test_what_was_published_and_retracted_in_one_window_is_nothing(desk: Desk) -> None:
    desk.add(claim("c2", topics=("t-kursk",)))
    desk.change(2, "withdrawn", status="retracted")
    assert desk.look() == []


def test_what_is_given_the_topic_is_new(desk: Desk) -> None:
    desk.add(claim("c2", topics=("t-other",)))
    assert desk.told() == []
    desk.change(2, "updated", topics=("t-other", "t-kursk"))
    assert desk.told() == [("new", (2,))]


def test_what_stands_again_is_new_to_whom_it_was_never_told(desk: Desk) -> None:
    desk.change(1, "withdrawn", "An error.", status="retracted")
    assert desk.told() == [("retracted", (1,))]
    desk.change(1, "restored", status="published")
    assert [(each.kind, each.sections[0].outcome) for each in desk.look()] == [("correction", "restored")]


def test_an_old_claim_that_is_corrected_or_answered_is_told(desk: Desk) -> None:
    desk.change(1, "corrected", "A typo in the number.", text="Something else was said.")
    desk.add(claim("c2"), claim("c3"), related("denies", "c2", "c1"), related("confirms", "c3", "c1"))
    (post,) = desk.look()
    assert [(each.outcome, [one.reason for one in each.claims]) for each in post.sections] == [
        ("corrected", ["A typo in the number."]), ("disputed", [None]), ("confirmed", [None]),
    ]  # fmt: skip
    assert desk.look() == []


@pytest.mark.parametrize("change", ["wording", "ranked"])
def test_a_correction_of_words_and_a_rank_are_no_news(desk: Desk, change: Change) -> None:
    fields = (
        {"text": "Something was told."} if change == "wording" else {"rank": "preferred", "rank_reason": "x"}
    )
    desk.change(1, change, **fields)
    assert desk.look() == []


def test_what_was_changed_and_changed_back_is_nothing(desk: Desk) -> None:
    desk.undo(desk.change(1, "corrected", text="Something else was said."))
    assert desk.look() == []


def test_an_import_announces_nothing_but_what_is_done_with_it_after_is_told(desk: Desk) -> None:
    revision = desk.add(claim("c2", topics=("t-kursk",)), claim("c3"), related("denies", "c3", "c1"))
    pass_over(desk.db, revision)
    desk.db.conn.commit()
    desk.add(claim("c4", topics=("t-kursk",)))
    assert desk.told() == [("new", (4,))]
    desk.change(2, "corrected", text="Something else was said.")
    assert desk.told() == [("corrected", (2,))]


def test_two_digests_in_one_channel_tell_nothing_twice(desk: Desk) -> None:
    desk.keep("all")
    desk.keep("elsewhere", channel="2")
    desk.add(claim("c2", topics=("t-kursk",)), claim("c3"), related("denies", "c3", "c1"))
    found = {(each.slug, each.numbers) for each in desk.look()}
    # The digest of everything comes first, by its name, and in the other channel all is new.
    assert found == {(None, (1, 2, 3))}
    sent = [(each.digest, each.channel) for each in outbox.messages(desk.db, limit=9)]
    assert sorted(sent) == [("all", "1"), ("elsewhere", "2")]


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        (Filter(kinds=("figure",)), [3]),
        (Filter(actors=("a-russia",)), [4]),
        (Filter(disputed=True), [2]),
        (Filter(at_least=3), [2, 3, 4]),
        (Filter(at_least=4), []),
    ],
)
def test_filters_narrow_what_is_told(desk: Desk, given: Filter, numbers: list[int]) -> None:
    in_transaction(desk.db, lambda db: digests.remove(db, desk.digest, ADMIN))
    desk.keep("narrow", topic_id=1, filter=given)
    figures = (Figure(measure="killed", best=3),)
    desk.add(
        claim("c2", topics=("t-kursk",)),
        claim("c3", topics=("t-kursk",), kind="figure", figures=figures),
        claim("c4", topics=("t-kursk",), attributions=(Attribution(actor="a-russia"),)),
        claim("c5"),
        related("denies", "c5", "c2"),
    )
    assert [number for post in desk.look() for number in post.numbers] == numbers


def test_too_little_waits_and_is_told_with_what_comes(desk: Desk) -> None:
    in_transaction(desk.db, lambda db: digests.remove(db, desk.digest, ADMIN))
    desk.keep("two", topic_id=1, filter=Filter(at_least=2))
    desk.add(claim("c2", topics=("t-kursk",)))
    assert desk.told() == []
    desk.add(claim("c3", topics=("t-kursk",)))
    assert desk.told() == [("new", (2, 3))]


def test_another_filter_begins_now_and_another_time_passes_over_nothing(desk: Desk) -> None:
    def change(**fields: object) -> None:
        before = digests.digest_by_id(desk.db, desk.digest.id)
        assert before
        in_transaction(desk.db, lambda db: digests.keep(db, replace(before, **fields), ADMIN))  # type: ignore[arg-type]

    desk.add(claim("c2", topics=("t-kursk",)))
    change(schedule=Schedule(times=("06:30",)))
    assert desk.told() == [("new", (2,))]
    desk.add(claim("c3", topics=("t-kursk",)))
    change(filter=Filter(kinds=("event",)))
    assert desk.told() == []


def test_more_than_the_most_is_counted_and_long_ones_are_cut_into_parts(desk: Desk) -> None:
    desk.add(*(claim(f"c{number}", topics=("t-kursk",)) for number in range(2, 15)))
    posts = desk.look(fits=4)
    assert [(each.part, each.parts, len(each.numbers), each.more) for each in posts] == [
        (1, 3, 4, 0), (2, 3, 4, 0), (3, 3, 2, 3),
    ]  # fmt: skip
    assert desk.look() == []


def test_after_a_pause_of_days_one_digest_comes(desk: Desk) -> None:
    desk.add(claim("c2", topics=("t-kursk",)))
    desk.now += timedelta(days=5)
    assert len(desk.look()) == 1
    assert desk.db.conn.execute("SELECT count(*) FROM runs").fetchone() == (1,)


def test_one_slot_is_run_once(desk: Desk) -> None:
    desk.add(claim("c2", topics=("t-kursk",)))
    assert len(desk.look()) == 1
    desk.add(claim("c3", topics=("t-kursk",)))
    desk.now -= timedelta(days=1)
    assert desk.look() == []
    assert desk.told() == [("new", (3,))]


# Corrections of what was told


def corrected(desk: Desk) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    posts = [each for each in desk.look() if each.kind == "correction"]
    return [(each.sections[0].outcome if each.sections else "", each.numbers, each.gone) for each in posts]


@pytest.fixture
def told(desk: Desk) -> Desk:
    """The desk, once its channel was told of the claim #2."""
    desk.add(claim("c2", text="A word of it.", topics=("t-kursk",)))
    desk.look()
    (message,) = outbox.messages(desk.db, limit=9)
    in_transaction(desk.db, lambda db: outbox.sent(db, message.id, "m1"))
    return desk


def edit(desk: Desk) -> Post | None:
    found = outbox.next_edit(desk.db, "chat", "1")
    return None if found is None else found.post


def test_a_correction_of_what_was_told_edits_and_replies_and_is_not_told_again(told: Desk) -> None:
    told.change(2, "corrected", "Wrong.", text="Another word.")
    told.add(claim("c3"), related("denies", "c3", "c2"))
    posts = told.look()
    # The reply shows that it is disputed as well.
    assert [each.kind for each in posts] == ["correction"]
    assert posts[0].sections[0].claims[0].reason == "Wrong."
    (answered,) = [each.answers for each in outbox.messages(told.db, limit=9) if each.run is None]
    assert answered == "m1"
    post = edit(told)
    assert post
    assert [one.claim.text for each in post.sections for one in each.claims] == ["Another word."]


@pytest.mark.parametrize(("change", "fields", "expected"), [
    ("withdrawn", {"status": "retracted"}, [("retracted", (2,), ())]),
    ("wording", {"text": "A word of it all."}, []),
    ("ranked", {"rank": "preferred", "rank_reason": "It is so."}, []),
    ("updated", {"text": "A word of it all."}, [("corrected", (2,), ())]),
])  # fmt: skip
def test_each_class_of_correction(
    told: Desk, change: Change, fields: dict[str, str], expected: list[object]
) -> None:
    told.change(2, change, **fields)
    assert corrected(told) == expected
    assert edit(told) is not None


def test_what_was_corrected_and_corrected_back_is_nothing(told: Desk) -> None:
    told.undo(told.change(2, "corrected", text="Another word."))
    assert corrected(told) == []
    assert edit(told) is None


def test_a_claim_that_was_undone_is_taken_out_and_its_number_told(told: Desk) -> None:
    (revision,) = told.db.conn.execute(
        "SELECT revision_id FROM revision_items WHERE object_kind = 'claim' AND object_id = 2"
    ).fetchone()
    told.undo(revision)
    assert corrected(told) == [("", (), (2,))]
    post = edit(told)
    assert post
    assert (post.sections, post.gone) == ((), (2,))


def test_what_is_expunged_leaves_the_message_and_the_file_and_nothing_is_said_of_it(told: Desk) -> None:
    in_transaction(told.db, lambda db: expunge(db, 2, Author(ADMIN.at, "chat", "admin", "It must go.")))
    assert corrected(told) == []
    post = edit(told)
    assert post
    assert (post.sections, post.gone) == ((), (2,))
    assert "A word of it" not in str(told.db.conn.execute("SELECT * FROM outbox").fetchall())


def test_no_word_of_it_is_left_in_an_answer_to_another_claim(desk: Desk) -> None:
    desk.add(claim("c2", text="A secret.", topics=("t-other",)), related("denies", "c2", "c1"))
    assert [each.numbers for each in desk.look()] == [(1,)]
    assert "A secret" in str(desk.db.conn.execute("SELECT post FROM outbox").fetchall())
    in_transaction(desk.db, lambda db: expunge(db, 2, Author(ADMIN.at, "chat", "admin", "It must go.")))
    assert "A secret" not in str(desk.db.conn.execute("SELECT post FROM outbox").fetchall())
