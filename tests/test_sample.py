"""The sample desk holds its story: every fact with its dates, speakers, figures and relations, no more."""

import re
import zlib
from pathlib import Path

import pytest

from storage import lines
from storage.dates import bounds, day_number
from storage.names import fold

ROOT = Path(__file__).parent.parent
RAW = (ROOT / "bot" / "sample" / "kursk.jsonl").read_bytes()
LINES = [lines.read(text) for text in RAW.splitlines()]
TOPICS = {line.uid: line for line in LINES if isinstance(line, lines.Topic)}
ACTORS = {line.uid: line for line in LINES if isinstance(line, lines.Actor)}
SOURCES = [line for line in LINES if isinstance(line, lines.Source)]
CLAIMS = {line.uid: line for line in LINES if isinstance(line, lines.Claim)}
RELATIONS = [line for line in LINES if isinstance(line, lines.Relation)]

SERVICES = ["us-intelligence says", "south-korean-intelligence says", "ukrainian-intelligence says"]
PYONGYANG = ["north-korea says", "north-korean-state-media says via"]

# What each claim says of when and by whom: kind, occurred, stated, place, topic, speakers.
FACTS = {
    "treaty-signed": (
        ("event", "2024-06", "2024-06", None, "north-korea-troops"),
        ["russia says", "north-korea says"],
    ),
    "treaty-assistance": (
        ("statement", "2024-06", "2024-06", None, "north-korea-troops"),
        ["russia promises", "north-korea promises"],
    ),
    "incursion": (("event", "2024-08", "2024-08", "kursk-region", "kursk"), ["ukraine says"]),
    "deployment": (("event", "2024-23", "2024-23", None, "north-korea-troops"), SERVICES),
    "deployment-size": (("figure", "2024-23", "2024-23", None, "north-korea-troops"), SERVICES),
    "casualties": (
        ("figure", None, "2025-03", None, "north-korea-troops"),
        ["south-korean-military estimates"],
    ),
    "kursk-retaken-russia": (
        ("control", "2025-04-26", "2025-04-26", "kursk-region", "kursk"),
        ["russia announces"],
    ),
    "kursk-retaken-denied": (
        ("control", None, "2025-04-26/2025-04-28", "kursk-region", "kursk"),
        ["ukraine says"],
    ),
    "north-korea-confirms": (
        ("statement", None, "2025-04-28", None, "north-korea-troops"),
        ["north-korea confirms", "north-korean-state-media says via"],
    ),
    "operation-concluded": (
        ("statement", None, "2025-04-28", "kursk-region", "north-korea-troops"),
        PYONGYANG,
    ),
    "treaty-ground": (("statement", None, "2025-04-28", None, "north-korea-troops"), PYONGYANG),
    "putin-thanks": (
        ("statement", None, "2025-04-28", None, "north-korea-troops"),
        ["vladimir-putin says", "kremlin says via"],
    ),
    "no-numbers-given": (
        ("figure", None, "2025-04-28", None, "north-korea-troops"),
        ["the-report reports"],
    ),
    "first-since-korean-war": (
        ("statement", "2024-23", "2025-04-28", None, "north-korea-troops"),
        ["the-report reports"],
    ),
}

# What stands in the sentences alone.
IN_WORDS = {
    "treaty-signed": ["Vladimir Putin and Kim Jong Un signed", "mutual defence"],
    "treaty-assistance": ["Russia or North Korea", "under attack", "at once", "by every means it has"],
    "incursion": ["surprise", "took ground in Russia's Kursk region"],
    "deployment": ["North Korea sent soldiers"],
    "deployment-size": ["10,000 to 12,000 soldiers"],
    "casualties": ["About 4,000", "killed or wounded"],
    "kursk-retaken-russia": ["the whole of its Kursk region"],
    "kursk-retaken-denied": ["Not all of Kursk region"],
    "north-korea-confirms": ["first official word", "involved in the war"],
    "operation-concluded": ["operation", "successful end"],
    "treaty-ground": ["treaty of June 2024", "ground", "Kim Jong Un chose to send troops"],
    "putin-thanks": ["Thanks go to Kim Jong Un and to the North Korean soldiers"],
    "no-numbers-given": ["neither the number of soldiers it sent nor the number who died"],
    "first-since-korean-war": ["a major armed conflict", "first time since the Korean War ended in 1953"],
}

