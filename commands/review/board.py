"""The review queue in a channel: front ends fetch what is to be shown there, show it, and say that they did.

What waits is a message with its buttons; once it is settled, by whomever and wherever, the message says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from commands.card import Card, ClaimLine, message
from commands.entering.writing import one_claim
from commands.review.showing import block_of, offers
from storage import queue_posts
from storage.desk import Desk
from storage.notices import leave, notices_for
from storage.queue_posts import QueuePost
from storage.reads.claims import load
from storage.reads.objects import revision_of
from storage.reads.queue import Waiting
from storage.settings import set_by, setting

_PARTED = ":"
_UNREACHABLE = "notice-review-unreachable"


@dataclass(frozen=True, slots=True)
class New:
    """Something that waits and is to be shown.

    Attributes:
        waiting: What waits.
        revision: The newest revision of its claim.
        card: How it is shown.
    """

    waiting: Waiting
    revision: int
    card: Card

    @property
    def key(self) -> str:
        """Names it within its desk, the same at each try."""
        return f"q{self.waiting.number}.{self.waiting.flag or 0}.{self.revision}"


@dataclass(frozen=True, slots=True)
class Changed:
    """A message that shows what is no more so.

    Attributes:
        post: The message.
        revision: The newest revision of its claim; None where it was settled.
        card: What it is to show.
    """

    post: QueuePost
    revision: int | None
    card: Card


@dataclass(frozen=True, slots=True)
class Board:
    """What is to be done so that a desk's channel shows its queue.

    Attributes:
        channel: The channel; None where the desk has none on this platform.
        language: The desk's language.
        new: What is to be posted there, the oldest first.
        changed: Messages that are to be edited, in that channel or one before it.
        shown: All messages that show what waits.
    """

    channel: str | None
    language: str
    new: tuple[New, ...]
    changed: tuple[Changed, ...]
    shown: tuple[QueuePost, ...]


async def board(desk: Desk, platform: str) -> Board:
    """Returns what is to be done on a platform so that a desk's queue is shown as it is.

    Raises:
        DeskError: The desk's file can't be read.
    """
    return await desk.read(lambda db: _board(db, platform))


async def posted(desk: Desk, platform: str, channel: str, sent: str, new: New) -> None:
    """Keeps that a message was sent.

    Raises:
        DeskError: The desk's file can't be written.
    """
    await desk.write(lambda db: queue_posts.keep(db, platform, channel, sent, new.waiting, new.revision))


async def edited(desk: Desk, changed: Changed) -> None:
    """Keeps that a message was edited.

    Raises:
        DeskError: The desk's file can't be written.
    """
    post, revision = changed.post.id, changed.revision
    if revision is None:
        await desk.write(lambda db: queue_posts.close(db, post))
    else:
        await desk.write(lambda db: queue_posts.renewed(db, post, revision))


async def gone(desk: Desk, post: QueuePost) -> None:
    """Keeps that a message is gone: what it shows is posted anew if it still waits.

    Raises:
        DeskError: The desk's file can't be written.
    """
    await desk.write(lambda db: queue_posts.close(db, post.id))


async def approving(desk: Desk, platform: str, sent: str) -> str | None:
    """Returns the line that approves what a message shows, if it waits; for front ends without buttons.

    Raises:
        DeskError: The desk's file can't be read.
    """

    def find(db: Database) -> str | None:
        post = next((each for each in queue_posts.open_posts(db, platform) if each.message == sent), None)
        waiting = None if post is None else queue_posts.what_waits(db, post)
        offered = () if waiting is None else offers(db, waiting)
        return next((each.line for each in offered if not each.asks), None)

    return await desk.read(find)


async def unreachable(desk: Desk, channel: str, at: str) -> None:
    """Leaves word for whoever chose the channel that nothing can be posted there.

    Raises:
        DeskError: The desk's file can't be written.
    """

    def tell(db: Database) -> None:
        chose = set_by(db, "review")
        fields = {"channel": channel}
        if chose is None or any(
            (each.message, each.fields) == (_UNREACHABLE, fields) for each in notices_for(db, chose)
        ):
            return
        leave(db, chose, at, _UNREACHABLE, fields)

    await desk.write(tell)


def _board(db: Database, platform: str) -> Board:
    there, _, channel = setting(db, "review").partition(_PARTED)
    shown = queue_posts.open_posts(db, platform)
    changed = [found for post in shown if (found := _changed(db, post))]
    mine = channel if there == platform else None
    waiting = queue_posts.to_post(db, platform, mine) if mine else ()
    return Board(mine, setting(db, "language"), tuple(_new(db, waiting)), tuple(changed), shown)


def _new(db: Database, waiting: Iterable[Waiting]) -> Iterator[New]:
    for each in waiting:
        card, revision = _card(db, each), revision_of(db, each.number)
        if card is not None and revision is not None:
            yield New(each, revision, card)


def _card(db: Database, each: Waiting) -> Card | None:
    """Returns how something that waits is shown; None where its claim is gone."""
    claims = load(db, (each.number,))
    if not claims:
        return None
    title = message(f"queue-post-{each.kind}", number=str(each.number))
    return Card(title, (block_of(each, ClaimLine(claims[0])),), actions=offers(db, each))


def _changed(db: Database, post: QueuePost) -> Changed | None:
    """Returns how a message is to be edited; None where it shows what is so."""
    waiting = queue_posts.what_waits(db, post)
    if waiting is None:
        return Changed(post, None, _settled(db, post))
    revision = revision_of(db, post.number)
    if revision is None or revision <= post.revision:
        return None
    card = _card(db, waiting)
    return None if card is None else Changed(post, revision, card)


def _settled(db: Database, post: QueuePost) -> Card:
    """Returns what is told of something that waits no more; of a claim that is gone, no word of it."""
    claims = load(db, (post.number,))
    number = str(post.number)
    if not claims:
        return Card(message("queue-post-gone", number=number))
    if post.flag is not None:
        return Card(message("queue-post-closed", flag=f"f{post.flag}", number=number), one_claim(claims))
    status = message(f"status-{claims[0].status}")
    return Card(message("queue-post-settled", number=number, status=status), one_claim(claims))
