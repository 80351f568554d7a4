"""`help`: what can be asked, and how."""

from typing import Annotated

from commands import grammar
from commands.asking import Asking
from commands.card import Card, Entry, Examples, Facts, Listing, Message, Paragraph, Value, message
from commands.command import Command
from commands.declaring import COMMANDS, command
from commands.errors import CommandError
from commands.signature import Arg, Argument
from storage.reads.suggest import Suggestion


def _read_commands(asking: Asking, text: str) -> tuple[Command, ...]:
    """Reads the name of a command, or of a group, which stands for all that is in it."""
    group = " ".join(text.lower().lstrip("/! ").split())
    if within := tuple(made for name, made in _open_to(asking) if name.startswith(f"{group} ")):
        return within
    try:
        name, _rest = grammar.name_of(text, COMMANDS)
    except grammar.GrammarError as error:
        raise CommandError(error.key, **error.values) from error
    return (COMMANDS[name],)


def _suggest_commands(asking: Asking, typed: str) -> list[Suggestion]:
    start = typed.lstrip("/! ").casefold()
    return [
        Suggestion(name, f"{name}: {made.help.english}")
        for name, made in _open_to(asking)
        if name.startswith(start)
    ]


def _open_to(asking: Asking) -> list[tuple[str, Command]]:
    return [(name, made) for name, made in COMMANDS.items() if asking.role >= made.role]


CommandArg = Annotated[
    tuple[Command, ...], Arg("a command's name, or a group's", _read_commands, _suggest_commands)
]


@command
def help(asking: Asking, command: CommandArg = ()) -> Card:  # noqa: A001  # the command's name in chat
    """Lists the commands, or explains one with examples to try.

    Examples:
    /help
    /help timeline
    """
    if len(command) == 1:
        return _of_one(command[0])
    listed = command or tuple(made for _, made in _open_to(asking))
    entries = tuple(
        Entry(f"/{made.name}", message("text", text=made.help), None, f"/help {made.name}") for made in listed
    )
    return Card(message("help-title"), (Listing(None, entries),), notes=(message("help-hint"),))


def _of_one(command: Command) -> Card:
    rows: tuple[tuple[Message, Value], ...] = tuple(_row(argument) for argument in command.arguments)
    return Card(
        message("help-of", name=command.name),
        (
            Paragraph(_in_full(command)),
            *((Facts(rows),) if rows else ()),
            *((Examples(message("help-examples"), command.examples),) if command.examples else ()),
        ),
    )


def _in_full(command: Command) -> Message:
    if command.details is None:
        return message("text", text=command.help)
    return message("help-in-full", help=command.help, details=command.details)


def _row(argument: Argument) -> tuple[Message, Value]:
    helped = message("help-required" if argument.required else "help-optional", help=argument.help)
    return message("text", text=argument.name), helped
