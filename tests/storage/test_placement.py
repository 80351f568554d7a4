from hypothesis import given
from hypothesis import strategies as st

from storage.dates import Bounds, bounds
from storage.placement import DISTANT_FUTURE, DISTANT_PAST, UNDATED, Placement, place

OPEN = Bounds(None, None)


def test_what_occurred_places_a_claim_and_what_was_stated_says_when_it_was_known() -> None:
    found = place(bounds("2024-10"), bounds("2025-04-28"), [bounds("2025-05-01")])
    assert found == Placement(sort_day=19997, begins=19997, ends=20027, known_from=20206)


def test_without_a_date_of_its_own_a_claim_stands_where_it_was_stated() -> None:
    assert place(None, bounds("2025-04"), []) == Placement(20179, 20179, 20208, 20208)


def test_with_no_date_at_all_its_earliest_source_places_it() -> None:
    found = place(None, None, [bounds("2025-04-28"), bounds("2025-04"), OPEN])
    assert found == Placement(20179, 20179, 20208, known_from=20206)


def test_an_open_end_leaves_that_side_open() -> None:
    assert place(bounds("2024-10/.."), None, []) == Placement(19997, 19997, DISTANT_FUTURE, None)
    assert place(bounds("../2024-10-03"), None, []) == Placement(19999, DISTANT_PAST, 19999, None)


def test_a_date_open_on_both_sides_says_nothing_so_the_next_is_asked() -> None:
    assert place(OPEN, bounds("2025-04-28"), []) == Placement(20206, 20206, 20206, 20206)
    assert place(OPEN, OPEN, [Bounds(None, 5)]) == Placement(5, DISTANT_PAST, 5, 5)


def test_a_statement_with_an_open_end_is_known_from_its_earliest_source() -> None:
    assert place(None, bounds("2025-04/.."), [Bounds(7, None), Bounds(3, 9)]).known_from == 7


def test_nothing_at_all_is_undated() -> None:
    assert place(None, None, []) == UNDATED
    assert place(OPEN, OPEN, [OPEN]) == (-(2**62), -(2**62), 2**62, None)


_side = st.none() | st.integers(-(10**9), 10**9)
_bounds = st.builds(Bounds, _side, _side).filter(
    lambda each: each.lower is None or each.upper is None or each.lower <= each.upper
)


@given(st.none() | _bounds, st.none() | _bounds, st.lists(_bounds, max_size=3))
def test_a_claim_always_stands_within_its_own_span(
    occurred: Bounds | None, stated: Bounds | None, published: list[Bounds]
) -> None:
    found = place(occurred, stated, published)
    assert found.begins <= found.sort_day <= found.ends
    assert (found == UNDATED) <= all(each is None or each == OPEN for each in [occurred, stated, *published])
