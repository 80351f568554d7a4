import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.dates import Bounds, bounds, day_number
from storage.lines import Claim, Topic
from storage.placement import place
from storage.reads import listing
from storage.reads.listing import Numbers
from storage.reads.said import said
from tests.soak import often
from tests.storage.factories import REPORT, claim, in_memory, plans

TOPICS = [Topic(uid=f"t{n}", slug=f"t{n}", title=f"T{n}") for n in (1, 2)]
DATES = [
    "2025-04-28", "2025-04-27", "2025-04-20", "2025-04", "2025-03", "2025-01/2025-06",
    "2025-03-28/2025-04-28", "2025-03-27/2025-04-28", "2025-04-10/..", "../2025-04-20", "2019",
]  # fmt: skip
DAYS = [day_number(2025, month, day) for month, day in ((3, 1), (4, 1), (4, 20), (4, 27), (4, 28), (5, 30))]

APRIL = (day_number(2025, 4, 1), day_number(2025, 4, 30))


def test_what_was_said_then_of_another_time_is_found_newest_first() -> None:
    db = in_memory(
        REPORT,
        claim("c1", occurred="2024-10", stated="2025-04-02"),
        claim("c2", occurred="2024-10", stated="2025-04-28"),
        claim("c3", occurred="2025-04-28", stated="2025-04-28"),  # it stands there on the timeline
        claim("c4", stated="2025-04-28"),  # so does this
        claim("c5", occurred="2024-10", stated="2025-05-01"),
        claim("c6", occurred="2024-10"),
        claim("c7", occurred="2030", stated="2025-04-28", status="retracted"),
        claim("c8", occurred="2030", stated="2025-04-28", status="proposed"),
    )
    assert said(db, *APRIL, topics=(), limit=5) == Numbers((7, 2, 1), more=False)
    assert said(db, *APRIL, topics=(), limit=2) == Numbers((7, 2), more=True)
    assert said(db, *APRIL, topics=(), limit=2, after=2) == Numbers((1,), more=False)
    assert said(db, *APRIL, topics=(1,), limit=5) == Numbers((), more=False)
    db.close()


@pytest.mark.parametrize("few", [5000, 0], ids=["through the topic", "through the days"])
def test_what_was_said_over_a_month_or_in_two_topics_is_found_once(
    monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(listing, "_FEW_CLAIMS", few)
    db = in_memory(
        REPORT,
        *TOPICS,
        *(
            claim(f"c{number}", occurred="2019", stated=stated, topics=("t1", "t2"))
            for number, stated in enumerate(
                ["2025-03-27/2025-04-27", "2025-03-28/2025-04-28", "2025-03-27/2025-04-28", "../2025-04-28"]
            )
        ),
    )
    day = day_number(2025, 4, 28)
    for topics in [(), (1,), (1, 2)]:
        assert said(db, day, day, topics=topics, limit=9).numbers == (4, 2, 3)
    db.close()


claims_said = st.lists(
    st.builds(
        claim,
        uid=st.just("to be numbered"),
        status=st.sampled_from(["published", "published", "retracted", "rejected"]),
        occurred=st.none() | st.sampled_from(DATES),
        stated=st.none() | st.sampled_from(DATES),
        topics=st.lists(st.sampled_from(["t1", "t2"]), unique=True).map(tuple),
    ),
    max_size=14,
)


def model(lines: list[Claim], since: int, until: int, topics: tuple[int, ...]) -> list[int]:
    found = []
    for number, line in enumerate(lines, start=1):
        spoken = bounds(line.stated) if line.stated else Bounds(None, None)
        first = spoken.lower if spoken.lower is not None else spoken.upper
        last = spoken.upper if spoken.upper is not None else spoken.lower
        stands = place(bounds(line.occurred) if line.occurred else None, spoken, [])
        if (
            line.status in ("published", "retracted")
            and first is not None
            and last is not None
            and first <= until
            and last >= since
            and not (stands.begins <= until and stands.ends >= since)
            and (not topics or {int(uid[1]) for uid in line.topics} & {*topics})
        ):
            found.append((first, number))
    return [number for _, number in sorted(found, reverse=True)]


@pytest.mark.parametrize("few", [5000, 0], ids=["through the topic", "through the days"])
@settings(max_examples=often(80), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    claims_said,
    st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)),
    st.sampled_from([(), (1,), (2,), (1, 2)]),
    st.integers(1, 3),
)
def test_it_gives_what_a_plain_list_gives(
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    lines: list[Claim],
    span: tuple[int, int],
    topics: tuple[int, ...],
    limit: int,
) -> None:
    monkeypatch.setattr(listing, "_FEW_CLAIMS", few)
    numbered = [
        Claim(**{**{name: getattr(each, name) for name in each.__struct_fields__}, "uid": f"c{number}"})
        for number, each in enumerate(lines)
    ]
    db = in_memory(REPORT, *TOPICS, *numbered)
    since, until = sorted(span)
    expected = model(lines, since, until, topics)
    found: list[int] = []
    after: int | None = None
    for _ in range(20):
        page = said(db, since, until, topics=topics, limit=limit, after=after)
        found += page.numbers
        if not page.more:
            break
        after = found[-1]
    assert found == expected
    db.close()


@pytest.mark.parametrize("topics", [(), (1,)])
def test_a_days_statements_are_found_by_their_day(
    monkeypatch: pytest.MonkeyPatch, topics: tuple[int, ...]
) -> None:
    monkeypatch.setattr(listing, "_FEW_CLAIMS", 0)
    db: Database = in_memory(REPORT, claim("c1"))
    plan = plans(db, lambda: said(db, *APRIL, topics=topics, limit=3))[-1]
    assert "SEARCH c USING COVERING INDEX claims_as_stated (stated_lower>? AND stated_lower<?)" in plan
    assert "SEARCH c USING COVERING INDEX claims_long_in_the_stating" in plan
    assert "SCAN c" not in plan
    db.close()
