"""Words find the claims that have them, in texts, quotes and names, whatever characters are typed."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.dates import bounds
from storage.lines import Actor, Alias, Attribution, Claim, Evidence, Involvement, Line, Source, Topic
from storage.model import Count
from storage.names import also_searched
from storage.reads import search as module
from storage.reads.names import find_actor, find_topic
from storage.reads.search import Found, Hit, NothingToSearch, search
from storage.reads.tokens import Phrase, by_rank, has_all, marks, phrase, spaced
from tests.soak import often
from tests.storage.factories import KURSK, REPORT, RUSSIA, UKRAINE, claim, in_memory, problems

NK = Actor(uid="a-nk", name="North Korea", kind="state", aliases=(Alias(name="Pyongyang"),))


def numbers(db: Database, words: str, limit: int = 100, **narrowed: object) -> list[int]:
    found = search(db, words, limit=limit, **narrowed)  # type: ignore[arg-type]  # as each test narrows it
    return [hit.number for hit in found.hits]


def texts(*sentences: str) -> Database:
    return in_memory(REPORT, *(claim(f"c{n}", text) for n, text in enumerate(sentences)))


def test_all_words_must_be_found() -> None:
    db = texts("Troops took Kursk.", "Troops left.", "Kursk was taken.", "In Kursk, troops stay.")
    assert sorted(numbers(db, "kursk troops")) == [1, 4]
    assert numbers(db, "kursk troops missile") == []


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("елка", "Новогодняя ёлка стоит."),
        ("ёлка", "Новогодняя елка стоит."),
        ("ЁЛКА", "Новогодняя ёлка стоит."),
        (unicodedata.normalize("NFD", "российский"), "Российский флот ушёл."),
        ("российский", unicodedata.normalize("NFD", "Российский флот ушёл.")),
        ("αθηνα", "Στην Αθήνα σήμερα."),
        ("Ἀθῆναι", "Σήμερα Αθήναι."),
        (unicodedata.normalize("NFD", "대한민국"), "대한민국 정부는 말했다."),
        ("lodz", "Łódź is calm."),
        ("Łódź", "Lodz is calm."),
        ("strasse", "Die Straße ist leer."),
        ("straße", "Die Strasse ist leer."),
        ("10000", "They are 10,000 soldiers."),
        ("10,000", "They are 10,000 soldiers."),
        ("12500", "Es sind 12.500 Soldaten."),
    ],
)
def test_accents_and_scripts_are_folded_on_both_sides(typed: str, text: str) -> None:
    db = texts("Nothing of it.", text)
    assert numbers(db, typed) == [2]
    assert problems(db) == []


def test_a_word_is_marked_whatever_accents_it_has() -> None:
    text = "Новогодняя ёлка; Российский флот."
    (hit,) = search(texts(text), "елка российскии").hits
    assert [text[first:last] for first, last in hit.marks] == ["ёлка", "Российский"]


def test_a_speaker_is_found_without_the_accents() -> None:
    speaker = Actor(uid="a-1", name="Семён Ёлкин", kind="person")
    db = in_memory(REPORT, speaker, claim("c1", attributions=(Attribution(actor="a-1"),)))
    assert numbers(db, "семен елкин") == [1]


def test_marks_are_offsets_of_the_words_in_the_text() -> None:
    db = texts("Région 🙂 of Kursk, and the KURSK Oblast.")
    assert search(db, "kursk region").hits == (Hit(1, ((0, 6), (12, 17), (27, 32))),)
    (hit,) = search(db, "oblas").hits
    assert ["Région 🙂 of Kursk, and the KURSK Oblast."[a:b] for a, b in hit.marks] == ["Oblast"]


def test_a_text_that_holds_the_signs_of_marking_has_no_marks() -> None:
    db = texts("One X two.")
    # No text with a control character can be brought in; a desk of another program may hold one.
    db.conn.execute("UPDATE claims SET text = 'One ' || char(1) || ' two.'")
    db.conn.execute("INSERT INTO claim_search (claim_search) VALUES ('rebuild')")
    assert search(db, "two").hits == (Hit(1, ()),)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("regiao", "A região de Kursk."),
        ("região", "A regiao de Kursk."),
        ("REGIÃO", "A região de Kursk."),
        ("ЁЛКА", "Вот и ёлка."),
        ("שלום", "אמר שלום לכולם"),
        ("مرحبا", "قال مرحبا بكم"),
        ("평양", "평양은 확인했다."),  # a beginning: the particle is written with it
        ("12,000", "Between 10,000 and 12,000 soldiers."),
        ("10 000", "Between 10,000 and 12,000 soldiers."),
        ("U.S.", "The U.S. says so."),
        ("O'Brien", "Mr O’Brien denied it."),
        ("troo", "The troops left."),
        ("left troo", "The troops left."),
    ],
)
def test_case_accents_and_punctuation_do_not_matter(typed: str, text: str) -> None:
    assert numbers(texts("Nothing of it.", text), typed) == [2]


@pytest.mark.parametrize("typed", ["tro", "troo left", "roops", "troops-left"])
def test_what_is_no_word_and_no_beginning_of_four_letters_finds_nothing(typed: str) -> None:
    assert numbers(texts("The troops have left."), typed) == []


@pytest.mark.parametrize(
    "operator",
    [
        *("AND", "OR", "NOT", "NEAR", "NEAR(a b)", "a AND b", "a NOT b", "a OR", "a + b", "a*", "^a", "-a"),
        *(
            "text:a",
            "text : a",
            "{text}:a",
            "- {quotes} : a",
            '"a',
            '"a b"',
            '""',
            "(a",
            "a)",
            "a;--",
            "%",
            "a'",
        ),
        *("a\\", "a,b", "$x", "?1"),
    ],
)
def test_operators_are_words_like_others(operator: str) -> None:
    plain = " ".join(re.findall(r"\w+", operator))
    db = texts("Nothing.", f"Words before {plain} and behind.", "near text b quotes a x 1 a")
    if not plain:
        with pytest.raises(NothingToSearch):
            search(db, operator)
    else:
        assert 2 in numbers(db, operator)
        assert 1 not in numbers(db, operator)


@pytest.mark.parametrize("typed", ["", "  ", "🙂", "- * ( ) :", "\x00", "\ud800"])
def test_without_a_word_there_is_nothing_to_search(typed: str) -> None:
    with pytest.raises(NothingToSearch):
        search(texts("A 🙂."), typed)


def test_signs_beside_words_are_left_out() -> None:
    assert numbers(texts("The troops left."), "🙂 troops - left !") == [1]


@pytest.mark.parametrize("typed", ["x" * 10_000, "left " * 2_000, "a-" * 5_000, "troops left " + "!" * 9_980])
def test_long_text_is_only_searched_for(typed: str) -> None:
    assert numbers(texts("The troops left."), typed) in ([], [1])


def test_the_first_sixteen_words_count() -> None:
    words = [f"word{n}" for n in range(20)]
    assert numbers(texts(" ".join(words[:16])), " ".join(words)) == [1]


@given(st.text(max_size=50))
def test_any_text_is_searched_for_or_has_no_word(sample: Database, typed: str) -> None:
    try:
        search(sample, typed)
    except NothingToSearch:
        # Characters newer than SQLite's tables count as no letters there.
        assert not any("a" <= char <= "z" for char in typed)


def test_texts_go_before_quotes_and_quotes_before_names() -> None:
    db = in_memory(
        REPORT,
        Actor(uid="a1", name="Drone Institute", kind="organisation"),
        Source(uid="s1", url="https://example.org/1", title="A drone over the city"),
        claim("c1", "It was over.", attributions=(Attribution(actor="a1"),), occurred="2024"),
        claim("c2", "It was over by now.", evidence=(Evidence(source="s-report", quote="the drone fell"),)),
        claim("c3", "A drone fell."),
        claim("c4", "It had begun.", evidence=(Evidence(source="s1"),), occurred="2025"),
        claim("c5", "Nothing of it."),
    )
    assert numbers(db, "drone") == [3, 2, 4, 1]
    assert search(db, "drone").count == Count(4, more=False)
    assert not search(db, "drone").narrowed
    assert [hit.marks for hit in search(db, "drone").hits] == [((2, 7),), (), (), ()]
    assert numbers(db, "drone over") == [2, 4, 1]


def test_of_two_equal_texts_the_newer_number_goes_first() -> None:
    db = texts(*["The same words."] * 5)
    assert numbers(db, "same words") == [5, 4, 3, 2, 1]


def test_names_of_speakers_the_involved_places_and_publishers() -> None:
    db = in_memory(
        NK,
        RUSSIA,
        Actor(uid="a-dprk", name="DPRK", kind="state", merged_into="a-nk"),
        Actor(uid="a-kursk", name="Kursk Oblast", kind="place"),
        REPORT,
        Source(uid="s-kcna", url="https://example.org/2", publisher="KCNA", author="A. Writer"),
        claim("c1", "Soldiers were sent.", attributions=(Attribution(actor="a-nk"),)),
        claim("c2", "Soldiers were thanked.", involvements=(Involvement(actor="a-dprk"),)),
        claim("c3", "Soldiers left.", place="a-kursk"),
        claim("c4", "Soldiers wrote.", evidence=(Evidence(source="s-kcna"),)),
        claim("c5", "Soldiers slept."),
    )
    assert sorted(numbers(db, "pyongyang")) == [1, 2]  # the alias of whom it was merged into
    assert sorted(numbers(db, "dprk soldiers")) == [1, 2]  # the name of whom was merged into it
    assert numbers(db, "soldiers oblast") == [3]
    assert numbers(db, "kcna") == [4]
    assert numbers(db, "writer soldiers kcna") == [4]
    assert numbers(db, "north korea sent") == [1]
    assert numbers(db, "north korea kcna") == []


def test_in_a_long_question_a_name_needs_all_other_words_in_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    db = in_memory(
        NK,
        REPORT,
        claim("c1", "Soldiers will leave Kursk in May.", attributions=(Attribution(actor="a-nk"),)),
        claim("c2", "Soldiers will leave Kursk by May.", attributions=(Attribution(actor="a-nk"),)),
    )
    monkeypatch.setattr(module, "_FEW", 0)
    assert numbers(db, "pyongyang soldiers leave kursk in may") == [1]
    assert search(db, "pyongyang soldiers leave kursk in may").narrowed


def test_only_listed_claims_are_found() -> None:
    db = in_memory(
        REPORT,
        claim("c1", "Seen."),
        claim("c2", "Seen, then withdrawn.", status="retracted"),
        claim("c3", "Seen by nobody yet.", status="proposed"),
        claim("c4", "Seen by nobody ever.", status="rejected"),
    )
    assert sorted(numbers(db, "seen")) == [1, 2]
    assert numbers(db, "example nobody") == []


def test_pages_follow_each_other() -> None:
    db = texts(*(f"Word{'s word' * (n % 4)} {n}." for n in range(25)))
    whole = numbers(db, "word")
    pages: list[int] = []
    after = None
    while True:
        found = search(db, "word", after=after, limit=7)
        pages += [hit.number for hit in found.hits]
        if not found.more:
            break
        after = pages[-1]
    assert sorted(whole) == sorted(pages) == list(range(1, 26))
    assert pages == whole
    assert search(db, "word", limit=25) == Found(
        search(db, "word", limit=25).hits, more=False, count=Count(25, more=False), narrowed=False
    )
    assert numbers(db, "word", after=999) == []  # a claim that isn't among them continues nothing


def test_counts_stop_and_only_so_many_are_ranked(monkeypatch: pytest.MonkeyPatch) -> None:
    db = texts(*["Word."] * 1001, "Unlisted.")
    assert search(db, "word").count == Count(1000, more=True)
    assert not search(db, "word").narrowed
    monkeypatch.setattr(module, "MOST_RANKED", 50)
    found = search(db, "word", limit=100)
    assert found.narrowed
    assert found.count == Count(50, more=True)
    assert [hit.number for hit in found.hits] == list(range(1001, 951, -1))
    assert not search(db, "unlisted").narrowed


def test_a_common_word_is_no_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    db = texts("The word.", "A word again.", "Words.")
    assert sorted(numbers(db, "word")) == [1, 2, 3]
    monkeypatch.setattr(module, "_COMMON", 1)
    assert sorted(numbers(db, "word")) == [1, 2]


# A desk of 120 claims, made by rule, that every search is compared on with a search of the simplest kind.
VOCABULARY = ["north", "korea", "koreans", "troops", "kursk", "region", "denied", "sent", "drone", "drones"]
ACTORS = [
    Actor(uid="a1", name="North Korea", kind="state", aliases=(Alias(name="Drone state"),)),
    Actor(uid="a2", name="Kursk region", kind="place"),
    Actor(uid="a3", name="Koreans", kind="other", merged_into="a1"),
    Actor(uid="a4", name="Troops Institute", kind="organisation"),
]
TOPICS = [
    Topic(uid="t1", slug="t1", title="T1"),
    Topic(uid="t2", slug="t2", title="T2", parent="t1"),
    Topic(uid="t3", slug="t3", title="T3"),
]
SOURCES = [
    Source(uid="s1", url="https://example.org/1", publisher="Region Post", title="They denied it"),
    Source(uid="s2", url="https://example.org/2"),
]


def _pick(n: int, step: int, most: int) -> list[str]:
    return [VOCABULARY[(n * step + k * k * 3 + k) % len(VOCABULARY)] for k in range(n % (most + 1))]


def _claim(n: int) -> Claim:
    return claim(
        f"c{n}",
        " ".join(["Claim", *_pick(n, 7, 4)]),
        status="proposed" if n % 17 == 0 else "published",
        occurred=f"2025-{n % 12 + 1:02}" if n % 5 else "2024-10/2025-04",
        topics=(("t1", "t2", "t3")[n % 3],) if n % 4 else (),
        place="a2" if n % 7 == 0 else None,
        attributions=(Attribution(actor=f"a{n % 4 + 1}"),) if n % 3 else (),
        involvements=(Involvement(actor=f"a{n % 3 + 1}"),) if n % 5 == 0 else (),
        evidence=(Evidence(source=f"s{n % 2 + 1}", quote=" ".join(["Quote", *_pick(n, 3, 3)])),),
    )


CLAIMS = [_claim(n) for n in range(1, 121)]
DESK: list[Line] = [*ACTORS, *TOPICS, *SOURCES, *CLAIMS]


@pytest.fixture(scope="module")
def desk() -> Database:
    return in_memory(*DESK)


@pytest.fixture(scope="module")
def sample() -> Database:
    return in_memory(
        KURSK, RUSSIA, UKRAINE, NK, REPORT, claim("c1", "North Korea a b c d e 1 2 3 sent troops.")
    )


def _tokens(text: str) -> set[str]:
    return set(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


def _people(line: Claim) -> set[str | None]:
    return {*(each.actor for each in line.attributions), *(each.actor for each in line.involvements)}


def _names(line: Claim) -> set[str]:
    actors = _people(line) | {line.place}
    if actors & {"a1", "a3"}:
        actors |= {"a1", "a3"}
    found = [
        name
        for actor in ACTORS
        if actor.uid in actors
        for name in (actor.name, *(a.name for a in actor.aliases))
    ]
    cited = {each.source for each in line.evidence}
    found += [f"{s.publisher or ''} {s.title or ''}" for s in SOURCES if s.uid in cited]
    return _tokens(" ".join(found))


def expected(
    words: list[str],
    topic: str | None = None,
    actor: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> tuple[set[int], set[int]]:
    """The claims that have the words in text or quotes, and those that have them with names only."""
    family = {"t1": {"t1", "t2"}, None: set()}.get(topic, {topic})
    actors = {"a1": {"a1", "a3"}, None: set()}.get(actor, {actor})
    in_texts, in_names = set(), set()
    for number, line in enumerate(CLAIMS, 1):
        days = bounds(line.occurred or "")
        if (
            line.status == "proposed"
            or (topic and not family & set(line.topics))
            or (actor and not actors & _people(line))
            or (since and (days.upper or 0) < (bounds(since).lower or 0))
            or (until and (days.lower or 0) > (bounds(until).upper or 0))
        ):
            continue
        text = _tokens(line.text) | _tokens(" ".join(each.quote or "" for each in line.evidence))

        def has(tokens: set[str], word: str) -> bool:
            beginning = len(word) > 3 and word == words[-1]
            return any(token == word or (beginning and token.startswith(word)) for token in tokens)

        if all(has(text, word) for word in words):
            in_texts.add(number)
        elif all(has(text | _names(line), word) for word in words):
            in_names.add(number)
    return in_texts, in_names


@pytest.fixture(params=["as it is", "as if it were large", "as if most words were common", "as if both"])
def sizes(request: pytest.FixtureRequest) -> Iterator[str]:
    """The bounds within which a search works, moved so that a small desk takes the ways of a large one."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "as if it were large":
            patch.setattr(module, "_FEW", 0)
            patch.setattr(module, "_FEW_RANKED", 0)
            patch.setattr(module, "COUNT_STOPS_AT", 200)
        if request.param == "as if most words were common":
            patch.setattr(module, "MOST_RANKED", 1)
        if request.param == "as if both":
            patch.setattr(module, "_FEW", 0)
            patch.setattr(module, "_NEWEST", 9)
            patch.setattr(module, "_OF_AN_ACTOR", 9)
            patch.setattr(module, "MOST_RANKED", 9)
        yield str(request.param)


