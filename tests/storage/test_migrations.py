import re
import sqlite3
from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage import vocabulary
from storage.connection import in_transaction
from storage.lines import Relation
from storage.migrations import KNOWN, MIGRATIONS, m001_create, m002_index, m003_views, m004_desk, m005_digests
from tests.storage.factories import KURSK, REPORT, RUSSIA, UKRAINE, add, claim, in_memory

TABLES = [
    "actor_aliases",
    "actors",
    "attributions",
    "claim_topics",
    "claims",
    "evidence",
    "figures",
    "involvements",
    "relations",
    "revision_items",
    "revisions",
    "settings",
    "sources",
    "topic_aliases",
    "topics",
]
AFFAIRS = [
    "accounts",
    "channels",
    "corrected",
    "digests",
    "drafts",
    "flags",
    "group_roles",
    "handled",
    "link_codes",
    "notices",
    "outbox",
    "queue_posts",
    "persons",
    "runs",
    "told",
    "unannounced",
]
VIEWS = [
    "estimates_side_by_side",
    "history",
    "timeline",
    "where_to_check",
    "who_contradicts_whom",
    "who_says_what",
]


@pytest.fixture
def empty() -> Iterator[Database]:
    db = Database(":memory:")
    yield db
    db.close()


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory(KURSK, RUSSIA, UKRAINE, REPORT, claim("c1", topics=("t-kursk",)))
    yield db
    db.close()


def names(db: Database, kind: str) -> list[str]:
    """The names of our own tables or views, without what full-text search makes or points to."""
    rows = db.conn.execute(
        "SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name",
        (kind,),
    )
    return [name for (name,) in rows]


def schema(db: Database) -> dict[str, str]:
    return dict(
        db.conn.execute("SELECT name, sql FROM sqlite_schema WHERE tbl_name NOT LIKE '\\_%' ESCAPE '\\'")
    )


def test_the_steps_are_known_by_name_in_their_order(empty: Database) -> None:
    assert KNOWN == ("m001_create", "m002_index", "m003_views", "m004_desk", "m005_digests")
    assert [step.name for step in MIGRATIONS.pending(empty)] == list(KNOWN)


def test_an_empty_file_becomes_a_desk(empty: Database) -> None:
    MIGRATIONS.apply(empty)
    assert [step.name for step in MIGRATIONS.applied(empty)] == list(KNOWN)
    assert names(empty, "table") == sorted([*TABLES, *AFFAIRS, "claim_search", "name_search"])
    assert names(empty, "view") == VIEWS
    before = schema(empty)
    MIGRATIONS.apply(empty)
    assert schema(empty) == before


