"""The plan day by day from today on: what each study day is for, and how long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate

from analytics.blueprints.model import ExamBlueprint
from analytics.records import StudyPlan
from analytics.reports.planning.plan_weeks import study_days
from analytics.reports.study.plan import PlanReport, PlanWeek

ROUND_TO_MIN = 5
MAX_SESSION_MIN = 480


class DayPurpose(StrEnum):
    """What a day is for."""

    FOCUS = "focus"
    REVIEW = "review"
    PRACTICE_EXAM = "practice_exam"


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day of the plan with its week; a practice exam takes the place of a study session.

    `focus` is the part of the week's focus that the day is for, None on other days.
    """

    day: date
    week: PlanWeek
    purpose: DayPurpose
    focus: str | None
    time_on_task_min: int


def days_ahead(report: PlanReport, exam: ExamBlueprint) -> list[DayAhead]:
    """Return the days of the weeks that are not over, from today on."""
    plan, weeks = report.plan, report.weeks_left
    return [] if plan is None else [day for week in weeks for day in _days(plan, week, exam, report.as_of)]


def _days(plan: StudyPlan, week: PlanWeek, exam: ExamBlueprint, today: date) -> Iterator[DayAhead]:
    """Yield a week's remaining study days, and its practice exam (also on a rest day) unless one has been taken.

    All days of the week together take the middle of its hours, each at most `MAX_SESSION_MIN`; there are none if the
    practice exam takes as much. The days left begin with its first focus, which is what to study next.
    """
    planned_on = week.practice_exam_left
    practice_on = planned_on if planned_on and planned_on >= today else None
    days = [day for day in study_days(plan, week.days.first_on, week.days.last_on) if day != practice_on]
    week_min = 60 * sum(week.band or (0.0, 0.0)) / 2 - (exam.duration_min if practice_on else 0)
    session_min = _session_min(week_min, len(days))
    left = [day for day in days if day >= today and week_min > 0]
    focus_days = [day for day in left if day != week.days.review_on]
    for day in sorted([*left, practice_on] if practice_on else left):
        if day == practice_on:
            yield DayAhead(day, week, DayPurpose.PRACTICE_EXAM, None, exam.duration_min)
        elif day == week.days.review_on:
            yield DayAhead(day, week, DayPurpose.REVIEW, None, session_min)
        else:
            focus = _focus(week, (focus_days.index(day) + 0.5) / len(focus_days))
            yield DayAhead(day, week, DayPurpose.FOCUS, focus, session_min)


def _focus(week: PlanWeek, place: float) -> str | None:
    """Return the focus at a place among the week's focus days, 0-1, which its parts share in order."""
    ends = accumulate(week.parts.values())
    return next((focus for focus, end in zip(week.parts, ends, strict=True) if place < end), week.focus)


def _session_min(week_min: float, n_days: int) -> int:
    """Return the minutes of a session: those of the week divided among its days, rounded to five."""
    return min(MAX_SESSION_MIN, ROUND_TO_MIN * max(1, round(week_min / max(1, n_days) / ROUND_TO_MIN)))
