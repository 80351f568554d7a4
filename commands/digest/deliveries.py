"""`digest deliveries`: which messages are where on their way, and what is to be done with those given up."""

from commands.arguments import PageArg
from commands.asking import Asking
from commands.card import Action, Card, Entry, Listing, Message, Next, message
from commands.declaring import COMMANDS, command
from commands.digest.arguments import MessageArg
from commands.errors import CommandError
from commands.people import Role
from storage import outbox

_PAGE = 15
_OFFERED = 5


@command(group="digest", role=Role.ADMIN, writes=True)
def deliveries(asking: Asking, *, resend: MessageArg | None = None, page: PageArg | None = None) -> Card:
    """Lists the messages of digests: sent, waiting, failed, or unknown whether they arrived.

    One that is unknown is never sent again of its own accord: look into its channel, and resend it if it is
    not there.

    Examples:
    /digest deliveries
    """
    if resend is not None:
        return _resent(asking, resend)
    found = outbox.messages(asking.db, limit=_PAGE + 1, below=page)
    shown = found[:_PAGE]
    if not shown:
        return Card(message("digest-deliveries-none" if page is None else "no-more"), private=True)
    return Card(
        message("digest-deliveries"),
        (Listing(None, tuple(map(_entry, shown))),),
        next=Next(asking.line, str(shown[-1].id)) if len(found) > _PAGE else None,
        actions=tuple(_resending(each) for each in shown if each.state in ("unknown", "failed"))[:_OFFERED],
        private=True,
    )


def _resent(asking: Asking, number: int) -> Card:
    if not outbox.resend(asking.db, number, asking.at):
        raise CommandError("digest-not-given-up", number=str(number))
    return Card(message("digest-resent", number=str(number)), private=True)


def _entry(each: outbox.Message) -> Entry:
    told = message(
        "digest-delivery",
        digest=each.digest,
        at=each.at,
        channel=f"{each.platform}:{each.channel}",
        state=_state(each),
    )
    return Entry(f"{each.id}", told, None, "", cursor=str(each.id))


def _state(each: outbox.Message) -> Message:
    state = message(f"digest-state-{each.state}")
    if each.fault is None or each.state == "sent":
        return state
    return message("digest-state-because", state=state, fault=each.fault, attempts=str(each.attempts))


def _resending(each: outbox.Message) -> Action:
    line = COMMANDS["digest deliveries"].line_of({"resend": [str(each.id)]})
    return Action(message("digest-do-resend", number=str(each.id)), line)
