"""Messages that the bot posts of its own accord, so that none is lost and none comes twice.

Each has a key. Discord takes it as the message's nonce, and gives the first message back where it comes again
soon; later the message is found by its buttons, whose ids hold the key.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import discord

from bot.digests.sender import Later, NotTaken, Shown, Unreachable, Unreadable
from bot.discord.components import Components
from bot.discord.layout import lay_out
from bot.discord.press import ANYBODY, Place
from bot.wording.wording import Wording
from commands.card import Card, Next

WINDOW: Final = timedelta(seconds=60)
"""How long the same nonce surely brings the same message: Discord says "the past few minutes"."""

_PATIENCE: Final = 20.0
"""Seconds after which an attempt that hangs is given up, well within the window: it is made again there."""

_SKEW: Final = timedelta(minutes=5)
"""How much our clock may be ahead of Discord's."""

_MOST_READ: Final = 1000
"""Messages of a history that are looked through."""

_GONE: Final = frozenset({10003, 10008})
"""Discord's codes of a channel and a message that are not there."""


class Posting:
    """Posts in channels of Discord while a client is connected.

    Attributes:
        window: How long the same key brings the same message.
    """

    def __init__(self, window: timedelta = WINDOW) -> None:
        """Begin without a client."""
        self.window = window
        self._client: discord.Client | None = None
        self._connected = asyncio.Event()

    async def through(self, client: discord.Client) -> None:
        """Posts through a client until this is cancelled."""
        await client.wait_until_ready()
        self._client = client
        self._connected.set()
        try:
            await asyncio.Event().wait()
        finally:
            self._client = None
            self._connected.clear()

    async def ready(self) -> None:
        """Waits until a client is connected."""
        await self._connected.wait()

    def fits(self, card: Card, wording: Wording) -> bool:
        """Tells whether a Card is one message."""
        return len(lay_out(card, None, wording, ANYBODY, "", Place.ASIDE, "0" * 18)) == 1

    async def place(self, channel: str) -> str:
        """Returns the server that a channel or thread is in."""
        with _told():
            one = _id(channel)
            client = self._connected_client()
            # What the gateway has not told of, such as an archived thread, is asked for.
            found = client.get_channel(one) or await client.fetch_channel(one)
        guild = getattr(found, "guild", None)
        if guild is None:
            raise Unreachable(f"the channel {channel} is in no server")
        return str(guild.id)

    async def post(self, channel: str, shown: Shown, answers: str | None) -> str:
        """Posts a message and returns its id."""
        with _told():
            where = self._channel(channel)
            reference = None
            if answers is not None:
                reference = discord.MessageReference(
                    message_id=int(answers), channel_id=where.id, fail_if_not_exists=False
                )
            view = _laid_out(shown)
            async with asyncio.timeout(_PATIENCE):
                if reference is None:
                    return str((await where.send(view=view, nonce=shown.key)).id)
                return str((await where.send(view=view, nonce=shown.key, reference=reference)).id)

    async def edit(self, channel: str, message: str, shown: Shown) -> None:
        """Has a message show something else."""
        with _told():
            known = self._channel(channel).get_partial_message(int(message))
            await known.edit(view=_laid_out(shown))

    async def find(self, channel: str, key: str, since: datetime) -> str | None:
        """Returns the id of the message of a key, if it stands in the channel since then."""
        read = 0
        with _told():
            try:
                after = since - _SKEW
                async for message in self._channel(channel).history(limit=_MOST_READ, after=after):
                    read += 1
                    if any(f"!{key}" in each for each in _ids(message.components)):
                        return str(message.id)
            except discord.Forbidden as error:
                raise Unreadable(f"the history can't be read: {error}") from error
        if read >= _MOST_READ:
            raise Unreadable(f"there are more than {_MOST_READ} messages since then")
        return None

    def _connected_client(self) -> discord.Client:
        if self._client is None or self._client.is_closed():
            raise Later("Discord is not connected", arrived=False)
        return self._client

    def _channel(self, channel: str) -> discord.PartialMessageable:
        return self._connected_client().get_partial_messageable(_id(channel))


def _id(channel: str) -> int:
    if not channel.isdecimal():
        raise Unreachable(f"{channel} is no channel of Discord")
    return int(channel)


def _laid_out(shown: Shown) -> Components:
    def laid_out(rest: Next | None) -> list[Components]:
        return lay_out(shown.card, rest, shown.wording, ANYBODY, shown.desk, Place.ASIDE, shown.key)

    first, *more = laid_out(None)
    if not more:
        return first
    # A claim that is too long by itself is cut: of several messages the last alone would have the key.
    (only,) = laid_out(Next(shown.card.actions[0].line, ""))
    return only


def _ids(components: Iterable[Any]) -> Iterator[str]:
    for each in components:
        if (name := getattr(each, "custom_id", None)) is not None:
            yield name
        yield from _ids(getattr(each, "children", ()))


@contextmanager
def _told() -> Iterator[None]:
    """Turns what Discord and the way to it fail with into what the delivery knows."""
    try:
        yield
    except discord.RateLimited as error:
        raise Later(str(error), seconds=error.retry_after, arrived=False) from error
    except discord.Forbidden as error:
        raise Unreachable(str(error)) from error
    except discord.HTTPException as error:
        raise _of_answer(error) from error
    except aiohttp.ClientConnectorError as error:
        raise Later(str(error), arrived=False) from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise Later(f"{type(error).__name__}: {error}") from error


def _of_answer(error: discord.HTTPException) -> Exception:
    if error.status == 404 and error.code in _GONE:
        return Unreachable(str(error))
    if error.status == 429:
        return Later(str(error), seconds=_seconds(error.response.headers.get), arrived=False)
    if error.status >= 500:
        return Later(str(error))
    return NotTaken(str(error))


def _seconds(header: Callable[[str], str | None]) -> float:
    try:
        return float(header("Retry-After") or 0)
    except ValueError:
        return 0.0
