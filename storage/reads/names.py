"""Finds the topic or actor that a reader names, and names near to one that nobody has.

Names are compared folded (`storage.names.fold`): without case, accents or doubled spaces. A merged actor is
found by its own names and stands for the one it was merged into; nothing that refers to it is rewritten.
"""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapidfuzz import process
from rapidfuzz.fuzz import ratio
from sqlite_utils import Database

from storage.model import Actor, Topic
from storage.names import fold, searched
from storage.vocabulary import ActorKind

NameKind = Literal["topic", "actor", "place"]
"""What has names of its own, with aliases."""

LONGEST_NAME = 200
"""Characters of a typed name that are looked at: no name in the record is longer (`storage.lines.Name`)."""

MOST_WORDS = 16
"""So many of the typed words are searched for."""

PARTS = re.compile(r"[^\W_]+")
"""What FTS5 takes for words, as nearly as it matters: runs of letters and digits."""

BY_UID = "uid:"
"""Stands before what is a uid, and no name."""

_MOST_PARTS = 8  # of a word are searched for, where it has parts ("2024-10-01" has three)

# The least likeness, of 100, of a name that may have been meant, and of a word that counts for its name at
# all. Likeness word by word counts a little less than likeness as a whole, so that the latter goes first.
_NEAR, _NEAR_WORD, _BY_WORD = 75, 50, 0.95

_WORDS_TRIED, _TRIED_FOR_A_WORD = 4, 200  # typed words, and things that have a word like it

# What finds a thing more nearly has the smaller place; places of one tenth find it alike.
_TOPICS = """
    SELECT found.place / 10, topics.id, topics.uid, topics.slug, topics.title, parent.slug
    FROM (
        SELECT min(place) AS place, id FROM (
            SELECT 0 AS place, id FROM topics WHERE slug = ?3
            UNION ALL SELECT 10, id FROM topics WHERE slug = ?2
            UNION ALL SELECT 11, id FROM topics WHERE folded = ?1
            UNION ALL SELECT 20, id FROM topics WHERE uid = ?3
            UNION ALL SELECT 30, topic_id FROM topic_aliases WHERE folded = ?1)
        GROUP BY id) AS found
    JOIN topics USING (id) LEFT JOIN topics AS parent ON parent.id = topics.parent_id
    ORDER BY found.place, topics.id
"""
# UNION, not UNION ALL: it ends even if somebody made a circle with another program.
_TOPIC_FAMILY = """
    WITH RECURSIVE family (id) AS (
        VALUES (?1)
        UNION SELECT topics.id FROM topics JOIN family ON topics.parent_id = family.id)
    SELECT id FROM family ORDER BY id <> ?1, id
"""
_TOPIC_ALIASES = "SELECT alias FROM topic_aliases WHERE topic_id = ? ORDER BY position"

# A merged actor's name is by now another name of the one it was merged into: it stands with the aliases.
_ACTORS = """
    SELECT found.place, id, uid, name, kind, description, wikidata, merged_into
    FROM (
        SELECT min(place) AS place, id FROM (
            SELECT CASE WHEN merged_into IS NULL THEN 0 ELSE 2 END AS place, id FROM actors WHERE folded = ?1
            UNION ALL SELECT 1, id FROM actors WHERE uid IN (?2, ?4)
            UNION ALL SELECT 2, actor_id FROM actor_aliases WHERE folded = ?1)
        GROUP BY id) AS found
    JOIN actors USING (id) WHERE ?3 IS NULL OR kind = ?3
    ORDER BY found.place, id
"""
_ACTOR_BY_ID = "SELECT id, uid, name, kind, description, wikidata, merged_into FROM actors WHERE id = ?"
_ACTOR_FAMILY = """
    WITH RECURSIVE family (id) AS (
        VALUES (?1)
        UNION SELECT actors.id FROM actors JOIN family ON actors.merged_into = family.id)
    SELECT actors.id, actors.name, actor_aliases.alias
    FROM family JOIN actors USING (id) LEFT JOIN actor_aliases ON actor_aliases.actor_id = actors.id
    ORDER BY actors.id <> ?1, actors.id, actor_aliases.position
"""

