"""The admins' commands, `link` and `use`, asked as people ask them and read back through commands and SQL."""

import json
import re
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.render.plain import render
from bot.wording.wording import wording
from commands import confirming as confirming_module
from commands.ask import ask
from commands.card import Card, Examples, Facts, History, Listing, Message, Names, Value, message
from commands.catalogue import COMMANDS
from commands.people import Person, Role, Where
from storage.connection import open_writer
from storage.desk import Desk
from storage.registry import Place, Registry
from tests.conftest import NOW

ADMIN = Person("test", "1", "An admin", Role.ADMIN)
EDITOR = Person("test", "7", "An editor", Role.EDITOR)
READER = Person("test", "42", "A reader", Role.READER)
ADA = Person("discord", "42", "Ada", Role.READER)
ADA_TOO = Person("matrix", "@ada:example.org", "ada", Role.READER)

Asked = Callable[..., Awaitable[Card]]
OURS = [name for name in COMMANDS if name.startswith("desk ")]


@pytest.fixture
def asked(story: Where) -> Asked:
    """Asks a desk of its own a line, as an admin on 1 May 2025; every answer can be worded."""

    async def asked(
        line: str,
        who: Person = ADMIN,
        where: Where = story,
        now: datetime = NOW,
        request: str | None = None,
    ) -> Card:
        card = await ask(who, where, line, now, request)
        assert render(card, wording("en"))
        assert card.title.key != "broken"
        return card

    return asked


def sql(where: Where, query: str, *values: object) -> list[tuple[object, ...]]:
    """What a plain query of the desk's file finds."""
    with closing(sqlite3.connect(where.desk.path)) as conn:
        return conn.execute(query, values).fetchall()


def revisions(where: Where) -> int:
    return int(str(sql(where, "SELECT max(id) FROM revisions")[0][0]))


def facts(card: Card) -> dict[str, Value]:
    return {
        label.key: value for block in card.blocks if isinstance(block, Facts) for label, value in block.rows
    }


def changed(card: Card) -> list[tuple[str, Value | None, Value | None]]:
    return [
        (each.field.key, each.before, each.after)
        for block in card.blocks
        if isinstance(block, History)
        for change in block.changes
        for each in change.differences
    ]


def lines(card: Card) -> list[str]:
    return [line for block in card.blocks if isinstance(block, Examples) for line in block.lines]


def confirming(card: Card) -> str:
    """The line that a question offers to go on with."""
    (action,) = card.actions
    assert action.label == message("confirm-go-on")
    return action.line


# Who may


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("who", [EDITOR, READER])
async def test_nobody_below_an_admin_may(name: str, who: Person, asked: Asked, story: Where) -> None:
    card = await asked(f"/{name}", who=who)
    assert card.title == message("not-allowed", role=message("role-admin"))
    assert card.failed
    assert revisions(story) == 1


@pytest.mark.parametrize(
    "line", [line for name in (*OURS, "link", "use") for line in COMMANDS[name].examples]
)
async def test_every_example_works_for_an_admin(line: str, asked: Asked) -> None:
    card = await asked(line)
    assert not card.failed
    assert card.blocks
    again = await asked(line)
    assert not again.failed
    assert again.blocks


async def test_a_role_of_the_desks_own_counts_over_the_platforms(asked: Asked) -> None:
    await asked("/desk editors discord:42 role:admin name:Ada")
    assert not (await asked("/desk setup", who=ADA)).failed
    vouched = replace(ADA, role=Role.ADMIN)
    await asked("/desk editors discord:42 role:reader")
    assert (await asked("/desk setup", who=vouched)).title.key == "not-allowed"
    await asked("/desk editors discord:42 role:none")
    assert not (await asked("/desk setup", who=vouched)).failed
    assert (await asked("/desk setup", who=ADA)).title.key == "not-allowed"


# Settings


async def test_a_fresh_desk_is_told_what_to_do_first(tmp_path: Path, asked: Asked, story: Where) -> None:
    path = tmp_path / "fresh.db"
    open_writer(path, create=True).close()
    desk = Desk(path, story.desk._threads)
    where = replace(story, desk=desk, desk_name="fresh")
    card = await asked("/desk setup", where=where)
    assert [block.heading for block in card.blocks if isinstance(block, Examples)] == [
        message("desk-first", step=message("desk-step-name")),
        message("desk-second", step=message("desk-step-editors")),
        message("desk-third", step=message("desk-step-topic")),
        message("desk-setup-lines"),
    ]
    assert lines(card)[:4] == [
        "/desk settings name:Newsroom time_zone:Europe/Kyiv",
        "/desk editors test:somebody role:editor",
        "/names topic add Our story",
        "/desk settings topic:our-story",
    ]
    assert facts(card)["desk-set-topic"] == message("desk-not-set")
    for line in lines(card)[:4]:
        assert not (await asked(line, where=where)).failed
    desk.release()


