"""The arguments that editors' commands share: texts and names as typed, which the commands read."""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from commands import date_words
from commands.arguments import (
    Days,
    echo_date,
    one_of,
    read_claim,
    read_date,
    suggest_dates,
    words_of,
)
from commands.asking import Asking
from commands.card import Message
from commands.errors import CommandError
from commands.grammar import one_word
from commands.signature import Arg
from storage.drafts import drafts_of
from storage.reads import lists, suggest, suggest_claims
from storage.reads.suggest import Suggestion, shortened
from storage.vocabulary import ClaimKind, Rank, RelationType, Verb

Correction = Literal["wording", "updated", "corrected"]
"""The classes of a correction that `record edit` makes; withdrawing a claim is `record retract`."""

LONGEST_TEXT = 1000
"""Characters of a claim's sentence."""

LONGEST_QUOTE = 2000
LONGEST_REASON = 500
"""Characters of a reason: it stands in the claim's line."""

NONE = "none"
"""What is typed to take a value away."""

_REVISION = re.compile(r"r?([0-9]{1,18})", re.IGNORECASE)
_DRAFT = re.compile(r"d?([0-9]{1,18})", re.IGNORECASE)
_SOURCES_OFFERED = 25


def is_none(text: str) -> bool:
    """Tells whether somebody typed that there is to be no value."""
    return text.strip().casefold() == NONE


def _as_typed(_: Asking, text: str) -> str:
    return text


def _read_reason(_: Asking, text: str) -> str:
    reason = " ".join(text.split())
    if len(reason) > LONGEST_REASON:
        raise CommandError("text-too-long", given=len(reason), most=LONGEST_REASON)
    return reason


def _read_revision(_: Asking, text: str) -> int:
    found = _REVISION.fullmatch(text.strip())
    if found is None:
        raise CommandError("revision-unread", words=text)
    return int(found[1])


def _read_draft(_: Asking, text: str) -> int:
    found = _DRAFT.fullmatch(text.strip())
    if found is None:
        raise CommandError("draft-unread", words=text)
    return int(found[1])


def _read_piece(_: Asking, text: str) -> int:
    if not text.strip().isdecimal():
        raise CommandError("piece-unread", words=text)
    return int(text)


def _read_date_or_none(asking: Asking, text: str) -> Days | None:
    return None if is_none(text) else read_date(asking, text)


def _echo_date_or_none(days: Days | None) -> Message | None:
    return None if days is None else echo_date(days)


def _suggest_drafts(asking: Asking, typed: str) -> list[Suggestion]:
    return [
        Suggestion(f"d{draft.id}", f"d{draft.id} {shortened(' '.join(draft.given.get('text', ())))}")
        for draft in drafts_of(asking.db, asking.member.accounts)
        if f"d{draft.id}".startswith(typed.strip().casefold())
    ]


def _suggest_sources(asking: Asking, typed: str) -> list[Suggestion]:
    """Completes `same`, and the newest sources by what they are called, as `s12`."""
    start = typed.strip().casefold()
    same = [Suggestion("same", "same")] if "same".startswith(start) else []
    newest = lists.sources(asking.db, limit=_SOURCES_OFFERED)
    return same + [
        Suggestion(f"s{each.id}", f"s{each.id} {shortened(name)}")
        for each in newest
        if (name := " ".join(filter(None, (each.publisher, each.title, each.published, each.url))))
        and (start in name.casefold() or f"s{each.id}".startswith(start))
    ]


def _names(completing: Callable[..., Sequence[Suggestion]]) -> Callable[[Asking, str], Sequence[Suggestion]]:
    return lambda asking, typed: completing(asking.db, typed)


def _actors(help: str) -> Arg:  # noqa: A002  # the field's name
    return Arg(help, _as_typed, _names(suggest.actors), many=True)


TextArg = Annotated[
    str,
    Arg(
        "one sentence, in your words, of at most 1,000 characters",
        _as_typed,
        asked="passage",
        longest=LONGEST_TEXT,
    ),
]
QuoteArg = Annotated[
    str,
    Arg(
        "the source's exact words, short: at most 2,000 characters",
        _as_typed,
        asked="passage",
        longest=LONGEST_QUOTE,
    ),
]
SourceArg = Annotated[
    str,
    Arg(
        "an address; or a publisher and date, as `Reuters, 28 April 2025`; or `same`",
        _as_typed,
        _suggest_sources,
    ),
]
PublisherArg = Annotated[str, Arg("who published the source", _as_typed)]
TitleArg = Annotated[str, Arg("what the source is called", _as_typed)]
ByArg = Annotated[tuple[str, ...], _actors("who says it; the publisher if left out")]
ViaArg = Annotated[tuple[str, ...], _actors("who carries their words")]
AboutArg = Annotated[tuple[str, ...], _actors("whom it is about")]
TargetArg = Annotated[tuple[str, ...], _actors("against whom it is")]
ParticipantArg = Annotated[tuple[str, ...], _actors("who else takes part in it")]
TopicsArg = Annotated[
    tuple[str, ...],
    Arg("the story; the channel's if left out", _as_typed, _names(suggest.topics), many=True),
]
PlaceNameArg = Annotated[str, Arg("where it happened", _as_typed, _names(suggest.places))]
FigureArg = Annotated[
    str, Arg("a number as its source puts it, as `killed or wounded: about 4,000`", _as_typed)
]
FiguresArg = Annotated[
    tuple[str, ...],
    Arg("a number as its source puts it, as `troops sent: 10,000-12,000 soldiers`", _as_typed, many=True),
]
VerbArg = Annotated[Verb, Arg("says, denies, confirms, estimates …", one_of(Verb), words_of(Verb), one_word)]
OneKindArg = Annotated[
    ClaimKind,
    Arg("event, figure, statement, control or forecast", one_of(ClaimKind), words_of(ClaimKind), one_word),
]
RankArg = Annotated[Rank, Arg("preferred, normal or deprecated", one_of(Rank), words_of(Rank), one_word)]
RelationArg = Annotated[
    RelationType,
    Arg(
        "confirms, corroborates, disputes, denies, supersedes or corrects",
        one_of(RelationType),
        words_of(RelationType),
        one_word,
    ),
]
CorrectionArg = Annotated[
    Correction,
    Arg("wording (a typo), updated or corrected", one_of(Correction), words_of(Correction), one_word),
]
ReasonArg = Annotated[
    str, Arg("why, in at most 500 characters", _read_reason, asked="passage", longest=LONGEST_REASON)
]
ClaimsArg = Annotated[
    tuple[int, ...],
    Arg(
        "a claim's number, as #142",
        read_claim,
        lambda asking, typed: suggest_claims.claims(asking.db, typed),
        one_word,
        many=True,
    ),
]
DateOrNoneArg = Annotated[
    Days | None,
    Arg(
        "a date, as `28 April 2025` or `autumn 2024`; or none",
        _read_date_or_none,
        suggest_dates,
        date_words.longest,
        echo=_echo_date_or_none,
    ),
]
SeenArg = Annotated[int, Arg("the revision that you read, as r12", _read_revision, takes=one_word)]
RevisionArg = Annotated[int, Arg("a revision, as r12", _read_revision, takes=one_word)]
DraftArg = Annotated[
    int, Arg("a draft, as d3; your newest if left out", _read_draft, _suggest_drafts, one_word)
]
PieceArg = Annotated[int, Arg("which one, counted from 1 as /claim shows them", _read_piece, takes=one_word)]
MeasureNameArg = Annotated[
    str, Arg("what is counted, as `killed or wounded`", _as_typed, _names(suggest.measures))
]
