"""What the words of a language mean for a figure, as one table a language.

Every word or phrase has a `Kind`, a single letter, so that a text is a string of letters: "at least 12
soldiers" is ``QNu``. The forms of a number (numbers.py), an amount (amounts.py) and what is counted
(counted.py) are patterns over these letters and know no language. Another is one more `Vocabulary`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


class Kind:
    """The letters of phrases, with what a word of that kind means."""

    QUALIFIER = "Q"  # before a number: one of `Qualifier`, or "up_to"
    RELATIVE = "R"  # the same, of words that are places and ages too: "over", "under"
    AFTER = "q"  # the same, behind a number: "or more"
    BETWEEN = "b"
    FROM = "f"
    TO = "t"
    AND = "&"
    OR = "|"
    OF = "o"
    THE = "h"  # a word that points to what is known already: "the two sides"
    ARTICLE = "a"  # "a hundred"
    CURRENCY = "$"  # its code
    PERCENT = "%"
    UNIT = "u"  # what is counted or weighed
    EXTENT = "e"  # a distance, a temperature, a speed: of these nothing is killed or sent
    SPAN = "d"  # a time, or what is told rather than counted: in running text no figure of a claim
    MEASURE = "M"  # what happened to what is counted: "killed"
    TOLL = "T"  # a measure that stands before its number: "the death toll rose to"
    AUXILIARY = "A"  # what may stand between the counted and the measure: "have been"
    CHANGE = "c"  # "rose": what follows is a change, not a range
    STOP = "p"  # a word that ends what belongs to a number
    # Parts of a number; the digits of its value, if any:
    SMALL = "n"  # 0 to 19
    TENS = "y"  # 20 to 90
    SCALE = "s"  # "hundred", "dozen", "bn"
    HALF = "H"  # "half a" million
    AND_A_HALF = "Y"
    COUPLE = "K"  # "a couple of" hundred
    SEVERAL = "F"  # "several" hundred
    MANY = "P"  # "hundreds"
    METRES = "m"  # millions, or metres
    MINUS = "_"
    # From the text itself, not from a table:
    DIGITS = "D"
    NUMBER = "N"  # a whole number, put together
    DASH = "-"
    COMMA = ","
    COLON = ":"
    END = "."  # of a sentence
    MASKED = "X"  # a date, an age, a name: never a figure
    WORD = "w"  # any other word
    OTHER = "x"  # any other mark


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's words for figures.

    Attributes:
        phrases: Words (lower case, a blank between) or marks to their kind and meaning.
        longest_phrase: How many words the longest phrase has.
        suffixes: What letters written against digits stand for: "k" for "thousand".
        masks: What has numbers in it and is never a figure.
    """

    phrases: Mapping[str, tuple[str, str]]
    longest_phrase: int
    suffixes: Mapping[str, str]
    masks: tuple[re.Pattern[str], ...]

    def kind(self, word: str) -> str:
        """The kind of one word."""
        return self.phrases.get(word, (Kind.WORD, ""))[0]


def vocabulary(
    entries: Iterable[tuple[str, str, str]],
    *,
    suffixes: Mapping[str, str],
    masks: tuple[re.Pattern[str], ...],
) -> Vocabulary:
    """A vocabulary from rows of kind, meaning and the phrases that have them, parted by commas.

    Where the meaning is empty, a phrase means itself.

    Raises:
        ValueError: A phrase stands in two rows.
    """
    phrases: dict[str, tuple[str, str]] = {}
    for kind, meaning, listed in entries:
        for phrase in map(str.strip, listed.split(",")):
            if phrase in phrases:
                raise ValueError(f"{phrase!r} stands in two rows of the vocabulary")
            phrases[phrase] = (kind, meaning or phrase)
    return Vocabulary(
        phrases=MappingProxyType(phrases),
        longest_phrase=max(len(phrase.split()) for phrase in phrases),
        suffixes=MappingProxyType(dict(suffixes)),
        masks=masks,
    )
