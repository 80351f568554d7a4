"""`dateline backup --all` and `restore` as an operator runs them."""

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from storage.registry import Registry
from tests.cli.program import DATELINE, SECONDS, dateline, environment
from tests.console.terminal import terminal
from tests.storage.factories import RUSSIA, UKRAINE, add_to, desk_of


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A desk of two revisions, and `backup.db` of the first."""
    (tmp_path / "data").mkdir()
    desk = desk_of(tmp_path / "data", RUSSIA, name="newsroom.db")
    assert dateline(tmp_path, "backup", "backup.db", "--desk", "newsroom").status == 0
    add_to(desk, [UKRAINE])
    return desk


def names(desk: Path) -> list[str]:
    with closing(sqlite3.connect(desk)) as conn:
        return [name for (name,) in conn.execute("SELECT name FROM actors ORDER BY id")]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_script_restores_and_is_told_where_the_old_desk_is(tmp_path: Path, newsroom: Path) -> None:
    done = dateline(tmp_path, "restore", "backup.db", "--desk", "newsroom", "--yes")
    assert (done.status, done.err) == (0, "")
    said = re.fullmatch(
        rf"Restored the desk newsroom from backup\.db, as of revision r1: {newsroom}\n"
        rf"What was there is kept as ({newsroom.parent}/newsroom\.before-restore-\d{{8}}T\d{{6}}Z\.db)\.\n",
        done.out,
    )
    assert said
    assert (names(newsroom), names(Path(said[1]))) == (["Russia"], ["Russia", "Ukraine"])
    assert files(tmp_path / "data") == [Path(said[1]).name, "newsroom.db"]
    assert dateline(tmp_path, "check", "--desk", "newsroom").status == 0


def test_it_asks_first_and_only_a_yes_goes_on(tmp_path: Path, newsroom: Path) -> None:
    with terminal(tmp_path, "restore", "backup.db", "--desk", "newsroom", columns=150) as shown:
        shown.see(
            r"^Put backup\.db \(revision r1\) in the place of the desk newsroom \(revision r2\)\? "
            r"What is there now is kept\. \[y/N\]"
        )
        shown.type("n\n")
        shown.see("^dateline: The desk newsroom was left as it is.$")
        assert shown.ended() == 1
    assert names(newsroom) == ["Russia", "Ukraine"]
    assert files(newsroom.parent) == ["newsroom.db"]
    with terminal(tmp_path, "restore", "backup.db", "--desk", "newsroom") as shown:
        shown.see(r"\[y/N\]")
        shown.type("y\n")
        shown.see("^Restored the desk newsroom")
        assert shown.ended() == 0
    assert names(newsroom) == ["Russia"]


def test_without_a_terminal_it_does_not_go_on_by_itself(tmp_path: Path, newsroom: Path) -> None:
    done = dateline(tmp_path, "restore", "backup.db", "--desk", "newsroom", typed="y\n")
    assert (done.status, done.out, done.err) == (
        2,
        "",
        "dateline: restore asks first, and there is no terminal to answer in. --yes goes on without.\n",
    )
    assert names(newsroom) == ["Russia", "Ukraine"]


def test_a_desk_that_is_not_there_is_made_without_asking(tmp_path: Path, newsroom: Path) -> None:
    done = dateline(tmp_path, "restore", "backup.db", "--desk", "second")
    assert (done.status, done.out) == (
        0,
        f"Restored the desk second from backup.db, as of revision r1: {newsroom.parent}/second.db\n",
    )


def test_the_registry_is_no_desk(tmp_path: Path, newsroom: Path) -> None:
    done = dateline(tmp_path, "restore", "backup.db", "--desk", "dateline", "--yes")
    assert done.status == 1
    assert "'dateline' is the registry, and no desk" in done.err
    assert files(newsroom.parent) == ["newsroom.db"]


def test_it_is_refused_while_a_console_has_the_desk_and_not_once_that_was_killed(
    tmp_path: Path, newsroom: Path
) -> None:
    with subprocess.Popen(
        [*DATELINE, "console", "--desk", "newsroom"],
        cwd=tmp_path, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as console:  # fmt: skip
        assert console.stdin
        assert console.stdout
        console.stdin.write(b"/actors\n")
        console.stdin.flush()
        assert console.stdout.readline()
        done = dateline(tmp_path, "restore", "backup.db", "--desk", "newsroom", "--yes")
        assert (done.status, done.out, done.err) == (
            1,
            "",
            f"dateline: A running program has the desks in {newsroom.parent} open, and would go on with the "
            "file that is taken away. Stop it first.\n",
        )
        console.kill()
        console.wait(SECONDS)
        assert dateline(tmp_path, "restore", "backup.db", "--desk", "newsroom", "--yes").status == 0
    assert names(newsroom) == ["Russia"]


def test_that_newer_revisions_were_seen_is_said_and_stays_remembered(tmp_path: Path, newsroom: Path) -> None:
    registry = Registry(newsroom.parent)
    registry.seen("newsroom", 2)
    done = dateline(tmp_path, "restore", "backup.db", "--desk", "newsroom", "--yes")
    assert done.status == 0
    assert done.out.splitlines()[-1] == (
        "Revision r2 of it was seen before, so what is sent by schedule pauses: it would tell of changes "
        "that this desk no longer holds."
    )
    assert registry.highest("newsroom") == 2


def test_a_backup_of_all_can_be_restored_from(tmp_path: Path, newsroom: Path) -> None:
    (tmp_path / "backups").mkdir()
    Registry(newsroom.parent).seen("newsroom", 2)
    done = dateline(tmp_path, "backup", "--all", "backups", "--keep", "2")
    assert (done.status, done.err) == (0, "")
    (folder,) = (tmp_path / "backups").iterdir()
    assert files(folder) == ["dateline.db", "newsroom.db"]
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert done.out == f"Copied 1 desk and the registry to backups/{folder.name} ({size:,} bytes).\n"
    assert files(newsroom.parent) == ["dateline.db", "newsroom.db"]
    newsroom.write_text("the desk is lost " * 99)
    assert dateline(tmp_path, "restore", folder / "newsroom.db", "--desk", "newsroom", "--yes").status == 0
    assert names(newsroom) == ["Russia", "Ukraine"]


def test_what_was_removed_is_said(tmp_path: Path, newsroom: Path) -> None:
    old = tmp_path / "backups" / "20261101T033000Z"
    old.mkdir(parents=True)
    done = dateline(tmp_path, "backup", "--all", "backups", "--keep", "1")
    assert done.out.splitlines()[1:] == ["Removed backups/20261101T033000Z."]


def test_one_broken_desk_is_said_and_the_others_are_copied(tmp_path: Path, newsroom: Path) -> None:
    (tmp_path / "backups").mkdir()
    (newsroom.parent / "broken.db").write_text("no desk any more " * 99)
    done = dateline(tmp_path, "backup", "--all", "backups", "--keep", "1")
    (folder,) = (tmp_path / "backups").iterdir()
    assert done.status == 1
    assert done.out.startswith(f"Copied 1 desk to backups/{folder.name} (")
    assert done.err == (
        f"{newsroom.parent}/broken.db is no desk: it is not an SQLite database.\n"
        f"dateline: Not copied: broken. Mend it, or move it out of {newsroom.parent}. No older backup was "
        "removed, because it may hold the last good copy.\n"
    )


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("backup --all backups --desk newsroom", 2, "--all copies every desk: leave --desk out."),
        ("backup copy.db --keep 3", 2, "--keep goes with --all: it counts dated folders."),
        ("backup --all none", 1, "The folder none does not exist. Make it, or name another."),
        ("restore none.db --desk newsroom", 1, "There is no file none.db."),
    ],
)
def test_what_does_not_go_is_said(tmp_path: Path, newsroom: Path, line: str, status: int, said: str) -> None:
    done = dateline(tmp_path, *line.split())
    assert (done.status, done.out, done.err) == (status, "", f"dateline: {said}\n")


def test_where_there_are_no_desks_nothing_is_copied(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "backups").mkdir()
    done = dateline(tmp_path, "backup", "--all", "backups")
    assert (done.status, done.err) == (
        1,
        f"dateline: There are no desks in {tmp_path}/data, so nothing was copied.\n",
    )
    assert files(tmp_path / "backups") == []
