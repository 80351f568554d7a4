from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.dates import Bounds, bounds, day_number
from storage.lines import Actor, Attribution, Claim, Evidence, Figure, Involvement, Source, Topic
from storage.model import Count
from storage.placement import DISTANT_PAST, place
from storage.reads import listing
from storage.reads.listing import Narrowing, Numbers, count, holds, page
from tests.soak import often
from tests.storage.factories import KURSK, REPORT, RUSSIA, UKRAINE, claim, in_memory, plans, steps, wasteful

TOPICS = [Topic(uid=f"t{n}", slug=f"t{n}", title=f"T{n}", parent=None if n < 2 else "t1") for n in (1, 2, 3)]
ACTORS = [
    Actor(uid="a1", name="A", kind="state"),
    Actor(uid="a2", name="B", kind="place"),
    Actor(uid="a3", name="Also A", kind="state", merged_into="a1"),
]
SOURCES = [
    Source(uid="s1", url="https://example.org/1", published="2025-04-28"),
    Source(uid="s2", url="https://example.org/2"),
    Source(uid="s3", url="https://example.org/3", published="../2025-02"),
]
DATES = [
    "2025-04-28", "2025-04-27", "2025-04", "2025-03", "2024-23", "2024", "2024-10/..", "../2025-03-01",
    "2025-03-15/2025-04-15", "2025-03-01/2025-04-01", "2025-03-01/2025-04-02", "-0044-03-15", "Y12025",
    "2025-04-28?", "[2025-01..2025-03]",
]  # fmt: skip
DAYS = sorted(
    {
        near
        for text in DATES
        for edge in (bounds(text).lower, bounds(text).upper)
        if edge is not None
        for near in (edge - 32, edge - 1, edge, edge + 1, edge + 31)
    }
)

dates = st.none() | st.sampled_from(DATES)
parts = st.sampled_from(["a1", "a2", "a3"])
claims_tried = st.lists(
    st.builds(
        claim,
        uid=st.just("to be numbered"),
        kind=st.sampled_from(["event", "figure", "control"]),
        status=st.sampled_from(["published", "published", "retracted", "proposed", "rejected"]),
        occurred=dates,
        stated=dates,
        place=st.none() | parts,
        topics=st.lists(st.sampled_from(["t1", "t2", "t3"]), unique=True).map(tuple),
        attributions=st.lists(
            st.builds(Attribution, actor=parts, role=st.sampled_from(["speaker", "via"])), unique=True
        ).map(tuple),
        involvements=st.lists(
            st.builds(Involvement, actor=parts, role=st.sampled_from(["subject", "target"])), unique=True
        ).map(tuple),
        evidence=st.lists(
            st.builds(Evidence, source=st.sampled_from(["s1", "s2", "s3"])), min_size=1, unique=True
        ).map(tuple),
        figures=st.lists(
            st.builds(Figure, measure=st.sampled_from(["killed", "sent"]), best=st.integers(0, 2)),
            max_size=3,
            unique=True,
        ).map(tuple),
    ),
    max_size=14,
).map(lambda several: [_numbered(each, number) for number, each in enumerate(several, start=1)])

several_ids = st.just(()) | st.lists(st.integers(1, 4), min_size=1, max_size=3, unique=True).map(tuple)
day = st.none() | st.sampled_from(DAYS)
narrowings = st.builds(
    Narrowing,
    topics=several_ids,
    actors=several_ids,
    speakers=several_ids,
    involved=several_ids,
    places=several_ids,
    kinds=st.sampled_from([(), ("event",), ("figure", "control")]),
    estimates=st.booleans(),
    measure=st.sampled_from([None, None, "killed", "sent", "never measured"]),
    since=day,
    until=day,
    known_by=day,
    known_after=st.none() | st.sampled_from(DAYS),
)
# With everything narrowed at once hardly a claim is left, so a few of the narrowings are kept.
FIELDS = [*Narrowing.__dataclass_fields__]
few_narrowings = st.builds(
    lambda whole, kept: Narrowing(**{name: getattr(whole, name) for name in kept}),
    narrowings,
    st.sets(st.sampled_from(FIELDS), max_size=3),
)


