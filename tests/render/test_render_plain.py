# ruff: noqa: RUF001  # typographic signs are part of the output
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.escape import HARMFUL
from bot.render.plain import render
from bot.wording.wording import wording
from commands.card import Card, ClaimLine, Claims, Date, Listing, message
from tests.render.render_samples import (
    DETAIL,
    FIGURES,
    LISTS,
    NASTY_CARD,
    NASTY_SHOWN,
    TIMELINE,
    WORDS,
    claim,
    says,
)

TIMELINE_TEXT = """\
Timeline: Kursk

26 April 2025
  #5  Russia announces: It has ‹taken back› the whole ‹region.›
      denied by Ukrainian officials (#6)
      Example Wire, 28 April 2025 <https://example.org/a>

autumn 2024
  #142  US intelligence, South Korean intelligence and Ukrainian intelligence say: North Korea sent soldiers.
      corroborated: 3 independent origins
      corrected 3 May 2025: the unit was wrong
      troops sent: 10,000–12,000 soldiers
      said March 2025
      Example Wire, 28 April 2025 <https://example.org/a> and one more source

  #8  said March 2025 — South Korea's military estimates, via state media: Many were killed or wounded.
      killed or wounded: about 4,000 soldiers, as of March 2025, cumulative
      Unnamed outlet, 28 April 2025
  #7  reported 28 April 2025 — according to Example Wire: Something was said.
      Example Wire, 28 April 2025 <https://example.org/a>

No claims about the rest yet.

next page: /timeline kursk page:#7
Show #5: /claim 5"""

FIGURES_TEXT = """\
Figures: Kursk

troops sent
  10,000–12,000 soldiers | US intelligence, South Korean intelligence and Ukrainian intelligence say, \
March 2025 | #142 | Example Wire, 28 April 2025 <https://example.org/a> and one more source \
| corroborated: 3 independent origins | corrected 3 May 2025: the unit was wrong | superseded by #8

killed or wounded
  about 4,000 soldiers, as of March 2025, cumulative \
| South Korea's military estimates, via state media, March 2025 | #8 | Unnamed outlet, 28 April 2025
  7                                                  \
| according to Example Wire, 28 April 2025                      | #7 \
| Example Wire, 28 April 2025 <https://example.org/a>"""

DETAIL_TEXT = """\
Claim #8

  #8  said March 2025 — South Korea's military estimates, via state media: Many were killed or wounded.
      confirmed by Poland (#9)
      supersedes #3
  Kind: event
  Stated: March 2025
  Place: Kursk region
  Involved: Russia (subject) and Ukraine (target)
  Topics: kursk
  Identifier: c-8

Figures
  killed or wounded: about 4,000 soldiers, as of March 2025, cumulative, in the words “around 4,000”

Evidence
  Example Wire, 28 April 2025: “Losses”, by A. Writer, read 29 April 2025, first appearance \
<https://example.org/a> archived: <https://archive.example/8>
      “약 4천 명” (Korean)
      in translation: “some 4,000”
  Example Wire, 28 April 2025 <https://example.org/a>
      “many”

Other claims
  confirmed by Poland (#9), 28 April 2025:
      The other sentence.
  supersedes #3, 28 April 2025:
      The other sentence.

History
  revision 2, 3 May 2025: claim added, by alice (console) — first entry
  More revisions are not shown."""

LISTS_TEXT = """\
Topics

  Kursk — kursk  1,234 claims  /timeline kursk
  통신                         /search 통신     <https://example.org/통신>

  Kind: control of territory
  Place: Kursk

  Involved: A, B and C
  Stated: autumn 2024

/help and a command's name shows its arguments and examples.

Try
  /timeline kursk
  /on april 2025"""


@pytest.mark.parametrize(
    ("card", "text"),
    [
        (TIMELINE, TIMELINE_TEXT),
        (FIGURES, FIGURES_TEXT),
        (DETAIL, DETAIL_TEXT),
        (LISTS, LISTS_TEXT),
        (Card(message("topics-none"), failed=True), WORDS.say("topics-none")),
        (Card(message("topics-title"), (Listing(None, ()),)), "Topics"),
    ],
)
def test_the_whole_text_of_a_card(card: Card, text: str) -> None:
    assert render(card, WORDS) == text


def test_the_reader_s_locale_words_it() -> None:
    assert "US intelligence, South Korean intelligence, and Ukrainian intelligence say:" in render(
        TIMELINE, wording("en-US")
    )


def test_nothing_that_a_user_wrote_steers_or_breaks_a_line() -> None:
    text = render(NASTY_CARD, WORDS)

    assert HARMFUL.findall(text.replace("\n", "")) == []
    assert not any(line.startswith(("next", "red")) for line in text.splitlines() if "page:" not in line)
    assert text.count(NASTY_SHOWN) == 40
    assert "<https://example.org/%1B]8;;%3C%E2%80%AE%3E>" in text


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_a_claim_stays_on_its_line_whatever_it_says(text: str) -> None:
    def shown(sentence: str) -> list[str]:
        lines = (ClaimLine(claim(3, sentence, stated="2025-04", speakers=says(sentence)), marks=((1, 3),)),)
        return render(Card(message("topics-title"), (Claims(Date("2025-04"), lines),)), WORDS).splitlines()

    assert len(shown(text)) == len(shown("plain")) == 5


def test_the_brackets_of_a_search_leave_joiners_whole() -> None:
    line = ClaimLine(claim(3, "می\u200cخواهم", occurred="2025-04", evidence=()), marks=((3, 8),))
    text = render(Card(message("topics-title"), (Claims(Date("2025-04"), (line,)),)), WORDS)
    assert text.endswith("  #3  speaker not recorded: می\u200c‹خواهم›")


def test_retracted_claims_say_so_under_their_sentence() -> None:
    retracted = replace(claim(3, "It was so.", occurred="2025-04", evidence=()), status="retracted")
    text = render(Card(message("topics-title"), (Claims(Date("2025-04"), (ClaimLine(retracted),)),)), WORDS)
    assert text.splitlines()[3:] == ["  #3  speaker not recorded: It was so.", "      RETRACTED"]
