"""What becomes of a claim that was put together: published, put into the queue, or kept as a draft."""

from commands.card import Action, Card, Message, message
from commands.command import Asking
from commands.entering import doubts
from commands.entering.claim import Assembled
from commands.entering.writing import claim_card, one_claim, refusals, undoing, write
from commands.errors import CommandError
from storage import drafts
from storage.drafts import Draft
from storage.previewing import preview
from storage.settings import setting
from storage.vocabulary import Status


def published_card(asking: Asking, found: Assembled, notes: tuple[Message, ...] = ()) -> Card:
    """Writes a claim and all that comes with it, and shows it.

    Raises:
        CommandError: The record refuses it.
    """
    written = write(asking, found.steps)
    number = written.rows[found.lines.index(found.claim)]
    waits = found.claim.status == "proposed"
    return claim_card(
        asking,
        message("record-waits" if waits else "record-added", number=str(number)),
        number,
        notes=(*found.echoes, *notes),
        actions=(undoing(),),
    )


def drafted(asking: Asking, found: Assembled) -> Card:
    """Keeps what was typed as a draft, and shows how it will read and what is to be settled.

    Raises:
        CommandError: The record would refuse it.
    """
    with refusals():
        shown = preview(asking.db, found.steps, asking.author())
    draft = drafts.keep(asking.db, asking.member.accounts[0], asking.at, asking.given)
    return Card(
        message("draft-title", draft=f"d{draft}"),
        (*one_claim(shown), *doubts.blocks(found.doubts)),
        notes=(*found.echoes, message("draft-number", number=str(shown[0].number))),
        actions=(
            Action(message("draft-publish"), "/record publish"),
            Action(message("draft-drop"), "/record drop"),
        ),
        private=True,
    )


def newest_draft(asking: Asking, number: int | None = None) -> Draft | None:
    """Returns the asker's newest draft, or the one of this number; None where there is none.

    Raises:
        CommandError: A number was given, and they have no such draft.
    """
    own = drafts.drafts_of(asking.db, asking.member.accounts)
    if number is None:
        return own[0] if own else None
    for draft in own:
        if draft.id == number:
            return draft
    raise CommandError("no-such-draft", draft=f"d{number}")


def status_of(asking: Asking, kind: str) -> Status:
    """Returns what a new claim of a kind is: proposed where the desk wants a second person for the kind."""
    return "proposed" if kind in setting(asking.db, "second_person").split() else "published"