# Whom each claim is about: S subject, P participant, T target.
ABOUT = {
    "treaty-signed": "S russia, S north-korea, P vladimir-putin, P kim-jong-un",
    "treaty-assistance": "S russia, S north-korea",
    "incursion": "S ukraine, T russia",
    "deployment": "S north-korea, P north-korean-soldiers, P russia, T ukraine",
    "deployment-size": "S north-korean-soldiers, P north-korea",
    "casualties": "S north-korean-soldiers, P north-korea",
    "kursk-retaken-russia": "S russia",
    "kursk-retaken-denied": "S russia",
    "north-korea-confirms": "S north-korea, P north-korean-soldiers",
    "operation-concluded": "T ukraine",
    "treaty-ground": "S kim-jong-un, P north-korean-soldiers, P russia",
    "putin-thanks": "T north-korean-soldiers, T kim-jong-un",
    "no-numbers-given": "S north-korea, P north-korean-soldiers",
    "first-since-korean-war": "S north-korea",
}

# Each stands so, letter by letter, in the report.
QUOTES = {
    "treaty-signed": ["a mutual defence treaty signed with President Putin in June 2024"],
    "treaty-assistance": [
        "all available means to provide immediate military assistance if either is attacked"
    ],
    "incursion": ["seized territory in the Kursk area after a surprise incursion"],
    "deployment": ["US, South Korean and Ukrainian intelligence have said that North Korea dispatched"],
    "deployment-size": ["between 10,000 and 12,000 soldiers in Ukraine last autumn"],
    "casualties": ["around 4,000 North Korean soldiers had been killed or wounded"],
    "kursk-retaken-russia": ["Russia announced it had fully reclaimed the Kursk region"],
    "kursk-retaken-denied": ["deny Russia's claim that it has fully recaptured the region"],
    "north-korea-confirms": [
        "Pyongyang officially confirmed its involvement in the war",
        "a statement carried by state media",
    ],
    "operation-concluded": [
        "by repelling the adventurous invasion of Russia by Ukraine was successfully concluded"
    ],
    "treaty-ground": ["under a mutual defence treaty", "according to North Korean state media"],
    "putin-thanks": [
        "thanked North Korean troops for fighting Ukrainian forces",
        "Putin expressed gratitude to North Korean leader Kim Jong Un",
        "in a statement from the Kremlin",
    ],
    "no-numbers-given": ["did not confirm how many soldiers it had sent to Russia or how many had died"],
    "first-since-korean-war": [
        "first participation in a major armed conflict since the end of the Korean War"
    ],
}

