# ruff: noqa: RUF001, RUF002  # letters that look like others are the subject
"""Hosts of the web shown so that none is taken for another: honest ones in letters, the rest in ASCII.

A host in the letters of its language reads well ("пример.рф"), and a letter of another script can stand for a
Latin one unseen ("pаypal.com" with a Cyrillic а). What is shown in letters follows UTS #39 (Unicode Security
Mechanisms: the level "highly restrictive", recommended scripts) and the practice of browsers for the rest:
each label is judged by itself, and one that fails is shown as DNS has it ("xn--pypal-4ve.com").

Scripts are told by the names of characters, which begin with them.
"""

import re
import unicodedata
from itertools import pairwise
from typing import Final

import idna

_ACE: Final = "xn--"
_LONGEST: Final = 253  # of DNS
_DELIMITERS: Final = re.compile(r"[\s\x00-\x20#%/:<>?@\[\\\]^|\"]")

_HAN: Final = "CJK"
# Scripts in everyday use (UAX #31, table 5). Others have letters that stand for Latin ones: Cherokee, Lisu.
_SCRIPTS: Final = frozenset(
    {
        *("ARABIC", "ARMENIAN", "BENGALI", "BOPOMOFO", _HAN, "CYRILLIC", "DEVANAGARI", "ETHIOPIC"),
        *("GEORGIAN", "GREEK", "GUJARATI", "GURMUKHI", "HANGUL", "HEBREW", "HIRAGANA", "KANNADA", "KATAKANA"),
        *("KHMER", "LAO", "LATIN", "MALAYALAM", "MYANMAR", "ORIYA", "SINHALA", "TAMIL", "TELUGU", "THAANA"),
        *("THAI", "TIBETAN"),
    }
)
_TOGETHER: Final = (
    {"LATIN", _HAN, "HIRAGANA", "KATAKANA"},
    {"LATIN", _HAN, "BOPOMOFO"},
    {"LATIN", _HAN, "HANGUL"},
)
_NAMED_OTHERWISE: Final = {
    "ARABIC-INDIC": "ARABIC",
    "EXTENDED": "ARABIC",  # the digits of Persian and Urdu
    "IDEOGRAPHIC": _HAN,
    "KATAKANA-HIRAGANA": "KATAKANA",
    "MIDDLE": "LATIN",  # Catalan "col·lecció"; IDNA allows it nowhere else
}

# Letters that by themselves spell Latin words, and the countries where a host of such letters is no wonder.
_LOOKS_LATIN: Final = {
    "CYRILLIC": ("аысԁеԍһіюкјӏорԗԛѕԝхуъьҽпгѵѡ", "bg by kg kz me mk mn rs ru su tj ua uz"),
    "GREEK": ("αβγηικνορστυχω", "cy gr"),
    "ARMENIAN": ("ագզէլհյոռսւօցքր", "am"),
    "GEORGIAN": ("იოყძხჽჿ", "ge"),
    "HEBREW": ("דוחיןסװײ", "il"),
    "ETHIOPIC": ("ሀሆሐሠሰበዐዕዘ", "er et"),
    "THAI": ("ดทนบปพฟมรลหเแ", "th"),
    "MYANMAR": ("ခဂငထပဝ", "mm"),
    "MALAYALAM": ("ഠ", "in"),
    "ORIYA": ("ଠ", "in"),
}  # fmt: skip

_LATIN_BESIDE_ACCENTED: Final = frozenset("ßæœøđħłŋŧɓɔɖɗɛƙ·")
_LATIN_AT_HOME: Final = {"ı": "tr az", "ə": "az", "þ": "is fo", "ð": "is fo"}

# Strokes that pass for a slash or a dash: only beside letters of their own kind.
_STROKES: Final = frozenset("一丨丶丿ノソゾンー")


def in_letters(host: str) -> str:
    """Returns a host as it may be shown: each label in letters where these are honest, else in ASCII.

    What is no host at all has all that isn't ASCII percent-encoded.
    """
    if host.isascii() and _ACE not in host.lower():
        return host
    labels = _labels(host)
    if labels is None:
        return _percent_encoded(host)
    top = labels[-1] or "".join(labels[-2:-1])
    shown = (label if _is_honest(label, top) else _in_ascii(label) for label in labels)
    return ".".join(shown)


