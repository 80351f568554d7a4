"""Completion as typed: commands with what they do, names of arguments, and values by `Command.suggest`."""

import logging
from collections.abc import AsyncGenerator, Iterable, Iterator, Mapping

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.console.cursor import AtArgument, AtCommand, at_cursor
from bot.render.escape import harmless
from bot.render.phrases import helped
from bot.wording.wording import Wording
from commands import grammar
from commands.command import Command
from commands.people import Person, Where
from commands.signature import Argument
from storage.connection import DeskError

log = logging.getLogger(__name__)

PAGE = "page"
"""The argument by which adapters ask for the next page; nobody types it."""

OWN_WORDS = ("next", "quit")
"""What the console itself understands, beside the commands."""


class CommandCompleter(Completer):
    """Completes lines for one person in one place; values are looked up on the storage's threads."""

    def __init__(self, commands: Mapping[str, Command], who: Person, where: Where, wording: Wording) -> None:
        self._commands = {name: made for name, made in commands.items() if who.role >= made.role}
        self._who = who
        self._where = where
        self._wording = wording
        self._failed: set[tuple[str, str]] = set()

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Nothing: values come from a thread, so everything is completed by the asynchronous way."""
        del document, complete_event
        return ()

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        """Yields what the text before the cursor may become."""
        del complete_event
        match at_cursor(document.text_before_cursor, self._commands):
            case AtCommand(typed):
                for completion in self._names_of_commands(typed):
                    yield completion
            case AtArgument() as at:
                for completion in await self._after_command(at):
                    yield completion

    def _names_of_commands(self, typed: str) -> Iterator[Completion]:
        start = typed.lower()
        for name, made in self._commands.items():
            if name.startswith(start):
                text = f"{name} " if made.arguments else name
                meta = helped(made.help, self._wording)
                yield Completion(text, -len(typed), display=f"/{name}", display_meta=meta)
        for word in OWN_WORDS:
            if word.startswith(start):
                meta = self._wording.say(f"console-word-{word}")
                yield Completion(word, -len(typed), display=word, display_meta=meta)

    async def _after_command(self, at: AtArgument) -> list[Completion]:
        names = list(self._names_of_arguments(at))
        values = await self._values(at, at.argument) if at.argument is not None else []
        # In "kursk si" it is `since:` that is meant, more likely than a name with both words in it.
        return [*names, *values] if names and at.word and at.word != at.typed else [*values, *names]

    def _names_of_arguments(self, at: AtArgument) -> Iterator[Completion]:
        """Yields the names that may be meant: those that are only ever named, and any that was begun."""
        word = at.word.lower()
        if at.named and not at.typed.strip():
            return  # a value must come first
        for argument in at.command.arguments:
            taken = argument.name in at.given and not argument.arg.many
            shown = not argument.positional or (word and argument is not at.argument)
            if argument.name != PAGE and not taken and shown and argument.name.startswith(word):
                text, meta = f"{argument.name}:", helped(argument.help, self._wording)
                yield Completion(text, -len(word), display=text, display_meta=meta)

    async def _values(self, at: AtArgument, argument: Argument) -> list[Completion]:
        try:
            found = await at.command.suggest(self._who, self._where, argument.name, at.value.strip())
        except DeskError:
            return []  # the answer to the line will say so
        except Exception:
            # A prompt that fails can't be typed at any more. It is told once, not at every key.
            which = (at.command.name, argument.name)
            if which not in self._failed:
                self._failed.add(which)
                extra = {"desk": self._where.desk_name, "command": at.command.name}
                log.exception("A completion failed", extra=extra)
            return []
        typed = at.value.casefold()
        completions = []
        for suggestion in found:
            # After a space only what goes on from there is of use.
            if typed.endswith(" ") and not suggestion.value.casefold().startswith(typed):
                continue
            text = _written(at.command, argument, suggestion.value)
            if text is not None:
                # What would be typed, and beside it what it is: `kursk  Kursk fighting`.
                shown = harmless(suggestion.value)
                meta = harmless(suggestion.label).removeprefix(shown).strip()
                completions.append(Completion(text, -len(at.typed), display=shown, display_meta=meta))
        return completions


def _written(command: Command, argument: Argument, value: str) -> str | None:
    """Returns a value as it is typed, in quotes where the grammar needs them."""
    try:
        line = grammar.write({argument.name: [value]}, command.slots)
    except ValueError:
        return None  # a name with control characters in it can't be typed
    return line.removeprefix(f"{argument.name}:")
