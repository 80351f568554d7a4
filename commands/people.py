"""Who asks, from where, and what the desk lets them do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from sqlite_utils import Database

from commands.cooldown import Cooldowns
from storage.desk import Desk
from storage.groups import roles_of
from storage.people import Account
from storage.registry import Place, Registry
from storage.vocabulary import DeskRole


class Role(IntEnum):
    """What somebody may do in a desk; each role may do what those before it may."""

    READER = 0
    CONTRIBUTOR = 1
    EDITOR = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever asks.

    Attributes:
        platform: Where the account is: `console`, `discord`, `matrix`.
        account: The account's stable id on that platform.
        name: The name to show.
        role: What the platform vouches for; it holds where the desk gave the person no role.
        fixed: Whether that role holds whatever the desk gave: of whoever sits at the machine itself.
        groups: Ids of the groups that the platform says they are in, such as roles of Discord's.
    """

    platform: str
    account: str
    name: str
    role: Role
    fixed: bool = False
    groups: tuple[str, ...] = ()

    @property
    def key(self) -> Account:
        """The account, as the desk knows it."""
        return Account(self.platform, self.account)


def role_of(db: Database, who: Person, given: DeskRole | None) -> Role:
    """Returns what somebody may do in a desk that gave them this role of their own, or none.

    Without one the highest counts of what the platform vouches for and what the desk has for their groups.
    """
    if who.fixed:
        return who.role
    if given is not None:
        return Role[given.upper()]
    if not who.groups:
        return who.role
    return max([who.role, *(Role[role.upper()] for role in roles_of(db, who.platform, who.groups))])


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a question.

    Attributes:
        desk: The desk that the place belongs to.
        desk_name: That desk's name, for the log.
        channel: The channel's or room's id on its platform.
        topic: The slug of the topic that is meant where neither the question nor the channel names one.
        place: The server or room, where it may belong to another desk.
        registry: Which place belongs to which desk; None where there is but the one.
        others: Desks that whoever asks may choose from in a direct chat; the front end checks at that moment.
        cooldowns: When each person asked last; None where nobody need wait.
        groups: The names of the place's groups by id, where the platform has any.
    """

    desk: Desk
    desk_name: str
    channel: str
    topic: str | None = None
    place: Place | None = None
    registry: Registry | None = None
    others: tuple[str, ...] = ()
    cooldowns: Cooldowns | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
