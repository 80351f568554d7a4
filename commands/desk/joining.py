"""`desk join`: a server or room is answered from another desk, by a code that was shown there."""

from commands.asking import Asking
from commands.card import Card, Examples, Facts, message
from commands.declaring import command
from commands.errors import CommandError
from commands.link import CodeArg, until
from commands.people import Role
from storage import codes
from storage.registry import Registry


@command(group="desk", role=Role.ADMIN, writes=True)
def join(asking: Asking, code: CodeArg | None = None) -> Card:
    """Joins this server or room to another desk, by a code; without one, shows a code of this desk.

    The code is valid for 15 minutes and once. It is entered in the place that is to join, by an admin there.

    Examples:
    /help desk join
    """
    registry = asking.where.registry
    if registry is None:
        raise CommandError("desk-join-no-registry", desk=asking.where.desk_name)
    return _shown(asking, registry) if code is None else _joined(asking, registry, code)


def _shown(asking: Asking, registry: Registry) -> Card:
    code = registry.join_code(asking.where.desk_name, asking.at, until(asking))
    return Card(
        message("desk-join-code", desk=asking.where.desk_name, code=code),
        (Examples(message("desk-join-enter", minutes=codes.MINUTES), (f"/desk join {code}",)),),
        notes=(message("desk-join-keep-secret"),),
        private=True,
    )


def _joined(asking: Asking, registry: Registry, code: str) -> Card:
    place, before = asking.where.place, asking.where.desk_name
    if place is None:
        raise CommandError("desk-join-no-place")
    if place in registry.configured:
        raise CommandError("desk-join-configured", desk=before)
    # Wrong codes are not counted: see commands/link.py.
    desk = registry.join(code, place, asking.at)
    if desk is None:
        raise CommandError("desk-join-wrong-code", minutes=codes.MINUTES)
    if desk == before:
        raise CommandError("desk-join-already", desk=desk)
    facts = ((message("desk-join-before"), before), (message("desk-join-now"), desk))
    return Card(
        message("desk-joined", desk=desk), (Facts(facts),), notes=(message("desk-join-kept", desk=before),)
    )
