"""Study time by week, compared with the plan."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
from numpy.testing import assert_allclose

from analytics.clock import monday_of
from analytics.records import Activity, StudyPlan
from analytics.reports.planning.plan_weeks import n_days_in_plan, planned_hours
from analytics.reports.study.weekly_hours import StudyLog, weekly_hours

MONDAY = date(2026, 10, 5)


def log_of(*sessions: tuple[date, float]) -> StudyLog:
    """Make a log of (day, hours), all reading in domain 1."""
    days = [day for day, _ in sessions]
    hours = [length for _, length in sessions]
    weeks = [monday_of(day) for day in days]
    time = pd.DataFrame({"day": days, "week_on": weeks, "domain_id": "1", "activity": "reading", "hours": hours})
    lengths = pd.DataFrame({"day": days, "week_on": weeks, "time_on_task_min": [60 * h for h in hours]})
    return StudyLog(time, lengths)


def plan_of(starts_on: date = MONDAY, exam_on: date | None = None, low: float = 10.0) -> StudyPlan:
    """Make a plan of 10 to 12 hours a week."""
    return StudyPlan(
        exam_code="X",
        starts_on=starts_on,
        exam_on=exam_on,
        hours_per_week_low=low,
        hours_per_week_high=12,
    )


def test_there_is_no_week_without_a_session_or_a_plan_that_has_begun() -> None:
    """A plan that begins later has no week yet."""
    assert weekly_hours(log_of(), None, MONDAY) == ()
    assert weekly_hours(log_of(), plan_of(MONDAY + timedelta(days=1)), MONDAY) == ()


def test_a_week_without_a_session_is_a_week() -> None:
    """Every week from the first to the present one is listed."""
    weeks = weekly_hours(log_of((MONDAY, 2.0)), None, MONDAY + timedelta(days=20))
    assert [(week.hours, week.n_sessions, week.median_session_min) for week in weeks] == [
        (2.0, 1, 120.0),
        (0, 0, None),
        (0, 0, None),
    ]


def test_a_week_ends_on_sunday() -> None:
    """On that day it is over."""
    saturday, sunday = (weekly_hours(log_of((MONDAY, 10)), plan_of(), MONDAY + timedelta(days=k))[0] for k in (5, 6))
    assert [(week.is_running, week.band) for week in (saturday, sunday)] == [
        (True, (10.0, 12.0)),
        (False, (10.0, 12.0)),
    ]


def test_the_running_week_is_not_judged() -> None:
    """Before Sunday a week is neither low-hour nor part of the consistency."""
    (week,) = weekly_hours(log_of((MONDAY, 1.0)), plan_of(), MONDAY + timedelta(days=5))
    assert (week.is_running, week.is_low_hour, week.consistency) == (True, False, None)


def test_weeks_before_the_plan_are_outside_it() -> None:
    """Study before the plan is listed but not compared."""
    early = MONDAY - timedelta(weeks=1)
    before, first = weekly_hours(log_of((early, 1.0), (MONDAY, 11.0)), plan_of(), MONDAY + timedelta(days=6))
    assert (before.band, before.is_low_hour) == (None, False)
    assert (first.band, first.consistency) == ((10.0, 12.0), 1.0)


def test_a_week_without_a_plan_has_no_band() -> None:
    """Without a plan there is nothing to compare with."""
    (week,) = weekly_hours(log_of((MONDAY, 3.0)), None, MONDAY + timedelta(days=6))
    assert week.band is None
    assert (week.by_activity, week.by_domain) == ({Activity.READING: 3.0}, {"1": 3.0})


def test_a_weeks_band_is_in_proportion_to_the_plans_days_in_it() -> None:
    """A plan from Thursday with an exam on the next Tuesday has four and two days of its two weeks."""
    plan = plan_of(MONDAY + timedelta(days=3), MONDAY + timedelta(days=8))
    first, second = weekly_hours(log_of(), plan, MONDAY + timedelta(days=13))
    assert_allclose([*(first.band or ()), *(second.band or ())], [40 / 7, 48 / 7, 20 / 7, 24 / 7])
    assert [first.is_low_hour, second.is_low_hour] == [False, False]


def test_only_hours_on_the_plans_days_count_for_it() -> None:
    """Eight hours on Monday do not count for a plan from Thursday; an hour on Friday does."""
    log = log_of((MONDAY, 8.0), (MONDAY + timedelta(days=4), 1.0))
    (week,) = weekly_hours(log, plan_of(MONDAY + timedelta(days=3)), MONDAY + timedelta(days=6))
    assert (week.hours, week.hours_in_plan) == (9.0, 1.0)
    assert_allclose(week.consistency or 0, 7 / 40)


def test_a_full_week_below_half_of_the_lower_limit_is_low_hour() -> None:
    """Exactly half of 10 hours is not low."""
    weeks = weekly_hours(log_of((MONDAY, 4.9), (MONDAY + timedelta(7), 5.0)), plan_of(), MONDAY + timedelta(days=13))
    assert [week.is_low_hour for week in weeks] == [True, False]


def test_consistency_halves_a_weeks_weight_after_two_weeks() -> None:
    """Weeks that did 1, 0 and more than all weigh 1/2, 1/sqrt 2 and 1."""
    sessions = log_of((MONDAY, 10.0), (MONDAY + timedelta(14), 20.0))
    weeks = weekly_hours(sessions, plan_of(), MONDAY + timedelta(days=20))
    keep = 2**-0.5
    assert_allclose(weeks[2].consistency or 0, (keep**2 + 1) / (keep**2 + keep + 1))


def test_a_plan_without_minimum_hours_is_kept_by_any_week() -> None:
    """With a lower limit of 0 hours no week falls short."""
    (week,) = weekly_hours(log_of(), plan_of(low=0), MONDAY + timedelta(days=6))
    assert (week.consistency, week.is_low_hour) == (1.0, False)


def test_days_of_a_plan_are_counted_with_both_ends() -> None:
    """A range is limited to the plan's start and exam day; without a plan it covers no day."""
    plan = plan_of(MONDAY, MONDAY + timedelta(days=9))
    assert n_days_in_plan(plan, MONDAY - timedelta(days=3), MONDAY + timedelta(days=20)) == 10
    assert n_days_in_plan(plan, MONDAY + timedelta(days=20), MONDAY + timedelta(days=21)) == 0
    assert n_days_in_plan(None, MONDAY, MONDAY) == 0
    assert planned_hours(plan, MONDAY + timedelta(days=20), MONDAY + timedelta(days=21)) is None
    assert planned_hours(None, MONDAY, MONDAY) is None


