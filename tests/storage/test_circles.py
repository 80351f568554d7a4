from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.circles import leads_to
from storage.exchange.checking import Fault, Report
from storage.exchange.importing import run
from storage.lines import Line, Relation, write
from storage.vocabulary import RelationType
from tests.storage.factories import REPORT, TESTER, add_to, claim, desk_of, in_memory, problems, rows

CLAIMS = [claim(f"c{number}") for number in range(1, 5)]
WHY = "in the end a claim would be one that corrects itself"


def imported(tmp_path: Path, desk: Path, *lines: Line, skip_bad: bool = False) -> Report:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(f"{write(line)}\n" for line in lines))
    return run(path, desk, lambda: TESTER, skip_bad=skip_bad)


def related(uid: str, newer: str, older: str, relation: RelationType = "corrects") -> Relation:
    return Relation(uid, relation, newer, older)


@given(
    ways=st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6))), ends=st.tuples(*[st.integers(0, 6)] * 2)
)
def test_a_way_is_found_where_there_is_one(ways: set[tuple[int, int]], ends: tuple[int, int]) -> None:
    reached = {ends[0]}
    for _ in range(7):
        reached |= {there for here, there in ways if here in reached}
    found = leads_to(
        *ends,
        lambda one: [there for here, there in ways if here == one],
        lambda one: [here for here, there in ways if there == one],
    )
    assert found == (ends[1] in reached)


@pytest.mark.parametrize("upwards", [True, False])
def test_a_long_chain_is_not_walked_again_for_each_of_its_links(upwards: bool) -> None:
    asked = 0

    def onwards(one: int) -> list[int]:
        nonlocal asked
        asked += 1
        return [one - 1] if one > 0 else []

    def back(one: int) -> list[int]:
        nonlocal asked
        asked += 1
        return [one + 1] if one < 5000 else []

    # The newest one has nothing after it, the oldest nothing before: either is found at once.
    if upwards:
        assert not leads_to(5000, 5001, onwards, lambda _one: [])
    else:
        assert not leads_to(-1, 0, lambda _one: [], back)
    assert asked <= 2


def test_a_file_with_a_circle_is_refused_whole(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    circle = [related("r1", "c2", "c1"), related("r2", "c3", "c2", "supersedes"), related("r3", "c1", "c3")]
    report = imported(tmp_path, desk, REPORT, *CLAIMS, *circle)
    assert report.faults == (Fault(8, "r3", WHY),)
    assert sum(report.added.values()) == 0


def test_a_circle_by_way_of_the_desk_is_refused_and_skipped(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, REPORT, *CLAIMS, related("r1", "c2", "c1"), related("r2", "c1", "c4", "denies"))
    more = [
        related("r3", "c3", "c2"),
        related("r4", "c1", "c3"),
        related("r5", "c4", "c1"),
        related("r6", "c1", "c4"),
    ]
    report = imported(tmp_path, desk, *more)
    assert report.faults == (Fault(2, "r4", WHY), Fault(4, "r6", WHY))
    assert imported(tmp_path, desk, *more, skip_bad=True).added["relation"] == 2
    assert (
        imported(tmp_path, desk, related("r3", "c3", "c2"), related("r7", "c2", "c3", "confirms")).present
        == 1
    )


def test_a_circle_that_somebody_closes_after_the_check_stops_the_import(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, REPORT, *CLAIMS)
    path = tmp_path / "in.jsonl"
    path.write_text(write(related("r1", "c2", "c1")))

    def close_it(stage: str, _done: int, _size: int) -> None:
        if stage == "checking":
            add_to(desk, [related("r2", "c1", "c2")])

    report = run(path, desk, lambda: TESTER, progress=close_it)
    assert report.faults == (Fault(1, "r1", WHY),)
    assert report.added["relation"] == 0


def test_a_desk_of_long_chains_is_checked() -> None:
    chain = [claim(f"c{number}") for number in range(300)]
    links = [related(f"r{number}", f"c{number + 1}", f"c{number}") for number in range(299)]
    db = in_memory(REPORT, *chain, *links)
    assert problems(db) == []
    assert rows(db, "SELECT count(*) FROM relations") == [(299,)]
    db.close()
