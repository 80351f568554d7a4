"""How something that waits is shown, and what an editor may do with it."""

from sqlite_utils import Database

from commands.card import Action, Block, ClaimLine, Claims, message
from storage.reads.objects import revision_of
from storage.reads.queue import Waiting


def block_of(each: Waiting, line: ClaimLine) -> Block:
    """Returns the claim that waits, or is doubted, below whose matter it is and since when."""
    day = each.at[:10]
    if each.kind == "proposal":
        return Claims(message("queue-proposed", who=each.account.account, at=day), (line,))
    heading = message(
        "queue-flagged", flag=f"f{each.flag}", who=each.account.account, at=day, reason=each.reason or ""
    )
    return Claims(heading, (line,))


def offers(db: Database, each: Waiting) -> tuple[Action, ...]:
    """Returns what an editor may do with it."""
    number = str(each.number)
    if each.kind == "flag":
        label = message("queue-close", flag=f"f{each.flag}")
        return (Action(label, f"/review close f{each.flag}", asks=("reason",)),)
    read = revision_of(db, each.number)
    return (
        Action(message("queue-approve", number=number), f"/review approve #{number} seen:r{read}"),
        Action(message("queue-reject", number=number), f"/review reject #{number}", asks=("reason",)),
    )
