"""A made-up desk of any size, the same for the same size and seed, as exchange lines.

What makes a desk hard is in it: one topic with 29% of all claims and one with ten children, a few actors who
say almost everything and many who hardly speak, dates of every kind and precision, spans of years, words
that stand in every text, words that hardly stand anywhere, and claims that hundreds of others answer.

    python -m benchmarks.generator --claims 10000 desk.jsonl
"""

import argparse
import random
from bisect import bisect
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from benchmarks import days
from benchmarks.cast import Cast
from benchmarks.measures import figure
from benchmarks.words import Draw, cyrillic
from storage.lines import Attribution, Claim, Evidence, Figure, Involvement, Line, Relation, write
from storage.vocabulary import (
    AttributionRole,
    ClaimKind,
    InvolvementRole,
    Rank,
    RelationType,
    Status,
    Verb,
)

_KINDS: tuple[ClaimKind, ...] = (
    *("event",) * 9,
    *("statement",) * 6,
    *("control",) * 1,
    *("forecast",) * 1,
)
_VERBS: tuple[Verb, ...] = get_args(Verb)
_ROLES: tuple[AttributionRole, ...] = (*("speaker",) * 7, *("via",) * 2, "anonymous_official")
_PARTS: tuple[InvolvementRole, ...] = get_args(InvolvementRole)
_RELATIONS: tuple[RelationType, ...] = get_args(RelationType)
_SPEAKERS = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3)
_HOT_EVERY = 150
"""One claim in so many is one that others answer."""
_RELATED_EVERY = 14
"""One claim in so many answers another, and some of those answer two: 8 relations to 100 claims."""


def lines(claims: int, seed: int = 1) -> Iterator[Line]:
    """Yields a desk of so many claims, each line after those it refers to.

    Args:
        claims: How many claims; actors, aliases and sources follow (1,000,000 claims have 40,000 actors
            with 200,000 aliases, and 333,333 sources). The topics are always the same sixty.
        seed: Another number gives another desk of the same shape.
    """
    draw = random.Random(seed).random  # noqa: S311  # repeatable is what is wanted; it keeps no secret
    cast = Cast(claims, draw)
    yield from cast.topics
    yield from cast.actors
    yield from map(cast.source, range(cast.sources))
    desk = _Desk(cast, draw, claims)
    yield from map(desk.claim, range(claims))
    yield from desk.relations()


def write_file(path: Path, claims: int, seed: int = 1) -> int:
    """Writes a desk of so many claims as JSON Lines, and returns how many lines there are."""
    count = 0
    with path.open("wb", buffering=1 << 20) as file:
        for line in lines(claims, seed):
            file.write(write(line).encode() + b"\n")
            count += 1
    return count


