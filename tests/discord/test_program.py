"""`dateline run` as a program of its own, which serves Discord and stops when it is told to."""

import asyncio
import signal
import sys
from pathlib import Path

from tests.cli.program import SECONDS, dateline, environment
from tests.discord.conftest import DESK
from tests.discord.payloads import TOKEN
from tests.discord.peer import Peer

ROOT = Path(__file__).parent.parent.parent

TOLD = {"DATELINE_DISCORD_TOKEN": TOKEN}

# The program as it is, but for where discord.com leads.
PROGRAM = """
import os, sys
from pathlib import Path
from bot.discord import part
from tests.discord.peer import connector

part.usual = lambda: connector(int(os.environ["PEER_PORT"]), Path("authority.pem").read_bytes())
from bot.cli import main

sys.exit(main(["run"]))
"""


async def started(folder: Path, peer: Peer, token: str) -> asyncio.subprocess.Process:
    (folder / "program.py").write_text(PROGRAM)
    (folder / "authority.pem").write_bytes(peer.authority)
    (folder / "config.toml").write_text('[discord]\ntoken_env = "DATELINE_DISCORD_TOKEN"\n')
    env = environment(
        PYTHONPATH=str(ROOT),
        # discord.py imports a module that Python 3.11 and 3.12 tell is on its way out.
        PYTHONWARNINGS="error,ignore::DeprecationWarning:discord.player",
        PEER_PORT=str(peer.port),
        DATELINE_DISCORD_TOKEN=token,
    )
    return await asyncio.create_subprocess_exec(
        sys.executable, "program.py", cwd=folder, env=env, stderr=asyncio.subprocess.PIPE
    )


async def test_it_answers_until_sigterm_and_leaves_each_desk_as_one_file(peer: Peer, tmp_path: Path) -> None:
    program = await started(tmp_path, peer, TOKEN)
    await asyncio.wait_for(peer.gateway.ready.wait(), SECONDS)
    assert "no topics" in (await peer.ask("topics")).text.lower()
    program.send_signal(signal.SIGTERM)
    _, err = await asyncio.wait_for(program.communicate(), SECONDS)
    assert program.returncode == 0
    assert "The commands are registered for all servers" in err.decode()
    assert "Traceback" not in err.decode()
    assert TOKEN not in err.decode()
    files = {path.name for path in (tmp_path / "data").iterdir()}
    assert {name for name in files if name.startswith("discord-")} == {"discord-2222222222222222222.db"}


async def test_no_backup_takes_a_desks_place_while_it_serves(peer: Peer, tmp_path: Path) -> None:
    program = await started(tmp_path, peer, TOKEN)
    await asyncio.wait_for(peer.gateway.ready.wait(), SECONDS)
    await peer.ask("topics")
    desk = tmp_path / "data" / f"{DESK}.db"
    backup, restore = ["backup", "copy.db", "--desk", DESK], ["restore", "copy.db", "--desk", DESK, "--yes"]
    assert (await asyncio.to_thread(dateline, tmp_path, *backup, env=TOLD)).status == 0
    refused = await asyncio.to_thread(dateline, tmp_path, *restore, env=TOLD)
    assert refused.status == 1
    assert refused.err.startswith(f"dateline: A running program has the desks in {desk.parent} open")
    program.kill()
    await program.wait()
    assert (await asyncio.to_thread(dateline, tmp_path, *restore, env=TOLD)).status == 0
    assert [path.name for path in desk.parent.glob(f"{DESK}.before-restore-*")] != []


async def test_a_wrong_token_is_said_and_ends_it(peer: Peer, tmp_path: Path) -> None:
    program = await started(tmp_path, peer, "wrong.token.here")
    _, err = await asyncio.wait_for(program.communicate(), SECONDS)
    assert program.returncode == 1
    last = err.decode().splitlines()[-1]
    assert last.startswith("dateline: Discord does not accept the bot's token from the environment variable")
    assert "Traceback" not in err.decode()
    assert "wrong.token.here" not in err.decode()
