"""Cards as plain text, for pipes and logs: no escape codes, nothing wrapped, one thing a line.

Every line is made of pieces that went through `harmless`, so that what a user wrote can't begin a line of its
own. The same Card in the same language gives the same text, always.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len

from bot.render.changes import change_words
from bot.render.claim_in_full import Item, full_words
from bot.render.claim_line import ClaimWords, SourceWords, claim_words, source_words, stretches
from bot.render.escape import harmless, web_address
from bot.render.phrases import (
    action_hint,
    claim_number,
    entry_name,
    estimate_said,
    figure_in_words,
    next_hint,
    said,
    typed,
    value_in_words,
)
from bot.render.standing import estimate_marks
from bot.wording.wording import Wording
from commands.card import (
    Block,
    Card,
    Claims,
    Detail,
    Estimate,
    Estimates,
    Examples,
    Facts,
    History,
    Listing,
    Paragraph,
)

_INDENT = "  "
_BELOW = "      "
_FOUND = ("\u2039", "\u203a")
"""Single pointing quotation marks: seen in every font, and rare in text."""


def render(card: Card, wording: Wording) -> str:
    """Returns a Card as text: its title, blocks, notes and what may be asked next, blank lines between."""
    hints = [action_hint(action, wording) for action in card.actions]
    if card.next is not None:
        hints.insert(0, next_hint(card.next, wording))
    parts = [
        [harmless(said(card.title, wording))],
        *(_block(block, wording) for block in card.blocks),
        [harmless(said(note, wording)) for note in card.notes],
        [harmless(hint) for hint in hints],
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines)


def _block(block: Block, wording: Wording) -> list[str]:
    match block:
        case Claims():
            return _claims(block, wording)
        case Estimates():
            rows = [_estimate(row, wording) for row in block.rows]
            return [harmless(block.measure), *_aligned(rows, " | ")]
        case Facts():
            return [_fact(said(label, wording), value_in_words(it, wording)) for label, it in block.rows]
        case Listing():
            return _listing(block, wording)
        case Detail():
            return _detail(block, wording)
        case History():
            return _history(block, wording)
        case Paragraph():
            return [harmless(said(block.text, wording))]
        case Examples():
            heading = harmless(said(block.heading, wording))
            return [heading, *(_INDENT + harmless(typed(line)) for line in block.lines)]


def _claims(block: Claims, wording: Wording) -> list[str]:
    lines = [] if block.heading is None else [harmless(value_in_words(block.heading, wording))]
    for line in block.lines:
        lines += _claim(claim_words(line, block.heading, wording))
    return lines


def _claim(words: ClaimWords) -> list[str]:
    opening = " ".join(harmless(part) for part in (words.date, words.speakers) if part is not None)
    below = [words.change, *(mark.words for mark in words.marks), *words.figures, words.said_when]
    lines = [f"{_INDENT}{words.number}  {opening} {_found(words)}"]
    lines += [_BELOW + harmless(part) for part in below if part is not None]
    if words.source is not None:
        lines.append(_BELOW + _source(words.source))
    return lines


def _found(words: ClaimWords) -> str:
    """Returns the claim's sentence, with what matched a search between the signs of `_FOUND`."""
    before, after = _FOUND
    return "".join(
        f"{before}{part}{after}" if hit else part
        for part, hit in stretches(harmless(words.text), words.found)
    )


def _source(source: SourceWords) -> str:
    parts = [harmless(source.label)]
    if source.address is not None:
        parts.append(f"<{source.address}>")
    if source.more is not None:
        parts.append(source.more)
    return " ".join(parts)


def _estimate(row: Estimate, wording: Wording) -> list[str]:
    source = source_words(row.claim, wording)
    return [
        harmless(figure_in_words(row.figure, wording)),
        harmless(estimate_said(row.claim, wording)),
        claim_number(row.claim.number, wording),
        "" if source is None else _source(source),
        *(harmless(mark.words) for mark in estimate_marks(row, wording)),
    ]


def _fact(label: str, value: str) -> str:
    return f"{_INDENT}{harmless(label)}: {harmless(value)}"


def _listing(block: Listing, wording: Wording) -> list[str]:
    rows = []
    for entry in block.entries:
        claims = "" if entry.claims is None else said(entry.claims, wording)
        row = [entry_name(entry, wording), claims, typed(entry.opens)]
        address = None if entry.url is None else web_address(entry.url)
        rows.append([*map(harmless, row), "" if address is None else f"<{address}>"])
    heading = [] if block.heading is None else [harmless(said(block.heading, wording))]
    return [*heading, *_aligned(rows, "  ")]


def _detail(block: Detail, wording: Wording) -> list[str]:
    words = full_words(block, wording)
    lines = [*_claim(words.line), *(_fact(label, value) for label, value in words.rows)]
    for heading, items in words.sections:
        lines += ["", harmless(heading)]
        for item in items:
            lines += _item(item)
    return lines


def _history(block: History, wording: Wording) -> list[str]:
    lines = [] if block.heading is None else [harmless(said(block.heading, wording))]
    for change in block.changes:
        words = change_words(change, wording)
        lines += [_INDENT + harmless(words.line), *(_BELOW + harmless(line) for line in words.below)]
    return lines


def _item(item: Item) -> list[str]:
    first = harmless(item.words)
    for label, address in item.addresses:
        first += f" <{address}>" if label is None else f" {label} <{address}>"
    return [_INDENT + first, *(_BELOW + harmless(line) for line in item.below)]


def _aligned(rows: Sequence[Sequence[str]], between: str) -> Iterator[str]:
    """Yields rows with their columns below each other on a screen, where a wide character takes two cells."""
    widths = [max(map(cell_len, column)) for column in zip_longest(*rows, fillvalue="")]
    for row in rows:
        *cells, last = row[:-1] if row[-1] == "" else row
        padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=False)]
        yield _INDENT + between.join([*padded, last])
