"""`figures`: every estimate of a measure, side by side."""

from dataclasses import replace

from commands.arguments import ActorArg, MeasureArg, PageArg, TopicArg
from commands.asking import Asking
from commands.card import Block, Card, Estimate, Estimates, message
from commands.declaring import command
from commands.lines import PAGE, next_page, under
from commands.scope import of_channel
from commands.topics import topics
from storage.model import Claim, Figure
from storage.reads import listing
from storage.reads.claims import load
from storage.reads.listing import Narrowing


@command
def figures(
    asking: Asking,
    topic: TopicArg | None = None,
    *,
    measure: MeasureArg | None = None,
    about: ActorArg | None = None,
    page: PageArg | None = None,
) -> Card:
    """Shows every estimate in a topic side by side, never added or averaged.

    Each row is one speaker's figure: its range as given, what it counts, when it holds, where to check it.
    One that was superseded is marked. Claims that say no figure was given stand at the end.

    Examples:
    /figures kursk
    /figures kursk measure:killed or wounded
    /figures kursk about:North Korean troops
    """
    topic = topic or of_channel(asking)
    if topic is None:
        return replace(topics(asking, page=page), title=message("figures-which"))
    narrowing = Narrowing(
        topics=topic.family, involved=about.family if about else (), estimates=True, measure=measure
    )
    found = listing.page(asking.db, narrowing, limit=PAGE, after=page)
    claims = load(asking.db, found.numbers)
    empty = message("no-more") if page else message("figures-none", topic=topic.title)
    return Card(
        message("figures-title", topic=topic.title),
        estimates(claims, measure),
        notes=() if claims else (empty,),
        next=next_page(asking.line, claims, found.more),
    )


def estimates(claims: tuple[Claim, ...], measure: str | None = None) -> tuple[Block, ...]:
    """Lays the figures of these claims out by measure; claims that give none stand after them."""
    rows: dict[str, list[Estimate]] = {}
    for claim in claims:
        for figure in claim.figures:
            if measure in (None, figure.measure):
                rows.setdefault(figure.measure, []).append(_estimate(figure, claim))
    silent = [claim for claim in claims if not claim.figures]
    return (
        *(Estimates(name, tuple(together)) for name, together in rows.items()),
        *under(message("figures-not-given"), silent),
    )


def _estimate(figure: Figure, claim: Claim) -> Estimate:
    newer = (a.number for a in claim.answers if a.incoming and a.relation == "supersedes")
    return Estimate(figure, claim, max(newer, default=None))
