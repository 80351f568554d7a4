"""EDTF to bounds: literal days, and our reading checked against the edtf library and datetime."""

import datetime
import subprocess
import sys

import pytest
from edtf import parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.dates import Bounds, NotEDTF, bounds, civil, day_number, days_in_month
from tests.soak import often

EPOCH = datetime.date(1970, 1, 1)


def text(day: int | None) -> str | None:
    if day is None:
        return None
    year, month, of_month = civil(day)
    return f"{year}-{month:02}-{of_month:02}"


def read(edtf: str) -> tuple[str | None, str | None]:
    found = bounds(edtf)
    return text(found.lower), text(found.upper)


@pytest.mark.parametrize(
    ("edtf", "lower", "upper"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-08", "2024-08-01", "2024-08-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02-29", "2000-02-29", "2000-02-29"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-23", "2024-09-01", "2024-11-30"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2024-28", "2024-12-01", "2025-02-28"),
        ("2024-30", "2024-12-01", "2025-02-28"),
        ("2025-33", "2025-01-01", "2025-03-31"),
        ("2025-36", "2025-10-01", "2025-12-31"),
        ("2025-39", "2025-09-01", "2025-12-31"),
        ("2025-41", "2025-07-01", "2025-12-31"),
        ("2024-23~", "2024-09-01", "2024-11-30"),
        ("2024?", "2024-01-01", "2024-12-31"),
        ("2024-08-10%", "2024-08-10", "2024-08-10"),
        ("2024-08-10T23:59:59", "2024-08-10", "2024-08-10"),
        ("2024-08-10T24:00:00Z", "2024-08-10", "2024-08-10"),
        ("2024-08-10T00:30:00+05:30", "2024-08-10", "2024-08-10"),
        ("2024-08/2025-03", "2024-08-01", "2025-03-31"),
        ("2024-24/2025-21", "2024-12-01", "2025-05-31"),
        ("2024-21/2024-24", "2024-03-01", "2025-02-28"),
        ("2024-01~/2024-04~", "2024-01-01", "2024-04-30"),
        ("2025/2025-04", "2025-01-01", "2025-04-30"),
        ("2024-10/..", "2024-10-01", None),
        ("2024-10/", "2024-10-01", None),
        ("../2025-04", None, "2025-04-30"),
        ("/2025-04~", None, "2025-04-30"),
        ("2024-10-26T10:00:00Z/2024-10-27T11:00:00Z", "2024-10-26", "2024-10-27"),
        ("0000", "0-01-01", "0-12-31"),
        ("-0004-02-29", "-4-02-29", "-4-02-29"),
        ("-0044-03-15", "-44-03-15", "-44-03-15"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX~", "1900-01-01", "1999-12-31"),
        ("-19XX", "-1999-01-01", "-1900-12-31"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("2024-02-XX", "2024-02-01", "2024-02-29"),
        ("2XXX-12-XX", "2000-12-01", "2999-12-31"),
        ("199X/200X", "1990-01-01", "2009-12-31"),
        ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
        ("2004-06~-11", "2004-06-11", "2004-06-11"),
        ("?2004-06-~11", "2004-06-11", "2004-06-11"),
        ("~2024", "2024-01-01", "2024-12-31"),
        ("1950S2", "1900-01-01", "1999-12-31"),
        ("Y171010000S3", "171000000-01-01", "171999999-12-31"),
        ("Y12025", "12025-01-01", "12025-12-31"),
        ("Y-170000002", "-170000002-01-01", "-170000002-12-31"),
        ("Y17E7", "170000000-01-01", "170000000-12-31"),
        ("Y12025/Y12030", "12025-01-01", "12030-12-31"),
        ("[2024,2026]", "2024-01-01", "2026-12-31"),
        ("[2024-24,2024-10]", "2024-10-01", "2025-02-28"),
        ("[1667-12-05,1670..1672]", "1667-12-05", "1672-12-31"),
        ("[..1983-12-03]", None, "1983-12-03"),
        ("[2024..]", "2024-01-01", None),
        ("{..1983-12-31,1984-10-10..1984-11-01}", None, "1984-11-01"),
        ("{199X,2024-10~}", "1990-01-01", "2024-10-31"),
    ],
)
def test_bounds(edtf: str, lower: str | None, upper: str | None) -> None:
    assert read(edtf) == (lower, upper)


@pytest.mark.parametrize(
    ("edtf", "why"),
    [
        ("", "not written as"),
        ("2025-02-30", "has 28 days, so no day 30"),
        ("2025-02-29", "has 28 days, so no day 29"),
        ("1900-02-29", "has 28 days"),
        ("2025-04-00", "has 30 days, so no day 00"),
        ("2025-13-01", "no month 13"),
        ("2025-00", "no month or season 00"),
        ("2025-42", "no month or season 42"),
        ("2025-04/2024", "ends before it begins"),
        ("2024-08-10/2024-08-09", "ends before it begins"),
        ("[2026..2024,2030]", "ends before it begins"),
        ("2025-02-30/..", "has 28 days"),
        ("/", "needs a date"),
        ("../..", "needs a date"),
        ("2024/2025/2026", "not written as"),
        ("2024-08-10T12:00", "not written as"),
        ("2024-08-10T25:00:00", "not written as"),
        ("2024-10T12:00:00", "not written as"),
        ("2024-08-10T12:00:00~", "takes no '~'"),
        ("2024-08 ", "not written as"),
        ("2024\n", "not written as"),
        ("２０２４", "not written as"),  # noqa: RUF001  # full-width digits
        ("[2024]", "more than one date"),
        ("[..,2024]", "'..' stands"),
        ("[2024,..2025]", "'..' stands"),
        ("{2024..,2025}", "'..' stands"),
        ("[2024/2025,2026]", "not written as"),
        ("[2024,2025", "not written as"),
        ("-0000", "cannot read it"),
        ("2024-1X", "cannot read it"),
        ("2024-02-3X", "cannot read it"),
        ("XXXX-02-29", "so no day 29"),
        ("-2024-02-XX", "is not read"),
        ("-1950S2", "are not read"),
        ("Y1E99", "too far away"),
        ("Y1E999999999", "not written as"),
        ("9" * 101, "at most 100 characters, this one 101"),
    ],
)
def test_refused_with_a_reason(edtf: str, why: str) -> None:
    with pytest.raises(NotEDTF) as refused:
        bounds(edtf)
    assert why in str(refused.value)


def test_the_library_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotEDTF):
        bounds("2023-1X")
    assert capfd.readouterr() == ("", "")


def test_usual_dates_never_load_the_library() -> None:
    program = (
        "import sys; from storage.dates import bounds\n"
        "for each in ('2024', '2024-23~', '2024-10/..', '2025-04-26T10:00:00Z', '[2024,2025]'):\n"
        "    bounds(each)\n"
        "assert 'edtf' not in sys.modules\n"
        "bounds('199X'); assert 'edtf' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@given(st.dates())
def test_the_calendar_is_that_of_datetime(day: datetime.date) -> None:
    number = (day - EPOCH).days
    assert day_number(day.year, day.month, day.day) == number
    assert civil(number) == (day.year, day.month, day.day)


@given(st.integers(-(10**12), 10**12))
@example(-719469)
@example(-719468)
@example(-865_566)
def test_civil_and_day_number_undo_each_other(day: int) -> None:
    year, month, of_month = civil(day)
    assert 1 <= month <= 12
    assert 1 <= of_month <= days_in_month(year, month)
    assert day_number(year, month, of_month) == day


years = st.integers(-9999, 9999).map(lambda year: f"-{-year:04}" if year < 0 else f"{year:04}")
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.builds("{}-{:02}".format, months, st.integers(1, 28))
seasons_but_winter = st.builds(
    "{}-{}".format, years, st.sampled_from([21, 22, 23, 25, 26, 27, 29, 31, *range(33, 42)])
)
plain = years | months | days | seasons_but_winter
date_times = st.builds(
    "{}T{}{}".format, days, st.times().map("{:%H:%M:%S}".format), st.sampled_from(["", "Z"])
)


def by_library(edtf: str) -> Bounds:
    date = parse_edtf(edtf)
    ends = []
    for end in (date.lower_strict(), date.upper_strict()):
        ends.append(None if isinstance(end, float) else day_number(end.tm_year, end.tm_mon, end.tm_mday))
    return Bounds(*ends)


@settings(max_examples=often(100), deadline=None)
@given(plain | date_times)
@example("2024-02")
@example("1900-02")
@example("-0004-02")
def test_plain_dates_agree_with_the_library(edtf: str) -> None:
    assert bounds(edtf) == by_library(edtf)


@settings(max_examples=often(30), deadline=None)
@given(years | months | days, st.sampled_from("?~%"))
def test_marks_agree_with_the_library_and_change_no_bounds(edtf: str, mark: str) -> None:
    assert bounds(edtf + mark) == by_library(edtf + mark) == bounds(edtf)


@settings(max_examples=often(50), deadline=None)
@given(plain, plain)
def test_intervals_agree_with_the_library_or_run_backwards(start: str, end: str) -> None:
    edtf = f"{start}/{end}"
    first, last = bounds(start).lower, bounds(end).upper
    assert first is not None
    assert last is not None
    if first > last:
        with pytest.raises(NotEDTF, match="before it begins"):
            bounds(edtf)
    else:
        assert bounds(edtf) == Bounds(first, last)
        if not any(f"-{code}" in edtf[4:] for code in range(25, 42)):  # the library has no such ends
            assert bounds(edtf) == by_library(edtf)


@settings(max_examples=often(30), deadline=None)
@given(years | months | days)
def test_open_intervals_agree_with_the_library(edtf: str) -> None:
    assert bounds(f"{edtf}/..") == by_library(f"{edtf}/..")
    assert bounds(f"../{edtf}") == by_library(f"../{edtf}")


@settings(max_examples=often(30), deadline=None)
@given(st.lists(months | days | years, min_size=2, max_size=3), st.sampled_from(["[]", "{}"]))
def test_sets_agree_with_the_library(members: list[str], brackets: str) -> None:
    edtf = f"{brackets[0]}{','.join(members)}{brackets[1]}"
    assert bounds(edtf) == by_library(edtf)


@settings(deadline=None)
@given(st.text() | st.text(alphabet="0123456789-/.,[]{}?~%XYESTZ:+", max_size=24))
def test_whatever_the_text_it_is_bounded_in_order_or_refused(edtf: str) -> None:
    try:
        found = bounds(edtf)
    except NotEDTF:
        return
    assert len(edtf) <= 100
    assert found.lower is not None or found.upper is not None or ".." in edtf
    if found.lower is not None and found.upper is not None:
        assert found.lower <= found.upper
    assert all(end is None or -(2**63) <= end < 2**63 for end in (found.lower, found.upper))
