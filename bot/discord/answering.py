"""What is done on Discord becomes a question to the core, and its Card is sent back."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

import discord

from bot.discord import passages
from bot.discord.forms import filled_in, form
from bot.discord.limits import SOON
from bot.discord.press import ANYBODY, Place, Press, mark
from bot.discord.refused import Refused
from bot.discord.sending import Manner, Sending
from bot.discord.slash import is_public
from bot.render.escape import harmless
from commands import grammar
from commands.ask import ask
from commands.asking import Given
from commands.card import Card, Next, message
from commands.catalogue import COMMANDS
from commands.command import Command
from commands.errors import CommandError
from commands.people import Person, Where
from storage.connection import DeskError
from storage.reads.suggest import Suggestion
from storage.settings import time_zone

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_LONG: Final = 1000


class Answering:
    """Answers slash commands, buttons, menus, forms, and what is chosen of a message."""

    def __init__(self, sending: Sending, changed: Callable[[str], None], soon: float = SOON) -> None:
        """Take what it works with.

        Args:
            sending: What sends answers.
            changed: Is told of each desk that a command may have changed.
            soon: Seconds after which a form can't be waited for any more.
        """
        self._sending = sending
        self._changed = changed
        self._soon = soon
        self._refused = Refused()

    async def asked(
        self, interaction: Interaction, command: Command, given: dict[str, str], *, private: bool = False
    ) -> None:
        """Answers a slash command, or shows the form that asks for what it lacks."""
        if (opened := _form_for(command, given)) is not None:
            await self._open(interaction, opened)
            return

        async def answer(who: Person, where: Where) -> Card:
            card = await command.answer(who, where, given, request=str(interaction.id))
            self._note(command, where)
            return replace(card, private=card.private or private)

        manner = Manner.ALONE if private else _manner(command)
        again = _again(command, given)
        await self._sending.answer(interaction, answer, manner, again, every=_is_of_every_desk(command))

    async def pressed(self, interaction: Interaction, press: Press, label: str) -> None:
        """Answers a button or menu; what belongs to somebody else only where all may see its answer."""
        read = _read(press.line)
        if press.line is None:
            await self.gone(interaction)
        elif press.owner not in (ANYBODY, interaction.user.id):
            if read is not None and is_public(read[0]):
                await self._ask(interaction, replace(press, place=Place.ASIDE))
            else:
                shown = harmless(press.line)[:_LONG]
                await self._sending.refuse(interaction, "discord-not-yours", line=shown)
        elif press.asks:
            typed = self._refused.texts(interaction.user.id, press.line)
            await self._open(interaction, _Opening(press, typed, label))
        else:
            await self._ask(interaction, press)

    async def filled(self, interaction: Interaction, press: Press) -> None:
        """Answers a form that was sent; what could not be carried out is offered to be filled in again."""
        read = _read(press.line)
        if read is None or press.line is None:
            await self.gone(interaction)
            return
        (command, given), line = read, press.line
        filled = filled_in(interaction.data or {})
        texts = _together(command, given, filled)

        async def answer(who: Person, where: Where) -> Card:
            if _is_of_another(press, where):
                return _OTHER_DESK
            card = await command.answer(who, where, texts, request=str(interaction.id))
            self._note(command, where)
            return self._refused.told(interaction.user.id, replace(press, line=line), filled, card)

        await self._sending.answer(interaction, answer, _placed(interaction, press.place, command))

    async def add_as_claim(self, interaction: Interaction, chosen: discord.Message) -> None:
        """Shows the form of a claim with what a message says: a draft for editors, else a proposal."""
        where = await self._sending.place(interaction)
        name, zone = "record draft", ZoneInfo("UTC")
        if isinstance(where, Where):
            zone = await where.desk.read(time_zone)
            if not await _may(COMMANDS[name], self._sending.person(interaction), where):
                name = "propose"
        passage = passages.of_message(chosen, zone, is_open=_is_open(interaction))
        line = COMMANDS[name].line_of({key: [text] for key, text in passage.fixed.items()})
        asks = tuple(passages.ASKED if passage.filled.get("quote") else passages.ASKED_UNQUOTED)
        desk = mark(where.desk_name) if isinstance(where, Where) else ""
        press = Press(line, ANYBODY, Place.BELOW, asks, desk)
        await self._open(interaction, _Opening(press, passage.filled, needed=passages.NEEDED))

    async def find_in_record(self, interaction: Interaction, chosen: discord.Message) -> None:
        """Shows whoever asks, alone, which claims a message is about."""
        text = passages.text_of(chosen)
        if not text.strip():
            await self._sending.refuse(interaction, "discord-no-text")
            return

        async def answer(who: Person, where: Where) -> Card:
            card = await COMMANDS["match"].answer(who, where, {"text": text}, request=str(interaction.id))
            return replace(card, private=True)

        await self._sending.answer(interaction, answer, Manner.ALONE)

    async def completed(
        self, interaction: Interaction, command: Command, name: str, typed: str
    ) -> list[Suggestion]:
        """Completes what was typed for an argument; what fails there is logged, and completes nothing."""
        try:
            where = await self._sending.place(interaction, every=_is_of_every_desk(command))
            if isinstance(where, Card):
                return []
            return await command.suggest(self._sending.person(interaction), where, name, typed)
        except Exception:
            log.exception("An argument could not be completed", extra={"command": command.name})
            return []

    async def stale(self, interaction: Interaction) -> None:
        """Tells somebody whose Discord still shows a command as it was before a change."""
        await self._sending.refuse(interaction, "discord-stale")

    async def gone(self, interaction: Interaction) -> None:
        """Tells somebody that what they pressed or filled in can't be read any more."""
        await self._sending.refuse(interaction, "discord-line-gone")

    async def broken(self, interaction: Interaction, reference: str) -> None:
        """Tells somebody that something failed on our side, and how it is found in the log."""
        await self._sending.refuse(interaction, "broken", reference=reference)

    async def finish(self, grace: float) -> None:
        """Waits until what is under way is answered, but no longer than *grace* seconds."""
        await self._sending.finish(grace)

    async def _ask(self, interaction: Interaction, press: Press) -> None:
        line, read = press.line or "", _read(press.line)
        alone = press.place is Place.ASIDE or _is_seen_alone(interaction)

        async def answer(who: Person, where: Where) -> Card:
            if _is_of_another(press, where):
                return _OTHER_DESK
            card = await ask(who, where, line, request=str(interaction.id))
            if read is not None:
                self._note(read[0], where)
            return replace(card, private=card.private or alone)

        if read is None:  # the core says what is wrong with it
            await self._sending.answer(interaction, answer, Manner.ALONE)
            return
        command, given = read
        manner, again = _placed(interaction, press.place, command), _next_of(command, command.line_of(given))
        await self._sending.answer(interaction, answer, manner, again, every=_is_of_every_desk(command))

    def _note(self, command: Command, where: Where) -> None:
        if command.writes:
            self._changed(where.desk_name)

    async def _open(self, interaction: Interaction, opening: "_Opening") -> None:
        """Shows the form that asks for what a line lacks; or why whoever asks may not have it."""
        press = opening.press
        read = _read(press.line)
        names = {argument.name for argument in read[0].arguments} if read else set()
        if read is None or not names.issuperset(press.asks):
            await self.gone(interaction)
            return
        command, given = read
        try:
            async with asyncio.timeout(self._soon):
                kept = await self._kept(interaction, command, given, press)
        except TimeoutError:
            await self._sending.refuse(interaction, "discord-slow")
            return
        if isinstance(kept, Card):
            await self._sending.answer(interaction, _known(kept), Manner.ALONE)
            return
        wording = self._sending.wording(interaction)
        title = opening.title or wording.say("discord-form-claim")
        made = form(command, press, title, {**kept, **opening.filled}, wording, opening.needed)
        await self._sending.show(interaction, made)

    async def _kept(
        self, interaction: Interaction, command: Command, given: Given, press: Press
    ) -> dict[str, str] | Card:
        """Returns the texts that a form holds already; or why whoever asks may not have it."""
        where = await self._sending.place(interaction)
        if isinstance(where, Card):
            return where
        if _is_of_another(press, where):
            return _OTHER_DESK
        try:
            return await command.kept_texts(self._sending.person(interaction), where, given)
        except CommandError as error:
            return error.card()
        except DeskError as error:
            return Card(message("desk-error", reason=str(error)), private=True, failed=True)


