"""The readers' commands on the sample story: what a newcomer would try first."""

from dataclasses import replace
from pathlib import Path

import pytest

from commands.ask import ask
from commands.card import (
    Card,
    Claims,
    Date,
    Detail,
    Estimates,
    Examples,
    Facts,
    Listing,
    Message,
    Names,
    message,
)
from commands.people import Person, Where
from storage.desk import Desk, Threads
from tests.conftest import NOW, Ask
from tests.storage.factories import desk_of


def headings(card: Card) -> list[Date | Message | None]:
    return [block.heading for block in card.blocks if isinstance(block, Claims)]


def numbers(card: Card) -> list[int]:
    return [line.claim.number for block in card.blocks if isinstance(block, Claims) for line in block.lines]


def under(card: Card, key: str) -> list[int]:
    return [
        line.claim.number
        for block in card.blocks
        if isinstance(block, Claims) and isinstance(block.heading, Message) and block.heading.key == key
        for line in block.lines
    ]


async def test_the_timeline_opens_on_the_newest_page_and_goes_on(asking: Ask) -> None:
    card = await asking("/timeline kursk")
    assert card.title == message("timeline-title", topic="Kursk fighting")
    assert numbers(card) == [13, 12, 11, 10, 9, 8, 7, 6, 14, 5]
    assert headings(card) == [
        message("heading-stated", date=Date("2025-04-28")),
        message("heading-stated", date=Date("2025-04-26/2025-04-28")),
        Date("2025-04-26"),
        message("heading-stated", date=Date("2025-03")),
        Date("2024-23"),
    ]
    assert card.next is not None
    assert card.next.line_after() == "/timeline topic:kursk page:#5"
    rest = await asking(card.next.line_after())
    assert numbers(rest) == [4, 3, 2, 1]
    assert headings(rest) == [Date("2024-23"), Date("2024-08"), Date("2024-06")]
    assert rest.next is None
    assert numbers(await asking(card.next.line_after("#7"))) == [6, 14, 5, 4, 3, 2, 1]


async def test_the_denial_stands_on_the_claim_that_it_denies(asking: Ask) -> None:
    card = await asking("/timeline kursk")
    (retaken,) = [
        line.claim for block in card.blocks if isinstance(block, Claims) for line in block.lines
        if line.claim.uid == "kursk-retaken-russia"
    ]  # fmt: skip
    assert [(a.relation, a.incoming, a.number, a.speakers) for a in retaken.answers] == [
        ("denies", True, 8, ("Ukraine",))
    ]


async def test_from_the_oldest_on(asking: Ask) -> None:
    assert numbers(await asking("/timeline kursk order:oldest")) == [1, 2, 3, 4, 5, 14, 6, 7, 8, 9]


async def test_what_was_known_on_a_day_hides_what_was_said_later(asking: Ask) -> None:
    card = await asking("/timeline kursk as_of:2025-04-01")
    assert numbers(card) == [6, 5, 4, 3, 2, 1]
    assert card.notes == (
        message("read-as", words="2025-04-01", date=Date("2025-04-01")),
        message("as-of-hides", claims=message("claims-counted", number=8)),
    )
    (then,) = [
        block for block in card.blocks if isinstance(block, Claims) and block.heading == Date("2024-23")
    ]
    assert [line.claim.answers for line in then.lines] == [(), ()]
    # The only source is of later; the claims were made before it, and can be checked there.
    assert all(line.claim.evidence for line in then.lines)
    assert numbers(await asking("/timeline kursk as_of:27 April 2025")) == [7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/timeline kursk kind:figure", [13, 6, 5]),
        ("/timeline kursk kind:figure;control", [13, 8, 7, 6, 5]),
        ("/timeline kursk actor:Ukraine", [10, 8, 4, 3]),
        ("/timeline Курск actor:КИЇВ", [10, 8, 4, 3]),
        ("/timeline kursk since:2025-04", [13, 12, 11, 10, 9, 8, 7]),
        ("/timeline kursk until:summer 2024", [3, 2, 1]),
        ("/timeline kursk since:August 2024 until:autumn 2024", [14, 5, 4, 3]),
        ("/timeline kursk since:26 april 2025 until:26 april 2025", [8, 7]),
        ("/timeline north-korea-troops actor:Vladimir Putin", [12, 1]),
    ],
)
async def test_a_timeline_is_narrowed(line: str, expected: list[int], asking: Ask) -> None:
    assert numbers(await asking(line)) == expected


