"""At the limits: a topic of ten thousand claims, the longest texts that Discord lets be, any script."""

from pathlib import Path

import pytest

from storage.lines import Actor, Attribution, Claim, Evidence, Source, Topic
from tests.discord.conftest import DESK
from tests.discord.payloads import MANAGER
from tests.discord.peer import Peer
from tests.storage.factories import add_to

MANY = 10_000
FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
ARABIC = "\u0645\u0631\u062d\u0628\u0627 (\u0643\u0648\u0631\u0633\u0643) *1*"
STEERING = "\u202e@everyone\u202c"
NAMES = [FAMILY * 15, ARABIC, STEERING, "# \U0001f1fa\U0001f1e6 _x_ <#1>", "a\u0301" * 90, "`" * 100]


@pytest.fixture
def crowded(data: Path) -> None:
    """A topic of ten thousand claims, by speakers whose names are hard to show."""
    actors = [Actor(uid=f"a-{n}", name=name, kind="other") for n, name in enumerate(NAMES)]
    claims = [
        Claim(
            uid=f"c-many-{n}",
            text=f"{n} {NAMES[n % 6]} was seen." + " So it went on." * (n % 45),
            kind="event",
            occurred=f"{2000 + n % 25}-{n % 12 + 1:02}",
            topics=("t-many",),
            attributions=(Attribution(actor=f"a-{n % 6}", role="speaker", verb="says"),),
            evidence=(Evidence(source="s-many", quote=NAMES[n % 6] * 3),),
        )
        for n in range(MANY)
    ]
    topic = Topic(uid="t-many", slug="many", title=f"{FAMILY} {ARABIC}")
    source = Source(uid="s-many", url="https://example.org/" + "x" * 1500, publisher=NAMES[0])
    add_to(data / f"{DESK}.db", [topic, source, *actors, *claims])


async def test_ten_thousand_claims_are_answered_page_by_page(crowded: None, bot: Peer) -> None:
    shown = await bot.ask("timeline", {"topic": "many"})
    seen = list(shown.numbers)
    for _ in range(5):
        shown = await bot.answer(await bot.press(shown, "Next page"))
        seen += shown.numbers
    assert len(seen) == len(set(seen)) >= 18
    for name, given in (
        ("brief", {"topic": "many"}),
        ("search", {"words": "seen"}),
        ("actor", {"name": NAMES[1]}),
        ("on", {"date": "2010-03"}),
        ("changes", {"since": "r0", "topic": "many"}),
        ("claim", {"number": f"#{seen[0]}"}),
        ("history", {"claim": f"#{seen[0]}"}),
        ("topics", {}),
        ("actors", {}),
        ("sources", {}),
    ):
        answered = await bot.ask(name, given)
        assert not answered.private, name
    (found, *_) = await bot.complete("actor", "name", ARABIC[:3])
    assert found["value"] == ARABIC
    assert await bot.complete("claim", "number", "seen")


@pytest.mark.parametrize("text", ["w" * 4000, "\U0001f600" * 2000, ARABIC * 200, "x " * 2000])
async def test_texts_as_long_as_discord_lets_them_be(text: str, bot: Peer) -> None:
    given = {"text": text, "source": "https://example.org/a", "by": text}
    for name, asked in (
        ("record add", given),
        ("propose", given),
        ("search", {"words": text}),
        ("match", {"text": text}),
        ("timeline", {"topic": text}),
        ("on", {"date": text}),
        ("help", {"command": text}),
        ("flag", {"claim": "#7", "reason": text}),
        ("names topic add", {"title": text}),
        ("desk settings", {"name": text}),
    ):
        assert (await bot.ask(name, asked, who=MANAGER)).text, name


async def test_the_longest_claim_is_shown_whole(bot: Peer) -> None:
    text = ("The mayor said that it went on and on. " * 26)[:1000].strip()
    quote = ("\u201cIt goes on.\u201d " * 200)[:2000].strip()
    given = {
        "text": text,
        "source": "https://example.org/a",
        "quote": quote,
        "by": "Russia",
        "topic": "kursk",
    }
    shown = await bot.ask("record add", given, who=MANAGER)
    assert text in shown.text.replace("\\", "")
    assert text in (await bot.ask("claim", {"number": "#15"})).text.replace("\\", "")
