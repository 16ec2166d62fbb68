"""Texts of the plan page."""

from collections.abc import Sequence
from datetime import date

from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.planning.plan_weeks import LAST_PRACTICE_EXAM_DAYS, OPEN_END_WEEKS
from analytics.reports.planning.proposed_weeks import WHOLE_WEEKS_PER_DOMAIN, WeekPart
from analytics.reports.study.plan import ClosedExamDay, ClosedReason, PlanReport, PlanWeek, WeekTime
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text import study_next as next_text
from dashboard.text.shapes import ChartText, Column, method

WEEKS = ChartText(
    title="What is each week for, and where did the hours go?",
    alt=(
        "One row for each domain and one column for each week: squares for what a week is for, dots for the hours "
        "spent, diamonds for practice exams. The same stands in the tables below."
    ),
)
FIXED_LABEL, PROPOSED_LABEL, SPENT_LABEL = "fixed by you", "proposed", "hours spent"
TODAY, EXAM_DAY = "today", "exam day"
PRACTICE_ROW, OTHER_ROW = "practice exam", "audit, review, other"

TABLE_TITLE = "The weeks ahead"
TABLE_BODY = (
    "Change what a week is for, and it is fixed. Fixed weeks stay when the plan is laid out anew; take the tick away "
    "and the week goes back to the proposal."
)
TABLE_ALT = "One line for each week ahead: what it is for, whether that is fixed, hours, review day, practice exam."
NUMBER, DAYS, BEGINS, FOCUS, ALSO, IS_FIXED = "Week", "Days", "From", "For", "Also for", "Fixed"
HOURS_PLANNED, SPENT, REVIEW_DAY, PRACTICE_EXAM = "Hours planned", "Hours spent", "Review day", "Practice exam"
SAVE_WEEKS = "Save the weeks"
FREE_WEEKS = "Lay all of them out anew"
NOTHING_CHANGED = "No week has been changed."
SAVED_WEEKS = f"The weeks are saved. {common.TAKEN_BACK_WHERE}"
OVER_TITLE = "Weeks that are over"
SAMPLE_IS_FIXED = "This is the sample's plan. Yours can be changed here as soon as your own data are shown."
NOT_FIXED = "not fixed"
TAKEN = "taken"

NO_PLAN = "There is no plan yet. Say how many hours a week you have, and the weeks are laid out by your gaps."
SETTINGS_TITLE = "Hours, days and dates"

CALENDAR_TITLE = "Into your calendar"
CALENDAR_BODY = (
    "A file for any calendar. Take it in again after a change: each event is known by its day, so it moves and is not "
    "doubled where the calendar follows the standard."
)
CALENDAR_KIND = "What goes in"
START_TIME = "Sessions begin at"
GET_CALENDAR = "Get the calendar file"
CALENDAR_FILE = "study_plan.ics"
NOTHING_AHEAD = "No week lies ahead, so there is nothing for a calendar."

EXAM_TITLE = "The exam"


def answer(report: PlanReport) -> str:
    if report.plan is None:
        return NO_PLAN
    if report.is_over:
        return f"The plan ended on {formatting.day(report.weeks[-1].days.last_on)}. {_exam(report)}".strip()
    first, exam = report.coming[0], f"{_exam(report)} {study_next(report)}".strip()
    if report.this_week is None:
        return f"The plan begins on {formatting.day(first.days.first_on)} with {purpose(report, first)}. {exam}"
    of = f" of {report.n_weeks}" if report.n_weeks else ""
    return f"Week {first.number}{of}: {purpose(report, first)}.{then(report)} {exam}"


def study_next(report: PlanReport) -> str:
    return next_text.sentence(report.study_next, report.domain_names)


def then(report: PlanReport) -> str:
    return f" Next week: {purpose(report, report.next_week)}." if report.next_week else ""


def _exam(report: PlanReport) -> str:
    if report.n_weeks is None:
        return "There is no exam day, so the plan has no end yet."
    if report.exam_on is None:
        return ""
    if report.closed_exam_day is not None:
        return f"You cannot take the exam on {formatting.day(report.exam_on)}: {closed(report.closed_exam_day)}."
    return f"The exam is {common.in_days((report.exam_on - report.as_of).days)}, on {formatting.day(report.exam_on)}."


def closed(closed_day: ClosedExamDay) -> str:
    if closed_day.bound_on is None:
        return "your attempts are used up"
    day = formatting.day(closed_day.bound_on)
    return {
        ClosedReason.AFTER_LAST_DAY: f"its last day is {day}",
        ClosedReason.BEFORE_FIRST_DAY: f"it opens on {day}",
        ClosedReason.BEFORE_RETAKE_OPENS: f"you can retake it from {day}",
    }[closed_day.reason]


def focus_name(report: PlanReport, focus: str) -> str:
    return next_text.FOCI.get(focus) or report.domain_names.get(focus, focus)


def choice_name(report: PlanReport, focus: str) -> str:
    """Return a name that is unique among the choices."""
    return (
        f"{focus} · {report.domain_names[focus]}"
        if focus in report.domain_names
        else next_text.FOCI.get(focus, f"“{focus}”")
    )


def purpose(report: PlanReport, week: PlanWeek) -> str:
    if week.focus is None:
        return NOT_FIXED
    by = FIXED_LABEL if week.is_fixed else PROPOSED_LABEL
    return f"{formatting.joined([_part(report, week, part) for part in week.parts])} ({by})"


