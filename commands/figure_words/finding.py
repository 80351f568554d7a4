"""The figures in running text, where a number is a figure only by a sign of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from commands.figure_words.english import ENGLISH
from commands.figure_words.figure import Mention
from commands.figure_words.numbers import line
from commands.figure_words.phrases import Phrase, phrase
from commands.figure_words.tokens import Line, Number, Token
from commands.figure_words.vocabulary import Kind, Vocabulary

LONGEST_TEXT = 4_000
"""Characters of text that are searched."""

_BEGINS = frozenset((Kind.QUALIFIER, Kind.RELATIVE, Kind.BETWEEN, Kind.FROM, Kind.CURRENCY, Kind.NUMBER))
_SENTENCE_ENDS = frozenset((Kind.END, Kind.COLON, Kind.OTHER))
_CERTAIN = frozenset((Kind.UNIT, Kind.EXTENT, Kind.PERCENT, Kind.CURRENCY))
_FEW = 100  # below it a number says less of itself
_SPELT_OUT = 10  # up to it reporters spell numbers that count nothing much: "two leaders"
_YEARS = range(1900, 2100)
_OUT_OF = ("in", "out of")  # as the vocabulary has them
_FAR_BACK = 6


def find(text: str, vocabulary: Vocabulary = ENGLISH) -> tuple[Mention, ...]:
    """The figures that a text mentions, in their order; what reads in two ways is left out.

    Dates, times, ages, names and labels with a number, votes and scores are none; nor is a number with
    nothing beside it that says what it counts.

    Args:
        text: A claim's sentence, or more; what is behind the first 4,000 characters is not searched.
        vocabulary: The language's words.
    """
    whole = line(_within(text), vocabulary)
    return tuple(_mentions(whole, vocabulary))


def _within(text: str) -> str:
    """The beginning of a text, up to a blank, so that no number is cut in two."""
    if len(text) <= LONGEST_TEXT:
        return text
    words, blank, _ = text[: LONGEST_TEXT + 1].rpartition(" ")
    return words if blank else ""


def _mentions(whole: Line, vocabulary: Vocabulary) -> Iterator[Mention]:
    at = 0
    while at < len(whole.tokens):
        found = phrase(whole, at, vocabulary) if whole.letters[at] in _BEGINS else None
        if found is None:
            at += 1
            continue
        candidate = Candidate(whole, found)
        if candidate.is_figure():
            figures = found.figures(found.wording(whole))
            if len(figures) == 1:
                start, end = whole.tokens[found.amount.start].start, whole.tokens[found.end - 1].end
                yield Mention(start, end, figures[0])
            at = found.end
        else:
            at = candidate.behind()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may be a figure, with what stands around it."""

    line: Line
    phrase: Phrase

    def is_figure(self) -> bool:
        """Whether it has a sign of a figure, and none of something else."""
        return not any(refusal(self) for refusal in _REFUSALS) and any(sign(self) for sign in _SIGNS)

    def behind(self) -> int:
        """Where to go on when it is none: behind the other number of a ratio or score, too."""
        end = self.phrase.amount.end
        return end + 2 if self.letter(end - self.phrase.amount.start) and self.is_ratio() else end

    # What stands around it

    def letter(self, away: int) -> str:
        """The kind of the token so far from its first one, empty outside the text."""
        at = self.phrase.amount.start + away
        return self.line.letters[at] if 0 <= at < len(self.line.letters) else ""

    def next_letter(self) -> str:
        """The kind of the token behind its amount."""
        return self.line.letters[self.phrase.amount.end : self.phrase.amount.end + 1]

    def first(self) -> Token:
        """Its first number."""
        return self.line.tokens[self.phrase.amount.first]

    def value(self) -> int:
        """Its first number, without decimals."""
        return int(self.first().numbers[0].value)

    def is_small(self) -> bool:
        """Whether it is a single, small number without a word that says how it was given."""
        alone = (
            not self.phrase.amount.is_range and not self.is_qualified() and self.phrase.amount.money is None
        )
        return alone and self.first().numbers[0].high is None and abs(self.value()) < _FEW

    def is_qualified(self) -> bool:
        """Whether words say how it was given: "at least", "or more"; "over" and "under" say too little."""
        amount = self.phrase.amount
        lead = self.line.letters[amount.start : amount.first]
        if set(lead) & {Kind.QUALIFIER, Kind.BETWEEN}:
            return amount.qualifier != "exactly"
        return amount.qualifier not in ("", "exactly") and Kind.RELATIVE not in lead

    def is_spelt(self) -> bool:
        """Whether its first number is in words."""
        return not self.first().numbers[0].digits

    def unit_kind(self) -> str:
        """The kind of its unit, empty where it has none."""
        return self.phrase.unit.kind if self.phrase.unit is not None else ""

    def is_behind_name(self) -> bool:
        """Whether the word before it has a capital."""
        before = self.phrase.amount.start - 1
        word = self.letter(-1) == Kind.WORD
        return word and self.line.written(self.line.tokens[before])[0].isupper()

    def is_ratio(self) -> bool:
        """One in three, nine out of ten, 3 of 4."""
        end = self.phrase.amount.end
        if self.line.letters[end + 1 : end + 2] != Kind.NUMBER or self.phrase.amount.is_range:
            return False
        said, other = self.line.tokens[end], self.line.tokens[end + 1].numbers[0]
        joined = said.meaning in _OUT_OF or (said.kind == Kind.OF and self.phrase.measure is None)
        return (
            joined and self.value() < _FEW and self.value() <= other.value and int(other.value) not in _YEARS
        )


