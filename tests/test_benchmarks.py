"""The made-up desks that Dateline is measured with, the floors it is measured against, and the table."""

import hashlib
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.bare import bare, floor_of, listening, values_of
from benchmarks.cast import BROADEST_TOPIC, LARGEST_TOPIC
from benchmarks.generator import lines, write_file
from benchmarks.importing import base_tables, dump, floor
from benchmarks.processes import run
from benchmarks.questions import WAYS
from benchmarks.reads import READS
from benchmarks.suggesting import KINDS
from benchmarks.table import Row, show
from benchmarks.timing import Pair, p99, ratio
from benchmarks.words import zipf
from commands.card import Card, ClaimLine, Claims, message
from commands.catalogue import COMMANDS
from commands.people import Role
from storage.connection import in_transaction, open_reader, open_writer
from storage.dates import bounds
from storage.exchange.rules import faults, normal, references
from storage.lines import KIND_OF, Actor, Claim, Line, Relation, Source, Topic, read, write
from storage.reads.claims import load
from storage.reads.listing import Narrowing, page
from storage.writing import Author
from tests.storage.factories import add

SIZE = 20_000


@pytest.fixture(scope="module")
def desk() -> list[Line]:
    return list(lines(SIZE))


@pytest.fixture(scope="module")
def claims(desk: list[Line]) -> list[Claim]:
    return [line for line in desk if isinstance(line, Claim)]


@pytest.fixture(scope="module")
def actors(desk: list[Line]) -> list[Actor]:
    return [line for line in desk if isinstance(line, Actor)]


def share(claims: list[Claim], holds: Callable[[Claim], object]) -> float:
    return sum(1 for claim in claims if holds(claim)) / len(claims)


def test_a_size_and_a_seed_give_one_desk(tmp_path: Path) -> None:
    made = tmp_path / "desk.jsonl"
    count = write_file(made, 200)
    assert count == 376
    assert (
        hashlib.sha256(made.read_bytes()).hexdigest()
        == "3dfa02dcb7cb9cbb859b798ed3d51899cd18534656c7945693996aae6a7fbcfe"
    )


