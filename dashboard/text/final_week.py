"""Texts of the page of the final week."""

from analytics.reports.study.final_week import (
    ChecklistItem,
    ChecklistResult,
    ChecklistStatus,
    DayStudy,
    FinalWeek,
    Phase,
)
from dashboard import formatting
from dashboard.text import common
from dashboard.text.shapes import Column, chart, first_steps, method, phrases

LIST_TITLE = "Checklist"
AHEAD_TITLE = "Goals for your final week"
DAYS = chart("final_week_days")
NEW_LABEL, REVIEW_LABEL, REST_LABEL = "new material", "review", "other"
PRACTICE_LABEL = "practice exam"
WEEK_LABEL = "final week"
SETTINGS_TITLE = "Checklist settings"
SETTINGS_NOTE = (
    "Advice on the final week differs, so choose what to check. The day of the last practice exam is saved in your "
    "study plan."
)
COUNTED_LABEL = "Check"
NEW_DAYS_LABEL = "Days without new material"
PRACTICE_DAYS_LABEL = "Last practice exam, days before"
PLANS_OWN = "the plan's maximum"
MOST_HOURS_LABEL = "Maximum hours in the final week"
SLEEP_LABEL = "Minimum sleep per night (h)"
SCREEN_LABEL = "Maximum evening screen time (min)"
SAVE = "Save"
SAVED = "Settings saved."
EMPTY_STEPS = first_steps("final_week", exam_day=common.STEP_EXAM_DAY)

NAMES = phrases(ChecklistItem, "final_week_names")

STATUSES = phrases(ChecklistStatus, "final_week_statuses")


def answer(report: FinalWeek) -> str:
    if report.exam_on is None:
        why = "You can no longer take this exam" if report.is_closed else "No exam day is planned"
        return f"{why}, so there is no final week."
    if report.first_on is None:
        return f"You cannot take the exam on {formatting.day(report.exam_on)}, so there is no final week yet."
    if report.phase is Phase.BEFORE:
        days = (report.first_on - report.as_of).days
        ahead = f"{common.in_days(days)}, on {formatting.day(report.first_on)}"
        return f"Your final week begins {ahead}."
    if report.phase is Phase.OVER:
        return f"Final week before {formatting.day(report.exam_on)}: {_count(report)}."
    day = (report.as_of - report.first_on).days + 1
    return f"Day {day} of the final week before {formatting.day(report.exam_on)}."


def _count(report: FinalWeek) -> str:
    if not report.n_checked:
        return "nothing on your checklist is recorded"
    n_all = len(report.checks)
    n_open, done = n_all - report.n_checked, f"{report.n_done} of {n_all} done"
    return f"{done}, {n_open} not recorded" if n_open else done


def check_columns(report: FinalWeek) -> tuple[Column[ChecklistResult], ...]:
    return (
        Column("Goal", lambda check: NAMES[check.item]),
        Column("Status", lambda check: STATUSES[check.status]),
        Column("Based on", lambda check: evidence(check, report)),
    )


def evidence(check: ChecklistResult, report: FinalWeek) -> str:
    if check.item is ChecklistItem.PRACTICE_EXAM:
        return _practice_exam(check, report)
    sentences = {
        ChecklistItem.NEW_MATERIAL: _new_material,
        ChecklistItem.REVIEW: _review,
        ChecklistItem.HOURS: _hours,
        ChecklistItem.SLEEP: _sleep,
        ChecklistItem.SCREEN: _screen,
    }
    return sentences[check.item](check)


def _new_material(check: ChecklistResult) -> str:
    mark = f"{formatting.counted(check.mark, 'day')} before the exam"
    if check.status is ChecklistStatus.AHEAD:
        return f"no new material in the last {mark}"
    if check.status is ChecklistStatus.NOT_KEPT:
        return f"{formatting.hours(check.found or 0.0)} of new material on {_days(check)}"
    logged = f"({formatting.counted(len(check.days), 'study day')} logged)"
    if check.status is ChecklistStatus.NOT_YET:
        return f"none so far {logged}"
    if check.status is ChecklistStatus.DONE:
        return f"none in the last {mark} {logged}"
    if check.found is None:
        return f"no sessions logged in the last {mark}"
    return f"{formatting.hours(check.found)} on {_days(check)}, not marked as new or not"


def _practice_exam(check: ChecklistResult, report: FinalWeek) -> str:
    planned = "" if report.practice_exam_on is None else formatting.day(report.practice_exam_on)
    if check.status is ChecklistStatus.AHEAD:
        source = "from your plan" if report.is_day_planned else "default"
        return f"on {planned}, {formatting.counted(check.mark, 'day')} before the exam ({source})"
    if check.found is None:
        none_added = "" if check.status is ChecklistStatus.NOT_YET else "; none added in the final week"
        return f"planned for {planned}{none_added}"
    if check.status is ChecklistStatus.DONE:
        return f"taken on {planned}"
    return f"planned for {planned}; the last one was on {formatting.day(check.days[-1])}"


def _review(check: ChecklistResult) -> str:
    if check.status is ChecklistStatus.AHEAD:
        return "at least one session of review, notes or diagrams"
    if check.found is None:
        return "no review, notes or diagrams logged"
    return f"{formatting.hours(check.found)} on {_days(check)}"


def _hours(check: ChecklistResult) -> str:
    if check.status is ChecklistStatus.AHEAD:
        return f"at most {formatting.hours(check.mark)} in the week"
    if check.found is None:
        return "no sessions logged"
    found, mark = formatting.hours(check.found), formatting.hours(check.mark)
    over = "a little over " if found == mark and check.found > check.mark else ""
    return f"{over}{found} of at most {mark}"


def _sleep(check: ChecklistResult) -> str:
    goal = f"at least {check.mark:g}{formatting.HOURS}"
    return _on_average(check, "a night", goal, f"{check.found or 0.0:.1f}{formatting.HOURS}")


def _screen(check: ChecklistResult) -> str:
    goal = f"at most {formatting.counted(check.mark, 'minute')}"
    return _on_average(check, "an evening", goal, formatting.counted(round(check.found or 0.0), "minute"))


def _on_average(check: ChecklistResult, each: str, goal: str, found: str) -> str:
    """Return the average of `each` of the days, such as "a night"."""
    day = each.split()[1]
    if check.status is ChecklistStatus.AHEAD:
        return f"{goal} {each} on average"
    if check.found is None:
        return "add a daily check-in"
    return f"{found} {each} over {formatting.counted(len(check.days), day)}; goal: {goal}"


def _days(check: ChecklistResult) -> str:
    return formatting.joined([formatting.day(day) for day in check.days])


def day_columns(report: FinalWeek) -> tuple[Column[DayStudy], ...]:
    return (
        Column("Day", lambda day: formatting.day(day.day)),
        Column("Hours", lambda day: formatting.hours(day.hours)),
        Column("New material", lambda day: formatting.hours(day.new_hours)),
        Column("Review", lambda day: formatting.hours(day.review_hours)),
        Column("Practice exam", lambda day: "yes" if day.day in report.practice_exams else ""),
    )


METHOD = method("final_week")
