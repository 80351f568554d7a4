"""The console in a real terminal: what its user types, and what they see."""

import signal
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.console.terminal import BACKSPACE, CTRL_C, CTRL_D, ENTER, RIGHT, TAB, UP, terminal

STORY = Path(__file__).parent.parent.parent / "bot" / "sample" / "kursk.jsonl"


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "data").iterdir())


def test_the_greeting_says_which_desk_what_to_try_and_how_to_leave(tmp_path: Path) -> None:
    with terminal(tmp_path, "console") as shown:
        shown.see(r"^sample>$")
        assert shown.screen.split("\nsample>")[0] == (
            "Dateline, at the sample desk: a working copy, yours to change.\n\nTry:\n  /timeline kursk\n"
            "  /figures kursk\n  /help\n\nYou are this desk’s admin.\n"  # as a user reads it
            "Tab completes. Ctrl-C clears the line, Ctrl-D or quit leaves.\n"
        )
        shown.see("Tab completes · help lists the commands · Ctrl-D leaves")
        shown.type(CTRL_D)
        assert shown.ended() == 0
        assert shown.echoes()
    assert files(tmp_path) == [".console-history", "sample.db"]
    assert stat.S_IMODE((tmp_path / "data" / ".console-history").stat().st_mode) == 0o600


def test_values_are_completed_as_typed_and_by_tab(tmp_path: Path) -> None:
    with terminal(tmp_path, "console") as shown:
        shown.see("^sample>")
        shown.type("/timeline ku")
        shown.see(r"^ +kursk +Kursk fighting *$")
        shown.see(r"^/timeline \[TOPIC\] \[since:\] .* — a topic's name$")
        shown.type(TAB)
        shown.see(r"^sample> /timeline kursk$")
        shown.type(" act")
        shown.see(r"^ +actor: +a person, state or body, by any of its names *$")
        shown.type(TAB + "pyong")
        shown.see(r"^ +North Korea +\(Pyongyang\) *$")
        shown.type(TAB)
        shown.see(r"^sample> /timeline kursk actor:North Korea$")
        shown.type(ENTER)
        shown.see(r"^Timeline: Kursk fighting$")
        shown.see(r"^#13 ")


def test_commands_are_completed_with_what_they_do(tmp_path: Path) -> None:
    with terminal(tmp_path, "console") as shown:
        shown.see("^sample>")
        shown.type("/t")
        shown.see(r"^ +/timeline +Shows what is claimed to have happened in a topic, by date. *$")
        shown.see(r"^ +/topics +Lists the topics, with how many claims each has. *$")
        shown.type(BACKSPACE + "q")
        shown.see(r"^ +quit +leaves the console *$")
        shown.type(TAB + ENTER)
        assert shown.ended() == 0


def test_pages_are_turned_by_enter_and_by_next(tmp_path: Path) -> None:
    with terminal(tmp_path, "console", lines=60) as shown:
        shown.see("^sample>")
        shown.type(ENTER)  # nothing to go on with, and nothing is said
        shown.type("next" + ENTER)
        shown.see("^There is no next page.$")
        shown.type("timeline kursk" + ENTER)
        shown.see("^Enter shows the next page.$")
        shown.see("Enter shows the next page · Tab completes")
        assert "#4 " not in shown.shown
        shown.type("/timelin" + ENTER)
        shown.see("There is no command “timelin”. Did you mean /timeline?")
        shown.type(ENTER)  # a slip has not lost the place
        shown.see("^#4 ")
        shown.see("^#1 ")
        shown.see("· help lists the commands ·")
        shown.type("/timeline kursk order:oldest" + ENTER)
        shown.see("Enter shows the next page · Tab completes")
        shown.type("n" + ENTER)
        shown.see("^#13 (?s:.*)^#13 ")


def test_ctrl_c_clears_the_line_and_does_not_leave(tmp_path: Path) -> None:
    with terminal(tmp_path, "console") as shown:
        shown.see("^sample>")
        shown.type("/timeline nonsense")
        shown.see("^sample> /timeline nonsense$")
        shown.type(CTRL_C)
        shown.see_no_more("nonsense")
        shown.type("/topics" + ENTER)
        shown.see("^Topics$")
        shown.type("quit" + ENTER)
        assert shown.ended() == 0


def test_an_unknown_topic_gets_the_commands_own_error(tmp_path: Path) -> None:
    with terminal(tmp_path, "console") as shown:
        shown.see("^sample>")
        shown.type("timeline kursc" + ENTER)
        shown.see(r"There is no topic “kursc”(?s:.*)Did you mean(?s:.*)kursk")


def test_help_tells_what_the_console_understands_besides(tmp_path: Path) -> None:
    with terminal(tmp_path, "console", lines=60) as shown:
        shown.see("^sample>")
        shown.type("help" + ENTER)
        shown.see("^Here also: Enter or next for the next page, quit to leave.$")


def test_history_is_kept_for_the_next_console(tmp_path: Path) -> None:
    with terminal(tmp_path, "console") as shown:
        shown.see("^sample>")
        shown.type("/brief kursk" + ENTER)
        shown.see("^In brief: Kursk fighting$")
        shown.type("quit" + ENTER)
        assert shown.ended() == 0
    (tmp_path / "data" / ".console-history").chmod(0o644)
    with terminal(tmp_path, "console") as shown:
        shown.see("^sample>")
        shown.type("/br")
        shown.see("^sample> /brief kursk$")  # the rest is a suggestion from history
        shown.type(RIGHT + ENTER)
        shown.see("^In brief: Kursk fighting$")
        shown.type(UP + ENTER)
        shown.see("(?s:In brief.*In brief)")
    assert stat.S_IMODE((tmp_path / "data" / ".console-history").stat().st_mode) == 0o600