async def test_setup_shows_each_setting_and_a_line_that_sets_it(asked: Asked, story: Where) -> None:
    card = await asked("/desk setup")
    assert facts(card) == {
        "desk-set-roles": message("desk-no-roles"),
        "desk-set-name": message("desk-not-set"),
        "desk-set-time-zone": "UTC",
        "desk-set-language": "en",
        "desk-set-propose": message("desk-propose-reader"),
        "desk-set-waiting": "5",
        "desk-set-second-person": message("desk-not-set"),
        "desk-set-review": message("desk-not-set"),
        "desk-set-direct": message("desk-direct-nobody"),
        "desk-set-cooldown": message("desk-seconds", number=0),
        "desk-set-topic": message("desk-not-set"),
        "desk-set-answers": message("desk-answers-public"),
    }
    setting_lines = lines(card)[-12:]
    assert len(setting_lines) == len(facts(card))
    for line in setting_lines:
        assert not (await asked(line)).failed
    done = await asked("/desk setup")
    assert done.notes[-1] == message("desk-setup-done")
    assert facts(done) == {
        "desk-set-roles": message("desk-roles-given", admins=0, editors=1, contributors=0),
        "desk-set-name": "Newsroom",
        "desk-set-time-zone": "Europe/Kyiv",
        "desk-set-language": "en-GB",
        "desk-set-propose": message("desk-propose-contributor"),
        "desk-set-waiting": "10",
        "desk-set-second-person": Names(("figure", "control")),
        "desk-set-review": "test:tests",
        "desk-set-direct": message("desk-direct-members"),
        "desk-set-cooldown": message("desk-seconds", number=5),
        "desk-set-topic": "Kursk fighting",
        "desk-set-answers": message("desk-answers-private"),
    }


async def test_all_that_is_given_is_changed_as_one_revision(asked: Asked, story: Where) -> None:
    card = await asked("/desk settings name:Newsroom direct:anyone topic:kursk answers:private", request="e1")
    assert card.title == message("desk-settings-changed")
    assert changed(card) == [
        ("desk-set-name", None, "Newsroom"),
        ("desk-set-direct", message("desk-direct-nobody"), message("desk-direct-anyone")),
        ("desk-set-topic", None, "Kursk fighting"),
        ("desk-set-answers", message("desk-answers-public"), message("desk-answers-private")),
    ]
    assert card.private  # the channel's answers are, from this one on
    assert sql(story, "SELECT key, value FROM settings ORDER BY key") == [
        ("direct", "anyone"), ("name", "Newsroom"),
    ]  # fmt: skip
    assert sql(story, "SELECT platform, account, request FROM revisions WHERE id > 1") == [
        ("test", "1", "e1")
    ]
    assert sql(story, "SELECT object_kind, change FROM revision_items WHERE revision_id = 2") == [
        ("setting", "updated"), ("setting", "updated"), ("channel", "updated"),
    ]  # fmt: skip
    assert not (await asked("/timeline")).failed
    assert (await asked("/timeline")).title == message("timeline-title", topic="Kursk fighting")


async def test_an_event_that_comes_twice_is_carried_out_once(asked: Asked, story: Where) -> None:
    await asked("/desk settings name:Newsroom topic:kursk", request="e1")
    again = await asked("/desk settings name:Newsroom topic:kursk", request="e1")
    assert again.title == message("carried-out-before", revision="2")
    for line in ("/desk editors discord:42 role:editor", "/desk block discord:42 spam"):
        await asked(line, request=line)
        assert (await asked(line, request=line)).title.key == "carried-out-before"
    assert revisions(story) == 4


async def test_what_is_so_already_is_said_to_be_so(asked: Asked, story: Where) -> None:
    await asked("/desk settings waiting:7 topic:kursk")
    card = await asked("/desk settings waiting:7 topic:kursk answers:public")
    assert card.title == message("desk-settings-same")
    assert facts(card) == {
        "desk-set-waiting": "7",
        "desk-set-topic": "Kursk fighting",
        "desk-set-answers": message("desk-answers-public"),
    }
    assert not card.failed
    assert revisions(story) == 2


async def test_none_takes_a_value_away(asked: Asked, story: Where) -> None:
    await asked("/desk settings name:Newsroom topic:kursk review:discord:99 second_person:figure")
    card = await asked("/desk settings name:none topic:none review:none second_person:none")
    assert changed(card) == [
        ("desk-set-name", "Newsroom", None),
        ("desk-set-second-person", Names(("figure",)), None),
        ("desk-set-review", "discord:99", None),
        ("desk-set-topic", "Kursk fighting", None),
    ]
    assert sql(story, "SELECT topic_id, answers FROM channels") == [(None, "public")]


async def test_the_topic_is_this_channels_alone(asked: Asked, story: Where) -> None:
    await asked("/desk settings topic:kursk")
    await asked("/desk settings answers:private")
    other = replace(story, channel="another")
    assert facts(await asked("/desk settings", where=other))["desk-set-topic"] == message("desk-not-set")
    assert sql(story, "SELECT channel, answers, topic_id IS NULL FROM channels") == [("tests", "private", 0)]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("time_zone:europe/kyiv", ("time_zone", "Europe/Kyiv")),
        ("time_zone:America/New York", ("time_zone", "America/New_York")),
        ("language:EN_gb", ("language", "en-GB")),
        ("language:sr-latn", ("language", "sr-Latn")),
        ("propose:nobody", ("propose", "nobody")),
        ("waiting:100", ("waiting", "100")),
        ("cooldown:3600", ("cooldown", "3600")),
        ("second_person:control; figure;figure", ("second_person", "figure control")),
        ("review:HERE", ("review", "test:tests")),
        ("review:matrix:!room:example.org", ("review", "matrix:!room:example.org")),
    ],
)
async def test_a_value_is_stored_in_its_one_form(
    typed: str, stored: tuple[str, str], asked: Asked, story: Where
) -> None:
    assert not (await asked(f"/desk settings {typed}")).failed
    assert sql(story, "SELECT key, value FROM settings") == [stored]


