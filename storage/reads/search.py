"""Finds claims by words: in their text and quotes, and in the names of who speaks, is involved or published.

Words are only ever searched for, whatever characters they have. All must be found. What the text or a quote
has goes first, ranked by bm25 with the text before the quotes; then what only the names have, the newest
first. However common the words are, an answer looks at a bounded number of claims, the newest; where that
was not all, it says so.
"""

import json
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations

from sqlite_utils import Database

from storage.model import Count
from storage.reads.listing import COUNT_STOPS_AT, Narrowing, page
from storage.reads.names import PARTS, quoted, words_of
from storage.reads.tokens import by_rank, has_all, marks, names_in, phrase, spaced

MOST_RANKED = 10_000
"""So many of the claims that have the words are ranked, the newest."""

_SHORTEST_BEGINNING = 4  # letters of a last word that is found as the beginning of longer ones, too
_COMMON = 20_000  # claims; a word that more of them have is meant as it stands, not as a beginning

# So many claims can be looked through one by one: for words, the newest; for words and names; for both where
# the words may be names of several; for ranking. Of an actor in some days fewer, which take longer to list.
_NEWEST, _FEW, _FEW_NAMED, _FEW_RANKED, _OF_AN_ACTOR = 1000, 500, 300, 1500, 200

# So many words rank, the longest, and none of so few letters: bm25 counts all claims that have a word.
_RANKING_WORDS, _SHORT = 3, 3
_WEIGHTS = (4.0, 1.0)  # what a word in the text counts in ranking, and what one in a quote

# So many words are looked for among names, the longest. In a question of up to so many, it is asked of each
# which claims have the others in their texts; in a longer one of one, and so many of the others.
_NAMING_WORDS, _NAMING_ALONE, _OTHERS = 4, 3, 3
_MOST_ACTORS, _MOST_SOURCES = 50, 1_000  # taken for those that a word names; of sources, the newest
_LINKED, _LINKED_LEAST = 10_000, 20  # of their claims, the newest; of each actor at least

