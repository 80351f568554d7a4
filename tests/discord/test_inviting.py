"""`dateline discord invite`: links of the application that the token is of, or words that say why not."""

import asyncio
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from bot.cli.failing import Refusal
from bot.config import Secret
from bot.discord.inviting import links
from tests.cli.program import SECONDS, Ended, dateline, environment
from tests.discord.payloads import APPLICATION, TOKEN
from tests.discord.peer import Peer, Resolver

ROOT = Path(__file__).parent.parent.parent
GOOD = Secret(TOKEN, "a test")

# The program as it is, but for where discord.com leads.
PROGRAM = """
import os, sys
from pathlib import Path
from bot.discord import part
from tests.discord.peer import connector

part.usual = lambda: connector(int(os.environ["PEER_PORT"]), Path("authority.pem").read_bytes())
from bot.cli import main

sys.exit(main(["discord", "invite"]))
"""


def asked(link: str) -> dict[str, list[str]]:
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "discord.com", "/oauth2/authorize")
    return parse_qs(parts.query, strict_parsing=True)


async def test_the_links_ask_for_no_more_than_is_needed(peer: Peer) -> None:
    server, account = await links(GOOD, peer.connector)
    # View Channels, Send Messages, Read Message History, Send Messages in Threads.
    permissions = (1 << 10) + (1 << 11) + (1 << 16) + (1 << 38)
    assert asked(server) == {
        "client_id": [APPLICATION],
        "scope": ["bot applications.commands"],
        "permissions": [str(permissions)],
        "integration_type": ["0"],
    }
    assert asked(account) == {
        "client_id": [APPLICATION],
        "scope": ["applications.commands"],
        "integration_type": ["1"],
    }
    assert ("GET", "/gateway/bot") not in peer.rest.asked  # it asks, and is never online


async def test_a_token_that_is_not_accepted_is_told(peer: Peer) -> None:
    with pytest.raises(Refusal) as refused:
        await links(Secret("wrong.token.here", "the file /etc/token"), peer.connector)
    assert str(refused.value) == (
        "Discord does not accept the bot's token from the file /etc/token. Copy it anew from the "
        "application's page (docs/discord.md)."
    )


async def test_no_network_is_told() -> None:
    with pytest.raises(Refusal, match=r"^Discord can't be reached, .*: ClientConnector.*Cannot connect"):
        await links(GOOD, lambda: aiohttp.TCPConnector(resolver=Resolver(9)))


async def invited(folder: Path, peer: Peer, token: str) -> Ended:
    (folder / "program.py").write_text(PROGRAM)
    (folder / "authority.pem").write_bytes(peer.authority)
    (folder / "config.toml").write_text('[discord]\ntoken_file = "token"\n')
    (folder / "token").write_text(f"{token}\n")
    (folder / "token").chmod(0o600)
    env = environment(
        PYTHONPATH=str(ROOT),
        # discord.py imports a module that Python 3.11 and 3.12 tell is on its way out.
        PYTHONWARNINGS="error,ignore::DeprecationWarning:discord.player",
        PEER_PORT=str(peer.port),
    )
    program = await asyncio.create_subprocess_exec(
        sys.executable, "program.py",
        cwd=folder, env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await asyncio.wait_for(program.communicate(), SECONDS)
    assert program.returncode is not None
    return Ended(program.returncode, out.decode(), err.decode())


async def test_the_program_prints_them_and_makes_no_data(peer: Peer, tmp_path: Path) -> None:
    ended = await invited(tmp_path, peer, TOKEN)
    assert (ended.status, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "To add the bot to a server that you manage, open:"
    assert lines[1].startswith(f"  https://discord.com/oauth2/authorize?client_id={APPLICATION}&scope=bot+")
    assert lines[2] == "To add its commands to your own account, open:"
    assert lines[3].endswith("&scope=applications.commands&integration_type=1")
    assert len(lines) == 4
    assert not (tmp_path / "data").exists()


async def test_the_program_ends_with_1_where_the_token_is_wrong(peer: Peer, tmp_path: Path) -> None:
    ended = await invited(tmp_path, peer, "wrong.token.here")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == (
        f"dateline: Discord does not accept the bot's token from the file {tmp_path}/token. Copy it anew "
        "from the application's page (docs/discord.md).\n"
    )


def test_without_a_section_there_is_no_token_to_ask_with(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[console]\n")
    ended = dateline(tmp_path, "discord", "invite")
    assert (ended.status, ended.out, ended.err) == (
        2,
        "",
        f"dateline: {tmp_path}/config.toml has no section [discord], which says where the token is "
        "(docs/discord.md).\n",
    )
