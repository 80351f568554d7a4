"""Why a reader's words did not become a date."""

FORMS = (
    "28 April 2025, 2025-04-28, April 2025, autumn 2024, early 2024, about October 2024, last Monday, "
    "3 days ago, 10-12 March 2025, since March 2025"
)
"""Examples of what is read, for whoever typed something else."""


class NotADate(ValueError):  # noqa: N818  # the name says what the words are, and callers read it so
    """The words are no date; the message says why, or which forms work."""


class AmbiguousDate(NotADate):
    """The words read in more than one way.

    Attributes:
        options: Each reading as EDTF, the day-first one before the month-first one.
    """

    def __init__(self, words: str, options: tuple[str, ...]) -> None:
        super().__init__(f"“{words}” can be read as {' or '.join(options)}: please give one of them.")
        self.options = options


class Unreadable(NotADate):
    """The words have no form of a date at all; a date that is merely impossible raises plain `NotADate`."""

    def __init__(self, words: str) -> None:
        super().__init__(f"“{words}” is not a date I can read. These work: {FORMS}.")


class ShortYear(Unreadable):
    """A date whose year has two digits, or a day and month with a number behind them that is no year."""

    def __init__(self) -> None:
        NotADate.__init__(self, "Please write the year with four digits.")
