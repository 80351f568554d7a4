"""`timeline`: what is claimed to have happened in a topic, by date."""

from dataclasses import replace

from commands.arguments import ActorArg, DateArg, KindArg, OrderArg, PageArg, PlaceArg, TopicArg
from commands.asking import Asking
from commands.card import Action, Card, Message, message
from commands.declaring import COMMANDS, command
from commands.lines import PAGE, by_date, disputes, menu_of, next_page
from commands.scope import count_words, known_by, of_channel, span
from commands.topics import topics
from storage.model import Topic
from storage.reads import listing
from storage.reads.claims import load
from storage.reads.listing import Narrowing


@command
def timeline(
    asking: Asking,
    topic: TopicArg | None = None,
    *,
    since: DateArg | None = None,
    until: DateArg | None = None,
    actor: ActorArg | None = None,
    place: PlaceArg | None = None,
    kind: KindArg = (),
    as_of: DateArg | None = None,
    order: OrderArg = "newest",
    page: PageArg | None = None,
) -> Card:
    """Shows what is claimed to have happened in a topic, by date.

    Each line says who says it, where to check it, and what the record holds against it or for it. `as_of`
    shows what was known on a day: later statements are hidden, and so are later denials.

    Examples:
    /timeline kursk
    /timeline kursk since:2025-03 actor:Ukraine
    /timeline kursk as_of:2025-04-01
    /timeline kursk order:oldest kind:event
    """
    topic = topic or of_channel(asking)
    if topic is None:
        return replace(topics(asking, page=page), title=message("timeline-which"))
    first, last = span(since, until)
    narrowing = Narrowing(
        topics=topic.family,
        actors=actor.family if actor else (),
        places=place.family if place else (),
        kinds=kind,
        since=first,
        until=last,
        known_by=known_by(as_of),
    )
    found = listing.page(asking.db, narrowing, limit=PAGE, newest_first=order == "newest", after=page)
    claims = load(asking.db, found.numbers, narrowing.known_by)
    notes = _hidden(asking, narrowing) if claims else _empty(asking, narrowing, topic, page)
    return Card(
        message("timeline-title", topic=topic.title),
        by_date(claims),
        notes=notes,
        next=next_page(asking.line, claims, found.more),
        actions=(*disputes(claims), *_changes(topic)) if claims else (),
        menus=menu_of(claims),
    )


def _changes(topic: Topic) -> tuple[Action, ...]:
    return (Action(message("open-changes"), COMMANDS["changes"].line_of({"topic": [topic.slug]})),)


def _hidden(asking: Asking, narrowing: Narrowing) -> tuple[Message, ...]:
    """Tells how many claims `as_of` hides."""
    if narrowing.known_by is None:
        return ()
    later = replace(narrowing, known_by=None, known_after=narrowing.known_by)
    hidden = listing.count(asking.db, later)
    return (message("as-of-hides", claims=count_words(hidden)),) if hidden.number else ()


def _empty(asking: Asking, narrowing: Narrowing, topic: Topic, page: int | None) -> tuple[Message, ...]:
    """Says why nothing is shown: the end of the pages, what narrows the question, or an empty topic."""
    if page is not None:
        return (message("no-more"),)
    everything = Narrowing(topics=topic.family)
    if narrowing != everything and (without := listing.count(asking.db, everything)).number:
        return (message("nothing-so-narrow", claims=count_words(without)), *_hidden(asking, narrowing))
    return (message("no-claims-yet", topic=topic.title),)
