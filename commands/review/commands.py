"""`review queue`, `approve`, `reject` and `close`: an editor settles what waits."""

import re
from typing import Annotated

from msgspec.structs import replace

from commands.arguments import read_claim
from commands.asking import Asking
from commands.card import Card, ClaimLine, Next, message
from commands.declaring import command
from commands.entering.arguments import ReasonArg, SeenArg
from commands.entering.guards import refuse_unseen
from commands.entering.offering import offered_with
from commands.entering.second_person import refuse_the_first_alone
from commands.entering.writing import claim_card, undoing, write
from commands.errors import CommandError
from commands.grammar import one_word
from commands.people import Role
from commands.record.edit import existing
from commands.review.orphans import putting_away
from commands.review.showing import block_of, offers
from commands.signature import Arg
from storage.flags import close_flag, open_flag
from storage.lines import Claim
from storage.notices import leave
from storage.reads.claims import load
from storage.reads.objects import relations_that_count
from storage.reads.queue import After, Waiting, count_waiting, proposer_of
from storage.reads.queue import queue as waiting
from storage.reads.suggest import Suggestion, shortened
from storage.revising import Step

_PAGE = 5
_OFFERED = 100
"""So much of what waits, the oldest, is offered when an argument is completed."""

_PLACE = re.compile(r"([#f]?)([0-9]{1,18})")
_FLAG = re.compile(r"f?([0-9]{1,18})", re.IGNORECASE)


def _read_flag(_: Asking, text: str) -> int:
    found = _FLAG.fullmatch(text.strip())
    if found is None:
        raise CommandError("flag-unread", words=text)
    return int(found[1])


def _suggest_waiting(asking: Asking, typed: str) -> list[Suggestion]:
    found = [each.number for each in waiting(asking.db, limit=_OFFERED) if each.kind == "proposal"]
    start = typed.strip().removeprefix("#")
    claims = load(asking.db, [number for number in found if str(number).startswith(start)])
    return [Suggestion(f"#{claim.number}", f"#{claim.number} {shortened(claim.text)}") for claim in claims]


def _suggest_flags(asking: Asking, typed: str) -> list[Suggestion]:
    start = typed.strip().casefold().removeprefix("f")
    return [
        Suggestion(f"f{each.flag}", f"f{each.flag} #{each.number}: {shortened(each.reason or '')}")
        for each in waiting(asking.db, limit=_OFFERED)
        if each.flag is not None and str(each.flag).startswith(start)
    ]


def _read_place(_: Asking, text: str) -> After:
    found = _PLACE.fullmatch(text.strip())
    if found is None:
        raise CommandError("page-unread", words=text)
    return After(int(found[2]), flag=found[1] == "f")


AfterArg = Annotated[
    After, Arg("where the page goes on: after this claim or flag", _read_place, takes=one_word)
]
WaitingArg = Annotated[int, Arg("a claim that waits, as #15", read_claim, _suggest_waiting, takes=one_word)]
FlagArg = Annotated[int, Arg("a flag, as f3", _read_flag, _suggest_flags, takes=one_word)]


@command(group="review", role=Role.EDITOR)
def queue(asking: Asking, *, page: AfterArg | None = None) -> Card:
    """Shows what waits for review, the oldest first: proposed claims and readers' doubts.

    Examples:
    /review queue
    """
    found = waiting(asking.db, limit=_PAGE + 1, after=page)
    shown = found[:_PAGE]
    claims = {claim.number: claim for claim in load(asking.db, tuple({each.number for each in shown}))}
    total = count_waiting(asking.db)
    return Card(
        message("queue-title", number=total),
        tuple(block_of(each, ClaimLine(claims[each.number])) for each in shown if each.number in claims),
        notes=() if shown else (message("no-more") if page else message("queue-empty"),),
        next=Next(asking.line, _cursor(shown[-1])) if len(found) > _PAGE else None,
        actions=tuple(action for each in shown for action in offers(asking.db, each)),
        private=True,
    )


@command(group="review", role=Role.EDITOR, writes=True)
def approve(asking: Asking, claim: WaitingArg, *, seen: SeenArg | None = None) -> Card:
    """Publishes a claim that was proposed.

    Where the desk wants a second person for its kind, that is never whoever proposed it. If somebody changed
    it since you read it, you see the change first.

    Examples:
    /help review approve
    """
    before = _proposed(asking, claim)
    refuse_the_first_alone(asking, claim)
    refuse_unseen(asking, claim, seen)
    after = replace(before, status="published")
    again = offered_with(asking, after)
    # Its relations say something from now on, which the log tells of the claims at their other ends.
    relations = [Step("approved", each, each) for each in relations_that_count(asking.db, claim)]
    write(asking, [Step("approved", before, after), *relations, *again.steps])
    _tell(asking, claim, "notice-approved", before)
    title = message("approved", number=str(claim))
    return claim_card(asking, title, claim, again.echoes, actions=(undoing(asking),))


@command(group="review", role=Role.EDITOR, writes=True)
def reject(asking: Asking, claim: WaitingArg, reason: ReasonArg) -> Card:
    """Rejects a claim that was proposed; whoever proposed it hears why.

    Names that came with it stay archived, and are offered again once a published claim names them.

    Examples:
    /help review reject
    """
    before = _proposed(asking, claim)
    steps = [Step("rejected", before, replace(before, status="rejected")), *putting_away(asking.db, claim)]
    write(asking, steps, reason)
    _tell(asking, claim, "notice-rejected", before, reason)
    return claim_card(asking, message("rejected", number=str(claim)), claim, actions=(undoing(asking),))


@command(group="review", role=Role.EDITOR, writes=True)
def close(asking: Asking, flag: FlagArg, reason: ReasonArg) -> Card:
    """Closes a reader's doubt; whoever raised it hears the answer.

    Examples:
    /help review close
    """
    found = open_flag(asking.db, flag)
    if found is None:
        raise CommandError("no-such-flag", flag=f"f{flag}")
    close_flag(asking.db, found, asking.author(reason))
    fields = {"number": str(found.number), "reason": " ".join(reason.split())}
    leave(asking.db, found.account, asking.at, "notice-flag-closed", fields)
    return Card(message("flag-closed", flag=f"f{flag}", number=str(found.number)), private=True)


def _proposed(asking: Asking, number: int) -> Claim:
    """Returns a claim that waits.

    Raises:
        CommandError: There is none of this number, or it was settled before.
    """
    found = existing(asking, number)
    if found.status != "proposed":
        raise CommandError("settled-already", number=str(number), status=message(f"status-{found.status}"))
    return found


def _tell(asking: Asking, number: int, key: str, claim: Claim, reason: str = "") -> None:
    """Leaves word for whoever proposed a claim, unless they settled it themself."""
    proposer = proposer_of(asking.db, number)
    if proposer is None or proposer in asking.member.accounts:
        return
    fields = {"number": str(number), "text": claim.text, "reason": " ".join(reason.split())}
    leave(asking.db, proposer, asking.at, key, fields)


def _cursor(each: Waiting) -> str:
    return f"#{each.number}" if each.flag is None else f"f{each.flag}"
