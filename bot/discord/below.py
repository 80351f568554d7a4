"""What stands below an answer: buttons and menus, and what they take of a message's room."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.discord.buttons import menu_of
from bot.discord.components import Component, button, row, text
from bot.discord.limits import BUTTON_LABEL, BUTTONS, MENUS
from bot.discord.markup import shortened, units
from bot.discord.press import ANYBODY, FIRST_HINT, Place, Press, mark
from bot.render.phrases import said
from bot.wording.wording import Wording
from commands.card import Action, Card, Examples, Menu, message

_MOST_BUTTONS: Final = 3 * BUTTONS


@dataclass(frozen=True, slots=True)
class _Button:
    label: str
    press: Press

    def asking(self, line: str) -> "_Button":
        """Returns the same for a line."""
        return replace(self, press=replace(self.press, line=line))

    @property
    def hint(self) -> str | None:
        """The line that is shown where it is too long to stand in the button."""
        return None if self.press.fits else self.press.hint

    @property
    def can_be(self) -> bool:
        """Whether the line can be brought back from the message."""
        return self.press.fits or self.press.hint is not None


@dataclass(frozen=True, slots=True)
class Below:
    """Buttons and menus of one message."""

    _next: _Button
    _buttons: tuple[_Button, ...]
    _menus: tuple[Component, ...]

    def going_on(self, line: str | None) -> "Below":
        """Returns the same with a button before the others that asks a line; as it is where there is none."""
        if line is None:
            return self
        return replace(self, _buttons=(self._next.asking(line), *self._buttons))

    @property
    def is_whole(self) -> bool:
        """Whether all are there that the answer has: a line may be too long for a button and a hint."""
        return len(self._buttons) <= _MOST_BUTTONS and all(each.can_be for each in self._buttons)

    @property
    def components(self) -> int:
        """How many components it takes."""
        shown = self._shown()
        hints = sum(each.hint is not None for each in shown)
        return -(-len(shown) // BUTTONS) + len(shown) + hints + 2 * len(self._menus)

    @property
    def characters(self) -> int:
        """How many characters it takes of the room for text."""
        return sum(units(each.hint) + 1 for each in self._shown() if each.hint is not None)

    def items(self) -> Iterator[Component]:
        """Yields the components."""
        made = []
        for number, each in enumerate(self._shown()):
            place = None if each.hint is None else FIRST_HINT + number
            if each.hint is not None:
                yield text(each.hint, place)
            made.append(button(each.label, each.press.as_id(place)))
        for menu in self._menus:
            yield row([menu])
        for start in range(0, len(made), BUTTONS):
            yield row(made[start : start + BUTTONS])

    def _shown(self) -> list[_Button]:
        """Returns the buttons that there can be, each line once."""
        return list({each.press: each for each in self._buttons if each.can_be}.values())[:_MOST_BUTTONS]


def below(card: Card, wording: Wording, owner: int, desk: str, place: Place = Place.BELOW) -> Below:
    """Returns what stands below a Card, but for the next page.

    Args:
        card: The answer.
        wording: The reader's language.
        owner: The id of whoever asked; what they alone see is anybody's who sees it.
        desk: The name of the desk that it is of.
        place: Where the answers to its buttons go.
    """
    pressed = Press(None, ANYBODY if card.private else owner, place, desk=mark(desk))
    chosen = replace(pressed, place=Place.INSTEAD)
    menus = (
        menu_of(number, label, options, chosen)
        for number, (label, options) in enumerate(_menus(card, wording))
    )
    return Below(
        _Button(wording.say("discord-next"), replace(pressed, place=Place.BELOW)),
        tuple(_button(action, wording, pressed) for action in card.actions),
        tuple(menu for menu in menus if menu is not None)[:MENUS],
    )


def _button(action: Action, wording: Wording, pressed: Press) -> _Button:
    place = Place.INSTEAD if action.replaces else pressed.place
    label = shortened(said(action.label, wording), BUTTON_LABEL)
    return _Button(label, replace(pressed, line=action.line, place=place, asks=action.asks))


def _menus(card: Card, wording: Wording) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yields the menus of a Card, each with its label and its options; first the ways to go on."""
    for block in card.blocks:
        if isinstance(block, Examples) and block.ways_on:
            options = tuple(Action(message("text", text=line), line) for line in block.lines)
            yield _worded(Menu(block.heading, options), wording)
    for menu in card.menus:
        yield _worded(menu, wording)


def _worded(menu: Menu, wording: Wording) -> tuple[str, list[tuple[str, str]]]:
    return said(menu.label, wording), [(said(each.label, wording), each.line) for each in menu.options]