_NEWEST_FIRST = "c.sort_day DESC, r DESC"
_NOT_MARKED = "\x01"  # a text with this is shown as it is


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
    this = _Search(db, asked, narrowing)
    ranked, narrowed = this.ranked(after, limit)
    first = 0 if after is None else ranked.index(after) + 1 if after in ranked else len(ranked)
    numbers = ranked[first : first + limit]
    return Found(
        hits=this.hits(numbers),
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
        found = (phrase(word.text, begins=word.begins) for word in words)
        self._phrases = [one for one in found if one is not None]
        self._texts = dict[int, str]()
        self._searched = dict[int, tuple[str, str]]()

    def ranked(self, after: int | None, limit: int) -> tuple[list[int], bool]:
        """Returns the claims that have the words, the best first, and whether some were not looked at."""
        matched = self._matched(self._words)
        if len(matched) == MOST_RANKED:
            if self._few is not None:
                in_texts, by_names = self._looked_through(self._few)
                return in_texts + by_names, False
            self._narrowed = True
        if self._mostly_pass(matched):
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
        matched = self._having(self._newest)
        newest = max(self._newest, default=oldest)
        return matched + (self._matched(self._words, newest) if newest < oldest else [])

    def _passing(self, numbers: Collection[int], order: str = "r DESC") -> list[int]:
        """Returns those of the claims that are listed and asked for."""
        passing = f"""
            SELECT r FROM (SELECT value AS r FROM json_each(?)) CROSS JOIN claims AS c ON c.id = r
            WHERE {self._test} ORDER BY {order}
        """
        return _column(self._db.conn, passing, json.dumps(list(numbers)), *self._values) if numbers else []

    def _mostly_pass(self, matched: Sequence[int]) -> bool:
        """Tells whether so many pass that they are ranked before: then it need be asked of the best alone."""
        if self._narrowing.topics or self._narrowing.actors or len(matched) <= _FEW_RANKED:
            return False
        return self._everywhere or len(self._passing(matched[: 2 * _FEW_RANKED + 1])) > _FEW_RANKED

    def _listed(self, ranked: list[int], needed: int) -> list[int]:
        """Leaves out what does not pass, and what goes beyond those needed: to ask for all takes long."""
        listed, step = list[int](), needed + needed // 4
        for first in range(0, len(ranked), step):
            some = ranked[first : first + step]
            passing = set(self._passing(some))
            listed += [number for number in some if number in passing]
            if len(listed) > needed:
                break
        return listed

    def _by_rank(self, numbers: Sequence[int]) -> list[int]:
        """Ranks claims that have the words in their texts; of equal ones the greater number goes first."""
        if len(numbers) <= _FEW_RANKED:
            return by_rank(self._spaced(numbers), self._phrases, _WEIGHTS)
        longest = self._longest[:_RANKING_WORDS]
        ranking = [word for word in longest if len(word.text) > _SHORT] or longest[:1]
        in_text, in_quote = _WEIGHTS
        # The index is walked from the first to the last of the claims. That a byte tells of each it meets
        # whether it is ranked takes half the time that IN would take.
        first, last = min(numbers), max(numbers)
        is_ranked = bytearray(last - first + 1)
        for number in numbers:
            is_ranked[number - first] = 1
        by_score = f"""
            SELECT rowid FROM (
                SELECT rowid, bm25(claim_search, {in_text}, {in_quote}) AS score FROM claim_search
                WHERE claim_search MATCH ? AND rowid BETWEEN ? AND ?
                  AND substr(?, rowid - ? + 1, 1) = x'01')
            ORDER BY score, rowid DESC
        """
        among = (first, last, bytes(is_ranked), first)
        return _column(self._db.conn, by_score, _together(ranking), *among)

    def _by_names(self, known: set[int]) -> list[int]:
        """Returns further claims, the newest first, of which some of the words only name somebody."""
        if self._few is not None:
            return self._looked_through(set(self._few) - known)[1]
        naming = {word: linked for word, (linked, _) in self._named.items() if linked}
        cut = any(more for _, more in self._named.values()) or (naming and len(self._words) > _NAMING_ALONE)
        unsure = set[int]().union(*(one & other for one, other in combinations(naming.values(), 2)))
        found = set[int]()
        telling = sorted(naming, key=lambda word: len(naming[word]))
        for word in telling[: _NAMING_ALONE if len(self._words) <= _NAMING_ALONE else 1]:
            others = [other for other in self._longest if other is not word][:_OTHERS]
            matched = self._matched(others) if others else naming[word]
            cut = cut or len(matched) == MOST_RANKED
            hits = found if len(others) + 1 == len(self._words) else unsure
            hits |= naming[word].intersection(matched)
        few = set(sorted(unsure - found, reverse=True)[:_FEW_NAMED])
        sure = few.intersection(*naming.values()) if len(naming) == len(self._words) else set[int]()
        found.update(sure, *self._looked_through(few - sure))
        self._narrowed = self._narrowed or bool(cut) or len(unsure) > _FEW_NAMED
        return self._passing(found - known, _NEWEST_FIRST)

    def _looked_through(self, numbers: Collection[int]) -> tuple[list[int], list[int]]:
        """Looks through claims alone, however common the words are.

        Returns:
            Those whose texts have all words, the best first; those that have some in names only, by date.
        """
        if not (searched := self._spaced(self._passing(numbers))):
            return [], []
        in_texts = self._having(list(searched))
        others = [*searched.keys() - set(in_texts)]
        names = names_in(self._db, others, self._phrases)
        named = [one for one, its in names.items() if has_all(self._phrases, (*searched[one], its))]
        return self._by_rank(in_texts), self._passing(named, _NEWEST_FIRST)

    def _having(self, numbers: Sequence[int]) -> list[int]:
        """Returns those of the claims whose texts have all words."""
        return [one for one, texts in self._spaced(numbers).items() if has_all(self._phrases, texts)]

    def _spaced(self, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Returns what is searched of claims, their texts and quotes; none is read a second time."""
        if unread := [number for number in numbers if number not in self._texts]:
            for number, text, quotes in self._db.conn.execute(_TEXTS_OF, (json.dumps(unread),)):
                self._texts[number] = text
                self._searched[number] = (spaced(text), spaced(quotes or ""))
        return {number: self._searched[number] for number in numbers}

    def hits(self, numbers: Sequence[int]) -> tuple[Hit, ...]:
        """Adds where each claim's text has which of the words."""
        self._spaced(numbers)
        texts = ((number, self._texts[number]) for number in numbers)
        return tuple(
            [Hit(number, () if _NOT_MARKED in text else marks(text, self._phrases)) for number, text in texts]
        )


_TEXTS_OF = "SELECT id, text, quotes FROM claim_search_text WHERE id IN (SELECT value FROM json_each(?))"

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


def _column(conn: sqlite3.Connection, statement: str, *values: object) -> list[int]:
    return list(chain.from_iterable(conn.execute(statement, values)))
