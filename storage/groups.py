"""Which role a desk has for whoever is in a group of a platform, as its platform vouches.

A group is whatever a platform gathers people in and vouches for: on Discord a role of the server.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from storage.revising import Item, record
from storage.vocabulary import DeskRole
from storage.writing import Author


class Group(NamedTuple):
    """A group of a platform, by the platform's own stable id."""

    platform: str
    group: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.group}"


@dataclass(frozen=True, slots=True)
class GroupRole:
    """A group as the desk knows it.

    Attributes:
        group: The group.
        name: The name to show; its id where nobody said another.
        role: The role of whoever is in it; None where the desk has none for it.
    """

    group: Group
    name: str
    role: DeskRole | None


def group_role(db: Database, group: Group) -> GroupRole:
    """Returns what the desk has for a group."""
    row = db.conn.execute(
        "SELECT name, role FROM group_roles WHERE platform = ? AND group_id = ?", group
    ).fetchone()
    return GroupRole(group, group.group, None) if row is None else GroupRole(group, *row)


def group_roles(db: Database) -> tuple[GroupRole, ...]:
    """Returns every group that has a role; those of admins first."""
    rows = db.conn.execute(
        "SELECT platform, group_id, name, role FROM group_roles ORDER BY "
        "CASE role WHEN 'admin' THEN 0 WHEN 'editor' THEN 1 WHEN 'contributor' THEN 2 ELSE 3 END, id"
    )
    return tuple(
        GroupRole(Group(platform, group), name, role) for platform, group, name, role in rows.fetchall()
    )


def roles_of(db: Database, platform: str, groups: Collection[str]) -> tuple[DeskRole, ...]:
    """Returns the roles that the desk has for whoever is in these groups, in no order."""
    rows = db.conn.execute(
        "SELECT role FROM group_roles WHERE platform = ? AND group_id IN (SELECT value FROM json_each(?))",
        (platform, json.dumps(list(groups))),
    )
    return tuple(role for (role,) in rows.fetchall())


def set_group_role(
    db: Database, group: Group, name: str, role: DeskRole | None, author: Author
) -> int | None:
    """Gives whoever is in a group a role, or takes it away again; as one revision.

    Returns:
        The revision; None where all is as wanted already.
    """
    before = group_role(db, group)
    after = GroupRole(group, before.name if role is None else name, role)
    if after == before:
        return None
    if role is None:
        changed = db.conn.execute(
            "DELETE FROM group_roles WHERE platform = ? AND group_id = ? RETURNING id", group
        )
    else:
        changed = db.conn.execute(
            "INSERT INTO group_roles (platform, group_id, name, role) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (platform, group_id) DO UPDATE SET name = excluded.name, role = excluded.role "
            "RETURNING id",
            (*group, name, role),
        )
    (row,) = changed.fetchone()
    return record(db.conn, author, [Item("group", row, "updated", _logged(before), _logged(after))])


def _logged(group: GroupRole) -> str:
    return json.dumps(
        {
            "type": "group",
            "platform": group.group.platform,
            "group": group.group.group,
            "name": group.name,
            "role": group.role,
        },
        ensure_ascii=False,
    )