# CRC-32 of every run of six words in the report, in no order: its sentences are not ours to ship, but
# whether ours repeat them can be told from these (see `six_words`).
RUNS_OF_THE_REPORT = frozenset(
    re.findall(
        "[0-9a-f]{8}",
        """
    0105f208 0118ed73 01c1d4df 03019f2c 03193807 03c9c7cc 03cf187a 055209ec 08ad992d 09831ad2 0a3dbfe8
    0a67db6d 0b38b38a 0b86b78e 109aa7a8 11227a73 1170905b 11b9b5be 122e7fe6 12b2b624 1384cc15 13f82c8c
    140dbf27 147c3758 1576e744 1633fa21 163c6d41 18570003 18995ac9 190f7582 1b0b9a04 1b4434a3 1cd02049
    1d32a1e4 20a539a0 22528443 25c49dc0 2650d81c 26a9e3c1 276798b3 27735499 2a715b54 2b591140 2c661948
    2d458bb4 2da5d957 2dadb094 2e247153 2e6f8c29 2ef0ae15 30611466 317c0657 31a90015 32ab982c 34c294ba
    3846aa32 3a66b2ab 3a836a4e 3b7f6046 40462480 4061bd0d 4074658b 4103f393 41519d04 42298929 4313ea6b
    442ac3bd 45334810 46568f00 46a87694 4717bb20 49405109 49cc2e7a 4b7a29c5 4d81bf5f 4e6f8481 4ecd88b2
    4f8f31b4 51d0817b 5323807e 54584f8c 56da8c39 57537642 58ce81c6 5923f133 5a27249e 5cc08450 5cc6204f
    5cd4e36a 5cffcad2 5d561c24 5e281a38 60471954 620eac67 62709cb1 62b2cc80 633efd77 64c62349 661b5dda
    663200a9 669b0e9e 66ad1d2d 670f5caa 67174f78 6761e5ce 6786b076 67a9b346 689261b9 6a194850 6a3c0df5
    6dbbda56 6dd13c9c 6fca50b5 72423248 7268afeb 732375c3 74067b84 75fc8367 769cae12 776cb043 77998272
    77e1e00d 7b7425ea 7c689639 7cd8b146 7cfb6259 7d8f807a 7dc0a354 7e7b096c 80d62671 8142c3ca 82ed33e6
    8307ac91 83a40e19 83f1f444 853c75c3 86251283 88fdbcd8 8b4a32ae 8b5e2ca9 8ba1cb40 8bea2188 8e23718c
    8ed7ff15 901567fa 9186808d 92fb0c23 935dde76 94a61e5c 95a7d6b8 972ca3e4 9823992a 987d4442 99f78b49
    9a1cf797 9a38867c 9b381ce6 9c7eb38d 9cb2539f 9d688191 9e79de31 9ea40d1b 9ee3bb48 9f236b58 9fae3e60
    9fb7515e a0b8ead4 a0f5ef2a a15a04eb a185695a a221811f a2b87700 a2e0fa11 a3100924 a33a6b54 a381e749
    a39fccbd a694eaa7 a6a0b003 a6adbeae a6d6c0a7 a8af88d5 aafb5bb4 ab1211f1 acd6327e ae9a4f46 aee24067
    af1ae007 afab9d13 b0974754 b126c03a b141abb3 b4fe502d b53ab3de b541a2c2 b564e172 b5b19eef b5cf1c13
    b6622612 b99d012d ba0b58dc bd1f3630 bd39536e c069bbce c2a9729a c3c66a1a c46eedcd c9487715 ca33968b
    cb8ee329 cee5e174 cee6de7e cfadbdc3 d0524a9c d1424316 d16b788f d1bb8f73 d3fc344a d4a0b76c d4fee164
    d56beced d6f72a93 d704861f d76c862c d7c9db9f d8ce406f d8d21838 d8d43433 da0c3c14 dae2dd71 dbe7838b
    dc39c974 df1d181c df31baea dfb53af8 e1263246 e1916b01 e2394e76 e37514dd e3aecd2f e4074e7b e46d440a
    e65cd3be e6bc6736 e96623f4 e9bf1eaf ea4ea5e1 ec21635b ec896b99 ed80bc42 edd115e6 ee0b94fd eedbc973
    f00ef114 f01c8a10 f0e1720b f2103f1e f2223e8c f30e9d27 f402c2cc f48d447c f4c67ca2 f4df4e65 f5cc2654
    f634e87f f6dc1896 f765be07 f86a4f3e fa4076e3 fad0095b fbdf640f fc52bd95 fcfb6bf8 fec6c909 fec869f7
        """,
    )
)


def six_words(text: str) -> set[str]:
    """Returns the CRC-32 of each run of six words in *text*, without case and punctuation."""
    plain = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold()
    words = re.findall(r"[^\W_]+(?:[',.][^\W_]+)*", plain)
    runs = (" ".join(words[start : start + 6]) for start in range(len(words) - 5))
    return {f"{zlib.crc32(run.encode()):08x}" for run in runs}


def said_by(claim: lines.Claim) -> list[str]:
    return [
        f"{part.actor} {part.verb}" + ("" if part.role == "speaker" else f" {part.role}")
        for part in claim.attributions
    ]


