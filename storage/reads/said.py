"""Finds what was said in a span of days, whatever day it was said of."""

import json

from sqlite_utils import Database

from storage.placement import DISTANT_PAST
from storage.reads.listing import Numbers, has_few_claims

_LONG_DAYS = 31

# What stands on a timeline in the span anyway is listed there, not here.
_WANTED = f"""
    c.status IN ('published', 'retracted') AND c.stated IS NOT NULL
    AND coalesce(c.stated_lower, c.stated_upper) <= :until
    AND coalesce(c.stated_upper, c.stated_lower) >= :since
    AND NOT (c.begins <= :until AND c.ends >= :since)
    AND c.sort_day > {DISTANT_PAST}
    AND (:after IS NULL OR (coalesce(c.stated_lower, c.stated_upper), c.id) <
         (SELECT coalesce(a.stated_lower, a.stated_upper), a.id FROM claims AS a WHERE a.id = :after))
"""
_IN_TOPIC = """
    AND (:topics IS NULL OR EXISTS (
        SELECT 1 FROM claim_topics AS t
        WHERE t.claim_id = c.id AND +t.topic_id IN (SELECT value FROM json_each(:topics))))
"""
_OF_TOPIC = f"""
    SELECT DISTINCT coalesce(c.stated_lower, c.stated_upper) AS day, c.id AS number
    FROM claim_topics AS t JOIN claims AS c ON c.id = t.claim_id
    WHERE t.topic_id IN (SELECT value FROM json_each(:topics)) AND {_WANTED}
    ORDER BY day DESC, number DESC LIMIT :limit
"""
_OF_DAYS = f"""
    SELECT * FROM (
        SELECT c.stated_lower AS day, c.id AS number FROM claims AS c INDEXED BY claims_as_stated
        WHERE c.stated_lower BETWEEN :since - {_LONG_DAYS} AND :until
          AND c.stated_upper - c.stated_lower <= {_LONG_DAYS} AND {_WANTED} {_IN_TOPIC}
        ORDER BY c.stated_lower DESC, c.id DESC LIMIT :limit)
    UNION
    SELECT * FROM (
        SELECT coalesce(c.stated_lower, c.stated_upper) AS day, c.id AS number
        FROM claims AS c INDEXED BY claims_long_in_the_stating
        WHERE (c.stated_lower IS NULL OR c.stated_upper IS NULL
               OR c.stated_upper - c.stated_lower > {_LONG_DAYS})
          AND {_WANTED} {_IN_TOPIC}
        ORDER BY day DESC, number DESC LIMIT :limit)
    ORDER BY day DESC, number DESC LIMIT :limit
"""


def said(
    db: Database, since: int, until: int, *, topics: tuple[int, ...], limit: int, after: int | None = None
) -> Numbers:
    """Returns the claims that were said in the span but are of another time, newest first.

    Args:
        db: The desk.
        since: The span's first day.
        until: Its last day.
        topics: Ids of a topic and all below it; empty for all.
        limit: How many at most.
        after: The number of the claim to continue after.
    """
    wanted = json.dumps(list(topics)) if topics else None
    statement = _OF_TOPIC if topics and has_few_claims(db, topics) else _OF_DAYS
    values = {"since": since, "until": until, "topics": wanted, "after": after, "limit": limit + 1}
    found = [number for _, number in db.conn.execute(statement, values)]
    return Numbers(tuple(found[:limit]), len(found) > limit)
