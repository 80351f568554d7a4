"""Looks for words in texts at hand, and finds just what the search index of the same texts would find.

To make an index of a few claims, however small it is, takes longer than to read them. The rules are those of
FTS5: what its tokenizer takes for a word, and how its bm25 ranks. What a character counts for is asked of
SQLite itself, once, so that its version of Unicode is the one that matters.
"""

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from typing import NamedTuple

from sqlite_utils import Database

from storage.names import searched

_TOKENIZER = 'tokenize = "unicode61 remove_diacritics 2"'  # as in storage/migrations/m002_index.py

_DROPPED = "\0"  # stands for an accent written as a character of its own: it says nothing, but parts no words
_TOKEN = re.compile(f"[^ {_DROPPED}][^ ]*")
_MOST_KNOWN, _LONG = 2**15, 40  # words or characters are remembered, and letters of a word that is

# What bm25 makes of a word that all texts have, and its two constants (https://sqlite.org/fts5.html#bm25).
_IDF, _K1, _B = 1e-6, 1.2, 0.75

# Those who speak in a claim, are involved in it or its place, and its sources, as name_search has them.
_NAMED_IN = """
    WITH RECURSIVE
    asked (claim) AS (SELECT value FROM json_each(?)),
    linked (claim, actor) AS (
        SELECT claim, actor_id FROM asked CROSS JOIN attributions ON claim_id = claim
        UNION SELECT claim, actor_id FROM asked CROSS JOIN involvements ON claim_id = claim
        UNION SELECT claim, place_id FROM asked CROSS JOIN claims ON id = claim WHERE place_id IS NOT NULL
        UNION SELECT claim, merged_into FROM linked CROSS JOIN actors
              ON id = actor WHERE merged_into IS NOT NULL
        UNION SELECT claim, id FROM linked CROSS JOIN actors ON merged_into = actor)
    SELECT claim, 4 * actor FROM linked
    UNION ALL SELECT claim, 4 * source_id + 2 FROM asked CROSS JOIN evidence ON claim_id = claim
"""
_NAMES = "SELECT value, names FROM json_each(?) CROSS JOIN name_search ON name_search.rowid = value"


class Phrase(NamedTuple):
    """A searched word as FTS5 takes it: one token or some in a row, the last perhaps the beginning of one.

    Attributes:
        spaced: The tokens with a space on either side, but behind the last only if it is no beginning.
        length: How many tokens.
    """

    spaced: str
    length: int

    def is_in(self, line: str) -> bool:
        """Tells whether a spaced text has it."""
        return self.spaced in (line if self.length == 1 else _closed(line))

    def count(self, line: str) -> int:
        """Returns how often a spaced text has it."""
        # Two equal words in a row may share a space, which is not to be counted for one of them alone.
        return line.replace(" ", "  ").count(self.spaced) if self.length == 1 else len(self.places(line))

    def places(self, line: str) -> list[int]:
        """Returns which tokens of a spaced text it begins with; it may begin again before it ends."""
        line = _closed(line)
        places, place = list[int](), line.find(self.spaced)
        while place >= 0:
            places.append(line.count(" ", 0, place))
            place = line.find(self.spaced, place + 1)
        return places


def spaced(text: str) -> str:
    """Returns the tokens of a text, with spaces between, before and behind them."""
    if text.isascii():
        return f" {text.encode().translate(_ASCII).decode()} "
    return f" {' '.join(map(_WORDS.__getitem__, text.split()))} "


def phrase(word: str, *, begins: bool) -> Phrase | None:
    """Returns what to look for; None if SQLite knows no letter of the word."""
    tokens = spaced(word).split()
    line = f" {' '.join(tokens)}"
    return Phrase(line if begins else f"{line} ", len(tokens)) if tokens else None


def has_all(phrases: Sequence[Phrase], texts: Sequence[str]) -> bool:
    """Tells whether each phrase is in one of the spaced texts; where nothing is sought, nothing is found."""
    return bool(phrases) and all(any(map(one.is_in, texts)) for one in phrases)


def names_in(db: Database, numbers: Collection[int], phrases: Sequence[Phrase]) -> dict[int, str]:
    """Returns, spaced, the names in claims that have any of the phrases. The same few are in many claims."""
    linked = db.conn.execute(_NAMED_IN, (json.dumps(list(numbers)),)).fetchall()
    rows = db.conn.execute(_NAMES, (json.dumps(list({named for _, named in linked})),))
    lines = [(named, _line_of(names or "")) for named, names in rows]
    telling = {named: line for named, line in lines for one in phrases if one.is_in(line)}
    found = dict[int, str]()
    for number, named in linked:
        if named in telling:
            found[number] = found.get(number, "") + telling[named]
    return found


