"""The one way in: whatever is asked, a Card comes back, and only what may be said."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import pytest

from commands.asking import Asking
from commands.card import Card, Date, message
from commands.declaring import COMMANDS, command
from commands.errors import CommandError
from commands.people import Person, Role, Where
from commands.signature import Arg
from storage.desk import Desk, Threads
from storage.reads.suggest import Suggestion

Words = Annotated[str, Arg("some words", lambda _, text: text)]
NOON = datetime(2025, 5, 1, 12, 0, tzinfo=UTC)


def _shout(asking: Asking, text: str) -> str:
    if text == "silence":
        raise CommandError("not-one-of", words=text, options="words")
    return text.upper()


Shout = Annotated[
    str, Arg("words", _shout, lambda _, typed: [Suggestion(typed * n, "") for n in range(1, 99)])
]
Several = Annotated[tuple[str, ...], Arg("names", lambda _, text: text, many=True)]


@pytest.fixture(autouse=True)
def _trial_commands() -> Iterator[None]:
    before = dict(COMMANDS)

    @command(role=Role.EDITOR)
    def trial(asking: Asking, what: Shout, *, by: Several = ()) -> Card:
        """Tries things."""
        return Card(message("text", text=f"{what} {by} {asking.who.name} {asking.today} {asking.line}"))

    @command
    def fall(asking: Asking, words: Words = "") -> Card:
        """Falls over."""
        raise RuntimeError(f"secret {words}")

    yield
    COMMANDS.clear()
    COMMANDS.update(before)


@pytest.fixture
def editor(reader: Person) -> Person:
    return replace(reader, role=Role.EDITOR, name="An editor")


async def test_a_line_and_split_arguments_are_the_same_question(sample: Where, editor: Person) -> None:
    line = await COMMANDS["trial"].answer(editor, sample, "one two by:Ann; Bo by:Cy", NOON)
    split = await COMMANDS["trial"].answer(editor, sample, {"what": "one two", "by": "Ann;Bo;Cy"}, NOON)
    words = "ONE TWO ('Ann', 'Bo', 'Cy') An editor 2025-05-01 /trial what:one two by:Ann by:Bo by:Cy"
    assert line == split == Card(message("text", text=words))


async def test_the_role_is_checked_before_anything_is_read(sample: Where, reader: Person) -> None:
    card = await COMMANDS["trial"].answer(reader, sample, "silence", NOON)
    assert card == Card(message("not-allowed", role=message("role-editor")), private=True, failed=True)
    assert await COMMANDS["trial"].suggest(reader, sample, "what", "x") == []


async def test_what_is_missing_is_named(sample: Where, editor: Person) -> None:
    card = await COMMANDS["trial"].answer(editor, sample, "", NOON)
    assert card.title == message("still-needed", argument="what", command="trial")
    assert card.private
    assert card.failed


async def test_what_can_not_be_read_is_worded(sample: Where, editor: Person) -> None:
    card = await COMMANDS["trial"].answer(editor, sample, "silence", NOON)
    assert card.title == message("not-one-of", words="silence", options="words")


async def test_what_breaks_is_logged_with_the_reference_that_is_shown(
    sample: Where, reader: Person, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        card = await COMMANDS["fall"].answer(reader, sample, "words", NOON)
    reference = card.title.values["reference"]
    assert card == Card(message("broken", reference=reference), private=True, failed=True)
    (record,) = caplog.records
    assert vars(record)["reference"] == reference
    assert vars(record)["command"] == "fall"
    assert vars(record)["desk"] == "sample"
    assert "RuntimeError: secret words" in caplog.text


async def test_a_desk_that_is_not_there_is_told(tmp_path: Path, threads: Threads, reader: Person) -> None:
    nowhere = Where(Desk(tmp_path / "none.db", threads), "none", "tests")
    card = await COMMANDS["fall"].answer(reader, nowhere, "", NOON)
    assert card.title.key == "desk-error"
    assert str(card.title.values["reason"]).startswith(f"There is no desk at {tmp_path / 'none.db'}.")


async def test_at_most_25_suggestions(sample: Where, editor: Person) -> None:
    found = await COMMANDS["trial"].suggest(editor, sample, "what", "ab")
    assert [suggestion.value for suggestion in found] == ["ab" * n for n in range(1, 26)]
    assert await COMMANDS["trial"].suggest(editor, sample, "by", "ab") == []
    assert await COMMANDS["trial"].suggest(editor, sample, "nothing", "ab") == []


async def test_an_answer_is_one_read(sample: Where, reader: Person) -> None:
    reads = 0

    class Counting(Desk):
        async def read(self, fn):  # type: ignore[no-untyped-def]  # as the one it counts
            nonlocal reads
            reads += 1
            return await super().read(fn)

    where = replace(sample, desk=Counting(sample.desk.path, sample.desk._threads))
    for line in ("kursk since:2024 as_of:2025-04-01", "kursk page:#5"):
        reads = 0
        assert not (await COMMANDS["timeline"].answer(reader, where, line, NOON)).failed
        assert reads == 1


async def test_the_question_is_read_in_the_time_zone_of_the_desk(
    tmp_path: Path, threads: Threads, reader: Person, sample_file: Path
) -> None:
    path = tmp_path / "auckland.db"
    path.write_bytes(sample_file.read_bytes())
    desk = Desk(path, threads)
    await desk.write(
        lambda db: db.conn.execute(
            "INSERT INTO settings (key, value) VALUES ('time_zone', 'Pacific/Auckland')"
        )
    )
    late = datetime(2025, 4, 27, 13, 0, tzinfo=UTC)
    card = await COMMANDS["on"].answer(reader, Where(desk, "auckland", "tests"), "today", late)
    assert card.title == message("on-title", date=Date("2025-04-28"))


async def test_every_date_is_echoed_as_it_was_read(sample: Where, reader: Person) -> None:
    card = await COMMANDS["timeline"].answer(reader, sample, "kursk since:autumn 2024 until:last month", NOON)
    assert card.notes == (
        message(
            "echo-named",
            name="since",
            echo=message("read-as", words="autumn 2024", date=Date("2024-23")),
        ),
        message(
            "echo-named",
            name="until",
            echo=message("read-as", words="last month", date=Date("2025-04")),
        ),
    )


async def test_what_a_platform_sends_that_nobody_can_type_is_answered(sample: Where, reader: Person) -> None:
    card = await COMMANDS["search"].answer(reader, sample, {"words": "Kursk\x00"}, NOON)
    assert not card.failed
    assert json.dumps(card.next and card.next.line) == "null"
