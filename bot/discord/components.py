"""Discord's components as they are sent: plain values, of which an answer has dozens.

Their form is that of https://discord.com/developers/docs/components/reference.
"""

from collections.abc import Sequence
from copy import copy
from typing import Any, ClassVar, Final

from discord import ui

Component = dict[str, Any]

_ROW: Final = 1
_BUTTON: Final = 2
_MENU: Final = 3
_SECTION: Final = 9
_TEXT: Final = 10
_CONTAINER: Final = 17

_SECONDARY: Final = 2
_LINK: Final = 5
"""Styles of a button."""


class Components(ui.LayoutView):
    """A message of components, as discord.py sends it."""

    _pattern: ClassVar["Components | None"] = None
    _made: list[Component]

    @classmethod
    def of(cls, *components: Component) -> "Components":
        """Returns a message of these components, in the running loop.

        It is finished at once: a view that may still be dispatched to would be kept in memory for ever.
        """
        # Each view draws random bytes for an id, which takes longer than all else of it; nobody looks at the
        # id of one that is finished, so all are copies of one.
        pattern = cls._pattern
        if pattern is None or not pattern.is_finished():
            pattern = cls._pattern = cls(timeout=None)
            pattern.stop()
        made = copy(pattern)
        made._made = list(components)
        return made

    def to_components(self) -> list[Component]:
        """Returns the components."""
        return self._made

    def has_components_v2(self) -> bool:
        """Tells Discord that the message is made of components alone."""
        return True


def container(inside: Sequence[Component]) -> Component:
    """Returns components in a box."""
    return {"type": _CONTAINER, "components": list(inside)}


def text(markdown: str, one: int | None = None) -> Component:
    """Returns a text; with an id of our own where it is to be found again."""
    made: Component = {"type": _TEXT, "content": markdown}
    return made if one is None else made | {"id": one}


def section(markdown: str, label: str, address: str) -> Component:
    """Returns a text beside a button that leads to an address."""
    button = {"type": _BUTTON, "style": _LINK, "label": label, "url": address}
    return {"type": _SECTION, "components": [text(markdown)], "accessory": button}


def button(label: str, custom_id: str) -> Component:
    """Returns a button that is told of when it is pressed."""
    return {"type": _BUTTON, "style": _SECONDARY, "label": label, "custom_id": custom_id}


def menu(custom_id: str, placeholder: str, options: Sequence[tuple[str, str]]) -> Component:
    """Returns a menu of which one is chosen: of each option what it is called, and its value."""
    told = [{"label": label, "value": value} for label, value in options]
    return {"type": _MENU, "custom_id": custom_id, "placeholder": placeholder, "options": told}


def row(inside: Sequence[Component]) -> Component:
    """Returns buttons, or a menu, in a row."""
    return {"type": _ROW, "components": list(inside)}