async def test_without_a_topic_the_topics_are_listed(asking: Ask) -> None:
    card = await asking("/timeline")
    assert card.title == message("timeline-which")
    (listing,) = card.blocks
    assert isinstance(listing, Listing)
    assert [(entry.name, entry.opens, entry.claims) for entry in listing.entries] == [
        ("Kursk fighting", "/timeline kursk", message("claims-counted", number=14)),
        (
            "North Korean troops in Kursk",
            "/timeline north-korea-troops",
            message("claims-counted", number=11),
        ),
    ]


async def test_a_channel_that_follows_a_topic_need_not_name_it(asking: Ask, sample: Where) -> None:
    where = replace(sample, topic="kursk")
    assert numbers(await asking("/timeline", where=where)) == [13, 12, 11, 10, 9, 8, 7, 6, 14, 5]


async def test_figures_stand_side_by_side_and_say_where_no_number_was_given(asking: Ask) -> None:
    card = await asking("/figures kursk")
    rows = {
        block.measure: [
            (row.claim.number, row.figure.qualifier, row.figure.lower, row.figure.best, row.figure.upper,
             tuple(speaker.actor for speaker in row.claim.speakers), row.figure.as_of)
            for row in block.rows
        ]
        for block in card.blocks
        if isinstance(block, Estimates)
    }  # fmt: skip
    services = ("US intelligence", "South Korean intelligence", "Ukrainian intelligence")
    assert rows == {
        "killed or wounded": [(6, "about", None, 4000.0, None, ("South Korea's military",), "2025-03")],
        "troops deployed": [(5, "between", 10000.0, None, 12000.0, services, "2024-23")],
    }
    assert under(card, "figures-not-given") == [13]


async def test_figures_of_one_measure(asking: Ask) -> None:
    card = await asking("/figures kursk measure:Killed or Wounded")
    assert [block.measure for block in card.blocks if isinstance(block, Estimates)] == ["killed or wounded"]
    wrong = await asking("/figures kursk measure:killed and wounded")
    assert wrong.title == message("unknown-measure", words="killed and wounded")
    assert wrong.blocks == (
        Examples(message("did-you-mean"), ("/figures topic:kursk measure:killed or wounded",), ways_on=True),
    )


async def test_an_actor_is_found_by_any_name(asking: Ask) -> None:
    for name in ("pyongyang", "DPRK", "северная корея", "북한", "North  Korea"):
        assert (await asking(f"/actor {name}")).title == message("actor-title", name="North Korea")
    card = await asking("/actor pyongyang")
    assert under(card, "actor-says") == [11, 10, 9, 2, 1]
    assert under(card, "actor-about")[:2] == [13, 9]
    (facts,) = [block for block in card.blocks if isinstance(block, Facts)]
    assert facts.rows[0] == (message("actor-kind"), message("actor-kind-state"))
    assert isinstance(facts.rows[1][1], Names)


async def test_an_actor_shows_where_it_is_contradicted(asking: Ask) -> None:
    assert under(await asking("/actor Moscow"), "actor-contradicted") == [7]


async def test_on_a_month_shows_what_happened_and_what_was_said_then(asking: Ask) -> None:
    card = await asking("/on april 2025")
    assert card.title == message("on-title", date=Date("2025-04"))
    assert under(card, "on-happened") == [13, 12, 11, 10, 9, 8, 7]
    assert under(card, "on-said") == [14]
    assert numbers(await asking("/on autumn 2024 kursk")) == [14, 5, 4]
    assert numbers(await asking("/on april 2025 page:#11")) == [10, 9, 8, 7, 14]
    assert numbers(await asking("/on april 2025 page:#7")) == [14]
    assert numbers(await asking("/on april 2025 page:#14")) == []


async def test_a_claim_shows_everything_about_itself(asking: Ask) -> None:
    card = await asking("/claim #7")
    (detail,) = card.blocks
    assert isinstance(detail, Detail)
    assert detail.claim.uid == "kursk-retaken-russia"
    assert detail.claim.evidence[0].quote == "Russia announced it had fully reclaimed the Kursk region"
    assert [(entry.object_kind, entry.change) for entry in detail.log] == [
        ("relation", "added"), ("claim", "added")
    ]  # fmt: skip
    assert [action.line for action in card.actions] == ["/claim 8"]


async def test_search_marks_what_it_found(asking: Ask) -> None:
    card = await asking("/search SOLDIERS wounded")
    assert numbers(card) == [6]
    (block,) = card.blocks
    assert isinstance(block, Claims)
    text = block.lines[0].claim.text
    assert [text[start:end] for start, end in block.lines[0].marks] == ["soldiers", "wounded"]
    assert card.notes == (message("search-found", claims=message("claims-counted", number=1)),)


