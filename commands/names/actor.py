"""`names actor …`: actors are made, named, described and put away; merging.py makes two one."""

from msgspec.structs import replace

from commands.arguments import ActorArg
from commands.asking import Asking
from commands.card import Action, Card, Message, Names, message
from commands.declaring import command
from commands.entering.arguments import ReasonArg
from commands.entering.uids import new_uid
from commands.entering.writing import write
from commands.errors import CommandError
from commands.names import aliases, answers
from commands.names.arguments import (
    ActorKindArg,
    AliasesArg,
    ArchivedActorArg,
    DescriptionArg,
    LanguageArg,
    NewNameArg,
    WikidataArg,
    choices,
    line_of,
)
from commands.names.texts import value
from commands.people import Role
from storage.lines import Actor
from storage.model import Actor as Found
from storage.names import fold
from storage.reads.names import BY_UID
from storage.reads.opening import by_uid
from storage.reads.suggest import Suggestion
from storage.revising import Step, adding
from storage.vocabulary import Change


@command(group="names actor", role=Role.EDITOR, writes=True)
def add(
    asking: Asking,
    name: NewNameArg,
    *,
    kind: ActorKindArg = "other",
    description: DescriptionArg | None = None,
    wikidata: WikidataArg | None = None,
    alias: AliasesArg = (),
) -> Card:
    """Adds an actor: somebody who speaks or is spoken of, or a place.

    A name that another actor has is refused; one that is near to others is made all the same, and the answer
    shows them: if one of them is meant, merge the two.

    Examples:
    /names actor add Valery Gerasimov kind:person wikidata:Q1971806
    /names actor add Belgorod region kind:place alias:Belgorod;Belgorod Oblast
    """
    aliases.refuse_taken(asking, "actor", (name, *alias))
    near = aliases.near(asking, "actor", name)
    line = Actor(
        uid=new_uid("actor"),
        name=name,
        kind=kind,
        description=value(description),
        wikidata=value(wikidata),
    )
    line = aliases.with_aliases(line, alias)
    row = write(asking, adding(line)).rows[0]
    notes, actions = _near(asking, line, near)
    return answers.made(asking, message("names-actor-added", name=name), "actor", row, notes, actions)


@command(group="names actor", role=Role.EDITOR, writes=True)
def edit(
    asking: Asking,
    actor: ActorArg,
    *,
    name: NewNameArg | None = None,
    kind: ActorKindArg | None = None,
    description: DescriptionArg | None = None,
    wikidata: WikidataArg | None = None,
    reason: ReasonArg | None = None,
) -> Card:
    """Changes an actor's name, kind, description or Wikidata item.

    What is left out stays; `none` takes a description or an item away. The old name finds the actor no longer
    unless it is added as an alias.

    Examples:
    /names actor edit Kremlin description:The office of Russia's president.
    /names actor edit Vladimir Putin wikidata:none reason:the item was another's
    """
    before = written(asking, actor)
    after = before
    if name is not None:
        aliases.refuse_taken(asking, "actor", (name,), actor.family)
        after = aliases.renamed(after, name)
    if kind is not None:
        after = replace(after, kind=kind)
    if description is not None:
        after = replace(after, description=value(description))
    if wikidata is not None:
        after = replace(after, wikidata=value(wikidata))
    return _edited(asking, actor, before, after, "updated", reason)


@command(group="names actor", role=Role.EDITOR, writes=True)
def alias(asking: Asking, actor: ActorArg, *, alias: AliasesArg, language: LanguageArg | None = None) -> Card:
    """Adds other names to an actor, by which it is found as well.

    Case and accents don't matter. A name that another actor has is refused.

    Examples:
    /names actor alias Kremlin alias:Russian presidency
    /names actor alias Kim Jong Un alias:キム・ジョンウン language:ja
    """
    before = written(asking, actor)
    aliases.refuse_taken(asking, "actor", alias, actor.family)
    after = aliases.with_aliases(before, alias, value(language))
    return _edited(asking, actor, before, after, "updated")


@command(group="names actor", role=Role.EDITOR, writes=True)
def unalias(asking: Asking, actor: ActorArg, *, alias: AliasesArg) -> Card:
    """Takes other names away from an actor; its first name is changed by `names actor edit`.

    Examples:
    /names actor unalias North Korea alias:N. Korea
    """
    before = written(asking, actor)
    return _edited(asking, actor, before, aliases.without_aliases(before, alias), "updated")


@command(group="names actor", role=Role.EDITOR, writes=True)
def archive(asking: Asking, actor: ActorArg) -> Card:
    """Archives an actor: it is found by its names, but no longer offered or listed.

    Examples:
    /names actor archive US intelligence
    """
    before = written(asking, actor)
    return _edited(asking, actor, before, replace(before, archived=True), "archived")


@command(group="names actor", role=Role.EDITOR, writes=True)
def restore(asking: Asking, actor: ArchivedActorArg) -> Card:
    """Offers and lists an archived actor again.

    Examples:
    /names actor restore US intelligence
    """
    before = written(asking, actor)
    return _edited(asking, actor, before, replace(before, archived=False), "restored")


def written(asking: Asking, actor: Found) -> Actor:
    """Returns an actor as it is written, to be changed.

    Raises:
        CommandError: It was named by an actor that was merged into it: which of the two is meant is doubtful.
    """
    line = answers.own_actor(asking, actor)
    typed = " ".join(asking.given.get("actor", ()))
    own = {line.name, line.uid, BY_UID + line.uid, *(alias.name for alias in line.aliases)}
    if typed and fold(typed) not in map(fold, own):
        apart = choices("names actor split", "actor", (typed,))
        raise CommandError("names-merged-already", apart, words=typed, name=line.name)
    return line


def _edited(
    asking: Asking, actor: Found, before: Actor, after: Actor, change: Change, reason: str | None = None
) -> Card:
    if after == before:
        return answers.unchanged(asking, before.name, "actor", actor.id)
    write(asking, [Step(change, before, after)], reason)
    keeping: tuple[Action, ...] = ()
    if fold(after.name) != fold(before.name):
        keep = line_of("names actor alias", actor=by_uid(asking.db, after.uid), alias=before.name)
        keeping = (Action(message("names-keep-old", name=before.name), keep),)
    title = message(f"names-actor-{change}", name=after.name)
    return answers.changed(asking, title, "actor", actor.id, actions=keeping)


def _near(asking: Asking, line: Actor, found: list[Suggestion]) -> tuple[list[Message], list[Action]]:
    """Returns what is told of near names, and the line that merges the new one into the likeliest."""
    if not found:
        return [], []
    names = Names(tuple(one.label for one in found))
    merging = line_of("names actor merge", actor=by_uid(asking.db, line.uid), into=found[0].value)
    return (
        [message("names-near", near=names, command="names actor merge")],
        [Action(message("names-merge", name=found[0].label), merging)],
    )
