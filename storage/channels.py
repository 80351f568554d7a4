"""What a channel or room of a desk follows, and whether it is answered in public."""

import json

from sqlite_utils import Database

from storage.revising import Item
from storage.vocabulary import Answers


def topic_of(db: Database, platform: str, channel: str) -> str | None:
    """Returns the slug of the topic that is meant in a channel where none is named; None if none is."""
    row = db.conn.execute(
        "SELECT slug FROM channels JOIN topics ON topics.id = topic_id WHERE platform = ? AND channel = ?",
        (platform, channel),
    ).fetchone()
    return None if row is None else str(row[0])


def answers_in(db: Database, platform: str, channel: str) -> Answers:
    """Returns whether commands in a channel are answered for all to read, or privately."""
    row = db.conn.execute(
        "SELECT answers FROM channels WHERE platform = ? AND channel = ?", (platform, channel)
    ).fetchone()
    return "public" if row is None else row[0]


def settle(db: Database, platform: str, channel: str, topic_id: int | None, answers: Answers) -> list[Item]:
    """Sets what a channel follows and how it is answered, and returns what is to be logged of it, if any."""
    kept = db.conn.execute(
        "SELECT topic_id, answers FROM channels WHERE platform = ? AND channel = ?", (platform, channel)
    ).fetchone()
    if (kept or (None, "public")) == (topic_id, answers):
        return []
    before = _logged(db, platform, channel)
    db.conn.execute(
        "INSERT INTO channels (platform, channel, topic_id, answers) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (platform, channel) DO UPDATE "
        "SET topic_id = excluded.topic_id, answers = excluded.answers",
        (platform, channel, topic_id, answers),
    )
    after = _logged(db, platform, channel)
    (row,) = db.conn.execute(
        "SELECT id FROM channels WHERE platform = ? AND channel = ?", (platform, channel)
    ).fetchone()
    return [Item("channel", row, "updated", before, after)]


def _logged(db: Database, platform: str, channel: str) -> str:
    return json.dumps(
        {
            "type": "channel",
            "platform": platform,
            "channel": channel,
            "topic": topic_of(db, platform, channel),
            "answers": answers_in(db, platform, channel),
        },
        ensure_ascii=False,
    )
