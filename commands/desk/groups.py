"""How a group of a platform is named in a command, and how it is shown."""

import re
from collections.abc import Mapping
from typing import Annotated

from commands.asking import Asking
from commands.card import Entry, Facts, message
from commands.declaring import COMMANDS
from commands.desk.accounts import read_id, role_words
from commands.errors import CommandError
from commands.grammar import one_word
from commands.signature import Arg
from storage.groups import Group, GroupRole, group_roles
from storage.reads.suggest import Suggestion

# What a group's id looks like, where its platform has groups.
_SHAPES: Mapping[str, re.Pattern[str]] = {"discord": re.compile(r"[0-9]{1,20}")}
_OTHER = re.compile(r"\S{1,200}")


def _read_group(asking: Asking, text: str) -> Group:
    platform, group = read_id(asking, text)
    if not _SHAPES.get(platform, _OTHER).fullmatch(group):
        raise CommandError("desk-group-unread", words=text, example=_example(platform))
    return Group(platform, group)


def _example(platform: str) -> str:
    return f"{platform}:{'42' if platform == 'discord' else 'staff'}"


def has_groups(asking: Asking) -> bool:
    """Tells whether the platform has groups here: of the place, or of whoever asks."""
    return bool(asking.where.groups or asking.who.groups)


def line_to_try(asking: Asking) -> str:
    """Returns a line that gives a group a role, with an id to put another in the place of."""
    return f"/desk roles {_example(asking.who.platform)} role:editor"


def name_of(asking: Asking, group: GroupRole) -> str:
    """Returns what a group is called: as the desk has it, else as its place does, else its id."""
    if group.name == group.group.group and group.group.platform == asking.who.platform:
        return asking.where.groups.get(group.name, group.name)
    return group.name


def called(asking: Asking, group: GroupRole) -> str:
    """Returns what a group is called, with the id by which it is meant."""
    name = name_of(asking, group)
    return str(group.group) if name == group.group.group else f"{name} ({group.group})"


def facts_of(asking: Asking, group: GroupRole) -> Facts:
    """Returns what the desk has for a group."""
    return Facts(
        (
            (message("desk-person-name"), name_of(asking, group)),
            (message("desk-person-role"), role_words(group.role)),
        )
    )


def entry_of(asking: Asking, group: GroupRole) -> Entry:
    """Returns a group as a line of a list."""
    told = message("desk-group", role=role_words(group.role), group=str(group.group))
    return Entry(name_of(asking, group), told, None, COMMANDS["desk roles"].line(group=str(group.group)))


def _suggest_groups(asking: Asking, typed: str) -> list[Suggestion]:
    """Returns the groups that have a role, and then those of this place."""
    start = typed.strip().removeprefix("@").casefold()
    known = {each.group: each for each in group_roles(asking.db)}
    here = (Group(asking.who.platform, one) for one in asking.where.groups)
    others = (GroupRole(each, each.group, None) for each in here if each not in known)
    labels = ((each.group, called(asking, each)) for each in (*known.values(), *others))
    return [Suggestion(str(group), label) for group, label in labels if start in label.casefold()]


GroupArg = Annotated[
    Group,
    Arg("a group of the platform, as discord:42; on Discord a role", _read_group, _suggest_groups, one_word),
]
