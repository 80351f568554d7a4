"""What may be typed after `dateline`, what is said to what may not, and that the page on it agrees."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.parser import FORMATS, ROLES, Parser, build, parse
from commands.people import Role

PAGE = (Path(__file__).parent.parent.parent / "docs" / "console.md").read_text(encoding="utf-8")


def parsers(parser: Parser, name: str = "dateline") -> Iterator[tuple[str, Parser]]:
    """Yields every command with its parser, the groups too."""
    yield name, parser
    for action in parser._actions:
        if isinstance(action.choices, dict):
            for word, inner in action.choices.items():
                yield from parsers(inner, f"{name} {word}")


PARSERS = dict(parsers(build()))
COMMANDS = {name: parser for name, parser in PARSERS.items() if parser.get_default("command")}


def options(parser: Parser) -> set[str]:
    return {
        option for action in parser._actions for option in action.option_strings if option.startswith("--")
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "consle",
            "dateline: there is no command 'consle'. Did you mean console? Choose from console, ask, run, "
            "desk, config, check, discord, matrix, backup, restore, import, export.\n"
            "`dateline --help` shows what there is.\n",
        ),
        (
            "desk nwe x",
            "dateline desk: there is no command 'nwe'. Did you mean new? Choose from new, list.\n"
            "`dateline desk --help` shows what there is.\n",
        ),
        (
            "ask --jsno /topics",
            "dateline ask: there is no option '--jsno'. Did you mean --json?\n"
            "`dateline ask --help` shows what there is.\n",
        ),
        (
            "import x.jsonl --skip",
            "dateline import: there is no option '--skip'. Did you mean --skip-bad?\n"
            "`dateline import --help` shows what there is.\n",
        ),
        (
            "--dta=x ask /topics",
            "dateline ask: there is no option '--dta'. Did you mean --data?\n"
            "`dateline ask --help` shows what there is.\n",
        ),
        (
            "console --as edtior",
            "dateline console: --as can't be 'edtior'. Did you mean editor? Choose from reader, contributor, "
            "editor, admin.\n`dateline console --help` shows what there is.\n",
        ),
        (
            "export --format xml",
            "dateline export: --format can't be 'xml'. Choose from jsonl, csv, schema-org.\n"
            "`dateline export --help` shows what there is.\n",
        ),
        (
            "desk new two words",
            "dateline desk new: 'words' is one word too many; put words that belong together in quotes.\n"
            "`dateline desk new --help` shows what there is.\n",
        ),
        (
            "backup",
            "dateline backup: one of the arguments FILE --all is required\n"
            "`dateline backup --help` shows what there is.\n",
        ),
        (
            "backup --all x --keep 0",
            "dateline backup: argument --keep: '0' should be a number, at least 1\n"
            "`dateline backup --help` shows what there is.\n",
        ),
        (
            "ask --desk",
            "dateline ask: argument --desk: expected one argument\n"
            "`dateline ask --help` shows what there is.\n",
        ),
    ],
)
def test_a_line_that_is_wrong_is_told_what_is_near(
    line: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line.split()) == 2
    assert capsys.readouterr() == ("", said)


@pytest.mark.parametrize("line", ["", "desk", "config"])
def test_a_line_that_says_too_little_gets_help(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(line.split()) == 2
    assert capsys.readouterr().out.startswith(f"usage: dateline {line}".rstrip())


def test_the_version_is_the_one_that_is_installed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr() == ("dateline 0.1.0\n", "")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_help_ends_with_an_example_of_its_own(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*name.split()[1:], "--help"]) == 0
    shown = capsys.readouterr().out
    examples = re.findall(r"^  (.+)$", re.split(r"^examples?:$", shown, flags=re.MULTILINE)[1], re.MULTILINE)
    assert shown.rstrip().endswith(examples[-1])
    assert all(name in example for example in examples)


def test_what_help_shows_as_examples_can_be_read() -> None:
    for parser in PARSERS.values():
        for line in re.findall(r"dateline [^|\n]+", parser.epilog or ""):
            words = [word.strip("\"'") for word in re.findall(r'"[^"]*"|\S+', line)]
            assert parse(words[1:]).command is not None, line


def test_the_options_of_the_program_may_stand_on_either_side() -> None:
    before = parse(["--data", "x", "--config", "c.toml", "check"])
    after = parse(["check", "--data", "x", "--config", "c.toml"])
    assert (before.data, before.config) == (after.data, after.config) == (Path("x"), Path("c.toml"))


def test_the_roles_are_those_of_the_commands() -> None:
    assert [role.upper() for role in ROLES] == [role.name for role in Role]


def test_the_page_has_a_section_for_each_command() -> None:
    named = re.findall(r"^### `(dateline .+)`$", PAGE, re.MULTILINE)
    assert [" ".join(re.findall(r"^dateline|(?<= )[a-z]+", line)) for line in named] == list(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_page_names_the_options_of_each_command(name: str) -> None:
    section = re.search(rf"^### `{name}\b.*?(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert section
    told = set(re.findall(r"^\| `(--[a-z-]+)", section[0], re.MULTILINE))
    assert told == options(COMMANDS[name]) - {"--help", "--config", "--data"}


def test_the_page_names_the_options_of_the_program() -> None:
    section = re.search(r"^## Options of every command\n.*?(?=^## )", PAGE, re.MULTILINE | re.DOTALL)
    assert section
    assert set(re.findall(r"^\| `(--[a-z-]+)", section[0], re.MULTILINE)) == options(PARSERS["dateline"])


def test_the_page_names_the_formats_and_roles() -> None:
    for word in (*FORMATS, *ROLES):
        assert f"`{word}`" in PAGE
