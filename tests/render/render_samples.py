"""Small claims and Cards for the tests of renderers."""

from typing import Any

from bot.wording.wording import wording
from commands.card import (
    Action,
    Card,
    ClaimLine,
    Claims,
    Date,
    Detail,
    Entry,
    Estimate,
    Estimates,
    Examples,
    Facts,
    Listing,
    Names,
    Next,
    Paragraph,
    message,
)
from storage.model import (
    Answer,
    Claim,
    Correction,
    Evidence,
    Figure,
    Involved,
    LogEntry,
    Source,
    Speaker,
)
from storage.vocabulary import RelationType

WORDS = wording("en-GB")

NASTY = "[bold]b[/bold] \x1b[31mred \u202egnp.exe \u200b\x9b0m\nnext"
"""Markup, an escape sequence, an override of direction, nothing seen, a C1 control, a line break."""
NASTY_SHOWN = "[bold]b[/bold] \ufffd[31mred \ufffdgnp.exe \ufffd\ufffd0m next"


def source(uid: str = "wire", **fields: Any) -> Source:
    given: dict[str, Any] = {
        "id": 1,
        "uid": uid,
        "url": "https://example.org/a",
        "publisher": "Example Wire",
        "title": None,
        "author": None,
        "published": "2025-04-28",
        "retrieved": None,
        "archive_url": None,
        "language": None,
        "origin": 1,
    }
    return Source(**given | fields)


def evidence(**fields: Any) -> Evidence:
    given: dict[str, Any] = {
        "source": source(),
        "quote": None,
        "quote_language": None,
        "translation": None,
        "first_appearance": False,
    }
    return Evidence(**given | fields)


def figure(**fields: Any) -> Figure:
    given: dict[str, Any] = dict.fromkeys(
        ("lower", "best", "upper", "unit", "as_of", "cumulative", "wording"), None
    )
    return Figure(**given | {"measure": "troops sent", "qualifier": "exactly"} | fields)


def claim(number: int = 5, text: str = "Something was said.", **fields: Any) -> Claim:
    given: dict[str, Any] = {
        "number": number,
        "uid": f"c-{number}",
        "text": text,
        "kind": "event",
        "status": "published",
        "rank": "normal",
        "rank_reason": None,
        "occurred": None,
        "stated": None,
        "place": None,
        "sort_day": 0,
        "topics": (),
        "speakers": (),
        "involved": (),
        "evidence": (evidence(),),
        "figures": (),
        "answers": (),
        "origins": 1,
        "correction": None,
    }
    return Claim(**given | fields)


def answer(relation: RelationType, number: int, *speakers: str, incoming: bool = True) -> Answer:
    return Answer(relation, incoming, number, "The other sentence.", speakers, "2025-04-28")


def says(*actors: str) -> tuple[Speaker, ...]:
    return tuple(Speaker(actor, "speaker", "says") for actor in actors)


RETAKEN = claim(
    5,
    "It has taken back the whole region.",
    kind="control",
    occurred="2025-04-26",
    stated="2025-04-26",
    place="Kursk region",
    topics=("kursk", "north-korea-troops"),
    speakers=(Speaker("Russia", "speaker", "announces"),),
    involved=(Involved("Russia", "subject"), Involved("Ukraine", "target")),
    answers=(answer("denies", 6, "Ukrainian officials"),),
)
SENT = claim(
    142,
    "North Korea sent soldiers.",
    kind="figure",
    occurred="2024-23",
    stated="2025-03",
    speakers=says("US intelligence", "South Korean intelligence", "Ukrainian intelligence"),
    evidence=(evidence(), evidence(source=source("agency", url=None, publisher="통신"))),
    figures=(figure(lower=10000.0, upper=12000.0, unit="soldiers", qualifier="between"),),
    origins=3,
    correction=Correction("corrected", "2025-05-03T23:59:00Z", "the unit was wrong", 9),
)
LOST = claim(
    8,
    "Many were killed or wounded.",
    kind="figure",
    stated="2025-03",
    speakers=(
        Speaker("South Korea's military", "speaker", "estimates"),
        Speaker("state media", "via", "says"),
    ),
    evidence=(evidence(source=source(url=None, publisher="Unnamed outlet")),),
    figures=(
        figure(
            measure="killed or wounded",
            best=4000.0,
            unit="soldiers",
            qualifier="about",
            as_of="2025-03",
            cumulative=True,
            wording="around 4,000",
        ),
    ),
)