@pytest.mark.parametrize(
    "words", ["NOT", "AND OR", '"', "text:kursk*", "NEAR(a b)", "^x", "-", "a AND", "(", "{}"]
)
async def test_search_only_ever_looks_for_words(words: str, asking: Ask) -> None:
    card = await asking(f"/search {words}")
    assert card.title.key in {"search-title", "search-no-words"}


async def test_search_by_speaker_and_source(asking: Ask) -> None:
    assert set(numbers(await asking("/search pyongyang treaty"))) == {11, 2, 1}
    assert 7 in numbers(await asking("/search russia regained"))


async def test_the_brief_sets_agreed_beside_disputed(asking: Ask) -> None:
    card = await asking("/brief kursk")
    assert under(card, "brief-agreed") == [4]
    assert under(card, "brief-disputed") == [7]
    assert under(card, "brief-newest") == [13, 12, 11, 10, 9]
    assert [block.measure for block in card.blocks if isinstance(block, Estimates)] == [
        "killed or wounded", "troops deployed"
    ]  # fmt: skip


async def test_changes_takes_the_last_seven_days(asking: Ask) -> None:
    card = await asking("/changes")
    assert card.title == message("changes-title", revision="1")
    assert under(card, "changes-disputed") == [7]
    assert under(card, "changes-new") == [14, 13, 12, 11, 10, 9, 8, 7, 6]
    assert card.next is not None
    rest = await asking(card.next.line_after())
    assert under(rest, "changes-new") == [5, 4, 3, 2, 1]
    assert (await asking("/changes 30 April 2025")).notes[-1] == message("changes-none")
    assert (await asking("/changes r1")).notes == (message("changes-none"),)


async def test_lists(asking: Ask) -> None:
    (actors,) = (await asking("/actors")).blocks
    assert isinstance(actors, Listing)
    assert [entry.name for entry in actors.entries][:3] == ["Kim Jong Un", "Kremlin", "Kursk region"]
    (sources,) = (await asking("/sources")).blocks
    assert isinstance(sources, Listing)
    assert [entry.claims for entry in sources.entries] == [message("claims-counted", number=14)]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/timeline kurks", message("unknown-topic", words="kurks")),
        ("/timeline qqqqqqqq", message("unknown-topic-alone", words="qqqqqqqq")),
        ("/timeline 🚀", message("unknown-topic-alone", words="🚀")),
        ("/actor pyonyang", message("unknown-actor", words="pyonyang")),
        ("/on 32 April", message("date-unread", words="32 April")),
        ("/on", message("still-needed", argument="date", command="on")),
        ("/on blah", message("date-unread", words="blah")),
        ("/on a fortnight ago", message("date-unread", words="a fortnight ago")),
        ("/on 28 avril 2025", message("date-unread", words="28 avril 2025")),
        ("/on 28.4.25", message("date-short-year", words="28.4.25")),
        ("/on 28 april 25", message("date-short-year", words="28 april 25")),
        ("/on topic:kursk", message("still-needed", argument="date", command="on")),
        ("/on until March 2025", message("on-unbegun", words="until March 2025")),
        ("/timeline kursk since:2025-04-28 until:2025-04-26",
         message("since-after-until", since=Date("2025-04-28"), until=Date("2025-04-26"))),
        ("/search troops since:may 2025 until:april 2025",
         message("since-after-until", since=Date("2025-05"), until=Date("2025-04"))),
        ("/on since 2024", message("on-open", words="since 2024")),
        ("/timeline kursk since:03/04/2025",
         message("date-ambiguous", words="03/04/2025",
                 options=Names(("2025-04-03", "2025-03-04"), any_of=True))),
        ("/on 2024-25",
         message("date-ambiguous-years", words="2024-25", years="2024/2025", season=Date("2024-25"))),
        ("/timeline kursk as_of:since 2024", message("as-of-open", words="since 2024")),
        ("/changes until 2024", message("since-open", words="until 2024")),
        ("/claim 999", message("no-such-claim", number="999")),
        ("/claim seven", message("claim-unread", words="seven")),
        ("/claim 0", message("claim-unread", words="0")),
        ("/timeline kursk page:x", message("page-unread", words="x")),
        ("/search 🚀", message("search-no-words", words="🚀")),
        ("/search", message("still-needed", argument="words", command="search")),
        ("/timelin kursk", message("grammar-no-command-near", name="timelin", nearest="timeline")),
        ("hello", message("grammar-no-command", name="hello")),
        ("", message("grammar-empty")),
        ("/timeline kursk sinc:2025", message("grammar-no-such-name", name="sinc", nearest="since")),
        ("/timeline kursk since:", message("grammar-empty-value", name="since")),
        ("/topics kursk", message("grammar-left-over", words="kursk")),
        (f"/search {'x' * 10_000}", message("grammar-too-long", given="10008", most="4000")),
    ],
)  # fmt: skip
async def test_what_can_not_be_answered_says_what_to_do(line: str, said: Message, asking: Ask) -> None:
    card = await asking(line)
    assert card.title == said
    assert card.failed
    assert card.private


