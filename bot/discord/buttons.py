"""Buttons and menus that ask a line, made anew from what Discord sends when one is pressed."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, Final, Protocol, cast

import discord
from discord import ui

from bot.discord.components import Component, menu
from bot.discord.limits import CHOICE, CHOICES, MENU_LABEL
from bot.discord.markup import shortened, units
from bot.discord.press import ID, Place, Press, press_of
from bot.render.escape import harmless

MENU_ID: Final = r"m(?P<place>[lrp])(?P<desk>[0-9a-f]{4})?:(?P<owner>\d{1,20}):\d{1,2}"
"""The grammar of a menu's id."""


class Presses(Protocol):
    """A client that answers what is pressed."""

    pressed: Callable[[discord.Interaction[Any], Press, str], Awaitable[None]]


class LineButton(ui.DynamicItem[ui.Button[Any]], template=ID):
    """A button that asks a line."""

    def __init__(self, button: ui.Button[Any], press: Press) -> None:
        """Take what the button's id says."""
        super().__init__(button)
        self.press = press

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> "LineButton":
        """Makes the button anew from what Discord sends when it is pressed."""
        return cls(cast("ui.Button[Any]", item), press_of(match, interaction.message))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hands the line to whoever answers."""
        await cast(Presses, interaction.client).pressed(interaction, self.press, self.item.label or "")


class LineMenu(ui.DynamicItem[ui.Select[Any]], template=MENU_ID):
    """A menu of which each option is a line."""

    def __init__(self, menu: ui.Select[Any], press: Press) -> None:
        """Take what the menu's id says; the line is what is chosen."""
        super().__init__(menu)
        self.press = press

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],  # noqa: ARG003  # the base class hands it over
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> "LineMenu":
        """Makes the menu anew from what Discord sends when something of it is chosen."""
        press = Press(None, int(match["owner"]), Place(match["place"]), desk=match["desk"] or "")
        return cls(cast("ui.Select[Any]", item), press)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Hands the line that was chosen to whoever answers."""
        (line,) = self.item.values
        await cast(Presses, interaction.client).pressed(interaction, replace(self.press, line=line), "")


def menu_of(number: int, label: str, options: Sequence[tuple[str, str]], press: Press) -> Component | None:
    """Returns a menu, the message's own *number*-th; None where none of its lines fits into an option.

    Args:
        number: Which of the message's menus it is.
        label: What stands in it while nothing is chosen.
        options: What each option is called, and the line it asks.
        press: Whose it is, and where its answers go.
    """
    fitting = {line: name for name, line in options if 0 < units(line) <= CHOICE and harmless(line) == line}
    if not fitting:
        return None
    shown = [(shortened(name, CHOICE), line) for line, name in list(fitting.items())[:CHOICES]]
    return menu(
        f"m{press.place.value}{press.desk}:{press.owner}:{number}", shortened(label, MENU_LABEL), shown
    )
