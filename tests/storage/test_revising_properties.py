"""Whatever is done to a record, in whatever order, its rules hold; and all of it can be taken back."""

from collections.abc import Callable

from hypothesis import given, note, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.lines import (
    KIND_OF,
    Actor,
    Alias,
    Attribution,
    Claim,
    Evidence,
    Figure,
    Involvement,
    Line,
    Relation,
    Source,
    Topic,
    read,
    write,
)
from storage.revising import ChangedSince, Step, revise
from storage.undoing import NotUndone, undo, undone_by
from storage.vocabulary import RelationType, Status
from storage.writing import Refused
from tests.soak import often
from tests.storage.factories import (
    KURSK,
    REPORT,
    RUSSIA,
    TESTER,
    UKRAINE,
    all_rows,
    claim,
    exported,
    in_memory,
    problems,
    rows,
    searched,
)

DATES = st.sampled_from([None, "2024-08-06", "2024-08", "2024-23", "2024-08/..", "2025-05-01"])
WORDS = st.text("kursk ő🜍'\"\\\n0", min_size=1, max_size=8)


Named = Callable[[str], st.SearchStrategy[str]]
"""Draws the uid of an object of a kind, there or, sometimes, not."""


@st.composite
def objects(draw: st.DrawFn, kind: type[Line], uid: str, named: Named) -> Line:
    """Any object of a kind."""
    if kind is Topic:
        slug = draw(st.sampled_from(["kursk", "a", "b", "c"]))
        parent = draw(st.none() | named("topic"))
        return Topic(uid, slug, draw(WORDS), parent, draw(aliases()), draw(st.booleans()))
    if kind is Actor:
        merged = draw(st.none() | named("actor"))
        return Actor(uid, draw(WORDS), "state", None, None, merged, draw(aliases()), draw(st.booleans()))
    if kind is Source:
        origin = draw(st.none() | named("source"))
        return Source(uid, "https://example.org", draw(WORDS), published=draw(DATES), origin=origin)
    if kind is Claim:
        return draw(claims(uid, named))
    earlier, later = draw(st.lists(named("claim"), min_size=2, max_size=2, unique=True))
    return Relation(
        uid,
        draw(st.sampled_from(TYPES)),
        later,
        earlier,
        draw(st.none() | named("source")),
        draw(st.none() | WORDS),
    )


TYPES: list[RelationType] = ["denies", "supersedes", "corrects"]
STATUSES: list[Status] = ["proposed", "published", "published", "retracted", "rejected"]


def aliases() -> st.SearchStrategy[tuple[Alias, ...]]:
    return st.lists(st.builds(Alias, WORDS), max_size=2, unique=True).map(tuple)


@st.composite
def claims(draw: st.DrawFn, uid: str, named: Named) -> Claim:
    proofs = st.builds(Evidence, named("source"), st.none() | WORDS)
    status = draw(st.sampled_from(STATUSES))
    return Claim(
        uid,
        draw(WORDS),
        "figure",
        occurred=draw(DATES),
        stated=draw(DATES),
        place=draw(st.none() | named("actor")),
        status=status,
        topics=tuple(draw(st.lists(named("topic"), max_size=2, unique=True))),
        attributions=tuple(draw(st.lists(st.builds(Attribution, named("actor")), max_size=2, unique=True))),
        involvements=tuple(draw(st.lists(st.builds(Involvement, named("actor")), max_size=1))),
        evidence=tuple(draw(st.lists(proofs, min_size=status == "published", max_size=2, unique=True))),
        figures=tuple(draw(st.lists(st.builds(Figure, WORDS, st.integers(0, 9)), max_size=1))),
    )


PREFIX = {"topic": "t", "actor": "a", "source": "s", "claim": "c", "relation": "r"}
FIRST: list[Line] = [
    replace(KURSK, uid="t0"),
    replace(RUSSIA, uid="a0"),
    replace(UKRAINE, uid="a1"),
    replace(REPORT, uid="s0"),
    claim("c0", topics=("t0",), attributions=(Attribution("a0"),), evidence=(Evidence("s0", "kursk"),)),
    claim("c1", "Kursk.", evidence=(Evidence("s0"),)),
    claim("c2", "Lgov.", status="proposed", evidence=()),
    Relation("r0", "denies", "c1", "c0"),
]


KINDS: list[type[Line]] = [Topic, Actor, Source, Claim, Claim, Claim, Relation, Relation]


def held(db: Database) -> dict[tuple[str, str], Line]:
    return {(KIND_OF[type(line)], line.uid): line for line in map(read, exported(db).splitlines())}