TIMELINE = Card(
    message("timeline-title", topic="Kursk"),
    (
        Claims(Date("2025-04-26"), (ClaimLine(RETAKEN, marks=((28, 999), (7, 17), (7, 12))),)),
        Claims(Date("2024-23"), (ClaimLine(SENT),)),
        Claims(None, (ClaimLine(LOST), ClaimLine(claim(7)))),
    ),
    notes=(message("no-claims-yet", topic="the rest"),),
    next=Next("/timeline kursk", "#7"),
    actions=(Action(message("open-claim", number="5"), "claim 5"),),
)
FIGURES = Card(
    message("figures-title", topic="Kursk"),
    (
        Estimates("troops sent", (Estimate(SENT.figures[0], SENT, 8),)),
        Estimates(
            "killed or wounded",
            (Estimate(LOST.figures[0], LOST, None), Estimate(figure(best=7.0), claim(7), None)),
        ),
    ),
)
DETAIL = Card(
    message("claim-title", number="8"),
    (
        Detail(
            claim(
                8,
                "Many were killed or wounded.",
                stated="2025-03",
                place="Kursk region",
                topics=("kursk",),
                speakers=LOST.speakers,
                involved=RETAKEN.involved,
                figures=LOST.figures,
                evidence=(
                    evidence(
                        source=source(
                            title="Losses",
                            author="A. Writer",
                            retrieved="2025-04-29",
                            archive_url="https://archive.example/8",
                        ),
                        quote="약 4천 명",
                        quote_language="ko",
                        translation="some 4,000",
                        first_appearance=True,
                    ),
                    evidence(quote="many"),
                ),
                answers=(
                    answer("confirms", 9, "Poland"),
                    answer("supersedes", 3, incoming=False),
                ),
            ),
            (LogEntry(2, "2025-05-03T10:00:00Z", "console", "alice", "first entry", "claim", "added"),),
            log_more=True,
        ),
    ),
)
LISTS = Card(
    message("topics-title"),
    (
        Listing(
            None,
            (
                Entry(
                    "Kursk",
                    message("topic-slug", slug="kursk"),
                    message("claims-counted", number=1234),
                    "/timeline kursk",
                ),
                Entry("통신", None, None, "search 통신", "https://example.org/통신"),
            ),
        ),
        Facts(((message("label-kind"), message("claim-kind-control")), (message("label-place"), "Kursk"))),
        Facts(
            ((message("label-involved"), Names(("A", "B", "C"))), (message("label-stated"), Date("2024-23")))
        ),
        Paragraph(message("help-hint")),
        Examples(message("help-examples"), ("/timeline kursk", "on april 2025")),
    ),
)
NASTY_CARD = Card(
    message("timeline-title", topic=NASTY),
    (
        Claims(
            message("text", text=NASTY),
            (
                ClaimLine(
                    claim(
                        9,
                        NASTY,
                        stated="2025-04",
                        speakers=(
                            Speaker(NASTY, "anonymous_official", "denies"),
                            Speaker(NASTY, "via", "says"),
                        ),
                        evidence=(
                            evidence(
                                source=source(url="https://example.org/\x1b]8;;<\u202e>", publisher=NASTY)
                            ),
                        ),
                        figures=(figure(measure=NASTY, unit=NASTY, best=1.0),),
                        answers=(answer("disputes", 3, NASTY),),
                        rank="deprecated",
                        rank_reason=NASTY,
                    ),
                    marks=((0, 6),),
                    change=message("text", text=NASTY),
                ),
            ),
        ),
        Estimates(NASTY, (Estimate(figure(measure=NASTY, unit=NASTY, best=1.0), claim(9, NASTY), None),)),
        Facts(((message("text", text=NASTY), NASTY),)),
        Listing(
            message("text", text=NASTY),
            (Entry(NASTY, message("text", text=NASTY), None, NASTY, f"https://example.org/{NASTY}"),),
        ),
        Detail(
            claim(
                9,
                NASTY,
                place=NASTY,
                topics=(NASTY,),
                involved=(Involved(NASTY, "subject"),),
                figures=(figure(measure=NASTY, unit=NASTY, wording=NASTY),),
                evidence=(
                    evidence(
                        source=source(title=NASTY, author=NASTY, archive_url=f"https://example.org/{NASTY}"),
                        quote=NASTY,
                        quote_language="ko",
                        translation=NASTY,
                    ),
                ),
                answers=(answer("denies", 3, NASTY),),
            ),
            (LogEntry(2, "2025-05-03T10:00:00Z", "console", NASTY, NASTY, "claim", "added"),),
            log_more=False,
        ),
        Paragraph(message("text", text=NASTY)),
        Examples(message("text", text=NASTY), (NASTY,)),
    ),
    notes=(message("text", text=NASTY),),
    next=Next(NASTY, NASTY),
    actions=(Action(message("text", text=NASTY), NASTY),),
)