@settings(max_examples=often(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from([*VOCABULARY, "nort", "dron", "regi"]), min_size=1, max_size=3, unique=True
    ),
    topic=st.sampled_from([None, "t1", "t3"]),
    actor=st.sampled_from([None, "a1", "a4"]),
    since=st.sampled_from([None, "2025-06", "2025-11-15"]),
    until=st.sampled_from([None, "2025-08", "2024-11-15"]),
)
def test_a_search_finds_what_a_search_of_the_simplest_kind_finds(
    desk: Database,
    sizes: str,
    words: list[str],
    topic: str | None,
    actor: str | None,
    since: str | None,
    until: str | None,
) -> None:
    in_texts, in_names = expected(words, topic, actor, since, until)
    its_topic, its_actor = find_topic(desk, topic or ""), find_actor(desk, actor or "")
    answer = search(
        desk,
        " ".join(words),
        limit=1000,
        family=its_topic.family if its_topic else None,
        actor_family=its_actor.family if its_actor else None,
        since=bounds(since).lower if since else None,
        until=bounds(until).upper if until else None,
    )
    found = [hit.number for hit in answer.hits]
    assert len(found) == len(set(found))
    if sizes == "as if both":
        # Not all are found, only what is to be found; and it says so.
        assert set(found) <= in_texts | in_names
        assert answer.narrowed or set(found) == in_texts | in_names
        return
    assert set(found[: len(in_texts)]) == in_texts
    assert set(found[len(in_texts) :]) == in_names


