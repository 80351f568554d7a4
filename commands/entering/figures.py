"""A figure as it was read from words, made one of the record."""

from commands import figure_words
from commands.card import Names
from commands.errors import CommandError
from commands.figure_words import FigureWords
from storage.lines import Figure

_MANY = 10
"""A smaller number, given exactly, is told by the sentence alone."""


def figure_of(words: str | FigureWords, measure: str | None = None, as_of: str | None = None) -> Figure:
    """Returns the figure that words say.

    Args:
        words: As typed, or as found in a sentence.
        measure: What is counted; the words' own measure, or else their unit, if left out.
        as_of: The date (EDTF) that it holds for.

    Raises:
        CommandError: The words are no figure, or don't say what is counted.
    """
    read = _read(words) if isinstance(words, str) else words
    counted = measure or counted_in(read)
    if counted is None:
        raise CommandError("figure-of-what", words=read.wording)
    return Figure(
        measure=counted,
        lower=read.lower,
        best=read.best,
        upper=read.upper,
        unit=None if read.unit == counted else read.unit,
        qualifier=read.qualifier,
        as_of=as_of,
        wording=read.wording,
    )


def counted_in(figure: FigureWords) -> str | None:
    """Returns what the words count: their measure, or the things themselves; money and shares say neither."""
    if figure.measure is not None:
        return figure.measure
    return figure.unit if figure.unit is not None and figure.unit.islower() else None


def is_telling(figure: FigureWords) -> bool:
    """Tells whether a number in a sentence is an estimate of something, and not just "two villages"."""
    if counted_in(figure) is None:
        return False
    numbers = [number for number in (figure.lower, figure.best, figure.upper) if number is not None]
    return figure.measure is not None or figure.qualifier != "exactly" or max(numbers, default=0) >= _MANY


def _read(words: str) -> FigureWords:
    try:
        return figure_words.read(words)
    except figure_words.AmbiguousFigure as error:
        options = tuple(_in_numbers(option) for option in error.options)
        raise CommandError("figure-ambiguous", words=words, options=Names(options, any_of=True)) from error
    except figure_words.NotAFigure as error:
        raise CommandError("figure-unread", words=words) from error


def _in_numbers(figure: FigureWords) -> str:
    given = (figure.lower, figure.best, figure.upper)
    return "–".join(f"{number:,}" for number in given if number is not None)
