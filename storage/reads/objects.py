"""Reads single objects of the record whole, as they are written: what an editor's command begins with."""

import json

from sqlite_utils import Database

from storage.exchange.reading import read_actors, read_claims, read_relations, read_sources, read_topics
from storage.exchange.rows import look_up
from storage.lines import Actor, Claim, Line, Relation, Source, Topic
from storage.reads.names import roots
from storage.vocabulary import ObjectKind, RelationType


def claim_line(db: Database, number: int) -> Claim | None:
    """Returns the claim of a number, whatever its status."""
    return read_claims(db.conn, f"[{number}]").get(number)


def actor_line(db: Database, row: int) -> Actor | None:
    """Returns the actor of a row number."""
    return read_actors(db.conn, f"[{row}]").get(row)


def topic_line(db: Database, row: int) -> Topic | None:
    """Returns the topic of a row number."""
    return read_topics(db.conn, f"[{row}]").get(row)


def source_line(db: Database, row: int) -> Source | None:
    """Returns the source of a row number."""
    return read_sources(db.conn, f"[{row}]").get(row)


def topic_slug(db: Database, uid: str) -> str | None:
    """Returns the short name of a topic."""
    row = db.conn.execute("SELECT slug FROM topics WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else str(row[0])


def row_of(db: Database, kind: ObjectKind, uid: str) -> int | None:
    """Returns the row number of an object; a claim's is its short number."""
    return look_up(db.conn, {kind: {uid}}).ids[kind].get(uid)


def relation_between(db: Database, earlier: int, later: int, relation: RelationType) -> Relation | None:
    """Returns the relation of this type that the claim *later* has to the claim *earlier*."""
    row = db.conn.execute(
        "SELECT id FROM relations WHERE from_claim_id = ? AND to_claim_id = ? AND type = ?",
        (later, earlier, relation),
    ).fetchone()
    return None if row is None else read_relations(db.conn, f"[{row[0]}]").get(row[0])


def relations_that_count(db: Database, number: int) -> list[Relation]:
    """Returns a claim's relations to and from published claims: those that count once it is published."""
    rows = db.conn.execute(
        "SELECT relations.id FROM relations JOIN claims ON claims.id = to_claim_id "
        "WHERE from_claim_id = ?1 AND status = 'published' "
        "UNION ALL "
        "SELECT relations.id FROM relations JOIN claims ON claims.id = from_claim_id "
        "WHERE to_claim_id = ?1 AND status = 'published' ORDER BY 1",
        (number,),
    ).fetchall()
    found = read_relations(db.conn, str([row for (row,) in rows]))
    return [found[row] for (row,) in rows]


def revision_of(db: Database, number: int) -> int | None:
    """Returns the revision that wrote a claim last."""
    row = db.conn.execute("SELECT revision_id FROM claims WHERE id = ?", (number,)).fetchone()
    return None if row is None else int(row[0])


def archived_in(db: Database, claim: Claim) -> tuple[Actor | Topic, ...]:
    """Returns the archived actors and topics that a claim names; of a merged actor, the one it is part of."""
    named = {each.actor for each in claim.attributions} | {each.actor for each in claim.involvements}
    named |= set() if claim.place is None else {claim.place}
    rows = look_up(db.conn, {"actor": named, "topic": set(claim.topics)}).ids
    actors = read_actors(db.conn, json.dumps(sorted(set(roots(db, rows["actor"].values()).values()))))
    topics = read_topics(db.conn, json.dumps(sorted(rows["topic"].values())))
    lines: list[Actor | Topic] = [*actors.values(), *topics.values()]
    return tuple(line for line in lines if line.archived)


def called(line: Line) -> str:
    """Returns what an object is called where a person reads of it."""
    match line:
        case Topic():
            return line.title
        case Actor():
            return line.name
        case Source():
            return line.title or line.publisher or line.url or line.uid
        case Claim():
            return line.text
        case Relation():
            return line.relation
