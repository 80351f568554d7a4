from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.lines import Evidence, Line, Relation, Source
from storage.reads import brief as module
from storage.reads.brief import Brief, brief
from storage.vocabulary import RelationType, Status
from tests.storage.factories import KURSK, REPORT, add, claim, in_memory

WIRE = Source(uid="s-wire", publisher="Wire", published="2025-04-26")
REPRINT = Source(uid="s-reprint", url="https://example.org/reprint", origin="s-report")


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory(KURSK, REPORT, WIRE, REPRINT)
    yield db
    db.close()


def write(db: Database, *lines: Line) -> None:
    in_transaction(db, lambda writer: add(writer, lines))


def on(day: int, *sources: str, status: Status = "published") -> Line:
    """The claim of a day of April, whose number is the day's."""
    evidence = tuple(Evidence(source=each) for each in sources or ("s-report",))
    return claim(f"c{day}", stated=f"2025-04-{day:02}", topics=("t-kursk",), evidence=evidence, status=status)


def related(relation: RelationType, from_claim: int, to_claim: int) -> Relation:
    return Relation(
        uid=f"{from_claim}-{relation}-{to_claim}",
        relation=relation,
        from_claim=f"c{from_claim}",
        to_claim=f"c{to_claim}",
    )


def test_relations_and_origins_tell_what_is_agreed_and_what_disputed(desk: Database) -> None:
    write(
        desk,
        on(1),
        on(2, "s-report", "s-wire"),  # two independent origins
        on(3, "s-report", "s-reprint"),  # one origin, reprinted
        on(4),
        on(5),
        on(6),
        on(7, "s-report", "s-wire"),
        on(8),
        related("confirms", 5, 1),
        related("corroborates", 6, 4),
        related("denies", 6, 5),
        related("disputes", 8, 7),  # disputed, whatever carries it
        related("confirms", 1, 6),
        related("denies", 3, 6),
        related("supersedes", 8, 3),
    )
    assert brief(desk, (1,), 9) == Brief(
        agreed=(4, 2, 1), disputed=(7, 6, 5), newest=(8, 7, 6, 5, 4, 3, 2, 1), cut=False
    )
    assert brief(desk, (1,), 2) == Brief(agreed=(4, 2), disputed=(7, 6), newest=(8, 7), cut=False)
    assert brief(desk, (), 1) == Brief(agreed=(4,), disputed=(7,), newest=(8,), cut=False)
    assert brief(desk, (2,), 9) == Brief((), (), (), cut=False)


def test_what_is_retracted_is_neither_agreed_nor_disputed_but_may_be_new(desk: Database) -> None:
    write(
        desk,
        on(1, "s-report", "s-wire", status="retracted"),
        on(2, status="retracted"),
        on(3, status="proposed"),
        on(4),
        related("denies", 4, 2),
        related("denies", 2, 4),
        related("confirms", 3, 4),
        related("confirms", 4, 1),
    )
    assert brief(desk, (1,), 9) == Brief(agreed=(), disputed=(), newest=(4, 2, 1), cut=False)


def test_a_long_topic_is_looked_through_from_its_end(monkeypatch: pytest.MonkeyPatch, desk: Database) -> None:
    write(desk, *(on(day) for day in range(1, 5)), related("denies", 4, 1), related("denies", 4, 3))
    monkeypatch.setattr(module, "LOOKED_THROUGH", 2)
    assert brief(desk, (1,), 9) == Brief(agreed=(), disputed=(3,), newest=(4, 3), cut=True)
