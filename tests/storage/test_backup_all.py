"""All desks and the registry in a dated folder, and the oldest folders gone once it is whole."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.backup_all import Made, backup_all
from storage.connection import DeskError, open_reader, open_writer
from storage.integrity import check
from storage.registry import Place, Registry
from tests.storage.factories import RUSSIA, UKRAINE, add_to, desk_of

ROOT = Path(__file__).parent.parent.parent
SERVER = Place("discord", "42")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two desks and a registry."""
    folder = tmp_path / "data"
    folder.mkdir()
    desk_of(folder, RUSSIA, name="alpha.db")
    desk_of(folder, UKRAINE, name="beta.db")
    Registry(folder).settle(SERVER, "beta")
    return folder


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """Where the dated folders are made."""
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


def made(data: Path, into: Path, day: int, keep: int | None = None) -> Made:
    at = datetime(2026, 11, day, 3, 30, tzinfo=UTC)
    return backup_all(data, ["alpha", "beta"], into, at, keep, lambda *_: None)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def damaged(desk: Path) -> None:
    desk.write_text("no desk any more " * 99)


def test_every_desk_and_the_registry_are_in_it_as_they_are(data: Path, into: Path) -> None:
    with closing(open_writer(data / "beta.db")):  # in use, with what was written in the log alone
        add_to(data / "beta.db", [RUSSIA])
        done = made(data, into, 23)
    assert done == Made(into / "20261123T033000Z", ("alpha", "beta", "dateline"), {}, ())
    assert files(done.folder) == ["alpha.db", "beta.db", "dateline.db"]
    with closing(open_reader(done.folder / "beta.db")) as db:
        assert check(db) == []
        assert db.conn.execute("SELECT name FROM actors").fetchall() == [("Ukraine",), ("Russia",)]
    assert Registry(done.folder).desk_of(SERVER) == "beta"
    assert files(into) == ["20261123T033000Z"]


def test_the_oldest_beyond_so_many_are_removed_and_nothing_else(data: Path, into: Path) -> None:
    (into / "20261101T033000Z of mine").mkdir()
    (into / "20261102T033000Z").write_text("a file")
    for day in (20, 21, 22):
        assert made(data, into, day, keep=3).removed == ()
    assert made(data, into, 23, keep=2).removed == (into / "20261120T033000Z", into / "20261121T033000Z")
    assert files(into) == [
        "20261101T033000Z of mine",
        "20261102T033000Z",
        "20261122T033000Z",
        "20261123T033000Z",
    ]


def test_a_broken_desk_keeps_neither_the_others_nor_its_old_copies(data: Path, into: Path) -> None:
    made(data, into, 22)
    damaged(data / "alpha.db")
    done = made(data, into, 23, keep=1)
    assert done.copied == ("beta", "dateline")
    assert done.failed == {"alpha": f"{data}/alpha.db is no desk: it is not an SQLite database."}
    assert done.removed == ()
    assert files(into) == ["20261122T033000Z", "20261123T033000Z"]
    assert files(done.folder) == ["beta.db", "dateline.db"]


def test_a_broken_registry_is_told_too(data: Path, into: Path) -> None:
    damaged(data / "dateline.db")
    done = made(data, into, 23)
    assert (done.copied, list(done.failed)) == (("alpha", "beta"), ["dateline"])


def test_where_nothing_can_be_copied_nothing_is_left(data: Path, into: Path) -> None:
    for name in ("alpha", "beta", "dateline"):
        damaged(data / f"{name}.db")
    assert made(data, into, 23).copied == ()
    assert files(into) == []


def test_two_of_one_second_are_two(data: Path, into: Path) -> None:
    assert made(data, into, 23).folder.name == "20261123T033000Z"
    assert made(data, into, 23).folder.name == "20261123T033000Z-2"
    assert made(data, into, 24, keep=2).removed == (into / "20261123T033000Z",)


def test_only_its_user_looks_into_it(data: Path, into: Path) -> None:
    assert made(data, into, 23).folder.stat().st_mode & 0o777 == 0o700


def test_where_it_may_not_be_made_is_told(data: Path, into: Path) -> None:
    with pytest.raises(DeskError, match=r"The folder .*/none does not exist\. Make it"):
        made(data, into / "none", 23)
    with pytest.raises(DeskError, match="holds the desks themselves"):
        made(data, data, 23)


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from storage.backup_all import backup_all

left = int(sys.argv[3])

def watch(event, arguments):
    global left
    if event in ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.chmod", "sqlite3.connect"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

at = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
sys.addaudithook(watch)
backup_all(Path(sys.argv[1]), ["alpha", "beta"], Path(sys.argv[2]), at, 2, lambda *_: None)
"""


def test_killed_at_any_step_every_folder_that_has_a_name_is_whole(
    data: Path, tmp_path: Path, tally: Callable[[str], None]
) -> None:
    steps = 0
    while True:
        steps += 1
        into = tmp_path / f"backups-{steps}"
        into.mkdir()
        made(data, into, 22)
        made(data, into, 23)
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, data, into, str(steps)], cwd=ROOT, check=False
        ).returncode
        assert ended in (0, -signal.SIGKILL)
        shown = [path for path in sorted(into.iterdir()) if not path.name.startswith(".")]
        assert len(shown) >= 2
        for folder in shown:
            assert files(folder) == ["alpha.db", "beta.db", "dateline.db"]
            for name in files(folder):
                with closing(sqlite3.connect(folder / name)) as conn:
                    assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        made(data, into, 25, keep=1)
        assert files(into) == ["20261125T033000Z"]
        if ended == 0:
            break
    assert steps > 15
    tally(f"killed at each of {steps - 1} steps of a backup of all: no folder by half")


def test_of_two_at_once_one_is_refused(data: Path, into: Path) -> None:
    refused: list[str] = []

    def again(*_: object) -> None:
        if not refused:
            try:
                made(data, into, 24)
            except DeskError as error:
                refused.append(str(error))

    at = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
    backup_all(data, ["alpha"], into, at, None, again)
    assert refused == [f"Another backup is writing to {into}. Try again when it has ended."]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(data: Path, into: Path) -> None:
    into.chmod(0o500)
    with pytest.raises(DeskError, match="can't be written"):
        made(data, into, 23)
