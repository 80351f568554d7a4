"""A message of a digest as a Card, which every platform renders in its own way."""

from commands.card import Action, Card, ClaimLine, Claims, Date, Message, Names, message
from commands.declaring import COMMANDS
from storage.posts import Post, Told


def card_of(post: Post) -> Card:
    """Returns what a message of a digest shows."""
    blocks = tuple(
        Claims(message(f"digest-{each.outcome}"), tuple(map(_line, each.claims))) for each in post.sections
    )
    return Card(_title(post), blocks, notes=_notes(post), actions=_actions(post))


def _title(post: Post) -> Message:
    if post.kind == "correction":
        return message("digest-correction")
    if post.heading:
        title = message("text", text=post.heading)
    elif post.title:
        title = message("digest-title", topic=post.title, date=Date(post.day))
    else:
        title = message("digest-title-all", date=Date(post.day))
    if post.parts == 1:
        return title
    return message("digest-part", title=title, part=str(post.part), parts=str(post.parts))


def _line(told: Told) -> ClaimLine:
    return ClaimLine(told.claim, change=message("text", text=told.reason) if told.reason else None)


def _notes(post: Post) -> tuple[Message, ...]:
    notes = []
    if post.more:
        notes.append(message("digest-more", number=post.more))
    if post.gone:
        notes.append(message("digest-gone", numbers=Names(tuple(f"#{number}" for number in post.gone))))
    return tuple(notes)


def _actions(post: Post) -> tuple[Action, ...]:
    """Returns what readers may ask below it. There is always something: a message is known by its button."""
    since = {"since": f"r{post.after}"}
    if post.kind == "digest" and post.slug is not None:
        since["topic"] = post.slug
    return (Action(message("digest-open"), COMMANDS["changes"].line(**since)),)
