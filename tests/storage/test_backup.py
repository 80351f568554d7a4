import os
import stat
from pathlib import Path

import pytest

from storage import backup as backup_module
from storage.backup import backup
from storage.connection import DeskError, in_snapshot, open_reader, open_writer
from tests.storage.factories import KURSK, RUSSIA, UKRAINE, add_to, desk_of


def names(desk: Path) -> list[str]:
    db = open_reader(desk)
    try:
        return [name for (name,) in db.conn.execute("SELECT name FROM actors ORDER BY id")]
    finally:
        db.close()


def test_a_backup_holds_what_was_written_to_the_log_only(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, RUSSIA)
    writer = open_writer(desk)  # as long as it is open, what it writes stays in the log beside the file
    add_to(desk, [UKRAINE])
    target = tmp_path / "copy.db"
    backup(desk, target)
    assert names(target) == ["Russia", "Ukraine"]
    writer.close()


def test_nothing_else_is_left_beside_it_and_its_mode_is_the_desks(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, RUSSIA)
    desk.chmod(0o640)
    folder = tmp_path / "backups"
    folder.mkdir()
    backup(desk, folder / "copy.db")
    assert [each.name for each in folder.iterdir()] == ["copy.db"]
    assert stat.S_IMODE((folder / "copy.db").stat().st_mode) == 0o640
    assert (folder / "copy.db").read_bytes()[18:20] == b"\x01\x01"  # no write-ahead log is needed to read it


def test_what_is_written_meanwhile_is_not_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_module, "_PAGES_A_STEP", 8)
    desk = desk_of(tmp_path, RUSSIA)
    told: list[tuple[str, int, int]] = []

    def write_meanwhile(stage: str, done: int, total: int) -> None:
        if not told:
            add_to(desk, [UKRAINE, KURSK])
        told.append((stage, done, total))

    backup(desk, tmp_path / "copy.db", write_meanwhile)
    assert names(tmp_path / "copy.db") == ["Russia"]
    assert names(desk) == ["Russia", "Ukraine"]
    assert len(told) > 5
    assert told[0][:2] == ("copying", 8)
    assert told[-1][1] == told[-1][2]
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, RUSSIA)
    target = tmp_path / "precious.txt"
    target.write_text("mine")
    with pytest.raises(DeskError, match=r"precious\.txt exists already\. Name a new file"):
        backup(desk, target)
    with pytest.raises(DeskError, match=r"desk\.db exists already"):
        backup(desk, desk)
    assert target.read_text() == "mine"


def test_a_file_that_came_while_it_copied_is_not_overwritten_either(tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with pytest.raises(DeskError, match="exists already"):
        backup(desk_of(tmp_path, RUSSIA), target, lambda *_: target.touch())
    assert target.read_bytes() == b""
    assert not list(tmp_path.glob(".*"))


def test_a_folder_that_is_none_or_a_desk_that_is_none_is_told(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, RUSSIA)
    with pytest.raises(DeskError, match="is a folder"):
        backup(desk, tmp_path)
    with pytest.raises(DeskError, match="does not exist"):
        backup(desk, tmp_path / "no" / "copy.db")
    with pytest.raises(DeskError, match="There is no desk at"):
        backup(tmp_path / "none.db", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, RUSSIA)
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(DeskError, match=r"locked can't be written"):
        backup(desk, folder / "copy.db")


def test_a_failed_copy_leaves_nothing(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, RUSSIA)

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    with pytest.raises(DeskError, match="could not be written: the disk is full"):
        backup(desk, tmp_path / "copy.db", fail)
    assert not [each.name for each in tmp_path.iterdir() if not each.name.startswith("desk.db")]


def test_a_copy_can_be_made_inside_a_snapshot(tmp_path: Path) -> None:
    db = open_reader(desk_of(tmp_path, RUSSIA))
    target = tmp_path / "copy.db"
    in_snapshot(db, lambda reader: backup_module.copy_into(reader.conn, target))
    db.close()
    assert names(target) == ["Russia"]
