"""Cards for a terminal: wrapped, with links where it can follow them, calm in colour and complete without.

What a user wrote only ever becomes a `Text`, after `harmless`: rich reads markup in plain strings, and a
terminal obeys escape sequences. Colours and weight come on top of words and signs, so nothing is lost under
NO_COLOR.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.render.changes import change_words
from bot.render.claim_in_full import Item, full_words
from bot.render.claim_line import ClaimWords, SourceWords, claim_words, source_words, stretches
from bot.render.escape import harmless, link_target, web_address
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
from bot.render.standing import Mark, Tone, estimate_marks
from bot.wording.wording import Wording
from commands.card import (
    Block,
    Card,
    Claims,
    Detail,
    Entry,
    Estimate,
    Estimates,
    Examples,
    Facts,
    History,
    Listing,
    Message,
    Paragraph,
)

_NARROW = 60
"""Columns below which what stands side by side goes below each other."""

# Signs of Windows Glyph List 4, which the fonts of terminals have. Neither ticks and crosses nor green and
# red for what speakers say of each other: these would tell what is true.
_SIGNS: dict[Tone, tuple[str, str]] = {
    "withheld": ("×", "bold red"),  # noqa: RUF001  # the sign, not the letter
    "against": ("≠", "yellow"),
    "alike": ("=", "bright_blue"),
    "replaced": ("→", "magenta"),
    "edited": ("±", "magenta"),
}
_HEADING = "bold"
_FAILED = "bold red"
_QUIET = "dim"
_SPEAKERS = "cyan"
_TYPED = "cyan"
_FOUND = "bold underline"
_FIGURE = "bold"
_CHANGE = "bold magenta"


def render(card: Card, wording: Wording, *, width: int, links: bool) -> RenderableType:
    """Returns a Card as something that a rich Console prints.

    Args:
        card: The answer.
        wording: The reader's language.
        width: How many columns it may take.
        links: Whether the terminal follows links (OSC 8); where not, addresses are printed.
    """
    return Constrain(_Layout(wording, width, links, _number_width(card, wording)).card(card), width)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How one answer is laid out; `numbers` is the width of its column of claim numbers."""

    wording: Wording
    width: int
    links: bool
    numbers: int

    def card(self, card: Card) -> RenderableType:
        parts: list[RenderableType] = [self.said(card.title, _FAILED if card.failed else _HEADING)]
        parts += [self.block(block) for block in card.blocks]
        if card.notes:
            parts.append(Group(*(self.said(note, _QUIET) for note in card.notes)))
        hints = [_text(action_hint(action, self.wording), _TYPED) for action in card.actions]
        if card.next is not None:
            hints.insert(0, _text(next_hint(card.next, self.wording), _TYPED))
        if hints:
            parts.append(Group(*hints))
        return Group(*_apart(parts))

    def block(self, block: Block) -> RenderableType:
        match block:
            case Claims():
                return self.claims(block)
            case Estimates():
                return self.estimates(block)
            case Facts():
                return self.facts(
                    (said(label, self.wording), value_in_words(value, self.wording))
                    for label, value in block.rows
                )
            case Listing():
                return self.listing(block)
            case Detail():
                return self.detail(block)
            case History():
                return self.history(block)
            case Paragraph():
                return self.said(block.text)
            case Examples():
                lines = [_text(typed(line), _TYPED) for line in block.lines]
                return Group(self.said(block.heading, _HEADING), _indented(Group(*lines)))

    def said(self, message: Message, style: str = "") -> Text:
        return _text(said(message, self.wording), style)

    # Claims

    def claims(self, block: Claims) -> RenderableType:
        grid = self.numbered()
        for line in block.lines:
            words = claim_words(line, block.heading, self.wording)
            grid.add_row(_text(words.number), self.claim(words))
        if block.heading is None:
            return grid
        return Group(_text(value_in_words(block.heading, self.wording), _HEADING), grid)

    def claim(self, words: ClaimWords) -> RenderableType:
        opening = Text(overflow="fold")
        if words.date is not None:
            opening.append(harmless(words.date), _HEADING).append(" ")
        opening.append(harmless(words.speakers), _SPEAKERS).append(" ")
        withheld = any(mark.tone == "withheld" for mark in words.marks)
        for part, found in stretches(harmless(words.text), words.found):
            opening.append(part, _FOUND if found else _QUIET if withheld else None)
        parts: list[RenderableType] = [opening]
        if words.change is not None:
            parts.append(_text(words.change, _CHANGE))
        parts += self.marks(words.marks)
        parts += [_text(figure, _FIGURE) for figure in words.figures]
        if words.said_when is not None:
            parts.append(_text(words.said_when, _QUIET))
        parts += self.source(words.source)
        return Group(*parts)

    def marks(self, marks: Iterable[Mark]) -> list[RenderableType]:
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for mark in marks:
            sign, style = _SIGNS[mark.tone]
            grid.add_row(_text(sign, style), _text(mark.words, style))
        return [grid] if grid.row_count else []

    def source(self, source: SourceWords | None) -> list[RenderableType]:
        if source is None:
            return []
        label = self.linked(source.label, source.address)
        if source.more is not None:
            label.append(f" {source.more}")
        return [label, *self.printed(source.address)]

    def linked(self, words: str, address: str | None, style: str = _QUIET) -> Text:
        """Returns words that lead to an address, where the terminal follows links."""
        text = Text(style=style, overflow="fold")
        target = link_target(address) if self.links and address is not None else None
        return text.append(harmless(words), Style(link=target))

    def printed(self, address: str | None) -> list[RenderableType]:
        """Returns an address in a line of its own, where the terminal does not follow links."""
        return [] if self.links or address is None else [_text(address, _QUIET)]

    # Figures

    def estimates(self, block: Estimates) -> RenderableType:
        grid = self.numbered(columns=1 if self.narrow else 2)
        for row in block.rows:
            figure = _text(figure_in_words(row.figure, self.wording), _FIGURE)
            number = _text(claim_number(row.claim.number, self.wording))
            beside = self.estimate(row)
            if self.narrow:
                grid.add_row(number, Group(figure, *beside))
            else:
                grid.add_row(number, figure, Group(*beside))
        return Group(_text(block.measure, _HEADING), grid)

    def estimate(self, row: Estimate) -> list[RenderableType]:
        return [
            _text(estimate_said(row.claim, self.wording), _SPEAKERS),
            *self.marks(estimate_marks(row, self.wording)),
            *self.source(source_words(row.claim, self.wording)),
        ]

    # Lists and labelled values

    def facts(self, rows: Iterable[tuple[str, str]]) -> RenderableType:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style=_QUIET, overflow="fold", max_width=self.width // 3)
        grid.add_column(overflow="fold")
        for label, value in rows:
            grid.add_row(_text(label), _text(value))
        return _indented(grid)

    def listing(self, block: Listing) -> RenderableType:
        grid = Table.grid(padding=(0, 2, 0, 0))
        for _ in range(1 if self.narrow else 3):
            grid.add_column(overflow="fold")
        for entry in block.entries:
            claims = None if entry.claims is None else self.said(entry.claims, _QUIET)
            opens = _text(typed(entry.opens), _TYPED)
            if self.narrow:
                below = [opens] if claims is None else [claims, opens]
                grid.add_row(Group(self.entry(entry), _indented(Group(*below))))
            else:
                grid.add_row(self.entry(entry), claims or Text(), opens)
        if block.heading is None:
            return _indented(grid)
        return Group(self.said(block.heading, _HEADING), _indented(grid))

    def entry(self, entry: Entry) -> RenderableType:
        address = None if entry.url is None else web_address(entry.url)
        return Group(self.linked(entry_name(entry, self.wording), address, ""), *self.printed(address))

    # A history

    def history(self, block: History) -> RenderableType:
        parts: list[RenderableType] = [] if block.heading is None else [self.said(block.heading, _HEADING)]
        for change in block.changes:
            words = change_words(change, self.wording)
            below = [_indented(_text(line, _QUIET)) for line in words.below]
            parts.append(_indented(Group(_text(words.line), *below)))
        return Group(*parts)

    # A claim in full

    def detail(self, block: Detail) -> RenderableType:
        words = full_words(block, self.wording)
        grid = self.numbered()
        grid.add_row(_text(words.line.number), self.claim(words.line))
        parts: list[RenderableType] = [grid, self.facts(words.rows)]
        parts += [
            Group(_text(heading, _HEADING), *(_indented(self.item(item)) for item in items))
            for heading, items in words.sections
        ]
        return Group(*_apart(parts))

    def item(self, item: Item) -> RenderableType:
        first = next((address for label, address in item.addresses if label is None), None)
        parts: list[RenderableType] = [self.linked(item.words, first, ""), *self.printed(first)]
        for label, address in item.addresses:
            if label is not None:
                parts += [self.linked(label, address), *self.printed(address)]
        parts += [_indented(_text(line)) for line in item.below]
        return Group(*parts)

    # The page

    @property
    def narrow(self) -> bool:
        return self.width < _NARROW

    def numbered(self, columns: int = 1) -> Table:
        """Returns a grid whose first column holds claim numbers, in line with the answer's other grids."""
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style=_QUIET, no_wrap=True, min_width=self.numbers)
        for _ in range(columns):
            grid.add_column(overflow="fold", ratio=1 if columns > 1 else None)
        return grid


def _text(words: str, style: str = "") -> Text:
    return Text(harmless(words), style, overflow="fold")


def _indented(part: RenderableType) -> Padding:
    return Padding(part, (0, 0, 0, 2))


def _apart(parts: Iterable[RenderableType]) -> Iterable[RenderableType]:
    """Yields the parts with an empty line between them."""
    for place, part in enumerate(parts):
        if place:
            yield Text()
        yield part


def _number_width(card: Card, wording: Wording) -> int:
    """Returns the width of the widest claim number, so that the claims of all blocks stand in one column."""
    numbers = [0]
    for block in card.blocks:
        match block:
            case Claims():
                numbers += [line.claim.number for line in block.lines]
            case Estimates():
                numbers += [row.claim.number for row in block.rows]
            case Detail():
                numbers.append(block.claim.number)
    return cell_len(claim_number(max(numbers), wording))
