"""What a half-typed line may become, for every command and argument there is."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from bot.console.completion import CommandCompleter
from bot.console.cursor import AtArgument, AtCommand, at_cursor
from bot.console.hints import hint
from bot.wording.wording import wording
from commands.catalogue import COMMANDS
from commands.people import Person, Role, Where
from storage.reads.suggest import Suggestion

Found = list[tuple[str, str, str]]


@pytest.fixture
def completer(sample: Where, reader: Person) -> CommandCompleter:
    return CommandCompleter(COMMANDS, reader, sample, wording("en"))


async def completed(completer: CommandCompleter, text: str) -> Found:
    """Returns the line that each completion makes, what is shown of it, and what is said of it."""
    event = CompleteEvent(text_inserted=True)
    return [
        (text[: len(text) + found.start_position] + found.text, found.display_text, found.display_meta_text)
        async for found in completer.get_completions_async(Document(text), event)
    ]


async def lines(completer: CommandCompleter, text: str) -> list[str]:
    return [line for line, _, _ in await completed(completer, text)]


async def test_an_empty_line_offers_every_command_and_the_consoles_own_words(
    completer: CommandCompleter,
) -> None:
    found = await completed(completer, "")
    own = [f"/{name}" for name, made in COMMANDS.items() if made.role == Role.READER]
    assert [shown for _, shown, _ in found] == [*own, "next", "quit"]
    assert found[-1] == ("quit", "quit", "leaves the console")


@pytest.mark.parametrize("before", ["", "/", "//", "!", "  / "])
async def test_a_command_completes_with_what_it_does(completer: CommandCompleter, before: str) -> None:
    says = "Shows what is claimed to have happened in a topic, by date."
    assert await completed(completer, f"{before}TIM") == [(f"{before}timeline ", "/timeline", says)]


async def test_what_is_no_command_completes_to_nothing(completer: CommandCompleter) -> None:
    assert await completed(completer, "/nonsense kursk") == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("/timeline ku", "/timeline kursk"),
        ("timeline  ku", "timeline  kursk"),
        ("/timeline topic:ku", "/timeline topic:kursk"),
        ("/timeline kursk actor:pyong", "/timeline kursk actor:North Korea"),
        ("/timeline kursk actor: pyong", "/timeline kursk actor: North Korea"),
        ('/timeline kursk actor:"pyong', "/timeline kursk actor:North Korea"),
        ("/timeline kursk actor:North Korea or", "/timeline kursk actor:North Korea order:"),
        ("/timeline kursk actor:North Korea order:o", "/timeline kursk actor:North Korea order:oldest"),
        ("/timeline kursk kind:event;fi", "/timeline kursk kind:event;figure"),
        ("/timeline kursk kind:event ki", "/timeline kursk kind:event kind:"),
        ("/timeline kursk si", "/timeline kursk since:"),
        ('/timeline "kursk" si', '/timeline "kursk" since:'),
        ("/timeline since:last w", "/timeline since:last week"),
        ("/on april 2025 ku", "/on april 2025 kursk"),
        ("/actor pyong", "/actor North Korea"),
        ("/actor north korea to", "/actor north korea topic:"),
        ("/figures kursk measure:kill", "/figures kursk measure:killed or wounded"),
        ("/help time", "/help timeline"),
        ("/claim #6", "/claim #6"),
        ("/claim 10,000", "/claim #5"),
    ],
)
async def test_a_value_completes_where_the_cursor_is(
    completer: CommandCompleter, text: str, line: str
) -> None:
    assert line in await lines(completer, text)


async def test_the_menu_shows_what_would_be_typed_and_what_it_is(completer: CommandCompleter) -> None:
    assert ("/timeline kursk", "kursk", "Kursk fighting") in await completed(completer, "/timeline ku")
    assert ("/actor North Korea", "North Korea", "(Pyongyang)") in await completed(completer, "/actor pyong")


async def test_after_a_value_the_other_arguments_are_offered(completer: CommandCompleter) -> None:
    found = await lines(completer, "/timeline kursk since:2025 ")
    names = ["until:", "actor:", "place:", "kind:", "as_of:", "order:"]
    assert [line.removeprefix("/timeline kursk since:2025 ") for line in found] == names


async def test_the_page_is_nobodys_to_type(completer: CommandCompleter) -> None:
    assert await lines(completer, "/topics ") == []
    assert await lines(completer, "/topics pa") == []


async def test_what_a_role_may_not_use_is_not_offered(sample: Where, reader: Person) -> None:
    for role, expected in (
        (Role.READER, []),
        (Role.EDITOR, ["record relate ", "record restore ", "record retract "]),
    ):
        completer = CommandCompleter(COMMANDS, replace(reader, role=role), sample, wording("en"))
        assert sorted(await lines(completer, "record re")) == expected


async def test_a_name_with_a_colon_is_completed_in_quotes(sample: Where, reader: Person) -> None:
    actor = COMMANDS["actor"]
    first = replace(
        actor.arguments[0],
        arg=replace(
            actor.arguments[0].arg,
            suggest=lambda *_: [Suggestion("topic: Kursk", "x"), Suggestion("\x1b", "y")],
        ),
    )
    odd = replace(actor, arguments=(first, *actor.arguments[1:]))
    completer = CommandCompleter({"actor": odd}, reader, sample, wording("en"))
    assert await lines(completer, "/actor to") == ['/actor "topic: Kursk"', "/actor topic:"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", "otherwise"),
        ("/timel", "otherwise"),
        ("/claim ", "/claim NUMBER — a claim's number, as #142"),
        ("/topics ", "/topics"),
        (
            "/timeline kursk since:",
            "/timeline [TOPIC] [since:] [until:] [actor:] [place:] [kind:] [as_of:] [order:] — "
            "a date, as `28 April 2025`, `autumn 2024`, `last Monday`",
        ),
    ],
)
def test_the_hint_says_what_the_command_takes(text: str, shown: str) -> None:
    assert "".join(part[1] for part in hint(text, COMMANDS, "otherwise", wording("en"))) == shown


async def test_completion_and_hint_are_in_the_language_of_the_console(sample: Where, reader: Person) -> None:
    german = CommandCompleter(COMMANDS, reader, sample, wording("de"))
    says = "Listet die Themen auf, mit der Zahl ihrer Aussagen."
    assert await completed(german, "topi") == [("topics ", "/topics", says)]
    first = (await completed(german, "/timeline kursk sin"))[0]
    meant = "ein Datum, wie `28 April 2025`, `autumn 2024`, `last Monday`"
    assert first == ("/timeline kursk since:", "since:", meant)
    shown = "".join(part[1] for part in hint("/claim ", COMMANDS, "", wording("de")))
    assert shown == "/claim NUMBER — die Nummer einer Aussage, wie #142"


def test_the_hint_marks_the_argument_that_is_typed() -> None:
    marked = [part[1] for part in hint("/timeline kursk actor:n", COMMANDS, "", wording("en")) if part[0]]
    assert marked == ["[actor:]"]


WORDS = st.sampled_from(
    [
        *COMMANDS,
        "kursk",
        "since:",
        "actor:",
        "kind:a;",
        '"',
        "“",
        "topic:",
        "north",
        " ",
        ";",
        ":",
        "2025",
        "#1",
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(string.printable, max_size=4))), st.booleans())
def test_any_line_has_a_place_for_the_cursor(words: list[str], ended: bool) -> None:
    text = " ".join(words) + " " * ended
    at = at_cursor(text, COMMANDS)
    # What is typed is the very end of the line: a completion takes its place.
    assert text.endswith(at.typed)
    assert isinstance(at, AtCommand | AtArgument)
    if isinstance(at, AtArgument):
        assert at.given <= {argument.name for argument in at.command.arguments}
        assert at.typed.endswith(at.word)
