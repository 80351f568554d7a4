"""The arguments that commands share: how each is read from words, and how it is completed.

`Annotated` types for signatures: `topic: TopicArg`. A text that can't be read raises `CommandError`, with the
near names where there are some.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from sqlite_utils import Database

from commands import date_words
from commands.asking import Asking
from commands.card import Date, Message, Names, message
from commands.errors import CommandError, SharedNameError, UnknownNameError
from commands.grammar import one_word
from commands.people import Role
from commands.signature import Arg
from storage import dates
from storage.model import Actor, Topic
from storage.reads import suggest, suggest_claims
from storage.reads.lists import TopicEntry
from storage.reads.names import find_actors, find_measure, find_topics
from storage.reads.opening import by_uid
from storage.reads.suggest import Suggestion
from storage.reads.unlisted import unlisted_actors
from storage.vocabulary import ClaimKind, values

Order = Literal["newest", "oldest"]

_NEAR = 5
"""How many names are offered in place of one that nothing has."""

_SEASON = re.compile(r"[0-9]{4}-[234][0-9]")
_CLAIM = re.compile(r"#?([1-9][0-9]{0,17})")
_REVISION = re.compile(r"r([0-9]{1,18})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Days:
    """A date that a reader named.

    Attributes:
        words: What was typed.
        edtf: How it was read.
        first: Its first day (since 1970-01-01); None where it is open.
        last: Its last day.
    """

    words: str
    edtf: str
    first: int | None
    last: int | None


def read_date(asking: Asking, text: str) -> Days:
    """Reads a date from a person's words.

    Raises:
        CommandError: They are no date, or read in two ways.
    """
    try:
        edtf = date_words.read(text, asking.today)
    except date_words.AmbiguousDate as error:
        raise _ambiguous(text, error.options) from error
    except date_words.ShortYear as error:
        raise CommandError("date-short-year", words=text) from error
    except date_words.NotADate as error:
        raise CommandError("date-unread", words=text) from error
    bounds = dates.bounds(edtf)
    return Days(text, edtf, bounds.lower, bounds.upper)


def _ambiguous(words: str, options: tuple[str, ...]) -> CommandError:
    season, years = options[0], options[-1]
    if len(options) == 2 and _SEASON.fullmatch(season) and "/" in years:
        return CommandError("date-ambiguous-years", words=words, years=years, season=Date(season))
    return CommandError("date-ambiguous", words=words, options=Names(options, any_of=True))


def echo_date(days: Days | int) -> Message | None:
    """Says how a date was read; nothing of a revision."""
    return message("read-as", words=days.words, date=Date(days.edtf)) if isinstance(days, Days) else None


def _read_topic(asking: Asking, text: str) -> Topic:
    found = find_topics(asking.db, text)
    if not found:
        raise unknown(asking, "topic", text, suggest.topics)
    if len(found) > 1:
        bearers = tuple((topic.slug, topic.title, topic_told(topic)) for topic in found)
        raise SharedNameError(text, bearers)
    return found[0]


def _read_actor(asking: Asking, text: str) -> Actor:
    actor = _only(asking, text, _seen(asking, find_actors(asking.db, text)))
    if actor is None:
        raise unknown(asking, "actor", text, suggest.actors)
    return actor


def _read_place(asking: Asking, text: str) -> Actor:
    place = _only(asking, text, _seen(asking, find_actors(asking.db, text, "place")))
    if place is None:
        raise unknown(asking, "place", text, suggest.places)
    return place


def _seen(asking: Asking, found: Sequence[Actor]) -> Sequence[Actor]:
    """Returns the actors that whoever asks may know of: only editors, of those in no claim that is seen."""
    if asking.role >= Role.EDITOR:
        return found
    hidden = unlisted_actors(asking.db.conn, (actor.id for actor in found))
    return [actor for actor in found if actor.id not in hidden]


def _only(asking: Asking, text: str, found: Sequence[Actor]) -> Actor | None:
    if len(found) > 1:
        bearers = ((by_uid(asking.db, actor.uid), actor.name, _actor_told(actor)) for actor in found)
        raise SharedNameError(text, tuple(bearers))
    return found[0] if found else None


def topic_told(topic: TopicEntry | Topic) -> Message:
    """Says which topic it is, of several that may have its title: its slug, and what it is part of."""
    if topic.parent is None:
        return message("topic-slug", slug=topic.slug)
    return message("topic-below", slug=topic.slug, parent=topic.parent)


def _actor_told(actor: Actor) -> Message:
    kind = message(f"actor-kind-{actor.kind}")
    if actor.description is None:
        return kind
    return message("actor-kind-described", kind=kind, description=actor.description)


def _read_measure(asking: Asking, text: str) -> str:
    measure = find_measure(asking.db, text)
    if measure is None:
        raise unknown(asking, "measure", text, suggest.measures)
    return measure


def read_claim(_: Asking, text: str) -> int:
    """Reads a claim's number.

    Raises:
        CommandError: It is none.
    """
    found = _CLAIM.fullmatch(text.strip())
    if found is None:
        raise CommandError("claim-unread", words=text)
    return int(found[1])


def _read_cursor(_: Asking, text: str) -> int:
    found = _CLAIM.fullmatch(text.strip())
    if found is None:
        raise CommandError("page-unread", words=text)
    return int(found[1])


def _read_since(asking: Asking, text: str) -> Days | int:
    """Reads a date, or a revision as `r12`."""
    found = _REVISION.fullmatch(text.strip())
    return int(found[1]) if found else read_date(asking, text)


def _since_takes(words: Sequence[str]) -> int:
    return 1 if words and _REVISION.fullmatch(words[0]) else date_words.longest(words)


def unknown(
    asking: Asking, kind: str, text: str, completing: Callable[[Database, str], Sequence[Suggestion]]
) -> UnknownNameError:
    """Returns the error that nothing of this kind has the name, with the near names."""
    near = tuple(suggestion.value for suggestion in completing(asking.db, text)[:_NEAR])
    return UnknownNameError(f"unknown-{kind}" if near else f"unknown-{kind}-alone", text, near)


def one_of(vocabulary: object) -> Callable[[Asking, str], str]:
    """Returns a reader of one of the vocabulary's words."""
    words = values(vocabulary)

    def read(_: Asking, text: str) -> str:
        word = "_".join(text.casefold().split())
        if word not in words:
            raise CommandError("not-one-of", words=text, options=Names(words, any_of=True))
        return word

    return read


