"""The core's commands as slash commands: the same names, arguments, help and suggestions."""

import re
from collections.abc import Callable, Coroutine, Iterable
from inspect import Parameter, Signature
from typing import Any, Protocol, TypeAlias

import discord
from discord import app_commands

from bot.discord.asker import PLATFORM
from bot.discord.limits import CHOICE, CHOICES
from bot.discord.translating import name, words
from bot.wording.wording import Wording
from commands.card import message
from commands.command import Command
from commands.people import Role
from commands.signature import Argument
from storage.reads.suggest import Suggestion

Interaction: TypeAlias = discord.Interaction[Any]
Group: TypeAlias = app_commands.Group
Slash: TypeAlias = app_commands.Command[Any, ..., Any]
OfMessage: TypeAlias = app_commands.ContextMenu

_PERSON = re.compile(r"\s*<@!?(\d{1,20})>\s*")
_ROLE = re.compile(r"\s*<@&(\d{1,20})>\s*")

PRIVATE = "private"
"""The option by which whoever asks alone sees an answer that all would see else."""

_ANYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
_BY_ALL = app_commands.AppInstallationType(guild=True, user=True)
_BY_SERVERS = app_commands.AppInstallationType(guild=True, user=False)


class Answers(Protocol):
    """What answers slash commands, and completes their arguments."""

    async def asked(
        self, interaction: Interaction, command: Command, given: dict[str, str], *, private: bool = False
    ) -> None:
        """Answers a command."""
        ...

    async def add_as_claim(self, interaction: Interaction, chosen: discord.Message) -> None:
        """Shows the form of a claim that is made of a message."""
        ...

    async def find_in_record(self, interaction: Interaction, chosen: discord.Message) -> None:
        """Shows the claims that a message is about."""
        ...

    async def completed(
        self, interaction: Interaction, command: Command, name: str, typed: str
    ) -> list[Suggestion]:
        """Completes what was typed for an argument."""
        ...


def slash_commands(
    commands: Iterable[Command], wording: Wording, answers: Answers, admins: discord.Permissions
) -> list[Slash | Group]:
    """Returns what is registered with Discord: a command each, or a group with all that is in it.

    Args:
        commands: The commands.
        wording: The language of the groups' help.
        answers: What answers them.
        admins: What somebody needs to be shown the commands of admins.
    """
    tops: dict[str, Slash | Group] = {}
    for command in commands:
        *above, _ = command.name.split()
        if not above:
            tops[command.name] = _slash(command, wording, answers, top=True)
            continue
        group = tops.setdefault(above[0], _group(above[0], command.role, wording, admins))
        if not isinstance(group, Group):
            raise TypeError(f"{above[0]} is a command and a group")
        for within in above[1:]:
            group = _within(group, within, f"{above[0]}-{within}", wording)
        group.add_command(_slash(command, wording, answers, top=False))
    return list(tops.values())


def message_commands(wording: Wording, answers: Answers) -> list[OfMessage]:
    """Returns the commands that are in the menu of every message."""

    async def add(interaction: Interaction, chosen: discord.Message) -> None:
        await answers.add_as_claim(interaction, chosen)

    async def find(interaction: Interaction, chosen: discord.Message) -> None:
        await answers.find_in_record(interaction, chosen)

    return [
        OfMessage(
            name=words(message(key), wording),
            callback=callback,
            allowed_contexts=_ANYWHERE,
            allowed_installs=_BY_ALL,
        )
        for key, callback in (("discord-add-as-claim", add), ("discord-find-in-record", find))
    ]


def _group(called: str, role: Role, wording: Wording, admins: discord.Permissions) -> Group:
    # Editors are whom the desk calls so, which Discord can't know; its own admins are told by a permission.
    # A desk is set up in its server.
    of_admins = role is Role.ADMIN
    return Group(
        name=name(called, f"group-{called}"),
        description=words(message(f"discord-group-{called}"), wording),
        default_permissions=admins if of_admins else None,
        allowed_contexts=_SERVERS if of_admins else _ANYWHERE,
        allowed_installs=_BY_SERVERS if of_admins else _BY_ALL,
    )


def _within(group: Group, called: str, key: str, wording: Wording) -> Group:
    found = group.get_command(called)
    if isinstance(found, Group):
        return found
    description = words(message(f"discord-group-{key}"), wording)
    return Group(name=name(called, f"group-{key}"), description=description, parent=group)


def _slash(command: Command, wording: Wording, answers: Answers, *, top: bool) -> Slash:
    async def callback(interaction: Interaction, *, private: bool = False, **given: str | None) -> None:
        texts = {name: _meant(name, text) for name, text in given.items() if text is not None}
        await answers.asked(interaction, command, texts, private=private)

    # discord.py reads options off a signature: this one is the core's.
    vars(callback)["__signature__"] = Signature(
        [
            Parameter("interaction", Parameter.POSITIONAL_OR_KEYWORD, annotation=Interaction),
            *(_parameter(argument) for argument in command.arguments),
            *((_PRIVATE,) if is_public(command) else ()),
        ]
    )
    told = {each.name: words(each.help, wording) for each in command.arguments}
    called = {each.name: name(each.name, *each.help.keys) for each in command.arguments}
    if is_public(command):
        told[PRIVATE] = words(message("discord-private"), wording)
        called[PRIVATE] = name(PRIVATE, PRIVATE)
    if told:
        app_commands.rename(**called)(app_commands.describe(**told)(callback))
    placed: dict[str, Any] = {"allowed_contexts": _ANYWHERE, "allowed_installs": _BY_ALL} if top else {}
    made: Slash = app_commands.Command(
        name=name(command.name.rpartition(" ")[2], *command.help.keys),
        description=words(command.help, wording),
        callback=callback,
        **placed,
    )
    for argument in command.arguments:
        if argument.arg.suggest is not None:
            made.autocomplete(argument.name)(_completing(command, argument, answers))
    return made


_PRIVATE = Parameter(PRIVATE, Parameter.KEYWORD_ONLY, annotation=bool, default=False)


def is_public(command: Command) -> bool:
    """Tells whether all see the answers of a command where nothing speaks against it: readers' questions."""
    return command.role is Role.READER and not command.writes


def _meant(name: str, text: str) -> str:
    """Returns a person or role that was mentioned, and nothing else, as the core knows them."""
    # A role's id must not be taken for an account's, nor the other way about.
    found = (_ROLE if name == "group" else _PERSON).fullmatch(text)
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
