"""What in a room is for the bot: a command behind its prefix, after its name, or in a structured call.

All else is silence: other people's talk, what programs say, and commands of other bots.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from commands import grammar
from commands.catalogue import COMMANDS
from commands.declaring import groups_of

CALLS: Final = ("org.matrix.msc4391.command", "m.bot.command")
"""Where a structured call stands in a message (MSC4391), before it is in the spec and after."""

OWN_WORD: Final = "dateline"
"""`!dateline timeline kursk` is for this bot whatever a room's prefix is."""

NEXT: Final = "next"

_QUOTED: Final = re.compile(r"\A(?:> .*\n)+\n?")
_PILL: Final = re.compile(r'<a href="https://matrix\.to/#/([^"]+)">([^<]*)</a>')
_NAMED: Final = re.compile(r"\s*[:,]?\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message asks.

    Attributes:
        line: The command and its arguments, without a prefix.
        given: The arguments of a structured call by name, where it is one; the line is then a command's name.
    """

    line: str
    given: Mapping[str, str] | None = None

    @property
    def is_next(self) -> bool:
        """Whether it asks for the next page."""
        return self.given is None and self.line.strip().casefold() == NEXT


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads messages as the bot in one room.

    Attributes:
        user: The bot's id.
        names: The names that it is called by there.
        is_direct: Whether the room is a direct chat, where all is for the bot.
        prefix: What commands begin with.
    """

    user: str
    names: tuple[str, ...]
    is_direct: bool = False
    prefix: str = "!"

    def read(self, content: Mapping[str, Any]) -> Asked | None:
        """Returns what a message asks the bot; None where it is not for it."""
        if content.get("msgtype") != "m.text":
            return None
        if (call := self._call(content)) is not None:
            return call
        body = content.get("body")
        if not isinstance(body, str):
            return None
        text = _with_ids(_QUOTED.sub("", body, count=1), content)
        if (line := self._addressed(text)) is not None:
            return Asked(line or "help")
        return self._prefixed(text)

    def _call(self, content: Mapping[str, Any]) -> Asked | None:
        """Returns a structured call; one that names somebody else is for them."""
        call = next((content[name] for name in CALLS if isinstance(content.get(name), Mapping)), None)
        if call is None or not isinstance(name := call.get("command"), str):
            return None
        mentioned = content.get("m.mentions")
        users = mentioned.get("user_ids", ()) if isinstance(mentioned, Mapping) else ()
        if users and self.user not in users:
            return None
        given = call.get("arguments")
        name = " ".join(name.lower().split())
        if name not in COMMANDS or not isinstance(given, Mapping):
            return None
        return Asked(name, {key: _text(value) for key, value in given.items() if value is not None})

    def _addressed(self, text: str) -> str | None:
        """Returns what follows the bot's name; None where the text does not begin with it."""
        own = f"!{OWN_WORD}"
        for name in (own, *self.names, self.user):
            start = text.lstrip()[: len(name)]
            if start.casefold() == name.casefold():
                rest = text.lstrip()[len(name) :]
                if not rest.strip(" :,"):
                    return ""
                if found := _NAMED.match(rest):
                    return rest[found.end() :]
        return text.lstrip("!/ \n") if self.is_direct and text.strip() else None

    def _prefixed(self, text: str) -> Asked | None:
        """Returns what stands behind the prefix, if it is a command or nearly one."""
        bare = text.lstrip()
        for start, nearly in ((self.prefix, True), ("//", False), ("/", False)):
            if bare.startswith(start) and not bare[len(start) :][:1].isspace():
                asked = Asked(bare[len(start) :])
                return asked if asked.is_next or _is_command(asked.line, nearly=nearly) else None
        return None


def command_of(line: str) -> str | None:
    """Returns the name of the command that a line asks; None where it asks none."""
    try:
        return grammar.name_of(line, COMMANDS)[0]
    except grammar.GrammarError:
        return None


def _is_command(line: str, *, nearly: bool) -> bool:
    """Tells whether a line asks a command or shows a group; or so nearly that it is worth a word."""
    if not line[:1].isalpha():
        return False
    try:
        grammar.name_of(line, COMMANDS)
    except grammar.GrammarError as error:
        is_group = " ".join(line.lower().split()) in groups_of(COMMANDS)
        return is_group or (nearly and error.key == "grammar-no-command-near")
    return True


def _with_ids(text: str, content: Mapping[str, Any]) -> str:
    """Returns a text with the ids of people in the place of the names by which they are mentioned."""
    html = content.get("formatted_body")
    if not isinstance(html, str):
        return text
    for target, name in _PILL.findall(html):
        if target.startswith("@") and name and name in text:
            text = text.replace(name, target, 1)
    return text


def _text(value: object) -> str:
    """Returns an argument of a call as it would be typed."""
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return str(value.get("id", value.get("user_id", "")))
    return str(value)
