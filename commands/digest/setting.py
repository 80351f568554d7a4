"""`digest set`: makes a digest, or changes one."""

from dataclasses import dataclass, replace

from commands.asking import Asking
from commands.card import Action, Card, message
from commands.declaring import COMMANDS, command
from commands.desk.values import ChannelTopicArg, ZoneArg
from commands.digest.arguments import (
    ActorsArg,
    AtLeastArg,
    CronArg,
    DaysArg,
    DisputedArg,
    EveryArg,
    HeadingArg,
    HereArg,
    KindsArg,
    MostArg,
    NameArg,
    QuietArg,
    TimesArg,
)
from commands.digest.cron import MOST_TIMES
from commands.digest.showing import facts_of
from commands.errors import CommandError
from commands.people import Role, Where
from commands.scope import of_channel
from storage.digests import Digest, Filter, Schedule, digest_called, keep, topic_of

_CONSOLE = "console"
_EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a digest; what is left out stays, or is the usual."""

    topic: ChannelTopicArg | None = None
    at: TimesArg = ()
    days: DaysArg = ()
    quiet: QuietArg | None = None
    every: EveryArg | None = None
    cron: CronArg | None = None
    zone: ZoneArg | None = None
    kind: KindsArg = ()
    actor: ActorsArg = ()
    disputed: DisputedArg | None = None
    at_least: AtLeastArg | None = None
    most: MostArg | None = None
    heading: HeadingArg | None = None
    channel: HereArg | None = None


NOTHING_WANTED = Wanted()


@command(group="digest", role=Role.ADMIN, writes=True)
def set(  # noqa: A001  # the command's name in chat
    asking: Asking, name: NameArg | None = None, *, wanted: Wanted = NOTHING_WANTED
) -> Card:
    """Has a channel told what is new, corrected and disputed: at times of day, or as it comes.

    A new digest begins at this moment, and so does one that tells of something else from now on. It tells
    nothing twice that its channel was told of.

    Examples:
    /digest set topic:kursk at:07:00
    /digest set weekly at:18:00 days:fri zone:Europe/Kyiv heading:The week
    /digest set alerts quiet:10 every:60 disputed:yes
    /digest set office cron:0 9,17 * * 1-5
    """
    before = _meant(asking, name, wanted)
    digest = keep(asking.db, _changed(asking, before, wanted), asking.author())
    title = message("digest-set" if before.id == 0 else "digest-changed", name=digest.name)
    return Card(title, (facts_of(asking, digest),), actions=_actions(digest))


def _meant(asking: Asking, name: str | None, wanted: Wanted) -> Digest:
    """Returns the digest that is to be changed; a new one has the number 0."""
    platform, channel = _channel(asking, wanted)
    topic = wanted.topic if "topic" in asking.given else of_channel(asking)
    usual = name or (topic.slug if topic else _EVERYTHING)
    found = digest_called(asking.db, usual)
    if found is not None and (name is not None or (found.platform, found.channel) == (platform, channel)):
        return found
    number = 2
    called = usual
    while digest_called(asking.db, called) is not None:
        called, number = f"{usual}-{number}", number + 1
    return Digest(0, called, platform, channel, topic.id if topic else None, Filter(), Schedule())


def _channel(asking: Asking, wanted: Wanted) -> tuple[str, str]:
    if wanted.channel is not None:
        platform, _, channel = wanted.channel.partition(":")
        return platform, channel
    return asking.who.platform, asking.where.channel


def _is_direct(where: Where) -> bool:
    """Tells whether a question came in a direct chat, where there are servers and rooms as well."""
    return where.registry is not None and where.place is None


def _changed(asking: Asking, before: Digest, wanted: Wanted) -> Digest:
    platform, channel = before.platform, before.channel
    if wanted.channel is not None:
        platform, channel = _channel(asking, wanted)
    if platform == _CONSOLE or (before.id == 0 and wanted.channel is None and _is_direct(asking.where)):
        raise CommandError("digest-no-channel")
    topic = topic_of(asking.db, before)
    if "topic" in asking.given:
        topic = wanted.topic
    return replace(
        before,
        platform=platform,
        channel=channel,
        topic_id=topic.id if topic else None,
        filter=_filter(before.filter, wanted),
        schedule=_schedule(before.schedule, wanted),
        zone=before.zone if wanted.zone is None else wanted.zone,
        most=wanted.most or before.most,
        heading=before.heading if wanted.heading is None else wanted.heading or None,
    )


def _filter(before: Filter, wanted: Wanted) -> Filter:
    kinds = tuple(kind for kind in wanted.kind if kind is not None)
    actors = tuple(actor.uid for actor in wanted.actor if actor is not None)
    return replace(
        before,
        kinds=kinds if wanted.kind else before.kinds,
        actors=actors if wanted.actor else before.actors,
        disputed=before.disputed if wanted.disputed is None else wanted.disputed == "yes",
        at_least=wanted.at_least or before.at_least,
    )


def _schedule(before: Schedule, wanted: Wanted) -> Schedule:
    """Returns the schedule that is wanted.

    Raises:
        CommandError: Two kinds of schedule are wanted at once, or none.
    """
    ways = (
        bool(wanted.at or wanted.days),
        wanted.cron is not None,
        wanted.quiet is not None or wanted.every is not None,
    )
    if sum(ways) > 1:
        raise CommandError("digest-one-schedule")
    if wanted.cron is not None:
        return Schedule(cron=wanted.cron)
    if ways[2]:
        quiet = wanted.quiet or before.quiet
        return Schedule(quiet=10 if quiet is None else quiet, every=wanted.every or before.every)
    times = tuple(sorted(dict.fromkeys(wanted.at))) or before.times
    if not ways[0] and before != Schedule():
        return before
    if not times or len(times) > MOST_TIMES:
        raise CommandError("digest-when", most=MOST_TIMES)
    days = tuple(sorted({day for some in wanted.days for day in some})) if wanted.days else before.days
    return Schedule(times=times, days=() if len(days) == 7 else days)


def _actions(digest: Digest) -> tuple[Action, ...]:
    lines = {
        "digest-do-preview": COMMANDS["digest preview"].line(digest=digest.name),
        "digest-do-list": "/digest list",
    }
    return tuple(Action(message(label), line) for label, line in lines.items())
