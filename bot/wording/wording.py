"""The words of one locale, looked up by key.

Each language is a folder beside this file with any number of ``.ftl`` files (Project Fluent). A locale takes
the words of its own folder (``en_GB``), else of its language's (``en``), and English for whatever those lack.
"""

import functools
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_scientific
from fluent.runtime import FluentBundle, FluentResource, resolver
from fluent.syntax import ast

_FOLDER = Path(__file__).parent
_FALLBACK = "en"

# Numbers that are written out: beyond, nobody counts the zeros.
_LEAST, _MOST = Decimal("1e-9"), 10**15

# The library refuses a value of more than 2,500 characters, lest translators' patterns explode; ours are in
# the package, and a quote or what somebody typed may be longer.
resolver.MAX_PART_LENGTH = 20_000

_Parts: TypeAlias = tuple[tuple[str, bool], ...]
"""Text, and names of variables (True), in the order in which a message has them."""


class Wording:
    """What to say, in one locale.

    Attributes:
        locale: The locale that dates and numbers are formatted by: the one asked for where its language has a
            folder, else English, so that no answer mixes two languages.
    """

    def __init__(self, locale: str, folder: Path = _FOLDER) -> None:
        """Read the locale's messages.

        Args:
            locale: Such as "en" or "en-GB"; an unknown one is answered in English.
            folder: Where the languages' folders are.

        Raises:
            ValueError: A file has a syntax error, or two messages of a language share a key.
        """
        asked = _parsed(locale)
        own = [name for name in dict.fromkeys((str(asked), asked.language)) if (folder / name).is_dir()]
        self.locale = asked if own else Locale.parse(_FALLBACK)
        self._bundles = [_bundle(folder / name, self.locale) for name in own]
        if _FALLBACK not in own:
            self._bundles.append(_bundle(folder / _FALLBACK, Locale.parse(_FALLBACK)))
        self._keys = frozenset(key for _, keys in self._bundles for key in keys)

    def say(self, key: str, **values: object) -> str:
        """The message in words.

        Args:
            key: The message's key.
            values: What it mentions: text as it is, numbers by locale (a year is best given as text).

        Raises:
            KeyError: No message has the key.
            ValueError: The message mentions a value that is not given, or cannot be formatted.
        """
        for bundle, keys in self._bundles:
            if key not in keys:
                continue
            if (joined := _joined(keys[key], values)) is not None:
                return joined
            return _resolved(bundle, key, **values)
        raise KeyError(key)

    def has(self, key: str) -> bool:
        """Whether there is a message with the key."""
        return key in self._keys

    def keys(self) -> frozenset[str]:
        """Every key that can be said."""
        return self._keys

    def number(self, value: float) -> str:
        """A number by locale, with every digit that it has: 10,000, 0.0004."""
        exact = Decimal(repr(value))
        if exact == exact.to_integral_value() and abs(exact) < _MOST:
            exact = Decimal(int(exact))  # no ".0"
        huge = isinstance(value, float) and exact and not _LEAST <= abs(exact) < _MOST
        written = format_scientific if huge else format_decimal
        words: str = written(exact, locale=self.locale, decimal_quantization=False)
        return words


@functools.lru_cache(maxsize=1024, typed=True)
def _resolved(bundle: FluentBundle, key: str, /, **values: object) -> str:
    """What the library makes of a message; kept, as the same verbs and counts come in every answer."""
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise ValueError(f"the message {key!r} has attributes only, nothing to say")
    words, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise ValueError(f"the message {key!r} cannot be worded: {errors[0]!r}") from errors[0]
    return str(words)


@functools.cache
def wording(locale: str) -> Wording:
    """The wording of a locale, read once."""
    return Wording(locale)


def wording_for(locale: str, other: Wording) -> Wording:
    """The wording of a locale if its language has words, else the other one."""
    made = wording(locale)
    return made if made.locale.language == _parsed(locale).language else other


def _parsed(locale: str) -> Locale:
    try:
        return Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_FALLBACK)


def _bundle(folder: Path, locale: Locale) -> tuple[FluentBundle, dict[str, _Parts | None]]:
    """The messages of a folder, and by their keys the parts of those that are plain.

    The bundle itself would skip what it cannot parse and keep the first of two messages with one key.
    """
    # Marks that isolate text of another direction would show as boxes on a terminal.
    bundle = FluentBundle([str(locale)], use_isolating=False)
    found: dict[str, Path] = {}
    parts: dict[str, _Parts | None] = {}
    for path in sorted(folder.glob("*.ftl")):
        resource = FluentResource(path.read_text(encoding="utf-8"))
        for entry in resource.body:
            match entry:
                case ast.Junk(content=content):
                    line = (content or "").strip().partition("\n")[0]
                    raise ValueError(f"{path}: cannot be parsed: {line!r}")
                case ast.Message(id=ast.Identifier(name=key), value=pattern):
                    if key in found:
                        raise ValueError(f"{path}: {key!r} stands in {found[key].name} too")
                    found[key] = path
                    parts[key] = _parts(pattern)
        bundle.add_resource(resource)
    return bundle, parts


def _parts(pattern: ast.Pattern | None) -> _Parts | None:
    """The parts of a message that is plain: None where a form is chosen or a value formatted."""
    parts: list[tuple[str, bool]] = []
    for element in pattern.elements if pattern else ():
        match element:
            case ast.TextElement(value=text):
                parts.append((text, False))
            case ast.Placeable(expression=ast.VariableReference(id=ast.Identifier(name=name))):
                parts.append((name, True))
            case _:
                return None
    return tuple(parts) or None


def _joined(parts: _Parts | None, values: Mapping[str, object]) -> str | None:
    """A plain message with its values where these are texts: joining them takes a tenth of resolving them."""
    if parts is None:
        return None
    words = [values.get(text) if is_variable else text for text, is_variable in parts]
    texts = [each for each in words if isinstance(each, str)]
    return "".join(texts) if len(texts) == len(words) else None
