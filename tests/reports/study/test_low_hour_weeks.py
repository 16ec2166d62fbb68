"""What followed low-hour weeks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from numpy.testing import assert_allclose

from analytics.reports.planning.plan_weeks import PlannedHours
from analytics.reports.study.weekly_hours import WeekHours, after_low_hour_weeks, is_significant

MONDAY = date(2026, 6, 1)


def weeks_of(rows: Sequence[tuple[float, int, float | None]]) -> list[WeekHours]:
    """Make weeks of (hours, sessions, median minutes); less than 5 hours is low."""
    return [
        WeekHours(
            week_on=MONDAY + timedelta(weeks=k),
            hours=hours,
            hours_outside_plan=0.0,
            n_sessions=n_sessions,
            n_days=n_sessions,
            n_planned_days=None,
            median_session_min=minutes,
            by_activity={},
            by_domain={},
            band=PlannedHours(10.0, 12.0),
            is_running=False,
            is_whole=True,
            consistency=None,
        )
        for k, (hours, n_sessions, minutes) in enumerate(rows)
    ]


USUAL, THIN, BROKEN = (11.0, 7, 90.0), (3.0, 2, 90.0), (6.0, 15, 25.0)


def test_weeks_after_low_hour_weeks_are_compared_with_others() -> None:
    """Three low-hour weeks followed by fragmented ones, among eleven others, are significant."""
    after = after_low_hour_weeks(weeks_of([USUAL, *[USUAL, USUAL, THIN, BROKEN, USUAL] * 3]))
    assert after.after_others is not None
    assert (after.after_others.n_weeks, after.after_others.hours) == (12, 11.0)
    assert is_significant(after.length_chance)
    assert_allclose(after.length_chance or 0, 1 / 455)
    assert [then.hours for _, then in after.low_hour_weeks if then] == [6.0, 6.0, 6.0]


def test_one_low_hour_week_is_too_little() -> None:
    """A single low-hour week is not compared, but has the week after it."""
    after = after_low_hour_weeks(weeks_of([USUAL, THIN, BROKEN, USUAL, USUAL]))
    assert not after.has_enough_weeks
    assert not is_significant(after.hours_chance)
    assert not is_significant(after.length_chance)
    assert after.low_hour_weeks[0][1] is not None


def test_weeks_alike_are_no_difference() -> None:
    """If the same follows all weeks, there is no difference."""
    after = after_low_hour_weeks(weeks_of([USUAL, *[THIN, USUAL, USUAL, USUAL] * 3]))
    assert after.has_enough_weeks
    assert not is_significant(after.hours_chance)
    assert not is_significant(after.length_chance)


def test_a_week_that_is_not_whole_is_not_compared() -> None:
    """Only whole weeks of the plan that are over count, neither its first days nor those up to the exam."""
    low, last = weeks_of([THIN, USUAL])
    part = replace(last, is_whole=False)
    after = after_low_hour_weeks([low, part])
    assert after.low_hour_weeks[0][1] is None
    assert not after.has_enough_weeks
    assert after_low_hour_weeks([part, last]).after_others is None


def test_weeks_without_a_session_have_no_length() -> None:
    """Empty weeks count with their hours but not in session lengths."""
    empty = (0.0, 0, None)
    after = after_low_hour_weeks(weeks_of([THIN, empty, empty, USUAL, empty]))
    assert after.after_others is not None
    assert after.after_others.hours == 0.0
    assert after.length_chance is None
