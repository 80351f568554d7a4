"""What stands below an answer: buttons and menus, and what they take of a message's room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import ui

from bot.discord.buttons import menu_of
from bot.discord.limits import BUTTON_LABEL, BUTTONS, MENUS
from bot.discord.markup import shortened, units
from bot.discord.press import ANYBODY, FIRST_HINT, Place, Press
from bot.render.phrases import said
from bot.wording.wording import Wording
from commands.card import Action, Card, Examples, Menu, message

_MOST_BUTTONS: Final = 3 * BUTTONS


@dataclass(frozen=True, slots=True)
class _Button:
    label: str
    press: Press

    @property
    def hint(self) -> str | None:
        """The line that is shown where it is too long to stand in the button."""
        return None if self.press.fits else self.press.hint


@dataclass(frozen=True, slots=True)
class Below:
    """Buttons and menus of one message.

    Attributes:
        is_whole: Whether all are there that the answer has.
    """

    _buttons: tuple[_Button, ...]
    _menus: tuple[ui.Select[Any], ...]
    is_whole: bool

    @property
    def components(self) -> int:
        """How many components it takes."""
        rows = -(-len(self._buttons) // BUTTONS)
        hints = sum(each.hint is not None for each in self._buttons)
        return rows + len(self._buttons) + hints + 2 * len(self._menus)

    @property
    def characters(self) -> int:
        """How many characters it takes of the room for text."""
        return sum(units(each.hint) + 1 for each in self._buttons if each.hint is not None)

    def items(self) -> Iterator[ui.Item[Any]]:
        """Yields the components."""
        made = []
        for number, each in enumerate(self._buttons):
            place = None if each.hint is None else FIRST_HINT + number
            if place is not None:
                yield ui.TextDisplay(each.hint or "", id=place)
            style = discord.ButtonStyle.secondary
            made.append(ui.Button[Any](label=each.label, custom_id=each.press.as_id(place), style=style))
        for menu in self._menus:
            yield ui.ActionRow(menu)
        for start in range(0, len(made), BUTTONS):
            yield ui.ActionRow(*made[start : start + BUTTONS])


def below(
    card: Card, following: str | None, wording: Wording, owner: int, place: Place = Place.BELOW
) -> Below:
    """Returns what stands below a Card.

    Args:
        card: The answer.
        following: The line that asks for the next page; None where there is none.
        wording: The reader's language.
        owner: The id of whoever asked; what they alone see is anybody's who sees it.
        place: Where the answers to its buttons go.
    """
    whose = ANYBODY if card.private else owner
    wanted = [] if following is None else [_Button(wording.say("discord-next"), Press(following, whose))]
    wanted += [_button(action, wording, whose, place) for action in card.actions]
    kept = {each.press: each for each in wanted if each.press.fits or each.press.hint is not None}
    buttons = tuple(kept.values())[:_MOST_BUTTONS]
    menus = [
        menu
        for number, (label, options) in enumerate(_menus(card, wording))
        if (menu := menu_of(number, label, options, Press(None, whose, Place.INSTEAD))) is not None
    ]
    return Below(buttons, tuple(menus[:MENUS]), is_whole=len(buttons) == len({each.press for each in wanted}))


def _button(action: Action, wording: Wording, owner: int, place: Place) -> _Button:
    place = Place.INSTEAD if action.replaces else place
    label = shortened(said(action.label, wording), BUTTON_LABEL)
    return _Button(label, Press(action.line, owner, place, action.asks))


def _menus(card: Card, wording: Wording) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yields the menus of a Card, each with its label and its options; first the ways to go on."""
    for block in card.blocks:
        if isinstance(block, Examples) and block.ways_on:
            options = tuple(Action(message("text", text=line), line) for line in block.lines)
            yield _worded(Menu(block.heading, options), wording)
    for menu in card.menus:
        yield _worded(menu, wording)


def _worded(menu: Menu, wording: Wording) -> tuple[str, list[tuple[str, str]]]:
    options: Iterable[Action] = menu.options
    return said(menu.label, wording), [(said(each.label, wording), each.line) for each in options]
