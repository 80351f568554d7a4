"""The dates that running text mentions: "Russia said on 26 April that …", "between 10 and 12 March 2025".

Prose is full of words and numbers that `read` would take, typed by themselves: "they may march", "2000 men".
So a mention is what `read` takes and what also stands in the text as a date does. Whatever could as well be
something else is left out: a mention that is missed costs less than one that is wrong. Left out too are a
date that reads in two ways ("03/04/2025") and one that cannot be ("Monday 27 April 2025", a Sunday).
"""

import datetime
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from commands.date_words.english import ENGLISH
from commands.date_words.errors import NotADate, Unreadable
from commands.date_words.points import Tokens, kinds
from commands.date_words.reading import LONGEST_TEXT, read
from commands.date_words.tokens import tokens
from commands.date_words.vocabulary import Kind, Vocabulary

LONGEST_PROSE: Final = 4000
"""Characters of a text that are looked through."""

_MOST_WORDS = 12
_YEARS = range(1700, 2200)  # four digits of any other size count something

# A word with what stands around it; "1,000", "10:30", "T-72" and "50%" are words of no date.
_CHUNK = re.compile(r"[^\s—…]+")
_CORE = re.compile(r"[^\W_].*[^\W_]|[^\W_]|[-\u2010-\u2015]")
_POSSESSIVE = re.compile(r"['\u2019]s$")
_SHAPE = re.compile(r"[^\W_]+(?:[-./'\u2010-\u2015\u2019][^\W_]+)*|[-\u2010-\u2015]")
_LETTERS = re.compile(r"[^\W\d_]+")
_FOUR_DIGITS = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")


