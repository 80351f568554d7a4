import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.circles import ORDERED
from storage.connection import in_snapshot, in_transaction, open_reader, open_writer
from storage.exchange.characters import blank
from storage.exchange.exporting import export
from storage.exchange.importing import run
from storage.exchange.spreadsheet import COLUMNS, export_csv
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
    read,
)
from storage.vocabulary import (
    ActorKind,
    AttributionRole,
    ClaimKind,
    InvolvementRole,
    Qualifier,
    Rank,
    RelationType,
    Status,
    Verb,
    values,
)
from tests.soak import often
from tests.storage.factories import KURSK, REPORT, RUSSIA, TESTER, UKRAINE, claim, desk_of


def exported(desk: Path, *, everything: bool = False) -> bytes:
    return written(desk, lambda db, out: export(db, out, everything=everything))


def written(desk: Path, writer: Callable[..., Any]) -> bytes:
    db = open_reader(desk)
    out = io.BytesIO()
    try:
        writer(db, out)
    finally:
        db.close()
    return out.getvalue()


def table(desk: Path, *, everything: bool = False) -> list[dict[str, str]]:
    text = written(desk, lambda db, out: export_csv(db, out, everything=everything)).decode()
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_what_is_referred_to_stands_first_and_the_rest_by_number(tmp_path: Path) -> None:
    lines: list[Line] = [
        claim("c0", status="proposed", evidence=()),
        Topic(uid="t-b", slug="b", title="B"),
        Topic(uid="t-ba", slug="ba", title="BA", parent="t-b"),
        Topic(uid="t-a", slug="a", title="A"),
        RUSSIA,
        REPORT,
        claim("c2"),
        claim("c1", place="a-russia", topics=("t-ba",)),
        Relation(uid="r1", relation="confirms", from_claim="c1", to_claim="c2"),
        Relation(uid="r0", relation="denies", from_claim="c1", to_claim="c0"),
    ]
    text = exported(desk_of(tmp_path, *lines)).decode()
    assert [read(line).uid for line in text.splitlines()] == [
        "t-b", "t-a", "t-ba", "a-russia", "s-report", "c2", "c1", "r1",
    ]  # fmt: skip
    assert '{"type":"topic","uid":"t-ba","slug":"ba","title":"BA","parent":"t-b"}\n' in text
    assert text.count("\n") == 8


def test_a_base_that_came_later_stands_first_all_the_same(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, UKRAINE, RUSSIA)
    db = open_writer(desk)
    with db.conn:
        db.conn.execute("UPDATE actors SET merged_into = 2 WHERE id = 1")
    db.close()
    assert exported(desk).decode().splitlines() == [
        '{"type":"actor","uid":"a-russia","name":"Russia","kind":"state"}',
        '{"type":"actor","uid":"a-ukraine","name":"Ukraine","kind":"state","merged_into":"a-russia"}',
    ]


def test_only_what_readers_see_is_exported_unless_everything_is_asked_for(tmp_path: Path) -> None:
    desk = desk_of(
        tmp_path,
        REPORT,
        claim("c1"),
        claim("c2", status="retracted"),
        claim("c3", status="proposed"),
        claim("c4", status="rejected"),
        Relation(uid="r1", relation="denies", from_claim="c1", to_claim="c2"),
        Relation(uid="r2", relation="denies", from_claim="c1", to_claim="c3"),
        Relation(uid="r3", relation="denies", from_claim="c4", to_claim="c1"),
    )
    shown = [read(line).uid for line in exported(desk).splitlines()]
    assert shown == ["s-report", "c1", "c2", "r1"]
    everything = [read(line).uid for line in exported(desk, everything=True).splitlines()]
    assert everything == ["s-report", "c1", "c2", "c3", "c4", "r1", "r2", "r3"]


