"""The lines that readers type, varied: for every command that reads, each of the ways to narrow it."""

from collections.abc import Callable

from benchmarks.subjects import Subjects

Way = Callable[[Subjects], str]
"""Words one question."""


def _month(ask: Subjects) -> str:
    return ask.iso()[:7]


def _year(ask: Subjects) -> str:
    return ask.iso()[:4]


def _years(ask: Subjects) -> str:
    first, last = sorted((_year(ask), _year(ask)))
    return f"since:{first} until:{last}"


def _words(ask: Subjects) -> str:
    return " ".join(ask.words(1 + int(ask.chance() * 3)))


WAYS: dict[str, tuple[Way, ...]] = {
    "timeline": (
        lambda ask: ask.slug(),
        lambda ask: f"{ask.slug()} page:#{ask.claim()}",
        lambda ask: f"{ask.slug()} since:{_month(ask)}",
        lambda ask: f"{ask.slug()} until:{_month(ask)}",
        lambda ask: f"{ask.slug()} {_years(ask)} order:oldest",
        lambda ask: f"{ask.slug()} actor:{ask.actor().name}",
        lambda ask: f"{ask.slug()} place:{ask.place().name}",
        lambda ask: f"{ask.slug()} kind:control",
        lambda ask: f"{ask.slug()} as_of:{ask.iso()}",
        lambda ask: f"{ask.slug()} actor:{ask.actor().name} kind:event as_of:{ask.iso()} since:{_year(ask)}",
    ),
    "figures": (
        lambda ask: ask.slug(),
        lambda ask: f"{ask.slug()} page:#{ask.claim()}",
        lambda ask: f"{ask.slug()} measure:{ask.measure()}",
        lambda ask: f"{ask.slug()} about:{ask.actor().name}",
    ),
    "actor": (
        lambda ask: ask.actor().name,
        lambda ask: f"{ask.actor().name} topic:{ask.slug()}",
    ),
    "on": (
        lambda ask: ask.iso(),
        _month,
        _year,
        lambda ask: f"{ask.iso()} {ask.slug()}",
        lambda ask: f"{_month(ask)} {ask.slug()}",
        lambda ask: f"{_year(ask)} {ask.slug()} page:#{ask.claim()}",
    ),
    "claim": (lambda ask: f"#{ask.claim()}",),
    "history": (lambda ask: f"#{ask.claim()}",),
    "search": (
        _words,
        _words,
        lambda ask: f"{_words(ask)} topic:{ask.slug()}",
        lambda ask: f"{_words(ask)} actor:{ask.actor().name}",
        lambda ask: f"{_words(ask)} since:{_month(ask)}",
        lambda ask: f"{ask.actor().name} {ask.words(1)[0]}",
        lambda ask: f"{ask.words(1)[0]} page:#{ask.claim()}",
    ),
    "match": (
        lambda ask: f"{' '.join(ask.words(12)).capitalize()}.",
        lambda ask: f"{_words(ask)}. {' '.join(ask.words(9))}! https://example.org/{ask.claim()}",
    ),
    "brief": (lambda ask: ask.slug(),),
    "changes": (
        lambda _: "",
        lambda ask: f"r{ask.revision()}",
        lambda ask: f"r{ask.revision()} {ask.slug()}",
        lambda ask: f"{_month(ask)} {ask.slug()}",
    ),
    "topics": (lambda _: "", lambda ask: f"page:{ask.topic().id}"),
    "actors": (lambda _: "", lambda ask: f"page:{ask.actor().id}"),
    "sources": (lambda _: "", lambda ask: f"page:{1 + int(ask.chance() * ask.claims / 3)}"),
    "help": (lambda _: "", lambda _: "timeline"),
}
"""By the command's name."""

MISTYPED: tuple[Way, ...] = (
    lambda ask: f"/timeline {ask.slipped(ask.slug())}",
    lambda ask: f"/actor {ask.slipped(ask.actor().name)}",
)
"""Lines with a name that nobody has: the answer asks whether another was meant."""


def lines(ask: Subjects, command: str, count: int) -> list[str]:
    """Returns so many lines, each way as often as the others."""
    ways = WAYS[command]
    return [f"/{command} {ways[turn % len(ways)](ask)}".rstrip() for turn in range(count)]


def mistyped(ask: Subjects, count: int) -> list[str]:
    """Returns so many lines with a name mistyped."""
    return [MISTYPED[turn % len(MISTYPED)](ask) for turn in range(count)]
