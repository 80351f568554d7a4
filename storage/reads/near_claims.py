"""Finds claims that a new one may be a duplicate of, for an editor to look over before it enters the record.

Near is what has a similar sentence, the same figure by the same speaker, or the same source with a somewhat
similar sentence or the very same quote. However large the record is, a bounded number of claims is compared:
those that share the new sentence's rarest words, and the newest of the source, the speaker and the measure.
No index holds urls, so that another source of the same url is met among these, and not looked for.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio
from sqlite_utils import Database

from storage.lines import Claim, Figure, Source
from storage.names import fold
from storage.reads.names import PARTS, quoted, roots, typed_text
from storage.vocabulary import Status

Reason = Literal["sentence", "figure", "source"]
"""What two claims have in common."""

NEAR = 78
"""The likeness, of 100, from which a sentence alone makes a claim near.

Of the pairs in tests/storage/test_near_claims.py those that say the same have 79 and more, others up to 77;
of the sample's claims no two have more than 62.
"""

SOMEWHAT_NEAR = 65
"""The likeness from which it does so together with the same source."""

# Where each of two sentences has a number that the other lacks, they are two claims, or one is a slip of the
# other: alike enough only where the source is the same, too.
_OTHER_NUMBERS = 0.7

_COMPARED = 200  # claims that share words, or a source, are compared: those that share the most, the newest

# So many words of a sentence are counted at most, the longest, until so many are known to be rare: no more
# claims have one than so many. The rarest find claims, until they have found so many. Where there are too
# few, others help: claims that have several of them. Short words tell nothing, unless most are short.
_WORDS, _ENOUGH, _RARE, _HAVING_RARE = 24, 8, 1_000, 3_000
_TOO_FEW, _SHORT = 4, 3

_QUOTES, _QUOTING = 4, 50  # of a line's quotes are looked for, and so many claims with the words of each
_FIGURES, _SPEAKERS = 4, 8  # of a claim are looked for; of the speakers, those merged into one count each
_WALKED, _WALKED_LEAST = 2_000, 50  # figures and claims are looked through for the same figure, the newest

# A number as it is written, with what groups and divides its digits, or a word.
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W_]+")
_GROUPED = re.compile(r"(?<=[0-9])[,.'’\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")

_ITSELF = "SELECT id FROM claims WHERE uid = ?"

# One step beyond as many as are rare: what it takes doesn't grow with the number of claims that have a word,
# unlike fts5vocab, which counts them all (and which a read-only connection can't make a table of).
_IS_COMMON = f"SELECT 1 FROM claim_search WHERE claim_search MATCH ? LIMIT 1 OFFSET {_RARE}"

# FTS5 walks its lists of claims backwards as readily as forwards: no order is made, and the limit ends it.
_HAVING = "SELECT rowid FROM claim_search WHERE claim_search MATCH ? ORDER BY rowid DESC LIMIT ?"

# `claims_a_source_carries` begins with the source, and has its claims in order.
_CARRIED = "SELECT claim_id FROM evidence WHERE source_id = ? ORDER BY claim_id DESC LIMIT ?"

# uids are unique, and so indexed, in each table.
_ACTORS = "SELECT id FROM actors WHERE uid IN (SELECT value FROM json_each(?))"
_SOURCES = "SELECT id, url FROM sources WHERE uid IN (SELECT value FROM json_each(?))"

# From the actor that others were merged into down to these, by `actors_merged_into_one`. UNION, not UNION
# ALL: it ends even if somebody made a circle with another program.
_FAMILIES = """
    WITH RECURSIVE family (id) AS (
        SELECT value FROM json_each(?)
        UNION SELECT actors.id FROM actors JOIN family ON actors.merged_into = family.id)
    SELECT id FROM family LIMIT ?
"""

# Each distinct measure by one step into `estimates_of_a_measure`, instead of a walk through all figures.
_MEASURES = """
    WITH RECURSIVE known (measure) AS (
        SELECT min(measure) FROM figures
        UNION ALL
        SELECT (SELECT min(measure) FROM figures WHERE measure > known.measure)
        FROM known WHERE measure IS NOT NULL)
    SELECT measure FROM known WHERE measure IS NOT NULL
