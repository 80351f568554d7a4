from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.expunging import expunge
from storage.lines import Actor, Evidence, Line, Relation, Source, Topic, read
from storage.people import Account, set_role
from storage.revising import Revised, Step, adding, current
from storage.rules import ChannelRules, change_rules
from storage.undoing import NotUndone, last_standing, undo, undone_by
from storage.vocabulary import Change, Status
from storage.writing import Author, Refused
from tests.storage.factories import (
    KURSK,
    REPORT,
    RUSSIA,
    UKRAINE,
    all_rows,
    claim,
    do,
    exported,
    in_memory,
    problems,
    rows,
    searched,
)

SAID = claim("c1", "A column crossed the border.", topics=("t-kursk",))
DENIED = claim("c2", "No column crossed it.")
DENIAL = Relation(uid="r1", relation="denies", from_claim="c2", to_claim="c1")
ANNA = Author("2025-05-02T08:00:00Z", "chat", "anna")
BORIS = Author("2025-05-03T08:00:00Z", "matrix", "@boris:example.org")
ACCOUNT = Account("chat", "anna")


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory(KURSK, RUSSIA, UKRAINE, REPORT, SAID, DENIED)
    yield db
    assert problems(db) == []
    db.close()


def back(db: Database, revision: int, author: Author = ANNA) -> Revised:
    return in_transaction(db, lambda writer: undo(writer, revision, author))


def record(db: Database) -> list[Line]:
    """The objects of the record."""
    return [read(line) for line in exported(db).splitlines()]


def called(db: Database, revision: int) -> list[object]:
    query = "SELECT change FROM revision_items WHERE revision_id = ? ORDER BY id"
    return [change for (change,) in rows(db, query, revision)]


def refused(db: Database, revision: int) -> tuple[str, int | None]:
    before = all_rows(db)
    with pytest.raises(NotUndone) as caught:
        back(db, revision)
    assert all_rows(db) == before
    return caught.value.why, caught.value.by


def changed_claim(change: Change, status: Status, was: Status) -> tuple[Change, Line, Line]:
    proof = () if was == "proposed" else SAID.evidence
    before = replace(SAID, uid="c3", status=was, evidence=proof)
    return change, before, replace(before, status=status, evidence=SAID.evidence)


def restored_name(name: Actor | Topic) -> tuple[Change, Line, Line]:
    return "restored", name, replace(name, archived=False)


CHANGES: list[tuple[tuple[Change, Line, Line], Change, Change]] = [
    (("wording", SAID, replace(SAID, text="A column crossed.")), "wording", "wording"),
    (("updated", SAID, replace(SAID, stated="2025-04")), "updated", "updated"),
    (("corrected", SAID, replace(SAID, occurred="2025-04-20")), "corrected", "corrected"),
    (("ranked", SAID, replace(SAID, rank="preferred", rank_reason="Closest.")), "ranked", "ranked"),
    (changed_claim("withdrawn", "retracted", "published"), "restored", "withdrawn"),
    (changed_claim("restored", "published", "retracted"), "withdrawn", "restored"),
    (changed_claim("approved", "published", "proposed"), "reopened", "approved"),
    (changed_claim("rejected", "rejected", "proposed"), "reopened", "rejected"),
    (changed_claim("reopened", "proposed", "rejected"), "rejected", "reopened"),
    (changed_claim("reopened", "proposed", "published"), "approved", "reopened"),
    (("merged", UKRAINE, replace(UKRAINE, merged_into="a-russia")), "split", "merged"),
    (("archived", KURSK, replace(KURSK, archived=True)), "restored", "archived"),
    (("archived", RUSSIA, replace(RUSSIA, archived=True)), "restored", "archived"),
    (restored_name(replace(RUSSIA, uid="a-3", archived=True)), "archived", "restored"),
    (restored_name(replace(KURSK, uid="t-3", slug="three", archived=True)), "archived", "restored"),
    (("updated", REPORT, replace(REPORT, published="2025-05")), "updated", "updated"),
]


