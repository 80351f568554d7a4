"""What of the review queue stands in a channel: which message shows what waits, and what it showed."""

from dataclasses import dataclass

from sqlite_utils import Database

from storage.reads.queue import After, Waiting, queue, waiting_at

MOST = 25
"""So much of what waits stands in a channel at a time: what waits behind it follows as this is settled."""


@dataclass(frozen=True, slots=True)
class QueuePost:
    """A message that shows something of the queue.

    Attributes:
        id: Its row.
        number: The claim's number.
        flag: The flag's id; None for a proposal.
        channel: The channel on its platform.
        message: The message's id there.
        revision: The newest revision of the claim when it was shown.
    """

    id: int
    number: int
    flag: int | None
    channel: str
    message: str
    revision: int


def open_posts(db: Database, platform: str) -> tuple[QueuePost, ...]:
    """Returns the messages of a platform that show what waits, or waited when they were written."""
    rows = db.conn.execute(
        "SELECT id, claim_id, flag_id, channel, message, revision FROM queue_posts "
        "WHERE open = 1 AND platform = ? ORDER BY id",
        (platform,),
    )
    return tuple(QueuePost(*row) for row in rows)


def to_post(db: Database, platform: str, channel: str) -> tuple[Waiting, ...]:
    """Returns what waits and stands in no message of a channel yet, the oldest first."""
    shown = {(post.number, post.flag) for post in open_posts(db, platform) if post.channel == channel}
    room = MOST - len(shown)
    return tuple(each for each in queue(db, limit=MOST) if (each.number, each.flag) not in shown)[:room]


def what_waits(db: Database, post: QueuePost) -> Waiting | None:
    """Returns what a message shows, if it waits as before."""
    return waiting_at(db, After(post.number if post.flag is None else post.flag, flag=post.flag is not None))


def keep(db: Database, platform: str, channel: str, message: str, each: Waiting, revision: int) -> None:
    """Keeps that a message shows something of the queue.

    Args:
        db: A writer, in a transaction.
        platform: Where the channel is.
        channel: The channel.
        message: The message's id there.
        each: What it shows.
        revision: The newest revision of the claim, as it is shown.
    """
    db.conn.execute(
        "INSERT INTO queue_posts (claim_id, flag_id, platform, channel, message, revision, open) "
        "VALUES (?, ?, ?, ?, ?, ?, 1)",
        (each.number, each.flag, platform, channel, message, revision),
    )


def renewed(db: Database, post: int, revision: int) -> None:
    """Keeps that a message shows the claim as of a newer revision."""
    db.conn.execute("UPDATE queue_posts SET revision = ? WHERE id = ?", (revision, post))


def close(db: Database, post: int) -> None:
    """Keeps that a message tells what became of it, and is done with."""
    db.conn.execute("UPDATE queue_posts SET open = 0 WHERE id = ?", (post,))
