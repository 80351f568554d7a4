"""A fault of declaration fails at import, not in front of a user."""

from collections.abc import Iterator
from typing import Annotated

import pytest

from commands.asking import Asking
from commands.card import Card, Help, message
from commands.declaring import COMMANDS, DeclarationError, command
from commands.people import Role
from commands.signature import Arg

Words = Annotated[str, Arg("some words", lambda _, text: text)]


@pytest.fixture(autouse=True)
def _commands_as_they_were() -> Iterator[None]:
    before = dict(COMMANDS)
    yield
    COMMANDS.clear()
    COMMANDS.update(before)


def test_the_signature_and_the_docstring_are_the_declaration() -> None:
    @command
    def weather(asking: Asking, place: Words, *, day: Words | None = None) -> Card:
        """Tells the weather.

        As it was,
        not as it will be.

        Examples:
        /weather kursk
        /weather kursk day:today
        """
        return Card(message("text", text=f"{place} {day}"))

    made = COMMANDS["weather"]
    assert made.run is weather
    assert made.help == Help("Tells the weather.", ("command-weather",))
    assert made.details == Help("As it was, not as it will be.", ("details-weather",))
    assert made.examples == ("/weather kursk", "/weather kursk day:today")
    assert [(a.name, a.required, a.positional) for a in made.arguments] == [
        ("place", True, True),
        ("day", False, False),
    ]
    assert made.role is Role.READER


def test_a_group_stands_before_the_name_and_holds_one_role() -> None:
    @command(group="paint", role=Role.EDITOR)
    def red(asking: Asking) -> Card:
        """Paints it red."""
        return Card(message("text", text="red"))

    assert COMMANDS["paint red"].role is Role.EDITOR
    with pytest.raises(DeclarationError, match="the group paint holds commands of another role"):

        @command(group="paint", role=Role.ADMIN)
        def blue(asking: Asking) -> Card:
            """Paints it blue."""
            return Card(message("text", text="blue"))


def test_no_name_is_both_a_command_and_a_group() -> None:
    @command(group="paint")
    def green(asking: Asking) -> Card:
        """Paints it green."""
        return Card(message("text", text="green"))

    with pytest.raises(DeclarationError, match="paint: the name is taken, by a command or a group"):

        @command
        def paint(asking: Asking) -> Card:
            """Paints."""
            return Card(message("text", text="paint"))

    @command
    def draw(asking: Asking) -> Card:
        """Draws."""
        return Card(message("text", text="draw"))

    with pytest.raises(DeclarationError, match="the group draw has the name of a command"):

        @command(group="draw")
        def line(asking: Asking) -> Card:
            """Draws a line."""
            return Card(message("text", text="line"))


def test_a_name_is_taken_once() -> None:
    def declare() -> None:
        @command
        def twice(asking: Asking) -> Card:
            """Does it."""
            return Card(message("text", text="done"))

    declare()
    with pytest.raises(DeclarationError, match="twice: the name is taken"):
        declare()


def test_what_discord_would_refuse_is_refused_here() -> None:
    with pytest.raises(DeclarationError, match="a name is one word of a to z and _"):

        @command
        def Loud(asking: Asking) -> Card:  # noqa: N802  # the capital is the fault
            """Is loud."""
            return Card(message("text", text=""))

    with pytest.raises(DeclarationError, match="the docstring begins with no sentence"):

        @command
        def silent(asking: Asking) -> Card:
            return Card(message("text", text=""))

    with pytest.raises(DeclarationError, match="the help is longer than 100 characters"):

        @command
        def wordy(asking: Asking) -> Card:
            """Says a great deal more than anybody who is looking for a command in a list will ever have read by then."""  # noqa: E501  # its length is the fault
            return Card(message("text", text=""))

    with pytest.raises(DeclarationError, match="what: the help has 1 to 100 characters"):

        @command
        def helpless(asking: Asking, what: Annotated[str, Arg("", lambda _, text: text)]) -> Card:
            """Is helpless."""
            return Card(message("text", text=what))

    with pytest.raises(DeclarationError, match="the argument what has no Arg in its annotation"):

        @command
        def bare(asking: Asking, what: str) -> Card:
            """Is bare."""
            return Card(message("text", text=what))

    with pytest.raises(DeclarationError, match="later: a required argument stands before the optional ones"):

        @command
        def late(asking: Asking, *, soon: Words | None = None, later: Words) -> Card:
            """Is late."""
            return Card(message("text", text=f"{soon}{later}"))


def test_more_than_25_arguments_are_refused() -> None:
    names = ", ".join(f"{'a' * (n + 1)}: Words = ''" for n in range(26))
    scope: dict[str, object] = {"Words": Words, "Asking": Asking, "Card": Card}
    exec(f"def many(asking: Asking, *, {names}) -> Card:\n    '''Has many.'''", scope)  # noqa: S102  # 26 arguments by hand would hide the point
    with pytest.raises(DeclarationError, match="it has more than 25 arguments"):
        command(scope["many"])  # type: ignore[call-overload]  # made by exec, so of no known type