def named_in(line: lines.Line) -> list[str]:
    """Returns the uids a line refers to."""
    match line:
        case lines.Topic():
            return [line.parent] if line.parent else []
        case lines.Actor() | lines.Source():
            return []
        case lines.Claim():
            actors = [part.actor for part in line.attributions] + [part.actor for part in line.involvements]
            place = [line.place] if line.place else []
            return [*line.topics, *actors, *place, *(part.source for part in line.evidence)]
        case lines.Relation():
            return [line.from_claim, line.to_claim, *([line.source] if line.source else [])]


def test_every_line_is_written_as_it_is_read() -> None:
    assert "".join(f"{lines.write(line)}\n" for line in LINES).encode() == RAW


def test_lines_come_by_kind_and_refer_only_to_lines_above() -> None:
    kinds = [lines.KIND_OF[type(line)] for line in LINES]
    assert kinds == sorted(kinds, key=["topic", "actor", "source", "claim", "relation"].index)
    above: set[str] = set()
    for line in LINES:
        assert line.uid not in above
        assert set(named_in(line)) <= above, line.uid
        above.add(line.uid)


def test_nothing_stands_unused() -> None:
    used = {uid for line in LINES for uid in named_in(line)}
    assert {line.uid for line in LINES} - used - set(CLAIMS) == {relation.uid for relation in RELATIONS}


@pytest.mark.parametrize("uid", FACTS)
def test_a_fact_has_its_dates_place_topic_and_speakers(uid: str) -> None:
    claim = CLAIMS[uid]
    (topic,) = claim.topics
    (kind, occurred, stated, place, expected_topic), speakers = FACTS[uid]
    assert (claim.kind, claim.occurred, claim.stated) == (kind, occurred, stated)
    assert (claim.place, topic) == (place, expected_topic)
    assert said_by(claim) == speakers
    assert (claim.status, claim.rank) == ("published", "normal")


@pytest.mark.parametrize("uid", FACTS)
def test_a_fact_is_in_the_words_and_about_those_it_concerns(uid: str) -> None:
    claim = CLAIMS[uid]
    assert [part for part in IN_WORDS[uid] if part not in claim.text] == []
    assert ", ".join(f"{part.role[0].upper()} {part.actor}" for part in claim.involvements) == ABOUT[uid]


def test_there_is_no_other_claim() -> None:
    assert list(CLAIMS) == list(FACTS)


def test_figures_are_two_and_pyongyang_gives_none() -> None:
    assert {uid: claim.figures for uid, claim in CLAIMS.items() if claim.figures} == {
        "deployment-size": (
            lines.Figure(
                measure="troops deployed",
                lower=10000,
                upper=12000,
                unit="soldiers",
                qualifier="between",
                as_of="2024-23",
                wording="between 10,000 and 12,000 soldiers",
            ),
        ),
        "casualties": (
            lines.Figure(
                measure="killed or wounded",
                best=4000,
                unit="soldiers",
                qualifier="about",
                as_of="2025-03",
                cumulative=True,
                wording="around 4,000 North Korean soldiers",
            ),
        ),
    }
    without = [uid for uid, claim in CLAIMS.items() if claim.kind == "figure" and not claim.figures]
    assert without == ["no-numbers-given"]


def test_relations_deny_the_retaking_and_confirm_the_deployment_but_not_its_size() -> None:
    assert [(line.from_claim, line.relation, line.to_claim, line.quote) for line in RELATIONS] == [
        (
            "kursk-retaken-denied",
            "denies",
            "kursk-retaken-russia",
            "Ukrainian officials deny Russia's claim",
        ),
        (
            "north-korea-confirms",
            "confirms",
            "deployment",
            "North Korea's acknowledgment of the troop deployment",
        ),
    ]


def test_one_report_stands_behind_all_so_nothing_looks_independently_corroborated() -> None:
    (source,) = SOURCES
    assert source == lines.Source(
        uid="report-2025-04-28",
        publisher="Unnamed news outlet",
        title="Report of 28 April 2025 on North Korea's part in the war",
        published="2025-04-28",
        language="en",
    )
    assert b"http" not in RAW


