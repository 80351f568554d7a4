"""Names find their topic or actor however they are typed, and near names are offered where none does."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.lines import Actor, Alias, Figure, Line, Source, Topic
from storage.reads import suggest
from storage.reads.names import (
    actor_by_id,
    find_actor,
    find_actors,
    find_measure,
    find_topic,
    find_topics,
    known_measures,
    near_ids,
    quoted,
    typed_text,
    words_of,
)
from storage.reads.opening import opening
from tests.storage.factories import REPORT, claim, in_memory

LINES: list[Line] = [
    Topic(uid="t-war", slug="war", title="The war"),
    Topic(uid="t-kursk", slug="kursk", title="Kursk incursion", parent="t-war"),
    Topic(uid="t-troops", slug="north-korean-troops", title="Troops", parent="t-kursk"),
    Topic(uid="t-aid", slug="aid", title="Kursk", aliases=(Alias(name="Kursk"), Alias(name="Hilfe"))),
    Actor(
        uid="a-nk",
        name="North Korea",
        kind="state",
        description="A state.",
        wikidata="Q423",
        aliases=(Alias(name="Pyongyang"), Alias(name="DPRK"), Alias(name="북한", language="ko")),
    ),
    Actor(uid="a-dprk", name="D.P.R.K.", kind="state", merged_into="a-nk", aliases=(Alias(name="Norkor"),)),
    Actor(uid="a-older", name="Chosŏn", kind="state", merged_into="a-dprk"),
    Actor(uid="a-sao", name="São Tomé", kind="state"),
    Actor(uid="a-oblast", name="Kursk Oblast", kind="place", aliases=(Alias(name="Kursk"),)),
    Actor(uid="a-city", name="Kursk", kind="place"),
    Actor(uid="a-twin", name="Kursk", kind="other"),
    Actor(uid="DPRK", name="A ship", kind="other"),
    Actor(uid="a-gone", name="Kursk Region", kind="place", merged_into="a-oblast"),
    Actor(uid="a-region", name="Kursk region", kind="place"),
    REPORT,
    Source(uid="s-tass", url="https://example.org/2", publisher="The Daily Courier", published="2025"),
    claim("c1", figures=(Figure(measure="troops deployed", best=1), Figure(measure="killed", best=2))),
    claim("c2", status="proposed", figures=(Figure(measure="aircraft lost", best=1),)),
]


@pytest.fixture(scope="module")
def db() -> Database:
    return in_memory(*LINES)


def test_a_topic_comes_whole(db: Database) -> None:
    topic = find_topic(db, "  KURSK ")
    assert topic is not None
    assert (topic.id, topic.uid, topic.slug, topic.title) == (2, "t-kursk", "kursk", "Kursk incursion")
    assert (topic.parent, topic.aliases, topic.family) == ("war", (), (2, 3))


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("war", "war"),
        ("the  WAR", "war"),
        ("kursk", "kursk"),  # a slug goes before a title and an alias
        ("kürsk", "kursk"),
        ("north korean troops", "north-korean-troops"),
        ("hilfe", "aid"),
        ("t-aid", "aid"),
    ],
)
def test_a_topic_is_found_by_any_of_its_names(db: Database, typed: str, slug: str) -> None:
    topic = find_topic(db, typed)
    assert topic is not None
    assert topic.slug == slug


@pytest.mark.parametrize("typed", ["", "  ", "kurs", "kursk'", "%", "*", "\x00", "\ud800"])
def test_what_no_topic_and_no_actor_is_called(db: Database, typed: str) -> None:
    assert find_topic(db, typed) is None
    assert find_actor(db, typed) is None


def test_an_actor_comes_whole_with_those_merged_into_it(db: Database) -> None:
    actor = find_actor(db, "pyongyang")
    assert actor is not None
    assert (actor.id, actor.uid, actor.name, actor.kind) == (1, "a-nk", "North Korea", "state")
    assert (actor.description, actor.wikidata) == ("A state.", "Q423")
    assert actor.aliases == ("Pyongyang", "DPRK", "북한", "D.P.R.K.", "Norkor", "Chosŏn")
    assert actor.family == (1, 2, 3)


@pytest.mark.parametrize(
    ("typed", "uid"),
    [
        ("Pyongyang", "a-nk"),
        ("PYÓNGYANG", "a-nk"),
        ("north  korea", "a-nk"),
        ("북한", "a-nk"),
        ("norkor", "a-nk"),  # an alias of one that was merged
        ("choson", "a-nk"),  # one that was merged into one that was merged
        ("sao tome", "a-sao"),
        ("kursk", "a-city"),  # a name goes before an alias, then the smaller id
        ("a-twin", "a-twin"),
        ("dprk", "a-nk"),
        ("DPRK", "DPRK"),  # a uid goes before an alias, and has its case
        ("kursk region", "a-region"),  # a merged actor's name is an alias by now
    ],
)
def test_an_actor_is_found_by_any_of_its_names(db: Database, typed: str, uid: str) -> None:
    actor = find_actor(db, typed)
    assert actor is not None
    assert actor.uid == uid


@pytest.mark.parametrize(
    ("typed", "uids"),
    [
        ("kursk", ["a-city", "a-twin"]),  # an alias is less than a name
        ("norkor", ["a-nk"]),
        ("DPRK", ["DPRK"]),
        ("uid:DPRK", ["DPRK"]),
        ("kursk region", ["a-region"]),
        ("nobody", []),
    ],
)
def test_several_actors_are_found_where_a_name_is_theirs_alike(
    db: Database, typed: str, uids: list[str]
) -> None:
    assert [actor.uid for actor in find_actors(db, typed)] == uids


def test_an_actor_that_has_a_name_twice_over_is_one(db: Database) -> None:
    twice = in_memory(
        Actor(uid="a-1", name="One", kind="state", aliases=(Alias(name="Uno"),)),
        Actor(uid="a-2", name="Uno", kind="state", merged_into="a-1"),
    )
    assert [actor.uid for actor in find_actors(twice, "uno")] == ["a-1"]


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("kursk", ["kursk"]),  # as it is written a slug means its topic
        ("Kursk", ["kursk", "aid"]),
        ("the war", ["war"]),
    ],
)
def test_several_topics_are_found_where_a_title_is_theirs_alike(
    db: Database, typed: str, slugs: list[str]
) -> None:
    assert [topic.slug for topic in find_topics(db, typed)] == slugs


def test_every_actor_can_be_meant_alone() -> None:
    db = in_memory(
        Actor(uid="a-1", name="Georgia", kind="state"),
        Actor(uid="georgia", name="georgia", kind="place"),
        Actor(uid="a-3", name="a-1", kind="other"),
        Actor(uid="a-4", name="Tbilisi", kind="place"),
    )
    opened = [opening(db, actor) for actor in map(partial(actor_by_id, db), range(1, 5)) if actor]
    assert opened == ["uid:a-1", "uid:georgia", "a-1", "Tbilisi"]
    assert [[actor.id for actor in find_actors(db, text)] for text in opened] == [[1], [2], [3], [4]]


def test_an_actor_by_its_row_is_the_one_it_was_merged_into(db: Database) -> None:
    assert actor_by_id(db, 3) == find_actor(db, "North Korea")
    assert actor_by_id(db, 99) is None


def test_a_circle_made_by_another_program_ends() -> None:
    db = in_memory(*LINES)
    db.conn.execute("UPDATE actors SET merged_into = 3 WHERE id = 1")
    db.conn.execute("UPDATE topics SET parent_id = 3 WHERE id = 1")
    actor, topic = find_actor(db, "pyongyang"), find_topic(db, "war")
    assert actor is not None
    assert topic is not None
    assert sorted(actor.family) == [1, 2, 3]
    assert topic.family == (1, 2, 3)
    assert suggest.actors(db, "pyonyang") != []


@pytest.mark.parametrize(
    ("kind", "typed", "first"),
    [
        ("actor", "Pyongyagn", "North Korea"),
        ("actor", "yPongyang", "North Korea"),
        ("actor", "xyongyang", "North Korea"),
        ("actor", "yongyang", "North Korea"),
        ("actor", "norht korea", "North Korea"),
        ("actor", "koera", "North Korea"),
        ("actor", "korea", "North Korea"),
        ("actor", "sao tomé!", "São Tomé"),
        ("actor", "북햔", "North Korea"),
        ("topic", "kusrk", "kursk"),
        ("topic", "the waar", "war"),
        ("topic", "troops korean", "north-korean-troops"),
        ("place", "korsk oblast", "Kursk Oblast"),
    ],
)
def test_a_slip_still_finds_what_was_meant(db: Database, kind: str, typed: str, first: str) -> None:
    suggested = {"topic": suggest.topics, "actor": suggest.actors, "place": suggest.places}[kind](db, typed)
    assert suggested[0].value == first


def test_names_near_of_a_kind_only_and_no_more_than_asked(db: Database) -> None:
    assert near_ids(db, "place", "norht korea", 5) == {}
    assert len(near_ids(db, "actor", "kurks", 2)) == 2
    assert near_ids(db, "actor", "qqqqqq", 5) == {}


def test_a_measure_is_found_as_it_is_worded(db: Database) -> None:
    assert find_measure(db, "Troops  DEPLOYED") == "troops deployed"
    assert find_measure(db, "troops") is None


def test_a_place_is_found_where_another_has_its_name(db: Database) -> None:
    place = find_actor(db, "kursk oblast", "place")
    assert place is not None
    assert place.kind == "place"
    assert find_actor(db, "pyongyang", "place") is None


def test_measures_are_those_that_a_reader_sees(db: Database) -> None:
    assert known_measures(db) == ["killed", "troops deployed"]
    assert known_measures(in_memory()) == []


@given(st.text(max_size=60))
def test_any_text_is_only_looked_for(db: Database, typed: str) -> None:
    find_topic(db, typed)
    find_actor(db, typed)
    find_measure(db, typed)


def test_long_text_is_looked_for(db: Database) -> None:
    assert find_actor(db, "x" * 10_000) is None
    assert find_measure(db, "x" * 10_000) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kim  jong\tun", ["kim", "jong", "un"]),
        ("Kim KIM kím", ["kim"]),
        ('"NEAR" (a) * - 🙂 ', ['"near', "(a"]),
        ("12,000 2024-10-01", ["12,000", "2024-10-01"]),
        ("a-b-c-d-e-f-g-h-i-j", ["a-b-c-d-e-f-g-h"]),
        ("ab\x00cd", ["ab", "cd"]),
        ("\ud800", []),
        ("Ёлка Αθήνα Łódź 대한민국", ["елка", "αθηνα", "lodz", "대한민국"]),
    ],
)
def test_words_are_what_has_a_letter_or_digit(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_so_many_words_are_taken() -> None:
    assert words_of(" ".join(map(str, range(99)))) == [str(n) for n in range(16)]


def test_what_is_quoted_and_what_can_be_asked() -> None:
    assert quoted('a"b') == '"a""b"'
    assert typed_text("a\x00b\udfffc") == "a bc"
