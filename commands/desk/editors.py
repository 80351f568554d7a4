"""`desk editors`, `block` and `unblock`: who may do what in the desk."""

from typing import Annotated, Literal, get_args

from commands.arguments import PageArg, one_of, words_of
from commands.asking import Asking
from commands.card import Block, Card, Examples, Facts, Listing, Message, Next, message
from commands.confirming import ConfirmArg, asking_first, code_of, confirmed
from commands.declaring import command
from commands.desk.accounts import (
    AccountArg,
    NameArg,
    called,
    entry_of,
    example_of,
    facts_of,
    name_for,
    role_words,
)
from commands.desk.groups import entry_of as group_entry
from commands.entering.arguments import ReasonArg
from commands.errors import CommandError
from commands.grammar import one_word
from commands.people import Role, role_of
from commands.signature import Arg
from storage.groups import GroupRole, group_roles
from storage.people import Account, Member, member, members, rename, set_blocked, set_role
from storage.vocabulary import DeskRole

RoleWord = Literal["reader", "contributor", "editor", "admin", "none"]
"""The roles that a desk may give; `none` leaves it to the platform again."""

_PAGE = 20

RoleArg = Annotated[
    RoleWord,
    Arg(
        "reader, contributor, editor, admin; or none",
        one_of(RoleWord),
        words_of(RoleWord),
        one_word,
        words=get_args(RoleWord),
    ),
]


@command(group="desk", role=Role.ADMIN, writes=True)
def editors(
    asking: Asking,
    account: AccountArg | None = None,
    *,
    role: RoleArg | None = None,
    name: NameArg | None = None,
    page: PageArg | None = None,
    confirm: ConfirmArg | None = None,
) -> Card:
    """Lists who has which role in the desk, or gives somebody a role.

    A role that the desk gave counts over what the platform says; `none` leaves it to the platform again.
    Whoever gives away their own admin role is asked first.

    Examples:
    /desk editors
    /desk editors discord:42 role:editor name:Ada
    /desk editors discord:42
    """
    if account is None:
        if role is not None or name is not None:
            raise CommandError("still-needed", argument="account", command="desk editors")
        return _listed(asking, page)
    before = member(asking.db, account)
    if name is not None and role is None and before.id is None:
        raise CommandError("desk-name-of-nobody", account=str(account))
    wanted: DeskRole | None = None if role == "none" else role
    if role is None or wanted == before.role:
        renamed = name is not None and rename(asking.db, account, name)
        key = "desk-renamed" if renamed else "desk-person-title" if role is None else "desk-role-same"
        return person_card(asking, key, account)
    if asking.who.key in before.accounts:
        after = role_of(asking.db, asking.who, wanted)
        if question := loses_admin(asking, after, before, facts_of(before), confirm):
            return question
    set_role(asking.db, account, name or name_for(asking, account), wanted, asking.author())
    if name is not None:
        rename(asking.db, account, name)
    return person_card(asking, "desk-role-given", account)


@command(group="desk", role=Role.ADMIN, writes=True)
def block(asking: Asking, account: AccountArg, reason: ReasonArg) -> Card:
    """Blocks somebody: their proposals and flags are refused; they may still read.

    All accounts that are linked to this one are blocked too. A block does not bind editors and admins: take
    their role away as well.

    Examples:
    /desk block discord:42 the same advertisement again and again
    """
    before = member(asking.db, account)
    if before.blocked:
        return person_card(asking, "desk-blocked-already", account)
    set_blocked(asking.db, account, name_for(asking, account), True, asking.author(reason))
    adds = before.role in ("editor", "admin")
    return person_card(asking, "desk-blocked", account, *((message("desk-block-adds"),) if adds else ()))


@command(group="desk", role=Role.ADMIN, writes=True)
def unblock(asking: Asking, account: AccountArg) -> Card:
    """Lets somebody propose and flag again.

    Examples:
    /desk unblock discord:42
    """
    if not member(asking.db, account).blocked:
        return person_card(asking, "desk-not-blocked", account)
    set_blocked(asking.db, account, name_for(asking, account), False, asking.author())
    return person_card(asking, "desk-unblocked", account)


def person_card(asking: Asking, key: str, account: Account, *notes: Message) -> Card:
    """Returns the answer to a change of somebody: who they are to the desk now."""
    person = member(asking.db, account)
    values = {"person": called(person, account), "account": str(account), "name": person.name}
    title = message(key, **values, role=role_words(person.role))
    return Card(title, (facts_of(person),), notes=notes)


def loses_admin(
    asking: Asking, after: Role, before: Member | GroupRole, told: Facts, confirm: str | None
) -> Card | None:
    """Asks first, where whoever asks would no longer be an admin; None where they stay one, or confirmed.

    Args:
        asking: The question.
        after: What they could do after the change.
        before: Who they are to the desk now, or what it has for one of their groups.
        told: The same, as it is shown.
        confirm: What they typed to confirm it.
    """
    if after >= Role.ADMIN or confirmed(asking, confirm, before):
        return None
    title = message("desk-loses-admin", role=message(f"desk-role-{after.name.lower()}"))
    return asking_first(asking, title, (told,), code_of(asking, before))


def _listed(asking: Asking, page: int | None) -> Card:
    known = [each for each in members(asking.db) if each.role or each.blocked or len(each.accounts) > 1]
    begin = next((place + 1 for place, each in enumerate(known) if each.id == page), 0)
    shown = known[begin : begin + _PAGE] if page is None or begin else []
    more = begin + _PAGE < len(known)
    groups = tuple(group_entry(asking, each) for each in group_roles(asking.db)) if page is None else ()
    if not shown and not groups and page is None:
        line = f"/desk editors {example_of(asking.who.platform)} role:editor"
        return Card(message("desk-people-none"), (Examples(message("desk-people-give"), (line,)),))
    blocks: list[Block] = [Listing(None, tuple(map(entry_of, shown)))] if shown else []
    note = message("desk-groups-others" if groups else "desk-people-others")
    if groups:
        blocks.append(Listing(message("desk-groups-title"), groups))
    return Card(
        message("desk-people-title"),
        tuple(blocks),
        notes=(note if blocks else message("no-more"),),
        next=Next(asking.line, str(shown[-1].id)) if shown and more else None,
    )
