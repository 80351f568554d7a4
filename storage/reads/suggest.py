"""What a half-typed argument may become: at most a handful of names or claims, the likeliest first.

A name is looked for as it stands, by its beginning, by an alias's beginning and by the beginning of a later
word, in this order; only when all that finds nothing are names compared for likeness, which takes longer.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from storage.names import fold
from storage.reads.names import (
    LONGEST_NAME,
    NAMED,
    known_measures,
    likest,
    near_ids,
    quoted,
    roots,
    typed_text,
    words_of,
)
from storage.reads.opening import by_uid
from storage.reads.unlisted import unlisted_actors

MOST = 25
"""As many suggestions as a reader looks over, and as Discord shows."""

LABEL_LENGTH = 90
"""Characters of a text that a suggestion shows, the mark of what was left out included."""

_Kind = Literal["topic", "actor", "place"]

_NEWEST = 200
"""So many of the newest claims tell which names to begin with when nothing is typed yet."""

_FIGURES_LOOKED_THROUGH = 1000
"""So many of a topic's newest claims with figures tell what is counted in it."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to complete an argument.

    Attributes:
        value: What is put into the line: it finds the very thing that is shown.
        label: What is shown.
    """

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of something, canonical or an alias."""

    id: int
    name: str
    folded: str
    alias: bool


def topics(db: Database, typed: str, limit: int = MOST) -> list[Suggestion]:
    """Suggests topics; the value is the slug. Nothing typed: those of the newest claims go first."""
    found = _found(db, "topic", typed, limit)
    rows = db.conn.execute(
        "SELECT id, slug, title, folded FROM topics WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(found)),),
    )
    known = {row[0]: row[1:] for row in rows}
    suggestions = []
    for one, name in found.items():
        slug, title, folded = known[one]
        by_alias = name is not None and name.folded not in (folded, slug, slug.replace("-", " "))
        suggestions.append(Suggestion(slug, f"{title} ({name.name})" if name and by_alias else title))
    return suggestions


def actors(db: Database, typed: str, limit: int = MOST) -> list[Suggestion]:
    """Suggests actors; the value is the name, or the uid of one whose name finds another.

    Nothing typed: those that the newest claims quote most go first.
    """
    return _actors(db, "actor", typed, limit)


def places(db: Database, typed: str, limit: int = MOST) -> list[Suggestion]:
    """Suggests actors that are places, as `actors` does. Nothing typed: those of the newest claims first."""
    return _actors(db, "place", typed, limit)


def measures(
    db: Database, typed: str, topic_family: tuple[int, ...] | None = None, limit: int = MOST
) -> list[Suggestion]:
    """Suggests what is counted: in the newest claims of the topics first, if there are topics."""
    typed = typed_text(typed)[:LONGEST_NAME]
    known = _measures_of(db, topic_family) if topic_family else known_measures(db)
    found = _completing(fold(typed), known)
    if not found and topic_family:
        found = _completing(fold(typed), known := known_measures(db))
    return [Suggestion(measure, measure) for measure in (found or likest(typed, known, limit))[:limit]]


def shortened(text: str, length: int = LABEL_LENGTH) -> str:
    """Returns the text in one line, cut at a word if it is longer than *length*."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    space = line.rfind(" ", 0, length)
    return line[: space if space > 0 else length - 1] + "…"


def _actors(db: Database, kind: Literal["actor", "place"], typed: str, limit: int) -> list[Suggestion]:
    found = _found(db, kind, typed, limit)
    # Where several bear a name, it is asked which is meant, so each is offered by its uid.
    same = "SELECT {}(id) FROM actors AS other WHERE other.folded = actors.folded AND merged_into IS NULL"
    if kind == "place":  # where a place is asked for, others of its name are not meant
        same += " AND other.kind = 'place'"
    rows = db.conn.execute(
        f"""
        SELECT id, uid, name, folded, kind, description, ({same.format("min")}), ({same.format("max")})
        FROM actors WHERE id IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(found)),),
    )
    known = {row[0]: row[1:] for row in rows}
    suggestions = []
    for one, matched in found.items():
        uid, name, folded, its_kind, description, first, last = known[one]
        if kind == "place" and its_kind != "place":
            continue
        about = matched.name if matched is not None and matched.folded != folded else None
        if first != last and about is None:
            about = shortened(description or uid)
        value = name if first == last else by_uid(db, uid)
        suggestions.append(Suggestion(value, f"{name} ({about})" if about else name))
    return suggestions


