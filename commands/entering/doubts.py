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


def blocks(doubts: tuple[Doubt, ...], draft: str, *, held: bool) -> tuple[Block, ...]:
    """Returns the doubts of a draft as parts of an answer.

    Args:
        doubts: What is to be settled.
        draft: The draft's number, as it is typed.
        held: Whether the draft stays one when all is settled, rather than being published.
    """

    def typed(line: str) -> str:
        line = line.replace(DRAFT, draft)
        return line.replace("/record add ", "/record draft ", 1) if held else line

    return tuple(Examples(each.said, tuple(map(typed, each.lines)), ways_on=True) for each in doubts)
