"""Discord as a part of the running program: connected while it runs, and again when the network is back."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import aiohttp
import discord

from bot.cli.failing import Refusal
from bot.config import Discord, Secret
from bot.discord.answering import Answering
from bot.discord.asker import Opens, Servers, permissions_of
from bot.discord.client import Client
from bot.discord.limits import SOON
from bot.discord.members import Members
from bot.discord.posting import Posting
from bot.discord.reviewing import EVERY, Reviewing
from bot.discord.sending import Sending
from bot.discord.slash import message_commands, slash_commands
from bot.discord.translating import Translator, wordings
from bot.places import Places
from bot.stopping import GRACE
from bot.wording.wording import Wording
from commands.catalogue import COMMANDS
from commands.cooldown import Cooldowns

log = logging.getLogger(__name__)

Connects = Callable[[], aiohttp.BaseConnector | None]

_FIRST_WAIT: Final = 2.0
_LONGEST_WAIT: Final = 120.0
"""Seconds between two attempts: a token may identify itself 1,000 times a day."""

_WRONG_TOKEN: Final = 4004
"""The gateway's code where it does not accept a token."""

OF_THE_NETWORK: Final = (
    OSError,
    asyncio.TimeoutError,
    aiohttp.ClientError,
    discord.HTTPException,
    discord.LoginFailure,
    discord.GatewayNotFound,
    discord.ConnectionClosed,
)
"""What Discord and the way to it may fail with."""


def usual() -> aiohttp.BaseConnector | None:
    """Leaves it to discord.py how connections are made."""
    return None


@dataclass(frozen=True, slots=True)
class DiscordPart:
    """Serves Discord until the program stops.

    Attributes:
        settings: The section of the configuration.
        desks: The open desks.
        places: Which desk answers where.
        wording: The language of the answers.
        connects: How connections are made; called for each new client, in the running loop.
        languages: The words that Discord's locales have for commands.
        soon: Seconds after which an answer is put off.
        looks_every: Seconds between two looks at what waits for review in all desks.
        posting: What posts messages of the bot's own accord through its client.
        changed: Told of each desk that was written into.
    """

    settings: Discord
    desks: Opens
    places: Places
    wording: Wording
    connects: Connects = usual
    languages: Mapping[discord.Locale, Wording] = field(default_factory=wordings)
    soon: float = SOON
    looks_every: float = EVERY
    posting: Posting | None = None
    changed: Callable[[str], None] = lambda _desk: None

    def interrupt(self) -> bool:
        """Leaves Ctrl-C to the program: nobody is at a prompt."""
        return False

    async def serve(self, stopping: asyncio.Event) -> None:
        """Stays connected until the program stops; answers under way are then finished.

        Raises:
            Refusal: Discord does not accept the token.
        """
        permissions = permissions_of(self.settings)
        servers = Servers(self.places, self.desks, Cooldowns(), Members(), permissions)
        reviewing = Reviewing(self.places, self.desks, self.wording, self.looks_every)

        def changed(desk: str) -> None:
            reviewing.changed(desk)
            self.changed(desk)

        answering = Answering(Sending(servers, self.wording, self.soon), changed)
        wait = _FIRST_WAIT
        while not stopping.is_set():
            client = self._client(answering, reviewing)
            failed = await _run(client, self.settings.token.reveal(), answering, stopping)
            if failed is None:
                return
            if (refusal := wrong_token(self.settings.token, failed)) is not None:
                log.error("%s", refusal)
                raise refusal
            if client.user is not None and client.is_ready():
                wait = _FIRST_WAIT
            log.warning("Discord can't be reached; trying again in %.0f s: %s", wait, said(failed))
            await _pause(stopping, wait)
            wait = min(wait * 2, _LONGEST_WAIT)

    def _client(self, answering: Answering, reviewing: Reviewing) -> Client:
        server = None if self.settings.server is None else int(self.settings.server)
        admins = discord.Permissions(**{self.settings.admin_permission: True})
        commands = [
            *slash_commands(COMMANDS.values(), self.wording, answering, admins),
            *message_commands(self.wording, answering),
        ]
        return Client(
            commands,
            answering,
            translator=Translator(self.languages),
            server=server,
            connector=self.connects(),
            beside=(reviewing.keep_up, *(() if self.posting is None else (self.posting.through,))),
        )


def wrong_token(token: Secret, error: BaseException) -> Refusal | None:
    """Returns what is said of a token that Discord does not accept; None where that is not what failed."""
    is_wrong = isinstance(error, discord.LoginFailure) or (
        isinstance(error, discord.ConnectionClosed) and error.code == _WRONG_TOKEN
    )
    if not is_wrong:
        return None
    return Refusal(
        f"Discord does not accept the bot's token from {token.origin}. Copy it anew from the application's "
        "page (docs/discord.md)."
    )


def said(error: BaseException) -> str:
    """Returns an error of the network in words."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


async def _run(
    client: Client, token: str, answering: Answering, stopping: asyncio.Event
) -> BaseException | None:
    """Runs a client until the program stops; returns what ended it before, None where nothing did."""
    running = asyncio.ensure_future(client.start(token))
    stop = asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait({running, stop}, return_when=asyncio.FIRST_COMPLETED)
        if stopping.is_set():
            await answering.finish(GRACE)
    finally:
        stop.cancel()
        if not client.is_closed():
            await client.close()
        if not running.done():
            running.cancel()
        await asyncio.wait({running})
    if stopping.is_set():
        return None
    error = None if running.cancelled() else running.exception()
    if error is not None and not isinstance(error, OF_THE_NETWORK):
        raise error
    return error or ConnectionError("the connection was closed")


async def _pause(stopping: asyncio.Event, seconds: float) -> None:
    stop = asyncio.ensure_future(stopping.wait())
    await asyncio.wait({stop}, timeout=seconds)
    stop.cancel()
