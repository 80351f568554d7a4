"""Pieces of an answer laid out as one message, within what an event of Matrix may hold.

What does not fit is cut between two pieces; the next page then continues after the last claim that is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from bot.matrix.markup import NOTHING, Said, bold, code, joined, tagged, words
from bot.matrix.pieces import Piece, Speech
from bot.render.phrases import said
from commands.card import Card, Next

MOST: Final = 20_000
"""Bytes of words in an event. It may have 65,536 in all; an edit holds its words twice, and is a third longer
once it is encrypted."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message's words, and the line that asks for what follows them."""

    said: Said
    following: str | None = None

    def content(self) -> dict[str, Any]:
        """Returns the message as the content of an event that mentions nobody."""
        return {
            "msgtype": "m.notice",
            "body": self.said.text,
            "format": "org.matrix.custom.html",
            "formatted_body": self.said.html,
            "m.mentions": {},
        }


def lay_out(card: Card, again: Next | None, speech: Speech, opening: Said = NOTHING) -> Message:
    """Returns a Card as a message.

    Args:
        card: The answer.
        again: How the rest is asked for where not all of it fits and the Card itself has no next page.
        speech: How it is said.
        opening: What stands before it.
    """
    following = card.next or again
    title = speech.said(card.title)
    heading = title if card.failed else bold(title)
    notes = [tagged("em", speech.said(note)) for note in card.notes]
    shown, cursor, whole = _fitting(speech.pieces(card))
    after = card.next if whole or cursor is None else following
    line = None if after is None else after.line_after(None if whole else cursor)
    if not whole:
        key = "matrix-cut" if line is None else "matrix-continued"
        notes.append(tagged("em", words(speech.wording.say(key))))
    hints = [_hint(said(each.label, speech.wording), each.line, each.asks, speech) for each in card.actions]
    if line is not None:
        hints.insert(0, words(speech.wording.say("matrix-next", line=speech.typed("next"))))
    parts = [_paragraph((opening, heading)), _body(shown), _paragraph(notes), _items(hints)]
    return Message(joined(parts, "\n\n"), line)


def notice(text: str) -> Message:
    """Returns one sentence as a message."""
    return Message(words(text))


def _hint(label: str, line: str, asks: Iterable[str], speech: Speech) -> Said:
    asked = "".join(f" {name}:\u2026" for name in list(asks)[:1])
    return joined((words(f"{label}:"), code(speech.typed(line) + asked)))


def _fitting(pieces: Iterable[Piece]) -> tuple[list[Piece], str | None, bool]:
    """Returns the pieces that fit, the last cursor among them, and whether these are all."""
    left = MOST
    shown: list[Piece] = []
    cursor: str | None = None
    for piece in pieces:
        left -= piece.said.size + piece.heading.size
        if left < 0 and shown:
            return shown, cursor, False
        shown.append(piece)
        cursor = piece.cursor or cursor
    return shown, cursor, True


def _body(pieces: Iterable[Piece]) -> Said:
    """Returns pieces below each other, those that are items in lists."""
    html: list[str] = []
    text: list[str] = []
    in_list = False
    for piece in pieces:
        if in_list and (piece.heading or not piece.listed or piece.apart):
            html.append("</ul>")
            in_list = False
        if text and piece.apart:
            text.append("")
        if piece.heading:
            html.append(f"<p><strong>{piece.heading.html}</strong></p>")
            text.append(piece.heading.text)
        if piece.listed and not in_list:
            html.append("<ul>")
            in_list = True
        tag = "li" if piece.listed else "p"
        html.append(f"<{tag}>{piece.said.html}</{tag}>")
        text.append(f"\u2022 {piece.said.text}" if piece.listed else piece.said.text)
    return Said("".join(html) + ("</ul>" if in_list else ""), "\n".join(text))


def _paragraph(lines: Iterable[Said]) -> Said:
    there = [line for line in lines if line]
    if not there:
        return NOTHING
    return Said(
        "<p>" + "<br>".join(each.html for each in there) + "</p>", "\n".join(each.text for each in there)
    )


def _items(lines: Iterable[Said]) -> Said:
    there = [line for line in lines if line]
    if not there:
        return NOTHING
    html = "".join(f"<li>{line.html}</li>" for line in there)
    return Said(f"<ul>{html}</ul>", "\n".join(f"\u2022 {line.text}" for line in there))
