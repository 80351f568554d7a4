"""`record add`: a claim comes in; at once where all is plain, else as a draft that shows what to settle."""

from dataclasses import replace

from commands.card import Card
from commands.command import Asking
from commands.declaring import COMMANDS, command
from commands.entering.arguments import DraftArg, TextArg
from commands.entering.claim import assemble
from commands.entering.drafting import drafted, newest_draft, published_card
from commands.entering.typed import NOTHING_TYPED, Typed
from commands.errors import CommandError
from commands.people import Role
from storage import drafts


@command(group="record", role=Role.EDITOR, writes=True)
def add(
    asking: Asking,
    text: TextArg | None = None,
    *,
    typed: Typed = NOTHING_TYPED,
    draft: DraftArg | None = None,
) -> Card:
    """Adds a claim; only its text and its source are needed.

    Left out, `by` is the publisher, `verb` is says, `stated` is the source's date and `topic` the channel's;
    figures and a date are read from the text. Where something is doubtful a draft shows what to settle.
    Without a text it goes on with your newest draft, or the one you name.

    Examples:
    /record add Russia has regained all of Kursk region. source:https://example.org/a published:2025-04-28
    /record add Fighting goes on near the border. source:same by:Ukraine denies:#7
    """
    if text is None or draft is not None:
        return _going_on(asking, draft)
    return _entered(asking, text, typed, None)


def _going_on(asking: Asking, number: int | None) -> Card:
    """Adds what was typed to a draft, which is then judged anew and keeps its number."""
    draft = newest_draft(asking, number)
    if draft is None:
        raise CommandError("still-needed-text")
    typed = {name: texts for name, texts in asking.given.items() if name != "draft"}
    merged = {**draft.given, **typed}
    values = COMMANDS["record add"].values(asking, merged)
    return _entered(replace(asking, given=merged), values.get("text"), values["typed"], draft.id)


def _entered(asking: Asking, text: str | None, typed: Typed, draft: int | None) -> Card:
    found = assemble(asking, text, typed)
    if found.doubts:
        return drafted(asking, found, typed, draft)
    if draft is not None:
        drafts.drop(asking.db, draft)
    return published_card(asking, found)
