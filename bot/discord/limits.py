"""What Discord takes, as its documentation says (https://discord.com/developers/docs), in one table."""

from collections.abc import Mapping
from typing import Any, Final

COMPONENTS: Final = 40
"""Components of one message, those within others included."""

TEXT: Final = 4000
"""Characters in all the texts of a message of components."""

MESSAGES: Final = 4
"""Messages of one answer: our own limit, lest one question floods a channel."""

BUTTONS: Final = 5
"""Buttons in a row."""

BUTTON_LABEL: Final = 80
CUSTOM_ID: Final = 100
BUTTON_ADDRESS: Final = 512

MENU_LABEL: Final = 150
MENUS: Final = 4
"""Menus of one answer: our own limit."""

FORM: Final = 5
"""Fields of a form (a modal)."""

FORM_TITLE: Final = 45
"""Characters of a form's title, and of the name of one of its fields."""

FORM_HELP: Final = 100
FORM_TEXT: Final = 4000

CHOICES: Final = 25
CHOICE: Final = 100
"""Characters of a choice's name, and of its value."""

COMMANDS: Final = 100
COMMAND: Final = 8000
"""Characters of all names, descriptions and values of one command, its subcommands included."""

SOON: Final = 2.0
"""Seconds after which an answer is put off: Discord waits for three, and the way there takes its part."""


def characters(payload: Mapping[str, Any]) -> int:
    """Returns how many characters of a command count against `COMMAND`."""
    return (
        len(payload["name"])
        + len(payload.get("description", ""))
        + sum(characters(option) for option in payload.get("options", ()))
    )
