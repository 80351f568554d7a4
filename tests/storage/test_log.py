from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.lines import Line, Topic
from storage.model import LogEntry
from storage.reads import listing
from storage.reads.log import Changed, changes, head, of_claim, revision_before
from storage.revising import Step
from storage.undoing import undo
from storage.vocabulary import Change, ObjectKind, Status
from storage.writing import Author
from tests.storage.factories import KURSK, REPORT, add, claim, do, in_memory, plans, related, wasteful

WAR = Topic(uid="t-war", slug="war", title="War")


@pytest.fixture(params=[5000, 0], ids=["from the topic", "from the log"])
def desk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Revision 1: two topics and a source."""
    monkeypatch.setattr(listing, "_FEW_CLAIMS", request.param)
    db = in_memory(KURSK, WAR, REPORT)
    yield db
    db.close()


def write(db: Database, day: int, *lines: Line) -> int:
    author = Author(f"2025-06-{day:02}T08:00:00Z", "test", "tester")
    return in_transaction(db, lambda writer: add(writer, lines, author)).revision


def change(
    db: Database,
    day: int,
    number: int,
    made: Change,
    *,
    kind: ObjectKind = "claim",
    reason: str | None = None,
) -> int:
    """Logs what a later command will do to one object, as one revision."""
    revision = head(db) + 1
    db.conn.execute(
        "INSERT INTO revisions (id, at, platform, account, reason) VALUES (?, ?, 'chat', 'editor', ?)",
        (revision, f"2025-06-{day:02}T08:00:00Z", reason),
    )
    db.conn.execute(
        "INSERT INTO revision_items (revision_id, object_kind, object_id, change) VALUES (?, ?, ?, ?)",
        (revision, kind, number, made),
    )
    db.conn.commit()
    return revision


def back(db: Database, revision: int, day: int = 9) -> int:
    author = Author(f"2025-06-{day:02}T08:00:00Z", "test", "tester")
    return in_transaction(db, lambda writer: undo(writer, revision, author)).revision


def status(db: Database, number: int, now: Status) -> None:
    db.conn.execute("UPDATE claims SET status = ? WHERE id = ?", (now, number))
    db.conn.execute("UPDATE claim_topics SET status = ? WHERE claim_id = ?", (now, number))
    db.conn.commit()


def told(db: Database, since: int, *topics: int) -> list[tuple[int, str]]:
    found, more = changes(db, since, topics=topics, limit=50)
    assert not more
    return [(each.number, each.outcome) for each in found]


def test_an_empty_log_has_no_head() -> None:
    db = in_memory()
    assert head(db) == 0
    assert revision_before(db, "2030-01-01T00:00:00Z") == 0
    assert changes(db, 0, topics=(), limit=5) == ((), False)
    assert of_claim(db, 1, 5) == ((), False)
    db.close()


def test_a_revision_is_found_by_its_time(desk: Database) -> None:
    assert write(desk, 3, claim("c1")) == 2
    assert write(desk, 5, claim("c2")) == 3
    assert head(desk) == 3
    assert revision_before(desk, "2025-05-01T12:00:00Z") == 0
    assert revision_before(desk, "2025-05-01T12:00:01Z") == 1
    assert revision_before(desk, "2025-06-05T08:00:00Z") == 2
    assert revision_before(desk, "2025-06-05T08:00:01Z") == 3


def test_new_corrected_and_retracted_claims_are_told_newest_first(desk: Database) -> None:
    since = write(desk, 3, claim("c1", topics=("t-kursk",)), claim("c2", topics=("t-kursk",)))
    write(desk, 4, claim("c3", topics=("t-kursk",)))
    change(desk, 5, 1, "corrected", reason="The month was wrong.")
    change(desk, 6, 2, "withdrawn")
    status(desk, 2, "retracted")
    change(desk, 7, 1, "updated")
    for topics in [(), (1,)]:
        found, more = changes(desk, since, topics=topics, limit=50)
        assert found == (
            Changed(9, 1, "corrected", "2025-06-07T08:00:00Z", None),
            Changed(8, 2, "retracted", "2025-06-06T08:00:00Z", None),
            Changed(6, 3, "new", "2025-06-04T08:00:00Z", None),
        )
        assert not more
    assert told(desk, since + 2) == [(1, "corrected"), (2, "retracted")]
    assert told(desk, head(desk)) == []
    assert told(desk, 99) == []


def test_what_no_reader_would_call_a_change_is_none(desk: Database) -> None:
    since = write(desk, 3, claim("c1", topics=("t-kursk",)), claim("c2"), related("denies", "c2", "c1"))
    write(desk, 4, claim("c3", status="proposed"), claim("c4", status="rejected"))
    made: list[Change] = [
        "wording",
        "ranked",
        "merged",
        "split",
        "archived",
        "rejected",
        "removed",
        "expunged",
    ]
    for each in made:
        change(desk, 5, 1, each)
    change(desk, 6, 1, "corrected", kind="actor")
    change(desk, 6, 1, "corrected", kind="relation")
    write(desk, 7, Topic(uid="t-other", slug="other", title="Other"))
    write(desk, 8, related("confirms", "c2", "c1"), related("corroborates", "c2", "c1"))
    assert told(desk, since) == []
    assert told(desk, since, 1) == []


def test_a_claim_that_another_corrects_or_supersedes_is_corrected(desk: Database) -> None:
    since = write(desk, 3, claim("c1", topics=("t-kursk",)), claim("c2"), claim("c3"))
    write(desk, 4, related("corrects", "c2", "c1"))
    write(desk, 5, related("supersedes", "c3", "c1"))
    assert told(desk, since, 1) == [(1, "corrected")]


def test_what_happened_to_a_claim_over_and_over_is_told_once_on_all_pages(desk: Database) -> None:
    since = write(desk, 3, *(claim(f"c{number}", topics=("t-kursk",)) for number in range(1, 4)))
    deniers = [f"d{number}" for number in range(40)]
    write(desk, 4, related("disputes", "c3", "c2"), related("disputes", "c2", "c1"))
    write(desk, 5, *(claim(denier) for denier in deniers))
    write(desk, 6, *(related("denies", denier, "c1") for denier in deniers[:20]))
    change(desk, 7, 1, "corrected")
    newest = write(desk, 8, *(related("denies", denier, "c1") for denier in deniers[20:]))
    for topics in [(), (1,)]:
        pages: list[tuple[int, str]] = []
        after: int | None = None
        more = True
        while more:
            found, more = changes(desk, since, topics=topics, limit=1, after=after)
            pages += [(each.number, each.outcome) for each in found]
            after = found[-1].item if found else None
        assert [page for page in pages if page[1] != "new"] == [
            (1, "disputed"),
            (1, "corrected"),
            (2, "disputed"),
        ]
    (first,), _ = changes(desk, since, topics=(1,), limit=1)
    assert first.at == "2025-06-08T08:00:00Z"
    assert newest == head(desk)


def test_a_claim_that_came_retracted_is_not_new(desk: Database) -> None:
    since = write(desk, 3, claim("c1"))
    write(desk, 4, claim("c2", status="retracted"))
    assert told(desk, since) == [(2, "retracted")]


def test_a_dispute_is_told_of_the_claim_that_is_disputed(desk: Database) -> None:
    since = write(desk, 3, claim("c1", topics=("t-kursk",)), claim("c2"))
    write(desk, 4, related("disputes", "c2", "c1"))
    write(desk, 5, claim("c3", topics=("t-kursk",)), related("denies", "c3", "c1"))
    assert told(desk, since) == [(1, "disputed"), (3, "new")]
    assert told(desk, since, 1) == [(1, "disputed"), (3, "new")]
    assert told(desk, since, 2) == []


@pytest.mark.parametrize("not_standing", ["proposed", "rejected", "retracted"])
@pytest.mark.parametrize("which", [1, 2])
def test_a_dispute_between_claims_that_do_not_both_stand_is_none(
    desk: Database, not_standing: Status, which: int
) -> None:
    since = write(desk, 3, claim("c1", topics=("t-kursk",)), claim("c2", topics=("t-kursk",)))
    write(desk, 4, related("denies", "c2", "c1"))
    assert told(desk, since, 1) == [(1, "disputed")]
    status(desk, which, not_standing)
    assert told(desk, since) == []
    assert told(desk, since, 1) == []


def test_a_proposal_is_new_once_when_it_is_approved(desk: Database) -> None:
    since = write(desk, 3, claim("c1"))
    write(desk, 4, claim("c2", status="proposed", topics=("t-kursk",)))
    assert told(desk, since) == []
    change(desk, 5, 2, "approved")
    status(desk, 2, "published")
    for topics in [(), (1,)]:
        found, _ = changes(desk, since, topics=topics, limit=5)
        assert [(each.number, each.outcome, each.at) for each in found] == [
            (2, "new", "2025-06-05T08:00:00Z")
        ]


def test_what_was_undone_since_is_not_told_nor_is_its_undo(desk: Database) -> None:
    said = claim("c1", topics=("t-kursk",))
    since = write(desk, 3, said)
    retracted = do(desk, Step("withdrawn", said, replace(said, status="retracted"))).revision
    undone = back(desk, retracted)
    for topics in [(), (1,)]:
        assert told(desk, since, *topics) == []
        assert told(desk, retracted, *topics) == [(1, "new")]
    again = back(desk, undone)
    for topics in [(), (1,)]:
        assert told(desk, since, *topics) == [(1, "retracted")]
        assert told(desk, retracted, *topics) == []
        assert told(desk, undone, *topics) == [(1, "retracted")]
    back(desk, again)
    assert told(desk, since, 1) == told(desk, retracted - 1) == []


def test_an_undone_correction_is_told_only_to_whom_it_was_told(desk: Database) -> None:
    said = claim("c1", topics=("t-kursk",))
    since = write(desk, 3, said)
    first = do(desk, Step("corrected", said, replace(said, stated="2025-04"))).revision
    back(desk, first)
    for topics in [(), (1,)]:
        assert told(desk, since, *topics) == []
        assert told(desk, first, *topics) == [(1, "corrected")]


def test_a_relation_that_came_back_is_told_as_one_that_came(desk: Database) -> None:
    denial = related("denies", "c2", "c1")
    write(desk, 3, claim("c1", topics=("t-kursk",)), claim("c2"), denial)
    since = do(desk, Step("removed", denial, None)).revision
    back(desk, since)
    for topics in [(), (1,)]:
        assert told(desk, since, *topics) == [(1, "disputed")]
        assert told(desk, since - 1, *topics) == []


def test_what_was_undone_is_told_on_no_page(desk: Database) -> None:
    since = write(desk, 3, *(claim(f"c{number}", topics=("t-kursk",)) for number in range(1, 4)))
    first, second, third = (claim(f"c{number}", topics=("t-kursk",)) for number in range(1, 4))
    do(desk, Step("corrected", first, replace(first, stated="2025-04")))
    back(desk, do(desk, Step("corrected", second, replace(second, stated="2025-04"))).revision)
    do(desk, Step("corrected", third, replace(third, stated="2025-04")))
    for topics in [(), (1,)]:
        (newest,), more = changes(desk, since, topics=topics, limit=1)
        assert (newest.number, more) == (3, True)
        (oldest,), more = changes(desk, since, topics=topics, limit=1, after=newest.item)
        assert (oldest.number, more) == (1, False)


def test_a_topic_narrows_the_changes_to_its_claims_each_told_once(desk: Database) -> None:
    write(desk, 3, claim("c1", topics=("t-kursk", "t-war")), claim("c2", topics=("t-war",)), claim("c3"))
    assert told(desk, 0, 1) == [(1, "new")]
    assert told(desk, 0, 1, 2) == [(2, "new"), (1, "new")]
    assert told(desk, 0) == [(3, "new"), (2, "new"), (1, "new")]


def test_changes_go_on_after_the_last_one_shown(desk: Database) -> None:
    write(desk, 3, *(claim(f"c{number}", topics=("t-kursk",)) for number in range(1, 8)))
    for topics in [(), (1,)]:
        seen: list[int] = []
        after: int | None = None
        for _ in range(3):
            found, more = changes(desk, 1, topics=topics, limit=3, after=after)
            seen += [each.number for each in found]
            assert more == (len(seen) < 7)
            after = found[-1].item
        assert seen == [7, 6, 5, 4, 3, 2, 1]
        assert changes(desk, 1, topics=topics, limit=3, after=after) == ((), False)


def test_a_claims_log_has_its_relations_too(desk: Database) -> None:
    write(desk, 3, claim("c1"), claim("c2"), claim("c3"))
    write(desk, 4, related("denies", "c2", "c1"), related("denies", "c3", "c2"))
    change(desk, 5, 1, "wording", reason="A typo.")
    added = LogEntry(2, "2025-06-03T08:00:00Z", "test", "tester", None, "claim", "added")
    denied = LogEntry(3, "2025-06-04T08:00:00Z", "test", "tester", None, "relation", "added")
    put_right = LogEntry(4, "2025-06-05T08:00:00Z", "chat", "editor", "A typo.", "claim", "wording")
    assert of_claim(desk, 1, 5) == ((put_right, denied, added), False)
    assert of_claim(desk, 1, 2) == ((put_right, denied), True)
    assert of_claim(desk, 2, 5) == ((denied, denied, added), False)
    assert of_claim(desk, 99, 5) == ((), False)


def test_the_log_is_walked_from_its_end_and_not_sorted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "_FEW_CLAIMS", 0)
    db = in_memory(REPORT, claim("c1"))
    for topics in [(), (1,)]:
        planned = plans(db, lambda topics=topics: changes(db, 0, topics=topics, limit=5))  # type: ignore[misc]  # a lambda's default has no type
        assert planned[-1].startswith("SEARCH items USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)")
        assert [line for plan in planned for line in wasteful(plan)] == []
    db.close()
