"""Messages on their way to a channel: in order, each with a key that is the same at every attempt.

A message is `pending` until an attempt begins, and `sending` while nobody knows what became of one. It ends
as `sent`, as `failed` where the channel can't be written in, or rests as `unknown` where an attempt may have
succeeded and nobody can find out: that one is never sent again of its own accord.
"""

import json
import secrets
from dataclasses import dataclass, replace

from sqlite_utils import Database

from storage.posts import Post, current, decode, encode, without
from storage.reads.log import head
from storage.vocabulary import Delivery

_COLUMNS = (
    "outbox.id, outbox.digest, outbox.run_id, outbox.platform, outbox.channel, outbox.post, outbox.key, "
    "original.message, outbox.state, outbox.attempts, outbox.at, outbox.due, outbox.begun, outbox.message, "
    "outbox.fault"
)
_FROM = f"SELECT {_COLUMNS} FROM outbox LEFT JOIN outbox AS original ON original.id = outbox.answers"

EXPUNGED = "expunged"
"""The fault of a message that had nothing left to say before it was sent."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message on its way, or there.

    Attributes:
        id: Its row.
        digest: The name of the digest that it is of.
        run: The run that put it together; None for a correction.
        platform: Where its channel is.
        channel: The channel.
        post: What it says.
        key: Names it at every attempt.
        answers: The platform's id of the message that it replies to; None where it replies to none.
        state: Where it is.
        attempts: How many have begun.
        at: When it was put together, ISO 8601 in UTC.
        due: Before when no attempt is made.
        begun: When the first attempt began whose outcome is not known.
        message: The platform's id of it, once it is sent.
        fault: What the newest attempt failed with.
    """

    id: int
    digest: str
    run: int | None
    platform: str
    channel: str
    post: Post
    key: str
    answers: str | None
    state: Delivery
    attempts: int
    at: str
    due: str
    begun: str | None
    message: str | None
    fault: str | None


def put(
    db: Database, digest: str, channel: tuple[str, str], post: Post, at: str, *,
    run: int | None = None, answers: int | None = None,
) -> int:  # fmt: skip
    """Puts a message into the outbox, and keeps which claims its channel is told of by it.

    Args:
        db: A writer, in a transaction.
        digest: The digest's name.
        channel: The platform and the channel.
        post: What it says.
        at: ISO 8601 in UTC.
        run: The run that put it together.
        answers: The row whose message it replies to.
    """
    platform, where = channel
    (row,) = db.conn.execute(
        "INSERT INTO outbox (digest, run_id, platform, channel, part, post, key, answers, state, attempts, "
        "at, due, stale) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', 0, ?, ?, 0) RETURNING id",
        (digest, run, platform, where, post.part, encode(post), secrets.token_hex(9), answers, at, at),
    ).fetchone()
    now = head(db)
    db.conn.executemany(
        "INSERT INTO told VALUES (?, ?, ?, ?, ?)",
        [(number, platform, where, row, now) for number in post.numbers],
    )
    return int(row)


def busy_channels(db: Database, platform: str) -> tuple[str, ...]:
    """Returns the channels of a platform that something is to be done in."""
    rows = db.conn.execute(
        "SELECT channel FROM outbox WHERE state IN ('pending', 'sending') AND platform = ?1 "
        "UNION SELECT channel FROM outbox WHERE stale = 1 AND state = 'sent' AND platform = ?1",
        (platform,),
    )
    return tuple(channel for (channel,) in rows)


def has_told(db: Database) -> bool:
    """Tells whether any channel was told anything."""
    return db.conn.execute("SELECT 1 FROM told LIMIT 1").fetchone() is not None


def next_message(db: Database, platform: str, channel: str) -> Message | None:
    """Returns the message that a channel is to get next, whether or not it is due; None where all is done."""
    row = db.conn.execute(
        f"{_FROM} WHERE outbox.platform = ? AND outbox.channel = ? "
        "AND outbox.state IN ('pending', 'sending') ORDER BY outbox.id LIMIT 1",
        (platform, channel),
    ).fetchone()
    return None if row is None else _message(row)


def next_edit(db: Database, platform: str, channel: str) -> Message | None:
    """Returns a message of a channel that shows what is no more so, with what it is to say now."""
    row = db.conn.execute(
        f"{_FROM} WHERE outbox.platform = ? AND outbox.channel = ? AND outbox.stale = 1 "
        "AND outbox.state = 'sent' ORDER BY outbox.id DESC LIMIT 1",
        (platform, channel),
    ).fetchone()
    if row is None:
        return None
    found = _message(row)
    return replace(found, post=current(db, found.post))


