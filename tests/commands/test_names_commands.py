"""The editors' commands that keep the names, asked on a copy of the sample desk and read back from it."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.wording.wording import wording
from commands.ask import ask
from commands.card import Card, Claims, Date, Examples, Facts, History, Listing, Message, Names, message
from commands.declaring import COMMANDS
from commands.names import actor, merging, source, topic
from commands.people import Person, Role, Where
from commands.record import undo
from storage.connection import in_transaction, open_writer
from storage.desk import Desk, Threads
from storage.lines import Actor, Attribution, Claim, Evidence, Involvement
from storage.revising import adding, revise
from storage.writing import Author
from tests.conftest import NOW, Ask

DECLARED = (actor, merging, source, topic, undo)
KEPT = ("names actor ", "names topic ", "names source ")
EDITOR = Person("test", "7", "An editor", Role.EDITOR)
Rows = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def desk_file(sample_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_file, tmp_path / "names.db"))


@pytest.fixture
def where(desk_file: Path, threads: Threads) -> Where:
    return Where(Desk(desk_file, threads), "names", "tests")


@pytest.fixture
def editing(where: Where) -> Ask:
    async def asked(line: str, who: Person = EDITOR) -> Card:
        return await ask(who, where, line, NOW)

    return asked


@pytest.fixture
def rows(desk_file: Path) -> Rows:
    """What plain SQL reads of the file."""

    def read(statement: str, *values: object) -> list[tuple[object, ...]]:
        db = sqlite3.connect(f"file:{desk_file}?mode=ro", uri=True)
        try:
            return db.execute(statement, values).fetchall()
        finally:
            db.close()

    return read


def facts(card: Card) -> dict[str, object]:
    (block,) = [block for block in card.blocks if isinstance(block, Facts)]
    return {label.key: value for label, value in block.rows}


def changed(card: Card) -> list[tuple[str, object, object]]:
    (block,) = [block for block in card.blocks if isinstance(block, History)]
    (change,) = block.changes
    return [(each.field.key, each.before, each.after) for each in change.differences]


def lines(card: Card) -> tuple[str, ...]:
    (block,) = [block for block in card.blocks if isinstance(block, Examples)]
    return block.lines


def listed(card: Card) -> list[str]:
    return [entry.name for block in card.blocks if isinstance(block, Listing) for entry in block.entries]


def numbers(card: Card) -> set[int]:
    return {line.claim.number for block in card.blocks if isinstance(block, Claims) for line in block.lines}


LOG = "SELECT object_kind, object_id, change FROM revision_items WHERE revision_id > 1 ORDER BY id"

# --- who may, and what is offered


@pytest.mark.parametrize("name", sorted(name for name in COMMANDS if name.startswith(KEPT)))
async def test_only_editors_keep_names(name: str, editing: Ask, rows: Rows) -> None:
    for role in (Role.READER, Role.CONTRIBUTOR):
        card = await editing(f"/{name} kursk", Person("test", "42", "Somebody", role))
        assert card.title == message("not-allowed", role=message("role-editor"))
        assert (card.failed, card.private) == (True, True)
    assert rows(LOG) == []


@pytest.mark.parametrize(
    "line",
    [line for name, made in COMMANDS.items() if name.startswith(KEPT) for line in made.examples],
)
async def test_every_example_is_carried_out(line: str, editing: Ask) -> None:
    card = await editing(line)
    assert not card.failed
    assert card.blocks


@pytest.mark.parametrize(
    ("name", "argument", "typed", "first"),
    [
        ("names actor edit", "actor", "pyong", "North Korea"),
        ("names actor add", "kind", "pl", "place"),
        ("names topic edit", "parent", "no", "none"),
        ("names topic edit", "parent", "kur", "kursk"),
        ("names source edit", "source", "", "s1"),
        ("names source edit", "source", "unnamed rep", "s1"),
        ("names source origin", "of", "s1", "s1"),
    ],
)
async def test_arguments_are_completed(
    name: str, argument: str, typed: str, first: str, where: Where
) -> None:
    found = await COMMANDS[name].suggest(EDITOR, where, argument, typed, NOW)
    assert found[0].value == first


async def test_what_was_merged_or_archived_is_offered_where_it_is_brought_back(
    editing: Ask, where: Where
) -> None:
    await editing("/names actor merge Kremlin into:Russia")
    await editing("/names actor archive US intelligence")
    await editing("/names topic merge north-korea-troops into:kursk")
    offered = {
        (name, argument): [one.value for one in await COMMANDS[name].suggest(EDITOR, where, argument, "")]
        for name, argument in (
            ("names actor split", "actor"),
            ("names actor restore", "actor"),
            ("names topic split", "topic"),
        )
    }
    assert list(offered.values()) == [["kremlin"], ["US intelligence"], ["north-korea-troops"]]


# --- actors


async def test_an_actor_is_added_and_found_by_its_names(editing: Ask, rows: Rows) -> None:
    card = await editing(
        "/names actor add Valery   Gerasimov kind:person description:Head of the General Staff. "
        "wikidata:https://www.wikidata.org/wiki/Q1971806 alias:Gerasimov;Герасимов"
    )
    assert card.title == message("names-actor-added", name="Valery Gerasimov")
    assert facts(card) == {
        "names-name": "Valery Gerasimov",
        "actor-kind": message("actor-kind-person"),
        "actor-description": "Head of the General Staff.",
        "actor-aliases": Names(("Gerasimov", "Герасимов")),
        "actor-wikidata": "Q1971806",
        "names-claims": message("claims-counted", number=0),
    }
    assert [action.line for action in card.actions] == ["/record undo r2"]
    assert (await editing("/actor ГЕРАСИМОВ")).title == message("actor-title", name="Valery Gerasimov")
    ((uid, *made),) = rows("SELECT uid, name, kind, wikidata FROM actors WHERE id = 15")
    assert made == ["Valery Gerasimov", "person", "Q1971806"]
    assert re.fullmatch("actor-[0-9a-f]{16}", str(uid))
    assert rows(LOG) == [("actor", 15, "added")]


async def test_a_name_that_another_has_is_refused(editing: Ask, rows: Rows) -> None:
    for line in (
        "/names actor add PYÓNGYANG",
        "/names actor add The North alias:pyongyang",
        "/names actor alias Kremlin alias:Pyongyang",
        "/names actor edit Kremlin name:Pyongyang",
    ):
        card = await editing(line)
        assert (card.title.key, card.title.values["other"]) == ("names-actor-taken", "North Korea")
        assert card.failed
    assert rows(LOG) == []


async def test_a_near_name_is_made_and_the_near_ones_are_shown(editing: Ask) -> None:
    card = await editing("/names actor add Kremlim kind:organisation")
    assert card.notes == (message("names-near", near=Names(("Kremlin",)), command="names actor merge"),)
    line = card.actions[1].line
    assert re.fullmatch("/names actor merge actor:actor-[0-9a-f]{16} into:Kremlin", line)
    merged = await editing(line)
    assert merged.title == message("names-actor-merged", name="Kremlim", into="Kremlin")


async def test_an_edit_shows_what_changed(editing: Ask, rows: Rows) -> None:
    card = await editing(
        "/names actor edit putin name:Vladimir V. Putin description:none wikidata:q7748 reason:mixed up"
    )
    assert card.title == message("names-actor-updated", name="Vladimir V. Putin")
    assert changed(card) == [
        ("field-name", "Vladimir Putin", "Vladimir V. Putin"),
        ("field-description", "President of Russia.", None),
        ("field-wikidata", "Q7747", "Q7748"),
    ]
    assert card.actions[1].line == "/names actor alias actor:vladimir-putin alias:Vladimir Putin"
    assert rows("SELECT name, description, wikidata FROM actors WHERE uid = 'vladimir-putin'") == [
        ("Vladimir V. Putin", None, "Q7748")
    ]
    assert rows("SELECT reason FROM revisions WHERE id = 2") == [("mixed up",)]
    assert numbers(await editing("/timeline kursk actor:Vladimir V. Putin")) == {1, 12}


async def test_nothing_changed_is_an_answer_of_its_own(editing: Ask, rows: Rows) -> None:
    for line in (
        "/names actor edit Kremlin",
        "/names actor edit Kremlin kind:organisation name:Kremlin",
        "/names actor alias Kremlin alias:КРЕМЛЬ;kremlin",
        "/names actor restore Kremlin",
        "/names actor split Kremlin",
    ):
        card = await editing(line)
        assert card.title == message("names-unchanged", name="Kremlin")
        assert facts(card)["names-name"] == "Kremlin"
        assert (card.failed, card.private, card.actions) == (False, True, ())
    assert rows(LOG) == []


async def test_aliases_come_and_go(editing: Ask, rows: Rows) -> None:
    await editing("/names actor alias Kremlin alias:Presidential office; Kreml language:de")
    assert (await editing("/actor kreml")).title == message("actor-title", name="Kremlin")
    aliases = "SELECT alias, language FROM actor_aliases WHERE actor_id = 7 ORDER BY position"
    assert rows(aliases) == [
        ("Кремль", "ru"),
        ("크렘린", "ko"),
        ("Presidential office", "de"),
        ("Kreml", "de"),
    ]
    card = await editing("/names actor unalias Kremlin alias:KREML;크렘린")
    assert facts(card)["actor-aliases"] == Names(("Кремль", "Presidential office"))
    assert (await editing("/actor kreml")).failed
    refused = await editing("/names actor unalias Kremlin alias:Kreml")
    assert refused.title == message(
        "names-no-such-alias", name="Kremlin", alias="Kreml", aliases=Names(("Кремль", "Presidential office"))
    )


async def test_a_merged_actor_counts_as_the_other_and_is_split_again(editing: Ask, rows: Rows) -> None:
    alone = numbers(await editing("/timeline kursk actor:North Korea"))
    card = await editing("/names actor merge Kim Jong Un into:North Korea")
    assert card.title == message("names-actor-merged", name="Kim Jong Un", into="North Korea")
    assert facts(card)["names-merged-in"] == Names(("Kim Jong Un",))
    assert (await editing("/actor Kim Jong Un")).title == message("actor-title", name="North Korea")
    together = numbers(await editing("/timeline kursk actor:North Korea"))
    assert 12 in together - alone  # thanks go to Kim Jong Un
    assert rows("SELECT merged_into FROM actors WHERE id = 6") == [(1,)]
    # No claim was rewritten: they still name the one that was merged.
    assert rows("SELECT DISTINCT claim_id FROM involvements WHERE actor_id = 6 ORDER BY 1") == [
        (1,),
        (11,),
        (12,),
    ]
    split = await editing("/names actor split North Korea")
    assert split.title == message("names-actor-split", name="Kim Jong Un", other="North Korea")
    assert numbers(await editing("/timeline kursk actor:North Korea")) == alone
    assert rows(LOG) == [("actor", 6, "merged"), ("actor", 6, "split")]


async def test_where_several_were_merged_one_is_chosen(editing: Ask, rows: Rows) -> None:
    await editing("/names actor merge Kremlin into:Russia")
    await editing("/names actor merge Vladimir Putin into:Russia")
    card = await editing("/names actor split Russia")
    assert card.title == message("names-split-which", name="Russia")
    assert lines(card) == (
        "/names actor split actor:vladimir-putin",
        "/names actor split actor:kremlin",
    )
    split = await editing("/names actor split Путин")
    assert split.title == message("names-actor-split", name="Vladimir Putin", other="Russia")
    assert rows("SELECT uid FROM actors WHERE merged_into IS NOT NULL") == [("kremlin",)]


async def test_a_merged_actor_is_not_changed_under_the_other_s_name(editing: Ask, rows: Rows) -> None:
    await editing("/names actor merge Kremlin into:Russia")
    for line in (
        "/names actor edit Kremlin name:The Kremlin",
        "/names actor merge Kremlin into:Ukraine",
        "/names actor archive Кремль",
    ):
        card = await editing(line)
        assert (card.title.key, card.title.values["name"]) == ("names-merged-already", "Russia")
    same = await editing("/names actor merge Russia into:Kremlin")
    assert same.title == message("names-merge-same", name="Russia")
    assert rows(LOG) == [("actor", 7, "merged")]


async def test_a_merger_is_taken_back(editing: Ask) -> None:
    await editing("/names actor merge Kremlin into:Russia")
    card = await editing("/record undo")
    assert not card.failed
    assert (await editing("/actor Kremlin")).title == message("actor-title", name="Kremlin")


def crowd(path: Path) -> None:
    """Adds claims by, about and at the Kremlin: with the sample's one, 21."""
    db = open_writer(path)
    evidence = (Evidence(source="report-2025-04-28"),)
    by, about = (Attribution(actor="kremlin"),), (Involvement(actor="kremlin"),)
    made = [
        Claim(
            uid=f"said-{n}",
            text=f"Statement {n}.",
            kind="statement",
            evidence=evidence,
            attributions=by if n % 3 == 0 else (),
            involvements=about if n % 3 == 1 else (),
            place="kremlin" if n % 3 == 2 else None,
        )
        for n in range(20)
    ]
    in_transaction(db, lambda w: revise(w, adding(*made), Author("2025-04-30T09:00:00Z", "test", "tester")))
    db.close()


