"""Corrections of what channels were told: messages are edited, and a short reply says what was wrong.

A correction of words alone only edits, and so does what was expunged: nothing is said of it again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from storage.model import Claim
from storage.outbox import mark_stale, put
from storage.posts import Fits, Post, Section, Told, cut
from storage.reads.claims import load
from storage.reads.log import head
from storage.reads.news import Outcome, Passed, passed_since
from storage.vocabulary import LISTED

_MOST = 10
"""So many claims stand in one reply; what is more is counted."""

# The newest message of each channel that tells of a claim and may be there; not where nothing can be posted.
_WHERE = """
    SELECT told.platform, told.channel, max(told.outbox_id)
    FROM told JOIN outbox ON outbox.id = told.outbox_id
    WHERE told.claim_id = ? AND outbox.state <> 'failed'
      AND NOT EXISTS (SELECT 1 FROM digests WHERE digests.platform = told.platform
                      AND digests.channel = told.channel AND paused IN ('unreachable', 'restored'))
    GROUP BY 1, 2 ORDER BY 3
"""


@dataclass(frozen=True, slots=True)
class _Reply:
    """What is to be said of a claim; None of its claim where nobody may read it any more."""

    number: int
    outcome: Outcome | None
    told: Told | None


def correct(db: Database, at: str, fits: Fits) -> int:
    """Has all corrected that was told and changed since this was done last.

    Args:
        db: A writer, in a transaction.
        at: The time, ISO 8601 in UTC.
        fits: What platforms take as one message.

    Returns:
        How many replies were put into the outbox.
    """
    (until,) = db.conn.execute("SELECT until FROM corrected").fetchone()
    now = head(db)
    if until == now:
        return 0
    passed = passed_since(db, until, only_told=True)
    changed = {number: each for number, each in passed.items() if each.first != each.last}
    mark_stale(db, list(changed))
    claims = {each.number: each for each in load(db, list(changed)) if each.status in LISTED}
    replies = [
        reply for number, each in changed.items() if (reply := _reply(number, each, claims)) is not None
    ]
    made = 0
    for (platform, channel, answers), some in _by_message(db, replies).items():
        for part in cut(_post(some, until, at), fits):
            (name,) = db.conn.execute("SELECT digest FROM outbox WHERE id = ?", (answers,)).fetchone()
            put(db, name, (platform, channel), part, at, answers=answers)
            made += 1
    db.conn.execute("UPDATE corrected SET until = ?", (now,))
    return made


def _reply(number: int, each: Passed, claims: Mapping[int, Claim]) -> _Reply | None:
    """Returns what is to be said of a claim; None where its message is only edited."""
    if "expunged" in each.changes:
        return None
    if number not in claims:
        return _Reply(number, None, None)
    outcome = _outcome(each)
    return None if outcome is None else _Reply(number, outcome, Told(claims[number], each.reason))


def _outcome(each: Passed) -> Outcome | None:
    before = None if each.first is None else each.first.status
    after = None if each.last is None else each.last.status
    if after == "retracted" and before != "retracted":
        return "retracted"
    if after == "published" and before != "published":
        return "restored"
    return "corrected" if each.changes & {"updated", "corrected"} else None


def _by_message(db: Database, replies: Iterable[_Reply]) -> dict[tuple[str, str, int], list[_Reply]]:
    """Returns the replies by the message that they answer, with its platform and channel."""
    found = defaultdict[tuple[str, str, int], list[_Reply]](list)
    for reply in replies:
        for place in db.conn.execute(_WHERE, (reply.number,)).fetchall():
            found[place].append(reply)
    return found


def _post(replies: Iterable[_Reply], after: int, at: str) -> Post:
    by_outcome = defaultdict[Outcome, list[Told]](list)
    gone = []
    for reply in replies:
        if reply.outcome is None or reply.told is None:
            gone.append(reply.number)
        else:
            by_outcome[reply.outcome].append(reply.told)
    shown = [(outcome, one) for outcome, told in by_outcome.items() for one in told]
    kept = shown[:_MOST]
    outcomes = dict.fromkeys(outcome for outcome, _ in kept)
    sections = tuple(Section(each, tuple(one for other, one in kept if other == each)) for each in outcomes)
    return Post("correction", at[:10], after, sections, more=len(shown) - len(kept), gone=tuple(gone))