@pytest.mark.parametrize(
    ("typed", "said", "offered"),
    [
        ("time_zone:Kiev", message("desk-zone-unknown", words="Kiev"),
         ["time_zone:Europe/Kiev", "time_zone:Europe/Kyiv"]),
        ("time_zone:Berln", message("desk-zone-unknown", words="Berln"), ["time_zone:Europe/Berlin"]),
        ("time_zone:xyzzy", message("desk-zone-unknown-alone", words="xyzzy"), []),
        ("time_zone:localtime", message("desk-zone-unknown-alone", words="localtime"), []),
        ("language:English", message("desk-language-unread", words="English"), []),
        ("propose:admin", message("not-one-of", words="admin",
                                  options=Names(("reader", "contributor", "nobody"), any_of=True)), []),
        ("waiting:0", message("desk-number-unread", words="0", least=1, most=100), []),
        ("waiting:101", message("desk-number-unread", words="101", least=1, most=100), []),
        ("waiting:ten", message("desk-number-unread", words="ten", least=1, most=100), []),
        ("cooldown:3601", message("desk-number-unread", words="3601", least=0, most=3600), []),
        ("cooldown:-1", message("desk-number-unread", words="-1", least=0, most=3600), []),
        ("second_person:figure;none", message("desk-none-and-kinds", options=Names(
            ("event", "figure", "statement", "control", "forecast"))), []),
        ("direct:everyone", message("not-one-of", words="everyone",
                                    options=Names(("nobody", "members", "anyone"), any_of=True)), []),
        ("review:queue", message("desk-channel-unread", words="queue"), []),
        ("review:slack:1", message("desk-platform-unknown", words="slack", options=Names(
            ("console", "discord", "matrix", "test"), any_of=True)), []),
        ("topic:kurks", message("unknown-topic", words="kurks"), ["topic:kursk"]),
        (f"name:{'x' * 101}", message("desk-name-too-long", given=101, most=100), []),
    ],
)  # fmt: skip
async def test_a_value_that_can_not_be_is_refused(
    typed: str, said: Message, offered: list[str], asked: Asked, story: Where
) -> None:
    card = await asked(
        f"/desk settings cooldown:9 {typed}" if "cooldown" not in typed else f"/desk settings {typed}"
    )
    assert card.title == said
    assert card.failed
    prefix = "/desk settings cooldown:9 "
    order = {
        line.replace(prefix, "").replace("/desk settings ", "").replace(" cooldown:9", "")
        for line in lines(card)
    }
    assert set(offered) <= order
    assert revisions(story) == 1


@pytest.mark.parametrize(
    ("name", "argument", "typed", "offered"),
    [
        ("desk settings", "time_zone", "kyi", ["Europe/Kyiv"]),
        ("desk settings", "time_zone", "Kiew", ["Europe/Kiev"]),
        ("desk settings", "propose", "", ["reader", "contributor", "nobody"]),
        ("desk settings", "second_person", "f", ["figure", "forecast"]),
        ("desk settings", "second_person", "n", ["none"]),
        ("desk settings", "review", "", ["here", "none"]),
        ("desk settings", "direct", "m", ["members"]),
        ("desk settings", "answers", "", ["public", "private"]),
        ("desk settings", "topic", "no", ["none", "north-korea-troops"]),
        ("desk settings", "waiting", "", ["3", "5", "10", "20"]),
        ("desk settings", "cooldown", "3", ["3", "30"]),
        ("desk editors", "role", "", ["reader", "contributor", "editor", "admin", "none"]),
        ("desk editors", "account", "ada", ["discord:42"]),
        ("desk block", "account", "disc", ["discord:42"]),
    ],
)
async def test_what_is_finite_is_completed(
    name: str, argument: str, typed: str, offered: list[str], asked: Asked, story: Where
) -> None:
    await asked("/desk editors discord:42 role:editor name:Ada")
    found = await COMMANDS[name].suggest(ADMIN, story, argument, typed, NOW)
    assert [each.value for each in found] == offered
    assert await COMMANDS[name].suggest(EDITOR, story, argument, typed, NOW) == []


# People


async def test_editors_lists_roles_blocks_and_links(asked: Asked) -> None:
    assert (await asked("/desk editors")).title == message("desk-people-none")
    await asked("/desk editors discord:42 role:editor name:Ada")
    await asked("/desk editors 9 role:admin")
    await asked("/desk block matrix:@b:example.org spam")
    await asked("/desk link discord:42 to:matrix:@ada:example.org")
    await asked("/desk editors discord:77 role:contributor")
    await asked("/desk editors discord:77 role:none")
    (listing,) = (await asked("/desk editors")).blocks
    assert isinstance(listing, Listing)
    assert [(entry.name, entry.detail, entry.opens) for entry in listing.entries] == [
        ("9", message("desk-person", role=message("desk-role-admin"), accounts=Names(("test:9",))),
         "/desk editors test:9"),
        ("Ada", message("desk-person", role=message("desk-role-editor"),
                        accounts=Names(("discord:42", "matrix:@ada:example.org"))),
         "/desk editors discord:42"),
        ("@b:example.org", message("desk-person-and-blocked", role=message("desk-role-none"),
                                   accounts=Names(("matrix:@b:example.org",))),
         "/desk editors matrix:@b:example.org"),
    ]  # fmt: skip
    for entry in listing.entries:
        assert (await asked(entry.opens)).title.key == "desk-person-title"