def test_what_stands_only_in_claims_that_no_reader_sees_is_left_out(tmp_path: Path) -> None:
    names = ("uncited", "waits", "place", "about", "base")
    actors = [Actor(uid=f"a-{name}", name=name, kind="other") for name in names]
    lines: list[Line] = [
        REPORT,
        RUSSIA,
        UKRAINE,
        *actors,
        Actor(uid="a-merged", name="merged", kind="other", merged_into="a-waits"),
        Actor(uid="a-known", name="known", kind="other", merged_into="a-base"),
        *(Source(uid=f"s-{name}", url=f"https://{name}.example/") for name in ("uncited", "waits", "origin")),
        Source(uid="s-related", url="https://related.example/"),
        Source(uid="s-reprint", url="https://reprint.example/", origin="s-origin"),
        claim("c1", attributions=(Attribution("a-russia"), Attribution("a-known"))),
        claim("c2", evidence=(Evidence("s-reprint"),)),
        claim(
            "c3",
            status="proposed",
            place="a-place",
            attributions=(Attribution("a-waits"), Attribution("a-russia"), Attribution("a-base")),
            evidence=(Evidence("s-waits"), Evidence("s-origin"), Evidence("s-report")),
        ),
        claim("c4", status="rejected", involvements=(Involvement("a-about", "subject"),)),
        Relation(uid="r1", relation="denies", from_claim="c3", to_claim="c1", source="s-related"),
    ]
    desk = desk_of(tmp_path, *lines)
    text = exported(desk)
    shown = {read(line).uid for line in text.splitlines()}
    hidden = {"a-waits", "a-merged", "a-place", "a-about", "s-waits", "s-related", "c3", "c4", "r1"}
    assert {line.uid for line in lines} - shown == hidden
    assert len(exported(desk, everything=True).splitlines()) == len(lines)
    (tmp_path / "out.jsonl").write_bytes(text)
    again = desk_of(tmp_path, name="again.db")
    assert run(tmp_path / "out.jsonl", again, lambda: TESTER).faults == ()
    assert exported(again) == text


def test_numbers_are_written_as_they_were_whole_or_not(tmp_path: Path) -> None:
    figures = (Figure("a", best=4000.0), Figure("b", lower=0.1, best=-7, upper=2**53), Figure("c", best=-0.5))
    text = exported(desk_of(tmp_path, REPORT, claim("c1", figures=(figures[0], figures[2])))).decode()
    assert '"figures":[{"measure":"a","best":4000},{"measure":"c","best":-0.5}]' in text
    large = claim("c1", figures=(Figure("b", lower=-(2**53), upper=2**53),))
    assert (
        '"lower":-9007199254740992,"upper":9007199254740992'
        in exported(desk_of(tmp_path, REPORT, large, name="2.db")).decode()
    )


def test_an_empty_desk_gives_an_empty_file(tmp_path: Path) -> None:
    assert exported(desk_of(tmp_path)) == b""


def test_it_counts_and_tells_its_progress(tmp_path: Path) -> None:
    db = open_reader(desk_of(tmp_path, KURSK, RUSSIA, UKRAINE))
    told: list[tuple[str, int, int]] = []
    counted = export(db, io.BytesIO(), progress=lambda *now: told.append(now))
    db.close()
    assert counted == {"topic": 1, "actor": 2, "source": 0, "claim": 0, "relation": 0}
    assert told == [("exporting", 1, 3), ("exporting", 3, 3), ("exporting", 3, 3)]


def test_it_shows_one_revision_whatever_is_written_meanwhile(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, KURSK, RUSSIA)
    reader, writer, out = open_reader(desk), open_writer(desk), io.BytesIO()

    def write_meanwhile(*_: object) -> None:
        with writer.conn:
            writer.conn.execute("UPDATE actors SET name = 'Changed'")

    export(reader, out, progress=write_meanwhile)
    assert "Changed" not in out.getvalue().decode()
    again = io.BytesIO()
    in_snapshot(reader, lambda db: export(db, again))
    assert "Changed" in again.getvalue().decode()
    reader.close()
    writer.close()


# Round trips: desks of every shape.

_turns = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_text = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters=_turns),
    min_size=1,
    max_size=12,
).filter(lambda text: not blank(text)) | st.sampled_from(
    ["=1+1", "\u202eright to left\u202c", "e\u0301", "🇺🇦", '"\\u0000"', " a "]
)
_quotes = _text | st.sampled_from(["a\r\nb", "\ta"])
_dates = st.none() | st.sampled_from(
    ["2024", "2024-10", "2024-24", "2025-04-28~", "2024-10/..", "199X", "-0044-03-15", "[2024,2025]"]
)
_numbers = st.none() | st.integers(-(2**53), 2**53) | st.floats(-(2**53), 2**53)
_aliases = st.lists(
    st.builds(Alias, _text, st.sampled_from([None, "en", "zh-Hant"])), max_size=3, unique=True
)


def _word(vocabulary: object) -> Any:
    return st.sampled_from(values(vocabulary))


