"""Every command's answer as a message of Matrix: of allowed tags, whole, and not too long."""

import json
from html.parser import HTMLParser

import pytest

from bot.matrix.describing import _described
from bot.matrix.layout import MOST, lay_out
from bot.matrix.markup import linked, words
from bot.matrix.pieces import Speech
from bot.matrix.reading import Reader
from bot.wording.wording import wording
from commands.ask import ask
from commands.card import Card, Entry, Listing, Next, Paragraph, message
from commands.catalogue import COMMANDS
from commands.people import Person, Role, Where
from tests.conftest import NOW

ALLOWED = {"p", "strong", "em", "ul", "li", "br", "a", "code"}
ADMIN = Person("matrix", "@ann:hs.test", "Ann", Role.ADMIN)
SPEECH = Speech(wording("en-GB"))
EXAMPLES = sorted({line for command in COMMANDS.values() for line in command.examples})


class Tags(HTMLParser):
    """Reads HTML, and keeps what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert [name for name, _ in attributes] == (["href"] if tag == "a" else [])
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("line", EXAMPLES)
async def test_an_answer_is_of_the_allowed_tags_and_fits(story: Where, line: str) -> None:
    card = await ask(ADMIN, story, line, NOW)
    content = lay_out(card, None, SPEECH).content()
    assert Tags(content["formatted_body"]).text
    assert content["m.mentions"] == {}
    assert len(json.dumps(content).encode()) < 45_000
    assert not any(row.endswith(" ") for row in content["body"].splitlines())


def test_what_anybody_wrote_is_text() -> None:
    evil = '<a href="https://matrix.to/#/@ann:hs.test">x</a> & </li><h1>\u202e'
    card = Card(message("use-title"), (Listing(None, (Entry(evil, None, None, f"/claim {evil}"),)),))
    html = lay_out(card, None, SPEECH).content()["formatted_body"]
    assert evil.replace("\u202e", "\ufffd") in Tags(html).text
    assert "<h1>" not in html


def test_an_address_can_not_leave_its_link() -> None:
    made = linked(words("a source"), 'https://example.org/"><img src=x>')
    assert Tags(made.html).text == "a source"


def test_what_does_not_fit_goes_on_after_the_last_that_is_shown() -> None:
    entries = tuple(Entry(f"{n} " + "x" * 300, None, None, "", cursor=f"e{n}") for n in range(200))
    card = Card(message("use-title"), (Listing(None, entries),))
    made = lay_out(card, Next("/topics", ""), SPEECH)
    shown = made.said.text.count("x" * 300)
    assert 20 < shown < 200
    assert made.said.size < MOST + 2_000
    assert made.following == f"/topics page:e{shown - 1}"
    cut = lay_out(card, None, SPEECH)
    assert cut.following is None
    assert "Not all of it fits into a message." in cut.said.text


def test_a_paragraph_that_is_too_long_is_shown_all_the_same() -> None:
    card = Card(message("use-title"), (Paragraph(message("use-chosen", desk="x" * 1000)),))
    assert "x" * 1000 in lay_out(card, None, SPEECH).said.text


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("!claim 7", "claim 7"),
        ("  !claim 7", "claim 7"),
        ("!next", "next"),
        ("!timelin kursk", "timelin kursk"),
        ("/claim 7", "claim 7"),
        ("/timelin kursk", None),
        ("!! wow", None),
        ("dateline", "help"),
        ("dateline: claim 7", "claim 7"),
        ("datelines are dashed", None),
        ("!dateline", "help"),
        ("!datelines", None),
        ("@dateline:hs.test claim 7", "claim 7"),
        ("ask dateline: claim 7", None),
        ("! claim 7", None),
        ("", None),
    ],
)
def test_what_is_for_the_bot(body: str, line: str | None) -> None:
    reader = Reader("@dateline:hs.test", ("dateline",))
    asked = reader.read({"msgtype": "m.text", "body": body})
    assert (None if asked is None else asked.line) == line


def test_a_mention_of_a_person_stands_for_their_id() -> None:
    content = {
        "msgtype": "m.text",
        "body": "!desk editors Bob Smith role:editor",
        "formatted_body": '!desk editors <a href="https://matrix.to/#/@bob:hs.test">Bob Smith</a>',
    }
    asked = Reader("@dateline:hs.test", ("dateline",)).read(content)
    assert asked is not None
    assert asked.line == "desk editors @bob:hs.test role:editor"


def test_a_structured_call_for_another_bot_is_theirs() -> None:
    call = {"command": "claim", "arguments": {"claim": 7}}
    content = {"msgtype": "m.text", "body": "/claim 7", "org.matrix.msc4391.command": call}
    reader = Reader("@dateline:hs.test", ("dateline",))
    asked = reader.read({**content, "m.mentions": {"user_ids": ["@dateline:hs.test"]}})
    assert asked is not None
    assert (asked.line, asked.given) == ("claim", {"claim": "7"})


def test_a_command_is_described_as_clients_read_it() -> None:
    told = _described(COMMANDS["claim"], wording("en-GB"))
    assert told["command"] == "claim"
    assert told["parameters"][0] == {
        "key": "number",
        "schema": {"schema_type": "primitive", "type": "string"},
        "optional": False,
        "description": {"m.text": [{"body": COMMANDS["claim"].arguments[0].help.english}]},
    }