# Each distinct measure by one step into the index, instead of a walk through all figures.
_MEASURES = """
    WITH RECURSIVE known (measure) AS (
        SELECT min(measure) FROM figures
        UNION ALL
        SELECT (SELECT min(measure) FROM figures WHERE measure > known.measure)
        FROM known WHERE measure IS NOT NULL)
    SELECT measure FROM known
    WHERE EXISTS (SELECT 1 FROM figures JOIN claims ON claims.id = figures.claim_id
                  WHERE figures.measure = known.measure AND claims.status IN ('published', 'retracted'))
"""


@dataclass(frozen=True, slots=True)
class Named:
    """Where the names of a kind of thing are kept."""

    table: str
    name: str  # the table's column of canonical names
    aliases: str
    of: str  # the aliases' column that refers to the table
    code: int  # what is added to 4 * id in name_search
    also: str = ""  # what else must hold of a row of the table


NAMED: dict[NameKind, Named] = {
    "topic": Named("topics", "title", "topic_aliases", "topic_id", 1),
    "actor": Named("actors", "name", "actor_aliases", "actor_id", 0),
    "place": Named("actors", "name", "actor_aliases", "actor_id", 0, "AND actors.kind = 'place'"),
}


def typed_text(text: str) -> str:
    """Returns what of a typed text can be asked of the database: no lone surrogates, no U+0000."""
    return text.encode("utf-8", "ignore").decode().replace("\0", " ")


def words_of(text: str) -> list[str]:
    """Returns the words that can be searched for: those with a letter or digit, each once, the first few."""
    found: dict[str, str] = {}
    for word in typed_text(text).split():
        parts = list(PARTS.finditer(word))
        if parts:
            cut = word[: parts[:_MOST_PARTS][-1].end()]
            found.setdefault(fold(word), searched(cut))
    return list(found.values())[:MOST_WORDS]


def find_topics(db: Database, text: str) -> tuple[Topic, ...]:
    """Finds the topics that a text may mean: several only where it names them alike.

    A slug as it is written goes first, then a slug with spaces for hyphens and a title, a uid, an alias.
    """
    name = typed_text(text).strip()
    folded = fold(name)
    if not folded:
        return ()
    rows = db.conn.execute(_TOPICS, (folded, folded.replace(" ", "-"), name)).fetchall()
    return tuple(_topic(db, row) for row in _alike(rows))


def find_topic(db: Database, text: str) -> Topic | None:
    """Finds the topic of this slug, title, uid or alias; of several the one of that slug, or the oldest."""
    return next(iter(find_topics(db, text)), None)


def find_actors(db: Database, text: str, kind: ActorKind | None = None) -> tuple[Actor, ...]:
    """Finds the actors that a text may mean: several only where it names them alike.

    A canonical name goes before a uid (which `uid:` may mark), and a uid before an alias. A merged actor
    gives the one it is part of. With a *kind*, only actors of it are meant.
    """
    name = typed_text(text).strip()
    folded = fold(name)
    if not folded:
        return ()
    rows = db.conn.execute(_ACTORS, (folded, name, kind, name.removeprefix(BY_UID))).fetchall()
    found = {actor.id: actor for actor in (_actor(db, row) for row in _alike(rows))}
    return tuple(found.values())


def find_actor(db: Database, text: str, kind: ActorKind | None = None) -> Actor | None:
    """Finds the actor of this name, uid or alias; of several the oldest."""
    return next(iter(find_actors(db, text, kind)), None)


def actor_by_id(db: Database, actor_id: int) -> Actor | None:
    """Returns the actor of a row number, or the one it was merged into."""
    row = db.conn.execute(_ACTOR_BY_ID, (actor_id,)).fetchone()
    return None if row is None else _actor(db, row)


def roots(db: Database, actor_ids: Iterable[int]) -> dict[int, int]:
    """Returns, for each actor, the one that it is part of: itself, unless it was merged."""
    found: dict[int, int | None] = {}
    wanted = asked = set(actor_ids)
    while wanted:
        found.update(
            db.conn.execute(
                "SELECT id, merged_into FROM actors WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(list(wanted)),),
            )
        )
        wanted = {merged for merged in found.values() if merged is not None} - found.keys()
    return {actor: _top(actor, found) for actor in asked if actor in found}


