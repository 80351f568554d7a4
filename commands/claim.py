"""`claim`: everything about one claim."""

from commands.arguments import ClaimArg
from commands.asking import Asking
from commands.card import Action, Card, Date, Detail, message
from commands.declaring import command
from commands.errors import CommandError
from commands.people import Role
from storage.lines import Claim
from storage.reads import history, log
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
    if not found or not (found[0].status in LISTED or asking.role >= Role.EDITOR):
        raise gone(asking, number)
    entries, more = log.of_claim(asking.db, number, _LOG_ENTRIES, everything=asking.role >= Role.EDITOR)
    others = list(dict.fromkeys(answer.number for answer in found[0].answers))[:_ACTIONS]
    return Card(
        message("claim-title", number=str(number)),
        (Detail(found[0], entries, more),),
        actions=tuple(
            Action(message("open-claim", number=str(other)), f"/claim {other}") for other in others
        ),
        private=found[0].status not in LISTED,
    )


def gone(asking: Asking, number: int) -> CommandError:
    """Returns why there is no claim of this number for whoever asks: never was, taken back, or expunged."""
    entries, _ = history.of_claim(asking.db, number, limit=20)
    last = next((entry for entry in entries if entry.kind == "claim"), None)
    if last is None or last.after is not None:
        return CommandError("no-such-claim", number=str(number))
    if last.change == "expunged":
        day = Date(last.at[:10])
        if last.reason is None:
            return CommandError("claim-expunged-alone", number=str(number), date=day)
        return CommandError("claim-expunged", number=str(number), date=day, reason=last.reason)
    if isinstance(last.before, Claim) and last.before.status in LISTED:
        return CommandError("claim-taken-back", number=str(number), revision=str(last.revision))
    return CommandError("no-such-claim", number=str(number))
