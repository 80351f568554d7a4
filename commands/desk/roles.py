"""`desk roles`: which role of the desk whoever is in a group of a platform has."""

from dataclasses import replace

from commands.asking import Asking
from commands.card import Card, Examples, Listing, message
from commands.confirming import ConfirmArg
from commands.declaring import command
from commands.desk.accounts import NameArg, role_words
from commands.desk.editors import RoleArg, loses_admin
from commands.desk.groups import GroupArg, called, entry_of, facts_of, line_to_try, name_of
from commands.errors import CommandError
from commands.people import Role, role_of
from storage.groups import Group, GroupRole, group_role, group_roles, set_group_role
from storage.vocabulary import DeskRole


@command(group="desk", role=Role.ADMIN, writes=True)
def roles(
    asking: Asking,
    group: GroupArg | None = None,
    *,
    role: RoleArg | None = None,
    name: NameArg | None = None,
    confirm: ConfirmArg | None = None,
) -> Card:
    """Lists which groups of the platform have a role in the desk, or gives a group a role.

    On Discord groups are the server's roles. A role that the desk gave somebody themselves counts first; else
    the highest of what the platform says and what their groups have. `none` takes a group's role away.

    Examples:
    /desk roles
    /desk roles discord:42 role:editor name:Newsroom
    /desk roles discord:42
    """
    if group is None:
        if role is not None or name is not None:
            raise CommandError("still-needed", argument="group", command="desk roles")
        return _listed(asking)
    before = group_role(asking.db, group)
    if role is None and name is None:
        return _group_card(asking, "desk-group-title", before)
    if role is None and before.role is None:
        raise CommandError("desk-group-without-role", group=str(group))
    wanted: DeskRole | None = before.role if role is None else None if role == "none" else role
    after = _after_a_change(asking, group, wanted)
    told = facts_of(asking, before)
    if wanted != before.role and (question := loses_admin(asking, after, before, told, confirm)):
        return question
    named = name or name_of(asking, before)
    made = set_group_role(asking.db, group, named, wanted, asking.author())
    key = "desk-group-same" if made is None else "desk-group-given"
    return _group_card(asking, key, group_role(asking.db, group))


def _after_a_change(asking: Asking, group: Group, wanted: DeskRole | None) -> Role:
    """Returns what whoever asks could do, once the desk had this role for a group."""
    who, given = asking.who, asking.member.role
    if who.platform != group.platform or group.group not in who.groups:
        return asking.role
    others = replace(who, groups=tuple(each for each in who.groups if each != group.group))
    without = role_of(asking.db, others, given)
    if who.fixed or given is not None or wanted is None:
        return without
    return max(without, Role[wanted.upper()])


def _group_card(asking: Asking, key: str, group: GroupRole) -> Card:
    title = message(key, group=called(asking, group), role=role_words(group.role))
    return Card(title, (facts_of(asking, group),))


def _listed(asking: Asking) -> Card:
    known = group_roles(asking.db)
    if not known:
        how = Examples(message("desk-groups-give"), (line_to_try(asking),))
        return Card(message("desk-groups-none"), (how,))
    entries = tuple(entry_of(asking, each) for each in known)
    note = message("desk-groups-others")
    return Card(message("desk-groups-title"), (Listing(None, entries),), notes=(note,))
