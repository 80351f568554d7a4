"""`record edit`, `retract` and `rank`: a claim is put right, withdrawn or weighed, with the reason."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from commands.arguments import ClaimArg
from commands.asking import Asking
from commands.card import Card, History, Message, message
from commands.declaring import command
from commands.differences import change_of
from commands.entering.arguments import (
    AboutArg,
    ByArg,
    CorrectionArg,
    DateOrNoneArg,
    OneKindArg,
    ParticipantArg,
    PlaceNameArg,
    RankArg,
    ReasonArg,
    SeenArg,
    TargetArg,
    TextArg,
    TopicsArg,
    VerbArg,
    ViaArg,
    is_none,
)
from commands.entering.claim import sentence
from commands.entering.guards import refuse_unseen
from commands.entering.names import Named
from commands.entering.offering import made_with, offered_with
from commands.entering.parts import involved, speakers
from commands.entering.second_person import refuse_unseen_kind
from commands.entering.writing import claim_card, undoing, write
from commands.errors import CommandError
from commands.people import Role
from storage.lines import Attribution, Claim, Involvement
from storage.reads import history
from storage.reads.objects import claim_line
from storage.revising import Step, adding
from storage.vocabulary import InvolvementRole


@dataclass(frozen=True, slots=True)
class Fields:
    """What may be edited of a claim; what is left out stays, and `none` takes a value away."""

    text: TextArg | None = None
    by: ByArg = ()
    verb: VerbArg | None = None
    via: ViaArg = ()
    occurred: DateOrNoneArg | None = None
    stated: DateOrNoneArg | None = None
    about: AboutArg = ()
    target: TargetArg = ()
    participant: ParticipantArg = ()
    topic: TopicsArg = ()
    place: PlaceNameArg | None = None
    kind: OneKindArg | None = None


NO_FIELDS = Fields()

_OF_WORDING = frozenset({"claim", "correction", "text", "reason", "seen"})
"""The arguments of a correction of wording: it changes the text alone."""


@command(group="record", role=Role.EDITOR, writes=True)
def edit(
    asking: Asking,
    claim: ClaimArg,
    correction: CorrectionArg,
    *,
    fields: Fields = NO_FIELDS,
    reason: ReasonArg | None = None,
    seen: SeenArg | None = None,
) -> Card:
    """Changes a claim, and says what kind of correction it is and why.

    `wording` puts a typo in the text right and alarms nobody; `updated` follows the story; `corrected`
    mends a mistake of ours. These two need a reason. `seen` names the revision that you read: if somebody
    changed the claim since, you see what changed first.

    Examples:
    /record edit #7 wording text:Russia has regained all of its Kursk region.
    /record edit #6 updated stated:April 2025 reason:the month is known now
    """
    before = existing(asking, claim)
    refuse_unseen(asking, claim, seen)
    if correction == "wording" and (others := asking.given.keys() - _OF_WORDING):
        raise CommandError("wording-is-text", field=min(others))
    if correction != "wording" and reason is None:
        raise CommandError("correction-needs-reason", correction=correction)
    named = Named(asking)
    after = _edited(asking, before, fields, named)
    if named.doubts:
        doubt = named.doubts[0]
        raise CommandError("edit-unknown-name", said=doubt.said)
    if after == before:
        raise CommandError("nothing-changed", number=str(claim))
    refuse_unseen_kind(asking, before, after)
    new, again = made_with(after, named.new), offered_with(asking, after)
    write(asking, [*adding(*new), Step(correction, before, after), *again.steps], reason)
    return changed_card(asking, claim, again.echoes)


@command(group="record", role=Role.EDITOR, writes=True)
def retract(asking: Asking, claim: ClaimArg, reason: ReasonArg, *, seen: SeenArg | None = None) -> Card:
    """Withdraws a claim: it stays, marked as retracted, with the reason.

    Examples:
    /record retract #12 the source took its report back
    """
    before = existing(asking, claim)
    refuse_unseen(asking, claim, seen)
    if before.status != "published":
        raise CommandError(f"not-published-{before.status}", number=str(claim))
    write(asking, [Step("withdrawn", before, replace(before, status="retracted"))], reason)
    return claim_card(
        asking, message("record-retracted", number=str(claim)), claim, actions=(undoing(asking),)
    )


@command(group="record", role=Role.EDITOR, writes=True)
def restore(asking: Asking, claim: ClaimArg, reason: ReasonArg) -> Card:
    """Publishes a claim again that was retracted.

    Examples:
    /help record restore
    """
    before = existing(asking, claim)
    if before.status != "retracted":
        raise CommandError("not-retracted", number=str(claim))
    write(asking, [Step("restored", before, replace(before, status="published"))], reason)
    return claim_card(
        asking, message("record-restored", number=str(claim)), claim, actions=(undoing(asking),)
    )


@command(group="record", role=Role.EDITOR, writes=True)
def rank(
    asking: Asking,
    claim: ClaimArg,
    rank: RankArg,
    reason: ReasonArg | None = None,
    *,
    seen: SeenArg | None = None,
) -> Card:
    """Ranks a claim as preferred, normal or deprecated among those of its kind, with the reason.

    Examples:
    /record rank #5 preferred three services agree
    """
    before = existing(asking, claim)
    refuse_unseen(asking, claim, seen)
    if rank != "normal" and reason is None:
        raise CommandError("rank-needs-reason", rank=message(f"rank-{rank}"))
    kept = None if rank == "normal" else reason
    after = replace(before, rank=rank, rank_reason=kept)
    if after == before:
        raise CommandError("nothing-changed", number=str(claim))
    write(asking, [Step("ranked", before, after)], reason)
    return changed_card(asking, claim)


def existing(asking: Asking, number: int) -> Claim:
    """Returns the claim of this number, whatever its status.

    Raises:
        CommandError: There is none.
    """
    found = claim_line(asking.db, number)
    if found is None:
        raise CommandError("no-such-claim", number=str(number))
    return found


def changed_card(asking: Asking, number: int, notes: Sequence[Message] = ()) -> Card:
    """Returns the answer to an edit: the claim as it reads now, and what changed in it."""
    title = message("record-changed", number=str(number))
    card = claim_card(asking, title, number, notes, actions=(undoing(asking),))
    changed = history.of_object(asking.db, "claim", number, limit=1)
    told = tuple(change_of(asking.db, entry) for entry in changed)
    return dataclasses.replace(card, blocks=(*card.blocks, History(message("what-changed"), told)))


def _edited(asking: Asking, before: Claim, fields: Fields, named: Named) -> Claim:
    """Returns the claim with the fields that were typed in place of its own."""
    given = asking.given
    wanted: dict[str, object] = {}
    if "text" in given:
        wanted["text"] = sentence(fields.text)
    if "kind" in given:
        wanted["kind"] = fields.kind
    for name, days in (("occurred", fields.occurred), ("stated", fields.stated)):
        if name in given:
            wanted[name] = None if days is None else days.edtf
    if fields.place is not None:
        wanted["place"] = None if is_none(fields.place) else named.actor("place", fields.place, "place")
    if fields.topic:
        wanted["topics"] = tuple(
            dict.fromkeys(named.topic("topic", name) for name in fields.topic if not is_none(name))
        )
    return replace(
        before,
        attributions=_attributions(before, fields, named),
        involvements=_involvements(before, fields, named),
        **wanted,
    )


def _attributions(before: Claim, fields: Fields, named: Named) -> tuple[Attribution, ...]:
    saying = tuple(each for each in before.attributions if each.role != "via")
    carrying = tuple(each for each in before.attributions if each.role == "via")
    verb = fields.verb or (saying[0].verb if saying else "says")
    if fields.by:
        saying = speakers(named, _names(fields.by), (), verb)
    elif fields.verb:
        saying = tuple(replace(each, verb=verb) for each in saying)
    if fields.via:
        carrying = speakers(named, (), _names(fields.via), verb)
    return tuple(dict.fromkeys((*saying, *carrying)))


def _involvements(before: Claim, fields: Fields, named: Named) -> tuple[Involvement, ...]:
    typed: dict[InvolvementRole, tuple[str, ...]] = {
        "subject": fields.about,
        "target": fields.target,
        "participant": fields.participant,
    }
    replaced = involved(named, _names(fields.about), _names(fields.target), _names(fields.participant))
    kept = tuple(each for each in before.involvements if not typed[each.role])
    return tuple(dict.fromkeys((*kept, *replaced)))


def _names(typed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in typed if not is_none(name))
