import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlite_utils import Database

from storage.connection import in_transaction, open_writer
from storage.desk import Desk, Threads
from storage.drafts import keep
from storage.expunging import Touched, expunge, forget, known, touched
from storage.flags import close_flag, open_flag, raise_flag
from storage.lines import Actor, Attribution, Evidence, Involvement, Line, Relation, Source, Topic, write
from storage.linking import link, link_code
from storage.notices import leave
from storage.people import Account, member, set_role
from storage.reads.history import of_claim
from storage.revising import Revised, Step, adding, current, revise
from storage.undoing import undo
from storage.writing import Author, Refused
from tests.storage.factories import (
    KURSK,
    REPORT,
    RUSSIA,
    TESTER,
    UKRAINE,
    add_to,
    claim,
    desk_of,
    do,
    in_memory,
    problems,
    rows,
)

MARK = '{"type":"expunged"}'
ADMIN = Author("2025-05-09T08:00:00Z", "chat", "admin", "A court asked for it.")
READER = Author("2025-05-03T08:00:00Z", "chat", "Reader-Quixotic")
ACCOUNT = Account("chat", "Reader-Quixotic")
# Each word stands in the file only where the expunged claim put it.
WORDS = [
    "zyzzyva",
    "quincunx",
    "mumpsimus",
    "borborygm",
    "syzygies",
    "widdershins",
    "catawampus",
    "bumfuzzle",
]

LEAK = Source(
    "s-leak",
    url="https://example.org/mumpsimus",
    title="A syzygies leak",
    published="2025-05-01",
    origin="s-base",
)
BASE = Source("s-base", url="https://example.org/base", title="Widdershins")
NOBODY = Actor("a-nobody", "Mr Borborygm", "person")
SECRET = claim(
    "c1",
    "Where the zyzzyva lives.",
    topics=("t-kursk",),
    attributions=(Attribution("a-nobody"), Attribution("a-russia")),
    evidence=(Evidence("s-leak", "at quincunx street"), Evidence("s-report")),
)
OTHER = claim("c2", "Something else.", evidence=(Evidence("s-report"),))
DENIAL = Relation("r1", "denies", "c2", "c1", quote="no catawampus")


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory(KURSK, RUSSIA, UKRAINE, REPORT, OTHER)
    do(db, *adding(BASE, LEAK, NOBODY, SECRET), author=READER)
    do(db, *adding(DENIAL))
    yield db
    assert problems(db) == []
    db.close()


def expunged(db: Database, number: int) -> int:
    return in_transaction(db, lambda writer: expunge(writer, number, ADMIN))


def flagged(db: Database, number: int, reason: str, author: Author = READER) -> int:
    return in_transaction(db, lambda writer: raise_flag(writer, number, reason, author))