@st.composite
def _desks(draw: st.DrawFn) -> list[Line]:
    lines: list[Line] = []
    uids: dict[str, list[str]] = {kind: [] for kind in "tasc"}

    def earlier(kind: str) -> st.SearchStrategy[str | None]:
        return st.sampled_from([None, *uids[kind]])

    def some(kind: str, part: Callable[[str], Any]) -> tuple[Any, ...]:
        chosen = draw(st.lists(st.sampled_from(uids[kind]), max_size=3, unique=True)) if uids[kind] else []
        return tuple(part(uid) for uid in chosen)

    for kind in draw(st.lists(st.sampled_from("ttaassccc"), max_size=14)):
        uid = f"{kind}{len(lines)}"
        if kind == "t":
            line: Line = Topic(uid, uid, draw(_text), draw(earlier("t")), tuple(draw(_aliases)))
        elif kind == "a":
            line = Actor(
                uid, draw(_text), draw(_word(ActorKind)), draw(st.none() | _text), None, draw(earlier("a")),
                tuple(draw(_aliases)),
            )  # fmt: skip
        elif kind == "s":
            line = Source(
                uid,
                "https://x.org/é",
                draw(_text),
                draw(_text),
                None,
                draw(_dates),
                origin=draw(earlier("s")),
            )
        else:
            line = _claim(draw, uid, draw(earlier("a")), some)
        uids[kind].append(uid)
        lines.append(line)
    return [*lines, *_relations(draw, uids["c"])]


def _claim(draw: st.DrawFn, uid: str, place: str | None, some: Callable[..., tuple[Any, ...]]) -> Claim:
    evidence = some(
        "s", lambda source: Evidence(source, draw(st.none() | _quotes), None, None, draw(st.booleans()))
    )
    return Claim(
        uid,
        draw(_text),
        draw(_word(ClaimKind)),
        draw(_dates),
        draw(_dates),
        place,
        draw(_word(Status)) if evidence else "proposed",
        draw(_word(Rank)),
        None,
        some("t", str),
        some("a", lambda actor: Attribution(actor, draw(_word(AttributionRole)), draw(_word(Verb)))),
        some("a", lambda actor: Involvement(actor, draw(_word(InvolvementRole)))),
        evidence,
        tuple(draw(st.lists(_figures(), max_size=2, unique=True))),
    )


@st.composite
def _figures(draw: st.DrawFn) -> Figure:
    lower, best, upper = draw(st.tuples(_numbers, _numbers, _numbers).map(_in_order))
    cumulative = draw(st.sampled_from([None, True, False]))
    return Figure(draw(_text), lower, best, upper, None, draw(_word(Qualifier)), draw(_dates), cumulative)


def _in_order(numbers: tuple[float | None, ...]) -> list[float | None]:
    given = sorted(each for each in numbers if each is not None)
    return [None if each is None else given.pop(0) for each in numbers]


def _relations(draw: st.DrawFn, claims: list[str]) -> list[Line]:
    if len(claims) < 2:
        return []
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(claims), st.sampled_from(claims), _word(RelationType)),
            max_size=4,
            unique=True,
        )
    )
    return [
        Relation(f"r{at}", kind, one, two)
        for at, (one, two, kind) in enumerate(pairs)
        if one != two and (kind not in ORDERED or claims.index(one) > claims.index(two))  # no circle
    ]


@given(lines=_desks(), shuffled=st.randoms(use_true_random=False))
@settings(
    max_examples=often(30),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_export_import_export_gives_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Line], shuffled: Any
) -> None:
    folder = tmp_path_factory.mktemp("round")
    first = desk_of(folder, *lines, name="first.db")
    _merge_backwards(first, shuffled)
    text = exported(first, everything=True)
    (folder / "out.jsonl").write_bytes(text)
    desk_of(folder, name="second.db")
    report = run(folder / "out.jsonl", folder / "second.db", lambda: TESTER)
    assert report.faults == ()
    assert exported(folder / "second.db", everything=True) == text
    again = run(folder / "out.jsonl", folder / "second.db", lambda: TESTER)
    assert (again.present, again.differing) == (len(lines), 0)
    (folder / "public.jsonl").write_bytes(public := exported(first))
    assert run(folder / "public.jsonl", desk_of(folder, name="third.db"), lambda: TESTER).faults == ()
    assert exported(folder / "third.db") == public


