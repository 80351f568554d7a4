"""Which desk answers where: places get desks of their own, and direct chats what may be asked there."""

import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.places import IsIn, Places, name_for
from bot.running import OpenDesks
from commands.people import Person, Role
from storage.connection import DeskError, in_transaction, open_reader, open_writer
from storage.desk import Desk, desk_path
from storage.integrity import check
from storage.registry import Place, Registry
from storage.rules import change_rules
from storage.writing import Author

ROOT = Path(__file__).parents[1]
SERVER = Place("discord", "900")
ROOM = Place("matrix", "!AbC:example.org")
ADA = Person("discord", "42", "Ada", Role.READER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def places(folder: Path) -> Iterator[Places]:
    with OpenDesks(folder) as desks:
        yield Places(folder, desks.desk)


def make(folder: Path, name: str, direct: str) -> None:
    """Makes a desk that may be asked in direct chats by these."""
    folder.mkdir(exist_ok=True)
    db = open_writer(desk_path(folder, name), create=True)
    author = Author("2025-05-01T12:00:00Z", "test", "1")
    in_transaction(db, lambda writer: change_rules(writer, {"direct": direct}, None, author))
    db.close()


def desks(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.db") if path.stem != "dateline")


async def test_a_place_gets_an_empty_desk_of_its_own_once(folder: Path, places: Places) -> None:
    assert await places.desk_for(SERVER) == "discord-900"
    assert await places.desk_for(SERVER) == "discord-900"
    assert await places.desk_for(Place("discord", "901")) == "discord-901"
    assert desks(folder) == ["discord-900", "discord-901"]
    with closing(open_reader(desk_path(folder, "discord-900"))) as db:
        assert check(db) == []
        assert db.conn.execute("SELECT count(*) FROM revisions").fetchone() == (0,)


async def test_a_place_that_has_a_desk_keeps_it(folder: Path, places: Places) -> None:
    make(folder, "newsroom", "nobody")
    places.registry.settle(SERVER, "newsroom")
    assert await places.desk_for(SERVER) == "newsroom"
    assert desks(folder) == ["newsroom"]
    code = places.registry.join_code("other", "2025-05-01T12:00:00Z", "2025-05-01T12:15:00Z")
    assert places.registry.join(code, SERVER, "2025-05-01T12:01:00Z") == "other"
    assert await places.desk_for(SERVER) == "other"


async def test_the_registry_is_opened_again_only_once_somebody_wrote_into_it(
    folder: Path, places: Places
) -> None:
    places._trusts = 1e-9  # looked at each time
    long_ago = (1_000_000_000, 1_000_000_000)
    file = folder / "dateline.db"
    places.registry.settle(SERVER, "newsroom")
    os.utime(file, long_ago)
    assert await places.desk_for(SERVER) == "newsroom"
    whole = file.read_bytes()
    file.write_bytes(b"?" * len(whole))
    os.utime(file, long_ago)
    assert await places.desk_for(SERVER) == "newsroom"
    os.utime(file)
    with pytest.raises(DeskError, match=r"dateline\.db"):
        await places.desk_for(SERVER)
    file.write_bytes(whole)
    code = Registry(folder).join_code("other", "2025-05-01T12:00:00Z", "2025-05-01T12:15:00Z")
    assert Registry(folder).join(code, SERVER, "2025-05-01T12:01:00Z") == "other"
    assert await places.desk_for(SERVER) == "other"
    os.utime(file, long_ago)
    assert await places.desk_for(SERVER) == "other"


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (SERVER, r"discord-900"),
        (ROOM, r"matrix-abc-example-org-[0-9a-f]{32}"),
        (Place("matrix", "!abc:example.org"), r"matrix-abc-example-org-[0-9a-f]{32}"),
        (Place("matrix", "!" + "a" * 200), r"matrix-a{15}-[0-9a-f]{32}"),
        (Place("matrix", "!🚀"), r"matrix-place-[0-9a-f]{32}"),
        (Place("Discord", "900"), r"discord-900-[0-9a-f]{32}"),
        (Place("discord", "9" * 60), r"discord-9{15}-[0-9a-f]{32}"),
        (Place("discord", "../../x"), r"discord-x-[0-9a-f]{32}"),
    ],
)
def test_every_place_has_a_name_that_a_desk_may_have(place: Place, name: str, tmp_path: Path) -> None:
    assert re.fullmatch(name, name_for(place))
    assert desk_path(tmp_path, name_for(place)).parent == tmp_path


def test_no_two_places_have_the_same_name() -> None:
    hidden = name_for(Place("matrix", "!")).rpartition("-")[2]
    alike = [ROOM, Place("matrix", "!abc:example.org"), Place("matrix", "!AbC_example.org"),
             Place("matrixabc", "example.org"), Place("a", "b-c"), Place("a-b", "c"),
             Place("matrix", "!"), Place("matrix", hidden), Place("place", hidden)]  # fmt: skip
    assert len({name_for(place) for place in alike}) == len(alike)


