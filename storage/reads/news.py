"""What is news to somebody who is told of some claims only: since a revision, judged by the log alone.

New is what became visible to them since: published, restored, given the topic. What came and went in between
is nothing, and neither is what was changed and changed back.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

import msgspec
from sqlite_utils import Database

from storage.exchange.reading import read_objects
from storage.lines import Claim, read
from storage.vocabulary import ClaimKind

Outcome = Literal["retracted", "corrected", "restored", "disputed", "confirmed", "new"]
"""What is told of a claim, in the order in which it is told."""

_ORDER = get_args(Outcome)

# The unary plus has SQLite walk the revisions, and not all that is about claims.
_ITEMS = """
    SELECT items.object_id, items.revision_id, items.change, items.before, items.after, revisions.reason,
           EXISTS (SELECT 1 FROM unannounced WHERE unannounced.revision_id = items.revision_id)
    FROM revision_items AS items JOIN revisions ON revisions.id = items.revision_id
    WHERE items.revision_id > ?1 AND +items.object_kind = 'claim'
      -- What an import brought counts as if it had been there: it may be a hundred thousand claims.
      AND NOT (items.change = 'added'
               AND items.revision_id IN (SELECT revision_id FROM unannounced))
      AND (?2 IS NULL OR EXISTS (SELECT 1 FROM told WHERE told.claim_id = items.object_id))
    ORDER BY items.revision_id, items.id
"""
_RELATIONS = """
    SELECT relations.to_claim_id, max(items.revision_id),
           max(relations.type IN ('disputes', 'denies'))
    FROM revision_items AS items
    JOIN relations ON relations.id = items.object_id
    JOIN claims AS answering ON answering.id = relations.from_claim_id
    WHERE items.revision_id > ?1 AND +items.object_kind = 'relation'
      AND items.change IN ('added', 'approved', 'restored')
      AND relations.type IN ('disputes', 'denies', 'confirms', 'corroborates')
      AND answering.status = 'published'
      AND items.revision_id NOT IN (SELECT revision_id FROM unannounced)
    GROUP BY 1, relations.type IN ('disputes', 'denies')
"""
_DISPUTED = """
    SELECT DISTINCT to_claim_id FROM relations JOIN claims ON claims.id = from_claim_id
    WHERE to_claim_id IN (SELECT value FROM json_each(?)) AND type IN ('disputes', 'denies')
      AND claims.status = 'published'
