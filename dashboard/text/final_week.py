"""Texts of the page of the final week."""

from collections.abc import Mapping

from analytics.reports.study.final_week import (
    ChecklistItem,
    ChecklistResult,
    ChecklistStatus,
    DayStudy,
    FinalWeek,
    Phase,
)
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text.shapes import ChartText, Column, method

LIST_TITLE = "What is done, and what is not?"
AHEAD_TITLE = "What will be checked?"
DAYS = ChartText(
    title="Does new material fall to zero?",
    alt=(
        "The hours of each day of the three weeks before the exam, divided into new material, review of notes and "
        "diagrams, and the rest; practice exams as diamonds, the last week as an outline. The same hours stand in a "
        "table on this page."
    ),
    y_axis="Hours",
)
NEW_LABEL, REVIEW_LABEL, REST_LABEL = "new material", "review, notes, diagrams", "other"
PRACTICE_LABEL = "practice exam"
WEEK_LABEL = "last week"
EXAM_LABEL = "exam"
TABLE_TITLE = "Day by day"
SETTINGS_TITLE = "What counts for you"
SETTINGS_NOTE = (
    "Advice on the last week differs. Choose what you want to be held to; what you leave out is not shown. "
    "The day of the last practice exam is kept in your study plan."
)
COUNTED_LABEL = "Check these"
NEW_DAYS_LABEL = "Days before the exam without new material"
PRACTICE_DAYS_LABEL = "Days before the exam for the last practice exam"
PLANS_OWN = "the plan's lower end"
MOST_HOURS_LABEL = "Most hours in the last week"
SLEEP_LABEL = "Least hours of sleep, on average"
SCREEN_LABEL = "Most minutes of screen in the evening, on average"
SAVE = "Save"
SAVED = "Saved."
SAMPLE_NOTE = "The sample's settings cannot be changed."
EMPTY_STEPS = (
    common.STEP_EXAM_DAY,
    "Note with each session whether its material is new (is_new_material).",
    "If you want to be held to them, note sleep and screen in the evening as check-ins.",
)

NAMES: Mapping[ChecklistItem, str] = {
    ChecklistItem.NEW_MATERIAL: "No new material",
    ChecklistItem.PRACTICE_EXAM: "Last practice exam on its day",
    ChecklistItem.REVIEW: "Review of notes and diagrams",
    ChecklistItem.HOURS: "Fewer hours",
    ChecklistItem.SLEEP: "Sleep",
    ChecklistItem.SCREEN: "Little screen in the evening",
}

STATUSES: Mapping[ChecklistStatus, str] = {
    ChecklistStatus.AHEAD: "still ahead",
    ChecklistStatus.DONE: "done",
    ChecklistStatus.NOT_YET: "not yet",
    ChecklistStatus.NOT_KEPT: "not done",
    ChecklistStatus.NOT_RECORDED: "not recorded",
}


def answer(report: FinalWeek) -> str:
    if report.exam_on is None or report.first_on is None:
        return "No exam day is planned, so there is no last week yet."
    if report.phase is Phase.BEFORE:
        days = (report.first_on - report.as_of).days
        ahead = f"{common.in_days(days)}, on {formatting.day(report.first_on)}"
        return f"Your last week begins {ahead}. This is what it will be held to."
    if report.phase is Phase.OVER:
        return f"In the last week before {formatting.day(report.exam_on)} {_count(report)}."
    day = (report.as_of - report.first_on).days + 1
    return f"Day {day} of the last week before {formatting.day(report.exam_on)}: {_count(report)} so far."


def _count(report: FinalWeek) -> str:
    if not report.n_checked:
        return "nothing of your list is recorded"
    n_open, things = len(report.checks) - report.n_checked, formatting.counted(report.n_checked, "thing")
    done = f"{report.n_done} of {things} {formatting.verb(report.n_done, 'is', 'are')} done"
    return f"{done}, {formatting.counted(n_open, 'is', 'are')} not recorded" if n_open else done


