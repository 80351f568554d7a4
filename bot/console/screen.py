"""Answers on a terminal's screen, as wide as it is at that moment."""

from rich.console import Console

from bot.render import terminal
from bot.wording.wording import Wording
from commands.card import Card


class Screen:
    """Where answers are shown: standard output, a terminal.

    NO_COLOR and TERM=dumb are heeded by rich; a dumb terminal gets addresses in place of links.
    """

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._console = Console(highlight=False, markup=False, emoji=False)

    def show(self, card: Card) -> None:
        """Prints an answer."""
        console = self._console
        links = console.is_terminal and not console.is_dumb_terminal
        console.print(terminal.render(card, self._wording, width=console.width, links=links))

    def say(self, key: str, **values: object) -> None:
        """Prints a line of the console's own."""
        self._console.print(self._wording.say(key, **values), style="dim")

    def space(self) -> None:
        """Prints an empty line."""
        self._console.print()
