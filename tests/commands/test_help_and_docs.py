"""What help and docs promise is held to the code."""

import re
from pathlib import Path

import pytest

from commands.card import Examples, Facts, Listing
from commands.catalogue import COMMANDS
from tests.conftest import Ask

DOCS = Path(__file__).parent.parent.parent / "docs"
SECTIONS = dict(
    re.findall(
        r"^## (\w+)\n(.*?)(?=^## |\Z)", (DOCS / "commands.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
)


def test_the_readers_page_has_a_section_for_each_command() -> None:
    assert sorted(SECTIONS) == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_readers_page_names_each_argument(name: str) -> None:
    promised = re.findall(r"`(\w+):?`", "\n".join(re.findall(r"^- (.*?) – ", SECTIONS[name], re.MULTILINE)))
    assert promised == [argument.name for argument in COMMANDS[name].arguments]


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_readers_page_says_what_may_stand_by_position(name: str) -> None:
    by_name = re.findall(r"`(\w+):`", "\n".join(re.findall(r"^- (.*?) – ", SECTIONS[name], re.MULTILINE)))
    assert by_name == [argument.name for argument in COMMANDS[name].arguments if not argument.positional]


@pytest.mark.parametrize("line", [line for made in COMMANDS.values() for line in made.examples])
async def test_every_example_is_answered(line: str, asking: Ask) -> None:
    card = await asking(line)
    assert not card.failed
    assert card.blocks


def test_every_command_has_an_example_of_its_own() -> None:
    for name, made in COMMANDS.items():
        assert made.examples
        assert all(line.split()[0] == f"/{name}" for line in made.examples)


async def test_help_lists_what_the_reader_may_use(asking: Ask) -> None:
    (listing,) = (await asking("/help")).blocks
    assert isinstance(listing, Listing)
    assert [entry.name for entry in listing.entries] == [f"/{name}" for name in COMMANDS]


@pytest.mark.parametrize(
    "asked", ["/help timeline", "help Timeline", "/help /timeline", "/help command:timeline"]
)
async def test_help_of_a_command_shows_its_arguments_and_examples(asked: str, asking: Ask) -> None:
    blocks = (await asking(asked)).blocks
    (facts,) = [block for block in blocks if isinstance(block, Facts)]
    assert [label.values["text"] for label, _ in facts.rows] == [
        "topic", "since", "until", "actor", "place", "kind", "as_of", "order", "page",
    ]  # fmt: skip
    (examples,) = [block for block in blocks if isinstance(block, Examples)]
    assert examples.lines[0] == "/timeline kursk"


async def test_help_of_nothing_known_names_what_is_near(asking: Ask) -> None:
    card = await asking("/help timelin")
    assert card.title.key == "grammar-no-command-near"
    assert card.title.values == {"name": "timelin", "nearest": "timeline"}
