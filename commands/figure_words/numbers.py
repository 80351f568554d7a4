"""Numbers put together from digits and number words: "1.5 million", "two hundred and fifty", "hundreds"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from commands.figure_words.tokens import Line, Number, Token, tokens
from commands.figure_words.vocabulary import Kind, Vocabulary

_MOST_DIGITS = 16  # 2**53 has as many
_HUNDRED = Decimal(100)
_THOUSAND = Decimal(1000)
_LEFT_OVER = {
    # Parts of numbers that made none are words like others.
    Kind.SCALE: Kind.WORD,
    Kind.METRES: Kind.WORD,
    Kind.SEVERAL: Kind.WORD,
    Kind.HALF: Kind.STOP,
    Kind.COUPLE: Kind.STOP,
    Kind.AND_A_HALF: Kind.STOP,
    Kind.ARTICLE: Kind.STOP,
    Kind.DIGITS: Kind.WORD,
}

# Every form begins with a letter of its own, and none has a repetition within another.
_LITERAL = re.compile(r"D(?:Ys+|s+|m)?")
_SPELT = re.compile(r"[nya](?:[nys]|&(?=[ny])|Y)*")
_HALF = re.compile(r"Hs+")
_COUPLE = re.compile(r"Ko?s+|K(?=w{0,3}u)")
_SEVERAL = re.compile(r"F(s+)")
_MANY = re.compile(r"P(?:o?P)?")


def line(text: str, vocabulary: Vocabulary) -> Line:
    """A text as tokens, its numbers whole."""
    found = tuple(_with_minus(_with_numbers(tokens(text, vocabulary))))
    return Line(text, found, "".join(token.kind for token in found))


def _with_numbers(parts: list[Token]) -> list[Token]:
    """The tokens with those that make a number together as one."""
    letters = "".join(token.kind for token in parts)
    found: list[Token] = []
    at = 0
    while at < len(parts):
        length, numbers = _number(letters, parts, at)
        token = parts[at]
        if numbers:
            last = parts[at + length - 1]
            found.append(Token(Kind.NUMBER, token.start, last.end, "", numbers))
            at += length
        else:
            found.append(replace(token, kind=_LEFT_OVER.get(token.kind, token.kind)))
            at += 1
    return found


def _with_minus(line_of: list[Token]) -> Iterator[Token]:
    minus: Token | None = None
    for token in line_of:
        if minus is not None and token.kind == Kind.NUMBER and all(n.high is None for n in token.numbers):
            negative = tuple(
                replace(number, value=-number.value, coefficient=-number.coefficient)
                for number in token.numbers
            )
            yield replace(token, start=minus.start, numbers=negative)
            minus = None
            continue
        if minus is not None:
            yield replace(minus, kind=Kind.OTHER)
        minus = token if token.kind == Kind.MINUS else None
        if minus is None:
            yield token
    if minus is not None:
        yield replace(minus, kind=Kind.OTHER)


def _number(letters: str, parts: list[Token], at: int) -> tuple[int, tuple[Number, ...]]:
    """How many tokens from here make a number, and its readings; none when they make none."""
    if match := _LITERAL.match(letters, at):
        return len(match[0]), _literal(parts[at : match.end()])
    if match := _HALF.match(letters, at):
        return len(match[0]), _scaled(Decimal(parts[at].meaning), parts[at + 1 : match.end()])
    if match := _COUPLE.match(letters, at):
        scales = [token for token in parts[at + 1 : match.end()] if token.kind == Kind.SCALE]
        rough = _scaled(Decimal(parts[at].meaning), scales)
        return len(match[0]), tuple(replace(number, rough=True) for number in rough)
    if match := _SEVERAL.match(letters, at):
        return len(match[0]), _order(parts[at + 1 : match.end()])
    if match := _MANY.match(letters, at):
        return len(match[0]), _order([each for each in parts[at : match.end()] if each.kind == Kind.MANY])
    if match := _SPELT.match(letters, at):
        return _spelt(parts[at : match.end()])
    return 0, ()


def _order(scales: list[Token]) -> tuple[Number, ...]:
    """An order of magnitude: hundreds are 100 to 999, dozens 12 to 99, tens of thousands 10,000 to 99,999."""
    first, factor = Decimal(scales[0].meaning), Decimal(1)
    for scale in scales[1:]:
        factor *= Decimal(scale.meaning)
    above = Decimal(10) ** (first.adjusted() + 1)
    return (Number(first * factor, high=above * factor - 1),)


def _scaled(coefficient: Decimal, scales: list[Token], digits: str = "") -> tuple[Number, ...]:
    factors = tuple(Decimal(scale.meaning) for scale in scales)
    value = coefficient
    for factor in factors:
        value *= factor
    return (Number(value, coefficient=coefficient, scales=factors, digits=digits),)


def _literal(parts: list[Token]) -> tuple[Number, ...]:
    digits = parts[0].meaning
    values = _values(digits)
    scales = [part for part in parts[1:] if part.kind in (Kind.SCALE, Kind.METRES)]
    half = Decimal("0.5") if any(part.kind == Kind.AND_A_HALF for part in parts) else Decimal(0)
    if not scales:
        return tuple(Number(value, coefficient=value, digits=digits) for value in values)
    value = values[-1] + half if values else half  # "1.234 million" has no thousands
    found = _scaled(value, scales, digits) if values else ()
    if values and parts[-1].kind == Kind.METRES and len(scales) == 1:
        found += (Number(value, coefficient=value, digits=digits, unit="metres"),)
    return found


def _values(digits: str) -> tuple[Decimal, ...]:
    """Every value of a number in digits, the larger first: "4.000" may be four thousand, or four."""
    if sum(map(str.isdigit, digits)) > _MOST_DIGITS:
        return ()
    whole = re.sub("[^0-9]", "", digits)
    commas, dots = digits.count(","), digits.count(".")
    if commas + dots == 0:
        return (Decimal(whole),)
    last = max(digits.rfind(","), digits.rfind("."))
    decimal = Decimal(f"{re.sub('[^0-9]', '', digits[:last])}.{digits[last + 1 :]}")
    if commas and dots:
        # Where both stand, the last is the decimal one, unless groups go on: "1.234.567,5", "1,234.5".
        return (decimal,)
    thousands = len(digits) - last == 4 and last <= 3 and not digits.startswith("0")
    if commas + dots > 1 or (commas and thousands):
        return (Decimal(whole),)
    return (Decimal(whole), decimal) if thousands else (decimal,)


def _spelt(parts: list[Token]) -> tuple[int, tuple[Number, ...]]:
    """A number in words, as far as the words go together: of "three five" it is three."""
    reading = _Spelling()
    taken = 0
    while taken < len(parts) and reading.take(parts[taken], following=parts[taken + 1 : taken + 2]):
        taken += 1
    number = reading.number()
    return (taken, (number,)) if number is not None else (0, ())


class _Spelling:
    """A number that grows word by word, from thousands down to ones."""

    def __init__(self) -> None:
        self._total = Decimal(0)  # of the thousands that are complete
        self._group: Decimal | None = None  # what grows now, below a thousand
        self._last_scale: Decimal | None = None  # of the last scale above hundred
        self._kind = ""  # of the last word
        self._coefficient: Decimal | None = None  # what stood before the first scale
        self._scales: tuple[Decimal, ...] = ()
        self._mixed = False  # words stand behind a scale: "three hundred and two" has none to share
        self._article = False  # "a" has said nothing before a scale follows

    def take(self, part: Token, following: list[Token]) -> bool:
        """Whether the word goes on with the number."""
        taken = self._takes(part, following)
        if taken:
            self._kind = part.kind
        return taken

    def _takes(self, part: Token, following: list[Token]) -> bool:
        if part.kind == Kind.AND:
            return bool(following) and self._kind == Kind.SCALE and self._scales[-1] != 12
        value = Decimal(part.meaning)
        if part.kind == Kind.ARTICLE:
            self._article = True
            self._group = value
            return bool(following) and following[0].kind == Kind.SCALE
        if part.kind == Kind.AND_A_HALF:
            return self._half(value, following)
        if part.kind == Kind.SCALE:
            return self._scale(value)
        return self._ones(value)

    def _ones(self, value: Decimal) -> bool:
        if self._group is None:
            self._group = value
        elif (self._kind in (Kind.SCALE, Kind.AND) and self._group % 100 == 0) or (
            self._kind == Kind.TENS and 0 < value < 10
        ):
            self._group += value
        else:
            return False
        self._mixed = self._mixed or bool(self._scales)
        return True

    def _scale(self, value: Decimal) -> bool:
        if self._group is None:
            return False
        if value <= _HUNDRED and (self._group >= _HUNDRED or self._kind == Kind.SCALE):
            return False
        if value >= _THOUSAND and self._last_scale is not None and value >= self._last_scale:
            return False
        if self._coefficient is None:
            self._coefficient = self._group
        self._scales += (value,)
        if value <= _HUNDRED:
            self._group *= value
        else:
            self._total += self._group * value
            self._group, self._last_scale = None, value
        return True

    def _half(self, value: Decimal, following: list[Token]) -> bool:
        """Two and a half million, and a million and a half."""
        if self._kind == Kind.SCALE and self._last_scale is not None and self._group is None:
            self._total += value * self._last_scale
            self._mixed = True
            return True
        if self._kind in (Kind.SMALL, Kind.TENS) and self._group is not None:
            self._group += value
            return bool(following) or self._total == 0
        return False

    def number(self) -> Number | None:
        """What has been read; None while it is nothing yet."""
        if not self._scales and (self._article or self._group is None):
            return None
        value = self._total + (self._group or 0)
        scales = () if self._mixed else self._scales
        return Number(value, coefficient=self._coefficient or value, scales=scales)
