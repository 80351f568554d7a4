import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from storage import connection
from storage.connection import (
    APPLICATION_ID,
    DeskError,
    in_snapshot,
    in_transaction,
    of_the_file,
    open_reader,
    open_writer,
)
from storage.lines import Claim
from storage.migrations import KNOWN, m001_create, m002_index
from tests.storage.factories import KURSK, REPORT, claim, desk_of


def refused(opening: Callable[[], Database]) -> str:
    """What is said when the desk isn't opened; no connection that was tried is left open."""
    before = open_files()
    with pytest.raises(DeskError) as caught:
        opening().close()
    assert open_files() == before
    return str(caught.value)


def open_files() -> set[str]:
    """The names of the files that this process has open, where the system tells."""
    found = Path("/proc/self/fd")
    return (
        {str(each.readlink()) for each in found.iterdir() if each.is_symlink()} if found.exists() else set()
    )


def both(path: Path) -> str:
    """What both ways to open say of a file."""
    said = refused(lambda: open_reader(path))
    assert refused(lambda: open_writer(path)) == said
    return said


def test_a_new_desk_is_a_wal_file_with_its_own_mark(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    db = open_writer(path, create=True)
    assert db.conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.conn.execute("PRAGMA synchronous").fetchone() == (2,)
    assert db.conn.execute("PRAGMA secure_delete").fetchone() == (1,)
    assert db.conn.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert db.conn.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert APPLICATION_ID.to_bytes(4, "big") == b"DLNE"
    assert db.conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall() == [
        (step,) for step in KNOWN
    ]
    db.close()
    assert [each.name for each in tmp_path.iterdir()] == ["new.db"]


def test_what_is_there_is_opened_and_kept(tmp_path: Path) -> None:
    path = desk_of(tmp_path, KURSK)
    open_writer(path, create=True).close()
    assert slugs(path) == ["kursk"]


@pytest.mark.parametrize("name", ["a b#c?d%20e.db", "Курск.db", "file:x.db", "it's.db"])
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    path = desk_of(tmp_path, KURSK, name=name)
    assert path.exists()
    assert slugs(path) == ["kursk"]


def test_a_path_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    desk_of(Path(), KURSK)
    assert slugs(Path("desk.db")) == ["kursk"]


def test_where_there_is_no_desk(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert both(path) == f"There is no desk at {path}. `dateline desk new NAME` makes one."
    assert not path.exists()


def test_a_folder_is_no_desk(tmp_path: Path) -> None:
    said = f"{tmp_path} is a folder, not a desk's file."
    assert both(tmp_path) == said
    assert refused(lambda: open_writer(tmp_path, create=True)) == said


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "no" / "desk.db"
    assert refused(lambda: open_writer(path, create=True)) == (
        f"The folder {path.parent} does not exist. Make it, or name another with --data."
    )


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    assert both(path) == f"{path} can't be reached: File name too long."


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be one" * 40, b"short", b"\0" * 4096]
)
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)
    said = f"{path} is no desk: it is not an SQLite database."
    assert both(path) == said
    assert refused(lambda: open_writer(path, create=True)) == said
    assert path.read_bytes() == content


def test_a_database_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE songs (title TEXT)")
    before = path.read_bytes()
    said = f"{path} is no desk: it is a database of something else. `dateline desk new NAME` makes one."
    assert both(path) == said
    assert refused(lambda: open_writer(path, create=True)) == said
    assert path.read_bytes() == before


def empty_file(path: Path) -> None:
    path.touch()


def file_of_a_broken_off_creation(path: Path) -> None:
    with closing(sqlite3.connect(path)) as begun:
        begun.execute("PRAGMA journal_mode = WAL")


@pytest.mark.parametrize("made", [empty_file, file_of_a_broken_off_creation])
def test_an_empty_file_is_no_desk_but_may_become_one(tmp_path: Path, made: Callable[[Path], None]) -> None:
    path = tmp_path / "empty.db"
    made(path)
    assert both(path) == f"{path} is no desk: it is empty. `dateline desk new NAME` makes one."
    open_writer(path, create=True).close()
    assert slugs(path) == []
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith("empty.before")] == []


def test_a_newer_desk_is_refused_by_name_and_untouched(tmp_path: Path) -> None:
    path = desk_of(tmp_path, KURSK)
    with closing(sqlite3.connect(path)) as newer, newer:
        newer.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES "
            "('dateline', 'm098_sing', ''), ('dateline', 'm099_dance', '')"
        )
    said = (
        f"{path} was written by a newer Dateline (it has m098_sing, m099_dance). "
        "Upgrade Dateline, or open a backup made before the upgrade."
    )
    assert both(path) == said
    assert refused(lambda: open_writer(path, create=True)) == said


