"""Texts of the study plan's settings."""

from collections.abc import Mapping
from datetime import date

from analytics.reports.planning.plan_weeks import LAST_PRACTICE_EXAM_DAYS
from dashboard import formatting
from dashboard.text.shapes import words

STARTS_ON, EXAM_ON = "Start date", "Exam date (optional)"
MORE = "More settings"
REST_WEEKDAYS = "Rest days"
REVIEW_WEEKDAY, NO_REVIEW_DAY = "Review day", "None"
SHARES = "Activities, as shares of your hours (%)"
SHARES_ALT = "One row for each activity, with its share of your hours in percent."
KIND, PART = "Activity", "Share (%)"
SAVE_PLAN = "Save plan"
SAVED_PLAN = "Plan saved."
HOURS_TURNED = "The maximum is below the minimum. Change one of them."
NO_STUDY_DAY = "Every day is a rest day. Leave at least one day to study."

NUMBERS = words("plan_numbers")
HELP: Mapping[str, str] = {
    "audit_weeks": "Weeks at the start to find your gaps, up to your first practice exam or a sixth of the plan.",
    "first_practice_exam_week": "If empty: after four weeks of study, and no later than halfway.",
    "last_practice_exam_days": f"If empty: {LAST_PRACTICE_EXAM_DAYS}.",
}


def exam_day_help(usual: date) -> str:
    return f"Leave it empty until you know. A typical 14-week preparation would end on {formatting.day(usual)}."


def weekday(name: str) -> str:
    return NO_REVIEW_DAY if name == "" else name.capitalize()
