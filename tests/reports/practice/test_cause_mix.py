"""Shares of causes, overall, by halves and by periods."""

from datetime import date, timedelta

import pytest

from analytics.records import ErrorCause
from analytics.reports.practice.causes import MIN_CAUSES_PER_HALF, second_half_from
from analytics.reports.practice.mastery import TrendDirection
from tests.inputs.answers import FIRST, caused, logged, mistakes_of


def test_a_cause_is_largest_only_where_its_range_overlaps_no_other() -> None:
    """Thirty of forty is certain; three of five may be chance."""
    mixed = [ErrorCause.KNOWLEDGE] * 30 + [ErrorCause.MISREAD] * 10
    clear = mistakes_of(caused(mixed))
    assert [share.cause for share in clear.largest] == [ErrorCause.KNOWLEDGE]
    few = mistakes_of(caused([ErrorCause.KNOWLEDGE] * 3 + [ErrorCause.MISREAD] * 2))
    assert few.has_mix
    assert {ErrorCause.KNOWLEDGE, ErrorCause.MISREAD} <= {share.cause for share in few.largest}


def test_halves_are_compared_once_each_has_enough() -> None:
    """The mix has changed from knowledge to misreading; the split is even."""
    later = FIRST + timedelta(weeks=4)
    n = MIN_CAUSES_PER_HALF
    earlier_rows = caused([ErrorCause.KNOWLEDGE] * n)
    report = mistakes_of([*earlier_rows, *caused([ErrorCause.MISREAD] * n, later)])
    assert report.second_half_from == later
    moved = {share.cause: share.trend for share in report.causes}
    assert moved[ErrorCause.KNOWLEDGE] is TrendDirection.FALLING
    assert moved[ErrorCause.MISREAD] is TrendDirection.RISING
    assert moved[ErrorCause.TIMING] is TrendDirection.CANNOT_TELL
    halves = next(share.halves for share in report.causes if share.cause is ErrorCause.MISREAD)
    assert halves is not None
    assert halves[0].high < halves[1].low
    assert report.has_changed
    assert [share.cause for share in report.largest] == [ErrorCause.MISREAD]
    short = mistakes_of([*earlier_rows, *caused([ErrorCause.MISREAD] * (n - 1), later)])
    assert (short.second_half_from, short.causes[0].halves) == (None, None)


def test_a_long_log_is_split_in_time_in_proportion_to_its_length() -> None:
    """Each of its days is compared with few others: two thousand are sorted, not held against each other."""
    n_compared = 0

    class Day(date):
        def __lt__(self, other: date) -> bool:
            nonlocal n_compared
            n_compared += 1
            return super().__lt__(other)

    days = [Day.fromordinal(FIRST.toordinal() + k) for k in range(2000)]
    wrong = [logged("-", day=day, error_cause=ErrorCause.TIMING) for day in days]
    assert second_half_from(wrong) == days[1000]
    assert n_compared < 40 * len(days)


def test_a_mix_that_has_not_changed_is_judged_whole() -> None:
    """If both halves are alike, the most frequent cause is that of all wrong answers."""
    half = [ErrorCause.KNOWLEDGE] * 10 + [ErrorCause.MISREAD] * 3
    report = mistakes_of([*caused(half), *caused(half, FIRST + timedelta(weeks=1))])
    assert report.second_half_from is not None
    assert not report.has_changed
    assert [share.cause for share in report.largest] == [ErrorCause.KNOWLEDGE]


@pytest.mark.parametrize(
    ("per_day", "sizes"),
    [
        ([MIN_CAUSES_PER_HALF - 1], []),
        ([5, 5, 5], [15]),
        ([12, 12, 3], [12, 15]),
        ([12, 12, 12], [12, 12, 12]),
        ([20] * 12, [40] * 6),
    ],
)
def test_periods_have_enough_causes_each(per_day: list[int], sizes: list[int]) -> None:
    """A period takes whole days until it has twelve causes, or a sixth of all; a short rest joins the last one."""
    rows = [row for k, n in enumerate(per_day) for row in caused([ErrorCause.TIMING] * n, FIRST + timedelta(days=k))]
    report = mistakes_of([*rows, *caused([None] * 20, FIRST + timedelta(days=30))])
    assert [sum(period.counts) for period in report.periods] == sizes
    if sizes:
        assert report.periods[0].first_on == FIRST
        assert report.periods[-1].last_on == FIRST + timedelta(days=len(per_day) - 1)
