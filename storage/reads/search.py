"""Finds claims by words: in their text and quotes, and in the names of who speaks, is involved or published.

Words are only ever searched for, whatever characters they have. All must be found. What the text or a quote
has goes first, ranked by bm25 with the text before the quotes; then what only the names have, the newest
first. However common the words are, an answer looks at a bounded number of claims, the newest; where that
was not all, it says so.
"""

import json
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property

from sqlite_utils import Database

from storage.model import Count
from storage.reads.listing import COUNT_STOPS_AT, Narrowing, page
from storage.reads.names import PARTS, quoted, words_of

MOST_RANKED = 10_000
"""So many of the claims that have the words are ranked, the newest."""

_SHORTEST_BEGINNING = 4  # letters of a last word that is found as the beginning of longer ones, too
_COMMON = 20_000  # claims; a word that more of them have is meant as it stands, not as a beginning

# So many claims can be looked through one by one: for words, the newest; for words and names; for both where
# the words may be names of several; for ranking. Of an actor in some days fewer, which take longer to list.
_NEWEST, _FEW, _FEW_NAMED, _FEW_RANKED, _OF_AN_ACTOR = 1000, 500, 300, 1500, 200

# So many words rank, the longest, and none of so few letters: bm25 counts all claims that have a word.
_RANKING_WORDS, _SHORT = 3, 3
_WEIGHTS = "4.0, 1.0"  # what a word in the text counts in ranking, and what one in a quote

# So many words are looked for among names, the longest. In a question of up to so many, it is asked of each
# which claims have the others in their texts; in a longer one of one, and so many of the others.
_NAMING_WORDS, _NAMING_ALONE, _OTHERS = 4, 3, 3
_MOST_ACTORS, _MOST_SOURCES = 50, 1_000  # taken for those that a word names; of sources, the newest
_LINKED, _LINKED_LEAST = 10_000, 20  # of their claims, the newest; of each actor at least

_TOKENIZER = 'tokenize = "unicode61 remove_diacritics 2"'  # as in storage/migrations/m002_index.py
_NEWEST_FIRST = "c.sort_day DESC, r DESC"
_BEFORE, _BEHIND = "\x01", "\x02"  # what marks a found word for the moment


