"""What is written in rooms becomes a question to the core, and its Card is sent back."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

import msgspec

from bot.matrix.asker import PLATFORM, Desks
from bot.matrix.http import NotLoggedIn, Refused, Unreachable
from bot.matrix.layout import Message, lay_out, notice
from bot.matrix.markup import NOTHING, Said, tagged, words
from bot.matrix.pieces import Speech
from bot.matrix.reading import Asked, Reader, command_of
from bot.matrix.remembering import Answers
from bot.matrix.rooms import Room, Rooms
from bot.matrix.sending import Sending, transaction
from bot.matrix.store import Answer
from bot.wording.wording import Wording
from commands import grammar
from commands.ask import ask
from commands.card import Card, Next, message
from commands.catalogue import COMMANDS
from commands.notices import told, waiting_for
from commands.people import Person, Role, Where
from storage.channels import answers_in
from storage.connection import DeskError

log = logging.getLogger(__name__)

MORE: Final = "\u25b6\ufe0f"
"""The sign of the next page."""

ASIDE: Final = "\u2709\ufe0f"
"""The sign that somebody was answered in a direct chat."""

APPROVE: Final = "\u2705"
"""The sign that approves what waits."""

_CARRIED_OUT: Final = "carried-out-before"
_BARE: Final = str.maketrans("", "", "\ufe0e\ufe0f")
"""Signs come with and without the mark that asks for their colours."""


@dataclass(frozen=True, slots=True)
class _Question:
    """Something that somebody asked.

    Attributes:
        event: The event that asks.
        user: Who.
        room: Where, and where the answer goes.
        asked_in: Whose desk is asked.
        thread: The thread that it was asked in.
    """

    event: str
    user: str
    room: Room
    asked_in: Room
    thread: str | None = None


class Queue(Protocol):
    """What keeps the review queue, as `bot.matrix.reviewing.Reviewing` does."""

    def changed(self, desk: str) -> None:
        """Is told of each desk that a command may have changed."""
        ...

    async def approving(self, where: Where, message: str) -> str | None:
        """Returns the line that approves what a message shows."""
        ...


class Answering:
    """Answers messages, their edits, and reactions."""

    def __init__(
        self,
        user: str,
        rooms: Rooms,
        desks: Desks,
        sending: Sending,
        answers: Answers,
        wording: Wording,
        queue: Queue,
    ) -> None:
        """Take what answers are made and sent with.

        Args:
            user: The bot's id.
            rooms: The rooms that it is in.
            desks: Which desk answers where.
            sending: What sends.
            answers: What may still be done with which answer.
            wording: The language of answers.
            queue: The review queue.
        """
        self._user = user
        self._rooms = rooms
        self._desks = desks
        self._sending = sending
        self._answers = answers
        self._wording = wording
        self._speech = Speech(wording)
        self._queue = queue

    async def take(self, room: Room, event: Mapping[str, Any]) -> None:
        """Answers an event if it asks for that; what fails for good is logged, and passed.

        Raises:
            NotLoggedIn: The homeserver does not accept the token.
            Unreachable: The homeserver can't be asked: the event is to be taken again.
        """
        content = event.get("content")
        sender = event.get("sender")
        if not isinstance(content, Mapping) or not isinstance(sender, str) or sender == self._user:
            return
        try:
            relation = content.get("m.relates_to")
            relation = relation if isinstance(relation, Mapping) else {}
            if event.get("type") == "m.reaction":
                await self._reacted(room, event, relation)
            elif event.get("type") == "m.room.message" and relation.get("rel_type") == "m.replace":
                await self._edited(room, event, str(relation.get("event_id")))
            elif event.get("type") == "m.room.message":
                await self._written(room, event, content, relation)
        except (NotLoggedIn, Unreachable):
            raise
        except Refused as error:
            log.warning("An answer could not be sent to the room %s: %s", room.id, error)
        except Exception:
            # What this event broke, the next may not.
            log.exception("An event of Matrix failed", extra={"reference": secrets.token_hex(4)})

    # What is written

    async def _written(
        self, room: Room, event: Mapping[str, Any], content: Mapping[str, Any], relation: Mapping[str, Any]
    ) -> None:
        asked = self._reader(room).read(content)
        if asked is None:
            return
        root = relation.get("event_id") if relation.get("rel_type") == "m.thread" else None
        thread = root if isinstance(root, str) else None
        question = _Question(
            str(event["event_id"]), str(event["sender"]), room, self._asked_in(room, event, relation), thread
        )
        if asked.is_next:
            await self._next(question)
            return
        where, card = await self._card(question, asked)
        await self._answer(question, asked, where, card)

    def _asked_in(self, room: Room, event: Mapping[str, Any], relation: Mapping[str, Any]) -> Room:
        """Returns the room whose desk is asked: a reply to a private answer goes on where that was asked."""
        replied = relation.get("m.in_reply_to")
        to = replied.get("event_id") if isinstance(replied, Mapping) else None
        before = self._answers.of_answer(str(to)) if to else None
        if before is None or before.asker != event["sender"] or before.asked_in not in self._rooms:
            return room
        return self._rooms.room(before.asked_in)

    async def _next(self, question: _Question) -> None:
        before = self._answers.last_of(question.room.id, question.user, question.thread)
        if before is None or before.following is None:
            await self._reply(question, notice(self._wording.say("matrix-no-next")))
            return
        await self._turn(before, question.user, question.event)

    # What is done with an answer

    async def _reacted(self, room: Room, event: Mapping[str, Any], relation: Mapping[str, Any]) -> None:
        sign = str(relation.get("key", "")).translate(_BARE)
        to, user, own = str(relation.get("event_id")), str(event["sender"]), str(event["event_id"])
        if sign == APPROVE.translate(_BARE):
            await self._approved(_Question(own, user, room, room), to)
        elif sign == MORE.translate(_BARE):
            before = self._answers.of_answer(to)
            # An answer belongs to whoever asked: nobody turns the page that another reads.
            if before is not None and before.following is not None and before.asker == user:
                await self._turn(before, user, own)

    async def _approved(self, question: _Question, post: str) -> None:
        where = await self._place(question)
        if isinstance(where, Card) or (line := await self._queue.approving(where, post)) is None:
            return
        asked = Asked(line.lstrip("/"))
        where_, card = await self._card(question, asked)
        if card.failed:
            await self._answer(question, asked, where_, replace(card, private=True))

    async def _turn(self, before: Answer, user: str, event: str) -> None:
        """Puts the next page in the place of an answer."""
        if before.room not in self._rooms or before.asked_in not in self._rooms or not before.following:
            return
        room = self._rooms.room(before.room)
        question = _Question(event, user, room, self._rooms.room(before.asked_in), before.thread)
        asked = Asked(before.following.lstrip("/"))
        _, card = await self._card(question, asked)
        laid_out = self._laid_out(card, asked)
        content = {**laid_out.content(), **_related(before.command, before.thread)}
        await self._sending.edit(room, before.event, content, transaction("page", event))
        # A failure is shown, and the page may be tried again.
        if not card.failed:
            self._answers.keep(_with(before, following=laid_out.following))

    async def _edited(self, room: Room, event: Mapping[str, Any], original: str) -> None:
        before = self._answers.of_command(original)
        content = event["content"].get("m.new_content")
        if before is None or before.asker != event["sender"] or not isinstance(content, Mapping):
            return
        asked = self._reader(room).read(content)
        own = str(event["event_id"])
        answered = self._rooms.room(before.room)
        question = _Question(own, before.asker, answered, self._rooms.room(before.asked_in), before.thread)
        if before.writes or (asked is not None and _writes(asked)):
            await self._reply(
                replace(question, event=original, room=room),
                notice(self._wording.say("matrix-edited-writing")),
                about=own,
            )
        elif asked is not None and not asked.is_next:
            _, card = await self._card(question, asked)
            laid_out = self._laid_out(card, asked)
            content = {**laid_out.content(), **_related(before.command, before.thread)}
            await self._sending.edit(answered, before.event, content, transaction("anew", own))
            self._answers.keep(_with(before, line=asked.line, following=laid_out.following))

    # Answers

    async def _place(self, question: _Question) -> Where | Card:
        room = question.asked_in
        try:
            # Whoever was taken out of a room asks its desk no more from their direct chat.
            is_in = room is question.room or await self._desks.is_in(room, question.user)
            where = await self._desks.where(room, question.user) if is_in else None
        except DeskError as error:
            return Card(message("desk-error", reason=str(error)), private=True, failed=True)
        return where or Card(message("matrix-no-desk"), private=True, failed=True)

    async def _card(self, question: _Question, asked: Asked) -> tuple[Where | None, Card]:
        where = await self._place(question)
        if isinstance(where, Card):
            return None, where
        who = self._desks.person(question.asked_in, question.user)
        if asked.given is not None:
            card = await COMMANDS[asked.line].answer(who, where, asked.given, request=question.event)
        else:
            card = await ask(who, where, asked.line, request=question.event)
        if _writes(asked):
            self._queue.changed(where.desk_name)
        if card.private and await self._may_be_seen(asked, card, where):
            card = replace(card, private=False)
        return where, card

    async def _may_be_seen(self, asked: Asked, card: Card, where: Where) -> bool:
        """Tells whether an answer is told where it was asked though it is meant for one alone.

        A reader's failure repeats their own words at most. That a command was carried out before is told by
        a bot that was killed amid it: its answer would have been for all.
        """
        command = COMMANDS.get(command_of(asked.line) or "")
        is_readers = command is None or not (command.writes or command.role > Role.READER)
        if not (card.title.key == _CARRIED_OUT or (card.failed and is_readers)):
            return False
        try:
            answers = await where.desk.read(lambda db: answers_in(db, PLATFORM, where.channel))
        except DeskError:
            return True
        return answers == "public"

    async def _answer(self, question: _Question, asked: Asked, where: Where | None, card: Card) -> None:
        aside = card.private and not self._rooms.is_direct(question.room)
        if aside:
            room = await self._sending.direct(question.user, encrypted=question.room.encrypted)
            opening = tagged("em", words(self._wording.say("matrix-from", room=question.room.id)))
            sent_in = replace(question, room=room, thread=None)
            sent = await self._send(sent_in, asked, card, opening, reply=False)
            await self._sending.react(
                question.room, question.event, ASIDE, transaction("aside", question.event)
            )
        else:
            sent = await self._send(question, asked, card, NOTHING, reply=True)
        if sent.following is not None:
            room = self._rooms.room(sent.room)
            await self._sending.react(room, sent.event, MORE, transaction("more", question.event))
        if where is not None and card.notices:
            await self._tell(question, self._desks.person(question.asked_in, question.user), where)

    async def _send(
        self, question: _Question, asked: Asked, card: Card, opening: Said, *, reply: bool
    ) -> Answer:
        laid_out = self._laid_out(card, asked, opening)
        related = _related(question.event, question.thread) if reply else {}
        name = transaction("answer", question.event)
        event = await self._sending.message(question.room, {**laid_out.content(), **related}, name)
        answer = Answer(
            room=question.room.id,
            event=event,
            command=question.event,
            asker=question.user,
            line=asked.line,
            asked_in=question.asked_in.id,
            thread=question.thread,
            following=laid_out.following,
            writes=_writes(asked),
        )
        self._answers.keep(answer)
        return answer

    async def _reply(self, question: _Question, said: Message, about: str | None = None) -> None:
        content = {**said.content(), **_related(question.event, question.thread)}
        await self._sending.message(question.room, content, transaction("reply", about or question.event))

    async def _tell(self, question: _Question, who: Person, where: Where) -> None:
        """Tells whoever asked what waits for them, after their answer and to them alone."""
        try:
            for number, card in await waiting_for(who, where):
                room = await self._sending.direct(question.user, encrypted=question.room.encrypted)
                content = lay_out(card, None, self._speech).content()
                name = transaction("told", where.desk_name, str(number))
                await self._sending.message(room, content, name)
                await told(where, number)
        except DeskError as error:
            log.warning("What waits for somebody could not be told: %s", error)

    def _laid_out(self, card: Card, asked: Asked, opening: Said = NOTHING) -> Message:
        try:
            return lay_out(card, _again(asked), self._speech, opening)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("An answer could not be laid out", extra={"reference": reference})
            return notice(self._wording.say("broken", reference=reference))

    def _reader(self, room: Room) -> Reader:
        local = self._user[1:].partition(":")[0]
        names = (
            room.names.get(self._user, local),
            f"@{room.names.get(self._user, local)}",
            f"@{local}",
            local,
        )
        return Reader(self._user, names, self._rooms.is_direct(room))


def _writes(asked: Asked) -> bool:
    command = COMMANDS.get(command_of(asked.line) or "")
    return command is not None and command.writes


def _again(asked: Asked) -> Next | None:
    """Returns how the rest of an answer is asked for; None where a command has no pages."""
    name = command_of(asked.line)
    if name is None or not any(argument.name == "page" for argument in COMMANDS[name].arguments):
        return None
    command = COMMANDS[name]
    try:
        _, rest = grammar.name_of(asked.line, COMMANDS)
        given = {key: [text] for key, text in asked.given.items()} if asked.given is not None else None
        line = command.line_of(grammar.split(rest, command.slots) if given is None else given)
    except grammar.GrammarError:
        return None
    return Next(line, "") if line else None


def _related(event: str, thread: str | None) -> dict[str, Any]:
    """Returns how an answer refers to what it answers, in the thread of that."""
    reply = {"m.in_reply_to": {"event_id": event}}
    if thread is None:
        return {"m.relates_to": reply}
    return {"m.relates_to": {"rel_type": "m.thread", "event_id": thread, "is_falling_back": False, **reply}}


def _with(answer: Answer, **changed: Any) -> Answer:
    return msgspec.structs.replace(answer, **changed)
