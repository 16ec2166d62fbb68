"""The plan day by day from the present day on: what each day of study is for, and how long it is to be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.blueprints.model import ExamBlueprint
from analytics.records import StudyPlan
from analytics.reports.study.plan import PlanReport, PlanWeek
from analytics.reports.study.plan_weeks import study_days

ROUND_TO_MIN = 5
MAX_SESSION_MIN = 480


class DayPurpose(StrEnum):
    """What a day is for."""

    FOCUS = "focus"
    REVIEW = "review"
    PRACTICE_EXAM = "practice_exam"


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day of the plan with the week it is in; on the day of a practice exam that takes the place of a session."""

    day: date
    week: PlanWeek
    purpose: DayPurpose
    time_on_task_min: int


@dataclass(frozen=True, slots=True)
class DaysAhead:
    """The weeks that are not over, their days from the present one on, and the exam day where it is not over."""

    weeks: tuple[PlanWeek, ...]
    days: tuple[DayAhead, ...]
    exam_on: date | None


def days_ahead(report: PlanReport, exam: ExamBlueprint) -> DaysAhead:
    """Lay the days ahead out; without a plan there are none."""
    plan = report.plan
    if plan is None:
        return DaysAhead((), (), None)
    days = [day for week in report.coming for day in _days(plan, week, exam) if day.day >= report.as_of]
    return DaysAhead(report.coming, tuple(days), report.exam_on)


def _days(plan: StudyPlan, week: PlanWeek, exam: ExamBlueprint) -> Iterator[DayAhead]:
    """Give a week's days of study, and its practice exam where none has been taken, even on a day that is kept free."""
    days = study_days(plan, week.days.first_on, week.days.last_on)
    low, high = week.band or (0.0, 0.0)
    session_min = _session_min((low + high) / 2, len(days))
    practice_on = None if week.n_practice_exams else week.days.practice_exam_on
    for day in sorted({*days, *([practice_on] if practice_on else [])}):
        if day == practice_on:
            yield DayAhead(day, week, DayPurpose.PRACTICE_EXAM, exam.duration_min)
        else:
            yield DayAhead(
                day, week, DayPurpose.REVIEW if day == week.days.review_on else DayPurpose.FOCUS, session_min
            )


def _session_min(hours: float, n_days: int) -> int:
    """Share a week's hours out to its days of study, in steps of five minutes."""
    steps = round(60 * hours / max(1, n_days) / ROUND_TO_MIN)
    return min(MAX_SESSION_MIN, ROUND_TO_MIN * max(1, steps))
