"""The README holds: its two commands, the questions it names, and its picture of a real answer."""

import io
import os
import re
from pathlib import Path

import pytest
from rich.console import Console
from rich.terminal_theme import MONOKAI

from bot.render.terminal import render
from bot.wording.wording import wording
from tests.conftest import Ask

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PICTURE = ROOT / "docs" / "timeline.svg"
LINES = re.findall(r"^/\w.*$", README, re.MULTILINE)
QUESTIONS, EDITING = LINES[:6], LINES[6:]


async def picture(asking: Ask) -> str:
    console = Console(
        record=True,
        width=100,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    console.print(render(await asking("/timeline kursk"), wording("en-GB"), width=100, links=False))
    drawn = console.export_svg(title="/timeline kursk", theme=MONOKAI, unique_id="timeline")
    # A picture fetches nothing: it takes the reader's own monospaced font.
    return re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)


async def test_the_picture_is_of_the_answer_as_it_is(asking: Ask) -> None:
    drawn = await picture(asking)
    if os.environ.get("DATELINE_REDRAW"):
        PICTURE.write_text(drawn, "utf-8")
    assert PICTURE.read_text("utf-8") == drawn, "DATELINE_REDRAW=1 draws it anew"


@pytest.mark.parametrize("line", QUESTIONS)
async def test_every_question_it_names_is_answered(line: str, asking: Ask) -> None:
    card = await asking(line)
    assert not card.failed
    assert card.blocks


async def test_what_it_puts_in_is_there_denied_and_taken_back(editing: Ask) -> None:
    assert len(EDITING) == 5
    answers = [await editing(line) for line in EDITING]
    assert [card.title.key for card in answers] == [
        "record-added",
        "record-added",
        "claim-title",
        "history-title",
        "undone",
    ]


def test_its_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"^make ([a-z]+)", README, re.MULTILINE)) <= targets


def test_its_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
