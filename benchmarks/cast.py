"""The topics, actors and sources of a made-up desk: all that its claims refer to."""

from collections.abc import Callable

from benchmarks import days
from benchmarks.words import SPELLINGS, Draw, Spelling, Word, shuffled, vocabulary, word, zipf
from storage.lines import Actor, Alias, Source, Topic
from storage.vocabulary import ActorKind

TOPICS = 60
BROADEST_TOPIC = "topic-1"
"""The uid of the topic with ten children."""
LARGEST_TOPIC = "topic-12"
"""The uid of the topic whose own claims are 29% of all."""
_LARGEST_SHARE = 0.261  # of the first topics; the second ones make it 29% of the claims

# The most spoken of are states; the long tail is mostly people. A choice among these is one by weight.
_STATES = 12
_KINDS: tuple[ActorKind, ...] = (
    *("person",) * 60,
    *("organisation",) * 20,
    *("place",) * 12,
    *("armed_force",) * 5,
    *("other",) * 3,
)
_ENDINGS: dict[ActorKind, tuple[str, ...]] = {
    "organisation": (" Institute", " Agency", " Ministry of Defence", " Union", " News", " Commission"),
    "armed_force": (" Brigade", " Army Corps", " Battalion", " Fleet"),
    "place": (" District", " Oblast", " Bridge", "", "", "", ""),
}
_TITLES = ("Offensive", "Talks", "Crisis", "Front", "Deployment")
_PAPERS = ("Times", "Post", "Agency", "Daily")
_LANGUAGES = ("en", "en", "en", "ru", "uk", "ko", None)
_REPRINTED = 40
"""A reprint's origin is one of so many sources before it."""


