import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.connection import DeskError
from storage.registry import NAME, Place, Registry

SERVER = Place("chat", "1001")
ROOM = Place("matrix", "!room:example.org")
NOW, LATER, LATEST = "2025-05-02T08:00:00Z", "2025-05-02T08:15:00Z", "2025-05-02T09:00:00Z"


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path)


def told(folder: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "dateline.db")) as conn:
        return conn.execute(query).fetchall()


def test_it_is_one_file_beside_the_desks_made_when_first_asked(tmp_path: Path, registry: Registry) -> None:
    assert list(tmp_path.iterdir()) == []
    assert registry.desk_of(SERVER) is None
    assert [each.name for each in tmp_path.iterdir()] == ["dateline.db"]
    assert NAME == "dateline"
    assert told(tmp_path, "PRAGMA journal_mode") == [("wal",)]


def test_a_place_gets_a_desk_once_and_keeps_it(registry: Registry) -> None:
    assert registry.settle(SERVER, "newsroom") == "newsroom"
    assert registry.settle(SERVER, "other") == "newsroom"
    assert registry.settle(ROOM, "newsroom") == "newsroom"
    assert registry.desk_of(SERVER) == "newsroom"
    assert registry.desk_of(Place("matrix", "1001")) is None
    assert registry.places_of("newsroom") == (SERVER, ROOM)
    assert registry.places_of("other") == ()


def test_another_place_joins_by_a_code_that_is_used_up(tmp_path: Path, registry: Registry) -> None:
    registry.settle(SERVER, "newsroom")
    registry.settle(ROOM, "of-its-own")
    code = registry.join_code("newsroom", NOW, LATER)
    assert code.replace("-", "") not in repr(told(tmp_path, "SELECT * FROM join_codes"))
    assert registry.join(code.lower(), ROOM, NOW) == "newsroom"
    assert registry.places_of("newsroom") == (SERVER, ROOM)
    assert registry.join(code, Place("chat", "1002"), NOW) is None
    assert registry.desk_of(Place("chat", "1002")) is None


def test_what_the_configuration_names_counts_and_the_file_stays(tmp_path: Path, registry: Registry) -> None:
    registry.settle(SERVER, "of-its-own")
    third = Place("chat", "1002")
    named = Registry(tmp_path, {SERVER: "newsroom", third: "newsroom"})
    assert (named.desk_of(SERVER), named.kept_of(SERVER)) == ("newsroom", "of-its-own")
    assert (named.desk_of(third), named.kept_of(third)) == ("newsroom", None)
    assert named.desk_of(ROOM) is None
    assert named.places_of("newsroom") == tuple(sorted((SERVER, third)))
    assert named.places_of("of-its-own") == ()
    assert registry.places_of("of-its-own") == (SERVER,)
    assert (named.desks_on("chat"), registry.desks_on("chat")) == (["newsroom"], ["of-its-own"])
    assert named.desks_on("matrix") == []


def test_a_code_ends_and_a_wrong_one_moves_nothing(tmp_path: Path, registry: Registry) -> None:
    registry.settle(ROOM, "of-its-own")
    code = registry.join_code("newsroom", NOW, LATER)
    assert registry.join(code, ROOM, LATER) is None
    assert registry.join("AAAAA-AAAAA", ROOM, NOW) is None
    assert registry.desk_of(ROOM) == "of-its-own"
    registry.join_code("newsroom", LATER, LATEST)
    assert told(tmp_path, "SELECT desk, expires FROM join_codes") == [("newsroom", LATEST)]


def test_somebody_chooses_a_desk_for_direct_chats_and_is_forgotten(registry: Registry) -> None:
    assert registry.chosen("chat", "17") is None
    registry.choose("chat", "17", "newsroom")
    registry.choose("chat", "18", "newsroom")
    registry.choose("chat", "17", "other")
    assert registry.chosen("chat", "17") == "other"
    assert registry.chosen("matrix", "17") is None
    registry.forget("chat", "17")
    assert (registry.chosen("chat", "17"), registry.chosen("chat", "18")) == (None, "newsroom")


