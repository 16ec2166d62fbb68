"""Study time laid out by week, beside what the plan asks of each week."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

import pandas as pd

from analytics.clock import DAYS_PER_WEEK, monday_of
from analytics.records import Activity, StudyPlan

THIN_PART_OF_PLAN = 0.5
"""A whole week with less than this part of the plan's lower end is thin."""

CONSISTENCY_HALF_LIFE_WEEKS = 2.0
NO_DOMAIN = ""
"""The key of hours that name no domain of the exam."""


class WeekState(StrEnum):
    """How the hours of a week stand to the plan's band."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    RUNNING = "running"
    UNPLANNED = "unplanned"


@dataclass(frozen=True, slots=True)
class WeekHours:
    """One week from Monday; `number` counts from the plan's first week, None outside the plan.

    `band` is what the plan asks of the week, in proportion where the plan begins or the exam
    falls within it; None outside the plan. `consistency` is the part of the plan's lower end
    that was done, at most 1 a week, smoothed with a half-life of two weeks; None before there
    is a planned week that is over.
    """

    week_on: date
    number: int | None
    hours: float
    n_sessions: int
    median_session_min: float | None
    by_activity: Mapping[Activity, float]
    by_domain: Mapping[str, float]
    band: tuple[float, float] | None
    state: WeekState
    is_thin: bool
    consistency: float | None
    focus: str | None


@dataclass(frozen=True)
class StudyLog:
    """The sessions of a candidate: hours by day, domain and activity, and the length of each."""

    time: pd.DataFrame
    lengths: pd.DataFrame


def study_weeks(log: StudyLog, plan: StudyPlan | None, as_of: date) -> tuple[WeekHours, ...]:
    """Lay out every week up to the present one, also those without a session."""
    starts = [monday_of(plan.starts_on)] if plan and plan.starts_on <= as_of else []
    starts += [log.time.week_on.min()] if len(log.time) else []
    if not starts:
        return ()
    first, last = min(starts), monday_of(as_of)
    n_weeks = (last - first).days // DAYS_PER_WEEK + 1
    mondays = (first + timedelta(weeks=k) for k in range(n_weeks))
    return tuple(_with_consistency(_week(log, plan, week_on, as_of) for week_on in mondays))


def planned_days(plan: StudyPlan | None, first: date, last: date) -> int:
    """Count the days from one to another, both included, that the plan covers up to its exam day."""
    if plan is None:
        return 0
    end = last if plan.exam_on is None else min(last, plan.exam_on)
    return max(0, (end - max(first, plan.starts_on)).days + 1)


def asked_hours(plan: StudyPlan | None, n_days: int) -> tuple[float, float] | None:
    """Give what the plan asks in some of its days, None where it covers none."""
    if plan is None or n_days == 0:
        return None
    part = n_days / DAYS_PER_WEEK
    return part * plan.hours_per_week_low, part * plan.hours_per_week_high


def by_activity(time: pd.DataFrame) -> dict[Activity, float]:
    """Sum hours by activity, in the order of the enum."""
    sums = time.groupby("activity").hours.sum().to_dict()
    return {activity: float(sums[activity]) for activity in Activity if activity in sums}


def by_domain(time: pd.DataFrame) -> dict[str, float]:
    """Sum hours by domain."""
    return {str(name): float(hours) for name, hours in time.groupby("domain_id").hours.sum().items()}


def _week(log: StudyLog, plan: StudyPlan | None, week_on: date, as_of: date) -> WeekHours:
    """Lay out one week; its consistency comes with the weeks before it."""
    sunday = week_on + timedelta(days=DAYS_PER_WEEK - 1)
    time = log.time[log.time.week_on == week_on]
    lengths = log.lengths[log.lengths.week_on == week_on].time_on_task_min
    n_planned = planned_days(plan, week_on, sunday)
    band = asked_hours(plan, n_planned)
    hours = float(time.hours.sum())
    state = WeekState.RUNNING if sunday > as_of else _state(hours, band)
    number = (week_on - monday_of(plan.starts_on)).days // DAYS_PER_WEEK + 1 if plan and n_planned else None
    is_whole = n_planned == DAYS_PER_WEEK and state is not WeekState.RUNNING
    return WeekHours(
        week_on=week_on,
        number=number,
        hours=hours,
        n_sessions=len(lengths),
        median_session_min=float(lengths.median()) if len(lengths) else None,
        by_activity=by_activity(time),
        by_domain=by_domain(time),
        band=band,
        state=state,
        is_thin=band is not None and is_whole and hours < THIN_PART_OF_PLAN * band[0],
        consistency=None,
        focus=next((w.focus for w in plan.weeks if w.number == number), None) if plan else None,
    )


def _state(hours: float, band: tuple[float, float] | None) -> WeekState:
    """Compare the hours of a week that is over with its band."""
    if band is None:
        return WeekState.UNPLANNED
    if hours < band[0]:
        return WeekState.BELOW
    return WeekState.WITHIN if hours <= band[1] else WeekState.ABOVE


def _with_consistency(weeks: Iterator[WeekHours]) -> Iterator[WeekHours]:
    """Smooth the part of the plan's lower end that was done; the running week keeps the last value."""
    keep = 0.5 ** (1 / CONSISTENCY_HALF_LIFE_WEEKS)
    done, possible = 0.0, 0.0
    for week in weeks:
        if week.band is not None and week.state is not WeekState.RUNNING:
            done = keep * done + (min(1.0, week.hours / week.band[0]) if week.band[0] else 1.0)
            possible = keep * possible + 1
        yield replace(week, consistency=done / possible if possible else None)
