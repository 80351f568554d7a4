"""`record undo`: a revision is taken back, by another one."""

from commands.asking import Asking
from commands.card import Action, Card, History, message
from commands.declaring import command
from commands.differences import change_of
from commands.entering.arguments import ReasonArg, RevisionArg
from commands.entering.second_person import refuse_the_first_alone
from commands.entering.writing import refusals
from commands.errors import CommandError
from commands.people import Role
from storage.lines import Claim
from storage.notices import leave
from storage.reads import history
from storage.reads.queue import proposer_of
from storage.undoing import NotUndone, last_standing
from storage.undoing import undo as take_back

_SHOWN = 10
_LOOKED_THROUGH = 10_000  # more than any revision touches
_TOLD = 100
"""Of so many things of a revision somebody is told at most: an import may hold many thousands."""


@command(group="record", role=Role.EDITOR, writes=True)
def undo(asking: Asking, revision: RevisionArg | None = None, reason: ReasonArg | None = None) -> Card:
    """Takes back your last revision, or the one you name; the undo can be taken back too.

    It is refused where later changes stand on it. Whoever proposed a claim hears what becomes of it.

    Examples:
    /record undo
    /record undo r12 that was another Kursk
    """
    wanted = last_standing(asking.db, asking.member.accounts) if revision is None else revision
    if wanted is None:
        raise CommandError("undo-nothing")
    try:
        with refusals():
            made = take_back(asking.db, wanted, asking.author(reason))
    except NotUndone as error:
        by = "" if error.by is None else f"r{error.by}"
        raise CommandError(f"undo-{error.why}", revision=f"r{wanted}", by=by) from error
    _refuse_the_first_alone(asking, made.revision)
    _tell(asking, made.revision, reason)
    entries = history.of_revision(asking.db, made.revision, limit=_SHOWN)
    changes = tuple(change_of(asking.db, entry, named=True) for entry in entries)
    return Card(
        message("undone", revision=f"r{wanted}", by=f"r{made.revision}"),
        (History(None, changes),),
        actions=(Action(message("take-back"), f"/record undo r{made.revision}"),),
    )


def _refuse_the_first_alone(asking: Asking, revision: int) -> None:
    """Refuses an undo by which whoever proposed a claim would publish it, where a second person must.

    Raises:
        CommandError: It would; what was written is rolled back.
    """
    for entry in history.of_revision(asking.db, revision, limit=_LOOKED_THROUGH):
        before, after = entry.before, entry.after
        if not isinstance(before, Claim) or not isinstance(after, Claim):
            continue
        if before.status != "published" and after.status == "published":
            refuse_the_first_alone(asking, entry.row)


def _tell(asking: Asking, revision: int, reason: str | None) -> None:
    """Leaves word for whoever proposed what an undo took back or settled otherwise, but for the undoer."""
    for entry in history.of_revision(asking.db, revision, limit=_TOLD):
        if (key := _notice(entry, reason)) is None:
            continue
        proposer = proposer_of(asking.db, entry.row)
        if proposer is None or proposer in asking.member.accounts:
            continue
        claim = entry.after or entry.before
        text = claim.text if isinstance(claim, Claim) else ""
        fields = {"number": str(entry.row), "text": text, "reason": " ".join((reason or "").split())}
        leave(asking.db, proposer, asking.at, key, fields)


def _notice(entry: history.Entry, reason: str | None) -> str | None:
    """Returns what is told of one thing that an undo did; None where it concerns no proposal."""
    match entry:
        case history.Entry(change="removed", before=Claim(status="proposed")):
            return "notice-taken-back-because" if reason else "notice-taken-back"
        case history.Entry(change="reopened" | "restored", after=Claim(status="proposed")):
            return "notice-reopened-because" if reason else "notice-reopened"
        case history.Entry(change="approved", after=Claim()):
            return "notice-approved"
        case history.Entry(change="rejected", after=Claim()):
            return "notice-rejected-again-because" if reason else "notice-rejected-again"
    return None
