"""`help`: what can be asked, and how."""

from typing import Annotated

from commands import grammar
from commands.card import Card, Entry, Examples, Facts, Listing, Message, Paragraph, Value, message
from commands.command import Arg, Argument, Asking, Command
from commands.declaring import COMMANDS, command
from commands.errors import CommandError
from storage.reads.suggest import Suggestion


def _read_command(_: Asking, text: str) -> Command:
    try:
        name, _rest = grammar.name_of(text, COMMANDS)
    except grammar.GrammarError as error:
        raise CommandError(error.key, **error.values) from error
    return COMMANDS[name]


def _suggest_commands(asking: Asking, typed: str) -> list[Suggestion]:
    start = typed.lstrip("/! ").casefold()
    return [
        Suggestion(name, f"{name}: {made.help}") for name, made in _open_to(asking) if name.startswith(start)
    ]


def _open_to(asking: Asking) -> list[tuple[str, Command]]:
    return [(name, made) for name, made in COMMANDS.items() if asking.who.role >= made.role]


CommandArg = Annotated[Command, Arg("a command's name", _read_command, _suggest_commands)]


@command
def help(asking: Asking, command: CommandArg | None = None) -> Card:  # noqa: A001  # the command's name in chat
    """Lists the commands, or explains one with examples to try.

    Examples:
    /help
    /help timeline
    """
    if command is None:
        entries = tuple(
            Entry(f"/{name}", message("text", text=made.help), None, f"/help {name}")
            for name, made in _open_to(asking)
        )
        return Card(message("help-title"), (Listing(None, entries),), notes=(message("help-hint"),))
    rows: tuple[tuple[Message, Value], ...] = tuple(_row(argument) for argument in command.arguments)
    return Card(
        message("help-of", name=command.name),
        (
            Paragraph(message("text", text=" ".join(filter(None, (command.help, command.details))))),
            *((Facts(rows),) if rows else ()),
            *((Examples(message("help-examples"), command.examples),) if command.examples else ()),
        ),
    )


def _row(argument: Argument) -> tuple[Message, Value]:
    helped = message("help-required" if argument.required else "help-optional", help=argument.arg.help)
    return message("text", text=argument.name), helped
