"""A claim that the record may have already is shown to whoever enters it again, and hardly another."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.lines import Actor, Attribution, Claim, Evidence, Figure, Line, Source, read
from storage.reads import near_claims as module
from storage.reads.near_claims import NearClaim, Reason, near_claims
from storage.vocabulary import Status
from tests.storage.factories import KURSK, REPORT, RUSSIA, UKRAINE, claim, in_memory, wasteful

SAMPLE = Path(__file__).parents[2] / "bot" / "sample" / "kursk.jsonl"

RETAKEN = "Russia has regained the whole of its Kursk region."
DEPLOYED = "North Korea sent soldiers to Russia's war against Ukraine."
CONTINGENT = "The contingent that North Korea sent is 10,000 to 12,000 soldiers strong."
CASUALTIES = "About 4,000 of the North Korean soldiers in the war have been killed or wounded."
TREATY = "Vladimir Putin and Kim Jong Un signed a treaty of mutual defence between Russia and North Korea."
INCURSION = (
    "Ukraine sent forces across the border in a surprise attack and took ground in Russia's Kursk region."
)
NO_NUMBERS = "North Korea gives neither the number of soldiers it sent nor the number who died."
FIRST = (
    "By sending troops North Korea takes part in a major armed conflict, for the first time since the "
    "Korean War ended in 1953."
)
TALKS = "Ceasefire talks will open in Riyadh on Monday."

NEAR: list[tuple[str, str]] = [
    (RETAKEN, RETAKEN),
    (RETAKEN, "Russia has regained all of the Kursk region."),
    (RETAKEN, "The whole of the Kursk region has been regained by Russia."),
    (RETAKEN, "Russia says it has fully regained its Kursk region."),
    (RETAKEN, "Russia has not regained the whole of its Kursk region."),  # its denial: to be related to it
    ("Not all of Kursk region is back in Russian hands.", "Kursk region is not all back in Russian hands."),
    (DEPLOYED, "NORTH KOREA HAS SENT SOLDIERS TO RUSSIA’S WAR AGAINST UKRAINE"),
    (DEPLOYED, "Soldiers were sent by North Korea to Russia’s war on Ukraine."),
    (DEPLOYED, "North Korea sent troops to fight in Russia's war against Ukraine."),
    (CASUALTIES, "Around 4,000 North Korean soldiers have been killed or wounded in the war."),
    (CASUALTIES, "About 4000 North Korean soldiers were killed or wounded."),
    (CASUALTIES, "Around 4.000 North Korean troops have been killed or wounded."),
    (CASUALTIES, "By March 2025 about 4,000 North Korean soldiers have been killed or wounded in the war."),
    (TREATY, "Kim Jong Un and Vladimir Putin signed a mutual defence treaty between North Korea and Russia."),
    (TREATY, "Putin and Kim Jong Un signed a mutual defence treaty."),
    (
        INCURSION,
        "In a surprise attack Ukraine sent forces across the border and took ground in the Kursk region of "
        "Russia.",
    ),
    (TALKS, "Ceasefire talks are to open in Riyadh on Monday."),
    ("Сили оборони звільнили село.", "Сили оборони звільнили це село."),
    ("Pyóngyang confirms that it sent troops.", "PYONGYANG CONFIRMS IT SENT TROOPS"),
    ("북한이 러시아에 병력을 보냈다.", "북한이 병력을 러시아에 보냈다"),
]
OTHER: list[tuple[str, str]] = [
    (RETAKEN, "Russia has lost ground in its Belgorod region."),
    (RETAKEN, INCURSION),
    (RETAKEN, "Not all of Kursk region is back in Russian hands."),
    (RETAKEN, "Kursk."),
    (CASUALTIES, NO_NUMBERS),
    (DEPLOYED, NO_NUMBERS),
    ("North Korea sent soldiers.", FIRST),
    ("North Korea sent soldiers.", NO_NUMBERS),
    ("North Korea sent soldiers.", CONTINGENT),
    ("Russia lost 1,100 soldiers in the past day.", "Russia lost 1,270 soldiers in the past day."),
    (CASUALTIES, "About 6,200 of the North Korean soldiers in the war have been killed or wounded."),
    ("Two villages were taken on 3 March 2025.", "Two villages were taken on 9 April 2025."),
    ("The drone attack hit a hospital in Kharkiv.", "The drone attack hit an oil depot in Engels."),
    (TALKS, "Ceasefire talks broke down in Istanbul."),
    (
        "The president of Russia met the president of Belarus in Minsk.",
        "The president of Ukraine met the president of Poland in Warsaw.",
    ),
    ("Ukraine took the village of Sverdlikovo.", "Russia took the village of Sudzha."),
    ("North Korea will send more soldiers to Russia.", "South Korea will send more shells to Ukraine."),
    ("The treaty was signed in June 2024.", "The prisoners were exchanged in June 2024."),
    ("Сили оборони звільнили село.", "Сили противника обстріляли місто."),
    ("It was said.", "Something else was said by them."),
    ("🙂", "🙂"),
]  # fmt: skip


def new(text: str, **fields: object) -> Claim:
    """A claim that is about to be entered, without a source unless the fields give one."""
    return claim("new", text, **{"status": "proposed", "evidence": (), **fields})


def numbers(found: Sequence[NearClaim]) -> list[int]:
    return [near.number for near in found]


def why(found: Sequence[NearClaim]) -> dict[int, tuple[Reason, ...]]:
    return {near.number: near.why for near in found}


@pytest.mark.parametrize(("text", "again"), NEAR)
def test_the_same_in_other_words_is_near(text: str, again: str) -> None:
    db = in_memory(REPORT, claim("c1", "Nothing of the kind."), claim("c2", text))
    (found,) = near_claims(db, new(again))
    assert (found.number, found.text, found.why) == (2, text, ("sentence",))
    assert found.likeness >= 79
    assert why(near_claims(in_memory(REPORT, claim("c1", again)), new(text))) == {1: ("sentence",)}


@pytest.mark.parametrize(("text", "other"), OTHER)
def test_something_else_in_like_words_is_not_near(text: str, other: str) -> None:
    assert near_claims(in_memory(REPORT, claim("c1", text)), new(other)) == ()
    assert near_claims(in_memory(REPORT, claim("c1", other)), new(text)) == ()
    assert module._likeness(module._sentence(text), module._sentence(other)) <= 77


@pytest.fixture(scope="module")
def sample() -> list[Line]:
    return [read(text) for text in SAMPLE.read_text("utf-8").splitlines()]


def test_no_two_claims_of_the_sample_are_near_though_one_report_carries_them_all(sample: list[Line]) -> None:
    db = in_memory(*sample)
    claims = [line for line in sample if isinstance(line, Claim)]
    assert len(claims) == 14
    for number, line in enumerate(claims, start=1):
        assert near_claims(db, line) == ()
        again = near_claims(db, msgspec.structs.replace(line, uid="new"))
        same_figure: tuple[Reason, ...] = ("figure",) if line.figures else ()
        assert again == (
            NearClaim(number, line.text, "published", ("sentence", *same_figure, "source"), 100),
        )


@pytest.mark.parametrize(
    ("text", "uids"),
    [
        ("Pyongyang and Moscow signed a treaty of mutual defence.", []),
        ("Kim Jong Un and Putin signed a treaty of mutual defence.", ["treaty-signed"]),
        ("The contingent sent by North Korea is 10,000 to 12,000 strong.", ["deployment-size"]),
        ("The whole Kursk region has been regained by Russia.", ["kursk-retaken-russia"]),
        ("North Korea gives neither the number of soldiers sent nor that of the dead.", ["no-numbers-given"]),
        ("Kim Jong Un and the North Korean soldiers who fought in Kursk are thanked.", ["putin-thanks"]),
        ("North Korea sent soldiers.", ["deployment"]),
        ("Thousands of civilians have left the Kursk region.", []),
    ],
)  # fmt: skip
def test_the_sample_said_in_other_words(sample: list[Line], text: str, uids: list[str]) -> None:
    claims = [line.uid for line in sample if isinstance(line, Claim)]
    found = near_claims(in_memory(*sample), new(text))
    assert [claims[near.number - 1] for near in found] == uids


PEOPLE: list[Line] = [
    RUSSIA,
    UKRAINE,
    Actor(uid="a-moscow", name="Moscow", kind="place", merged_into="a-russia"),
    Actor(uid="a-kremlin", name="Kremlin", kind="organisation", merged_into="a-moscow"),
]
KILLED = Figure(measure="killed", lower=100, upper=120)
SOLDIERS = Figure(measure="killed", lower=100, upper=120, unit="soldiers")
NONE = Figure(measure="killed", best=0)
ACCENTED = Figure(measure="Kílled", best=0)
MANY = Figure(measure="killed", wording="many")


def said(uid: str, by: str = "a-russia", figure: Figure = KILLED, **fields: object) -> Claim:
    role = fields.pop("role", "speaker")
    attribution = Attribution(actor=by, role=role)  # type: ignore[arg-type]  # a test's own roles
    return claim(uid, f"Of {uid}.", attributions=(attribution,), figures=(figure,), **fields)


@pytest.mark.parametrize(
    ("there", "entered", "near"),
    [
        (said("c1"), said("new"), True),
        (said("c1", "a-kremlin"), said("new", "a-moscow"), True),
        (said("c1", "a-kremlin"), said("new", "a-russia"), True),
        (said("c1", "a-russia"), said("new", "a-kremlin"), True),
        (said("c1", role="anonymous_official"), said("new"), True),
        (said("c1"), said("new", figure=Figure(measure="KILLED ", lower=100.0, upper=120.0)), True),
        (said("c1", figure=ACCENTED), said("new", figure=NONE), True),
        (said("c1"), said("new", figure=SOLDIERS), True),
        (said("c1", "a-ukraine"), said("new"), False),
        (said("c1", role="via"), said("new"), False),
        (said("c1"), said("new", role="via"), False),
        (said("c1"), said("new", figure=Figure(measure="wounded", lower=100, upper=120)), False),
        (said("c1"), said("new", figure=Figure(measure="killed", lower=100)), False),
        (said("c1"), said("new", figure=Figure(measure="killed", lower=100, best=110, upper=120)), False),
        (said("c1"), said("new", "a-unheard-of"), False),
        (said("c1", status="rejected"), said("new"), False),
        (said("c1", figure=MANY), said("new", figure=MANY), False),
    ],
)  # fmt: skip
def test_the_same_figure_by_the_same_speaker(there: Claim, entered: Claim, near: bool) -> None:
    db = in_memory(*PEOPLE, REPORT, there)
    found = near_claims(db, msgspec.structs.replace(entered, evidence=()))
    assert why(found) == ({1: ("figure",)} if near else {})


@pytest.mark.parametrize("walk", ["_OF_THE_MEASURE", "_OF_THE_SPEAKER"])
def test_the_same_figure_is_found_among_those_of_its_measure_and_of_its_speaker(
    monkeypatch: pytest.MonkeyPatch, walk: str
) -> None:
    monkeypatch.setattr(module, walk, "SELECT 1 WHERE ?1 = ?2 + ?3 + ?4 + ?5 + ?6")
    db = in_memory(*PEOPLE, REPORT, said("c1", "a-kremlin"))
    assert why(near_claims(db, said("new", evidence=()))) == {1: ("figure",)}


MET = "The president of Russia met the president of Belarus in Minsk."
SOMEWHAT = "The president of Ukraine met the president of Poland in Warsaw."
WIRE = Source(uid="s-wire", url="https://example.org/wire")
QUOTE = "They are not there, and “never” were."


def from_report(text: str, source: str = "s-report", quote: str | None = None) -> Claim:
    return new(text, evidence=(Evidence(source=source, quote=quote),))


def test_a_somewhat_similar_sentence_is_near_from_the_same_source() -> None:
    db = in_memory(REPORT, WIRE, claim("c1", MET), claim("c2", "It rained in Minsk."))
    assert near_claims(db, new(SOMEWHAT)) == ()
    assert near_claims(db, from_report(SOMEWHAT, "s-wire")) == ()
    assert near_claims(db, from_report(SOMEWHAT, "s-unheard-of")) == ()
    assert near_claims(db, from_report(SOMEWHAT)) == (NearClaim(1, MET, "published", ("source",), 70),)
    assert why(near_claims(db, from_report(MET))) == {1: ("sentence", "source")}


def test_a_slip_in_a_number_is_near_from_the_same_source() -> None:
    db = in_memory(REPORT, claim("c1", CASUALTIES))
    assert why(near_claims(db, from_report(CASUALTIES.replace("4,000", "40,000")))) == {1: ("source",)}


def test_a_new_source_of_the_same_url_is_the_same_source() -> None:
    db = in_memory(REPORT, claim("c1", MET))
    line = from_report(SOMEWHAT, "s-new")
    again = Source(uid="s-new", url=REPORT.url)
    assert why(near_claims(db, line, sources=[again])) == {1: ("source",)}
    assert near_claims(db, line, sources=[Source(uid="s-new", url="https://example.org/other")]) == ()
    assert near_claims(db, line, sources=[Source(uid="s-new", publisher="A", published="2025")]) == ()
    assert near_claims(db, line, sources=[Source(uid="s-another", url=REPORT.url)]) == ()


def test_the_same_quote_from_the_same_source_is_near_whatever_the_sentence() -> None:
    there = claim("c1", MET, evidence=(Evidence(source="s-wire"), Evidence(source="s-report", quote=QUOTE)))
    db = in_memory(REPORT, WIRE, there)
    again = 'they are NOT there and "never" were'
    assert why(near_claims(db, from_report("Denied.", quote=again))) == {1: ("source",)}
    assert near_claims(db, from_report("Denied.", "s-wire", quote=again)) == ()
    assert near_claims(db, from_report("Denied.", quote="They are not there.")) == ()
    assert near_claims(db, from_report("Denied.", quote="…")) == ()
    unquoted = (Evidence(source="s-wire", quote="…"), Evidence(source="s-unheard-of", quote=QUOTE))
    assert near_claims(db, new("Denied.", evidence=unquoted)) == ()
    line = from_report("Denied.", "s-new", quote=QUOTE)
    assert why(near_claims(db, line, sources=[Source(uid="s-new", url=REPORT.url)])) == {1: ("source",)}


def test_all_but_rejected_claims_are_found_and_say_what_they_are() -> None:
    statuses = ["published", "retracted", "proposed", "rejected"]
    db = in_memory(REPORT, *(claim(f"c{n}", MET, status=status) for n, status in enumerate(statuses)))
    assert [(near.number, near.status) for near in near_claims(db, new(MET))] == [
        (3, "proposed"),
        (2, "retracted"),
        (1, "published"),
    ]


def test_an_edited_claim_is_not_near_itself() -> None:
    db = in_memory(*PEOPLE, REPORT, said("c1"), said("c2"))
    assert numbers(near_claims(db, said("c1"))) == [2]
    assert numbers(near_claims(db, said("c3"))) == [2, 1]


def test_what_is_alike_in_more_ways_goes_first_then_the_more_alike_then_the_newer() -> None:
    db = in_memory(
        *PEOPLE,
        REPORT,
        WIRE,
        claim("c1", MET, evidence=(Evidence(source="s-wire"),)),
        claim("c2", f"{MET} Yes."),
        claim("c3", f"{MET} Yes."),
        claim("c4", MET),
        said("c5", evidence=(Evidence(source="s-wire"),)),
        claim("c6", MET, evidence=(Evidence(source="s-wire"),)),
    )
    line = msgspec.structs.replace(said("new"), text=MET)
    assert numbers(near_claims(db, line, limit=9)) == [4, 3, 2, 6, 1, 5]
    assert numbers(near_claims(db, line)) == [4, 3, 2, 6, 1]
    assert numbers(near_claims(db, line, limit=1)) == [4]


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("Russia regained Kursk today.", [4, 3, 2, 1]),  # any three of the four
        ("Kursk was regained, Russia said.", [1]),
        ("Ukraine lost Kursk?", [5]),
        ("Kursk, Sudzha!", []),
        ("Sudzha", [6, 3]),
        ("", []),
    ],
)
def test_common_words_find_claims_together(
    monkeypatch: pytest.MonkeyPatch, text: str, compared: list[int]
) -> None:
    changes = ("regained Kursk", "lost Kursk", "regained Sudzha")
    texts = [f"{who} {change} today." for who in ("Russia", "Ukraine") for change in changes]
    db = in_memory(REPORT, *(claim(f"c{n}", each) for n, each in enumerate(texts, start=1)))
    monkeypatch.setattr(module, "_IS_COMMON", "SELECT 1 WHERE ? > ''")
    assert module._sharing_words(db, text) == compared


def test_however_many_claims_share_words_few_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Long shelling went on near the village {n % 40} on day {n}." for n in range(400)]
    db = in_memory(KURSK, REPORT, *(claim(f"c{n}", text) for n, text in enumerate(texts, start=1)))
    compared: list[int] = []

    def counted(db: Database, asked: Iterable[int]) -> list[tuple[int, str, Status]]:
        rows = texts_of(db, asked)
        compared.append(len(rows))
        return rows

    texts_of = module._texts
    monkeypatch.setattr(module, "_texts", counted)
    assert numbers(near_claims(db, new(texts[123]))) == [124]
    assert numbers(near_claims(db, from_report(texts[123])))[0] == 124
    assert compared[0] == 200
    assert 200 < compared[1] <= 400


AWKWARD = [
    *('"', "*", "(", "^a", "-a", '""', "NEAR(a,b)", "quotes:", "text : x", "NOT OR AND", "a" * 1000),
    *("\x00", "\ud800", "été", "e\u0301te\u0301", "नमस्ते दुनिया", "'; DROP TABLE claims; --"),
]


def _only_looked_for(db: Database, text: str) -> None:
    line = said("new", evidence=(Evidence(source=text, quote=text),), figure=Figure(measure=text, best=1))
    near_claims(db, msgspec.structs.replace(line, text=text, uid=text))
    near_claims(db, said("new", by=text))


@pytest.fixture(scope="module")
def some() -> Database:
    return in_memory(*PEOPLE, KURSK, REPORT, said("c1"), claim("c2", "Ete, été, NOT: text."))


@pytest.mark.parametrize("text", AWKWARD)
def test_odd_text_is_only_looked_for(some: Database, text: str) -> None:
    _only_looked_for(some, text)


@given(st.text(max_size=60))
def test_any_text_is_only_looked_for(some: Database, text: str) -> None:
    _only_looked_for(some, text)


def test_words_are_found_however_their_accents_are_written() -> None:
    db = in_memory(REPORT, claim("c1", "L'e\u0301te\u0301 a commence\u0301 a\u0300 Soudja."))
    assert numbers(near_claims(db, new("L'été a commencé à Soudja."))) == [1]
    assert numbers(near_claims(db, new("l'ete a commence"))) == [1]
    db = in_memory(REPORT, claim("c1", "Été"))
    assert numbers(near_claims(db, new("E\u0301te\u0301"))) == [1]


def planned(db: Database, line: Claim) -> list[str]:
    """What SQLite plans for each statement, without those that full-text search executes by itself."""
    statements: list[str] = []
    db.conn.set_trace_callback(statements.append)
    near_claims(db, line)
    db.conn.set_trace_callback(None)
    return [
        "\n".join(row[3] for row in db.conn.execute(f"EXPLAIN QUERY PLAN {statement}"))
        for statement in statements
        if not statement.startswith("--")
    ]


def test_every_statement_has_an_index_that_fits() -> None:
    db = in_memory(*PEOPLE, REPORT, said("c1", "a-kremlin"))
    line = said("new", evidence=(Evidence(source="s-report", quote="Of a quote."),))
    plans = planned(db, line)
    # A search of the words is no scan of the claims, and what was made on the way is short.
    steps = {step for plan in plans for step in wasteful(plan) if "VIRTUAL TABLE" not in step}
    assert steps <= {"SCAN known", "SCAN family", "SCAN newest"}
    every = "\n".join(plans)
    for step in (
        "SEARCH claims USING COVERING INDEX sqlite_autoindex_claims_1 (uid=?)",
        "SEARCH evidence USING COVERING INDEX claims_a_source_carries (source_id=?)",
        "SEARCH actors USING COVERING INDEX actors_merged_into_one (merged_into=?)",
        "SEARCH figures USING COVERING INDEX estimates_of_a_measure (measure>?)",
        "SEARCH figures USING INDEX estimates_of_a_measure (measure=?)",
        "SEARCH a USING PRIMARY KEY (claim_id=?)",
        "SEARCH attributions USING INDEX claims_an_actor_makes (actor_id=?)",
        "SEARCH f USING PRIMARY KEY (claim_id=?)",
        "SEARCH claims USING INTEGER PRIMARY KEY (rowid=?)",
        "SEARCH evidence USING PRIMARY KEY (claim_id=?)",
    ):
        assert step in every