def words_of(vocabulary: object) -> Callable[[Asking, str], list[Suggestion]]:
    """Returns a suggester of the vocabulary's words."""
    words = values(vocabulary)

    def suggest_words(_: Asking, typed: str) -> list[Suggestion]:
        return [Suggestion(word, word) for word in words if word.startswith(typed.casefold().strip())]

    return suggest_words


_DATES_TO_TRY = ("today", "yesterday", "last week", "last month", "this year", "last year")


def suggest_dates(asking: Asking, typed: str) -> list[Suggestion]:
    """Completes the words for a day, and shows how what was typed is read."""
    found = [Suggestion(word, word) for word in _DATES_TO_TRY if word.startswith(typed.casefold().strip())]
    try:
        edtf = date_words.read(typed, asking.today)
    except date_words.NotADate:
        return found
    return [Suggestion(typed, f"{typed} = {edtf}" if typed != edtf else edtf), *found]


TopicArg = Annotated[
    Topic, Arg("a topic's name", _read_topic, lambda asking, typed: suggest.topics(asking.db, typed))
]
ActorArg = Annotated[
    Actor,
    Arg(
        "a person, state or body, by any of its names",
        _read_actor,
        lambda a, typed: suggest.actors(a.db, typed),
    ),
]
PlaceArg = Annotated[Actor, Arg("a place", _read_place, lambda a, typed: suggest.places(a.db, typed))]
MeasureArg = Annotated[
    str, Arg("what is counted, as `killed or wounded`", _read_measure, lambda a, t: suggest.measures(a.db, t))
]
ClaimArg = Annotated[
    int,
    Arg(
        "a claim's number, as #142",
        read_claim,
        lambda a, typed: suggest_claims.claims(a.db, typed),
        takes=one_word,
    ),
]
KindArg = Annotated[
    tuple[ClaimKind, ...],
    Arg(
        "event, figure, statement, control or forecast",
        one_of(ClaimKind),
        words_of(ClaimKind),
        one_word,
        many=True,
    ),
]
OrderArg = Annotated[Order, Arg("newest or oldest first", one_of(Order), words_of(Order), one_word)]
DateArg = Annotated[
    Days,
    Arg(
        "a date, as `28 April 2025`, `autumn 2024`, `last Monday`",
        read_date,
        suggest_dates,
        date_words.longest,
        echo=echo_date,
    ),
]
SinceArg = Annotated[
    Days | int,
    Arg("a date, or a revision as r12", _read_since, suggest_dates, _since_takes, echo=echo_date),
]
PageArg = Annotated[
    int, Arg("where the page goes on: after the claim of this number", _read_cursor, takes=one_word)
]
WordsArg = Annotated[str, Arg("the words to look for", lambda _, text: text)]
