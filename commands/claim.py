"""`claim`: everything about one claim."""

from commands.arguments import ClaimArg
from commands.card import Action, Card, Detail, message
from commands.command import Asking
from commands.declaring import command
from commands.errors import CommandError
from storage.reads import log
from storage.reads.claims import load
from storage.vocabulary import LISTED

_LOG_ENTRIES = 10
_ACTIONS = 5


@command
def claim(asking: Asking, number: ClaimArg) -> Card:
    """Shows everything about one claim: evidence with quotes, relations both ways, and its history.

    Instead of its number, words of its text complete to it.

    Examples:
    /claim 4
    """
    found = load(asking.db, (number,))
    if not found or found[0].status not in LISTED:
        raise CommandError("no-such-claim", number=str(number))
    entries, more = log.of_claim(asking.db, number, _LOG_ENTRIES)
    others = list(dict.fromkeys(answer.number for answer in found[0].answers))[:_ACTIONS]
    return Card(
        message("claim-title", number=str(number)),
        (Detail(found[0], entries, more),),
        actions=tuple(
            Action(message("open-claim", number=str(other)), f"/claim {other}") for other in others
        ),
    )