def test_consistency_counts_the_days_planned_where_rest_days_are_known() -> None:
    """Two rest days leave five: 4 of 5 is 0.8, whatever the hours, and a sixth day adds nothing."""
    plan = replace(plan_of(), rest_weekdays=("saturday", "sunday"))
    four = [(MONDAY + timedelta(days=k), 0.5) for k in (0, 1, 2, 6)]
    six = [(MONDAY + timedelta(days=7 + k), 0.5) for k in range(6)]
    weeks = weekly_hours(log_of(*four, *six), plan, MONDAY + timedelta(days=13))
    assert [(week.n_days, week.n_planned_days) for week in weeks] == [(4, 5), (6, 5)]
    keep = 2**-0.5
    assert_allclose([week.consistency or 0 for week in weeks], [0.8, (0.8 * keep + 1) / (keep + 1)])


def test_planned_sessions_are_the_planned_days_of_their_week() -> None:
    """The first week has three in the calendar, one used; the second has none, so the plan's days count."""
    plan = replace(plan_of(), rest_weekdays=("sunday",))
    log = log_of((MONDAY, 1.0))
    planned = frozenset(MONDAY + timedelta(days=k) for k in (0, 2, 4))
    weeks = weekly_hours(StudyLog(log.time, log.lengths, planned), plan, MONDAY + timedelta(days=13))
    assert [week.n_planned_days for week in weeks] == [3, 6]
    assert_allclose(weeks[0].consistency or 0, 1 / 3)


def test_a_week_of_rest_alone_is_kept() -> None:
    """A week without planned days is kept."""
    every = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    (week,) = weekly_hours(log_of(), replace(plan_of(), rest_weekdays=every), MONDAY + timedelta(days=6))
    assert (week.n_planned_days, week.consistency) == (0, 1.0)
