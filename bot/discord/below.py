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
    """A button that there can be.

    Attributes:
        label: What it is called.
        press: What it stands for.
        hint: The line that is shown where it is too long to stand in the button.
    """

    label: str
    press: Press
    hint: str | None


@dataclass(frozen=True, slots=True)
class Below:
    """Buttons and menus of one message.

    Attributes:
        is_whole: Whether all are there that the answer has: a line may be too long for a button and a hint.
    """

    _wording: Wording
    _pressed: Press
    _buttons: tuple[_Button, ...]
    _menus: tuple[Component, ...]
    is_whole: bool

    def going_on(self, line: str | None) -> "Below":
        """Returns the same with a button before the others that asks a line; as it is where there is none."""
        if line is None:
            return self
        press = replace(self._pressed, line=line, place=Place.BELOW)
        made = _made(self._wording.say("discord-next"), press)
        if made is None:
            return replace(self, is_whole=False)
        return replace(self, _buttons=(made, *self._buttons))

    @property
    def components(self) -> int:
        """How many components it takes."""
        hints = sum(each.hint is not None for each in self._buttons)
        return -(-len(self._buttons) // BUTTONS) + len(self._buttons) + hints + 2 * len(self._menus)

    @property
    def characters(self) -> int:
        """How many characters it takes of the room for text."""
        return sum(units(each.hint) + 1 for each in self._buttons if each.hint is not None)

    def items(self) -> Iterator[Component]:
        """Yields the components."""
        made = []
        for number, each in enumerate(self._buttons):
            place = None if each.hint is None else FIRST_HINT + number
            if each.hint is not None:
                yield text(each.hint, place)
            made.append(button(each.label, each.press.as_id(place)))
        for menu in self._menus:
            yield row([menu])
        for start in range(0, len(made), BUTTONS):
            yield row(made[start : start + BUTTONS])


def below(
    card: Card, wording: Wording, owner: int, desk: str, place: Place = Place.BELOW, key: str = ""
) -> Below:
    """Returns what stands below a Card, but for the next page.

    Args:
        card: The answer.
        wording: The reader's language.
        owner: The id of whoever asked; what they alone see is anybody's who sees it.
        desk: The name of the desk that it is of.
        place: Where the answers to its buttons go.
        key: What its buttons name the message by, where it may have to be found again.
    """
    pressed = Press(None, ANYBODY if card.private else owner, place, desk=mark(desk), key=key)
    wanted = [_button(action, wording, pressed) for action in card.actions]
    # Each line once, and one button less than there is room for: that of the next page.
    kept = list({each.press: each for each in wanted if each is not None}.values())[: _MOST_BUTTONS - 1]
    chosen = replace(pressed, place=Place.INSTEAD)
    menus = (
        menu_of(number, label, options, chosen)
        for number, (label, options) in enumerate(_menus(card, wording))
    )
    shown = tuple(menu for menu in menus if menu is not None)[:MENUS]
    return Below(wording, pressed, tuple(kept), shown, is_whole=None not in wanted)


def _button(action: Action, wording: Wording, pressed: Press) -> _Button | None:
    place = Place.INSTEAD if action.replaces else pressed.place
    label = shortened(said(action.label, wording), BUTTON_LABEL)
    return _made(label, replace(pressed, line=action.line, place=place, asks=action.asks))


def _made(label: str, press: Press) -> _Button | None:
    """Returns a button; None where its line can't be brought back from the message."""
    if press.fits:
        return _Button(label, press, None)
    return None if press.hint is None else _Button(label, press, press.hint)


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
