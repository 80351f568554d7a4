"""The core's commands as slash commands: the same names, arguments, help and suggestions."""

import re
from collections.abc import Callable, Coroutine, Iterable
from inspect import Parameter, Signature
from typing import Any, Protocol, TypeAlias

import discord
from discord import app_commands

from bot.discord.asker import PLATFORM
from bot.discord.limits import CHOICE, CHOICES
from bot.wording.wording import Wording
from commands.command import Argument, Command
from commands.people import Role
from storage.reads.suggest import Suggestion

Interaction: TypeAlias = discord.Interaction[Any]
Group: TypeAlias = app_commands.Group
Slash: TypeAlias = app_commands.Command[Any, ..., Any]

_MENTION = re.compile(r"\s*<@!?(\d{1,20})>\s*")

_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
_IN_SERVERS = app_commands.AppInstallationType(guild=True, user=False)


class Answers(Protocol):
    """What answers slash commands, and completes their arguments."""

    async def asked(self, interaction: Interaction, command: Command, given: dict[str, str]) -> None:
        """Answers a command."""
        ...

    async def completed(
        self, interaction: Interaction, command: Command, name: str, typed: str
    ) -> list[Suggestion]:
        """Completes what was typed for an argument."""
        ...


def slash_commands(commands: Iterable[Command], wording: Wording, answers: Answers) -> list[Slash | Group]:
    """Returns what is registered with Discord: a command each, or a group with all that is in it."""
    tops: dict[str, Slash | Group] = {}
    for command in commands:
        *above, _ = command.name.split()
        if not above:
            tops[command.name] = _slash(command, answers, top=True)
            continue
        group = tops.setdefault(above[0], _group(above[0], command.role, wording))
        if not isinstance(group, Group):
            raise TypeError(f"{above[0]} is a command and a group")
        for name in above[1:]:
            group = _within(group, name, f"{above[0]}-{name}", wording)
        group.add_command(_slash(command, answers, top=False))
    return list(tops.values())


def _group(name: str, role: Role, wording: Wording) -> Group:
    # Editors are whom the desk calls so, which Discord can't know; its own admins are told by a permission.
    needed = discord.Permissions(manage_guild=True) if role is Role.ADMIN else None
    return Group(
        name=name,
        description=wording.say(f"discord-group-{name}"),
        default_permissions=needed,
        allowed_contexts=_SERVERS,
        allowed_installs=_IN_SERVERS,
    )


def _within(group: Group, name: str, key: str, wording: Wording) -> Group:
    found = group.get_command(name)
    if isinstance(found, Group):
        return found
    return Group(name=name, description=wording.say(f"discord-group-{key}"), parent=group)


def _slash(command: Command, answers: Answers, *, top: bool) -> Slash:
    async def callback(interaction: Interaction, **given: str | None) -> None:
        texts = {name: _account(text) for name, text in given.items() if text is not None}
        await answers.asked(interaction, command, texts)

    # discord.py reads options off a signature: this one is the core's.
    vars(callback)["__signature__"] = Signature(
        [
            Parameter("interaction", Parameter.POSITIONAL_OR_KEYWORD, annotation=Interaction),
            *(_parameter(argument) for argument in command.arguments),
        ]
    )
    if command.arguments:
        app_commands.describe(**{each.name: each.arg.help for each in command.arguments})(callback)
    placed: dict[str, Any] = {"allowed_contexts": _SERVERS, "allowed_installs": _IN_SERVERS} if top else {}
    made: Slash = app_commands.Command(
        name=command.name.rpartition(" ")[2], description=command.help, callback=callback, **placed
    )
    for argument in command.arguments:
        if argument.arg.suggest is not None:
            made.autocomplete(argument.name)(_completing(command, argument, answers))
    return made


def _account(text: str) -> str:
    """Returns a person that was mentioned, and nothing else, as the account that the core knows."""
    found = _MENTION.fullmatch(text)
    return text if found is None else f"{PLATFORM}:{found[1]}"


def _parameter(argument: Argument) -> Parameter:
    default = Parameter.empty if argument.required else None
    return Parameter(argument.name, Parameter.KEYWORD_ONLY, annotation=str, default=default)


def _completing(
    command: Command, argument: Argument, answers: Answers
) -> Callable[[Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
    async def complete(interaction: Interaction, current: str) -> list[app_commands.Choice[str]]:
        # Of several values, the last is being typed; those before it stay.
        before, semicolon, typed = current.rpartition(";") if argument.arg.many else ("", "", current)
        found = await answers.completed(interaction, command, argument.name, typed.lstrip())
        kept = f"{before}{semicolon} " if semicolon else ""
        return choices(Suggestion(kept + each.value, kept + each.label) for each in found)

    return complete


def choices(suggestions: Iterable[Suggestion]) -> list[app_commands.Choice[str]]:
    """Returns suggestions as Discord takes them; one whose value would be cut would mean something else."""
    kept = {each.value: each.label for each in suggestions if 0 < len(each.value) <= CHOICE}
    return [
        app_commands.Choice(name=_shortened(label or value), value=value)
        for value, label in list(kept.items())[:CHOICES]
    ]


def _shortened(label: str) -> str:
    return label if len(label) <= CHOICE else f"{label[: CHOICE - 1]}\u2026"
