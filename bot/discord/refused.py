"""What was filled into a form that could not be carried out: it is shown, and filled in again on request."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.discord.press import Place, Press
from commands.card import Action, Card, Facts, message

_MOST: Final = 1_000
"""So many forms are kept in memory; of older ones, and after a restart, what was typed is in the answer."""


class Refused:
    """The last form that each person filled in for a line in vain."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str], dict[str, str]] = {}

    def texts(self, who: int, line: str | None) -> dict[str, str]:
        """Returns what somebody filled in for a line the last time, if it could not be carried out."""
        return dict(self._kept.get((who, line or ""), {}))

    def told(self, who: int, press: Press, filled: Mapping[str, str], card: Card) -> Card:
        """Returns an answer to a form; where it failed, with what was filled in and the way back to the form.

        Args:
            who: Whoever filled it in.
            press: The line that it was for.
            filled: What was filled in, by the argument's name.
            card: The answer.
        """
        key = (who, press.line or "")
        self._kept.pop(key, None)
        if not card.failed:
            return card
        if len(self._kept) >= _MOST:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = dict(filled)
        rows = tuple((message("text", text=name), text) for name, text in filled.items() if text.strip())
        again = Action(
            message("discord-form-again"), press.line or "", tuple(filled), press.place is Place.INSTEAD
        )
        blocks = (*card.blocks, Facts(rows)) if rows else card.blocks
        return replace(card, blocks=blocks, actions=(again, *card.actions))
