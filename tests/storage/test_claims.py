from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage import model
from storage.connection import in_transaction
from storage.dates import day_number
from storage.lines import (
    Actor,
    Attribution,
    Claim,
    Evidence,
    Figure,
    Involvement,
    Line,
    Source,
    Topic,
)
from storage.model import Answer, Correction, Speaker
from storage.reads.claims import actor_names, independent_origins, load
from storage.vocabulary import Change, RelationType
from storage.writing import Author
from tests.storage.factories import KURSK, REPORT, RUSSIA, UKRAINE, add, claim, in_memory, related

WIRE = Source(uid="s-wire", publisher="Wire", published="2025-04-26")
REPRINT = Source(uid="s-reprint", url="https://example.org/reprint", origin="s-wire")
COPY = Source(uid="s-copy", url="https://example.org/copy", origin="s-reprint")


def carried(uid: str, *sources: str, **fields: object) -> Claim:
    """A claim that these sources carry."""
    return claim(uid, uid.title(), evidence=tuple(Evidence(source=each) for each in sources), **fields)


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory(KURSK, RUSSIA, UKRAINE, REPORT, WIRE, REPRINT, COPY)
    yield db
    db.close()


def write(db: Database, *lines: Line) -> None:
    in_transaction(db, lambda writer: add(writer, lines, Author("2025-05-02T00:00:00Z", "test", "tester")))


def log(db: Database, number: int, change: Change, *, revision: int, reason: str | None = None) -> None:
    """Writes what a later command will: one revision of one claim."""
    db.conn.execute(
        "INSERT INTO revisions (id, at, platform, account, reason) VALUES (?, ?, 'test', 'tester', ?)",
        (revision, f"2025-05-{revision:02}T00:00:00Z", reason),
    )
    db.conn.execute(
        "INSERT INTO revision_items (revision_id, object_kind, object_id, change) VALUES (?, 'claim', ?, ?)",
        (revision, number, change),
    )
    if change in ("withdrawn", "restored"):
        status = "retracted" if change == "withdrawn" else "published"
        db.conn.execute("UPDATE claims SET status = ? WHERE id = ?", (status, number))


def test_a_claim_is_read_whole(desk: Database) -> None:
    write(
        desk,
        Topic(uid="t-war", slug="war", title="War"),
        claim(
            "c1",
            "Russia lost about 4,000 soldiers.",
            kind="figure",
            occurred="2025-03",
            stated="2025-03-27",
            place="a-russia",
            rank="preferred",
            rank_reason="The only count.",
            topics=("t-war", "t-kursk"),
            attributions=(
                Attribution(actor="a-ukraine", verb="estimates"),
                Attribution(actor="a-russia", role="via"),
            ),
            involvements=(Involvement(actor="a-russia", role="target"),),
            evidence=(
                Evidence("s-report", "4 000", "uk", "about 4,000", first_appearance=True),
                Evidence("s-copy"),
            ),
            figures=(
                Figure("killed", 3500, 4000, 4500.5, "people", "about", "2025-03", cumulative=False),
                Figure("sent", wording="many"),
            ),
        ),
    )
    report = model.Source(
        1,
        "s-report",
        "https://example.org/report",
        "Example News",
        None,
        None,
        "2025-04-28",
        None,
        None,
        None,
        1,
    )
    copy = model.Source(
        4, "s-copy", "https://example.org/copy", None, None, None, None, None, None, None, origin=2
    )
    assert load(desk, (1,)) == (
        model.Claim(
            number=1,
            uid="c1",
            text="Russia lost about 4,000 soldiers.",
            kind="figure",
            status="published",
            rank="preferred",
            rank_reason="The only count.",
            occurred="2025-03",
            stated="2025-03-27",
            place="Russia",
            sort_day=day_number(2025, 3, 1),
            topics=("war", "kursk"),
            speakers=(Speaker("Ukraine", "speaker", "estimates"), Speaker("Russia", "via", "says")),
            involved=(model.Involved("Russia", "target"),),
            evidence=(
                model.Evidence(report, "4 000", "uk", "about 4,000", first_appearance=True),
                model.Evidence(copy, None, None, None, first_appearance=False),
            ),
            figures=(
                model.Figure("killed", 3500, 4000, 4500.5, "people", "about", "2025-03", False, None),
                model.Figure("sent", None, None, None, None, "exactly", None, None, "many"),
            ),
            answers=(),
            origins=2,
            correction=None,
        ),
    )


