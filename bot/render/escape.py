"""Text from anyone made harmless to show: nothing in it steers a screen, reorders a line, or stands unseen.

What is harmful follows UTS #55 (Unicode Source Code Handling) and UTS #39 (Unicode Security Mechanisms), with
the joining contexts of UAX #31; the attack has its name from Boucher and Anderson, "Trojan Source" (2021).
Each harmful character is replaced by one that is seen, never dropped: a name with a zero-width space in it
must not look like the name without.
"""

import re
from typing import Final

from bot.render.hosts import in_ascii, in_letters

SEEN: Final = "\ufffd"
"""Stands for a character that may not be shown as it is."""

# Ends a line somewhere, or moves within it: one space says as much.
_BREAKS: Final = "\t-\r\x1c-\x1f\x85\u2028\u2029"
# Characters that only stand in emoji, or join them (UTS #51); blocks, so that next year's emoji are in.
_PICTURE: Final = (
    "[\xa9\xae\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
# Scripts that are misspelt without joiners: the cursive ones (Arabic to N'Ko, Mandaic, Mongolian, Adlam) and
# those with viramas (Devanagari to Sinhala, Myanmar, Khmer, the supplementary ones).
_JOINING: Final = (
    "[\u0600-\u061b\u061d-\u07ff\u0840-\u0dff\u1000-\u109f\u1780-\u17ff\u1800-\u180d\u180f-\u18af"
    "\ufb50-\ufdff\ufe70-\ufefc\U00011000-\U00011fff\U0001e900-\U0001e95f]"
)
_VARIATION: Final = "[\ufe00-\ufe0f\U000e0100-\U000e01ef]"

# The flags of England, Scotland and Wales: the only tag sequences that Unicode recommends for interchange.
_FLAGS: Final = "|".join(
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in f"{country}\x7f")
    for country in ("gbeng", "gbsct", "gbwls")
)
_KEPT: Final = (
    f"(?<={_PICTURE})\u200d(?={_PICTURE})"
    f"|(?<={_PICTURE}\ufe0f)\u200d(?={_PICTURE})"
    f"|(?<={_JOINING})[\u200c\u200d]"
    f"|{_FLAGS}"
)

HARMFUL: Final = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0 with ESC, DEL, C1 with CSI: escape sequences begin here
    "\xad"  # soft hyphen
    "\u115f\u1160\u3164\uffa0"  # Hangul fillers: letters that show nothing
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls (UAX #9)
    "\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"  # zero width, deprecated, annotations
    "\u2028\u2029"  # line and paragraph separators
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and musical format controls
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags, and what is kept for more of the kind
    "\ud800-\udfff"  # half a surrogate pair: no output can encode it
    "]"
    # One variation selector chooses a shape; a run of them carries hidden bytes.
    f"|(?<={_VARIATION}){_VARIATION}"
)
"""What is harmful somewhere; `harmless` spares joiners where a script or an emoji needs them."""

_EITHER: Final = re.compile(f"({_KEPT})|[{_BREAKS}]|{HARMFUL.pattern}")
_BREAK: Final = re.compile(f"[{_BREAKS}]")

_NOT_IN_ADDRESS: Final = re.compile(rf"[\s<>\"\\^`{{|}}]|{HARMFUL.pattern}")

_WEB: Final = re.compile(
    r"(?P<scheme>https?://)(?:[^/?#\\]*@)?(?P<host>\[[^]/?#\\@]*\]|[^:/?#\\@]*)(?P<port>:[^/?#\\@]*)?(?P<rest>.*)",
    re.DOTALL,
)

_NOT_ASCII: Final = re.compile(r"[^!-~]")


def harmless(text: str) -> str:
    """Returns *text* with each harmful character replaced by exactly one that is seen.

    Line breaks and tabs become a space, a soft hyphen the hyphen it stands for, all else U+FFFD. So offsets
    into the text, such as those of search marks, stay right. Accents and other combining characters, emoji
    sequences and the joiners of scripts that need them stay as they are.
    """
    if text.isascii() and text.isprintable():  # so is most of what is shown, and it takes no search
        return text
    return _EITHER.sub(_seen, text)


def unharmed(text: str) -> str:
    """Returns *text* without its harmful characters, and with a space where one broke a line.

    For what is to be kept: a sign that stands for one would become part of it.
    """
    return _EITHER.sub(lambda found: found[1] or (" " if _BREAK.match(found[0]) else ""), text)


def _seen(found: re.Match[str]) -> str:
    character = found[0]
    if found[1] is not None:
        return character
    if _BREAK.match(character):
        return " "
    return "-" if character == "\xad" else SEEN


def web_address(url: str) -> str | None:
    """Returns the address as it may stand in a line or a link, or None where it isn't one of the web.

    What could end it, hide in it or steer a screen is percent-encoded (RFC 3986, section 2.1), which leads to
    the same page; letters of any script stay readable. Only a host that could be taken for another is shown
    in ASCII (hosts.py), and a user's name before it, which is how one host poses as another, is left out.
    """
    found = _WEB.fullmatch(url)
    if found is None:
        return None
    host, port, rest = found["host"], found["port"] or "", found["rest"]
    # Browsers take a backslash after the host for a slash: encoded, it would make a user's name of the host.
    rest = re.sub(r"\A\\", "/", rest)
    return found["scheme"] + _NOT_IN_ADDRESS.sub(_percent_encoded, in_letters(host) + port + rest)


def link_target(address: str) -> str:
    """Returns a web address in ASCII alone, as a terminal's link (OSC 8) needs it: its host as DNS has it."""
    found = _WEB.fullmatch(address)
    if found is not None:
        before, after = found.span("host")
        address = address[:before] + in_ascii(found["host"]) + address[after:]
    return _NOT_ASCII.sub(_percent_encoded, address)


def _percent_encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
