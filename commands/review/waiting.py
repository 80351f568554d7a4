"""Who may put something into the queue, and how much of theirs may wait there."""

from commands.asking import Asking
from commands.card import message
from commands.errors import CommandError
from commands.people import Role
from storage.reads.queue import waiting_of
from storage.settings import setting

NOBODY = "nobody"
"""The setting by which nobody below an editor may propose."""


def refuse_who_may_not(asking: Asking, least: Role) -> None:
    """Refuses what would go into the queue from whoever is blocked, is not let, or has enough waiting.

    Raises:
        CommandError: They may not.
    """
    if asking.role >= Role.EDITOR:
        return
    if asking.member.blocked:
        raise CommandError("blocked")
    if asking.role < least:
        raise CommandError("not-allowed", role=message(f"role-{least.name.lower()}"))
    most = int(setting(asking.db, "waiting"))
    if waiting_of(asking.db, asking.member.accounts) >= most:
        raise CommandError("too-much-waiting", most=most)


def least_to_propose(asking: Asking) -> Role:
    """Returns the least role that may propose claims."""
    least = setting(asking.db, "propose")
    return Role.EDITOR if least == NOBODY else Role[least.upper()]
