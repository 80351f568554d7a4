"""Who asks, from where, and what the desk lets them do."""

from dataclasses import dataclass
from enum import IntEnum

from storage.desk import Desk


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
        role: What the platform vouches for.
    """

    platform: str
    account: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Where:
    """The place of a question.

    Attributes:
        desk: The desk that the place belongs to.
        desk_name: That desk's name, for the log.
        channel: The channel's or room's id on its platform.
        topic: The slug of the topic that the channel follows, if it follows one.
    """

    desk: Desk
    desk_name: str
    channel: str
    topic: str | None = None