def _found(db: Database, kind: _Kind, typed: str, limit: int) -> dict[int, _Name | None]:
    """Returns the ids that are suggested, in order, with the name that was found if one was typed."""
    typed = typed_text(typed)[:LONGEST_NAME]
    folded = fold(typed)
    if not folded:
        return dict.fromkeys(_first(db, kind, limit))
    # Twice as many as are asked for: several names may be one actor's.
    names = _beginning(db, kind, folded, 2 * limit)
    if len({name.id for name in names}) < limit:
        names += _with_later_words(db, kind, typed, 2 * limit)
    if not names:
        names = _alike(db, kind, typed, limit)
    root = {} if kind == "topic" else roots(db, {name.id for name in names})
    found: dict[int, _Name | None] = {}
    for name in names:
        found.setdefault(root.get(name.id, name.id), name)
    for hidden in _hidden(db, kind, found):
        del found[hidden]
    return dict(list(found.items())[:limit])


def _hidden(db: Database, kind: _Kind, ids: Iterable[int]) -> set[int]:
    """Returns those that are found by their names, but not offered: archived, or of no claim that is seen."""
    wanted = (
        f"SELECT id FROM {NAMED[kind].table} WHERE archived = 1 AND id IN (SELECT value FROM json_each(?))"
    )
    ids = list(ids)
    archived = {one for (one,) in db.conn.execute(wanted, (json.dumps(ids),))}
    return archived if kind == "topic" else archived | unlisted_actors(db.conn, ids)


def _beginning(db: Database, kind: _Kind, folded: str, limit: int) -> list[_Name]:
    """Finds names that begin with what was typed: what is called just so first, names before aliases."""
    named = NAMED[kind]
    begins = "folded >= ?1 AND folded < ?2"
    of_kind = f"AND EXISTS (SELECT 1 FROM {named.table} WHERE id = {named.of} AND archived = 0 {named.also})"
    slugs = "UNION ALL SELECT id, slug, slug, 0 FROM topics WHERE slug >= ?1 AND slug < ?2 AND archived = 0"
    rows = db.conn.execute(
        f"""
        SELECT * FROM (SELECT id, {named.name}, folded, 0 FROM {named.table}
                       WHERE {begins} AND archived = 0 {named.also} ORDER BY folded, id LIMIT ?3)
        UNION ALL
        SELECT * FROM (SELECT {named.of}, alias, folded, 1 FROM {named.aliases}
                       WHERE {begins} {of_kind} ORDER BY folded, {named.of} LIMIT ?3)
        {slugs if kind == "topic" else ""}
        """,
        (folded, folded + "\U0010ffff", limit),
    )
    names = [_Name(one, name, its_folded, bool(alias)) for one, name, its_folded, alias in rows]
    return sorted(names, key=lambda name: (name.folded != folded, name.alias, name.folded, name.id))


def _with_later_words(db: Database, kind: _Kind, typed: str, limit: int) -> list[_Name]:
    """Finds names in which every typed word begins a word, wherever it stands."""
    words = words_of(typed)
    if not words:
        return []
    named = NAMED[kind]
    ids = db.conn.execute(
        f"""
        SELECT {named.table}.id FROM name_search AS s JOIN {named.table} ON {named.table}.id = s.rowid >> 2
        WHERE name_search MATCH ?1 AND s.rowid <= 4 * (SELECT max(id) + 1 FROM {named.table})
          AND s.rowid & 3 = {named.code} AND {named.table}.archived = 0 {named.also}
        LIMIT ?2
        """,
        (" ".join(f"{quoted(word)}*" for word in words), limit),
    )
    grouped: dict[int, list[_Name]] = {one: [] for (one,) in ids}
    for name in _names(db, kind, grouped):
        grouped[name.id].append(name)
    begins = [f" {word}" for word in _WORD.findall(fold(typed))]
    found = []
    for names in grouped.values():
        fitting = (name for name in names if all(begin in spaced(name.folded) for begin in begins))
        found.append(next(fitting, names[0]))
    return sorted(found, key=lambda name: (name.alias, name.folded, name.id))


def spaced(folded: str) -> str:
    """Returns the words with one space before each, whatever stands between them."""
    return " " + " ".join(_WORD.findall(folded))