def test_each_step_adds_to_a_desk_that_holds_something_and_changes_nothing_in_it(empty: Database) -> None:
    m001_create.apply(empty)
    for number in (1, 2):
        empty.conn.execute("INSERT INTO topics VALUES (?1, ?1, ?1, ?1, ?1, NULL, 0)", (str(number),))
    first = schema(empty)
    assert names(empty, "table") == TABLES
    m002_index.apply(empty)
    m003_views.apply(empty)
    m004_desk.apply(empty)
    m005_digests.apply(empty)
    assert {name: sql for name, sql in schema(empty).items() if name in first} == first
    assert schema(empty) == schema(in_memory())
    assert empty.conn.execute("SELECT id FROM topics INDEXED BY names_of_topics").fetchall() == [(1,), (2,)]
    assert empty.conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_table_is_strict(desk: Database) -> None:
    strict = dict(desk.conn.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'"))
    ours = [*TABLES, *AFFAIRS]
    assert {name: strict[name] for name in ours} == dict.fromkeys(ours, 1)
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT value in INTEGER column"):
        desk.conn.execute("UPDATE claims SET sort_day = 'yesterday'")


CHECKED = {
    ("actors", "kind"): vocabulary.ActorKind,
    ("claims", "kind"): vocabulary.ClaimKind,
    ("claims", "status"): vocabulary.Status,
    ("claims", "rank"): vocabulary.Rank,
    ("attributions", "role"): vocabulary.AttributionRole,
    ("attributions", "verb"): vocabulary.Verb,
    ("involvements", "role"): vocabulary.InvolvementRole,
    ("figures", "qualifier"): vocabulary.Qualifier,
    ("relations", "type"): vocabulary.RelationType,
    ("revision_items", "object_kind"): vocabulary.LoggedKind,
    ("revision_items", "change"): vocabulary.Change,
    ("persons", "role"): vocabulary.DeskRole,
    ("group_roles", "role"): vocabulary.DeskRole,
    ("channels", "answers"): vocabulary.Answers,
    ("digests", "paused"): vocabulary.Pause,
    ("outbox", "state"): vocabulary.Delivery,
}


def test_every_enumeration_is_checked_by_the_schema_as_the_vocabulary_has_it(desk: Database) -> None:
    checks = {
        (table, column): tuple(re.findall(r"'(\w+)'", listed))
        for table in [*TABLES, *AFFAIRS]
        for column, listed in re.findall(r"CHECK \((\w+) IN \(([^)]*'[^)]*)\)\)", schema(desk)[table])
    }
    assert checks == {where: vocabulary.values(words) for where, words in CHECKED.items()}


def test_every_vocabulary_is_checked_somewhere() -> None:
    defined = {
        name
        for name, value in vars(vocabulary).items()
        if name[0].isupper() and not name.isupper() and vocabulary.values(value)
    }
    used = {
        name for name, value in vars(vocabulary).items() if any(value is each for each in CHECKED.values())
    }
    assert defined - {"ObjectKind"} == used
    # The record's own objects are the first of what the log tells of.
    kinds = vocabulary.values(vocabulary.ObjectKind)
    assert vocabulary.values(vocabulary.LoggedKind)[: len(kinds)] == kinds


REFUSED = [
    ("UPDATE actors SET kind = 'planet'", "CHECK"),
    ("UPDATE actors SET wikidata = '423'", "CHECK"),
    ("UPDATE actors SET merged_into = id", "CHECK"),
    ("UPDATE actors SET merged_into = 99", "FOREIGN KEY"),
    ("UPDATE topics SET parent_id = 99", "FOREIGN KEY"),
    ("UPDATE topics SET slug = NULL", "NOT NULL"),
    ("UPDATE sources SET url = 'ftp://example.org'", "CHECK"),
    ("UPDATE sources SET archive_url = 'javascript:alert(1)'", "CHECK"),
    ("UPDATE sources SET url = NULL, published = NULL", "CHECK"),
    ("UPDATE sources SET url = NULL, publisher = NULL", "CHECK"),
    ("UPDATE sources SET origin_id = id", "CHECK"),
    ("UPDATE claims SET status = 'deleted'", "CHECK"),
    ("UPDATE claims SET place_id = 99", "FOREIGN KEY"),
    ("UPDATE claims SET revision_id = 99", "FOREIGN KEY"),
    ("DELETE FROM claims", "FOREIGN KEY"),
    ("DELETE FROM sources", "FOREIGN KEY"),
    ("UPDATE topics SET archived = 2", "CHECK"),
    ("UPDATE actors SET archived = NULL", "NOT NULL"),
    ("UPDATE sources SET given_url = 'ftp://example.org'", "CHECK"),
    ("INSERT INTO revisions (at, platform, account, undoes) VALUES ('', '', '', 99)", "FOREIGN KEY"),
    ("INSERT INTO persons VALUES (1, 'king', 0)", "CHECK"),
    ("INSERT INTO persons VALUES (1, NULL, 2)", "CHECK"),
    ("INSERT INTO group_roles VALUES (1, 'chat', '17', 'Staff', 'king')", "CHECK"),
    ("INSERT INTO group_roles VALUES (1, 'chat', '17', 'Staff', NULL)", "NOT NULL"),
    ("INSERT INTO accounts VALUES ('chat', 'x', 99, 'X')", "FOREIGN KEY"),
    ("INSERT INTO channels VALUES (1, 'chat', 'room', 99, 'public')", "FOREIGN KEY"),
    ("INSERT INTO channels VALUES (1, 'chat', 'room', NULL, 'loud')", "CHECK"),
    ("INSERT INTO flags VALUES (1, 1, 'chat', 'x', '', 'why', 2)", "CHECK"),
    ("UPDATE claim_topics SET has_figures = 2", "CHECK"),
    ("UPDATE evidence SET source_id = 99", "FOREIGN KEY"),
    ("INSERT INTO figures (claim_id, position, measure, qualifier, sort_day, lower, upper) "
     "VALUES (1, 0, 'killed', 'about', 0, 2, 1)", "CHECK"),
    ("INSERT INTO figures (claim_id, position, measure, qualifier, sort_day, lower, best) "
     "VALUES (1, 0, 'killed', 'about', 0, 2, 1)", "CHECK"),
    ("INSERT INTO figures (claim_id, position, measure, qualifier, sort_day, best, upper) "
     "VALUES (1, 0, 'killed', 'about', 0, 2, 1)", "CHECK"),
    ("INSERT INTO relations VALUES (1, 'r', 'denies', 1, 1, NULL, NULL)", "CHECK"),
    ("INSERT INTO relations VALUES (1, 'r', 'denies', 1, 99, NULL, NULL)", "FOREIGN KEY"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "reason"), REFUSED, ids=[statement for statement, _ in REFUSED])
def test_the_schema_refuses_what_breaks_a_rule(desk: Database, statement: str, reason: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=f"^{reason} constraint failed"):
        desk.conn.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revisions SET reason = 'another'",
        "UPDATE revisions SET at = '2024'",
        "UPDATE revisions SET account = 'another'",
        "UPDATE revisions SET account = 'forgotten-'",
        "UPDATE revisions SET platform = 'x', account = 'forgotten-1'",
        "UPDATE revisions SET request = 'event-1'",
        "UPDATE revisions SET undoes = 1",
        "UPDATE revision_items SET after = NULL WHERE id = 1",
        "UPDATE revision_items SET after = '{}' WHERE id = 1",
        'UPDATE revision_items SET before = \'{"type":"expunged"}\' WHERE id = 1',
        "UPDATE revision_items SET change = 'removed' WHERE id = 1",
        "UPDATE revision_items SET object_id = 9 WHERE id = 1",
        "DELETE FROM revisions",
        "DELETE FROM revision_items WHERE id = 3",
        "INSERT OR REPLACE INTO revisions (id, at, platform, account) VALUES (1, '', '', '')",
        "INSERT OR REPLACE INTO revision_items (id, revision_id, object_kind, object_id, change) "
        "VALUES (1, 1, 'claim', 1, 'added')",
    ],
)
def test_what_is_written_in_the_log_stays_written(desk: Database, statement: str) -> None:
    before = desk.conn.execute("SELECT * FROM revision_items JOIN revisions").fetchall()
    with pytest.raises(sqlite3.IntegrityError, match=r"^the revision log is append-only$"):
        desk.conn.execute(statement)
    assert desk.conn.execute("SELECT * FROM revision_items JOIN revisions").fetchall() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revisions SET reason = NULL",
        "UPDATE revisions SET account = 'forgotten-12'",
        'UPDATE revision_items SET after = \'{"type":"expunged"}\'',
    ],
)
def test_content_and_accounts_may_give_way_in_the_log(desk: Database, statement: str) -> None:
    assert desk.conn.execute(statement).rowcount > 0


def test_a_request_makes_one_revision_and_revisions_without_one_are_free(desk: Database) -> None:
    statement = "INSERT INTO revisions (at, platform, account, request) VALUES ('', 'chat', 'x', ?)"
    desk.conn.execute(statement, ("event-1",))
    for _ in range(2):
        desk.conn.execute(statement, (None,))
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        desk.conn.execute(statement, ("event-1",))


def test_one_relation_of_a_type_stands_between_two_claims(desk: Database) -> None:
    denial = Relation(uid="r1", relation="denies", from_claim="c2", to_claim="c1")
    in_transaction(desk, lambda db: add(db, [claim("c2"), denial]))
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        desk.conn.execute("INSERT INTO relations VALUES (2, 'r2', 'denies', 2, 1, NULL, NULL)")
    desk.conn.execute("INSERT INTO relations VALUES (2, 'r2', 'denies', 1, 2, NULL, NULL)")
