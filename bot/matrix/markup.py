"""Words as a message of Matrix has them: as HTML of the spec's allowed tags, and as plain text beside it.

What anybody wrote is escaped in the one, and stands as it is in the other
(https://spec.matrix.org/latest/client-server-api/#mroommessage-msgtypes).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from bot.render.escape import harmless, link_target

_CUT: Final = "\u2026"


@dataclass(frozen=True, slots=True)
class Said:
    """Some words, in both ways."""

    html: str
    text: str

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def size(self) -> int:
        """The bytes that the words take, as JSON has them at most."""
        return (
            len(self.html.encode()) + len(self.text.encode()) + self.html.count('"') + self.html.count("\n")
        )


NOTHING: Final = Said("", "")


def words(text: str, most: int | None = None) -> Said:
    """Returns anybody's text, shortened where it is too long."""
    shown = harmless(text)
    if most is not None and len(shown) > most:
        shown = shown[: most - 1].rstrip() + _CUT
    return Said(escape(shown, quote=False), shown)


def tagged(tag: str, said: Said) -> Said:
    """Returns words in a tag, which plain text shows nothing of."""
    return Said(f"<{tag}>{said.html}</{tag}>", said.text) if said else said


def bold(said: Said) -> Said:
    """Returns words in bold."""
    return tagged("strong", said)


def code(text: str) -> Said:
    """Returns what is to be typed as it is."""
    return tagged("code", words(text))


def linked(said: Said, address: str | None) -> Said:
    """Returns words that lead to an address of the web; plain text has it behind them."""
    if address is None:
        return said
    return Said(f'<a href="{escape(link_target(address))}">{said.html}</a>', f"{said.text} <{address}>")


def joined(parts: Iterable[Said], between: str = " ") -> Said:
    """Returns words with something between them."""
    there = [part for part in parts if part]
    return Said(between.join(part.html for part in there), between.join(part.text for part in there))


def below(first: Said, lines: Iterable[Said], indent: str = "   ") -> Said:
    """Returns words with lines below them, which plain text indents."""
    there = [line for line in lines if line]
    return Said(
        "<br>".join([first.html, *(line.html for line in there)]),
        "\n".join([first.text, *(indent + line.text for line in there)]),
    )
