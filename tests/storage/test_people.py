import json
from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.linking import link, unlink
from storage.people import Account, Member, member, members, one_person, rename, set_blocked, set_role
from storage.vocabulary import DeskRole
from storage.writing import Author
from tests.storage.factories import in_memory, rows

ADMIN = Author("2025-05-02T08:00:00Z", "chat", "boss", "New here.")
ANNA = Account("chat", "17")
ANNAS_OTHER = Account("matrix", "@anna:example.org")
BORIS = Account("chat", "18")


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory()
    yield db
    db.close()


def give(db: Database, account: Account, name: str, role: DeskRole | None) -> int:
    return in_transaction(db, lambda writer: set_role(writer, account, name, role, ADMIN))


def block(db: Database, account: Account, blocked: bool) -> int:
    return in_transaction(db, lambda writer: set_blocked(writer, account, "Boris", blocked, ADMIN))


def last_item(db: Database) -> tuple[object, object, object, object]:
    ((kind, change, before, after),) = rows(
        db, "SELECT object_kind, change, before, after FROM revision_items ORDER BY id DESC LIMIT 1"
    )
    return kind, change, before and json.loads(str(before)), after and json.loads(str(after))


def test_an_account_that_nothing_is_known_of_is_a_person_by_itself(desk: Database) -> None:
    assert member(desk, ANNA) == Member(None, None, False, (ANNA,), "17")
    assert members(desk) == ()
    assert rows(desk, "SELECT * FROM persons") == []
    assert str(ANNA) == "chat:17"


def test_a_role_is_given_and_left_to_the_platform_again(desk: Database) -> None:
    assert give(desk, ANNA, "Anna", "editor") == 1
    assert member(desk, ANNA) == Member(1, "editor", False, (ANNA,), "Anna")
    assert rows(desk, "SELECT * FROM accounts") == [("chat", "17", 1, "Anna")]
    assert rows(desk, "SELECT at, platform, account, reason FROM revisions") == [
        ("2025-05-02T08:00:00Z", "chat", "boss", "New here.")
    ]
    nobody = {"type": "person", "role": None, "blocked": False, "accounts": 1}
    assert last_item(desk) == ("person", "updated", nobody, {**nobody, "role": "editor"})
    assert give(desk, ANNA, "Somebody", None) == 2
    assert member(desk, ANNA) == Member(1, None, False, (ANNA,), "Anna")
    assert last_item(desk) == ("person", "updated", {**nobody, "role": "editor"}, nobody)


def test_the_log_names_neither_the_account_nor_its_name(desk: Database) -> None:
    give(desk, Account("chat", "xyz-17"), "Anna Karenina", "editor")
    text = repr(rows(desk, "SELECT before, after FROM revision_items"))
    assert "xyz" not in text
    assert "Karenina" not in text


def test_somebody_is_blocked_and_no_longer(desk: Database) -> None:
    assert block(desk, BORIS, True) == 1
    assert member(desk, BORIS) == Member(1, None, True, (BORIS,), "Boris")
    assert rows(desk, "SELECT role, blocked FROM persons") == [(None, 1)]
    assert block(desk, BORIS, False) == 2
    assert not member(desk, BORIS).blocked
    assert last_item(desk)[3] == {"type": "person", "role": None, "blocked": False, "accounts": 1}


def test_the_same_account_on_another_platform_is_somebody_else(desk: Database) -> None:
    give(desk, ANNA, "Anna", "admin")
    assert member(desk, Account("matrix", "17")).role is None


def test_members_stand_by_role_with_all_their_accounts(desk: Database) -> None:
    given: list[tuple[str, DeskRole | None]] = [
        ("1", None),
        ("2", "contributor"),
        ("3", "admin"),
        ("4", "editor"),
        ("5", "reader"),
        ("6", "admin"),
    ]
    for name, role in given:
        give(desk, Account("chat", name), name, role)
    linked = Account("matrix", "@3")
    in_transaction(desk, lambda db: link(db, Account("chat", "3"), linked, ("3", "Third elsewhere"), ADMIN))
    assert [each.name for each in members(desk)] == ["3", "6", "4", "2", "1", "5"]
    assert members(desk)[0] == Member(3, "admin", False, (Account("chat", "3"), linked), "3")


def test_a_person_without_an_account_is_not_listed(desk: Database) -> None:
    give(desk, ANNA, "Anna", "admin")
    desk.conn.execute("DELETE FROM accounts")
    desk.conn.commit()
    assert members(desk) == ()


def test_two_accounts_are_one_persons_once_they_are_linked(desk: Database) -> None:
    assert one_person(desk, ANNA, ANNA)
    assert not one_person(desk, ANNA, ANNAS_OTHER)
    in_transaction(desk, lambda db: link(db, ANNA, ANNAS_OTHER, ("Anna", "anna"), ADMIN))
    assert one_person(desk, ANNA, ANNAS_OTHER)
    assert one_person(desk, ANNAS_OTHER, ANNA)
    assert not one_person(desk, ANNA, BORIS)
    in_transaction(desk, lambda db: unlink(db, ANNA, ADMIN))
    assert not one_person(desk, ANNA, ANNAS_OTHER)


def test_a_name_is_changed_without_a_word_in_the_log(desk: Database) -> None:
    assert not in_transaction(desk, lambda db: rename(db, ANNA, "Anna"))
    give(desk, ANNA, "Anna", "editor")
    assert in_transaction(desk, lambda db: rename(db, ANNA, "Anna K."))
    assert not in_transaction(desk, lambda db: rename(db, ANNA, "Anna K."))
    assert member(desk, ANNA).name == "Anna K."
    assert rows(desk, "SELECT max(id) FROM revisions") == [(1,)]
