from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.exchange.batches import Prepared, carry_out, prepare
from storage.lines import Evidence, Line, Relation, Source, Topic
from storage.revising import Step
from storage.writing import Author, Refused
from tests.storage.factories import (
    KURSK,
    REPORT,
    RUSSIA,
    TESTER,
    UKRAINE,
    add,
    all_rows,
    claim,
    do,
    in_memory,
    problems,
    rows,
)

DENIAL = Relation(uid="r1", relation="denies", from_claim="c2", to_claim="c1", source="s-report")


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory(KURSK, REPORT, claim("c1"), claim("c2"), DENIAL)
    yield db
    assert problems(db) == []
    db.close()


def carried_out(db: Database, prepared: Prepared) -> bool:
    return in_transaction(db, lambda writer: carry_out(writer, prepared))


def test_a_batch_leaves_the_rows_that_a_revision_of_the_same_lines_leaves(desk: Database) -> None:
    author = Author("2025-05-02T08:00:00Z", "import", "a file", "A backlog.")
    batch: list[Line] = [
        Topic(uid="t-2", slug="dprk", title="Élan", parent="t-kursk"),
        UKRAINE,
        Source(uid="s-2", publisher="Wire", published="2025-04", origin="s-report"),
        claim("c3", place="a-ukraine", topics=("t-2", "t-kursk"), evidence=(Evidence("s-2", "as told"),)),
        Relation("r2", "corrects", "c3", "c1"),
        RUSSIA,
    ]
    revised = in_memory(KURSK, REPORT, claim("c1"), claim("c2"), DENIAL)
    in_transaction(revised, lambda writer: add(writer, batch, author))
    assert carried_out(desk, prepare(desk, batch, author))
    assert all_rows(desk) == all_rows(revised)
    revised.close()


def test_what_was_prepared_is_not_carried_out_once_somebody_else_wrote(desk: Database) -> None:
    prepared = prepare(desk, [RUSSIA], TESTER)
    assert (prepared.revision, [row[0] for row in prepared.rows["actors"]]) == (2, [1])
    in_transaction(desk, lambda writer: add(writer, [UKRAINE]))
    assert not carried_out(desk, prepared)
    assert rows(desk, "SELECT uid FROM actors") == [("a-ukraine",)]
    assert carried_out(desk, prepare(desk, [RUSSIA], TESTER))
    assert rows(desk, "SELECT id, uid FROM actors ORDER BY id") == [(1, "a-ukraine"), (2, "a-russia")]


REFUSED: list[tuple[list[Line], str, str]] = [
    ([KURSK], "t-kursk", "there is already one topic of this uid"),
    ([claim("c3"), claim("c3")], "c3", "there is already one claim of this uid"),
    ([claim("c3", place="t-kursk")], "c3", "`place` names the actor t-kursk, which is not there"),
    (
        [claim("c3", evidence=(Evidence("s-2"),)), Source("s-2", url="https://x.org")],
        "c3",
        "`evidence` names the source s-2, which is not there",
    ),
    (
        [
            Source(uid="s1", url="https://x.org/1", origin="s2"),
            Source(uid="s2", url="https://x.org/2", origin="s1"),
        ],
        "s1",
        "`origin` names the source s2, which is not there",
    ),
    ([Topic("t-2", "kursk", "K")], "t-2", "the slug kursk is another topic's: choose another"),
    (
        [Topic("t-2", "new", "N"), Topic("t-3", "new", "N")],
        "t-3",
        "the slug new is another topic's: choose another",
    ),
    (
        [Relation("r2", "denies", "c2", "c1")],
        "r2",
        "another relation says the same of these claims already",
    ),
    (
        [claim("c3"), Relation("r2", "denies", "c3", "c1"), Relation("r3", "denies", "c3", "c1")],
        "r3",
        "another relation says the same of these claims already",
    ),
]


@pytest.mark.parametrize(("lines", "uid", "why"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_taken_or_names_what_is_not_above_it_is_refused(
    desk: Database, lines: list[Line], uid: str, why: str
) -> None:
    with pytest.raises(Refused) as caught:
        prepare(desk, lines, TESTER)
    assert (caught.value.uid, caught.value.reason) == (uid, why)


def test_a_claim_that_would_replace_itself_is_refused_and_nothing_is_kept(desk: Database) -> None:
    in_transaction(desk, lambda writer: add(writer, [Relation("r2", "corrects", "c2", "c1")]))
    before = all_rows(desk)
    prepared = prepare(desk, [RUSSIA, Relation("r3", "supersedes", "c1", "c2")], TESTER)
    with pytest.raises(Refused, match=r"^r3: in the end a claim would be one that supersedes itself$"):
        carried_out(desk, prepared)
    assert all_rows(desk) == before


def test_the_number_of_an_object_that_is_gone_is_not_given_again(desk: Database) -> None:
    do(desk, Step("removed", DENIAL, None))
    again = Relation("r2", "disputes", "c2", "c1")
    assert prepare(desk, [again], TESTER).relations == ((again, 2),)
