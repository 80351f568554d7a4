"""A Card as pieces of markdown, each of them shown whole or not at all: a message is cut between two.

Every piece is bounded, so that what stands above a claim, the claim, and what stands below always fit into
one message together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.discord.limits import BUTTON_ADDRESS
from bot.discord.markup import bold, cut, escaped, linked, small, typed, units, words
from bot.render.changes import change_words
from bot.render.claim_in_full import Item, full_words
from bot.render.claim_line import ClaimWords, SourceWords, claim_words, source_words, stretches
from bot.render.escape import harmless, link_target, web_address
from bot.render.phrases import (
    claim_number,
    entry_name,
    estimate_said,
    figure_in_words,
    said,
    value_in_words,
)
from bot.render.phrases import typed as slashed
from bot.render.standing import Mark, Tone, estimate_marks
from bot.wording.wording import Wording
from commands.card import (
    Block,
    Card,
    Change,
    ClaimLine,
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

# Characters that a part may take.
_TITLE: Final = 300
_FAILED: Final = 1500
_NOTE: Final = 300
_NOTES: Final = 1200
_HEADING: Final = 80
_LONG_HEADING: Final = 800
_SPEAKERS: Final = 150
_DATE: Final = 60
_CLAIM: Final = 1200
_IN_FULL: Final = 2400
_BELOW: Final = 700
_LABEL: Final = 120
_LINE: Final = 300
_LONG: Final = 1000
_ADDRESS: Final = 800
_QUOTE: Final = 2400
_LONGEST_ADDRESS: Final = 2400
"""What the record holds at most, with some signs escaped."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an answer that is shown whole or not at all.

    Attributes:
        text: Markdown of one or more lines.
        address: Where the button beside it leads.
        cursor: What a page continues after when this is the last that is shown.
        apart: Whether an empty line stands before it.
    """

    text: str
    address: str | None = None
    cursor: str | None = None
    apart: bool = False


def title(card: Card, wording: Wording) -> str:
    """Returns a Card's title; what could not be answered is a sentence, and no heading."""
    text = said(card.title, wording)
    return words(text, _FAILED) if card.failed else f"## {words(text, _TITLE)}"


def notes(card: Card, wording: Wording) -> list[str]:
    """Returns what the reader should know of an answer, in small print."""
    return _fitting([small(words(said(note, wording), _NOTE)) for note in card.notes], _NOTES)


def pieces(card: Card, wording: Wording) -> Iterator[Piece]:
    """Yields a Card's blocks in pieces."""
    for block in card.blocks:
        for place, piece in enumerate(_block(block, wording)):
            yield replace(piece, apart=True) if place == 0 else piece


def _block(block: Block, wording: Wording) -> Iterable[Piece]:
    match block:
        case Claims():
            return (_claim(line, block, place == 0, wording) for place, line in enumerate(block.lines))
        case Estimates():
            return _headed(block.measure, (_estimate(row, wording) for row in block.rows))
        case Facts():
            rows = ((said(label, wording), value_in_words(value, wording)) for label, value in block.rows)
            return (_fact(label, value) for label, value in rows)
        case Listing():
            heading = None if block.heading is None else said(block.heading, wording)
            return _headed(heading, (_entry(entry, wording) for entry in block.entries))
        case Detail():
            return _detail(block, wording)
        case History():
            heading = None if block.heading is None else said(block.heading, wording)
            return _headed(heading, (_change(change, wording) for change in block.changes))
        case Paragraph():
            return (Piece(words(said(block.text, wording), _LONG)),)
        case Examples():
            lines = (typed(slashed(line), _LONG) for line in block.lines)
            return _headed(said(block.heading, wording), (Piece(line) for line in lines if line is not None))


def _headed(heading: str | None, below: Iterable[Piece]) -> Iterator[Piece]:
    """Yields pieces with the heading in the first of them, so that it never stands alone."""
    for place, piece in enumerate(below):
        if place == 0 and heading is not None:
            yield replace(piece, text=f"{_heading(heading)}\n{piece.text}")
        else:
            yield piece


def _heading(text: str) -> str:
    """Returns a heading; one that says a lot, such as somebody's reason, as bold words, of which more fit."""
    shown = words(text, _LONG_HEADING)
    return f"### {shown}" if units(shown) <= _HEADING else bold(shown)


# Claims


def _claim(line: ClaimLine, block: Claims, first: bool, wording: Wording) -> Piece:
    spoken = claim_words(line, block.heading, wording)
    lines = [_opening(spoken, _CLAIM), *_below(spoken)]
    if first and block.heading is not None:
        lines.insert(0, _heading(value_in_words(block.heading, wording)))
    address = _button_address(spoken.source)
    return Piece("\n".join(lines), address, line.cursor or f"#{line.claim.number}")


