import io
import multiprocessing
import os
import signal
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from storage.connection import DeskError, in_transaction, open_reader, open_writer
from storage.exchange.checking import FAULTS_KEPT, Fault, Report, check
from storage.exchange.importing import run
from storage.lines import Actor, Evidence, Line, Source, Topic, write
from storage.writing import Author
from tests.storage.factories import KURSK, REPORT, RUSSIA, UKRAINE, add_to, claim, desk_of

IMPORTER = Author(at="2025-05-01T12:00:00Z", platform="import", account="tester")
CLAIM = b'{"type":"claim","uid":"c1","text":"x","kind":"event","status":"proposed"'


def file_of(tmp_path: Path, *lines: Line | bytes, name: str = "in.jsonl") -> Path:
    path = tmp_path / name
    path.write_bytes(
        b"".join((line if isinstance(line, bytes) else write(line).encode()) + b"\n" for line in lines)
    )
    return path


def imported(path: Path, desk: Path, *, skip_bad: bool = False) -> Report:
    return run(path, desk, lambda: IMPORTER, skip_bad=skip_bad)


def count(desk: Path, table: str) -> int:
    db = open_reader(desk)
    try:
        return int(db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  # the tests' own words
    finally:
        db.close()


def test_a_file_is_imported_as_a_revision_and_a_second_time_adds_nothing(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    path = file_of(tmp_path, KURSK, RUSSIA, REPORT, claim("c1", topics=("t-kursk",)))
    first = imported(path, desk)
    assert first.added == {"topic": 1, "actor": 1, "source": 1, "claim": 1, "relation": 0}
    assert (first.lines, first.present, first.fault_count, first.revisions) == (4, 0, 0, (1, 1))
    second = imported(path, desk)
    assert second.added == {"topic": 0, "actor": 0, "source": 0, "claim": 0, "relation": 0}
    assert (second.lines, second.present, second.differing, second.revisions) == (4, 4, 0, None)
    assert count(desk, "revisions") == 1


def test_what_the_desk_holds_differently_is_left_as_it_is_and_told(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, KURSK, RUSSIA)
    changed = Actor(uid="a-russia", name="Russian Federation", kind="state")
    report = imported(file_of(tmp_path, KURSK, changed, UKRAINE), desk)
    assert (report.present, report.differing, report.differing_uids) == (2, 1, ("a-russia",))
    assert report.added["actor"] == 1
    db = open_reader(desk)
    assert db.conn.execute("SELECT name FROM actors").fetchall() == [("Russia",), ("Ukraine",)]
    db.close()


def test_digests_pass_over_what_is_imported_unless_it_is_to_be_announced(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    imported(file_of(tmp_path, KURSK, REPORT, claim("c1", topics=("t-kursk",))), desk)
    assert count(desk, "unannounced") == count(desk, "revisions") == 1
    path = file_of(tmp_path, claim("c2", topics=("t-kursk",)))
    run(path, desk, lambda: IMPORTER, announce=True)
    assert (count(desk, "unannounced"), count(desk, "revisions")) == (1, 2)


def test_blank_lines_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + write(KURSK).encode() + b"\r\n\r\n  \n" + write(RUSSIA).encode())
    assert imported(path, desk_of(tmp_path)).lines == 2


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    report = imported(file_of(tmp_path), desk_of(tmp_path))
    assert (report.lines, sum(report.added.values()), report.revisions) == (0, 0, None)


FAULTS = [
    (b"{", "its JSON ends too soon: each object must stand whole on one line"),
    (b"hello", "is not JSON (invalid character (byte 0)): each line must hold one JSON object"),
    (write(KURSK).encode() + b" {}",
     "is not JSON (trailing characters (byte 65)): each line must hold one JSON object"),
    (b'{"type":"claim","uid":"c1","text":"half \\ud800 of a pair"}',
     "a text holds half of a surrogate pair: write the character whole"),
    (b'{"type":"claim","uid":"c1","text":"\xff"}', "is not UTF-8 text: save the file as UTF-8"),
    (b"\xff\xfe{\0}\0", "is not UTF-8 text: save the file as UTF-8"),
    (b"[]", "the line must be an object { }, not a list [ ]"),
    (b'{"uid":"a"}',
     "each line needs the text `type`, one of `topic`, `actor`, `source`, `claim`, `relation`"),
    (b'{"type":7}',
     "each line needs the text `type`, one of `topic`, `actor`, `source`, `claim`, `relation`"),
    (
        b'{"type":"topik","uid":"a"}',
        "`type` is 'topik', but must be one of `topic`, `actor`, `source`, `claim`, `relation`. Did "
        "you mean `topic`?",
    ),
    (
        b'{"type":"topic","uid":"t","slug":"t","titel":"T"}',
        "there is no field `titel` here. Did you mean `title`? "
        "The fields are `type`, `uid`, `slug`, `title`, `parent`, `aliases`, `archived`",
    ),
    (b'{"type":"topic","uid":"t","slug":"t"}', "the field `title` is missing"),
    (b'{"type":"relation","uid":"r","relation":"denies","from":"c"}', "the field `to` is missing"),
    (
        b'{"type":"claim","uid":"c1","text":"x","kind":"evnt"}',
        "`kind` is 'evnt', but must be one of `event`, `figure`, `statement`, `control`, `forecast`. "
        "Did you mean `event`?",
    ),
    (
        CLAIM + b',"involvements":[{"actor":"a"},{"actor":"b","role":"zzz"}]}',
        "`involvements`, number 2: `role` is 'zzz', but must be one of `subject`, `target`, `participant`",
    ),
    (
        CLAIM + b',"involvements":[{"actr":"a"}]}',
        "`involvements`, number 1: there is no field `actr` here. Did you mean `actor`? "
        "The fields are `actor`, `role`",
    ),
    (CLAIM + b',"involvements":[{"role":"target"}]}',
     "`involvements`, number 1: the field `actor` is missing"),
    (CLAIM + b',"topics":["a b"]}',
     "`topics`, number 1 must be 1 to 200 visible ASCII characters without spaces"),
    (CLAIM + b',"topics":"t"}', "`topics` must be a list [ ], not text"),
    (CLAIM + b',"figures":[{"measure":"m","best":"4"}]}',
     "`figures`, number 1: `best` must be a number or null, not text"),
    (CLAIM + b',"figures":[{"measure":"m","best":1e999}]}',
     "`figures`, number 1: `best` is a number too large to keep"),
    (b'{"type":"claim","uid":"c1","text":"","kind":"event"}',
     "`text` is empty: fill it, or leave the field out"),
    (
        b'{"type":"claim","uid":"c1","kind":"event","text":"' + b"x" * 1001 + b'"}',
        "`text` is too long: at most 1,000 characters",
    ),
    (b'{"type":"topic","uid":"t","slug":"No Good","title":"T"}',
     "`slug` must be at most 64 lower-case letters, digits and hyphens, a letter or digit first"),
    (b'{"type":"source","uid":"s","url":"ftp://x"}',
     "`url` must be an address that begins with http:// or https:// and holds no spaces"),
    (b'{"type":"source","uid":"s","url":"http://x","language":"english!"}',
     "`language` must be a language tag (BCP 47), like `en` or `zh-Hant`"),
    (b'{"type":"actor","uid":"a","name":"A","kind":"other","wikidata":"P1"}',
     "`wikidata` must be a Wikidata item, like Q423"),
    (b'{"type":"source","uid":"s","publisher":"P"}',
     "a source needs a `url`, or a `publisher` and the date `published`"),
    (CLAIM + b',"occurred":"2024-13"}',
     "occurred: '2024-13' is no EDTF date: there is no month or season 13"),
    (CLAIM + b',"figures":[{"measure":"m","lower":2,"best":1}]}',
     "figure 1: its bounds are reversed: `lower` ≤ `best` ≤ `upper`"),
    (b'{"type":"claim","uid":"c1","text":"x","kind":"event"}',
     "a published claim needs `evidence`, one piece at least; without any it is `proposed`"),
    (CLAIM + b',"place":"a-nobody"}',
     "`place` names the actor a-nobody, which is neither above this line nor in the desk"),
    (CLAIM + b',"place":"t-kursk"}', "`place` must name an actor, but t-kursk is a topic"),
    (b'{"type":"topic","uid":"t2","slug":"kursk","title":"K"}',
     "the slug kursk is taken by the desk's topic t-kursk: change one of them"),
    (b'{"type":"claim","uid":"c1","text":" ","kind":"event","status":"proposed"}',
     "`text` is blank, nothing in it can be seen: fill it, or leave the field out"),
    (b'{"type":"topic","uid":"t","slug":"t","title":"   "}',
     "`title` is blank, nothing in it can be seen: fill it, or leave the field out"),
    (b'{"type":"actor","uid":"a","name":"\\t","kind":"other"}',
     "`name` is blank, nothing in it can be seen: fill it, or leave the field out"),
    (b'{"type":"actor","uid":"a","name":"\\u200b","kind":"other"}',
     "`name` is blank, nothing in it can be seen: fill it, or leave the field out"),
    (b'{"type":"actor","uid":"a","name":"A\\nB","kind":"other"}',
     "`name` holds the control character U+000A: take it out"),
    (b'{"type":"actor","uid":"a","name":"A","kind":"other","aliases":[{"name":"B"},{"name":"C\\u0007"}]}',
     "`aliases`, number 2: `name` holds the control character U+0007: take it out"),
    (b'{"type":"source","uid":"s","url":"https://example.org/\\u001b[2J"}',
     "`url` holds the control character U+001B: take it out"),
    ('{"type":"topic","uid":"t","slug":"t","title":"\u202egnihtyna"}'.encode(),
     "`title` turns the direction of text and never back: take the mark out, or close it"),
    (CLAIM + b',"text":"y"}', "the field `text` is given twice: leave one out"),
    (CLAIM + b',"figures":[{"measure":"m","best":1,"best":2}]}',
     "the field `best` is given twice: leave one out"),
    (b" " + b"x" * 1_048_577, "is longer than 1,048,576 bytes: no object is that long"),
    (b"x" * 3_000_000, "is longer than 1,048,576 bytes: no object is that long"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "reason"), FAULTS, ids=[reason[:60] for _, reason in FAULTS])
def test_a_bad_line_is_told_with_its_number_and_reason_and_nothing_is_kept(
    tmp_path: Path, line: bytes, reason: str
) -> None:
    desk = desk_of(tmp_path, KURSK, REPORT)
    report = imported(file_of(tmp_path, RUSSIA, b"", line, UKRAINE), desk)
    assert [(fault.line_number, fault.reason) for fault in report.faults] == [(3, reason)]
    assert (report.lines, report.left_out, sum(report.added.values())) == (3, 1, 0)
    assert count(desk, "actors") == 0
    assert imported(tmp_path / "in.jsonl", desk, skip_bad=True).added["actor"] == 2


def test_every_fault_of_a_line_is_told(tmp_path: Path) -> None:
    bad = claim("c1", evidence=(), occurred="soon", place="a-nobody")
    report = imported(file_of(tmp_path, bad), desk_of(tmp_path))
    assert [fault.reason.split(" ")[0] for fault in report.faults] == ["a", "occurred:", "`place`"]
    assert (report.fault_count, report.left_out) == (3, 1)


def test_a_uid_or_slug_used_twice_in_a_file_is_told(tmp_path: Path) -> None:
    other = Topic(uid="t-2", slug="kursk", title="Another")
    report = imported(file_of(tmp_path, KURSK, RUSSIA, RUSSIA, other), desk_of(tmp_path))
    assert report.faults == (
        Fault(3, "a-russia", "the actor a-russia stands already at line 2: take one out"),
        Fault(4, "t-2", "the slug kursk is taken by line 1: change one of them"),
    )


def test_a_relation_said_twice_is_told(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, REPORT, claim("c1"), claim("c2"))
    relation = b'{"type":"relation","uid":"%s","relation":"denies","from":"c2","to":"c1"}'
    report = imported(file_of(tmp_path, relation % b"r1", relation % b"r2"), desk)
    assert report.faults == (
        Fault(2, "r2", "that c2 denies c1 is said already by line 1: change one of them"),
    )
    imported(file_of(tmp_path, relation % b"r1"), desk)
    report = imported(file_of(tmp_path, relation % b"r2"), desk)
    reason = "that c2 denies c1 is said already by the desk's relation r1: change one of them"
    assert report.faults == (Fault(1, "r2", reason),)


def test_a_name_that_stands_only_below_is_told_with_its_line(tmp_path: Path) -> None:
    child = Topic(uid="t-child", slug="child", title="Child", parent="t-kursk")
    report = imported(file_of(tmp_path, child, RUSSIA, KURSK), desk_of(tmp_path))
    reason = "`parent` names the topic t-kursk, which stands only below, at line 3: move that line up"
    assert report.faults == (Fault(1, "t-child", reason),)


def test_a_circle_is_told_as_a_circle(tmp_path: Path) -> None:
    lines = [Source(uid=f"s{each}", url="https://x.org/", origin=f"s{each % 3 + 1}") for each in (1, 2, 3)]
    report = imported(file_of(tmp_path, *lines), desk_of(tmp_path))
    assert [fault.reason for fault in report.faults] == [
        "`origin` goes in a circle: s1 → s2 → s3 → s1. Take one of these references out",
        "`origin` goes in a circle: s2 → s3 → s1 → s2. Take one of these references out",
        "`origin` goes in a circle: s3 → s1 → s2 → s3. Take one of these references out",
    ]


def test_skipping_leaves_out_bad_lines_and_those_that_refer_to_them(tmp_path: Path) -> None:
    bad = b'{"type":"source","uid":"s-bad","publisher":"P"}'
    on_bad = claim("c2", evidence=(Evidence(source="s-bad"),))
    desk = desk_of(tmp_path)
    report = imported(file_of(tmp_path, REPORT, bad, on_bad, claim("c1")), desk, skip_bad=True)
    assert report.added == {"topic": 0, "actor": 0, "source": 1, "claim": 1, "relation": 0}
    assert (report.left_out, report.fault_count) == (2, 2)
    assert report.faults[1] == Fault(3, "c2", "`evidence` names the source s-bad, whose line 2 is at fault")
    assert count(desk, "claims") == 1


def test_faults_are_all_counted_and_the_first_thousand_told(tmp_path: Path) -> None:
    report = imported(file_of(tmp_path, *[b"x"] * 1500, RUSSIA), desk_of(tmp_path))
    assert (report.fault_count, report.left_out, len(report.faults)) == (1500, 1500, FAULTS_KEPT)
    assert report.faults[-1].line_number == 1000


def test_checking_alone_says_what_would_be_added_and_writes_nothing(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, KURSK)
    db = open_reader(desk)
    told: list[tuple[str, int, int]] = []
    path = file_of(tmp_path, KURSK, RUSSIA, b"x")
    report = check(path, db, lambda *now: told.append(now))
    db.close()
    assert report.added == {"topic": 0, "actor": 1, "source": 0, "claim": 0, "relation": 0}
    assert (report.present, report.left_out, report.revisions) == (1, 1, None)
    assert told == [("checking", path.stat().st_size, path.stat().st_size)]
    assert count(desk, "actors") == 0


def test_standard_input_is_imported_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(write(RUSSIA).encode())))
    assert run("-", desk_of(tmp_path), lambda: IMPORTER).added["actor"] == 1


