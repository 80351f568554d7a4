from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.rules import ChannelRules, change_rules
from storage.settings import DEFAULTS, setting, time_zone
from storage.writing import Author
from tests.storage.factories import KURSK, in_memory, rows

ADMIN = Author("2025-05-02T08:00:00Z", "chat", "boss", "At last.", request="event-4")


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory(KURSK)
    yield db
    db.close()


def changed(db: Database, **wanted: str) -> int | None:
    return in_transaction(
        db, lambda writer: change_rules(writer, wanted, None, Author("", "chat", "boss", "At last."))
    )


def test_what_a_desk_says_nothing_of_has_its_default(desk: Database) -> None:
    assert {key: setting(desk, key) for key in DEFAULTS} == {
        "name": "",
        "time_zone": "UTC",
        "language": "en",
        "propose": "reader",
        "waiting": "5",
        "second_person": "",
        "review": "",
        "direct": "nobody",
        "cooldown": "0",
    }
    assert time_zone(desk) == ZoneInfo("UTC")
    with pytest.raises(KeyError):
        setting(desk, "colour")


def test_several_are_changed_as_one_revision(desk: Database) -> None:
    wanted = {"name": "Редакция", "time_zone": "Europe/Kyiv", "language": "en"}
    assert in_transaction(desk, lambda db: change_rules(db, wanted, None, ADMIN)) == 2
    assert (setting(desk, "name"), time_zone(desk)) == ("Редакция", ZoneInfo("Europe/Kyiv"))
    assert rows(desk, "SELECT key, value FROM settings ORDER BY id") == [
        ("name", "Редакция"),
        ("time_zone", "Europe/Kyiv"),
    ]
    assert rows(desk, "SELECT * FROM revisions WHERE id = 2") == [
        (2, "2025-05-02T08:00:00Z", "chat", "boss", "At last.", "event-4", None)
    ]
    items = "SELECT object_kind, object_id, change, before, after FROM revision_items WHERE revision_id = 2"
    assert rows(desk, items) == [
        (
            "setting",
            1,
            "updated",
            '{"type": "setting", "key": "name", "value": ""}',
            '{"type": "setting", "key": "name", "value": "Редакция"}',
        ),
        (
            "setting",
            2,
            "updated",
            '{"type": "setting", "key": "time_zone", "value": "UTC"}',
            '{"type": "setting", "key": "time_zone", "value": "Europe/Kyiv"}',
        ),
    ]


def test_a_setting_keeps_its_row_when_it_is_changed_again(desk: Database) -> None:
    changed(desk, name="One")
    changed(desk, waiting="9")
    assert changed(desk, name="Two") == 4
    assert changed(desk, name="") == 5
    assert rows(desk, "SELECT id, key, value FROM settings ORDER BY id") == [
        (1, "name", ""),
        (2, "waiting", "9"),
    ]
    assert rows(desk, "SELECT object_id FROM revision_items WHERE revision_id >= 4") == [(1,), (1,)]


def test_what_is_so_already_is_no_revision(desk: Database) -> None:
    assert changed(desk, language="en", propose="reader") is None
    changed(desk, name="One")
    assert changed(desk, name="One") is None
    assert rows(desk, "SELECT max(id) FROM revisions") == [(2,)]


def test_nothing_is_kept_when_one_is_no_setting(desk: Database) -> None:
    with pytest.raises(KeyError):
        changed(desk, name="One", colour="red")
    assert setting(desk, "name") == ""


def test_settings_and_a_channel_are_changed_as_one_revision(desk: Database) -> None:
    channel = ChannelRules("chat", "room", 1, "private")
    assert in_transaction(desk, lambda db: change_rules(db, {"waiting": "2"}, channel, ADMIN)) == 2
    assert rows(desk, "SELECT object_kind FROM revision_items WHERE revision_id = 2") == [
        ("setting",),
        ("channel",),
    ]
    assert in_transaction(desk, lambda db: change_rules(db, {"waiting": "2"}, channel, ADMIN)) is None
