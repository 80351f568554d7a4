from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.notices import Notice, leave, notices_for, told
from storage.people import Account
from tests.storage.factories import in_memory, plans, rows, wasteful

ANNA = Account("chat", "17")
NOW = "2025-05-02T08:00:00Z"


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory()
    yield db
    db.close()


def left(db: Database, account: Account, message: str, **fields: str) -> None:
    in_transaction(db, lambda writer: leave(writer, account, NOW, message, fields))


def test_nobody_is_told_in_place_of_a_forgotten_account(desk: Database) -> None:
    left(desk, Account("chat", "forgotten-3"), "approved", number="142")
    left(desk, Account("chat", "forgotten-me-not"), "approved", number="142")
    assert rows(desk, "SELECT account FROM notices") == [("forgotten-me-not",)]


def test_a_notice_waits_until_it_was_told(desk: Database) -> None:
    left(desk, ANNA, "approved", number="142")
    left(desk, Account("matrix", "17"), "rejected")
    left(desk, ANNA, "rejected", number="143", reason="„Nein“")
    first, second = (
        Notice(1, "approved", {"number": "142"}),
        Notice(3, "rejected", {"number": "143", "reason": "„Nein“"}),
    )
    assert notices_for(desk, ANNA) == (first, second)
    in_transaction(desk, lambda db: told(db, 1))
    assert notices_for(desk, ANNA) == (second,)
    in_transaction(desk, lambda db: told(db, 1))
    in_transaction(desk, lambda db: told(db, 3))
    assert notices_for(desk, ANNA) == ()
    assert rows(desk, "SELECT id, at, fields FROM notices") == [(2, NOW, "{}")]


def test_whoever_tells_one_twice_takes_no_other_away(desk: Database) -> None:
    left(desk, ANNA, "approved")
    in_transaction(desk, lambda db: told(db, 1))
    left(desk, ANNA, "rejected")
    in_transaction(desk, lambda db: told(db, 1))
    assert notices_for(desk, ANNA) == (Notice(2, "rejected", {}),)


def test_a_notice_that_was_not_committed_is_none(desk: Database) -> None:
    def fails(db: Database) -> None:
        leave(db, ANNA, NOW, "approved", {})
        raise KeyError

    with pytest.raises(KeyError):
        in_transaction(desk, fails)
    assert notices_for(desk, ANNA) == ()


def test_an_index_finds_them(desk: Database) -> None:
    (plan,) = plans(desk, lambda: notices_for(desk, ANNA))
    assert "notices_of_an_account" in plan
    assert wasteful(plan) == []
