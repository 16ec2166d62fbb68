"""Texts of the study plan's settings."""

from datetime import date

from analytics.reports.planning.plan_weeks import LAST_PRACTICE_EXAM_DAYS
from dashboard import formatting

LEAST_HOURS, MOST_HOURS = "Minimum hours per week", "Maximum hours per week"
STARTS_ON, EXAM_ON = "Start date", "Exam date (optional)"
MORE = "More settings"
REST_WEEKDAYS = "Rest days"
REVIEW_WEEKDAY, NO_REVIEW_DAY = "Review day", "None"
AUDIT_WEEKS = "Audit weeks"
AUDIT_HELP = "Weeks at the start to find your gaps, up to your first practice exam or a sixth of the plan."
FIRST_PRACTICE_WEEK = "First week with a practice exam"
FIRST_PRACTICE_HELP = "If empty: after four weeks of study, and no later than halfway."
LAST_PRACTICE_DAYS = "Days between the last practice exam and the exam"
LAST_PRACTICE_HELP = f"If empty: {LAST_PRACTICE_EXAM_DAYS}."
MINUTES_PER_ITEM = "Minutes per question, first pass"
LAB_BUDGET = "Lab budget"
SHARES = "Activities, as shares of your hours (%)"
SHARES_ALT = "One row for each activity, with its share of your hours in percent."
KIND, PART = "Activity", "Share (%)"
SAVE_PLAN = "Save plan"
SAVED_PLAN = "Plan saved."
HOURS_TURNED = "The maximum is below the minimum. Change one of them."
NO_STUDY_DAY = "Every day is a rest day. Leave at least one day to study."


def exam_day_help(usual: date) -> str:
    return f"Leave it empty until you know. A typical 14-week preparation would end on {formatting.day(usual)}."


def weekday(name: str) -> str:
    return NO_REVIEW_DAY if name == "" else name.capitalize()
