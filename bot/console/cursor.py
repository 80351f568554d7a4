"""Where in a line the cursor stands: which command it names, and which argument is being typed.

It reads what stands before the cursor as `commands.grammar` reads a whole line, the last value unfinished.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from commands.command import Command
from commands.signature import Argument

_BEFORE: Final = re.compile(r"\s*(?://|/|!)?\s*")
_QUOTED: Final = re.compile(r'(?:(?<=[\s:;])|^)(["“«]).*?["”»](?!\w)')
_NAME: Final = re.compile(r"(?<!\S)([A-Za-z][A-Za-z_]*)(?::(?!//)|\s+:(?=\s))\s*")
_WORD: Final = re.compile(r"\S+")
_QUOTES: Final = '"“«'
_MOST_WORDS: Final = 3  # of a command: a group of two, and its own


@dataclass(frozen=True, slots=True)
class AtCommand:
    """No command is named in full yet; `typed` is what there is of the line, without its slash."""

    typed: str


@dataclass(frozen=True, slots=True)
class AtArgument:
    """What follows a command's name.

    Attributes:
        command: The command.
        argument: The argument whose value is being typed; None where only names can follow.
        typed: What there is of its value, as it stands in the line.
        named: Whether its name stands before it.
        given: The names of the arguments that the line has something for.
    """

    command: Command
    argument: Argument | None
    typed: str
    named: bool
    given: frozenset[str]

    @property
    def word(self) -> str:
        """The last word, which may begin an argument's name; empty after a space."""
        return self.typed.rpartition(" ")[2]

    @property
    def value(self) -> str:
        """What is typed of the value, without a quotation mark that opens it."""
        return self.typed[1:] if self.typed[:1] and self.typed[0] in _QUOTES else self.typed


def at_cursor(text: str, commands: Mapping[str, Command]) -> AtCommand | AtArgument:
    """Reads what stands before the cursor."""
    before = _BEFORE.match(text)
    text = text[before.end() if before else 0 :]
    found = _command_of(text, commands)
    if found is None:
        return AtCommand(text)
    name, end = found
    return _argument(commands[name], text[end:])


def _command_of(text: str, commands: Collection[str]) -> tuple[str, int] | None:
    """Returns the command that the line names in full, and where what follows it begins."""
    words = list(_WORD.finditer(text))[:_MOST_WORDS]
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        name = " ".join(word[0].lower() for word in words[:count])
        if name in commands and end < len(text):
            return name, end + 1
    return None


def _argument(command: Command, rest: str) -> AtArgument:
    known = {argument.name: argument for argument in command.arguments}
    masked = _QUOTED.sub(lambda found: "\0" * len(found[0]), rest)
    names = [found for found in _NAME.finditer(masked) if found[1].lower() in known]
    if not names:
        return _positional(command, rest, masked)
    passed = _positional(command, rest[: names[0].start()], masked[: names[0].start()]).given
    given = passed | {found[1].lower() for found in names}
    argument = known[names[-1][1].lower()]
    typed = rest[names[-1].end() :]
    if argument.arg.many:
        typed = typed.rpartition(";")[2].lstrip()
    return AtArgument(command, argument, typed, True, given)


def _positional(command: Command, rest: str, masked: str) -> AtArgument:
    """Finds the positional argument that the end of the words belongs to."""
    spans = [word.span() for word in _WORD.finditer(masked)]
    words = [rest[begin:end] for begin, end in spans]
    ended = not masked or masked[-1].isspace()
    passed: list[str] = []
    at = 0
    for argument in (each for each in command.arguments if each.positional):
        if at == len(words):
            return AtArgument(command, argument, "", False, frozenset(passed))
        taken = argument.arg.takes(words[at:])
        if taken == 0:
            continue
        passed.append(argument.name)
        # After a space the next word may still belong to it: it would take one more.
        goes_on = not ended or argument.arg.takes([*words[at:], "x"]) > taken
        if at + taken == len(words) and goes_on:
            return AtArgument(command, argument, rest[spans[at][0] :], False, frozenset(passed))
        at += taken
    if at == len(words) or not passed:
        return AtArgument(command, None, "" if ended else words[-1], False, frozenset(passed))
    # More words than are taken: the words of a claim, where its number is asked for, complete to it.
    last = next(each for each in command.arguments if each.name == passed[-1])
    return AtArgument(command, last, rest[spans[0][0] :], False, frozenset(passed))