"""

# `estimates_of_a_measure` has a measure's figures in order, the newest at its end; whoever says it is looked
# up by the claim (the + keeps SQLite from going through all that an actor says). A carrier says nothing.
_OF_THE_MEASURE = """
    SELECT claim_id FROM (SELECT claim_id, lower, best, upper FROM figures WHERE measure = ?1
                          ORDER BY sort_day DESC, claim_id DESC LIMIT ?5) AS newest
    WHERE lower IS ?2 AND best IS ?3 AND upper IS ?4
      AND EXISTS (SELECT 1 FROM attributions AS a WHERE a.claim_id = newest.claim_id AND a.role <> 'via'
                  AND +a.actor_id IN (SELECT value FROM json_each(?6)))
"""

# The same from the other side: `claims_an_actor_makes` has an actor's claims in order, and the primary key
# of the figures begins with the claim (here the + keeps SQLite from going through all of the measure).
_OF_THE_SPEAKER = """
    SELECT newest.claim_id FROM (SELECT claim_id, role FROM attributions WHERE actor_id = ?6
                                 ORDER BY sort_day DESC, claim_id DESC LIMIT ?5) AS newest
    CROSS JOIN figures AS f ON f.claim_id = newest.claim_id
    WHERE newest.role <> 'via' AND +f.measure = ?1 AND f.lower IS ?2 AND f.best IS ?3 AND f.upper IS ?4
"""

# By the primary keys of claims, of evidence (which begins with the claim) and of sources.
_TEXTS = """
    SELECT id, text, status FROM claims
    WHERE id IN (SELECT value FROM json_each(?)) AND status <> 'rejected'
"""
_EVIDENCE = """
    SELECT evidence.claim_id, evidence.source_id, sources.url, evidence.quote
    FROM evidence JOIN sources ON sources.id = evidence.source_id
    WHERE evidence.claim_id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, slots=True)