def _part(report: PlanReport, week: PlanWeek, part: WeekPart) -> str:
    """Return the name of a part of a week, with its hours if there are several parts."""
    name = formatting.literal(focus_name(report, part.focus))
    if len(week.parts) == 1 or week.band is None:
        return name
    return f"{name} {formatting.hours(part.share * sum(week.band) / 2)}"


def reason(report: PlanReport) -> str:
    if report.losses.basis is GapBasis.NOTHING:
        return (
            "Nothing is known about your gaps yet, so the proposed weeks follow the exam's weights. Rate yourself, and "
            "they follow your gaps."
        )
    what = "your practice exams" if report.losses.basis is GapBasis.PRACTICE_EXAMS else "your own ratings"
    rests = f"By {what}, each domain gets hours in proportion to its questions at risk, less your hours since."
    if report.losses.has_order:
        return rests
    equal = next_text.about_equal(list(report.domain_names.values()), len(report.domain_names))
    return f"{rests} {equal}, so change the order as you like."


def left_out(report: PlanReport) -> str:
    if not report.coming or not report.without_week:
        return ""
    names = formatting.joined([formatting.literal(name) for name in report.without_week])
    has_review = any(week.days.review_on is not None for week in report.coming)
    return f"No week ahead is for {names}{'; the review days are' if has_review else ''}."


def practice_note(report: PlanReport) -> str:
    if report.plan is None or report.first_practice_week is None:
        return ""
    proposed = "" if report.plan.first_practice_exam_week else ", which is proposed"
    return f"Practice exams end the weeks from week {report.first_practice_week} on{proposed}."


def days(week: PlanWeek) -> str:
    return f"{formatting.day(week.days.first_on)} to {formatting.day(week.days.last_on)}"


def ahead_row(report: PlanReport, week: PlanWeek, focus: str) -> dict[str, object]:
    """Plain text, since the cells of an editable table are not Markdown."""
    return {
        NUMBER: week.number,
        FOCUS: focus,
        ALSO: ", ".join(focus_name(report, other) for other in week.foci[1:]),
        IS_FIXED: week.is_fixed,
        BEGINS: formatting.day_of_month(week.days.first_on),
        HOURS_PLANNED: _hours_planned(week),
        PRACTICE_EXAM: practice_exam(week),
        REVIEW_DAY: _day(week.days.review_on),
    }


def over_columns(report: PlanReport) -> Sequence[Column[PlanWeek]]:
    return (
        Column(NUMBER, lambda week: f"{week.number}, from {formatting.day(week.days.first_on)}"),
        Column(FOCUS, lambda week: purpose(report, week)),
        Column(HOURS_PLANNED, _hours_planned),
        Column(SPENT, spent),
        Column(
            PRACTICE_EXAM,
            lambda week: formatting.counted(week.n_practice_exams, "exam") if week.n_practice_exams else "none",
        ),
    )


def spent(week: PlanWeek) -> str:
    on_focus = "" if week.hours_on_focus is None else f", {_of_them(week.hours, week.hours_on_focus)} for that"
    return f"{formatting.hours(week.hours)}{on_focus}"


def _of_them(hours: float, part: float) -> str:
    shown = formatting.hours(part)
    return "all" if shown == formatting.hours(hours) else f"{shown} of them"


def sample_columns(report: PlanReport) -> Sequence[Column[PlanWeek]]:
    return (
        Column(NUMBER, lambda week: str(week.number)),
        Column(DAYS, days),
        Column(FOCUS, lambda week: purpose(report, week)),
        Column(HOURS_PLANNED, _hours_planned),
        Column(PRACTICE_EXAM, practice_exam),
        Column(REVIEW_DAY, lambda week: _day(week.days.review_on)),
    )


def practice_exam(week: PlanWeek) -> str:
    return TAKEN if week.n_practice_exams else _day(week.days.practice_exam_on)


def _hours_planned(week: PlanWeek) -> str:
    return formatting.hours.between(*week.band) if week.band else ""


def _day(day: date | None) -> str:
    return "" if day is None else formatting.day(day)


def spent_hover(week: PlanWeek, hours: float) -> str:
    return f"week {week.number}: {formatting.hours(hours)}"


def week_hover(report: PlanReport, week: PlanWeek) -> str:
    when = "so far" if week.time is WeekTime.RUNNING else days(week)
    return f"week {week.number}, {when}: {formatting.unescaped(purpose(report, week))}"


def inputs(report: PlanReport) -> list[tuple[str, str]]:
    shares = report.losses.shares_of_hours.tolist()
    plan = report.plan
    return [
        method_inputs.known_until(report.as_of),
        *(
            [("Hours a week", formatting.hours.between(plan.hours_per_week_low, plan.hours_per_week_high))]
            if plan
            else []
        ),
        *(
            (f"Part of the hours for {formatting.literal(name)}", formatting.percent(share))
            for name, share in zip(report.domain_names.values(), shares, strict=True)
        ),
        ("Latest evidence", formatting.full_day(report.losses.last_on) if report.losses.last_on else "none"),
    ]


METHOD = method(
    "plan",
    last_practice_exam_days=formatting.spelled(LAST_PRACTICE_EXAM_DAYS),
    open_end_weeks=formatting.spelled(OPEN_END_WEEKS),
    whole_weeks=f"{WHOLE_WEEKS_PER_DOMAIN:g}",
    ability=common.METHOD_ABILITY,
)