def _line_of(names: str) -> str:
    """Returns names spaced; those in several scripts take long, and a few actors say almost everything."""
    return spaced(names) if names.isascii() else _remembered(names)


@lru_cache(maxsize=4096)
def _remembered(names: str) -> str:
    return spaced(names)


def by_rank(
    claims: Mapping[int, tuple[str, str]], phrases: Sequence[Phrase], weights: tuple[float, float]
) -> list[int]:
    """Ranks those of the claims that have all phrases, as bm25 would in an index of no others.

    The arithmetic is that of SQLite, step by step, so that the same claims are equals. Of those the greater
    number goes first.

    Args:
        claims: The spaced text and quotes of each.
        phrases: What is looked for.
        weights: What a phrase counts in the text, and in the quotes.
    """
    in_text, in_quotes = weights
    found = []
    for number, (text, quotes) in claims.items():
        counts = [in_text * one.count(text) + in_quotes * one.count(quotes) for one in phrases]
        if counts and all(counts):
            found.append((number, counts, len(text.split()) + len(quotes.split())))
    average = sum([size for _, _, size in found]) / max(1, len(found))
    ranked = []
    for number, counts, size in found:
        score, length = 0.0, _K1 * (1 - _B + _B * size / average)
        for count in counts:
            score += _IDF * ((count * (_K1 + 1.0)) / (count + length))
        ranked.append((score, number))
    return [number for _, number in sorted(ranked, reverse=True)]


def marks(text: str, phrases: Iterable[Phrase]) -> tuple[tuple[int, int], ...]:
    """Returns where a text has any of the phrases: the first character and the one behind the last."""
    tokens = list(_TOKEN.finditer(text.translate(_CHARACTERS)))
    line = " ".join([_searched(token[0].replace(_DROPPED, "")) for token in tokens])
    starts = [(place, one.length) for one in phrases for place in one.places(line)]
    merged: list[tuple[int, int]] = []
    for first, length in sorted(starts):
        last = first + length - 1
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple([(tokens[first].start(), tokens[last].end()) for first, last in merged])


def _searched(token: str) -> str:
    """Returns a token as words are searched for; as one token, whatever folding makes of it."""
    return token if token.isascii() else searched(token).replace(" ", "")


def _closed(line: str) -> str:
    """Returns a spaced text with no more than one space between two tokens."""
    return f" {' '.join(line.split())} "


class _Characters(dict[int, str]):
    """What each character counts for: a letter of a word, a space between two, or `_DROPPED`."""

    def __missing__(self, code: int) -> str:
        if len(self) > _MOST_KNOWN:
            self.clear()
        block = _folded(range(code & ~0xFF, (code | 0xFF) + 1))
        self.update(block)
        return block[code]


class _Words(dict[str, str]):
    """The tokens of what stands between blanks: the same words come again and again."""

    def __missing__(self, word: str) -> str:
        tokens = word.translate(_CHARACTERS).replace(_DROPPED, "")
        if len(word) <= _LONG:
            if len(self) > _MOST_KNOWN:
                self.clear()
            self[word] = tokens
        return tokens


def _folded(codes: Iterable[int]) -> dict[int, str]:
    """Asks FTS5 what it makes of each character between two letters: it parts them, or stands there."""
    folded = dict.fromkeys(codes, " ")
    surrogates = range(0xD800, 0xE000)  # which no text has
    texts = [(code, f"a{chr(code)}b") for code in folded if code not in surrogates]
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute(f"CREATE VIRTUAL TABLE texts USING fts5 (text, {_TOKENIZER})")
        conn.execute("CREATE VIRTUAL TABLE tokens USING fts5vocab (texts, instance)")
        conn.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", texts)
        whole = conn.execute("SELECT doc, term FROM tokens WHERE term NOT IN ('a', 'b')").fetchall()
    return folded | {code: term[1:-1] or _DROPPED for code, term in whole}


_CHARACTERS = _Characters()
_WORDS = _Words()
_ASCII = "".join([_CHARACTERS[code] for code in range(128)]).encode() + bytes(128)