def test_claims_come_in_the_order_asked_and_unknown_numbers_are_left_out(desk: Database) -> None:
    write(desk, claim("c1"), claim("c2"), claim("c3"))
    assert [each.uid for each in load(desk, (3, 99, 1, -1, 3))] == ["c3", "c1", "c3"]
    assert load(desk, ()) == ()
    assert load(desk, (99,)) == ()


def test_a_relation_is_an_answer_of_both_its_claims(desk: Database) -> None:
    write(
        desk,
        claim("c1", "It was recaptured.", stated="2025-04-26", attributions=(Attribution("a-russia"),)),
        claim(
            "c2",
            "It was not.",
            stated="2025-04-28",
            attributions=(Attribution("a-ukraine", verb="denies"), Attribution("a-russia", role="via")),
        ),
        related("denies", "c2", "c1"),
    )
    first, second = load(desk, (1, 2))
    assert first.answers == (Answer("denies", True, 2, "It was not.", ("Ukraine",), "2025-04-28"),)
    assert second.answers == (Answer("denies", False, 1, "It was recaptured.", ("Russia",), "2025-04-26"),)


def test_answers_to_a_claim_stand_first_each_in_order_of_number(desk: Database) -> None:
    write(
        desk,
        *(claim(f"c{number}") for number in range(1, 6)),
        related("supersedes", "c3", "c1"),
        related("confirms", "c5", "c3"),
        related("denies", "c4", "c3"),
        related("corrects", "c3", "c2"),
        related("disputes", "c4", "c3"),
    )
    (found,) = load(desk, (3,))
    assert [(each.relation, each.incoming, each.number) for each in found.answers] == [
        ("denies", True, 4),
        ("disputes", True, 4),
        ("confirms", True, 5),
        ("supersedes", False, 1),
        ("corrects", False, 2),
    ]


@pytest.mark.parametrize("status", ["retracted", "proposed", "rejected"])
@pytest.mark.parametrize("relation", ["denies", "confirms"])
def test_only_published_claims_carry_relations(desk: Database, status: str, relation: RelationType) -> None:
    write(
        desk,
        carried("c1", "s-report"),
        carried("c2", "s-wire", status=status),
        related(relation, "c1", "c2"),
        related(relation, "c2", "c1"),
    )
    assert [(each.answers, each.origins) for each in load(desk, (1, 2))] == [((), 1), ((), 1)]
    assert independent_origins(desk, (1, 2)) == {1: 1, 2: 1}


def test_as_of_hides_what_was_not_known_yet_and_what_it_would_add(desk: Database) -> None:
    write(
        desk,
        carried("c1", "s-wire", stated="2025-04-26"),
        carried("c2", "s-report", stated="2025-04-28"),
        carried("c3", "s-report", stated="2025-04"),
        claim("c4", evidence=(Evidence("s-reprint"),)),  # nothing tells when it was known
        related("denies", "c2", "c1"),
        related("confirms", "c3", "c1"),
        related("denies", "c4", "c1"),
    )

    def shown(as_of: int | None) -> tuple[list[int], int]:
        (found,) = load(desk, (1,), as_of)
        return [each.number for each in found.answers], found.origins

    assert shown(day_number(2025, 4, 27)) == ([], 1)
    assert shown(day_number(2025, 4, 28)) == ([2], 1)
    assert shown(day_number(2025, 4, 30)) == ([2, 3], 2)
    assert shown(None) == ([2, 3, 4], 2)


def test_as_of_leaves_out_sources_that_were_published_later(desk: Database) -> None:
    write(
        desk,
        Source(uid="s-month", publisher="Monthly", published="2025-05"),
        Source(uid="s-later", publisher="Later", published="2025-06-01"),
        Source(uid="s-undated", url="https://example.org/undated"),
        carried("c1", "s-wire", "s-report", "s-month", "s-undated", stated="2025-04-25"),
        carried("c2", "s-later", stated="2025-04-26"),
        related("confirms", "c2", "c1"),
    )

    def shown(as_of: int | None) -> tuple[list[str], int]:
        (found,) = load(desk, (1,), as_of)
        return [piece.source.uid for piece in found.evidence], found.origins

    assert shown(day_number(2025, 4, 25)) == (["s-undated"], 1)
    (late,) = load(desk, (2,), day_number(2025, 4, 26))
    assert [piece.source.uid for piece in late.evidence] == ["s-later"]  # it must be checked somewhere
    assert shown(day_number(2025, 4, 26)) == (["s-wire", "s-undated"], 2)
    assert shown(day_number(2025, 5, 30)) == (["s-wire", "s-report", "s-undated"], 3)
    assert shown(day_number(2025, 5, 31)) == (["s-wire", "s-report", "s-month", "s-undated"], 4)
    assert shown(day_number(2025, 6, 1))[1] == 5
    assert shown(None) == (["s-wire", "s-report", "s-month", "s-undated"], 5)


