import io
import json
from pathlib import Path
from typing import Any

from storage.connection import open_reader
from storage.exchange.schema_org import export_json_ld
from storage.lines import Actor, Attribution, Evidence, Figure, Involvement, Line, Relation, Source
from tests.storage.factories import KURSK, REPORT, RUSSIA, UKRAINE, claim, desk_of


def graph(tmp_path: Path, *lines: Line) -> list[dict[str, Any]]:
    read = json.loads(document(tmp_path, *lines))
    assert read["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = read["@graph"]
    return nodes


def document(tmp_path: Path, *lines: Line) -> str:
    db = open_reader(desk_of(tmp_path, *lines))
    out = io.BytesIO()
    export_json_ld(db, out)
    db.close()
    return out.getvalue().decode()


RECLAIMED = claim(
    "c1",
    "Russia has fully reclaimed the Kursk region.",
    kind="control",
    occurred="2025-04-26",
    stated="2025-04-26",
    place="a-kursk",
    topics=("t-kursk",),
    attributions=(Attribution("a-chief", verb="announces"), Attribution("a-agency", role="via")),
    involvements=(Involvement("a-russia"),),
    evidence=(Evidence("s-report"), Evidence("s-statement", quote="liberated", first_appearance=True)),
    figures=(Figure("area", best=1268),),
)
DENIED = claim(
    "c2",
    "Fighting in the Kursk region continues.",
    stated="2025-04-28",
    attributions=(Attribution("a-ukraine", verb="denies"),),
)
LINES: list[Line] = [
    KURSK,
    RUSSIA,
    UKRAINE,
    Actor(uid="a-kursk", name="Kursk region", kind="place", wikidata="Q3178"),
    Actor(uid="a-general", name="Valery Gerasimov", kind="person"),
    Actor(uid="a-chief", name="Gerasimov", kind="person", merged_into="a-general"),
    Actor(uid="a-agency", name="An agency", kind="organisation"),
    REPORT,
    Source(
        uid="s-statement",
        url="https://example.org/statement",
        title="Statement",
        author="A Reporter",
        published="2025-04-26",
        archive_url="https://archive.example/1",
        language="ru",
    ),
    RECLAIMED,
    DENIED,
    Relation(uid="r/1", relation="denies", from_claim="c2", to_claim="c1"),
]


def test_a_claim_has_its_speakers_dates_and_where_it_appears(tmp_path: Path) -> None:
    first = graph(tmp_path, *LINES)[0]
    assert first == {
        "@type": "Claim",
        "@id": "#claim/c1",
        "identifier": "c1",
        "text": "Russia has fully reclaimed the Kursk region.",
        "author": [{"@type": "Person", "@id": "#actor/a-general", "name": "Valery Gerasimov"}],
        "datePublished": "2025-04-26",
        "temporalCoverage": "2025-04-26",
        "contentLocation": {
            "@type": "Place",
            "@id": "#actor/a-kursk",
            "name": "Kursk region",
            "sameAs": "http://www.wikidata.org/entity/Q3178",
        },
        "about": [{"@type": "Thing", "name": "Kursk"}],
        "mentions": [{"@type": "GovernmentOrganization", "@id": "#actor/a-russia", "name": "Russia"}],
        "firstAppearance": [
            {
                "@type": "CreativeWork",
                "@id": "#source/s-statement",
                "url": "https://example.org/statement",
                "name": "Statement",
                "author": {"@type": "Person", "name": "A Reporter"},
                "datePublished": "2025-04-26",
                "archivedAt": "https://archive.example/1",
                "inLanguage": "ru",
            }
        ],
        "appearance": [
            {
                "@type": "CreativeWork",
                "@id": "#source/s-report",
                "url": "https://example.org/report",
                "publisher": {"@type": "Organization", "name": "Example News"},
                "datePublished": "2025-04-28",
            }
        ],
    }


def test_a_denial_is_a_review_by_its_own_speakers_without_a_rating(tmp_path: Path) -> None:
    nodes = graph(tmp_path, *LINES)
    assert [node["@type"] for node in nodes] == ["Claim", "Claim", "ClaimReview"]
    assert nodes[2] == {
        "@type": "ClaimReview",
        "@id": "#relation/r%2F1",
        "claimReviewed": "Russia has fully reclaimed the Kursk region.",
        "itemReviewed": {"@id": "#claim/c1"},
        "author": [{"@type": "GovernmentOrganization", "@id": "#actor/a-ukraine", "name": "Ukraine"}],
        "datePublished": "2025-04-28",
        "reviewBody": "Fighting in the Kursk region continues.",
        "isBasedOn": {"@id": "#claim/c2"},
        "url": "https://example.org/report",
    }


def test_only_a_denial_or_dispute_of_a_published_claim_is_a_review(tmp_path: Path) -> None:
    related = [
        Relation("r0", "confirms", "c1", "c2"),
        Relation("r1", "corrects", "c1", "c2"),
        Relation("r2", "disputes", "c1", "c2"),
        Relation("r3", "denies", "c3", "c1"),
        Relation("r4", "denies", "c1", "c3"),
        Relation("r5", "denies", "c4", "c1"),
    ]
    nodes = graph(
        tmp_path,
        REPORT,
        claim("c1"),
        claim("c2"),
        claim("c3", status="retracted"),
        claim("c4", status="proposed"),
        *related,
    )
    assert [node["@id"] for node in nodes] == ["#claim/c1", "#claim/c2", "#claim/c3", "#relation/r2"]
    assert [node.get("creativeWorkStatus") for node in nodes[:3]] == [None, None, "Retracted"]


def test_a_date_that_iso_8601_can_not_say_stays_the_edtf_text(tmp_path: Path) -> None:
    (node,) = graph(tmp_path, REPORT, claim("c1", occurred="2024-23", stated="2024-10/.."))
    assert (node["temporalCoverage"], node["datePublished"]) == ("2024-23", "2024-10/..")


def test_text_can_not_end_the_script_that_it_is_embedded_in(tmp_path: Path) -> None:
    text = document(tmp_path, REPORT, claim("c1", "a </script><script> & b"))
    assert "</script>" not in text
    assert json.loads(text)["@graph"][0]["text"] == "a </script><script> & b"


def test_an_empty_desk_is_an_empty_graph(tmp_path: Path) -> None:
    assert document(tmp_path) == '{"@context":"https://schema.org","@graph":[\n]}\n'
