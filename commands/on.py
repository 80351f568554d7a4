"""`on`: what happened in a span of days, and what was said then."""

from commands.arguments import DateArg, PageArg, TopicArg
from commands.asking import Asking
from commands.card import Card, Date, message
from commands.declaring import command
from commands.errors import CommandError
from commands.lines import PAGE, menu_of, next_page, under
from commands.scope import of_channel
from storage.reads import listing
from storage.reads.claims import load
from storage.reads.listing import Narrowing, Numbers
from storage.reads.said import said


@command
def on(asking: Asking, date: DateArg, topic: TopicArg | None = None, *, page: PageArg | None = None) -> Card:
    """Shows what happened on a day or in a month, season or year, and what was said then.

    Examples:
    /on april 2025
    /on 26 April 2025 kursk
    /on autumn 2024
    """
    if date.first is None:
        raise CommandError("on-unbegun", words=date.words)
    if date.last is None:
        raise CommandError("on-open", words=date.words)
    topic = topic or of_channel(asking)
    topics = topic.family if topic else ()
    happened = Narrowing(topics=topics, since=date.first, until=date.last)
    touching = page is None or _touches(asking, page, happened)
    first = listing.page(asking.db, happened, limit=PAGE, after=page) if touching else Numbers((), more=False)
    room = PAGE - len(first.numbers)
    after = None if touching else page
    then = said(asking.db, date.first, date.last, topics=topics, limit=room, after=after)
    claims = load(asking.db, (*first.numbers, *then.numbers))
    count = len(first.numbers)
    empty = message("no-more") if page else message("on-nothing", date=Date(date.edtf))
    return Card(
        message("on-title", date=Date(date.edtf)),
        (*under(message("on-happened"), claims[:count]), *under(message("on-said"), claims[count:])),
        notes=() if claims else (empty,),
        next=next_page(asking.line, claims, first.more or then.more),
        menus=menu_of(claims),
    )


def _touches(asking: Asking, number: int, happened: Narrowing) -> bool:
    """Tells whether the claim that the page continues after is one of those that happened."""
    return listing.holds(asking.db, happened, number)
