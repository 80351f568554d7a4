import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from storage import integrity
from storage.connection import in_transaction, open_reader, open_writer
from storage.drafts import keep
from storage.expunging import expunge
from storage.flags import raise_flag
from storage.integrity import Problem, check
from storage.lines import Actor, Alias, Attribution, Figure, Involvement, Relation, Source, Topic
from storage.notices import leave
from storage.people import Account
from storage.revising import Step
from storage.undoing import undo
from tests.storage.factories import KURSK, REPORT, RUSSIA, TESTER, UKRAINE, add_to, claim, desk_of, do

WHOLE = claim(
    "c1",
    "Troops crossed the border.",
    occurred="2024-08-06",
    stated="2024-08",
    place="a-russia",
    topics=("t-kursk",),
    attributions=(Attribution("a-ukraine"),),
    involvements=(Involvement("a-russia"),),
    figures=(Figure("soldiers", lower=0.5, best=4000, cumulative=True, as_of="2024-08"),),
)


def desk(tmp_path: Path) -> Path:
    path = desk_of(
        tmp_path,
        KURSK,
        Topic(uid="t-2", slug="two", title="Two", parent="t-kursk", aliases=(Alias("II"),)),
        RUSSIA,
        UKRAINE,
        Actor(uid="a-3", name="Rus’", kind="state", merged_into="a-russia", aliases=(Alias("Русь", "ru"),)),
        REPORT,
        Source(uid="s-2", url="https://example.org/2", origin="s-report"),
        WHOLE,
        claim("c2", occurred="2024-08/.."),
        claim("c3", status="proposed", evidence=()),
    )
    add_to(path, [Relation(uid="r1", relation="denies", from_claim="c2", to_claim="c1")])
    return path


def problems(path: Path) -> list[Problem]:
    db = open_reader(path)
    try:
        return check(db)
    finally:
        db.close()


