"""Every message that a command gives has its words, and no words are left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.wording.wording import wording
from storage.reads.log import Outcome
from storage.vocabulary import ActorKind, values

ROOT = Path(__file__).parent.parent.parent
FTL = ROOT / "bot" / "wording" / "en" / "commands.ftl"
# Keys that are put together of a word of a vocabulary.
MADE = {
    *(f"actor-kind-{kind}" for kind in values(ActorKind)),
    *(f"changes-{outcome}" for outcome in values(Outcome)),
    *(f"role-{role}" for role in ("reader", "contributor", "editor", "admin")),
    *(f"{listed}-{part}" for listed in ("topics", "actors", "sources") for part in ("title", "none")),
    *(f"unknown-{kind}{end}" for kind in ("topic", "actor", "place", "measure") for end in ("", "-alone")),
}


def literal_keys() -> Iterator[str]:
    for path in (ROOT / "commands").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args):
                continue
            if node.func.id in {"message", "CommandError", "GrammarError"}:
                yield from (
                    part.value
                    for part in ast.walk(node.args[0])
                    if isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and re.fullmatch(r"[a-z][a-z_-]*[a-z]", part.value)
                    and not isinstance(node.args[0], ast.JoinedStr)
                )


def test_every_message_of_a_command_has_its_words() -> None:
    missing = {key for key in {*literal_keys(), *MADE} if not wording("en").has(key)}
    assert missing == set()


def test_no_words_are_left_over() -> None:
    worded = set(re.findall(r"^([a-z][a-z_-]*) =", FTL.read_text("utf-8"), re.MULTILINE))
    assert worded - {*literal_keys(), *MADE} == set()
