"""What a message on Discord says that a claim can be made of: its words, its quotes and its links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Final

import discord

from bot.render.escape import unharmed
from commands import addresses
from commands.entering.arguments import LONGEST_QUOTE, LONGEST_TEXT

ASKED_UNQUOTED: Final = ("text", "source", "by", "occurred", "topic")
ASKED: Final = ("text", "source", "quote", "by", "occurred")
"""What the form asks for, where a message quotes something and where not: it has five fields."""

NEEDED: Final = ("text", "source")

_LONGEST: Final = {"text": 1000, "quote": 2000}
"""Characters that the record takes."""

_LINK: Final = re.compile(r"\[([^\]\n]{1,300})\]\(<?(https?://[^\s<>]+?)>?\)(?!\))", re.IGNORECASE)
_MENTION: Final = re.compile(r"<(?:@[!&]?|#)\d{1,20}>")
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


def of_message(message: discord.Message, zone: tzinfo, *, is_open: bool) -> Passage:
    """Returns what a message says.

    The source is the first address in it. A message without one may be its own source, where others can open
    it: its author says it, on the day that it was sent.

    Args:
        message: The message; of one that is forwarded, what it forwards.
        zone: The time zone that the day is of.
        is_open: Whether everybody in the server can open it.
    """
    forwarded = message.message_snapshots[0] if message.message_snapshots and not message.content else None
    quoted, own = _parted(text_of(message))
    address = _first_address(own) or _first_address(quoted) or _embedded(forwarded or message)
    text = _plain(own) or _plain(quoted)
    filled = {"text": _cut(text, LONGEST_TEXT)}
    if text != _plain(quoted):
        filled["quote"] = _cut(_plain(quoted), LONGEST_QUOTE)
    if address is not None:
        return Passage({**filled, "source": address}, {})
    if forwarded is not None or not is_open:
        return Passage(filled, {})
    filled |= {"source": message.jump_url, "by": unharmed(message.author.display_name)}
    return Passage(filled, {"published": message.created_at.astimezone(zone).date().isoformat()})


def text_of(message: discord.Message) -> str:
    """Returns a message's text, or that of the message which it forwards, with names in place of mentions."""
    if message.content:
        return message.clean_content
    return "\n".join(_MENTION.sub(" ", each.content) for each in message.message_snapshots)


def _parted(text: str) -> tuple[str, str]:
    """Returns what a text quotes, and the rest of it."""
    rest, _, block = text.partition("\n>>> ") if not text.startswith(">>> ") else ("", "", text[4:])
    quoted = [line[2:] for line in rest.splitlines() if line.startswith("> ")]
    own = [line for line in rest.splitlines() if not line.startswith("> ")]
    return "\n".join([*quoted, *([block] if block else [])]), "\n".join(own)


def _first_address(text: str) -> str | None:
    found = addresses.spans(text)
    return text[slice(*found[0])] if found else None


def _embedded(message: discord.Message | discord.MessageSnapshot) -> str | None:
    return next((each.url for each in message.embeds if each.url and addresses.spans(each.url)), None)


def _plain(text: str) -> str:
    """Returns a text without addresses and markup, in one line."""
    bare = discord.utils.remove_markdown(addresses.without(_LINK.sub(r"\1", text)))
    line = " ".join(unharmed(bare).split())
    return "" if not line.strip(_AROUND) else line.strip(" \t-\u2013\u2014<>|")


def _cut(text: str, most: int) -> str:
    """Returns as many whole words of a text as the record takes."""
    return text if len(text) <= most else text[: most + 1].rsplit(" ", 1)[0][:most]
