"""Text from elsewhere made safe to stand in one line: what a log line or an error message may repeat."""

import json
import re
from typing import Final

# Characters that end a line somewhere (C0, DEL, C1 with NEL, U+2028, U+2029), steer a terminal (ESC and C1),
# reorder what is read (the bidirectional controls of UAX #9) or cannot be written as UTF-8 (lone surrogates).
# The zero-width joiner is left alone: emoji and several scripts need it.
UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_SHORT: Final = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def one_line(text: str) -> str:
    r"""Escape what would break, steer or reorder a line, and leave the rest as it is.

    Args:
        text: Any text, from anyone.

    Returns:
        The text with `\n`, `\r`, `\t`, `\x1b`, `\u2028` and the like written out. Backslashes stay single, so
        the result is for people to read and not to be turned back.
    """
    return UNSAFE.sub(lambda found: _SHORT.get(found[0], _written_out(found[0])), text)


def _written_out(character: str) -> str:
    return f"\\x{ord(character):02x}" if character < "\u0100" else f"\\u{ord(character):04x}"


def quoted(text: str) -> str:
    """Put text between double quotes, on one line, as TOML and JSON both read it."""
    written = json.dumps(text, ensure_ascii=False)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def dotted(path: tuple[str | int, ...]) -> str:
    """Write a key's path as TOML does: `log.level`, `"odd key".x`; a place in a list is counted from 1."""
    written = ""
    for part in path:
        if isinstance(part, int):
            written += f"[{part + 1}]"
        else:
            dot = "." if written else ""
            written += dot + (part if _BARE.fullmatch(part) else quoted(part))
    return written
