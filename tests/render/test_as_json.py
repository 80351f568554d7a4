import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.render.as_json import to_json
from bot.render.escape import HARMFUL
from commands.card import (
    Action,
    Card,
    Date,
    Entry,
    Examples,
    Facts,
    Listing,
    Names,
    Next,
    Paragraph,
    message,
)
from tests.render.render_samples import DETAIL, FIGURES, NASTY_CARD, TIMELINE

SMALL = Card(
    message("on-title", date=Date("2024-23"), topics=Names(("A", "B")), inner=message("x", number=1.5)),
    (
        Facts(((message("label-place"), "Kurs\x9bk Курськ"),)),
        Listing(None, (Entry("통신", None, None, "/search 통신"),)),
        Paragraph(message("help-hint")),
        Examples(message("help-examples"), ("/topics",)),
    ),
    next=Next("/topics", "4"),
    actions=(Action(message("more"), "/claim 5"),),
    failed=True,
)
SMALL_TEXT = """\
{
  "title": {
    "key": "on-title",
    "values": {
      "date": {
        "edtf": "2024-23"
      },
      "topics": {
        "names": [
          "A",
          "B"
        ],
        "any_of": false
      },
      "inner": {
        "key": "x",
        "values": {
          "number": 1.5
        }
      }
    }
  },
  "blocks": [
    {
      "block": "facts",
      "rows": [
        [
          {
            "key": "label-place",
            "values": {}
          },
          "Kurs\\u009bk Курськ"
        ]
      ]
    },
    {
      "block": "listing",
      "heading": null,
      "entries": [
        {
          "name": "통신",
          "detail": null,
          "claims": null,
          "opens": "/search 통신",
          "url": null,
          "cursor": null
        }
      ]
    },
    {
      "block": "paragraph",
      "text": {
        "key": "help-hint",
        "values": {}
      }
    },
    {
      "block": "examples",
      "heading": {
        "key": "help-examples",
        "values": {}
      },
      "lines": [
        "/topics"
      ],
      "ways_on": false
    }
  ],
  "notes": [],
  "next": {
    "line": "/topics",
    "after": "4"
  },
  "actions": [
    {
      "label": {
        "key": "more",
        "values": {}
      },
      "line": "/claim 5",
      "asks": [],
      "replaces": false
    }
  ],
  "menus": [],
  "private": false,
  "failed": true,
  "notices": false
}"""


def test_the_whole_text_of_a_small_card() -> None:
    assert to_json(SMALL) == SMALL_TEXT


def test_claims_stand_whole_in_their_block() -> None:
    block = json.loads(to_json(TIMELINE))["blocks"][0]
    line = block["lines"][0]
    assert (block["block"], block["heading"]) == ("claims", {"edtf": "2025-04-26"})
    assert line["marks"] == [[28, 999], [7, 17], [7, 12]]
    assert line["claim"]["number"] == 5
    assert line["claim"]["speakers"] == [{"actor": "Russia", "role": "speaker", "verb": "announces"}]
    assert line["claim"]["answers"] == [
        {
            "relation": "denies",
            "incoming": True,
            "number": 6,
            "text": "The other sentence.",
            "speakers": ["Ukrainian officials"],
            "stated": "2025-04-28",
        }
    ]
    assert "block" not in line["claim"]


def test_estimates_and_details_say_their_kind() -> None:
    estimates = json.loads(to_json(FIGURES))["blocks"][0]
    assert (estimates["block"], estimates["measure"]) == ("estimates", "troops sent")
    assert estimates["rows"][0]["figure"]["lower"] == 10000.0
    assert estimates["rows"][0]["superseded_by"] == 8
    detail = json.loads(to_json(DETAIL))["blocks"][0]
    assert (detail["block"], detail["log_more"]) == ("detail", True)
    assert detail["log"][0]["change"] == "added"


def test_what_steers_a_screen_is_escaped_and_reads_back_as_it_was() -> None:
    text = to_json(NASTY_CARD)
    assert HARMFUL.findall(text.replace("\n", "")) == []
    assert "\\u202egnp.exe \\u200b\\u009b0m\\nnext" in text
    assert json.loads(text)["notes"][0]["values"]["text"] == NASTY_CARD.notes[0].values["text"]


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_reads_back_as_it_was(text: str) -> None:
    written = to_json(replace(SMALL, notes=(message("text", text=text),)))
    assert json.loads(written)["notes"][0]["values"]["text"] == text
    written.encode()


def test_the_same_card_gives_the_same_text() -> None:
    assert to_json(TIMELINE) == to_json(replace(TIMELINE))
