"""`link`: somebody shows by a one-time code that two accounts are theirs, and is one person from then on."""

from datetime import UTC, timedelta
from typing import Annotated

from commands.asking import Asking
from commands.card import Card, Examples, Facts, Message, Value, message
from commands.confirming import ConfirmArg, asking_first, code_of, confirmed
from commands.declaring import command
from commands.desk.accounts import facts_of, greater
from commands.errors import CommandError
from commands.grammar import the_rest
from commands.people import Role, role_of
from commands.signature import Arg
from storage import codes, linking
from storage.people import Account, member

CodeArg = Annotated[
    str, Arg("the code that was shown on the other side", lambda _, text: text.strip(), takes=the_rest)
]


@command(writes=True)
def link(asking: Asking, code: CodeArg | None = None, *, confirm: ConfirmArg | None = None) -> Card:
    """Makes your accounts on two platforms one person: shows a code here, to be entered from the other.

    Without a code you get one, valid for 15 minutes and once; `/link CODE` from the other account uses it.
    The greater of two roles that the desk gave holds for both, and so does a block; you are asked first
    where that changes something. Only an admin can part the two again.

    Examples:
    /link
    """
    if code is None:
        return _shown(asking)
    # Wrong codes are not counted: among 49 random bits nobody finds one of a few open codes in 15 minutes.
    theirs = linking.owner_of(asking.db, code, asking.at)
    if theirs is None:
        raise CommandError("link-wrong-code", minutes=codes.MINUTES)
    if theirs == asking.who.key:
        raise CommandError("link-own-account")
    _refuse_a_lesser_role(asking, theirs)
    if question := _gives_away(asking, theirs, confirm):
        return question
    linking.redeem(asking.db, code, asking.at)
    names = member(asking.db, theirs).name, asking.who.name
    if linking.link(asking.db, theirs, asking.who.key, names, asking.author()) is None:
        raise CommandError("link-already", account=str(theirs))
    return Card(
        message("link-done", account=str(theirs)), (facts_of(member(asking.db, theirs)),), private=True
    )


def until(asking: Asking) -> str:
    """Returns when a code that is made now can no longer be used: ISO 8601 in UTC."""
    expires = asking.now.astimezone(UTC) + timedelta(minutes=codes.MINUTES)
    return expires.strftime("%Y-%m-%dT%H:%M:%SZ")


def _shown(asking: Asking) -> Card:
    code = linking.link_code(asking.db, asking.who.key, asking.at, until(asking))
    by_platform = asking.member.role is None and asking.role > Role.READER
    return Card(
        message("link-code", code=code),
        (Examples(message("link-enter", minutes=codes.MINUTES), (f"/link {code}",)),),
        notes=(message("link-keep-secret"), *((message("link-role-counts"),) if by_platform else ())),
        private=True,
    )


def _gives_away(asking: Asking, theirs: Account, confirm: str | None) -> Card | None:
    """Asks first, where linking gives one account a greater role or a block: the code may be a stranger's.

    Returns:
        The question; None where nothing is given, or it was confirmed.
    """
    other, own = member(asking.db, theirs), asking.member
    if asking.who.key in other.accounts:
        return None
    role = greater(other.role, own.role)
    after = Role.READER if role is None else Role[role.upper()]
    gains: list[tuple[Message, Value]] = []
    # What another platform lets its account do is not known here: only what the desk gave it is.
    if after > (Role.READER if other.role is None else Role[other.role.upper()]):
        gains.append(_gain(theirs, after))
    if (mine := role_of(asking.db, asking.who, role)) > asking.role:
        gains.append(_gain(asking.who.key, mine))
    if other.blocked is not own.blocked:
        blocked = asking.who.key if other.blocked else theirs
        gains.append((message("link-would-be", account=str(blocked)), message("desk-person-blocked")))
    state = (other, own)
    if not gains or confirmed(asking, confirm, *state):
        return None
    title = message("link-asks", account=str(theirs))
    return asking_first(asking, title, (Facts(tuple(gains)),), code_of(asking, *state))


def _gain(account: Account, role: Role) -> tuple[Message, Value]:
    return message("link-would-be", account=str(account)), message(f"desk-role-{role.name.lower()}")


def _refuse_a_lesser_role(asking: Asking, theirs: Account) -> None:
    """Refuses to put a lesser role of the desk's in the place of what the platform lets somebody do.

    Raises:
        CommandError: They could do less once they are linked.
    """
    role = greater(member(asking.db, theirs).role, asking.member.role)
    after = role_of(asking.db, asking.who, role)
    if after < asking.role:
        now, then = (message(f"desk-role-{each.name.lower()}") for each in (asking.role, after))
        raise CommandError("link-lessens", now=now, then=then, account=str(theirs))
