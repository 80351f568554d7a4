"""The words of one locale, looked up by key.

Each language is a folder beside this file with any number of ``.ftl`` files (Project Fluent). A locale takes
the words of its own folder (``en_GB``), else of its language's (``en``), and English for whatever those lack.
"""

import functools
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

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
            if (filled := _filled(keys[key], values)) is not None:
                return filled
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


@functools.lru_cache(maxsize=1024)
def _resolved(bundle: FluentBundle, key: str, /, **values: object) -> str:
    """What the library makes of a message; kept, as the same verbs and counts come in every answer."""
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise ValueError(f"the message {key!r} has attributes only, nothing to say")
    words, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise ValueError(f"the message {key!r} cannot be worded: {errors[0]!r}") from errors[0]
    return str(words)


def languages(folder: Path = _FOLDER) -> frozenset[str]:
    """The languages, or locales, that have words of their own: the folders' names."""
    return frozenset(path.parent.name for path in folder.glob("*/*.ftl"))


@functools.cache
def wording(locale: str) -> Wording:
    """The wording of a locale, read once."""
    return Wording(locale)


@functools.cache
def wording_for(locale: str, other: Wording) -> Wording:
    """The wording of a locale if its language has words, else the other one."""
    asked = _parsed(locale)
    spoken = asked.language == locale.replace("-", "_").partition("_")[0]
    return wording(locale) if spoken and asked.language in languages() else other


def _parsed(locale: str) -> Locale:
    try:
        return Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_FALLBACK)


def _bundle(folder: Path, locale: Locale) -> tuple[FluentBundle, dict[str, str | None]]:
    """The messages of a folder, and those that are plain as format strings, by their keys.

    The bundle itself would skip what it cannot parse and keep the first of two messages with one key.
    """
    # Marks that isolate text of another direction would show as boxes on a terminal.
    bundle = FluentBundle([str(locale)], use_isolating=False)
    found: dict[str, Path] = {}
    plain: dict[str, str | None] = {}
    for path in sorted(folder.glob("*.ftl")):
        resource = _read(path)
        for entry in resource.body:
            match entry:
                case ast.Junk(content=content):
                    line = (content or "").strip().partition("\n")[0]
                    raise ValueError(f"{path}: cannot be parsed: {line!r}")
                case ast.Message(id=ast.Identifier(name=key), value=pattern):
                    if key in found:
                        raise ValueError(f"{path}: {key!r} stands in {found[key].name} too")
                    found[key] = path
                    plain[key] = _plain(pattern)
        bundle.add_resource(resource)
    return bundle, plain


def _plain(pattern: ast.Pattern | None) -> str | None:
    """A message of text and variables as a format string; None where a form is chosen or a value worded.

    Text has no braces of its own there: Fluent takes them for a placeable.
    """
    parts: list[str] = []
    for element in pattern.elements if pattern else ():
        match element:
            case ast.TextElement(value=text):
                parts.append(text)
            case ast.Placeable(expression=ast.VariableReference(id=ast.Identifier(name=name))):
                parts.append(f"{{{name}}}")
            case _:
                return None
    return "".join(parts) or None


def _filled(plain: str | None, values: Mapping[str, object]) -> str | None:
    """A plain message with values that are texts: the library takes ten times as long to resolve it."""
    if plain is None:
        return None
    for value in values.values():
        if not isinstance(value, str):
            return None
    try:
        return plain.format_map(values)
    except KeyError:  # a value is missing, which the library tells of
        return None


@functools.cache
def _read(path: Path) -> ast.Resource:
    """A file, read once for all locales of its language: parsing it is what takes long."""
    return FluentResource(path.read_text(encoding="utf-8"))
