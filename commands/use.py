"""`use`: in a direct chat, which of the desks that somebody may ask there answers."""

from typing import Annotated

from rapidfuzz import fuzz, process

from commands.asking import Asking
from commands.card import Card, Entry, Listing, message
from commands.declaring import COMMANDS, command
from commands.errors import CommandError, UnknownNameError
from commands.grammar import one_word
from commands.signature import Arg
from storage.reads.suggest import Suggestion
from storage.registry import Registry

_NEAR = 5
_ALIKE = 60
"""How alike (rapidfuzz's ratio, 0 to 100) a name is that is offered for one that no desk has."""


def _read_desk(asking: Asking, text: str) -> str:
    desks = _desks(asking)
    name = text.strip().casefold()
    if not desks or name in desks:
        return name
    found = process.extract(name, desks, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_NEAR)
    near = tuple(desk for desk, _, _ in found) or desks[:_NEAR]
    raise UnknownNameError("use-unknown", text, near)


def _suggest_desks(asking: Asking, typed: str) -> list[Suggestion]:
    start = typed.strip().casefold()
    return [Suggestion(desk, desk) for desk in _desks(asking) if start in desk]


DeskArg = Annotated[str, Arg("a desk that you may ask here", _read_desk, _suggest_desks, one_word)]


@command
def use(asking: Asking, desk: DeskArg | None = None) -> Card:
    """In a direct chat, lists the desks that you may ask there, or chooses which one answers.

    The choice is kept. A desk can be chosen as long as its admins let you ask it in a direct chat.

    Examples:
    /help use
    """
    registry = _refuse_elsewhere(asking)
    if desk is None:
        return Card(message("use-title"), (_listed(asking, asking.where.desk_name),))
    registry.choose(asking.who.platform, asking.who.account, desk)
    return Card(message("use-chosen", desk=desk), (_listed(asking, desk),))


def _refuse_elsewhere(asking: Asking) -> Registry:
    """Returns where the choice is kept.

    Raises:
        CommandError: This is no direct chat, or there is nothing to choose from.
    """
    if asking.where.place is not None:
        raise CommandError("use-not-direct", desk=asking.where.desk_name)
    if asking.where.registry is None or not asking.where.others:
        raise CommandError("use-nothing", desk=asking.where.desk_name)
    return asking.where.registry


def _desks(asking: Asking) -> tuple[str, ...]:
    return tuple(sorted(asking.where.others))


def _listed(asking: Asking, used: str) -> Listing:
    return Listing(
        None,
        tuple(
            Entry(name, message("use-now") if name == used else None, None, COMMANDS["use"].line(desk=name))
            for name in _desks(asking)
        ),
    )
