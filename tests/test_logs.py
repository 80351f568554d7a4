"""The log: one line a record whatever is in it, for people and for programs, and never a secret."""

import io
import json
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ConfigError, Log, Secret
from bot.logs import JsonLines, Redaction, Text, set_up

TOKEN = 'MTA4.tok-en/with+odd=signs& "quotes"'  # noqa: S105 - made up for these tests
SECRET = Secret(TOKEN, "the environment variable CHAT")
NOON = datetime(2026, 11, 23, 12, 0, 0, 250_000, UTC).timestamp()


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Give the handlers and the level back that pytest had set."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    for handler in root.handlers[:]:
        if handler not in handlers:
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level)


def written(formatter: logging.Formatter, message: object, *args: object, **more: Any) -> str:
    """Write one record at noon as it would be written, with SECRET known."""
    record = logging.getLogger("bot.test").makeRecord(
        "bot.test", logging.WARNING, __file__, 1, message, args, more.get("exc_info"), extra=more.get("extra")
    )
    record.created = NOON
    record.stack_info = more.get("stack_info")
    assert Redaction([SECRET]).filter(record)
    return formatter.format(record)


def raised(error: Exception) -> Any:
    try:
        raise error
    except type(error):
        return sys.exc_info()


HEAD = "2026-11-23 12:00:00.250Z WARNING  bot.test: "

# --- what a record looks like


def test_a_record_for_people() -> None:
    assert written(Text(), "answered %s of %d", "two", 3) == f"{HEAD}answered two of 3"
    extra = {"retries": 3, "reference": "K7Q2", "command": "timeline", "desk": "news room", "empty": ""}
    assert written(Text(), "failed", extra=extra) == (
        f'{HEAD}failed  desk="news room" command=timeline reference=K7Q2 retries=3 empty=""'
    )


def test_a_record_for_programs() -> None:
    extra = {"retries": 3, "ratio": 0.5, "who": None, "at": Path("/x"), "desk": "é", "command": "timeline"}
    line = written(JsonLines(), "answered %s", "two", extra={**extra, "nan": float("nan"), "time": 1})
    assert list(json.loads(line).items()) == [
        ("time", "2026-11-23T12:00:00.250Z"),
        ("level", "warning"),
        ("logger", "bot.test"),
        ("message", "answered two"),
        ("desk", "é"),
        ("command", "timeline"),
        ("retries", 3),
        ("ratio", 0.5),
        ("who", None),
        ("at", "/x"),
        ("nan", "nan"),
        ("time_", 1),
    ]


def test_a_traceback_is_indented_for_people_and_one_value_for_programs() -> None:
    forged = f"first\n{HEAD}forged\r\x1b[2J"
    text = written(Text(), "broke", exc_info=raised(ValueError(forged)), stack_info="Stack:\n  here")
    first, *below = text.split("\n")
    assert first == f"{HEAD}broke"
    assert below[0] == "    Traceback (most recent call last):"
    assert below[-4:] == ["    ValueError: first", f"    {HEAD}forged\\r\\x1b[2J", "    Stack:", "      here"]
    row = json.loads(
        written(JsonLines(), "broke", exc_info=raised(ValueError(forged)), stack_info="Stack:\n")
    )
    assert row["exception"].startswith("Traceback (most recent call last):\n")
    assert row["exception"].endswith(f"ValueError: {forged}")
    assert row["stack"] == "Stack:\n"


def test_what_would_break_or_steer_a_line_is_written_out() -> None:
    odd = "a\nb\rc\td\0e\x1b[31mf\x7f\x85\u2028\u2029\u202e\u200f\ud800 \\n é 👩‍🔬"
    shown = r"a\nb\rc\td\x00e\x1b[31mf\x7f\x85\u2028\u2029\u202e\u200f\ud800 \n é 👩‍🔬"
    assert written(Text(), odd) == HEAD + shown
    assert written(Text(), "%s", odd) == HEAD + shown
    assert written(Text(), "x", extra={"a": 'b\n"c"', "d\ne": "f\u2028g"}) == (
        HEAD + r'x  a="b\n\"c\"" d\ne="f\u2028g"'
    )


class Broken:
    def __str__(self) -> str:
        raise RuntimeError(TOKEN)


