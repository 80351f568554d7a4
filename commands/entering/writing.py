"""Writing what was put together, and telling why it could not be."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from commands.asking import Asking
from commands.card import Action, Card, ClaimLine, Claims, Message, message
from commands.errors import CommandError
from storage.model import Claim
from storage.reads.claims import load
from storage.reads.log import head
from storage.revising import ChangedSince, Revised, Step, revise
from storage.vocabulary import LISTED
from storage.writing import Refused


def write(asking: Asking, steps: Sequence[Step], reason: str | None = None) -> Revised:
    """Carries out steps as one revision of whoever asks.

    Raises:
        CommandError: The record refuses them.
    """
    with refusals():
        return revise(asking.db, steps, asking.author(reason))


@contextmanager
def refusals() -> Iterator[None]:
    """Words what the record refuses."""
    try:
        yield
    except Refused as error:
        raise CommandError("refused", reason=error.reason) from error
    except ChangedSince as error:
        raise CommandError("changed-meanwhile", kind=error.kind) from error


def claim_card(
    asking: Asking,
    title: Message,
    number: int,
    notes: Sequence[Message] = (),
    actions: Sequence[Action] = (),
) -> Card:
    """Returns the answer to a change of a claim: the claim as it reads now.

    What only editors may read is for whoever asked alone.
    """
    claims = load(asking.db, (number,))
    private = any(claim.status not in LISTED for claim in claims)
    return Card(title, one_claim(claims), notes=tuple(notes), actions=tuple(actions), private=private)


def one_claim(claims: Sequence[Claim]) -> tuple[Claims, ...]:
    """Returns claims as lines of an answer, without a heading."""
    return (Claims(None, tuple(ClaimLine(claim) for claim in claims)),) if claims else ()


def undoing(asking: Asking) -> Action:
    """Returns the way back from what was just written: its own revision, whatever is written after it."""
    return Action(message("take-back"), f"/record undo r{head(asking.db)}")
