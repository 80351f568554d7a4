"""A text cut into words, numbers in digits and marks, each with its place."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from commands.figure_words.vocabulary import Kind, Vocabulary

DASHES = "-‐‑‒–—−"  # noqa: RUF001  # the dashes that people and their telephones write
_BLANKS = " \u00a0\u2009\u202f"  # a plain, a fixed, a thin and a narrow fixed blank
_APOSTROPHES = "'’"
_HYPHENS = r"\u2010\u2011-"  # as part of a set of characters

# Groups of three before plain digits: "10,000" is one number, and so is "4 000".
_LITERAL = (
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}\.[0-9]{3},[0-9]+(?![0-9])"
    rf"|[0-9]{{1,3}}(?:[{_BLANKS}][0-9]{{3}})+(?:[.,][0-9]+)?(?!mm|[0-9])"
    rf"|[0-9]{{1,3}}(?:[{_APOSTROPHES}][0-9]{{3}})+(?![0-9])"
    r"|[0-9]+(?:[.,][0-9]+)?"
)
_PIECE = re.compile(
    rf"(?P<number>{_LITERAL})"
    r"|(?P<currency>(?<!\w)(?:US|HK|NZ|[ACS])?\$|[€£¥₽₴₩₹₺₪])"
    r"|(?P<degree>°(?:\s?[CF]\b)?)"
    rf"|(?P<word>(?:[^\W\d_]\.){{2,}}|[^\W\d_]\w*(?:[{_APOSTROPHES}{_HYPHENS}]\w+)*(?:/h\b)?)"
    r"|(?P<blank>\s+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
# What makes digits part of something else: a version, a path, "72nd", "50-vehicle".
_GOES_ON = re.compile(rf"[.,:/\\{_APOSTROPHES}](?=\w)|\w|[{_HYPHENS}](?=[^\W\d_])")
_REST = re.compile(rf"(?:[\w/\\]|[.,:{_APOSTROPHES}{_HYPHENS}](?=\w))+")
_SUFFIX = re.compile(
    rf"(?P<letters>[^\W\d_]+(?:/h)?)?(?:[{_HYPHENS}](?P<joined>[^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+)*))?(?![\w])"
)
_BEFORE = "._/\\@&="
_IN_SUFFIX = frozenset((Kind.SCALE, Kind.METRES, Kind.UNIT, Kind.EXTENT, Kind.PERCENT, Kind.CURRENCY))
_JOINED = frozenset((Kind.SCALE, Kind.AFTER, Kind.TO))
_SPELT = frozenset((Kind.SMALL, Kind.TENS, Kind.SCALE, Kind.AFTER, Kind.AND, Kind.TO))


@dataclass(frozen=True, slots=True)
class Piece:
    """One word, number or mark.

    Attributes:
        kind: `Kind.DIGITS`, `Kind.MASKED`, `Kind.WORD`, or `Kind.OTHER` for a mark.
        start: Where it begins in the text.
        end: Where it ends.
        word: What to look up: lower case, a suffix as the word it stands for.
    """

    kind: str
    start: int
    end: int
    word: str


def pieces(text: str, vocabulary: Vocabulary) -> list[Piece]:
    """The text's pieces in their order, blanks left out."""
    return list(_cut(text, vocabulary))


def _cut(text: str, vocabulary: Vocabulary) -> Iterator[Piece]:
    masks = _masked(text, vocabulary)
    begins = [begin for begin, _ in masks]
    at = 0
    while at < len(text):
        place = bisect_right(begins, at) - 1
        if place >= 0 and at < masks[place][1]:
            yield Piece(Kind.MASKED, at, masks[place][1], "")
            at = masks[place][1]
            continue
        limit = begins[place + 1] if place + 1 < len(begins) else len(text)
        # A piece ends where a mask begins: "in 12 2024" is no 122,024.
        match = _PIECE.match(text, at, limit)
        at += 1
        if match is None or match.lastgroup is None:
            continue
        at = match.end()
        if match.lastgroup == "number":
            found, at = _digits(text, match, limit, vocabulary)
            yield from found
        elif match.lastgroup == "word":
            yield from _word(match.start(), match.group(), vocabulary)
        elif match.lastgroup == "degree":
            yield Piece(Kind.WORD, match.start(), at, "".join(match.group().split()).casefold())
        elif match.lastgroup != "blank":
            yield Piece(Kind.OTHER, match.start(), at, match.group().casefold())


def _masked(text: str, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """The spans of what is no figure, in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(match.span() for mask in vocabulary.masks for match in mask.finditer(text)):
        if found and begin < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif begin < end:
            found.append((begin, end))
    return found


def _digits(text: str, match: re.Match[str], limit: int, vocabulary: Vocabulary) -> tuple[list[Piece], int]:
    """A number in digits with what is written against it, or one strange word: "72nd", "50-vehicle"."""
    start, end = match.span()
    number = Piece(Kind.DIGITS, start, end, match.group())
    strange = start > 0 and text[start - 1] in _BEFORE
    if not strange and not _GOES_ON.match(text, end, limit):
        return [number], end
    behind = None if strange else _SUFFIX.match(text, end, limit)
    if behind is not None and not _GOES_ON.match(text, behind.end(), limit):
        joined = _suffixed(behind, vocabulary)
        if joined:
            return [number, *joined], behind.end()
    rest = _REST.match(text, end, limit)
    end = rest.end() if rest is not None else end
    return [Piece(Kind.WORD, start, end, text[start:end].casefold())], end


def _suffixed(behind: re.Match[str], vocabulary: Vocabulary) -> list[Piece]:
    """The suffix and the words joined by dashes, none when they are no part of a number."""
    found = []
    if letters := behind["letters"]:
        word = vocabulary.suffixes.get(letters.casefold(), letters.casefold())
        if vocabulary.kind(word) not in _IN_SUFFIX:
            return []
        found.append(Piece(Kind.WORD, *behind.span("letters"), word))
    if joined := behind["joined"]:
        parts = list(_parts(behind.start("joined"), joined))
        if any(vocabulary.kind(part.word) not in _JOINED for part in parts):
            return []
        found += parts
    return found


def _word(start: int, word: str, vocabulary: Vocabulary) -> Iterator[Piece]:
    """A word; one of number words joined by dashes ("twenty-five", "two-thousand-strong") as its parts."""
    whole = Piece(Kind.WORD, start, start + len(word), word.casefold().replace("’", "'"))
    parts = list(_parts(start, word))
    kinds = [vocabulary.kind(part.word) for part in parts]
    if len(parts) > 1 and kinds[0] in (Kind.SMALL, Kind.TENS) and set(kinds) <= _SPELT:
        yield from parts
    elif len(parts) > 1 and parts[-1].word == "half" and parts[0].kind == Kind.WORD and len(parts) == 4:
        yield from parts if kinds[0] in (Kind.SMALL, Kind.TENS) else (whole,)
    else:
        yield whole


def _parts(start: int, word: str) -> Iterator[Piece]:
    for match in re.finditer(rf"[^{_HYPHENS}]+", word):
        yield Piece(Kind.WORD, start + match.start(), start + match.end(), match.group().casefold())