def test_name_hits_are_the_newest_first(desk: Database) -> None:
    in_texts, in_names = expected(["institute"])
    assert in_texts == set()
    days = [bounds(CLAIMS[number - 1].occurred or "").lower or 0 for number in numbers(desk, "institute")]
    assert len(days) == len(in_names) > 5
    assert all(earlier >= later for earlier, later in pairwise(days))


def test_the_newest_of_what_is_asked_for_are_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    db = in_memory(
        KURSK,
        REPORT,
        *(claim(f"c{n}", "A word.", topics=() if n % 10 else ("t-kursk",)) for n in range(1, 101)),
    )
    monkeypatch.setattr(module, "MOST_RANKED", 10)
    monkeypatch.setattr(module, "_FEW", 5)
    monkeypatch.setattr(module, "_NEWEST", 6)
    assert numbers(db, "word", family=(1,)) == [100, 90, 80, 70, 60, 50]


def test_a_search_looks_on_where_a_topic_that_is_long_past_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    db = in_memory(
        KURSK,
        REPORT,
        *(claim(f"c{n}", "A word.", topics=("t-kursk",) if n < 31 else ()) for n in range(1, 101)),
    )
    monkeypatch.setattr(module, "MOST_RANKED", 10)
    monkeypatch.setattr(module, "_FEW", 5)
    monkeypatch.setattr(module, "_NEWEST", 6)
    found = search(db, "word", family=(1,), limit=50)
    assert [hit.number for hit in found.hits] == list(range(30, 20, -1))
    assert found.narrowed
    assert found.count == Count(10, more=True)