def test_another_role_is_told_and_tried(tmp_path: Path) -> None:
    with terminal(tmp_path, "console", "--as", "reader") as shown:
        shown.see("^You ask as a reader.$")


def test_a_desk_of_ones_own_is_greeted_by_its_name(tmp_path: Path) -> None:
    with terminal(tmp_path, "desk", "new", "newsroom") as shown:
        assert shown.ended() == 0
    with terminal(tmp_path, "console", "--desk", "newsroom") as shown:
        shown.see("^Dateline, at the desk newsroom.\\n\\nTry:\\n  /topics\\n  /changes last month\\n  /help$")
        shown.see("^newsroom>$")
        shown.type("/topics" + ENTER)
        shown.see("^No topics yet. `dateline import FILE` brings a record in.$")


def test_links_and_colours_are_the_terminals_own(tmp_path: Path) -> None:
    (tmp_path / "linked.jsonl").write_text(
        '{"type":"topic","uid":"floods","slug":"floods","title":"Floods"}\n'
        '{"type":"source","uid":"s1","url":"https://example.org/a","publisher":"Wire","published":"2025-01-02"}\n'
        '{"type":"claim","uid":"c1","text":"It rained.","kind":"event","occurred":"2025-01-01",'
        '"topics":["floods"],"evidence":[{"source":"s1"}]}\n'
    )
    with terminal(tmp_path, "import", "linked.jsonl") as shown:
        shown.see("1 topic, 1 source, 1 claim, revision r2")
        assert shown.ended() == 0
    for no_color, coloured in (("", True), ("1", False)):
        with terminal(tmp_path, "ask", "/timeline floods", NO_COLOR=no_color) as shown:
            shown.see("It rained.")
            assert shown.ended() == 0
            assert b"\x1b]8;" in shown.raw
            assert (b"\x1b[36m" in shown.raw) == coloured
    with terminal(tmp_path, "ask", "/timeline floods", TERM="dumb") as shown:
        shown.see("https://example.org/a")
        assert shown.ended() == 0
        assert b"\x1b" not in shown.raw


def test_a_dumb_terminal_can_be_asked_too(tmp_path: Path) -> None:
    with terminal(tmp_path, "console", TERM="dumb") as shown:
        shown.see("sample>")
        shown.type("/topics\n")
        shown.see("^Topics")
        shown.type("quit\n")
        assert shown.ended() == 0


def test_answers_follow_the_width_of_the_window(tmp_path: Path) -> None:
    with terminal(tmp_path, "console", columns=100) as shown:
        shown.see("^sample>")
        shown.widen(50)
        shown.type("/claim 2" + ENTER)
        shown.see("^Claim #2$")
        shown.see("(?s:Claim #2.*sample>)")
        answer = shown.shown.partition("Claim #2")[2]
        assert max(map(len, answer.splitlines())) <= 50


def test_a_log_line_stands_above_the_prompt(tmp_path: Path) -> None:
    """A completion that fails is logged; whoever types goes on typing."""
    with terminal(tmp_path, "console", columns=150, lines=60) as shown:
        shown.see("^sample>")
        conn = sqlite3.connect(tmp_path / "data" / "sample.db")
        conn.execute("DROP TABLE topic_aliases")
        conn.commit()
        conn.close()
        shown.type("/timeline ku")
        shown.see("A completion failed +desk=sample command=timeline")
        shown.see("^sample> /timeline ku$")
        shown.type(ENTER)
        shown.see("That broke on our side, and nothing was changed.")


def test_pasted_lines_are_answered_one_by_one(tmp_path: Path) -> None:
    with terminal(tmp_path, "console") as shown:
        shown.see("^sample>")
        shown.type("\x1b[200~/topics\r\n\r\n/claim 1\r\nquit\x1b[201~" + ENTER)
        shown.see("^Topics$")
        shown.see("^Claim #1$")
        assert shown.ended() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("command", ["console", "run"])
def test_a_signal_at_the_prompt_stops_cleanly(tmp_path: Path, command: str, number: signal.Signals) -> None:
    with terminal(tmp_path, command) as shown:
        shown.see("^sample>")
        shown.type("/timeline kursk" + ENTER)
        shown.see("^Enter shows the next page.$")
        shown.type("/topi")
        shown.see("^sample> /topi")
        shown.signal(number)
        assert shown.ended() == 0
        assert shown.echoes()
    assert files(tmp_path) == [".console-history", "sample.db"]


def test_the_sample_is_put_back_only_when_asked_and_said(tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text('{"type":"topic","uid":"t1","slug":"floods","title":"Floods"}\n')
    with terminal(tmp_path, "import", "more.jsonl") as shown:
        assert shown.ended() == 0
    with terminal(tmp_path, "console", "--fresh") as shown:
        shown.see(r"^Put the sample desk back as it was shipped\? A copy of yours is kept. \[y/N\]")
        shown.type("n\n")
        shown.see("^dateline: The sample desk was left as it is.$")
        assert shown.ended() == 1
    assert files(tmp_path) == ["sample.db"]
    with terminal(tmp_path, "console", "--fresh") as shown:
        shown.see(r"\[y/N\]")
        shown.type("yes\n")
        shown.see(r"^Yours is kept as .*$")
        shown.see("^sample>")
        shown.type("/topics" + ENTER)
        shown.see("Kursk fighting")
        assert "Floods" not in shown.shown
        shown.type("quit" + ENTER)
        assert shown.ended() == 0
    assert files(tmp_path) == [".console-history", "sample-before-fresh-1.db", "sample.db"]
    with terminal(tmp_path, "ask", "--desk", "sample-before-fresh-1", "/topics") as shown:
        shown.see("Floods")