"""
_TOLD = """
    SELECT claim_id, max(revision) FROM told WHERE platform = ? AND channel = ?
      AND claim_id IN (SELECT value FROM json_each(?)) GROUP BY claim_id
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims somebody is told of, by uids; empty means any."""

    topics: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    kinds: frozenset[ClaimKind] = frozenset()
    disputed: bool = False

    def takes(self, claim: Claim | None, statuses: Collection[str] = ("published",)) -> bool:
        """Tells whether a claim is one of them, apart from who disputes it."""
        if claim is None or claim.status not in statuses:
            return False
        actors = {each.actor for each in claim.attributions} | {each.actor for each in claim.involvements}
        return (
            (not self.topics or not self.topics.isdisjoint(claim.topics))
            and (not self.actors or not self.actors.isdisjoint(actors))
            and (not self.kinds or claim.kind in self.kinds)
        )


@dataclass(frozen=True, slots=True)
class News:
    """What is told of one claim: the outcome, and why where an editor said."""

    number: int
    outcome: Outcome
    reason: str | None


@dataclass(slots=True)
class Passed:
    """What happened to one claim since a revision.

    Attributes:
        first: The claim as it was then.
        last: The claim as it is now.
        changes: What was done to it, in words of the log.
        reason: Why the newest of these was done.
        shown: Whether it was visible before the newest item.
        appeared: Whether it became visible by what is announced.
    """

    first: Claim | None
    last: Claim | None = None
    changes: set[str] = field(default_factory=set)
    reason: str | None = None
    shown: bool = False
    appeared: bool = False


def news(db: Database, wanted: Wanted, after: int, platform: str, channel: str) -> tuple[News, ...]:
    """Returns what is news since a revision, to a channel that is told of some claims.

    What the channel was told of before is not new again, and its corrections are told by themselves
    (`storage.corrections`).

    Args:
        db: The desk.
        wanted: Which claims.
        after: The revision.
        platform: Where the channel is.
        channel: The channel.
    """
    passed = passed_since(db, after, wanted)
    relations = db.conn.execute(_RELATIONS, (after,)).fetchall()
    told = _told(db, platform, channel, {*passed, *(number for number, _, _ in relations)})
    found = [
        News(number, outcome, each.reason)
        for number, each in passed.items()
        if number not in told and (outcome := _outcome(wanted, each)) is not None
    ]
    new = {each.number for each in found if each.outcome == "new"}
    answered = [each for each in relations if each[0] not in new and each[1] > told.get(each[0], 0)]
    visible = _visible(db, wanted, {number for number, _, _ in answered})
    found += [
        News(number, "disputed" if against else "confirmed", None)
        for number, _, against in answered
        if number in visible
    ]
    if wanted.disputed:
        against = _disputed(db, {each.number for each in found})
        found = [each for each in found if each.number in against]
    return tuple(sorted(found, key=lambda each: (_ORDER.index(each.outcome), each.number)))


def passed_since(
    db: Database, after: int, wanted: Wanted | None = None, *, only_told: bool = False
) -> dict[int, Passed]:
    """Returns what happened to claims since a revision, by their numbers.

    Args:
        db: The desk.
        after: The revision.
        wanted: By whom it is judged whether a claim became visible; anybody, if left out.
        only_told: Only claims that some channel was told of.
    """
    wanted = wanted or Wanted()
    passed: dict[int, Passed] = {}
    rows = db.conn.execute(_ITEMS, (after, 1 if only_told else None))
    for number, _, change, before, now, reason, silent in rows:
        each = passed.get(number)
        if each is None:
            first = claim_in(before)
            each = passed[number] = Passed(first, shown=wanted.takes(first))
        each.last, each.reason = claim_in(now), reason
        each.changes.add(change)
        shows = wanted.takes(each.last)
        if silent:
            each.appeared = False
        elif shows and not each.shown:
            each.appeared = True
        each.shown = shows
    return passed


def claim_in(text: str | None) -> Claim | None:
    """Returns the claim that the log holds; None where it holds none, or it was expunged."""
    try:
        line = None if text is None else read(text)
    except msgspec.ValidationError:  # the marker of what was expunged
        return None
    return line if isinstance(line, Claim) else None


def _outcome(wanted: Wanted, each: Passed) -> Outcome | None:
    if each.shown:
        if not wanted.takes(each.first):
            return "new" if each.appeared else None
        is_other = bool(each.changes & {"updated", "corrected"}) and each.first != each.last
        return "corrected" if is_other else None
    was_retracted = wanted.takes(each.first) and wanted.takes(each.last, ("retracted",))
    return "retracted" if was_retracted else None


def _told(db: Database, platform: str, channel: str, numbers: Iterable[int]) -> dict[int, int]:
    """Returns as of which revision a channel was told of each claim that it was told of."""
    return dict(db.conn.execute(_TOLD, (platform, channel, json.dumps(list(numbers)))).fetchall())


def _visible(db: Database, wanted: Wanted, numbers: Iterable[int]) -> set[int]:
    lines = read_objects(db.conn, "claim", list(numbers))
    return {number for number, line in lines.items() if isinstance(line, Claim) and wanted.takes(line)}


def _disputed(db: Database, numbers: Iterable[int]) -> set[int]:
    return {number for (number,) in db.conn.execute(_DISPUTED, (json.dumps(list(numbers)),))}
