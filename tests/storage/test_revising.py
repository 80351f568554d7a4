from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.lines import (
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
    write,
)
from storage.reads.log import head
from storage.revising import ChangedSince, Revised, Step, adding, current, revise
from storage.vocabulary import Change
from storage.writing import Author, Refused
from tests.storage.factories import (
    KURSK,
    REPORT,
    RUSSIA,
    TESTER,
    UKRAINE,
    all_rows,
    claim,
    do,
    in_memory,
    problems,
    rows,
)

WAR = Topic(uid="t-war", slug="war", title="War")
REPRINT = Source(uid="s-2", url="https://example.org/2", title="Reprint", origin="s-report")
SAID = claim(
    "c1",
    "A column crossed the border.",
    topics=("t-kursk",),
    attributions=(Attribution("a-ukraine"),),
    evidence=(Evidence("s-report", "dozens of lorries"),),
    figures=(Figure("lorries", 30, 40, 50, as_of="2025-04"),),
)
DENIED = claim("c2", "No column crossed it.", stated="2025-04-30", attributions=(Attribution("a-russia"),))
DENIAL = Relation(uid="r1", relation="denies", from_claim="c2", to_claim="c1", quote="not a single one")
EDITOR = Author("2025-05-02T08:00:00Z", "chat", "editor", "A slip.", request="event-1")


@pytest.fixture
def desk() -> Iterator[Database]:
    db = in_memory(KURSK, WAR, RUSSIA, UKRAINE, REPORT, REPRINT, SAID, DENIED, DENIAL)
    yield db
    assert problems(db) == []
    db.close()


def changing(before: Line, change: Change = "updated", **fields: object) -> Step:
    return Step(change, before, replace(before, **fields))


def removing(line: Line) -> Step:
    return Step("removed", line, None)


def refused(db: Database, *steps: Step) -> tuple[str | None, str]:
    """Why the steps are refused; nothing is written then."""
    before = all_rows(db)
    with pytest.raises(Refused) as caught:
        do(db, *steps)
    assert all_rows(db) == before
    return caught.value.uid, caught.value.reason


def found(db: Database, words: str, index: str = "claim_search") -> list[object]:
    query = "SELECT rowid FROM {0} WHERE {0} MATCH ? ORDER BY 1"
    return [row for (row,) in rows(db, query.format(index), words)]


def test_adding_writes_whole_objects_as_one_revision(desk: Database) -> None:
    wire = Source(uid="s-3", publisher="Wire", published="2025-05-01")
    third = claim("c3", "Lorries turned back.", evidence=(Evidence("s-3"),))
    assert do(desk, *adding(wire, third), author=EDITOR) == Revised(2, (3, 3))
    assert rows(desk, "SELECT text, sort_day, known_from, revision_id FROM claims WHERE id = 3") == [
        ("Lorries turned back.", 20209, 20209, 2)
    ]
    assert rows(desk, "SELECT * FROM revisions WHERE id = 2") == [
        (2, "2025-05-02T08:00:00Z", "chat", "editor", "A slip.", "event-1", None)
    ]
    items = "SELECT object_kind, object_id, change, before, after FROM revision_items WHERE revision_id = 2"
    assert rows(desk, items) == [
        ("source", 3, "added", None, write(wire)),
        ("claim", 3, "added", None, write(third)),
    ]