async def test_a_long_list_of_people_has_pages(asked: Asked) -> None:
    for number in range(23):
        await asked(f"/desk editors discord:{number + 100} role:contributor")
    card = await asked("/desk editors")
    (first,) = card.blocks
    assert isinstance(first, Listing)
    assert card.next is not None
    (second,) = (await asked(card.next.line_after())).blocks
    assert isinstance(second, Listing)
    assert [entry.name for entry in (*first.entries, *second.entries)] == [str(n) for n in range(100, 123)]
    assert (await asked("/desk editors page:999")).notes == (message("no-more"),)


async def test_a_role_is_given_as_one_revision_of_the_admins(asked: Asked, story: Where) -> None:
    card = await asked("/desk editors discord:42 role:editor name:Ada")
    assert card.title.key == "desk-role-given"
    assert facts(card)["desk-person-role"] == message("desk-role-editor")
    assert sql(story, "SELECT platform, account FROM revisions WHERE id = 2") == [("test", "1")]
    assert sql(story, "SELECT object_kind, change, after FROM revision_items WHERE revision_id = 2") == [
        (
            "person",
            "updated",
            json.dumps({"type": "person", "role": "editor", "blocked": False, "accounts": 1}),
        )
    ]
    assert (await asked("/desk editors discord:42 role:editor")).title.key == "desk-role-same"
    assert (await asked("/desk editors discord:42 name:Ada L.")).title.key == "desk-renamed"
    assert sql(story, "SELECT name FROM accounts") == [("Ada L.",)]
    assert revisions(story) == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/desk editors discord:alice role:editor",
         message("desk-account-unread", words="discord:alice", example="discord:42")),
        ("/desk editors dicsord:42 role:editor",
         message("desk-platform-unknown", words="dicsord",
                 options=Names(("console", "discord", "matrix", "test"), any_of=True))),
        ("/desk editors matrix:ada role:editor",
         message("desk-account-unread", words="matrix:ada", example="matrix:@somebody:example.org")),
        ("/desk editors role:editor",
         message("still-needed", argument="account", command="desk editors")),
        ("/desk editors discord:42 name:Ada", message("desk-name-of-nobody", account="discord:42")),
        (f"/desk editors discord:42 role:editor name:{'x' * 101}",
         message("desk-name-too-long", given=101, most=100)),
        ("/desk block discord:42", message("still-needed", argument="reason", command="desk block")),
        ("/desk link discord:42 to:discord:42", message("desk-link-itself", account="discord:42")),
    ],
)  # fmt: skip
async def test_a_wrong_account_says_what_is_right(
    line: str, said: Message, asked: Asked, story: Where
) -> None:
    card = await asked(line)
    assert card.title == said
    assert card.failed
    assert revisions(story) == 1


async def test_an_id_alone_is_of_the_askers_platform(asked: Asked, story: Where) -> None:
    on_matrix = Person("matrix", "@root:example.org", "root", Role.ADMIN)
    await asked("/desk editors @ada:example.org role:editor", who=on_matrix)
    await asked("/desk editors 43 role:editor", who=replace(ADMIN, platform="discord"))
    assert sql(story, "SELECT platform, account FROM accounts ORDER BY 1") == [
        ("discord", "43"), ("matrix", "@ada:example.org"),
    ]  # fmt: skip


async def test_nobody_gives_their_own_admin_role_away_unasked(asked: Asked, story: Where) -> None:
    card = await asked("/desk editors 1 role:editor")
    assert card.title == message("desk-loses-admin", role=message("desk-role-editor"))
    assert revisions(story) == 1
    assert (await asked("/desk editors 1 role:editor confirm:abcdef")).title.key == "desk-loses-admin"
    assert (await asked(confirming(card))).title.key == "desk-role-given"
    assert (await asked("/desk setup")).title.key == "not-allowed"


async def test_whoever_the_platform_vouches_for_may_drop_the_desks_role(asked: Asked) -> None:
    await asked("/desk editors 1 role:admin")
    assert (await asked("/desk editors 1 role:none")).title.key == "desk-role-given"
    given = replace(ADA, role=Role.READER)
    await asked("/desk editors discord:42 role:admin")
    assert (await asked("/desk editors 42 role:none", who=given)).title.key == "desk-loses-admin"


async def test_a_block_refuses_proposals_of_every_account(asked: Asked, story: Where) -> None:
    propose = "/propose Ukraine holds a village. source:https://example.org/n published:2025-04-28"
    await asked("/desk link discord:42 to:matrix:@ada:example.org")
    await asked("/desk block discord:42 the same again and again")
    assert sql(story, "SELECT reason FROM revisions WHERE id = 3") == [("the same again and again",)]
    for who in (ADA, ADA_TOO):
        assert (await asked(propose, who=who)).title.key == "blocked"
        assert (await asked("/flag 7 doubtful", who=who)).title.key == "blocked"
        assert not (await asked("/timeline kursk", who=who)).failed
    assert (await asked("/desk block discord:42 again")).title.key == "desk-blocked-already"
    await asked("/desk unblock matrix:@ada:example.org")
    assert (await asked("/desk unblock discord:42")).title.key == "desk-not-blocked"
    assert (await asked(propose, who=ADA)).title.key == "proposed"
    assert sql(story, "SELECT max(blocked) FROM persons") == [(0,)]


