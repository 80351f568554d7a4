"""A conversation with one desk, whatever shows it: what a typed line means, and which page comes next."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from commands.ask import ask
from commands.card import Card, Next, message
from commands.notices import told, waiting_for
from commands.people import Person, Where

_NEXT = frozenset({"next", "n", "more"})
_LEAVE = frozenset({"quit", "exit", "q"})
_SLASHED = re.compile(r"\s*[/!]?(\w+)\s*")


class Turn(Enum):
    """What follows a line other than an answer."""

    NOTHING = auto()
    LEAVE = auto()


@dataclass(slots=True)
class Session:
    """One person's questions in one place.

    Attributes:
        who: Whoever asks.
        where: The desk.
        next: The next page of the last answer, if it has one.
    """

    who: Person
    where: Where
    next: Next | None = field(default=None)

    async def turn(self, line: str) -> Card | Turn:
        """Answers a line as it was typed; a blank one asks for the next page, if there is one."""
        own = _SLASHED.fullmatch(line)
        word = own[1].lower() if own else ""
        if word in _LEAVE:
            return Turn.LEAVE
        if not line.strip() and self.next is None:
            return Turn.NOTHING
        if not line.strip() or word in _NEXT:
            return await self._next_page()
        card = await self._asked(line)
        return replace(card, notes=(*card.notes, message("console-help"))) if word == "help" else card

    async def tell(self, show: Callable[[Card], None]) -> None:
        """Shows what whoever sits here is to be told: each thing once, and again if it could not be shown."""
        for notice, card in await waiting_for(self.who, self.where):
            show(card)
            await told(self.where, notice)

    async def _next_page(self) -> Card:
        if self.next is None:
            return Card(message("console-no-next"), private=True, failed=True)
        return await self._asked(self.next.line_after())

    async def _asked(self, line: str) -> Card:
        card = await ask(self.who, self.where, line)
        # A slip of the keyboard doesn't lose the place in what was being read.
        if not card.failed:
            self.next = card.next
        return card