def test_a_changed_claim_keeps_its_number_and_all_its_rows_follow(desk: Database) -> None:
    changed = replace(
        SAID,
        text="Two columns crossed the river.",
        occurred="2025-04-27",
        status="retracted",
        topics=("t-war",),
        attributions=(Attribution("a-russia", verb="acknowledges"),),
        evidence=(Evidence("s-2", "trucks"), Evidence("s-report")),
        figures=(),
        involvements=(Involvement("a-ukraine"),),
    )
    assert do(desk, Step("corrected", SAID, changed), author=EDITOR) == Revised(2, (1,))
    assert rows(desk, "SELECT text, status, sort_day, known_from, revision_id FROM claims WHERE id = 1") == [
        ("Two columns crossed the river.", "retracted", 20205, 20206, 2)
    ]
    assert rows(desk, "SELECT * FROM claim_topics") == [
        (2, 20205, 1, 20205, 20205, 20206, "event", "retracted", 0, 0)
    ]
    assert rows(desk, "SELECT actor_id, verb, sort_day FROM attributions WHERE claim_id = 1") == [
        (1, "acknowledges", 20205)
    ]
    assert rows(desk, "SELECT actor_id, role FROM involvements") == [(2, "subject")]
    assert rows(desk, "SELECT source_id, quote FROM evidence WHERE claim_id = 1 ORDER BY position") == [
        (2, "trucks"),
        (1, None),
    ]
    assert rows(desk, "SELECT * FROM figures") == []
    assert rows(desk, "SELECT change, before, after FROM revision_items WHERE revision_id = 2") == [
        ("corrected", write(SAID), write(changed))
    ]
    assert rows(desk, "SELECT from_claim_id, to_claim_id, quote FROM relations") == [
        (2, 1, "not a single one")
    ]


def test_searching_finds_the_new_words_and_not_the_old(desk: Database) -> None:
    do(desk, changing(SAID, text="A convoy went over.", evidence=(Evidence("s-report", "many trucks"),)))
    assert (found(desk, "convoy"), found(desk, "trucks")) == ([1], [1])
    assert (found(desk, "lorries"), found(desk, "column")) == ([], [2])
    rus = replace(RUSSIA, name="Russian Federation", aliases=(Alias("Rossiya", "ru"),))
    do(desk, Step("updated", RUSSIA, rus), changing(REPORT, title="Dispatch"))
    assert found(desk, "rossiya", "name_search") == [4]
    assert found(desk, "russia", "name_search") == []
    assert found(desk, "dispatch", "name_search") == [6]
    do(desk, removing(DENIAL), removing(DENIED))
    assert found(desk, "column") == []


def test_a_removed_object_leaves_no_row_and_its_number_is_not_given_again(desk: Database) -> None:
    assert do(desk, removing(DENIAL)) == Revised(2, (1,))
    assert do(desk, removing(DENIED)) == Revised(3, (2,))
    assert rows(desk, "SELECT id FROM claims") == [(1,)]
    assert rows(desk, "SELECT * FROM relations") == []
    assert rows(desk, "SELECT claim_id FROM attributions UNION SELECT claim_id FROM evidence") == [(1,)]
    assert current(desk.conn, "claim", 2) is None
    assert do(desk, *adding(claim("c9"))).rows == (3,)
    assert do(desk, *adding(replace(DENIAL, from_claim="c9"))).rows == (2,)
    items = "SELECT change, before, after FROM revision_items WHERE revision_id = 3"
    assert rows(desk, items) == [("removed", write(DENIED), None)]


def test_topics_actors_and_relations_are_changed_too(desk: Database) -> None:
    kursk = replace(
        KURSK, slug="kursk-oblast", parent="t-war", aliases=(Alias("The salient"),), archived=True
    )
    moscow = Actor(uid="a-moscow", name="Moscow", kind="place", merged_into="a-russia")
    disputed = replace(DENIAL, relation="disputes", quote=None, source="s-2")
    done = do(
        desk,
        Step("archived", KURSK, kursk),
        *adding(moscow),
        Step("updated", DENIAL, disputed),
        changing(UKRAINE, "merged", merged_into="a-moscow"),
    )
    assert done == Revised(2, (1, 3, 1, 2))
    assert rows(desk, "SELECT slug, parent_id, archived FROM topics WHERE id = 1") == [("kursk-oblast", 2, 1)]
    assert rows(desk, "SELECT alias, folded FROM topic_aliases") == [("The salient", "the salient")]
    assert rows(desk, "SELECT id, merged_into FROM actors ORDER BY id") == [(1, None), (2, 3), (3, 1)]
    assert rows(desk, "SELECT type, source_id, quote FROM relations") == [("disputes", 2, None)]
    assert rows(desk, "SELECT object_kind, object_id, change FROM revision_items WHERE revision_id = 2") == [
        ("topic", 1, "archived"),
        ("actor", 3, "added"),
        ("relation", 1, "updated"),
        ("actor", 2, "merged"),
    ]