def check_columns(report: FinalWeek) -> tuple[Column[ChecklistResult], ...]:
    return (
        Column("What", lambda check: NAMES[check.item]),
        Column("How it stands", lambda check: STATUSES[check.status]),
        Column("Evidence", lambda check: evidence(check, report)),
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
    mark = formatting.counted(check.mark, "day")
    if check.status is ChecklistStatus.AHEAD:
        return f"no session with new material in the last {mark} before the exam"
    if check.status is ChecklistStatus.NOT_KEPT:
        return f"{formatting.hours(check.found or 0.0)} of new material on {_days(check)}"
    if check.status is ChecklistStatus.DONE:
        return f"none in {formatting.counted(len(check.days), 'day')} with study, of the last {mark}"
    if check.found is None:
        return f"no session is noted in the last {mark}"
    return f"{formatting.hours(check.found)} on {_days(check)}, with no word on whether it was new"


def _practice_exam(check: ChecklistResult, report: FinalWeek) -> str:
    planned = "" if report.practice_exam_on is None else formatting.day(report.practice_exam_on)
    if check.status is ChecklistStatus.AHEAD:
        source = "from your plan" if report.is_day_planned else "the standard day"
        return f"on {planned}, {formatting.counted(check.mark, 'day')} before the exam ({source})"
    if check.found is None:
        return f"planned for {planned}; none of the last week is in the file"
    if check.status is ChecklistStatus.DONE:
        return f"taken on {planned}"
    taken = formatting.day(check.days[-1])
    if check.status is ChecklistStatus.NOT_YET:
        return f"planned for {planned}; the last one was on {taken}"
    distance = f"{formatting.counted(abs(check.found), 'day')} {'after' if check.found > 0 else 'before'} it"
    return f"planned for {planned}, the last one was on {taken}, {distance}"


def _review(check: ChecklistResult) -> str:
    if check.status is ChecklistStatus.AHEAD:
        return "at least one session of review, notes or diagrams"
    if check.found is None:
        return "no session of review, notes or diagrams is noted"
    return f"{formatting.hours(check.found)} on {_days(check)}"


def _hours(check: ChecklistResult) -> str:
    if check.status is ChecklistStatus.AHEAD:
        return f"no more than {formatting.hours(check.mark)} in the week"
    if check.found is None:
        return "no session is noted"
    found, mark = formatting.hours(check.found), formatting.hours(check.mark)
    over = "a little over " if found == mark and check.found > check.mark else ""
    return f"{over}{found}, at most {mark} in the week"


def _sleep(check: ChecklistResult) -> str:
    mark = f"{check.mark:g} h"
    if check.status is ChecklistStatus.AHEAD:
        return f"at least {mark} a night {_ON_AVERAGE}"
    if check.found is None:
        return NOT_NOTED.format("night")
    return f"{check.found:.1f} h a night on average of {formatting.counted(len(check.days), 'night')}, at least {mark}"


def _screen(check: ChecklistResult) -> str:
    mark = formatting.counted(check.mark, "minute")
    if check.status is ChecklistStatus.AHEAD:
        return f"at most {mark} an evening {_ON_AVERAGE}"
    if check.found is None:
        return NOT_NOTED.format("evening")
    evenings = formatting.counted(len(check.days), "evening")
    return f"{formatting.counted(round(check.found), 'minute')} on average of {evenings}, at most {mark}"


_ON_AVERAGE = "on average, if you note it"
NOT_NOTED = "no {} is noted; note it as a check-in if you want to"


def _days(check: ChecklistResult) -> str:
    return formatting.joined([formatting.day(day) for day in check.days])


def day_columns(report: FinalWeek) -> tuple[Column[DayStudy], ...]:
    return (
        Column("Day", lambda day: formatting.day(day.day)),
        Column("Hours", lambda day: formatting.hours(day.hours)),
        Column("New material", lambda day: formatting.hours(day.new_hours)),
        Column("Review, notes, diagrams", lambda day: formatting.hours(day.review_hours)),
        Column("Practice exam", lambda day: "yes" if day.day in report.practice_exams else ""),
    )


def inputs(report: FinalWeek) -> list[tuple[str, str]]:
    settings, limit = report.settings, report.settings.most_hours
    return [
        method_inputs.known_until(report.as_of),
        method_inputs.exam_day(report.exam_on),
        ("No new material in the last", formatting.counted(settings.new_material_days, "day")),
        ("Last practice exam before the exam", formatting.counted(report.practice_exam_days, "day")),
        ("Most hours", PLANS_OWN if limit is None else formatting.hours(limit)),
        ("Least sleep", f"{settings.least_sleep_h:g} h"),
        ("Most screen in the evening", formatting.counted(settings.most_screen_min, "minute")),
    ]


METHOD = method("final_week")