_OTHER_DESK: Final = Card(message("discord-other-desk"), private=True, failed=True)


def _is_of_another(press: Press, where: Where) -> bool:
    """Tells whether something was shown of another desk than the one that answers now."""
    return press.desk not in ("", mark(where.desk_name))


def _is_of_every_desk(command: Command) -> bool:
    """Tells whether a command is about all desks that somebody may choose from."""
    return command.name == "use"


def _is_open(interaction: Interaction) -> bool:
    """Tells whether everybody in the server can open a message of the channel."""
    guild, channel = interaction.guild, interaction.channel
    if guild is None or not interaction.is_guild_integration():
        return False
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return False
    everyone = guild.get_role(guild.id)  # there is none while the server is not known whole
    return everyone is not None and channel.permissions_for(everyone).view_channel


@dataclass(frozen=True, slots=True)
class _Opening:
    """A form to be shown.

    Attributes:
        press: The line that it is for, and what it asks.
        filled: What stands in it, beside what is kept.
        title: What it is called; a claim's if it is empty.
        needed: What must be filled in, beside what the command requires.
    """

    press: Press
    filled: Mapping[str, str]
    title: str = ""
    needed: Sequence[str] = ()


def _form_for(command: Command, given: Mapping[str, str]) -> _Opening | None:
    """Returns the form that asks for what a slash command was not given; None where nothing is asked."""
    dialog = command.dialog
    if dialog is None or dialog.unless in given or all(name in given for name in dialog.needs):
        return None
    target, fixed = _read(dialog.line) or (command, {})
    others = {name: texts for name, texts in _texts(command, given).items() if name not in dialog.asks}
    press = Press(target.line_of({**fixed, **others}), ANYBODY, Place.BELOW, dialog.asks)
    return _Opening(press, given, needed=dialog.needs) if press.fits else None


