"""When made-up things happen: EDTF expressions of every kind around a day of a made-up story."""

from collections.abc import Callable
from datetime import date

from benchmarks.words import Draw

_FIRST = date(2004, 1, 1).toordinal()
_LAST = date(2036, 12, 31).toordinal()

ISO = tuple(date.fromordinal(day).isoformat() for day in range(_FIRST, _LAST + 1))
"""Every day that may be named, as text; a day is its index here."""

BEGINS = date(2014, 2, 20).toordinal() - _FIRST
LASTS = date(2026, 10, 31).toordinal() - _FIRST - BEGINS
"""The first day of the story, and how many days it has been told."""

Maker = Callable[[Draw, int], str | None]

_SEASONS = ("21", "21", "21", "22", "22", "22", "23", "23", "23", "24", "24", "24")


def story_day(progress: float) -> int:
    """Returns the day on which that part (0 to 1) of everything had been published: ever more a day."""
    return BEGINS + int(LASTS * progress * (1.7 - 0.7 * progress))


def _never(_: Draw, __: int) -> None:
    return None


def _season(_: Draw, day: int) -> str:
    # By the month, from March on; January and February stand last and fall to the winter of their own year.
    return f"{ISO[day][:4]}-{_SEASONS[int(ISO[day][5:7]) - 3]}"


def _days(draw: Draw, day: int) -> str:
    return f"{ISO[day]}/{ISO[day + 1 + int(draw() * 14)]}"


def _months(draw: Draw, day: int) -> str:
    return f"{ISO[day][:7]}/{ISO[day + 62 + int(draw() * 300)][:7]}"


def _years(draw: Draw, day: int) -> str:
    return f"{ISO[day][:4]}/{ISO[day + 366 + int(draw() * 1500)][:4]}"


def _many_days(draw: Draw, day: int) -> str:
    return f"{ISO[day]}/{ISO[day + 32 + int(draw() * 200)]}"


def _weighted(makers: dict[Maker, int]) -> tuple[Maker, ...]:
    return tuple(maker for maker, weight in makers.items() for _ in range(weight))


# In thousandths. The last nine last longer than a month: the long spans, one in twenty.
_OCCURRED = _weighted(
    {
        lambda _, day: ISO[day]: 590,
        _never: 120,
        lambda _, day: ISO[day][:7]: 90,
        _days: 70,
        lambda _, day: ISO[day][:7] + "~": 40,
        lambda _, day: ISO[day] + "~": 20,
        lambda _, day: ISO[day] + "?": 10,
        lambda _, day: ISO[day][:7] + "-XX": 5,
        lambda _, day: f"{ISO[day]}~/{ISO[day + 9]}": 4,
        lambda _, day: f"[{ISO[day]},{ISO[day + 2]}]": 1,
        _season: 14,
        lambda _, day: ISO[day][:4]: 10,
        lambda _, day: ISO[day][:4] + "~": 4,
        _months: 8,
        _years: 2,
        _many_days: 3,
        lambda _, day: ISO[day] + "/..": 5,
        lambda _, day: "../" + ISO[day]: 3,
        lambda _, day: ISO[day][:3] + "X": 1,
    }
)

_STATED = _weighted(
    {
        lambda _, day: ISO[day]: 82,
        _never: 6,
        lambda _, day: ISO[day][:7]: 5,
        lambda _, day: "../" + ISO[day]: 3,
        _days: 3,
        lambda _, day: ISO[day] + "~": 1,
    }
)

_PUBLISHED = _weighted(
    {
        lambda _, day: ISO[day]: 92,
        lambda _, day: ISO[day][:7]: 5,
        lambda _, day: ISO[day][:4]: 1,
        _never: 2,
    }
)


def occurred(draw: Draw, day: int) -> str | None:
    """Returns when something of about *day* happened, as EDTF or not at all."""
    return _OCCURRED[int(draw() * len(_OCCURRED))](draw, day)


def stated(draw: Draw, day: int) -> str | None:
    """Returns when something of about *day* was said, as EDTF or not at all."""
    return _STATED[int(draw() * len(_STATED))](draw, day)


def published(draw: Draw, day: int) -> str | None:
    """Returns when a source of about *day* was published, as EDTF or not at all."""
    return _PUBLISHED[int(draw() * len(_PUBLISHED))](draw, day)


def lag(draw: Draw) -> int:
    """Returns how many days before it was said something happened: mostly few, now and then years."""
    chance = draw()
    if chance < 0.7:
        return int(draw() * 3)
    return int(draw() * 30) if chance < 0.93 else int(draw() * 1500)
