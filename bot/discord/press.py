"""What a button, a menu or a form stands for: a line to be asked, by whom, and where its answer goes.

It is written into the component's own id, so it works after a restart. A line that is too long for an id
stands in the message, in small print, and is read from there.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

import discord
from discord import ui

from bot.discord.limits import CUSTOM_ID
from bot.discord.markup import escaped, small, unescaped, units
from bot.render.escape import harmless

FIRST_HINT: Final = 900
"""The components' ids of the lines that stand in a message begin here."""

ANYBODY: Final = 0
"""Whose it is where whoever sees it may press it."""

_LONGEST_HINT: Final = 400
"""Characters of a line that may be shown below an answer for its button's sake."""

_LONGEST_OWNER: Final = 20
_SMALL: Final = small("")

ID: Final = (
    r"d(?P<place>[lrp])(?P<desk>[0-9a-f]{4})?:(?P<owner>\d{1,20})(?:\?(?P<asks>[a-z_,]{1,60}))?"
    r"(?:!(?P<key>[0-9a-f]{1,25}))?(?::(?P<line>/.+)|#(?P<hint>\d{1,4}))"
)
"""The grammar of an id."""


class Place(Enum):
    """Where an answer goes; the value is its letter in an id."""

    BELOW = "l"
    """Into a message of its own."""
    INSTEAD = "r"
    """Into the message that was pressed, where only whoever pressed sees it; else into one of its own."""
    ASIDE = "p"
    """Into a message of its own that only whoever pressed sees."""


def mark(desk: str) -> str:
    """Returns what tells a desk from others in an id."""
    return hashlib.sha256(desk.encode()).hexdigest()[:4]


@dataclass(frozen=True, slots=True)
class Press:
    """A line to be asked.

    Attributes:
        line: The line; None where its message does not say it any more.
        owner: The id of whoever may ask it; `ANYBODY` where that is not held.
        place: Where its answer goes.
        asks: Arguments that are asked for first.
        desk: The mark of the desk that it was shown of: numbers mean something else in another.
        key: Names its message among those of a channel, where that may have to be found again.
    """

    line: str | None
    owner: int = ANYBODY
    place: Place = Place.BELOW
    asks: tuple[str, ...] = ()
    desk: str = ""
    key: str = ""

    def as_id(self, hint: int | None = None) -> str:
        """Returns the id of a component; with the number of the hint that holds the line, where one does."""
        asks = f"?{','.join(self.asks)}" if self.asks else ""
        key = f"!{self.key}" if self.key else ""
        line = f":{self.line}" if hint is None else f"#{hint}"
        return f"d{self.place.value}{self.desk}:{self.owner}{asks}{key}{line}"

    @property
    def fits(self) -> bool:
        """Whether an id is long enough for the line, whoever owns it."""
        if self.line is None or harmless(self.line) != self.line:
            return False
        spare = 0 if self.owner == ANYBODY else _LONGEST_OWNER - len(str(self.owner))
        return units(self.as_id()) + spare <= CUSTOM_ID

    @property
    def hint(self) -> str | None:
        """The line as small print that it can be read back from; None where it can't be."""
        if self.line is None:
            return None
        shown = escaped(self.line)
        if harmless(self.line) != self.line or unescaped(shown) != self.line or units(shown) > _LONGEST_HINT:
            return None
        return f"{_SMALL}{shown}"


def press_of(found: re.Match[str], message: discord.Message | None) -> Press:
    """Returns what an id stands for, in the message that the component is part of."""
    line = found["line"]
    if line is None and message is not None:
        line = _line_in(message, int(found["hint"]))
    asks = tuple(found["asks"].split(",")) if found["asks"] else ()
    desk, key = found["desk"] or "", found["key"] or ""
    return Press(line, int(found["owner"]), Place(found["place"]), asks, desk, key)


def _line_in(message: discord.Message, hint: int) -> str | None:
    view = ui.LayoutView.from_message(message, timeout=None)
    found = view.find_item(hint)
    if not isinstance(found, ui.TextDisplay) or not found.content.startswith(_SMALL):
        return None
    return unescaped(found.content.removeprefix(_SMALL))
