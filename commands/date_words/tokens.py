"""A phrase cut into words of known kinds."""

import re
import unicodedata
from dataclasses import dataclass

from commands.date_words.vocabulary import SURENESSES, Kind, Vocabulary

_DASHES = "‐‑‒–—―−"  # noqa: RUF001  # the dashes that people and their telephones write
_CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"
_AROUND = " ,.;:\"'“”«»"
_PIECE = re.compile(
    rf"(?P<number>[0-9]+)(?P<ending>'?[^\W\d_]+)?"
    rf"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)\.?"
    rf"|(?P<mark>[-{_DASHES}/.,?~%])"
    rf"|(?P<blank>\s+)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark of a phrase: its kind, a letter of `Kind`, and what it is worth."""

    kind: str
    value: int


def tokens(words: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    """The words as tokens; empty when any of them is unknown.

    Case, width, kinds of blanks and apostrophes do not matter. Dots end abbreviations ("Sept.") and are kept
    only between numbers ("28.4.2025"); a dash after a part ("mid-October") or beside "to" is dropped.
    """
    text = unicodedata.normalize("NFKC", words).replace(_CURLY, "'").casefold().strip(_AROUND)
    pieces = _pieces(text, vocabulary)
    if pieces is None:
        return ()
    found: list[Token] = []
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if isinstance(piece, Token):
            found.append(piece)
            at += 1
            continue
        for length in range(vocabulary.longest_phrase, 0, -1):
            phrase = pieces[at : at + length]
            if all(isinstance(each, str) for each in phrase):
                meaning = vocabulary.phrases.get(" ".join(map(str, phrase)))
                if meaning is not None:
                    found.append(Token(*meaning))
                    at += len(phrase)
                    break
        else:
            return ()
    return tuple(_without_joints(found))


def _pieces(text: str, vocabulary: Vocabulary) -> list[str | Token] | None:
    """Words as they are, numbers and marks as tokens; None when something else stands in the text."""
    found: list[str | Token] = []
    at = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:
            return None
        at = match.end()
        if match["blank"]:
            continue
        if match["word"]:
            found.append(match["word"])
        elif match["mark"]:
            if match["mark"] != "." or text[at : at + 1].isdecimal():
                found.append(_mark(match["mark"]))
        else:
            found.extend(_number(match["number"], match["ending"] or "", vocabulary))
    return found


def _mark(mark: str) -> Token:
    if mark in SURENESSES:
        return Token(Kind.SURENESS, SURENESSES.index(mark))
    return Token(Kind.DASH, int(mark != "-")) if mark == "-" or mark in _DASHES else Token(mark, 0)


def _number(digits: str, ending: str, vocabulary: Vocabulary) -> list[str | Token]:
    value = int(digits)
    if ending in vocabulary.ordinal_endings and len(digits) <= 2:
        return [Token(Kind.ORDINAL, value)]
    if ending in vocabulary.decade_endings and len(digits) == 4 and value % 10 == 0:
        return [Token(Kind.DECADE, value)]
    kind = {1: Kind.SMALL, 2: Kind.SMALL, 4: Kind.YEAR}.get(len(digits), Kind.NUMBER)
    return [Token(kind, value), ending] if ending else [Token(kind, value)]


def _without_joints(found: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for place, token in enumerate(found):
        before = kept[-1].kind if kept else ""
        after = found[place + 1].kind if place + 1 < len(found) else ""
        joint = before in (Kind.PART, Kind.TO) or (before and after == Kind.TO)
        if token.kind != Kind.DASH or not joint:
            kept.append(token)
    return kept
