"""When the next practice exam is, and its forecast."""

from datetime import date, timedelta

from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.evidence import Evidence
from analytics.estimation.exam_plan import PlannedExam
from analytics.estimation.forecast import PracticeForecast, forecast_of, practice_like_real_exam
from analytics.estimation.practice_results import practice_results, usual_exam_sizes
from analytics.reports.planning.plan_weeks import calendar_weeks

RHYTHM = timedelta(weeks=1)
"""Time between practice exams if no plan sets their days."""


def next_forecast(candidate: FittedCandidate) -> PracticeForecast | None:
    """Forecast the next practice exam, of the last one's provider with new questions; None before the first."""
    on, exams = next_day_of(candidate, candidate.evidence, 0), practice_results(candidate.evidence)
    if on is None or not exams:
        return None
    provider, n_items, fitted = exams[-1].provider, int(usual_exam_sizes(candidate.evidence)[0]), candidate.fitted
    return forecast_of(fitted, practice_like_real_exam(fitted, on, provider=provider, n_items=n_items))


def next_day_of(planned: PlannedExam, evidence: Evidence, index: int) -> date | None:
    """Return the day of the next practice exam of one of many candidates.

    With a running plan, it is the plan's next one in a week without any so far; only the last one before the exam is
    never replaced by an earlier one. Otherwise it is a week after the last one, or today if that has passed or there
    was none. A failed attempt counts like a practice exam. There is none after a pass, while a result is awaited,
    after the plan's last one, or once the real exam can no longer be taken.
    """
    possible, as_of = planned.open_days, planned.as_of
    if planned.attempts.passed_on is not None or planned.awaited_result_on is not None or possible.is_empty:
        return None
    practiced = set(evidence.cells.week[index][evidence.n_items[index] > 0].tolist())
    days = {date.fromordinal(round(evidence.first_day[index] + DAYS_PER_WEEK * week)) for week in practiced}
    taken_on, plan, schedule = days.union(planned.attempts.failed_on), planned.written_plan, planned.schedule
    on: date | None = max(max(taken_on) + RHYTHM, as_of) if taken_on else as_of
    if plan and schedule and (plan.exam_on is None or planned.day_ahead is not None):
        ahead = (week for week in calendar_weeks(schedule, as_of) if week.last_on >= as_of)
        left = (week.practice_exam_left(taken_on) for week in ahead)
        on = next((day for day in left if day is not None and day >= as_of), None)
    return None if on is not None and possible.last is not None and on > possible.last else on
