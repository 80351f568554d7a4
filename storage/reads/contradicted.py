"""Finds where an actor is contradicted: what it claims that another claim denies or disputes."""

import json

from sqlite_utils import Database

from storage.reads.listing import Narrowing, Numbers, page

LOOKED_THROUGH = 2_000
"""How many of an actor's newest claims are looked through."""

_ANSWERED = """
    SELECT DISTINCT relations.to_claim_id
    FROM relations
    JOIN claims AS own ON own.id = relations.to_claim_id AND own.status = 'published'
    JOIN claims AS other ON other.id = relations.from_claim_id AND other.status = 'published'
    WHERE relations.to_claim_id IN (SELECT value FROM json_each(?))
      AND relations.type IN ('disputes', 'denies')
"""


def contradicted(db: Database, speakers: tuple[int, ...], topics: tuple[int, ...], *, limit: int) -> Numbers:
    """Returns the newest claims of an actor that are denied or disputed.

    Args:
        db: The desk.
        speakers: Ids of the actor and those merged into it.
        topics: Ids of a topic and all below it; empty for all.
        limit: How many at most.
    """
    looked = page(db, Narrowing(topics=topics, speakers=speakers), limit=LOOKED_THROUGH).numbers
    answered = {number for (number,) in db.conn.execute(_ANSWERED, (json.dumps(list(looked)),))}
    found = [number for number in looked if number in answered]
    return Numbers(tuple(found[:limit]), len(found) > limit)
