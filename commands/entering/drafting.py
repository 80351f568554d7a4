"""What becomes of a claim that was put together: published, put into the queue, or kept as a draft."""

from commands.asking import Asking
from commands.card import Action, Card, Menu, Message, message
from commands.entering import doubts
from commands.entering.claim import Assembled
from commands.entering.typed import Typed
from commands.entering.writing import claim_card, one_claim, refusals, undoing, write
from commands.errors import CommandError
from storage import drafts
from storage.drafts import Draft
from storage.previewing import preview
from storage.reads.objects import row_of, topic_slug
from storage.vocabulary import ClaimKind, Verb, values

_ASKED = {
    "words": ("text", "by", "occurred", "stated", "topic"),
    "figure": ("figure",),
    "source": ("source", "publisher", "published", "title", "quote"),
    "relate": ("denies", "disputes", "confirms", "corroborates", "supersedes"),
}
"""What is on offer of a draft, and the arguments that are asked for it: a form of Discord has five."""


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
        actions=(undoing(asking),),
    )


def drafted(asking: Asking, found: Assembled, typed: Typed, draft: int | None, *, held: bool = False) -> Card:
    """Keeps what was typed as a draft, and shows how it will read and what is to be settled.

    Args:
        asking: The question.
        found: What was put together.
        typed: What it was put together of.
        draft: The number of the draft that it goes on with; None makes a new one.
        held: Whether it stays a draft when all is settled, rather than being published.

    Raises:
        CommandError: The record would refuse it.
    """
    with refusals():
        shown = preview(asking.db, found.steps, asking.author())
    given = as_shown(asking, found, typed)
    draft = drafts.keep(asking.db, asking.who.key, asking.at, given, draft)
    name = f"d{draft}"
    return Card(
        message("draft-title" if found.doubts else "draft-plain", draft=name),
        (*one_claim(shown), *doubts.blocks(found.doubts, name, held=held)),
        notes=(*found.echoes, message("draft-number", number=str(shown[0].number))),
        actions=_actions(name),
        menus=(_menu("kind", ClaimKind, name), _menu("verb", Verb, name)),
        private=True,
    )


def _actions(draft: str) -> tuple[Action, ...]:
    going_on = f"/record draft draft:{draft}"
    return (
        Action(message("draft-publish"), f"/record publish {draft}", replaces=True),
        *(Action(message(f"draft-{key}"), going_on, asks, replaces=True) for key, asks in _ASKED.items()),
        Action(message("draft-drop"), f"/record drop {draft}", replaces=True),
    )


def _menu(name: str, vocabulary: object, draft: str) -> Menu:
    """Returns one of the draft's arguments with the few values that it may have."""
    return Menu(
        message(f"draft-{name}"),
        tuple(
            Action(message("text", text=word), f"/record draft draft:{draft} {name}:{word}", replaces=True)
            for word in values(vocabulary)
        ),
    )


def as_shown(asking: Asking, found: Assembled, typed: Typed) -> dict[str, list[str]]:
    """Returns what was typed so that it reads the same later: `same` or "yesterday" would not.

    Args:
        asking: The question.
        found: What was put together.
        typed: What it was put together of.
    """
    given = {name: list(texts) for name, texts in asking.given.items()}
    days = {"occurred": typed.occurred, "stated": typed.stated, "published": typed.published}
    given |= {name: [read.edtf] for name, read in days.items() if read is not None}
    source, row = found.cited.source, row_of(asking.db, "source", found.cited.source.uid)
    if row is not None:
        given["source"] = [f"s{row}"]
    elif source.url is None:
        given["source"] = [f"{source.publisher}, {source.published}"]
    if "topic" not in given and found.claim.topics:
        slugs = (topic_slug(asking.db, uid) for uid in found.claim.topics)
        given["topic"] = [slug for slug in slugs if slug is not None]
    return given


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