def _numbered(each: Claim, number: int) -> Claim:
    fields = {name: getattr(each, name) for name in each.__struct_fields__}
    return Claim(**{**fields, "uid": f"c{number}"})


@dataclass
class Listed:
    """A claim as the model sees it: numbers for names, and its days."""

    line: Claim
    number: int

    def __post_init__(self) -> None:
        published = {each.uid: _bounds(each.published) for each in SOURCES}
        self.sort_day, self.begins, self.ends, self.known_from = place(
            None if self.line.occurred is None else bounds(self.line.occurred),
            None if self.line.stated is None else bounds(self.line.stated),
            [published[each.source] for each in self.line.evidence],
        )

    def fits(self, wanted: Narrowing) -> bool:
        line = self.line
        speakers = {int(each.actor[1]) for each in line.attributions}
        involved = {int(each.actor[1]) for each in line.involvements}
        dated = self.sort_day != DISTANT_PAST
        return all(
            (
                line.status in ("published", "retracted"),
                not wanted.topics or {int(uid[1]) for uid in line.topics} & {*wanted.topics},
                not wanted.actors or (speakers | involved) & {*wanted.actors},
                not wanted.speakers or speakers & {*wanted.speakers},
                not wanted.involved or involved & {*wanted.involved},
                not wanted.places or (line.place is not None and int(line.place[1]) in wanted.places),
                not wanted.kinds or line.kind in wanted.kinds,
                not wanted.estimates or line.figures or line.kind == "figure",
                wanted.measure is None or wanted.measure in {each.measure for each in line.figures},
                wanted.since is None or (dated and self.ends >= wanted.since),
                wanted.until is None or (dated and self.begins <= wanted.until),
                wanted.known_by is None or (self.known_from or 10**9) <= wanted.known_by,
                wanted.known_after is None or (self.known_from or 10**9) > wanted.known_after,
            )
        )


def _bounds(text: str | None) -> Bounds:
    return Bounds(None, None) if text is None else bounds(text)


def model(lines: Sequence[Claim], wanted: Narrowing) -> list[int]:
    found = [Listed(line, number) for number, line in enumerate(lines, start=1)]
    return [each.number for each in sorted(found, key=lambda a: (a.sort_day, a.number)) if each.fits(wanted)]


def paged(db: Database, wanted: Narrowing, limit: int, newest_first: bool) -> list[int]:
    numbers: list[int] = []
    after: int | None = None
    for _ in range(20):
        found = page(db, wanted, limit=limit, newest_first=newest_first, after=after)
        assert len(found.numbers) <= limit
        assert len(found.numbers) == limit or not found.more
        numbers += found.numbers
        if not found.more:
            return numbers
        after = found.numbers[-1]
    raise AssertionError("the pages have no end")


def same_as_the_model(lines: list[Claim], wanted: Narrowing, limit: int) -> None:
    db = in_memory(*TOPICS, *ACTORS, *SOURCES, *lines)
    expected = model(lines, wanted)
    assert paged(db, wanted, limit, newest_first=False) == expected
    assert paged(db, wanted, limit, newest_first=True) == expected[::-1]
    assert page(db, wanted, limit=99, newest_first=False) == Numbers(tuple(expected), more=False)
    assert count(db, wanted) == Count(len(expected), more=False)
    assert [number for number in range(17) if holds(db, wanted, number)] == sorted(expected)
    db.close()


@settings(max_examples=often(150), deadline=None)
@given(claims_tried, few_narrowings, st.integers(1, 4))
def test_every_narrowing_gives_what_a_plain_list_gives(
    lines: list[Claim], wanted: Narrowing, limit: int
) -> None:
    same_as_the_model(lines, wanted, limit)


@settings(max_examples=often(50), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims_tried, few_narrowings, st.integers(1, 4))
def test_neither_the_way_walked_nor_the_legs_at_once_change_the_answer(
    monkeypatch: pytest.MonkeyPatch, lines: list[Claim], wanted: Narrowing, limit: int
) -> None:
    monkeypatch.setattr(listing, "_MOST_LEGS", 1)
    monkeypatch.setattr(listing, "_WALK_IS_SHORT", 1)
    same_as_the_model(lines, wanted, limit)