async def test_a_merger_that_touches_many_claims_asks_first(
    editing: Ask, rows: Rows, desk_file: Path
) -> None:
    crowd(desk_file)
    card = await editing("/names actor merge Kremlin into:Russia")
    assert card.title == message("names-merge-first", name="Kremlin", into="Russia")
    assert (card.failed, card.private) == (False, True)
    assert facts(card) == {
        "names-merge-one": "Kremlin",
        "names-merge-into": "Russia",
        "names-claims": message("claims-counted", number=21),
    }
    (action,) = card.actions
    line, _, code = action.line.rpartition(":")
    assert line == "/names actor merge actor:Kremlin into:Russia confirm"
    assert len(code) == 6
    assert card.notes == (message("confirm-how", code=code),)
    assert rows("SELECT merged_into FROM actors WHERE id = 7") == [(None,)]
    merged = await editing(action.line)
    assert merged.title == message("names-actor-merged", name="Kremlin", into="Russia")
    assert rows("SELECT merged_into FROM actors WHERE id = 7") == [(2,)]


async def test_a_guessed_or_stale_confirmation_is_asked_again(
    editing: Ask, rows: Rows, desk_file: Path
) -> None:
    crowd(desk_file)
    guessed = await editing("/names actor merge Kremlin into:Russia confirm:000000")
    assert guessed.notes[0] == message("confirm-stale")
    confirming = guessed.actions[0].line
    other = await editing(confirming.replace("into:Russia", "into:Ukraine"))
    assert other.title == message("names-merge-first", name="Kremlin", into="Ukraine")
    await editing("/names actor edit Kremlin description:Somebody changed it meanwhile.")
    stale = await editing(confirming)
    assert stale.notes[0] == message("confirm-stale")
    assert stale.actions[0].line != confirming
    assert rows("SELECT merged_into FROM actors WHERE id = 7") == [(None,)]
    anew = await editing(stale.actions[0].line)
    assert anew.title == message("names-actor-merged", name="Kremlin", into="Russia")