class NothingToSearch(ValueError):  # noqa: N818  # named for what the text is, as the callers say it
    """The text has no word: nothing but punctuation, signs or blanks."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim's number, and where its text has the words: the first character and the one behind the last."""

    number: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of claims, the best first; whether more follow; how many there are, as far as it is counted.

    `narrowed`: not all that may have the words were looked at and ranked, but the newest.
    """

    hits: tuple[Hit, ...]
    more: bool
    count: Count
    narrowed: bool


def search(
    db: Database,
    words: str,
    *,
    family: tuple[int, ...] | None = None,
    actor_family: tuple[int, ...] | None = None,
    since: int | None = None,
    until: int | None = None,
    after: int | None = None,
    limit: int = 10,
) -> Found:
    """Searches for words.

    Args:
        db: The desk.
        words: What was typed. The last word may be the beginning of one.
        family: Ids of a topic and those below it: only their claims.
        actor_family: Ids of an actor and those merged into it: only claims they make or are involved in.
        since: First day (since 1970-01-01): only claims that touch it or a later one.
        until: Last day: only claims that touch it or an earlier one.
        after: The number of the claim to continue after; None begins at the beginning.
        limit: How many claims at most.

    Raises:
        NothingToSearch: There is no word in it.
    """
    if not (asked := _asked(db, words)):
        raise NothingToSearch(words)
    narrowing = Narrowing(topics=family or (), actors=actor_family or (), since=since, until=until)
    ranked, narrowed = _Search(db, asked, narrowing).ranked(after, limit)
    first = 0 if after is None else ranked.index(after) + 1 if after in ranked else len(ranked)
    numbers = ranked[first : first + limit]
    return Found(
        hits=_marked(db, asked, numbers),
        more=len(ranked) > first + limit,
        count=Count(min(len(ranked), COUNT_STOPS_AT), narrowed or len(ranked) > COUNT_STOPS_AT),
        narrowed=narrowed,
    )


@dataclass(frozen=True, slots=True)
class _Word:
    """A word to search for, perhaps the beginning of others."""

    text: str
    begins: bool

    @property
    def match(self) -> str:  # as FTS5 reads it
        return quoted(self.text) + "*" * self.begins


def _asked(db: Database, text: str) -> list[_Word]:
    words = [_Word(word, begins=False) for word in words_of(text)]
    if words and _may_begin(words[-1].text) and not _is_common(db, words[-1]):
        words[-1] = replace(words[-1], begins=True)
    return words


def _may_begin(word: str) -> bool:
    """Tells whether a word is long enough to be a beginning; a syllable is worth two letters."""
    last = PARTS.findall(word)[-1]
    wide = sum(unicodedata.east_asian_width(char) == "W" for char in last)
    return len(last) + wide >= _SHORTEST_BEGINNING


def _is_common(db: Database, word: _Word) -> bool:
    beyond = "SELECT 1 FROM claim_search WHERE claim_search MATCH ? LIMIT 1 OFFSET ?"
    return _column(db.conn, beyond, word.match, _COMMON) != []


def _has(table: str, column: str) -> str:
    # The + keeps SQLite from looking for each of many ids in turn, where a claim has two or three.
    among = f"+t.{column} IN (SELECT value FROM json_each(?))"
    return f"EXISTS (SELECT 1 FROM {table} AS t WHERE t.claim_id = r AND {among})"


def _test(narrowing: Narrowing) -> tuple[str, list[object]]:
    """Returns what a claim must pass, number `r` and row `c`, to be listed at all and to be asked for."""
    parts, values = ["c.status IN ('published', 'retracted')"], list[object]()
    if narrowing.since is not None:
        parts.append("c.ends >= ?")
        values.append(narrowing.since)
    if narrowing.until is not None:
        parts.append("c.begins <= ?")
        values.append(narrowing.until)
    if narrowing.topics:
        parts.append(_has("claim_topics", "topic_id"))
        values.append(json.dumps(narrowing.topics))
    if narrowing.actors:
        parts.append(f"({_has('attributions', 'actor_id')} OR {_has('involvements', 'actor_id')})")
        values += [json.dumps(narrowing.actors)] * 2
    return " AND ".join(parts), values


class _Search:
    """One search: for these words, among the claims that pass the test."""

    def __init__(self, db: Database, words: Sequence[_Word], narrowing: Narrowing) -> None:
        self._db = db
        self._words = words
        self._longest = sorted(words, key=lambda word: -len(word.text))
        self._narrowing = narrowing
        self._everywhere = narrowing == Narrowing()
        self._test, self._values = _test(narrowing)
        days = narrowing.since is not None or narrowing.until is not None
        self._most = _OF_AN_ACTOR if narrowing.actors and days else _NEWEST
        self._narrowed = False

    def ranked(self, after: int | None, limit: int) -> tuple[list[int], bool]:
        """Returns the claims that have the words, the best first, and whether some were not looked at."""
        matched = self._matched(self._words)
        if len(matched) == MOST_RANKED:
            if self._few is not None:
                return self._looked_through(self._few), False
            self._narrowed = True
        if self._everywhere and len(matched) > _FEW_RANKED:
            ranked = self._by_rank(matched)
            first = ranked.index(after) + 1 if after in ranked else 0
            ranked = self._listed(ranked, max(COUNT_STOPS_AT, first + limit))
        else:
            passing = self._passing(matched)
            if self._narrowed and not self._everywhere and len(passing) < COUNT_STOPS_AT:
                passing = self._passing({*passing, *self._matched_before(matched[-1])})
            ranked = self._by_rank(passing)
        if len(ranked) <= COUNT_STOPS_AT:
            ranked += self._by_names(set(ranked))
        elif not self._narrowed and any(linked for linked, _ in self._named.values()):
            self._narrowed = True
        return ranked, self._narrowed

    @cached_property
    def _named(self) -> dict[_Word, tuple[set[int], bool]]:
        """The newest claims in which somebody has this name, and whether there are more; for some words."""
        return {word: _linked(self._db, word) for word in self._longest[:_NAMING_WORDS]}

    @cached_property
    def _newest(self) -> tuple[int, ...]:
        """The newest claims, by date, of those that are searched."""
        return page(self._db, self._narrowing, limit=self._most).numbers

    @property
    def _few(self) -> tuple[int, ...] | None:
        """All claims that are searched, if they are few."""
        return self._newest if len(self._newest) < min(_FEW, self._most) else None

    def _matched(self, words: Iterable[_Word], newest: int = 2**62) -> list[int]:
        """Returns the newest claims that have the words in their texts, the greatest numbers first."""
        matching = "SELECT rowid FROM claim_search WHERE claim_search MATCH ? AND rowid <= ?"
        walk = f"{matching} ORDER BY rowid DESC LIMIT {MOST_RANKED}"
        return _column(self._db.conn, walk, _together(words), newest)

    def _matched_before(self, oldest: int) -> list[int]:
        """Returns more claims that have the words: of the newest that were asked for, and from there on."""
        with closing(_index_of(self._db, self._newest, {})) as index:
            matched = _ranked_in(index, _together(self._words))
        newest = max(self._newest, default=oldest)
        return matched + (self._matched(self._words, newest) if newest < oldest else [])

    def _passing(self, numbers: Collection[int], order: str = "r DESC") -> list[int]:
        """Returns those of the claims that are listed and asked for."""
        passing = f"""
            SELECT r FROM (SELECT value AS r FROM json_each(?)) CROSS JOIN claims AS c ON c.id = r
            WHERE {self._test} ORDER BY {order}
        """
        return _column(self._db.conn, passing, json.dumps(list(numbers)), *self._values)

    def _listed(self, ranked: list[int], needed: int) -> list[int]:
        """Leaves out what isn't listed, and what goes far beyond those needed: to ask for all takes long."""
        for most in (needed + needed // 4, len(ranked)):
            listed = set(self._passing(ranked[:most]))
            if len(listed) > needed:
                break
        return [number for number in ranked if number in listed]

    def _by_rank(self, numbers: Sequence[int]) -> list[int]:
        """Ranks claims that have the words in their texts; of equal ones the greater number goes first."""
        if len(numbers) <= _FEW_RANKED:
            with closing(_index_of(self._db, numbers, {})) as index:
                return _ranked_in(index, _together(self._words))
        longest = self._longest[:_RANKING_WORDS]
        ranking = [word for word in longest if len(word.text) > _SHORT] or longest[:1]
        # The + keeps SQLite from asking the index once for each claim.
        by_score = f"""
            SELECT rowid FROM (
                SELECT rowid, bm25(claim_search, {_WEIGHTS}) AS score FROM claim_search
                WHERE claim_search MATCH ? AND rowid BETWEEN ? AND ?
                  AND +rowid IN (SELECT value FROM json_each(?)))
            ORDER BY score, rowid DESC
        """
        between = (min(numbers), max(numbers), json.dumps(numbers))
        return _column(self._db.conn, by_score, _together(ranking), *between)

    def _by_names(self, known: set[int]) -> list[int]:
        """Returns further claims, the newest first, of which some of the words only name somebody."""
        if self._few is not None:
            return [one for one in self._looked_through(self._few) if one not in known]
        naming = {word: linked for word, (linked, _) in self._named.items() if linked}
        cut = any(more for _, more in self._named.values()) or (naming and len(self._words) > _NAMING_ALONE)
        often = Counter(number for linked in naming.values() for number in linked)
        unsure = {number for number, names in often.items() if names > 1}
        found = set[int]()
        telling = sorted(naming, key=lambda word: len(naming[word]))
        for word in telling[: _NAMING_ALONE if len(self._words) <= _NAMING_ALONE else 1]:
            others = [other for other in self._longest if other is not word][:_OTHERS]
            matched = self._matched(others) if others else naming[word]
            cut = cut or len(matched) == MOST_RANKED
            hits = found if len(others) + 1 == len(self._words) else unsure
            hits |= naming[word].intersection(matched)
        found.update(self._looked_through(sorted(unsure - found, reverse=True)[:_FEW_NAMED]))
        self._narrowed = self._narrowed or bool(cut) or len(unsure) > _FEW_NAMED
        return self._passing(found - known, _NEWEST_FIRST)

    def _looked_through(self, numbers: Sequence[int]) -> list[int]:
        """Looks through claims alone, however common the words are; returns those that have all of them."""
        numbers = self._passing(numbers)
        names = dict[int, str](self._db.conn.execute(_NAMES_IN, (json.dumps(numbers),)).fetchall())
        with closing(_index_of(self._db, numbers, names)) as index:
            anywhere = _ranked_in(index, _together(self._words))
            in_texts = _ranked_in(index, f"{{text quotes}} : ({_together(self._words)})")
        return self._by_rank(in_texts) + self._passing(set(anywhere).difference(in_texts), _NEWEST_FIRST)


# All names of those who speak in a claim, are involved in it or its place, and of its sources.
_NAMES_IN = """
    WITH RECURSIVE
    asked (claim) AS (SELECT value FROM json_each(?)),
    linked (claim, actor) AS (
        SELECT claim, actor_id FROM asked CROSS JOIN attributions ON claim_id = claim
        UNION SELECT claim, actor_id FROM asked CROSS JOIN involvements ON claim_id = claim
        UNION SELECT claim, place_id FROM asked CROSS JOIN claims ON id = claim WHERE place_id IS NOT NULL
        UNION SELECT claim, merged_into FROM linked CROSS JOIN actors
              ON id = actor WHERE merged_into IS NOT NULL
        UNION SELECT claim, id FROM linked CROSS JOIN actors ON merged_into = actor)
    SELECT claim, group_concat(names, char(10)) FROM (
        SELECT claim, 4 * actor AS object FROM linked
        UNION ALL SELECT claim, 4 * source_id + 2 FROM asked CROSS JOIN evidence ON claim_id = claim)
    CROSS JOIN name_search ON name_search.rowid = object GROUP BY claim
"""


# Whom a word names, and those who are one with them by merging.
_ACTORS_NAMED = """
    WITH RECURSIVE family (id) AS (
        SELECT id FROM (
            SELECT rowid >> 2 AS id FROM name_search WHERE name_search MATCH ?
            AND rowid <= 4 * (SELECT max(id) + 1 FROM actors) AND rowid & 3 = 0 LIMIT ?)
        UNION SELECT merged_into FROM actors JOIN family USING (id) WHERE merged_into IS NOT NULL
        UNION SELECT actors.id FROM actors JOIN family ON merged_into = family.id)
    SELECT id FROM family
"""
_NEWEST_OF_AN_ACTOR = """
    SELECT * FROM (SELECT claim_id FROM attributions WHERE actor_id = ?1
                   ORDER BY sort_day DESC, claim_id DESC LIMIT ?2)
    UNION ALL SELECT * FROM (SELECT claim_id FROM involvements WHERE actor_id = ?1
                             ORDER BY sort_day DESC, claim_id DESC LIMIT ?2)
    UNION ALL SELECT * FROM (SELECT id FROM claims WHERE place_id = ?1
                             ORDER BY sort_day DESC, id DESC LIMIT ?2)
"""
_SOURCES_NAMED = """
    SELECT rowid >> 2 FROM name_search WHERE name_search MATCH ? AND rowid & 3 = 2 ORDER BY rowid DESC LIMIT ?
"""


def _linked(db: Database, word: _Word) -> tuple[set[int], bool]:
    """Returns the newest claims of which a speaker, place or source has this name, and whether more may."""
    actors = _column(db.conn, _ACTORS_NAMED, word.match, _MOST_ACTORS)
    most = max(_LINKED_LEAST, _LINKED // max(1, len(actors)))
    found, more = set[int](), len(actors) >= _MOST_ACTORS
    for actor in actors:
        numbers = _column(db.conn, _NEWEST_OF_AN_ACTOR, actor, most)
        found.update(numbers)
        more = more or len(numbers) >= most
    sources = _column(db.conn, _SOURCES_NAMED, word.match, _MOST_SOURCES)
    cited = "SELECT claim_id FROM json_each(?) CROSS JOIN evidence ON source_id = value"
    found.update(_column(db.conn, cited, json.dumps(sources)))
    return found, more or len(sources) == _MOST_SOURCES


def _together(words: Iterable[_Word]) -> str:
    return " ".join(word.match for word in words)


def _index_of(db: Database, numbers: Sequence[int], names: Mapping[int, str]) -> sqlite3.Connection:
    """Makes a search index of some claims alone: texts, quotes, and the words that are names in them."""
    rows = db.conn.execute(
        "SELECT id, text, quotes FROM claim_search_text WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    index = sqlite3.connect(":memory:")
    index.execute(f"CREATE VIRTUAL TABLE claims USING fts5 (text, quotes, names, {_TOKENIZER})")
    index.executemany(
        "INSERT INTO claims (rowid, text, quotes, names) VALUES (?, ?, ?, ?)",
        ((*row, names.get(row[0])) for row in rows),
    )
    return index


def _ranked_in(index: sqlite3.Connection, match: str) -> list[int]:
    ranking = f"SELECT rowid FROM claims WHERE claims MATCH ? ORDER BY bm25(claims, {_WEIGHTS}), rowid DESC"
    return _column(index, ranking, match)


def _column(conn: sqlite3.Connection, statement: str, *values: object) -> list[int]:
    return [one for (one,) in conn.execute(statement, values)]


def _marked(db: Database, words: Sequence[_Word], numbers: Sequence[int]) -> tuple[Hit, ...]:
    """Adds where each claim's text has which of the words."""
    with closing(_index_of(db, numbers, {})) as index:
        rows = index.execute(
            "SELECT rowid, text, highlight(claims, 0, ?, ?) FROM claims WHERE claims MATCH ?",
            (_BEFORE, _BEHIND, " OR ".join(word.match for word in words)),
        ).fetchall()
    marks = {number: _marks(marked) for number, text, marked in rows if _BEFORE not in text}
    return tuple([Hit(number, marks.get(number, ())) for number in numbers])


def _marks(text: str) -> tuple[tuple[int, int], ...]:
    """Returns where a text is marked, counted without the marks."""
    before, *pieces = text.split(_BEFORE)
    marks, place = [], len(before)
    for piece in pieces:
        inside, _, outside = piece.partition(_BEHIND)
        marks.append((place, place + len(inside)))
        place += len(inside) + len(outside)
    return tuple(marks)
