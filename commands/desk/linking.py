"""`desk link` and `unlink`: an admin's word that two accounts are one person's, or are not."""

from commands.asking import Asking
from commands.card import Card
from commands.confirming import ConfirmArg
from commands.declaring import command
from commands.desk.accounts import AccountArg, facts_of, greater, name_for
from commands.desk.editors import loses_admin, person_card
from commands.errors import CommandError
from commands.people import Role, role_of
from storage import linking
from storage.people import member


@command(group="desk", role=Role.ADMIN, writes=True)
def link(asking: Asking, account: AccountArg, *, to: AccountArg, confirm: ConfirmArg | None = None) -> Card:
    """Makes two accounts one person, on your word; with a code, people do so themselves by /link.

    The greater of two roles that the desk gave holds for both, and so does a block.

    Examples:
    /desk link discord:42 to:matrix:@ada:example.org
    """
    if account == to:
        raise CommandError("desk-link-itself", account=str(account))
    one, other = member(asking.db, account), member(asking.db, to)
    if asking.who.key in (*one.accounts, *other.accounts):
        before = one if asking.who.key in one.accounts else other
        after = role_of(asking.db, asking.who, greater(one.role, other.role))
        if question := loses_admin(asking, after, before, facts_of(before), confirm):
            return question
    names = name_for(asking, account), name_for(asking, to)
    made = linking.link(asking.db, account, to, names, asking.author())
    return person_card(asking, "desk-linked" if made else "desk-linked-already", account)


@command(group="desk", role=Role.ADMIN, writes=True)
def unlink(asking: Asking, account: AccountArg, *, confirm: ConfirmArg | None = None) -> Card:
    """Makes a linked account a person of its own again, without a role of its own.

    The other accounts keep the role. A block stays on both.

    Examples:
    /desk unlink discord:42
    """
    before = member(asking.db, account)
    if len(before.accounts) < 2:
        return person_card(asking, "desk-not-linked", account)
    after = role_of(asking.db, asking.who, None)
    if asking.who.key == account and (
        question := loses_admin(asking, after, before, facts_of(before), confirm)
    ):
        return question
    linking.unlink(asking.db, account, asking.author())
    return person_card(asking, "desk-unlinked", account)
