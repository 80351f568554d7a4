"""A process of the kill tests: writes by commands until it is killed, and says what was acknowledged.

Run as `python -m tests.commands.killed DESK SEED`. Each line on standard output tells of one command that was
answered: its request, and the revision or claim that the answer names.
"""

import asyncio
import random
import sys
from pathlib import Path

from commands.ask import ask
from commands.people import Person, Role, Where
from storage.desk import Desk, Threads

EDITOR = Person("test", "7", "An editor", Role.EDITOR)


def line(number: int, chance: random.Random) -> str:
    """The command of one step: mostly a new claim with all that comes with it, else a change of one."""
    claim = chance.randint(1, 14)
    return chance.choice(
        (
            f"/record add Entry {number} of place {chance.random()} source:https://example.org/{number} "
            f"published:2025-04-29 publisher:Paper {number} by:Witness {number} denies:#{claim} topic:kursk",
            f"/record add Entry {number} again {chance.random()} source:s1 by:Ukraine about:Russia",
            f"/record edit #{claim} corrected reason:step {number} text:Sentence {number} of the story.",
            f"/record rank #{claim} preferred step {number}",
            "/record undo",
        )
    )


async def write(path: Path, seed: int) -> None:
    """Asks without end; a draft counts as answered, and is published at once."""
    chance = random.Random(seed)  # noqa: S311  # which commands are tried, no secret
    threads = Threads()
    where = Where(Desk(path, threads), "killed", "tests")
    number = 0
    while True:
        number += 1
        request = f"step-{number}"
        card = await ask(EDITOR, where, line(number, chance), request=request)
        if card.title.key == "draft-title":
            request = f"{request}-published"  # an event of its own, as an editor would send it
            card = await ask(EDITOR, where, "/record publish", request=request)
        sys.stdout.write(f"{request} {card.title.key} {card.failed}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(write(Path(sys.argv[1]), int(sys.argv[2])))