def test_two_topics_may_change_their_slugs_for_each_other(desk: Database) -> None:
    do(desk, changing(KURSK, slug="war"), changing(WAR, slug="kursk"))
    assert rows(desk, "SELECT id, slug FROM topics ORDER BY id") == [(1, "war"), (2, "kursk")]


def test_claims_move_with_the_date_of_their_source_and_the_log_is_silent(desk: Database) -> None:
    assert rows(desk, "SELECT id, sort_day, known_from FROM claims") == [(1, 20206, 20206), (2, 20208, 20208)]
    do(desk, changing(REPORT, published="2025-05"))
    assert rows(desk, "SELECT id, sort_day, begins, ends, known_from, revision_id FROM claims") == [
        (1, 20209, 20209, 20239, 20239, 1),
        (2, 20208, 20208, 20208, 20208, 1),
    ]
    assert rows(desk, "SELECT sort_day FROM claim_topics") == [(20209,)]
    assert rows(desk, "SELECT sort_day FROM attributions ORDER BY claim_id") == [(20209,), (20208,)]
    assert rows(desk, "SELECT sort_day FROM figures") == [(20209,)]
    assert rows(desk, "SELECT object_kind FROM revision_items WHERE revision_id = 2") == [("source",)]
    assert found(desk, "lorries") == [1]


def test_a_claim_that_is_changed_together_with_its_source_follows_it(desk: Database) -> None:
    do(desk, changing(SAID, text="It moved."), changing(REPORT, published="2024-12-24"))
    assert rows(desk, "SELECT text, sort_day, known_from, revision_id FROM claims WHERE id = 1") == [
        ("It moved.", 20081, 20081, 2)
    ]


def test_an_object_that_somebody_changed_is_not_overwritten(desk: Database) -> None:
    do(desk, changing(SAID, text="It was changed."))
    before = all_rows(desk)
    for step in (changing(SAID, text="A late change."), removing(SAID)):
        with pytest.raises(ChangedSince) as caught:
            do(desk, *adding(claim("c3")), step)
        assert (caught.value.kind, caught.value.uid) == ("claim", "c1")
    with pytest.raises(ChangedSince):
        do(desk, changing(claim("c-none"), text="There is no such claim."))
    assert all_rows(desk) == before


UNKNOWN = [
    (changing(SAID, topics=("t-none",)), "c1", "`topics` names the topic t-none, which is not there"),
    (changing(SAID, place="t-war"), "c1", "`place` names the actor t-war, which is not there"),
    (
        changing(SAID, evidence=(Evidence("s-9"),)),
        "c1",
        "`evidence` names the source s-9, which is not there",
    ),
    (changing(KURSK, parent="t-none"), "t-kursk", "`parent` names the topic t-none, which is not there"),
    (changing(UKRAINE, merged_into="a-9"), "a-ukraine", "`merged_into` names the actor a-9, which is not"),
    (changing(REPORT, origin="s-9"), "s-report", "`origin` names the source s-9, which is not there"),
    (changing(DENIAL, to_claim="c9"), "r1", "`to` names the claim c9, which is not there"),
    (changing(DENIAL, source="s-9"), "r1", "`source` names the source s-9, which is not there"),
]


@pytest.mark.parametrize(("step", "uid", "why"), UNKNOWN, ids=[why for _, _, why in UNKNOWN])
def test_what_is_referred_to_must_be_there(desk: Database, step: Step, uid: str, why: str) -> None:
    said = refused(desk, step)
    assert said[0] == uid
    assert said[1].startswith(why)


