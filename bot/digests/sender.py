"""What the delivery of digests asks of a platform, and what may come of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.wording.wording import Wording
from commands.card import Card


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message shows.

    Attributes:
        card: The Card.
        wording: In which language.
        desk: The name of the desk that it is of.
        key: Names the message at every attempt, and afterwards in the channel's history.
    """

    card: Card
    wording: Wording
    desk: str
    key: str


class Sender(Protocol):
    """A platform that messages are posted on.

    Attributes:
        window: How long the platform gives the first message back where the same key is sent again.
    """

    window: timedelta

    async def ready(self) -> None:
        """Waits until the platform is connected."""
        ...

    def fits(self, card: Card, wording: Wording) -> bool:
        """Tells whether the platform takes a Card as one message."""
        ...

    async def place(self, channel: str) -> str:
        """Returns the server or room that a channel is in.

        Raises:
            Unreachable: The channel is gone, or in no server.
            Later: It failed, and may be tried again.
        """
        ...

    async def post(self, channel: str, shown: Shown, answers: str | None) -> str:
        """Posts a message and returns the platform's id of it.

        Args:
            channel: The channel.
            shown: What it shows.
            answers: The platform's id of the message that it replies to.

        Raises:
            Unreachable: The channel is gone, or nothing may be posted there.
            NotTaken: The platform does not take this message.
            Later: It failed, and may be tried again.
        """
        ...

    async def edit(self, channel: str, message: str, shown: Shown) -> None:
        """Has a message show something else.

        Raises:
            Unreachable: The message is gone, or can't be edited.
            NotTaken: The platform does not take what it is to show.
            Later: It failed, and may be tried again.
        """
        ...

    async def find(self, channel: str, key: str, since: datetime) -> str | None:
        """Returns the id of the message of a key, if it was posted since; None where it was not.

        Raises:
            Unreadable: The channel's history can't be read, or not so far.
            Later: It failed, and may be tried again.
        """
        ...


class Unreachable(Exception):  # noqa: N818  # says what is so, as those who catch it word it
    """The channel or message is gone, or the bot may not write there."""


class NotTaken(Exception):  # noqa: N818  # as above
    """The platform does not take a message, and never will."""


class Unreadable(Exception):  # noqa: N818  # as above
    """A channel's history can't be read."""


class Later(Exception):  # noqa: N818  # as above
    """Something failed that may be tried again.

    Attributes:
        seconds: How long the platform asks to wait; 0 where it says nothing.
        arrived: False where nothing arrived for certain; None where nobody knows.
    """

    def __init__(self, words: str, *, seconds: float = 0.0, arrived: bool | None = None) -> None:
        super().__init__(words)
        self.seconds = seconds
        self.arrived = arrived
