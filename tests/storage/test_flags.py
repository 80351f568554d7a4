from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.flags import Flag, close_flag, open_flag, raise_flag
from storage.people import Account
from storage.writing import Author, Refused
from tests.storage.factories import REPORT, claim, in_memory, rows

READER = Author("2025-05-02T08:00:00Z", "chat", "17", request="event-2")
EDITOR = Author("2025-05-03T08:00:00Z", "chat", "boss", "The source says so.")


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory(REPORT, claim("c1"), claim("c2"))
    yield db
    db.close()


def raised(db: Database, number: int, reason: str, author: Author = READER) -> int:
    return in_transaction(db, lambda writer: raise_flag(writer, number, reason, author))


def test_a_flag_is_open_until_it_is_closed(desk: Database) -> None:
    assert raised(desk, 2, "It was May.") == 1
    flag = Flag(1, 2, Account("chat", "17"), "2025-05-02T08:00:00Z", "It was May.")
    assert open_flag(desk, 1) == flag
    assert in_transaction(desk, lambda db: close_flag(db, flag, EDITOR)) == 3
    assert open_flag(desk, 1) is None
    assert rows(desk, "SELECT * FROM flags") == [
        (1, 2, "chat", "17", "2025-05-02T08:00:00Z", "It was May.", 1)
    ]
    assert open_flag(desk, 9) is None


def test_the_log_tells_of_both_and_not_of_the_doubt(desk: Database) -> None:
    raised(desk, 2, "It was May.")
    flag = open_flag(desk, 1)
    assert flag is not None
    in_transaction(desk, lambda db: close_flag(db, flag, EDITOR))
    opened, closed = (
        '{"type": "flag", "claim": 2, "closed": false}',
        '{"type": "flag", "claim": 2, "closed": true}',
    )
    items = "SELECT revision_id, object_kind, object_id, change, before, after FROM revision_items"
    assert rows(desk, f"{items} WHERE revision_id > 1") == [
        (2, "flag", 1, "added", None, opened),
        (3, "flag", 1, "updated", opened, closed),
    ]
    assert rows(desk, "SELECT id, account, reason, request FROM revisions WHERE id > 1") == [
        (2, "17", None, "event-2"),
        (3, "boss", "The source says so.", None),
    ]


def test_there_must_be_the_claim(desk: Database) -> None:
    with pytest.raises(Refused, match=r"^there is no claim #9$"):
        raised(desk, 9, "What claim?")
    assert rows(desk, "SELECT * FROM flags") == []


def test_the_number_of_a_flag_that_is_gone_is_not_given_again(desk: Database) -> None:
    raised(desk, 2, "It was May.")
    desk.conn.execute("DELETE FROM flags")
    desk.conn.commit()
    assert raised(desk, 1, "It was June.", Author("", "chat", "18")) == 2