def test_a_pipe_is_imported_though_it_can_be_read_only_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    feeder = subprocess.Popen(["/bin/sh", "-c", f"printf '%s' '{write(RUSSIA)}' > {pipe}"])
    assert imported(pipe, desk_of(tmp_path)).added["actor"] == 1
    feeder.wait()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=r"nowhere\.jsonl can't be read: No such file"):
        imported(tmp_path / "nowhere.jsonl", desk_of(tmp_path))


def many(number: int) -> list[Line]:
    return [Actor(uid=f"a{each}", name=f"Actor {each}", kind="person") for each in range(number)]


def test_progress_goes_from_checking_to_importing_and_ends_at_the_end(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    path = file_of(tmp_path, *many(2500))
    run(path, desk_of(tmp_path), lambda: IMPORTER, progress=lambda *now: told.append(now))
    assert [stage for stage, _, _ in told[:3]] == ["checking"] * 3
    assert {stage for stage, _, _ in told[3:]} == {"importing"}
    assert told[2][1:] == told[-1][1:] == (path.stat().st_size, path.stat().st_size)
    assert [done for _, done, _ in told[3:]] == sorted(done for _, done, _ in told[3:])


def test_another_writer_gets_through_between_the_batches(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    path = file_of(tmp_path, *many(3000))
    wrote: list[int] = []

    def write_meanwhile(stage: str, _done: int, _size: int) -> None:
        if stage == "importing" and not wrote:
            wrote.append(add_to(desk, [KURSK]).revision)

    report = run(path, desk, lambda: IMPORTER, progress=write_meanwhile)
    assert wrote == [2]
    assert report.revisions == (1, count(desk, "revisions"))


def test_a_slug_taken_after_the_check_stops_the_import_and_is_told(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    path = file_of(tmp_path, RUSSIA, Topic(uid="t-mine", slug="kursk", title="Mine"), UKRAINE)

    def take_the_slug(stage: str, _done: int, _size: int) -> None:
        if stage == "checking":
            add_to(desk, [KURSK])

    stopped = run(path, desk, lambda: IMPORTER, progress=take_the_slug)
    reason = "the slug kursk is another topic's: choose another"
    assert stopped.faults == (Fault(2, "t-mine", reason),)
    assert sum(stopped.added.values()) == 0


def test_skipping_goes_on_after_a_slug_was_taken(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    path = file_of(tmp_path, RUSSIA, Topic(uid="t-mine", slug="kursk", title="Mine"), UKRAINE)

    def take_the_slug(stage: str, _done: int, _size: int) -> None:
        if stage == "checking":
            add_to(desk, [KURSK, RUSSIA])

    report = run(path, desk, lambda: IMPORTER, progress=take_the_slug, skip_bad=True)
    assert (report.added["actor"], report.present, report.left_out) == (1, 1, 1)


def _import_slowly(path: Path, desk: Path) -> None:
    run(
        path,
        desk,
        lambda: IMPORTER,
        progress=lambda stage, *_: time.sleep(0.2 if stage == "importing" else 0),
    )


def test_an_import_that_was_killed_is_run_again_to_its_end(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    path = file_of(tmp_path, *many(8000))
    process = multiprocessing.get_context("spawn").Process(target=_import_slowly, args=(path, desk))
    process.start()
    while count(desk, "actors") < 1000:
        time.sleep(0.02)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    done = count(desk, "actors")
    assert 1000 <= done < 8000
    report = imported(path, desk)
    assert (report.present, report.added["actor"]) == (done, 8000 - done)
    assert count(desk, "actors") == count(desk, "revision_items") == 8000


def _write_now_and_then(desk: Path, seconds: float, longest: "multiprocessing.Queue[float]") -> None:
    db = open_writer(desk)
    waits = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        in_transaction(db, lambda writer: writer.conn.execute("UPDATE settings SET value = value"))
        waits.append(time.monotonic() - began)
        time.sleep(0.03)
    longest.put(max(waits))


def test_another_process_writes_while_a_file_is_imported(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    path = file_of(tmp_path, *many(30_000))
    spawn = multiprocessing.get_context("spawn")
    longest: multiprocessing.Queue[float] = spawn.Queue()
    process = spawn.Process(target=_write_now_and_then, args=(desk, 3.0, longest))
    process.start()
    imported(path, desk)
    process.join()
    # Measured 0.05 to 0.2 s; the rest is for a machine that has much else to do.
    assert longest.get(timeout=5) < 1.5


def test_memory_stays_flat_and_lines_are_read_one_by_one(tmp_path: Path) -> None:
    measured = []
    for number in (2_000, 20_000):
        path = file_of(tmp_path, *many(number), name=f"{number}.jsonl")
        desk = desk_of(tmp_path, name=f"{number}.db")
        script = (
            "import resource, sys; from pathlib import Path; from storage.exchange.importing import run; "
            "from storage.writing import Author; "
            "run(sys.argv[1], Path(sys.argv[2]), lambda: Author('2025', 'import', 'x')); "
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        out = subprocess.run([sys.executable, "-c", script, path, desk], check=True, capture_output=True)
        measured.append(int(out.stdout))
    assert measured[1] - measured[0] < 20_000, f"{measured} KiB at the peak"


def test_lines_as_long_as_they_may_be_are_not_held_together(tmp_path: Path) -> None:
    long = CLAIM + b',"place":"' + b"x" * 1_000_000 + b'"}'
    path = file_of(tmp_path, *[long] * 50)
    desk = desk_of(tmp_path)
    tracemalloc.start()
    try:
        assert imported(path, desk).left_out == 50
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_a_full_disk_stops_the_import_in_words_and_keeps_what_was_written(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    path = file_of(tmp_path, *many(20_000))
    script = (
        "import resource, sys; from pathlib import Path; from storage.exchange.importing import run; "
        "from storage.writing import Author; resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000,) * 2); "
        "run(sys.argv[1], Path(sys.argv[2]), lambda: Author('2025', 'import', 'x'))"
    )
    out = subprocess.run([sys.executable, "-c", script, path, desk], check=False, capture_output=True)
    assert "What was written before stays; run it again once that is mended." in out.stderr.decode()
    done = count(desk, "actors")
    assert 0 < done < 20_000
    assert imported(path, desk).added["actor"] == 20_000 - done
