from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from sqlite_utils import Database

from storage.lines import Actor, Attribution, Evidence, Involvement, Line, Source, Topic
from storage.model import Count
from storage.reads import lists
from storage.reads.lists import ActorEntry, SourceEntry, TopicEntry, actors, sources, topics
from storage.reads.names import find_actor, find_topic
from storage.revising import Step, adding
from tests.storage.factories import claim, do, in_memory, plans

UNDATED = Source(uid="s-undated", url="https://example.org/undated")


def of(number: int) -> Count:
    return Count(number, more=False)


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory(
        Topic(uid="t-war", slug="war", title="War"),
        Topic(uid="t-kursk", slug="kursk", title="Kursk", parent="t-war"),
        Topic(uid="t-raid", slug="raid", title="élan", parent="t-kursk"),
        Topic(uid="t-war-2", slug="war-2", title="war"),
        Actor(uid="a-russia", name="Russia", kind="state"),
        Actor(uid="a-rf", name="Russian Federation", kind="state", merged_into="a-russia"),
        Actor(uid="a-moscow", name="Moscow", kind="place", merged_into="a-rf"),
        Actor(uid="a-aland", name="Åland", kind="place"),
        Source(uid="s-old", publisher="Wire", title="Old", published="2024"),
        UNDATED,
        Source(uid="s-new", publisher="Wire", title="New", published="2025-04-28"),
        Source(uid="s-open", publisher="Wire", published="../2025"),
        Source(uid="s-same", url="https://example.org/same", published="2025-04-28"),
        claim(
            "c1",
            topics=("t-war", "t-kursk", "t-raid"),
            attributions=(Attribution("a-russia"), Attribution("a-rf"), Attribution("a-rf", role="via")),
            evidence=(Evidence("s-new"), Evidence("s-new", "a quote")),
        ),
        claim(
            "c2",
            topics=("t-raid",),
            status="retracted",
            attributions=(Attribution("a-moscow"),),
            evidence=(Evidence("s-old"), Evidence("s-undated")),
        ),
        claim(
            "c3",
            topics=("t-kursk",),
            status="proposed",
            attributions=(Attribution("a-russia"), Attribution("a-aland")),
            evidence=(Evidence("s-new"),),
        ),
        claim(
            "c4",
            topics=("t-war-2",),
            involvements=(Involvement("a-aland"),),
            evidence=(Evidence("s-old"),),
        ),
    )
    yield db
    db.close()


WAR = TopicEntry(1, "war", "War", None, of(2))
KURSK = TopicEntry(2, "kursk", "Kursk", "war", of(2))
RAID = TopicEntry(3, "raid", "élan", "kursk", of(2))
WAR_2 = TopicEntry(4, "war-2", "war", None, of(1))


def test_topics_stand_by_title_with_the_claims_of_all_below_them_once_each(desk: Database) -> None:
    assert topics(desk, limit=9) == (RAID, KURSK, WAR, WAR_2)
    assert topics(desk, limit=2) == (RAID, KURSK)
    assert topics(desk, limit=2, after=2) == (WAR, WAR_2)
    assert topics(desk, limit=2, after=1) == (WAR_2,)
    assert topics(desk, limit=2, after=4) == ()


def test_actors_stand_by_name_without_those_merged_whose_claims_count_for_the_one(desk: Database) -> None:
    aland = ActorEntry(4, "Åland", "place", "Åland", of(0))
    russia = ActorEntry(1, "Russia", "state", "Russia", of(2))
    assert actors(desk, limit=9) == (aland, russia)
    assert actors(desk, limit=1) == (aland,)
    assert actors(desk, limit=1, after=4) == (russia,)
    assert actors(desk, limit=9, after=1) == ()