# What refuses a candidate


def _span(candidate: Candidate) -> bool:
    return candidate.unit_kind() == Kind.SPAN


def _year(candidate: Candidate) -> bool:
    """2024, or from 2014 to 2022."""
    amount = candidate.phrase.amount
    numbers = [number for number in amount.pairs[0] if number is not None]
    yearlike = all(number.digits.isdigit() and int(number.value) in _YEARS for number in numbers)
    certain = candidate.unit_kind() in _CERTAIN or candidate.phrase.measure is not None
    return yearlike and (amount.is_range or not certain)


def _ratio(candidate: Candidate) -> bool:
    return candidate.is_ratio()


def _pointed_to(candidate: Candidate) -> bool:
    """The two sides, these three; and two of the soldiers, unless they were killed."""
    some_of = candidate.next_letter() == Kind.OF and candidate.phrase.measure is None
    return candidate.is_small() and (candidate.letter(-1) == Kind.THE or some_of)


def _joined_on(candidate: Candidate) -> bool:
    """Part of a score or a range that was none: 170–1, five- to."""
    alone = not candidate.phrase.amount.is_range
    return alone and Kind.DASH in (candidate.letter(-1), candidate.next_letter())


def _in_a_name(candidate: Candidate) -> bool:
    """The Five Eyes, Group of Seven: a number word with a capital within a sentence."""
    word = candidate.line.written(candidate.first())
    begins = candidate.letter(-1) == "" or candidate.letter(-1) in _SENTENCE_ENDS
    return candidate.is_spelt() and word[:1].isupper() and not begins and candidate.is_small()


def _change(candidate: Candidate) -> bool:
    """Rose from 4,000 to 5,000: neither a range, nor what the text claims alone."""
    if candidate.letter(0) != Kind.FROM:
        return False
    start = candidate.phrase.amount.start
    return Kind.CHANGE in candidate.line.letters[max(0, start - _FAR_BACK) : start]


def _pronoun(candidate: Candidate) -> bool:
    """One is a number where something happened to one of a kind: one soldier was killed, one dead."""
    alone = candidate.is_spelt() and candidate.is_small() and candidate.value() == 1
    return alone and (candidate.phrase.measure is None or candidate.next_letter() == Kind.OF)


def _named(candidate: Candidate) -> bool:
    """Brigade 155: a number in digits behind a name, with nothing that it counts."""
    label = candidate.first().numbers[0].digits.isdigit() and not candidate.is_qualified()
    return label and candidate.phrase.unit is None and candidate.is_behind_name()


def _older(candidate: Candidate) -> bool:
    """People over 60."""
    relative = candidate.letter(0) == Kind.RELATIVE and candidate.letter(-1) == Kind.UNIT
    return relative and candidate.phrase.unit is None and candidate.value() < _FEW


# What makes a candidate a figure


def _of_a_kind(candidate: Candidate) -> bool:
    return candidate.phrase.amount.money is not None or candidate.unit_kind() in _CERTAIN


def _measured(candidate: Candidate) -> bool:
    return candidate.phrase.measure is not None


def _qualified(candidate: Candidate) -> bool:
    return candidate.is_qualified()


def _large(candidate: Candidate) -> bool:
    """10,000, 1.5 million, hundreds: written as no label is."""
    return any(
        number.high is not None or number.scales or _is_long(number)
        for number in candidate.phrase.amount.pairs[0]
        if number is not None
    )


def _is_long(number: Number) -> bool:
    grouped = abs(number.value) >= 1_000 and not number.digits.isdigit()
    return bool(number.digits) and (grouped or abs(number.value) >= 10_000)


def _strong(candidate: Candidate) -> bool:
    """300-strong, 300-odd: what only a count has behind it."""
    return candidate.line.letters[candidate.phrase.amount.end - 1] == Kind.AFTER


def _of_things(candidate: Candidate) -> bool:
    """12 regions: a plural that the vocabulary does not hold, unless a name stands before the number."""
    if candidate.unit_kind() != Kind.WORD or candidate.phrase.unit is None:
        return False
    spelt_out = candidate.is_spelt() and candidate.value() <= _SPELT_OUT
    return (
        not candidate.is_behind_name()
        and not spelt_out
        and candidate.phrase.unit.name.islower()
        and candidate.value() > 1
    )


_REFUSALS: tuple[Callable[[Candidate], bool], ...] = (
    _span,
    _year,
    _ratio,
    _pointed_to,
    _joined_on,
    _in_a_name,
    _change,
    _pronoun,
    _named,
    _older,
)
_SIGNS: tuple[Callable[[Candidate], bool], ...] = (
    _of_a_kind,
    _measured,
    _qualified,
    _large,
    _strong,
    _of_things,
)