def test_a_desk_that_was_restored_is_told_until_that_is_accepted(tmp_path: Path, registry: Registry) -> None:
    incarnation = "SELECT incarnation FROM desks WHERE name = 'newsroom'"
    assert not registry.seen("newsroom", 0)
    first = told(tmp_path, incarnation)
    assert not registry.seen("newsroom", 7)
    assert not registry.seen("newsroom", 7)
    assert told(tmp_path, incarnation) == first
    assert registry.seen("newsroom", 6)
    assert registry.seen("newsroom", 6)
    assert not registry.seen("other", 1)
    assert told(tmp_path, "SELECT name, highest FROM desks ORDER BY name") == [("newsroom", 7), ("other", 1)]
    registry.restored("newsroom", 6)
    assert told(tmp_path, incarnation) != first
    assert not registry.seen("newsroom", 6)
    assert registry.seen("newsroom", 5)


def test_the_highest_is_read_without_keeping_anything(tmp_path: Path, registry: Registry) -> None:
    assert registry.highest("newsroom") is None
    assert list(tmp_path.iterdir()) == []
    registry.seen("newsroom", 7)
    assert (registry.highest("newsroom"), registry.highest("other")) == (7, None)


def test_a_desk_may_be_accepted_before_it_was_ever_seen(registry: Registry) -> None:
    registry.restored("newsroom", 3)
    assert registry.seen("newsroom", 2)


def test_a_file_that_is_none_is_told_in_words(tmp_path: Path, registry: Registry) -> None:
    (tmp_path / "dateline.db").write_text("the registry, but not a database at all " * 99)
    with pytest.raises(DeskError, match=r"dateline\.db is no desk: it is not an SQLite database"):
        registry.desk_of(SERVER)


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="can't be opened"):
        Registry(tmp_path / "none").settle(SERVER, "newsroom")


_AT_ONCE = """
import json, sys
from pathlib import Path
from storage.registry import Place, Registry

folder, me = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
sys.stdin.readline()
registry = Registry(folder)
got = [registry.settle(Place("chat", str(number)), me) for number in range(40)]
used = [code for code in json.loads(sys.argv[3]) if registry.join(code, Place("matrix", code), "2025")]
seen = [registry.seen("newsroom", number) for number in range(20)]
print(json.dumps([got, used]))
"""


def test_several_processes_at_once_agree(tmp_path: Path) -> None:
    """The file is made by one of them; each place has one desk; each code is used once."""
    prepared = Registry(tmp_path)
    codes = [prepared.join_code("newsroom", "2024", "2026") for _ in range(20)]
    running = []
    for me in ("one", "two", "three"):
        command = [sys.executable, "-c", _AT_ONCE, str(tmp_path), me, json.dumps(codes)]
        running.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
    for each in running:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    answers = []
    for each in running:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    for each in running:
        out, _ = each.communicate(timeout=60)
        assert each.returncode == 0
        answers.append(json.loads(out))
    assert answers[0][0] == answers[1][0] == answers[2][0]
    assert sorted(code for _, used in answers for code in used) == sorted(codes)
    assert len(prepared.places_of("newsroom")) == 20


_FIRST = """
import sys
from pathlib import Path
from storage.registry import Place, Registry

print("ready", flush=True)
sys.stdin.readline()
print(Registry(Path(sys.argv[1])).settle(Place("chat", "1"), sys.argv[2]))
"""


def test_several_processes_that_make_the_file_at_once_make_it_once(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _FIRST, str(tmp_path), f"desk-{number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    for each in running:
        assert each.stdout is not None
        each.stdout.readline()
    for each in running:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    said = {each.communicate(timeout=60)[0] for each in running}
    assert [each.returncode for each in running] == [0] * 4
    assert said == {f"{Registry(tmp_path).desk_of(Place('chat', '1'))}\n"}
