"""Every command tried by every role: the core refuses whoever may not, whatever a platform let through."""

from dataclasses import replace

import pytest

from commands.ask import ask
from commands.card import message
from commands.catalogue import COMMANDS
from commands.declaring import groups_of
from commands.people import Person, Role, Where
from storage.people import Account, set_role
from storage.writing import Author
from tests.conftest import NOW

ANYONE = Person("test", "42", "Somebody", Role.READER)

READERS = {
    "actor": "/actor pyongyang",
    "actors": "/actors",
    "brief": "/brief kursk",
    "changes": "/changes",
    "claim": "/claim #7",
    "figures": "/figures kursk",
    "flag": "/flag #7 is it so?",
    "help": "/help",
    "history": "/history #7",
    "link": "/link",
    "match": "/match All of Kursk region is Russia's again.",
    "on": "/on april 2025",
    "propose": "/propose Two villages are empty. source:s1",
    "search": "/search treaty",
    "sources": "/sources",
    "timeline": "/timeline kursk",
    "topics": "/topics",
    "use": "/use",
}
EDITORS = {
    "record add": "/record add Two villages are empty. source:s1",
    "record draft": "/record draft Two villages are empty. source:s1",
    "record publish": "/record publish",
    "record drop": "/record drop",
    "record join": "/record join #7",
    "record drafts": "/record drafts",
    "record edit": "/record edit #7 wording text:So it is.",
    "record retract": "/record retract #12 no",
    "record restore": "/record restore #12 yes",
    "record rank": "/record rank #7 normal",
    "record relate": "/record relate #7 disputes #8",
    "record unrelate": "/record unrelate #7 disputes #8 no",
    "record evidence": "/record evidence #7 https://example.org/x",
    "record figure": "/record figure #6 at least 12 tanks",
    "record undo": "/record undo",
    "review queue": "/review queue",
    "review approve": "/review approve #15",
    "review reject": "/review reject #15 no",
    "review close": "/review close f1 no",
    "names actor add": "/names actor add The mayor",
    "names actor edit": "/names actor edit Kremlin description:The seat",
    "names actor alias": "/names actor alias Kremlin alias:The seat",
    "names actor unalias": "/names actor unalias Kremlin alias:The seat",
    "names actor merge": "/names actor merge Kremlin into:Russia",
    "names actor split": "/names actor split Kremlin",
    "names actor archive": "/names actor archive Kremlin",
    "names actor restore": "/names actor restore Kremlin",
    "names topic add": "/names topic add Belgorod",
    "names topic edit": "/names topic edit kursk title:Kursk",
    "names topic alias": "/names topic alias kursk alias:The salient",
    "names topic unalias": "/names topic unalias kursk alias:The salient",
    "names topic merge": "/names topic merge north-korea-troops into:kursk",
    "names topic split": "/names topic split north-korea-troops",
    "names topic archive": "/names topic archive kursk",
    "names topic restore": "/names topic restore kursk",
    "names source add": "/names source add Example News, 1 May 2025",
    "names source edit": "/names source edit s1 title:A report",
    "names source origin": "/names source origin s1 of:none",
}
ADMINS = {
    "desk setup": "/desk setup",
    "desk settings": "/desk settings name:Kursk watch",
    "desk editors": "/desk editors",
    "desk roles": "/desk roles",
    "desk block": "/desk block test:99 spam",
    "desk unblock": "/desk unblock test:99",
    "desk join": "/desk join",
    "desk link": "/desk link test:98 to:chat:98",
    "desk unlink": "/desk unlink test:98",
    "desk audit": "/desk audit",
    "desk expunge": "/desk expunge #3 a person asked",
    "desk forget": "/desk forget test:99",
    "digest set": "/digest set at:07:00",
    "digest list": "/digest list",
    "digest preview": "/digest preview all",
    "digest now": "/digest now all",
    "digest pause": "/digest pause all",
    "digest resume": "/digest resume all",
    "digest remove": "/digest remove all",
    "digest deliveries": "/digest deliveries",
}
TABLE = [
    (name, least, line)
    for least, lines in ((Role.READER, READERS), (Role.EDITOR, EDITORS), (Role.ADMIN, ADMINS))
    for name, line in lines.items()
]


def test_every_command_has_a_row() -> None:
    assert sorted(name for name, _, _ in TABLE) == sorted(COMMANDS)
    assert {name: made.role for name, made in COMMANDS.items()} == {name: least for name, least, _ in TABLE}


def test_no_name_is_both_a_command_and_a_group() -> None:
    assert groups_of(COMMANDS) & set(COMMANDS) == set()
    assert groups_of(COMMANDS) == {
        "record", "review", "names", "names actor", "names topic", "names source", "desk", "digest",
    }  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("name", "least", "line"), TABLE, ids=[name for name, _, _ in TABLE])
async def test_each_role_is_let_or_refused(
    name: str, least: Role, line: str, role: Role, story: Where
) -> None:
    card = await ask(replace(ANYONE, role=role), story, line, NOW)
    assert card.title.key != "broken"
    if role >= least:
        assert card.title.key != "not-allowed"
    else:
        assert card.title == message("not-allowed", role=message(f"role-{least.name.lower()}"))
        assert card.private


async def test_the_role_that_the_desk_gave_counts_over_the_platforms(story: Where) -> None:
    author = Author("2025-05-01T12:00:00Z", "test", "1")
    line = "/record rank #7 preferred the ministry says so"
    assert (await ask(ANYONE, story, line, NOW)).title.key == "not-allowed"
    await story.desk.write(lambda db: set_role(db, Account("test", "42"), "Somebody", "editor", author))
    assert not (await ask(ANYONE, story, line, NOW)).failed
    await story.desk.write(lambda db: set_role(db, Account("test", "42"), "Somebody", "reader", author))
    assert (await ask(replace(ANYONE, role=Role.ADMIN), story, line, NOW)).title.key == "not-allowed"


async def test_who_sits_at_the_machine_is_what_they_try_to_be(story: Where) -> None:
    author = Author("2025-05-01T12:00:00Z", "test", "1")
    await story.desk.write(lambda db: set_role(db, Account("test", "42"), "Somebody", "reader", author))
    admin = replace(ANYONE, role=Role.ADMIN, fixed=True)
    assert not (await ask(admin, story, "/desk audit", NOW)).failed
