"""The bot killed at any moment between a command and its answer: nothing doubles, and nothing is missed."""

import asyncio
import random
import signal
from collections.abc import Callable
from pathlib import Path

from tests.matrix.homeserver import Homeserver
from tests.matrix.program import Program
from tests.matrix.sealed import Sealed
from tests.soak import SOAK

ROUNDS = 100 if SOAK else 20
LONGEST = 0.15
"""Seconds after a command within which the program is killed: the answers take about half of that."""


async def test_each_command_is_carried_out_and_answered_once_whenever_the_bot_is_killed(
    homeserver: Homeserver,
    tmp_path: Path,
    sample_file: Path,
    tally: Callable[[str], None],
) -> None:
    chance = random.Random(142)  # noqa: S311  # moments, no secrets
    program = Program(tmp_path / "bot", homeserver, homeserver.register("dateline"), sample_file)
    user = program.account.user
    eve = Sealed(homeserver.url, homeserver.register("eve"), tmp_path / "eve")
    await eve.come()
    try:
        await program.start()
        plain, sealed = await eve.room(user), await eve.sealed_room(user)
        for room in (plain, sealed):
            program.settle(room)
            await eve.joined(room, user)
        await eve.knows(sealed, user)
        commands: list[str] = []
        unanswered = 0
        for number in range(ROUNDS):
            rank = ("preferred", "normal")[number % 2]
            asked = [
                await eve.say(sealed, "!claim 8"),
                await eve.say(plain, "!claim 7"),
                await eve.say(plain, f"!record rank 7 {rank} round {number}"),
            ]
            await asyncio.sleep(chance.uniform(0, LONGEST))
            await program.end(signal.SIGKILL)
            unanswered += not all(eve.answers(command) for command in asked)
            commands += asked
            await program.start()
        for command in commands:
            await eve.answer(command)
        await eve.asks(plain, "!topics")
        await eve.asks(sealed, "!topics")
        status, err = await program.end()
        assert (status, err) == (0, "")
        assert [len(eve.answers(command)) for command in commands] == [1] * len(commands)
        assert "Traceback" not in program.said()
    finally:
        await eve.go()
    tally(f"Matrix: killed {ROUNDS} times amid commands, {unanswered} times before all answers were there")