def begin(db: Database, message: int, at: str) -> bool:
    """Keeps that an attempt begins; returns whether it may, as the message is still to be sent."""
    found = db.conn.execute(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1, begun = coalesce(begun, ?) "
        "WHERE id = ? AND state IN ('pending', 'sending')",
        (at, message),
    )
    return found.rowcount > 0


def sent(db: Database, message: int, platform_id: str) -> None:
    """Keeps that a message is there."""
    db.conn.execute(
        "UPDATE outbox SET state = 'sent', message = ?, begun = NULL, fault = NULL WHERE id = ?",
        (platform_id, message),
    )


def again(db: Database, message: int, due: str, fault: str, *, arrived: bool | None) -> None:
    """Keeps that an attempt failed, and when the next may be made.

    Args:
        db: A writer, in a transaction.
        message: Its row.
        due: When, ISO 8601 in UTC.
        fault: What it failed with.
        arrived: False where it certainly did not arrive; None where nobody knows.
    """
    if arrived is None:
        db.conn.execute("UPDATE outbox SET due = ?, fault = ? WHERE id = ?", (due, fault, message))
    else:
        db.conn.execute(
            "UPDATE outbox SET state = 'pending', begun = NULL, due = ?, fault = ? WHERE id = ?",
            (due, fault, message),
        )


def give_up(db: Database, message: int, state: Delivery, fault: str) -> None:
    """Keeps that a message is not sent: it `failed`, or what became of it is `unknown`."""
    db.conn.execute("UPDATE outbox SET state = ?, fault = ? WHERE id = ?", (state, fault, message))


def rest_all(db: Database, fault: str) -> None:
    """Keeps of all that is on its way that nobody knows what became of it."""
    db.conn.execute(
        "UPDATE outbox SET state = 'unknown', fault = ? WHERE state IN ('pending', 'sending')", (fault,)
    )


def resend(db: Database, message: int, at: str) -> bool:
    """Has a message sent that was given up; returns whether it was.

    It gets a new key: an admin has seen that it is not there.
    """
    found = db.conn.execute(
        "UPDATE outbox SET state = 'pending', key = ?, attempts = 0, begun = NULL, fault = NULL, due = ? "
        "WHERE id = ? AND state IN ('unknown', 'failed')",
        (secrets.token_hex(9), at, message),
    )
    return found.rowcount > 0


def edited(db: Database, message: int, said: Post) -> None:
    """Keeps that a message says something else now, unless what it is about changed meanwhile again."""
    found = message_by_id(db, message)
    if found is not None and current(db, found.post) == said:
        db.conn.execute("UPDATE outbox SET stale = 0, post = ? WHERE id = ?", (encode(said), message))


def drop_edit(db: Database, message: int) -> None:
    """Keeps that a message can't be edited any more."""
    db.conn.execute("UPDATE outbox SET stale = 0 WHERE id = ?", (message,))


def message_by_id(db: Database, message: int) -> Message | None:
    """Returns a message; None where there is none."""
    row = db.conn.execute(f"{_FROM} WHERE outbox.id = ?", (message,)).fetchone()
    return None if row is None else _message(row)


def messages(db: Database, *, limit: int, below: int | None = None) -> tuple[Message, ...]:
    """Returns messages, the newest first; with *below*, older ones than that."""
    rows = db.conn.execute(
        f"{_FROM} WHERE ? IS NULL OR outbox.id < ? ORDER BY outbox.id DESC LIMIT ?", (below, below, limit)
    )
    return tuple(map(_message, rows.fetchall()))


def mark_stale(db: Database, numbers: list[int]) -> None:
    """Has the messages edited that tell of these claims."""
    db.conn.execute(
        "UPDATE outbox SET stale = 1 WHERE id IN (SELECT outbox_id FROM told "
        "WHERE claim_id IN (SELECT value FROM json_each(?)))",
        (json.dumps(numbers),),
    )


def scrub(db: Database, number: int) -> None:
    """Takes all words of a claim out of what was put together, sent or not; messages of it are edited.

    Args:
        db: A writer, in the transaction that expunges the claim.
        number: The claim's number.
    """
    mark_stale(db, [number])
    # A message may quote it as the answer to another claim.
    rows = db.conn.execute(
        "SELECT id, post, state FROM outbox WHERE instr(post, ?)", (f'"number":{number},',)
    ).fetchall()
    for row, text, state in rows:
        post = without(decode(text), number)
        db.conn.execute("UPDATE outbox SET post = ?, stale = 1 WHERE id = ?", (encode(post), row))
        if not post.sections and state == "pending":
            give_up(db, row, "failed", EXPUNGED)


def _message(row: tuple[object, ...]) -> Message:
    values = list(row)
    values[5] = decode(str(values[5]))
    return Message(*values)  # type: ignore[arg-type]  # the columns are the fields, in their order
