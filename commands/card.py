"""What a command answers: a value that every platform renders in its own way.

A Card holds keys of messages and values, never worded text, markup, colours or limits. User text inside it
(claims, names, quotes) is plain text; only renderers escape, and only adapters send.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from storage.model import Claim, Figure, LogEntry

NO_VALUES: Mapping[str, "Value"] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Date:
    """A date to be worded: EDTF text."""

    edtf: str


@dataclass(frozen=True, slots=True)
class Names:
    """Several names to be joined as the reader's language joins them: "A, B and C", or "A, B or C"."""

    names: tuple[str, ...]
    any_of: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """What a command or an argument is for: English is its declaration's own, other languages word it by key.

    Attributes:
        english: The words of the declaration.
        keys: What a language may word it by; the first that it has counts.
    """

    english: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """Words to be looked up by key in the reader's language, with the values that stand in them."""

    key: str
    values: Mapping[str, "Value"] = field(default_factory=lambda: NO_VALUES)


Value = str | int | float | Date | Names | Help | Message


def message(key: str, **values: Value) -> Message:
    """Returns the message *key* with its values."""
    return Message(key, MappingProxyType(values))


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as one line of an answer.

    Attributes:
        claim: The claim.
        marks: The stretches of its text that matched a search, as (start, end) offsets in characters.
        change: What changed, where the answer is about changes.
        cursor: What a page continues after when this is its last line; the claim's number if left out.
    """

    claim: Claim
    marks: tuple[tuple[int, int], ...] = ()
    change: Message | None = None
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims under one heading: a date they share, or a message; None continues without one."""

    heading: Date | Message | None
    lines: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure beside the claim it stands in; `superseded_by` numbers the claim that replaced it."""

    figure: Figure
    claim: Claim
    superseded_by: int | None


@dataclass(frozen=True, slots=True)
class Estimates:
    """Every estimate of one measure, side by side; never added, never averaged."""

    measure: str
    rows: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values: each label is a message, each value a message or plain text."""

    rows: tuple[tuple[Message, Value], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: a name, what it is, how many claims, and the command that opens it.

    `cursor` is what a page continues after when this is its last line.
    """

    name: str
    detail: Message | None
    claims: Message | None
    opens: str
    url: str | None = None
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of topics, actors, sources or commands."""

    heading: Message | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """Everything about one claim: its line, evidence with quotes, relations both ways, and its log."""

    claim: Claim
    log: tuple[LogEntry, ...]
    log_more: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of an object, as it was and as it is; None where it had no value, or has none."""

    field: Message
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one revision did to one thing.

    Attributes:
        revision: The revision's number.
        at: When, ISO 8601 in UTC.
        who: Whose account did it.
        what: What was done.
        reason: Why, if it was said.
        differences: The fields that changed; empty where it was new, removed or expunged.
        cursor: What a page continues after when this is its last line.
    """

    revision: int
    at: str
    who: str
    what: Message
    reason: str | None
    differences: tuple[Difference, ...] = ()
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Changes, the newest first."""

    heading: Message | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words."""

    text: Message


@dataclass(frozen=True, slots=True)
class Examples:
    """Lines that a reader may type as they are.

    `ways_on` tells that each is a way to go on from here, to be chosen as it stands; else they only show how
    such a line is written.
    """

    heading: Message
    lines: tuple[str, ...]
    ways_on: bool = False


Block = Claims | Estimates | Facts | Listing | Detail | History | Paragraph | Examples


@dataclass(frozen=True, slots=True)
class Action:
    """Something on offer below an answer.

    Attributes:
        label: What it is called.
        line: The line that does it.
        asks: Arguments of the line's command that are asked for before it is asked.
        replaces: Whether its answer takes the place of the one it stands below, where a front end can do so
            without taking it from others.
    """

    label: Message
    line: str
    asks: tuple[str, ...] = ()
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """Things on offer of which one is chosen. It is left out where there are no menus: each can be typed."""

    label: Message
    options: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Next:
    """The next page: the same question, continued after a line that was shown.

    Attributes:
        line: The command's line without its page.
        after: What the page continues after: the last claim as `#142`, or the last name of a list. An
            adapter that shows less than the whole Card continues after the last line it did show.
    """

    line: str
    after: str

    def line_after(self, shown: str | None = None) -> str:
        """Returns the line that asks for what follows *shown*, or follows the whole Card."""
        return f"{self.line} page:{shown or self.after}"


@dataclass(frozen=True, slots=True)
class Card:
    """An answer.

    Attributes:
        title: What it is an answer to.
        blocks: Its parts, in order.
        notes: What the reader should know of it: how words were read, what was hidden or cut.
        next: The next page, if there is one.
        actions: What may be asked next.
        menus: What else may be, for front ends that have menus.
        private: Only for whoever asked (errors are).
        notices: Whether something waits to be told to whoever asked, as `commands.notices` has it.
        failed: Whether the question could not be answered.
    """

    title: Message
    blocks: tuple[Block, ...] = ()
    notes: tuple[Message, ...] = ()
    next: Next | None = None
    actions: tuple[Action, ...] = ()
    menus: tuple[Menu, ...] = ()
    private: bool = False
    failed: bool = False
    notices: bool = False