def test_archived_topics_and_actors_are_listed_no_more_but_found(desk: Database) -> None:
    war, aland = Topic("t-war", "war", "War"), Actor("a-aland", "Åland", "place")
    do(desk, Step("archived", war, replace(war, archived=True)))
    do(desk, Step("archived", aland, replace(aland, archived=True)))
    assert topics(desk, limit=9) == (RAID, KURSK, WAR_2)
    assert topics(desk, limit=2, after=2) == (WAR_2,)
    assert topics(desk, limit=2, after=1) == (WAR_2,)
    assert actors(desk, limit=9) == (ActorEntry(1, "Russia", "state", "Russia", of(2)),)
    assert actors(desk, limit=9, after=4) == (ActorEntry(1, "Russia", "state", "Russia", of(2)),)
    found_topic, found_actor = find_topic(desk, "War"), find_actor(desk, "aland")
    assert found_topic is not None
    assert found_actor is not None
    assert (found_topic.slug, found_actor.name) == ("war", "Åland")


def test_sources_stand_newest_first_and_the_undated_last(desk: Database) -> None:
    new = SourceEntry(3, "s-new", "Wire", "New", "2025-04-28", None, of(1))
    same = SourceEntry(5, "s-same", None, None, "2025-04-28", "https://example.org/same", of(0))
    old = SourceEntry(1, "s-old", "Wire", "Old", "2024", None, of(2))
    open_start = SourceEntry(4, "s-open", "Wire", None, "../2025", None, of(0))
    undated = SourceEntry(2, "s-undated", None, None, None, "https://example.org/undated", of(1))
    assert sources(desk, limit=9) == (same, new, old, open_start, undated)


def test_what_stands_only_in_claims_that_no_reader_sees_is_not_listed(desk: Database) -> None:
    before = [entry.id for entry in actors(desk, limit=9)], [entry.id for entry in sources(desk, limit=9)]
    made: list[Line] = []
    for n in range(12):
        made += [
            Actor(f"hid{n}", f"A hidden {n}", "other"),
            Source(f"hid{n}", url=f"https://x.example/{n}", published="2025"),
        ]
    who, where = (Attribution(f"hid{n}") for n in range(12)), (Evidence(f"hid{n}") for n in range(12))
    made.append(claim("hidden", status="rejected", attributions=tuple(who), evidence=tuple(where)))
    do(desk, *adding(*made))
    for limit in (1, 2, 9):
        found = actors(desk, limit=limit), sources(desk, limit=limit)
        assert ([each.id for each in found[0]], [each.id for each in found[1]]) == (
            before[0][:limit],
            before[1][:limit],
        )


@pytest.mark.parametrize("listed", [topics, actors, sources])
@pytest.mark.parametrize("limit", [1, 2, 3, 4, 9])
def test_pages_give_each_entry_once(
    desk: Database, listed: Callable[..., tuple[TopicEntry | ActorEntry | SourceEntry, ...]], limit: int
) -> None:
    found: list[int] = []
    for _ in range(9):
        found += [entry.id for entry in listed(desk, limit=limit, after=found[-1] if found else None)]
    assert found == [entry.id for entry in listed(desk, limit=99)]
    assert len(found) == len(set(found)) > 1


def test_counts_stop(monkeypatch: pytest.MonkeyPatch, desk: Database) -> None:
    monkeypatch.setattr(lists, "COUNT_STOPS_AT", 1)
    assert [entry.claims for entry in topics(desk, limit=9)] == [Count(1, more=True)] * 3 + [of(1)]
    assert [entry.claims for entry in actors(desk, limit=9)] == [of(0), Count(1, more=True)]
    assert [entry.claims.more for entry in sources(desk, limit=9)] == [False, False, True, False, False]


def test_an_empty_desk_lists_nothing() -> None:
    db = in_memory()
    assert (topics(db, limit=9), actors(db, limit=9), sources(db, limit=9)) == ((), (), ())
    db.close()


WALKS = [
    (topics, "SEARCH topics USING INDEX names_of_topics (folded>?)"),
    (actors, "SEARCH actors USING INDEX names_of_actors (folded>?)"),
    (sources, "SEARCH sources USING INDEX sources_by_date (published_lower<?)"),
]


@pytest.mark.parametrize(("listed", "walk"), WALKS)
def test_a_page_walks_an_index_in_order(desk: Database, listed: Callable[..., object], walk: str) -> None:
    for after in (None, 1):
        planned = plans(desk, lambda after=after: listed(desk, limit=2, after=after))  # type: ignore[misc]  # a lambda's default has no type
        assert any(walk in plan for plan in planned)
        assert not any("ORDER BY" in plan for plan in planned)
