"""Texts of the Study page's head."""

from analytics.clock import RECENT_DAYS
from analytics.reports.planning.study_next import StudyReason
from analytics.reports.study.hours import HoursReport
from dashboard import formatting
from dashboard.text import common
from dashboard.text import study_next as next_text

NOTHING_LOGGED = "No study time logged yet"
FIRST_STEP = "Make a plan or add your first session."


def answer(report: HoursReport) -> str:
    if not report.hours:
        return NOTHING_LOGGED
    exam_on = report.plan.exam_on if report.plan else None
    if report.audit.is_over or (exam_on is not None and exam_on < report.as_of):
        return f"{_in_words(report.hours)} of study in total"
    planned = report.planned_hours_last_four_weeks
    if planned is None or report.is_plan_new:
        return f"{_in_words(report.audit.recent_hours)} in four weeks"
    spent = formatting.hours(report.hours_in_plan_last_four_weeks)
    n_days = report.planned_days_last_four_weeks
    when = "four weeks" if n_days == RECENT_DAYS else formatting.counted(n_days, "day")
    return f"{spent} in {when}, {formatting.hours.between(*planned)} planned"


def sentence(report: HoursReport) -> str:
    """Return what comes next, or where the plan stands if it is not under way."""
    plan, answer = report.plan, report.audit.study_next
    if answer.reason is StudyReason.PASSED:
        return common.PASSED
    if report.awaited_result_on is not None:
        return common.awaited_result(report.awaited_result_on, report.as_of)
    if plan is not None and plan.starts_on > report.as_of:
        return f"Your plan starts on {formatting.day(plan.starts_on)}."
    if plan is None and not report.hours:
        return FIRST_STEP
    return next_text.sentence(answer, {domain.domain_id: domain.name for domain in report.domains})


def _in_words(hours: float) -> str:
    return formatting.half_hours.counted(hours, "hour", "hours")
