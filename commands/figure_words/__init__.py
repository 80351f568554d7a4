"""A reporter's words become figures: "around 4,000 killed or wounded", "$1.5bn", "two to three hundred".

Never more exact than said, and never guessed: what reads in two ways ("4.000", "500m") is refused with both
readings. A figure that was read is shown in the same words again:

| said | qualifier | kept in |
|---|---|---|
| 12; a dozen | exactly | best |
| about, some, nearly 12; 12 or so; a couple of hundred | about | best |
| 10-12; between 10 and 12; two or three | between | lower and upper |
| about 10 to 12; at least 10 to 12 | about; at_least | lower and upper |
| at least, no fewer than 12; 12 or more; 12+ | at_least | lower |
| more than, over 12 | more_than | lower |
| at most, no more than 12; 12 or fewer | at_most | upper |
| fewer than, under 12 | fewer_than | upper |
| up to, as many as 12 | between | upper, which is shown as "up to" |
| from 12 (nothing after it) | between | lower, which is shown as "from" |
| hundreds; several hundred | about | lower 100 and upper 999 |

The last says an order of magnitude and no bound of its speaker's: "at least 200" would be our invention, so
both ends of the order stand there under "about", and the words beside them.
"""

from commands.figure_words.errors import AmbiguousFigure, NotAFigure
from commands.figure_words.figure import FigureWords, Mention
from commands.figure_words.finding import find
from commands.figure_words.reading import read

__all__ = ["AmbiguousFigure", "FigureWords", "Mention", "NotAFigure", "find", "read"]
