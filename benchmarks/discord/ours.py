"""Dateline's own process: the part of the program that serves Discord, led to a peer.

    python -m benchmarks.discord.ours PORT AUTHORITY DESK FOLDER

All is as `dateline run` has it, but for how it connects. *FOLDER* gets the registry.
"""

import asyncio
import sys
from functools import partial
from pathlib import Path

from bot.config import Discord, Secret
from bot.discord.part import DiscordPart
from bot.places import Places
from bot.running import OpenDesks, serve
from bot.wording.wording import wording
from storage.registry import Place
from tests.discord.payloads import GUILD, TOKEN
from tests.discord.peer import connector


def main(port: str, authority: str, desk: str, folder: str) -> None:
    """Serves until it is told to stop."""
    connects = partial(connector, int(port), Path(authority).read_bytes())
    with OpenDesks(Path(desk).parent) as desks:
        places = Places(Path(folder), desks.desk)
        places.registry.settle(Place("discord", GUILD), Path(desk).stem)
        part = DiscordPart(Discord(Secret(TOKEN, "a benchmark")), desks, places, wording("en-GB"), connects)
        asyncio.run(serve([part]))


if __name__ == "__main__":
    main(*sys.argv[1:])
