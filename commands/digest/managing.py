"""`digest list`, `preview`, `now`, `pause`, `resume` and `remove`: what is done with digests there are."""

from dataclasses import replace

from commands.asking import Asking
from commands.card import Action, Card, Examples, Listing, message
from commands.declaring import COMMANDS, command
from commands.digest.arguments import DigestArg
from commands.digest.composing import card_of
from commands.digest.showing import coming, entry_of, facts_of
from commands.errors import CommandError
from commands.people import Role
from storage import digests
from storage.digests import Digest
from storage.runs import found, put_together


@command(group="digest", role=Role.ADMIN)
def list(asking: Asking) -> Card:  # noqa: A001  # the command's name in chat
    """Lists the digests of the desk: where they are posted, when, and when that is next.

    Examples:
    /digest list
    """
    entries = tuple(entry_of(asking, each) for each in digests.digests(asking.db))
    if not entries:
        example = Examples(message("digest-to-set"), ("/digest set at:07:00",))
        return Card(message("digest-none"), (example,))
    return Card(message("digest-list"), (Listing(None, entries),), actions=_deliveries())


@command(group="digest", role=Role.ADMIN)
def preview(asking: Asking, digest: DigestArg) -> Card:
    """Shows you alone what a digest would post at this moment, and all that is set of it.

    Examples:
    /digest preview kursk
    """
    some = found(asking.db, digest)
    shown = card_of(put_together(asking.db, digest, some, asking.today.isoformat()))
    notes = shown.notes if some else (message("digest-nothing-new"),)
    if 0 < len(some) < digest.filter.at_least:
        notes = (*notes, message("digest-too-little", number=digest.filter.at_least))
    blocks = (*shown.blocks, facts_of(asking, digest))
    return replace(shown, blocks=blocks, notes=notes, actions=_of_preview(digest), private=True)


@command(group="digest", role=Role.ADMIN, writes=True)
def now(asking: Asking, digest: DigestArg) -> Card:
    """Posts what is new at once, without waiting for the time; the next post tells what comes after.

    Examples:
    /digest now kursk
    """
    if digest.paused is not None:
        raise CommandError("digest-is-paused", name=digest.name)
    if not found(asking.db, digest):
        return Card(message("digest-nothing-new"), private=True)
    digests.want(asking.db, digest, asking.request or asking.at)
    return Card(message("digest-on-its-way", name=digest.name), private=True)


@command(group="digest", role=Role.ADMIN, writes=True)
def pause(asking: Asking, digest: DigestArg) -> Card:
    """Pauses a digest until it is resumed; what comes meanwhile is told then.

    Examples:
    /digest pause kursk
    """
    digests.pause(asking.db, digest, "asked", asking.author())
    return _changed(asking, digest, "digest-paused")


@command(group="digest", role=Role.ADMIN, writes=True)
def resume(asking: Asking, digest: DigestArg) -> Card:
    """Lets a paused digest go on: when it is due next, it tells what came meanwhile.

    One that was paused because a backup took the desk's place begins at this moment.

    Examples:
    /digest resume kursk
    """
    digests.resume(asking.db, digest, asking.author())
    return _changed(asking, digest, "digest-resumed")


@command(group="digest", role=Role.ADMIN, writes=True)
def remove(asking: Asking, digest: DigestArg) -> Card:
    """Removes a digest. What it has posted stays, and is still corrected where it must be.

    Examples:
    /digest remove kursk
    """
    digests.remove(asking.db, digest, asking.author())
    return Card(message("digest-removed", name=digest.name), (facts_of(asking, digest),))


def _changed(asking: Asking, digest: Digest, key: str) -> Card:
    after = digests.digest_by_id(asking.db, digest.id) or digest
    return Card(message(key, name=digest.name), notes=(coming(asking, after),), actions=_of_preview(after))


def _of_preview(digest: Digest) -> tuple[Action, ...]:
    name = "digest now" if digest.paused is None else "digest resume"
    label = message("digest-do-now" if digest.paused is None else "digest-do-resume")
    return (Action(label, COMMANDS[name].line(digest=digest.name)), *_deliveries())


def _deliveries() -> tuple[Action, ...]:
    return (Action(message("digest-do-deliveries"), "/digest deliveries"),)