@pytest.fixture
def old_desk(tmp_path: Path) -> Path:
    """A desk of the first schema, with a topic in it."""
    path = tmp_path / "old.db"
    first = Migrations("dateline")
    first(name="m001_create")(m001_create.apply)
    with closing(Database(path)) as db:
        db.conn.execute("PRAGMA journal_mode = WAL")
        first.apply(db)
        insert_topic(db.conn, "kept")
    return path


def insert_topic(conn: sqlite3.Connection, slug: str) -> None:
    with conn:
        conn.execute(
            "INSERT INTO topics (uid, slug, title, folded, archived) VALUES (?1, ?1, ?1, ?1, 0)", (slug,)
        )


def slugs(path: Path) -> list[str]:
    with closing(open_reader(path)) as db:
        return [slug for (slug,) in db.conn.execute("SELECT slug FROM topics ORDER BY id")]


@pytest.mark.parametrize("opening", [open_reader, open_writer])
def test_an_older_desk_is_migrated_and_a_copy_kept_beside_it(
    old_desk: Path, opening: Callable[[Path], Database]
) -> None:
    with closing(opening(old_desk)) as db:
        assert db.conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall() == [
            (step,) for step in KNOWN
        ]
        assert db.conn.execute("SELECT slug FROM topics INDEXED BY names_of_topics").fetchall() == [("kept",)]
    copy = old_desk.with_name("old.before-upgrade-from-m001_create.db")
    with closing(sqlite3.connect(copy)) as kept:
        assert kept.execute("SELECT slug FROM topics").fetchall() == [("kept",)]
        assert kept.execute("SELECT name FROM _sqlite_migrations").fetchall() == [("m001_create",)]
        assert kept.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    open_writer(old_desk).close()
    assert len(list(old_desk.parent.glob("*.before-*"))) == 1


def test_a_copy_never_replaces_another(old_desk: Path) -> None:
    taken = old_desk.with_name("old.before-upgrade-from-m001_create.db")
    taken.write_text("mine")
    open_writer(old_desk).close()
    assert taken.read_text() == "mine"
    assert slugs(old_desk.with_name("old.before-upgrade-from-m001_create-2.db")) == ["kept"]


def test_what_the_log_beside_an_older_desk_holds_is_in_the_copy_too(old_desk: Path) -> None:
    with closing(sqlite3.connect(old_desk)) as other:
        insert_topic(other, "in the log")
        assert old_desk.with_name("old.db-wal").stat().st_size > 0
        open_writer(old_desk).close()
    assert slugs(old_desk) == ["kept", "in the log"]
    with closing(sqlite3.connect(old_desk.with_name("old.before-upgrade-from-m001_create.db"))) as kept:
        assert kept.execute("SELECT slug FROM topics ORDER BY id").fetchall() == [("kept",), ("in the log",)]


