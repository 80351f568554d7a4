"""What is half typed completes to what it may become, and what is put into the line finds just that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.lines import Actor, Alias, Attribution, Figure, Line, Topic
from storage.reads import suggest, suggest_claims
from storage.reads.names import find_actor, find_topic
from storage.reads.suggest import Suggestion, shortened
from tests.storage.factories import REPORT, claim, in_memory

LINES: list[Line] = [
    Topic(uid="t-kursk", slug="kursk", title="Kursk incursion", aliases=(Alias(name="Курск"),)),
    Topic(uid="t-troops", slug="nk-troops", title="North Korean troops", parent="t-kursk"),
    Topic(uid="t-aid", slug="aid", title="Military aid"),
    Actor(
        uid="a-nk",
        name="North Korea",
        kind="state",
        aliases=(Alias(name="Pyongyang"), Alias(name="DPRK"), Alias(name="Nórth Korea")),
    ),
    Actor(uid="a-sk", name="South Korea", kind="state", aliases=(Alias(name="Seoul"),)),
    Actor(uid="a-dprk", name="Democratic People's Republic", kind="state", merged_into="a-nk"),
    Actor(uid="a-oblast", name="Kursk Oblast", kind="place", aliases=(Alias(name="Kursk"),)),
    Actor(uid="a-kursk", name="Kursk", kind="place", description="A city."),
    Actor(uid="a-twin", name="kursk", kind="place", description="A village of the same name."),
    Actor(uid="a-ship", name="Kursk, the submarine", kind="other"),
    Actor(uid="a-army", name="Dprk-Army", kind="armed_force"),
    Actor(uid="a-raion", name="Kursky District", kind="place", merged_into="a-ship"),
    REPORT,
    claim("c1", "It had retaken Kursk.", occurred="2025-04-26", topics=("t-kursk",), place="a-kursk"),
    claim(
        "c2",
        "Around 4,000 North Korean soldiers were killed or wounded.",
        occurred="2025-03",
        topics=("t-troops",),
        attributions=(Attribution(actor="a-sk"),),
        figures=(Figure(measure="killed or wounded", best=4000),),
    ),
    claim(
        "c3",
        "North Korea confirmed that it had sent soldiers.",
        occurred="2025-04-28",
        topics=("t-troops",),
        attributions=(Attribution(actor="a-nk"),),
        figures=(Figure(measure="troops deployed", best=1),),
    ),
    claim("c4", "Kursk, unseen.", status="proposed", figures=(Figure(measure="secret", best=1),)),
    claim(
        "c5",
        "North Korea sent 10,000 soldiers.",
        occurred="2024-23",
        status="retracted",
        topics=("t-troops",),
        attributions=(Attribution(actor="a-dprk"),),
        figures=(Figure(measure="troops deployed", best=10_000), Figure(measure="réserves", best=1)),
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def db() -> Database:
    return in_memory(*LINES)


def values(suggestions: list[Suggestion]) -> list[str]:
    return [suggestion.value for suggestion in suggestions]


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("kursk", [("kursk", "Kursk incursion")]),
        ("KÚRS", [("kursk", "Kursk incursion")]),
        ("кур", [("kursk", "Kursk incursion (Курск)")]),
        ("nk", [("nk-troops", "North Korean troops")]),
        ("troops", [("nk-troops", "North Korean troops")]),
        ("kor tro", [("nk-troops", "North Korean troops")]),
        ("kusrk", [("kursk", "Kursk incursion")]),
        ("zzzz", []),
        ("🙂", []),
        ("", [("nk-troops", "North Korean troops"), ("kursk", "Kursk incursion"), ("aid", "Military aid")]),
    ],
)
def test_topics(db: Database, typed: str, suggested: list[tuple[str, str]]) -> None:
    assert suggest.topics(db, typed) == [Suggestion(*each) for each in suggested]


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("north", [("North Korea", "North Korea")]),
        ("pyong", [("North Korea", "North Korea (Pyongyang)")]),
        ("dprk", [("North Korea", "North Korea (DPRK)"), ("Dprk-Army", "Dprk-Army")]),
        ("people", [("North Korea", "North Korea (Democratic People's Republic)")]),
        ("korea", [("North Korea", "North Korea"), ("South Korea", "South Korea")]),
        ("kor s", [("South Korea", "South Korea")]),
        ("army", [("Dprk-Army", "Dprk-Army")]),
        ("pyongyagn", [("North Korea", "North Korea (Pyongyang)")]),
        ("democratic poeples republic", [("North Korea", "North Korea (Democratic People's Republic)")]),
        ("zzzz", []),
        ("*", []),
        ('"', []),
    ],
)
def test_actors(db: Database, typed: str, suggested: list[tuple[str, str]]) -> None:
    assert suggest.actors(db, typed) == [Suggestion(*each) for each in suggested]


def test_namesakes_are_told_apart(db: Database) -> None:
    assert suggest.actors(db, "kursk")[:5] == [
        Suggestion("a-kursk", "Kursk (A city.)"),
        Suggestion("a-twin", "kursk (A village of the same name.)"),
        Suggestion("Kursk Oblast", "Kursk Oblast (Kursk)"),
        Suggestion("Kursk, the submarine", "Kursk, the submarine"),
    ]


def test_places_are_places(db: Database) -> None:
    assert values(suggest.places(db, "kursk")) == ["a-kursk", "a-twin", "Kursk Oblast"]
    assert values(suggest.places(db, "oblast")) == ["Kursk Oblast"]
    assert values(suggest.places(db, "north")) == []
    assert values(suggest.places(db, "kursk oblats")) == ["Kursk Oblast"]
    assert values(suggest.places(db, "")) == ["a-kursk", "a-twin", "Kursk Oblast"]


def test_before_anything_is_typed_those_who_are_quoted_now_go_first(db: Database) -> None:
    # Twice what North Korea says (once as another actor), once what South Korea says; then the alphabet.
    assert values(suggest.actors(db, ""))[:4] == ["North Korea", "South Korea", "Dprk-Army", "a-kursk"]
    assert len(suggest.actors(db, "", limit=3)) == 3


@pytest.mark.parametrize("typed", ["", "k", "kursk", "korea", "dprk", "kursky", "s", "pyonyang"])
def test_a_suggested_value_finds_what_is_shown(db: Database, typed: str) -> None:
    for suggestion in suggest.actors(db, typed):
        found = find_actor(db, suggestion.value)
        assert found is not None
        assert suggestion.label.startswith(found.name)
    assert len(set(values(suggest.actors(db, typed)))) == len(suggest.actors(db, typed))
    for suggestion in suggest.topics(db, typed):
        topic = find_topic(db, suggestion.value)
        assert topic is not None
        assert suggestion.label.startswith(topic.title)


def test_measures_of_a_topic_come_first(db: Database) -> None:
    assert values(suggest.measures(db, "")) == ["killed or wounded", "réserves", "troops deployed"]
    assert values(suggest.measures(db, "", (2,))) == ["troops deployed", "killed or wounded", "réserves"]
    assert values(suggest.measures(db, "", (3,))) == ["killed or wounded", "réserves", "troops deployed"]
    assert values(suggest.measures(db, "reserves")) == ["réserves"]
    assert values(suggest.measures(db, "wound", (2,))) == ["killed or wounded"]
    assert values(suggest.measures(db, "trops")) == ["troops deployed"]
    assert values(suggest.measures(db, "secret")) == []


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", ["#5", "#3", "#2", "#1"]),
        ("#", ["#5", "#3", "#2", "#1"]),
        ("3", ["#3"]),
        ("#1", ["#1"]),
        ("#4", []),
        ("#99", []),
        ("0", ["#5", "#2"]),  # no number begins so, but a word of theirs does
        ("10", ["#5"]),
        ("korea", ["#5", "#3", "#2"]),
        ("soldiers ki", ["#2"]),
        ("ki soldiers", []),
        ("SÓLDIERS 10,000", ["#5"]),
        ("kursk", ["#1"]),
        ("🙂", []),
        ("* OR", ["#2"]),
    ],
)
def test_claims(db: Database, typed: str, numbers: list[str]) -> None:
    assert values(suggest_claims.claims(db, typed)) == numbers


def test_a_claim_is_shown_with_its_number_and_the_beginning_of_its_text(db: Database) -> None:
    assert suggest_claims.claims(db, "#3") == [
        Suggestion("#3", "#3 North Korea confirmed that it had sent soldiers.")
    ]


def test_numbers_that_begin_so_go_on_beyond_the_exact_one() -> None:
    db = in_memory(REPORT, *(claim(f"c{n}", f"Claim {n} in 14 words.") for n in range(1, 151)))
    assert values(suggest_claims.claims(db, "14", limit=4)) == ["#14", "#140", "#141", "#142"]
    assert values(suggest_claims.claims(db, "#15")) == ["#15", "#150"]
    assert values(suggest_claims.claims(db, "150")) == ["#150"]
    assert values(suggest_claims.claims(db, "claim", limit=3)) == ["#150", "#149", "#148"]


def test_a_rare_word_is_found_beyond_the_newest_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["An armistice.", "An armada, a number of many.", *(f"Number {n} of many." for n in range(20))]
    db = in_memory(REPORT, *(claim(f"c{n}", text) for n, text in enumerate(texts)))
    monkeypatch.setattr(suggest_claims, "_LOOKED_THROUGH", 10)
    assert values(suggest_claims.claims(db, "armis")) == ["#1"]
    assert values(suggest_claims.claims(db, "an arma")) == ["#2"]
    assert values(suggest_claims.claims(db, "number many of arma")) == ["#2"]
    assert values(suggest_claims.claims(db, "number many so arma")) == []
    assert (
        values(suggest_claims.claims(db, "arm")) == []
    )  # too short to ask the index of a million claims for
    assert values(suggest_claims.claims(db, "an")) == ["#2", "#1"]
    assert values(suggest_claims.claims(db, "number 3")) == ["#6"]
    assert values(suggest_claims.claims(db, "many", limit=2)) == ["#22", "#21"]


def test_words_of_claims_are_compared_folded() -> None:
    texts = ["Ein großer Rest.", "EIN GROSSER REST.", "Ein GROẞER, ein rest.", "Ein Rest.", "Größere Reste."]
    db = in_memory(REPORT, *(claim(f"c{n}", text) for n, text in enumerate(texts)))
    assert values(suggest_claims.claims(db, "grosser re")) == ["#2"]
    assert values(suggest_claims.claims(db, "ein re")) == ["#4", "#3", "#2", "#1"]
    assert values(suggest_claims.claims(db, "ein re", limit=2)) == ["#4", "#3"]
    assert values(suggest_claims.claims(db, "GRÖSS")) == values(suggest_claims.claims(db, "gross"))


def test_no_more_are_suggested_than_a_reader_looks_over() -> None:
    db = in_memory(
        *(Actor(uid=f"a{n}", name=f"Brigade {n}", kind="armed_force") for n in range(40)),
        *(Topic(uid=f"t{n}", slug=f"brigade-{n}", title=f"A brigade {n}") for n in range(40)),
    )
    for typed in ("", "b", "brigade", "brigaed"):
        assert len(suggest.actors(db, typed)) == 25
        assert len(suggest.topics(db, typed)) == 25


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Short.", "Short."),
        ("two\nlines", "two lines"),
        ("a " * 60, "a " * 44 + "a…"),
        ("x" * 200, "x" * 89 + "…"),
        ("x" * 90, "x" * 90),
    ],
)
def test_a_text_is_cut_at_a_word(text: str, short: str) -> None:
    assert shortened(text) == short
    assert len(shortened(text)) <= 90


@given(st.text(max_size=40))
def test_any_text_is_only_looked_for(db: Database, typed: str) -> None:
    for of in (suggest.topics, suggest.actors, suggest.places, suggest.measures, suggest_claims.claims):
        assert all(suggestion.value for suggestion in of(db, typed))


@pytest.mark.parametrize("typed", ["x" * 10_000, "a " * 5_000, "a-" * 5_000, "\x00", "\ud800", "9" * 5_000])
def test_long_and_odd_text_is_only_looked_for(db: Database, typed: str) -> None:
    for of in (suggest.topics, suggest.actors, suggest.places, suggest.measures, suggest_claims.claims):
        of(db, typed)
