"""`record undo`: a revision is taken back, by another one."""

from commands.card import Action, Card, History, message
from commands.command import Asking
from commands.declaring import command
from commands.differences import change_of
from commands.entering.arguments import ReasonArg, RevisionArg
from commands.entering.second_person import refuse_the_first_alone
from commands.entering.writing import refusals
from commands.errors import CommandError
from commands.people import Role
from storage.lines import Claim
from storage.reads import history
from storage.undoing import NotUndone, last_standing
from storage.undoing import undo as take_back

_SHOWN = 10
_LOOKED_THROUGH = 10_000  # more than any revision touches


@command(group="record", role=Role.EDITOR, writes=True)
def undo(asking: Asking, revision: RevisionArg | None = None, reason: ReasonArg | None = None) -> Card:
    """Takes back your last revision, or the one you name; the undo can be taken back too.

    It is refused where later changes stand on it.

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