def test_a_step_that_fails_leaves_the_desk_as_it_was(old_desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = Migrations("dateline")
    broken(name="m001_create")(m001_create.apply)
    broken(name="m002_index")(m002_index.apply)
    broken(name="m003_views")(lambda db: db.conn.execute("CREATE VIEW unfinished"))
    with monkeypatch.context() as patched:
        patched.setattr(connection, "MIGRATIONS", broken)
        assert refused(lambda: open_writer(old_desk)) == (
            f"{old_desk} could not be prepared: incomplete input. Nothing in it was changed."
        )
    with closing(sqlite3.connect(old_desk)) as db:
        assert db.execute("SELECT name FROM _sqlite_migrations").fetchall() == [("m001_create",)]
        assert db.execute("SELECT name FROM sqlite_schema WHERE name = 'names_of_topics'").fetchall() == []
    assert slugs(old_desk) == ["kept"]


def test_several_that_open_an_old_desk_at_once_migrate_it_once(old_desk: Path) -> None:
    failed: list[BaseException] = []

    def opened() -> None:
        try:
            open_writer(old_desk).close()
        except BaseException as error:  # a thread's own errors are not the test's
            failed.append(error)

    threads = [threading.Thread(target=opened) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    assert slugs(old_desk) == ["kept"]
    assert len(list(old_desk.parent.glob("*.before-*"))) == 1


def damaged(path: Path, first: int, size: int = 4096) -> None:
    with path.open("r+b") as file:
        file.seek(first)
        file.write(b"\xff" * size)


def large(tmp_path: Path) -> Path:
    many: list[Claim] = [claim(f"c{number}", "Something was said. " * 20) for number in range(50)]
    return desk_of(tmp_path, REPORT, *many)


def test_a_damaged_desk_says_so(tmp_path: Path) -> None:
    path = large(tmp_path)
    damaged(path, 4096, size=40 * 4096)
    told = both(path)
    assert told == (
        f"{path} is damaged (database disk image is malformed). "
        "Restore a backup, or import an export of it into a new desk."
    )


def test_damage_that_is_only_met_in_reading_is_told_apart_from_a_fault_of_ours(tmp_path: Path) -> None:
    path = large(tmp_path)
    with closing(sqlite3.connect(path)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'claims'").fetchone()
    damaged(path, (root - 1) * 4096)
    with closing(open_reader(path)) as db, pytest.raises(sqlite3.DatabaseError) as caught:
        in_snapshot(db, lambda db: db.conn.execute("SELECT text FROM claims").fetchall())
    assert str(of_the_file(path, caught.value)).startswith(f"{path} is damaged (")
    with closing(open_reader(path)) as db, pytest.raises(sqlite3.OperationalError) as caught:
        in_snapshot(db, lambda db: db.conn.execute("SELECT text FROM nowhere"))
    assert of_the_file(path, caught.value) is None
    assert of_the_file(path, sqlite3.ProgrammingError("of the module alone")) is None


def test_a_disk_that_is_full_is_told_and_nothing_is_left_of_the_write(tmp_path: Path) -> None:
    path = desk_of(tmp_path, KURSK)
    with closing(open_writer(path)) as db:
        (pages,) = db.conn.execute("PRAGMA page_count").fetchone()
        db.conn.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError) as caught:
            in_transaction(db, lambda db: db.conn.execute("UPDATE topics SET title = hex(zeroblob(100000))"))
    assert str(of_the_file(path, caught.value)) == (
        f"{path} could not be written: database or disk is full. Make room on that disk, then try again."
    )
    assert slugs(path) == ["kursk"]


def test_a_long_write_of_another_process_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    path = desk_of(tmp_path, KURSK)
    with closing(sqlite3.connect(path)) as other, closing(open_writer(path)) as db:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as caught:
            in_transaction(db, lambda _: None)
    assert str(of_the_file(path, caught.value)) == (
        f"{path} is in use by a long write of another process. Try again shortly."
    )


def test_a_write_whose_commit_is_refused_is_rolled_back_and_the_next_one_goes_on(tmp_path: Path) -> None:
    def refused_at_its_end(db: Database) -> None:
        db.conn.execute("PRAGMA defer_foreign_keys = ON")
        db.conn.execute("INSERT INTO topic_aliases VALUES (99, 0, 'of nothing', 'of nothing', NULL)")

    with closing(open_writer(desk_of(tmp_path, KURSK))) as db:
        with pytest.raises(sqlite3.IntegrityError):
            in_transaction(db, refused_at_its_end)
        assert not db.conn.in_transaction
        in_transaction(db, lambda db: db.conn.execute("DELETE FROM settings"))
        assert db.conn.execute("SELECT count(*) FROM topic_aliases").fetchone() == (0,)


@pytest.mark.parametrize("run", [in_transaction, in_snapshot])
def test_what_runs_may_fail_and_the_connection_is_as_before(
    tmp_path: Path, run: Callable[[Database, Callable[[Database], object]], object]
) -> None:
    def fails(_: Database) -> None:
        raise KeyboardInterrupt

    with closing(open_writer(desk_of(tmp_path, KURSK))) as db:
        with pytest.raises(KeyboardInterrupt):
            run(db, fails)
        assert not db.conn.in_transaction
        assert run(db, lambda db: db.conn.execute("SELECT slug FROM topics").fetchall()) == [("kursk",)]


@pytest.fixture
def anyones() -> Iterator[Path]:
    """A folder that another user may come to, unlike those that pytest makes."""
    folder = Path(tempfile.mkdtemp(prefix="anyone's"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def as_nobody(statement: str, path: Path) -> str:
    """What a user without rights is told; root has every right, so that one gives its own up first."""
    code = (
        "import os, sys, pathlib; from storage.connection import *; path = pathlib.Path(sys.argv[1])\n"
        "path.as_uri()\n"  # imports what it needs while it may still read it
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        f"try: {statement}\nexcept DeskError as error: print(error)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, path], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    assert found.stderr == ""
    return found.stdout.strip()


def test_a_file_or_folder_that_may_not_be_written(anyones: Path) -> None:
    path = desk_of(anyones, KURSK)
    path.chmod(0o444)
    anyones.chmod(0o555)
    advice = "can't be written by this user. Change its owner, or name another with --data."
    assert as_nobody("open_writer(path.with_name('new.db'), create=True)", path) == f"{anyones} {advice}"
    assert as_nobody("open_writer(path)", path) == f"{anyones} {advice}"
    assert as_nobody("open_reader(path)", path) == f"{anyones} {advice}"
    anyones.chmod(0o777)
    assert as_nobody("open_writer(path)", path) == f"{path} {advice}"
    assert as_nobody("open_reader(path).close()", path) == ""
    path.chmod(0)
    assert as_nobody("open_reader(path)", path) == (
        f"{path} can't be opened. Check that this user may read it and write in its folder."
    )
    anyones.chmod(0)
    assert as_nobody("open_reader(path)", path) == f"{path} can't be reached: Permission denied."
