"""Finds what a topic's newest claims agree on and what is disputed, from their relations alone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from storage.reads.claims import independent_origins
from storage.reads.listing import Narrowing, page

LOOKED_THROUGH = 1_000
"""How many of a topic's newest claims a brief goes through."""

_AT_A_TIME = 50
"""Origins are counted of so many claims at a time, until enough are agreed on: mostly the first ones do."""

_BY_NOBODY = (False, False, False)
"""Neither disputed, nor supported, nor replaced."""

_PUBLISHED = "SELECT id FROM claims WHERE id IN (SELECT value FROM json_each(?)) AND status = 'published'"
_ANSWERED = """
    SELECT relations.to_claim_id,
           max(relations.type IN ('disputes', 'denies')),
           max(relations.type IN ('confirms', 'corroborates')),
           max(relations.type IN ('corrects', 'supersedes'))
    FROM relations
    JOIN claims AS own ON own.id = relations.to_claim_id AND own.status = 'published'
    JOIN claims AS other ON other.id = relations.from_claim_id AND other.status = 'published'
    WHERE relations.to_claim_id IN (SELECT value FROM json_each(?))
    GROUP BY relations.to_claim_id
"""


@dataclass(frozen=True, slots=True)
class Brief:
    """Numbers of claims, newest first.

    Attributes:
        agreed: Published claims that another claim confirms or corroborates, or that several independent
            origins carry, and that none denies, disputes, corrects or supersedes.
        disputed: Published claims that another claim denies or disputes.
        newest: The newest claims, whatever is said of them.
        cut: Whether the topic has more claims than were looked through.
    """

    agreed: tuple[int, ...]
    disputed: tuple[int, ...]
    newest: tuple[int, ...]
    cut: bool


def brief(db: Database, topics: tuple[int, ...], limit: int) -> Brief:
    """Returns at most *limit* claims of each sort, out of the newest `LOOKED_THROUGH` of the topics."""
    looked = page(db, Narrowing(topics=topics), limit=LOOKED_THROUGH)
    answered = {
        number: (bool(disputed), bool(supported), bool(replaced))
        for number, disputed, supported, replaced in db.conn.execute(_ANSWERED, (json.dumps(looked.numbers),))
    }
    disputed = [number for number in looked.numbers if answered.get(number, _BY_NOBODY)[0]]
    agreed = _agreed(db, looked.numbers, answered, limit)
    return Brief(agreed, tuple(disputed[:limit]), looked.numbers[:limit], looked.more)


def _agreed(
    db: Database, numbers: Sequence[int], answered: Mapping[int, tuple[bool, bool, bool]], limit: int
) -> tuple[int, ...]:
    agreed: list[int] = []
    for first in range(0, len(numbers), _AT_A_TIME):
        if len(agreed) >= limit:
            break
        some = [
            one
            for one in numbers[first : first + _AT_A_TIME]
            if not answered.get(one, _BY_NOBODY)[0] and not answered.get(one, _BY_NOBODY)[2]
        ]
        published = {number for (number,) in db.conn.execute(_PUBLISHED, (json.dumps(some),))}
        origins = independent_origins(db, some)
        agreed += [
            number
            for number in some
            if number in published and (answered.get(number, _BY_NOBODY)[1] or origins[number] > 1)
        ]
    return tuple(agreed[:limit])
