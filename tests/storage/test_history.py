from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.expunging import expunge
from storage.flags import raise_flag
from storage.lines import Actor, Relation
from storage.people import Account, set_role
from storage.reads.history import Entry, RevisionEntry, of_claim, of_object, of_revision, revisions
from storage.revising import Step, adding
from storage.undoing import undo
from storage.writing import Author
from tests.storage.factories import KURSK, REPORT, RUSSIA, claim, do, in_memory, plans, wasteful

SAID, DENIED = claim("c1", "A column crossed."), claim("c2", "None did.")
DENIAL = Relation("r1", "denies", "c2", "c1")
CHANGED = replace(SAID, text="Two columns crossed.")
FIRST = Author("2025-05-02T08:00:00Z", "import", "operator")
EDITOR = Author("2025-05-03T08:00:00Z", "chat", "anna", "A slip.")


@pytest.fixture
def desk() -> Iterator[Database]:
    """Revision 2 adds two claims, 3 relates them, 4 changes the first, 5 unrelates them, 6 undoes 4."""
    db = in_memory(KURSK, REPORT)
    do(db, *adding(SAID, DENIED), author=FIRST)
    do(db, *adding(DENIAL), author=FIRST)
    do(db, Step("wording", SAID, CHANGED), author=EDITOR)
    do(db, Step("removed", DENIAL, None), author=EDITOR)
    in_transaction(db, lambda writer: undo(writer, 4, Author("2025-05-04T08:00:00Z", "chat", "boris")))
    yield db
    db.close()


IMPORTED = ("2025-05-02T08:00:00Z", "import", "operator", None, None)
EDITED = ("2025-05-03T08:00:00Z", "chat", "anna", "A slip.", None)
ADDED = Entry(2, *IMPORTED, "claim", 1, "added", None, SAID, False, 3)
RELATED = Entry(3, *IMPORTED, "relation", 1, "added", None, DENIAL, False, 5)
REWORDED = Entry(4, *EDITED, "claim", 1, "wording", SAID, CHANGED, False, 6)
UNRELATED = Entry(5, *EDITED, "relation", 1, "removed", DENIAL, None, False, 7)
UNDONE = Entry(
    6, "2025-05-04T08:00:00Z", "chat", "boris", None, 4, "claim", 1, "wording", CHANGED, SAID, False, 8
)


def test_a_claims_history_is_its_own_and_its_relations_newest_first(desk: Database) -> None:
    assert of_claim(desk, 1, limit=9) == ((UNDONE, UNRELATED, REWORDED, RELATED, ADDED), False)
    second, _ = of_claim(desk, 2, limit=9)
    assert [(each.revision, each.kind, each.change) for each in second] == [
        (5, "relation", "removed"),
        (3, "relation", "added"),
        (2, "claim", "added"),
    ]
    assert of_claim(desk, 9, limit=9) == ((), False)


def test_it_comes_in_pages(desk: Database) -> None:
    assert of_claim(desk, 1, limit=2) == ((UNDONE, UNRELATED), True)
    assert of_claim(desk, 1, limit=2, after=7) == ((REWORDED, RELATED), True)
    assert of_claim(desk, 1, limit=2, after=5) == ((ADDED,), False)
    assert of_claim(desk, 1, limit=5) == ((UNDONE, UNRELATED, REWORDED, RELATED, ADDED), False)


def test_a_claim_that_was_removed_still_has_its_history_and_its_relations(desk: Database) -> None:
    do(desk, Step("removed", SAID, None))
    entries, _ = of_claim(desk, 1, limit=9)
    assert [(each.revision, each.change) for each in entries] == [
        (7, "removed"),
        (6, "wording"),
        (5, "removed"),
        (4, "wording"),
        (3, "added"),
        (2, "added"),
    ]
    assert (entries[0].before, entries[0].after) == (SAID, None)


