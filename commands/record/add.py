"""`record add` and `record draft`: a claim comes in, published where all is plain, or as a draft."""

from dataclasses import replace

from commands.asking import Asking, Given
from commands.card import Card
from commands.declaring import COMMANDS, command
from commands.entering.arguments import NONE, DraftArg, TextArg
from commands.entering.claim import Assembled, assemble
from commands.entering.drafting import drafted, newest_draft, published_card
from commands.entering.typed import NOTHING_TYPED, Typed
from commands.errors import CommandError
from commands.people import Role
from commands.signature import Dialog, Kept
from storage import drafts


def _goes_on(given: Given) -> bool:
    return "text" not in given or "draft" in given


def _of_draft(asking: Asking, given: Given) -> Given:
    """Returns what is kept of the draft that a line names; nothing where it names none."""
    if "draft" not in given:
        return {}
    number = COMMANDS["record draft"].values(asking, {"draft": given["draft"]})["draft"]
    found = newest_draft(asking, number)
    return {} if found is None else found.given


_KEPT = Kept(_goes_on, _of_draft, NONE)
_DIALOG = Dialog(
    needs=("text", "source"),
    unless="draft",
    asks=("text", "source", "by", "occurred", "topic"),
    line="/record draft",
)


@command(group="record", role=Role.EDITOR, writes=True, dialog=_DIALOG, kept=_KEPT)
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
    Without a text it goes on with your newest draft, or the one you name; `none` takes a value off it.

    Examples:
    /record add Russia has regained all of Kursk region. source:https://example.org/a published:2025-04-28
    /record add Fighting goes on near the border. source:same by:Ukraine denies:#7
    """
    number = None
    if text is None or draft is not None:
        asking, text, typed, number = _going_on(asking, draft)
    found = assemble(asking, text, typed)
    if found.doubts:
        return drafted(asking, found, typed, number)
    if number is not None:
        drafts.drop(asking.db, number)
    return published_card(asking, found)


@command(group="record", role=Role.EDITOR, writes=True, kept=_KEPT)
def draft(
    asking: Asking,
    text: TextArg | None = None,
    *,
    typed: Typed = NOTHING_TYPED,
    draft: DraftArg | None = None,
) -> Card:
    """Puts a claim together as a draft, and shows how it will read; nothing is published yet.

    It takes what `record add` takes. Without a text it goes on with your newest draft, or the one you name;
    `none` takes a value off it.

    Examples:
    /record draft Fighting goes on near the border. source:https://example.org/a published:2025-04-28
    """
    number = None
    if text is None or draft is not None:
        asking, text, typed, number = _going_on(asking, draft)
    return drafted(asking, assemble(asking, text, typed), typed, number, held=True)


def _going_on(asking: Asking, number: int | None) -> tuple[Asking, str | None, Typed, int]:
    """Adds what was typed to a draft, which is then judged anew and keeps its number.

    Returns:
        The question with all the texts of the draft; its sentence; what else was typed; the draft's number.
    """
    found = newest_draft(asking, number)
    if found is None:
        raise CommandError("still-needed-text")
    texts = _KEPT.values({**found.given, **asking.given, "draft": [f"d{found.id}"]})
    merged = {name: text for name, text in texts.items() if name != "draft"}
    values = COMMANDS["record add"].values(asking, merged)
    return replace(asking, given=merged), values.get("text"), values["typed"], found.id


def assembled(asking: Asking, given: Given) -> Assembled:
    """Returns a draft's claim, put together anew.

    Raises:
        CommandError: It can't be any more.
    """
    asking = replace(asking, given=given)
    values = COMMANDS["record add"].values(asking, given)
    return assemble(asking, values.get("text"), values["typed"])
