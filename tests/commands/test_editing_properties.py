"""Any sequence of editors' commands keeps every rule of the record, and undone backwards it is as it was."""

import asyncio
import io
from contextlib import closing
from itertools import count
from pathlib import Path
from shutil import copyfile

from hypothesis import given, settings
from hypothesis import strategies as st

from commands.ask import ask
from commands.card import Card
from commands.people import Person, Role, Where
from storage.connection import open_reader
from storage.desk import Desk, Threads
from storage.exchange.exporting import export
from storage.integrity import check
from tests.conftest import NOW
from tests.soak import often

EDITORS = (Person("chat", "7", "One", Role.EDITOR), Person("chat", "8", "Another", Role.EDITOR))
_files = count()

numbers = st.integers(min_value=1, max_value=18)
names = st.sampled_from(["Ukraine", "Russia", "Ukrane", "Village elders", "north korea", "Пхеньян"])
texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
commands = st.one_of(
    st.builds("/record add {} is so. source:s1 by:{}".format, texts, names),
    st.builds(
        "/record add Entry {} source:https://example.org/{} denies:#{} topic:kursk".format,
        texts,
        numbers,
        numbers,
    ),
    st.just("/record publish"),
    st.just("/record drop"),
    st.builds("/record join #{}".format, numbers),
    st.builds("/record edit #{} corrected text:{} now reason:x".format, numbers, texts),
    st.builds(
        "/record edit #{} updated by:{} stated:2025-0{} reason:x".format, numbers, names, st.integers(1, 9)
    ),
    st.builds("/record edit #{} wording occurred:none place:none".format, numbers),
    st.builds("/record retract #{} {}".format, numbers, texts),
    st.builds("/record restore #{} x".format, numbers),
    st.builds("/record rank #{} deprecated x".format, numbers),
    st.builds(
        "/record relate #{} {} #{}".format,
        numbers,
        st.sampled_from(["denies", "supersedes", "corrects"]),
        numbers,
    ),
    st.builds("/record unrelate #{} denies #{} x".format, numbers, numbers),
    st.builds("/record evidence #{} https://example.org/{}".format, numbers, numbers),
    st.builds("/record evidence #{} remove:1".format, numbers),
    st.builds("/propose {} holds. source:s1".format, texts),
    st.builds("/review approve #{}".format, numbers),
    st.builds("/review reject #{} x".format, numbers),
    st.builds("/names actor merge {} into:{}".format, names, names),
    st.builds("/names actor split {}".format, names),
    st.builds("/names actor alias {} {}".format, names, names),
    st.just("/record undo"),
    st.builds("/record undo r{}".format, numbers),
)


def everything(desk: Path) -> bytes:
    """The whole record, as it is exported."""
    out = io.BytesIO()
    with closing(open_reader(desk)) as db:
        export(db, out, everything=True)
    return out.getvalue()


async def carried_out(desk: Path, lines: list[tuple[int, str]]) -> tuple[list[Card], list[Card]]:
    """Asks the lines, then takes every revision that they made back, the newest first."""
    threads = Threads()
    where = Where(Desk(desk, threads), "desk", "tests")
    try:
        answers = [await ask(EDITORS[who], where, line, NOW) for who, line in lines]
        with closing(open_reader(desk)) as db:
            assert check(db) == []
            (head,) = db.conn.execute("SELECT max(id) FROM revisions").fetchone()
            standing = standing_revisions(
                db.conn.execute("SELECT id, undoes FROM revisions").fetchall(), head
            )
        undone = [await ask(EDITORS[0], where, f"/record undo r{each}", NOW) for each in standing]
        return answers, undone
    finally:
        where.desk.release()
        threads.close()


def standing_revisions(log: list[tuple[int, int | None]], head: int) -> list[int]:
    """The revisions after the first that stand, the newest first: neither undone nor undoing."""
    undoes = {revision: undone for revision, undone in log if undone is not None}
    gone = set[int]()
    for revision in sorted(undoes, reverse=True):
        if revision not in gone and undoes[revision] > 1:  # the first state is that of revision 1
            gone |= {revision, undoes[revision]}
    return [revision for revision in range(head, 1, -1) if revision not in gone]


@settings(max_examples=often(25))
@given(lines=st.lists(st.tuples(st.integers(0, 1), commands), max_size=12))
def test_every_rule_holds_and_undoing_backwards_gives_the_first_state_back(
    lines: list[tuple[int, str]], sample_file: Path
) -> None:
    desk = sample_file.with_name(f"edited-{next(_files)}.db")
    copyfile(sample_file, desk)
    first = everything(desk)
    answers, undone = asyncio.run(carried_out(desk, lines))
    assert [card.title.key for card in answers if card.title.key in ("broken", "desk-error")] == []
    assert [card.title.key for card in undone if card.failed] == []
    assert everything(desk) == first
    with closing(open_reader(desk)) as db:
        assert check(db) == []
    desk.unlink()
