"""Every language says all that English says, of the same values, and what English has in the code itself."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.config.schema import SCHEMA
from bot.wording.wording import Wording, languages, wording
from commands.card import Help
from commands.catalogue import COMMANDS
from tests.discord.by_hand import NAME

FOLDER = Path(__file__).parents[2] / "bot" / "wording"
OTHERS = sorted(languages() - {"en"})

MARK = "⟦{}⟧"
COUNTS = (0, 1, 2, 3, 5, 21, 1000)


class Variables(Visitor):
    """Collects the variables of a message, and those that choose between its forms."""

    def __init__(self) -> None:
        self.all: set[str] = set()
        self.counted: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  # named by the node
        self.all.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        if isinstance(node.selector, ast.VariableReference):
            self.counted.add(node.selector.id.name)
        self.generic_visit(node)


def messages(language: str) -> Iterator[tuple[str, Variables]]:
    for path in sorted((FOLDER / language).glob("*.ftl")):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            if isinstance(entry, ast.Message):
                found = Variables()
                found.visit(entry)
                yield entry.id.name, found


def helps() -> Iterator[Help]:
    """What English has in the docstrings of commands and the declarations of arguments."""
    for made in COMMANDS.values():
        yield made.help
        if made.details is not None:
            yield made.details
        yield from (argument.help for argument in made.arguments)


def key_of(helped: Help, words: Wording) -> str | None:
    return next((key for key in helped.keys if words.has(key)), None)


ENGLISH = dict(messages("en"))
GROUPS = [key for key in ENGLISH if key.startswith("discord-group-")]
DESCRIBED = [*GROUPS, "discord-private"]
MENUS = ["discord-add-as-claim", "discord-find-in-record"]
NAMED = {
    "discord-name-private",
    *(f"discord-name-{key}" for helped in helps() for key in helped.keys if not key.startswith("details-")),
    *(f"discord-name-{key.removeprefix('discord-')}" for key in GROUPS),
}


def test_german_is_there_and_the_setting_names_each_language() -> None:
    assert "de" in OTHERS
    (locale,) = [key.setting.help for key in SCHEMA.every_key() if key.path == ("locale",)]
    assert [name for name in languages() if not re.search(rf"\b{name}\b", locale)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_all_that_english_says(language: str) -> None:
    own = dict(messages(language))
    assert ENGLISH.keys() - own.keys() == set(), "say these too"
    of_helps = {key for helped in helps() for key in helped.keys}
    assert own.keys() - ENGLISH.keys() - of_helps - NAMED == set(), "nothing says these"


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_mentions_what_english_mentions(language: str) -> None:
    own = dict(messages(language))
    differing = {
        key: (theirs.all, own[key].all)
        for key, theirs in ENGLISH.items()
        if key in own and own[key].all != theirs.all
    }
    assert differing == {}


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_each_message_can_be_said_of_any_number(language: str) -> None:
    words = wording(language)
    for key, found in messages(language):
        for count in COUNTS:
            values = {name: count if name in found.counted else MARK.format(name) for name in found.all}
            said = words.say(key, **values)
            assert said
            assert all(MARK.format(name) in said for name in found.all - found.counted)


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_says_what_each_command_and_argument_is_for(language: str) -> None:
    words = wording(language)
    assert [helped for helped in helps() if key_of(helped, words) is None] == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_differs_in_english_is_not_said_alike(language: str) -> None:
    """An argument's name means something else in some commands, which then have a key of their own."""
    words = wording(language)
    english = defaultdict(set)
    for helped in helps():
        english[key_of(helped, words)].add(helped.english)
    assert {key: told for key, told in english.items() if len(told) > 1} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_help_is_left_over(language: str) -> None:
    words = wording(language)
    used = {key_of(helped, words) for helped in helps()}
    told = {key for key, _ in messages(language) if key not in ENGLISH and key not in NAMED}
    assert told - used == set()


@pytest.mark.parametrize("language", ["en", *OTHERS])
def test_what_discord_shows_is_as_short_as_it_takes(language: str) -> None:
    words = wording(language)
    keys = {key for helped in helps() if (key := key_of(helped, words)) and not key.startswith("details-")}
    assert {key: words.say(key) for key in {*DESCRIBED, *keys} if not 1 <= len(words.say(key)) <= 100} == {}
    assert [words.say(key) for key in MENUS if not 1 <= len(words.say(key)) <= 32] == []
    names = [words.say(key) for key in NAMED if words.has(key)]
    assert [name for name in names if not NAME.fullmatch(name) or name != name.lower()] == []


def typed_in(text: str) -> set[str]:
    """What a text says that somebody types: in backquotes, or a command with its slash."""
    commands = {f"/{name}" for name in COMMANDS if re.search(rf"/{name}\b", text)}
    return commands | set(re.findall(r"`[^`]+`", text))


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_typed_stays_as_it_is_typed(language: str) -> None:
    words = wording(language)
    pairs = [(helped.english, words.say(key)) for helped in helps() if (key := key_of(helped, words))]
    for key, found in ENGLISH.items():
        values = {name: 2 if name in found.counted else MARK.format(name) for name in found.all}
        pairs.append((wording("en").say(key, **values), words.say(key, **values)))
    assert [pair for pair in pairs if typed_in(pair[0]) != typed_in(pair[1])] == []
