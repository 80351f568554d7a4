"""Every error that a user can cause has words that say what to do, and its exit status; none a traceback."""

import array
import fcntl
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.cli.program import DATELINE, SECONDS, Ended, dateline, environment

NOBODY = 65534


def refused(ended: Ended, status: int, said: str) -> None:
    """Holds a run to have ended with these words alone."""
    assert (ended.status, ended.out, ended.err) == (status, "", said)


def test_a_desk_that_is_not_there_names_what_is_near(tmp_path: Path) -> None:
    dateline(tmp_path, "desk", "new", "newsroom")
    for command in (
        ["ask", "/topics"],
        ["check"],
        ["export"],
        ["backup", "b.db"],
        ["import", "x"],
        ["console"],
    ):
        refused(
            dateline(tmp_path, *command, "--desk", "newsrom"),
            1,
            f"dateline: There is no desk 'newsrom' in {tmp_path}/data. Did you mean newsroom? "
            "`dateline desk list` lists them, `dateline desk new newsrom` makes one.\n",
        )


def test_a_name_that_is_none(tmp_path: Path) -> None:
    refused(
        dateline(tmp_path, "ask", "/topics", "--desk", "../passwd"),
        1,
        "dateline: '../passwd' can't name a desk: use a-z, 0-9, - and _, at most 64 of them.\n",
    )


def test_a_desk_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "notes.db").write_text("These are notes. " * 100)
    path = tmp_path / "data" / "notes.db"
    refused(
        dateline(tmp_path, "ask", "/topics", "--desk", "notes"),
        1,
        f"dateline: {path} is no desk: it is not an SQLite database.\n",
    )
    path.rename(tmp_path / "data" / "sample.db")
    refused(
        dateline(tmp_path, "ask", "/topics"),
        1,
        f"dateline: {tmp_path}/data/sample.db is no desk: it is not an SQLite database. "
        "It is the working copy of the sample: moved away, it is made anew.\n",
    )


def test_a_database_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    conn = sqlite3.connect(tmp_path / "data" / "other.db")
    conn.execute("CREATE TABLE cats (name TEXT)")
    conn.commit()
    conn.close()
    refused(
        dateline(tmp_path, "ask", "/topics", "--desk", "other"),
        1,
        f"dateline: {tmp_path}/data/other.db is no desk: it is a database of something else. "
        "`dateline desk new NAME` makes one.\n",
    )


def test_a_desk_of_a_newer_schema(tmp_path: Path) -> None:
    dateline(tmp_path, "desk", "new", "newsroom")
    path = tmp_path / "data" / "newsroom.db"
    conn = sqlite3.connect(path)
    conn.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('dateline', 'm999_tomorrow', '')"
    )
    conn.commit()
    conn.close()
    refused(
        dateline(tmp_path, "ask", "/topics", "--desk", "newsroom"),
        1,
        f"dateline: {path} was written by a newer Dateline (it has m999_tomorrow). "
        "Upgrade Dateline, or open a backup made before the upgrade.\n",
    )


@pytest.mark.parametrize(
    "command",
    [["ask", "/topics"], ["console"], ["run"], ["desk", "list"], ["config", "check"], ["check"], ["export"]],
)
def test_a_broken_configuration_is_told_line_by_line(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "config.toml").write_text('locle = "en"\n[log]\nlevel = "verbose"\n')
    refused(
        dateline(tmp_path, *command),
        2,
        "dateline: config.toml:1: unknown key `locle`; did you mean `locale`?\n"
        'config.toml:3: `log.level` is "verbose"; it should be one of "debug", "info", "warning", "error"\n',
    )


def test_a_configuration_that_is_not_there(tmp_path: Path) -> None:
    refused(
        dateline(tmp_path, "ask", "/topics", "--config", "no.toml"),
        2,
        "dateline: no.toml: there is no such file\n",
    )
    refused(
        dateline(tmp_path, "ask", "/topics", env={"DATELINE_CONFIG": "gone.toml"}),
        2,
        "dateline: gone.toml: there is no such file ($DATELINE_CONFIG names it)\n",
    )


def test_a_data_folder_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for command in (["ask", "/topics"], ["console"], ["export"], ["check"]):
        refused(
            dateline(tmp_path, *command, "--data", "file/data"),
            1,
            f"dateline: The folder {tmp_path}/file/data can't be made or read: Not a directory. "
            "Name another with --data.\n",
        )
    refused(
        dateline(tmp_path, "desk", "new", "newsroom", "--data", "file/data"),
        1,
        f"dateline: {tmp_path}/file/data: a part of that path is a file, not a folder.\n",
    )


