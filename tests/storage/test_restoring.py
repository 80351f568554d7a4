"""A backup in a desk's place: checked before, the old desk kept, and nothing by half when it is killed."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from sqlite_utils import Database

from storage.connection import DeskError, open_reader, open_writer
from storage.integrity import check
from storage.migrations import MIGRATIONS
from storage.restoring import newest_revision, prepare, put_in_place, work_folder
from tests.storage.factories import KURSK, RUSSIA, UKRAINE, add_to, desk_of

ROOT = Path(__file__).parent.parent.parent
AT = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
KEPT = "desk.before-restore-20261123T091500Z.db"


def restore(file: Path, desk: Path) -> Path | None:
    with work_folder(desk) as folder:
        return put_in_place(prepare(file, folder / desk.name, lambda *_: None).path, desk, AT)


def names(desk: Path) -> list[str]:
    with closing(sqlite3.connect(desk)) as conn:
        return [name for (name,) in conn.execute("SELECT name FROM actors ORDER BY id")]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder for the desk, with nothing else in it."""
    (tmp_path / "data").mkdir()
    return tmp_path / "data"


def test_the_backup_is_there_and_what_was_there_is_kept(tmp_path: Path, data: Path) -> None:
    file = desk_of(tmp_path, RUSSIA, name="backup.db")
    desk = desk_of(data, RUSSIA, UKRAINE)
    before = file.read_bytes()
    assert restore(file, desk) == data / KEPT
    assert (names(desk), names(data / KEPT)) == (["Russia"], ["Russia", "Ukraine"])
    assert files(data) == [KEPT, "desk.db"]
    assert file.read_bytes() == before
    assert not (data / KEPT).samefile(desk)


def test_what_only_the_write_ahead_log_holds_is_kept_too(tmp_path: Path, data: Path) -> None:
    file = desk_of(tmp_path, RUSSIA, name="backup.db")
    source = desk_of(tmp_path, RUSSIA)
    writer = open_writer(source)
    add_to(source, [UKRAINE])
    for suffix in ("", "-wal"):  # as a process that was killed leaves it
        copyfile(f"{source}{suffix}", data / f"desk.db{suffix}")
    writer.close()
    assert (data / "desk.db-wal").stat().st_size > 0
    restore(file, data / "desk.db")
    assert (names(data / "desk.db"), names(data / KEPT)) == (["Russia"], ["Russia", "Ukraine"])
    assert files(data) == [KEPT, "desk.db"]


def test_a_desk_that_is_not_there_is_made(tmp_path: Path, data: Path) -> None:
    assert restore(desk_of(tmp_path, RUSSIA, name="backup.db"), data / "desk.db") is None
    assert files(data) == ["desk.db"]
    assert names(data / "desk.db") == ["Russia"]


def test_a_damaged_desk_is_replaced_and_kept_with_its_log(tmp_path: Path, data: Path) -> None:
    (data / "desk.db").write_text("what once was a desk " * 99)
    (data / "desk.db-wal").write_text("and its log")
    restore(desk_of(tmp_path, RUSSIA, name="backup.db"), data / "desk.db")
    assert names(data / "desk.db") == ["Russia"]
    assert (data / KEPT).read_text() == "what once was a desk " * 99
    assert (data / f"{KEPT}-wal").read_text() == "and its log"
    assert files(data) == [KEPT, f"{KEPT}-wal", "desk.db"]


def test_two_that_are_kept_in_one_second_are_two(tmp_path: Path, data: Path) -> None:
    file = desk_of(tmp_path, RUSSIA, name="backup.db")
    desk = desk_of(data, UKRAINE)
    restore(file, desk)
    second = restore(file, desk)
    assert second == data / "desk.before-restore-20261123T091500Z-2.db"
    assert (names(second), names(data / KEPT)) == (["Russia"], ["Ukraine"])


def test_the_mode_is_that_of_the_desk(tmp_path: Path, data: Path) -> None:
    desk = desk_of(data, UKRAINE)
    desk.chmod(0o640)
    restore(desk_of(tmp_path, RUSSIA, name="backup.db"), desk)
    assert stat.S_IMODE(desk.stat().st_mode) == 0o640


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_root_leaves_a_desk_to_whom_it_belongs(tmp_path: Path, data: Path) -> None:
    desk = desk_of(data, UKRAINE)
    os.chown(desk, 65534, 65534)
    os.chown(data, 65533, 65533)
    file = desk_of(tmp_path, RUSSIA, name="backup.db")
    restore(file, desk)
    restore(file, data / "other.db")
    assert (desk.stat().st_uid, (data / "other.db").stat().st_gid) == (65534, 65533)