async def test_the_configuration_counts_over_the_registry_and_deletes_nothing(
    folder: Path, places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    assert await places.desk_for(SERVER) == "discord-900"
    other, third = Place("discord", "901"), Place("discord", "902")
    with OpenDesks(folder) as opened:
        shared = Places(folder, opened.desk, {SERVER: "newsroom", other: "newsroom"})
        assert [await shared.desk_for(each) for each in (SERVER, other, third)] == [
            "newsroom",
            "newsroom",
            "discord-902",
        ]
        make(folder, "newsroom", "members")
        assert await shared.direct(ADA, within(other)) == ("newsroom", ("newsroom",))
    assert caplog.messages == [
        "The configuration has discord 900 answered from the desk newsroom; what was entered there before "
        "stays in the desk discord-900"
    ]
    assert desks(folder) == ["discord-900", "discord-902", "newsroom"]
    assert await places.desk_for(SERVER) == "discord-900"
    assert await places.desk_for(other) == "discord-901"


async def test_a_desk_that_was_half_made_is_finished(folder: Path, places: Places) -> None:
    desk_path(folder, "discord-900").touch()
    assert await places.desk_for(SERVER) == "discord-900"
    with closing(open_reader(desk_path(folder, "discord-900"))) as db:
        assert check(db) == []


async def test_a_file_that_is_no_desk_is_not_taken_for_one(folder: Path, places: Places) -> None:
    desk_path(folder, "discord-900").write_text("something else, and long enough to be looked at " * 50)
    with pytest.raises(DeskError, match="is no desk"):
        await places.desk_for(SERVER)
    assert places.registry.desk_of(SERVER) is None


_ASKS = """
import asyncio, sys, time
from pathlib import Path
from bot.places import IsIn, Places
from storage.registry import Place

async def main(folder, at):
    places = Places(Path(folder), lambda name: None)
    for number in range(10):
        place = Place("matrix", f"!Room{number}:example.org")
        time.sleep(max(0, at + number / 10 - time.time()))
        print(*await asyncio.gather(*(places.desk_for(place) for _ in range(3))))

asyncio.run(main(sys.argv[1], float(sys.argv[2])))
"""


def test_processes_that_ask_at_once_get_the_same_desks(folder: Path) -> None:
    folder.mkdir()
    at = str(time.time() + 1.5)
    asking = [
        subprocess.Popen(
            [sys.executable, "-c", _ASKS, str(folder), at], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    one, other = (each.communicate(timeout=60)[0] for each in asking)
    assert [each.returncode for each in asking] == [0, 0]
    assert one == other
    names = [line.split() for line in one.splitlines()]
    assert [len(set(line)) for line in names] == [1] * 10
    assert desks(folder) == sorted(line[0] for line in names)
    for name in desks(folder):
        with closing(open_reader(desk_path(folder, name))) as db:
            assert check(db) == []


def within(*own: Place) -> IsIn:
    """Says that somebody is in just these places."""

    async def is_in(place: Place) -> bool:
        return place in own

    return is_in


async def test_a_direct_chat_may_ask_what_the_desks_let_it(folder: Path, places: Places) -> None:
    for name, direct in (("closed", "nobody"), ("club", "members"), ("open", "anyone")):
        make(folder, name, direct)
    places.registry.settle(SERVER, "club")
    places.registry.settle(ROOM, "closed")
    assert await places.direct(ADA, within(SERVER, ROOM)) == ("club", ("club", "open"))
    assert await places.direct(ADA, within(ROOM)) == ("open", ("open",))
    assert await places.direct(ADA, within()) == ("open", ("open",))
    assert await places.direct(ADA, within(Place("discord", "901"))) == ("open", ("open",))


async def test_the_desk_that_was_chosen_answers_while_it_may(folder: Path, places: Places) -> None:
    make(folder, "club", "members")
    make(folder, "open", "anyone")
    places.registry.settle(SERVER, "club")
    places.registry.choose("discord", "42", "club")
    assert await places.direct(ADA, within(SERVER)) == ("club", ("club", "open"))
    assert await places.direct(ADA, within()) == ("open", ("open",))
    places.registry.choose("discord", "42", "open")
    assert await places.direct(ADA, within(SERVER)) == ("open", ("club", "open"))
    make(folder, "open", "nobody")
    assert await places.direct(ADA, within(SERVER)) == ("club", ("club",))
    make(folder, "club", "nobody")
    assert await places.direct(ADA, within(SERVER)) is None


async def test_a_desk_that_nobody_wrote_since_is_not_read_again(
    folder: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(folder, "open", "anyone")
    for each in folder.glob("open.db*"):
        os.utime(each, (1_000_000_000, 1_000_000_000))
    assert await places.direct(ADA, within()) == ("open", ("open",))
    opened: list[str] = []
    opens = places._open

    def open_desk(name: str) -> Desk:
        opened.append(name)
        return opens(name)

    monkeypatch.setattr(places, "_open", open_desk)
    assert await places.direct(ADA, within()) == ("open", ("open",))
    assert opened == []
    make(folder, "open", "nobody")
    assert await places.direct(ADA, within()) is None
    make(folder, "open", "anyone")
    assert await places.direct(ADA, within()) == ("open", ("open",))
    assert opened == ["open", "open"]


async def test_without_desks_a_direct_chat_has_no_answer(folder: Path, places: Places) -> None:
    assert await places.direct(ADA, within(SERVER)) is None
    assert desks(folder) == []


async def test_a_broken_desk_keeps_nobody_from_the_others(
    folder: Path, places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    make(folder, "open", "anyone")
    desk_path(folder, "broken").write_text("no database, and long enough to be looked at " * 50)
    with caplog.at_level(logging.WARNING):
        assert await places.direct(ADA, within()) == ("open", ("open",))
    assert "broken.db is no desk" in caplog.text
