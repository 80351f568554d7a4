"""`desk roles`: what somebody may do by the groups that their platform says they are in."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from bot.render.plain import render
from bot.wording.wording import wording
from commands.ask import ask
from commands.card import Card, Examples, Facts, History, Listing, Message, message
from commands.catalogue import COMMANDS
from commands.people import Person, Role, Where, role_of
from storage.connection import in_snapshot, open_reader
from tests.conftest import NOW

ADMIN = Person("discord", "1", "An admin", Role.ADMIN, groups=("900", "17"))
ADA = Person("discord", "42", "Ada", Role.READER, groups=("900", "17", "18"))


async def asked(story: Where, line: str, who: Person = ADMIN) -> Card:
    card = await ask(who, story, line, NOW)
    assert render(card, wording("en"))
    assert card.title.key != "broken"
    return card


async def may(story: Where, who: Person) -> Role:
    """What the desk lets somebody do, told by what they are refused."""
    for role, line in ((Role.ADMIN, "/desk audit"), (Role.EDITOR, "/review queue")):
        if (await asked(story, line, who)).title.key != "not-allowed":
            return role
    return Role.READER


def revisions(where: Where) -> int:
    with closing(sqlite3.connect(where.desk.path)) as conn:
        (number,) = conn.execute("SELECT max(id) FROM revisions").fetchone()
    return int(number)


def entries(card: Card) -> list[tuple[Message | None, list[tuple[str, Message | None, str]]]]:
    return [
        (block.heading, [(each.name, each.detail, each.opens) for each in block.entries])
        for block in card.blocks
        if isinstance(block, Listing)
    ]


def lines(card: Card) -> list[str]:
    return [line for block in card.blocks if isinstance(block, Examples) for line in block.lines]


async def test_the_highest_of_the_platform_and_the_groups_counts(story: Where) -> None:
    assert await may(story, ADA) == Role.READER
    await asked(story, "/desk roles 17 role:editor name:Newsroom")
    await asked(story, "/desk roles discord:18 role:contributor")
    assert await may(story, ADA) == Role.EDITOR
    assert await may(story, replace(ADA, groups=("18",))) == Role.READER
    assert await may(story, replace(ADA, role=Role.ADMIN)) == Role.ADMIN
    assert await may(story, replace(ADA, platform="matrix")) == Role.READER
    await asked(story, "/desk roles 900 role:admin name:everyone")
    assert await may(story, ADA) == Role.ADMIN
    await asked(story, "/desk roles 900 role:none")
    await asked(story, "/desk roles 17 role:none")
    assert await may(story, ADA) == Role.READER


async def test_what_the_desk_gave_somebody_counts_before_their_groups(story: Where) -> None:
    await asked(story, "/desk roles 17 role:admin")
    await asked(story, "/desk editors 42 role:reader")
    assert await may(story, ADA) == Role.READER
    await asked(story, "/desk editors 42 role:editor")
    assert await may(story, ADA) == Role.EDITOR
    assert await may(story, replace(ADA, account="1", fixed=True)) == Role.READER


async def test_a_group_is_given_a_role_as_one_revision_that_the_log_tells(story: Where) -> None:
    card = await asked(story, "/desk roles 17 role:editor name:Newsroom")
    group = "Newsroom (discord:17)"
    assert card.title == message("desk-group-given", group=group, role=message("desk-role-editor"))
    assert revisions(story) == 2
    same = await asked(story, "/desk roles discord:17 role:editor")
    assert same.title == message("desk-group-same", group=group, role=message("desk-role-editor"))
    await asked(story, "/desk roles 17 name:Staff")
    await asked(story, "/desk roles 17 role:none")
    assert revisions(story) == 4
    (history,) = (await asked(story, "/desk audit r2")).blocks
    assert isinstance(history, History)
    (change,) = history.changes
    named = message("object-named", kind=message("object-group"), name=group)
    assert change.what == message("did-to", object=named, what=message("change-updated"))
    assert [(each.field.key, each.before, each.after) for each in change.differences] == [
        ("desk-person-name", "17", "Newsroom"),
        ("desk-person-role", message("desk-role-none"), message("desk-role-editor")),
    ]
    told = message("did-to", object=message("desk-counted-group", number=1), what=message("change-updated"))
    (log,) = (await asked(story, "/desk audit")).blocks
    assert isinstance(log, History)
    assert [each.what for each in log.changes[:3]] == [told] * 3


async def test_groups_with_a_role_are_listed_by_themselves_and_with_people(story: Where) -> None:
    assert lines(await asked(story, "/desk roles")) == ["/desk roles discord:42 role:editor"]
    await asked(story, "/desk roles 17 role:editor name:Newsroom")
    await asked(story, "/desk roles 18 role:admin")
    listed = [
        (each, message("desk-group", role=message(f"desk-role-{role}"), group=group), f"/desk roles {group}")
        for each, role, group in (("18", "admin", "discord:18"), ("Newsroom", "editor", "discord:17"))
    ]
    assert entries(await asked(story, "/desk roles")) == [(None, listed)]
    assert entries(await asked(story, "/desk editors")) == [(message("desk-groups-title"), listed)]
    await asked(story, "/desk editors 42 role:editor name:Ada")
    people, groups = entries(await asked(story, "/desk editors"))
    assert [name for name, _, _ in people[1]] == ["Ada"]
    assert groups == (message("desk-groups-title"), listed)
    shown = await asked(story, "/desk roles 17")
    assert shown.title == message(
        "desk-group-title", group="Newsroom (discord:17)", role=message("desk-role-editor")
    )
    assert shown.blocks == (
        Facts(
            (
                (message("desk-person-name"), "Newsroom"),
                (message("desk-person-role"), message("desk-role-editor")),
            )
        ),
    )


async def test_a_place_names_its_groups(story: Where) -> None:
    server = replace(story, groups={"900": "@everyone", "17": "Newsroom", "19": "Editors at large"})
    group = COMMANDS["desk roles"]
    found = await group.suggest(ADMIN, server, "group", "@ed")
    assert [(each.value, each.label) for each in found] == [("discord:19", "Editors at large (discord:19)")]
    await asked(server, "/desk roles 17 role:editor")
    assert (await asked(story, "/desk roles 17")).title.values["group"] == "Newsroom (discord:17)"
    found = await group.suggest(ADMIN, server, "group", "")
    assert [each.value for each in found] == ["discord:17", "discord:900", "discord:19"]
    assert await group.suggest(ADA, replace(server, groups={}), "group", "") == []


async def test_setup_tells_of_groups_where_there_are_any(story: Where) -> None:
    plain = replace(ADMIN, groups=())
    assert "/desk roles discord:42 role:editor" not in lines(await asked(story, "/desk setup", plain))
    card = await asked(story, "/desk setup")
    assert lines(card).count("/desk roles discord:42 role:editor") == 2
    rows = [row for block in card.blocks if isinstance(block, Facts) for row in block.rows]
    assert (message("desk-set-groups"), message("desk-no-groups")) in rows
    await asked(story, "/desk roles 17 role:editor")
    card = await asked(story, "/desk setup")
    assert lines(card).count("/desk roles discord:42 role:editor") == 1
    rows = [row for block in card.blocks if isinstance(block, Facts) for row in block.rows]
    assert (message("desk-set-groups"), message("desk-counted-group", number=1)) in rows


async def test_nobody_takes_their_own_admin_role_away_unasked(story: Where) -> None:
    await asked(story, "/desk roles 17 role:admin")
    mine = replace(ADMIN, role=Role.READER)
    card = await asked(story, "/desk roles 17 role:editor", mine)
    assert card.title == message("desk-loses-admin", role=message("desk-role-editor"))
    assert (await asked(story, "/desk roles 17 role:none", mine)).title == message(
        "desk-loses-admin", role=message("desk-role-reader")
    )
    assert revisions(story) == 2
    # Another group keeps them an admin, and others' groups and those of other platforms are none of theirs.
    for line in ("discord:900 role:admin", "discord:18 role:editor", "matrix:17 role:editor"):
        assert (await asked(story, f"/desk roles {line}", mine)).title.key == "desk-group-given"
    assert (await asked(story, "/desk roles 17 role:none", mine)).title.key == "desk-group-given"
    (action,) = (await asked(story, "/desk roles 900 role:none", mine)).actions
    assert (await asked(story, action.line, mine)).title.key == "desk-group-given"
    assert await may(story, mine) == Role.READER


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/desk roles discord:editors role:editor",
         message("desk-group-unread", words="discord:editors", example="discord:42")),
        ("/desk roles role:editor", message("still-needed", argument="group", command="desk roles")),
        ("/desk roles 17 name:Newsroom", message("desk-group-without-role", group="discord:17")),
    ],
)  # fmt: skip
async def test_a_wrong_group_says_what_is_right(line: str, said: Message, story: Where) -> None:
    card = await asked(story, line)
    assert (card.title, card.failed) == (said, True)
    assert revisions(story) == 1


@pytest.mark.parametrize(
    ("who", "given", "statements"),
    [
        (replace(ADA, groups=()), None, 0),
        (ADA, None, 1),
        (replace(ADA, groups=tuple(map(str, range(250)))), None, 1),
        (ADA, "editor", 0),
        (replace(ADA, fixed=True), None, 0),
    ],
)
async def test_the_role_costs_at_most_one_statement(
    who: Person, given: str | None, statements: int, sample: Where
) -> None:
    db = open_reader(sample.desk.path)
    seen: list[str] = []
    db.conn.set_trace_callback(seen.append)
    in_snapshot(db, lambda db: role_of(db, who, given))  # type: ignore[arg-type]  # a role of the desk's
    db.close()
    assert len([each for each in seen if each.startswith("SELECT")]) == statements