def _manner(command: Command) -> Manner:
    """Returns who sees the answers of a command: readers' questions are public."""
    return Manner.PUBLIC if is_public(command) else Manner.AS_IT_IS


def _placed(interaction: Interaction, place: Place, command: Command) -> Manner:
    """Returns who sees the answer to something that was pressed or filled in."""
    if _is_seen_alone(interaction):
        return Manner.INSTEAD if place is Place.INSTEAD else Manner.ALONE
    return Manner.ALONE if place is Place.ASIDE else _manner(command)


def _is_seen_alone(interaction: Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


def _again(command: Command, given: Mapping[str, str]) -> Next | None:
    """Returns how the rest of an answer is asked for; None where a command has no pages."""
    return _next_of(command, command.line_of(_texts(command, given)))


def _next_of(command: Command, line: str) -> Next | None:
    has_pages = any(argument.name == "page" for argument in command.arguments)
    return Next(line, "") if has_pages and line else None


def _texts(command: Command, given: Mapping[str, str]) -> dict[str, list[str]]:
    """Returns the values of arguments, of which some may have several with `;` between them."""
    many = {argument.name for argument in command.arguments if argument.arg.many}
    return {
        name: [part.strip() for part in text.split(";")] if name in many else [text]
        for name, text in given.items()
        if text.strip()
    }


def _read(line: str | None) -> tuple[Command, dict[str, list[str]]] | None:
    """Returns the command that a line asks, and the texts that it is given; None where it asks none."""
    try:
        name, rest = grammar.name_of(line or "", COMMANDS)
        return COMMANDS[name], grammar.split(rest, COMMANDS[name].slots)
    except grammar.GrammarError:
        return None


def _together(
    command: Command, given: Mapping[str, list[str]], filled: Mapping[str, str]
) -> dict[str, list[str]]:
    """Returns the texts of a line and of the form that was filled in for it.

    A field that was emptied takes away what was kept, where something is.
    """
    texts = {**given, **_texts(command, filled)}
    if command.kept is not None and command.kept.goes_on(texts):
        texts |= {name: [command.kept.nothing] for name, text in filled.items() if not text.strip()}
    return texts


def _known(card: Card) -> Any:
    async def answer(_: Person, __: Where) -> Card:
        return card

    return answer


async def _may(command: Command, who: Person, where: Where) -> bool:
    """Tells whether somebody's role is high enough for a command."""
    try:
        await command.kept_texts(who, where, {})
    except (CommandError, DeskError):
        return False
    return True