@st.composite
def steps(draw: st.DrawFn, there: dict[tuple[str, str], Line]) -> Step:
    """A step from what is there: to add, to change or to remove something."""
    line_type = draw(st.sampled_from(KINDS))
    kind = KIND_OF[line_type]

    def named(of: str) -> st.SearchStrategy[str]:
        uids = [uid for each, uid in there if each == of]
        return st.sampled_from([*(uids * 9), f"{PREFIX[of]}9", f"{PREFIX[of]}10"])

    uid = draw(named(kind) | st.sampled_from([f"{PREFIX[kind]}{number}" for number in range(9)]))
    before = there.get((kind, uid))
    if before is not None and draw(st.integers(0, 3)) == 0:
        return Step("removed", before, None)
    return Step("updated" if before else "added", before, draw(objects(line_type, uid, named)))


Deed = int | list[Step]
"""Steps to carry out as one revision, or the number of one to take back."""


def deed_in(data: st.DataObject, db: Database) -> Deed:
    (head,) = db.conn.execute("SELECT max(id) FROM revisions").fetchone()
    there = held(db)
    if data.draw(st.integers(0, 3)) == 0:
        return data.draw(st.integers(2, head + 1))
    by_object = st.lists(
        steps(there), min_size=1, max_size=3, unique_by=lambda step: (step.kind, step.line.uid)
    )
    return data.draw(by_object)


def carry_out(db: Database, deed: Deed) -> bool:
    """Does it, if the rules allow it; if not, nothing at all is to have changed."""
    before = all_rows(db)
    try:
        if isinstance(deed, int):
            in_transaction(db, lambda writer: undo(writer, deed, TESTER))
        else:
            in_transaction(db, lambda writer: revise(writer, deed, TESTER))
    except (Refused, NotUndone) as refused:
        note(f"{refused}")
        assert all_rows(db) == before
        return False
    return True


def hold(db: Database) -> None:
    """The rules of the record."""
    assert problems(db) == []
    numbers = [number for (number,) in rows(db, "SELECT id FROM revisions ORDER BY id")]
    assert numbers == list(range(1, len(numbers) + 1))
    items = [number for (number,) in rows(db, "SELECT id FROM revision_items ORDER BY id")]
    assert items == list(range(1, len(items) + 1))
    assert rows(db, "PRAGMA foreign_key_check") == []
    query = (
        "SELECT uid FROM claims WHERE status = 'published' "
        "AND NOT EXISTS (SELECT 1 FROM evidence WHERE claim_id = claims.id)"
    )
    assert rows(db, query) == []
    last = (
        "SELECT after FROM revision_items WHERE after IS NOT NULL "
        "AND id IN (SELECT max(id) FROM revision_items GROUP BY object_kind, object_id)"
    )
    assert sorted(text for (text,) in rows(db, last)) == sorted(write(line) for line in held(db).values())  # type: ignore[type-var]  # texts
    assert searched(db) == searched_anew(db)


def searched_anew(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """What the search indexes hold when they are built from nothing."""
    copy = Database(":memory:")
    db.conn.backup(copy.conn)
    copy.conn.execute("INSERT INTO claim_search (claim_search) VALUES ('rebuild')")
    copy.conn.execute("INSERT INTO name_search (name_search) VALUES ('rebuild')")
    copy.conn.commit()
    found = searched(copy)
    copy.close()
    return found


@settings(max_examples=often(50))
@given(data=st.data(), length=st.integers(4, 15))
def test_the_rules_hold_whatever_is_done(data: st.DataObject, length: int) -> None:
    db = in_memory(*FIRST)
    for _ in range(length):
        if carry_out(db, deed_in(data, db)):
            hold(db)
    db.close()


@settings(max_examples=often(50))
@given(data=st.data(), length=st.integers(4, 15))
def test_all_of_it_taken_back_in_reverse_is_the_first_state(data: st.DataObject, length: int) -> None:
    db = in_memory(*FIRST)
    states = [(exported(db), searched(db))]
    for _ in range(length):
        if carry_out(db, deed_in(data, db)):
            states.append((exported(db), searched(db)))
    for revision in range(len(states), 1, -1):
        assert (exported(db), searched(db)) == states[revision - 1]
        assert undone_by(db.conn, revision) is None
        in_transaction(db, lambda writer, revision=revision: undo(writer, revision, TESTER))  # type: ignore[misc]  # a lambda's default has no type
        assert (exported(db), searched(db)) == states[revision - 2]
    hold(db)
    db.close()


@settings(max_examples=often(30))
@given(data=st.data(), length=st.integers(1, 5))
def test_what_was_read_before_is_never_written_over(data: st.DataObject, length: int) -> None:
    db = in_memory(*FIRST)
    there = held(db)
    late = data.draw(steps(there))
    for _ in range(length):
        carry_out(db, deed_in(data, db))
    before, now = all_rows(db), held(db)
    changed: ChangedSince | None = None
    try:
        in_transaction(db, lambda writer: revise(writer, [late], TESTER))
    except ChangedSince as error:
        changed = error
    except Refused:
        pass
    else:
        assert now.get((late.kind, late.line.uid)) == late.before
        return
    assert all_rows(db) == before
    if changed is not None:
        assert now.get((changed.kind, changed.uid)) != there[changed.kind, changed.uid]
