"""`names topic …`: running stories are made, named, put into one another and put away."""

from msgspec.structs import replace

from commands.arguments import TopicArg
from commands.asking import Asking
from commands.card import Action, Card, Message, Names, message
from commands.declaring import command
from commands.entering.arguments import ReasonArg
from commands.entering.uids import slug_of, topic_uid
from commands.entering.writing import write
from commands.errors import CommandError
from commands.names import aliases, answers
from commands.names.arguments import (
    AliasesArg,
    ArchivedTopicArg,
    LanguageArg,
    NewTitleArg,
    ParentArg,
    ParentOrNoneArg,
    SlugArg,
    line_of,
)
from commands.names.texts import value
from commands.people import Role
from storage.lines import Topic
from storage.model import Topic as Found
from storage.names import fold
from storage.reads.suggest import Suggestion
from storage.revising import Step, adding
from storage.vocabulary import Change


@command(group="names topic", role=Role.EDITOR, writes=True)
def add(
    asking: Asking,
    title: NewTitleArg,
    *,
    slug: SlugArg | None = None,
    parent: ParentArg | None = None,
    alias: AliasesArg = (),
) -> Card:
    """Adds a topic: a running story, under a short name that is typed for it.

    The short name is made of the title if it is left out. A topic's timeline holds what is below it too. A
    title that another topic has is refused; near ones are shown.

    Examples:
    /names topic add Prisoner exchanges slug:exchanges
    /names topic add Belgorod border fighting parent:kursk alias:Belgorod
    """
    short = slug or slug_of(title)
    if not short:
        raise CommandError("topic-needs-slug", name=title)
    aliases.refuse_taken(asking, "topic", (title, short, short.replace("-", " "), *alias))
    near = aliases.near(asking, "topic", title)
    line = Topic(
        uid=topic_uid(asking.db, short),
        slug=short,
        title=title,
        parent=None if parent is None else parent.uid,
    )
    line = aliases.with_aliases(line, alias)
    row = write(asking, adding(line)).rows[0]
    notes, actions = _near(line, near)
    return answers.made(asking, message("names-topic-added", name=title), "topic", row, notes, actions)


@command(group="names topic", role=Role.EDITOR, writes=True)
def edit(
    asking: Asking,
    topic: TopicArg,
    *,
    title: NewTitleArg | None = None,
    slug: SlugArg | None = None,
    parent: ParentOrNoneArg | None = None,
    reason: ReasonArg | None = None,
) -> Card:
    """Changes a topic's title, its short name, or what it is part of.

    What is left out stays; `parent:none` makes it a story of its own. The old title and short name find it no
    longer unless they are added as aliases.

    Examples:
    /names topic edit kursk title:The fighting in Kursk region
    /names topic edit north-korea-troops parent:none reason:it outgrew Kursk
    """
    before = answers.own_topic(asking, topic)
    after = before
    if title is not None:
        aliases.refuse_taken(asking, "topic", (title,), (topic.id,))
        after = aliases.renamed(after, title)
    if slug is not None:
        aliases.refuse_taken(asking, "topic", (slug, slug.replace("-", " ")), (topic.id,))
        after = replace(after, slug=slug)
    if "parent" in asking.given:
        if parent is not None:
            _refuse_circle(topic, parent)
        after = replace(after, parent=None if parent is None else parent.uid)
    return _edited(asking, topic, before, after, "updated", reason)


@command(group="names topic", role=Role.EDITOR, writes=True)
def alias(asking: Asking, topic: TopicArg, *, alias: AliasesArg, language: LanguageArg | None = None) -> Card:
    """Adds other names to a topic, by which it is found as well.

    Examples:
    /names topic alias kursk alias:Sudzha
    /names topic alias kursk alias:庫爾斯克 language:zh
    """
    aliases.refuse_taken(asking, "topic", alias, (topic.id,))
    before = answers.own_topic(asking, topic)
    after = aliases.with_aliases(before, alias, value(language))
    return _edited(asking, topic, before, after, "updated")


