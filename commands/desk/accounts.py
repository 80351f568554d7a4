"""How an account is named in a command, and how whoever has it is shown."""

import re
from collections.abc import Mapping
from typing import Annotated, get_args

from commands.asking import Asking
from commands.card import Entry, Facts, Message, Names, Value, message
from commands.declaring import COMMANDS
from commands.errors import CommandError
from commands.grammar import one_word
from commands.signature import Arg
from storage.people import Account, Member, member, members
from storage.reads.suggest import Suggestion
from storage.vocabulary import DeskRole

LONGEST_NAME = 100
"""Characters of a name that an account is shown by."""

# What an account's id looks like: a role that is given to a name nobody has would help nobody.
_SHAPES: Mapping[str, re.Pattern[str]] = {
    "console": re.compile(r"\S{1,100}"),
    "discord": re.compile(r"[0-9]{1,20}"),
    "matrix": re.compile(r"@[^\s:]+:\S{1,200}"),
}
_OTHER = re.compile(r"\S{1,200}")
_WITH_PLATFORM = re.compile(r"([A-Za-z][A-Za-z0-9_]*):(\S+)")


def read_account(asking: Asking, text: str) -> Account:
    """Reads `platform:id`, or an id alone, which is of the asker's own platform.

    Raises:
        CommandError: There is no such platform, or no account of it has such an id.
    """
    platform, account = read_id(asking, text)
    if not _SHAPES.get(platform, _OTHER).fullmatch(account):
        raise CommandError("desk-account-unread", words=text, example=example_of(platform))
    return Account(platform, account)


def read_id(asking: Asking, text: str) -> tuple[str, str]:
    """Reads a platform and an id of it; one alone is of the asker's own platform.

    Raises:
        CommandError: There is no such platform.
    """
    words = text.strip()
    found = _WITH_PLATFORM.fullmatch(words)
    platform, one = (found[1].lower(), found[2]) if found else (asking.who.platform, words)
    refuse_unknown_platform(asking, platform)
    return platform, one


def refuse_unknown_platform(asking: Asking, platform: str) -> None:
    """Refuses what is of no platform.

    Raises:
        CommandError: There is no such platform.
    """
    known = platforms(asking)
    if platform not in known:
        raise CommandError("desk-platform-unknown", words=platform, options=Names(known, any_of=True))


def platforms(asking: Asking) -> tuple[str, ...]:
    """Returns the platforms that an account or a channel may be of."""
    return tuple(sorted({*_SHAPES, asking.who.platform}))


def example_of(platform: str) -> str:
    """Returns what an account of a platform looks like."""
    ids = {"discord": "42", "matrix": "@somebody:example.org"}
    return f"{platform}:{ids.get(platform, 'somebody')}"


def _suggest_accounts(asking: Asking, typed: str) -> list[Suggestion]:
    start = typed.strip().casefold()
    return [
        Suggestion(str(account), called(person, account))
        for person in members(asking.db)
        for account in person.accounts
        if start in f"{account} {person.name}".casefold()
    ]


def _read_name(_: Asking, text: str) -> str:
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        raise CommandError("desk-name-too-long", given=len(name), most=LONGEST_NAME)
    return name


def name_for(asking: Asking, account: Account) -> str:
    """Returns the name to show an account by: the asker's own, else the desk's, else the id."""
    return asking.who.name if account == asking.who.key else member(asking.db, account).name


def greater(one: DeskRole | None, other: DeskRole | None) -> DeskRole | None:
    """Returns the role that holds once two people are one."""
    order: tuple[DeskRole | None, ...] = (None, *get_args(DeskRole))
    return max(one, other, key=order.index)


def role_words(role: DeskRole | None) -> Message:
    """Returns a role that the desk gave, in words."""
    return message("desk-role-none") if role is None else message(f"desk-role-{role}")


def called(person: Member, account: Account) -> str:
    """Returns what somebody is called, with the account by which they are meant."""
    return str(account) if person.name == account.account else f"{person.name} ({account})"


def facts_of(person: Member) -> Facts:
    """Returns what the desk holds of a person."""
    rows: list[tuple[Message, Value]] = [
        (message("desk-person-name"), person.name),
        (message("desk-person-role"), role_words(person.role)),
        (message("desk-person-accounts"), Names(tuple(map(str, person.accounts)))),
        (message("desk-person-blocked"), message("desk-yes" if person.blocked else "desk-no")),
    ]
    return Facts(tuple(rows))


def entry_of(person: Member) -> Entry:
    """Returns a person as a line of a list."""
    key = "desk-person-and-blocked" if person.blocked else "desk-person"
    accounts = Names(tuple(map(str, person.accounts)))
    opens = COMMANDS["desk editors"].line(account=str(person.accounts[0]))
    told = message(key, role=role_words(person.role), accounts=accounts)
    return Entry(person.name, told, None, opens, cursor=str(person.id))


AccountArg = Annotated[
    Account,
    Arg(
        "an account, as discord:42 or matrix:@a:example.org; an id alone is of your platform",
        read_account,
        _suggest_accounts,
        one_word,
        asked="person",
    ),
]
NameArg = Annotated[str, Arg(f"the name to show, at most {LONGEST_NAME} characters", _read_name)]
