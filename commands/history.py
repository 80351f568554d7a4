"""`history`: the log of a claim, each change with who, when and why."""

from commands.arguments import ClaimArg, PageArg
from commands.asking import Asking
from commands.card import Card, History, Next, message
from commands.declaring import command
from commands.differences import change_of
from commands.errors import CommandError
from commands.people import Role
from storage.lines import Claim, Relation
from storage.reads import history as log
from storage.reads.objects import claim_line, row_of
from storage.vocabulary import LISTED

_PAGE = 10


@command
def history(asking: Asking, claim: ClaimArg, *, page: PageArg | None = None) -> Card:
    """Shows what was done to a claim: each change, who made it, when and why.

    What was taken back or expunged still has a history; of what was expunged, no content.

    Examples:
    /history #7
    """
    entries, more = log.of_claim(asking.db, claim, limit=_PAGE, after=page)
    if not entries and page is not None:
        return Card(message("history-title", number=str(claim)), notes=(message("no-more"),))
    is_editor, is_public = asking.role >= Role.EDITOR, _is_public(asking, claim, entries)
    if not entries or not (is_editor or is_public):
        raise CommandError("no-such-claim", number=str(claim))
    of_readers = [entry for entry in entries if _is_of_readers(asking, claim, entry)]
    shown = entries if is_editor else of_readers
    changes = tuple(change_of(asking.db, entry) for entry in shown)
    return Card(
        message("history-title", number=str(claim)),
        (History(None, changes),),
        next=Next(asking.line, str(entries[-1].item)) if more else None,
        private=not is_public or len(shown) > len(of_readers),
    )


def _is_of_readers(asking: Asking, number: int, entry: log.Entry) -> bool:
    """Tells whether a reader may know of a change: a relation tells of its other claim as well."""
    line = entry.after if entry.after is not None else entry.before
    if not isinstance(line, Relation):
        return True
    others = (row_of(asking.db, "claim", uid) for uid in (line.from_claim, line.to_claim))
    claims = (claim_line(asking.db, other) for other in others if other is not None and other != number)
    return all(claim is not None and claim.status in LISTED for claim in claims)


def _is_public(asking: Asking, number: int, entries: tuple[log.Entry, ...]) -> bool:
    """Tells whether a claim is one that readers see, or was; what is only proposed is the editors'."""
    found = claim_line(asking.db, number)
    if found is not None:
        return found.status in LISTED
    last = next((entry for entry in entries if entry.kind == "claim"), None)
    return last is not None and (
        last.expunged or (isinstance(last.before, Claim) and last.before.status in LISTED)
    )
