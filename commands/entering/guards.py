"""Keeping two people from overwriting each other: a change that was not seen stops the next one."""

from datetime import datetime, timedelta

from commands import grammar
from commands.asking import Asking
from commands.card import Examples, History, message
from commands.declaring import COMMANDS
from commands.differences import change_of
from commands.errors import CommandError
from storage.people import Account
from storage.reads import history, log
from storage.reads.objects import revision_of

RECENT = timedelta(minutes=15)
"""Who changes a claim without naming the revision they read is asked, if somebody else wrote so lately."""

_SHOWN = 10


def refuse_unseen(asking: Asking, number: int, seen: int | None) -> None:
    """Stops a change of a claim that somebody else changed after it was read, and shows that change.

    Without `seen`, what others changed in the last quarter of an hour counts as not read.

    Args:
        asking: The question.
        number: The claim's number.
        seen: The revision that was read, if it was named.

    Raises:
        CommandError: There is such a change; the line to go on all the same stands below it. Or there is no
            such revision yet.
    """
    if seen is not None and seen > log.head(asking.db):
        raise CommandError("revision-to-come", revision=f"r{seen}")
    latest = revision_of(asking.db, number)
    if latest is None or (seen is not None and latest <= seen):
        return
    found = history.of_object(asking.db, "claim", number, limit=_SHOWN)
    unseen = [entry for entry in found if _is_news(asking, entry, seen)]
    if not unseen:
        return
    name, _ = grammar.name_of(asking.line, COMMANDS)
    again = COMMANDS[name].line_of({**asking.given, "seen": [f"r{latest}"]})
    raise CommandError(
        "changed-since-read",
        History(None, tuple(change_of(asking.db, entry) for entry in unseen)),
        Examples(message("change-anyway"), (again,), ways_on=True),
        number=str(number),
    )


def _is_news(asking: Asking, entry: history.Entry, seen: int | None) -> bool:
    """Tells whether somebody else made this change after the claim was read, as far as is known."""
    if Account(entry.platform, entry.account) in asking.member.accounts:
        return False
    if seen is not None:
        return entry.revision > seen
    return asking.now - datetime.fromisoformat(entry.at) < RECENT and entry.change != "added"
