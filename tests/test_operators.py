"""The page for operators and the units it ships: every line of them is held to the program."""

import configparser
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.failing import Status
from bot.cli.parser import parse
from bot.config import load

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "operators.md").read_text("utf-8")
UNITS = ("dateline.service", "dateline-backup.service", "dateline-backup.timer")
PROGRAM = "/opt/dateline/.venv/bin/dateline"
ANALYZE = shutil.which("systemd-analyze")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def commands() -> Iterator[list[str]]:
    """What is typed after `dateline` on the page, and started by the units."""
    for line in "".join(blocks("sh")).splitlines():
        words = shlex.split(line, comments=True)
        if words[:2] == ["sudo", "-u"]:
            words = words[3:]
        if words and words[0] == "dateline":
            yield words[1:]
    for name in UNITS[:2]:
        for key, value in unit(name)["Service"].items():
            if key.startswith("Exec"):
                program, *words = shlex.split(value)
                assert program == PROGRAM
                yield words


def unit(name: str) -> configparser.ConfigParser:
    # A key may stand twice in a unit; which of the two is kept here matters to none of these tests.
    parser = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # as its documentation has it
    parser.read(DOCS / name, "utf-8")
    return parser


@pytest.mark.parametrize("words", [each for each in commands() if each != ["--version"]], ids=" ".join)
def test_every_command_is_one_of_the_program(words: list[str]) -> None:
    assert parse(words).command


def test_the_commands_that_matter_are_on_the_page() -> None:
    named = {parse(words).command for words in commands() if words != ["--version"]}
    assert named == {"config check", "run", "backup", "restore", "check", "discord invite"}


def test_the_units_and_the_page_mean_the_same_places(tmp_path: Path) -> None:
    (text,) = blocks("toml")
    given = tomllib.loads(text)
    service = unit("dateline.service")["Service"]
    credential, _, kept = service["LoadCredential"].partition(":")
    assert given["data"] == f"/var/lib/{service['StateDirectory']}" == service["WorkingDirectory"]
    assert given["discord"]["token_file"] == f"/run/credentials/dateline.service/{credential}"
    assert kept in PAGE
    assert parse(shlex.split(service["ExecStart"])[1:]).config == Path("/etc/dateline/config.toml")
    saved = unit("dateline-backup.service")["Service"]
    backup = parse(shlex.split(saved["ExecStart"])[1:])
    assert (backup.data, backup.all) == (Path(given["data"]), Path(saved["ReadWritePaths"]))
    assert shlex.join(shlex.split(saved["ExecStart"])[1:]) in PAGE
    (tmp_path / "token").write_text("a token")
    (tmp_path / "config.toml").write_text(text.replace(given["discord"]["token_file"], "token"))
    config = load(tmp_path / "config.toml", {})
    assert config.discord
    assert config.discord.token.reveal() == "a token"


def test_the_page_tells_every_exit_status() -> None:
    assert [int(found) for found in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)] == list(Status)
    prevented = unit("dateline.service")["Service"]["RestartPreventExitStatus"]
    assert int(prevented) == Status.WRONG_USAGE


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_is_led_to_from_the_page(name: str) -> None:
    assert f"({name})" in PAGE
    assert unit(name)["Unit"]["Documentation"] == "file:/opt/dateline/docs/operators.md"


@pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze on this machine")
def test_systemd_takes_the_units_and_finds_them_hardened(tmp_path: Path) -> None:
    for name in UNITS:
        # The program is not installed where the tests run, and systemd looks for it.
        (tmp_path / name).write_text((DOCS / name).read_text("utf-8").replace(PROGRAM, "/bin/true"))
    assert analyzed("verify", *(str(tmp_path / name) for name in UNITS)) == (0, "")
    for name in UNITS[:2]:
        # Of 100 points of exposure; a unit without any hardening has 96.
        status, _ = analyzed("security", "--offline=yes", "--threshold=20", str(tmp_path / name))
        assert status == 0


def analyzed(*arguments: str) -> tuple[int, str]:
    assert ANALYZE
    done = subprocess.run([ANALYZE, *arguments], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr
