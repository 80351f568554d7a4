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
"""Characters of all names, descriptions and values of one command, its subcommands included.

Of a text in several languages the longest counts.
"""

SOON: Final = 2.0
"""Seconds after which an answer is put off: Discord waits for three, and the way there takes its part."""


def characters(payload: Mapping[str, Any]) -> int:
    """Returns how many characters of a command count against `COMMAND`."""
    own = _longest(payload, "name") + _longest(payload, "description")
    return own + sum(characters(option) for option in payload.get("options", ()))


def _longest(payload: Mapping[str, Any], text: str) -> int:
    """Returns the length of a text's longest form, the one that everybody sees included."""
    localised = payload.get(f"{text}_localizations") or {}
    return max(len(each) for each in (payload.get(text, ""), *localised.values()))
