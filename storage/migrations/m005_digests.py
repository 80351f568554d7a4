"""Digests: what is posted of its own accord, which part of it is where on its way, and who was told what."""

from sqlite_utils import Database

_STATEMENTS = (
    # What a channel is told, and when. `filter` and `schedule` are JSON (storage/digests.py); `zone` is empty
    # where the desk's counts. All up to the revision `cursor` is told; `since` is when the schedule began to
    # hold, before which nothing was due; `wanted` is a request to post now. The number of one that is gone is
    # not given again: the log tells of digests by their numbers.
    """
    CREATE TABLE digests (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        platform TEXT NOT NULL,
        channel TEXT NOT NULL,
        topic_id INTEGER REFERENCES topics (id),
        filter TEXT NOT NULL,
        schedule TEXT NOT NULL,
        zone TEXT NOT NULL,
        heading TEXT,
        most INTEGER NOT NULL,
        cursor INTEGER NOT NULL,
        since TEXT NOT NULL,
        paused TEXT CHECK (paused IN ('asked', 'unreachable', 'restored')),
        wanted TEXT
    ) STRICT
    """,
    "CREATE INDEX digests_of_a_channel ON digests (platform, channel)",
    "CREATE INDEX digests_of_a_topic ON digests (topic_id) WHERE topic_id IS NOT NULL",
    # Each time that a digest was due and was put together, whether or not there was anything to tell: what
    # comes twice at one slot of a local day comes once.
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        digest_id INTEGER NOT NULL,
        day TEXT NOT NULL,
        slot TEXT NOT NULL,
        at TEXT NOT NULL,
        after INTEGER NOT NULL,
        until INTEGER NOT NULL,
        UNIQUE (digest_id, day, slot)
    ) STRICT
    """,
    # What is to be posted, as it was put together, one row a message; `post` is JSON (storage/posts.py).
    # `key` names the message at each attempt. `begun` is when the first attempt began whose outcome is not
    # known, `due` before when none is made. `answers` is the row whose message it replies to. A message is
    # `stale` where its channel shows what is no more so.
    """
    CREATE TABLE outbox (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        digest TEXT NOT NULL,
        run_id INTEGER REFERENCES runs (id),
        platform TEXT NOT NULL,
        channel TEXT NOT NULL,
        part INTEGER NOT NULL,
        post TEXT NOT NULL,
        key TEXT NOT NULL UNIQUE,
        answers INTEGER REFERENCES outbox (id),
        state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'unknown', 'failed')),
        attempts INTEGER NOT NULL,
        at TEXT NOT NULL,
        due TEXT NOT NULL,
        begun TEXT,
        message TEXT,
        fault TEXT,
        stale INTEGER NOT NULL CHECK (stale IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX outbox_to_send ON outbox (platform, channel, id) WHERE state IN ('pending', 'sending')",
    "CREATE INDEX outbox_to_edit ON outbox (platform, channel, id) WHERE stale = 1 AND state = 'sent'",
    # Which claims a channel was told of in which message, and as of which revision of the claim.
    """
    CREATE TABLE told (
        claim_id INTEGER NOT NULL,
        platform TEXT NOT NULL,
        channel TEXT NOT NULL,
        outbox_id INTEGER NOT NULL REFERENCES outbox (id),
        revision INTEGER NOT NULL,
        PRIMARY KEY (claim_id, platform, channel, outbox_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX told_in_a_message ON told (outbox_id)",
    # Revisions that no digest tells of, such as those of an import.
    "CREATE TABLE unannounced (revision_id INTEGER PRIMARY KEY) STRICT",
    # The one row says up to which revision messages that were posted have been corrected.
    """
    CREATE TABLE corrected (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        until INTEGER NOT NULL
    ) STRICT
    """,
    "INSERT INTO corrected SELECT 1, coalesce(max(id), 0) FROM revisions",
)


def apply(db: Database) -> None:
    """Creates the tables and their indexes."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)