async def test_an_archived_actor_is_found_but_not_listed(editing: Ask, rows: Rows) -> None:
    card = await editing("/names actor archive US intelligence")
    assert facts(card)["names-archived"] == message("names-not-offered")
    assert "US intelligence" not in listed(await editing("/actors"))
    assert (await editing("/actor American intelligence")).title == message(
        "actor-title", name="US intelligence"
    )
    taken = await editing("/names actor add US intelligence")
    assert taken.title.key == "names-actor-taken-archived"
    await editing(lines(taken)[0])
    assert "US intelligence" in listed(await editing("/actors"))
    assert rows(LOG) == [("actor", 11, "archived"), ("actor", 11, "restored")]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("/names actor add " + "x" * 201, message("names-too-long", given=201, most=200)),
        (
            "/names actor edit Kremlin description:" + "x" * 1001,
            message("names-description-too-long", given=1001, most=1000),
        ),
        ("/names actor edit Kremlin wikidata:42", message("names-wikidata-unread", words="42")),
        ("/names actor alias Kremlin alias:K language:e", message("names-language-unread", words="e")),
        ("/names actor edit Nobodyatall name:X", message("unknown-actor-alone", words="Nobodyatall")),
        ("/names topic edit kursk slug:a_b", message("names-slug-unread", words="a_b")),
        ("/names topic add Мир", message("topic-needs-slug", name="Мир")),
        (
            "/names topic merge kursk into:north-korea-troops",
            message("names-topic-circle", name="Kursk fighting", other="North Korean troops in Kursk"),
        ),
        ("/names topic edit kursk parent:kursk", message("names-topic-itself", name="Kursk fighting")),
        (
            "/names topic add Kursk Oblast",
            message("names-topic-taken", name="Kursk Oblast", other="Kursk fighting", slug="kursk"),
        ),
        ("/names source edit s99 title:x", message("no-such-source", number="99")),
        (
            "/names source edit https://example.org/no title:x",
            message("names-no-source", words="https://example.org/no"),
        ),
        (
            "/names source add Unnamed news outlet, 28 April 2025",
            message(
                "names-source-there",
                name="Report of 28 April 2025 on North Korea's part in the war",
                number="s1",
            ),
        ),
        (
            "/names source edit s1 url:ftp://example.org/x",
            message("address-scheme", words="ftp://example.org/x"),
        ),
    ],
)
async def test_what_cannot_be_is_said(line: str, title: Message, editing: Ask, rows: Rows) -> None:
    card = await editing(line)
    assert card.title == title
    assert card.failed
    assert rows(LOG) == []