def near_ids(db: Database, kind: NameKind, typed: str, limit: int) -> dict[int, str]:
    """Returns ids of those with a name like this, the likeliest first, with that folded name.

    Compared are the names that have a word with the same beginning, and those of about the same length that
    may begin so but for a slip. Merged actors give the one they are part of.
    """
    if kind == "topic":
        scores = _alike_topics(db, fold(typed))
    else:
        scores = {**_alike_as_a_whole(db, kind, fold(typed)), **_alike_by_word(db, kind, typed)}
    best: dict[int, str] = {}
    root = roots(db, (one for one, _ in scores)) if kind != "topic" else {}
    for one, name in sorted(scores, key=lambda key: (-scores[key], key)):
        best.setdefault(root.get(one, one), name)
    if kind == "place":
        places = db.conn.execute(
            "SELECT id FROM actors WHERE kind = 'place' AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(best)),),
        )
        kept = {place for (place,) in places}
        best = {one: name for one, name in best.items() if one in kept}
    return dict(list(best.items())[:limit])


def known_measures(db: Database) -> list[str]:
    """Returns the measures of the figures that a reader may see, in alphabetical order."""
    return [measure for (measure,) in db.conn.execute(_MEASURES)]


def quoted(word: str) -> str:
    """Returns a word as an FTS5 string: whatever it holds, it is only searched for."""
    return '"' + word.replace('"', '""') + '"'


