"""Every message that a command gives has its words, and no words are left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.wording.wording import wording
from commands.addresses import Reason
from storage import lines
from storage.reads.log import Outcome
from storage.vocabulary import (
    ActorKind,
    Change,
    ClaimKind,
    LoggedKind,
    Rank,
    RelationType,
    Status,
    values,
)

ROOT = Path(__file__).parent.parent.parent
EN = ROOT / "bot" / "wording" / "en"
FILES = ("commands.ftl", "confirming.ftl", "desk.ftl", "names.ftl", "record.ftl")
WORDED = "\n".join((EN / name).read_text("utf-8") for name in FILES)

# Keys that are put together of a word of a vocabulary.
MADE = {
    *(f"actor-kind-{kind}" for kind in values(ActorKind)),
    *(f"address-{reason}" for reason in values(Reason)),
    *(f"change-{change}" for change in values(Change)),
    *(f"changes-{outcome}" for outcome in values(Outcome)),
    *(f"claim-kind-{kind}" for kind in values(ClaimKind)),
    *(f"field-{field}" for line in lines.KIND_OF for field in line.__struct_fields__),
    *(f"not-published-{status}" for status in values(Status) if status != "published"),
    *(f"object-{kind}" for kind in values(LoggedKind)),
    *(f"rank-{rank}" for rank in values(Rank)),
    *(f"relates-{relation}" for relation in values(RelationType)),
    *(f"role-{role}" for role in ("reader", "contributor", "editor", "admin")),
    *(f"status-{status}" for status in values(Status)),
    *(f"undo-{why}" for why in ("none", "undone", "changed", "expunged", "affair")),
    *(f"{listed}-{part}" for listed in ("topics", "actors", "sources") for part in ("title", "none")),
    *(f"unknown-{kind}{end}" for kind in ("topic", "actor", "place", "measure") for end in ("", "-alone")),
    *(f"new-{kind}" for kind in ("actor", "topic")),
    *(f"doubt-new-{kind}" for kind in ("actor", "topic")),
}

SAYING = {"message", "CommandError", "GrammarError", "leave"}

NODES = [
    node
    for path in (ROOT / "commands").rglob("*.py")
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
]


def literal_keys() -> Iterator[str]:
    """The keys that calls which say something are given as they are."""
    for node in NODES:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
            yield from (
                part.value
                for argument in node.args
                if not isinstance(argument, ast.JoinedStr)
                for part in ast.walk(argument)
                if isinstance(part, ast.Constant)
                and isinstance(part.value, str)
                and re.fullmatch(r"[a-z][a-z_]*(-[a-z_]+)+", part.value)
            )


def mentioned(key: str) -> bool:
    """Whether the key stands anywhere in the code, or can be put together there."""
    return key in CONSTANTS or any(re.fullmatch(pattern, key) for pattern in PATTERNS)


CONSTANTS = {node.value for node in NODES if isinstance(node, ast.Constant) and isinstance(node.value, str)}
PATTERNS = {
    pattern
    for node in NODES
    if isinstance(node, ast.JoinedStr)
    and (
        pattern := "".join(
            re.escape(piece.value)
            if isinstance(piece, ast.Constant) and isinstance(piece.value, str)
            else ".+"
            for piece in node.values
        )
    )
    and re.match(r"[a-z]+\\-", pattern)
}


def test_every_message_of_a_command_has_its_words() -> None:
    missing = {key for key in {*literal_keys(), *MADE} if not wording("en").has(key)}
    assert missing == set()


def test_no_words_are_left_over() -> None:
    worded = set(re.findall(r"^([a-z][a-z_-]*) =", WORDED, re.MULTILINE))
    assert {key for key in worded - MADE if not mentioned(key)} == set()