async def test_of_a_shared_name_it_is_asked_which_is_meant(editing: Ask, rows: Rows, desk_file: Path) -> None:
    db = open_writer(desk_file)
    two = (Actor("georgia-1", "Georgia", "state"), Actor("georgia-2", "Georgia", "place"))
    in_transaction(db, lambda w: revise(w, adding(*two), Author("2025-04-30T09:00:00Z", "test", "tester")))
    db.close()
    card = await editing("/names actor edit Georgia description:In the Caucasus")
    assert (card.title.key, card.failed) == ("which-of-name", True)
    edited = await editing("/names actor edit georgia-1 name:georgia description:In the Caucasus")
    assert changed(edited) == [
        ("field-name", "Georgia", "georgia"),
        ("field-description", None, "In the Caucasus"),
    ]
    merged = await editing("/names actor merge georgia-1 into:georgia-2")
    assert facts(merged)["names-merged-in"] == Names(("georgia",))
    await editing("/names actor split georgia-1")
    assert rows("SELECT uid, merged_into FROM actors WHERE folded = 'georgia'") == [
        ("georgia-1", None),
        ("georgia-2", None),
    ]


# --- topics


async def test_a_topic_is_added_and_edited(editing: Ask, rows: Rows) -> None:
    card = await editing("/names topic add Мир slug:Peace talks parent:kursk alias:Talks")
    assert facts(card) == {
        "names-topic-title": "Мир",
        "names-slug": "peace-talks",
        "names-parent": "kursk",
        "actor-aliases": Names(("Talks",)),
        "names-claims": message("claims-counted", number=0),
    }
    assert "Мир" in listed(await editing("/topics"))
    edited = await editing(
        "/names topic edit talks title:Peace talks slug:talks parent:none reason:translated"
    )
    assert changed(edited) == [
        ("field-slug", "peace-talks", "talks"),
        ("field-title", "Мир", "Peace talks"),
        ("field-parent", "Kursk fighting", None),
    ]
    assert rows("SELECT slug, title, parent_id FROM topics WHERE id = 3") == [("talks", "Peace talks", None)]
    assert (await editing("/timeline мир")).failed