def test_what_goes_in_the_same_revision_is_not_there_any_more(desk: Database) -> None:
    assert refused(desk, removing(WAR), changing(KURSK, parent="t-war")) == (
        "t-kursk",
        "`parent` names the topic t-war, which is not there",
    )


def test_what_breaks_a_rule_by_itself_is_refused(desk: Database) -> None:
    assert refused(desk, changing(SAID, evidence=()))[1].startswith("a published claim needs `evidence`")
    assert refused(desk, changing(SAID, occurred="soon"))[1].startswith("occurred: 'soon' is no EDTF")
    assert refused(desk, changing(REPORT, url=None, published=None))[1].startswith("a source needs a `url`")
    assert refused(desk) == (None, "there is nothing to change")


TAKEN = [
    ([*adding(replace(KURSK, title="K"))], "t-kursk", "there is already one topic of this uid"),
    ([changing(WAR, slug="kursk")], "t-war", "the slug kursk is another topic's: choose another"),
    ([*adding(Topic("t-3", "war", "W"))], "t-3", "the slug war is another topic's: choose another"),
    (
        [*adding(Topic("t-3", "new", "N"), Topic("t-4", "new", "N"))],
        "t-4",
        "the slug new is another topic's: choose another",
    ),
    (
        [*adding(replace(DENIAL, uid="r2"))],
        "r2",
        "another relation says the same of these claims already",
    ),
    (
        [*adding(claim("c3"), Relation("r2", "denies", "c3", "c1"), Relation("r3", "denies", "c3", "c1"))],
        "r3",
        "another relation says the same of these claims already",
    ),
    (
        [changing(SAID, text="One."), changing(SAID, text="Two.")],
        "c1",
        "one revision can do only one thing to the claim",
    ),
    ([removing(DENIAL), removing(DENIAL)], "r1", "one revision can do only one thing to the relation"),
    ([*adding(claim("c3"), claim("c3"))], "c3", "one revision can do only one thing to the claim"),
    ([changing(SAID, uid="c9")], "c1", "it can't become the claim c9: that is another object"),
    (
        [Step("updated", KURSK, replace(RUSSIA, uid="t-kursk"))],
        "t-kursk",
        "it can't become the actor t-kursk: that is another object",
    ),
]


@pytest.mark.parametrize(("steps", "uid", "why"), TAKEN, ids=range(len(TAKEN)))
def test_what_is_taken_is_refused(desk: Database, steps: list[Step], uid: str, why: str) -> None:
    assert refused(desk, *steps) == (uid, why)


def test_the_same_relation_or_slug_may_be_had_once_the_other_goes(desk: Database) -> None:
    do(desk, removing(DENIAL), *adding(replace(DENIAL, uid="r2")))
    do(desk, removing(WAR), *adding(Topic("t-3", "war", "Another war")))
    assert rows(desk, "SELECT id, uid FROM relations") == [(2, "r2")]
    assert rows(desk, "SELECT id, uid FROM topics WHERE slug = 'war'") == [(3, "t-3")]


def test_what_is_still_referred_to_is_not_removed(desk: Database) -> None:
    do(desk, changing(DENIAL, source="s-2"), changing(SAID, place="a-russia", involvements=()))
    said, denial = current(desk.conn, "claim", 1), current(desk.conn, "relation", 1)
    assert said is not None
    assert denial is not None
    assert refused(desk, removing(KURSK)) == (
        "t-kursk",
        "claim #1 still refers to the topic: change that first",
    )
    assert refused(desk, removing(UKRAINE))[1] == "claim #1 still refers to the actor: change that first"
    assert refused(desk, removing(REPORT))[1].startswith("the source Reprint still refers to the source")
    assert refused(desk, removing(REPRINT))[1].startswith("a relation of claim #2 still refers to the source")
    assert refused(desk, removing(said))[1].startswith("a relation of claim #2 still refers to the claim")
    assert refused(desk, removing(DENIED))[1].startswith("a relation to claim #1 still refers to the claim")
    do(desk, removing(denial), removing(said), removing(REPRINT), removing(KURSK), removing(UKRAINE))
    assert rows(desk, "SELECT uid FROM actors UNION SELECT uid FROM topics ORDER BY 1") == [
        ("a-russia",),
        ("t-war",),
    ]


