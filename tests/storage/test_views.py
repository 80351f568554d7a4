from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.lines import Attribution, Evidence, Figure, Line, Relation, Source
from storage.writing import Author
from tests.storage.factories import KURSK, REPORT, RUSSIA, UKRAINE, add, claim, in_memory

WIRE = Source(
    uid="s-wire",
    publisher="Wire",
    title="It was not",
    published="2025-04-28",
    archive_url="https://archive.example.org/1",
)


@pytest.fixture
def desk() -> Iterator[Database]:
    """The region is said to be recaptured, and that is denied; a denial that was retracted; a count."""
    db = in_memory(KURSK, RUSSIA, UKRAINE, REPORT, WIRE)
    story: list[Line] = [
        claim(
            "c1",
            "Russia has recaptured the region.",
            kind="control",
            occurred="2025-04-26",
            stated="2025-04-26",
            topics=("t-kursk",),
            attributions=(Attribution("a-russia", verb="announces"),),
            evidence=(Evidence("s-report", "fully reclaimed"), Evidence("s-wire")),
        ),
        claim(
            "c2",
            "It is not fully recaptured.",
            stated="2025-04-28",
            topics=("t-kursk",),
            attributions=(Attribution("a-ukraine", verb="denies"), Attribution("a-russia", role="via")),
            evidence=(Evidence("s-wire"),),
        ),
        claim("c3", "None of it is.", stated="2025-04-27", status="retracted"),
        claim(
            "c4",
            "About 4,000 were killed or wounded.",
            kind="figure",
            occurred="2025-03",
            attributions=(Attribution("a-ukraine", verb="estimates"),),
            figures=(
                Figure("killed or wounded", 3000, 4000, unit="people", qualifier="about", as_of="2025-03"),
            ),
        ),
        Relation(uid="r1", relation="denies", from_claim="c2", to_claim="c1"),
        Relation(uid="r2", relation="denies", from_claim="c3", to_claim="c1"),
        Relation(uid="r3", relation="confirms", from_claim="c4", to_claim="c1"),
    ]
    author = Author("2025-05-02T00:00:00Z", "chat", "editor", "The first story.")
    in_transaction(db, lambda writer: add(writer, story, author))
    yield db
    db.close()


def rows(db: Database, view: str) -> list[tuple[object, ...]]:
    statement = f"SELECT * FROM {view}"  # noqa: S608  # a name of this test's own
    return db.conn.execute(statement).fetchall()


def columns(db: Database, view: str) -> list[str]:
    return [name for (name,) in db.conn.execute("SELECT name FROM pragma_table_info(?)", (view,))]


def test_a_timeline(desk: Database) -> None:
    assert columns(desk, "timeline") == [
        "claim", "occurred", "text", "said_by", "stated", "topics", "kind", "status", "source"
    ]  # fmt: skip
    report = "https://example.org/report"
    assert rows(desk, "timeline") == [
        (2, None, "It is not fully recaptured.", "Ukraine, Russia", "2025-04-28", "Kursk", "event",
         "published", "Wire, 2025-04-28"),
        (3, None, "None of it is.", None, "2025-04-27", None, "event", "retracted", report),
        (1, "2025-04-26", "Russia has recaptured the region.", "Russia", "2025-04-26", "Kursk", "control",
         "published", report),
        (4, "2025-03", "About 4,000 were killed or wounded.", "Ukraine", None, None, "figure", "published",
         report),
    ]  # fmt: skip


def test_who_says_what(desk: Database) -> None:
    assert columns(desk, "who_says_what") == ["who", "verb", "role", "what", "stated", "claim", "status"]
    assert sorted(rows(desk, "who_says_what"), key=str) == [
        ("Russia", "announces", "speaker", "Russia has recaptured the region.", "2025-04-26", 1, "published"),
        ("Russia", "says", "via", "It is not fully recaptured.", "2025-04-28", 2, "published"),
        ("Ukraine", "denies", "speaker", "It is not fully recaptured.", "2025-04-28", 2, "published"),
        ("Ukraine", "estimates", "speaker", "About 4,000 were killed or wounded.", None, 4, "published"),
    ]


def test_estimates_side_by_side(desk: Database) -> None:
    assert columns(desk, "estimates_side_by_side") == [
        "measure", "qualifier", "lower", "best", "upper", "unit", "as_of", "wording", "said_by", "stated",
        "claim", "status",
    ]  # fmt: skip
    assert rows(desk, "estimates_side_by_side") == [
        ("killed or wounded", "about", 3000, 4000, None, "people", "2025-03", None, "Ukraine", None, 4,
         "published")
    ]  # fmt: skip


def test_who_contradicts_whom_as_long_as_both_claims_stand(desk: Database) -> None:
    assert columns(desk, "who_contradicts_whom") == [
        "who", "type", "whom", "claim_text", "of_claim_text", "claim", "of_claim"
    ]  # fmt: skip
    assert rows(desk, "who_contradicts_whom") == [
        ("Ukraine", "denies", "Russia", "It is not fully recaptured.",
         "Russia has recaptured the region.", 2, 1)
    ]  # fmt: skip


def test_where_to_check(desk: Database) -> None:
    assert columns(desk, "where_to_check") == [
        "claim", "text", "quote", "publisher", "title", "published", "url", "archive_url"
    ]  # fmt: skip
    assert [row for row in rows(desk, "where_to_check") if row[0] == 1] == [
        (1, "Russia has recaptured the region.", "fully reclaimed", "Example News", None, "2025-04-28",
         "https://example.org/report", None),
        (1, "Russia has recaptured the region.", None, "Wire", "It was not", "2025-04-28", None,
         "https://archive.example.org/1"),
    ]  # fmt: skip


def test_a_history(desk: Database) -> None:
    assert columns(desk, "history") == [
        "revision", "at", "platform", "account", "reason", "object_kind", "object_id", "change"
    ]  # fmt: skip
    found = rows(desk, "history")
    assert found[0] == (
        2, "2025-05-02T00:00:00Z", "chat", "editor", "The first story.", "relation", 3, "added"
    )  # fmt: skip
    assert found[-1] == (1, "2025-05-01T12:00:00Z", "test", "tester", None, "topic", 1, "added")
    assert len(found) == 12


def test_what_is_searched_of_a_claim(desk: Database) -> None:
    assert rows(desk, "claim_search_text")[:2] == [
        (1, "Russia has recaptured the region.", "fully reclaimed"),
        (2, "It is not fully recaptured.", None),
    ]
