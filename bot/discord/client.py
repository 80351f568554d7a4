"""The client: what discord.py is told to do, and what it is to leave alone."""

import asyncio
import logging
import re
import secrets
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any, Final

import aiohttp
import discord
from discord import app_commands

from bot.discord.answering import Answering
from bot.discord.buttons import MENU_ID, LineButton, LineMenu
from bot.discord.press import ID, Press, press_of
from bot.discord.registering import clear, register
from bot.discord.slash import Group, OfMessage, Slash

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

# No voice is wanted, and nobody need be told what is missing for it.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False

# Below warnings its records hold what users wrote and what interactions are answered with, as they come.
logging.getLogger("discord").setLevel(logging.WARNING)


_OF_THE_TREE: Final = (
    discord.InteractionType.application_command,
    discord.InteractionType.autocomplete,
)

_FEW: Final = 25
"""Servers that are looked through for commands of their own; nobody tries changes in one of more."""


class Client(discord.AutoShardedClient):
    """A client that has commands, buttons, menus and forms, and knows of servers alone."""

    def __init__(
        self,
        commands: Iterable[Slash | Group | OfMessage],
        answering: Answering,
        *,
        translator: app_commands.Translator,
        server: int | None,
        connector: aiohttp.BaseConnector | None,
        beside: Iterable[Callable[[discord.Client], Coroutine[Any, Any, None]]],
    ) -> None:
        """Take what is served.

        Args:
            commands: The slash commands, and those of messages.
            answering: What answers buttons and forms, and tells of commands that are no more.
            translator: What words the commands' names and descriptions in other languages.
            server: The one server that commands are registered in; None for all.
            connector: How connections are made; None for the usual way.
            beside: What is done of its own accord while the client is logged in.
        """
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            connector=connector,
        )
        self._answering = answering
        self._beside = tuple(beside)
        self._tasks: set[asyncio.Task[None]] = set()
        self._server = server
        self._translator = translator
        self._tree = _Tree(self, answering)
        guild = None if server is None else discord.Object(server)
        for command in commands:
            self._tree.add_command(command, guild=guild)
        self.add_dynamic_items(LineButton, LineMenu)

    async def setup_hook(self) -> None:
        """Makes the commands known; a refusal is logged, and what is known already is served."""
        await self._tree.set_translator(self._translator)
        where = "for all servers" if self._server is None else f"in the server {self._server}"
        try:
            changed = await register(self._tree, self._server)
        except discord.Forbidden:
            # How to mend it is said; where it was met helps nobody.
            log.error(  # noqa: TRY400
                "Discord does not let the bot register its commands %s: invite it there again, with the "
                "scopes `bot` and `applications.commands` (docs/discord.md)",
                where,
            )
        except (app_commands.CommandSyncFailure, discord.NotFound) as error:
            log.error("Discord did not take the commands %s: %s", where, error)  # noqa: TRY400  # as above
        else:
            log.info("The commands are registered %s%s", where, "" if changed else ", unchanged")

        for each in self._beside:
            task = asyncio.ensure_future(each(self))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Ends what is done of its own accord, and the connection."""
        for task in self._tasks:
            task.cancel()
        await super().close()

    async def on_ready(self) -> None:
        """Logs that the bot answers from now on."""
        log.info("Answering on Discord as %s, in %d servers", self.user, len(self.guilds))
        if self._server is None and len(self.guilds) <= _FEW:
            await self._clear_left_over()

    async def _clear_left_over(self) -> None:
        """Takes away what a server was given to try: with the commands for all, it would show twice."""
        for guild in self.guilds:
            try:
                if await clear(self, guild.id):
                    log.info("The commands that the server %s had of its own are taken away", guild.id)
            except discord.HTTPException as error:
                log.warning("The commands of the server %s could not be looked at: %s", guild.id, error)

    async def pressed(self, interaction: Interaction, press: Press, label: str) -> None:
        """Answers a button or menu that asks a line."""
        await self._held(interaction, self._answering.pressed(interaction, press, label))

    def dispatch(self, event: str, /, *args: Any, **named: Any) -> None:
        """Tells of an event; of commands and completions the tree has been told, and nobody else asks."""
        if event == "interaction" and args[0].type in _OF_THE_TREE:
            return
        super().dispatch(event, *args, **named)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answers a form that was sent, and whatever bears an id that nothing here has.

        discord.py knows only of forms that it keeps in memory, and is silent about ids that it can't read.
        """
        data: Mapping[str, Any] = interaction.data or {}
        one = str(data.get("custom_id", ""))
        found = re.fullmatch(ID, one)
        if interaction.type is discord.InteractionType.modal_submit and found is not None:
            press = press_of(found, interaction.message)
            await self._held(interaction, self._answering.filled(interaction, press))
        elif one and found is None and re.fullmatch(MENU_ID, one) is None:
            await self._held(interaction, self._answering.gone(interaction))

    async def _held(self, interaction: Interaction, work: Coroutine[Any, Any, None]) -> None:
        """Awaits *work*; what fails in it is logged, and told to whoever waits."""
        try:
            await work
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("What was pressed or filled in failed", extra={"reference": reference})
            await self._answering.broken(interaction, reference)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Logs that the bot was added to a server."""
        log.info("Added to the server %s", guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Logs that the bot was taken out of a server; its desk stays."""
        log.warning(
            "Taken out of the server %s; its desk is kept, and answers again if the bot is added", guild.id
        )

    async def on_shard_resumed(self, shard: int) -> None:
        """Logs that a connection was lost for a moment, and nothing missed."""
        log.info("The connection %d to Discord was lost, and resumed", shard)

    async def on_error(self, event_method: str, /, *_args: Any, **_named: Any) -> None:
        """Logs what failed in an event."""
        log.exception("An event of Discord failed: %s", event_method)  # noqa: LOG004  # called in a handler


class _Tree(app_commands.CommandTree[Client]):
    """The commands, with errors that are told to whoever waits."""

    def __init__(self, client: Client, answering: Answering) -> None:
        super().__init__(client, fallback_to_global=False)
        self._answering = answering

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tells of a command that Discord knows otherwise; anything else is a fault of ours."""
        if interaction.type is discord.InteractionType.autocomplete:
            log.warning("An argument could not be completed: %s", error)
            return
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            await self._answering.stale(interaction)
            return
        reference = secrets.token_hex(4)
        log.error("A slash command failed", exc_info=error, extra={"reference": reference})
        await self._answering.broken(interaction, reference)
