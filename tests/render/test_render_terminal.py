# ruff: noqa: RUF001  # typographic signs are part of the output
import re
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from bot.render.escape import HARMFUL
from bot.render.terminal import render
from commands.card import Card, ClaimLine, Claims, Date, message
from storage.model import Correction
from tests.render.render_samples import (
    DETAIL,
    FIGURES,
    LISTS,
    NASTY_CARD,
    NASTY_SHOWN,
    TIMELINE,
    WORDS,
    claim,
    evidence,
    says,
    source,
)
from tests.soak import often

TIMELINE_80 = """\
Timeline: Kursk

26 April 2025
#5    Russia announces: It has taken back the whole region.
      ≠ denied by Ukrainian officials (#6)
      Example Wire, 28 April 2025
      https://example.org/a

autumn 2024
#142  US intelligence, South Korean intelligence and Ukrainian intelligence say:
      North Korea sent soldiers.
      = corroborated: 3 independent origins
      ± corrected 3 May 2025: the unit was wrong
      troops sent: 10,000–12,000 soldiers
      said March 2025
      Example Wire, 28 April 2025 and one more source
      https://example.org/a

#8    said March 2025 — South Korea's military estimates, via state media: Many
      were killed or wounded.
      killed or wounded: about 4,000 soldiers, as of March 2025, cumulative
      Unnamed outlet, 28 April 2025
#7    reported 28 April 2025 — according to Example Wire: Something was said.
      Example Wire, 28 April 2025
      https://example.org/a

No claims about the rest yet.

next page: /timeline kursk page:#7
Show #5: /claim 5
"""

FIGURES_80 = """\
Figures: Kursk

troops sent
#142  10,000–12,000 soldiers  US intelligence, South Korean intelligence and
                              Ukrainian intelligence say, March 2025
                              = corroborated: 3 independent origins
                              ± corrected 3 May 2025: the unit was wrong
                              → superseded by #8
                              Example Wire, 28 April 2025 and one more source
                              https://example.org/a

killed or wounded
#8    about 4,000 soldiers, as of March    South Korea's military estimates, via
      2025, cumulative                     state media, March 2025
                                           Unnamed outlet, 28 April 2025
#7    7                                    according to Example Wire, 28 April
                                           2025
                                           Example Wire, 28 April 2025
                                           https://example.org/a
"""

FIGURES_40 = """\
Figures: Kursk

troops sent
#142  10,000–12,000 soldiers
      US intelligence, South Korean
      intelligence and Ukrainian
      intelligence say, March 2025
      = corroborated: 3 independent
        origins
      ± corrected 3 May 2025: the unit
        was wrong
      → superseded by #8
      Example Wire, 28 April 2025 and
      one more source
      https://example.org/a

killed or wounded
#8    about 4,000 soldiers, as of March
      2025, cumulative
      South Korea's military estimates,
      via state media, March 2025
      Unnamed outlet, 28 April 2025
#7    7
      according to Example Wire, 28
      April 2025
      Example Wire, 28 April 2025
      https://example.org/a
"""

DETAIL_80 = """\
Claim #8

#8  said March 2025 — South Korea's military estimates, via state media: Many
    were killed or wounded.
    = confirmed by Poland (#9)
    → supersedes #3

  Kind        event
  Stated      March 2025
  Place       Kursk region
  Involved    Russia (subject) and Ukraine (target)
  Topics      kursk
  Identifier  c-8

Figures
  killed or wounded: about 4,000 soldiers, as of March 2025, cumulative, in the
  words “around 4,000”

Evidence
  Example Wire, 28 April 2025: “Losses”, by A. Writer, read 29 April 2025, first
  appearance
  https://example.org/a
  archived:
  https://archive.example/8
    “약 4천 명” (Korean)
    in translation: “some 4,000”
  Example Wire, 28 April 2025
  https://example.org/a
    “many”

Other claims
  confirmed by Poland (#9), 28 April 2025:
    The other sentence.
  supersedes #3, 28 April 2025:
    The other sentence.

History
  revision 2, 3 May 2025: claim added, by alice (console) — first entry
  More revisions are not shown.
"""

LISTS_80 = """\
Topics

  Kursk — kursk             1,234 claims  /timeline kursk
  통신                                    /search 통신
  https://example.org/통신

  Kind   control of territory
  Place  Kursk

  Involved  A, B and C
  Stated    autumn 2024

/help and a command's name shows its arguments and examples.

Try
  /timeline kursk
  /on april 2025
"""

LISTS_40 = """\
Topics

  Kursk — kursk
    1,234 claims
    /timeline kursk
  통신
  https://example.org/통신
    /search 통신

  Kind   control of territory
  Place  Kursk

  Involved  A, B and C
  Stated    autumn 2024

/help and a command's name shows its
arguments and examples.

Try
  /timeline kursk
  /on april 2025
"""

SGR = re.compile(r"\x1b\[([0-9;]*)m")
LINK = re.compile(r"\x1b\]8;(?:id=[0-9]+)?;([!-~]*)\x1b\\")


def printed(card: Card, width: int, *, links: bool = False, **console: Any) -> str:
    """What a terminal receives, without the blanks that fill its lines."""
    out = StringIO()
    options: dict[str, Any] = {"color_system": None, "legacy_windows": False, "no_color": False}
    screen = Console(file=out, width=width, **options | console)
    screen.print(render(card, WORDS, width=width, links=links))
    return "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n")[:-1])