# Linking


async def test_a_linked_pair_is_one_person(asked: Asked, story: Where) -> None:
    await asked("/desk editors discord:42 role:editor name:Ada")
    card = await asked("/link", who=ADA)
    assert card.private
    (line,) = lines(card)
    code = line.removeprefix("/link ")
    assert sql(story, "SELECT count(*) FROM link_codes WHERE digest = ?", code) == [(0,)]
    question = await asked(line.lower(), who=ADA_TOO)
    assert question.title == message("link-asks", account="discord:42")
    assert facts_told(question) == [("matrix:@ada:example.org", "desk-role-editor")]
    linked = await asked(confirming(question), who=ADA_TOO)
    assert linked.title == message("link-done", account="discord:42")
    assert facts(linked)["desk-person-accounts"] == Names(("discord:42", "matrix:@ada:example.org"))
    assert not (await asked("/record drafts", who=ADA_TOO)).failed
    assert sql(story, "SELECT platform, account, change FROM revisions JOIN revision_items ON "
                      "revision_id = revisions.id WHERE revisions.id = 3") == [
        ("matrix", "@ada:example.org", "merged")
    ] * 2  # fmt: skip
    assert (await asked(line, who=ADA_TOO)).title.key == "link-wrong-code"
    assert (await asked("/desk unlink matrix:@ada:example.org")).title.key == "desk-unlinked"
    assert (await asked("/record drafts", who=ADA_TOO)).title.key == "not-allowed"
    assert not (await asked("/record drafts", who=ADA)).failed
    assert (await asked("/desk unlink discord:42")).title.key == "desk-not-linked"


def facts_told(card: Card) -> list[tuple[object, str]]:
    """What a question of linking says that each account would be."""
    return [
        (label.values["account"], value.key)
        for block in card.blocks
        if isinstance(block, Facts)
        for label, value in block.rows
        if isinstance(value, Message)
    ]


async def test_a_strangers_code_takes_no_role_unasked(asked: Asked, story: Where) -> None:
    await asked("/desk editors test:1 role:admin name:Boss")
    (line,) = lines(await asked("/link", who=ADA))
    question = await asked(line)
    assert question.title == message("link-asks", account="discord:42")
    assert facts_told(question) == [("discord:42", "desk-role-admin")]
    assert (await asked("/desk setup", who=ADA)).title.key == "not-allowed"
    assert (await asked(f"{line} confirm:abcdef")).title.key == "link-asks"
    assert revisions(story) == 2
    assert (await asked(confirming(question))).title.key == "link-done"
    assert (await asked(line)).title.key == "link-wrong-code"
    assert not (await asked("/desk setup", who=ADA)).failed


async def test_whoever_would_be_blocked_by_linking_is_asked_first(asked: Asked) -> None:
    await asked("/desk block discord:42 advertisement")
    (line,) = lines(await asked("/link", who=ADA))
    question = await asked(line, who=ADA_TOO)
    assert facts_told(question) == [("matrix:@ada:example.org", "desk-person-blocked")]
    await asked("/desk unblock discord:42")
    assert (await asked(line, who=ADA_TOO)).title.key == "link-done"