def in_ascii(host: str) -> str:
    """Returns a host as DNS has it, for a link."""
    if host.isascii():
        return host
    labels = _labels(host)
    return _percent_encoded(host) if labels is None else ".".join(map(_in_ascii, labels))


def _labels(host: str) -> list[str] | None:
    """The labels of a host in letters, as a browser reads it (UTS #46); None where it would refuse to."""
    if len(host) > _LONGEST:
        return None
    try:
        mapped = idna.uts46_remap(host, std3_rules=False, transitional=False)
    except idna.IDNAError:
        return None
    if _DELIMITERS.search(mapped):
        return None  # a fullwidth slash becomes one, and would end the host here
    return [_decoded(label) for label in mapped.split(".")]


def _decoded(label: str) -> str:
    if not label.startswith(_ACE):
        return label
    try:
        return idna.ulabel(label)
    except (idna.IDNAError, UnicodeError):
        return label


def _in_ascii(label: str) -> str:
    if label.isascii():
        return label
    try:
        return idna.alabel(label).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        # Emoji and such, which IDNA refuses and browsers follow.
        return _ACE + label.encode("punycode", "replace").decode("ascii")


def _percent_encoded(host: str) -> str:
    return "".join(
        character
        if character.isascii()
        else "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
        for character in host
    )


def _is_honest(label: str, top: str) -> bool:
    if label.isascii():
        return True
    scripts = {_script(character) for character in label} - {""}
    return (
        _is_idna(label)
        and scripts <= _SCRIPTS
        and _go_together(scripts, label)
        and _has_seen_marks(label)
        and _has_one_kind_of_digits(label)
        and (label == top or not _looks_latin(label, top, scripts))
        and ("LATIN" not in scripts or _is_plain_latin(label, top))
        and not _looks_stroked(label)
    )


def _script(character: str) -> str:
    """The script of a letter, mark or digit; nothing for what stands in all of them."""
    if character in "-_0123456789":
        return ""
    first = unicodedata.name(character, "?").partition(" ")[0]
    return _NAMED_OTHERWISE.get(first, first)


def _is_idna(label: str) -> bool:
    try:
        idna.alabel(label)
    except (idna.IDNAError, UnicodeError):
        return False
    return True


def _go_together(scripts: set[str], label: str) -> bool:
    if len(scripts) <= 1:
        return True
    latin = [character for character in label if _script(character) == "LATIN"]
    return any(scripts <= together for together in _TOGETHER) and all(map(str.isascii, latin))


def _has_seen_marks(label: str) -> bool:
    """Whether no mark stands on itself, where the second is not seen; foreign ones are of no script."""
    return not any(
        (character == before and unicodedata.category(character) in ("Mn", "Me"))
        for before, character in pairwise(label)
    )


def _has_one_kind_of_digits(label: str) -> bool:
    """Whether the digits are of one kind, and not alone: a Bengali four looks like an eight."""
    digits = [character for character in label if character.isdecimal()]
    kinds = {ord(digit) - int(digit) for digit in digits}
    return len(kinds) < 2 and len(digits) < len(label.replace("-", ""))


def _looks_latin(label: str, top: str, scripts: set[str]) -> bool:
    for script in scripts:
        letters, homes = _LOOKS_LATIN.get(script, ("", ""))
        if not letters or top in homes.split() or script in {_script(character) for character in top}:
            continue
        bare = (
            character for character in unicodedata.normalize("NFD", label) if _script(character) == script
        )
        if all(character in letters for character in bare):
            return True
    return False


def _is_plain_latin(label: str, top: str) -> bool:
    """Whether the Latin letters are of common alphabets, unlike "ɡ" and "ɑ", which pass for "g" and "a"."""
    return all(
        unicodedata.normalize("NFD", character)[0].isascii()
        or character in _LATIN_BESIDE_ACCENTED
        or top in _LATIN_AT_HOME.get(character, "").split()
        for character in label
        if _script(character) == "LATIN"
    )


def _looks_stroked(label: str) -> bool:
    around = f"-{label}-"
    return any(
        character in _STROKES
        and all(_script(beside) in ("", "LATIN") or beside in _STROKES for beside in (before, after))
        for before, character, after in zip(around, around[1:], around[2:], strict=False)
    )