def coloured(card: Card, *, links: bool = False, no_color: bool = False) -> str:
    return printed(card, 80, links=links, force_terminal=True, color_system="truecolor", no_color=no_color)


def one(sentence: str, **fields: Any) -> Card:
    line = ClaimLine(claim(3, sentence, occurred="2025-04", **fields))
    return Card(message("topics-title"), (Claims(Date("2025-04"), (line,)),))


@pytest.mark.parametrize(
    ("card", "width", "text"),
    [
        (TIMELINE, 80, TIMELINE_80),
        (FIGURES, 80, FIGURES_80),
        (FIGURES, 40, FIGURES_40),
        (DETAIL, 80, DETAIL_80),
        (LISTS, 80, LISTS_80),
        (LISTS, 40, LISTS_40),
    ],
)
def test_the_whole_answer_without_colour(card: Card, width: int, text: str) -> None:
    assert printed(card, width) == text


@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 200])
@pytest.mark.parametrize("card", [TIMELINE, FIGURES, DETAIL, LISTS, NASTY_CARD])
def test_no_line_is_longer_than_the_screen_and_nothing_is_lost(card: Card, width: int) -> None:
    lines = printed(card, width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert not any("…" in line for line in lines)


def test_it_takes_no_more_than_its_width_of_a_wider_console() -> None:
    out = StringIO()
    Console(file=out, width=200, color_system=None).print(render(TIMELINE, WORDS, width=40, links=False))
    assert max(cell_len(line.rstrip()) for line in out.getvalue().splitlines()) <= 40


def test_weight_and_colour_come_on_top() -> None:
    text = coloured(TIMELINE)
    assert "\x1b[1m26 April 2025\x1b[0m" in text
    assert "\x1b[2m#142\x1b[0m" in text
    assert "\x1b[33m≠\x1b[0m \x1b[33mdenied by Ukrainian officials (#6)\x1b[0m" in text
    assert "It has \x1b[1;4mtaken back\x1b[0m the whole \x1b[1;4mregion.\x1b[0m" in text


def test_without_colour_nothing_but_colour_is_gone() -> None:
    text = coloured(TIMELINE, no_color=True)
    assert {part for found in SGR.findall(text) for part in found.split(";")} == {"0", "1", "2", "4"}
    assert "≠ denied by Ukrainian officials (#6)" in SGR.sub("", text)
    assert SGR.sub("", text).split() == TIMELINE_80.split()


def test_each_tone_has_its_sign() -> None:
    card = one(
        "It was so.",
        status="retracted",
        correction=Correction("withdrawn", "2025-05-03T12:00:00Z", "made up", 4),
        evidence=(),
    )
    assert printed(card, 80).splitlines()[3:] == [
        "#3  speaker not recorded: It was so.",
        "    × RETRACTED 3 May 2025: made up",
    ]
    assert "\x1b[2mIt was so.\x1b[0m" in coloured(card)
    assert "\x1b[1;31m×\x1b[0m" in coloured(card)


def test_a_failed_answer_is_set_apart() -> None:
    assert coloured(Card(message("topics-none"), failed=True)).startswith("\x1b[1;31m")
    assert coloured(Card(message("topics-none"))).startswith("\x1b[1m")


def test_links_stand_on_the_source_in_place_of_its_address() -> None:
    url = "https://example.org/Курск?a=\x1b]8;;evil\x1b\\"
    card = one("It was so.", evidence=(evidence(source=source(url=url)),))
    linked = coloured(card, links=True)
    target = "https://example.org/%D0%9A%D1%83%D1%80%D1%81%D0%BA?a=%1B]8;;evil%1B%5C"
    assert LINK.findall(linked) == [target, ""]
    assert "Example Wire, 28 April 2025" in linked
    assert "https://example.org/Курск?a=%1B]8;;evil%1B%5C" in coloured(card)
    assert "\x1b]8" not in coloured(card)


def test_every_address_of_a_claim_in_full_is_a_link() -> None:
    targets = [target for target in LINK.findall(coloured(DETAIL, links=True)) if target]
    assert targets[0] == "https://example.org/a"
    assert set(targets) == {"https://example.org/a", "https://archive.example/8"}


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    card = one("It was so.", evidence=(evidence(source=source(url="javascript:alert(1)")),))
    assert "javascript" not in coloured(card, links=True)
    assert LINK.findall(coloured(card, links=True)) == []


@pytest.mark.parametrize("links", [True, False])
def test_nothing_that_a_user_wrote_reaches_the_terminal_as_a_code(links: bool) -> None:
    # Wide enough that nothing wraps: each place that holds what a user wrote shows it whole.
    sent = printed(NASTY_CARD, 2000, links=links, force_terminal=True, color_system="truecolor")
    text = LINK.sub("", SGR.sub("", sent))
    assert HARMFUL.findall(text.replace("\n", "")) == []
    assert text.count(NASTY_SHOWN) == 41


@given(
    st.text(st.characters(exclude_categories=()), max_size=60)
    | st.lists(st.sampled_from(["[b]", "[/b]", "[/]", "[link=x]", "\\[", ":smile:", "a", " "])).map("".join)
)
@settings(max_examples=often(50))
def test_no_text_is_read_as_markup_or_code(text: str) -> None:
    shown = LINK.sub("", SGR.sub("", coloured(one(text, speakers=says(text)), links=True)))
    assert "\x1b" not in shown
    kept = [character for character in text if character.isalnum() or character in "[]/\\:"]
    # Each stands twice: in the speaker's name and in the sentence.
    assert all(shown.count(character) >= 2 * text.count(character) for character in kept)
