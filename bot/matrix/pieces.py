"""A Card's parts in words and marks: each is shown whole or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.matrix.markup import NOTHING, Said, below, bold, code, joined, linked, tagged, words
from bot.render.changes import change_words
from bot.render.claim_in_full import Item, full_words
from bot.render.claim_line import ClaimWords, SourceWords, claim_words, source_words, stretches
from bot.render.escape import harmless, web_address
from bot.render.phrases import (
    claim_number,
    entry_name,
    estimate_said,
    figure_in_words,
    said,
    value_in_words,
)
from bot.render.standing import Mark, Tone, estimate_marks
from bot.wording.wording import Wording
from commands.card import (
    Block,
    Card,
    Change,
    Claims,
    Detail,
    Entry,
    Estimate,
    Estimates,
    Examples,
    Facts,
    History,
    Listing,
    Paragraph,
)

# Neither ticks and crosses nor colours for what speakers say of each other: these would tell what is true.
_SIGNS: Final[dict[Tone, str]] = {
    "withheld": "\u00d7",
    "against": "\u2260",
    "alike": "=",
    "replaced": "\u2192",
    "edited": "\u00b1",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an answer that is shown whole or not at all.

    Attributes:
        said: Its words.
        heading: What stands above it.
        cursor: What a page continues after when this is the last that is shown.
        listed: Whether it is an item of a list; else a paragraph.
        apart: Whether an empty line stands before it in plain text.
    """

    said: Said
    heading: Said = NOTHING
    cursor: str | None = None
    listed: bool = True
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """How an answer is said.

    Attributes:
        wording: Its language.
        prefix: What is typed before a command in the room that it is for.
    """

    wording: Wording
    prefix: str = "!"

    def said(self, message: object) -> Said:
        """Returns a value of a Card in words."""
        return words(value_in_words(message, self.wording))  # type: ignore[arg-type]  # any value of a Card

    def typed(self, line: str) -> str:
        """Returns a command's line as it is typed in the room."""
        return self.prefix + line.lstrip("/")

    def pieces(self, card: Card) -> Iterator[Piece]:
        """Yields a Card's blocks in pieces."""
        for block in card.blocks:
            for place, piece in enumerate(self._block(block)):
                yield replace(piece, apart=True) if place == 0 else piece

    def _block(self, block: Block) -> Iterable[Piece]:
        match block:
            case Claims():
                return self._claims(block)
            case Estimates():
                return _headed(words(block.measure), map(self._estimate, block.rows))
            case Facts():
                return (Piece(self._fact(said(label, self.wording), value_in_words(value, self.wording)))
                        for label, value in block.rows)  # fmt: skip
            case Listing():
                return _headed(self._heading(block.heading), map(self._entry, block.entries))
            case Detail():
                return self._detail(block)
            case History():
                return _headed(self._heading(block.heading), map(self._change, block.changes))
            case Paragraph():
                return (Piece(self.said(block.text), listed=False),)
            case Examples():
                lines = (Piece(code(self.typed(line))) for line in block.lines)
                return _headed(self.said(block.heading), lines)

    def _heading(self, heading: object) -> Said:
        return NOTHING if heading is None else self.said(heading)

    # Claims

    def _claims(self, block: Claims) -> Iterator[Piece]:
        spoken = ((line, claim_words(line, block.heading, self.wording)) for line in block.lines)
        found = (
            Piece(self._claim(told), cursor=line.cursor or f"#{line.claim.number}") for line, told in spoken
        )
        return _headed(self._heading(block.heading), found)

    def _claim(self, spoken: ClaimWords) -> Said:
        withheld = any(mark.tone == "withheld" for mark in spoken.marks)
        text = joined(
            (bold(words(part)) if found else words(part)
             for part, found in stretches(harmless(spoken.text), spoken.found)), "",
        )  # fmt: skip
        opening = joined(
            (
                words(spoken.number),
                words(spoken.date or ""),
                bold(words(spoken.speakers)),
                tagged("em", text) if withheld else text,
            )
        )
        lines = (
            bold(words(spoken.change or "")),
            *map(_mark, spoken.marks),
            *(bold(words(figure)) for figure in spoken.figures),
            words(spoken.said_when or ""),
            NOTHING if spoken.source is None else _source(spoken.source),
        )
        return below(opening, lines)

    # Figures, lists and labelled values

    def _estimate(self, row: Estimate) -> Piece:
        source = source_words(row.claim, self.wording)
        opening = joined(
            (
                words(claim_number(row.claim.number, self.wording)),
                bold(words(figure_in_words(row.figure, self.wording))),
                words(f"\u2014 {estimate_said(row.claim, self.wording)}"),
            )
        )
        marks = map(_mark, estimate_marks(row, self.wording))
        return Piece(below(opening, (*marks, NOTHING if source is None else _source(source))))

    def _fact(self, label: str, value: str) -> Said:
        return joined((bold(words(f"{label}:")), words(value)))

    def _entry(self, entry: Entry) -> Piece:
        name = linked(words(entry_name(entry, self.wording)), _web(entry.url))
        claims = NOTHING if entry.claims is None else self.said(entry.claims)
        opens = code(self.typed(entry.opens)) if entry.opens else NOTHING
        return Piece(joined((name, claims, opens), " \u00b7 "), cursor=entry.cursor)

    def _change(self, change: Change) -> Piece:
        told = change_words(change, self.wording)
        return Piece(below(words(told.line), map(words, told.below)), cursor=change.cursor)

    # A claim in full

    def _detail(self, block: Detail) -> Iterator[Piece]:
        told = full_words(block, self.wording)
        yield Piece(self._claim(told.line), listed=False)
        for place, (label, value) in enumerate(told.rows):
            yield Piece(self._fact(label, value), apart=place == 0)
        for heading, items in told.sections:
            for place, piece in enumerate(_headed(words(heading), map(_item, items))):
                yield replace(piece, apart=place == 0)


def _headed(heading: Said, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yields pieces with the heading above the first of them, so that it never stands alone."""
    for place, piece in enumerate(pieces):
        yield replace(piece, heading=heading) if place == 0 else piece


def _mark(mark: Mark) -> Said:
    return words(f"{_SIGNS[mark.tone]} {mark.words}")


def _source(source: SourceWords) -> Said:
    return joined((linked(words(source.label), source.address), words(source.more or "")))


def _web(url: str | None) -> str | None:
    return None if url is None else web_address(url)


def _item(item: Item) -> Piece:
    first = next((address for name, address in item.addresses if name is None), None)
    others = (linked(words(name), address) for name, address in item.addresses if name)
    return Piece(below(joined((linked(words(item.words), first), *others)), map(words, item.below)))
