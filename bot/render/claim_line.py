"""A claim as one line of an answer, in words: the parts that every renderer lays out in its own way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.render.escape import web_address
from bot.render.phrases import (
    claim_number,
    date_of,
    date_of_claim,
    measured,
    said,
    said_when,
    source_label,
    who_says,
)
from bot.render.standing import Mark, marks
from bot.wording.wording import Wording
from commands.card import ClaimLine, Date, Message
from storage.model import Claim


@dataclass(frozen=True, slots=True)
class SourceWords:
    """Where a claim can be checked.

    Attributes:
        label: The first source's name and date.
        address: Its address on the web, fit to stand in a line or a link; None where it has none.
        more: How many more sources there are, in words; None where there are none.
    """

    label: str
    address: str | None
    more: str | None


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The parts of a claim's line.

    Attributes:
        number: Its short number: "#142".
        date: Its date with the dash after it; None where the heading above says it, and where it has none.
        speakers: Who says it and how, with the colon after it.
        text: The claim's sentence.
        found: The stretches of the sentence that matched a search, as (start, end).
        change: What changed, where the answer is about changes.
        marks: How it stands.
        figures: Its figures, each with its measure.
        said_when: When it was said, where that is another date.
        source: Where it can be checked; None while it is only proposed.
    """

    number: str
    date: str | None
    speakers: str
    text: str
    found: tuple[tuple[int, int], ...]
    change: str | None
    marks: tuple[Mark, ...]
    figures: tuple[str, ...]
    said_when: str | None
    source: SourceWords | None


def claim_words(line: ClaimLine, heading: Date | Message | None, wording: Wording) -> ClaimWords:
    """Returns a claim's line in words, as it stands under a heading."""
    claim = line.claim
    return ClaimWords(
        number=claim_number(claim.number, wording),
        date=_opening_date(claim, heading, wording),
        speakers=wording.say("speakers-opening", speakers=who_says(claim, wording)),
        text=claim.text,
        found=line.marks,
        change=None if line.change is None else said(line.change, wording),
        marks=marks(claim, wording),
        figures=tuple(measured(each, wording) for each in claim.figures),
        said_when=said_when(claim, wording),
        source=source_words(claim, wording),
    )


def source_words(claim: Claim, wording: Wording) -> SourceWords | None:
    """Returns where a claim can be checked: its first source, and how many more there are."""
    if not claim.evidence:
        return None
    first = claim.evidence[0].source
    # Two quotes from one source are two pieces of evidence, and one source.
    more = len({each.source.uid for each in claim.evidence}) - 1
    return SourceWords(
        label=source_label(first, wording),
        address=None if first.url is None else web_address(first.url),
        more=wording.say("source-more", count=more) if more else None,
    )


def stretches(text: str, found: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yields a text in stretches, each with whether it matched a search.

    Matches that touch or overlap are one stretch; what lies outside the text is left out.
    """
    at = 0
    for start, end in _joined(found, len(text)):
        if at < start:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < len(text):
        yield text[at:], False


def _joined(found: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(start, 0), min(end, length)) for start, end in found):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            first, last = joined.pop()
            start, end = first, max(last, end)
        joined.append((start, end))
    return joined


def _opening_date(claim: Claim, heading: Date | Message | None, wording: Wording) -> str | None:
    date = date_of(claim)
    if date is None or date in _dates_in(heading):
        return None
    return wording.say("date-opening", date=date_of_claim(claim, date, wording))


def _dates_in(heading: Date | Message | None) -> set[str]:
    """Returns the dates that a heading names, as in "Stated 28 April 2025"."""
    if heading is None:
        return set()
    values = (heading,) if isinstance(heading, Date) else heading.values.values()
    return {value.edtf for value in values if isinstance(value, Date)}