def _alike(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Returns the rows of the first place, without it: those that the name finds most nearly."""
    return [row[1:] for row in rows if row[0] == rows[0][0]]


def _topic(db: Database, row: tuple[Any, ...]) -> Topic:
    family = tuple([one for (one,) in db.conn.execute(_TOPIC_FAMILY, (row[0],))])
    aliases = tuple([alias for (alias,) in db.conn.execute(_TOPIC_ALIASES, (row[0],))])
    return Topic(*(*row, aliases, family))


def _actor(db: Database, row: tuple[Any, ...]) -> Actor:
    seen = {row[0]}
    while row[6] is not None and row[6] not in seen:
        seen.add(row[6])
        row = db.conn.execute(_ACTOR_BY_ID, (row[6],)).fetchone()
    family: dict[int, None] = {}
    aliases: dict[str, None] = {}
    for one, name, alias in db.conn.execute(_ACTOR_FAMILY, (row[0],)):
        if one not in family:
            family[one] = None
            aliases[name] = None
        if alias is not None:
            aliases[alias] = None
    aliases.pop(row[2], None)
    return Actor(*(*row[:6], tuple(aliases), tuple(family)))


def _top(actor: int, merged_into: dict[int, int | None]) -> int:
    seen = {actor}
    while (further := merged_into[actor]) is not None and further not in seen:
        seen.add(further)
        actor = further
    return actor


def find_measure(db: Database, text: str) -> str | None:
    """Returns the measure as the record words it, whatever the case of *text*; None if it has none."""
    known = known_measures(db)
    if text in known:
        return text
    wanted = fold(typed_text(text))
    return next((measure for measure in known if fold(measure) == wanted), None)


def likest(typed: str, names: list[str], limit: int) -> list[str]:
    """Returns those of the names that are near to what was typed, the likeliest first."""
    scores = _likeness(fold(typed), {fold(name) for name in names})
    near = [name for name in names if fold(name) in scores]
    return sorted(near, key=lambda name: (-scores[fold(name)], name))[:limit]


def _likeness(folded: str, names: Collection[str]) -> dict[str, float]:
    """Returns how like the names are, of 100, as a whole or word by word, if they are near at all."""
    near = _near(folded, names, _NEAR)
    split = {name: name.split() for name in names}
    words = set().union(*split.values())
    likest = [_near(word, words, _NEAR_WORD) for word in folded.split()[:_WORDS_TRIED]]
    some = set().union(*likest)
    for name, each in split.items():
        if not some.isdisjoint(each):
            best = sum([max([scores.get(word, 0) for word in each]) for scores in likest])
            score = _BY_WORD * best / len(likest)
            if score >= _NEAR:
                near[name] = max(near.get(name, 0), score)
    return near


def _near(text: str, among: Collection[str], least: int, most: int | None = None) -> dict[str, float]:
    found = process.extract(text, among, scorer=ratio, score_cutoff=least, limit=most)
    return {name: score for name, score, _ in found}


def _near_rows(folded: str, rows: Sequence[tuple[int, str]]) -> dict[tuple[int, str], float]:
    scores = _likeness(folded, {name for _, name in rows})
    return {row: scores[row[1]] for row in rows if row[1] in scores}


def _alike_topics(db: Database, folded: str) -> dict[tuple[int, str], float]:
    """Compares all names of topics, which are not many: title, slug and aliases."""
    rows = db.conn.execute(
        "SELECT id, folded FROM topics UNION SELECT id, replace(slug, '-', ' ') FROM topics "
        "UNION SELECT topic_id, folded FROM topic_aliases"
    )
    return _near_rows(folded, rows.fetchall())


def _beginnings_of_words(typed: str) -> list[str]:
    """Returns what finds words that begin as the typed ones do; a slip may be in their latter half."""
    return [f"{quoted(word[: max(1, min(3, len(word) // 2))])}*" for word in words_of(typed)[:_WORDS_TRIED]]


def _alike_by_word(db: Database, kind: NameKind, typed: str) -> dict[tuple[int, str], float]:
    """Compares those that have a word which begins as one of the typed words does."""
    named = NAMED[kind]
    ids: set[int] = set()
    for beginning in _beginnings_of_words(typed):
        # Sources may be many more, and have other words: the last number of the table ends the walk.
        ids.update(
            one
            for (one,) in db.conn.execute(
                f"""
                SELECT {named.table}.id
                FROM name_search AS s JOIN {named.table} ON {named.table}.id = s.rowid >> 2
                WHERE name_search MATCH ? AND s.rowid <= 4 * (SELECT max(id) + 1 FROM {named.table})
                AND s.rowid & 3 = {named.code} {named.also} LIMIT {_TRIED_FOR_A_WORD}
                """,
                (beginning,),
            )
        )
    return _near_rows(fold(typed), _names_where(db, named, "id", ids))


def _alike_as_a_whole(db: Database, kind: NameKind, folded: str) -> dict[tuple[int, str], float]:
    """Compares the names of about the same length that may begin so, but for a slip."""
    named = NAMED[kind]
    slack = len(folded) // 4 + 1
    lengths = (len(folded) - slack, len(folded) + slack)
    among = (
        f"AND EXISTS (SELECT 1 FROM {named.table} WHERE id = {named.of} {named.also})" if named.also else ""
    )
    # The names come as one long text, which takes a third of the time that as many rows take.
    texts = db.conn.execute(
        f"""
        SELECT group_concat(folded, char(10)) FROM json_each(?1) CROSS JOIN {named.table}
        ON folded >= value AND folded < value || char(1114111)
        WHERE length(folded) BETWEEN ?2 AND ?3 {named.also}
        UNION ALL
        SELECT group_concat(names.folded, char(10)) FROM json_each(?1) CROSS JOIN {named.aliases} AS names
        ON names.folded >= value AND names.folded < value || char(1114111)
        WHERE length(names.folded) BETWEEN ?2 AND ?3 {among}
        """,
        (json.dumps(_beginnings(folded)), *lengths),
    )
    names = [name for (text,) in texts if text is not None for name in text.split("\n")]
    scores = _near(folded, names, _NEAR, most=50)
    return {row: scores[row[1]] for row in _names_where(db, named, "folded", scores)}


def _beginnings(folded: str) -> list[str]:
    """Returns what a name may begin with of which this is a slip.

    With its first letter; if the first two changed places or the first is one too many, with the second; if
    the first is wrong or missing, with any beside it in Unicode (of its script) and what follows.
    """
    first, second, third = folded[:1], folded[1:2], folded[2:3]
    block = ord(first) & ~0xFF
    letters = [chr(code) for code in range(block, block + 256) if chr(code).isalnum()]
    unknown = [letter + rest for letter in letters for rest in (second + third, first + second) if rest]
    return [first, *({second} - {first, ""}), *dict.fromkeys(unknown)]


def _names_where(
    db: Database, named: Named, column: str, values: Iterable[int | str]
) -> list[tuple[int, str]]:
    """Returns the ids and folded names, aliases too, of which a column is among the values."""
    of = named.of if column == "id" else column
    rows: list[tuple[int, str]] = db.conn.execute(
        f"""
        SELECT id, folded FROM {named.table}
        WHERE {column} IN (SELECT value FROM json_each(?1)) {named.also}
        UNION
        SELECT {named.of}, folded FROM {named.aliases} WHERE {of} IN (SELECT value FROM json_each(?1))
        """,
        (json.dumps(list(values)),),
    ).fetchall()
    return rows
