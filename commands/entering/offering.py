"""Names that come with a claim are archived while it waits, and offered once it is published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from commands.asking import Asking
from commands.card import Message, message
from storage.lines import Actor, Claim, Line, Topic
from storage.reads.objects import archived_in, called
from storage.revising import Step
from storage.vocabulary import LISTED


@dataclass(frozen=True, slots=True)
class Offered:
    """Archived names that a claim offers again: the steps, and what is said of them."""

    steps: tuple[Step, ...] = ()
    echoes: tuple[Message, ...] = ()


def offered_with(asking: Asking, claim: Claim) -> Offered:
    """Returns how the archived actors and topics that a claim names are offered again, if readers see it."""
    if claim.status not in LISTED:
        return Offered()
    lines = archived_in(asking.db, claim)
    return Offered(
        tuple(Step("restored", line, replace(line, archived=False)) for line in lines),
        tuple(message("offered-again", name=called(line)) for line in lines),
    )


def made_with(claim: Claim, new: Iterable[Line]) -> Sequence[Line]:
    """Returns the new actors and topics as they are made: archived where no reader sees the claim yet."""
    if claim.status in LISTED:
        return tuple(new)
    return tuple(replace(line, archived=True) if isinstance(line, Actor | Topic) else line for line in new)