# Root may write everywhere, so a test that runs as root becomes somebody else: after all is imported, because
# that user need not reach the interpreter.
DROPPED = f"""
import os, sys
import bot.cli.asking, bot.cli.exchange, bot.cli.keeping, encodings.idna, getpass, storage.exchange.importing
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
sys.exit(bot.cli.main(sys.argv[1:]))
"""


def as_somebody_else(folder: Path, *arguments: str) -> Ended:
    """Runs `dateline` as a user who isn't root."""
    done = subprocess.run(
        [sys.executable, "-c", DROPPED, *arguments],
        cwd=folder, env=environment(), stdin=subprocess.DEVNULL,
        capture_output=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every user of the machine reaches, with the sample desk in it."""
    with tempfile.TemporaryDirectory(prefix="dateline-test-") as name:
        folder = Path(name).resolve()
        folder.chmod(0o755)
        dateline(folder, "ask", "/topics")
        yield folder


def test_a_read_only_folder(reachable: Path) -> None:
    data = reachable / "data"
    data.chmod(0o555)
    try:
        refused(
            as_somebody_else(reachable, "desk", "new", "newsroom"),
            1,
            f"dateline: {data}/newsroom.db: this user has no permission. "
            "Change its owner or mode, or name another.\n",
        )
        (data / "sample.db").unlink()
        refused(
            as_somebody_else(reachable, "ask", "/topics"),
            1,
            f"dateline: {data} can't be written by this user. "
            "Change its owner, or name another with --data.\n",
        )
    finally:
        data.chmod(0o755)


def test_a_desk_that_may_not_be_read(reachable: Path) -> None:
    (reachable / "data" / "sample.db").chmod(0o000)
    ended = as_somebody_else(reachable, "ask", "/topics")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(
        f"dateline: {reachable}/data/sample.db can't be opened. "
        "Check that this user may read it and write in its folder."
    )


def test_a_current_folder_that_may_not_be_entered_holds_no_configuration(
    tmp_path: Path, reachable: Path
) -> None:
    private = tmp_path / "home of somebody"
    private.mkdir(mode=0o700)
    listed = as_somebody_else(private, "desk", "list", "--data", str(reachable))
    assert (listed.status, listed.err) == (0, "")
    assert listed.out.startswith(f"There are no desks in {reachable}.")


def test_files_that_are_not_what_is_needed(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x")
    (tmp_path / "folder").mkdir()
    for arguments, said in (
        (["import", "missing.jsonl"], "missing.jsonl can't be read: No such file or directory."),
        (["import", "folder"], "folder can't be read: Is a directory."),
        (["export", "there"], "there is there already. Name another file, or move that one away first."),
        (["export", "folder"], "folder is a folder. Name a file in it."),
        (["export", "no/file"], "The folder no does not exist. Make it, or name another."),
        (["backup", "there"], "there exists already. Name a new file, or move that one away first."),
        (["backup", "folder"], "folder is a folder. Name the file to make in it."),
        (["backup", "no/file"], "The folder no does not exist. Make it, or name another."),
    ):
        refused(dateline(tmp_path, *arguments), 1, f"dateline: {said}\n")
    assert (tmp_path / "there").read_text() == "x"


def test_a_format_that_cannot_hold_everything(tmp_path: Path) -> None:
    refused(
        dateline(tmp_path, "export", "--format", "schema-org", "--everything"),
        2,
        "dateline: --everything goes with jsonl and csv: schema.org's readers take what is published.\n",
    )


def test_a_log_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[log]\nfile = "no/folder/log"\n')
    refused(
        dateline(tmp_path, "ask", "/topics"),
        2,
        f"dateline: log.file: {tmp_path}/no/folder/log cannot be written: "
        f"there is no folder {tmp_path}/no/folder\n",
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_under_standard_output(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*DATELINE, "ask", "/topics"],
            cwd=tmp_path, env=environment(), stdout=full, stderr=subprocess.PIPE, timeout=SECONDS,
            check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr.decode()) == (
        1,
        "dateline: The disk is full: No space left on device. Make room, and run this again.\n",
    )


@pytest.mark.parametrize("arguments", [["ask", "/topics"], ["desk", "new", "newsroom"]])
def test_a_full_disk_under_a_desk_leaves_no_half_of_it(tmp_path: Path, arguments: list[str]) -> None:
    """A limit on the size of files stands in for the disk's."""
    small = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))  # noqa: E731  # one call
    done = subprocess.run(
        [*DATELINE, *arguments],
        cwd=tmp_path, env=environment(), capture_output=True, timeout=SECONDS, check=False, preexec_fn=small,
    )  # fmt: skip
    told = done.stderr.decode()
    assert done.returncode == 1
    assert told.startswith("dateline: ")
    assert "full" in told or "disk I/O error" in told
    assert "Traceback" not in told
    assert [path for path in (tmp_path / "data").iterdir() if not path.name.startswith(".")] == []
    assert dateline(tmp_path, *arguments).status == 0