async def test_a_misspelt_name_offers_the_question_as_it_may_be_meant(asking: Ask) -> None:
    card = await asking("/figures kurks measure:killed or wounded")
    (examples,) = card.blocks
    assert isinstance(examples, Examples)
    assert examples.lines[0] == "/figures topic:kursk measure:killed or wounded"


@pytest.mark.parametrize(
    ("line", "notes"),
    [
        ("/timeline kursk kind:forecast",
         (message("nothing-so-narrow", claims=message("claims-counted", number=14)),)),
        ("/timeline kursk page:#1", (message("no-more"),)),
        ("/figures kursk about:Kim Jong Un", (message("figures-none", topic="Kursk fighting"),)),
        ("/search zebra", (message("search-nothing", words="zebra"),)),
        ("/on 1 May 1999",
         (message("read-as", words="1 May 1999", date=Date("1999-05-01")),
          message("on-nothing", date=Date("1999-05-01")))),
    ],
)  # fmt: skip
async def test_an_empty_answer_helps(line: str, notes: tuple[Message, ...], asking: Ask) -> None:
    card = await asking(line)
    assert card.notes == notes
    assert not card.failed
    assert not card.blocks


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("/figures kursk measure:o", "/figures topic:kursk measure:killed or wounded"),
        ("/timeline ku", "/timeline topic:kursk"),
        ("/actor act", None),
        ("/timeline kursk place:k", "/timeline topic:kursk place:Kursk region"),
    ],
)
async def test_only_the_name_that_is_wrong_is_changed(line: str, offered: str | None, asking: Ask) -> None:
    card = await asking(line)
    offers = [one for block in card.blocks if isinstance(block, Examples) for one in block.lines]
    assert offers[:1] == ([offered] if offered else [])
    for one in offers:
        assert not (await asking(one)).failed


@pytest.mark.parametrize(
    "line",
    [
        "/timeline kursk",
        "/on april 2025",
        "/figures kursk",
        "/search troops",
        "/topics",
        "/actors",
        "/sources",
    ],
)
async def test_a_page_after_what_is_not_there_is_the_end(line: str, asking: Ask) -> None:
    card = await asking(f"{line} page:999")
    assert card.notes[-1] == message("no-more")
    assert not card.blocks


async def test_what_narrows_nothing_is_refused(asking: Ask) -> None:
    assert (await asking("/timeline kursk since:until 2024")).title.key == "since-open"
    assert (await asking("/search troops until:since 2024")).title.key == "until-open"


async def test_two_dates_say_which_is_which(asking: Ask) -> None:
    card = await asking("/timeline kursk since:2025-04 until:2025")
    assert card.notes == tuple(
        message("echo-named", name=name, echo=message("read-as", words=words, date=Date(words)))
        for name, words in (("since", "2025-04"), ("until", "2025"))
    )


async def test_only_the_beginning_of_long_words_is_repeated(asking: Ask) -> None:
    card = await asking(f"/actor {'x' * 3000}")
    assert card.title.values["words"] == "x" * 79 + "…"


async def test_in_an_empty_desk_a_search_says_how_to_begin(
    tmp_path: Path, threads: Threads, reader: Person
) -> None:
    empty = Where(Desk(desk_of(tmp_path), threads), "empty", "tests")
    assert (await ask(reader, empty, "/search x", NOW)).notes == (message("search-empty"),)


async def test_a_curly_apostrophe_is_one(asking: Ask) -> None:
    card = await asking("/actor South Korea\u2019s military")
    assert card.title == message("actor-title", name="South Korea's military")


async def test_what_is_left_out_of_a_short_list_is_said(asking: Ask) -> None:
    few = message("newest-few", number=5)
    assert few in (await asking("/brief kursk")).notes
    assert few in (await asking("/actor pyongyang")).notes
    assert few not in (await asking("/actor Kim Jong Un")).notes
