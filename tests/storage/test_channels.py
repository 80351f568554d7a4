import sqlite3
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from sqlite_utils import Database

from storage.channels import answers_in, topic_of
from storage.connection import in_transaction
from storage.lines import Topic
from storage.revising import Step
from storage.rules import ChannelRules, change_rules
from storage.vocabulary import Answers
from storage.writing import Author
from tests.storage.factories import KURSK, do, in_memory, rows

ADMIN = Author("2025-05-02T08:00:00Z", "chat", "boss")
WAR = Topic("t-war", "war", "War")


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory(KURSK, WAR)
    yield db
    db.close()


def changed(db: Database, topic: int | None, answers: Answers, channel: str = "room") -> int | None:
    rules = ChannelRules("chat", channel, topic, answers)
    return in_transaction(db, lambda writer: change_rules(writer, {}, rules, ADMIN))


def test_a_channel_follows_nothing_and_is_answered_in_public(desk: Database) -> None:
    assert topic_of(desk, "chat", "room") is None
    assert answers_in(desk, "chat", "room") == "public"


def test_a_channel_follows_a_topic_and_is_answered_privately(desk: Database) -> None:
    assert changed(desk, 2, "private") == 2
    assert (topic_of(desk, "chat", "room"), answers_in(desk, "chat", "room")) == ("war", "private")
    assert (topic_of(desk, "matrix", "room"), answers_in(desk, "matrix", "room")) == (None, "public")
    assert rows(desk, "SELECT * FROM channels") == [(1, "chat", "room", 2, "private")]
    channel = '{{"type": "channel", "platform": "chat", "channel": "room", "topic": {}, "answers": "{}"}}'
    items = "SELECT object_kind, object_id, change, before, after FROM revision_items WHERE revision_id = 2"
    assert rows(desk, items) == [
        ("channel", 1, "updated", channel.format("null", "public"), channel.format('"war"', "private"))
    ]


def test_it_keeps_its_row_and_follows_its_topic_under_another_slug(desk: Database) -> None:
    changed(desk, 2, "public", "hall")
    changed(desk, 1, "public")
    do(desk, Step("updated", KURSK, replace(KURSK, slug="kursk-2024")))
    assert topic_of(desk, "chat", "room") == "kursk-2024"
    assert changed(desk, None, "public") == 5
    assert rows(desk, "SELECT * FROM channels ORDER BY id") == [
        (1, "chat", "hall", 2, "public"),
        (2, "chat", "room", None, "public"),
    ]


def test_what_is_so_already_is_no_revision_and_no_row(desk: Database) -> None:
    assert changed(desk, None, "public") is None
    assert rows(desk, "SELECT * FROM channels") == []
    changed(desk, 1, "private")
    assert changed(desk, 1, "private") is None
    assert changed(desk, 1, "public") == 3


def test_there_must_be_the_topic(desk: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        changed(desk, 9, "public")
