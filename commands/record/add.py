"""`record add`: a claim comes in; at once where all is plain, else as a draft that shows what to settle."""

from dataclasses import replace

from commands.card import Card
from commands.command import Asking
from commands.declaring import COMMANDS, command
from commands.entering.arguments import TextArg
from commands.entering.claim import assemble
from commands.entering.drafting import drafted, newest_draft, published_card
from commands.entering.typed import NOTHING_TYPED, Typed
from commands.errors import CommandError
from commands.people import Role
from storage import drafts


@command(group="record", role=Role.EDITOR, writes=True)
def add(asking: Asking, text: TextArg | None = None, *, typed: Typed = NOTHING_TYPED) -> Card:
    """Adds a claim; only its text and its source are needed.

    Left out, `by` is the publisher, `verb` is says, `stated` is the source's date and `topic` the channel's;
    figures and a date are read from the text. Where something is doubtful a draft shows what to settle.
    Without a text it goes on with your newest draft.

    Examples:
    /record add Russia has regained all of Kursk region. source:https://example.org/a published:2025-04-28
    /record add Fighting goes on near the border. source:same by:Ukraine denies:#7
    """
    if text is None:
        return _going_on(asking)
    found = assemble(asking, text, typed)
    return drafted(asking, found) if found.doubts else published_card(asking, found)


def _going_on(asking: Asking) -> Card:
    """Adds what was typed to the newest draft, which is then judged anew."""
    draft = newest_draft(asking)
    if draft is None:
        raise CommandError("still-needed-text")
    merged = {**draft.given, **asking.given}
    drafts.drop(asking.db, draft.id)
    made = COMMANDS["record add"]
    return made.run(replace(asking, given=merged), **made.values(asking, merged))