class Cast:
    """Who and what there is in a desk of so many claims.

    Attributes:
        topics: Each topic, after its parent.
        stories: A uniform choice among these uids is one of a topic by its share of the claims.
        actors: Each actor, the most spoken of first; an actor's number is its index here.
        speakers: A uniform choice among these numbers is a Zipfian one among the actors.
        places: The same among the uids of places.
        sources: How many sources there are; `source` makes each.
    """

    def __init__(self, claims: int, draw: Draw) -> None:
        self._draw = draw
        text = shuffled(zipf(vocabulary(draw, 20_000), 1 << 18), draw)
        self._text, self._places = text * 2, len(text)
        self.topics = _topics(draw)
        self.stories = _shares()
        self.actors = _actors(draw, max(40, claims // 25), self.words)
        self.speakers = zipf(range(len(self.actors)), 1 << 18)
        self.places = zipf([actor.uid for actor in self.actors if actor.kind == "place"], 1 << 14)
        self.sources = max(10, claims // 3)
        papers = [f"{word(draw, 2).latin.title()} {_PAPERS[n % 4]}" for n in range(max(20, claims // 1500))]
        self._publishers = zipf(papers, 1 << 12)
        self._authors = [actor.name for actor in self.actors if actor.kind == "person"]

    def words(self, count: int) -> str:
        """Returns a text of so many words."""
        # Every so-manieth of the shuffled places, from anywhere: as good as drawing each, and ten times as
        # fast. The places stand there twice, so that a walk may run over their end.
        first, stride = int(self._draw() * self._places), 1 + int(self._draw() * 4096)
        return " ".join(self._text[first : first + count * stride : stride])

    def source_day(self, number: int) -> int:
        """Returns the day on which source *number* (0, 1, 2 …) was published: later numbers, later days."""
        return days.story_day(number / self.sources)

    def source(self, number: int) -> Source:
        """Returns source *number*: one in five reprints one of the forty before it."""
        draw = self._draw
        day = self.source_day(number)
        publisher = self._publishers[int(draw() * len(self._publishers))]
        site = publisher.lower().replace(" ", "-")
        linked = draw() < 0.93
        reprints = number > 0 and draw() < 0.2
        return Source(
            uid=f"source-{number + 1}",
            url=f"https://{site}.example/{days.ISO[day][:7]}/{number}" if linked else None,
            publisher=publisher,
            title=self.words(5 + int(draw() * 6)).capitalize() if draw() < 0.9 else None,
            author=self._authors[int(draw() * draw() * len(self._authors))] if draw() < 0.6 else None,
            published=days.published(draw, day) if linked else days.ISO[day],
            retrieved=days.ISO[day + 1] if linked else None,
            archive_url=f"https://archive.example/{number}" if draw() < 0.15 else None,
            language=_LANGUAGES[int(draw() * len(_LANGUAGES))],
            origin=f"source-{number - int(draw() * min(_REPRINTED, number))}" if reprints else None,
        )


def _topics(draw: Draw) -> list[Topic]:
    topics: list[Topic] = []
    for number in range(1, TOPICS + 1):
        name = word(draw, 3)
        topics.append(
            Topic(
                uid=f"topic-{number}",
                slug=f"{name.latin}-{number}",
                title=f"{name.latin.title()} {_TITLES[number % len(_TITLES)]}",
                parent=_parent(draw, number),
                aliases=_aliases(draw, (name,), int(draw() * 5)),
            )
        )
    return topics


def _parent(draw: Draw, number: int) -> str | None:
    """Gives topics 2 to 11 to the broadest, and makes a tree of chance of those after the largest."""
    if number in (1, 12):
        return None
    if number < 12:
        return BROADEST_TOPIC
    return f"topic-{2 + int(draw() * (number - 2))}" if draw() < 0.75 else None


def _shares() -> list[str]:
    """Returns the uids of topics, the largest as often as its share, the others falling with their number."""
    others = [number for number in range(1, TOPICS + 1) if number != 12]
    weights = {f"topic-{number}": 1 / (number + 5) for number in others}
    weight = (1 - _LARGEST_SHARE) / sum(weights.values())
    shares = {uid: weight * each for uid, each in weights.items()} | {LARGEST_TOPIC: _LARGEST_SHARE}
    return [uid for uid, share in shares.items() for _ in range(round(share * 10_000))]


def _actors(draw: Draw, count: int, words: Callable[[int], str]) -> list[Actor]:
    actors: list[Actor] = []
    for number in range(count):
        kind = _kind(draw, number)
        name = tuple([word(draw, 2 + int(draw() * 2)) for _ in range(2 if kind == "person" else 1)])
        ending = _ENDINGS.get(kind, ("",))
        other = actors[int(draw() * draw() * number)] if number >= _STATES and draw() < 0.01 else None
        actors.append(
            Actor(
                uid=f"actor-{number + 1}",
                name=" ".join([each.latin.title() for each in name]) + ending[int(draw() * len(ending))],
                kind=kind,
                description=words(6).capitalize() if draw() < 0.3 else None,
                wikidata=f"Q{1000 + 7 * number}" if draw() < 0.4 else None,
                merged_into=other.uid if other and other.merged_into is None else None,
                aliases=_aliases(draw, name, int(draw() * draw() * 22)),  # five on average, some twenty
            )
        )
    return actors


def _kind(draw: Draw, number: int) -> ActorKind:
    if number < _STATES:
        return "state"
    # One place is certain, so that the smallest desk has one.
    return "place" if number == _STATES else _KINDS[int(draw() * len(_KINDS))]


def _aliases(draw: Draw, name: tuple[Word, ...], count: int) -> tuple[Alias, ...]:
    first = int(draw() * len(SPELLINGS))
    spelled = [SPELLINGS[(first + turn) % len(SPELLINGS)](name) for turn in range(min(count, len(SPELLINGS)))]
    # Who has more names than there are ways to write one has nicknames.
    spelled += [Spelling(word(draw, 3).latin.title(), "en") for _ in range(count - len(spelled))]
    return tuple([Alias(name=each.text, language=each.language) for each in spelled])
