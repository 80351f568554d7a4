"""The arguments of digests: times and days, what they are narrowed by, and which one is meant."""

import re
from dataclasses import replace
from typing import Annotated, Literal, get_args

from commands.arguments import ActorArg, KindArg, one_of, words_of
from commands.asking import Asking
from commands.desk.values import ReviewArg
from commands.digest import cron
from commands.entering.arguments import NONE, is_none
from commands.errors import CommandError, UnknownNameError
from commands.grammar import one_word
from commands.signature import Arg
from storage.digests import Digest, digest_called, digests
from storage.model import Actor
from storage.reads.suggest import Suggestion
from storage.vocabulary import ClaimKind

LONGEST_HEADING = 100
MOST_SHOWN = 25
LONGEST_QUIET = 24 * 60
LONGEST_EVERY = 7 * 24 * 60

YesNo = Literal["yes", "no"]

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEVERAL = {"daily": tuple(range(7)), "weekdays": tuple(range(5)), "weekend": (5, 6)}
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_TIME = re.compile(r"([01]?[0-9]|2[0-3])(?:[:.]([0-5][0-9]))?")
_kind: Arg = get_args(KindArg)[1]
_actor: Arg = get_args(ActorArg)[1]
_channel: Arg = get_args(ReviewArg)[1]


def _read_name(_: Asking, text: str) -> str:
    name = text.strip().lower()
    if not _NAME.fullmatch(name):
        raise CommandError("digest-name-unread", words=text)
    return name


def _read_digest(asking: Asking, text: str) -> Digest:
    found = digest_called(asking.db, text.strip())
    if found is None:
        near = tuple(each.name for each in digests(asking.db))[:5]
        raise UnknownNameError("digest-unknown" if near else "digest-unknown-alone", text, near)
    return found


def _suggest_digests(asking: Asking, typed: str) -> list[Suggestion]:
    start = typed.strip().lower()
    return [Suggestion(one.name, one.name) for one in digests(asking.db) if one.name.startswith(start)]


def _read_time(_: Asking, text: str) -> str:
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise CommandError("digest-time-unread", words=text)
    return f"{int(found[1]):02}:{found[2] or '00'}"


def _read_days(_: Asking, text: str) -> tuple[int, ...]:
    word = text.strip().lower()
    if word in _SEVERAL:
        return _SEVERAL[word]
    if word[:3] in _DAYS and len(word) >= 3:
        return (_DAYS.index(word[:3]),)
    raise CommandError("digest-day-unread", words=text)


def _read_cron(_: Asking, text: str) -> str:
    try:
        cron.read(text)
    except cron.CronError as error:
        raise CommandError("digest-cron-unread", words=text, most=cron.MOST_TIMES) from error
    return " ".join(text.split())


def _read_heading(_: Asking, text: str) -> str:
    heading = " ".join(text.split())
    if len(heading) > LONGEST_HEADING:
        raise CommandError("text-too-long", given=len(heading), most=LONGEST_HEADING)
    return "" if is_none(heading) else heading


def _read_channel(asking: Asking, text: str) -> str:
    channel: str = _channel.read(asking, text)
    if not channel:
        raise CommandError("desk-channel-unread", words=text)
    return channel


def _number(what: str, least: int, most: int) -> Arg:
    def read(_: Asking, text: str) -> int:
        if not re.fullmatch("[0-9]{1,6}", text.strip()) or not least <= int(text) <= most:
            raise CommandError("desk-number-unread", words=text, least=least, most=most)
        return int(text)

    return Arg(f"{what}: {least} to {most}", read, takes=one_word)


def _or_none(arg: Arg, help: str) -> Arg:  # noqa: A002  # the field's name
    """Returns an argument of several values of which `none` takes all away."""
    return replace(
        arg,
        help=help,
        read=lambda asking, text: None if is_none(text) else arg.read(asking, text),
        many=True,
    )


NameArg = Annotated[
    str,
    Arg("what the digest is called; its topic's name unless given", _read_name, _suggest_digests, one_word),
]
DigestArg = Annotated[Digest, Arg("the digest's name", _read_digest, _suggest_digests, one_word)]
TimesArg = Annotated[
    tuple[str, ...], Arg("times of day, as 07:00; several with ;", _read_time, takes=one_word, many=True)
]
DaysArg = Annotated[
    tuple[tuple[int, ...], ...],
    Arg(
        "days, as mon;thu, or weekdays, weekend, daily",
        _read_days,
        lambda _, typed: [
            Suggestion(word, word) for word in (*_SEVERAL, *_DAYS) if word.startswith(typed.strip().lower())
        ],
        one_word,
        many=True,
    ),
]
QuietArg = Annotated[
    int, _number("as things come: minutes without anything new before it is posted", 1, LONGEST_QUIET)
]
EveryArg = Annotated[int, _number("as things come: minutes between two posts at least", 1, LONGEST_EVERY)]
CronArg = Annotated[str, Arg("a cron line in place of times and days, as 0 7 * * 1-5", _read_cron)]
HereArg = Annotated[
    str, replace(_channel, help="the channel, as discord:42; here unless given", read=_read_channel)
]
KindsArg = Annotated[
    tuple[ClaimKind | None, ...], _or_none(_kind, "only these kinds of claim, several with ;, or none")
]
ActorsArg = Annotated[
    tuple[Actor | None, ...], _or_none(_actor, "only claims by or about these, several with ;, or none")
]
DisputedArg = Annotated[
    YesNo, Arg("whether only disputed claims are told: yes or no", one_of(YesNo), words_of(YesNo), one_word)
]
AtLeastArg = Annotated[int, _number("wait until there is so much to tell", 1, MOST_SHOWN)]
MostArg = Annotated[int, _number("how many claims are told at a time", 1, MOST_SHOWN)]
HeadingArg = Annotated[
    str, Arg(f"what stands above it, at most {LONGEST_HEADING} characters; or {NONE}", _read_heading)
]
MessageArg = Annotated[int, _number("the number of a message that was given up", 1, 999_999)]
