"""The text grammar: a line typed by a person, split into the texts of a command's arguments.

`timeline kursk since:2025-01 actor:North Korea` is what Discord shows of a command's options, so it is what
is typed elsewhere. The words before the first `name:` are positional; a named value runs to the next known
`name:`. Nothing here knows what an argument means: the texts are read by whoever asked for them.

* A name begins a word, in any case; `since:x`, `since: x` and `since : x` are the same. A word of letters and
  a colon that is no name of the command is text (`https://...`, `x:y`), unless it is so near to a name that
  it must be a slip: that is an error, because a filter left out in silence would be a wrong answer.
* Quotes count where they begin a word or a value (or a part of one, after `;`), and only when they are
  closed: by their mark, not followed by a letter or digit. So O'Brien and 6" are themselves. What is between
  them keeps its spaces, and no name or `;` is seen in it; a doubled mark there stands for one. A value that
  is quoted as a whole loses its quotes; quotes around a part of it belong to its text.
* Elsewhere any white space, line breaks and no-break spaces included, is one space. Control characters are
  removed, and so are lone surrogates, which no file or message can hold; direction marks are left to
  renderers.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

LONGEST: Final = 4000
"""Characters of a line that are read; a longer one is refused."""

NEAR: Final = 75
"""How alike (rapidfuzz's ratio, 0 to 100) a word and a name are that were probably meant to be the same."""

_SHOWN = 80  # Characters of somebody's words that an error repeats.

Takes = Callable[[Sequence[str]], int]
"""How many of the leading words, which are at least one, are this positional's; 0 passes it over."""


class GrammarError(ValueError):
    """A line that cannot be split, as the key of a message and its values.

    The keys are `grammar-empty`, `grammar-no-command` (name), `grammar-no-command-near` (name, nearest),
    `grammar-too-long` (given, most), `grammar-no-such-name` (name, nearest), `grammar-twice` (name),
    `grammar-empty-value` (name) and `grammar-left-over` (words).

    Attributes:
        key: The message's key.
        values: What stands in the message.
    """

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(f"{key} {values}" if values else key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Slot:
    """An argument's place in the line.

    Attributes:
        name: What stands before the colon: lower case, a to z and `_`.
        takes: How many words it takes positionally, in the order of the slots; None: only by name.
        many: Whether it may have several values, by repeating the name or with `;`.
        required: Whether the line must have it. Words that it does not take, where it has none yet, are its
            own then, so that whoever reads them says what is wrong with them.

    Raises:
        ValueError: No one could type the name.
    """

    name: str
    takes: Takes | None
    many: bool = False
    required: bool = False

    def __post_init__(self) -> None:
        if not re.fullmatch("[a-z][a-z_]*", self.name):
            raise ValueError(f"an argument's name is lower case, a to z and _: {self.name!r}")


def one_word(words: Sequence[str]) -> int:
    """Takes one word, as ids and enumerations do."""
    return min(1, len(words))


def the_rest(words: Sequence[str]) -> int:
    """Takes every word that is left."""
    return len(words)


# Which marks close what a mark opens. Swedish and Finnish open with the closing mark, and so do the keyboards
# that curl a quote after a colon. German text closes with the mark that opens English text.
_CLOSING: Final = {
    '"': '"',
    "'": "'",
    "\u201c": "\u201d",  # English double quotes
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d",  # low double quotes, German and Polish
    "\u2018": "\u2019",  # English single quotes
    "\u2019": "\u2019",
    "\u00ab": "\u00bb",  # guillemets, outwards and inwards
    "\u00bb": "\u00ab",
}
_GUILLEMETS: Final = "\u00ab\u00bb"
_MARKS: Final = f"[{''.join(_CLOSING)}]"
_OPENING = re.compile(rf"(?:(?<!\S)([A-Za-z][A-Za-z_]*+):|(?<![^\s;]))({_MARKS})")
_CLOSED = {
    mark: re.compile(rf"(?:[^{closing}]++|([{closing}])\1|[{closing}](?=\w))*+[{closing}]")
    for mark, closing in _CLOSING.items()
}

# What may be a name. A colon that stands alone belongs to the word before it (French is written so); `:wave:`
# after a name is an emoji's short name, not a value.
_NAME = re.compile(r"(?<!\S)([A-Za-z][A-Za-z_-]*+)(?:(:)|\s++:(?!\S))")
_WORD = re.compile(r"\S+")
_PLAIN = re.compile(rf"(?!{_MARKS})[^\s:;]++(?: (?!{_MARKS})[^\s:;]++)*+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_PREFIX = re.compile(r"\s*(?://|/|!)?")

# Addresses whose scheme has no // after it, and may be near to a name ("data:" to "date:").
_SCHEMES: Final = frozenset({"data", "doi", "geo", "mailto", "magnet", "matrix", "news", "tel", "urn"})
_HIDDEN = "\0"  # Stands for each quoted character where structure is looked for; no clean line holds it.


def name_of(line: str, commands: Collection[str]) -> tuple[str, str]:
    """Splits a line into the command it names and the rest: `/record add Foo` into `record add` and `Foo`.

    Args:
        line: What was typed, with or without `/`, `//` or `!` before it.
        commands: The names known, in lower case, their words one space apart; the longest that fits is meant.

    Returns:
        The command's name as known, and what follows it.

    Raises:
        GrammarError: The line is empty, too long, or begins with no known name.
    """
    line = _PREFIX.sub("", _clean(line), count=1)
    most = max((name.count(" ") for name in commands), default=0) + 1
    words = line.split(None, most)
    if not words:
        raise GrammarError("grammar-empty")
    typed = {count: " ".join(words[:count]) for count in range(min(most, len(words)), 0, -1)}
    for count, name in typed.items():
        if (known := name.lower()) in commands:
            rest = line.split(None, count)[count:]
            return known, rest[0].rstrip() if rest else ""
    near = [(found[1], name, found[0]) for name in typed.values() if (found := _nearest(name, commands))]
    if not near:
        raise GrammarError("grammar-no-command", name=_shown(words[0]))
    _, name, nearest = max(near)
    raise GrammarError("grammar-no-command-near", name=_shown(name), nearest=nearest)


def split(line: str, slots: Sequence[Slot]) -> dict[str, list[str]]:
    """Splits what follows a command's name into the texts of its arguments.

    Args:
        line: What was typed after the command's name.
        slots: The command's arguments, in the order in which they may stand without their names.

    Returns:
        The texts by the name of their argument, none of them blank; only what was given. A slot that is not
        `many` has one.

    Raises:
        GrammarError: The line cannot be split; its key says why.
    """
    line = _clean(line)
    known = {slot.name: slot for slot in slots}
    masked = _masked(line, known)
    names = _names(masked, known)
    first = names[0][1] if names else len(line)
    given = _positionals(line, masked, first, slots, {slot.name for slot, _, _ in names})
    for place, (slot, _, begin) in enumerate(names):
        if slot.name in given and not slot.many:
            raise GrammarError("grammar-twice", name=slot.name)
        end = names[place + 1][1] if place + 1 < len(names) else len(line)
        given.setdefault(slot.name, []).extend(_texts(line, masked, begin, end, slot))
    return given


def write(given: Mapping[str, Sequence[str]], slots: Sequence[Slot]) -> str:
    """Writes texts as a line that `split` splits into the same texts, each by its name, quoted where needed.

    Args:
        given: The texts by name. A name with no texts is left out.
        slots: The command's arguments; the line follows their order.

    Returns:
        The line, without the command's name.

    Raises:
        ValueError: No line says this: a name that is none of the slots', several texts for a slot that has
            one, a blank text, one with control characters or lone surrogates, or a line beyond `LONGEST`.
    """
    if unknown := given.keys() - {slot.name for slot in slots}:
        raise ValueError(f"no such names: {', '.join(sorted(unknown))}")
    pieces: list[str] = []
    for slot in slots:
        texts = given.get(slot.name, ())
        if len(texts) > 1 and not slot.many:
            raise ValueError(f"{slot.name} has one text, not {len(texts)}")
        pieces += [f"{slot.name}:{_quoted(text)}" for text in texts]
    line = " ".join(pieces)
    if len(line) > LONGEST:
        raise ValueError(f"a line of {len(line)} characters is not read")
    return line


def _clean(line: str) -> str:
    if len(line) > LONGEST:
        raise GrammarError("grammar-too-long", given=str(len(line)), most=str(LONGEST))
    # Form feeds, separators and next-line are white space: where one goes, words stay apart.
    return _CONTROL.sub(lambda found: " " if found[0].isspace() else "", line)


def _masked(line: str, known: Mapping[str, Slot]) -> str:
    """Hides what is quoted, marks included, so that words, names and `;` are found outside it alone."""
    pieces: list[str] = []
    done = at = 0
    # A mark that nothing closes is not looked for again, so the time stays linear.
    open_to_the_end: set[str] = set()
    while opening := _OPENING.search(line, at):
        at = opening.end()
        name, mark = opening.groups()
        if mark in open_to_the_end or (name and name.lower() not in known):
            continue
        closed = _CLOSED[mark].match(line, at)
        if closed is None:
            open_to_the_end.add(mark)
            continue
        pieces += line[done : at - 1], _HIDDEN * (closed.end() - at + 1)
        done = at = closed.end()
    return "".join(pieces) + line[done:] if pieces else line


def _names(masked: str, known: Mapping[str, Slot]) -> list[tuple[Slot, int, int]]:
    """Finds the known names: the slot, where its name begins, and where its value begins."""
    found: list[tuple[Slot, int, int]] = []
    for match in _NAME.finditer(masked):
        name, glued = match.groups()
        slot = known.get(name.lower())
        if slot is not None:
            found.append((slot, match.start(), match.end()))
        elif glued and not _is_address(name, masked, match.end()) and (near := _nearest(name, known)):
            raise GrammarError("grammar-no-such-name", name=_shown(name), nearest=near[0])
    return found


def _is_address(name: str, masked: str, after: int) -> bool:
    return masked.startswith("//", after) or name.lower() in _SCHEMES


def _positionals(
    line: str, masked: str, end: int, slots: Sequence[Slot], named: Collection[str]
) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    spans = [word.span() for word in _WORD.finditer(masked, 0, end)]
    words = [_text(line, masked, [span]) for span in spans]
    at = 0
    for slot in slots:
        if at == len(words):
            break
        if slot.takes is None or slot.name in named:
            continue
        taken = slot.takes(words[at:]) or (len(words) - at if slot.required else 0)
        if taken:
            given[slot.name] = _texts(line, masked, spans[at][0], spans[at + taken - 1][1], slot)
            at += taken
    if at < len(words):
        raise GrammarError("grammar-left-over", words=_shown(_text(line, masked, spans[at:])))
    return given


def _texts(line: str, masked: str, begin: int, end: int, slot: Slot) -> list[str]:
    texts: list[str] = []
    for part in masked[begin:end].split(";") if slot.many else (masked[begin:end],):
        spans = [word.span() for word in _WORD.finditer(masked, begin, begin + len(part))]
        text = _text(line, masked, spans)
        if text and not text.isspace():
            texts.append(text)
        begin += len(part) + 1
    if not texts:
        raise GrammarError("grammar-empty-value", name=slot.name)
    return texts


def _text(line: str, masked: str, spans: Sequence[tuple[int, int]]) -> str:
    """Joins words by single spaces; a single word that is quoted as a whole loses its quotes."""
    if len(spans) == 1:
        begin, end = spans[0]
        # Two quoted stretches never touch, so a word of nothing but hidden characters is one of them.
        if not masked[begin:end].strip(_HIDDEN):
            mark = line[end - 1]
            text = line[begin + 1 : end - 1].replace(mark * 2, mark)
            return text.strip() if mark in _GUILLEMETS else text  # French sets spaces inside them.
    return " ".join([line[begin:end] for begin, end in spans])


def _quoted(text: str) -> str:
    if not text or text.isspace():
        raise ValueError("a blank text cannot be given")
    if _CONTROL.search(text):
        raise ValueError("control characters and lone surrogates are not read")
    if _PLAIN.fullmatch(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def _nearest(typed: str, names: Collection[str]) -> tuple[str, float] | None:
    """Finds the name that was probably meant, and how alike it is."""
    found = process.extractOne(typed.lower(), tuple(names), scorer=fuzz.ratio, score_cutoff=NEAR)
    return None if found is None else (found[0], found[1])


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
