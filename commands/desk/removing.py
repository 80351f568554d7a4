"""`desk expunge` and `desk forget`: content goes for good, or an account goes out of all that names it."""

from dataclasses import replace

from commands.arguments import ClaimArg
from commands.asking import Asking
from commands.card import Card, Facts, Message, Value, message
from commands.confirming import ConfirmArg, asking_first, code_of, confirmed
from commands.declaring import command
from commands.desk.accounts import AccountArg, facts_of
from commands.entering.arguments import ReasonArg
from commands.entering.writing import refusals
from commands.errors import CommandError
from commands.people import Role
from storage import expunging
from storage.expunging import Touched
from storage.lines import Claim
from storage.names import fold
from storage.people import Account, Member, is_forgotten, member
from storage.reads import history
from storage.reads.objects import called

Row = tuple[Message, Value]


@command(group="desk", role=Role.ADMIN, writes=True, erases=True)
def expunge(asking: Asking, claim: ClaimArg, reason: ReasonArg, *, confirm: ConfirmArg | None = None) -> Card:
    """Takes a claim out for good: its text, quotes and history, and what came with it alone.

    You see what goes, and are asked first; nothing brings it back. The log keeps a marker and your reason. To
    withdraw a claim that people may go on reading, use `/record retract`.

    Examples:
    /desk expunge #12 a court order of 2 May 2025
    """
    text = _text(asking, claim)
    with_it = expunging.touched(asking.db, claim)
    if fold(text) in fold(reason):
        raise CommandError("desk-expunge-repeats")
    if not confirmed(asking, confirm, text, with_it):
        title = message("desk-expunge-title", number=str(claim))
        code = code_of(asking, text, with_it)
        card = asking_first(asking, title, (Facts(_goes(text, with_it)),), code)
        return _adding(card, message("desk-expunge-reason"), message("desk-expunge-copies"))
    with refusals():
        revision = expunging.expunge(asking.db, claim, asking.author(reason))
    title = message("desk-expunged", number=str(claim))
    facts = Facts(((message("desk-revision"), f"r{revision}"), *_counts(with_it)))
    return Card(title, (facts,), notes=(message("desk-expunge-copies"),), private=True)


@command(group="desk", role=Role.ADMIN, writes=True, erases=True)
def forget(asking: Asking, account: AccountArg, *, confirm: ConfirmArg | None = None) -> Card:
    """Takes an account out of all that names it: the log keeps a pseudonym in its place.

    Its role, links, drafts and one-time codes are dropped. What it entered stays. You are asked first;
    nothing brings it back.

    Examples:
    /help desk forget
    """
    if is_forgotten(account):
        raise CommandError("desk-forgotten-already", account=str(account))
    number = expunging.known(asking.db, account)
    if number == 0:
        raise CommandError("desk-forget-nobody", account=str(account))
    person = member(asking.db, account)
    if not confirmed(asking, confirm, number, person):
        title = message("desk-forget-title", account=str(account))
        count: Row = (message("desk-forget-kept"), message("desk-forget-count", number=number))
        blocks = (Facts((count, *facts_of(person).rows)),)
        card = asking_first(asking, title, blocks, code_of(asking, number, person))
        return _adding(card, *_warnings(asking, account, person))
    pseudonym = expunging.forget(asking.db, account)
    _forget_choice(asking, account)
    facts = Facts(((message("desk-forget-pseudonym"), f"{account.platform}:{pseudonym}"),))
    return Card(message("desk-forgotten"), (facts,), notes=(message("desk-forget-copies"),), private=True)


def _text(asking: Asking, number: int) -> str:
    """Returns a claim's sentence as it is, or was when it was taken back.

    Raises:
        CommandError: There is no such claim, or it was expunged already.
    """
    last = next(iter(history.of_object(asking.db, "claim", number, limit=1)), None)
    if last is not None and last.expunged:
        raise CommandError("desk-expunged-already", number=str(number))
    line = None if last is None else last.after if last.after is not None else last.before
    if not isinstance(line, Claim):
        raise CommandError("no-such-claim", number=str(number))
    return line.text


def _goes(text: str, with_it: Touched) -> tuple[Row, ...]:
    """Returns what is to go: the claim, and by name whatever goes with it."""
    names = (*with_it.alone, *with_it.gone)
    named = tuple((message(f"object-{kind}"), called(line)) for kind, _, line in names)
    return ((message("object-claim"), text), *named, *_counts(with_it))


def _counts(with_it: Touched) -> tuple[Row, ...]:
    label = message("desk-expunge-with-it")
    names = len(with_it.alone) + len(with_it.gone)
    counts = {"relation": len(with_it.relations), "flag": with_it.flags, "name": names}
    return tuple(
        (label, message(f"desk-counted-{kind}", number=number)) for kind, number in counts.items() if number
    )


def _warnings(asking: Asking, account: Account, person: Member) -> list[Message]:
    found = [message("desk-forget-copies")]
    if len(person.accounts) > 1:
        found.insert(0, message("desk-forget-linked"))
    if account == asking.who.key:
        found.insert(0, message("desk-forget-yourself"))
    return found


def _forget_choice(asking: Asking, account: Account) -> None:
    """Forgets that somebody chose this desk for direct chats; what they chose of others is not ours."""
    registry = asking.where.registry
    if registry is not None and registry.chosen(*account) == asking.where.desk_name:
        registry.forget(*account)


def _adding(card: Card, *notes: Message) -> Card:
    return replace(card, notes=(*notes, *card.notes))
