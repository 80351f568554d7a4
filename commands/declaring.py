"""How a handler becomes a command: its signature and docstring are the declaration.

Parameters before `*` may stand in a line by position, those after it only by name:

    @command
    def timeline(asking: Asking, topic: TopicArg | None = None, *, since: DateArg | None = None) -> Card:
        '''Shows what is claimed to have happened in a topic, by date.'''

A parameter that is a dataclass is a form: its fields are arguments given by name, which commands share.

A fault of the declaration raises `DeclarationError` at import, not in front of a user.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, get_args, get_type_hints, overload

from commands import grammar
from commands.card import Card, Help
from commands.command import Command
from commands.people import Role
from commands.signature import Arg, Argument, Dialog, Form, Kept

Handler = TypeVar("Handler", bound=Callable[..., Card])

# The limits of a declaration on the platform that allows the least, Discord
# (https://discord.com/developers/docs/interactions/application-commands).
_NAME = re.compile(r"[a-z][a-z_]{0,31}")
_MOST_HELP = 100
_MOST_ARGUMENTS = 25

COMMANDS: dict[str, Command] = {}
"""Every declared command by name; `commands.catalogue` imports the modules that fill it."""


def groups_of(names: Iterable[str]) -> set[str]:
    """Returns the groups that some commands are in: `record`, `names`, `names actor`."""
    return {" ".join(words[:count]) for words in map(str.split, names) for count in range(1, len(words))}


class DeclarationError(TypeError):
    """A command is declared in a way that some platform would refuse."""


@overload
def command(run: Handler, /) -> Handler: ...
@overload
def command(
    *,
    group: str = "",
    role: Role = Role.READER,
    writes: bool = False,
    erases: bool = False,
    dialog: Dialog | None = None,
    kept: Kept | None = None,
) -> Callable[[Handler], Handler]: ...
def command(
    run: Handler | None = None,
    /,
    *,
    group: str = "",
    role: Role = Role.READER,
    writes: bool = False,
    erases: bool = False,
    dialog: Dialog | None = None,
    kept: Kept | None = None,
) -> Handler | Callable[[Handler], Handler]:
    """Declares a handler as a command, under its own name or that of a group before it.

    The handler is returned untouched.

    Args:
        run: The handler, where nothing else is to be said.
        group: The group's name, which may be of two words: `record`, `names actor`.
        role: Who may use it.
        writes: Whether it may change the desk.
        erases: Whether what it takes out must not stay in the file's write-ahead log either.
        dialog: How forms ask for what is left out.
        kept: What a line of it goes on with.

    Raises:
        DeclarationError: A platform would refuse the command; or its name is taken.
    """

    def declare(handler: Handler) -> Handler:
        made = _declared(handler, f"{group} {handler.__name__}".strip(), role, writes=writes, erases=erases)
        made = replace(made, dialog=dialog, kept=kept)
        for fault in (*_faults_of_name(made), *_faults_of_help(made), *_faults_of_arguments(made)):
            raise DeclarationError(f"{made.name}: {fault}")
        COMMANDS[made.name] = made
        return handler

    return declare if run is None else declare(run)


def _declared(run: Callable[..., Card], name: str, role: Role, *, writes: bool, erases: bool) -> Command:
    hints = get_type_hints(run, include_extras=True)
    arguments: list[Argument] = []
    form: Form | None = None
    for parameter in list(inspect.signature(run).parameters.values())[1:]:
        hint = hints[parameter.name]
        if isinstance(hint, type) and is_dataclass(hint):
            form = Form(parameter.name, hint, frozenset(field.name for field in fields(hint)))
            arguments += _fields_of(name, hint)
            continue
        arguments.append(
            _argument(
                name,
                parameter.name,
                hint,
                required=parameter.default is inspect.Parameter.empty,
                positional=parameter.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD,
            )
        )
    slots = tuple(
        grammar.Slot(a.name, a.arg.takes if a.positional else None, a.arg.many, a.required) for a in arguments
    )
    text, _, examples = (inspect.getdoc(run) or "").partition("\nExamples:\n")
    first, _, rest = text.partition("\n")
    key = name.replace(" ", "-")
    return Command(
        name=name,
        run=run,
        help=Help(first.strip(), (f"command-{key}",)),
        details=Help(" ".join(rest.split()), (f"details-{key}",)) if rest.strip() else None,
        examples=tuple(line.strip() for line in examples.splitlines() if line.strip()),
        arguments=tuple(arguments),
        form=form,
        role=role,
        writes=writes,
        erases=erases,
        slots=slots,
    )


def _fields_of(name: str, form: type) -> list[Argument]:
    """Returns the arguments that a form's fields are; all are optional, and given by name."""
    hints = get_type_hints(form, include_extras=True)
    return [
        _argument(name, field.name, hints[field.name], required=False, positional=False)
        for field in fields(form)
    ]


def _argument(command_name: str, name: str, hint: object, *, required: bool, positional: bool) -> Argument:
    arg = _arg(command_name, name, hint)
    # A name means the same in most commands, so a language words it once, and again only where it does not.
    keys = (f"arg-{command_name.replace(' ', '-')}-{name}", f"arg-{name}")
    return Argument(name, Help(arg.help, keys), arg, required, positional)


def _arg(command_name: str, name: str, hint: object) -> Arg:
    # `TopicArg | None` holds the annotated type as one of its parts.
    for part in (hint, *get_args(hint)):
        for extra in getattr(part, "__metadata__", ()):
            if isinstance(extra, Arg):
                return extra
    raise DeclarationError(f"{command_name}: the argument {name} has no Arg in its annotation")


def _faults_of_name(made: Command) -> Iterator[str]:
    words = made.name.split()
    groups = {" ".join(words[:count]) for count in range(1, len(words))}
    if not all(_NAME.fullmatch(word) for word in words) or len(words) > 3:
        yield "a name is one word of a to z and _, at most 32 of them; a group is one or two more"
    if made.name in COMMANDS or made.name in groups_of(COMMANDS):
        yield "the name is taken, by a command or a group"
    for taken in sorted(groups & COMMANDS.keys()):
        yield f"the group {taken} has the name of a command"
    # Discord sets permissions on a group as a whole, so a group holds one role.
    others = {c.role for name, c in COMMANDS.items() if " " in name and name.split()[0] == words[0]}
    if len(words) > 1 and others and others != {made.role}:
        yield f"the group {words[0]} holds commands of another role"


def _faults_of_help(made: Command) -> Iterator[str]:
    if not made.help.english.endswith("."):
        yield "the docstring begins with no sentence, so there is no help"
    if len(made.help.english) > _MOST_HELP:
        yield f"the help is longer than {_MOST_HELP} characters"


def _faults_of_arguments(made: Command) -> Iterator[str]:
    if len(made.arguments) > _MOST_ARGUMENTS:
        yield f"it has more than {_MOST_ARGUMENTS} arguments"
    optional = False
    for argument in made.arguments:
        if not _NAME.fullmatch(argument.name):
            yield f"{argument.name}: a name is one word of a to z and _, at most 32 of them"
        if not 1 <= len(argument.arg.help) <= _MOST_HELP:
            yield f"{argument.name}: the help has 1 to {_MOST_HELP} characters"
        if argument.required and optional:
            yield f"{argument.name}: a required argument stands before the optional ones"
        optional = optional or not argument.required
