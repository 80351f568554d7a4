"""What help and docs promise is held to the code."""

import re
from pathlib import Path

import pytest

from commands.card import Examples, Facts, Listing
from commands.catalogue import COMMANDS
from commands.people import Person, Role
from tests.conftest import Ask

ADMIN = Person("test", "1", "An admin", Role.ADMIN)

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGES = ("commands.md", "editors.md", "names.md", "desk.md", "digests.md")
SECTIONS = {
    heading: text
    for page in PAGES
    for heading, text in re.findall(
        r"^## (.+?)\n(.*?)(?=^## |\Z)", (DOCS / page).read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
}


def listed(name: str) -> list[tuple[str, str]]:
    """The arguments that a command's section lists, each with its colon if it has one."""
    return re.findall(r"`(\w+)(:?)`", "\n".join(re.findall(r"^- (.*?) – ", SECTIONS[name], re.MULTILINE)))


def test_each_command_has_a_section_of_its_own() -> None:
    assert set(COMMANDS) <= set(SECTIONS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_pages_name_each_argument(name: str) -> None:
    promised = [argument for argument, _ in listed(name)]
    assert sorted(promised) == sorted(argument.name for argument in COMMANDS[name].arguments)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_pages_say_what_may_stand_by_position(name: str) -> None:
    by_name = {argument for argument, colon in listed(name) if colon}
    assert by_name == {argument.name for argument in COMMANDS[name].arguments if not argument.positional}


@pytest.mark.parametrize("line", [line for made in COMMANDS.values() for line in made.examples])
async def test_every_example_is_answered(line: str, editing: Ask) -> None:
    card = await editing(line, who=ADMIN)
    assert (card.title.key if card.failed else None) == WANTING.get(line)


# Examples of what needs something done before: on a desk where nothing was, they say what is wanting.
WANTING = {
    "/record add Fighting goes on near the border. source:same by:Ukraine denies:#7": "no-source-yet",
    "/record publish": "drafts-none",
    "/record drop": "drafts-none",
    "/record join #7": "drafts-none",
    "/record undo": "undo-nothing",
    "/record undo r12 that was another Kursk": "undo-none",
    "/digest preview kursk": "digest-unknown-alone",
    "/digest now kursk": "digest-unknown-alone",
    "/digest pause kursk": "digest-unknown-alone",
    "/digest resume kursk": "digest-unknown-alone",
    "/digest remove kursk": "digest-unknown-alone",
}


def test_every_command_has_an_example_of_its_own() -> None:
    for name, made in COMMANDS.items():
        assert made.examples
        assert all(f"{line} ".startswith((f"/{name} ", f"/help {name} ")) for line in made.examples)


async def test_help_lists_what_each_may_use(asking: Ask) -> None:
    for who, most in ((None, Role.READER), (ADMIN, Role.ADMIN)):
        (listing,) = (await (asking("/help") if who is None else asking("/help", who=who))).blocks
        assert isinstance(listing, Listing)
        own = [f"/{name}" for name, made in COMMANDS.items() if made.role <= most]
        assert [entry.name for entry in listing.entries] == own


async def test_a_group_alone_shows_what_is_in_it(asking: Ask) -> None:
    for line in ("/names actor", "/help names actor"):
        (listing,) = (await asking(line, who=ADMIN)).blocks
        assert isinstance(listing, Listing)
        own = [f"/{name}" for name in COMMANDS if name.startswith("names actor ")]
        assert [entry.name for entry in listing.entries] == own


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
