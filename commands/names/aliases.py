"""Names beside the first: who has one already, adding them, and taking them away."""

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from msgspec.structs import replace
from sqlite_utils import Database

from commands.asking import Asking
from commands.card import Names
from commands.errors import CommandError
from commands.names.arguments import choices
from storage.lines import Actor, Alias, Topic
from storage.names import fold
from storage.reads import naming, suggest
from storage.reads.naming import Kept
from storage.reads.objects import actor_line, topic_line
from storage.reads.opening import by_uid
from storage.reads.suggest import Suggestion

_NEAR = 3
"""So many near names are shown."""

HasAliases = TypeVar("HasAliases", Actor, Topic)

_NEARING: dict[Kept, Callable[[Database, str], list[Suggestion]]] = {
    "actor": suggest.actors,
    "topic": suggest.topics,
}


def near(asking: Asking, kind: Kept, name: str) -> list[Suggestion]:
    """Returns those whose names are near to one, the likeliest first; asked before it is written."""
    return _NEARING[kind](asking.db, name)[:_NEAR]


def refuse_taken(asking: Asking, kind: Kept, names: Sequence[str], own: Collection[int] = ()) -> None:
    """Refuses names that another one has, as its own or an alias: nobody could tell who is meant.

    Args:
        asking: The question.
        kind: What has the names.
        names: The names.
        own: The rows that may have them: the thing itself, and what was merged into it.

    Raises:
        CommandError: One is taken.
    """
    for name in names:
        bearers = naming.bearers(asking.db, kind, name)
        # Where it bears the name already, nothing becomes more doubtful than it was.
        if bearers and not set(bearers) & set(own):
            raise _taken(asking, kind, name, bearers[0])


def with_aliases(line: HasAliases, names: Sequence[str], language: str | None = None) -> HasAliases:
    """Returns a thing with more aliases; what it has already stays once, with the language if it had none."""
    aliases = list(line.aliases)
    first = line.name if isinstance(line, Actor) else line.title
    for name in names:
        same = [alias for alias in aliases if fold(alias.name) == fold(name)]
        if fold(name) == fold(first) or any(language in (None, alias.language) for alias in same):
            continue
        for alias in same:
            if alias.language is None:
                aliases.remove(alias)
        aliases.append(Alias(name=name, language=language))
    return replace(line, aliases=tuple(aliases))


def without_aliases(line: HasAliases, names: Sequence[str]) -> HasAliases:
    """Returns a thing without some of its aliases, in whatever language.

    Raises:
        CommandError: It has no such alias.
    """
    gone = {fold(name): name for name in names}
    has = {fold(alias.name) for alias in line.aliases}
    for folded, name in gone.items():
        if folded not in has:
            raise _no_alias(line, name)
    return replace(line, aliases=tuple(alias for alias in line.aliases if fold(alias.name) not in gone))


def renamed(line: HasAliases, name: str) -> HasAliases:
    """Returns a thing under another name, which is then no alias any more."""
    aliases = tuple(alias for alias in line.aliases if fold(alias.name) != fold(name))
    if isinstance(line, Actor):
        return replace(line, name=name, aliases=aliases)
    return replace(line, title=name, aliases=aliases)


def _taken(asking: Asking, kind: Kept, name: str, row: int) -> CommandError:
    if kind == "topic":
        topic = topic_line(asking.db, row)
        slug = "" if topic is None else topic.slug
        title = "" if topic is None else topic.title
        return CommandError("names-topic-taken", name=name, other=title, slug=slug)
    actor = actor_line(asking.db, row)
    other = "" if actor is None else actor.name
    if actor is not None and actor.archived:
        again = choices("names actor restore", "actor", (by_uid(asking.db, actor.uid),))
        return CommandError("names-actor-taken-archived", again, name=name, other=other)
    return CommandError("names-actor-taken", name=name, other=other)


def _no_alias(line: Actor | Topic, name: str) -> CommandError:
    called = line.name if isinstance(line, Actor) else line.title
    if not line.aliases:
        return CommandError("names-no-aliases", name=called, alias=name)
    has = Names(tuple(alias.name for alias in line.aliases))
    return CommandError("names-no-such-alias", name=called, alias=name, aliases=has)
