"""On which line of a TOML text each key stands: tomllib tells values, not where they were written."""

import re
import tomllib
from bisect import bisect_right
from typing import Final

KeyPath = tuple[str | int, ...]
"""The names from the top of the document down to a key; an integer is a place in a list, counted from 0."""

_BETWEEN: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE: Final = re.compile(r"[ \t]*")
_BARE_KEY: Final = re.compile(r"""[^\s.=\]"'#]+""")
# A multi-line string may end in five quotes: up to two of them are its own.
_STRING: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?""""{0,2}' r"|'''.*?''''{0,2}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'", re.DOTALL
)
# Numbers, booleans, dates: they hold none of these, though a date and its time may have a space between them.
_PLAIN: Final = re.compile(r"[^,\]}#\n]+")


def key_lines(text: str) -> dict[KeyPath, int]:
    """Find the line of every key, table and list element of a TOML document.

    A table that is made by several headers or dotted keys has the line that names it first.

    Args:
        text: A document that tomllib has read without error. Nothing is checked again here; the result for
            any other text is meaningless.

    Returns:
        For each path of the document that tomllib gives, the line that it begins on, counted from 1.

    Raises:
        RecursionError: Lists or inline tables are nested too deeply.
    """
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


class _Scanner:
    """One walk over one document; `at` is the offset of the next unread character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._elements: dict[KeyPath, int] = {}  # of each [[array of tables]], how many were opened so far

    def document(self) -> None:
        table: KeyPath = ()
        self._skip(_BETWEEN)
        while self.at < len(self.text):
            if self._next_is("[["):
                table = self._array_header()
            elif self._next_is("["):
                table = self._table_header()
            else:
                self._pair(table)
            self._skip(_BETWEEN)

    def _table_header(self) -> KeyPath:
        line = self._line()
        self.at += len("[")
        path = self._inside((), self._key(), line)
        self.at += len("]")
        return path

    def _array_header(self) -> KeyPath:
        line = self._line()
        self.at += len("[[")
        *outer, last = self._key()
        array = (*self._inside((), outer, line), last)
        self.at += len("]]")
        self._note(array, line)
        count = self._elements.get(array, 0)
        self._elements[array] = count + 1
        self._note((*array, count), line)
        return (*array, count)

    def _inside(self, path: KeyPath, names: list[str], line: int) -> KeyPath:
        """Go down by names, into the newest element wherever one of them is an array of tables."""
        for name in names:
            path = (*path, name)
            self._note(path, line)
            if path in self._elements:
                path = (*path, self._elements[path] - 1)
        return path

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path = table
        for name in self._key():
            path = (*path, name)
            self._note(path, line)
        self.at += len("=")
        self._skip(_SPACE)
        self._value(path)

    def _key(self) -> list[str]:
        """Read `a . "b" . c` with the spaces around it; what follows is the next character."""
        names = [self._name()]
        while self._next_is("."):
            self.at += len(".")
            names.append(self._name())
        return names

    def _name(self) -> str:
        self._skip(_SPACE)
        if self._next_is('"') or self._next_is("'"):
            written = self._take(_STRING)
            (name,) = tomllib.loads(f"{written} = 0")  # its escapes are read by the one who knows them
        else:
            name = self._take(_BARE_KEY)
        self._skip(_SPACE)
        return name

    def _value(self, path: KeyPath) -> None:
        if self._next_is("["):
            self._list(path)
        elif self._next_is("{"):
            self._inline_table(path)
        elif self._next_is('"') or self._next_is("'"):
            self._take(_STRING)
        else:
            self._take(_PLAIN)

    def _list(self, path: KeyPath) -> None:
        self.at += len("[")
        self._skip(_BETWEEN)
        count = 0
        while not self._next_is("]"):
            self._note((*path, count), self._line())
            self._value((*path, count))
            count += 1
            self._skip(_BETWEEN)
            self.at += self._next_is(",")
            self._skip(_BETWEEN)
        self.at += len("]")

    def _inline_table(self, path: KeyPath) -> None:
        # TOML 1.0 keeps an inline table on one line, 1.1 lets it run on and end in a comma: both are read.
        self.at += len("{")
        self._skip(_BETWEEN)
        while not self._next_is("}"):
            self._pair(path)
            self._skip(_BETWEEN)
            self.at += self._next_is(",")
            self._skip(_BETWEEN)
        self.at += len("}")

    def _note(self, path: KeyPath, line: int) -> None:
        self.lines.setdefault(path, line)

    def _line(self) -> int:
        return bisect_right(self._starts, self.at)

    def _next_is(self, text: str) -> bool:
        return self.text.startswith(text, self.at)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if not found:
            raise ValueError(f"line {self._line()} is not TOML")
        self.at = found.end()
        return found[0]
