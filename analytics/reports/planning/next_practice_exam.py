"""When the next practice exam is, and how long."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.evidence import Evidence
from analytics.estimation.exam_plan import PlannedExam
from analytics.estimation.forecast import PracticeForecast, forecast_of, practice_like_real_exam
from analytics.estimation.practice_points import practice_points, usual_exam_sizes
from analytics.records import StudyPlan
from analytics.reports.planning.plan_weeks import calendar_week, week_spans

RHYTHM = timedelta(weeks=1)
"""Time between practice exams if no plan sets their days."""


@dataclass(frozen=True, slots=True)
class NextPracticeExam:
    """The day of the next practice exam, and the candidate's usual number of questions."""

    on: date
    n_items: int


def next_practice_exam(candidate: FittedCandidate) -> NextPracticeExam | None:
    """Return a candidate's next practice exam, None if there is none left to take."""
    n_items = int(usual_exam_sizes(candidate.evidence)[0])
    return next_exam_of(candidate.evidence, 0, plan=candidate.written_plan, n_items=n_items)


def next_forecast(candidate: FittedCandidate) -> PracticeForecast | None:
    """Forecast the next practice exam, of the last one's provider with new questions; None before the first."""
    ahead, points = next_practice_exam(candidate), practice_points(candidate.evidence)
    if ahead is None or not points:
        return None
    provider, fitted = points[-1].provider, candidate.fitted
    return forecast_of(fitted, practice_like_real_exam(fitted, ahead.on, provider=provider, n_items=ahead.n_items))


def next_exam_of(evidence: Evidence, index: int, *, plan: StudyPlan | None, n_items: int) -> NextPracticeExam | None:
    """Return the next practice exam of one of many candidates.

    With a running plan, it is the plan's next one in a week without any so far; only the last one before the exam is
    never replaced by an earlier one. Otherwise it is a week after the last one, or today if that has passed or there
    was none. A failed attempt counts like a practice exam. There is none after a pass, while a result is awaited,
    after the plan's last one, or once the real exam can no longer be taken.
    """
    planned = PlannedExam(plan, evidence.attempts_of(index), evidence.blueprint, evidence.as_of)
    possible, as_of = planned.open_days, evidence.as_of
    if planned.attempts.passed_on is not None or planned.awaited_result_on is not None or possible.is_empty:
        return None
    taken_on, schedule = _exam_days(evidence, index).union(planned.attempts.failed_on), planned.schedule
    if plan and schedule and (plan.exam_on is None or planned.exam_on is not None):
        on = _planned_on(schedule, taken_on, as_of)
    else:
        on = max(max(taken_on) + RHYTHM, as_of) if taken_on else as_of
    if on is None or (possible.last is not None and on > possible.last):
        return None
    return NextPracticeExam(on, n_items)


def _exam_days(evidence: Evidence, index: int) -> frozenset[date]:
    weeks = set(evidence.cells.week[index][evidence.n_items[index] > 0].tolist())
    return frozenset(date.fromordinal(round(evidence.first_day[index] + DAYS_PER_WEEK * week)) for week in weeks)


def _planned_on(plan: StudyPlan, taken_on: Collection[date], as_of: date) -> date | None:
    ahead = (week for week in week_spans(plan, as_of) if week.last_on >= as_of)
    days = (calendar_week(plan, week).practice_exam_left(taken_on) for week in ahead)
    return next((day for day in days if day is not None and day >= as_of), None)
