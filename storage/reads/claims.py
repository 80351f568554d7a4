"""Reads claims whole: their parts, and what the record says of them.

Every answer ends here: other reads find numbers, in order; this one turns them into complete values with a
fixed handful of statements, however many claims there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlite_utils import Database

from storage.model import Answer, Claim, Correction, Evidence, Figure, Involved, Source, Speaker

Rows = list[tuple[Any, ...]]

_CLAIMS = """
    SELECT claims.id, claims.uid, claims.text, claims.kind, claims.status, claims.rank, claims.rank_reason,
           claims.occurred, claims.stated, claims.place_id, claims.sort_day
    FROM claims WHERE claims.id IN (SELECT value FROM json_each(?))
"""
_TOPICS = """
    SELECT claim_topics.claim_id, topics.slug
    FROM claim_topics JOIN topics ON topics.id = claim_topics.topic_id
    WHERE claim_topics.claim_id IN (SELECT value FROM json_each(?))
    ORDER BY claim_topics.position
"""
_ATTRIBUTIONS = """
    SELECT claim_id, actor_id, role, verb FROM attributions
    WHERE claim_id IN (SELECT value FROM json_each(?)) ORDER BY claim_id, position
"""
_INVOLVEMENTS = """
    SELECT claim_id, actor_id, role FROM involvements
    WHERE claim_id IN (SELECT value FROM json_each(?)) ORDER BY claim_id, position
"""
_ACTORS = "SELECT id, name, merged_into FROM actors WHERE id IN (SELECT value FROM json_each(?))"
# A source without a date may have been there all along; one of a month was known by the month's end.
_PUBLISHED_BY = "(?2 IS NULL OR coalesce(sources.published_upper, sources.published_lower, ?2) <= ?2)"
_EVIDENCE = f"""
    SELECT evidence.claim_id, evidence.quote, evidence.quote_language, evidence.translation,
           evidence.first_appearance, sources.id, sources.uid, sources.url, sources.publisher, sources.title,
           sources.author, sources.published, sources.retrieved, sources.archive_url, sources.language
    FROM evidence JOIN sources ON sources.id = evidence.source_id
    WHERE evidence.claim_id IN (SELECT value FROM json_each(?1)) AND {_PUBLISHED_BY}
    ORDER BY evidence.claim_id, evidence.position
"""
_ORIGINS = "SELECT id, origin_id FROM sources WHERE id IN (SELECT value FROM json_each(?))"
_SOURCES_OF = f"""
    SELECT evidence.claim_id, sources.id, sources.origin_id
    FROM evidence JOIN sources ON sources.id = evidence.source_id
    WHERE evidence.claim_id IN (SELECT value FROM json_each(?1)) AND {_PUBLISHED_BY}
"""
_FIGURES = """
    SELECT claim_id, measure, lower, best, upper, unit, qualifier, as_of, cumulative, wording
    FROM figures WHERE claim_id IN (SELECT value FROM json_each(?)) ORDER BY claim_id, position
"""
# Retracted claims carry no relation, on either side; what is only proposed says nothing yet.
_RELATIONS = """
    SELECT relations.to_claim_id, relations.type, 1, other.id, other.text, other.stated
    FROM relations
    JOIN claims AS own ON own.id = relations.to_claim_id AND own.status = 'published'
    JOIN claims AS other ON other.id = relations.from_claim_id AND other.status = 'published'
    WHERE relations.to_claim_id IN (SELECT value FROM json_each(?1))
      AND (?2 IS NULL OR other.known_from <= ?2)
    UNION ALL
    SELECT relations.from_claim_id, relations.type, 0, other.id, other.text, other.stated
    FROM relations
    JOIN claims AS own ON own.id = relations.from_claim_id AND own.status = 'published'
    JOIN claims AS other ON other.id = relations.to_claim_id AND other.status = 'published'
    WHERE relations.from_claim_id IN (SELECT value FROM json_each(?1))
      AND (?2 IS NULL OR other.known_from <= ?2)
    ORDER BY 1, 3 DESC, 4, 2
"""
_SUPPORTERS = """
    SELECT relations.to_claim_id, relations.from_claim_id
    FROM relations
    JOIN claims AS own ON own.id = relations.to_claim_id AND own.status = 'published'
    JOIN claims AS other ON other.id = relations.from_claim_id AND other.status = 'published'
    WHERE relations.to_claim_id IN (SELECT value FROM json_each(?))
      AND relations.type IN ('confirms', 'corroborates')
