"""Everything about one claim, in words: the parts that every renderer lays out in its own way."""

from dataclasses import dataclass, replace

from bot.render.claim_line import ClaimWords, claim_words
from bot.render.escape import web_address
from bot.render.phrases import (
    figure_in_full,
    involved_in_words,
    listed,
    log_in_words,
    quotes,
    relation_opening,
    source_in_full,
)
from bot.wording.dates import date_in_words
from bot.wording.wording import Wording
from commands.card import ClaimLine, Detail
from storage.model import Claim, Evidence

_MOST_ANSWERS = 20
"""A claim that many answer shows so many of them; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing under a heading.

    Attributes:
        words: What it is.
        addresses: Addresses on the web, each with what it leads to where the words don't say it.
        below: What stands below it, each in a line: quotes, another claim's sentence.
    """

    words: str
    addresses: tuple[tuple[str | None, str], ...] = ()
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FullWords:
    """A claim in full: its line, labelled values, and headed lists; an empty list is left out."""

    line: ClaimWords
    rows: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[Item, ...]], ...]


def full_words(detail: Detail, wording: Wording) -> FullWords:
    """Returns everything about one claim in words."""
    claim = detail.claim
    history = [Item(log_in_words(entry, wording)) for entry in detail.log]
    if detail.log_more:
        history.append(Item(wording.say("log-more")))
    sections = {
        "section-figures": tuple(Item(figure_in_full(each, wording)) for each in claim.figures),
        "section-evidence": tuple(_evidence(each, wording) for each in claim.evidence),
        "section-relations": _answers(claim, wording),
        "section-history": tuple(history),
    }
    line = claim_words(ClaimLine(claim), None, wording)
    return FullWords(
        # The sections say these again, and in full.
        replace(line, figures=(), said_when=None, source=None),
        _rows(claim, wording),
        tuple((wording.say(key), items) for key, items in sections.items() if items),
    )


def _answers(claim: Claim, wording: Wording) -> tuple[Item, ...]:
    found = [
        Item(relation_opening(each, wording), below=(each.text,)) for each in claim.answers[:_MOST_ANSWERS]
    ]
    if left := len(claim.answers) - len(found):
        found.append(Item(wording.say("and-others", count=left)))
    return tuple(found)


def _rows(claim: Claim, wording: Wording) -> tuple[tuple[str, str], ...]:
    involved = [involved_in_words(each, wording) for each in claim.involved]
    values = {
        "label-kind": wording.say(f"claim-kind-{claim.kind}"),
        "label-occurred": None if claim.occurred is None else date_in_words(claim.occurred, wording),
        "label-stated": None if claim.stated is None else date_in_words(claim.stated, wording),
        "label-place": claim.place,
        "label-involved": listed(involved, wording),
        "label-topics": listed(claim.topics, wording),
        "label-identifier": claim.uid,
    }
    return tuple((wording.say(key), value) for key, value in values.items() if value)


def _evidence(evidence: Evidence, wording: Wording) -> Item:
    source = evidence.source
    addresses: list[tuple[str | None, str]] = []
    if source.url is not None and (address := web_address(source.url)) is not None:
        addresses.append((None, address))
    if source.archive_url is not None and (address := web_address(source.archive_url)) is not None:
        addresses.append((wording.say("source-archived"), address))
    return Item(source_in_full(evidence, wording), tuple(addresses), quotes(evidence, wording))
