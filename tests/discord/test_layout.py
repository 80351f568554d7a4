"""Cards as Discord's components: within every limit, cut between claims, and harmless whatever they hold."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.layout import lay_out
from bot.discord.markup import cut, escaped, linked, typed, unescaped, units, words
from bot.discord.press import ANYBODY, Press
from bot.render.escape import harmless
from commands.card import (
    Action,
    Card,
    ClaimLine,
    Claims,
    Detail,
    Entry,
    Estimate,
    Estimates,
    Listing,
    Next,
    Paragraph,
    message,
)
from tests.discord import by_hand, spec
from tests.discord.peer import Shown
from tests.render import render_samples as samples
from tests.render.render_samples import WORDS

CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
HOSTILE = (
    "@everyone <@1234> <#1> <@&1> **b** __u__ ~~s~~ ||s|| `c` ```x``` [l](https://evil.example) "
    "https://evil.example <https://evil.example> <t:1> </ban:1> :smile: <:x:1> # h \\"
)


def messages(card: Card, again: Next | None = None) -> list[Shown]:
    """A Card laid out, and held to what Discord takes."""
    found = []
    for view in lay_out(card, again, WORDS, owner=2**63, desk="newsroom"):
        components: Any = view.to_components()
        body = {"components": components, "flags": by_hand.V2}
        assert list(by_hand.of_message(body)) == []
        assert list(spec.faults("POST", CALLBACK, {"type": 4, "data": body})) == []
        found.append(Shown({"components": components, "flags": 0}))
    return found


def laid(card: Card, again: Next | None = None) -> Shown:
    """A Card that is one message."""
    (shown,) = messages(card, again)
    return shown


def page(*texts: str, following: Next | None = None, **fields: Any) -> Card:
    lines = tuple(ClaimLine(samples.claim(n, text, **fields)) for n, text in enumerate(texts, 1))
    return Card(
        message("text", text="A title"), (Claims(message("text", text="Head"), lines),), next=following
    )


def test_a_page_of_ten_with_links_fits() -> None:
    shown = laid(page(*["Something was said."] * 10, following=Next("/timeline kursk", "#10")))
    assert shown.numbers == list(range(1, 11))
    assert shown.links == ["https://example.org/a"] * 10
    assert shown.buttons == {"Next page": f"dl8518:{2**63}:/timeline kursk page:#10"}


@pytest.mark.parametrize("length", [300, 900, 1200, 5000])
def test_long_claims_are_cut_between_two_and_continued_after_the_last(length: int) -> None:
    shown = laid(page(*["w" * length] * 10, following=Next("/timeline kursk", "#10")))
    last = shown.numbers[-1]
    assert shown.numbers == list(range(1, last + 1))
    assert last < 10 or length < 400
    assert list(shown.buttons.values()) == [f"dl8518:{2**63}:/timeline kursk page:#{last}"]


def test_what_is_cut_of_a_last_page_is_continued_too() -> None:
    shown = laid(page(*["w" * 1000] * 5), Next("/timeline kursk", ""))
    assert shown.numbers == [1, 2, 3]
    assert list(shown.buttons.values()) == [f"dl8518:{2**63}:/timeline kursk page:#3"]
    assert "The rest is on the next page." in shown.text
    whole = laid(page("short"), Next("/timeline kursk", ""))
    assert whole.buttons == {}


def test_what_has_no_pages_goes_on_in_a_few_messages_more() -> None:
    shown = messages(page(*["w" * 1000] * 5))
    assert [each.numbers for each in shown] == [[1, 2, 3], [4, 5]]
    assert "A title" in shown[0].text
    assert "A title" not in shown[1].text
    many = messages(page(*["w" * 1000] * 50))
    assert [number for each in many for number in each.numbers] == list(range(1, 13))
    assert ["Not all of it fits" in each.text for each in many] == [False, False, False, True]


def test_figures_go_on_in_messages_too_and_the_next_page_is_below_the_last() -> None:
    rows = tuple(
        Estimate(samples.figure(best=float(n), measure="m" * 200), samples.claim(n, "x" * 90), None)
        for n in range(1, 60)
    )
    card = Card(message("text", text="t"), (Estimates("m", rows),), next=Next("/figures kursk", "#59"))
    *before, last = messages(card)
    assert before
    assert not any(each.buttons for each in before)
    assert list(last.buttons.values()) == [f"dl8518:{2**63}:/figures kursk page:#59"]
    assert "#59 " in last.text


def test_more_sections_than_components_are_cut() -> None:
    shown = laid(page(*["short"] * 20), Next("/brief", ""))
    assert len(shown.components) <= 40
    assert shown.numbers[-1] < 20


def test_a_line_that_is_too_long_for_a_button_stands_below_and_is_read_back() -> None:
    line = "/timeline topic:kursk actor:" + "North Korea & `others` *here* " * 4
    shown = laid(page("short", following=Next(line.strip(), "#1")))
    (custom,) = shown.buttons.values()
    (hint,) = [each["content"] for each in shown.components if each.get("id") == 900]
    assert custom == f"dl8518:{2**63}#900"
    assert unescaped(hint.removeprefix("-# ")) == f"{line.strip()} page:#1"


@pytest.mark.parametrize("line", ["/x " + "w" * 500, "/x a\u202eb"])
def test_a_line_that_no_message_can_hold_has_no_button(line: str) -> None:
    assert Press(line).hint is None
    shown = laid(Card(message("text", text="t"), actions=(Action(message("text", text="Go"), line),)))
    assert shown.buttons == {}
    assert "too long for a button" in shown.text


def test_many_actions_stand_in_rows_and_one_line_once() -> None:
    actions = tuple(Action(message("text", text=f"Go {n}" * 40), f"/claim {n % 6}") for n in range(7))
    shown = laid(Card(message("text", text="t"), actions=actions))
    assert len(shown.buttons) == 6


@pytest.mark.parametrize(
    "url", ["https://example.org/" + "a" * 600, "https://example.org/(x)_[y]", "ftp://x.org"]
)
def test_addresses_that_no_button_takes_are_left_out_or_encoded(url: str) -> None:
    evidence = (samples.evidence(source=samples.source(url=url)),)
    shown = laid(page("short", evidence=evidence))
    assert shown.links == (["https://example.org/(x)_[y]"] if "(x)" in url else [])
    detail = laid(
        Card(message("text", text="t"), (Detail(samples.claim(evidence=evidence), (), log_more=False),))
    )
    assert ("](https" in detail.text) is url.startswith("https")
    assert linked("l", url, 100).count("(") <= 1


async def test_no_view_is_kept_for_what_is_pressed_later() -> None:
    (view,) = lay_out(page("short", following=Next("/timeline", "#1")), None, WORDS, owner=1, desk="")
    assert view.is_finished()


def test_an_empty_card_and_lists_are_laid_out() -> None:
    entries = tuple(
        Entry(HOSTILE, message("text", text=HOSTILE), None, "/x", "https://e.org") for _ in range(60)
    )
    for card in (
        Card(message("text", text="")),
        Card(message("text", text="t"), (Listing(None, entries),)),
        Card(message("text", text="x" * 9000), (Paragraph(message("text", text="y" * 9000)),), failed=True),
    ):
        assert messages(card)


def test_nothing_that_a_user_writes_is_more_than_text() -> None:
    shown = laid(page(HOSTILE))
    (claim,) = [each["content"] for each in shown.components if "\\@everyone" in each.get("content", "")]
    said = claim.partition("** ")[2].partition("\n")[0]
    assert unescaped(said) == HOSTILE
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_~|`<>@\[\]:]", said)


@given(st.text(max_size=200))
def test_escaped_text_can_be_read_back_and_has_no_bare_sign(text: str) -> None:
    shown = harmless(text)
    markdown = escaped(shown)
    assert unescaped(markdown) == shown
    assert not re.search(r"[*_~|`<>@\[\]:]", re.sub(r"\\.", "", markdown))
    assert not re.match(r"\s*(?:[#+-]|\d+[.)])", markdown)


@given(st.text(max_size=300), st.integers(5, 200))
def test_what_is_cut_fits(text: str, most: int) -> None:
    assert units(words(text, most)) <= most
    assert units(escaped(cut(harmless(text), most))) <= most


@given(st.lists(st.text(max_size=3000), min_size=1, max_size=25), st.text(max_size=300))
def test_any_page_fits_and_shows_something(texts: list[str], title: str) -> None:
    evidence = (samples.evidence(source=samples.source(publisher=title)),)
    card = page(*texts, following=Next("/timeline", f"#{len(texts)}"), evidence=evidence)
    notes = tuple(message("text", text=title) for _ in range(4))
    shown = laid(Card(message("text", text=title), card.blocks, notes=notes, next=card.next))
    assert shown.numbers[0] == 1


def test_the_worst_claim_is_shown_below_the_worst_title_and_notes() -> None:
    stars = "*" * 3000
    answers = tuple(samples.answer("denies", n, stars) for n in range(9))
    figures = tuple(samples.figure(measure=stars) for _ in range(9))
    evidence = (samples.evidence(source=samples.source(publisher=stars)),)
    card = page(
        stars, stars, answers=answers, figures=figures, evidence=evidence, speakers=samples.says(stars),
        occurred="2025-04-26", stated="2025-04-27", status="retracted",
    )  # fmt: skip
    notes = tuple(message("text", text=stars) for _ in range(9))
    following = Next("/timeline " + "w" * 370, "#2")
    shown = laid(Card(message("text", text=stars), card.blocks, notes=notes, next=following))
    assert shown.numbers == [1]
    assert list(shown.buttons) == ["Next page"]


def test_a_line_to_be_typed_is_shown_whole_or_not_at_all() -> None:
    assert typed("/claim 5", 20) == "`/claim 5`"
    assert typed("/search `x`", 20) == "/search \\`x\\`"
    assert typed("/claim 5", 5) is None


def test_a_buttons_id_is_within_the_limit_whoever_owns_it() -> None:
    line = "/" + "w" * 75
    assert Press(line, 1).fits
    assert not Press(line + "w", 1).fits
    assert len(Press(line, 2**63).as_id()) <= 100
    assert Press(line + "w", ANYBODY).fits
    assert not Press(line, 1, asks=("reason",)).fits
    assert not Press("/a\nb", 1).fits
