"""What the command line refuses before it does harm, or says nothing where it should."""

import os
import pty
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.program import DATELINE, SECONDS, dateline, environment


def damaged(folder: Path, name: str = "torn") -> Path:
    """A desk with claims whose pages were overwritten in the middle."""
    assert dateline(folder, "desk", "new", name).status == 0
    sample = Path(__file__).parent.parent.parent / "bot" / "sample" / "kursk.jsonl"
    assert dateline(folder, "import", sample, "--desk", name).status == 0
    path = folder / "data" / f"{name}.db"
    content = bytearray(path.read_bytes())
    content[8 * 4096 : -4096] = b"\xaa" * (len(content) - 9 * 4096)
    path.write_bytes(content)
    return path


def test_a_damaged_desk_is_told_without_a_command_that_says_the_same(tmp_path: Path) -> None:
    damaged(tmp_path)
    checked = dateline(tmp_path, "check", "--desk", "torn")
    assert checked.status == 1
    assert "damaged" in checked.out + checked.err
    assert "dateline check" not in checked.err


def test_a_copy_of_a_damaged_desk_is_no_backup(tmp_path: Path) -> None:
    damaged(tmp_path)
    copied = dateline(tmp_path, "backup", "copy.db", "--desk", "torn")
    assert copied.status == 1
    assert "is damaged" in copied.err
    assert not (tmp_path / "copy.db").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def without_claims(folder: Path) -> None:
    """The sample desk without a table, as a fault of ours would meet it."""
    assert dateline(folder, "ask", "/topics").status == 0
    conn = sqlite3.connect(folder / "data" / "sample.db")
    conn.execute("ALTER TABLE claim_topics RENAME TO gone")
    conn.close()


def test_a_traceback_is_for_the_log_and_not_for_whoever_asks_at_a_terminal(tmp_path: Path) -> None:
    without_claims(tmp_path)
    piped = dateline(tmp_path, "ask", "/timeline kursk")
    assert "Traceback" in piped.err
    shown, theirs = pty.openpty()
    subprocess.run(
        [*DATELINE, "ask", "/timeline kursk"],
        cwd=tmp_path, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs,
        timeout=SECONDS, check=False,
    )  # fmt: skip
    os.close(theirs)
    said = os.read(shown, 65_536).decode()
    os.close(shown)
    assert "Traceback" not in said
    assert "no such table: claim_topics" in said
    assert len(said.splitlines()) == 1


def test_a_file_in_the_place_of_the_desks_folder_is_no_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "desks").write_text("x")
    listed = dateline(tmp_path, "desk", "list", "--data", "desks")
    assert (listed.status, listed.out) == (1, "")
    assert "is a file, not a folder of desks" in listed.err


@pytest.mark.parametrize(
    "line",
    [["check"], ["ask", "/topics"], ["backup", "x.db"], ["export"], ["desk", "list"], ["config", "check"]],
    ids=" ".join,
)
def test_a_folder_that_is_named_and_not_there_is_a_slip(tmp_path: Path, line: list[str]) -> None:
    ended = dateline(tmp_path, *line, "--data", "typo")
    assert (ended.status, ended.out) == (2, "")
    assert f"There is no folder {tmp_path / 'typo'}" in ended.err
    assert not (tmp_path / "typo").exists()


@pytest.mark.parametrize("line", [["console"], ["desk", "new", "x"]], ids=" ".join)
def test_a_desk_may_be_begun_in_a_new_folder(tmp_path: Path, line: list[str]) -> None:
    assert dateline(tmp_path, *line, "--data", "new", typed="/topics\n").status == 0
    assert (tmp_path / "new").is_dir()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('data = "/proc/foo"\n[console]', "data: the folder /proc/foo can't be made"),
        ('[console]\ntopic = "nosuch"', "console.topic: the desk sample has no topic 'nosuch'"),
    ],
)
def test_config_check_refuses_what_a_start_would(tmp_path: Path, text: str, said: str) -> None:
    assert dateline(tmp_path, "ask", "/topics").status == 0
    (tmp_path / "config.toml").write_text(text)
    checked = dateline(tmp_path, "config", "check")
    assert checked.status == 2
    assert said in checked.err


def test_config_check_leaves_nothing_behind(tmp_path: Path) -> None:
    assert dateline(tmp_path, "config", "check").status == 0
    assert list(tmp_path.iterdir()) == []


def test_a_desk_is_not_called_like_an_option(tmp_path: Path) -> None:
    made = dateline(tmp_path, "desk", "new", "--", "-x")
    assert made.status == 1
    assert "option" in made.err
    assert not (tmp_path / "data").exists()


def test_a_backup_is_no_stream(tmp_path: Path) -> None:
    copied = dateline(tmp_path, "backup", "-")
    assert copied.status == 2
    assert not (tmp_path / "-").exists()


def test_a_desk_that_leads_nowhere_is_not_suggested(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dang.db").symlink_to("nowhere")
    asked = dateline(tmp_path, "ask", "/topics", "--desk", "dan")
    assert asked.status == 1
    assert "Did you mean" not in asked.err
