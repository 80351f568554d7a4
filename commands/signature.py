"""What a command's declaration is made of: its arguments, and how front ends ask for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from commands import grammar
from commands.asking import Asking, Given
from commands.card import Help, Message
from storage.reads.suggest import Suggestion

Asked = Literal["line", "passage", "person"]
"""How a form asks for an argument: as a line of text, as several lines, or as a choice among people."""


@dataclass(frozen=True, slots=True)
class Arg:
    """How an argument is read and completed.

    Attributes:
        help: What to give, in a few words.
        read: Turns what was typed into the handler's value, or raises CommandError.
        suggest: Completes what was typed, where the answers are finite.
        takes: How many words it takes where it stands by position.
        echo: Says how the words were read, where that could be otherwise than meant.
        many: Whether several values may be given; the handler then gets a tuple.
        asked: How a form asks for it.
        words: All that it may be, where a form may show them as a list.
        longest: Characters that it may have, where a form is to hold to that.
    """

    help: str
    read: Callable[[Asking, str], Any]
    suggest: Callable[[Asking, str], Sequence[Suggestion]] | None = None
    takes: grammar.Takes = grammar.the_rest
    many: bool = False
    echo: Callable[[Any], Message | None] | None = None
    asked: Asked = "line"
    words: tuple[str, ...] = ()
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of one command: its name, what to give, how it is read, and where it may stand."""

    name: str
    help: Help
    arg: Arg
    required: bool
    positional: bool


@dataclass(frozen=True, slots=True)
class Form:
    """Arguments that a handler takes as one value.

    Attributes:
        name: The handler's parameter.
        kind: The dataclass that the parameter is of.
        fields: The names of its fields, which are the arguments.
    """

    name: str
    kind: type
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dialog:
    """How a front end that has forms to fill in asks for what a command was not given.

    Attributes:
        needs: The arguments without one of which the form is shown.
        unless: An argument that tells that there is nothing to ask.
        asks: The arguments that the form asks for, the first first; a form of Discord has five.
        line: The line that what is filled in is added to.
    """

    needs: tuple[str, ...]
    unless: str
    asks: tuple[str, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What a command's line goes on with: arguments that were given before, and are kept.

    Attributes:
        goes_on: Whether a line goes on with anything.
        texts: Returns their texts, by the texts of this line.
        nothing: What is typed for no value, to take away what was kept; the handler is not given it.
    """

    goes_on: Callable[[Given], bool]
    texts: Callable[[Asking, Given], Given]
    nothing: str

    def values(self, given: Given) -> Given:
        """Returns the arguments of a line that are values."""
        if not self.goes_on(given):
            return given
        return {name: texts for name, texts in given.items() if not any(map(self._is_nothing, texts))}

    def _is_nothing(self, text: str) -> bool:
        return text.strip().casefold() == self.nothing