class _Desk:
    """Makes the claims one by one, and remembers what their relations will need."""

    def __init__(self, cast: Cast, draw: Draw, claims: int) -> None:
        self._cast = cast
        self._draw = draw
        self._claims = claims
        self._hot: list[int] = []
        self._hot_of: dict[str, list[int]] = {topic.uid: [] for topic in cast.topics}
        self._answers: list[tuple[int, str]] = []

    def claim(self, number: int) -> Claim:
        """Returns claim *number* (0, 1, 2 …)."""
        draw, cast = self._draw, self._cast
        source = self._source(number)
        said = cast.source_day(source) - int(draw() * 2)
        kind: ClaimKind = "figure" if draw() < 0.15 else _KINDS[int(draw() * len(_KINDS))]
        happened = said + days.lag(draw) if kind == "forecast" else said - days.lag(draw)
        figures = self._figures(happened) if kind == "figure" else ()
        speakers = self._people(_SPEAKERS[int(draw() * len(_SPEAKERS))])
        topics = self._topics(number)
        rank, reason = self._rank()
        return Claim(
            uid=f"claim-{number + 1}",
            text=self._text(speakers, figures),
            kind=kind,
            occurred=days.occurred(draw, happened),
            stated=days.stated(draw, said),
            place=cast.places[int(draw() * len(cast.places))] if draw() < 0.3 else None,
            status=self._status(),
            rank=rank,
            rank_reason=reason,
            topics=topics,
            attributions=tuple(
                [
                    Attribution(
                        actor=cast.actors[speaker].uid,
                        role=_ROLES[int(draw() * len(_ROLES))],
                        verb=_VERBS[int(draw() * draw() * len(_VERBS))],
                    )
                    for speaker in speakers
                ]
            ),
            involvements=tuple(
                [
                    Involvement(actor=cast.actors[person].uid, role=_PARTS[int(draw() * len(_PARTS))])
                    for person in self._people(int(draw() * 3))
                ]
            ),
            evidence=self._evidence(source),
            figures=figures,
        )

    def relations(self) -> Iterator[Relation]:
        """Yields the relations of the claims made: from one claim in fourteen to a hot one before it."""
        draw = self._draw
        made = 0
        for number, topic in self._answers:
            hot, before = self._hot_of[topic], bisect(self._hot_of[topic], number)
            if not before:  # as yet nothing was hot in this topic: it answers one of another
                hot, before = self._hot, bisect(self._hot, number)
            first = int(draw() * len(_RELATIONS))
            # A second one is of another type: no two claims are related twice in the same way.
            for kind in range(first, first + (2 if draw() < 0.12 else 1)):
                if not before:
                    continue
                made += 1
                yield Relation(
                    uid=f"relation-{made}",
                    relation=_RELATIONS[kind % len(_RELATIONS)],
                    from_claim=f"claim-{number + 1}",
                    to_claim=f"claim-{hot[self._hottest(before)] + 1}",
                    source=f"source-{self._source(number) + 1}" if draw() < 0.5 else None,
                    quote=self._cast.words(12) if draw() < 0.3 else None,
                )

    def _hottest(self, count: int) -> int:
        """Chooses one of so many hot claims: some, of every age, are hotter by far.

        The 512th and the 1,024th may be chosen at any stride, the first and third only at that of one.
        """
        stride = 1 << int(self._draw() * min(10, count.bit_length()))
        return (1 + int(self._draw() * (count // stride))) * stride - 1

    def _source(self, number: int) -> int:
        """Chooses a claim's first source: mostly of its time, now and then older."""
        draw = self._draw
        newest = number * self._cast.sources // self._claims
        if draw() < 0.1:
            return int(draw() * (newest + 1))
        return max(0, newest - int(draw() * draw() * 30))

    def _topics(self, number: int) -> tuple[str, ...]:
        draw, stories = self._draw, self._cast.stories
        first = stories[int(draw() * len(stories))]
        if number % _HOT_EVERY == _HOT_EVERY // 2:
            self._hot.append(number)
            self._hot_of[first].append(number)
        elif number % _RELATED_EVERY == 0:  # an even number; those of hot claims are odd
            self._answers.append((number, first))
        second = stories[int(draw() * len(stories))] if draw() < 0.15 else first
        return (first,) if second == first else (first, second)

    def _people(self, count: int) -> list[int]:
        draw, speakers = self._draw, self._cast.speakers
        places = len(speakers)
        # The keys of a dictionary: nobody twice, and in the order drawn.
        return list({speakers[int(draw() * places)]: None for _ in range(count)})

    def _text(self, speakers: list[int], figures: tuple[Figure, ...]) -> str:
        draw = self._draw
        words = self._cast.words(7 + int(draw() * 13))
        if figures:
            words = f"{words} {figures[0].wording}"
        if draw() < 0.35:
            return f"{self._cast.actors[speakers[0]].name} {words}."
        return f"{words[0].upper()}{words[1:]}."

    def _figures(self, happened: int) -> tuple[Figure, ...]:
        draw = self._draw
        as_of = days.ISO[happened]
        figures = [figure(draw, as_of) for _ in range(2 if draw() < 0.2 else 1)]
        return tuple(dict.fromkeys(figures))  # no claim gives the same figure twice

    def _evidence(self, source: int) -> tuple[Evidence, ...]:
        draw = self._draw
        first = self._piece(source, first_appearance=draw() < 0.3)
        if draw() < 0.65 or source == 0:
            return (first,)
        return (first, self._piece(max(0, source - 1 - int(draw() * 5)), first_appearance=False))

    def _piece(self, source: int, *, first_appearance: bool) -> Evidence:
        draw, uid = self._draw, f"source-{source + 1}"
        if draw() < 0.25:
            return Evidence(source=uid, first_appearance=first_appearance)
        quote = self._cast.words(6 + int(draw() * 16))
        if draw() < 0.88:
            return Evidence(source=uid, quote=quote, quote_language="en", first_appearance=first_appearance)
        return Evidence(
            source=uid,
            quote=cyrillic(quote),
            quote_language="ru",
            translation=quote.capitalize(),
            first_appearance=first_appearance,
        )

    def _status(self) -> Status:
        chance = self._draw()
        if chance < 0.985:
            return "published"
        return "retracted" if chance < 0.995 else "proposed"

    def _rank(self) -> tuple[Rank, str | None]:
        chance = self._draw()
        if chance < 0.97:
            return "normal", None
        if chance < 0.98:
            return "preferred", None
        return "deprecated", self._cast.words(5).capitalize()


def main() -> None:
    """Writes a made-up desk to a file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generator", description=main.__doc__)
    parser.add_argument("--claims", type=int, default=10_000, help="how many claims (default 10000)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another desk (default 1)")
    parser.add_argument("file", type=Path, help="the JSON Lines file to write")
    asked = parser.parse_args()
    write_file(asked.file, asked.claims, asked.seed)


if __name__ == "__main__":
    main()