@pytest.mark.parametrize("topics", [(), (1,)])
def test_what_lasts_a_month_or_more_is_listed_to_its_last_day(topics: tuple[int, ...]) -> None:
    db = in_memory(
        KURSK,
        *SOURCES,
        *(
            claim(f"c{number}", occurred=span, topics=("t-kursk",), evidence=(Evidence("s2"),))
            for number, span in enumerate(
                [
                    "2025-03-01/2025-03-31",
                    "2025-03-01/2025-04-01",
                    "2025-03-01/2025-04-02",
                    "2025-03/..",
                    None,
                ]
            )
        ),
    )
    april = day_number(2025, 4, 1)
    assert page(db, Narrowing(topics, since=april), limit=9).numbers == (4, 3, 2)
    assert page(db, Narrowing(topics, since=april + 1), limit=9).numbers == (4, 3)
    assert page(db, Narrowing(topics, since=april + 2), limit=9).numbers == (4,)
    assert page(db, Narrowing(topics, since=april, until=april), limit=9).numbers == (4, 3, 2)
    assert page(db, Narrowing(topics, until=april - 32), limit=9).numbers == ()
    assert page(db, Narrowing(topics, until=april - 31), limit=9).numbers == (4, 3, 2, 1)
    assert page(db, Narrowing(topics), limit=9).numbers == (4, 3, 2, 1, 5)
    assert count(db, Narrowing(topics, since=-(2**60), until=2**60)) == Count(4, more=False)
    db.close()


def test_a_claim_that_never_was_continues_nothing(small: Database) -> None:
    assert page(small, Narrowing(), limit=2, after=99) == Numbers((), more=False)
    assert not holds(small, Narrowing(), 99)


def test_a_claim_whose_actor_has_two_parts_in_it_is_listed_once(small: Database) -> None:
    assert page(small, Narrowing(speakers=(1,)), limit=5, newest_first=False).numbers == (1, 2)
    assert page(small, Narrowing(involved=(2,)), limit=5).numbers == (2,)
    assert page(small, Narrowing(measure="killed"), limit=5) == Numbers((2,), more=False)


def test_a_place_narrows_estimates_too(small: Database) -> None:
    assert page(small, Narrowing(places=(2,)), limit=5, newest_first=False).numbers == (1, 2)
    assert page(small, Narrowing(places=(2,), estimates=True), limit=5).numbers == (2,)
    assert page(small, Narrowing(estimates=True), limit=5).numbers == (2,)


def test_a_count_stops(monkeypatch: pytest.MonkeyPatch, small: Database) -> None:
    assert count(small, Narrowing()) == Count(3, more=False)
    monkeypatch.setattr(listing, "COUNT_STOPS_AT", 3)
    assert count(small, Narrowing()) == Count(3, more=False)
    monkeypatch.setattr(listing, "COUNT_STOPS_AT", 2)
    assert count(small, Narrowing()) == Count(2, more=True)


def test_a_family_of_more_topics_than_one_statement_takes(small: Database) -> None:
    family = tuple(range(1, 1200))
    assert page(small, Narrowing(topics=family, since=0), limit=5).numbers == (3, 2, 1)
    actors = tuple(range(1, 300))
    assert page(small, Narrowing(topics=family, actors=actors), limit=5).numbers == (2, 1)


@pytest.fixture
def small() -> Iterator[Database]:
    twice = claim(
        "c2",
        stated="2025-04-02",
        place="a-ukraine",
        topics=("t-kursk",),
        attributions=(Attribution(actor="a-russia"), Attribution(actor="a-russia", role="via")),
        involvements=(Involvement(actor="a-ukraine"), Involvement(actor="a-ukraine", role="target")),
        figures=(Figure(measure="killed", best=1), Figure(measure="killed", best=2)),
    )
    db = in_memory(
        KURSK,
        RUSSIA,
        UKRAINE,
        REPORT,
        claim(
            "c1",
            stated="2025-04-01",
            topics=("t-kursk",),
            place="a-ukraine",
            attributions=(Attribution(actor="a-russia"),),
        ),
        twice,
        claim("c3", stated="2025-04-03", topics=("t-kursk",)),
    )
    yield db
    db.close()


