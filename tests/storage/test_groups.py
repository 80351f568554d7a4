import json
from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.groups import Group, GroupRole, group_role, group_roles, roles_of, set_group_role
from storage.reads import history
from storage.undoing import NotUndone, undo
from storage.vocabulary import DeskRole
from storage.writing import Author
from tests.storage.factories import in_memory, rows

ADMIN = Author("2025-05-02T08:00:00Z", "chat", "boss", "They are the desk.")
STAFF = Group("chat", "17")
GUESTS = Group("chat", "18")


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory()
    yield db
    db.close()


def give(db: Database, group: Group, role: DeskRole | None, name: str = "Staff") -> int | None:
    return in_transaction(db, lambda writer: set_group_role(writer, group, name, role, ADMIN))


def logged(db: Database) -> list[tuple[object, ...]]:
    query = "SELECT object_kind, object_id, change, before, after FROM revision_items ORDER BY id"
    return [
        (kind, row, change, json.loads(str(before)), json.loads(str(after)))
        for kind, row, change, before, after in rows(db, query)
    ]


def test_a_group_that_nothing_is_known_of_has_no_role(desk: Database) -> None:
    assert group_role(desk, STAFF) == GroupRole(STAFF, "17", None)
    assert group_roles(desk) == ()
    assert roles_of(desk, "chat", ["17"]) == ()
    assert str(STAFF) == "chat:17"


def test_a_role_is_given_changed_and_taken_away_as_one_revision_each(desk: Database) -> None:
    assert give(desk, STAFF, "editor") == 1
    assert group_role(desk, STAFF) == GroupRole(STAFF, "Staff", "editor")
    assert rows(desk, "SELECT * FROM group_roles") == [(1, "chat", "17", "Staff", "editor")]
    assert give(desk, STAFF, "admin", "Newsroom") == 2
    assert give(desk, STAFF, None) == 3
    assert rows(desk, "SELECT * FROM group_roles") == []
    none = {"type": "group", "platform": "chat", "group": "17", "name": "17", "role": None}
    editor = none | {"name": "Staff", "role": "editor"}
    admin = none | {"name": "Newsroom", "role": "admin"}
    assert logged(desk) == [
        ("group", 1, "updated", none, editor),
        ("group", 1, "updated", editor, admin),
        ("group", 1, "updated", admin, admin | {"role": None}),
    ]
    assert rows(desk, "SELECT DISTINCT at, platform, account, reason FROM revisions") == [
        ("2025-05-02T08:00:00Z", "chat", "boss", "They are the desk.")
    ]


def test_what_is_so_already_is_no_revision(desk: Database) -> None:
    assert give(desk, STAFF, None) is None
    give(desk, STAFF, "editor")
    assert give(desk, STAFF, "editor") is None
    assert rows(desk, "SELECT max(id) FROM revisions") == [(1,)]


def test_the_number_of_one_that_is_gone_is_not_given_again(desk: Database) -> None:
    give(desk, STAFF, "editor")
    give(desk, STAFF, None)
    give(desk, GUESTS, "contributor")
    assert rows(desk, "SELECT id FROM group_roles") == [(2,)]


def test_groups_stand_by_role(desk: Database) -> None:
    given: list[DeskRole] = ["contributor", "admin", "reader", "editor", "admin"]
    for number, role in enumerate(given):
        give(desk, Group("chat", str(number)), role, f"G{number}")
    assert [each.name for each in group_roles(desk)] == ["G1", "G4", "G3", "G0", "G2"]


def test_only_groups_of_the_same_platform_count(desk: Database) -> None:
    give(desk, STAFF, "editor")
    give(desk, GUESTS, "contributor")
    assert sorted(roles_of(desk, "chat", ["17", "18", "19"])) == ["contributor", "editor"]
    assert roles_of(desk, "chat", ["19"]) == ()
    assert roles_of(desk, "matrix", ["17", "18"]) == ()


def test_roles_are_found_by_the_groups_not_by_reading_all(desk: Database) -> None:
    plan = rows(
        desk,
        "EXPLAIN QUERY PLAN SELECT role FROM group_roles "
        "WHERE platform = 'chat' AND group_id IN (SELECT value FROM json_each('[]'))",
    )
    assert "SEARCH group_roles USING INDEX sqlite_autoindex_group_roles_1 (platform=? AND group_id=?)" in [
        row[3] for row in plan
    ]


def test_it_is_an_affair_of_the_desk_set_back_by_its_own_command(desk: Database) -> None:
    give(desk, STAFF, "editor")
    (entry,) = history.of_revision(desk, 1, limit=5)
    assert entry.kind == "group"
    assert isinstance(entry.after, dict)
    assert entry.after["role"] == "editor"
    with pytest.raises(NotUndone, match="affair"):
        in_transaction(desk, lambda db: undo(db, 1, ADMIN))