def _opening(spoken: ClaimWords, most: int) -> str:
    withheld = any(mark.tone == "withheld" for mark in spoken.marks)
    text = "".join(
        bold(escaped(part)) if found else escaped(part)
        for part, found in stretches(cut(harmless(spoken.text), most), spoken.found)
    )
    date = [] if spoken.date is None else [words(spoken.date, _DATE)]
    speakers = bold(words(spoken.speakers, _SPEAKERS))
    return " ".join([escaped(spoken.number), *date, speakers, f"*{text}*" if withheld else text])


def _below(spoken: ClaimWords) -> list[str]:
    """Returns what stands below a claim's sentence, as far as there is room."""
    lines = [
        *([] if spoken.change is None else [bold(words(spoken.change, _LINE))]),
        *(_mark(mark) for mark in spoken.marks),
        *(bold(words(figure, _LINE)) for figure in spoken.figures),
        *([] if spoken.said_when is None else [small(words(spoken.said_when, _LINE))]),
    ]
    kept = _fitting(lines, _BELOW)
    return kept if spoken.source is None else [*kept, small(_source(spoken.source))]


def _fitting(lines: list[str], most: int) -> list[str]:
    """Returns the first lines that fit, and a sign where some did not."""
    kept: list[str] = []
    for line in lines:
        most -= units(line)
        if most < 0 and kept:
            return [*kept, small("\u2026")]
        kept.append(line)
    return kept


def _mark(mark: Mark) -> str:
    return f"{_SIGNS[mark.tone]} {words(mark.words, _LINE)}"


def _source(source: SourceWords) -> str:
    label = words(source.label, _LABEL)
    return label if source.more is None else f"{label} {words(source.more, _LABEL)}"


def _button_address(source: SourceWords | None) -> str | None:
    if source is None or source.address is None:
        return None
    target = link_target(source.address)
    return target if len(target) <= BUTTON_ADDRESS else None


# Figures, lists and labelled values


def _estimate(row: Estimate, wording: Wording) -> Piece:
    figure = bold(words(figure_in_words(row.figure, wording), _LINE))
    number = escaped(claim_number(row.claim.number, wording))
    lines = [
        f"{number} {figure} \u2014 {words(estimate_said(row.claim, wording), _LINE)}",
        *_fitting([_mark(mark) for mark in estimate_marks(row, wording)], _BELOW),
    ]
    source = source_words(row.claim, wording)
    if source is not None:
        label = _source(source)
        lines.append(small(label if source.address is None else linked(label, source.address, _ADDRESS)))
    return Piece("\n".join(lines))


def _fact(label: str, value: str) -> Piece:
    return Piece(f"{bold(words(label, _LABEL))} {words(value, _LONG)}")


def _entry(entry: Entry, wording: Wording) -> Piece:
    name = words(entry_name(entry, wording), _LINE)
    address = None if entry.url is None else web_address(entry.url)
    opens = typed(slashed(entry.opens), _LINE) if entry.opens else None
    claims = None if entry.claims is None else words(said(entry.claims, wording), _LABEL)
    parts = [name if address is None else linked(name, address, BUTTON_ADDRESS), claims, opens]
    return Piece(" \u00b7 ".join(part for part in parts if part), cursor=entry.cursor)


def _change(change: Change, wording: Wording) -> Piece:
    told = change_words(change, wording)
    below = _fitting([small(words(line, _LINE)) for line in told.below], _LONG)
    return Piece("\n".join([words(told.line, _LINE), *below]), cursor=change.cursor)


# A claim in full


def _detail(block: Detail, wording: Wording) -> Iterator[Piece]:
    told = full_words(block, wording)
    yield Piece("\n".join([_opening(told.line, _IN_FULL), *_below(told.line)]))
    for place, (label, value) in enumerate(told.rows):
        yield replace(_fact(label, value), apart=place == 0)
    for heading, items in told.sections:
        for place, piece in enumerate(_headed(heading, map(_item, items))):
            yield replace(piece, apart=place == 0)


def _item(item: Item) -> Piece:
    label = words(item.words, _LINE)
    first = next((address for name, address in item.addresses if name is None), None)
    parts = [label if first is None else linked(label, first, _LONGEST_ADDRESS)]
    parts += [linked(words(name, _LABEL), address, _ADDRESS) for name, address in item.addresses if name]
    below = [f"> {words(line, _QUOTE)}" for line in item.below]
    return Piece("\n".join([" ".join(parts), *below]))
