"""Study time by day, with practice exams and the plan's rest days."""

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from analytics.clock import DAYS_PER_WEEK, monday_of
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.practice_points import practice_points
from analytics.reports.planning.plan_weeks import is_rest_day
from analytics.reports.study.weekly_hours import planned_days

MAX_WEEKS = timedelta(weeks=26)
"""Days further from today or the last day of study, in the past or ahead, are left out."""


@dataclass(frozen=True, slots=True)
class DayHours:
    """One day: its hours, whether a practice exam was taken, and whether the plan keeps it free."""

    day: date
    hours: float
    has_practice_exam: bool
    is_rest: bool


def last_study_day(candidate: FittedCandidate, time: pd.DataFrame) -> date:
    """Return today, or once the exam is passed its day or that of the last session."""
    passed_on, plan, as_of = candidate.attempts.passed_on, candidate.plan, candidate.as_of
    if passed_on is None or planned_days(plan, as_of, as_of):
        return as_of
    last: date = max([passed_on, *time.day])
    return last


def daily_hours(candidate: FittedCandidate, time: pd.DataFrame, until: date) -> tuple[DayHours, ...]:
    """Return whole weeks, from the plan's start or the first session to `until` and to the exam day."""
    plan = candidate.plan
    starts = [until, *([plan.starts_on] if plan else []), *([time.day.min()] if len(time) else [])]
    ends = [until, *([plan.exam_on] if plan and plan.exam_on else [])]
    first = monday_of(max(min(starts), until - MAX_WEEKS))
    last = monday_of(min(max(ends), until + MAX_WEEKS)) + timedelta(days=DAYS_PER_WEEK - 1)
    hours = time.groupby("day").hours.sum()
    exams = {point.day for point in practice_points(candidate.evidence)}
    return tuple(
        DayHours(
            day=day,
            hours=float(hours.get(day, 0.0)),
            has_practice_exam=day in exams,
            is_rest=plan is not None and planned_days(plan, day, day) == 1 and is_rest_day(plan, day),
        )
        for day in (first + timedelta(days=k) for k in range((last - first).days + 1))
    )
