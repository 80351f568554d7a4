"""What the commands about names answer: the thing as it now is, what changed in it, and the way back."""

from collections.abc import Callable, Sequence

from commands.asking import Asking
from commands.card import Action, Block, Card, Date, Facts, History, Message, Names, Value, message
from commands.differences import change_of
from commands.entering.writing import undoing
from commands.scope import count_words
from storage.lines import Actor, Source, Topic
from storage.model import Actor as FoundActor
from storage.model import Topic as FoundTopic
from storage.reads import history, listing, naming
from storage.reads.listing import Narrowing
from storage.reads.names import actor_by_id, find_topic
from storage.reads.objects import actor_line, called, row_of, source_line, topic_line
from storage.vocabulary import ObjectKind

_COUNTED_TOGETHER = 10
"""So many reprints of one origin are named; of more it is said that there are more."""

Row = tuple[Message, Value]


def made(
    asking: Asking,
    title: Message,
    kind: ObjectKind,
    row: int,
    notes: Sequence[Message] = (),
    actions: Sequence[Action] = (),
) -> Card:
    """Returns the answer to what was written: the thing as it now is, and the way back."""
    facts = facts_of(asking, kind, row)
    return Card(title, (facts,), notes=tuple(notes), actions=(undoing(asking), *actions))


def changed(
    asking: Asking,
    title: Message,
    kind: ObjectKind,
    row: int,
    notes: Sequence[Message] = (),
    actions: Sequence[Action] = (),
) -> Card:
    """Returns the answer to an edit: the thing as it now is, and what changed in it."""
    latest = history.of_object(asking.db, kind, row, limit=1)
    told = tuple(change_of(asking.db, entry) for entry in latest)
    blocks: tuple[Block, ...] = (facts_of(asking, kind, row), History(message("what-changed"), told))
    return Card(title, blocks, notes=tuple(notes), actions=(undoing(asking), *actions))


def unchanged(asking: Asking, name: str, kind: ObjectKind, row: int, notes: Sequence[Message] = ()) -> Card:
    """Returns the answer that it is so already: nothing was written."""
    return Card(
        message("names-unchanged", name=name),
        (facts_of(asking, kind, row),),
        notes=tuple(notes),
        private=True,
    )


def facts_of(asking: Asking, kind: ObjectKind, row: int) -> Facts:
    """Returns a thing as it now is."""
    return Facts(tuple(_FACTS[kind](asking, row)))


def own_actor(asking: Asking, found: FoundActor) -> Actor:
    """Returns an actor as it is written."""
    line = actor_line(asking.db, found.id)
    if line is None:  # it was found a moment ago, in this very transaction
        raise LookupError(found.uid)
    return line


def own_topic(asking: Asking, found: FoundTopic) -> Topic:
    """Returns a topic as it is written."""
    line = topic_line(asking.db, found.id)
    if line is None:  # it was found a moment ago, in this very transaction
        raise LookupError(found.uid)
    return line


def source_name(row: int, line: Source) -> str:
    """Returns what a source is called, with its number: `s12 Report of 28 April 2025`."""
    return f"s{row} {called(line)}"


def _actor_facts(asking: Asking, row: int) -> list[Row]:
    found, line = actor_by_id(asking.db, row), actor_line(asking.db, row)
    if found is None or line is None:
        raise LookupError(f"actor {row}")
    rows: list[Row] = [
        (message("names-name"), line.name),
        (message("actor-kind"), message(f"actor-kind-{line.kind}")),
    ]
    if line.description:
        rows.append((message("actor-description"), line.description))
    if line.aliases:
        rows.append((message("actor-aliases"), Names(tuple(alias.name for alias in line.aliases))))
    if line.wikidata:
        rows.append((message("actor-wikidata"), line.wikidata))
    if below := naming.merged_below(asking.db, row):
        rows.append((message("names-merged-in"), Names(tuple(one.name for one in below))))
    rows.append((message("names-claims"), count_words(naming.claims_of_actors(asking.db, found.family))))
    return rows + _archived(line.archived)


def _topic_facts(asking: Asking, row: int) -> list[Row]:
    line = topic_line(asking.db, row)
    found = None if line is None else find_topic(asking.db, line.slug)
    if line is None or found is None:
        raise LookupError(f"topic {row}")
    rows: list[Row] = [(message("names-topic-title"), line.title), (message("names-slug"), line.slug)]
    if found.parent:
        rows.append((message("names-parent"), found.parent))
    if line.aliases:
        rows.append((message("actor-aliases"), Names(tuple(alias.name for alias in line.aliases))))
    if below := naming.titles_below(asking.db, row):
        rows.append((message("names-below"), Names(below)))
    counted = listing.count(asking.db, Narrowing(topics=found.family))
    rows.append((message("names-claims"), count_words(counted)))
    return rows + _archived(line.archived)


def _source_facts(asking: Asking, row: int) -> list[Row]:
    line = source_line(asking.db, row)
    if line is None:
        raise LookupError(f"source {row}")
    typed: tuple[tuple[Message, Value | None], ...] = (
        (message("names-number"), f"s{row}"),
        (message("names-source-title"), line.title),
        (message("names-publisher"), line.publisher),
        (message("names-published"), Date(line.published) if line.published else None),
        (message("names-author"), line.author),
        (message("names-language"), line.language),
        (message("names-address"), line.url),
        (message("names-archive"), line.archive_url),
        (message("names-retrieved"), Date(line.retrieved) if line.retrieved else None),
    )
    rows: list[Row] = [(label, value) for label, value in typed if value is not None]
    if line.origin is not None:
        rows.append((message("names-origin"), _source_called(asking, line.origin)))
    rows += _together(asking, row)
    rows.append((message("names-claims"), count_words(naming.claims_of_source(asking.db, row))))
    return rows


def _together(asking: Asking, row: int) -> list[Row]:
    """Names the other sources that count as one origin with this one."""
    root = naming.root_origin(asking.db, row)
    found = naming.reprints(asking.db, root, _COUNTED_TOGETHER + 2)
    others = [one for one in (root, *found) if one != row]
    if not others:
        return []
    shown = [
        source_name(one, line)
        for one in others[:_COUNTED_TOGETHER]
        if (line := source_line(asking.db, one)) is not None
    ]
    more = len(others) > _COUNTED_TOGETHER
    label = message("names-one-origin-more" if more else "names-one-origin")
    return [(label, Names(tuple(shown)))]


def _source_called(asking: Asking, uid: str) -> str:
    row = row_of(asking.db, "source", uid)
    line = None if row is None else source_line(asking.db, row)
    return uid if row is None or line is None else source_name(row, line)


def _archived(archived: bool) -> list[Row]:
    return [(message("names-archived"), message("names-not-offered"))] if archived else []


_FACTS: dict[ObjectKind, Callable[[Asking, int], list[Row]]] = {
    "actor": _actor_facts,
    "topic": _topic_facts,
    "source": _source_facts,
}