def test_reprints_of_one_origin_are_one_and_so_is_a_chain_of_them(desk: Database) -> None:
    write(
        desk,
        carried("c1", "s-copy", "s-reprint"),
        carried("c2", "s-wire", "s-copy"),
        carried("c3", "s-report", "s-copy"),
        carried("c4", "s-report"),
        related("confirms", "c2", "c1"),
    )
    found = load(desk, (1, 2, 3, 4))
    assert [each.origins for each in found] == [1, 1, 2, 1]
    assert [piece.source.origin for piece in found[0].evidence] == [2, 2]
    assert independent_origins(desk, (1, 2, 3, 4)) == {1: 1, 2: 1, 3: 2, 4: 1}


def test_what_confirms_or_corroborates_a_claim_adds_its_origins(desk: Database) -> None:
    other = Source(uid="s-other", url="https://example.org/other")
    write(
        desk,
        other,
        carried("c1", "s-copy"),
        carried("c2", "s-report", "s-wire"),
        carried("c3", "s-other"),
        carried("c4", "s-other"),
        related("confirms", "c2", "c1"),
        related("corroborates", "c3", "c1"),
        related("denies", "c4", "c2"),
        related("confirms", "c2", "c4"),
    )
    assert [each.origins for each in load(desk, (1, 2, 3, 4))] == [3, 2, 1, 3]
    assert independent_origins(desk, (1, 2, 3, 4)) == {1: 3, 2: 2, 3: 1, 4: 3}
    assert independent_origins(desk, ()) == {}


def test_merged_actors_are_shown_once_under_the_name_of_the_one(desk: Database) -> None:
    write(
        desk,
        Actor(uid="a-rf", name="Russian Federation", kind="state", merged_into="a-russia"),
        Actor(uid="a-moscow", name="Moscow", kind="place", merged_into="a-rf"),
        claim(
            "c1",
            place="a-moscow",
            attributions=(
                Attribution("a-moscow"),
                Attribution("a-russia", verb="denies"),
                Attribution("a-rf"),
            ),
            involvements=(Involvement("a-rf"), Involvement("a-russia"), Involvement("a-moscow", "target")),
        ),
        claim("c2"),
        related("confirms", "c1", "c2"),
    )
    first, second = load(desk, (1, 2))
    assert first.place == "Russia"
    assert first.speakers == (Speaker("Russia", "speaker", "says"), Speaker("Russia", "speaker", "denies"))
    assert first.involved == (model.Involved("Russia", "subject"), model.Involved("Russia", "target"))
    assert second.answers[0].speakers == ("Russia",)
    assert actor_names(desk, [4]) == {1: "Russia", 3: "Russia", 4: "Russia"}


def test_the_newest_correction_that_stands_is_told(desk: Database) -> None:
    write(desk, claim("c1"), claim("c2"))
    log(desk, 1, "corrected", revision=3, reason="The month was wrong.")
    log(desk, 1, "wording", revision=4)
    assert load(desk, (1,))[0].correction == Correction(
        "corrected", "2025-05-03T00:00:00Z", "The month was wrong.", 3
    )
    log(desk, 1, "updated", revision=5)
    assert load(desk, (1,))[0].correction == Correction("updated", "2025-05-05T00:00:00Z", None, 5)
    log(desk, 1, "withdrawn", revision=6)
    assert load(desk, (1,))[0].correction == Correction("withdrawn", "2025-05-06T00:00:00Z", None, 6)
    log(desk, 1, "restored", revision=7)
    assert load(desk, (1,))[0].correction == Correction("updated", "2025-05-05T00:00:00Z", None, 5)
    assert load(desk, (2,))[0].correction is None
