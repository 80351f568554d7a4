"""A text as a line of tokens of known kinds."""

from dataclasses import dataclass
from decimal import Decimal

from commands.figure_words.pieces import DASHES, Piece, pieces
from commands.figure_words.vocabulary import Kind, Vocabulary

_MARKS = {",": Kind.COMMA, ":": Kind.COLON, ".": Kind.END, "!": Kind.END, "?": Kind.END, ";": Kind.END}
_LONG_DASH = "—"
_MINUSES = "-−"  # noqa: RUF001  # the sign itself, and what is typed for it


@dataclass(frozen=True, slots=True)
class Number:
    """One reading of a number.

    Attributes:
        value: What it is.
        high: The highest it may be, where words say only its order of magnitude ("hundreds").
        coefficient: What stood before its scales: 1.5 of "1.5 million".
        scales: The scales behind it, which a smaller number before it may share: "two to three hundred".
        digits: As it was written in digits; empty when it was spelt.
        rough: "A couple of hundred" is about two hundred.
        unit: A unit that comes with this reading: "500m" may be metres.
    """

    value: Decimal
    high: Decimal | None = None
    coefficient: Decimal = Decimal(0)
    scales: tuple[Decimal, ...] = ()
    digits: str = ""
    rough: bool = False
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A phrase of the vocabulary, another word, a mark, or a number put together.

    Attributes:
        kind: A letter of `Kind`.
        start: Where it begins in the text.
        end: Where it ends.
        meaning: What it means: a qualifier, a unit, a measure, the digits of a number word.
        numbers: Of a number, every reading.
    """

    kind: str
    start: int
    end: int
    meaning: str
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A text as its tokens, and as the letters of their kinds.

    Attributes:
        text: The text itself.
        tokens: Its tokens, every number one of them.
        letters: One letter a token.
    """

    text: str
    tokens: tuple[Token, ...]
    letters: str

    def written(self, token: Token) -> str:
        """The words of a token, as they are written."""
        return self.text[token.start : token.end]


def tokens(text: str, vocabulary: Vocabulary) -> list[Token]:
    """The tokens of a text, the longest phrases first; numbers are still in parts."""
    cut = pieces(text, vocabulary)
    found: list[Token] = []
    at = 0
    while at < len(cut):
        if cut[at].word == "." and found and _shortens(found[-1], cut[at]):
            at += 1
            continue
        token, taken = _phrase(cut, at, vocabulary)
        if token is None:
            token, taken = _alone(text, cut[at], found), 1
        found.append(token)
        at += taken
    return found


def _shortens(before: Token, dot: Piece) -> bool:
    """Whether a dot belongs to the word before it: "approx. 300", "N. Korean"."""
    initial = before.kind == Kind.WORD and before.end - before.start == 1
    return (initial or before.kind == Kind.QUALIFIER) and before.end == dot.start


def _phrase(cut: list[Piece], at: int, vocabulary: Vocabulary) -> tuple[Token | None, int]:
    longest = 0
    while longest < vocabulary.longest_phrase and at + longest < len(cut):
        if cut[at + longest].kind != Kind.WORD:
            break
        longest += 1
    for length in range(max(longest, 1), 0, -1):
        part = cut[at : at + length]
        meaning = vocabulary.phrases.get(" ".join(piece.word for piece in part))
        if meaning is not None and part[0].kind != Kind.DIGITS:
            return Token(meaning[0], part[0].start, part[-1].end, meaning[1]), length
    return None, 0


def _alone(text: str, piece: Piece, before: list[Token]) -> Token:
    kind = piece.kind
    if kind == Kind.OTHER:
        kind = _dash(text, piece, before) if piece.word in DASHES else _MARKS.get(piece.word, Kind.OTHER)
    return Token(kind, piece.start, piece.end, piece.word)


def _dash(text: str, piece: Piece, before: list[Token]) -> str:
    """A minus before a number, a dash between two; a long dash with blanks parts a sentence."""
    blank_before = piece.start == 0 or not text[piece.start - 1].strip()
    blank_after = not text[piece.end : piece.end + 1].strip()
    if blank_before and blank_after and piece.word == _LONG_DASH:
        return Kind.OTHER
    after_number = bool(before) and before[-1].kind in (Kind.DIGITS, Kind.SMALL, Kind.TENS, Kind.SCALE)
    if piece.word in _MINUSES and blank_before and not blank_after and not after_number:
        return Kind.MINUS
    return Kind.DASH
