"""Changing a desk's settings, and what one of its channels follows, together."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from storage import channels, settings
from storage.revising import record
from storage.vocabulary import Answers
from storage.writing import Author


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """What is wanted of a channel: the topic that it follows, by row number, and how it is answered."""

    platform: str
    channel: str
    topic_id: int | None
    answers: Answers


def change_rules(
    db: Database, wanted: Mapping[str, str], channel: ChannelRules | None, author: Author
) -> int | None:
    """Changes settings and a channel's rules as one revision; what is as wanted already is left alone.

    Args:
        db: A writer, in a transaction.
        wanted: The settings' texts by key; their meaning was checked.
        channel: What is wanted of one channel, if anything.
        author: Who changes them.

    Returns:
        The revision, or None where nothing was to change.

    Raises:
        KeyError: There is no such setting.
    """
    items = settings.settle(db, wanted)
    if channel is not None:
        items += channels.settle(db, channel.platform, channel.channel, channel.topic_id, channel.answers)
    return record(db.conn, author, items) if items else None
