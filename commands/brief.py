"""`brief`: a topic at a glance, from the record alone."""

from dataclasses import replace

from commands.arguments import TopicArg
from commands.asking import Asking
from commands.card import Action, Card, Message, message
from commands.declaring import command
from commands.figures import estimates
from commands.lines import under
from commands.scope import of_channel
from commands.topics import topics
from storage.model import Claim, Topic
from storage.reads import listing
from storage.reads.brief import Brief
from storage.reads.brief import brief as look
from storage.reads.claims import load
from storage.reads.listing import Narrowing

_FEW = 5


@command
def brief(asking: Asking, topic: TopicArg | None = None) -> Card:
    """Shows what is agreed in a topic, what is disputed, the figures, and the newest.

    Agreed is what another claim confirms, or several independent origins carry, and nobody denies.

    Examples:
    /brief kursk
    """
    topic = topic or of_channel(asking)
    if topic is None:
        return replace(topics(asking), title=message("brief-which"))
    found = look(asking.db, topic.family, _FEW)
    counted = listing.page(asking.db, Narrowing(topics=topic.family, estimates=True), limit=_FEW)
    numbers = dict.fromkeys((*found.agreed, *found.disputed, *found.newest, *counted.numbers))
    claims = {claim.number: claim for claim in load(asking.db, tuple(numbers))}

    def these(wanted: tuple[int, ...]) -> tuple[Claim, ...]:
        return tuple(claims[number] for number in wanted)

    empty = message("no-claims-yet", topic=topic.title)
    return Card(
        message("brief-title", topic=topic.title),
        (
            *under(message("brief-agreed"), these(found.agreed)),
            *under(message("brief-disputed"), these(found.disputed)),
            *estimates(these(counted.numbers)),
            *under(message("brief-newest"), these(found.newest)),
        ),
        notes=_notes(found, full=len(counted.numbers) == _FEW) if claims else (empty,),
        actions=_further(topic) if claims else (),
    )


def _notes(found: Brief, *, full: bool) -> tuple[Message, ...]:
    full = full or any(len(some) == _FEW for some in (found.agreed, found.disputed, found.newest))
    few = (message("newest-few", number=_FEW),) if full else ()
    return (*few, message("brief-cut")) if found.cut else few


def _further(topic: Topic) -> tuple[Action, ...]:
    return (
        Action(message("open-timeline"), f"/timeline {topic.slug}"),
        Action(message("open-figures"), f"/figures {topic.slug}"),
    )
