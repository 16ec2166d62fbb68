"""The study plan that a candidate starts from, before any answer."""

from datetime import date, timedelta

from analytics.clock import monday_of
from analytics.records import StudyPlan

HOURS_PER_WEEK = (8.0, 10.0)
AUDIT_WEEKS = 2
REVIEW_DAY = "sunday"
WEEKS_TO_EXAM = 14


def default_plan(exam_code: str, today: date, *, has_practiced: bool) -> StudyPlan:
    """Return a plan to adjust.

    Candidates who have taken a practice exam of this exam need no weeks of audit, and go on with practice exams.
    """
    return StudyPlan(
        exam_code=exam_code,
        starts_on=today,
        hours_per_week_low=HOURS_PER_WEEK[0],
        hours_per_week_high=HOURS_PER_WEEK[1],
        audit_weeks=0 if has_practiced else AUDIT_WEEKS,
        first_practice_exam_week=1 if has_practiced else None,
        review_weekday=REVIEW_DAY,
    )


def default_exam_day(today: date) -> date:
    """Return the Saturday that ends the last week of a plan of usual length."""
    return monday_of(today) + timedelta(weeks=WEEKS_TO_EXAM, days=-2)
