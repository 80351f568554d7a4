"""`desk audit`: the log of the desk, each revision with who made it, and one of them in detail."""

from functools import reduce

from commands.arguments import PageArg
from commands.asking import Asking
from commands.card import Action, Card, Change, History, Message, Next, message
from commands.declaring import command
from commands.desk.affairs import told
from commands.entering.arguments import RevisionArg
from commands.errors import CommandError
from commands.people import Role
from storage.people import Account
from storage.reads import history, log
from storage.reads.history import RevisionEntry
from storage.vocabulary import Change as ChangeWord
from storage.vocabulary import LoggedKind

_PAGE = 20


@command(group="desk", role=Role.ADMIN)
def audit(asking: Asking, revision: RevisionArg | None = None, *, page: PageArg | None = None) -> Card:
    """Shows the log, the newest revision first: when, who, what and why; or one revision in detail.

    Examples:
    /desk audit
    /desk audit r1
    """
    return _log(asking, page) if revision is None else _in_detail(asking, revision, page)


def _log(asking: Asking, page: int | None) -> Card:
    found, more = history.revisions(asking.db, limit=_PAGE, after=page)
    changes = tuple(map(_summary, found))
    return Card(
        message("desk-audit-title"),
        (History(None, changes),) if changes else (),
        notes=() if changes else (message("no-more" if page is not None else "desk-audit-none"),),
        next=Next(asking.line, str(found[-1].revision)) if more else None,
        actions=tuple(_opening(each.revision) for each in found[:1]),
    )


def _in_detail(asking: Asking, revision: int, page: int | None) -> Card:
    entries = history.of_revision(asking.db, revision, limit=_PAGE + 1, after=page or 0)
    if not entries and page is None:
        newest = log.head(asking.db)
        raise CommandError("desk-audit-no-revision", revision=f"r{revision}", newest=f"r{newest}")
    shown = entries[:_PAGE]
    changes = tuple(told(asking, each) for each in shown)
    return Card(
        message("desk-audit-of", revision=f"r{revision}"),
        (History(None, changes),) if changes else (),
        notes=() if changes else (message("no-more"),),
        next=Next(asking.line, str(shown[-1].item)) if len(entries) > _PAGE else None,
    )


def _summary(entry: RevisionEntry) -> Change:
    what = reduce(_both, (_what(*each) for each in entry.touched), None)
    done = what or message("desk-audit-nothing")
    if entry.undoes is not None:
        done = message("did-undo", what=done, revision=f"r{entry.undoes}")
    who = str(Account(entry.platform, entry.account))
    return Change(entry.revision, entry.at, who, done, entry.reason, cursor=str(entry.revision))


def _both(one: Message | None, more: Message) -> Message:
    return more if one is None else message("desk-audit-and", one=one, more=more)


def _what(kind: LoggedKind, change: ChangeWord, number: int, row: int) -> Message:
    if kind == "claim" and number == 1:
        things = message("object-numbered", kind=message("object-claim"), number=str(row))
    else:
        things = message(f"desk-counted-{kind}", number=number)
    return message("did-to", object=things, what=message(f"change-{change}"))


def _opening(revision: int) -> Action:
    return Action(message("desk-audit-open", revision=f"r{revision}"), f"/desk audit r{revision}")
