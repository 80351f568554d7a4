"""An editor at a real terminal: a claim is typed with completion, a draft settled, and a notice comes in."""

from pathlib import Path

from tests.console.terminal import CTRL_D, ENTER, TAB, terminal


def test_a_claim_is_typed_with_completion_and_taken_back(tmp_path: Path) -> None:
    with terminal(tmp_path, "console") as shown:
        shown.see("^sample>")
        shown.type("/record a")
        shown.see(r"^ +/record add +Adds a claim; only its text and its source are needed. *$")
        shown.type(TAB + "Two villages are empty. sou")
        shown.see(r"^ +source: +an address; or a publisher and date")
        shown.type(TAB + "s")
        shown.see(r"^ +s1 +Unnamed news outlet")
        shown.type("1 by:Ukra")
        shown.see(r"^ +Ukraine *$")
        shown.type("ine denies:whole")
        shown.see_no_more(r"^ +#13 ")  # which came first as long as it was "wh"
        shown.see(r"^ +#7 +Russia has regained the whole of its Kursk region. *$")
        shown.type(TAB + ENTER)
        shown.see("^Published as claim #15$")
        shown.see("denies #7")
        shown.type("/record undo" + ENTER)
        shown.see("^Revision r2 is taken back by r3$")
        shown.see("^sample>$")
        shown.type(CTRL_D)
        assert shown.ended() == 0


def test_a_draft_is_settled_in_the_next_console(tmp_path: Path) -> None:
    with terminal(tmp_path, "console") as shown:
        shown.see("^sample>")
        shown.type("/record add Talks go on. source:s1 by:Ukrane topic:kursk" + ENTER)
        shown.see("^Draft d1: settle this first$")
        shown.see("Nobody is called “Ukrane” here. Is it Ukraine or Ukrainian intelligence?")
        shown.see("^sample>$")
        shown.type(CTRL_D)
        assert shown.ended() == 0
    with terminal(tmp_path, "console") as shown:
        shown.see("^sample>")
        shown.type("/record add by:Ukraine" + ENTER)
        shown.see("^Published as claim #15$")


def test_what_became_of_a_doubt_is_told(tmp_path: Path) -> None:
    with terminal(tmp_path, "console") as shown:
        shown.see("^sample>")
        shown.type("/flag 6 the number is 4,700" + ENTER)
        shown.see(r"^The editors will look at claim #6 \(f1\); you hear what they say$")
        shown.type("/review close f1 the source says 4,000" + ENTER)
        shown.see("^f1 on claim #6 is closed$")
        shown.see("^Your doubt about claim #6 was looked at: the source says 4,000$")
