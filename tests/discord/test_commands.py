"""Every command of the core is a slash command that is answered, and completed, through a real gateway."""

from pathlib import Path
from shutil import copyfile

import pytest

from bot.discord.pieces import title
from bot.wording.wording import wording
from commands import grammar
from commands.catalogue import COMMANDS
from commands.people import Person, Role, Where
from storage.desk import Desk, Threads
from storage.registry import Place
from tests.discord.conftest import DESK
from tests.discord.payloads import CHANNEL, GUILD, MANAGER, STAFF
from tests.discord.peer import Peer

WORDS = wording("en-GB")
ADMIN = Person("discord", MANAGER.id, MANAGER.name, Role.ADMIN, groups=(GUILD,))

# Their titles hold a code that is new each time, or the registry that only the server has.
OTHERWISE = {"link", "desk join", "use"}


# What is given where an example leaves out what Discord asks for.
NEEDED = {"claim": "#7", "flag": "1", "account": "discord:4444444444444444442", "reason": "It was a slip."}


def example(name: str) -> dict[str, str]:
    """The arguments of a command's first example, as Discord's fields hold them."""
    command = COMMANDS[name]
    line = next((line for line in command.examples if f"{line} ".startswith(f"/{name} ")), None)
    given = grammar.split(line.removeprefix(f"/{name}"), command.slots) if line else {}
    needed = {each.name: NEEDED.get(each.name, "") for each in command.arguments if each.required}
    return needed | {key: "; ".join(texts) for key, texts in given.items()}


@pytest.fixture
async def copy(sample_file: Path, tmp_path: Path, threads: Threads) -> Where:
    path = tmp_path / "copy.db"
    copyfile(sample_file, path)
    groups = {STAFF: "Staff", GUILD: "@everyone"}
    return Where(Desk(path, threads), DESK, CHANNEL, place=Place("discord", GUILD), groups=groups)


@pytest.mark.parametrize("name", sorted(COMMANDS))
async def test_each_command_is_answered_as_the_core_answers(name: str, bot: Peer, copy: Where) -> None:
    given = example(name)
    expected = await COMMANDS[name].answer(ADMIN, copy, given)
    shown = await bot.ask(name, given, who=MANAGER)
    assert shown.private is expected.private
    if name not in OTHERWISE:
        assert shown.text.splitlines()[0] == title(expected, WORDS).splitlines()[0]


@pytest.mark.parametrize("name", sorted(COMMANDS))
async def test_each_argument_is_completed_as_the_core_completes(name: str, bot: Peer, copy: Where) -> None:
    command = COMMANDS[name]
    for argument in command.arguments:
        if argument.arg.suggest is None:
            continue
        for typed in ("", "k", "1"):
            expected = await command.suggest(ADMIN, copy, argument.name, typed)
            choices = await bot.complete(name, argument.name, typed, who=MANAGER)
            assert [each["value"] for each in choices] == [
                each.value for each in expected if 0 < len(each.value) <= 100
            ]