def _merge_backwards(desk: Path, shuffled: Any) -> None:
    """Lets an actor be merged into a later one, as editing does, which no line by itself can say."""
    db = open_writer(desk)
    loose = [row for (row,) in db.conn.execute("SELECT id FROM actors WHERE merged_into IS NULL")]
    if len(loose) > 1:
        one, two = sorted(shuffled.sample(loose, 2))
        in_transaction(
            db, lambda w: w.conn.execute("UPDATE actors SET merged_into = ? WHERE id = ?", (two, one))
        )
    db.close()


# CSV.


def test_the_table_is_readable_by_itself(tmp_path: Path) -> None:
    korea = Actor(uid="a-korea", name="North Korea", kind="state")
    merged = Actor(uid="a-dprk", name="DPRK", kind="state", merged_into="a-korea")
    fort = claim(
        "c1",
        "Pyongyang sent 10,000 to 12,000 soldiers.",
        kind="figure",
        occurred="2024-23",
        stated="2024-10-30",
        place="a-russia",
        topics=("t-kursk",),
        attributions=(
            Attribution("a-ukraine", verb="estimates"),
            Attribution("a-russia", role="anonymous_official"),
        ),
        involvements=(Involvement("a-dprk"),),
        evidence=(
            Evidence("s-report", quote='between "10,000" and 12,000'),
            Evidence("s-wire", quote="thousands"),
        ),
        figures=(
            Figure(
                "soldiers sent", lower=10000, upper=12000, unit="people", qualifier="between", as_of="2024-10"
            ),
            Figure("killed", best=4000, qualifier="about"),
            Figure("wounded", lower=100, best=200, qualifier="at_least"),
            Figure("money", wording="a lot"),
        ),
    )
    wire = Source(uid="s-wire", publisher="Wire", title="Troops", published="2024-10")
    denial = Relation(uid="r1", relation="denies", from_claim="c2", to_claim="c1")
    desk = desk_of(tmp_path, KURSK, RUSSIA, UKRAINE, korea, merged, REPORT, wire, fort, claim("c2"), denial)
    first, second = table(desk)
    assert first == {
        "number": "1",
        "uid": "c1",
        "occurred": "2024-23",
        "stated": "2024-10-30",
        "claim": "Pyongyang sent 10,000 to 12,000 soldiers.",
        "kind": "figure",
        "status": "published",
        "rank": "normal",
        "said by": "Ukraine (estimates); anonymous official Russia",
        "about": "North Korea",
        "place": "Russia",
        "topics": "Kursk",
        "figures": "soldiers sent: 10000 to 12000 people (as of 2024-10); killed: about 4000; "
        "wounded: at least 200 (from 100); money: a lot",
        "relations": "denied by #2",
        "sources": "Example News, 2025-04-28; Wire, Troops, 2024-10",
        "links": "https://example.org/report",
        "quotes": 'between "10,000" and 12,000; thousands',
    }
    assert second["relations"] == "denies #1"


def test_the_table_begins_with_a_byte_order_mark_and_ends_lines_as_rfc_4180_has_it(tmp_path: Path) -> None:
    text = written(desk_of(tmp_path, REPORT, claim("c1", 'One, "two"')), export_csv)
    assert text.startswith(b"\xef\xbb\xbfnumber,uid,occurred,")
    assert b',"One, ""two""",' in text
    assert text.count(b"\r\n") == 2
    assert tuple(table(tmp_path / "desk.db")[0]) == COLUMNS


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])  # noqa: RUF001  # meant to be
def test_a_cell_that_begins_like_a_formula_is_only_text(tmp_path: Path, begin: str) -> None:
    desk = desk_of(tmp_path, REPORT, claim("c1"))
    writer = open_writer(desk)
    with writer.conn:  # not all of these can be brought in any more
        writer.conn.execute("UPDATE claims SET text = ?", (f"{begin}HYPERLINK(1)",))
    writer.close()
    (row,) = table(desk)
    assert row["claim"] == f"'{begin}HYPERLINK(1)"


def test_the_table_shows_a_retracted_claim_without_relations_and_no_proposal(tmp_path: Path) -> None:
    desk = desk_of(
        tmp_path,
        REPORT,
        claim("c1"),
        claim("c2", status="retracted"),
        claim("c3", status="proposed"),
        Relation(uid="r1", relation="denies", from_claim="c2", to_claim="c1"),
        Relation(uid="r2", relation="denies", from_claim="c3", to_claim="c1"),
    )
    assert [(row["status"], row["relations"]) for row in table(desk)] == [
        ("published", ""),
        ("retracted", ""),
    ]
    assert len(table(desk, everything=True)) == 3
