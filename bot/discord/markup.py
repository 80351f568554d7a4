"""Words as Discord's markdown: what anybody wrote stays text, and is counted as Discord counts it.

Discord lets a backslash stand before any sign that is neither letter, digit nor space
(https://support.discord.com/hc/en-us/articles/210298617). With the signs below escaped there is no mention,
link, emoji, time stamp, spoiler or quote in it, and no name of a command.
"""

import re
from typing import Final

from bot.render.escape import harmless, link_target

_ANYWHERE: Final = re.compile(r"[\\`*_~|\[\]<>@:]")
_OPENING: Final = re.compile(r"\s*(?:(?=[#+-])|\d+(?=[.)]))")
_ESCAPED: Final = re.compile(r"\\([^0-9A-Za-z\s])")
_IN_TARGET: Final = re.compile(r"[()\[\]*_~|]")
_CUT: Final = "\u2026"


def units(text: str) -> int:
    """Returns the length of a text in UTF-16 units: never less than what Discord may count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def escaped(text: str) -> str:
    """Returns harmless text as markdown that shows just it."""
    shown = _ANYWHERE.sub(_after_a_backslash, text)
    # Headings, lists and small print begin a line; so may what is said first in one.
    opening = _OPENING.match(shown)
    return shown if opening is None else f"{opening[0]}\\{shown[opening.end() :]}"


def _after_a_backslash(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"


def unescaped(markdown: str) -> str:
    """Returns the text that `escaped` was given."""
    return _ESCAPED.sub(r"\1", markdown)


def cut(text: str, most: int) -> str:
    """Returns harmless text of which at most so many units are needed once it is escaped."""
    if units(escaped(text)) <= most:
        return text
    left = most - units(_CUT) - 1  # one more where the beginning is escaped
    end = len(text)
    for place, character in enumerate(text):
        left -= units(character) + bool(_ANYWHERE.match(character))
        if left < 0:
            end = place
            break
    return text[:end].rstrip() + _CUT


def words(text: str, most: int) -> str:
    """Returns anybody's text as markdown that shows just it, shortened where it is too long."""
    whole = harmless(text)
    shown = escaped(whole)
    return shown if units(shown) <= most else escaped(cut(whole, most))


def bold(markdown: str) -> str:
    """Returns markdown in bold."""
    return f"**{markdown}**" if markdown.strip() else markdown


def small(markdown: str) -> str:
    """Returns a line of markdown as small print."""
    return f"-# {markdown}"


def typed(line: str, most: int) -> str | None:
    """Returns a command's line to be copied as it is; None where it would not come out whole."""
    if harmless(line) != line or units(line) > most:
        return None
    return escaped(line) if "`" in line else f"`{line}`"


def linked(markdown: str, address: str, most: int) -> str:
    """Returns markdown that leads to an address of the web, or as it is where that is too long."""
    target = _IN_TARGET.sub(lambda found: f"%{ord(found[0]):02X}", link_target(address))
    return f"[{markdown}]({target})" if len(target) <= most else markdown


def shortened(text: str, most: int) -> str:
    """Returns anybody's text as a label, in which no markdown is read, shortened where it is too long."""
    shown = harmless(text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}{_CUT}"