@command(group="names topic", role=Role.EDITOR, writes=True)
def unalias(asking: Asking, topic: TopicArg, *, alias: AliasesArg) -> Card:
    """Takes other names away from a topic; its title is changed by `names topic edit`.

    Examples:
    /names topic unalias kursk alias:Kursk incursion
    """
    before = answers.own_topic(asking, topic)
    return _edited(asking, topic, before, aliases.without_aliases(before, alias), "updated")


@command(group="names topic", role=Role.EDITOR, writes=True)
def merge(asking: Asking, topic: TopicArg, *, into: TopicArg) -> Card:
    """Makes a topic part of another and archives it, so that the other's timeline holds its claims.

    It is still found by its names. `names topic split` makes it a story of its own again.

    Examples:
    /names topic merge north-korea-troops into:kursk
    """
    _refuse_circle(topic, into)
    before = answers.own_topic(asking, topic)
    after = replace(before, parent=into.uid, archived=True)
    if after == before:
        return answers.unchanged(asking, topic.title, "topic", into.id)
    write(asking, [Step("merged", before, after)])
    title = message("names-topic-merged", name=topic.title, into=into.title)
    return answers.made(asking, title, "topic", into.id)


@command(group="names topic", role=Role.EDITOR, writes=True)
def split(asking: Asking, topic: ArchivedTopicArg) -> Card:
    """Makes a topic that was merged into another a story of its own again.

    One that is part of another without having been merged is taken out by `names topic edit` and parent:none.

    Examples:
    /names topic split north-korea-troops
    """
    before = answers.own_topic(asking, topic)
    if before.parent is None or not before.archived:
        notes = (message("names-topic-not-merged"),)
        return answers.unchanged(asking, topic.title, "topic", topic.id, notes)
    return _edited(asking, topic, before, replace(before, parent=None, archived=False), "split")


@command(group="names topic", role=Role.EDITOR, writes=True)
def archive(asking: Asking, topic: TopicArg) -> Card:
    """Archives a topic: it is found by its names, but no longer offered or listed.

    Examples:
    /names topic archive north-korea-troops
    """
    before = answers.own_topic(asking, topic)
    return _edited(asking, topic, before, replace(before, archived=True), "archived")


@command(group="names topic", role=Role.EDITOR, writes=True)
def restore(asking: Asking, topic: ArchivedTopicArg) -> Card:
    """Offers and lists an archived topic again; it stays part of what it is part of.

    Examples:
    /names topic restore north-korea-troops
    """
    before = answers.own_topic(asking, topic)
    return _edited(asking, topic, before, replace(before, archived=False), "restored")


def _refuse_circle(topic: Found, parent: Found) -> None:
    """Refuses to put a topic into itself, or into one that is part of it.

    Raises:
        CommandError: It would be.
    """
    if parent.id == topic.id:
        raise CommandError("names-topic-itself", name=topic.title)
    if parent.id in topic.family:
        raise CommandError("names-topic-circle", name=topic.title, other=parent.title)


def _edited(
    asking: Asking, topic: Found, before: Topic, after: Topic, change: Change, reason: str | None = None
) -> Card:
    if after == before:
        return answers.unchanged(asking, before.title, "topic", topic.id)
    write(asking, [Step(change, before, after)], reason)
    gone = [
        old
        for old, new in ((before.title, after.title), (before.slug, after.slug))
        if fold(old) not in (fold(new), *(fold(alias.name) for alias in after.aliases))
    ]
    keeping = [
        Action(message("names-keep-old", name=old), line_of("names topic alias", topic=after.slug, alias=old))
        for old in gone
    ]
    title = message(f"names-topic-{change}", name=after.title)
    return answers.changed(asking, title, "topic", topic.id, actions=keeping)


def _near(line: Topic, found: list[Suggestion]) -> tuple[list[Message], list[Action]]:
    """Returns what is told of near names, and the line that merges the new one into the likeliest."""
    if not found:
        return [], []
    names = Names(tuple(one.label for one in found))
    merging = line_of("names topic merge", topic=line.slug, into=found[0].value)
    return (
        [message("names-near", near=names, command="names topic merge")],
        [Action(message("names-merge", name=found[0].label), merging)],
    )
