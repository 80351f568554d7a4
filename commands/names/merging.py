"""`names actor merge` and `split`: two actors become one, and two again; no claim is rewritten for it."""

from msgspec.structs import replace

from commands.arguments import ActorArg
from commands.asking import Asking
from commands.card import Card, Facts, message
from commands.confirming import ConfirmArg, asking_first, code_of, confirmed
from commands.declaring import command
from commands.entering.writing import write
from commands.errors import CommandError
from commands.names import answers
from commands.names.actor import written
from commands.names.arguments import MergedArg, choices
from commands.people import Role
from commands.scope import count_words
from storage.lines import Actor
from storage.model import Actor as Found
from storage.model import Count
from storage.reads import naming
from storage.reads.naming import Merged
from storage.reads.objects import actor_line
from storage.revising import Step

ASKED_FIRST = 20
"""A merger that touches more claims than this asks first."""


@command(group="names actor", role=Role.EDITOR, writes=True)
def merge(asking: Asking, actor: ActorArg, *, into: ActorArg, confirm: ConfirmArg | None = None) -> Card:
    """Makes an actor one with another: whatever names the first counts as the other's from then on.

    The first keeps its names and its claims, and only points to the other, so that `names actor split` takes
    it back. Where more than 20 claims are touched it asks first.

    Examples:
    /names actor merge North Korean state media into:North Korea
    """
    before, other = written(asking, actor), answers.own_actor(asking, into)
    if actor.id == into.id:
        raise CommandError("names-merge-same", name=actor.name)
    count = naming.claims_of_actors(asking.db, actor.family)
    state = (before, other, count.number, count.more)
    if (count.more or count.number > ASKED_FIRST) and not confirmed(asking, confirm, *state):
        title = message("names-merge-first", name=actor.name, into=into.name)
        return asking_first(asking, title, (_touched(actor, into, count),), code_of(asking, *state))
    write(asking, [Step("merged", before, replace(before, merged_into=other.uid))])
    title = message("names-actor-merged", name=actor.name, into=into.name)
    return answers.made(asking, title, "actor", into.id)


@command(group="names actor", role=Role.EDITOR, writes=True)
def split(asking: Asking, actor: MergedArg) -> Card:
    """Takes a merger back: the actor that was merged stands for itself again.

    Name it by a name of its own, or name the one it was merged into; if several were merged into that one,
    you are shown them. What had been merged into it before stays with it.

    Examples:
    /names actor split North Korea
    """
    if not actor.candidates:
        notes = (message("names-nothing-merged", name=actor.actor.name),)
        return answers.unchanged(asking, actor.actor.name, "actor", actor.actor.id, notes)
    if len(actor.candidates) > 1:
        found = choices("names actor split", "actor", tuple(one.uid for one in actor.candidates))
        raise CommandError("names-split-which", found, name=actor.actor.name)
    one = actor.candidates[0]
    before = _merged(asking, one)
    write(asking, [Step("split", before, replace(before, merged_into=None))])
    title = message("names-actor-split", name=one.name, other=one.into)
    return answers.made(asking, title, "actor", one.id)


def _touched(actor: Found, into: Found, count: Count) -> Facts:
    return Facts(
        (
            (message("names-merge-one"), actor.name),
            (message("names-merge-into"), into.name),
            (message("names-claims"), count_words(count)),
        )
    )


def _merged(asking: Asking, one: Merged) -> Actor:
    line = actor_line(asking.db, one.id)
    if line is None:  # it was found a moment ago, in this very transaction
        raise LookupError(one.uid)
    return line
