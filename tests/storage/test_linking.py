from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage.codes import digest
from storage.connection import in_transaction
from storage.linking import link, link_code, redeem, unlink
from storage.people import Account, Member, member, set_blocked, set_role
from storage.vocabulary import DeskRole
from storage.writing import Author
from tests.storage.factories import in_memory, rows

ADMIN = Author("2025-05-02T08:00:00Z", "chat", "boss")
ANNA = Account("chat", "17")
OTHER = Account("matrix", "@anna:example.org")
THIRD = Account("console", "anna")
NOW, LATER, LATEST = "2025-05-02T08:00:00Z", "2025-05-02T08:15:00Z", "2025-05-02T09:00:00Z"


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory()
    yield db
    db.close()


def linked(db: Database, one: Account, other: Account) -> int | None:
    return in_transaction(db, lambda writer: link(writer, one, other, (one.account, other.account), ADMIN))


def unlinked(db: Database, account: Account) -> int | None:
    return in_transaction(db, lambda writer: unlink(writer, account, ADMIN))


def give(db: Database, account: Account, role: DeskRole | None) -> None:
    in_transaction(db, lambda writer: set_role(writer, account, account.account, role, ADMIN))


def coded(db: Database, account: Account = ANNA, now: str = NOW, expires: str = LATER) -> str:
    return in_transaction(db, lambda writer: link_code(writer, account, now, expires))


def test_a_code_is_kept_as_a_digest_and_used_up_once(desk: Database) -> None:
    code = coded(desk)
    assert rows(desk, "SELECT * FROM link_codes") == [(digest(code), "chat", "17", LATER)]
    assert in_transaction(desk, lambda db: redeem(db, code.lower().replace("-", " "), NOW)) == ANNA
    assert in_transaction(desk, lambda db: redeem(db, code, NOW)) is None
    assert rows(desk, "SELECT * FROM link_codes") == []


def test_a_code_is_open_until_its_time_and_then_no_more(desk: Database) -> None:
    early, late = coded(desk), coded(desk, OTHER, expires=LATEST)
    assert in_transaction(desk, lambda db: redeem(db, early, LATER)) is None
    assert in_transaction(desk, lambda db: redeem(db, late, LATER)) == OTHER
    assert in_transaction(desk, lambda db: redeem(db, "AAAAA-AAAAA", NOW)) is None


def test_codes_that_are_over_are_cleared_away_with_the_next(desk: Database) -> None:
    coded(desk)
    coded(desk, OTHER, expires=LATEST)
    third = coded(desk, THIRD, now=LATER, expires=LATEST)
    found = rows(desk, "SELECT platform, digest = ? FROM link_codes ORDER BY platform", digest(third))
    assert found == [("console", 1), ("matrix", 0)]


def test_two_accounts_become_one_person(desk: Database) -> None:
    assert linked(desk, ANNA, OTHER) == 1
    assert member(desk, OTHER) == member(desk, ANNA) == Member(1, None, False, (ANNA, OTHER), "17")
    items = "SELECT object_kind, object_id, change, before, after FROM revision_items"
    one = '{"type": "person", "role": null, "blocked": false, "accounts": 1}'
    assert rows(desk, items) == [
        ("person", 1, "merged", one, one.replace("1", "2")),
        ("person", 2, "merged", one, None),
    ]
    assert linked(desk, ANNA, OTHER) is None
    assert linked(desk, OTHER, ANNA) is None
    assert rows(desk, "SELECT max(id) FROM revisions") == [(1,)]


def test_an_account_linked_to_itself_leaves_no_row(desk: Database) -> None:
    assert linked(desk, ANNA, ANNA) is None
    assert rows(desk, "SELECT * FROM accounts") == []


ROLES: list[tuple[DeskRole | None, DeskRole | None, DeskRole | None]] = [
    (None, "reader", "reader"),
    ("contributor", "reader", "contributor"),
    ("contributor", "editor", "editor"),
    ("admin", "editor", "admin"),
    ("editor", None, "editor"),
    (None, None, None),
]


@pytest.mark.parametrize(("one", "other", "greater"), ROLES)
def test_the_greater_role_stands(
    desk: Database, one: DeskRole | None, other: DeskRole | None, greater: DeskRole | None
) -> None:
    give(desk, ANNA, one)
    give(desk, OTHER, other)
    linked(desk, ANNA, OTHER)
    assert member(desk, OTHER).role == greater
    assert rows(desk, "SELECT role FROM persons WHERE id = 2") == [(None,)]


@pytest.mark.parametrize("blocked", [ANNA, OTHER])
def test_a_block_stands_on_both_and_stays_on_both(desk: Database, blocked: Account) -> None:
    in_transaction(desk, lambda db: set_blocked(db, blocked, "x", True, ADMIN))
    linked(desk, ANNA, OTHER)
    assert member(desk, ANNA).blocked
    assert unlinked(desk, OTHER) == 3
    assert member(desk, ANNA).blocked
    assert member(desk, OTHER).blocked


def test_all_that_is_linked_to_either_is_one_person(desk: Database) -> None:
    linked(desk, ANNA, OTHER)
    linked(desk, THIRD, OTHER)
    assert member(desk, ANNA).accounts == (ANNA, THIRD, OTHER)
    assert rows(desk, "SELECT count(DISTINCT person_id) FROM accounts") == [(1,)]


def test_an_account_that_is_unlinked_is_a_new_person_without_a_role(desk: Database) -> None:
    give(desk, ANNA, "editor")
    linked(desk, ANNA, OTHER)
    assert unlinked(desk, ANNA) == 3
    assert member(desk, ANNA) == Member(3, None, False, (ANNA,), "17")
    assert member(desk, OTHER) == Member(1, "editor", False, (OTHER,), "@anna:example.org")
    items = "SELECT object_id, change, before, after FROM revision_items WHERE revision_id = 3"
    editor = '{"type": "person", "role": "editor", "blocked": false, "accounts": 2}'
    alone = '{"type": "person", "role": null, "blocked": false, "accounts": 1}'
    assert rows(desk, items) == [
        (1, "split", editor, editor.replace("2", "1")),
        (3, "split", None, alone),
    ]


def test_who_is_linked_to_nobody_is_not_unlinked(desk: Database) -> None:
    assert unlinked(desk, ANNA) is None
    give(desk, ANNA, "editor")
    assert unlinked(desk, ANNA) is None
    assert member(desk, ANNA).role == "editor"