# Words and texts that are looked for and in, by ourselves and by an index of the same texts.
PIECES = [
    *(
        "north",
        "north",
        "Korea",
        "kore",
        "10,000",
        "000",
        "U.S.",
        "s",
        "O'Brien",
        "né",
        "ne\u0301",
        "\u0301",
        "ß",
    ),
    *(
        "ёлка",
        "елка",
        "평양은",
        "平壤",
        "שלום",
        "مرحبا",
        "🙂",
        "_",
        "a_b",
        "\n",
        "\x00",
        "\u00ad",
        "ǅ",
        "²",
        "\ue000",
    ),
]
SOUGHT = st.lists(st.tuples(st.sampled_from(PIECES), st.booleans()), min_size=1, max_size=3)
LINES = st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join)


def _index(texts: Sequence[tuple[str, str]]) -> sqlite3.Connection:
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE f USING fts5 (a, b, tokenize = 'unicode61 remove_diacritics 2')")
    index.executemany("INSERT INTO f (rowid, a, b) VALUES (?, ?, ?)", [(n, *t) for n, t in enumerate(texts)])
    return index


def _phrases(sought: Sequence[tuple[str, bool]]) -> list[Phrase]:
    found = (phrase(word, begins=begins) for word, begins in sought)
    return [one for one in found if one is not None]