def test_another_seed_gives_another_desk(tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    write_file(one, 20, seed=1)
    write_file(other, 20, seed=2)
    assert one.read_bytes() != other.read_bytes()


def test_the_command_writes_the_same_desk(tmp_path: Path) -> None:
    write_file(tmp_path / "here.jsonl", 20, seed=3)
    command = [sys.executable, "-m", "benchmarks.generator", "--claims", "20", "--seed", "3", "there.jsonl"]
    subprocess.run(command, check=True, cwd=tmp_path, env={"PYTHONPATH": str(Path(__file__).parents[1])})
    assert (tmp_path / "there.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()


@pytest.mark.parametrize("size", [0, 1, 37, 3_000])
def test_each_line_is_valid_and_refers_only_above(size: int) -> None:
    above = set[tuple[str, str]]()
    related = set[tuple[str, str, str]]()
    kinds = Counter[str]()
    for line in lines(size):
        kind = KIND_OF[type(line)]
        kinds[kind] += 1
        assert read(write(line)) == line
        assert normal(line) == line
        assert faults(line) == []
        assert {(other, uid) for other, uid, _ in references(line)} <= above
        assert (kind, line.uid) not in above
        above.add((kind, line.uid))
        if isinstance(line, Relation):
            pair = (line.from_claim, line.to_claim, line.relation)
            assert pair not in related
            related.add(pair)
    assert kinds["claim"] == size
    assert kinds["topic"] == 60


def test_topics_are_nested_and_of_all_sizes(desk: list[Line], claims: list[Claim]) -> None:
    topics = [line for line in desk if isinstance(line, Topic)]
    assert len({topic.slug for topic in topics}) == 60
    assert sum(topic.parent == BROADEST_TOPIC for topic in topics) == 10
    assert any(topic.parent not in (None, BROADEST_TOPIC) for topic in topics)
    assert share(claims, lambda claim: LARGEST_TOPIC in claim.topics) == pytest.approx(0.29, abs=0.01)
    assert share(claims, lambda claim: len(claim.topics) == 2) == pytest.approx(0.135, abs=0.01)
    assert {uid for claim in claims for uid in claim.topics} == {topic.uid for topic in topics}


def test_a_few_actors_say_almost_everything(claims: list[Claim], actors: list[Actor]) -> None:
    said = Counter(each.actor for claim in claims for each in claim.attributions)
    assert len(actors) == SIZE // 25
    assert said["actor-1"] > 4 * said["actor-5"]
    assert said["actor-5"] > 5 * said["actor-50"]
    assert Counter(len(claim.attributions) for claim in claims).keys() == {1, 2, 3}
    assert Counter(len(claim.involvements) for claim in claims).keys() == {0, 1, 2}


def test_actors_have_five_aliases_each_in_several_scripts(actors: list[Actor]) -> None:
    aliases = [alias.name for actor in actors for alias in actor.aliases]
    assert len(aliases) / len(actors) == pytest.approx(5, abs=0.3)
    assert max(len(actor.aliases) for actor in actors) > 15
    scripts = Counter(unicodedata.name(alias[0]).split()[0] for alias in aliases)
    assert scripts.keys() == {"LATIN", "CYRILLIC", "GREEK", "GEORGIAN", "ARABIC", "HANGUL", "CJK"}
    assert any(actor.merged_into for actor in actors)


def test_a_third_as_many_sources_and_some_are_reprints(desk: list[Line], claims: list[Claim]) -> None:
    sources = [line for line in desk if isinstance(line, Source)]
    assert len(sources) == SIZE // 3
    assert sum(source.origin is not None for source in sources) / len(sources) == pytest.approx(0.2, abs=0.02)
    assert Counter(len(claim.evidence) for claim in claims).keys() == {1, 2}
    pieces = [piece for claim in claims for piece in claim.evidence]
    assert sum(piece.quote is not None for piece in pieces) / len(pieces) == pytest.approx(0.75, abs=0.02)


@pytest.mark.parametrize(
    ("form", "least"),
    [
        ("9999-99-99", 0.5),
        ("9999-99", 0.05),
        ("9999-21", 0.001),
        ("9999", 0.005),
        ("9999-99~", 0.02),
        ("9999-99-99~", 0.01),
        ("9999-99-99?", 0.005),
        ("9999-99-99/9999-99-99", 0.05),
        ("9999-99-99/..", 0.002),
        ("../9999-99-99", 0.001),
        ("", 0.1),
    ],
)
def test_dates_of_every_kind(claims: list[Claim], form: str, least: float) -> None:
    def shape(text: str) -> str:
        season = text[5:] in ("21", "22", "23", "24")
        return "9999-21" if season else "".join("9" if char.isdigit() else char for char in text)

    assert share(claims, lambda claim: shape(claim.occurred or "") == form) > least


def test_one_claim_in_twenty_lasts_longer_than_a_month(claims: list[Claim]) -> None:
    def is_long(claim: Claim) -> bool:
        span = bounds(claim.occurred) if claim.occurred else None
        return span is not None and (span.lower is None or span.upper is None or span.upper - span.lower > 31)

    assert share(claims, is_long) == pytest.approx(0.05, abs=0.005)


def test_figures_of_forty_measures(claims: list[Claim]) -> None:
    figures = [figure for claim in claims for figure in claim.figures]
    assert share(claims, lambda claim: claim.figures) == pytest.approx(0.15, abs=0.01)
    assert len({figure.measure for figure in figures}) == 40
    assert len({figure.qualifier for figure in figures}) == 7
    assert {figure.best for figure in figures} >= {7, 4_000, 0.5}


def test_statuses(claims: list[Claim]) -> None:
    assert share(claims, lambda claim: claim.status == "retracted") == pytest.approx(0.01, abs=0.003)
    assert share(claims, lambda claim: claim.status == "proposed") == pytest.approx(0.005, abs=0.002)


def test_relations_gather_on_a_few_claims(desk: list[Line]) -> None:
    relations = [line for line in desk if isinstance(line, Relation)]
    answered = Counter(relation.to_claim for relation in relations)
    assert len(relations) / SIZE == pytest.approx(0.08, abs=0.005)
    assert len({relation.relation for relation in relations}) == 6
    assert answered.most_common(1)[0][1] > 5 * len(relations) / len(answered) > 50


def test_words_are_common_and_rare(claims: list[Claim]) -> None:
    words = Counter(word for claim in claims for word in claim.text.lower().rstrip(".").split())
    assert len(words) > 18_000
    assert words["the"] > SIZE
    assert sum(count < 10 for count in words.values()) > 5_000


def test_zipf_repeats_the_first_most_and_none_never() -> None:
    assert zipf("abc", 11) == list("aaaaaabbbcc")
    assert zipf("abc", 2) == list("abc")


def rows_of(line: Line) -> int:
    """Its own, its item in the log, and one a part; a measure of what a desk must hold."""
    parts = ("aliases", "topics", "attributions", "involvements", "evidence", "figures")
    return 2 + sum(len(getattr(line, part, ())) for part in parts)


def imported(path: Path, some: list[Line]) -> Path:
    with closing(open_writer(path, create=True)) as db:
        author = Author("2026-11-23T12:00:00Z", "import", "a file")
        in_transaction(db, lambda db: add(db, some, author))
    return path


def test_the_floor_gets_every_row_of_the_record_and_its_log(tmp_path: Path) -> None:
    some = list(lines(50))
    with closing(open_reader(imported(tmp_path / "desk.db", some))) as db:
        dumped = {table: dump(db, table, tmp_path / table) for table in base_tables(db)}
    # The revision, how far what was told is corrected, and the record.
    assert sum(dumped.values()) == 2 + sum(map(rows_of, some))
    assert (dumped["topics"], dumped["claims"], dumped["revisions"]) == (60, 50, 1)
    second = json.loads((tmp_path / "topics").read_text("utf-8").splitlines()[1])
    assert second == {
        "id": 2,
        "uid": "topic-2",
        "slug": "kesbemnei-2",
        "title": "Kesbemnei Crisis",
        "folded": "kesbemnei crisis",
        "parent_id": 1,
        "archived": 0,
    }


def test_the_floor_inserts_and_indexes_them(tmp_path: Path) -> None:
    source = Source(uid="s", publisher="Northern Post", published="2025-04-28", title="Troops near Kursk")
    desk = imported(tmp_path / "desk.db", [Topic(uid="t", slug="kursk", title="Kursk"), source])
    taken = floor(desk, tmp_path)
    assert taken.rows == 6
    assert taken.inserting > 0
    assert taken.seconds == taken.inserting + taken.indexing > taken.inserting
    assert {file.name for file in tmp_path.iterdir()} <= {"desk.db", "desk.db-wal", "desk.db-shm"}


def test_a_process_is_measured_apart_from_its_parent() -> None:
    ballast = bytearray(200_000_000)
    ran = run(sys.executable, "-c", "import time; held = bytearray(60_000_000); time.sleep(0.2)")
    assert len(ballast) == 200_000_000
    assert 60_000_000 < ran.peak < 150_000_000
    assert 0.2 < ran.seconds < 30


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        run(sys.executable, "-c", "raise SystemExit('no such desk')")
    assert failed.value.returncode == 1
    assert failed.value.__notes__ == ["no such desk\n"]


def test_the_floor_of_a_read_asks_the_same_and_makes_the_same(sample_file: Path) -> None:
    db, ear = listening(sample_file)
    with closing(db), closing(bare(sample_file)) as conn:
        found = page(db, Narrowing(), limit=3)
        made = floor_of(db, ear, lambda db: (found, load(db, found.numbers)))
        assert made.put_together() == (found, load(db, found.numbers))
        (_, (one, *_)), (_, (again, *_)) = made.put_together(), made.put_together()
        assert one.evidence[0].source is not again.evidence[0].source
        assert len(made.statements) == 10
        asked: list[str] = []
        conn.set_trace_callback(asked.append)
        made.run(conn)
        assert len(asked) == 10
        settings = ("query_only", "cache_size", "mmap_size")
        assert [conn.execute(f"PRAGMA {name}").fetchone() for name in settings] == [(1,), (-16000,), (2**30,)]


def test_what_an_answer_holds_of_storage_is_found_once(sample_file: Path) -> None:
    with closing(open_reader(sample_file)) as db:
        one, other = load(db, (1, 2))
    lines = (ClaimLine(one), ClaimLine(other), ClaimLine(one))
    card = Card(message("title"), (Claims(None, lines), Claims(message("again"), lines)))
    assert values_of(card) == (one, other)


def test_the_greater_of_two_ratios_counts() -> None:
    assert ratio([Pair(1, 1), Pair(3, 1), Pair(30, 20)]) == 3
    assert ratio([Pair(2, 1), Pair(2, 2), Pair(2, 1)]) == 2
    assert p99(list(range(1, 201))) == 198
    assert p99([7]) == 7


def test_the_table_is_aligned() -> None:
    rows = (
        Row("read: one", "300", "1.50 ms", "1.00 ms", "1.50", "≤ 1.5", "ok"),
        Row("longest stall", "10,000", "12.00 ms", remark="of 20"),
    )
    assert show(rows).splitlines() == [
        "measure        claims      ours    floor  ratio  wanted      remark",
        "read: one         300   1.50 ms  1.00 ms   1.50   ≤ 1.5  ok",
        "longest stall  10,000  12.00 ms                              of 20",
    ]


def table(*given: str) -> list[list[str]]:
    """Runs the one command, and returns its rows' cells as far as they are filled."""
    command = (sys.executable, "-m", "benchmarks", "--asked", "2", *given)
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    return [re.split(" {2,}", row) for row in done.stdout.splitlines()]


def test_one_command_measures_everything() -> None:
    heading, *rows = table("--claims", "300")
    assert heading == ["measure", "claims", "ours", "floor", "ratio", "wanted", "remark"]
    assert {row[1] for row in rows} == {"300"}
    assert [row[0] for row in rows] == [
        "import",
        *(f"read: {name}" for name in READS),
        *(f"answer: {name}" for name in WAYS),
        *(f"answer: {name}, p99" for name in (*WAYS, "a name mistyped")),
        "answer: slowest at first",
        *(f"suggest: {kind}, {way}, p99" for kind, (_, ways) in KINDS.items() for way in ways),
        "the loop's longest stall, 20 fuzzy at once",
        *(f"discord: timeline{crowd}{tail}" for crowd in ("", ", 50 at once") for tail in ("", ", p99")),
        *(f"discord: memory after {answers} answers" for answers in (200, 100)),
        *(
            f"discord: completing {kind}, p99"
            for kind in ("topics", "topics, fuzzy", "actors", "actors, fuzzy")
        ),
    ]
    assert {row[0] for row in rows if not {"ok", "NOT"} & set(row)} == {
        "answer: slowest at first",
        "the loop's longest stall, 20 fuzzy at once",
    }
    reading = {name for name, made in COMMANDS.items() if made.role == Role.READER and not made.writes}
    # `use` asks the registry, which is no desk.
    assert reading - {"use"} == WAYS.keys()


def test_sizes_are_compared_and_desks_are_kept(tmp_path: Path) -> None:
    given = ("--claims", "60", "30", "--work", str(tmp_path), "--only")
    _, *rows = table(*given, "reads,memory")
    assert [row[:2] for row in rows] == [
        ["import: memory, against 30 claims", "60"],
        ["export: memory, against 30 claims", "60"],
        *([f"read: {name}", size] for size in ("30", "60") for name in READS),
        ["first page, against 30 claims", "60"],
    ]
    desk = tmp_path / "made-60.db"
    with desk.open("rb") as made:  # held open, so that a new file cannot be given the same inode
        table(*given, "reads")
        assert desk.stat().st_ino == os.fstat(made.fileno()).st_ino
        (tmp_path / "made-60.made-of").write_text("an older schema")
        table(*given, "reads")
        assert desk.stat().st_ino != os.fstat(made.fileno()).st_ino
    assert {file.suffix for file in tmp_path.iterdir()} <= {".db", ".jsonl", ".made-of", ".db-wal", ".db-shm"}


def test_what_is_not_measured_is_refused() -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        table("--only", "reads,looks")
    assert "looks: choose from import, memory, reads, commands, suggestions, discord" in refused.value.stderr
