"""The tables of a desk: the record of docs/record.md, one table a thing, and its log."""

from sqlite_utils import Database

_STATEMENTS = (
    # What the desk is called, its time zone and language; later its other rules.
    """
    CREATE TABLE settings (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        value TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE topics (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        slug TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        folded TEXT NOT NULL,
        parent_id INTEGER REFERENCES topics (id),
        archived INTEGER NOT NULL CHECK (archived IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE topic_aliases (
        topic_id INTEGER NOT NULL REFERENCES topics (id),
        position INTEGER NOT NULL,
        alias TEXT NOT NULL,
        folded TEXT NOT NULL,
        language TEXT,
        PRIMARY KEY (topic_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE actors (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        folded TEXT NOT NULL,
        kind TEXT NOT NULL
            CHECK (kind IN ('person', 'state', 'organisation', 'armed_force', 'place', 'other')),
        description TEXT,
        wikidata TEXT CHECK (wikidata GLOB 'Q[1-9]*'),
        merged_into INTEGER REFERENCES actors (id) CHECK (merged_into <> id),
        archived INTEGER NOT NULL CHECK (archived IN (0, 1))
    ) STRICT
    """,
    """
    CREATE TABLE actor_aliases (
        actor_id INTEGER NOT NULL REFERENCES actors (id),
        position INTEGER NOT NULL,
        alias TEXT NOT NULL,
        folded TEXT NOT NULL,
        language TEXT,
        PRIMARY KEY (actor_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        url TEXT CHECK (url GLOB 'http://*' OR url GLOB 'https://*'),
        publisher TEXT,
        title TEXT,
        author TEXT,
        published TEXT,
        published_lower INTEGER,
        published_upper INTEGER,
        retrieved TEXT,
        archive_url TEXT CHECK (archive_url GLOB 'http://*' OR archive_url GLOB 'https://*'),
        language TEXT,
        origin_id INTEGER REFERENCES sources (id) CHECK (origin_id <> id),
        given_url TEXT CHECK (given_url GLOB 'http://*' OR given_url GLOB 'https://*'),
        CHECK (url IS NOT NULL OR (publisher IS NOT NULL AND published IS NOT NULL))
    ) STRICT
    """,
    # Of the columns of days (since 1970-01-01): *_lower and *_upper bound what is written, NULL where it
    # is open or unknown. sort_day, begins and ends place the claim on a timeline, whatever it lacks
    # (storage/placement.py); known_from is the day from which it was known. also_searched holds forms of the
    # words in its text and quotes that a search must find as well (storage/names.py).
    """
    CREATE TABLE claims (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        text TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('event', 'figure', 'statement', 'control', 'forecast')),
        status TEXT NOT NULL CHECK (status IN ('proposed', 'published', 'retracted', 'rejected')),
        rank TEXT NOT NULL CHECK (rank IN ('preferred', 'normal', 'deprecated')),
        rank_reason TEXT,
        occurred TEXT,
        occurred_lower INTEGER,
        occurred_upper INTEGER,
        stated TEXT,
        stated_lower INTEGER,
        stated_upper INTEGER,
        place_id INTEGER REFERENCES actors (id),
        sort_day INTEGER NOT NULL,
        begins INTEGER NOT NULL,
        ends INTEGER NOT NULL,
        known_from INTEGER,
        also_searched TEXT,
        revision_id INTEGER NOT NULL REFERENCES revisions (id)
    ) STRICT
    """,
    # A topic's claims in the order of its timeline, with all that a reader may narrow it by: the columns
    # after claim_id repeat the claim's, so that the longest walk stays inside this one tree.
    """
    CREATE TABLE claim_topics (
        topic_id INTEGER NOT NULL REFERENCES topics (id),
        sort_day INTEGER NOT NULL,
        claim_id INTEGER NOT NULL REFERENCES claims (id),
        begins INTEGER NOT NULL,
        ends INTEGER NOT NULL,
        known_from INTEGER,
        kind TEXT NOT NULL,
        status TEXT NOT NULL,
        has_figures INTEGER NOT NULL CHECK (has_figures IN (0, 1)),
        position INTEGER NOT NULL,
        PRIMARY KEY (topic_id, sort_day, claim_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE attributions (
        claim_id INTEGER NOT NULL REFERENCES claims (id),
        position INTEGER NOT NULL,
        actor_id INTEGER NOT NULL REFERENCES actors (id),
        role TEXT NOT NULL CHECK (role IN ('speaker', 'via', 'anonymous_official')),
        verb TEXT NOT NULL CHECK (verb IN (
            'says', 'announces', 'claims', 'reports', 'estimates', 'confirms', 'does_not_confirm', 'denies',
            'disputes', 'acknowledges', 'warns', 'predicts', 'promises', 'demands', 'accuses')),
        sort_day INTEGER NOT NULL,
        PRIMARY KEY (claim_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE involvements (
        claim_id INTEGER NOT NULL REFERENCES claims (id),
        position INTEGER NOT NULL,
        actor_id INTEGER NOT NULL REFERENCES actors (id),
        role TEXT NOT NULL CHECK (role IN ('subject', 'target', 'participant')),
        sort_day INTEGER NOT NULL,
        PRIMARY KEY (claim_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE evidence (
        claim_id INTEGER NOT NULL REFERENCES claims (id),
        position INTEGER NOT NULL,
        source_id INTEGER NOT NULL REFERENCES sources (id),
        quote TEXT,
        quote_language TEXT,
        translation TEXT,
        first_appearance INTEGER NOT NULL CHECK (first_appearance IN (0, 1)),
        PRIMARY KEY (claim_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE figures (
        claim_id INTEGER NOT NULL REFERENCES claims (id),
        position INTEGER NOT NULL,
        measure TEXT NOT NULL,
        lower REAL,
        best REAL,
        upper REAL,
        unit TEXT,
        qualifier TEXT NOT NULL CHECK (qualifier IN (
            'exactly', 'about', 'at_least', 'at_most', 'more_than', 'fewer_than', 'between')),
        as_of TEXT,
        as_of_lower INTEGER,
        as_of_upper INTEGER,
        cumulative INTEGER CHECK (cumulative IN (0, 1)),
        wording TEXT,
        sort_day INTEGER NOT NULL,
        PRIMARY KEY (claim_id, position),
        CHECK (lower IS NULL OR upper IS NULL OR lower <= upper),
        CHECK (lower IS NULL OR best IS NULL OR lower <= best),
        CHECK (best IS NULL OR upper IS NULL OR best <= upper)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE relations (
        id INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL
            CHECK (type IN ('confirms', 'corroborates', 'disputes', 'denies', 'supersedes', 'corrects')),
        from_claim_id INTEGER NOT NULL REFERENCES claims (id),
        to_claim_id INTEGER NOT NULL REFERENCES claims (id),
        source_id INTEGER REFERENCES sources (id),
        quote TEXT,
        UNIQUE (from_claim_id, to_claim_id, type),
        CHECK (from_claim_id <> to_claim_id)
    ) STRICT
    """,
    # The log. `at` is ISO 8601 in UTC; (platform, request) names the event that asked for it, so that one
    # delivered twice is carried out once; `undoes` is the revision that this one takes back.
    """
    CREATE TABLE revisions (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        platform TEXT NOT NULL,
        account TEXT NOT NULL,
        reason TEXT,
        request TEXT,
        undoes INTEGER REFERENCES revisions (id),
        UNIQUE (platform, request)
    ) STRICT
    """,
    """
    CREATE TABLE revision_items (
        id INTEGER PRIMARY KEY,
        revision_id INTEGER NOT NULL REFERENCES revisions (id),
        object_kind TEXT NOT NULL
            CHECK (object_kind IN ('topic', 'actor', 'source', 'claim', 'relation',
                'setting', 'person', 'group', 'channel', 'flag', 'digest')),
        object_id INTEGER NOT NULL,
        change TEXT NOT NULL CHECK (change IN (
            'added', 'wording', 'updated', 'corrected', 'withdrawn', 'restored', 'approved', 'rejected',
            'reopened', 'ranked', 'merged', 'split', 'archived', 'removed', 'expunged')),
        before TEXT,
        after TEXT
    ) STRICT
    """,
    # What is written in the log stays written, but for two things that people have a right to: an account may
    # become a pseudonym, and content may give way to a marker, its reason with it (storage/expunging.py).
    """
    CREATE TRIGGER revisions_are_append_only BEFORE UPDATE ON revisions
    WHEN NOT (
        NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.platform = OLD.platform
        AND NEW.request IS OLD.request AND NEW.undoes IS OLD.undoes
        AND (NEW.account = OLD.account OR NEW.account GLOB 'forgotten-[1-9]*')
        AND (NEW.reason IS OLD.reason OR NEW.reason IS NULL))
    BEGIN SELECT RAISE(ABORT, 'the revision log is append-only'); END
    """,
    """
    CREATE TRIGGER revisions_are_kept BEFORE DELETE ON revisions
    BEGIN SELECT RAISE(ABORT, 'the revision log is append-only'); END
    """,
    """
    CREATE TRIGGER revision_items_are_append_only BEFORE UPDATE ON revision_items
    WHEN NOT (
        NEW.id = OLD.id AND NEW.revision_id = OLD.revision_id AND NEW.object_kind = OLD.object_kind
        AND NEW.object_id = OLD.object_id AND NEW.change = OLD.change
        AND (NEW.before IS OLD.before OR (OLD.before IS NOT NULL AND NEW.before IS '{"type":"expunged"}'))
        AND (NEW.after IS OLD.after OR (OLD.after IS NOT NULL AND NEW.after IS '{"type":"expunged"}')))
    BEGIN SELECT RAISE(ABORT, 'the revision log is append-only'); END
    """,
    """
    CREATE TRIGGER revision_items_are_kept BEFORE DELETE ON revision_items
    BEGIN SELECT RAISE(ABORT, 'the revision log is append-only'); END
    """,
)


def apply(db: Database) -> None:
    """Creates the tables."""
    for statement in _STATEMENTS:
        db.conn.execute(statement)
