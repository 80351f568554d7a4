"""What a made-up desk is asked about: names, days, words and numbers out of the desk itself.

Half of the actors are drawn by how much they say, half from all of them; words are drawn from texts, so that
common ones come often. The same desk and seed give the same.
"""

import json
import random
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from benchmarks import days
from storage.connection import open_reader
from storage.dates import bounds
from storage.model import Actor, Topic
from storage.reads.names import actor_by_id, find_actor, find_topic, known_measures

T = TypeVar("T")

_POOL = 1_000
"""So many actors, places and texts are drawn to choose from."""

_HOT = 50
"""So many claims are those that most others answer."""

_SPEAKERS = """
    SELECT actor_id FROM attributions WHERE claim_id IN (SELECT value FROM json_each(?)) AND position = 0
"""
_TEXTS = "SELECT text FROM claims WHERE id IN (SELECT value FROM json_each(?))"
_LISTED = """
    SELECT id FROM claims
    WHERE id IN (SELECT value FROM json_each(?)) AND status IN ('published', 'retracted')
"""
_ANSWERED = """
    SELECT to_claim_id FROM relations JOIN claims ON claims.id = to_claim_id
    WHERE claims.status IN ('published', 'retracted')
    GROUP BY to_claim_id ORDER BY count(*) DESC, to_claim_id LIMIT ?
"""


class Subjects:
    """Draws what to ask.

    Attributes:
        topics: All topics, in the order of their number.
        measures: All that is counted.
        claims: How many claims there are.
        revisions: How many revisions there are.
    """

    def __init__(self, desk: Path, seed: int = 1) -> None:
        self._random = random.Random(seed)  # noqa: S311  # repeatable is what is wanted; it keeps no secret
        with closing(open_reader(desk)) as db:
            self.claims = _number(db, "SELECT max(id) FROM claims")
            self.revisions = _number(db, "SELECT max(id) FROM revisions")
            self.topics = [_topic(db, slug) for slug in _column(db, "SELECT slug FROM topics ORDER BY id")]
            self.measures = known_measures(db)
            some = json.dumps([self._random.randint(1, self.claims) for _ in range(_POOL)])
            actors = _number(db, "SELECT max(id) FROM actors")
            speakers = _column(db, _SPEAKERS, some)
            anyone = [self._random.randint(1, actors) for _ in speakers]
            self._actors = [_actor(db, one) for pair in zip(speakers, anyone, strict=True) for one in pair]
            places = _column(db, "SELECT id FROM actors WHERE kind = 'place' ORDER BY id LIMIT ?", _POOL)
            # Its name may be that of another, or it may be part of one that is no place.
            self._places = [
                place
                for place in (_actor(db, one) for one in places)
                if place.kind == "place" and find_actor(db, place.name) == place
            ]
            self._texts = _column(db, _TEXTS, some)
            self._claims = _column(db, _LISTED, some)
            self._answered = _column(db, _ANSWERED, _HOT) or self._claims

    def chance(self) -> float:
        """Draws a number from 0 to 1."""
        return self._random.random()

    def topic(self) -> Topic:
        """Draws a topic."""
        return self._random.choice(self.topics)

    def slug(self) -> str:
        """Draws a topic's short name."""
        return self.topic().slug

    def actor(self) -> Actor:
        """Draws an actor: of two, one by how much it says."""
        return self._random.choice(self._actors)

    def place(self) -> Actor:
        """Draws a place."""
        return self._random.choice(self._places)

    def measure(self) -> str:
        """Draws something counted."""
        return self._random.choice(self.measures)

    def claim(self) -> int:
        """Draws the number of a claim that readers see; one in five is one that many others answer."""
        number: int = self._random.choice(self._answered if self.chance() < 0.2 else self._claims)
        return number

    def revision(self) -> int:
        """Draws a revision's number; none is before the first."""
        return self._random.randint(0, self.revisions - 1)

    def day(self) -> int:
        """Draws a day of the story, as days since 1970-01-01."""
        return day_number(self.iso())

    def iso(self) -> str:
        """Draws a day of the story, as text."""
        return days.ISO[days.BEGINS + int(self.chance() * days.LASTS)]

    def words(self, count: int) -> list[str]:
        """Draws words of a text that has so many."""
        while True:
            words = [word.strip(".,").lower() for word in self._random.choice(self._texts).split()]
            named = [word for word in words if word.isalpha()]
            if len(named) >= count:
                return self._random.sample(named, count)

    def slipped(self, name: str) -> str:
        """Returns a name as somebody mistypes it: one of its letters 2 to 5 is dropped, doubled or wrong."""
        if len(name) < 3:
            return name
        place = self._random.randrange(1, min(len(name), 5))
        letter = self._random.choice(("", 2 * name[place], "qx"))
        return name[:place] + letter + name[place + 1 :]


def day_number(edtf: str) -> int:
    """Returns the first day of what an expression with a beginning says."""
    lower = bounds(edtf).lower
    if lower is None:
        raise ValueError(f"{edtf} has no beginning")
    return lower


def _topic(db: Database, slug: str) -> Topic:
    return _there(find_topic(db, slug))


def _actor(db: Database, one: int) -> Actor:
    return _there(actor_by_id(db, one))


def _there(found: T | None) -> T:
    if found is None:
        raise LookupError("the desk was changed meanwhile")
    return found


def _column(db: Database, statement: str, *parameters: object) -> list[Any]:
    return [row[0] for row in db.conn.execute(statement, parameters)]


def _number(db: Database, statement: str) -> int:
    return int(db.conn.execute(statement).fetchone()[0])
