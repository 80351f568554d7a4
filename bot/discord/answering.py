"""A question from Discord becomes an answer there: in time, to the right eyes, once, and never in silence.

Discord waits three seconds for a first answer. What is ready soon is answered at once; else the answer is put
off, and from then on can't change between public and private: so the command's kind decides which it is.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any, Final

import aiohttp
import discord

from bot.discord.asker import Servers, person
from bot.discord.layout import lay_out, notice
from bot.discord.limits import SOON
from bot.discord.markup import typed, words
from bot.wording.wording import Wording
from commands import grammar
from commands.ask import ask
from commands.card import Card, Next, message
from commands.catalogue import COMMANDS
from commands.command import Command
from commands.notices import told, waiting_for
from commands.people import Person, Role, Where
from storage.connection import DeskError
from storage.people import Account
from storage.reads.suggest import Suggestion

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_TOO_LATE: Final = 10062
"""Discord's code where an interaction is not known any more."""

_ANSWERED: Final = 40060
"""Discord's code where an interaction has an answer already."""

_LOST: Final = (aiohttp.ClientError, OSError, asyncio.TimeoutError)
"""What is raised where the connection is lost amid a request."""

_LONG: Final = 1000


class Answering:
    """Answers slash commands and buttons."""

    def __init__(self, servers: Servers, wording: Wording, soon: float = SOON) -> None:
        """Take what every answer needs.

        Args:
            servers: Which desk answers where.
            wording: The language of the answers.
            soon: Seconds after which an answer is put off.
        """
        self._servers = servers
        self._wording = wording
        self._soon = soon
        self._under_way: set[asyncio.Task[Any]] = set()
        self._telling: set[tuple[str, Account]] = set()

    async def asked(self, interaction: Interaction, command: Command, given: dict[str, str]) -> None:
        """Answers a slash command."""

        async def answer(who: Person, where: Where) -> Card:
            return await command.answer(who, where, given, request=str(interaction.id))

        again = _again(command, given)
        await self._during(self._answer(interaction, answer, again, public=_is_public(command)))

    async def pressed(self, interaction: Interaction, owner: int, line: str | None) -> None:
        """Answers a button that asks a line, if it belongs to whoever pressed it."""
        if line is None:
            await self._refuse(interaction, self._wording.say("discord-line-gone"))
            return
        if interaction.user.id != owner:
            shown = typed(line, _LONG) or words(line, _LONG)
            await self._refuse(interaction, f"{self._wording.say('discord-not-yours')} {shown}")
            return
        alone = interaction.message is not None and interaction.message.flags.ephemeral

        async def answer(who: Person, where: Where) -> Card:
            card = await ask(who, where, line, request=str(interaction.id))
            return replace(card, private=card.private or alone)

        command, again = _of_line(line)
        public = command is not None and _is_public(command) and not alone
        await self._during(self._answer(interaction, answer, again, public=public))

    async def completed(
        self, interaction: Interaction, command: Command, name: str, typed: str
    ) -> list[Suggestion]:
        """Completes what was typed for an argument; what fails there is logged, and completes nothing."""
        try:
            where = await self._servers.where(interaction)
            if where is None:
                return []
            return await command.suggest(person(interaction), where, name, typed)
        except Exception:
            log.exception("An argument could not be completed", extra={"command": command.name})
            return []

    async def stale(self, interaction: Interaction) -> None:
        """Tells somebody whose Discord still shows a command as it was before a change."""
        await self._refuse(interaction, self._wording.say("discord-stale"))

    async def broken(self, interaction: Interaction, reference: str) -> None:
        """Tells somebody that something failed on our side, and how it is found in the log."""
        await self._refuse(interaction, self._wording.say("broken", reference=reference))

    async def finish(self, grace: float) -> None:
        """Waits until what is under way is answered, but no longer than *grace* seconds."""
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=grace)

    async def _during(self, work: Coroutine[Any, Any, None]) -> None:
        """Awaits *work*, which `finish` waits for too."""
        task = asyncio.ensure_future(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.shield(task)

    async def _answer(
        self,
        interaction: Interaction,
        answer: Callable[[Person, Where], Awaitable[Card]],
        again: Next | None,
        *,
        public: bool,
    ) -> None:
        who = person(interaction)
        asking = asyncio.ensure_future(self._card(interaction, who, answer))
        try:
            done, _ = await asyncio.wait({asking}, timeout=self._soon)
            if not done:
                await interaction.response.defer(ephemeral=not public, thinking=True)
            where, card = await asking
            await self._sent_twice(interaction, card, again, public=public)
        except discord.HTTPException as error:
            await self._failed(interaction, error)
        except _LOST as error:
            log.warning("The connection to Discord was lost while an answer was sent: %s", error)
        else:
            if where is not None:
                await self._tell(interaction, who, where)
        finally:
            await asyncio.wait({asking})  # what writes is carried out, whether or not its answer arrives

    async def _card(
        self, interaction: Interaction, who: Person, answer: Callable[[Person, Where], Awaitable[Card]]
    ) -> tuple[Where | None, Card]:
        try:
            where = await self._servers.where(interaction)
        except DeskError as error:
            return None, Card(message("desk-error", reason=str(error)), private=True, failed=True)
        if where is None:
            return None, Card(message("discord-no-server"), private=True, failed=True)
        return where, await answer(who, where)

    async def _sent_twice(
        self, interaction: Interaction, card: Card, again: Next | None, *, public: bool
    ) -> None:
        """Sends an answer, and once more if the connection was lost: Discord says if it has it already."""
        try:
            await self._send(interaction, card, again, public=public)
        except _LOST:
            await self._send(interaction, card, again, public=public)

    async def _send(self, interaction: Interaction, card: Card, again: Next | None, *, public: bool) -> None:
        first, *rest = self._laid_out(card, again, interaction.user.id)
        alone = card.private
        if not interaction.response.is_done():
            await interaction.response.send_message(view=first, ephemeral=alone)
        elif public and card.private:
            # The place that was held is for all to see; only what follows it can be for one alone.
            await interaction.edit_original_response(view=notice(self._wording.say("discord-alone")))
            await interaction.followup.send(view=first, ephemeral=True)
            await interaction.delete_original_response()
        else:
            alone = not public
            await interaction.edit_original_response(view=first)
        for view in rest:
            await interaction.followup.send(view=view, ephemeral=alone)

    def _laid_out(self, card: Card, again: Next | None, owner: int) -> list[discord.ui.LayoutView]:
        try:
            return lay_out(card, again, self._wording, owner)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("An answer could not be laid out", extra={"reference": reference})
            broken = Card(message("broken", reference=reference), private=True, failed=True)
            return lay_out(broken, None, self._wording, owner)

    async def _tell(self, interaction: Interaction, who: Person, where: Where) -> None:
        """Tells whoever asked what waits for them, after their answer and to them alone."""
        key = (where.desk_name, who.key)
        if key in self._telling:  # of two answers at once, one brings it
            return
        self._telling.add(key)
        try:
            for number, card in await waiting_for(who, where):
                for view in self._laid_out(card, None, interaction.user.id):
                    await interaction.followup.send(view=view, ephemeral=True)
                await told(where, number)
        except (DeskError, discord.HTTPException, *_LOST) as error:
            log.warning("What waits for somebody could not be told: %s", error)
        finally:
            self._telling.discard(key)

    async def _refuse(self, interaction: Interaction, markdown: str) -> None:
        try:
            if interaction.response.is_done():
                await interaction.followup.send(view=notice(markdown), ephemeral=True)
            else:
                await interaction.response.send_message(view=notice(markdown), ephemeral=True)
        except discord.HTTPException as error:
            await self._failed(interaction, error)

    async def _failed(self, interaction: Interaction, error: discord.HTTPException) -> None:
        """Logs that an answer did not arrive, and says so to whoever waits, if that is still possible."""
        if error.code == _ANSWERED:
            log.debug("A question was delivered twice; its answer is there")
            return
        if error.code == _TOO_LATE:
            log.warning("An answer came too late for Discord: the network or this machine is slow")
            return
        reference = secrets.token_hex(4)
        log.error("Discord did not take an answer: %s", error, extra={"reference": reference})
        view = notice(self._wording.say("broken", reference=reference))
        try:
            if interaction.response.is_done():
                await interaction.edit_original_response(view=view)
            else:
                await interaction.response.send_message(view=view, ephemeral=True)
        except discord.HTTPException as second:
            log.warning("Whoever asked could not be told: %s", second, extra={"reference": reference})


def _is_public(command: Command) -> bool:
    """Tells whether answers of a command are public where nothing speaks against it: readers' questions."""
    return command.role is Role.READER and not command.writes


def _again(command: Command, given: dict[str, str]) -> Next | None:
    """Returns how the rest of an answer is asked for; None where a command has no pages."""
    many = {argument.name for argument in command.arguments if argument.arg.many}
    texts = {
        name: [part.strip() for part in text.split(";")] if name in many else [text]
        for name, text in given.items()
        if text.strip()
    }
    return _next_of(command, command.line_of(texts))


def _of_line(line: str) -> tuple[Command | None, Next | None]:
    """Returns the command that a line asks, and how the rest of its answer is asked for."""
    try:
        name, rest = grammar.name_of(line, COMMANDS)
        command = COMMANDS[name]
        return command, _next_of(command, command.line_of(grammar.split(rest, command.slots)))
    except grammar.GrammarError:
        return None, None


def _next_of(command: Command, line: str) -> Next | None:
    has_pages = any(argument.name == "page" for argument in command.arguments)
    return Next(line, "") if has_pages and line else None
