"""The console at a terminal: one line after the other, completed as typed, and its answers on the screen."""

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from typing import Final

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.patch_stdout import patch_stdout

from bot.console.completion import CommandCompleter
from bot.console.hints import hint
from bot.console.screen import Screen
from bot.console.session import Session, Turn
from bot.stopping import GRACE, unless
from bot.wording.wording import Wording
from commands.card import Card, Examples, message
from commands.command import Command

_OWNER_ONLY: Final = 0o600


class Interactive:
    """A console for a person at a terminal."""

    def __init__(
        self,
        session: Session,
        commands: dict[str, Command],
        wording: Wording,
        *,
        history: Path,
        to_try: tuple[str, ...],
        is_sample: bool,
    ) -> None:
        """Take what it needs.

        Args:
            session: The conversation.
            commands: The commands there are.
            wording: The language of the answers.
            history: The file of the lines that were typed, in this and earlier consoles.
            to_try: Lines to begin with.
            is_sample: Whether the desk is the working copy of the sample.
        """
        self._session = session
        self._commands = commands
        self._wording = wording
        self._screen = Screen(wording)
        self._to_try = to_try
        self._is_sample = is_sample
        self._answering: asyncio.Future[Card | Turn | None] | None = None
        self._prompt: PromptSession[str] = PromptSession(
            f"{session.where.desk_name}> ",
            history=_history(history),
            completer=CommandCompleter(commands, session.who, session.where, wording),
            complete_while_typing=True,
            auto_suggest=AutoSuggestFromHistory(),
            bottom_toolbar=self._toolbar,
            key_bindings=_keys(),
        )

    async def serve(self, stopping: asyncio.Event) -> None:
        """Greets, then answers line by line until whoever sits there leaves or the program stops."""
        self._screen.show(self._greeting())
        self._screen.space()
        while not stopping.is_set() and (line := await unless(stopping, self._typed())) is not None:
            for each in _lines_of(line):
                if stopping.is_set() or not await self._answer(each, stopping):
                    return

    def interrupt(self) -> bool:
        """Breaks off the answer that is awaited."""
        if self._answering is None:
            return False
        self._answering.cancel()
        return True

    async def _answer(self, line: str, stopping: asyncio.Event) -> bool:
        """Answers a line; returns False where it was to leave."""
        turn = await self._turn(line, stopping)
        if isinstance(turn, Card):
            self._show(turn)
            await self._session.tell(self._show)
        return turn is not Turn.LEAVE

    async def _turn(self, line: str, stopping: asyncio.Event) -> Card | Turn:
        self._answering = asyncio.ensure_future(unless(stopping, self._session.turn(line), GRACE))
        try:
            return await self._answering or Turn.NOTHING
        except asyncio.CancelledError:
            if _is_cancelled():
                raise
            self._screen.space()  # the terminal has shown ^C
            self._screen.say("console-interrupted")
            return Turn.NOTHING
        finally:
            self._answering = None

    async def _typed(self) -> str | None:
        """Returns the next line; None at the end, Ctrl-D."""
        try:
            # What is logged meanwhile stands above the prompt, not in it. SIGINT is the program's to handle.
            with patch_stdout(raw=True):
                return await self._prompt.prompt_async(handle_sigint=False)
        except EOFError:
            return None

    def _show(self, card: Card) -> None:
        """Shows an answer; the next page is an Enter away, so the line that asks for it is left out."""
        self._screen.show(replace(card, next=None))
        if card.next is not None:
            self._screen.say("console-more")
        self._screen.space()

    def _greeting(self) -> Card:
        key = "console-greeting-sample" if self._is_sample else "console-greeting"
        role = message(f"console-role-{self._session.who.role.name.lower()}")
        return Card(
            message(key, desk=self._session.where.desk_name),
            (Examples(message("console-try"), self._to_try),),
            notes=(role, message("console-leave")),
        )

    def _toolbar(self) -> StyleAndTextTuples:
        text = get_app().current_buffer.document.text_before_cursor
        more = "-more" if self._session.next is not None else ""
        return hint(text, self._commands, self._wording.say(f"console-hint{more}"), self._wording)


def _lines_of(typed: str) -> list[str]:
    """Returns what was typed as lines: a terminal hands over several at once where they were pasted."""
    lines = typed.splitlines()
    return [line for line in lines if line.strip()] if len(lines) > 1 else [typed]


def _is_cancelled() -> bool:
    """Tells whether it is the console itself that ends, and not the answer alone."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("c-c")
    def clear(event: KeyPressEvent) -> None:
        """Clears the line; Ctrl-D is what leaves."""
        event.current_buffer.reset()

    return keys


def _history(path: Path) -> History:
    """Returns the history in a file that only its owner reads; in memory where it can't be written."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _OWNER_ONLY)
    except OSError:
        return InMemoryHistory()
    try:
        os.fchmod(descriptor, _OWNER_ONLY)
    finally:
        os.close(descriptor)
    return FileHistory(str(path))