async def test_a_topic_s_aliases_come_and_go(editing: Ask) -> None:
    await editing("/names topic alias kursk alias:Sudzha front")
    assert (await editing("/timeline sudzha front")).title == message(
        "timeline-title", topic="Kursk fighting"
    )
    await editing("/names topic unalias kursk alias:sudzha front")
    assert (await editing("/timeline sudzha front")).failed


async def test_a_topic_is_merged_and_split(editing: Ask, rows: Rows) -> None:
    await editing("/names topic add Border raids")
    card = await editing("/names topic merge north-korea-troops into:border-raids")
    assert card.title == message(
        "names-topic-merged", name="North Korean troops in Kursk", into="Border raids"
    )
    assert facts(card)["names-below"] == Names(("North Korean troops in Kursk",))
    assert facts(card)["names-claims"] == message("claims-counted", number=11)
    assert listed(await editing("/topics")) == ["Border raids", "Kursk fighting"]
    assert 12 in numbers(await editing("/timeline border-raids"))
    again = await editing("/names topic merge north-korea-troops into:border-raids")
    assert again.title.key == "names-unchanged"
    await editing("/names topic split north-korea-troops")
    assert rows("SELECT parent_id, archived FROM topics WHERE id = 2") == [(None, 0)]
    assert rows(LOG) == [("topic", 3, "added"), ("topic", 2, "merged"), ("topic", 2, "split")]


async def test_only_a_merged_topic_is_split(editing: Ask, rows: Rows) -> None:
    card = await editing("/names topic split north-korea-troops")
    assert card.notes == (message("names-topic-not-merged"),)
    assert rows(LOG) == []


async def test_a_topic_is_archived_and_restored(editing: Ask) -> None:
    await editing("/names topic archive north-korea-troops")
    assert listed(await editing("/topics")) == ["Kursk fighting"]
    assert not (await editing("/timeline north-korea-troops")).failed
    await editing("/names topic restore north-korea-troops")
    assert listed(await editing("/topics")) == ["Kursk fighting", "North Korean troops in Kursk"]


# --- sources


