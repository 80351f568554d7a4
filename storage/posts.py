"""What a message of a digest says, frozen as it was put together: claims as they stood, and what of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import msgspec
from sqlite_utils import Database

from storage.model import Claim
from storage.reads.claims import load
from storage.reads.news import Outcome
from storage.vocabulary import LISTED


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it is told, and why it was changed where an editor said."""

    claim: Claim
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Claims of which the same is told."""

    outcome: Outcome
    claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """One message.

    Attributes:
        kind: A digest, or a correction of what was told before.
        day: The local day of the digest.
        after: The revision up to which all was told before: what asks for the whole begins there.
        sections: What it tells.
        heading: What stands above it in place of the usual title.
        title: The topic's title; None where it is about everything.
        slug: The topic's slug.
        more: How many more there are that it does not tell.
        gone: Numbers of claims that it told and that are not in the record any more.
        part: Which message of its digest it is, from 1.
        parts: How many there are.
    """

    kind: Literal["digest", "correction"]
    day: str
    after: int
    sections: tuple[Section, ...]
    heading: str | None = None
    title: str | None = None
    slug: str | None = None
    more: int = 0
    gone: tuple[int, ...] = ()
    part: int = 1
    parts: int = 1

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its claims, each once."""
        return tuple(dict.fromkeys(told.claim.number for each in self.sections for told in each.claims))


Fits = Callable[[Post], bool]
"""Tells whether a platform takes what a post says as one message."""


def encode(post: Post) -> str:
    """Returns a post as it is kept."""
    return msgspec.json.encode(post).decode()


def decode(text: str) -> Post:
    """Reads a post that was kept."""
    return msgspec.json.decode(text, type=Post)


def cut(post: Post, fits: Fits) -> tuple[Post, ...]:
    """Returns a post as one or more that fit, each claim in one of them; what is more is said in the last."""
    told = [(each.outcome, claim) for each in post.sections for claim in each.claims]
    parts: list[list[tuple[Outcome, Told]]] = [[]]
    for each in told:
        # The last may have to say what is more; the first of a message is never left out.
        if parts[-1] and not fits(replace(post, sections=_sections([*parts[-1], each]))):
            parts.append([])
        parts[-1].append(each)
    return tuple(
        replace(
            post,
            sections=_sections(part),
            more=post.more if place == len(parts) else 0,
            gone=post.gone if place == len(parts) else (),
            part=place,
            parts=len(parts),
        )
        for place, part in enumerate(parts, 1)
    )


def shortened(post: Post, fits: Fits) -> Post:
    """Returns a post that fits: where its claims have grown, the last ones are counted in place of told."""
    told = [(each.outcome, one) for each in post.sections for one in each.claims]
    while len(told) > 1 and not fits(post):
        told.pop()
        post = replace(post, sections=_sections(told), more=post.more + 1)
    return post


def current(db: Database, post: Post) -> Post:
    """Returns a post with its claims as they are now, without those that nobody may read any more."""
    now = {claim.number: claim for claim in load(db, post.numbers) if claim.status in LISTED}
    told = [
        (each.outcome, Told(now[one.claim.number], one.reason))
        for each in post.sections
        for one in each.claims
        if one.claim.number in now
    ]
    gone = tuple(number for number in post.numbers if number not in now)
    return replace(post, sections=_sections(told), gone=(*post.gone, *gone))


def without(post: Post, number: int) -> Post:
    """Returns a post without a word of a claim: neither what it says itself, nor in an answer to another."""
    told = [
        (each.outcome, replace(one, claim=_unanswered(one.claim, number)))
        for each in post.sections
        for one in each.claims
        if one.claim.number != number
    ]
    gone = (*post.gone, number) if number in post.numbers else post.gone
    return replace(post, sections=_sections(told), gone=gone)


def _unanswered(claim: Claim, number: int) -> Claim:
    return replace(claim, answers=tuple(each for each in claim.answers if each.number != number))


def _sections(told: Sequence[tuple[Outcome, Told]]) -> tuple[Section, ...]:
    """Returns claims in sections, those that follow each other with the same outcome together."""
    sections: list[Section] = []
    for outcome, one in told:
        if sections and sections[-1].outcome == outcome:
            sections[-1] = replace(sections[-1], claims=(*sections[-1].claims, one))
        else:
            sections.append(Section(outcome, (one,)))
    return tuple(sections)
