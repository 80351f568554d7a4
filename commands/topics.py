"""`topics`, `actors` and `sources`: what the desk holds, with counts."""

from commands.arguments import PageArg, topic_told
from commands.asking import Asking
from commands.card import Card, Date, Entry, Listing, Message, Next, message
from commands.declaring import COMMANDS, command
from commands.scope import count_words
from storage.reads import lists
from storage.reads.lists import SourceEntry

_PAGE = 20


@command
def topics(asking: Asking, *, page: PageArg | None = None) -> Card:
    """Lists the topics, with how many claims each has.

    Examples:
    /topics
    """
    found = lists.topics(asking.db, limit=_PAGE + 1, after=page)
    entries = tuple(
        Entry(
            entry.title,
            topic_told(entry),
            count_words(entry.claims),
            COMMANDS["timeline"].line(topic=entry.slug),
            cursor=str(entry.id),
        )
        for entry in found[:_PAGE]
    )
    return _listed(asking, "topics", entries, page=page, more=len(found) > _PAGE)


@command
def actors(asking: Asking, *, page: PageArg | None = None) -> Card:
    """Lists who speaks in the record, with how many claims each makes.

    Examples:
    /actors
    """
    found = lists.actors(asking.db, limit=_PAGE + 1, after=page)
    entries = tuple(
        Entry(
            entry.name,
            message(f"actor-kind-{entry.kind}"),
            count_words(entry.claims),
            COMMANDS["actor"].line(name=entry.opens),
            cursor=str(entry.id),
        )
        for entry in found[:_PAGE]
    )
    return _listed(asking, "actors", entries, page=page, more=len(found) > _PAGE)


@command
def sources(asking: Asking, *, page: PageArg | None = None) -> Card:
    """Lists the sources, newest first, with how many claims each carries.

    Examples:
    /sources
    """
    found = lists.sources(asking.db, limit=_PAGE + 1, after=page)
    entries = tuple(_source(entry) for entry in found[:_PAGE])
    return _listed(asking, "sources", entries, page=page, more=len(found) > _PAGE)


def _source(entry: SourceEntry) -> Entry:
    name = entry.title or entry.publisher or entry.url or entry.uid
    detail: Message | None = None
    if entry.publisher and entry.published:
        detail = message("source-of", publisher=entry.publisher, date=Date(entry.published))
    elif entry.publisher:
        detail = message("source-by", publisher=entry.publisher)
    opens = COMMANDS["search"].line(words=entry.publisher or name)
    return Entry(name, detail, count_words(entry.claims), opens, entry.url, str(entry.id))


def _listed(asking: Asking, key: str, entries: tuple[Entry, ...], *, page: int | None, more: bool) -> Card:
    return Card(
        message(f"{key}-title"),
        (Listing(None, entries),) if entries else (),
        notes=() if entries else (message("no-more") if page else message(f"{key}-none"),),
        next=Next(asking.line, entries[-1].cursor or "") if more else None,
    )
