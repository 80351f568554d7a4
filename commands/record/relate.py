"""`record relate` and `unrelate`: what one claim is to another."""

from commands.arguments import ClaimArg
from commands.asking import Asking
from commands.card import Card, message
from commands.declaring import command
from commands.entering.arguments import QuoteArg, ReasonArg, RelationArg, SourceArg
from commands.entering.claim import quotation
from commands.entering.sources import cited
from commands.entering.uids import new_uid
from commands.entering.writing import claim_card, undoing, write
from commands.errors import CommandError
from commands.people import Role
from commands.record.edit import existing
from storage.lines import Line, Relation
from storage.reads.objects import relation_between
from storage.revising import Step, adding


@command(group="record", role=Role.EDITOR, writes=True)
def relate(
    asking: Asking,
    claim: ClaimArg,
    relation: RelationArg,
    other: ClaimArg,
    *,
    source: SourceArg | None = None,
    quote: QuoteArg | None = None,
) -> Card:
    """Says what one claim is to another: `relate 142 denies 150` says that 142 denies 150.

    confirms, corroborates, disputes and denies stand between speakers; supersedes and corrects over time.

    Examples:
    /record relate #9 confirms #5
    """
    later, earlier = existing(asking, claim), existing(asking, other)
    for number, line in ((claim, later), (other, earlier)):
        if line.status in ("retracted", "rejected"):
            raise CommandError("no-claim-to-relate", number=str(number))
    if relation_between(asking.db, other, claim, relation) is not None:
        raise CommandError("related-already", later=str(claim), earlier=str(other))
    found = None if source is None else cited(asking, source)
    made: list[Line] = [found.source] if found is not None and found.new else []
    made.append(
        Relation(
            uid=new_uid("relation"),
            relation=relation,
            from_claim=later.uid,
            to_claim=earlier.uid,
            source=None if found is None else found.source.uid,
            quote=quotation(quote),
        )
    )
    write(asking, adding(*made))
    title = message(f"relates-{relation}", later=str(claim), earlier=str(other))
    return claim_card(asking, title, other, actions=(undoing(asking),))


@command(group="record", role=Role.EDITOR, writes=True)
def unrelate(
    asking: Asking, claim: ClaimArg, relation: RelationArg, other: ClaimArg, reason: ReasonArg
) -> Card:
    """Takes a relation between two claims away, with the reason.

    Examples:
    /record unrelate #8 denies #7 it speaks of another place
    """
    line = relation_between(asking.db, other, claim, relation)
    if line is None:
        raise CommandError("not-related", later=str(claim), earlier=str(other))
    write(asking, [Step("removed", line, None)], reason)
    title = message("record-unrelated", later=str(claim), earlier=str(other))
    return claim_card(asking, title, other, actions=(undoing(asking),))
