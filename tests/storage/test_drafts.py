from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.drafts import Draft, Given, drafts_of, drop, keep
from storage.linking import link
from storage.people import Account
from storage.writing import Author
from tests.storage.factories import in_memory, rows

ANNA = Account("chat", "17")
OTHER = Account("matrix", "@anna:example.org")
BORIS = Account("chat", "18")
NOW, LATER = "2025-05-02T08:00:00Z", "2025-05-02T09:00:00Z"


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory()
    yield db
    db.close()


def kept(db: Database, account: Account, at: str, given: Given, draft: int | None = None) -> int:
    return in_transaction(db, lambda writer: keep(writer, account, at, given, draft))


def test_a_draft_is_kept_as_typed_and_no_revision(desk: Database) -> None:
    given = {"text": ['"Ő" – \\ twice'], "topics": ("kursk", "war"), "place": []}
    assert kept(desk, ANNA, NOW, given) == 1
    typed = {"text": ['"Ő" – \\ twice'], "topics": ["kursk", "war"], "place": []}
    assert drafts_of(desk, [ANNA]) == (Draft(1, NOW, typed),)
    assert drafts_of(desk, [BORIS]) == ()
    assert rows(desk, "SELECT given FROM drafts") == [
        ('{"text": ["\\"Ő\\" – \\\\ twice"], "topics": ["kursk", "war"], "place": []}',)
    ]
    assert rows(desk, "SELECT count(*) FROM revisions") == [(0,)]


def test_a_later_state_takes_the_place_of_the_earlier(desk: Database) -> None:
    kept(desk, ANNA, NOW, {"text": ["One"]})
    assert kept(desk, ANNA, LATER, {"text": ["Two"]}, 1) == 1
    assert drafts_of(desk, [ANNA]) == (Draft(1, LATER, {"text": ["Two"]}),)


def test_a_persons_drafts_stand_newest_first_whatever_the_account(desk: Database) -> None:
    for number, account in enumerate([ANNA, BORIS, OTHER, ANNA], start=1):
        kept(desk, account, NOW, {"text": [str(number)]})
    assert [draft.id for draft in drafts_of(desk, [ANNA, OTHER])] == [4, 3, 1]


def test_a_draft_that_was_dropped_meanwhile_is_kept_as_a_new_one(desk: Database) -> None:
    kept(desk, ANNA, NOW, {"text": ["One"]})
    in_transaction(desk, lambda db: drop(db, 1))
    assert drafts_of(desk, [ANNA]) == ()
    assert kept(desk, ANNA, NOW, {"text": ["Two"]}, 1) == 2
    assert [draft.given for draft in drafts_of(desk, [ANNA])] == [{"text": ["Two"]}]


def test_nobody_writes_over_somebody_elses(desk: Database) -> None:
    kept(desk, BORIS, NOW, {"text": ["His"]})
    assert kept(desk, ANNA, LATER, {"text": ["Hers"]}, 1) == 2
    assert drafts_of(desk, [BORIS]) == (Draft(1, NOW, {"text": ["His"]}),)


def test_it_goes_on_from_another_account_of_the_person(desk: Database) -> None:
    author = Author(NOW, "chat", "17")
    in_transaction(desk, lambda db: link(db, ANNA, OTHER, ("Anna", "anna"), author))
    kept(desk, ANNA, NOW, {"text": ["One"]})
    assert kept(desk, OTHER, LATER, {"text": ["Two"]}, 1) == 1
    assert drafts_of(desk, [ANNA]) == (Draft(1, LATER, {"text": ["Two"]}),)


def test_the_number_of_a_dropped_draft_is_not_given_again(desk: Database) -> None:
    kept(desk, ANNA, NOW, {})
    in_transaction(desk, lambda db: drop(db, 1))
    assert kept(desk, BORIS, NOW, {}) == 2