@pytest.mark.parametrize(("change", "taken_back", "again"), CHANGES, ids=range(len(CHANGES)))
def test_every_change_is_taken_back_and_that_again(
    desk: Database, change: tuple[Change, Line, Line], taken_back: Change, again: Change
) -> None:
    name, before, after = change
    if before.uid.endswith("-3") or before.uid == "c3":
        do(desk, *adding(before))
    at = int(desk.conn.execute("SELECT max(id) FROM revisions").fetchone()[0])
    first, first_words = record(desk), searched(desk)
    assert do(desk, Step(name, before, after)).revision == at + 1
    second, second_words = record(desk), searched(desk)
    back(desk, at + 1)
    assert (record(desk), searched(desk)) == (first, first_words)
    back(desk, at + 2)
    assert (record(desk), searched(desk)) == (second, second_words)
    back(desk, at + 3)
    assert (record(desk), searched(desk)) == (first, first_words)
    assert [called(desk, at + n) for n in (1, 2, 3, 4)] == [[name], [taken_back], [again], [taken_back]]
    assert rows(desk, "SELECT undoes FROM revisions WHERE id > ?", at) == [
        (None,),
        (at + 1,),
        (at + 2,),
        (at + 3,),
    ]


def test_adding_is_taken_back_and_restored_under_the_same_numbers(desk: Database) -> None:
    wire = Source(uid="s-2", publisher="Wire", published="2025-05-01")
    third = claim("c3", "A third one.", evidence=(Evidence("s-2"),))
    added = do(desk, *adding(wire, third, Relation("r1", "confirms", "c3", "c1"), Topic("t-2", "two", "Two")))
    first = record(desk)
    assert back(desk, 2) == Revised(3, (2, 1, 3, 2))
    assert called(desk, 3) == ["removed"] * 4
    assert rows(desk, "SELECT count(*) FROM claims") == [(2,)]
    do(desk, *adding(claim("c4")))
    assert rows(desk, "SELECT id FROM claims WHERE uid = 'c4'") == [(4,)]
    assert back(desk, 3).rows == added.rows
    assert called(desk, 5) == ["restored"] * 4
    assert [line for line in record(desk) if line.uid != "c4"] == first
    assert rows(desk, "SELECT id, uid, revision_id FROM claims WHERE id >= 3") == [(3, "c3", 5), (4, "c4", 4)]


def test_a_removal_is_taken_back(desk: Database) -> None:
    do(desk, *adding(DENIAL))
    do(desk, Step("removed", DENIAL, None), Step("removed", DENIED, None))
    assert back(desk, 3) == Revised(4, (2, 1))
    assert rows(desk, "SELECT id, from_claim_id FROM relations") == [(1, 2)]


def test_what_stands_on_it_keeps_a_revision_from_being_taken_back(desk: Database) -> None:
    do(desk, *adding(claim("c3")))
    do(desk, *adding(Relation("r1", "denies", "c3", "c1")))
    before = all_rows(desk)
    with pytest.raises(Refused, match="c3: a relation to claim #1 still refers to the claim"):
        back(desk, 2)
    assert all_rows(desk) == before


def test_a_later_change_keeps_it_from_being_taken_back_until_that_is(desk: Database) -> None:
    changed = replace(SAID, text="One.")
    do(desk, Step("wording", SAID, changed), *adding(claim("c3")))
    do(desk, Step("wording", changed, replace(changed, text="Two.")))
    assert refused(desk, 2) == ("changed", 3)
    back(desk, 3)
    assert back(desk, 2).revision == 5
    assert current(desk.conn, "claim", 1) == SAID
    assert refused(desk, 2) == ("undone", 5)
    assert refused(desk, 3) == ("undone", 4)


def test_what_became_the_same_again_by_hand_may_be_taken_back(desk: Database) -> None:
    one, two = replace(SAID, text="One."), replace(SAID, text="Two.")
    do(desk, Step("wording", SAID, one))
    do(desk, Step("wording", one, two))
    do(desk, Step("wording", two, one))
    back(desk, 2)
    assert current(desk.conn, "claim", 1) == SAID