def test_arguments_that_do_not_fit_lose_no_record() -> None:
    assert written(Text(), "%d words", "two") == f"{HEAD}%d words (with arguments that do not fit: ('two',))"
    assert written(Text(), "%s", Broken()).startswith(f"{HEAD}%s (with arguments that do not fit: (<")
    assert written(Text(), Broken()) == (
        f"{HEAD}<Broken that cannot be shown> (with arguments that do not fit: ())"
    )
    assert written(Text(), "x", extra={"a": Broken()}) == f'{HEAD}x  a="<Broken that cannot be shown>"'


@given(st.text(), st.text(), st.dictionaries(st.text(min_size=1).map("x{}".format), st.text() | st.floats()))
def test_one_record_is_one_line_whatever_is_in_it(message: str, argument: str, extra: dict[str, Any]) -> None:
    error = raised(ValueError(argument))
    for given_args in ((), (argument,)):
        assert len(written(Text(), message, *given_args, extra=extra).splitlines()) == 1
        below = written(Text(), message, *given_args, extra=extra, exc_info=error).splitlines()[1:]
        assert all(line.startswith("    ") for line in below)
        line = written(JsonLines(), message, *given_args, extra=extra, exc_info=error)
        assert len(line.splitlines()) == 1
        assert json.loads(line).keys() >= {"time", "level", "logger", "message", "exception", *extra}


def test_the_lines_on_the_page_are_those_that_are_written() -> None:
    page = (Path(__file__).parent.parent / "docs/configuration.md").read_text()
    record = logging.makeLogRecord(
        {"name": "commands.command", "levelno": 40, "levelname": "ERROR", "msg": "The command failed"}
        | {"desk": "newsroom", "command": "timeline", "reference": "K7Q2"}
    )
    record.created = datetime(2026, 11, 23, 9, 30, 0, 125_000, UTC).timestamp()
    assert f"```text\n{Text().format(record)}\n```" in page
    assert f"```json\n{JsonLines().format(record)}\n```" in page


# --- secrets


@pytest.mark.parametrize("formatter", [Text(), JsonLines()], ids=["text", "json"])
def test_no_secret_is_in_a_record(formatter: logging.Formatter) -> None:
    quoted = "MTA4.tok-en%2Fwith%2Bodd%3Dsigns%26{}%22quotes%22"
    lines = [
        written(formatter, "GET https://example.org/?t=%s", quoted.format("+")),
        written(formatter, "GET https://example.org/%s", quoted.format("%20")),
        written(formatter, f"got {TOKEN}!"),
        written(formatter, "got %s!", TOKEN),
        written(formatter, "got %r!", {"a": [TOKEN]}),
        written(formatter, "got %(a)s!", {"a": TOKEN}),
        written(formatter, "got %d!", TOKEN),
        written(formatter, "got %s%s!", TOKEN[:9], TOKEN[9:]),
        written(formatter, "got %s!", json.dumps({"a": TOKEN})),
        written(formatter, "x", extra={"desk": TOKEN, "url": ValueError(f"a {TOKEN}"), "many": [TOKEN]}),
        written(formatter, "x", exc_info=raised(ValueError(TOKEN)), stack_info=f"  x = {TOKEN!r}"),
        written(formatter, ValueError(TOKEN)),
        written(formatter, "%s %r", SECRET, SECRET),
    ]
    for line in lines:
        assert "tok-en" not in line
        assert "***" in line


def test_of_two_secrets_that_begin_alike_no_rest_is_left() -> None:
    both = Redaction([Secret("abc", ""), Secret("abcdef", "")])
    assert both.clean("abc abcdef abcd abc") == "*** *** ***d ***"
    assert Redaction([]).clean("abc") == "abc"


def test_a_number_that_is_a_secret_is_masked() -> None:
    record = logging.makeLogRecord({"msg": "x", "pin": 8823, "pins": 1})
    Redaction([Secret("8823", "")]).filter(record)
    assert vars(record)["pin"] == "***"
    assert vars(record)["pins"] == 1


@given(st.text(min_size=6), st.text(), st.text())
def test_no_secret_whatever_gets_through(value: str, before: str, after: str) -> None:
    secret = Secret(f"<{value}>", "")
    record = logging.makeLogRecord(
        {"msg": "%s", "args": (before + secret.reveal() + after,), "a": {value: [f"<{value}>"]}}
    )
    Redaction([secret]).filter(record)
    assert secret.reveal() not in record.getMessage()
    assert repr(secret.reveal()) not in vars(record)["a"]


