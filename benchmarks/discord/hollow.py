"""The hollow bot: what discord.py, SQLite and the wire take, and nothing else.

    python -m benchmarks.discord.hollow PORT AUTHORITY DESK ANSWERS

*ANSWERS* holds, for each topic, the statements that Dateline's answer executes, and the components that it
sends. The bot executes the same statements on a thread, fetches all rows, drops them, and sends the
components, which it made when it started.
"""

import asyncio
import json
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import aiohttp
import discord
from discord import app_commands

from bot.discord.components import Components
from tests.discord.payloads import TOKEN
from tests.discord.peer import connector

Interaction: TypeAlias = discord.Interaction[Any]
Statement: TypeAlias = tuple[str, Any]
"""Its text and its parameters, as `sqlite3.Connection.execute` takes them."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer that is only executed and sent.

    Attributes:
        statements: What it asks of SQLite.
        view: What it sends.
    """

    statements: tuple[Statement, ...]
    view: Components


class Bare:
    """Connections to a desk, with the settings that Dateline reads with; a thread takes one that is idle."""

    def __init__(self, desk: Path, settings: Mapping[str, int]) -> None:
        self._desk = desk
        self._settings = settings
        self._idle: list[sqlite3.Connection] = []

    def run(self, statements: Sequence[Statement]) -> None:
        """Executes the statements, and fetches all rows."""
        conn = self._idle.pop() if self._idle else self._opened()
        for sql, parameters in statements:
            conn.execute(sql, parameters).fetchall()
        self._idle.append(conn)

    def _opened(self) -> sqlite3.Connection:
        conn = sqlite3.connect(
            f"{self._desk.absolute().as_uri()}?mode=ro",
            uri=True,
            cached_statements=512,
            check_same_thread=False,
        )
        for name, value in self._settings.items():
            conn.execute(f"PRAGMA {name} = {value}")
        return conn


class Hollow(discord.AutoShardedClient):
    """A client with one slash command."""

    def __init__(self, made: aiohttp.BaseConnector, desk: Bare, answers: Mapping[str, Prepared]) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            connector=made,
        )
        self._tree = app_commands.CommandTree(self)

        @self._tree.command(name="timeline", description="A prepared answer")
        async def timeline(interaction: Interaction, topic: str) -> None:
            prepared = answers[topic]
            await asyncio.to_thread(desk.run, prepared.statements)
            await interaction.response.send_message(view=prepared.view)

    async def setup_hook(self) -> None:
        """Makes the command known."""
        await self._tree.sync()


def prepared(told: Mapping[str, Any]) -> Prepared:
    """Makes an answer of what was written down of Dateline's."""
    statements = tuple((sql, parameters) for sql, parameters in told["statements"])
    return Prepared(statements, Components.of(*told["components"]))


def main(port: str, authority: str, desk: str, answers: str) -> None:
    """Serves until it is killed."""
    told = json.loads(Path(answers).read_text("utf-8"))
    trusted = Path(authority).read_bytes()

    async def serve() -> None:
        # In the running loop: elsewhere a view can't be finished, and discord.py would keep it.
        ready = {topic: prepared(each) for topic, each in told["answers"].items()}
        client = Hollow(connector(int(port), trusted), Bare(Path(desk), told["settings"]), ready)
        await client.start(TOKEN)

    asyncio.run(serve())


if __name__ == "__main__":
    main(*sys.argv[1:])