def test_children_mergers_and_channels_refer_too(desk: Database) -> None:
    do(desk, changing(KURSK, parent="t-war"), *adding(Actor("a-1", "One", "other")))
    do(desk, *adding(Actor("a-2", "Two", "other", merged_into="a-1")))
    assert refused(desk, removing(WAR))[1].startswith("the topic kursk still refers to the topic")
    assert refused(desk, removing(Actor("a-1", "One", "other")))[1].startswith("the actor Two still refers")
    new = Topic("t-3", "new", "New")
    do(desk, *adding(new))
    desk.conn.execute("INSERT INTO channels VALUES (1, 'chat', 'room', 3, 'public')")
    desk.conn.commit()
    assert refused(desk, removing(new))[1].startswith("a channel still refers to the topic")


def test_nothing_goes_in_a_circle(desk: Database) -> None:
    do(desk, changing(KURSK, parent="t-war"))
    assert refused(desk, changing(WAR, parent="t-kursk")) == ("t-war", "a topic would be part of itself")
    assert refused(desk, changing(REPORT, origin="s-2")) == ("s-report", "a source would reprint itself")
    assert refused(
        desk, changing(RUSSIA, merged_into="a-ukraine"), changing(UKRAINE, merged_into="a-russia")
    ) == ("a-russia", "an actor would be merged into itself")


def test_a_claim_does_not_replace_itself_by_way_of_others_but_two_may_deny_each_other(desk: Database) -> None:
    do(
        desk,
        *adding(Relation("r2", "denies", "c1", "c2"), claim("c3"), Relation("r3", "corrects", "c3", "c2")),
    )
    do(desk, *adding(Relation("r4", "supersedes", "c2", "c1")))
    assert refused(desk, *adding(Relation("r5", "corrects", "c1", "c3"))) == (
        "r5",
        "in the end a claim would be one that corrects itself",
    )
    assert refused(desk, *adding(Relation("r5", "supersedes", "c2", "c3")))[0] == "r5"
    do(desk, *adding(Relation("r5", "confirms", "c1", "c3"), Relation("r6", "supersedes", "c3", "c1")))


def test_rows_are_those_of_a_desk_made_anew(desk: Database) -> None:
    """The same record, reached by changes, stands in the same rows."""
    changed: Claim = replace(SAID, text="Nobody knows.", topics=("t-war", "t-kursk"))
    do(desk, Step("wording", SAID, changed), changing(REPORT, published="2025-03"))
    do(desk, removing(DENIAL))
    anew = in_memory(
        KURSK, WAR, RUSSIA, UKRAINE, replace(REPORT, published="2025-03"), REPRINT, changed, DENIED
    )
    made, expected = all_rows(desk), all_rows(anew)
    for table in expected:
        if "revision" not in table and "search" not in table and not table.startswith(("_", "sqlite")):
            found, wanted = made[table], expected[table]
            if table == "claims":
                found, wanted = [row[:-1] for row in found], [row[:-1] for row in wanted]
            assert found == wanted, table
    assert (made["claim_search"], made["name_search"]) == (expected["claim_search"], expected["name_search"])
    anew.close()


def test_it_is_the_callers_transaction(desk: Database) -> None:
    def half(db: Database) -> None:
        revise(db, [changing(SAID, text="Half.")], TESTER)
        raise KeyError

    with pytest.raises(KeyError):
        in_transaction(desk, half)
    assert head(desk) == 1
    assert found(desk, "half") == []
