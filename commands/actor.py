"""`actor`: who somebody is, what they say, and what is said of them."""

from commands.arguments import ActorArg, TopicArg
from commands.asking import Asking
from commands.card import Action, Block, Card, Facts, Message, Names, Value, message
from commands.declaring import COMMANDS, command
from commands.figures import estimates
from commands.lines import menu_of, under
from storage.model import Actor, Claim
from storage.reads import listing
from storage.reads.claims import load
from storage.reads.contradicted import contradicted
from storage.reads.listing import Narrowing
from storage.reads.opening import opening

_FEW = 5
"""Claims under each heading: the newest; `timeline … actor:` pages through all."""


@command
def actor(asking: Asking, name: ActorArg, topic: TopicArg | None = None) -> Card:
    """Shows who an actor is, what it says, what is said of it, and where it is contradicted.

    Examples:
    /actor pyongyang
    /actor Kim Jong Un topic:kursk
    """
    topics = topic.family if topic else ()
    says = listing.page(asking.db, Narrowing(topics=topics, speakers=name.family), limit=_FEW)
    about = listing.page(asking.db, Narrowing(topics=topics, involved=name.family), limit=_FEW)
    counted = listing.page(
        asking.db, Narrowing(topics=topics, speakers=name.family, estimates=True), limit=_FEW
    )
    denied = contradicted(asking.db, name.family, topics, limit=_FEW)
    numbers = dict.fromkeys((*says.numbers, *about.numbers, *counted.numbers, *denied.numbers))
    claims = {claim.number: claim for claim in load(asking.db, tuple(numbers))}

    def these(found: listing.Numbers) -> tuple[Claim, ...]:
        return tuple(claims[number] for number in found.numbers)

    figures = tuple(claim for claim in these(counted) if claim.figures)
    blocks: tuple[Block, ...] = (
        *_who(name),
        *under(message("actor-says"), these(says)),
        *under(message("actor-about"), these(about)),
        *estimates(figures),
        *under(message("actor-contradicted"), these(denied)),
    )
    more = says.more or about.more or counted.more or denied.more
    notes = (message("newest-few", number=_FEW),) if more else ()
    return Card(
        message("actor-title", name=name.name),
        blocks,
        notes=notes if claims else (message("actor-no-claims", name=name.name),),
        actions=(_all_of(asking, name, topic.slug),) if more and topic else (),
        menus=menu_of(claims.values()),
    )


def _who(actor: Actor) -> tuple[Facts, ...]:
    rows: list[tuple[Message, Value]] = [(message("actor-kind"), message(f"actor-kind-{actor.kind}"))]
    if actor.description:
        rows.append((message("actor-description"), actor.description))
    if actor.aliases:
        rows.append((message("actor-aliases"), Names(actor.aliases)))
    if actor.wikidata:
        rows.append((message("actor-wikidata"), actor.wikidata))
    return (Facts(tuple(rows)),)


def _all_of(asking: Asking, actor: Actor, slug: str) -> Action:
    line = COMMANDS["timeline"].line(topic=slug, actor=opening(asking.db, actor))
    return Action(message("actor-all", name=actor.name), line)
