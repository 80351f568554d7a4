"""What runs until it is told to stop: every part that the configuration names, and the desks they share."""

import asyncio
import gc
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from bot.config import Config, Discord, Matrix
from bot.console import local
from bot.sample.working_copy import NAME as SAMPLE
from bot.stopping import put_away
from bot.wording.wording import wording
from commands.people import Role
from storage.desk import Desk, Desks, Threads, desk_path
from storage.registry import Place

# SIGHUP: the terminal was closed.
_STOP: Final = (signal.SIGTERM, signal.SIGHUP)


class Part(Protocol):
    """A part of the running program: the console, a chat platform, the digests."""

    async def serve(self, stopping: asyncio.Event) -> None:
        """Serves until its own end, or until *stopping* is set; what is under way is then finished."""
        ...

    def interrupt(self) -> bool:
        """Breaks off what Ctrl-C is meant for; returns whether there was anything."""
        ...


class OpenDesks:
    """The desks of a folder, open while it is entered; each is one file again when it is left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._threads = Threads()
        self._desks = Desks(folder, self._threads)
        self._asked: set[str] = set()

    def desk(self, name: str) -> Desk:
        """Returns the desk of that name.

        Raises:
            DeskError: The name can't be a desk's.
        """
        self._asked.add(name)
        return self._desks.desk(name)

    def __enter__(self) -> "OpenDesks":
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.close()
        self._desks.close()
        for name in self._asked:
            put_away(desk_path(self._folder, name))


def names_console(config: Config) -> bool:
    """Tells whether the configuration has a console, and somebody can type into it."""
    return config.console is not None and local.has_lines()


def names_anything(config: Config) -> bool:
    """Tells whether the configuration has a part that can be served."""
    return names_console(config) or config.discord is not None or config.matrix is not None


def parts(config: Config, desks: OpenDesks, desk: str | None, role: Role) -> list[Part]:
    """Returns the parts that the configuration has a section for: the one place where a part is added.

    Args:
        config: The settings.
        desks: The desks that the parts share.
        desk: The name of the desk that the console opens; None where no console is served.
        role: What may be done at the console.
    """
    found: list[Part] = []
    if desk is not None:
        found.append(console(config, desks, desk, role))
    if config.discord is not None:
        found += _discord(config, config.discord, desks)
    if config.matrix is not None:
        found.append(_matrix(config, config.matrix, desks))
    return found


def console(config: Config, desks: OpenDesks, desk: str, role: Role) -> Part:
    """Returns the console on one desk; as `parts`, whatever the configuration names."""
    topic = config.console.topic if config.console else None
    return local.console(
        local.person(role),
        local.place(desks.desk(desk), desk, topic),
        config.locale,
        folder=config.data,
        is_sample=desk == SAMPLE,
    )


def _discord(config: Config, settings: Discord, desks: OpenDesks) -> list[Part]:
    """Returns Discord, and the digests that are posted there."""
    # Only whoever serves Discord waits for what it brings.
    from bot.digests.part import Digests
    from bot.discord import part
    from bot.discord.asker import PLATFORM
    from bot.discord.posting import Posting
    from bot.places import Places

    shared = {Place(PLATFORM, server): desk for server, desk in settings.shared.items()}
    places = Places(config.data, desks.desk, shared)
    posting, words = Posting(), wording(config.locale)
    digests = Digests(places, {PLATFORM: posting}, words)
    discord = part.DiscordPart(
        settings, desks, places, words, part.usual, posting=posting, changed=digests.changed
    )
    return [discord, digests]


def _matrix(config: Config, settings: Matrix, desks: OpenDesks) -> Part:
    # As in `_discord`.
    from bot.matrix import part
    from bot.matrix.asker import PLATFORM
    from bot.places import Places

    shared = {Place(PLATFORM, room): desk for room, desk in settings.shared.items()}
    places = Places(config.data, desks.desk, shared)
    return part.MatrixPart(settings, _store(config, settings), desks, places, wording(config.locale))


def _store(config: Config, settings: Matrix) -> Path:
    return settings.store or config.data / "matrix"


async def discord_links(settings: Discord) -> tuple[str, str]:
    """Returns the links that add the bot to a server, and to an account (`bot.discord.inviting`)."""
    from bot.discord import inviting, part  # as in `_discord`

    return await inviting.links(settings.token, part.usual)


async def matrix_login(config: Config, settings: Matrix, password: str) -> tuple[str, Path]:
    """Logs the bot in on Matrix as a new device; returns that and its store (`bot.matrix.logging_in`)."""
    from bot.matrix import logging_in  # as in `_discord`

    store = _store(config, settings)
    return (await logging_in.log_in_anew(settings, store, password)).device, store


def matrix_fingerprints(config: Config, settings: Matrix) -> tuple[str, str, str | None]:
    """Returns the bot's device on Matrix, its fingerprint, and its account's (`bot.matrix.logging_in`)."""
    from bot.matrix import logging_in  # as in `_discord`

    return logging_in.verified_by(_store(config, settings))


async def serve(running: Sequence[Part]) -> None:
    """Runs parts until all have ended, or until a signal asks them to.

    SIGINT first breaks off the answer that somebody at the terminal waits for; without one it stops all, as
    SIGTERM does. A second signal ends the process at once.
    """
    stopping = asyncio.Event()
    with _signals(running, stopping), _settled():
        tasks = [asyncio.ensure_future(part.serve(stopping)) for part in running]
        try:
            await asyncio.gather(*tasks)
        finally:
            stopping.set()
            await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def _settled() -> Iterator[None]:
    """Keeps the garbage collector out of what the program is made of: all answers wait while it looks."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextmanager
def _signals(running: Sequence[Part], stopping: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *_STOP)}
    # `nohup` ignores SIGHUP for what it starts, and that is to stay so.
    caught = [number for number, handler in before.items() if handler is not signal.SIG_IGN]

    def stop() -> None:
        stopping.set()
        for number in caught:
            loop.remove_signal_handler(number)  # it has its usual effect again

    def interrupt() -> None:
        if not any(part.interrupt() for part in running):
            stop()

    for number in caught:
        loop.add_signal_handler(number, interrupt if number == signal.SIGINT else stop)
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)
            signal.signal(number, before[number])
