"""Killed at any point on a digest's way, the bot posts each claim once, and each correction once."""

import asyncio
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from sqlite_utils import Database

from storage import digests
from storage.connection import in_transaction, open_writer
from storage.digests import Digest, Filter, Schedule
from storage.lines import Claim, Evidence
from storage.reads.names import find_topic
from storage.reads.objects import claim_line
from storage.registry import Place, Registry
from storage.revising import Step, revise
from storage.writing import Author
from tests.cli.program import environment
from tests.discord.conftest import DESK
from tests.discord.payloads import CHANNEL, GUILD, TOKEN
from tests.discord.peer import SECONDS, Peer, Shown
from tests.soak import often
from tests.storage.factories import add

ROUNDS = often(20)
_UNHARMED = 10**6
ROOT = Path(__file__).parent.parent.parent
EVIDENCE = (Evidence(source="report-2025-04-28"),)

# The program as it is, but for where discord.com leads, how long a nonce holds, and that it kills itself
# before one of the statements about digests, or around a request about their channel.
PROGRAM = """
import os, signal, sqlite3, sys
from datetime import timedelta
from pathlib import Path

left = int(os.environ["STEPS"])
steps = os.open("steps", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

def step():
    global left
    left -= 1
    os.write(steps, b".")
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def watch(statement):
    if any(word in statement for word in ("outbox", "told", "runs", "digests", "corrected", "COMMIT")):
        step()

opened = sqlite3.connect

def connect(*given, **named):
    conn = opened(*given, **named)
    conn.set_trace_callback(watch)
    return conn

sqlite3.connect = connect

import discord.http
from bot.discord import part, posting
from tests.discord.peer import connector

asked = discord.http.HTTPClient.request

async def request(self, route, **named):
    if "/channels/" not in route.path:
        return await asked(self, route, **named)
    step()
    answer = await asked(self, route, **named)
    step()
    return answer

discord.http.HTTPClient.request = request
posting.Posting.__init__.__defaults__ = (timedelta(seconds=float(os.environ["WINDOW"])),)
part.usual = lambda: connector(int(os.environ["PEER_PORT"]), Path("authority.pem").read_bytes())
from bot.cli import main

sys.exit(main(["run"]))
"""


@dataclass
class Killed:
    """A bot that is killed and started again, and what was written into its desk meanwhile."""

    folder: Path
    peer: Peer

    @property
    def path(self) -> Path:
        return self.folder / "data" / f"{DESK}.db"

    def write(self, fn: Callable[[Database], None]) -> None:
        with closing(open_writer(self.path)) as db:
            in_transaction(db, fn)

    def set(self) -> None:
        def keep(db: Database) -> None:
            topic = find_topic(db, "kursk")
            assert topic
            schedule = Schedule(times=("07:00",))
            wanted = Digest(0, "d", "discord", CHANNEL, topic.id, Filter(), schedule, most=10**6)
            digests.keep(db, wanted, author())

        self.write(keep)

    def publish(self, number: int) -> None:
        """Publishes so much that it takes several messages, corrects what was told before, and wants both."""

        def publish(db: Database) -> None:
            texts = [f"{number} {place} " + "word " * 190 for place in range(4)]
            claims = [
                Claim(
                    uid=f"new-{number}-{place}", text=text, kind="event", topics=("kursk",), evidence=EVIDENCE
                )
                for place, text in enumerate(texts)
            ]
            add(db, claims, author())
            told = db.conn.execute("SELECT max(claim_id) FROM told").fetchone()[0]
            if told is not None and (before := claim_line(db, told)) is not None:
                after = msgspec.structs.replace(before, text=f"Corrected in {number}.")
                revise(db, [Step("corrected", before, after)], author(f"slip-{number}-"))
            digest = digests.digest_called(db, "d")
            assert digest
            digests.want(db, digest, f"round-{number}")

        self.write(publish)

    async def run(self, steps: int, window: float) -> int:
        """Runs the bot until it is killed, or all is done and it is killed then; returns how far it came."""
        env = environment(
            PYTHONPATH=str(ROOT),
            PYTHONWARNINGS="ignore",
            PEER_PORT=str(self.peer.port),
            DATELINE_DISCORD_TOKEN=TOKEN,
            STEPS=str(steps),
            WINDOW=str(window),
        )
        with (self.folder / "said").open("ab") as said:
            program = await asyncio.create_subprocess_exec(
                sys.executable, "program.py", cwd=self.folder, env=env, stderr=said
            )
        try:
            async with asyncio.timeout(SECONDS * 3):
                while program.returncode is None and not self.is_done():  # noqa: ASYNC110  # what is waited for happens in the program
                    await asyncio.sleep(0.05)
        finally:
            if program.returncode is None:
                program.kill()
            await program.wait()
        return (self.folder / "steps").stat().st_size

    def is_wanted(self) -> bool:
        return self._has("digests WHERE wanted IS NOT NULL")

    def is_done(self) -> bool:
        return not self.is_wanted() and not self._has(
            "outbox WHERE state IN ('pending', 'sending') OR stale = 1"
        )

    def _has(self, rows: str) -> bool:
        with closing(sqlite3.connect(self.path)) as conn:
            return conn.execute(f"SELECT 1 FROM {rows} LIMIT 1").fetchone() is not None  # noqa: S608  # ours


def author(reason: str | None = None) -> Author:
    return Author("2025-05-02T12:00:00Z", "test", "editor", reason)


@pytest.fixture
def killed(peer: Peer, data: Path) -> Killed:
    folder = data.parent
    Registry(data).settle(Place("discord", GUILD), DESK)
    (folder / "program.py").write_text(PROGRAM)
    (folder / "authority.pem").write_bytes(peer.authority)
    (folder / "config.toml").write_text('[discord]\ntoken_env = "DATELINE_DISCORD_TOKEN"\n')
    bot = Killed(folder, peer)
    bot.set()
    return bot


async def test_killed_at_any_point_it_posts_each_claim_once_and_each_correction_once(
    killed: Killed, tally: Callable[[str], None]
) -> None:
    killed.publish(0)
    await killed.run(_UNHARMED, 60.0)
    killed.publish(1)
    whole = await killed.run(_UNHARMED, 60.0)
    number = 2
    for turn in range(ROUNDS):
        # Every other time Discord has forgotten the nonce, and its history alone can tell.
        window = 60.0 if turn % 2 else 0.0
        killed.peer.rest.nonces_last = 300.0 if window else 0.0
        if not killed.is_wanted():
            killed.publish(number)
            number += 1
        await killed.run(1 + whole * turn // ROUNDS, window)
    await killed.run(_UNHARMED, window)

    posts = [Shown(each) for each in killed.peer.rest.posted]
    told = [number for post in posts if not is_correction(post) for number in post.numbers]
    assert told == list(range(15, 15 + 4 * number))
    slips = Counter(
        one
        for post in posts
        if is_correction(post)
        for one in range(number)
        if f"slip-{one}-" in post.text.replace("\\", "")
    )
    assert slips == dict.fromkeys(range(1, number), 1)
    tally(
        f"killed {ROUNDS} times at {whole} points of a digest's way: {len(told)} claims posted once each in "
        f"{len(posts)} messages, {len(slips)} corrections once each"
    )


def is_correction(post: Shown) -> bool:
    return post.text.startswith("## Correction")