def _together(sought: Sequence[tuple[str, bool]], between: str = " ") -> str:
    # SQLite takes no U+0000 in a question; it parts words as a blank does.
    return between.join(f'"{word}"'.replace("\0", " ") + "*" * begins for word, begins in sought)


@settings(max_examples=often(300), deadline=None)
@given(sought=SOUGHT, texts=st.lists(st.tuples(LINES, LINES), min_size=1, max_size=6))
def test_texts_at_hand_are_searched_as_an_index_of_them_is(
    sought: list[tuple[str, bool]], texts: list[tuple[str, str]]
) -> None:
    lines = {number: (spaced(text), spaced(quotes)) for number, (text, quotes) in enumerate(texts)}
    phrases = _phrases(sought)
    having = {number: line for number, line in lines.items() if has_all(phrases, line)}
    with closing(_index(texts)) as index:
        found = [n for (n,) in index.execute("SELECT rowid FROM f WHERE f MATCH ?", (_together(sought),))]
    assert sorted(having) == sorted(found)
    with closing(_index([texts[number] for number in having])) as index:
        order = "SELECT rowid FROM f WHERE f MATCH ? ORDER BY bm25(f, 4.0, 1.0), rowid DESC"
        ranked = [list(having)[n] for (n,) in index.execute(order, (_together(sought),))]
    assert by_rank(having, phrases, (4.0, 1.0)) == ranked


