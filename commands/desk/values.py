"""How each setting's value is read: checked with what may stand there instead, and turned into its text."""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Literal, get_args
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process

from commands.arguments import TopicArg, one_of, words_of
from commands.asking import Asking
from commands.card import Names
from commands.desk.accounts import refuse_unknown_platform
from commands.entering.arguments import NONE, is_none
from commands.errors import CommandError, UnknownNameError
from commands.grammar import one_word
from commands.signature import Arg
from storage.model import Topic
from storage.reads import suggest
from storage.reads.suggest import Suggestion
from storage.vocabulary import Answers, ClaimKind, values

Propose = Literal["reader", "contributor", "nobody"]
"""Who may propose: the least role; editors and admins always may add."""

Direct = Literal["nobody", "members", "anyone"]
"""Who may ask in a direct chat."""

HERE = "here"
"""What is typed for the channel where it is typed."""

LONGEST_NAME = 100
"""Characters of a desk's name."""

MOST_WAITING = 100
LONGEST_COOLDOWN = 3600

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_CHANNEL = re.compile(r"([A-Za-z][A-Za-z0-9_]*):(\S{1,300})")
_NEAR = 5
# Zones of no place: one differs from machine to machine, the other is a placeholder.
_NO_ZONES = frozenset({"localtime", "Factory"})
_topic: Arg = get_args(TopicArg)[1]


def _read_name(_: Asking, text: str) -> str:
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        raise CommandError("desk-name-too-long", given=len(name), most=LONGEST_NAME)
    return "" if is_none(name) else name


def _zones() -> dict[str, str]:
    """Returns the name of every time zone by itself without capitals and underscores."""
    return {_plain(zone): zone for zone in sorted(available_timezones() - _NO_ZONES)}


def _plain(zone: str) -> str:
    return zone.casefold().replace("_", " ").strip()


def _read_zone(_: Asking, text: str) -> str:
    zones = _zones()
    if (zone := zones.get(_plain(text))) is not None:
        return zone
    near = _near_zones(zones, _plain(text))
    raise UnknownNameError("desk-zone-unknown" if near else "desk-zone-unknown-alone", text, near)


def _near_zones(zones: dict[str, str], plain: str) -> tuple[str, ...]:
    """Returns the zones whose place begins so, then those whose place is written alike, Kyiv for Kiev."""
    places = {zone: key.rpartition("/")[2] for key, zone in zones.items()}
    wanted = plain.rpartition("/")[2] or plain
    begin = [zone for key, zone in zones.items() if key.startswith(plain) or places[zone].startswith(wanted)]
    alike = process.extract(wanted, places, scorer=fuzz.ratio, score_cutoff=70, limit=_NEAR)
    return tuple(dict.fromkeys([*begin[: _NEAR - 2], *(zone for _, _, zone in alike), *begin]))[:_NEAR]


def _suggest_zones(_: Asking, typed: str) -> list[Suggestion]:
    zones, plain = _zones(), _plain(typed)
    found = [zone for key, zone in zones.items() if key.startswith(plain) or f"/{plain}" in key]
    return [Suggestion(zone, zone) for zone in found or _near_zones(zones, plain)]


def _read_language(_: Asking, text: str) -> str:
    language, _dash, region = text.strip().replace("_", "-").partition("-")
    # A script is written as a title (Latn), a country in capitals (GB).
    tail = region.title() if len(region) == 4 else region.upper()
    tag = "-".join(filter(None, (language.lower(), tail)))
    if not _LANGUAGE.fullmatch(tag):
        raise CommandError("desk-language-unread", words=text)
    return tag


def _read_number(least: int, most: int, key: str) -> Callable[[Asking, str], int]:
    def read(_: Asking, text: str) -> int:
        word = text.strip()
        if not re.fullmatch("[0-9]{1,9}", word) or not least <= int(word) <= most:
            raise CommandError(key, words=text, least=least, most=most)
        return int(word)

    return read


def _read_kind(asking: Asking, text: str) -> str:
    return "" if is_none(text) else one_of(ClaimKind)(asking, text)


