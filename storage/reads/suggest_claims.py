"""Completes a claim where one is asked for: by its number, or by words of its text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlite_utils import Database

from storage.names import fold
from storage.reads.names import LONGEST_NAME, quoted, words_of
from storage.reads.suggest import MOST, Suggestion, shortened, spaced

_LOOKED_THROUGH = 300
"""So many of the newest claims are looked through for a word that isn't finished.

What they don't show often is rare, so that the index can be asked for it: what that takes grows with the
number of claims that have such a word.
"""

_TELLING = 2
"""So many words, the longest, are asked of the index of claims; the others are looked for in the texts."""

_SHORTEST_ASKED = 4
"""Letters of an unfinished word that the index of claims is asked for; shorter ones begin too many words."""

_NUMBER = re.compile(r"#?([0-9]{1,18})")


def claims(db: Database, typed: str, limit: int = MOST) -> list[Suggestion]:
    """Suggests claims by their number or by words of their text, of which the last may be unfinished.

    The value is the number as it is typed (`#142`). Numbers that begin so go first, then the newest claims.
    """
    typed = typed.strip() if typed.strip() != "#" else ""
    number = _NUMBER.fullmatch(typed)
    found = _numbered(db, int(number[1]), limit) if number else {}
    if len(found) < limit and not typed.startswith("#"):
        found.update(_worded(db, typed, limit))
    return [Suggestion(f"#{one}", f"#{one} {shortened(text)}") for one, text in list(found.items())[:limit]]


def _numbered(db: Database, number: int, limit: int) -> dict[int, str]:
    """Returns the claims whose number begins with these digits, the exact one first."""
    (last,) = db.conn.execute("SELECT coalesce(max(id), 0) FROM claims").fetchone()
    found: dict[int, str] = {}
    first, count = number, 1
    while 0 < first <= last and len(found) < limit:
        found.update(
            db.conn.execute(
                "SELECT id, text FROM claims WHERE id BETWEEN ? AND ? "
                "AND status IN ('published', 'retracted') ORDER BY id LIMIT ?",
                (first, first + count - 1, limit - len(found)),
            ).fetchall()
        )
        first, count = first * 10, count * 10
    return found


def _worded(db: Database, typed: str, limit: int) -> dict[int, str]:
    """Returns the newest claims that have the words in their text, the last as the beginning of a word."""
    words = words_of(typed[:LONGEST_NAME])
    if typed and not words:
        return {}
    *whole, last = words or [""]
    telling = [quoted(word) for word in sorted(whole, key=len, reverse=True)[:_TELLING]]
    wanted = [f"{spaced(fold(word))} " for word in whole] + [spaced(fold(last)) if last else ""]
    newest = _newest_with(db, telling, _LOOKED_THROUGH)
    found = dict(islice(_having(newest, wanted), limit))
    if len(found) < limit and len(newest) == _LOOKED_THROUGH:
        unfinished = quoted(last) + "*" * (len(last) >= _SHORTEST_ASKED)
        older = _newest_with(db, [*telling[:1], unfinished], _LOOKED_THROUGH)
        found.update(islice(_having(older, wanted), limit))
    return dict(sorted(found.items(), reverse=True)[:limit])


def _having(claims: Iterable[tuple[int, str]], wanted: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Gives those of the claims whose text has all that is wanted, which is folded and spaced."""
    parts = " ".join(wanted).split()
    for one, text in claims:
        # Most lack a part altogether, which is seen at once where folding would change nothing but case.
        if text.isascii() and not all(map(text.lower().__contains__, parts)):
            continue
        words = f"{spaced(fold(text))} "
        if all(word in words for word in wanted):
            yield one, text


def _newest_with(db: Database, words: Sequence[str], limit: int) -> list[tuple[int, str]]:
    """Returns the newest claims that have these words (FTS5 strings) in their text."""
    if not words:
        return db.conn.execute(
            "SELECT id, text FROM claims WHERE status IN ('published', 'retracted') ORDER BY id DESC LIMIT ?",
            (limit,),
        ).fetchall()
    return db.conn.execute(
        "SELECT id, claims.text FROM claim_search AS s JOIN claims ON claims.id = s.rowid "
        "WHERE claim_search MATCH ? AND status IN ('published', 'retracted') ORDER BY s.rowid DESC LIMIT ?",
        (f"text : ({' '.join(words)})", limit),
    ).fetchall()
