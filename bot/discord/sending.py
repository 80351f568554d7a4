"""An answer on its way to Discord: in time, to the right eyes, once, and never in silence.

Discord waits three seconds for a first answer. What is ready soon is sent at once; else the answer is put
off, and from then on can't change between public and private: so the question's manner decides which it is.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import aiohttp
import discord

from bot.discord.asker import Servers
from bot.discord.components import Components
from bot.discord.layout import lay_out, notice
from bot.discord.limits import SOON
from bot.discord.markup import escaped
from bot.wording.wording import Wording, wording_for
from commands.card import Card, Next, message
from commands.notices import told, waiting_for
from commands.people import Person, Where
from storage.connection import DeskError
from storage.people import Account

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]
Answers = Callable[[Person, Where], Awaitable[Card]]

_TOO_LATE: Final = 10062
"""Discord's code where an interaction is not known any more."""

_ANSWERED: Final = 40060
"""Discord's code where an interaction has an answer already."""

_LOST: Final = (aiohttp.ClientError, OSError, asyncio.TimeoutError)
"""What is raised where the connection is lost amid a request."""


class Manner(Enum):
    """Who sees an answer, where the answer itself does not say that it is for one alone."""

    PUBLIC = "public"
    """Everybody in the channel."""
    AS_IT_IS = "as it is"
    """Everybody; but whoever asked alone, if it is put off: then nobody knows yet what it will be."""
    ALONE = "alone"
    """Whoever asked."""
    INSTEAD = "instead"
    """Whoever asked, in place of the answer that they alone saw before."""


