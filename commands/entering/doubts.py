"""What is not plain in a claim that is entered, and the lines that settle it."""

from dataclasses import dataclass

from commands.card import Block, Examples, Message


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to settle before a claim is published.

    Attributes:
        said: What is doubtful.
        lines: What may be typed to settle it.
    """

    said: Message
    lines: tuple[str, ...] = ()


def blocks(doubts: tuple[Doubt, ...]) -> tuple[Block, ...]:
    """Returns the doubts as parts of an answer."""
    return tuple(Examples(doubt.said, doubt.lines) for doubt in doubts)