"""
# What takes a correction back is called as a correction too (storage/undoing.py), so undos are among these.
_CORRECTIONS = """
    SELECT revision_items.object_id, revision_items.change, revisions.at, revisions.reason, revisions.id,
           revisions.undoes
    FROM revision_items JOIN revisions ON revisions.id = revision_items.revision_id
    WHERE revision_items.object_kind = 'claim'
      AND revision_items.object_id IN (SELECT value FROM json_each(?))
      AND revision_items.change IN ('updated', 'corrected', 'withdrawn', 'restored')
    ORDER BY revision_items.id
"""

_SUPPORT = frozenset({"confirms", "corroborates"})


def load(db: Database, numbers: Sequence[int], as_of: int | None = None) -> tuple[Claim, ...]:
    """Returns the claims of these numbers, in this order; a number that no claim has is left out.

    Args:
        db: The desk.
        numbers: The claims' numbers.
        as_of: Only relations known and sources published by this day count and are shown (days since
            1970-01-01), but for a claim that has no such source; None shows all.
    """
    if not numbers:
        return ()
    asked = _json(numbers)
    relations = _grouped(_rows(db, _RELATIONS, asked, as_of))
    others = {row[2] for rows in relations.values() for row in rows}
    spoken = _grouped(_rows(db, _ATTRIBUTIONS, _json([*numbers, *others])))
    involved = _grouped(_rows(db, _INVOLVEMENTS, asked))
    claims = {row[0]: row for row in _rows(db, _CLAIMS, asked)}
    names = actor_names(
        db,
        {row[0] for rows in (*spoken.values(), *involved.values()) for row in rows}
        | {row[9] for row in claims.values() if row[9] is not None},
    )
    supporters = {
        number: {row[2] for row in rows if row[1] and row[0] in _SUPPORT}
        for number, rows in relations.items()
    }
    carrying = {*numbers, *(other for found in supporters.values() for other in found)}
    carried = _carried(db, carrying, as_of)
    evidence = _grouped(_rows(db, _EVIDENCE, asked, as_of))
    if late := [number for number in numbers if not carried.get(number)]:
        # What was said by then may stand in later sources alone: there is where it can be checked.
        carried.update(_carried(db, late))
        evidence.update(_grouped(_rows(db, _EVIDENCE, _json(late), None)))
    roots = _roots(db, carried)
    origins = _counted(numbers, supporters, carried, roots)
    topics = _grouped(_rows(db, _TOPICS, asked))
    figures = _grouped(_rows(db, _FIGURES, asked))
    corrections = _grouped(_rows(db, _CORRECTIONS, asked))
    return tuple(
        [
            Claim(
                *(
                    *row[:9],
                    names.get(row[9]),
                    row[10],
                    tuple([slug for (slug,) in topics[number]]),
                    _speakers(spoken[number], names),
                    _involved(involved[number], names),
                    _evidence(evidence[number], roots),
                    tuple(map(_figure, figures[number])),
                    _answers(relations[number], spoken, names),
                    origins[number],
                    _correction(row[4], corrections[number]),
                )
            )
            for number in numbers
            if (row := claims.get(number)) is not None
        ]
    )


def actor_names(db: Database, ids: Iterable[int]) -> dict[int | None, str]:
    """Returns the name that each actor goes by: that of the one it was merged into, if it was."""
    found: dict[int, tuple[str, int | None]] = {}
    wanted = set(ids)
    while wanted:
        rows = _rows(db, _ACTORS, _json(wanted))
        found.update((actor, (name, merged)) for actor, name, merged in rows)
        wanted = {merged for _, _, merged in rows if merged is not None} - found.keys()
    names: dict[int | None, str] = {}
    for actor, (name, merged) in found.items():
        while merged is not None:
            name, merged = found[merged]
        names[actor] = name
    return names


def independent_origins(db: Database, numbers: Sequence[int]) -> dict[int, int]:
    """Returns how many independent origins carry each claim (see `Claim.origins`)."""
    support = _grouped(_rows(db, _SUPPORTERS, _json(numbers)))
    supporters = {number: {other for (other,) in rows} for number, rows in support.items()}
    carried = _carried(db, {*numbers, *(other for others in supporters.values() for other in others)})
    return _counted(numbers, supporters, carried, _roots(db, carried))


def _carried(db: Database, numbers: Iterable[int], as_of: int | None = None) -> dict[int, Rows]:
    """Returns the sources of each claim, each with what it reprints; with *as_of* those there by that day."""
    return _grouped(_rows(db, _SOURCES_OF, _json(numbers), as_of))


def _counted(
    numbers: Sequence[int], supporters: dict[int, set[int]], carried: dict[int, Rows], roots: dict[int, int]
) -> dict[int, int]:
    return {
        number: len(
            {roots[source] for one in (number, *supporters.get(number, ())) for source, _ in carried[one]}
        )
        for number in numbers
    }


def _evidence(rows: Rows, roots: dict[int, int]) -> tuple[Evidence, ...]:
    return tuple(
        [Evidence(Source(*(*row[4:14], roots[row[4]])), row[0], row[1], row[2], bool(row[3])) for row in rows]
    )


def _roots(db: Database, carried: dict[int, Rows]) -> dict[int, int]:
    """Follows each source to the root of what it reprints; writing refuses circles, so this ends."""
    origin_of: dict[int, int | None] = {
        source: origin for rows in carried.values() for source, origin in rows
    }
    wanted = {origin for origin in origin_of.values() if origin is not None} - origin_of.keys()
    while wanted:
        origin_of.update((row[0], row[1]) for row in _rows(db, _ORIGINS, _json(wanted)))
        wanted = {origin for origin in origin_of.values() if origin is not None} - origin_of.keys()
    roots: dict[int, int] = {}
    for source in origin_of:
        root = source
        while (further := origin_of[root]) is not None:
            root = further
        roots[source] = root
    return roots


def _speakers(rows: Rows, names: dict[int | None, str]) -> tuple[Speaker, ...]:
    if len(rows) == 1:  # as most claims have; what follows takes three times as long
        ((actor, role, verb),) = rows
        return (Speaker(names[actor], role, verb),)
    # Two attributions of actors that were merged since are one speaker: shown once.
    return tuple(
        [Speaker(*row) for row in dict.fromkeys([(names[actor], role, verb) for actor, role, verb in rows])]
    )


def _involved(rows: Rows, names: dict[int | None, str]) -> tuple[Involved, ...]:
    if len(rows) == 1:
        ((actor, role),) = rows
        return (Involved(names[actor], role),)
    return tuple([Involved(*row) for row in dict.fromkeys([(names[actor], role) for actor, role in rows])])


def _figure(row: tuple[Any, ...]) -> Figure:
    cumulative = None if row[7] is None else bool(row[7])
    return Figure(*(*row[:7], cumulative, row[8]))


def _correction(status: str, rows: Rows) -> Correction | None:
    """Returns the withdrawal of a retracted claim; of others, the newest correction that stands.

    Whether a claim is retracted is told by the claim alone: it may have been withdrawn, restored and taken
    back over and over.
    """
    if not rows:
        return None
    edit: Correction | None = None
    withdrawal: Correction | None = None
    undone = _undone(rows)
    for change, at, reason, revision, undoes in rows:
        if undoes is not None or revision in undone or change == "restored":
            continue
        if change == "withdrawn":
            withdrawal = Correction(change, at, reason, revision)
        else:
            edit = Correction(change, at, reason, revision)
    return withdrawal if status == "retracted" and withdrawal is not None else edit


def _undone(rows: Rows) -> set[int]:
    """Returns the revisions that were taken back, and still are."""
    undone: set[int] = set()
    # The later one is judged first: whether an undo stands is known before what it took back is judged.
    for *_, revision, undoes in reversed(rows):
        if undoes is not None and revision not in undone:
            undone.add(undoes)
    return undone


def _answers(rows: Rows, spoken: dict[int, Rows], names: dict[int | None, str]) -> tuple[Answer, ...]:
    return tuple(
        [
            Answer(
                relation,
                bool(incoming),
                other,
                text,
                # Whoever only carries it (`via`) does not make the claim.
                tuple(dict.fromkeys([names[actor] for actor, role, _ in spoken[other] if role != "via"])),
                stated,
            )
            for relation, incoming, other, text, stated in rows
        ]
    )


def _json(numbers: Iterable[int]) -> str:
    # Python writes whole numbers as JSON does, in a fraction of the time that json.dumps takes for a few.
    return str(list(numbers))


def _grouped(rows: Rows) -> dict[int, Rows]:
    grouped: defaultdict[int, Rows] = defaultdict(list)
    for row in rows:
        grouped[row[0]].append(row[1:])
    return grouped


def _rows(db: Database, statement: str, *parameters: object) -> Rows:
    return db.conn.execute(statement, parameters).fetchall()