@settings(max_examples=often(300), deadline=None)
@given(sought=SOUGHT, text=LINES)
def test_marks_are_those_of_an_index(sought: list[tuple[str, bool]], text: str) -> None:
    text = text.replace("\0", " ")
    # Where folding goes further than the index does, a mark may stand that the index alone would not set.
    assume(not any(map(also_searched, (text, *(word for word, _ in sought)))))
    with closing(_index([(text, "")])) as index:
        marking = "SELECT highlight(f, 0, char(1), char(2)) FROM f WHERE f MATCH ?"
        rows = index.execute(marking, (_together(sought, " OR "),)).fetchall()
    marked, behind = "", 0
    for first, last in marks(text, _phrases(sought)):
        marked, behind = f"{marked}{text[behind:first]}\x01{text[first:last]}\x02", last
    assert marked + text[behind:] == (rows[0][0] if rows else text)


def test_every_character_counts_for_what_it_does_in_an_index() -> None:
    text = " ".join(f"a{chr(code)}b" for code in range(1, 0x30000) if not 0xD800 <= code < 0xE000)
    with closing(_index([(text, "")])) as index:
        index.execute("CREATE VIRTUAL TABLE v USING fts5vocab (f, instance)")
        terms = [term for (term,) in index.execute('SELECT term FROM v ORDER BY "offset"')]
    assert spaced(text).split() == terms