def text_of(db: Database) -> str:
    """All that is in all tables, those of the search indexes too."""
    tables = rows(db, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'view'")
    query = "SELECT * FROM "
    return repr([db.conn.execute(query + str(table)).fetchall() for (table,) in tables]).lower()


def left_in(path: Path, words: list[str]) -> list[str]:
    """Those of the words that stand anywhere in the file; an index of words may keep only a word's end."""
    content = path.read_bytes().lower()
    return [word for word in words if word.encode() in content or word[2:].encode() in content]


def test_what_goes_is_told_before(desk: Database) -> None:
    flagged(desk, 2, "It is not so.")
    flagged(desk, 2, "Nor is it.")
    assert touched(desk, 2) == Touched(
        (1,), (("source", 2, BASE), ("source", 3, LEAK), ("actor", 3, NOBODY)), 2
    )
    assert touched(desk, 1) == Touched((1,), (("actor", 2, UKRAINE),), 0)
    assert touched(desk, 9) == Touched((), (), 0)


def test_a_marker_stands_in_place_of_content_and_the_log_has_no_gap(desk: Database) -> None:
    assert expunged(desk, 2) == 4
    assert rows(desk, "SELECT uid FROM claims UNION SELECT uid FROM relations") == [("c2",)]
    assert rows(desk, "SELECT uid FROM sources UNION SELECT uid FROM actors ORDER BY 1") == [
        ("a-russia",),
        ("a-ukraine",),
        ("s-report",),
    ]
    items = "SELECT id, revision_id, object_kind, object_id, change, before, after FROM revision_items"
    assert rows(desk, f"{items} WHERE id > 5") == [
        (6, 2, "source", 2, "added", None, MARK),
        (7, 2, "source", 3, "added", None, MARK),
        (8, 2, "actor", 3, "added", None, MARK),
        (9, 2, "claim", 2, "added", None, MARK),
        (10, 3, "relation", 1, "added", None, MARK),
        (11, 4, "relation", 1, "expunged", None, None),
        (12, 4, "claim", 2, "expunged", None, None),
        (13, 4, "source", 2, "expunged", None, None),
        (14, 4, "source", 3, "expunged", None, None),
        (15, 4, "actor", 3, "expunged", None, None),
    ]
    assert rows(desk, "SELECT id, account, reason FROM revisions ORDER BY id") == [
        (1, "tester", None),
        (2, "Reader-Quixotic", None),
        (3, "tester", None),
        (4, "admin", "A court asked for it."),
    ]
    text = text_of(desk)
    assert [word for word in WORDS if word in text] == []
    entries, _ = of_claim(desk, 2, limit=9)
    assert [
        (entry.revision, entry.change, entry.expunged, entry.before, entry.after) for entry in entries
    ] == [
        (4, "expunged", True, None, None),
        (2, "added", True, None, None),
    ]


def test_its_number_is_not_given_again_and_there_is_nothing_to_expunge_twice(desk: Database) -> None:
    expunged(desk, 2)
    for number in (2, 9):
        with pytest.raises(Refused, match=f"^there is no claim #{number}$"):
            expunged(desk, number)
    assert do(desk, *adding(claim("c1", "A new one."))).rows == (3,)


def test_what_something_else_names_stays(desk: Database) -> None:
    third = claim("c3", involvements=(Involvement("a-nobody"),), evidence=(Evidence("s-base"),))
    do(desk, *adding(third))
    assert touched(desk, 2).alone == (("source", 3, LEAK),)
    expunged(desk, 2)
    assert current(desk.conn, "source", 2) == BASE
    assert current(desk.conn, "actor", 3) == NOBODY


NAMING: list[tuple[Line, str]] = [
    (claim("c3", place="a-nobody"), "actor"),
    (claim("c3", attributions=(Attribution("a-nobody"),)), "actor"),
    (Actor("a-4", "Another name", "person", merged_into="a-nobody"), "actor"),
    (claim("c3", evidence=(Evidence("s-leak"),)), "source"),
    (Source("s-4", url="https://example.org/4", origin="s-leak"), "source"),
]


@pytest.mark.parametrize(("line", "kind"), NAMING, ids=range(len(NAMING)))
def test_each_way_to_name_something_keeps_it(desk: Database, line: Line, kind: str) -> None:
    do(desk, *adding(line))
    assert kind not in [each for each, row, _ in touched(desk, 2).alone if row == 3]


def test_a_relation_between_others_keeps_its_source_and_its_own_do_not(desk: Database) -> None:
    do(desk, Step("updated", DENIAL, replace(DENIAL, source="s-leak")), *adding(claim("c3")))
    assert ("source", 3, LEAK) in touched(desk, 2).alone
    do(desk, *adding(Relation("r2", "confirms", "c3", "c2", source="s-leak")))
    assert ("source", 3, LEAK) not in touched(desk, 2).alone


def test_what_came_with_several_claims_or_before_stays() -> None:
    db = in_memory(REPORT)
    do(db, *adding(NOBODY, claim("c1", attributions=(Attribution("a-nobody"),)), claim("c2")))
    assert touched(db, 1).alone == ()
    do(db, *adding(Actor("a-2", "Second", "other"), Topic("t-2", "two", "Two"), claim("c3")))
    do(db, *adding(claim("c4", attributions=(Attribution("a-nobody"),))))
    assert touched(db, 3).alone == (("actor", 2, Actor("a-2", "Second", "other")),)
    assert touched(db, 4).alone == ()
    db.close()


def test_what_was_edited_is_gone_from_every_revision_with_the_reasons(desk: Database) -> None:
    why = Author("2025-05-04T08:00:00Z", "chat", "editor", "The bumfuzzle was wrong.")
    changed = replace(SECRET, text="Where it lives.", evidence=(Evidence("s-report"),))
    do(desk, Step("corrected", SECRET, changed), author=why)
    flag = flagged(desk, 2, "A bumfuzzle!", replace_reason(READER, "A bumfuzzle!"))
    doubt = open_flag(desk, flag)
    assert doubt is not None
    in_transaction(desk, lambda db: close_flag(db, doubt, replace_reason(why, "No bumfuzzle.")))
    do(desk, Step("removed", DENIAL, None))
    expunged(desk, 2)
    text = text_of(desk)
    assert [word for word in WORDS if word in text] == []
    assert rows(desk, "SELECT * FROM flags") == []
    assert rows(desk, "SELECT id FROM revisions WHERE reason IS NOT NULL") == [(8,)]
    flagged(desk, 1, "Another doubt.")
    assert rows(desk, "SELECT id FROM flags") == [(2,)]


def replace_reason(author: Author, reason: str) -> Author:
    return Author(author.at, author.platform, author.account, reason)


def test_a_claim_that_was_taken_back_is_expunged_from_the_log(desk: Database) -> None:
    do(desk, Step("removed", DENIAL, None))
    in_transaction(desk, lambda db: undo(db, 2, TESTER))
    assert current(desk.conn, "claim", 2) is None
    assert "zyzzyva" in text_of(desk)
    assert touched(desk, 2) == Touched(
        (1,), (), 0, (("source", 2, BASE), ("source", 3, LEAK), ("actor", 3, NOBODY))
    )
    expunged(desk, 2)
    text = text_of(desk)
    assert [word for word in WORDS if word in text] == []


def test_a_source_that_came_with_a_relation_goes_with_it(desk: Database) -> None:
    secret = Source("s-rel", url="https://secret.example/leak")
    shared = Source("s-shared", url="https://shared.example/")
    do(desk, *adding(secret, Relation("r2", "confirms", "c2", "c1", source="s-rel")))
    do(desk, *adding(shared, Relation("r3", "disputes", "c1", "c2", source="s-shared")))
    do(desk, *adding(claim("c3", evidence=(Evidence("s-shared"),))))
    assert [line for _, _, line in touched(desk, 2).alone] == [BASE, LEAK, NOBODY, secret]
    expunged(desk, 2)
    assert "secret.example" not in text_of(desk)
    assert "shared.example" in text_of(desk)


def test_drafts_of_its_text_go_too(desk: Database) -> None:
    edited = replace(SECRET, text="Where the mumpsimus lives.")
    do(desk, Step("wording", SECRET, edited))
    texts = ["where the  Zyzzyva lives", "He says: Where the mumpsimus lives.", "Where somebody lives."]
    for text in texts:
        in_transaction(desk, lambda db, text=text: keep(db, ACCOUNT, "", {"text": [text]}))  # type: ignore[misc]  # a lambda's default has no type
    expunged(desk, 2)
    assert rows(desk, "SELECT given ->> '$.text[0]' FROM drafts") == [(texts[-1],)]


def test_what_somebody_was_to_be_told_of_it_goes_too(desk: Database) -> None:
    for number, text in (("2", SECRET.text), ("1", OTHER.text)):
        fields = {"number": number, "text": text}
        in_transaction(desk, lambda db, fields=fields: leave(db, ACCOUNT, "", "notice-rejected", fields))  # type: ignore[misc]  # a lambda's default has no type
    in_transaction(desk, lambda db: leave(db, ACCOUNT, "", "notice-role", {}))
    expunged(desk, 2)
    assert rows(desk, "SELECT id FROM notices ORDER BY id") == [(2,), (3,)]
    assert "zyzzyva" not in text_of(desk)


def test_nothing_of_it_stands_in_the_file(tmp_path: Path) -> None:
    path = desk_of(tmp_path, KURSK, RUSSIA, REPORT, OTHER)
    db = open_writer(path)
    do(db, *adding(BASE, LEAK, NOBODY, SECRET))
    do(db, *adding(DENIAL), author=replace_reason(READER, "A bumfuzzle."))
    flagged(db, 2, "A bumfuzzle it is.")
    before = SECRET
    for number in range(60):
        after = replace(before, text=f"The zyzzyva {'moved on ' * number}.")
        do(db, Step("wording", before, after), *adding(claim(f"x{number}", "Filling " * (number + 1))))
        before = after
    assert {*left_in(path, WORDS), *left_in(tmp_path / "desk.db-wal", WORDS)} == set(WORDS)
    expunged(db, 2)
    assert problems(db) == []
    db.close()
    assert left_in(path, WORDS) == []
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT rowid FROM claim_search WHERE claim_search MATCH 'filling'").fetchone()


async def test_a_desk_in_use_empties_its_write_ahead_log_when_asked(tmp_path: Path) -> None:
    path = desk_of(tmp_path, KURSK, RUSSIA, REPORT, OTHER)
    threads = Threads()
    desk = Desk(path, threads)
    await desk.write(lambda db: do_in(db, BASE, LEAK, NOBODY, SECRET, DENIAL))
    assert await desk.read(lambda db: db.conn.execute("SELECT max(id) FROM claims").fetchone()) == (2,)
    await desk.write(lambda db: expunge(db, 2, ADMIN))
    assert left_in(tmp_path / "desk.db-wal", ["zyzzyva"]) == ["zyzzyva"]
    assert await desk.checkpoint()
    assert (tmp_path / "desk.db-wal").stat().st_size == 0
    assert left_in(path, WORDS) == []
    threads.close()
    desk.release()


def do_in(db: Database, *lines: Line) -> Revised:
    return revise(db, adding(*lines), TESTER)


def test_an_account_becomes_a_pseudonym_everywhere(desk: Database) -> None:
    do(desk, *adding(claim("c3")), author=READER)
    do(desk, *adding(claim("c4")), author=Author("", "matrix", "Reader-Quixotic"))
    flagged(desk, 1, "A doubt.")
    assert known(desk, ACCOUNT) == 4
    assert in_transaction(desk, lambda db: forget(db, ACCOUNT)) == "forgotten-1"
    assert rows(desk, "SELECT id, platform, account FROM revisions ORDER BY id") == [
        (1, "test", "tester"),
        (2, "chat", "forgotten-1"),
        (3, "test", "tester"),
        (4, "chat", "forgotten-1"),
        (5, "matrix", "Reader-Quixotic"),
        (6, "chat", "forgotten-1"),
    ]
    assert rows(desk, "SELECT account, reason FROM flags") == [("forgotten-1", "A doubt.")]
    assert known(desk, ACCOUNT) == 0
    assert in_transaction(desk, lambda db: forget(db, Account("test", "tester"))) == "forgotten-2"
    assert in_transaction(desk, lambda db: forget(db, Account("matrix", "Reader-Quixotic"))) == "forgotten-3"


def test_a_pseudonym_is_nobody_elses(desk: Database) -> None:
    for number in range(1, 12):
        author = Author("", "chat", f"account {number}")
        do(desk, *adding(claim(f"f{number}")), author=author)
        account = Account("chat", author.account)
        assert in_transaction(desk, lambda db, account=account: forget(db, account)) == f"forgotten-{number}"  # type: ignore[misc]  # a lambda's default has no type


@pytest.mark.parametrize("kept", ["role", "draft", "notice", "code", "flag"])
def test_whatever_is_kept_of_an_account_makes_it_known_and_goes(kept: str) -> None:
    db = in_memory(REPORT, claim("c1"))

    def keep_it(writer: Database) -> None:
        if kept == "role":
            set_role(writer, ACCOUNT, "Quixotic", "editor", ADMIN)
        elif kept == "draft":
            keep(writer, ACCOUNT, "", {"text": ["x"]})
        elif kept == "notice":
            leave(writer, ACCOUNT, "", "approved", {})
        elif kept == "code":
            link_code(writer, ACCOUNT, "2025", "2026")
        else:
            raise_flag(writer, 1, "why", Author("", "chat", "Reader-Quixotic"))

    in_transaction(db, keep_it)
    assert known(db, ACCOUNT) == (2 if kept == "flag" else 1)
    in_transaction(db, lambda writer: forget(writer, ACCOUNT))
    assert known(db, ACCOUNT) == 0
    assert member(db, ACCOUNT).id is None
    assert "quixotic" not in text_of(db)
    db.close()


def test_nothing_of_an_account_stands_in_the_file(tmp_path: Path) -> None:
    path = desk_of(tmp_path, REPORT, claim("c1"))
    for number in range(40):
        add_to(path, [claim(f"x{number}")], READER if number % 3 else TESTER)
    db = open_writer(path)
    flagged(db, 1, "why")
    in_transaction(db, lambda writer: set_role(writer, ACCOUNT, "Quixotic", "editor", ADMIN))
    other = Account("matrix", "@somebody")
    in_transaction(db, lambda writer: link(writer, other, ACCOUNT, ("S", "Quixotic"), ADMIN))
    in_transaction(db, lambda writer: keep(writer, ACCOUNT, "", {"text": ["a draft of Quixotic"]}))
    in_transaction(db, lambda writer: leave(writer, ACCOUNT, "", "approved", {"who": "Quixotic"}))
    in_transaction(db, lambda writer: link_code(writer, ACCOUNT, "2025", "2026"))
    assert left_in(tmp_path / "desk.db-wal", ["quixotic"]) == ["quixotic"]
    in_transaction(db, lambda writer: forget(writer, ACCOUNT))
    assert problems(db) == []
    assert member(db, other).role == "editor"
    db.close()
    assert left_in(path, ["quixotic"]) == []


def test_the_log_is_what_it_was_but_for_the_marker(desk: Database) -> None:
    expunged(desk, 2)
    assert rows(desk, "SELECT after FROM revision_items WHERE id = 4") == [(write(REPORT),)]
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        desk.conn.execute("UPDATE revision_items SET after = 'x' WHERE id = 9")
    desk.conn.rollback()