def test_nothing_to_run_says_so(tmp_path: Path) -> None:
    refused(
        dateline_without_input(tmp_path, "run"),
        2,
        "dateline: There is nothing to run. Only the console is configured, "
        "and there is no terminal to type in.\n",
    )
    (tmp_path / "config.toml").write_text('locale = "en"\n')
    refused(
        dateline(tmp_path, "run", typed="/topics\n"),
        2,
        f"dateline: There is nothing to run. {tmp_path}/config.toml has no section for anything that runs: "
        "add [console], [discord] or [matrix].\n",
    )
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


def dateline_without_input(folder: Path, *arguments: str) -> Ended:
    done = subprocess.run(
        [*DATELINE, *arguments],
        cwd=folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS,
        check=False,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_fresh_is_for_the_sample_and_for_somebody_to_ask(tmp_path: Path) -> None:
    dateline(tmp_path, "desk", "new", "newsroom")
    refused(
        dateline(tmp_path, "console", "--fresh", "--desk", "newsroom"),
        2,
        "dateline: --fresh puts the sample desk back as it was shipped; 'newsroom' is a desk of yours.\n",
    )
    refused(
        dateline(tmp_path, "console", "--fresh"),
        2,
        "dateline: --fresh asks first, and there is no terminal to answer in.\n",
    )


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    ended = dateline(tmp_path, "import", "\x1b[2Jx\ny")
    refused(ended, 1, "dateline: \\x1b[2Jx\\ny can't be read: No such file or directory.\n")


# What nobody foresaw, in a subcommand's place.
UNFORESEEN = """
import sys
from bot.cli import keeping, main, opening

def desk_list(given):
    opening.configured(given)
    raise KeyError("nobody foresaw this")

keeping.desk_list = desk_list
sys.exit(main(["desk", "list"]))
"""


@pytest.mark.parametrize("logged", ["log", None])
def test_what_is_our_fault_is_logged_with_a_reference(tmp_path: Path, logged: str | None) -> None:
    if logged:
        (tmp_path / "config.toml").write_text(f'[log]\nfile = "{logged}"\n')
    done = subprocess.run(
        [sys.executable, "-c", UNFORESEEN],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (70, "")
    *log, told = done.stderr.splitlines(keepends=True)
    if logged:
        assert log == []
        log = (tmp_path / logged).read_text().splitlines(keepends=True)
    said = re.fullmatch(
        r"dateline: That broke on our side. It is in the log as ([0-9a-f]{8}): "
        r"please report it with what is there.\n",
        told,
    )
    assert said
    assert log[0].endswith(f" ERROR    bot.cli.failing: The command line failed  reference={said[1]}\n")
    assert log[-1] == "    KeyError: 'nobody foresaw this'\n"


def left_in(pipe: IO[bytes]) -> int:
    """Returns how many bytes of a pipe nobody has read yet."""
    count = array.array("i", [0])
    fcntl.ioctl(pipe.fileno(), termios.FIONREAD, count)
    return count[0]


def test_an_interrupted_job_ends_with_130_and_no_traceback(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*DATELINE, "import", "-"],
        cwd=tmp_path, env=environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as program:  # fmt: skip
        assert program.stdin
        program.stdin.write(b"{")
        program.stdin.flush()
        end = time.monotonic() + SECONDS
        while left_in(program.stdin):
            assert time.monotonic() < end
            time.sleep(0.01)
        program.send_signal(signal.SIGINT)
        assert program.wait(SECONDS) == 130
        assert program.stderr
        assert program.stderr.read() == (
            b"\nBroken off. What went in stays in; the same import goes on from there.\n"
        )


def test_closed_streams_are_lived_with(tmp_path: Path) -> None:
    shell = shutil.which("sh")
    assert shell
    line = f"'{sys.executable}' -m bot ask /topics"
    for closed in (">&-", "2>&-", "<&-", ">&- 2>&- <&-"):
        done = subprocess.run(
            [shell, "-c", f"{line} {closed}"],
            cwd=tmp_path, env=environment(PYTHONWARNINGS="ignore"), capture_output=True, timeout=SECONDS,
            check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b"")
