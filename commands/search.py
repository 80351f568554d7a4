"""`search`: the claims that hold some words."""

from commands.arguments import ActorArg, DateArg, PageArg, TopicArg, WordsArg
from commands.asking import Asking
from commands.card import Card, ClaimLine, Claims, Message, message
from commands.declaring import command
from commands.errors import CommandError
from commands.lines import PAGE, menu_of, next_page
from commands.scope import count_words, span
from storage.reads import listing
from storage.reads.claims import load
from storage.reads.listing import Narrowing
from storage.reads.search import Found, NothingToSearch
from storage.reads.search import search as find


@command
def search(
    asking: Asking,
    words: WordsArg,
    *,
    topic: TopicArg | None = None,
    actor: ActorArg | None = None,
    since: DateArg | None = None,
    until: DateArg | None = None,
    page: PageArg | None = None,
) -> Card:
    """Finds claims by words in their text, quotes, speakers and sources, the best first.

    Every word must be found; case and accents don't matter. Whatever is typed is only ever looked for.

    Examples:
    /search soldiers wounded
    /search treaty actor:Vladimir Putin
    """
    first, last = span(since, until)
    try:
        found = find(
            asking.db,
            words,
            family=topic.family if topic else None,
            actor_family=actor.family if actor else None,
            since=first,
            until=last,
            after=page,
            limit=PAGE,
        )
    except NothingToSearch as error:
        raise CommandError("search-no-words", words=words) from error
    marks = {hit.number: hit.marks for hit in found.hits}
    claims = load(asking.db, tuple(marks))
    lines = tuple(ClaimLine(claim, marks[claim.number]) for claim in claims)
    return Card(
        message("search-title", words=words),
        (Claims(None, lines),) if lines else (),
        notes=_notes(asking, found, words, page),
        next=next_page(asking.line, claims, found.more),
        menus=menu_of(claims),
    )


def _notes(asking: Asking, found: Found, words: str, page: int | None) -> tuple[Message, ...]:
    if not found.hits and page is None and not listing.count(asking.db, Narrowing()).number:
        return (message("search-empty"),)
    if not found.hits:
        return (message("no-more"),) if page else (message("search-nothing", words=words),)
    counted = message("search-found", claims=count_words(found.count))
    return (counted, message("search-newest")) if found.narrowed else (counted,)
