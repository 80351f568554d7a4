"""Made-up words and names for made-up desks: a Zipfian vocabulary, and names written in several scripts.

Only `random()` of the generator is drawn from, and no transcendental function is used: these give the same
numbers on every Python and every machine, and so the same desk.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")

Draw = Callable[[], float]
"""A source of chance: gives the next number of [0, 1)."""

COMMON = (
    *("the", "of", "in", "and", "to", "a", "that", "on", "for", "with", "by", "has", "its", "from", "had"),
    *("said", "was", "were", "is", "it", "after", "near", "not", "as", "more", "than", "troops", "forces"),
    *("no", "their", "which", "over", "two", "against", "during", "under", "ministry", "military", "region"),
    *("government", "officials", "city", "border", "attack", "talks", "new", "report", "army", "units"),
    *("north", "south", "control", "president", "soldiers", "east", "west", "village", "war", "killed"),
    *("wounded", "aid", "statement", "minister", "agreement", "drone", "missile", "ceasefire", "week"),
)
"""The commonest words of a text, the most frequent first."""

_ONSETS = (*"bdfghklmnprstvzj", "br", "tr", "st", "gr")
_VOWELS = ("a", "e", "i", "o", "u", "ia", "ei")
_CODAS = ("", "", "", "n", "r", "l", "s", "m", "k", "t")

# One letter for each of the 21 that made-up words have. Some look alike across scripts, and are meant to.
_LATIN = "abdefghijklmnoprstuvz"
_CYRILLIC = str.maketrans(_LATIN, "абдефгхийклмнопрстувз")
_GREEK = str.maketrans(_LATIN, "αβδεφγχιηκλμνοπρστυωζ")
_GEORGIAN = str.maketrans(_LATIN, "აბდეფგჰიჯკლმნოპრსტუვზ")
_ARABIC = str.maketrans(_LATIN, "ابدهفغحيجكلمنوبرستوفز")
_ACCENTED = str.maketrans("aeiouszn", "áéíöüšžñ")
_HAN = "安白北边长城春大岛东方风高光国海河红湖花江金京开兰林流龙陆罗马美明南宁平青清泉沙山石水松太天田"

_HANGUL_FIRST = 0xAC00
_HANGUL_VOWELS = (0, 4, 20, 8, 13, 2, 5)
_HANGUL_CODAS = (0, 0, 0, 4, 8, 8, 19, 16, 1, 19)


class Word(NamedTuple):
    """A made-up word, with the numbers of its syllables' parts: what other scripts spell it from."""

    latin: str
    syllables: tuple[tuple[int, int, int], ...]


class Spelling(NamedTuple):
    """A name as one script or habit writes it."""

    text: str
    language: str | None


def word(draw: Draw, syllables: int) -> Word:
    """Returns a made-up word of so many syllables."""
    parts = tuple(
        [
            (int(draw() * len(_ONSETS)), int(draw() * len(_VOWELS)), int(draw() * len(_CODAS)))
            for _ in range(syllables)
        ]
    )
    return Word("".join([_ONSETS[o] + _VOWELS[v] + _CODAS[c] for o, v, c in parts]), parts)


def vocabulary(draw: Draw, size: int) -> list[str]:
    """Returns *size* different words, the commonest first: the common ones, then made-up ones."""
    known = dict.fromkeys(COMMON)
    while len(known) < size:
        longest = 2 if len(known) < size // 20 else 4  # frequent words are short
        known[word(draw, 2 + int(draw() * (longest - 1))).latin] = None
    return list(known)


def zipf(items: Sequence[T], slots: int) -> list[T]:
    """Returns about *slots* places, in which the item of rank n stands 1/n as often as the first.

    Each item stands there at least once. A uniform choice among the places is a Zipfian one among the items.
    """
    share = slots / sum(1 / rank for rank in range(1, len(items) + 1))
    return [item for rank, item in enumerate(items, 1) for _ in range(max(1, int(share / rank)))]


def shuffled(items: Sequence[T], draw: Draw) -> list[T]:
    """Returns the items in an order of chance."""
    deck = list(items)
    for last in range(len(deck) - 1, 0, -1):
        other = int(draw() * (last + 1))
        deck[last], deck[other] = deck[other], deck[last]
    return deck


def cyrillic(text: str) -> str:
    """Returns lower-case Latin letters in Cyrillic ones."""
    return text.translate(_CYRILLIC)


def _hangul(name: Word) -> str:
    return "".join(
        [
            chr(_HANGUL_FIRST + (onset % 19 * 21 + _HANGUL_VOWELS[vowel]) * 28 + _HANGUL_CODAS[coda])
            for onset, vowel, coda in name.syllables
        ]
    )


def _han(name: Word) -> str:
    return "".join([_HAN[(onset * 7 + vowel) % len(_HAN)] for onset, vowel, _ in name.syllables])


def _latin(name: Sequence[Word]) -> str:
    return " ".join([each.latin for each in name])


SPELLINGS: tuple[Callable[[Sequence[Word]], Spelling], ...] = (
    lambda name: Spelling(cyrillic(_latin(name)).title(), "ru"),
    lambda name: Spelling(_latin(name).translate(_ACCENTED).title(), "cs"),
    lambda name: Spelling(" ".join([_hangul(each) for each in name]), "ko"),
    lambda name: Spelling("".join([_han(each) for each in name]), "zh"),
    lambda name: Spelling(_latin(name).translate(_ARABIC), "ar"),
    lambda name: Spelling(_latin(name).translate(_GREEK).title(), "el"),
    lambda name: Spelling(_latin(name).translate(_GEORGIAN), "ka"),
    lambda name: Spelling(_latin(name).upper(), None),
    lambda name: Spelling(f"{name[0].latin[0].upper()}. {name[-1].latin.title()}", "en"),
    lambda name: Spelling(_latin(name).replace("k", "c").replace("i", "y").title(), "en"),
)
"""The ways to write a name."""
