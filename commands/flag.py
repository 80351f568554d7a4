"""`flag`: a reader doubts a claim, and an editor will look at it."""

from commands.arguments import ClaimArg
from commands.asking import Asking
from commands.card import Card, message
from commands.declaring import command
from commands.entering.arguments import ReasonArg
from commands.errors import CommandError
from commands.people import Role
from commands.review.waiting import refuse_who_may_not
from storage.flags import raise_flag
from storage.reads.objects import claim_line
from storage.vocabulary import LISTED


@command(writes=True)
def flag(asking: Asking, claim: ClaimArg, reason: ReasonArg) -> Card:
    """Tells the editors that you doubt a claim, and why; they look at it in their queue.

    Examples:
    /flag #6 the source says 4,700
    """
    refuse_who_may_not(asking, Role.READER)
    found = claim_line(asking.db, claim)
    if found is None or found.status not in LISTED:
        raise CommandError("no-such-claim", number=str(claim))
    number = raise_flag(asking.db, claim, reason, asking.author())
    return Card(message("flagged", number=str(claim), flag=f"f{number}"), private=True)
