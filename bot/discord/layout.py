"""Pieces of an answer laid out as messages of Discord's components, within what it takes.

What does not fit is cut between two pieces; the next page then continues after the last claim that is shown.
An answer that has no pages goes on in a few messages more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.discord.below import Below, below
from bot.discord.components import Components, container, section, text
from bot.discord.limits import COMPONENTS, MESSAGES, TEXT
from bot.discord.markup import small, units, words
from bot.discord.pieces import Piece, notes, pieces, title
from bot.discord.press import Place
from bot.wording.wording import Wording
from commands.card import Card, Next

_SECTION = 3
"""Components that a piece with a link takes: the section, its text and its button."""

_CUT_NOTE = 160
_CURSOR = 24
"""Characters that another cursor may be longer than the one that the Card has."""


@dataclass(slots=True)
class _Body:
    """What is shown of the pieces, and what it takes; texts that follow each other are one component."""

    components: int
    characters: int
    items: list[list[str] | Piece] = field(default_factory=list)

    def take(self, piece: Piece) -> bool:
        """Adds a piece if it fits."""
        joins = piece.address is None and bool(self.items) and isinstance(self.items[-1], list)
        between = "\n" if joins and piece.apart else ""
        added = between + piece.text
        components = 0 if joins else 1 if piece.address is None else _SECTION
        characters = units(added) + (1 if joins else 0)
        if components > self.components or characters > self.characters:
            return False
        self.components -= components
        self.characters -= characters
        if piece.address is not None:
            self.items.append(piece)
        elif joins and isinstance(self.items[-1], list):
            self.items[-1].append(added)
        else:
            self.items.append([added])
        return True


def lay_out(
    card: Card,
    again: Next | None,
    wording: Wording,
    owner: int,
    desk: str,
    place: Place = Place.BELOW,
    key: str = "",
) -> list[Components]:
    """Returns a Card as the components of a message, or of several where it has no pages to be cut into.

    Args:
        card: The answer.
        again: How the rest is asked for where not all of it fits and the Card itself has no next page.
        wording: The reader's language.
        owner: The id of whoever asked, whom the buttons belong to.
        desk: The name of the desk that it is of.
        place: Where the answers to its buttons go.
        key: What its buttons name the message by, where it may have to be found again.
    """
    following = card.next or again
    heading, remarks = title(card, wording), notes(card, wording)
    longest = None if following is None else following.line_after(following.after + " " * _CURSOR)
    beneath = below(card, wording, owner, desk, place, key)
    room = _left(heading, remarks, beneath.going_on(longest))
    bodies, shown, whole = _fill(room, pieces(card, wording), paged=following is not None)
    # Without a line to continue after, the Card's own next page is all that there is.
    after = card.next if whole or shown is None else following
    beneath = beneath.going_on(None if after is None else after.line_after(None if whole else shown))
    if not whole:
        remarks.append(small(words(wording.say(_why_cut(shown, following)), _CUT_NOTE)))
    if not beneath.is_whole:
        remarks.append(small(words(wording.say("discord-too-long"), _CUT_NOTE)))
    *before, last = bodies
    first = [_message([heading] if body is bodies[0] else [], body, [], None, wording) for body in before]
    return [*first, _message([heading] if not before else [], last, remarks, beneath, wording)]


def _why_cut(shown: str | None, following: Next | None) -> str:
    return "discord-continued" if shown is not None and following is not None else "discord-cut"


def _left(heading: str, remarks: Sequence[str], beneath: Below) -> tuple[int, int]:
    """Returns how many components and characters are left for the pieces."""
    around = 1 + 1 + 1 + beneath.components  # the container, the title and the notes
    characters = sum(units(each) + 1 for each in (heading, *remarks)) + beneath.characters
    return COMPONENTS - around, TEXT - characters - 2 * (_CUT_NOTE + len("-# "))


def _fill(
    room: tuple[int, int], parts: Iterable[Piece], *, paged: bool
) -> tuple[list[_Body], str | None, bool]:
    """Fills messages with pieces, only one where the rest can be asked for as a page.

    Returns:
        The messages, the last cursor that is shown, and whether all the pieces are.
    """
    bodies = [_Body(*room)]
    shown: str | None = None
    for piece in parts:
        if not bodies[-1].take(piece):
            if bodies[-1].items and not (paged and shown) and len(bodies) < MESSAGES:
                bodies.append(_Body(*room))
            # The first is never left out: a page that shows nothing could not be continued.
            if bodies[-1].items or not (bodies[-1].take(piece) or _take_lines(bodies[-1], piece)):
                return bodies, shown, False
        shown = piece.cursor or shown
    return bodies, shown, True


def _take_lines(body: _Body, piece: Piece) -> bool:
    """Takes as many lines of a piece as fit; returns whether there were any."""
    lines = piece.text.split("\n")[:-1]
    while lines and not body.take(replace(piece, text="\n".join([*lines, small("\u2026")]))):
        lines.pop()
    return bool(lines)


def _message(
    heading: Sequence[str],
    body: _Body,
    remarks: Sequence[str],
    beneath: Below | None,
    wording: Wording,
) -> Components:
    inside = [text(each) for each in heading]
    for item in body.items:
        if isinstance(item, Piece) and item.address is not None:
            inside.append(section(item.text, wording.say("discord-open"), item.address))
        elif not isinstance(item, Piece):
            inside.append(text("\n".join(item).strip("\n")))
    if remarks:
        inside.append(text("\n".join(remarks)))
    if beneath is not None:
        inside.extend(beneath.items())
    return Components.of(container(inside))


def notice(markdown: str) -> Components:
    """Returns one sentence as a message's components."""
    return Components.of(text(markdown))
