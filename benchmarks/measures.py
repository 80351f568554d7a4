"""Made-up figures: forty measures, numbers of every size, and the ways a speaker qualifies them."""

from benchmarks.words import Draw, zipf
from storage.lines import Figure
from storage.vocabulary import Qualifier

MEASURES = (
    *(
        ("killed or wounded", "people"),
        ("killed", "people"),
        ("wounded", "people"),
        ("troops deployed", "people"),
    ),
    *(("prisoners taken", "people"), ("displaced", "people"), ("missing", "people"), ("evacuated", "people")),
    *(("civilians killed", "people"), ("civilians wounded", "people"), ("children killed", "people")),
    *(
        ("workers sent", "people"),
        ("refugees", "people"),
        ("arrested", "people"),
        ("missiles fired", "missiles"),
    ),
    *(("drones launched", "drones"), ("drones shot down", "drones"), ("aircraft lost", "aircraft")),
    *(("tanks lost", "vehicles"), ("vehicles lost", "vehicles"), ("ships damaged", "ships")),
    *(
        ("shells supplied", "shells"),
        ("shells a day", "shells"),
        ("area held", "km²"),
        ("area regained", "km²"),
    ),
    *(("settlements held", "settlements"), ("settlements regained", "settlements"), ("front line", "km")),
    *(("homes damaged", "homes"), ("without power", "households"), ("hospitals hit", "hospitals")),
    *(("aid pledged", "USD million"), ("aid delivered", "USD million"), ("damage", "USD million")),
    *(
        ("trade", "USD million"),
        ("grain shipped", "tonnes"),
        ("oil shipped", "barrels"),
        ("food prices", "%"),
    ),
    *(("support in polls", "%"), ("seats", None)),
)
"""What is counted and in what unit, the most often given first."""

_MEASURES = zipf(MEASURES, 1 << 10)
_SIZES = (1, 1, 10, 10, 100, 100, 1_000, 1_000, 10_000, 1_000_000)
_QUALIFIERS: tuple[Qualifier, ...] = (
    *("exactly",) * 4,
    *("about",) * 6,
    *("at_least",) * 3,
    *("at_most",) * 1,
    *("more_than",) * 4,
    *("fewer_than",) * 1,
    *("between",) * 3,
)


def figure(draw: Draw, as_of: str) -> Figure:
    """Returns a figure with the bounds that its qualifier asks for."""
    measure, unit = _MEASURES[int(draw() * len(_MEASURES))]
    qualifier = _QUALIFIERS[int(draw() * len(_QUALIFIERS))]
    number: int | float = (1 + int(draw() * 99)) * _SIZES[int(draw() * len(_SIZES))]
    if unit == "%":
        number = int(draw() * 99) + 0.5
    lower = best = upper = None
    words = f"{qualifier.replace('_', ' ')} {number:,}"
    if qualifier in ("exactly", "about"):
        best = number
    elif qualifier in ("at_least", "more_than"):
        lower = number
    elif qualifier in ("at_most", "fewer_than"):
        upper = number
    else:
        lower, upper = number, number + int(number) // 5 + 1
        best = number + 1 if draw() < 0.3 else None
        words = f"{lower:,} to {upper:,}"
    return Figure(
        measure=measure,
        lower=lower,
        best=best,
        upper=upper,
        unit=unit,
        qualifier=qualifier,
        as_of=as_of if draw() < 0.7 else None,
        cumulative=draw() < 0.5 if draw() < 0.6 else None,
        wording=words,
    )
