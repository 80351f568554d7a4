"""How names are compared: without case, accents, or the width of their spaces."""

import re
import unicodedata

# What keyboards and word processors put for plain quotes and hyphens, and letters that Unicode does not take
# apart though people type them without their stroke.
_PLAIN = str.maketrans(
    dict(zip("łŁđĐøØħĦŧŦıðÐ", "lLdDoOhHtTidD", strict=True))
    | {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH"}
    | {**dict.fromkeys("\u2018\u2019\u02bc\u2032", "'"), **dict.fromkeys("\u201c\u201d", '"')}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-")
)

_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[,.'’\u00a0\u2009\u202f ]\d{3})+(?![\d])")
_GROUPS = re.compile(r"\D")
_WORD = re.compile(r"[^\W_]+")
_LATIN_ENDS = 0x370  # the Latin blocks, and behind them the combining marks


def fold(text: str) -> str:
    """Returns *text* as it is compared and looked up: no case, no accents, single spaces.

    The decomposition is NFKD and the case folding is Unicode's full one, curly quotes and long dashes count
    as plain ones, so "Pyongyang", "pyongyang" and
    "PYÓNGYANG" fold alike. The result is for comparing only, never for showing.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())


def searched(word: str) -> str:
    """Returns a word as it is searched for: folded, and composed again where Unicode has one character."""
    return unicodedata.normalize("NFC", fold(word))


def also_searched(text: str) -> str | None:
    """Returns what a search index must hold beside a text: forms of words that it would not find alone.

    FTS5 folds the accents of Latin letters alone (https://sqlite.org/fts5.html, 4.3.1), so the folded forms
    of other words stand with the text; so do numbers without what groups their digits.

    Returns:
        The words, one space apart; None where there are none.
    """
    found = [_GROUPS.sub("", grouped[0]) for grouped in _GROUPED.finditer(text)]
    if not text.isascii():
        found += [plain for word in _WORD.findall(text) if (plain := searched(word)) != _folded_by_fts(word)]
    return " ".join(dict.fromkeys(found)) or None


def _folded_by_fts(word: str) -> str:
    bare = "".join(
        char
        for char in unicodedata.normalize("NFD", word)
        if not (unicodedata.combining(char) and ord(char) < _LATIN_ENDS)
    )
    return bare.lower() if all(ord(char) < _LATIN_ENDS for char in bare) else word.lower()
