"""What is wrong with a line that could not be read, in plain words that say what to do."""

import json
import re
from collections.abc import Iterable
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from rapidfuzz import fuzz, process

from storage import lines
from storage.lines import KIND_OF, Line
from storage.vocabulary import ObjectKind

_LONGEST_SHOWN = 60
_NEAR = 60  # rapidfuzz's ratio, of 100, from which a word is taken for a misspelling of another

_CLASSES: dict[str, type[Line]] = {kind: each for each, kind in KIND_OF.items()}

_PATTERNS = {
    str(getattr(lines, name).__metadata__[0].pattern): words
    for name, words in {
        "Uid": "1 to 200 visible ASCII characters without spaces",
        "Slug": "at most 64 lower-case letters, digits and hyphens, a letter or digit first",
        "Address": "an address that begins with http:// or https:// and holds no spaces",
        "Language": "a language tag (BCP 47), like `en` or `zh-Hant`",
        "WikidataId": "a Wikidata item, like Q423",
    }.items()
}

_TYPES = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
    "array": "a list [ ]",
    "object": "an object { }",
}

_MESSAGE = re.compile(r"(?s)(?P<what>.*?)(?: - at `\$(?P<path>[^`]*)`)?\Z")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


def explain(raw: bytes, error: Exception) -> str:
    """Words why `storage.lines.read` could not read a line.

    Args:
        raw: The line.
        error: What `read` raised: a msgspec error or a UnicodeDecodeError.
    """
    if isinstance(error, msgspec.ValidationError):
        match = _MESSAGE.fullmatch(str(error))
        return _invalid(raw, match["what"], match["path"] or "") if match else str(error)
    return _not_json(raw, error)


def name_of(raw: bytes) -> tuple[ObjectKind | None, str | None]:
    """Returns the kind and the uid of a line that breaks a rule, as far as they can be read."""
    try:
        read = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, None
    if not isinstance(read, dict):
        return None, None
    kind, uid = read.get("type"), read.get("uid")
    return (
        KIND_OF[_CLASSES[kind]] if isinstance(kind, str) and kind in _CLASSES else None,
        uid if isinstance(uid, str) and uid.isascii() and 0 < len(uid) <= 200 else None,
    )


def key_given_twice(raw: bytes) -> str | None:
    """Returns what is wrong with a line that names a field twice, of which its reader keeps the last."""
    twice: list[str] = []

    def look(pairs: list[tuple[str, object]]) -> None:
        names = [name for name, _ in pairs]
        twice.extend(name for place, name in enumerate(names) if name in names[:place])

    try:
        json.loads(raw, object_pairs_hook=look)
    except (ValueError, RecursionError):  # where the readers differ on what is JSON, the other's word holds
        return None
    return f"the field `{_short(twice[0])}` is given twice: leave one out" if twice else None


def _not_json(raw: bytes, error: Exception) -> str:
    message = str(error)
    if isinstance(error, UnicodeDecodeError) or b"\0" in raw:
        return "is not UTF-8 text: save the file as UTF-8"
    if "truncated" in message:
        return "its JSON ends too soon: each object must stand whole on one line"
    if "surrogate" in message:
        return "a text holds half of a surrogate pair: write the character whole"
    if isinstance(error, RecursionError):
        return "is nested far too deeply"
    why = message.removeprefix("JSON is malformed: ")
    return f"is not JSON ({why}): each line must hold one JSON object"


def _invalid(raw: bytes, what: str, path: str) -> str:
    where, subject, hint = _place(raw, path)
    if path == ".type" or what == "Object missing required field `type`":
        return _type_fault(what)
    if found := re.fullmatch(r"(?s)Object contains unknown field `(.*)`", what):
        fields = _fields(hint)
        return (
            f"{where}there is no field `{_short(found[1])}` here.{_nearest(found[1], fields)} "
            f"The fields are {_list(fields)}"
        )
    if found := re.fullmatch(r"Object missing required field `(.*)`", what):
        return f"{where}the field `{found[1]}` is missing"
    if found := re.fullmatch(r"(?s)Invalid enum value '(.*)'", what):
        return f"{where}{subject} {_choice(found[1], get_args(_bare(hint)))}"
    return f"{where}{subject} {_value(what)}"


def _type_fault(what: str) -> str:
    if found := re.fullmatch(r"(?s)Invalid value '(.*)'", what):
        return f"`type` {_choice(found[1], _CLASSES)}"
    return f"each line needs the text `type`, one of {_list(_CLASSES)}"


def _choice(given: str, words: Iterable[str]) -> str:
    return f"is '{_short(given)}', but must be one of {_list(words)}.{_nearest(given, words)}".rstrip(".")


def _value(what: str) -> str:
    if found := re.fullmatch(r"(?s)Expected `str` matching regex '(.*)'", what):
        return f"must be {_PATTERNS[_unescaped(found[1])]}"
    if re.fullmatch(r"Expected `.*` of length >= 1", what):
        return "is empty: fill it, or leave the field out"
    if found := re.fullmatch(r"Expected `.*` of length <= (\d+)", what):
        return f"is too long: at most {int(found[1]):,} characters"
    if found := re.fullmatch(r"Expected `(.*)`, got `(.*)`", what):
        wanted = dict.fromkeys(_TYPES.get(each, each) for each in found[1].split(" | "))
        return f"must be {' or '.join(wanted)}, not {_TYPES.get(found[2], found[2])}"
    if what == "Number out of range":
        return "is a number too large to keep"
    return f"is not as it must be: {_short(what)}"


def _unescaped(pattern: str) -> str:
    """Undoes the escaping with which msgspec shows a pattern (repr of its text)."""
    return pattern.replace("\\\\", "\\")


def _place(raw: bytes, path: str) -> tuple[str, str, Any]:
    """Walks a path like `.attributions[0].verb`.

    Returns:
        Which part of the line it leads into ("attributions, number 1: "), what it leads to ("`verb`"), and
        the type that is wanted there.
    """
    kind, _ = name_of(raw)
    hint: Any = None if kind is None else _CLASSES[kind]
    where, subject = "", "the line"
    for field, index in _STEP.findall(path):
        if field:
            where, subject = ("" if subject == "the line" else f"{subject}: "), f"`{field}`"
            hint = _type_of(hint, field)
        else:
            subject = f"{subject}, number {int(index) + 1}"
            hint = next(iter(get_args(_bare(hint))), None)
    if _is_part(hint) and path:
        where = f"{subject}: "
    return where, subject, hint


def _type_of(hint: Any, field: str) -> Any:
    hint = _bare(hint)
    if not _is_part(hint):
        return None
    names = dict(zip(hint.__struct_encode_fields__, hint.__struct_fields__, strict=True))
    return get_type_hints(hint)[names[field]]


def _bare(hint: Any) -> Any:
    """Takes the "or None" off a type."""
    if get_origin(hint) is UnionType:
        given = [each for each in get_args(hint) if each is not NoneType]
        return given[0] if len(given) == 1 else hint
    return hint


def _is_part(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def _fields(hint: Any) -> list[str]:
    tag = ["type"] if hint.__struct_config__.tag else []
    return tag + list(hint.__struct_encode_fields__)


def _nearest(word: str, words: Iterable[str]) -> str:
    found = process.extractOne(word, list(words), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f" Did you mean `{found[0]}`?" if found else ""


def _list(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