def _suggest_kinds(asking: Asking, typed: str) -> list[Suggestion]:
    return [*words_of(ClaimKind)(asking, typed), *_word(NONE, typed)]


def joined_kinds(kinds: Sequence[str]) -> str:
    """Returns the kinds as they are stored, in the order of the vocabulary.

    Raises:
        CommandError: `none` stands beside a kind.
    """
    if "" in kinds and len(set(kinds)) > 1:
        raise CommandError("desk-none-and-kinds", options=Names(values(ClaimKind)))
    return " ".join(kind for kind in values(ClaimKind) if kind in kinds)


def _read_channel(asking: Asking, text: str) -> str:
    if is_none(text):
        return ""
    if text.strip().casefold() == HERE:
        return f"{asking.who.platform}:{asking.where.channel}"
    found = _CHANNEL.fullmatch(text.strip())
    if found is None:
        raise CommandError("desk-channel-unread", words=text)
    platform = found[1].lower()
    refuse_unknown_platform(asking, platform)
    return f"{platform}:{found[2]}"


def _suggest_channels(_: Asking, typed: str) -> list[Suggestion]:
    return [*_word(HERE, typed), *_word(NONE, typed)]


def _read_topic(asking: Asking, text: str) -> Topic | None:
    if is_none(text):
        return None
    topic: Topic = _topic.read(asking, text)
    return topic


def _suggest_topics(asking: Asking, typed: str) -> list[Suggestion]:
    return [*_word(NONE, typed), *suggest.topics(asking.db, typed)]


def _some(*numbers: int) -> Callable[[Asking, str], list[Suggestion]]:
    """Returns a suggester of usual numbers; any other that is allowed may be typed."""
    return lambda _, typed: [each for number in numbers for each in _word(str(number), typed)]


def _word(word: str, typed: str) -> list[Suggestion]:
    return [Suggestion(word, word)] if word.startswith(typed.strip().casefold()) else []


def _choice(help: str, vocabulary: object) -> Arg:  # noqa: A002  # the field's name
    return Arg(help, one_of(vocabulary), words_of(vocabulary), one_word)


DeskNameArg = Annotated[
    str, Arg(f"what the desk is called, at most {LONGEST_NAME} characters; or none", _read_name)
]
ZoneArg = Annotated[str, Arg("the time zone, as Europe/Kyiv", _read_zone, _suggest_zones)]
LanguageArg = Annotated[str, Arg("the language, as en or en-GB", _read_language, takes=one_word)]
ProposeArg = Annotated[
    Propose, _choice("who may propose a claim: reader (all), contributor (and above), or nobody", Propose)
]
WaitingArg = Annotated[
    int,
    Arg(
        f"how many proposals and flags of one person may wait: 1 to {MOST_WAITING}",
        _read_number(1, MOST_WAITING, "desk-number-unread"),
        _some(3, 5, 10, 20),
        one_word,
    ),
]
SecondPersonArg = Annotated[
    tuple[str, ...],
    Arg(
        "kinds of claim that a second person must approve, several with ; between them; or none",
        _read_kind,
        _suggest_kinds,
        one_word,
        many=True,
    ),
]
ReviewArg = Annotated[
    str,
    Arg(
        "the channel of the review queue, as discord:42; or here, or none",
        _read_channel,
        _suggest_channels,
        one_word,
    ),
]
DirectArg = Annotated[
    Direct, _choice("who may ask in a direct chat: nobody, members of its places, or anyone", Direct)
]
CooldownArg = Annotated[
    int,
    Arg(
        f"seconds between two commands of one person below editor: 0 to {LONGEST_COOLDOWN}",
        _read_number(0, LONGEST_COOLDOWN, "desk-number-unread"),
        _some(0, 3, 5, 10, 30, 60),
        one_word,
    ),
]
ChannelTopicArg = Annotated[
    Topic | None, Arg("the topic that this channel follows; or none", _read_topic, _suggest_topics)
]
AnswersArg = Annotated[
    Answers, _choice("whether commands in this channel are answered: public or private", Answers)
]
