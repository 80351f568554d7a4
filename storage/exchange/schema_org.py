"""Exporting a desk's claims as schema.org JSON-LD: a graph of Claim and ClaimReview, written as it is read.

A claim is a schema.org Claim: its speakers are its authors, its evidence the works it appears in. Where
another claim of the record denies or disputes it, that claim is written as a ClaimReview of it too, by its
own speakers. It has no rating: nobody gave one, and the record does not say what is true (docs/exchange.md).
"""

from collections.abc import Iterable, Iterator
from sqlite3 import Connection
from typing import IO, Any
from urllib.parse import quote

import msgspec
from sqlite_utils import Database

from storage.exchange.exporting import claim_batches, of_one_revision, relation_batches
from storage.exchange.reading import read_claims, read_relations
from storage.exchange.surroundings import Surroundings, around
from storage.lines import Actor, Claim, Relation, Source
from storage.vocabulary import LISTED, ActorKind

Node = dict[str, Any]

_WIKIDATA = "http://www.wikidata.org/entity/"

# Who may be the author of a work is an Organization or a Person; a state speaks through its government.
_TYPE_OF: dict[ActorKind, str] = {
    "person": "Person",
    "state": "GovernmentOrganization",
    "organisation": "Organization",
    "armed_force": "Organization",
    "place": "Place",
    "other": "Thing",
}


def export_json_ld(db: Database, out: IO[bytes]) -> int:
    """Writes the published and retracted claims of a desk as one JSON-LD document, as of one revision.

    Args:
        db: A reader of the desk.
        out: Where the document goes, in UTF-8.

    Returns:
        How many nodes its graph has.
    """
    return of_one_revision(db, lambda conn: _export(conn, out))


def _export(conn: Connection, out: IO[bytes]) -> int:
    out.write(b'{"@context":"https://schema.org","@graph":[')
    written = 0
    for node in _nodes(conn):
        # Inside a page's <script> nothing may end it; "<" stands in strings only, where JSON may escape it.
        text = msgspec.json.encode(node).replace(b"<", b"\\u003c")
        out.write(b"\n" + text if written == 0 else b",\n" + text)
        written += 1
    out.write(b"\n]}\n")
    return written


def _nodes(conn: Connection) -> Iterator[Node]:
    for numbers in claim_batches(conn, LISTED):
        claims = read_claims(conn, str(numbers))
        names = around(conn, claims.values())
        for number in numbers:
            yield _claim(claims[number], names)
    for numbers in relation_batches(conn, ("published",)):
        yield from _reviews(conn, numbers)


def _reviews(conn: Connection, numbers: list[int]) -> Iterator[Node]:
    relations = read_relations(conn, str(numbers))
    answers = [
        relations[number] for number in numbers if relations[number].relation in ("denies", "disputes")
    ]
    claims = _claims_named(conn, answers)
    names = around(conn, claims.values())
    for relation in answers:
        yield _review(relation, claims[relation.from_claim], claims[relation.to_claim], names)


def _claims_named(conn: Connection, relations: Iterable[Relation]) -> dict[str, Claim]:
    uids = {uid for each in relations for uid in (each.from_claim, each.to_claim)}
    wanted = conn.execute(
        "SELECT id FROM claims WHERE uid IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(list(uids)).decode(),),
    )
    claims = read_claims(conn, str([number for (number,) in wanted]))
    return {claim.uid: claim for claim in claims.values()}


def _claim(claim: Claim, names: Surroundings) -> Node:
    firsts = [each.source for each in claim.evidence if each.first_appearance]
    others = [each.source for each in claim.evidence if not each.first_appearance]
    return _without_gaps(
        {
            "@type": "Claim",
            "@id": _claim_id(claim.uid),
            "identifier": claim.uid,
            "text": claim.text,
            "author": _speakers(claim, names),
            "datePublished": claim.stated,
            "temporalCoverage": claim.occurred,
            "contentLocation": None if claim.place is None else _actor(names.actors[claim.place]),
            "about": [{"@type": "Thing", "name": names.topics[uid].title} for uid in claim.topics],
            "mentions": [_actor(actor) for actor in _involved(claim, names)],
            "firstAppearance": [_work(names.sources[uid]) for uid in dict.fromkeys(firsts)],
            "appearance": [_work(names.sources[uid]) for uid in dict.fromkeys(others)],
            "creativeWorkStatus": "Retracted" if claim.status == "retracted" else None,
        }
    )


def _review(relation: Relation, answer: Claim, claim: Claim, names: Surroundings) -> Node:
    return _without_gaps(
        {
            "@type": "ClaimReview",
            "@id": f"#relation/{quote(relation.uid, safe='')}",
            "claimReviewed": claim.text,
            "itemReviewed": {"@id": _claim_id(claim.uid)},
            "author": _speakers(answer, names),
            "datePublished": answer.stated,
            "reviewBody": answer.text,
            "isBasedOn": {"@id": _claim_id(answer.uid)},
            "url": next((url for each in answer.evidence if (url := names.sources[each.source].url)), None),
        }
    )


def _speakers(claim: Claim, names: Surroundings) -> list[Node]:
    """Who makes the claim; those it only came through ("via") do not."""
    said = [names.actors[each.actor] for each in claim.attributions if each.role != "via"]
    return [_actor(actor) for actor in {actor.uid: actor for actor in said}.values()]


def _involved(claim: Claim, names: Surroundings) -> list[Actor]:
    actors = [names.actors[each.actor] for each in claim.involvements]
    return list({actor.uid: actor for actor in actors}.values())


def _actor(actor: Actor) -> Node:
    return _without_gaps(
        {
            "@type": _TYPE_OF[actor.kind],
            "@id": f"#actor/{quote(actor.uid, safe='')}",
            "name": actor.name,
            "sameAs": None if actor.wikidata is None else _WIKIDATA + actor.wikidata,
        }
    )


def _work(source: Source) -> Node:
    return _without_gaps(
        {
            "@type": "CreativeWork",
            "@id": f"#source/{quote(source.uid, safe='')}",
            "url": source.url,
            "name": source.title,
            "author": None if source.author is None else {"@type": "Person", "name": source.author},
            "publisher": None if source.publisher is None else _organisation(source.publisher),
            "datePublished": source.published,
            "archivedAt": source.archive_url,
            "inLanguage": source.language,
        }
    )


def _organisation(name: str) -> Node:
    return {"@type": "Organization", "name": name}


def _claim_id(uid: str) -> str:
    return f"#claim/{quote(uid, safe='')}"


def _without_gaps(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None and value != []}
