"""Claims of which the desk wants a second person to have seen them: by the desk's setting, some kinds."""

from commands.asking import Asking
from commands.card import message
from commands.errors import CommandError
from commands.people import Role
from storage.lines import Claim
from storage.reads import history
from storage.reads.queue import proposer_of
from storage.settings import setting
from storage.vocabulary import ClaimKind

_LOOKED_BACK = 100
_FORGOTTEN = "forgotten-"


def needs_second_person(asking: Asking, kind: ClaimKind) -> bool:
    """Tells whether the desk wants claims of a kind approved by a second person."""
    return kind in setting(asking.db, "second_person").split()


def refuse_the_first_alone(asking: Asking, number: int) -> None:
    """Refuses to publish a claim for whoever proposed it, where its kind wants a second person.

    Whatever kind it was of since it was proposed counts. A proposer who was forgotten may be anyone, so that
    an admin decides.

    Raises:
        CommandError: A second person is needed.
    """
    kinds = {kind for kind in _kinds(asking, number) if needs_second_person(asking, kind)}
    proposer = proposer_of(asking.db, number)
    if not kinds or proposer is None:
        return
    if proposer.account.startswith(_FORGOTTEN) and asking.role < Role.ADMIN:
        raise CommandError("second-person-forgotten")
    if proposer in asking.member.accounts:
        raise CommandError("second-person", kind=message(f"claim-kind-{min(kinds)}"))


def refuse_unseen_kind(asking: Asking, before: Claim, after: Claim) -> None:
    """Refuses to make a published claim one of a kind that a second person should have approved.

    Raises:
        CommandError: It would be.
    """
    if before.status == "published" and after.kind != before.kind and needs_second_person(asking, after.kind):
        raise CommandError("kind-wants-second-person", kind=message(f"claim-kind-{after.kind}"))


def _kinds(asking: Asking, number: int) -> set[ClaimKind]:
    entries = history.of_object(asking.db, "claim", number, limit=_LOOKED_BACK)
    return {entry.after.kind for entry in entries if isinstance(entry.after, Claim)}
