"""A client that talks with signed devices only, and would show a shield: it talks with the bot, both ways."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from bot.matrix.part import MatrixPart
from storage.registry import Place
from tests.matrix.conftest import DESK
from tests.matrix.homeserver import Homeserver
from tests.matrix.people import SECONDS, Somebody
from tests.matrix.sealed import RULE

STRICT = Path(__file__).parent / "strict"
NODE = shutil.which("node")
IS_THERE = NODE is not None and (STRICT / "node_modules").exists()

NO_SHIELD = 0
"""`EventShieldColour.NONE` of matrix-js-sdk."""


@pytest.mark.skipif(not IS_THERE, reason="there is no Node, or what the client needs is not installed")
async def test_a_strict_client_is_answered_without_a_shield(
    bot: MatrixPart, ann: Somebody, homeserver: Homeserver
) -> None:
    strict = homeserver.register("strict")
    room = await ann.room(bot.settings.user, strict.user, initial_state=[RULE])
    bot.places.registry.settle(Place("matrix", room), DESK)
    await ann.joined(room, bot.settings.user)
    told = (homeserver.url, strict.user, strict.device, strict.token, room, "!claim 7")
    assert NODE is not None
    client = await asyncio.create_subprocess_exec(
        NODE, "client.mjs", *told, cwd=STRICT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await asyncio.wait_for(client.communicate(), SECONDS)
    assert client.returncode == 0, err.decode()
    read = json.loads(out.decode().splitlines()[-1])
    assert read.pop("body").startswith("Claim #7")
    assert read == {"sent_as": "m.room.encrypted", "type": "m.room.message", "shield": NO_SHIELD}
