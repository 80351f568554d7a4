"""The bot killed at any moment between a command and its answer: nothing doubles, and nothing is missed."""

import asyncio
import random
import signal
from collections.abc import Callable
from pathlib import Path

from tests.matrix.homeserver import Homeserver
from tests.matrix.people import Somebody
from tests.matrix.program import Program
from tests.soak import SOAK

ROUNDS = 100 if SOAK else 20
LONGEST = 0.08
"""Seconds after a command within which the program is killed: an answer takes about half of that."""


async def test_each_command_is_carried_out_and_answered_once_whenever_the_bot_is_killed(
    homeserver: Homeserver,
    ann: Somebody,
    tmp_path: Path,
    sample_file: Path,
    tally: Callable[[str], None],
) -> None:
    chance = random.Random(142)  # noqa: S311  # moments, no secrets
    program = Program(tmp_path / "bot", homeserver, homeserver.register("dateline"), sample_file)
    await program.start()
    room = await ann.room(program.account.user)
    program.settle(room)
    await ann.joined(room, program.account.user)
    asked: list[str] = []
    written: list[str] = []
    unanswered = 0
    for number in range(ROUNDS):
        asked.append(await ann.say(room, "!claim 7"))
        rank = ("preferred", "normal")[number % 2]
        written.append(await ann.say(room, f"!record rank 7 {rank} round {number}"))
        await asyncio.sleep(chance.uniform(0, LONGEST))
        await program.end(signal.SIGKILL)
        unanswered += not ann.answers(written[-1])
        await program.start()
    for command in (*asked, *written):
        await ann.answer(command)
    await ann.asks(room, "!topics")
    status, err = await program.end()
    assert (status, err) == (0, "")
    assert [len(ann.answers(command)) for command in (*asked, *written)] == [1] * (2 * ROUNDS)
    assert "Traceback" not in program.said()
    tally(f"Matrix: killed {ROUNDS} times amid a command, {unanswered} times before its answer was there")