@pytest.mark.parametrize("uid", FACTS)
def test_a_claim_can_be_checked_by_its_quotes(uid: str) -> None:
    evidence = CLAIMS[uid].evidence
    assert [part.quote for part in evidence] == QUOTES[uid]
    assert {part.quote_language for part in evidence} == {"en"}


def test_no_sentence_of_the_report_is_repeated() -> None:
    quotes = [six_words(quote) for quotes in QUOTES.values() for quote in quotes]
    assert set().union(*quotes) <= RUNS_OF_THE_REPORT  # they are told as the report's
    for line in LINES:
        texts = [getattr(line, field, None) or "" for field in ("text", "title", "name", "description")]
        assert six_words(" . ".join(texts)) & RUNS_OF_THE_REPORT == set(), line.uid


def test_a_reader_on_1_april_2025_knows_the_first_six() -> None:
    day = day_number(2025, 4, 1)
    known = [uid for uid, claim in CLAIMS.items() if (bounds(claim.stated or "").upper or day + 1) <= day]
    assert known == [
        "treaty-signed",
        "treaty-assistance",
        "incursion",
        "deployment",
        "deployment-size",
        "casualties",
    ]


def test_the_troops_are_a_story_within_kursk() -> None:
    assert [(line.slug, line.title, line.parent) for line in TOPICS.values()] == [
        ("kursk", "Kursk fighting", None),
        ("north-korea-troops", "North Korean troops in Kursk", "kursk"),
    ]
    assert {alias.name for alias in TOPICS["kursk"].aliases} >= {"Kursk region", "Курск", "쿠르스크"}


def test_actors_have_their_kinds_and_wikidata_ids() -> None:
    assert {uid: (actor.kind, actor.wikidata) for uid, actor in ACTORS.items()} == {
        "north-korea": ("state", "Q423"),
        "russia": ("state", "Q159"),
        "ukraine": ("state", "Q212"),
        "kursk-region": ("place", None),
        "vladimir-putin": ("person", "Q7747"),
        "kim-jong-un": ("person", "Q56226"),
        "kremlin": ("organisation", None),
        "north-korean-state-media": ("organisation", None),
        "north-korean-soldiers": ("armed_force", None),
        "south-korean-military": ("armed_force", None),
        "us-intelligence": ("organisation", None),
        "south-korean-intelligence": ("organisation", None),
        "ukrainian-intelligence": ("organisation", None),
        "the-report": ("other", None),
    }


@pytest.mark.parametrize(
    ("asked", "uid"),
    [
        ("pyongyang", "north-korea"),
        ("dprk", "north-korea"),
        ("n. korea", "north-korea"),
        ("northkorea", None),
        ("СЕВЕРНАЯ КОРЕЯ", "north-korea"),
        ("북한", "north-korea"),
        ("moscow", "russia"),
        ("kremlin", "kremlin"),
        ("кремль", "kremlin"),
        ("kyiv", "ukraine"),
        ("київ", "ukraine"),
        ("putin", "vladimir-putin"),
        ("김정은", "kim-jong-un"),
        ("rok military", "south-korean-military"),
        ("north korean troops", "north-korean-soldiers"),
        ("курская область", "kursk-region"),
    ],
)
def test_a_name_in_any_script_finds_one_actor(asked: str, uid: str | None) -> None:
    names = [
        (fold(name), actor.uid)
        for actor in ACTORS.values()
        for name in (actor.name, *(alias.name for alias in actor.aliases))
    ]
    assert len(dict(names)) == len(names)
    assert dict(names).get(fold(asked)) == uid


def test_the_page_about_the_sample_names_only_what_is_in_it() -> None:
    page = (ROOT / "docs" / "sample.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", page))
    assert named <= {line.uid for line in LINES}
    assert set(CLAIMS) - {"incursion", "deployment", "casualties"} <= named