class Sending:
    """Sends answers to what is asked on Discord."""

    def __init__(self, servers: Servers, wording: Wording, soon: float = SOON) -> None:
        """Take what every answer needs.

        Args:
            servers: Which desk answers where.
            wording: The language of answers to whom theirs is not spoken here.
            soon: Seconds after which an answer is put off.
        """
        self._servers = servers
        self._wording = wording
        self._soon = soon
        self._under_way: set[asyncio.Task[Any]] = set()
        self._telling: set[tuple[str, Account]] = set()

    def wording(self, interaction: Interaction) -> Wording:
        """Returns the language that whoever asked has chosen on Discord, if it is spoken here."""
        return wording_for(str(interaction.locale), self._wording)

    def person(self, interaction: Interaction) -> Person:
        """Returns whoever asks, as Discord vouches for them."""
        return self._servers.person(interaction)

    async def answer(
        self,
        interaction: Interaction,
        answers: Answers,
        manner: Manner,
        again: Next | None = None,
        *,
        every: bool = False,
    ) -> None:
        """Answers an interaction, whatever becomes of it.

        Args:
            interaction: What was asked.
            answers: Makes the answer.
            manner: Who sees it.
            again: How the rest of it is asked for, where not all fits and it has no next page of its own.
            every: Whether the answer is about all desks that whoever asks may choose from.
        """
        if manner is not Manner.INSTEAD and _is_among_strangers(interaction):
            manner = Manner.ALONE
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  # whatever Discord tells is handled in a task
        self._under_way.add(task)
        try:
            await self._answer(_Answer(interaction, answers, manner, again, every))
        finally:
            self._under_way.discard(task)

    async def place(self, interaction: Interaction, *, every: bool = False) -> Where | Card:
        """Returns where something is asked; or why nothing can be answered there."""
        try:
            where = await self._servers.where(interaction, every=every)
        except DeskError as error:
            return Card(message("desk-error", reason=str(error)), private=True, failed=True)
        return where or Card(message("discord-no-desk"), private=True, failed=True)

    async def show(self, interaction: Interaction, form: discord.ui.Modal) -> None:
        """Shows a form."""
        try:
            await interaction.response.send_modal(form)
        except discord.HTTPException as error:
            await self._failed(interaction, error)
        except _LOST as error:
            log.warning("The connection to Discord was lost while a form was sent: %s", error)

    async def refuse(self, interaction: Interaction, key: str, **values: str) -> None:
        """Tells whoever asked, and nobody else, why there is no answer, in the words of a message."""
        view = notice(escaped(self.wording(interaction).say(key, **values)))
        try:
            if interaction.response.is_done():
                await interaction.followup.send(view=view, ephemeral=True)
            else:
                await interaction.response.send_message(view=view, ephemeral=True)
        except discord.HTTPException as error:
            await self._failed(interaction, error)
        except _LOST as error:
            log.warning("The connection to Discord was lost while an answer was sent: %s", error)

    async def finish(self, grace: float) -> None:
        """Waits until what is under way is answered, but no longer than *grace* seconds."""
        if self._under_way:
            await asyncio.wait(set(self._under_way), timeout=grace)

    async def _answer(self, asked: "_Answer") -> None:
        interaction = asked.interaction
        late = _Late(interaction, asked.manner, self._soon)
        try:
            # Whatever comes of putting it off: what writes is carried out, whether or not its answer arrives.
            where, card = await self._card(asked)
            lost = await late.over()
            await self._send(asked, self._laid_out(interaction, card, asked.again, where), card, lost=lost)
        except discord.HTTPException as error:
            await self._failed(interaction, error)
        except _LOST as error:
            log.warning("The connection to Discord was lost while an answer was sent: %s", error)
        else:
            if where is not None and card.notices:
                await self._tell(interaction, where)
        finally:
            await late.end()

    async def _card(self, asked: "_Answer") -> tuple[Where | None, Card]:
        where = await self.place(asked.interaction, every=asked.every)
        if isinstance(where, Card):
            return None, where
        return where, await asked.answers(self.person(asked.interaction), where)

    async def _send(self, asked: "_Answer", views: Sequence[Components], card: Card, *, lost: bool) -> None:
        """Sends an answer; what was lost on the way is sent once more."""
        interaction, (first, *rest) = asked.interaction, views
        is_late = interaction.response.is_done()
        alone = _is_alone(card, asked.manner, is_late=is_late)
        try:
            await self._send_first(asked, first, card)
        except _LOST:
            await self._send_again(asked, first, card)
        except discord.HTTPException as error:
            if error.code != _ANSWERED or not lost:
                raise
            # It was put off, and Discord's word of it was lost.
            await interaction.edit_original_response(view=first)
        for view in rest:
            try:
                await interaction.followup.send(view=view, ephemeral=alone)
            except _LOST:
                await interaction.followup.send(view=view, ephemeral=alone)

    async def _send_first(self, asked: "_Answer", view: Components, card: Card) -> None:
        interaction, manner = asked.interaction, asked.manner
        is_late = interaction.response.is_done()
        if manner is Manner.INSTEAD and not card.failed:
            await _put_instead(interaction, view)
        elif manner is Manner.INSTEAD and is_late:
            # What was to be replaced stays as it is.
            await interaction.followup.send(view=view, ephemeral=True)
        elif not is_late:
            alone = _is_alone(card, manner, is_late=False)
            await interaction.response.send_message(view=view, ephemeral=alone)
        elif manner is Manner.PUBLIC and card.private:
            await self._send_aside(interaction, view)
        else:
            await interaction.edit_original_response(view=view)

    async def _send_again(self, asked: "_Answer", view: Components, card: Card) -> None:
        """Sends once more what may have arrived."""
        try:
            await self._send_first(asked, view, card)
        except discord.HTTPException as error:
            if error.code != _ANSWERED:
                raise

    async def _send_aside(self, interaction: Interaction, view: Components) -> None:
        """Sends to one alone what was put off for all to see: only what follows can be for one alone."""
        said = self.wording(interaction).say("discord-alone")
        await interaction.edit_original_response(view=notice(said))
        await interaction.followup.send(view=view, ephemeral=True)
        await interaction.delete_original_response()

    def _laid_out(
        self, interaction: Interaction, card: Card, again: Next | None, where: Where | None
    ) -> list[Components]:
        wording, owner = self.wording(interaction), interaction.user.id
        desk = "" if where is None else where.desk_name
        try:
            return lay_out(card, again, wording, owner, desk)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("An answer could not be laid out", extra={"reference": reference})
            broken = Card(message("broken", reference=reference), private=True, failed=True)
            return lay_out(broken, None, wording, owner, desk)

    async def _tell(self, interaction: Interaction, where: Where) -> None:
        """Tells whoever asked what waits for them, after their answer and to them alone."""
        who = self.person(interaction)
        key = (where.desk_name, who.key)
        if key in self._telling:  # of two answers at once, one brings it
            return
        self._telling.add(key)
        try:
            for number, card in await waiting_for(who, where):
                for view in self._laid_out(interaction, card, None, where):
                    await interaction.followup.send(view=view, ephemeral=True)
                await told(where, number)
        except (DeskError, discord.HTTPException, *_LOST) as error:
            log.warning("What waits for somebody could not be told: %s", error)
        finally:
            self._telling.discard(key)

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
        view = notice(self.wording(interaction).say("broken", reference=reference))
        try:
            if interaction.response.is_done():
                await interaction.followup.send(view=view, ephemeral=True)
            else:
                await interaction.response.send_message(view=view, ephemeral=True)
        except discord.HTTPException as second:
            log.warning("Whoever asked could not be told: %s", second, extra={"reference": reference})


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is to be answered, as `Sending.answer` is given it."""

    interaction: Interaction
    answers: Answers
    manner: Manner
    again: Next | None
    every: bool


class _Late:
    """Puts an answer off if it is not there soon."""

    def __init__(self, interaction: Interaction, manner: Manner, soon: float) -> None:
        self._interaction = interaction
        self._manner = manner
        self._timer = asyncio.get_running_loop().call_later(soon, self._begin)
        self._putting_off: asyncio.Task[None] | None = None

    def _begin(self) -> None:
        self._putting_off = asyncio.ensure_future(self._put_off())

    async def _put_off(self) -> None:
        if self._manner is Manner.INSTEAD:
            await self._interaction.response.defer()
        else:
            ephemeral = self._manner is not Manner.PUBLIC
            await self._interaction.response.defer(ephemeral=ephemeral, thinking=True)

    async def over(self) -> bool:
        """Ends the wait; an answer that is just being put off is, before anything else is sent.

        Returns:
            Whether it is not known if Discord heard of it.

        Raises:
            discord.HTTPException: Discord refused that.
        """
        self._timer.cancel()
        try:
            if self._putting_off is not None:
                await self._putting_off
        except _LOST as error:
            log.warning("The connection to Discord was lost while an answer was put off: %s", error)
            return True
        return False

    async def end(self) -> None:
        """Ends it, whatever came of it."""
        self._timer.cancel()
        if self._putting_off is not None:
            await asyncio.wait({self._putting_off})


def _is_alone(card: Card, manner: Manner, *, is_late: bool) -> bool:
    """Tells whether whoever asked sees an answer alone; once it was put off, that is settled."""
    if manner in (Manner.ALONE, Manner.INSTEAD) or card.private:
        return True
    return is_late and manner is Manner.AS_IT_IS


def _is_among_strangers(interaction: Interaction) -> bool:
    """Tells whether others see a public answer who may not ask the desk themselves.

    So it is where somebody brought the bot into a server or chat that it was not added to.
    """
    return not (interaction.is_guild_integration() or interaction.context.dm_channel)


async def _put_instead(interaction: Interaction, view: Components) -> None:
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view)
    else:
        await interaction.response.edit_message(view=view)