def _words_of(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# The language of these is English; in another they match nothing, and are to be added to.
_ALSO_WORDS = _words_of("may march august mar sat sun mon wed dec jan fall")
_SHORT = _words_of(
    "jan feb febr mar apr jun jul aug sep sept oct nov dec mon tue tues wed weds thu thur thurs fri sat sun"
    " c ca approx"
)
_BEFORE_YEAR = _words_of("in since until till by of from during before after between throughout circa ca c")
_BEFORE_COUNT = _words_of("of by from between")
_SKIPPED = _words_of("the year years about around approximately roughly")
_SOME = _words_of("days weeks months years quarters weekends")
_STRETCHES = _words_of("beginning start end close middle")
_NAMED_DAYS = _words_of(
    "ash black bloody boxing cyber easter giving good holy long maundy palm sheffield shrove super whit"
)
_OF_A_NAME = _words_of("day prayer prayers sermon sermons mosque club times post telegraph")
_COUNTED = _words_of(
    "men women people children personnel dead wounded staff percent per million billion thousand hundred"
    " km kg square local gmt utc aircraft cattle"
)
_NOT_COUNTED = _words_of(
    "this was has does says goes remains shows suggests indicates reveals appears seems marks sees brings"
    " across towards thus less unless whereas always"
)

# Kinds of words that a date may end with, if not with a number.
_LAST = frozenset("MSWTUAmwn")

# What a phrase's letters of kinds (vocabulary.py) must have one of, or may have none of.
_EXACT = re.compile(
    r"[DO][-o]*M|M[h]?[DO]|M[-,o]*Y|Y,?M|S,?[oh]*Y|YS|Y([-./])D\1D|D([-./])D\2Y"
    r"|QD.*Y|Y.*QD|i.*QD|A|T|C|L[WMSU]|[Lp][DNYc]?U|P[oihLp]*[YMWSLTC]|Po?hU|[ORL][HU].|RoM|W"
)
_AFTER_PREPOSITION = re.compile("[isu<>bf][h~]*[MS]")
_DAY_OF_MONTH = re.compile("[nsu<>f]+hO")
_NEVER = re.compile(r"E|RM|~$|^[hin]*D/D$|hLU(?!o)|(?<![Po])hU$|^[inh]*U[in,]")
_COUNTABLE = re.compile("MD$|M,Y$")
_OPENS_NEUTRALLY = re.compile("[inh,]+")
_YEARS_ALONE = re.compile("Y-Y")
_FROM_ALONE = re.compile("[in]*f[^wntu]+")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date that a text mentions.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        edtf: The date, no more exactly than it is mentioned.
        words: The text from start to end: with what bounds it ("since"), without "on" and "in".
    """

    start: int
    end: int
    edtf: str
    words: str


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the text.

    Attributes:
        text: The word alone.
        start: Where it begins.
        end: Where it ends, a possessive "'s" not included.
        opens: A mark before it parts it from the word before.
        closes: A mark after it parts it from the word that follows; a comma does not.
        pauses: Any mark follows, a comma too.
        possessive: "'s" follows.
        known: All of it can be part of a date.
        ends: It can be the last word of one.
    """

    text: str
    start: int
    end: int
    opens: bool
    closes: bool
    pauses: bool
    possessive: bool
    known: bool
    ends: bool

    @property
    def lower(self) -> str:
        return self.text.casefold()


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words in a row that may be a mention, with the word before and those after that no mark parts off."""

    words: Sequence[_Word]
    before: _Word | None
    after: Sequence[_Word]
    tokens: Tokens

    @property
    def letters(self) -> str:
        return kinds(self.tokens)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One text, read on one day."""

    text: str
    words: Sequence[_Word]
    today: datetime.date
    vocabulary: Vocabulary

    def mentions(self) -> Iterator[DateMention]:
        at = 0
        while at < len(self.words):
            taken, mention = self.at(at)
            if mention is not None:
                yield mention
            at += taken

    def at(self, at: int) -> tuple[int, DateMention | None]:
        """The mention that begins with a word, if one does, and how many words are done with."""
        for count in range(self.window(at), 0, -1):
            end = at + count
            words = self.words[at:end]
            if not words[-1].ends:
                continue
            found = tokens(self.said(words), self.vocabulary)
            phrase = _Phrase(words, self.beside(at), self.following(end), found)
            if not found or not _stands(phrase):
                continue
            try:
                edtf = read(self.said(words), self.today, self.vocabulary)
            except Unreadable:
                continue
            except NotADate:
                if any(kind in phrase.letters for kind in (Kind.AND, Kind.OR)):
                    continue  # each of the two by itself
                return count, None  # a part of it would be another date than the one that is meant
            return count, self.mention(words, phrase.letters, edtf)
        return 1, None

    def window(self, at: int) -> int:
        """How many words from one on could be a date: known ones, with no mark between that ends a phrase."""
        count = 0
        for word in self.words[at : at + _MOST_WORDS]:
            if not word.known or (count and word.opens) or word.end - self.words[at].start > LONGEST_TEXT:
                break
            count += 1
            if word.closes or word.possessive:
                break
        return count

    def said(self, words: Sequence[_Word]) -> str:
        return self.text[words[0].start : words[-1].end]

    def beside(self, at: int) -> _Word | None:
        if at == 0 or self.words[at].opens or self.words[at - 1].pauses:
            return None
        return self.words[at - 1]

    def following(self, end: int) -> Sequence[_Word]:
        """Up to three words after a phrase, as far as no mark parts them off."""
        stop = end
        while stop < min(end + 3, len(self.words)):
            if self.words[stop - 1].pauses or self.words[stop].opens:
                break
            stop += 1
        return self.words[end:stop]

    def mention(self, words: Sequence[_Word], letters: str, edtf: str) -> DateMention:
        if _FROM_ALONE.fullmatch(letters) and edtf.endswith("/.."):
            words, edtf = self.without_from(words, edtf)
        for dropped in range(len(words) - 1, 0, -1):
            head = kinds(tokens(self.said(words[:dropped]), self.vocabulary))
            if _OPENS_NEUTRALLY.fullmatch(head) and self.reads(words[dropped:], edtf):
                words = words[dropped:]
                break
        return DateMention(words[0].start, words[-1].end, edtf, self.said(words))

    def without_from(self, words: Sequence[_Word], edtf: str) -> tuple[Sequence[_Word], str]:
        """The date alone: "footage from 2024" is of that year, and does not begin with it."""
        for at, word in enumerate(words[:-1], start=1):
            if kinds(tokens(word.text, self.vocabulary)) == Kind.FROM:
                try:
                    return words[at:], read(self.said(words[at:]), self.today, self.vocabulary)
                except NotADate:
                    break
        return words, edtf

    def reads(self, words: Sequence[_Word], edtf: str) -> bool:
        try:
            return read(self.said(words), self.today, self.vocabulary) == edtf
        except NotADate:
            return False


def find(text: str, today: datetime.date, vocabulary: Vocabulary = ENGLISH) -> tuple[DateMention, ...]:
    """The dates that a text mentions, in its order; never raises.

    A date without a year is the latest that had begun on the report's day, as in `read`. A weekday is a
    mention by itself; a month or season only after a preposition ("in", "since", "by") or with a year or day;
    four digits only where a preposition makes them a year, and nothing follows that they could count.

    Args:
        text: Prose; what stands after its first `LONGEST_PROSE` characters is not looked at.
        today: The day of the report, from which "last Monday" counts.
        vocabulary: The language's words for dates.
    """
    if len(text) > LONGEST_PROSE:
        # A word that is cut in two could be another date: the last one is left out.
        text = text[:LONGEST_PROSE].rpartition(" ")[0]
    words = tuple(_words(text, vocabulary))
    return tuple(_Reader(text, words, today, vocabulary).mentions())


def _words(text: str, vocabulary: Vocabulary) -> Iterator[_Word]:
    known = {word for phrase in vocabulary.phrases for word in phrase.split()}
    known |= vocabulary.ordinal_endings | vocabulary.decade_endings
    last = {phrase.split()[-1] for phrase, (kind, _) in vocabulary.phrases.items() if kind in _LAST}
    end = 0
    for chunk in _CHUNK.finditer(text):
        core = _CORE.search(chunk[0])
        if core is None:
            continue
        start = chunk.start() + core.start()
        blank = text[end:start]
        cut_off = bool(core.start()) or not blank.isspace() or blank.count("\n") > 1
        possessive = _POSSESSIVE.search(core[0])
        said = core[0] if possessive is None else core[0][: possessive.start()]
        marks = chunk[0][core.end() :]
        end = chunk.end()
        yield _Word(
            text=said,
            start=start,
            end=start + len(said),
            opens=cut_off,
            closes=_closes(said, marks, vocabulary),
            pauses=bool(marks),
            possessive=possessive is not None,
            known=_is_known(said, marks, known),
            ends=re.search("[0-9]", said) is not None
            or not last.isdisjoint(_LETTERS.findall(said.casefold())),
        )


def _closes(said: str, marks: str, vocabulary: Vocabulary) -> bool:
    """Whether the marks after a word end the phrase: all do but a comma, and the dot of an abbreviation."""
    if marks in ("", ","):
        return False
    if said.isdecimal():  # "28. April" where ordinals are written so
        return marks != "." or bool(vocabulary.ordinal_endings)
    return marks not in (".", ".,") or said.casefold() not in _SHORT


def _is_known(said: str, marks: str, known: set[str]) -> bool:
    if "%" in marks or _SHAPE.fullmatch(said) is None:
        return False
    return all(letters.casefold() in known for letters in _LETTERS.findall(said))


def _stands(phrase: _Phrase) -> bool:
    """Whether a phrase stands in its text as a date does, if it is one."""
    letters = phrase.letters
    if _NEVER.search(letters) or _is_vague(phrase) or not _is_spelt_as_date(phrase) or _is_of_a_name(phrase):
        return False
    if any(int(digits) not in _YEARS for word in phrase.words for digits in _FOUR_DIGITS.findall(word.text)):
        return False
    if letters.endswith(Kind.ON) and (phrase.after or not letters.startswith(Kind.FROM)):
        return False
    if _COUNTABLE.search(letters) and not letters.startswith(Kind.ON) and _is_count(phrase.after[:1]):
        return False
    if _EXACT.search(letters):
        return True
    if phrase.words[-1].possessive:
        return False
    if _AFTER_PREPOSITION.search(letters):
        return all(word.lower != "fall" for word in phrase.words)
    if _DAY_OF_MONTH.fullmatch(letters):
        return not phrase.after
    if _YEARS_ALONE.fullmatch(letters) and phrase.before is None and not phrase.after:
        return True  # "(2014–2022)"
    return Kind.YEAR in letters and _is_year(phrase)


def _is_vague(phrase: _Phrase) -> bool:
    """Whether it is a stretch of no known length ("coming weeks"), or one ahead ("the next two weeks")."""
    if any(word.lower in _SOME for word in phrase.words) and re.search("[Lp]U", phrase.letters):
        return True
    return any(
        first.kind == Kind.WHICH and first.value >= 0 and second.kind in (Kind.COUNT, Kind.SMALL)
        for first, second in itertools.pairwise(phrase.tokens)
    )


def _is_spelt_as_date(phrase: _Phrase) -> bool:
    """Whether words that are more than names of dates are written as names, and short forms have a number."""
    numbered = any(kind in phrase.letters for kind in (Kind.SMALL, Kind.ORDINAL, Kind.YEAR))
    for word in phrase.words:
        name = word.lower
        if name == "now" or (name in _ALSO_WORDS and word.text[0].islower() and name != "fall"):
            return False
        if name in _SHORT and not numbered:
            return False
    stretch = any(word.lower in _STRETCHES for word in phrase.words)
    return not (stretch and re.search("P[in]", phrase.letters))  # "talks start in March"


def _is_of_a_name(phrase: _Phrase) -> bool:
    """Whether the phrase is part of a name: Good Friday, Friday prayers, May Day, Russia Today, Long March 5.

    Also "today's" and "the previous week", which need not be counted from the report's day.
    """
    first, last = phrase.words[0], phrase.words[-1]
    if phrase.before is not None:
        if phrase.before.lower in _NAMED_DAYS and phrase.letters[0] in (Kind.WEEKDAY, Kind.MONTH):
            return True
        if phrase.letters[0] == Kind.DAY_NAME and first.text[0].isupper():
            return True
    if phrase.after and phrase.letters[-1] in (Kind.WEEKDAY, Kind.MONTH):
        return phrase.after[0].lower in _OF_A_NAME
    if last.possessive and last.lower == "today":
        return True
    return any(word.lower == "previous" for word in phrase.words)


def _is_year(phrase: _Phrase) -> bool:
    """Whether four digits are a year: a preposition before them, nothing after them that they could count."""
    leading = [] if phrase.before is None else [phrase.before]
    for word in phrase.words:
        if _FOUR_DIGITS.match(word.text):
            break
        leading.append(word)
    preposition = next((word.lower for word in reversed(leading) if word.lower not in _SKIPPED), "")
    if preposition not in _BEFORE_YEAR:
        return False
    if preposition not in _BEFORE_COUNT:
        return not _is_count(phrase.after[:1])
    return not _is_count(phrase.after) and not _is_first_of_two(phrase.after)


def _is_first_of_two(after: Sequence[_Word]) -> bool:
    """Whether another number follows ("from 2000 to 2500"): with it, two years would have been read."""
    return len(after) > 1 and after[0].lower in ("to", "and", "or") and after[1].text[0].isdecimal()


def _is_count(after: Sequence[_Word]) -> bool:
    """Whether a number before these words could count them: "soldiers", "Ukrainian soldiers", "percent"."""
    return any(
        word.lower in _COUNTED
        or (
            len(word.text) > 3
            and word.text.islower()
            and word.lower.endswith("s")
            and word.lower not in _NOT_COUNTED
        )
        for word in after
    )