async def test_nobody_can_work_out_the_code_that_confirms(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "/desk editors 1 role:editor"
    await asked("/desk editors 1 role:admin")
    first = confirming(await asked(line))
    monkeypatch.setattr(confirming_module, "_SECRET", "another process's")
    assert confirming(await asked(line)) != first


async def test_a_code_is_for_another_account_in_time(asked: Asked, story: Where) -> None:
    (line,) = lines(await asked("/link", who=ADA))
    own = await asked(line, who=ADA)
    assert own.title == message("link-own-account")
    assert own.failed
    assert (await asked("/link ABCDE-FGHJK", who=ADA_TOO)).title == message("link-wrong-code", minutes=15)
    late = NOW + timedelta(minutes=15)
    assert (await asked(line, who=ADA_TOO, now=late)).title.key == "link-wrong-code"
    assert (await asked(line, who=ADA_TOO, now=late - timedelta(seconds=1))).title.key == "link-done"
    (again,) = lines(await asked("/link", who=ADA))
    assert (await asked(again, who=ADA_TOO)).title.key == "link-already"
    assert revisions(story) == 2


async def test_linking_takes_nothing_away_that_the_platform_vouches_for(asked: Asked, story: Where) -> None:
    await asked("/desk editors discord:42 role:contributor")
    (line,) = lines(await asked("/link", who=ADA))
    owner = replace(ADA_TOO, role=Role.ADMIN)
    card = await asked(line, who=owner)
    assert card.title == message(
        "link-lessens",
        now=message("desk-role-admin"),
        then=message("desk-role-contributor"),
        account="discord:42",
    )
    await asked("/desk editors matrix:@ada:example.org role:admin")
    assert (await asked(confirming(await asked(line, who=owner)), who=owner)).title.key == "link-done"
    assert sql(story, "SELECT role FROM persons JOIN accounts ON person_id = persons.id") == [("admin",)] * 2


async def test_an_admin_links_by_their_word_alone(asked: Asked, story: Where) -> None:
    assert (await asked("/desk link discord:42 to:matrix:@ada:example.org")).title.key == "desk-linked"
    again = await asked("/desk link matrix:@ada:example.org to:discord:42")
    assert again.title.key == "desk-linked-already"
    assert not again.failed
    assert revisions(story) == 2
    await asked("/desk editors discord:50 role:reader")
    card = await asked("/desk link 1 to:discord:50")
    assert card.title == message("desk-loses-admin", role=message("desk-role-reader"))
    assert revisions(story) == 3
    assert (await asked(confirming(card))).title.key == "desk-linked"


async def test_an_admin_is_asked_before_parting_from_their_own_role(asked: Asked) -> None:
    await asked("/desk editors discord:42 role:admin")
    await asked("/desk link discord:42 to:matrix:@ada:example.org")
    card = await asked("/desk unlink 42", who=ADA)
    assert card.title.key == "desk-loses-admin"
    assert (await asked(confirming(card), who=ADA)).title.key == "desk-unlinked"
    assert (await asked("/desk setup", who=ADA)).title.key == "not-allowed"
    assert not (await asked("/desk setup", who=ADA_TOO)).failed


# Joining and choosing


@pytest.fixture
def placed(story: Where, tmp_path: Path) -> Where:
    """A channel of a server that belongs to the desk."""
    registry = Registry(tmp_path)
    registry.settle(Place("discord", "900"), "story")
    return replace(story, place=Place("discord", "900"), registry=registry)


async def test_a_place_joins_by_a_code(asked: Asked, placed: Where) -> None:
    assert placed.registry is not None
    other = Where(placed.desk, "other", "room", None, Place("matrix", "!r:example.org"), placed.registry)
    card = await asked("/desk join", where=placed)
    assert card.private
    (line,) = lines(card)
    joined = await asked(line, where=other)
    assert joined.title == message("desk-joined", desk="story")
    assert facts(joined) == {"desk-join-before": "other", "desk-join-now": "story"}
    assert placed.registry.places_of("story") == (
        Place("discord", "900"), Place("matrix", "!r:example.org"),
    )  # fmt: skip
    assert (await asked(line, where=other)).title == message("desk-join-wrong-code", minutes=15)


async def test_a_place_of_the_configurations_joins_no_other_desk(
    asked: Asked, placed: Where, tmp_path: Path
) -> None:
    (line,) = lines(await asked("/desk join", where=placed))
    place = Place("discord", "901")
    registry = Registry(tmp_path, {place: "newsroom"})
    configured = replace(placed, desk_name="newsroom", place=place, registry=registry)
    card = await asked(line, where=configured)
    assert card.title == message("desk-join-configured", desk="newsroom")
    assert card.failed
    assert (await asked("/desk join", where=configured)).title.key == "desk-join-code"


async def test_a_code_to_join_by_can_be_wrong(asked: Asked, placed: Where, story: Where) -> None:
    (line,) = lines(await asked("/desk join", where=placed))
    late = NOW + timedelta(minutes=15)
    elsewhere = replace(placed, desk_name="other", place=Place("discord", "901"))
    assert (await asked(line, where=elsewhere, now=late)).title.key == "desk-join-wrong-code"
    assert (await asked("/desk join 123", where=elsewhere)).failed
    assert (await asked(line, where=story)).title == message("desk-join-no-registry", desk="story")
    assert (await asked("/desk join", where=story)).failed
    nowhere = replace(placed, place=None)
    assert (await asked(line, where=nowhere)).title == message("desk-join-no-place")
    assert (await asked(line, where=placed)).title == message("desk-join-already", desk="story")


async def test_in_a_direct_chat_a_desk_is_chosen(asked: Asked, placed: Where) -> None:
    assert placed.registry is not None
    direct = replace(placed, place=None, others=("story", "kherson"))
    (listing,) = (await asked("/use", who=READER, where=direct)).blocks
    assert isinstance(listing, Listing)
    assert [(entry.name, entry.detail, entry.opens) for entry in listing.entries] == [
        ("kherson", None, "/use kherson"),
        ("story", message("use-now"), "/use story"),
    ]
    assert (await asked("/use Kherson", who=READER, where=direct)).title == message(
        "use-chosen", desk="kherson"
    )
    assert placed.registry.chosen("test", "42") == "kherson"
    wrong = await asked("/use kerson", who=READER, where=direct)
    assert wrong.title == message("use-unknown", words="kerson")
    assert lines(wrong) == ["/use desk:kherson"]
    found = await COMMANDS["use"].suggest(READER, direct, "desk", "kh")
    assert [each.value for each in found] == ["kherson"]


async def test_elsewhere_there_is_nothing_to_choose(asked: Asked, placed: Where, story: Where) -> None:
    assert (await asked("/use", who=READER, where=placed)).title == message("use-not-direct", desk="story")
    assert (await asked("/use story", who=READER, where=placed)).title.key == "use-not-direct"
    for where in (story, replace(placed, place=None)):
        card = await asked("/use", who=READER, where=where)
        assert card.title == message("use-nothing", desk="story")
        assert card.failed


# The log


async def test_the_log_says_who_did_what_and_why(asked: Asked, story: Where) -> None:
    await asked("/desk settings name:Newsroom waiting:7")
    await asked("/desk block discord:42 spam")
    card = await asked("/desk audit")
    (log,) = card.blocks
    assert isinstance(log, History)
    assert [(c.revision, c.who, c.reason) for c in log.changes] == [
        (3, "test:1", "spam"), (2, "test:1", None), (1, "test:tester", None),
    ]  # fmt: skip
    assert "2 settings updated" in render(card, wording("en"))
    assert "14 claims added" in render(card, wording("en"))
    assert changed(await asked("/desk audit r2")) == [
        ("desk-set-name", None, "Newsroom"), ("desk-set-waiting", "5", "7"),
    ]  # fmt: skip
    assert changed(await asked("/desk audit 3")) == [
        ("desk-person-blocked", message("desk-no"), message("desk-yes"))
    ]
    assert "person “discord:42”" in render(await asked("/desk audit r3"), wording("en"))


async def test_the_log_has_pages(asked: Asked) -> None:
    for number in range(1, 22):
        await asked(f"/desk settings waiting:{number}")
    shown: list[int] = []
    line: str | None = "/desk audit"
    while line is not None:
        card = await asked(line)
        shown += [c.revision for block in card.blocks if isinstance(block, History) for c in block.changes]
        line = card.next.line_after() if card.next else None
    assert shown == [*range(22, 0, -1)]
    shown.clear()
    line = "/desk audit r1"
    while line is not None:
        card = await asked(line)
        shown += [len(block.changes) for block in card.blocks if isinstance(block, History)]
        line = card.next.line_after() if card.next else None
    assert shown == [20, 13]
    assert (await asked("/desk audit page:1")).notes == (message("no-more"),)
    assert (await asked("/desk audit r99")).title == message(
        "desk-audit-no-revision", revision="r99", newest="r22"
    )


# Expunging and forgetting

CLAIMED = "Zalgovia holds nine hostages at Quuxburg."


async def test_what_is_expunged_is_nowhere(asked: Asked, story: Where) -> None:
    entered = await asked(
        f"/record add {CLAIMED} by:Zalgovian Quorum source:https://zalgovia.example/x published:2025-04-28 "
        "quote:nine hostages at Quuxburg",
        who=EDITOR,
    )
    if entered.title.key == "draft-title":
        await asked("/record publish", who=EDITOR)
    ((number,),) = sql(story, "SELECT id FROM claims WHERE text = ?", CLAIMED)
    await asked(f"/record edit {number} correction:wording text:{CLAIMED} Again.", who=EDITOR)
    before = revisions(story)
    assert b"Quuxburg" in on_disk(story)

    card = await asked(f"/desk expunge #{number} a court order of 2 May")
    assert card.private
    assert card.title == message("desk-expunge-title", number=str(number))
    goes = facts(card)
    assert goes["object-claim"] == f"{CLAIMED} Again."
    assert "zalgovia" in str(goes["object-source"]).casefold()
    assert card.notes[:2] == (message("desk-expunge-reason"), message("desk-expunge-copies"))
    assert revisions(story) == before

    done = await asked(confirming(card))
    assert done.title == message("desk-expunged", number=str(number))
    assert revisions(story) == before + 1
    assert sql(story, "SELECT reason FROM revisions WHERE id = ?", before + 1) == [
        ("a court order of 2 May",)
    ]
    held = on_disk(story)
    for word in (b"Quuxburg", b"quuxburg", b"Zalgov", b"zalgov"):
        assert word not in held
    with closing(sqlite3.connect(story.desk.path)) as conn:
        assert "uuxburg" not in "\n".join(conn.iterdump())
    assert not (await asked("/search Quuxburg")).blocks
    again = await asked(f"/desk expunge {number} a court order of 2 May")
    assert again.title == message("desk-expunged-already", number=str(number))


async def test_a_name_that_was_expunged_is_in_no_claim_that_named_it(asked: Asked, story: Where) -> None:
    await asked("/record add They met. source:https://zalgovia.example/x by:Zalgo Quorum", who=EDITOR)
    await asked("/record edit 15 wording by:Russia", who=EDITOR)
    await asked("/record relate 15 confirms 1 source:https://secret.example/leak", who=EDITOR)
    card = await asked("/desk expunge 15 a court order")
    assert [value for label, value in named(card) if label in ("object-actor", "object-source")] == [
        "Zalgo Quorum", "zalgovia.example", "secret.example"
    ]  # fmt: skip
    await asked(confirming(card))
    assert "secret.example" not in str((await asked("/sources", who=READER)).blocks)
    for word in (b"zalgo", b"Zalgo", b"secret"):
        assert word not in on_disk(story)


async def test_of_a_claim_that_was_taken_back_all_that_goes_is_named(asked: Asked) -> None:
    await asked("/record add They met. source:https://zalgovia.example/x by:Zalgo Quorum", who=EDITOR)
    standing = named(await asked("/desk expunge 15 a court order"))
    await asked("/record undo", who=EDITOR)
    undone = named(await asked("/desk expunge 15 a court order"))
    assert ("object-actor", "Zalgo Quorum") in undone
    assert sorted(map(str, undone)) == sorted(map(str, standing))


def named(card: Card) -> list[tuple[str, Value]]:
    return [
        (label.key, value) for block in card.blocks if isinstance(block, Facts) for label, value in block.rows
    ]


def on_disk(where: Where) -> bytes:
    """All bytes of the desk's file and of what SQLite keeps beside it."""
    path = where.desk.path
    return b"".join(each.read_bytes() for each in sorted(path.parent.glob(f"{path.name}*")))


async def test_expunging_needs_the_code_of_what_would_go_now(asked: Asked, story: Where) -> None:
    card = await asked("/desk expunge 7 a court order")
    assert facts(card)["desk-expunge-with-it"] == message("desk-counted-relation", number=1)
    await asked("/flag 7 doubtful", who=READER)
    stale = await asked(confirming(card))
    assert stale.title.key == "desk-expunge-title"
    assert message("confirm-stale") in stale.notes
    assert (await asked("/desk expunge 7 a court order confirm:123456")).title.key == "desk-expunge-title"
    assert sql(story, "SELECT count(*) FROM claims WHERE id = 7") == [(1,)]
    assert (await asked("/desk expunge 99 a court order")).title == message("no-such-claim", number="99")
    ((text,),) = sql(story, "SELECT text FROM claims WHERE id = 7")
    assert (await asked(f"/desk expunge 7 it said: {text}")).title == message("desk-expunge-repeats")
    assert (await asked(confirming(stale))).title == message("desk-expunged", number="7")


async def test_an_account_is_forgotten(asked: Asked, placed: Where) -> None:
    assert placed.registry is not None
    placed.registry.choose("test", "7", "story")
    await asked("/desk editors 7 role:editor name:Somebody Known", where=placed)
    await asked("/record retract 12 the source took it back", who=EDITOR, where=placed)
    card = await asked("/desk forget 7", where=placed)
    assert card.title == message("desk-forget-title", account="test:7")
    assert facts(card)["desk-forget-kept"] == message("desk-forget-count", number=2)
    done = await asked(confirming(card), where=placed)
    assert facts(done) == {"desk-forget-pseudonym": "test:forgotten-1"}
    assert sql(placed, "SELECT account FROM revisions ORDER BY id") == [("tester",), ("1",), ("forgotten-1",)]
    assert sql(placed, "SELECT count(*) FROM accounts") == [(0,)]
    assert b"Somebody Known" not in on_disk(placed)
    assert placed.registry.chosen("test", "7") is None
    assert (await asked("/desk forget 7", where=placed)).title == message(
        "desk-forget-nobody", account="test:7"
    )


async def test_a_forgotten_account_is_one_already(asked: Asked) -> None:
    await asked("/record retract 12 the source took it back", who=EDITOR)
    await asked(confirming(await asked("/desk forget 7")))
    card = await asked("/desk forget forgotten-1")
    assert card.title == message("desk-forgotten-already", account="test:forgotten-1")
    assert card.failed


async def test_what_was_chosen_of_other_desks_is_left(asked: Asked, placed: Where) -> None:
    assert placed.registry is not None
    placed.registry.choose("test", "7", "another")
    await asked("/desk editors 7 role:editor", where=placed)
    await asked(confirming(await asked("/desk forget 7", where=placed)), where=placed)
    assert placed.registry.chosen("test", "7") == "another"


async def test_forgetting_warns_of_what_hangs_on_the_account(asked: Asked) -> None:
    await asked("/desk editors 1 role:admin")
    await asked("/desk link 1 to:discord:42")
    card = await asked("/desk forget 1")
    assert card.notes[:2] == (message("desk-forget-yourself"), message("desk-forget-linked"))


async def test_where_a_reader_stays_the_answer_says_what_is_kept(asked: Asked, story: Where) -> None:
    await asked("/desk settings waiting:7")
    with closing(sqlite3.connect(story.desk.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM settings").fetchall()
        await story.desk.write(lambda db: db.conn.execute("PRAGMA busy_timeout = 50"))
        await asked("/desk settings waiting:8")
        card = await asked(confirming(await asked("/desk expunge 12 a court order")))
    assert card.title.key == "desk-expunged"
    assert card.notes[-1] == message("desk-log-kept")


# Words


def test_every_key_of_the_file_is_used() -> None:
    root = Path(__file__).parents[2]
    code = "".join(path.read_text("utf-8") for path in (root / "commands").rglob("*.py"))
    made = ("desk-role-", "desk-set-", "desk-propose-", "desk-direct-", "desk-answers-", "desk-counted-")
    keys = [
        line.partition(" =")[0]
        for line in (root / "bot/wording/en/desk.ftl").read_text("utf-8").splitlines()
        if line[:1].isalpha()
    ]
    assert [key for key in keys if f'"{key}"' not in code and not key.startswith(made)] == []
    assert {key.partition("-")[0] for key in keys} == {"desk", "link", "use"}


@pytest.mark.parametrize("name", [*OURS, "link", "use"])
def test_the_admins_page_names_each_argument(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs/desk.md").read_text("utf-8")
    section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    promised = re.findall(r"^- `(\w+)(:?)` – ", section, re.MULTILINE)
    assert promised == [(each.name, "" if each.positional else ":") for each in COMMANDS[name].arguments]