def torn(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        where = "SELECT rootpage FROM sqlite_schema WHERE name = 'revision_items'"
        (page,) = conn.execute(where).fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xaa" * 4096
    path.write_bytes(content)


def disagreeing(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("DELETE FROM actor_aliases")
        conn.execute("UPDATE actors SET name = 'Somebody'")
        conn.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('dateline', 'm999_tomorrow', '')"
        )
        conn.commit()


def nothing(path: Path) -> None:
    path.unlink()


def no_desk(path: Path) -> None:
    path.write_text("the notes of somebody " * 99)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (torn, r"backup\.db is not sound \(.*\), so it was not restored\. Name an earlier backup\."),
        (disagreeing, r"backup\.db is not sound \(actor a-russia: .*\), so it was not restored"),
        (newer, r"backup\.db was written by a newer Dateline \(it has m999_tomorrow\)"),
        (nothing, r"There is no file .*backup\.db\."),
        (no_desk, r"backup\.db is no desk: it is not an SQLite database"),
    ],
)
def test_what_is_no_sound_desk_replaces_nothing(
    tmp_path: Path, data: Path, spoil: Callable[[Path], None], said: str
) -> None:
    file = desk_of(tmp_path, RUSSIA, KURSK, name="backup.db")
    desk = desk_of(data, UKRAINE)
    before = desk.read_bytes()
    spoil(file)
    with pytest.raises(DeskError, match=said):
        restore(file, desk)
    assert desk.read_bytes() == before
    assert files(data) == ["desk.db"]


def test_a_desk_that_another_program_has_open_is_not_replaced(tmp_path: Path, data: Path) -> None:
    file = desk_of(tmp_path, RUSSIA, name="backup.db")
    desk = desk_of(data, UKRAINE)
    with closing(sqlite3.connect(desk)) as theirs:
        theirs.execute("SELECT count(*) FROM actors").fetchone()
        with pytest.raises(DeskError, match=r"desk\.db is open in another program"):
            restore(file, desk)
        assert theirs.execute("SELECT name FROM actors").fetchall() == [("Ukraine",)]
    assert files(data) == ["desk.db"]


def test_a_backup_of_an_older_schema_is_brought_up_to_date(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "backup.db"
    with closing(sqlite3.connect(file)) as conn:
        MIGRATIONS.apply(Database(conn), stop_before="m003_views")
    before = file.read_bytes()
    restore(file, data / "desk.db")
    assert files(data) == ["desk.db"]
    assert file.read_bytes() == before
    with closing(open_reader(data / "desk.db")) as db:
        assert db.view_names() != []


def test_the_newest_revision_of_what_cannot_be_read_is_none(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, RUSSIA)
    add_to(desk, [UKRAINE])
    assert newest_revision(desk) == 2
    desk.write_text("nothing of a desk " * 99)
    assert (newest_revision(desk), newest_revision(tmp_path / "none.db")) == (None, None)


# Restores, and is killed as it is about to change the names of files for the so-many-eth time.
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from storage.restoring import prepare, put_in_place, work_folder

file, desk, left = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])

def watch(event, arguments):
    global left
    if event in ("os.mkdir", "os.link", "os.remove", "os.rename", "os.rmdir", "os.chmod", "sqlite3.connect"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(watch)
with work_folder(desk) as folder:
    new = prepare(file, folder / desk.name, lambda *_: None)
    put_in_place(new.path, desk, datetime(2026, 11, 23, 9, 15, tzinfo=UTC))
"""


def test_killed_at_any_step_it_leaves_the_old_desk_or_the_new_one(
    tmp_path: Path, data: Path, tally: Callable[[str], None]
) -> None:
    file = desk_of(tmp_path, RUSSIA, name="backup.db")
    old = desk_of(tmp_path, RUSSIA, UKRAINE)
    desk = data / "desk.db"
    steps, found = 0, []
    while True:
        steps += 1
        for left in data.iterdir():
            if left.is_file():
                left.unlink()
        copyfile(old, desk)
        ended = subprocess.run(
            [sys.executable, "-c", KILLED, file, desk, str(steps)], cwd=ROOT, check=False
        ).returncode
        with closing(open_reader(desk)) as db:
            assert check(db) == []
        found.append(names(desk))
        kept = [each for each in files(data) if each.startswith("desk.before-")]
        assert (found[-1] == ["Russia"]) <= (kept == [KEPT])
        if ended == 0:
            break
    assert found[0] == ["Russia", "Ukraine"]
    assert found == sorted(found, reverse=True)  # from one step on it is the new one
    assert found[-2:] == [["Russia"], ["Russia"]]
    assert steps > 10
    tally(f"killed at each of {steps - 1} steps of a restore: the old desk or the new one, whole")


def test_what_a_killed_restore_left_is_taken_away_by_the_next(tmp_path: Path, data: Path) -> None:
    file = desk_of(tmp_path, RUSSIA, name="backup.db")
    desk = desk_of(data, UKRAINE)
    (data / ".desk.restoring").mkdir()
    (data / ".desk.restoring" / "desk.db").write_text("half of it")
    os.link(desk, data / "desk.before-restore-20261122T080000Z.db")  # killed before the rename
    restore(file, desk)
    assert files(data) == [KEPT, "desk.db"]
    assert names(data / KEPT) == ["Ukraine"]
