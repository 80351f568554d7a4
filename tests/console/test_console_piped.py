"""The console where lines are piped in: answered in order, in plain text, whatever is in them."""

import os
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.program import DATELINE, SECONDS, dateline, environment

TOPICS = (
    "Topics\n\n"
    "  Kursk fighting — kursk                                            14 claims  /timeline kursk\n"
    "  North Korean troops in Kursk — north-korea-troops, part of kursk  11 claims  "
    "/timeline north-korea-troops\n"
)


def test_each_line_is_answered_and_errors_are_answers(tmp_path: Path) -> None:
    told = dateline(tmp_path, "console", typed="/topics\n/nonsense\ntopics\n")
    assert (told.status, told.err) == (0, "")
    assert told.out == f"{TOPICS}\nThere is no command “nonsense”. /help lists them all.\n\n{TOPICS}"


def test_blank_lines_and_comments_are_passed_over(tmp_path: Path) -> None:
    told = dateline(tmp_path, "console", typed="\n  \n# what is there?\n  # indented\n/topics\n\n")
    assert (told.status, told.out) == (0, TOPICS)


def test_nothing_gives_nothing(tmp_path: Path) -> None:
    assert dateline(tmp_path, "console").out == ""


def test_pages_and_leaving_work_as_at_the_prompt(tmp_path: Path) -> None:
    told = dateline(tmp_path, "console", typed="next\n/timeline kursk\nn\nnext\nquit\n/topics\n")
    assert told.status == 0
    answers = told.out.split("Timeline: Kursk fighting\n")
    assert answers[0] == "There is no next page.\n\n"
    assert "#13 " in answers[1]
    assert "#1 " in answers[2]
    assert answers[2].endswith("\n\nThere is no next page.\n")
    assert "Topics" not in told.out


def test_the_last_line_needs_no_line_break(tmp_path: Path) -> None:
    assert dateline(tmp_path, "console", typed="/topics").out == TOPICS


@pytest.mark.parametrize("typed", [b"\xef\xbb\xbf/topics\r\n", "/topics\u2028\n".encode()])
def test_lines_of_other_editors_are_read(tmp_path: Path, typed: bytes) -> None:
    assert dateline(tmp_path, "console", typed=typed).out == TOPICS


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (b"/timeline \xff\xfe\n", "There is no topic “\ufffd\ufffd”."),
        ("/timeline 🎈\n".encode(), "There is no topic “🎈”."),
        (b"/search AND OR NEAR(\n", "Nothing holds all of “AND OR NEAR(”."),
        (b"/on 31 February 2025\n", "“31 February 2025” is no date that I can read."),
        (b"x" * 10_000 + b"\n", "That is 10000 characters; at most 4000 are read. Shorten it."),
        (b"\x00\x1b[2J/topics\n", "There is no command “[2J/topics”."),
    ],
)
def test_whatever_is_typed_gets_an_answer(tmp_path: Path, typed: bytes, said: str) -> None:
    told = dateline(tmp_path, "console", typed=typed)
    assert (told.status, told.err) == (0, "")
    assert said in told.out


def test_a_line_without_an_end_is_not_kept_in_memory(tmp_path: Path) -> None:
    told = dateline(tmp_path, "console", typed=b"y" * 5_000_000 + b"\n/topics\n")
    assert told.status == 0
    assert told.out.endswith(TOPICS)
    assert "at most 4000 are read" in told.out


def test_a_file_can_be_read_in(tmp_path: Path) -> None:
    (tmp_path / "lines").write_text("/topics\n" * 3)
    with (tmp_path / "lines").open("rb") as lines:
        done = subprocess.run(
            [*DATELINE, "console"],
            cwd=tmp_path, env=environment(), stdin=lines, capture_output=True, timeout=SECONDS, check=True,
        )  # fmt: skip
    assert done.stdout.decode() == "\n".join([TOPICS] * 3)


def opened(folder: Path, command: str = "console") -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*DATELINE, command],
        cwd=folder, env=environment(),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def until(program: subprocess.Popen[bytes], text: bytes) -> bytes:
    """Reads what the program says as it says it."""
    assert program.stdout
    said, end = b"", time.monotonic() + SECONDS
    while text not in said:
        assert time.monotonic() < end, said
        if select.select([program.stdout], [], [], 0.1)[0]:
            said += os.read(program.stdout.fileno(), 65_536)
    return said


def test_an_answer_is_out_before_the_next_line_is_read(tmp_path: Path) -> None:
    with opened(tmp_path) as program:
        assert program.stdin
        for _ in range(2):
            program.stdin.write(b"/topics\n")
            program.stdin.flush()
            until(program, b"/timeline north-korea-troops\n")
        program.stdin.close()
        assert program.wait(SECONDS) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("command", ["console", "run"])
def test_a_signal_stops_cleanly_while_lines_are_awaited(
    tmp_path: Path, command: str, number: signal.Signals
) -> None:
    with opened(tmp_path, command) as program:
        assert program.stdin
        assert program.stderr
        program.stdin.write(b"/topics\n")
        program.stdin.flush()
        until(program, b"/timeline north-korea-troops\n")
        program.send_signal(number)
        assert program.wait(SECONDS) == 0
        assert program.stderr.read() == b""
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["sample.db"]


def test_a_reader_that_leaves_early_ends_it_quietly(tmp_path: Path) -> None:
    with opened(tmp_path) as program:
        assert program.stdin
        assert program.stdout
        assert program.stderr
        program.stdin.write(b"/topics\n")
        program.stdin.flush()
        until(program, b"Topics")
        program.stdout.close()
        program.stdin.write(b"/timeline kursk\n" * 10)
        program.stdin.close()
        assert program.wait(SECONDS) == 141
        assert program.stderr.read() == b""
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["sample.db"]


def test_an_encoding_without_the_letters_gets_question_marks(tmp_path: Path) -> None:
    told = dateline(
        tmp_path, "console", typed="/topics\n", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    assert (told.status, told.err) == (0, "")
    assert "Kursk fighting ? kursk" in told.out
