"""What is not plain in a claim that is entered, and the lines that settle it."""

from dataclasses import dataclass

from commands.card import Block, Examples, Message

DRAFT = "{draft}"
"""Stands for the draft's number in a line that settles a doubt: the draft has none before it is kept."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to settle before a claim is published.

    Attributes:
        said: What is doubtful.
        lines: What may be typed to settle it; `{draft}` stands for the draft's number.
    """

    said: Message
    lines: tuple[str, ...] = ()


def blocks(doubts: tuple[Doubt, ...], draft: str) -> tuple[Block, ...]:
    """Returns the doubts of a draft as parts of an answer."""
    return tuple(
        Examples(doubt.said, tuple(line.replace(DRAFT, draft) for line in doubt.lines)) for doubt in doubts
    )
