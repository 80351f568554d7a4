"""How a claim stands, in words: who denies, disputes or confirms it, what replaced it, what its editors did.

Computed from the claim as it was read, in one order everywhere. A mark is words and a tone; a renderer may
add a sign and a colour for the tone, but the words alone say it.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from bot.render.phrases import claim_number, claim_of, day_of, listed, relation_in_words
from bot.wording.dates import date_in_words
from bot.wording.wording import Wording
from commands.card import Estimate
from storage.model import Answer, Claim, Correction
from storage.vocabulary import RelationType

Tone = Literal["withheld", "against", "alike", "replaced", "edited"]
"""What a mark tells of: withheld by the editors, spoken against, spoken alike, replaced, or edited."""

_TONE_OF: dict[RelationType, Tone] = {
    "denies": "against",
    "disputes": "against",
    "confirms": "alike",
    "corroborates": "alike",
    "corrects": "replaced",
    "supersedes": "replaced",
}
_ORDER = tuple(_TONE_OF)

_MOST_NAMED = 5
"""Of more claims that answer alike, only so many are named in a mark; the claim's own page names more."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that the record says of a claim."""

    tone: Tone
    words: str


def marks(claim: Claim, wording: Wording) -> tuple[Mark, ...]:
    """Returns all that the record says of a claim: what was said of it first, what it says of others last."""
    return (*_standing(claim, claim.answers, wording), *_relations(claim.answers, False, wording))


def estimate_marks(estimate: Estimate, wording: Wording) -> tuple[Mark, ...]:
    """Returns what was said of an estimate's claim, naming once the claim that replaced the estimate."""
    answers = tuple(each for each in estimate.claim.answers if each.relation != "supersedes")
    found = _standing(estimate.claim, answers, wording)
    if estimate.superseded_by is None:
        return found
    who = claim_number(estimate.superseded_by, wording)
    return (*found, Mark("replaced", wording.say("relation-supersedes-incoming", who=who)))


def _standing(claim: Claim, answers: tuple[Answer, ...], wording: Wording) -> tuple[Mark, ...]:
    found = [*_status(claim, wording), *_relations(answers, True, wording)]
    if claim.origins > 1:
        found.append(Mark("alike", wording.say("origins", count=claim.origins)))
    # A withdrawal that no longer holds was undone by a restoration: nothing to tell.
    if claim.correction is not None and claim.correction.change != "withdrawn":
        key = f"change-{claim.correction.change}"
        found.append(Mark("edited", _correction(claim.correction, key, wording)))
    if claim.rank != "normal":
        found.append(Mark("edited", _because(wording.say(f"rank-{claim.rank}"), claim.rank_reason, wording)))
    return tuple(found)


def _status(claim: Claim, wording: Wording) -> list[Mark]:
    if claim.status == "published":
        return []
    key = f"status-{claim.status}"
    withdrawn = claim.correction if claim.status == "retracted" else None
    if withdrawn is not None and withdrawn.change == "withdrawn":
        return [Mark("withheld", _correction(withdrawn, key, wording))]
    return [Mark("withheld", wording.say(key))]


def _correction(correction: Correction, key: str, wording: Wording) -> str:
    date = date_in_words(day_of(correction.at), wording)
    mark = wording.say("changed-on", change=wording.say(key), date=date)
    return _because(mark, correction.reason, wording)


def _because(mark: str, reason: str | None, wording: Wording) -> str:
    return mark if reason is None else wording.say("because", mark=mark, reason=reason)


def _relations(answers: tuple[Answer, ...], incoming: bool, wording: Wording) -> list[Mark]:
    """Returns one mark for each relation that claims have to this one, or this one has to others."""
    if not answers:  # as most claims have none
        return []
    ordered = sorted(
        (each for each in answers if each.incoming is incoming),
        key=lambda each: (_ORDER.index(each.relation), each.number),
    )
    found = []
    for relation, group in groupby(ordered, key=lambda each: each.relation):
        several = list(group)
        # Who speaks matters where speakers answer each other; over time, the newer claim's number says it.
        named = incoming and _TONE_OF[relation] != "replaced"
        who = [
            claim_of(each, wording) if named else claim_number(each.number, wording)
            for each in several[:_MOST_NAMED]
        ]
        if len(several) > _MOST_NAMED:
            who.append(wording.say("and-others", count=len(several) - _MOST_NAMED))
        words = relation_in_words(several[0], listed(who, wording), wording)
        found.append(Mark(_TONE_OF[relation], words))
    return found