class NearClaim:
    """A claim that another may be a duplicate of.

    Attributes:
        number: Its number.
        text: Its sentence.
        status: Published, retracted or proposed: whom to show it to is for the caller to say.
        why: What both have in common; at least one thing.
        likeness: Of the sentences, from 0 to 100.
    """

    number: int
    text: str
    status: Status
    why: tuple[Reason, ...]
    likeness: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as it is compared: its words and numbers folded, without what stands between them."""

    plain: str
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Sources:
    """The sources of the new claim: those in the record, and the urls of all of them."""

    ids: tuple[int, ...]
    urls: frozenset[str]

    def has(self, source: int, url: str | None) -> bool:
        return source in self.ids or url in self.urls


def near_claims(
    db: Database, line: Claim, *, sources: Sequence[Source] = (), limit: int = 5
) -> tuple[NearClaim, ...]:
    """Finds claims that are nearly the same as one which is about to enter the record, or is edited.

    Those that are alike in more ways go first, then those whose sentence is more alike, then the newer ones.
    The claim that has the line's own uid is left out, and so are rejected ones. uids that the record doesn't
    have yet match nothing.

    Args:
        db: The desk, in a transaction, so that all is read of the same revision.
        line: The claim.
        sources: Sources that are made or changed together with it: their urls are known from here.
        limit: How many claims at most.
    """
    own = _of_line(db, line, sources)
    quoting = _quoting(db, line)
    same_figure = _with_same_figure(db, line)
    numbers = {*_sharing_words(db, line.text), *_carried(db, own), *quoting, *same_figure}
    rows = _texts(db, numbers.difference(_column(db, _ITSELF, typed_text(line.uid))))
    compared = _sentence(line.text)
    likeness = {number: _likeness(compared, _sentence(text)) for number, text, _ in rows}
    alike = {number for number, score in likeness.items() if score >= SOMEWHAT_NEAR}
    same_source = _with_same_source(db, own, line, alike, quoting)
    found = []
    for number, text, status in rows:
        score = likeness[number]
        shared = (score >= NEAR, number in same_figure, number in same_source)
        if why := _reasons(*shared):
            found.append(NearClaim(number, text, status, why, round(score)))
    return tuple(sorted(found, key=lambda near: (-len(near.why), -near.likeness, -near.number))[:limit])


def _reasons(sentence: bool, figure: bool, source: bool) -> tuple[Reason, ...]:
    each: tuple[tuple[Reason, bool], ...] = (("sentence", sentence), ("figure", figure), ("source", source))
    return tuple([reason for reason, holds in each if holds])


def _sentence(text: str) -> _Sentence:
    tokens = _TOKEN.findall(fold(_GROUPED.sub("", text)))
    return _Sentence(" ".join(tokens), frozenset([token for token in tokens if token[0].isdecimal()]))


def _likeness(one: _Sentence, other: _Sentence) -> float:
    """Returns how alike two sentences are, of 100, in whatever order their words stand.

    The likeness of all words alone is low where one sentence says a little more, that of the words which both
    have is high wherever one is short: half of each tells best.
    """
    if not one.plain or not other.plain:
        return 0.0
    both = token_sort_ratio(one.plain, other.plain) + token_set_ratio(one.plain, other.plain)
    differ = one.numbers - other.numbers and other.numbers - one.numbers
    return both / 2 * (_OTHER_NUMBERS if differ else 1)


def _words(text: str) -> list[str]:
    """Returns the words that tell something, as FTS5 tells them apart, each once, the longest first."""
    # Composed, as a letter with its accents is one sign for FTS5; not folded, which it does in its own way.
    composed = unicodedata.normalize("NFC", typed_text(text))
    words = {word.lower(): word for word in PARTS.findall(composed)}
    ordered = sorted(words.values(), key=lambda word: (-_length(word), word))
    return [word for place, word in enumerate(ordered) if place < _TOO_FEW or _length(word) > _SHORT]


def _length(word: str) -> int:
    """Returns how long a word is; a syllable is worth two letters, and so is a digit, which tells as much."""
    return len(word) + sum([unicodedata.east_asian_width(char) == "W" or char.isdecimal() for char in word])


def _sharing_words(db: Database, text: str) -> list[int]:
    """Returns the claims that share the rarest words of the sentence: the most and rarest of them first."""
    rare, common = list[list[int]](), list[str]()
    for word in _words(text)[:_WORDS]:
        match = f"text : {quoted(word)}"
        if _column(db, _IS_COMMON, match):
            common.append(word)
        elif having := _column(db, _HAVING, match, _RARE):
            rare.append(having)
        if len(rare) == _ENOUGH:
            break
    shared = _weighed(rare)
    first = sorted(shared, key=lambda number: (-shared[number], -number))[:_COMPARED]
    return first + (_sharing_common(db, common) if len(rare) < _TOO_FEW else [])


def _weighed(rare: Iterable[list[int]]) -> dict[int, float]:
    """Returns claims that have rare words, each with a weight: a word that fewer claims have weighs more."""
    shared, looked_at = defaultdict[int, float](float), 0
    for having in sorted(rare, key=len):
        looked_at += len(having)
        if looked_at > _HAVING_RARE:
            break
        weight = log(2 * _RARE / len(having))
        for number in having:
            shared[number] += weight
    return shared


def _sharing_common(db: Database, words: Sequence[str]) -> list[int]:
    """Returns the newest claims that have three of the longest four words; of fewer words, all of them."""
    one, *others = [quoted(word) for word in words[:4]] or [""]
    if len(others) == 3:
        two, three, four = others
        # All threes, in half the steps that it takes FTS5 if each is written out.
        match = f"({one} AND {two} AND ({three} OR {four})) OR ({three} AND {four} AND ({one} OR {two}))"
    else:
        match = " ".join([one, *others])
    return _column(db, _HAVING, f"text : ({match})", _COMPARED) if one else []


def _quoting(db: Database, line: Claim) -> set[int]:
    """Returns the newest claims of which a quote has the longest words of a quote of the line."""
    found = set[int]()
    quotes = dict.fromkeys([each.quote for each in line.evidence if each.quote is not None])
    for quote in list(quotes)[:_QUOTES]:
        if words := _words(quote)[:_TOO_FEW]:
            match = f"quotes : ({' '.join(map(quoted, words))})"
            found.update(_column(db, _HAVING, match, _QUOTING))
    return found


def _of_line(db: Database, line: Claim, sources: Sequence[Source]) -> _Sources:
    uids = dict.fromkeys([each.source for each in line.evidence])
    known = db.conn.execute(_SOURCES, (_json(map(typed_text, uids)),)).fetchall()
    urls = {url for _, url in known} | {each.url for each in sources if each.uid in uids}
    return _Sources(
        tuple(sorted([one for one, _ in known])), frozenset([url for url in urls if url is not None])
    )


def _carried(db: Database, own: _Sources) -> list[int]:
    """Returns the newest claims that the same sources carry."""
    some = own.ids[:_COMPARED]
    return [number for source in some for number in _column(db, _CARRIED, source, _COMPARED // len(some))]


def _with_same_source(
    db: Database, own: _Sources, line: Claim, alike: Collection[int], quoting: Collection[int]
) -> set[int]:
    """Returns those of the claims that have a source of the line: all that are alike, or its quote, too."""
    quotes = {_quote(each.quote) for each in line.evidence} - {""}
    rows = db.conn.execute(_EVIDENCE, (_json({*alike, *quoting}),))
    return {
        number
        for number, source, url, quote in rows
        if own.has(source, url) and (number in alike or _quote(quote) in quotes)
    }


def _quote(quote: str | None) -> str:
    return _sentence(quote or "").plain


def _with_same_figure(db: Database, line: Claim) -> set[int]:
    """Returns claims in which one of the line's speakers gives one of its figures."""
    figures = [each for each in line.figures if _numbers(each) != (None, None, None)][:_FIGURES]
    speakers = _speakers(db, line) if figures else []
    if not speakers:
        return set()
    known = _column_of_text(db, _MEASURES)
    wanted = [(spelled, each) for each in figures for spelled in _spelled(each.measure, known)]
    # Shared out, so that a claim with many figures and speakers takes no longer than another.
    most = max(_WALKED_LEAST, _WALKED // max(1, len(wanted) * (1 + len(speakers))))
    found = set[int]()
    for measure, figure in wanted:
        asked = (measure, *_numbers(figure), most)
        found.update(_column(db, _OF_THE_MEASURE, *asked, _json(speakers)))
        for speaker in speakers:
            found.update(_column(db, _OF_THE_SPEAKER, *asked, speaker))
    return found


def _numbers(figure: Figure) -> tuple[float | None, float | None, float | None]:
    return figure.lower, figure.best, figure.upper


def _spelled(measure: str, known: Sequence[str]) -> list[str]:
    folded = fold(measure)
    return [each for each in known if fold(each) == folded]


def _speakers(db: Database, line: Claim) -> list[int]:
    """Returns those who make the claim, with all that are one with them by merging."""
    uids = [typed_text(each.actor) for each in line.attributions if each.role != "via"]
    actors = _column(db, _ACTORS, _json(uids))
    return _column(db, _FAMILIES, _json({*roots(db, actors).values()}), _SPEAKERS)


def _texts(db: Database, numbers: Iterable[int]) -> list[tuple[int, str, Status]]:
    rows: list[tuple[int, str, Status]] = db.conn.execute(_TEXTS, (_json(numbers),)).fetchall()
    return rows


def _column(db: Database, statement: str, *values: object) -> list[int]:
    return [one for (one,) in db.conn.execute(statement, values)]


def _column_of_text(db: Database, statement: str) -> list[str]:
    return [one for (one,) in db.conn.execute(statement)]


def _json(values: Iterable[int | str]) -> str:
    return json.dumps(list(values))
