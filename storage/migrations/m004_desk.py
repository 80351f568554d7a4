"""A desk's own affairs: who its people are, what its channels follow, and what waits to be settled."""

from sqlite_utils import Database

_STATEMENTS = (
    # A person is whoever uses some accounts; a role that is not set is what the platform vouches for.
    """
    CREATE TABLE persons (
        id INTEGER PRIMARY KEY,
        role TEXT CHECK (role IN ('reader', 'contributor', 'editor', 'admin')),
        blocked INTEGER NOT NULL CHECK (blocked IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE accounts (
        platform TEXT NOT NULL,
        account TEXT NOT NULL,
        person_id INTEGER NOT NULL REFERENCES persons (id),
        name TEXT NOT NULL,
        PRIMARY KEY (platform, account)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX accounts_of_a_person ON accounts (person_id)",
    # What the desk has for whoever is in a group, such as a role of Discord's. The number of one that is gone
    # is not given again: the log tells of groups by their numbers.
    """
    CREATE TABLE group_roles (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        platform TEXT NOT NULL,
        group_id TEXT NOT NULL,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('reader', 'contributor', 'editor', 'admin')),
        UNIQUE (platform, group_id)
    ) STRICT
    """,
    # A one-time code that makes two accounts one person: only a digest of it is kept.
    """
    CREATE TABLE link_codes (
        digest TEXT PRIMARY KEY,
        platform TEXT NOT NULL,
        account TEXT NOT NULL,
        expires TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE channels (
        id INTEGER PRIMARY KEY,
        platform TEXT NOT NULL,
        channel TEXT NOT NULL,
        topic_id INTEGER REFERENCES topics (id),
        answers TEXT NOT NULL CHECK (answers IN ('public', 'private')),
        UNIQUE (platform, channel)
    ) STRICT
    """,
    "CREATE INDEX channels_of_a_topic ON channels (topic_id) WHERE topic_id IS NOT NULL",
    # What an editor began to add and has not settled: the arguments as typed, as a JSON object of lists.
    # Here and below, the number of one that is gone is not given again: somebody may still hold it, and of
    # flags the log tells by their numbers.
    """
    CREATE TABLE drafts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        platform TEXT NOT NULL,
        account TEXT NOT NULL,
        at TEXT NOT NULL,
        given TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX drafts_of_an_account ON drafts (platform, account, id)",
    # Doubts of readers, which wait in the review queue until somebody closes them.
    """
    CREATE TABLE flags (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        claim_id INTEGER NOT NULL,
        platform TEXT NOT NULL,
        account TEXT NOT NULL,
        at TEXT NOT NULL,
        reason TEXT NOT NULL,
        closed INTEGER NOT NULL CHECK (closed IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX open_flags ON flags (at, id) WHERE closed = 0",
    "CREATE INDEX flags_of_a_claim ON flags (claim_id)",
    "CREATE INDEX flags_of_an_account ON flags (platform, account)",
    "CREATE INDEX claims_that_wait ON claims (id) WHERE status = 'proposed'",
    # What somebody is to be told in private, and was not told yet: a message's key and its values as JSON.
    """
    CREATE TABLE notices (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        platform TEXT NOT NULL,
        account TEXT NOT NULL,
        at TEXT NOT NULL,
        message TEXT NOT NULL,
        fields TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX notices_of_an_account ON notices (platform, account, id)",
    # Messages in a channel that show what waits in the review queue; `revision` is the newest of the claim
    # that they show. A claim or flag may be gone: the message is still to say so.
    """
    CREATE TABLE queue_posts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        claim_id INTEGER NOT NULL,
        flag_id INTEGER,
        platform TEXT NOT NULL,
        channel TEXT NOT NULL,
        message TEXT NOT NULL,
        revision INTEGER NOT NULL,
        open INTEGER NOT NULL CHECK (open IN (0, 1))
    ) STRICT
    """,
    "CREATE INDEX open_queue_posts ON queue_posts (platform, id) WHERE open = 1",
    # The platform's events that were handled without a revision, which would bear their names.
    """
    CREATE TABLE handled (
        platform TEXT NOT NULL,
        request TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (platform, request)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX handled_by_time ON handled (at)",
)


def apply(db: Database) -> None:
    """Creates the tables and their indexes."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)