def test_a_removed_object_whose_name_was_given_anew_is_not_restored_over_it(desk: Database) -> None:
    do(desk, Step("removed", DENIED, None))
    do(desk, *adding(replace(DENIED, text="Another one.")))
    with pytest.raises(Refused, match="c2: there is already one claim of this uid"):
        back(desk, 2)


def test_what_is_none_of_the_record_is_not_taken_back(desk: Database) -> None:
    settings = in_transaction(desk, lambda db: change_rules(db, {"name": "Newsroom"}, None, ANNA))
    role = in_transaction(desk, lambda db: set_role(db, ACCOUNT, "Anna", "editor", ANNA))
    room = ChannelRules("chat", "room", 1, "private")
    channel = in_transaction(desk, lambda db: change_rules(db, {}, room, ANNA))
    assert [settings, role, channel] == [2, 3, 4]
    assert [refused(desk, number) for number in (2, 3, 4)] == [("affair", None)] * 3
    assert refused(desk, 5) == ("none", None)
    assert refused(desk, 0) == ("none", None)


def test_what_was_expunged_is_not_taken_back_nor_the_expunging(desk: Database) -> None:
    changed = replace(SAID, text="One.")
    do(desk, Step("wording", SAID, changed))
    in_transaction(desk, lambda db: expunge(db, 1, ANNA))
    assert refused(desk, 2) == ("expunged", None)
    assert refused(desk, 3) == ("expunged", None)
    assert refused(desk, 1) == ("expunged", None)


def test_who_took_it_back_follows_undos_of_undos_however_many(desk: Database) -> None:
    do(desk, Step("wording", SAID, replace(SAID, text="One.")))
    for number in range(2, 2002):
        desk.conn.execute(
            "INSERT INTO revisions VALUES (?, '', 'x', 'y', NULL, NULL, ?)", (number + 1, number)
        )
    assert undone_by(desk.conn, 2002) is None
    assert undone_by(desk.conn, 2001) == 2002
    assert undone_by(desk.conn, 2000) is None
    assert undone_by(desk.conn, 2) is None
    assert undone_by(desk.conn, 3) == 4
    desk.conn.rollback()


def test_a_second_undo_stands_when_the_first_was_taken_back(desk: Database) -> None:
    do(desk, Step("wording", SAID, replace(SAID, text="One.")))
    back(desk, 2)
    back(desk, 3)
    back(desk, 2)
    assert undone_by(desk.conn, 2) == 5
    assert refused(desk, 2) == ("undone", 5)


def test_the_last_that_stands_is_of_that_person_and_no_undo(desk: Database) -> None:
    both = (ACCOUNT, Account("matrix", "@boris:example.org"))
    one, two = replace(SAID, text="One."), replace(SAID, text="Two.")
    assert last_standing(desk, both) is None
    do(desk, Step("wording", SAID, one), author=ANNA)
    do(desk, *adding(claim("c3")), author=BORIS)
    do(desk, Step("wording", one, two), author=ANNA)
    do(desk, *adding(claim("c4")))
    in_transaction(desk, lambda db: change_rules(db, {"name": "Newsroom"}, None, ANNA))
    assert last_standing(desk, both) == 4
    assert last_standing(desk, both[1:]) == 3
    back(desk, 4)
    assert last_standing(desk, both[:1]) == 2
    back(desk, 7)
    assert last_standing(desk, both[:1]) == 4
    back(desk, 4)
    back(desk, 2)
    assert last_standing(desk, both[:1]) is None
    assert last_standing(desk, both) == 3


def test_the_last_that_stands_is_none_that_was_expunged(desk: Database) -> None:
    do(desk, *adding(claim("c3")), author=ANNA)
    do(desk, *adding(claim("c4")), author=ANNA)
    in_transaction(desk, lambda db: expunge(db, 4, ANNA))
    assert last_standing(desk, [ACCOUNT]) == 2


def test_an_import_is_taken_back_whole(desk: Database) -> None:
    people = [Actor(f"a-{number}", f"Person {number}", "person") for number in range(700)]
    first = record(desk)
    do(desk, *adding(*people))
    assert len(back(desk, 2).rows) == 700
    assert record(desk) == first
