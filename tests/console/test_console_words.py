"""The console's own words: each has its key, and none is left over."""

import ast
import re
from pathlib import Path

from bot.wording.wording import wording
from commands.people import Role

ROOT = Path(__file__).parent.parent.parent
WORDED = set(
    re.findall(r"^(console-[a-z-]+) =", (ROOT / "bot/wording/en/cli.ftl").read_text("utf-8"), re.MULTILINE)
)
MADE = {
    *(f"console-role-{role.name.lower()}" for role in Role),
    *(f"console-word-{word}" for word in ("next", "quit")),
    *(f"console-hint{more}" for more in ("", "-more")),
}


def test_each_word_has_a_key_and_each_key_is_said() -> None:
    literal = {
        node.value
        for path in (ROOT / "bot" / "console").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"console-[a-z-]*[a-z]", node.value)
    }
    assert literal - {"console-hint"} | MADE == WORDED


def test_each_can_be_said() -> None:
    for key in WORDED:
        assert wording("en").say(key, desk="newsroom")
