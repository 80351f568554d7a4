"""`record evidence` and `figure`: where a claim can be checked, and what it counts; added and removed."""

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from commands.arguments import ClaimArg, DateArg
from commands.asking import Asking
from commands.card import Card
from commands.declaring import command
from commands.entering.arguments import (
    FigureArg,
    MeasureNameArg,
    PieceArg,
    PublisherArg,
    QuoteArg,
    ReasonArg,
    SeenArg,
    SourceArg,
    TitleArg,
)
from commands.entering.claim import quotation
from commands.entering.figures import figure_of
from commands.entering.guards import refuse_unseen
from commands.entering.second_person import needs_second_person
from commands.entering.sources import cited
from commands.entering.writing import write
from commands.errors import CommandError
from commands.people import Role
from commands.record.edit import changed_card, existing
from storage.lines import Claim, Evidence
from storage.revising import Step, adding

T = TypeVar("T")


@command(group="record", role=Role.EDITOR, writes=True)
def evidence(
    asking: Asking,
    claim: ClaimArg,
    source: SourceArg | None = None,
    *,
    quote: QuoteArg | None = None,
    publisher: PublisherArg | None = None,
    published: DateArg | None = None,
    title: TitleArg | None = None,
    remove: PieceArg | None = None,
    reason: ReasonArg | None = None,
    seen: SeenArg | None = None,
) -> Card:
    """Adds a source with its quote to a claim, or removes one: the last one of a published claim stays.

    Examples:
    /record evidence #7 https://example.org/second quote:all of it is ours again
    /record evidence #9 remove:2 reason:the quote is of another day
    """
    before = existing(asking, claim)
    if remove is not None:
        kept = _without(before.evidence, remove)
        if not kept and before.status == "published":
            raise CommandError("last-evidence", number=str(claim))
        _refuse_blind(asking, claim, seen, reason)
        return _changed(asking, claim, before, replace(before, evidence=kept), reason)
    if source is None:
        raise CommandError("still-needed", argument="source", command="record evidence")
    found = cited(asking, source, publisher, None if published is None else published.edtf, title)
    piece = Evidence(source=found.source.uid, quote=quotation(quote))
    if piece in before.evidence:
        raise CommandError("evidence-there", number=str(claim))
    after = replace(before, evidence=(*before.evidence, piece))
    write(asking, [*adding(*([found.source] if found.new else [])), Step("updated", before, after)], reason)
    return changed_card(asking, claim)


@command(group="record", role=Role.EDITOR, writes=True)
def figure(
    asking: Asking,
    claim: ClaimArg,
    figure: FigureArg | None = None,
    *,
    measure: MeasureNameArg | None = None,
    as_of: DateArg | None = None,
    remove: PieceArg | None = None,
    reason: ReasonArg | None = None,
    seen: SeenArg | None = None,
) -> Card:
    """Adds a figure to a claim, read from words, or removes one.

    Figures are kept as their source puts them: a range stays a range, and about stays about.

    Examples:
    /record figure #6 wounded: at least 1,200 as_of:March 2025
    /record figure #5 remove:1 reason:the source gives no number
    """
    before = existing(asking, claim)
    if before.status == "published" and needs_second_person(asking, "figure"):
        raise CommandError("figures-want-second-person")
    if remove is not None:
        after = replace(before, figures=_without(before.figures, remove))
        _refuse_blind(asking, claim, seen, reason)
        return _changed(asking, claim, before, after, reason)
    if figure is None:
        raise CommandError("still-needed", argument="figure", command="record figure")
    made = figure_of(figure, measure, None if as_of is None else as_of.edtf)
    if made in before.figures:
        raise CommandError("figure-there", number=str(claim))
    return _changed(asking, claim, before, replace(before, figures=(*before.figures, made)), reason)


def _refuse_blind(asking: Asking, number: int, seen: int | None, reason: str | None) -> None:
    """Refuses to take a part away without a reason, or by a number that meant another part when it was read.

    Raises:
        CommandError: One of the two.
    """
    refuse_unseen(asking, number, seen)
    if reason is None:
        raise CommandError("removing-needs-reason")


def _changed(asking: Asking, number: int, before: Claim, after: Claim, reason: str | None) -> Card:
    write(asking, [Step("updated", before, after)], reason)
    return changed_card(asking, number)


def _without(parts: Sequence[T], number: int) -> tuple[T, ...]:
    """Returns the parts but for one, counted from 1.

    Raises:
        CommandError: There is none of this number.
    """
    if not 1 <= number <= len(parts):
        raise CommandError("no-such-piece", number=number, count=len(parts))
    return (*parts[: number - 1], *parts[number:])