def spoilt(path: Path, *statements: str) -> list[tuple[str, str]]:
    """What is found after statements that no part of the program would run."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("DROP TRIGGER revision_items_are_kept")
    for statement in statements:
        conn.execute(statement)
    conn.close()
    return [(problem.where, problem.what) for problem in problems(path)]


def test_a_desk_that_is_well_has_no_problems_and_an_empty_one_neither(tmp_path: Path) -> None:
    assert problems(desk(tmp_path)) == []
    assert problems(desk_of(tmp_path, name="empty.db")) == []


def test_a_desk_that_was_changed_much_is_well(tmp_path: Path) -> None:
    path = desk(tmp_path)
    add_to(
        path, [claim("c4"), Relation("r2", "corrects", "c4", "c1"), Relation("r3", "corrects", "c4", "c2")]
    )
    db = open_writer(path)
    denial = Relation(uid="r1", relation="denies", from_claim="c2", to_claim="c1")
    do(db, Step("removed", denial, None), Step("wording", WHOLE, replace(WHOLE, text="They did.")))
    in_transaction(db, lambda writer: undo(writer, 3, TESTER))
    in_transaction(db, lambda writer: raise_flag(writer, 2, "Why?", TESTER))
    in_transaction(db, lambda writer: expunge(writer, 2, TESTER))
    in_transaction(db, lambda writer: keep(writer, Account("chat", "x"), "2025", {"text": ["x"]}))
    in_transaction(db, lambda writer: leave(writer, Account("chat", "x"), "2025", "approved", {}))
    db.close()
    assert problems(path) == []


def test_only_claims_in_the_circle_are_named(tmp_path: Path) -> None:
    path = desk(tmp_path)
    add_to(path, [claim("c4"), claim("c5"), Relation("r2", "corrects", "c4", "c1")])
    add_to(path, [Relation("r3", "corrects", "c1", "c2"), Relation("r4", "supersedes", "c2", "c5")])
    found = spoilt(path, "INSERT INTO relations VALUES (9, 'r9', 'corrects', 2, 1, NULL, NULL)")
    assert [where for where, what in found if what.startswith("supersedes or corrects itself")] == [
        "claim c1",
        "claim c2",
    ]


ROWS = [
    ("UPDATE claims SET sort_day = 0 WHERE id = 1", "claim c1", "claims"),
    ("UPDATE claims SET occurred_upper = 0 WHERE id = 1", "claim c1", "claims"),
    ("UPDATE claims SET known_from = NULL WHERE id = 2", "claim c2", "claims"),
    ("UPDATE claim_topics SET sort_day = 0", "claim c1", "claim_topics"),
    ("UPDATE claim_topics SET has_figures = 0", "claim c1", "claim_topics"),
    ("UPDATE claim_topics SET status = 'retracted'", "claim c1", "claim_topics"),
    ("UPDATE claim_topics SET position = 1", "claim c1", "claim_topics"),
    ("UPDATE attributions SET sort_day = 0", "claim c1", "attributions"),
    ("UPDATE involvements SET sort_day = 0", "claim c1", "involvements"),
    ("UPDATE figures SET as_of_lower = 0", "claim c1", "figures"),
    ("UPDATE topics SET folded = 'x' WHERE id = 2", "topic t-2", "topics"),
    ("UPDATE topic_aliases SET folded = 'x'", "topic t-2", "topic_aliases"),
    ("UPDATE actor_aliases SET folded = 'x'", "actor a-3", "actor_aliases"),
    ("UPDATE sources SET published_lower = 0 WHERE id = 1", "source s-report", "sources"),
    ("UPDATE name_search SET names = 'x' WHERE rowid = 8", "actor a-ukraine", "name_search"),
    ("DELETE FROM name_search WHERE rowid = 9", "topic t-2", "name_search"),
]


@pytest.mark.parametrize(("statement", "where", "table"), ROWS, ids=[statement for statement, _, _ in ROWS])
def test_a_derived_column_that_disagrees_is_found(
    tmp_path: Path, statement: str, where: str, table: str
) -> None:
    found = spoilt(desk(tmp_path), statement)
    assert found == [(where, f"its rows in {table} do not agree with the rest of it")]


OTHERS = [
    (
        ["DELETE FROM evidence WHERE claim_id = 2", "UPDATE claims SET known_from = NULL WHERE id = 2"],
        "claim c2",
        "a published claim needs `evidence`, one piece at least; without any it is `proposed`",
    ),
    (["UPDATE sources SET retrieved = 'soon' WHERE id = 2"], "source s-2", "retrieved: 'soon' is no EDTF"),
    (["UPDATE claims SET occurred = '2024-13' WHERE id = 2"], "claim c2", "occurred: '2024-13' is no EDTF"),
    (["DELETE FROM revision_items WHERE id = 11"], "relation r1", "is not in the log: it was not written"),
    (["UPDATE topics SET parent_id = 2 WHERE id = 1"], "topic t-kursk", "its parent_id goes in a circle"),
    (["UPDATE actors SET merged_into = 3 WHERE id = 1"], "actor a-russia", "its merged_into goes in a"),
    (["UPDATE sources SET origin_id = 2 WHERE id = 1"], "source s-report", "its origin_id goes in a circle"),
    (["INSERT INTO name_search (rowid, names) VALUES (400, 'x')"], "name_search", "row 400 names an object"),
    (["INSERT INTO name_search (rowid, names) VALUES (11, 'x')"], "name_search", "row 11 names an object"),
    (["UPDATE claims SET text = 'Others.' WHERE id = 1"], "claim_search", "does not agree with the record"),
    (["UPDATE evidence SET quote = 'others' WHERE claim_id = 1"], "claim_search", "does not agree with"),
    (["DELETE FROM name_search_content WHERE id = 8"], "name_search", "does not agree with the record"),
    (["UPDATE attributions SET actor_id = 99"], "attributions", "a row refers to a row of actors that is"),
    (
        ["UPDATE actors SET description = 'A river.' WHERE id = 2"],
        "actor a-ukraine",
        "was changed by something other than Dateline: the log has it otherwise",
    ),
    (
        ["UPDATE evidence SET quote = 'His words.' WHERE claim_id = 2"],
        "claim c2",
        "was changed by something other than Dateline",
    ),
    (["DELETE FROM relations"], "relation 1", "was removed by something other than Dateline"),
    (
        [
            "INSERT INTO relations VALUES (2, 'r2', 'corrects', 2, 1, NULL, NULL)",
            "INSERT INTO relations VALUES (3, 'r3', 'supersedes', 1, 2, NULL, NULL)",
        ],
        "claim c2",
        "supersedes or corrects itself, by way of others: remove a relation",
    ),
    (
        ["INSERT INTO revisions VALUES (3, '2025', 'x', 'y', NULL, NULL, 3)"],
        "revisions",
        "revision 3 takes back revision 3, which is not before it",
    ),
    (
        ["INSERT INTO flags VALUES (1, 9, 'chat', 'x', '2025', 'Why?', 0)"],
        "flag 1",
        "is about claim #9, which there never was",
    ),
    (["INSERT INTO drafts VALUES (1, 'chat', 'x', '2025', '[]')"], "drafts 1", "its given is no JSON object"),
    (["INSERT INTO drafts VALUES (2, 'chat', 'x', '2025', '{')"], "drafts 2", "its given is no JSON object"),
    (
        ["INSERT INTO notices VALUES (1, 'chat', 'x', '2025', 'approved', '7')"],
        "notices 1",
        "its fields is no JSON object",
    ),
    (["INSERT INTO accounts VALUES ('chat', 'x', 9, 'X')"], "accounts", "a row refers to a row of persons"),
    (
        ["INSERT INTO channels VALUES (1, 'chat', 'x', 9, 'public')"],
        "channels",
        "row 1 refers to a row of topics",
    ),
    (
        ["UPDATE relations SET to_claim_id = 99"],
        "relation 1",
        "can't be read: what it refers to is not there",
    ),
    (
        ["INSERT INTO revisions VALUES (5, '2025', 'x', 'y', NULL, NULL, NULL)"],
        "revisions",
        "there is no revision 4 before revision 5",
    ),
]


@pytest.mark.parametrize(("statements", "where", "what"), OTHERS, ids=[what for _, _, what in OTHERS])
def test_other_damage_is_found(tmp_path: Path, statements: list[str], where: str, what: str) -> None:
    found = spoilt(desk(tmp_path), *statements)
    assert any(each == where and told.startswith(what) for each, told in found), found


def test_a_page_of_the_file_that_was_overwritten_is_told_and_nothing_is_raised(tmp_path: Path) -> None:
    path = desk(tmp_path)
    with path.open("r+b") as file:
        file.seek(4096 * 8)
        file.write(b"\xab" * 4096 * 4)
    found = problems(path)
    assert found
    assert found[0].where == "the file"


def test_the_first_hundred_of_a_kind_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "TOLD_OF_EACH", 2)
    found = spoilt(desk(tmp_path), "UPDATE claims SET sort_day = 0")
    assert [where for where, _ in found] == ["claim c1", "claim c2", "objects"]
    assert found[-1][1] == "there are more problems than these 2"


def test_it_changes_nothing_and_tells_its_progress(tmp_path: Path) -> None:
    path = desk(tmp_path)
    before = path.read_bytes()
    told: list[tuple[str, int, int]] = []
    db = open_reader(path)
    assert check(db, lambda *now: told.append(now)) == []
    db.close()
    assert path.read_bytes() == before
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    assert stages[:6] == ["copying", "the file", "references", "search indexes", "the log", "circles"]
    assert stages[6:] == ["the desk's affairs", "objects"]
    assert told[-1] == ("objects", 11, 11)


def test_no_room_for_the_copy_says_what_to_do(tmp_path: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path; from storage.connection import open_reader; "
        "from storage.integrity import check; db = open_reader(Path(sys.argv[1])); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); check(db)"
    )
    run = subprocess.run([sys.executable, "-c", script, desk(tmp_path)], check=False, capture_output=True)
    assert "Name a folder with more room in the environment's TMPDIR." in run.stderr.decode()
