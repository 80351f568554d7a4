"""Why a reporter's words did not become a figure."""

from commands.figure_words.figure import FigureWords

FORMS = (
    "10,000-12,000 soldiers, around 4,000 killed or wounded, at least 12, more than $1.5bn, 5–10%, "
    "up to 20 drones, half a million people, hundreds of tanks"
)
"""Examples of what is read, for whoever wrote something else."""


class NotAFigure(ValueError):  # noqa: N818  # the name says what the words are, and callers read it so
    """The words are no figure; the message says why, or which forms work."""


class AmbiguousFigure(NotAFigure):
    """The words read in more than one way.

    Attributes:
        options: Each reading as a figure.
    """

    def __init__(self, words: str, options: tuple[FigureWords, ...]) -> None:
        readings = " or ".join(map(_in_short, options))
        super().__init__(f"“{words}” can be read as {readings}: please write which.")
        self.options = options


class Unreadable(NotAFigure):
    """The words have no form of a figure at all."""

    def __init__(self, words: str) -> None:
        super().__init__(f"“{words}” is not a figure I can read. These work: {FORMS}.")


def _in_short(figure: FigureWords) -> str:
    given = (figure.lower, figure.best, figure.upper)
    numbers = "–".join(f"{each:,}" for each in given if each is not None)
    return f"{numbers} {figure.unit}" if figure.unit else numbers
