"""What a message on Discord says that a claim can be made of: its words, its quotes and its links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import discord

from bot.render.escape import harmless

ASKED_UNQUOTED: Final = ("text", "source", "by", "occurred", "topic")
ASKED: Final = ("text", "source", "quote", "by", "occurred")
"""What the form asks for, where a message quotes something and where not: it has five fields."""

_LONGEST: Final = {"text": 1000, "quote": 2000}
"""Characters that the record takes."""

_ADDRESS: Final = re.compile(r"https?://[^\s<>()\[\]|]+", re.IGNORECASE)
_LINK: Final = re.compile(r"\[([^\]\n]{1,300})\]\(<?(https?://[^\s<>()]+)>?\)", re.IGNORECASE)
_AROUND: Final = " \t\r\n.,;:!?-\u2013\u2014<>()[]|"


@dataclass(frozen=True, slots=True)
class Passage:
    """What a claim may be made of.

    Attributes:
        filled: Texts for the form, by the argument's name.
        fixed: Texts that are not asked for.
    """

    filled: Mapping[str, str]
    fixed: Mapping[str, str]


def of_message(message: discord.Message) -> Passage:
    """Returns what a message says.

    The source is the first address in it. A message without one is its own source: its author says it, on the
    day that it was sent.
    """
    quoted, own = _parted(text_of(message))
    found = _ADDRESS.search(own) or _ADDRESS.search(quoted)
    address = found[0].rstrip(".,;:!?'\"*_") if found else _embedded(message)
    text = _plain(own) or _plain(quoted)
    filled = {"text": _cut(text, _LONGEST["text"])}
    if text != _plain(quoted):
        filled["quote"] = _cut(_plain(quoted), _LONGEST["quote"])
    if address is not None:
        return Passage({**filled, "source": address}, {})
    by = harmless(message.author.display_name)
    filled |= {"source": message.jump_url, "by": by}
    return Passage(filled, {"published": message.created_at.date().isoformat()})


def text_of(message: discord.Message) -> str:
    """Returns a message's text, or that of the message which it forwards, with names in place of mentions."""
    if message.content:
        return message.clean_content
    return "\n".join(each.content for each in message.message_snapshots)


def _parted(text: str) -> tuple[str, str]:
    """Returns what a text quotes, and the rest of it."""
    rest, _, block = text.partition("\n>>> ") if not text.startswith(">>> ") else ("", "", text[4:])
    quoted = [line[2:] for line in rest.splitlines() if line.startswith("> ")]
    own = [line for line in rest.splitlines() if not line.startswith("> ")]
    return "\n".join([*quoted, *([block] if block else [])]), "\n".join(own)


def _embedded(message: discord.Message) -> str | None:
    return next((each.url for each in message.embeds if each.url and _ADDRESS.fullmatch(each.url)), None)


def _plain(text: str) -> str:
    """Returns a text without addresses and markup, in one line."""
    bare = discord.utils.remove_markdown(_ADDRESS.sub(" ", _LINK.sub(r"\1", text)))
    line = " ".join(harmless(bare).split())
    return "" if not line.strip(_AROUND) else line.strip(" \t-\u2013\u2014<>|")


def _cut(text: str, most: int) -> str:
    """Returns as many whole words of a text as the record takes."""
    return text if len(text) <= most else text[: most + 1].rsplit(" ", 1)[0][:most]
