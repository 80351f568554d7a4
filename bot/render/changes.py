"""What a revision did, in words: the line of a history, and the fields that changed below it."""

from dataclasses import dataclass

from bot.render.phrases import day_of, said, value_in_words
from bot.wording.dates import date_in_words
from bot.wording.wording import Wording
from commands.card import Change, Difference


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """One line of a history, and what stands below it."""

    line: str
    below: tuple[str, ...]


def change_words(change: Change, wording: Wording) -> ChangeWords:
    """Returns one change in words."""
    line = wording.say(
        "history-line",
        revision=str(change.revision),
        date=date_in_words(day_of(change.at), wording),
        what=said(change.what, wording),
        who=change.who,
    )
    if change.reason is not None:
        line = wording.say("history-because", line=line, reason=change.reason)
    return ChangeWords(line, tuple(_difference(each, wording) for each in change.differences))


def _difference(difference: Difference, wording: Wording) -> str:
    field = said(difference.field, wording)
    before, after = (
        None if value is None else value_in_words(value, wording)
        for value in (difference.before, difference.after)
    )
    if before is None:
        return wording.say("difference-new", field=field, after=after or "")
    if after is None:
        return wording.say("difference-gone", field=field, before=before)
    return wording.say("difference", field=field, before=before, after=after)