def _alike(db: Database, kind: _Kind, typed: str, limit: int) -> list[_Name]:
    """Finds those with a name like what was typed, and that name."""
    near = near_ids(db, kind, typed, limit)
    shown = {name.folded: name.name for name in reversed(_names(db, kind, near.values(), by="folded"))}
    return [_Name(one, shown.get(name, name), name, alias=False) for one, name in near.items()]


def _names(db: Database, kind: _Kind, values: Iterable[int | str], by: str = "id") -> list[_Name]:
    """Returns names by the ids of those who have them, or as folded; canonical names before aliases."""
    named = NAMED[kind]
    rows = db.conn.execute(
        f"""
        SELECT id, {named.name}, folded, 0, 0 AS position FROM {named.table}
        WHERE {by} IN (SELECT value FROM json_each(?1))
        UNION ALL
        SELECT {named.of}, alias, folded, 1, position FROM {named.aliases}
        WHERE {named.of if by == "id" else by} IN (SELECT value FROM json_each(?1))
        ORDER BY 1, 4, 5
        """,
        (json.dumps(list(values)),),
    )
    return [_Name(one, name, folded, bool(alias)) for one, name, folded, alias, _ in rows]


_NEWEST_CLAIMS = f"""
    SELECT id FROM claims WHERE status IN ('published', 'retracted')
    ORDER BY sort_day DESC, id DESC LIMIT {_NEWEST}
"""
_OF_THE_NEWEST: dict[_Kind, str] = {
    "topic": "SELECT topic_id AS one FROM newest JOIN claim_topics ON claim_topics.claim_id = newest.id",
    "actor": "SELECT actor_id AS one FROM newest JOIN attributions ON attributions.claim_id = newest.id",
    "place": "SELECT place_id AS one FROM newest JOIN claims USING (id) WHERE place_id IS NOT NULL",
}


def _first(db: Database, kind: _Kind, limit: int) -> list[int]:
    """Returns those that the newest claims name most, then the others in alphabetical order."""
    named = NAMED[kind]
    of_newest = db.conn.execute(
        f"WITH newest AS MATERIALIZED ({_NEWEST_CLAIMS}) SELECT one FROM ({_OF_THE_NEWEST[kind]}) "
        "GROUP BY one ORDER BY count(*) DESC, one LIMIT ?",
        (limit,),
    )
    ids = [one for (one,) in of_newest]
    if kind != "topic":
        root = roots(db, ids)
        ids = [root[one] for one in ids]
    hidden = _hidden(db, kind, ids)
    ids = [one for one in ids if one not in hidden]
    if len(set(ids)) < limit:
        listed = "archived = 0" if kind == "topic" else "merged_into IS NULL AND archived = 0"
        ids += [
            one
            for (one,) in db.conn.execute(
                f"SELECT id FROM {named.table} WHERE {listed} {named.also} ORDER BY folded, id LIMIT ?",
                (limit,),
            )
        ]
        hidden = _hidden(db, kind, ids)
    return [one for one in dict.fromkeys(ids) if one not in hidden][:limit]


def _measures_of(db: Database, topic_family: Sequence[int]) -> list[str]:
    """Returns what the newest claims with figures of each topic count, the most often counted first."""
    counted: Counter[str] = Counter()
    for topic in topic_family:
        counted.update(
            dict(
                db.conn.execute(
                    """
                    SELECT measure, count(*) FROM (
                        SELECT claim_id FROM claim_topics
                        WHERE topic_id = ? AND has_figures = 1 AND status IN ('published', 'retracted')
                        ORDER BY sort_day DESC, claim_id DESC LIMIT ?) JOIN figures USING (claim_id)
                    GROUP BY measure
                    """,
                    (topic, max(50, _FIGURES_LOOKED_THROUGH // len(topic_family))),
                ).fetchall()
            )
        )
    return [measure for measure, _ in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]


def _completing(folded: str, known: Sequence[str]) -> list[str]:
    """Returns those that what was typed begins, then those of which it begins a later word."""

    def rung(name: str) -> int:
        its = fold(name)
        if its == folded:
            return 0
        if its.startswith(folded):
            return 1
        return 2 if spaced(folded) in spaced(its) else 3

    rungs = {name: rung(name) for name in known}
    return sorted((name for name in known if rungs[name] < 3), key=rungs.__getitem__)
