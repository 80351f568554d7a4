from pathlib import Path
from sqlite3 import IntegrityError
from typing import Any

import pytest
from sqlite_utils import Database

from storage.connection import in_transaction, open_reader, open_writer
from storage.lines import (
    Actor,
    Alias,
    Attribution,
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
from storage.revising import Revised, made_before
from storage.writing import Author, Refused
from tests.storage.factories import KURSK, REPORT, RUSSIA, TESTER, UKRAINE, add, add_to, claim, desk_of

REPRINT = Source(uid="s-2", url="https://example.org/2", title="Reprint", origin="s-report")
DENIAL = Relation(uid="r1", relation="denies", from_claim="c2", to_claim="c1")


def rows(path: Path, query: str, *values: object) -> list[Any]:
    db = open_reader(path)
    try:
        return db.conn.execute(query, values).fetchall()
    finally:
        db.close()


def made_it(path: Path, author: Author) -> int | None:
    db = open_reader(path)
    try:
        return made_before(db, author)
    finally:
        db.close()


def test_a_claim_is_written_with_all_its_parts_and_its_days_repeated(tmp_path: Path) -> None:
    whole = claim(
        "c1",
        "Russia lost about 4,000 soldiers.",
        kind="figure",
        occurred="2025-03",
        stated="2025-03-27",
        place="a-russia",
        topics=("t-kursk",),
        attributions=(
            Attribution(actor="a-ukraine", verb="estimates"),
            Attribution(actor="a-russia", role="via"),
        ),
        involvements=(Involvement(actor="a-russia"),),
        evidence=(Evidence(source="s-report", quote="about 4,000", first_appearance=True),),
        figures=(Figure(measure="killed", best=4000, qualifier="about", as_of="2025-03", cumulative=True),),
    )
    path = desk_of(tmp_path, KURSK, RUSSIA, UKRAINE, REPORT, whole)
    assert rows(path, "SELECT * FROM claims") == [
        (1, "c1", "Russia lost about 4,000 soldiers.", "figure", "published", "normal", None,
         "2025-03", 20148, 20178, "2025-03-27", 20174, 20174, 1, 20148, 20148, 20178, 20174, "4000", 1)
    ]  # fmt: skip
    assert rows(path, "SELECT * FROM claim_topics") == [
        (1, 20148, 1, 20148, 20178, 20174, "figure", "published", 1, 0)
    ]
    assert rows(path, "SELECT * FROM attributions") == [
        (1, 0, 2, "speaker", "estimates", 20148),
        (1, 1, 1, "via", "says", 20148),
    ]
    assert rows(path, "SELECT * FROM involvements") == [(1, 0, 1, "subject", 20148)]
    assert rows(path, "SELECT * FROM evidence") == [(1, 0, 1, "about 4,000", None, None, 1)]
    assert rows(path, "SELECT * FROM figures") == [
        (1, 0, "killed", None, 4000.0, None, None, "about", "2025-03", 20148, 20178, 1, None, 20148)
    ]


def test_names_are_written_folded_and_the_source_with_its_days(tmp_path: Path) -> None:
    korea = Actor(
        uid="a-korea",
        name="North Korea",
        kind="state",
        wikidata="Q423",
        aliases=(Alias(name="Pyongyang"), Alias(name="Corée du Nord", language="fr")),
    )
    copy = Source(uid="s-2", publisher="Wire", title="As told", published="2025-04", origin="s-report")
    child = Topic(uid="t-2", slug="dprk", title="Élan", parent="t-kursk", aliases=(Alias(name="KPA"),))
    path = desk_of(tmp_path, KURSK, REPORT, korea, copy, child)
    assert rows(path, "SELECT id, folded, wikidata FROM actors") == [(1, "north korea", "Q423")]
    assert rows(path, "SELECT * FROM actor_aliases") == [
        (1, 0, "Pyongyang", "pyongyang", None),
        (1, 1, "Corée du Nord", "coree du nord", "fr"),
    ]
    assert rows(path, "SELECT id, published_lower, published_upper, origin_id FROM sources") == [
        (1, 20206, 20206, None),
        (2, 20179, 20208, 1),
    ]
    assert rows(path, "SELECT slug, folded, parent_id FROM topics WHERE id = 2") == [("dprk", "elan", 1)]
    assert rows(path, "SELECT rowid, names FROM name_search") == [
        (4, "North Korea\nPyongyang\nCorée du Nord"),
        (5, "Kursk\nkursk"),
        (6, "Example News"),
        (9, "Élan\ndprk\nKPA"),
        (10, "Wire\nAs told"),
    ]


def test_text_quotes_and_names_are_found(tmp_path: Path) -> None:
    quoted = claim(
        "c2",
        "Troops were sent.",
        evidence=(
            Evidence(source="s-report", quote="elite brigades"),
            Evidence(source="s-report", quote="by rail"),
            Evidence(source="s-report"),
        ),
    )
    path = desk_of(tmp_path, REPORT, UKRAINE, claim("c1", "Nothing."), quoted)
    for words in ("troops", "brigades", "rail", "TROOPS brigades"):
        assert rows(path, "SELECT rowid FROM claim_search WHERE claim_search MATCH ?", words) == [(2,)]
    assert rows(path, "SELECT rowid FROM name_search WHERE name_search MATCH 'ukr*'") == [(4,)]


def test_all_of_it_is_one_revision_with_an_item_an_object(tmp_path: Path) -> None:
    said = claim("c1", topics=("t-kursk",))
    path = desk_of(tmp_path, KURSK, REPORT, said)
    assert rows(path, "SELECT * FROM revisions") == [
        (1, "2025-05-01T12:00:00Z", "test", "tester", None, None, None)
    ]
    items = rows(
        path, "SELECT revision_id, object_kind, object_id, change, before, after FROM revision_items"
    )
    assert items == [
        (1, "topic", 1, "added", None, write(KURSK)),
        (1, "source", 1, "added", None, write(REPORT)),
        (1, "claim", 1, "added", None, write(said)),
    ]


def test_the_next_call_is_the_next_revision_and_may_refer_to_what_is_there(tmp_path: Path) -> None:
    path = desk_of(tmp_path, KURSK, REPORT)
    denial = Relation(uid="r1", relation="denies", from_claim="c2", to_claim="c1", source="s-report")
    added = add_to(path, [claim("c1", topics=("t-kursk",)), claim("c2"), denial])
    assert added == Revised(revision=2, rows=(1, 2, 1))
    assert rows(path, "SELECT revision_id FROM claims") == [(2,), (2,)]
    assert rows(path, "SELECT * FROM relations") == [(1, "r1", "denies", 2, 1, 1, None)]


def test_a_whole_number_is_logged_as_it_is_exported(tmp_path: Path) -> None:
    path = desk_of(
        tmp_path, REPORT, claim("c1", figures=(Figure(measure="killed", best=4000.0, upper=4.5e3),))
    )
    ((after,),) = rows(path, "SELECT after FROM revision_items WHERE object_kind = 'claim'")
    assert '"best":4000,"upper":4500}' in after


def test_a_request_that_was_made_before_is_known_by_its_name_and_platform(tmp_path: Path) -> None:
    path = desk_of(tmp_path, REPORT)
    asked = Author("2025-05-02T00:00:00Z", "discord", "42", "a typo", request="event-7")
    elsewhere = Author("2025-05-02T00:00:00Z", "matrix", "42", request="event-7")
    assert made_it(path, asked) is None
    assert add_to(path, [claim("c1"), claim("c2")], asked) == Revised(2, (1, 2))
    assert made_it(path, asked) == 2
    with pytest.raises(IntegrityError):
        add_to(path, [claim("c3"), claim("c4")], asked)
    assert rows(path, "SELECT count(*) FROM revisions") == [(2,)]
    assert made_it(path, elsewhere) is None
    assert add_to(path, [claim("c3")], elsewhere) == Revised(3, (3,))
    assert (made_it(path, asked), made_it(path, elsewhere), made_it(path, TESTER)) == (2, 3, None)


def test_the_number_of_an_expunged_object_is_not_given_again(tmp_path: Path) -> None:
    path = desk_of(tmp_path, REPORT, claim("c1"))
    db = open_writer(path)
    with db.conn:
        db.conn.execute("DELETE FROM evidence")
        db.conn.execute("DELETE FROM claims")
    db.close()
    assert add_to(path, [claim("c2")]).rows == (2,)


REFUSED = [
    ([claim("c1", evidence=())], "c1", "a published claim needs `evidence`"),
    ([Source(uid="s", publisher="Wire")], "s", "needs a `url`, or a `publisher` and the date `published`"),
    ([Source(uid="s", url="https://x.org", published="2025-13")], "s", "published: '2025-13' is no EDTF"),
    ([Source(uid="s", url="https://x.org", retrieved="soon")], "s", "retrieved: 'soon' is no EDTF"),
    ([Source(uid="s", url="https://x.org", origin="s")], "s", "its own origin"),
    ([Source(uid="s", url="ftp://x.org")], "s", "regex"),
    ([Topic(uid="t", slug="t", title="T", parent="t")], "t", "its own parent"),
    ([Topic(uid="t", slug="T!", title="T")], "t", "regex"),
    ([Topic(uid="t", slug="t", title="T", aliases=(Alias("x"), Alias("x")))], "t", "`aliases` holds"),
    ([Topic(uid="t", slug="kursk", title="T")], "t", "the slug kursk is another topic's"),
    (
        [Topic(uid="t", slug="t", title="T"), Topic(uid="u", slug="t", title="U")],
        "u",
        "the slug t is another",
    ),
    ([Actor(uid="a", name="A", kind="state", merged_into="a")], "a", "merged into itself"),
    ([claim("c1", occurred="last week")], "c1", "occurred: 'last week' is no EDTF"),
    ([claim("c1", stated="2025-02-30")], "c1", "stated: '2025-02-30' is no EDTF"),
    ([claim("c1", topics=("t-kursk", "t-kursk"))], "c1", "`topics` holds the same twice (number 2)"),
    ([claim("c1", figures=(Figure("x", lower=2, upper=1),))], "c1", "figure 1: its bounds are reversed"),
    ([claim("c1", figures=(Figure("x", best=2**53 + 1),))], "c1", "figure 1: a number beyond"),
    ([claim("c1", figures=(Figure("x", as_of="x"),))], "c1", "figure 1, as_of: 'x' is no EDTF"),
    ([claim("c1", text="")], "c1", "length"),
    ([claim("c1", text="nul \0")], "c1", "U+0000"),
    ([claim("c1", text="half \ud800")], "c1", "surrogate"),
    (
        [claim("c1", evidence=(Evidence(source="s-2"),))],
        "c1",
        "`evidence` names the source s-2, which is not",
    ),
    ([claim("c1", place="t-kursk")], "c1", "`place` names the actor t-kursk, which is not there"),
    ([claim("c1"), claim("c1")], "c1", "one revision can do only one thing to the claim"),
    ([KURSK], "t-kursk", "there is already one topic of this uid"),
    ([Relation(uid="r", relation="denies", from_claim="c", to_claim="c")], "r", "are the same claim"),
    ([], None, "there is nothing to change"),
]


@pytest.mark.parametrize(("lines", "uid", "reason"), REFUSED, ids=[reason for _, _, reason in REFUSED])
def test_what_breaks_a_rule_is_refused_and_nothing_is_kept(
    tmp_path: Path, lines: list[Line], uid: str | None, reason: str
) -> None:
    path = desk_of(tmp_path, KURSK, REPORT)
    good = [Actor(uid="a-good", name="Good", kind="other")] if lines else []
    with pytest.raises(Refused) as caught:
        add_to(path, [*good, *lines])
    assert caught.value.uid == uid
    assert reason in caught.value.reason
    assert rows(path, "SELECT count(*) FROM actors") == [(0,)]
    assert rows(path, "SELECT max(id) FROM revisions") == [(1,)]


def test_what_is_added_may_stand_in_any_order(tmp_path: Path) -> None:
    path = desk_of(tmp_path, REPORT, REPRINT, claim("c1"), claim("c2"), DENIAL)
    wire = Source(uid="s-3", publisher="Wire", published="2025-05-01")
    third = claim("c3", evidence=(Evidence("s-3"),))
    again = Relation(uid="r2", relation="confirms", from_claim="c3", to_claim="c1")
    assert add_to(path, [again, third, wire]).rows == (2, 3, 3)
    assert rows(path, "SELECT sort_day FROM claims WHERE id = 3") == [(20209,)]


def test_two_that_refer_to_each_other_go_in_a_circle(tmp_path: Path) -> None:
    path = desk_of(tmp_path)
    first = Source(uid="s1", url="https://x.org/1", origin="s2")
    second = Source(uid="s2", url="https://x.org/2", origin="s1")
    with pytest.raises(Refused, match=r"^s1: a source would reprint itself$"):
        add_to(path, [first, second])


def test_the_same_relation_between_two_claims_is_refused(tmp_path: Path) -> None:
    path = desk_of(tmp_path, REPORT, claim("c1"), claim("c2"), DENIAL)
    again = Relation(uid="r2", relation="denies", from_claim="c2", to_claim="c1")
    with pytest.raises(Refused, match="r2: another relation says the same of these claims already"):
        add_to(path, [again])
    other = Relation(uid="r2", relation="disputes", from_claim="c2", to_claim="c1")
    assert add_to(path, [other]).rows == (2,)


def test_a_backslash_that_only_looks_like_a_nul_is_kept(tmp_path: Path) -> None:
    path = desk_of(tmp_path, REPORT, claim("c1", "a \\u0000 b"))
    assert rows(path, "SELECT text FROM claims") == [("a \\u0000 b",)]
    ((after,),) = rows(path, "SELECT after FROM revision_items WHERE object_kind = 'claim'")
    assert read(after) == claim("c1", "a \\u0000 b")


def test_a_proposal_needs_no_evidence(tmp_path: Path) -> None:
    path = desk_of(tmp_path, claim("c1", status="proposed", evidence=()))
    assert rows(path, "SELECT status, sort_day FROM claims") == [("proposed", -(2**62))]


def test_it_writes_in_the_callers_transaction(tmp_path: Path) -> None:
    path = desk_of(tmp_path)
    db = open_writer(path)

    def add_and_fail(writer: Database) -> None:
        add(writer, [RUSSIA])
        raise KeyError

    with pytest.raises(KeyError):
        in_transaction(db, add_and_fail)
    assert db.conn.execute("SELECT count(*) FROM actors").fetchone() == (0,)
    db.close()


def test_a_claim_does_not_replace_itself_by_way_of_others(tmp_path: Path) -> None:
    path = desk_of(tmp_path, REPORT, claim("c1"), claim("c2"), claim("c3"))
    add_to(path, [Relation("r1", "corrects", "c2", "c1"), Relation("r2", "supersedes", "c3", "c2")])
    with pytest.raises(Refused, match=r"^r4: in the end a claim would be one that corrects itself$"):
        add_to(path, [Relation("r3", "denies", "c1", "c3"), Relation("r4", "corrects", "c1", "c3")])
    assert rows(path, "SELECT uid FROM relations") == [("r1",), ("r2",)]
    assert add_to(
        path, [Relation("r3", "denies", "c1", "c3"), Relation("r4", "corrects", "c3", "c1")]
    ).rows == (3, 4)