async def test_a_source_is_added_and_edited(editing: Ask, rows: Rows) -> None:
    card = await editing(
        "/names source add https://example.org/a?utm_source=x publisher:Example published:27 April 2025 "
        "title:On  the border author:A. Writer language:en "
        "archive_url:https://archive.example/2025/https://example.org/a?utm_source=x"
    )
    assert facts(card) == {
        "names-number": "s2",
        "names-source-title": "On the border",
        "names-publisher": "Example",
        "names-published": Date("2025-04-27"),
        "names-author": "A. Writer",
        "names-language": "en",
        "names-address": "https://example.org/a",
        "names-archive": "https://archive.example/2025/https://example.org/a?utm_source=x",
        "names-retrieved": Date("2025-05-01"),
        "names-claims": message("claims-counted", number=0),
    }
    assert "On the border" in listed(await editing("/sources"))
    edited = await editing(
        "/names source edit Example, 27 April 2025 title:none author:none published:2025-04"
    )
    assert changed(edited) == [
        ("field-title", "On the border", None),
        ("field-author", "A. Writer", None),
        ("field-published", Date("2025-04-27"), Date("2025-04")),
    ]
    assert rows("SELECT url, given_url, title, published FROM sources WHERE id = 2") == [
        ("https://example.org/a", "https://example.org/a?utm_source=x", None, "2025-04")
    ]


async def test_a_source_keeps_what_it_is_found_by(editing: Ask, rows: Rows) -> None:
    await editing("/names source add https://example.org/a")
    refused = await editing("/names source edit s1 published:none")
    assert refused.title.key == "refused"
    taken = await editing("/names source edit s1 url:https://example.org/a#part")
    assert taken.title == message(
        "names-address-taken", address="https://example.org/a", number="s2", name="example.org"
    )
    await editing("/names source edit s1 url:https://example.org/b")
    assert rows("SELECT url FROM sources ORDER BY id") == [
        ("https://example.org/b",),
        ("https://example.org/a",),
    ]


async def test_claims_without_a_date_move_with_that_of_their_source(
    editing: Ask, rows: Rows, desk_file: Path
) -> None:
    crowd(desk_file)
    day = "SELECT DISTINCT date(sort_day * 86400, 'unixepoch') FROM claims WHERE uid LIKE 'said-%'"
    assert rows(day) == [("2025-04-28",)]
    await editing("/names source edit s1 published:2 May 2025")
    assert rows(day) == [("2025-05-02",)]


async def test_an_origin_is_the_root_of_what_is_named(editing: Ask, rows: Rows) -> None:
    await editing("/names source add https://example.org/a publisher:A published:2025-04-27")
    await editing("/names source add https://example.org/b publisher:B published:2025-04-27 origin:s2")
    card = await editing("/names source origin s1 of:s3")
    assert card.notes == (message("names-root-used", name="s3 B", root="s2 A"),)
    assert facts(card)["names-origin"] == "s2 A"
    assert facts(card)["names-one-origin"] == Names(("s2 A", "s3 B"))
    assert rows("SELECT id, origin_id FROM sources ORDER BY id") == [(1, 2), (2, None), (3, 2)]
    for line, key in (
        ("/names source origin s2 of:s3", "names-origin-circle"),
        ("/names source origin s2 of:s2", "names-origin-itself"),
    ):
        refused = await editing(line)
        assert (refused.title.key, refused.failed) == (key, True)
    cleared = await editing("/names source origin s1 of:none")
    assert changed(cleared) == [("field-origin", "A", None)]
    assert rows("SELECT origin_id FROM sources WHERE id = 1") == [(None,)]


async def test_of_several_sources_of_a_day_one_is_chosen(editing: Ask) -> None:
    await editing("/names source add https://example.org/a publisher:A published:2025-04-27")
    await editing("/names source add https://example.org/b publisher:A published:2025-04-27")
    card = await editing("/names source edit A, 27 April 2025 language:en")
    assert card.title == message("names-several-sources", words="A, 27 April 2025")
    assert lines(card) == (
        "/names source edit source:s2 language:en",
        "/names source edit source:s3 language:en",
    )


def test_every_word_of_a_made_key_is_there() -> None:
    made = [
        f"names-{kind}-{change}"
        for kind, changes in (
            ("actor", ("updated", "archived", "restored")),
            ("topic", ("updated", "split", "archived", "restored")),
        )
        for change in changes
    ]
    assert [key for key in made if not wording("en").has(key)] == []