IN_TOPIC = "SEARCH x USING PRIMARY KEY (topic_id=?"
MADE = "SEARCH x USING COVERING INDEX claims_an_actor_makes (actor_id=?"
COMMON = [
    (Narrowing(), "SEARCH x USING COVERING INDEX claims_in_order (sort_day<?)"),
    (Narrowing(since=20_000), "SEARCH x USING COVERING INDEX long_claims (sort_day>?"),
    (Narrowing(topics=(1,)), IN_TOPIC),
    (Narrowing(topics=(1, 2, 3)), IN_TOPIC),
    (Narrowing(topics=(1, 2), kinds=("event",), known_by=20_000), IN_TOPIC),
    (Narrowing(topics=(1, 2), known_after=20_000), IN_TOPIC),
    (Narrowing(topics=(1, 2), since=20_000, until=20_050), "INDEX long_claims_of_a_topic (topic_id=?"),
    (Narrowing(topics=(1, 2), estimates=True), "SEARCH x USING INDEX figures_of_a_topic (topic_id=?"),
    (Narrowing(topics=(1,), estimates=True, since=20_000), "INDEX figures_of_a_topic (topic_id=?"),
    (Narrowing(speakers=(1, 2)), MADE),
    (Narrowing(actors=(1, 2)), "SEARCH x USING COVERING INDEX claims_about_an_actor (actor_id=?"),
    (Narrowing(topics=(1, 2), speakers=(2,)), MADE),
    (Narrowing(topics=(1, 2), actors=(3, 4), since=20_000), MADE),
    (Narrowing(places=(2, 3)), "SEARCH x USING INDEX claims_at_a_place (place_id=?"),
    (Narrowing(topics=(1,), places=(3,), kinds=("control",)), "INDEX claims_at_a_place (place_id=?"),
    (Narrowing(measure="killed"), "SEARCH x USING COVERING INDEX estimates_of_a_measure (measure=?"),
    (Narrowing(topics=(1, 2), measure="killed"), "INDEX estimates_of_a_measure (measure=?"),
]


@pytest.mark.parametrize(("wanted", "walk"), COMMON)
@pytest.mark.parametrize("newest_first", [True, False])
def test_a_page_walks_an_index_in_order_and_sorts_nothing(
    small: Database, wanted: Narrowing, walk: str, newest_first: bool
) -> None:
    planned = plans(small, lambda: page(small, wanted, limit=10, newest_first=newest_first, after=2))
    assert walk.replace("<?)", "<?)" if newest_first else ">?)") in planned[-1]
    assert [line for plan in planned for line in wasteful(plan)] == []


@pytest.mark.parametrize(
    "other", [Narrowing(measure="killed"), Narrowing(actors=(1,)), Narrowing(places=(2,))]
)
def test_a_claim_met_elsewhere_is_looked_up_by_its_own_number(small: Database, other: Narrowing) -> None:
    """Else each of them would go through all that the actor says, or all that is measured so."""
    (walk,) = listing._walks(other)
    test = walk.test.sql.replace(listing._NUMBER, "x.claim_id")
    statement = f"EXPLAIN QUERY PLAN SELECT 1 FROM claim_topics AS x WHERE {test}"  # noqa: S608  # our own SQL
    plan = "\n".join(row[3] for row in small.conn.execute(statement, walk.test.parameters))
    assert "actor_id=?" not in plan
    assert "measure=?" not in plan
    assert "place_id=?" not in plan
    assert "SEARCH t USING" in plan


def test_a_first_page_costs_the_same_however_long_the_timeline_is() -> None:
    def cost(claims: int) -> list[int]:
        db = in_memory(KURSK, RUSSIA, REPORT, *(_of_many(number) for number in range(claims)))
        wanted = [Narrowing(topics=(1,)), Narrowing(), Narrowing(speakers=(1,)), Narrowing(places=(1,))]
        return [steps(db, lambda each=each: page(db, each, limit=10)) for each in wanted]  # type: ignore[misc]

    assert all(long <= short + 1 for short, long in zip(cost(100), cost(1000), strict=True))


def _of_many(number: int) -> Claim:
    return claim(
        f"c{number}",
        occurred=f"{2000 + number // 12 % 25}-{number % 12 + 1:02}",
        topics=("t-kursk",),
        place="a-russia",
        attributions=(Attribution(actor="a-russia"),),
    )
