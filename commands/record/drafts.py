"""`record publish`, `drop`, `join` and `drafts`: what becomes of claims that wait to be settled."""

import msgspec

from commands.arguments import ClaimArg
from commands.asking import Asking
from commands.card import Card, Entry, Listing, message
from commands.declaring import command
from commands.entering.arguments import DraftArg
from commands.entering.claim import Assembled
from commands.entering.drafting import newest_draft, published_card
from commands.entering.writing import claim_card, undoing, write
from commands.errors import CommandError
from commands.people import Role
from commands.record.add import assembled
from storage import drafts as kept
from storage.drafts import Draft
from storage.lines import Claim, Line
from storage.reads.objects import claim_line
from storage.reads.suggest import shortened
from storage.revising import Step, adding


@command(group="record", role=Role.EDITOR, writes=True)
def publish(asking: Asking, draft: DraftArg | None = None) -> Card:
    """Publishes your draft as it was shown, whatever was doubtful in it.

    Names that were new are made; a claim that is near to others stands beside them.

    Examples:
    /record publish
    """
    wanted = _wanted(asking, draft)
    found = assembled(asking, wanted.given)
    kept.drop(asking.db, wanted.id)
    return published_card(asking, found)


@command(group="record", role=Role.EDITOR, writes=True)
def drop(asking: Asking, draft: DraftArg | None = None) -> Card:
    """Drops your draft; nothing of it is kept.

    Examples:
    /record drop
    """
    wanted = _wanted(asking, draft)
    kept.drop(asking.db, wanted.id)
    return Card(message("draft-dropped", draft=f"d{wanted.id}", text=_text(wanted)), private=True)


@command(group="record", role=Role.EDITOR, writes=True)
def join(asking: Asking, claim: ClaimArg, draft: DraftArg | None = None) -> Card:
    """Adds your draft's source and quote to a claim that says the same, and drops the draft.

    Examples:
    /record join #7
    """
    wanted = _wanted(asking, draft)
    found = assembled(asking, wanted.given)
    before = claim_line(asking.db, claim)
    if before is None or before.status not in ("published", "proposed"):
        raise CommandError("no-claim-to-relate", number=str(claim))
    evidence = (*before.evidence, *found.claim.evidence)
    if len(set(evidence)) < len(evidence):
        raise CommandError("evidence-there", number=str(claim))
    after = msgspec.structs.replace(before, evidence=evidence)
    write(asking, [*adding(*_sources(found)), Step("updated", before, after)], None)
    kept.drop(asking.db, wanted.id)
    return claim_card(asking, message("record-joined", number=str(claim)), claim, actions=(undoing(asking),))


@command(group="record", role=Role.EDITOR)
def drafts(asking: Asking) -> Card:
    """Lists your drafts.

    Examples:
    /record drafts
    """
    entries = tuple(
        Entry(
            shortened(_text(draft)),
            message("draft-at", draft=f"d{draft.id}", at=draft.at[:10]),
            None,
            f"/record publish d{draft.id}",
        )
        for draft in kept.drafts_of(asking.db, asking.member.accounts)
    )
    return Card(
        message("drafts-title"),
        (Listing(None, entries),) if entries else (),
        notes=() if entries else (message("drafts-none"),),
        private=True,
    )


def _wanted(asking: Asking, number: int | None) -> Draft:
    draft = newest_draft(asking, number)
    if draft is None:
        raise CommandError("drafts-none")
    return draft


def _sources(found: Assembled) -> list[Line]:
    """Returns what the draft's evidence needs, of all that the draft would make."""
    cited = {each.source for each in found.claim.evidence}
    return [line for line in found.lines if not isinstance(line, Claim) and line.uid in cited]


def _text(draft: Draft) -> str:
    return " ".join(draft.given.get("text", ()))
