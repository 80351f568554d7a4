"""From TOML values to the schema's dataclasses: every value looked at, every fault kept with its line."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from rapidfuzz import fuzz, process

from bot.config.declare import Key, Kind, Section
from bot.config.faults import ConfigError, Fault
from bot.config.lines import KeyPath
from bot.config.quote import dotted, quoted
from bot.config.secret import SecretError, from_environment, from_file

_TYPES: Final[Mapping[Kind, type]] = {
    Kind.TEXT: str,
    Kind.WHOLE_NUMBER: int,
    Kind.YES_OR_NO: bool,
    Kind.PATH: str,
    Kind.CHOICE: str,
    Kind.TEXTS: list,
}
_TYPE_WORDS: Final[Mapping[type, str]] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    float: "a decimal number",
    list: "a list",
    dict: "a section",
    datetime: "a date and time",
    date: "a date",
    time: "a time",
}
# In per cent, by rapidfuzz's ratio: `levl` is near `level` and `fmt` is near nothing.
_NEAR: Final = 70


class _Refused(Exception):  # noqa: N818 - it never leaves this file: it carries faults up to their section
    """One setting cannot be used, for these faults."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


class Conversion:
    """One reading of one file by one schema."""

    def __init__(
        self,
        schema: Section,
        shown: str,
        lines: Mapping[KeyPath, int],
        folder: Path,
        environ: Mapping[str, str],
    ) -> None:
        """Take what the reading needs.

        Args:
            schema: What may stand in the file.
            shown: The file's name for messages.
            lines: The line of every key in it.
            folder: What relative paths are relative to; absolute.
            environ: Where the variables that hold secrets are looked up.
        """
        self._schema = schema
        self._shown = shown
        self._lines = lines
        self._folder = folder
        self._environ = environ
        self._faults: list[Fault] = []

    def whole(self, table: Mapping[str, Any]) -> Any:
        """Make the schema's dataclass of a document.

        Raises:
            ConfigError: Everything that is wrong with it.
        """
        made = self._section(self._schema, table)
        if self._faults:
            raise ConfigError(self._faults)
        return made

    def _section(self, section: Section, table: Mapping[str, Any]) -> Any:
        """Make one section; None if anything in it is at fault."""
        before = len(self._faults)
        names = {name for key in section.keys.values() for name in (key.path[-1], *key.written)}
        for name in table:
            if name not in names and name not in section.sections:
                self._unknown(section, name, table[name])
        values: dict[str, Any] = {}
        for name, key in section.keys.items():
            try:
                values[name] = self._key(key, table)
            except _Refused as refused:
                self._faults.extend(refused.faults)
        for name, inner in section.sections.items():
            values[name] = self._inner(inner, table)
        if len(self._faults) > before:
            return None
        try:
            return section.make(**values)
        except ValueError as error:  # of two settings that don't go together
            self._faults.append(self._fault(section.path, str(error)))
            return None

    def _inner(self, section: Section, table: Mapping[str, Any]) -> Any:
        name = section.path[-1]
        if name not in table:
            return None if section.optional else self._section(section, {})
        if isinstance(table[name], dict):
            return self._section(section, table[name])
        said = "a list of sections" if _is_tables(table[name]) else _type_words(table[name])
        where = dotted(section.path)
        self._faults.append(
            self._fault(section.path, f"`{where}` is {said}; it should be a section, [{where}]")
        )
        return None

    def _key(self, key: Key, table: Mapping[str, Any]) -> Any:
        if key.kind is Kind.SECRET:
            return self._secret(key, table)
        name = dotted(key.path)
        if key.path[-1] not in table:
            return self._left_out(key)
        value = table[key.path[-1]]
        if not _is_of(key.kind, value):
            raise self._refused(key.path, f"`{name}` is {_type_words(value)}; it should be {key.kind.value}")
        if isinstance(value, str) and not value.strip():
            raise self._refused(key.path, f"`{name}` is empty; it should be {key.kind.value}, or be left out")
        if key.kind is Kind.CHOICE and value not in key.choices:
            near = _near(value, key.choices)
            hint = f"; did you mean {quoted(near)}?" if near else ""
            allowed = ", ".join(map(quoted, key.choices))
            raise self._refused(key.path, f"`{name}` is {quoted(value)}; it should be one of {allowed}{hint}")
        if key.kind is Kind.TEXTS:
            self._check_texts(key.path, value)
        self._check(key, value)
        return self._path(key.path, value) if key.kind is Kind.PATH else value

    def _check_texts(self, at: KeyPath, value: list[Any]) -> None:
        wrong = [(place, element) for place, element in enumerate(value) if type(element) is not str]
        if wrong:
            raise _Refused(
                self._fault((*at, n), f"`{dotted((*at, n))}` is {_type_words(element)}; it should be text")
                for n, element in wrong
            )

    def _check(self, key: Key, value: Any) -> None:
        name = dotted(key.path)
        if key.kind is Kind.WHOLE_NUMBER and not -(2**63) <= value < 2**63:
            raise self._refused(key.path, f"`{name}` is beyond what TOML can count (64 bits)")
        if key.setting.check:
            try:
                key.setting.check(value)
            except ValueError as error:
                shown = quoted(value) if isinstance(value, str) else str(value)
                raise self._refused(key.path, f"`{name}` is {shown}; it {error}") from None

    def _path(self, at: KeyPath, value: str) -> Path:
        if "\0" in value:
            raise self._refused(at, f"`{dotted(at)}` has a character in it that no path can have")
        try:
            return self._folder / Path(value).expanduser()
        except RuntimeError:
            raise self._refused(
                at, f"`{dotted(at)}` begins with ~, and there is no such home folder"
            ) from None

    def _left_out(self, key: Key) -> Any:
        if key.make_default is None:
            section = key.path[:-1]
            needed = " or ".join(f"`{name}`" for name in key.written)
            raise self._refused(
                section, f"{f'[{dotted(section)}]' if section else 'the file'} needs {needed}"
            )
        default = key.make_default()
        return self._folder / default if isinstance(default, Path) else default

    def _secret(self, key: Key, table: Mapping[str, Any]) -> Any:
        """Fetch a secret from where the file says. What stands in the file is not repeated."""
        variable, file = key.written
        name = dotted(key.path)
        if key.path[-1] in table:
            raise self._refused(
                key.path,
                f"`{name}` is a secret and is not kept in this file; put it in an environment variable and "
                f'write {variable} = "ITS_NAME", or in a file and write {file} = "its/path"',
            )
        given = [written for written in key.written if written in table]
        if not given:
            return self._left_out(key)
        at = (*key.path[:-1], given[-1])
        if len(given) > 1:
            raise self._refused(at, f"`{name}` has both {variable} and {file}; keep one of them")
        value = table[given[0]]
        expected = "the path of a file" if given[0] == file else "the name of an environment variable"
        if type(value) is not str:
            raise self._refused(at, f"`{dotted(at)}` is {_type_words(value)}; it should be {expected}")
        if not value.strip():
            raise self._refused(at, f"`{dotted(at)}` is empty; it should be {expected}")
        try:
            if given[0] == file:
                return from_file(self._path(at, value), self._folder)
            return from_environment(value, self._environ)
        except SecretError as error:
            raise self._refused(at, f"`{dotted(at)}`: {error}") from None

    def _unknown(self, section: Section, name: str, value: Any) -> None:
        at = (*section.path, name)
        is_section = isinstance(value, dict) or _is_tables(value)
        said = f"unknown section [{dotted(at)}]" if is_section else f"unknown key `{dotted(at)}`"
        meant = self._meant(section, name, is_section)
        self._faults.append(self._fault(at, f"{said}; did you mean {meant}?" if meant else said))

    def _meant(self, section: Section, name: str, is_section: bool) -> str | None:
        """Guess what an unknown name was to be: a known one in the wrong place, or a near one in this."""
        elsewhere = [key.path for key in self._schema.every_key() if name in key.written and not is_section]
        if elsewhere:
            path = (*elsewhere[0][:-1], name)
            above = " at the top, above the first [section]" if len(path) == 1 else ""
            return f"`{dotted(path)}`{above}"
        known = [written for key in section.keys.values() for written in key.written]
        near = _near(name, [*section.sections, *known])
        if near is None:
            return None
        path = (*section.path, near)
        return f"[{dotted(path)}]" if near in section.sections else f"`{dotted(path)}`"

    def _fault(self, at: KeyPath, what: str) -> Fault:
        return Fault(self._shown, self._lines.get(at), what)

    def _refused(self, at: KeyPath, what: str) -> "_Refused":
        return _Refused([self._fault(at, what)])


def _near(name: str, known: Iterable[str]) -> str | None:
    found = process.extractOne(name, known, scorer=fuzz.ratio, processor=str.casefold, score_cutoff=_NEAR)
    return found[0] if found else None


def _is_of(kind: Kind, value: object) -> bool:
    return type(value) is _TYPES[kind]  # exactly: true is an int to Python, not to an operator


def _type_words(value: object) -> str:
    return _TYPE_WORDS[type(value)]


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(element, dict) for element in value)
