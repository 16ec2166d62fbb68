"""Texts of the final week and its checklist."""

from analytics.reports.study import final_week as week
from dashboard import formatting
from dashboard.text import common
from dashboard.text.shapes import Columns, chart, filled, first_steps, method, paragraph, phrases

LIST_TITLE, AHEAD_TITLE = "Checklist", "Goals for your final week"
DAYS = chart("final_week_days")
NEW_LABEL, REVIEW_LABEL, REST_LABEL = "new material", "review", "other"
PRACTICE_LABEL, WEEK_LABEL = "practice exam", "final week"
SETTINGS_TITLE = "Checklist settings"
SETTINGS_NOTE = paragraph("final_week_settings_note")
COUNTED_LABEL = "Check"
NEW_DAYS_LABEL, PRACTICE_DAYS_LABEL = "Days without new material", "Last practice exam, days before"
MOST_HOURS_LABEL, PLANS_OWN = "Maximum hours in the final week", "the plan's maximum"
SLEEP_LABEL, SCREEN_LABEL = "Minimum sleep per night (h)", "Maximum evening screen time (min)"
SAVE, SAVED = "Save", "Settings saved."
EMPTY_STEPS = first_steps("final_week", exam_day=common.STEP_EXAM_DAY)
NAMES = phrases(week.ChecklistItem, "final_week_names")
STATUSES = phrases(week.ChecklistStatus, "final_week_statuses")


def answer(report: week.FinalWeek) -> str:
    if report.exam_on is None or report.first_on is None:
        return "No day on which you can take the exam is planned, so there is no final week."
    if report.phase is week.Phase.BEFORE:
        days = (report.first_on - report.as_of).days
        ahead = f"{common.in_days(days)}, on {formatting.day(report.first_on)}"
        return f"Your final week begins {ahead}."
    if report.phase is week.Phase.OVER:
        n_all = len(report.checks)
        n_open, done = n_all - report.n_checked, f"{report.n_done} of {n_all} done"
        not_recorded = f", {n_open} not recorded" if n_open else ""
        return f"Final week before {formatting.day(report.exam_on)}: {done}{not_recorded}."
    day = (report.as_of - report.first_on).days + 1
    return f"Day {day} of the final week before {formatting.day(report.exam_on)}."


def check_columns(report: week.FinalWeek) -> Columns[week.ChecklistResult]:
    return {
        "Goal": lambda check: NAMES[check.item],
        "Status": lambda check: STATUSES[check.status],
        "Details": lambda check: evidence(check, report),
    }


def evidence(check: week.ChecklistResult, report: week.FinalWeek) -> str:
    found, n_days, limit = check.found or 0.0, len(check.days), check.limit
    hours, most_hours = formatting.hours(found), formatting.hours(limit)
    days = [formatting.day(day) for day in check.days]
    is_open = check.status is week.ChecklistStatus.NOT_YET
    words = filled(
        "checklist",
        check.item,
        {
            "days": formatting.counted(limit, "day"),
            "hours": hours,
            "on": formatting.joined(days),
            "logged": formatting.counted(n_days, "study day"),
            "planned": "" if report.practice_exam_on is None else formatting.day(report.practice_exam_on),
            "none_added": "" if is_open else "; none added since",
            "last": "".join(days[-1:]),
            "most_hours": most_hours,
            "over": "a little over " if hours == most_hours and found > limit else "",
            "sleep": f"{limit:g}{formatting.HOURS}",
            "slept": f"{found:.1f}{formatting.HOURS}",
            "nights": formatting.counted(n_days, "night"),
            "screen": formatting.counted(limit, "minute"),
            "watched": formatting.counted(round(found), "minute"),
            "evenings": formatting.counted(n_days, "evening"),
        },
    )
    return words.get(check.status) or words["missing" if check.found is None else "found"]


def day_columns(report: week.FinalWeek) -> Columns[week.DayStudy]:
    return {
        "Day": lambda day: formatting.day(day.day),
        "Hours": lambda day: formatting.hours(day.hours),
        "New material": lambda day: formatting.hours(day.new_hours),
        "Review": lambda day: formatting.hours(day.review_hours),
        "Practice exam": lambda day: "yes" if day.day in report.practice_exams else "",
    }


METHOD = method("final_week")