# --- where it goes


def said_to_standard_error(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    return stream


def test_setting_up_again_replaces_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    before = said_to_standard_error(monkeypatch)
    set_up(Log(level="error"), [])
    set_up(Log(level="info", format="json"), [])
    after = said_to_standard_error(monkeypatch)  # the console puts another one in place while it asks
    logging.getLogger("bot.test").info("once")
    logging.getLogger("bot.test").debug("not at all")
    assert before.getvalue() == ""
    assert [json.loads(line)["message"] for line in after.getvalue().splitlines()] == ["once"]


def test_a_secret_that_is_not_kept_well_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    set_up(Log(level="info"), [SECRET, Secret("x1", "the file /s", "/s can be read by every user")])
    assert caplog.messages == ["A secret is not kept well: /s can be read by every user"]


def test_a_log_file_is_its_owners_alone_and_added_to(tmp_path: Path) -> None:
    path = tmp_path / "d.log"
    former = os.umask(0)
    try:
        set_up(Log(file=path), [])
    finally:
        os.umask(former)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    # Straight to its handler: pytest keeps what a logger is told, and can't send a lone surrogate on.
    (handler,) = [one for one in logging.getLogger().handlers if vars(one).get("baseFilename") == str(path)]
    handler.emit(logging.makeLogRecord({"levelname": "WARNING", "name": "bot.test", "msg": "one é \ud800"}))
    set_up(Log(file=path), [])
    logging.getLogger("bot.test").warning("two")
    path.rename(tmp_path / "d.log.1")
    logging.getLogger("bot.test").warning("three")
    assert [line.split(": ")[1] for line in (tmp_path / "d.log.1").read_text().splitlines()] == [
        "one é \\ud800",
        "two",
    ]
    assert path.read_text().endswith("bot.test: three\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_log_file_that_is_gone_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "logs").mkdir()
    set_up(Log(file=tmp_path / "logs/d.log"), [SECRET])
    (tmp_path / "logs").rename(tmp_path / "old")
    stream = said_to_standard_error(monkeypatch)
    logging.getLogger("bot.test").warning("got %s", TOKEN)
    assert "Message: 'got ***'" in stream.getvalue()
    assert "tok-en" not in stream.getvalue()


def test_a_log_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    def said(path: Path) -> str:
        with pytest.raises(ConfigError) as caught:
            set_up(Log(file=path), [])
        return str(caught.value)

    handlers = logging.getLogger().handlers[:]
    (tmp_path / "file").write_text("")
    gone = tmp_path / "gone/d.log"
    assert said(gone) == f"log.file: {gone} cannot be written: there is no folder {gone.parent}"
    assert said(tmp_path) == f"log.file: {tmp_path} is a folder; name a file in it"
    assert said(tmp_path / "file/x") == f"log.file: {tmp_path}/file/x cannot be written: Not a directory"
    assert logging.getLogger().handlers == handlers


# --- as a program of its own

PROGRAM = """
import logging, os, sys
from pathlib import Path
from bot.config import ConfigError, Log, Secret
from bot.logs import set_up
token = os.environ["CHAT"]
set_up(Log(level="debug", format=sys.argv[1], file=Path(sys.argv[2]) if sys.argv[2:] else None),
       [Secret(token, "the environment variable CHAT")])
log = logging.getLogger("bot.program")
log.info("message " + token)
log.debug("argument %s", token)
log.warning("extra", extra={"desk": token, "reference": "K7Q2"})
log.info("%d", token)
try:
    raise OSError(token)
except OSError:
    log.exception("traceback")
"""


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("to_file", [False, True])
def test_no_secret_leaves_a_real_program(tmp_path: Path, form: str, to_file: bool) -> None:
    path = tmp_path / "d.log"
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, form, *([str(path)] if to_file else [])],
        env={**os.environ, "CHAT": TOKEN},
        capture_output=True,
        text=True,
        check=True,
    )
    out = path.read_text() if to_file else ran.stderr
    assert (ran.stdout, ran.stderr if to_file else "") == ("", "")
    assert "tok-en" not in out
    assert out.count("***") == 5
    records = [line for line in out.splitlines() if not line.startswith("    ")]
    assert len(records) == 5
    if form == "json":
        assert [json.loads(line)["level"] for line in records] == [
            "info",
            "debug",
            "warning",
            "info",
            "error",
        ]
