"""Cards as JSON, for programs: the values of the Card as they are, nothing worded.

Objects have their fields in the order in which they are declared (commands/card.py, storage/model.py). Each
block says its kind under `block`; a message is `{"key", "values"}`, a date `{"edtf"}`, names are
`{"names", "any_of"}`, and the help of a command or an argument is `{"english", "keys"}`.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from bot.render.escape import HARMFUL
from commands.card import Card, Claims, Detail, Estimates, Examples, Facts, History, Listing, Paragraph

_BLOCKS = {
    Claims: "claims",
    Estimates: "estimates",
    Facts: "facts",
    Listing: "listing",
    Detail: "detail",
    History: "history",
    Paragraph: "paragraph",
    Examples: "examples",
}


def to_json(card: Card) -> str:
    """Returns a Card as JSON text; the same Card always gives the same text.

    Readable in every script, and harmless on a screen all the same: what could steer it stands as a JSON
    escape, which reads back as the same character.
    """
    text = json.dumps(_plain(card), ensure_ascii=False, indent=2, allow_nan=False)
    return HARMFUL.sub(lambda found: "\n" if found[0] == "\n" else _escaped(found[0]), text)


def _plain(value: object) -> Any:
    """Returns a value of the Card as what JSON has for it."""
    if is_dataclass(value):
        kind = _BLOCKS.get(type(value))
        tag = {} if kind is None else {"block": kind}
        return tag | {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))
