"""Buttons that ask a line: they hold it themselves, so they work after a restart, and for whoever asked.

A line that is too long for a button's id stands in the message, in small print, and is read from there.
"""

import re
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Protocol, cast

import discord
from discord import ui

from bot.discord.limits import CUSTOM_ID
from bot.discord.markup import escaped, small, unescaped, units
from bot.render.escape import harmless

_LONGEST_HINT = 400
"""Characters of a line that may be shown below an answer for its button's sake."""

_SMALL = small("")


class Asks(Protocol):
    """A client that answers a line that a button asks."""

    pressed: Callable[[discord.Interaction[Any], int, str | None], Awaitable[None]]


class LineButton(
    ui.DynamicItem[ui.Button[Any]], template=r"dl:(?P<owner>\d{1,20})(?::(?P<line>/.+)|#(?P<hint>\d{1,4}))"
):
    """A button that asks a line, for whoever asked the question that it stands below.

    Attributes:
        FIRST_HINT: The components' ids of the lines that stand in a message begin here.
    """

    FIRST_HINT: ClassVar[int] = 900

    def __init__(self, button: ui.Button[Any], owner: int, line: str | None) -> None:
        """Take what the button's id says.

        Args:
            button: The button.
            owner: Whose it is.
            line: What it asks; None where the message does not say it any more.
        """
        super().__init__(button)
        self.owner = owner
        self.line = line

    @staticmethod
    def holds(line: str) -> bool:
        """Tells whether a button's id is long enough for a line, whoever owns it."""
        longest_owner = 20
        return harmless(line) == line and len("dl::") + longest_owner + units(line) <= CUSTOM_ID

    @classmethod
    def of(cls, owner: int, line: str, number: int, label: str) -> ui.Button[Any]:
        """Returns a button that asks a line, the message's own *number*-th."""
        said = f":{line}" if cls.holds(line) else f"#{cls.FIRST_HINT + number}"
        return ui.Button(label=label, custom_id=f"dl:{owner}{said}", style=discord.ButtonStyle.secondary)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> "LineButton":
        """Makes the button anew from what Discord sends when it is pressed."""
        line = match["line"]
        if line is None and interaction.message is not None:
            line = _line_in(interaction.message, int(match["hint"]))
        return cls(cast("ui.Button[Any]", item), int(match["owner"]), line)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hands the line to whoever answers."""
        await cast(Asks, interaction.client).pressed(interaction, self.owner, self.line)


def hint_of(line: str) -> str | None:
    """Returns a line as small print that it can be read back from; None where it can't be."""
    shown = escaped(line)
    if harmless(line) != line or unescaped(shown) != line or units(shown) > _LONGEST_HINT:
        return None
    return f"{_SMALL}{shown}"


def _line_in(message: discord.Message, hint: int) -> str | None:
    view = ui.LayoutView.from_message(message, timeout=None)
    found = view.find_item(hint)
    if not isinstance(found, ui.TextDisplay) or not found.content.startswith(_SMALL):
        return None
    return unescaped(found.content.removeprefix(_SMALL))
