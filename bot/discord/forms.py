"""Forms: what a line still needs is asked for in a modal of Discord, and what was filled in is read back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import discord
from discord import ui

from bot.discord.asker import PLATFORM
from bot.discord.limits import FORM, FORM_HELP, FORM_TEXT, FORM_TITLE
from bot.discord.markup import shortened
from bot.discord.press import Press
from bot.render.escape import unharmed
from bot.render.phrases import helped
from bot.wording.wording import Wording
from commands.command import Command
from commands.signature import Argument

_LABEL: Final = 18
_TEXT: Final = 4
_PERSON: Final = 5
"""Discord's numbers of components
(https://discord.com/developers/docs/components/reference#component-object-component-types)."""


def form(
    command: Command,
    press: Press,
    title: str,
    filled: Mapping[str, str],
    wording: Wording,
    needed: Sequence[str] = (),
) -> ui.Modal:
    """Returns a form that asks for arguments of a line.

    Args:
        command: The line's command.
        press: The line, and the arguments that it asks for; no more than a form has fields.
        title: What the form is called.
        filled: What its fields hold already.
        wording: The language of what explains each field.
        needed: Arguments that must be filled in beside those that the command requires.
    """
    arguments = {argument.name: argument for argument in command.arguments}
    made = ui.Modal(title=shortened(title, FORM_TITLE), custom_id=press.as_id())
    for name in press.asks[:FORM]:
        argument = arguments[name]
        made.add_item(
            ui.Label(
                text=shortened(name.replace("_", " "), FORM_TITLE),
                description=shortened(helped(argument.help, wording), FORM_HELP),
                component=_field(argument, filled.get(name, ""), argument.required or name in needed),
            )
        )
    # Finished at once: what is kept to be dispatched to would stay in memory where nobody sends the form.
    made.stop()
    return made


def _field(argument: Argument, filled: str, required: bool) -> ui.Item[Any]:
    if argument.arg.asked == "person":
        return ui.UserSelect(custom_id=argument.name, required=required)
    if argument.arg.words:
        options = [
            discord.SelectOption(label=word, value=word, default=word == filled)
            for word in argument.arg.words
        ]
        return ui.Select(custom_id=argument.name, options=options, required=required)
    style = discord.TextStyle.paragraph if argument.arg.asked == "passage" else discord.TextStyle.short
    most = argument.arg.longest or FORM_TEXT
    text = " ".join(unharmed(filled).split())
    return ui.TextInput(
        custom_id=argument.name,
        style=style,
        required=required,
        default=text if 0 < len(text) <= most else None,
        max_length=most,
    )


def filled_in(data: Mapping[str, Any]) -> dict[str, str]:
    """Returns the texts of a form that was sent, by the names of its fields; empty where one was left so."""
    return dict(_texts(data.get("components", ())))


def _texts(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for outer in components:
        each = outer.get("component", outer) if outer.get("type") == _LABEL else outer
        name = str(each.get("custom_id", ""))
        if each.get("type") == _TEXT:
            yield name, str(each.get("value") or "")
        else:
            kind = f"{PLATFORM}:" if each.get("type") == _PERSON else ""
            yield name, "; ".join(f"{kind}{value}" for value in each.get("values", ()))
