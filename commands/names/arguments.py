"""The arguments that the commands about names share."""

from collections.abc import Callable
from typing import Annotated, NamedTuple, get_args

from commands.arguments import ActorArg, TopicArg, one_of, words_of
from commands.asking import Asking
from commands.card import Examples, message
from commands.declaring import COMMANDS
from commands.entering.arguments import NONE, is_none
from commands.entering.sources import cited
from commands.errors import CommandError, UnknownNameError
from commands.grammar import one_word
from commands.names import texts
from commands.signature import Arg
from storage.dates import bounds
from storage.lines import Source
from storage.model import Actor, Topic
from storage.reads import naming, suggest
from storage.reads.names import actor_by_id
from storage.reads.naming import Kept, Merged
from storage.reads.objects import row_of, source_line
from storage.reads.suggest import Suggestion
from storage.vocabulary import ActorKind

_CHOICES = 10
"""So many sources are shown where a publisher and date name several."""


class Known(NamedTuple):
    """A source of the record: its row number, and the source whole."""

    row: int
    line: Source


class Splitting(NamedTuple):
    """Whom an editor may mean to split off: those merged, and the actor that stands for them."""

    candidates: tuple[Merged, ...]
    actor: Actor


_ACTOR: Arg = get_args(ActorArg)[1]
_TOPIC: Arg = get_args(TopicArg)[1]


def _read_merged(asking: Asking, text: str) -> Splitting:
    """Reads a merged actor by a name or uid of its own, or all that were merged into the one of this name."""
    candidates = naming.merged_called(asking.db, text)
    root = actor_by_id(asking.db, candidates[0].id) if candidates else None
    if root is not None:
        return Splitting(candidates, root)
    actor: Actor = _ACTOR.read(asking, text)
    return Splitting(naming.merged_below(asking.db, actor.id), actor)


def _read_topic_or_none(asking: Asking, text: str) -> Topic | None:
    return None if is_none(text) else _TOPIC.read(asking, text)


def _read_source(asking: Asking, text: str) -> Known:
    """Reads a source by its number, uid or address, or by its publisher and date."""
    row = row_of(asking.db, "source", text.strip())
    if row is None:
        found = cited(asking, text)
        row = _published(asking, text, found.source) if found.new else _row(asking, found.source)
    line = source_line(asking.db, row)
    if line is None:  # it was read a moment ago, in this very transaction
        raise CommandError("names-no-source", words=text)
    return Known(row, line)


def _read_source_or_none(asking: Asking, text: str) -> Known | None:
    return None if is_none(text) else _read_source(asking, text)


def _row(asking: Asking, source: Source) -> int:
    return row_of(asking.db, "source", source.uid) or 0


def _published(asking: Asking, text: str, named: Source) -> int:
    """Finds the one source with the publisher and date that were typed; it may have an address as well."""
    rows: tuple[int, ...] = ()
    if named.url is None and named.publisher and named.published:
        day = bounds(named.published).lower
        rows = naming.sources_of(asking.db, named.publisher, named.published, day)
    if not rows:
        raise CommandError("names-no-source", words=text)
    if len(rows) > 1:
        shown = tuple(f"s{row}" for row in rows[:_CHOICES])
        raise UnknownNameError("names-several-sources", text, shown)
    return rows[0]


def _suggest_sources(asking: Asking, typed: str) -> list[Suggestion]:
    return naming.suggest_sources(asking.db, typed)


def _or_none(
    completing: Callable[[Asking, str], list[Suggestion]],
) -> Callable[[Asking, str], list[Suggestion]]:
    """Returns a suggester that begins with `none`, where that may become of what was typed."""

    def suggest_or_none(asking: Asking, typed: str) -> list[Suggestion]:
        none = [Suggestion(NONE, NONE)] if NONE.startswith(typed.strip().casefold()) else []
        return none + completing(asking, typed)

    return suggest_or_none


def _archived(kind: Kept) -> Callable[[Asking, str], list[Suggestion]]:
    return lambda asking, typed: naming.suggest_archived(asking.db, kind, typed)


def _suggest_topics(asking: Asking, typed: str) -> list[Suggestion]:
    return suggest.topics(asking.db, typed)


def line_of(name: str, **given: str) -> str:
    """Returns the line by which a person asks for this."""
    return COMMANDS[name].line_of({key: [text] for key, text in given.items()})


def choices(name: str, argument: str, values: tuple[str, ...]) -> Examples:
    """Returns lines that ask for each of several things that may have been meant."""
    lines = tuple(line_of(name, **{argument: each}) for each in values)
    return Examples(message("did-you-mean"), lines, ways_on=True)


NewNameArg = Annotated[str, Arg("the name, at most 200 characters", texts.read_name)]
NewTitleArg = Annotated[str, Arg("the story's title, at most 200 characters", texts.read_name)]
ActorKindArg = Annotated[
    ActorKind,
    Arg(
        "person, state, organisation, armed_force, place or other",
        one_of(ActorKind),
        words_of(ActorKind),
    ),
]
DescriptionArg = Annotated[
    str, Arg("who that is, in at most 1,000 characters; none takes it away", texts.read_description)
]
WikidataArg = Annotated[
    str, Arg("its item on Wikidata, as Q423; or none", texts.read_wikidata, takes=one_word)
]
AliasesArg = Annotated[
    tuple[str, ...],
    Arg("another name, at most 200 characters; several with ; between them", texts.read_name, many=True),
]
LanguageArg = Annotated[str, Arg("the language, as en, ko or pt-BR", texts.read_language, takes=one_word)]
SlugArg = Annotated[
    str, Arg("the short name: a to z, digits and hyphens, at most 64", texts.read_slug, takes=one_word)
]
ArchivedActorArg = Annotated[Actor, Arg("an archived actor", _ACTOR.read, _archived("actor"))]
ArchivedTopicArg = Annotated[Topic, Arg("an archived topic", _TOPIC.read, _archived("topic"))]
MergedArg = Annotated[
    Splitting,
    Arg(
        "an actor that was merged, by its own name; or the one it was merged into",
        _read_merged,
        lambda asking, typed: naming.suggest_merged(asking.db, typed),
    ),
]
ParentArg = Annotated[Topic, Arg("the larger story that it is part of", _TOPIC.read, _suggest_topics)]
ParentOrNoneArg = Annotated[
    Topic | None,
    Arg("the larger story that it is part of; or none", _read_topic_or_none, _or_none(_suggest_topics)),
]
OneSourceArg = Annotated[
    Known,
    Arg("a source: s12, its address, or its publisher and date", _read_source, _suggest_sources),
]
OriginArg = Annotated[
    Known, Arg("what it reprints: s12, an address, or publisher and date", _read_source, _suggest_sources)
]
OriginOrNoneArg = Annotated[
    Known | None,
    Arg(
        "what it reprints: s12, an address, or publisher and date; or none",
        _read_source_or_none,
        _or_none(_suggest_sources),
    ),
]
NewSourceArg = Annotated[
    str, Arg("an address; or a publisher and date, as `Reuters, 28 April 2025`", lambda _, text: text)
]
PublisherArg = Annotated[str, Arg("who published it, at most 200 characters; or none", texts.read_name)]
TitleArg = Annotated[str, Arg("what it is called, at most 200 characters; or none", texts.read_name)]
AuthorArg = Annotated[str, Arg("who wrote it, at most 200 characters; or none", texts.read_name)]
AddressArg = Annotated[str, Arg("its address; or none", lambda _, text: text)]
ArchiveArg = Annotated[str, Arg("the address of a copy in an archive; or none", lambda _, text: text)]
