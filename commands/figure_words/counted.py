"""What is counted: the unit beside an amount, and the measure that a text gives it."""

import re
from dataclasses import dataclass

from commands.figure_words.tokens import Line, Token
from commands.figure_words.vocabulary import Kind, Vocabulary

# "4,000 of the North Korean soldiers", "50 wounded prisoners": words between are passed over.
_KNOWN = re.compile(r"(?:oh?)?[wM]{0,3}u{1,3}")
_BESIDE = re.compile(r"o?[%$e]|w{0,2}d")
_UNKNOWN = re.compile(r"o?(w{1,4})")
_NOT_A_NOUN = ("ss", "us", "is")

# "Killed or wounded"; the second of "12 killed and wounded 30 others" belongs to the next number.
_MEASURES = r"(?P<measures>M(?:[&|]A{0,2}M(?![QRNbf$]))*)"
_BEHIND = re.compile(rf"A{{0,4}}{_MEASURES}")
_NAMED = re.compile(rf"w{{0,3}}{_MEASURES}")  # "4,000 North Korean casualties"
_FARTHER = re.compile(rf"[wpohuefXRt]{{1,10}}?A{{1,4}}{_MEASURES}")
_BEFORE = re.compile(r"(?:(?<![Nuwq%])M[&|])?M:?\Z")
_TOLL = re.compile(r"T[wphofAct:]{0,6}\Z")
_FAR_BACK = 8


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is of.

    Attributes:
        name: As it is kept.
        kind: `Kind.UNIT`, `Kind.EXTENT`, `Kind.SPAN`, `Kind.PERCENT`, `Kind.CURRENCY`; `Kind.WORD` for a noun
            that the vocabulary does not hold.
        start: Its own first token, behind the words passed over.
        end: The token behind it.
    """

    name: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What happened to what is counted.

    Attributes:
        name: "killed or wounded".
        end: The token behind it, where it directly follows the number or unit; else None.
    """

    name: str
    end: int | None = None


def unit(line: Line, at: int, vocabulary: Vocabulary) -> Unit | None:
    """The unit that begins at this token, in as few words as may stand before it."""
    if match := _BESIDE.match(line.letters, at):
        last = match.end() - 1
        return Unit(line.tokens[last].meaning, line.letters[last], last, last + 1)
    if match := _KNOWN.match(line.letters, at):
        last = match.end() - 1
        if not _describes(line, last, vocabulary):
            return Unit(line.tokens[last].meaning, Kind.UNIT, last, last + 1)
        at = last + 1
    return _plural(line, at)


def _describes(line: Line, at: int, vocabulary: Vocabulary) -> bool:
    """Whether a singular stands before a plural that is not in the vocabulary: "20 tank crews"."""
    singular = vocabulary.kind(line.written(line.tokens[at]).casefold() + "s") == Kind.UNIT
    after = _plural(line, at + 1)
    return singular and after is not None and after.start == at + 1


def _plural(line: Line, at: int) -> Unit | None:
    """The first plural of the words from here."""
    match = _UNKNOWN.match(line.letters, at)
    if match is None:
        return None
    for place in range(match.start(1), match.end(1)):
        word = line.written(line.tokens[place])
        if len(word) > 3 and word.endswith("s") and not word.endswith(_NOT_A_NOUN) and word.isalpha():
            return Unit(word, Kind.WORD, place, place + 1)
    return None


def any_noun(line: Line, at: int) -> Unit | None:
    """Whatever words stand beside a number, the last of them: "20 sheep"."""
    match = _UNKNOWN.match(line.letters, at)
    if match is None:
        return None
    last = match.end() - 1
    return Unit(line.written(line.tokens[last]), Kind.WORD, last, last + 1)


def measure(line: Line, start: int, end: int, *, known: bool) -> Measure | None:
    """What happened to what is counted from one token to another: said before it, behind it, or within.

    Args:
        line: The text.
        start: The first token of the figure.
        end: The token behind it.
        known: Whether what is counted is known, so that no more words may stand before the measure.
    """
    if (before := _before(line, start)) is not None:
        return before
    within = [token for token in line.tokens[start:end] if token.kind == Kind.MEASURE]
    if within:
        return Measure(_joined(tuple(within)))
    behind = _BEHIND.match(line.letters, end)
    if match := behind or (None if known else _NAMED.match(line.letters, end)):
        beside = Kind.AUXILIARY not in line.letters[end : match.start("measures")]
        return Measure(_named(line, match), match.end() if beside else None)
    if match := _FARTHER.match(line.letters, end):
        return Measure(_named(line, match))
    return None


def _before(line: Line, start: int) -> Measure | None:
    back = max(0, start - _FAR_BACK)
    letters = line.letters[back:start]
    if match := _BEFORE.search(letters):
        return Measure(_joined(line.tokens[back + match.start() : start]))
    if match := _TOLL.search(letters):
        return Measure(line.tokens[back + match.start()].meaning)
    return None


def _named(line: Line, match: re.Match[str]) -> str:
    return _joined(line.tokens[slice(*match.span("measures"))])


def _joined(tokens: tuple[Token, ...]) -> str:
    words = {Kind.AND: "and", Kind.OR: "or"}
    kept = (Kind.MEASURE, Kind.AND, Kind.OR)
    return " ".join(words.get(token.kind, token.meaning) for token in tokens if token.kind in kept)
