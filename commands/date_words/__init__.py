"""A reader's words become EDTF: "autumn 2024", "28 April", "about October 2024", "10-12 March", "Monday".

Never more exact than said: "in March" is a month, "two weeks ago" a week, "early 2024" an approximate stretch
of months. Whatever reads in two ways is refused with both readings, never guessed. `find` looks for such
words in running text, and leaves out what it would have to guess.
"""

from commands.date_words.errors import AmbiguousDate, NotADate, ShortYear
from commands.date_words.mentions import DateMention, find
from commands.date_words.reading import longest, read

__all__ = ["AmbiguousDate", "DateMention", "NotADate", "ShortYear", "find", "longest", "read"]
