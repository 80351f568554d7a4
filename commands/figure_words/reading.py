"""A whole phrase: one figure, what it measures before a colon, and words that add no number."""

import re
from dataclasses import replace

from commands.figure_words.english import ENGLISH
from commands.figure_words.errors import AmbiguousFigure, NotAFigure, Unreadable
from commands.figure_words.figure import LONGEST_WORDING, FigureWords, folded
from commands.figure_words.numbers import line
from commands.figure_words.phrases import Phrase, phrase
from commands.figure_words.tokens import Line
from commands.figure_words.vocabulary import Kind, Vocabulary

LONGEST_MEASURE = 200
"""Characters of what stands before the colon."""

_AROUND = " \t\n.;!?\"'“”‘’«»()[]"
_MEASURE = re.compile(r"(?P<measure>[^:]*[^\W\d_][^:]*):(?P<words>.*)", re.DOTALL)
_OPENING = re.compile(r"(?:h?(?:M[&|])?M:?|h?T[hoApctw:]{0,6}|h|[wp]A|A)?(?=[QRbf$N])")
# What may follow without a number: "of grain", "in Kursk", "were destroyed".
_TAIL = re.compile(r"(?:[poAXM,&|ftTwx][^N.:]*)?(?<![oaft&|,-])")


def read(words: str, vocabulary: Vocabulary = ENGLISH) -> FigureWords:
    """A reporter's words as a figure, never more exactly than they say.

    What is counted may stand before a colon ("troops deployed: 10,000-12,000 soldiers"), else it is what the
    words say was done ("12 killed"). Words without a number may follow ("of grain", "in Kursk").

    Args:
        words: What was written.
        vocabulary: The language's words.

    Raises:
        AmbiguousFigure: The words read in two ways.
        NotAFigure: They are no figure.
    """
    measure, said = _parted(words)
    if len(said) > LONGEST_WORDING:
        raise NotAFigure(f"A figure has at most {LONGEST_WORDING} characters, this one {len(said)}.")
    whole = line(said, vocabulary)
    found = _only_phrase(whole, vocabulary)
    if found is None:
        raise Unreadable(said)
    figures = found.figures(folded(said))
    if measure is not None:
        figures = tuple(replace(figure, measure=measure) for figure in figures)
    if not figures:
        raise NotAFigure(f"“{said}” ends below where it begins, or is larger than can be kept exactly.")
    if len(figures) > 1:
        raise AmbiguousFigure(said, figures)
    return figures[0]


def _parted(words: str) -> tuple[str | None, str]:
    """What is counted, where it stands before a colon, and the other words."""
    match = _MEASURE.fullmatch(words)
    if match is None:
        return None, words.strip(_AROUND)
    measure = " ".join(match["measure"].split())
    if len(measure) > LONGEST_MEASURE:
        raise NotAFigure(
            f"What is counted has at most {LONGEST_MEASURE} characters, this has {len(measure)}."
        )
    return measure, match["words"].strip(_AROUND)


def _only_phrase(whole: Line, vocabulary: Vocabulary) -> Phrase | None:
    """The figure that is all there is, None when there is none or more than one."""
    opening = _OPENING.match(whole.letters)
    if opening is None:
        return None
    at = opening.end()
    found = phrase(whole, at, vocabulary, any_unit=True)
    if found is None and whole.letters.startswith(Kind.FROM, at):
        found = phrase(whole, at + 1, vocabulary, any_unit=True)
        if found is not None and not found.amount.qualifier:
            found = found.with_qualifier("from")
    if found is None or _TAIL.fullmatch(whole.letters, found.end) is None:
        return None
    return found