def test_of_what_was_expunged_nothing_is_told_but_that(desk: Database) -> None:
    in_transaction(desk, lambda db: expunge(db, 1, EDITOR))
    entries, more = of_claim(desk, 1, limit=9)
    assert not more
    assert [(each.revision, each.change, each.before, each.after, each.expunged) for each in entries] == [
        (7, "expunged", None, None, True),
        (6, "wording", None, None, True),
        (4, "wording", None, None, True),
        (2, "added", None, None, True),
    ]
    assert [each.reason for each in entries] == ["A slip.", None, None, None]
    other, _ = of_claim(desk, 2, limit=9)
    assert [(each.revision, each.expunged) for each in other] == [(2, False)]


def test_any_object_has_a_history(desk: Database) -> None:
    moved = replace(RUSSIA, name="Russian Federation")
    do(desk, *adding(RUSSIA))
    do(desk, Step("updated", RUSSIA, moved))
    found = of_object(desk, "actor", 1, limit=9)
    assert [(each.revision, each.before, each.after) for each in found] == [
        (8, RUSSIA, moved),
        (7, None, RUSSIA),
    ]
    assert of_object(desk, "actor", 1, limit=1) == found[:1]
    assert of_object(desk, "actor", 2, limit=9) == ()


def test_a_revision_tells_what_it_did_in_order(desk: Database) -> None:
    assert [(each.row, each.after) for each in of_revision(desk, 2, limit=9)] == [(1, SAID), (2, DENIED)]
    assert of_revision(desk, 2, limit=1) == (ADDED,)
    assert [each.row for each in of_revision(desk, 2, limit=9, after=3)] == [2]
    assert of_revision(desk, 9, limit=9) == ()


def test_the_desks_own_affairs_are_told_as_fields(desk: Database) -> None:
    in_transaction(desk, lambda db: set_role(db, Account("chat", "7"), "Seven", "editor", EDITOR))
    in_transaction(desk, lambda db: raise_flag(db, 1, "Why?", EDITOR))
    (role,), (flag,) = of_revision(desk, 7, limit=9), of_revision(desk, 8, limit=9)
    assert (role.kind, role.change) == ("person", "updated")
    assert role.after == {"type": "person", "role": "editor", "blocked": False, "accounts": 1}
    assert (flag.before, flag.after) == (None, {"type": "flag", "claim": 1, "closed": False})


def test_the_log_is_read_newest_first_with_what_each_touched(desk: Database) -> None:
    do(desk, *adding(RUSSIA, claim("c3"), Actor("a-2", "B", "other"), claim("c4")), author=FIRST)
    found, more = revisions(desk, limit=3)
    assert more
    assert found == (
        RevisionEntry(7, *IMPORTED, (("actor", "added", 2, 1), ("claim", "added", 2, 3))),
        RevisionEntry(6, "2025-05-04T08:00:00Z", "chat", "boris", None, 4, (("claim", "wording", 1, 1),)),
        RevisionEntry(5, *EDITED, (("relation", "removed", 1, 1),)),
    )
    rest, more = revisions(desk, limit=4, after=5)
    assert ([each.revision for each in rest], more) == ([4, 3, 2, 1], False)


def test_indexes_find_it_all(desk: Database) -> None:
    found = plans(desk, lambda: of_claim(desk, 1, limit=2))
    for index in ("log_of_an_object", "logged_relations_of_a_claim", "logged_relations_to_a_claim"):
        assert any(f"INDEX {index} " in plan for plan in found)
    for read in (
        lambda: of_claim(desk, 1, limit=2),
        lambda: of_object(desk, "claim", 1, limit=2),
        lambda: of_revision(desk, 2, limit=2),
        lambda: revisions(desk, limit=2),
    ):
        for plan in plans(desk, read):
            # What one object or one revision has is sorted; nothing is gone through whole.
            assert [line for line in wasteful(plan) if line.startswith("SCAN ")] in ([], ["SCAN items"])
    (walk, *_) = plans(desk, lambda: revisions(desk, limit=2))
    assert walk == "SEARCH revisions USING INTEGER PRIMARY KEY (rowid<?)"
