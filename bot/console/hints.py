"""The line below the prompt: what the command that is being typed takes, and what the argument is."""

from collections.abc import Mapping

from prompt_toolkit.formatted_text import StyleAndTextTuples

from bot.console.completion import PAGE
from bot.console.cursor import AtArgument, at_cursor
from bot.render.phrases import helped
from bot.wording.wording import Wording
from commands.command import Command
from commands.signature import Argument

_HERE = "bold underline"


def hint(text: str, commands: Mapping[str, Command], otherwise: str, wording: Wording) -> StyleAndTextTuples:
    """Returns what to show while *text* stands before the cursor.

    Args:
        text: The line as far as the cursor.
        commands: The commands there are.
        otherwise: What to show where no command is named yet.
        wording: The language of an argument's help.
    """
    at = at_cursor(text, commands)
    if not isinstance(at, AtArgument):
        return [("", otherwise)]
    fragments: StyleAndTextTuples = [("", f"/{at.command.name}")]
    for argument in at.command.arguments:
        if argument.name != PAGE:
            here = argument is at.argument
            fragments += [("", " "), (_HERE if here else "", _shown(argument))]
    if at.argument is not None and at.argument.name != PAGE:
        fragments.append(("", f" — {helped(at.argument.help, wording)}"))
    return fragments


def _shown(argument: Argument) -> str:
    name = argument.name.upper() if argument.positional else f"{argument.name}:"
    return name if argument.required else f"[{name}]"
