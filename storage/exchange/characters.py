"""What a text may be made of: something to see, and nothing that steers a screen or hides what it says."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

_OVER_SEVERAL_LINES = frozenset({"quote", "translation"})
"""Fields that may hold line breaks and tabs: what was printed may be a paragraph. All else is one line."""

_LINE_BREAKS = frozenset("\t\n\r")

# What can't be seen: white space, controls, formats, surrogates; and some letters and marks that are blank.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe0e\ufe0f\uffa0")

_OPENING = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_CLOSING = frozenset(_OPENING.values())

# Whether the JSON text of a line can hold anything of that at all, which few do: an escape of a control
# character, a character of one of those kinds, or a string with nothing to see in it.
_SUSPECT = re.compile(
    "\\\\(?:u00|[bfnrt])"
    "|[\x7f-\x9f\u2028-\u202e\u2066-\u2069]"
    '|"[\\s\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f'
    "\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\U0001d173-\U0001d17a"
    '\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3]+"'
)
_BEGINS_UNSEEN = re.compile('"[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0]')


def suspect(json_text: str) -> bool:
    """Tells whether the JSON text of a line may hold what no text may; most hold nothing of it."""
    # Every line of an import comes by here, and most are settled without the long pattern.
    if json_text.isprintable() and "\\" not in json_text and '" ' not in json_text:
        return not json_text.isascii() and _BEGINS_UNSEEN.search(json_text) is not None
    return _SUSPECT.search(json_text) is not None


def faults_of_texts(fields: Mapping[str, object], where: str = "") -> Iterator[str]:
    """Yields what is wrong with the texts of a line, or of a part of one, in words.

    Args:
        fields: The values by the names of their fields.
        where: Which part of the line it is, in words.
    """
    for name, value in fields.items():
        if isinstance(value, str):
            if (fault := _fault(name, value)) is not None:
                yield f"{where}`{name}` {fault}"
        elif isinstance(value, list | tuple):
            for number, part in enumerate(value, start=1):
                if isinstance(part, Mapping):
                    yield from faults_of_texts(part, f"{where}`{name}`, number {number}: ")


def blank(text: str) -> bool:
    """Tells whether nothing of a text can be seen."""
    return all(character in _FILLERS or unicodedata.category(character) in _UNSEEN for character in text)


def _fault(name: str, text: str) -> str | None:
    if "\0" in text:
        return "holds the character U+0000, which a database can't search: take it out"
    if blank(text):
        return "is blank, nothing in it can be seen: fill it, or leave the field out"
    allowed = _LINE_BREAKS if name in _OVER_SEVERAL_LINES else frozenset()
    for character in text:
        if unicodedata.category(character) in ("Cc", "Zl", "Zp") and character not in allowed:
            return f"holds the control character U+{ord(character):04X}: take it out"
    if not _closed(text):
        return "turns the direction of text and never back: take the mark out, or close it"
    return None


def _closed(text: str) -> bool:
    """Tells whether every mark that turns the direction of text has the one that turns it back."""
    awaited: list[str] = []
    for character in text:
        if character in _OPENING:
            awaited.append(_OPENING[character])
        elif character in _CLOSING and (not awaited or awaited.pop() != character):
            return False
    return not awaited
