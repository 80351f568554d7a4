"""Importing and exporting whole desks: against `sqlite-utils insert`, and how much memory they hold."""

from benchmarks.desks import Desks
from benchmarks.importing import floor
from benchmarks.table import Row, judged, mib, tell, times

FLOORS = 2.0
"""An import may take its floor so many times."""

FLAT = 1.2
"""A large desk may take so many times the memory that a smaller one does, whose caches are full as well."""

_FULL = 100_000
"""A desk of so many claims is larger than every cache that importing and exporting have."""


def against_floor(desks: Desks, claims: int) -> Row:
    """Times `dateline import` against the same rows inserted and indexed by sqlite-utils (see importing)."""
    ran = desks.imported(claims)
    tell(f"inserting the same rows, {claims:,} claims")
    under = floor(desks.desk(claims), desks.work)
    ratio = ran.seconds / under.seconds
    return Row(
        "import",
        f"{claims:,}",
        _seconds(ran.seconds),
        _seconds(under.seconds),
        times(ratio),
        f"≤ {FLOORS}",
        judged(ratio <= FLOORS),
        f"{under.rows:,} rows, the floor's index {_seconds(under.indexing)}",
    )


def memory(desks: Desks, claims: int, few: int) -> list[Row]:
    """Compares what importing and exporting hold at their peak, in a large desk and in a smaller one."""
    return [
        _memory("import", desks.imported(claims).peak, desks.imported(few).peak, claims, few),
        _memory("export", desks.exported(claims).peak, desks.exported(few).peak, claims, few),
    ]


def _memory(measure: str, ours: int, floor: int, claims: int, few: int) -> Row:
    told = (f"{measure}: memory, against {few:,} claims", f"{claims:,}", mib(ours), mib(floor))
    if few < _FULL:
        return Row(*told, times(ours / floor), remark="the smaller desk does not fill the caches")
    return Row(*told, times(ours / floor), f"≤ {FLAT}", judged(ours <= FLAT * floor))


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s"
