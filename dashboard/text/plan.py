"""Texts of the plan, its settings, and its calendar file."""

from enum import StrEnum

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.exam_plan import ClosedReason, PlannedExam
from analytics.reports.planning.expected_losses import GapBasis
from analytics.reports.planning.plan_weeks import LAST_PRACTICE_EXAM_DAYS, OPEN_END_WEEKS
from analytics.reports.planning.proposed_weeks import WHOLE_WEEKS_PER_DOMAIN, part_hours
from analytics.reports.study.plan import MAX_SESSION_MIN, DayAhead, DayPurpose, PlanReport, PlanWeek, WeekTime
from dashboard import formatting
from dashboard.text import common, method_inputs
from dashboard.text import study_next as next_text
from dashboard.text.shapes import Columns, chart, filled, method, phrases

WEEKS = chart("plan_weeks")
CLOSED_DAYS = phrases(ClosedReason, "plan_closed_days")
FIXED_LABEL, PROPOSED_LABEL, SPENT_LABEL = "fixed by you", "proposed", "other hours"
PRACTICE_ROW, OTHER_ROW = "Practice exam", "Audit, review, other"

TABLE_TITLE = "Weeks ahead"
TABLE_BODY = "Choose what a week is for, and it stays fixed. Clear Fixed to go back to the proposal."
TABLE_ALT = "One row for each week ahead: what it is for, whether that is fixed, its hours and its practice exam."
WEEK, FOCUS, ALSO, IS_FIXED = "Week", "For", "Then", "Fixed"
HOURS_PLANNED, SPENT, PRACTICE_EXAM = "Hours", "Hours spent", "Practice exam"
SAVE_WEEKS, SAVED_WEEKS, FREE_WEEKS = "Save weeks", "Weeks saved.", "Rebuild the plan"
OVER_TITLE = "Past weeks"
TAKEN = "done"

FEW_DOMAINS, PART_CHARS = 8, 40
"""Where an exam has more domains, and a week is for several, their names are cut to so many characters."""
NO_PLAN = "No plan yet. Set your hours per week, and the weeks will follow your gaps."
SETTINGS_TITLE = "Plan settings"

CALENDAR_TITLE = "Add to calendar"
CALENDAR_BODY = (
    f"Sessions are at most {formatting.hours(MAX_SESSION_MIN / 60)} long. "
    "Import the file again after a change: most calendars then move events instead of duplicating them."
)
CALENDAR_KIND, START_TIME = "Contents", "Sessions start at"
GET_CALENDAR, CALENDAR_FILE = "Download calendar", "study_plan.ics"

STARTS_ON, EXAM_ON = "Start date", "Exam day (optional)"
exam_day_help = formatting.template(
    "Leave it empty until you know. A typical 14-week preparation would end on {}.", formatting.day
)
MORE_SETTINGS = "More settings"
REST_WEEKDAYS = "Rest days"
REVIEW_WEEKDAY, NO_REVIEW_DAY = "Review day", "None"
SHARES = "Activities, as shares of your hours (%)"
SHARES_ALT = "One row for each activity, with its share of your hours in percent."
SHARE_OF, SHARE = "Activity", "Share (%)"
SAVE_PLAN, SAVED_PLAN = "Save plan", "Plan saved."
HOURS_TURNED = "The maximum is below the minimum. Change one of them."
NO_STUDY_DAY = "Every day is a rest day. Leave at least one day to study."

NUMBERS = filled("plan_numbers", "labels", {})
NUMBERS_HELP = filled("plan_numbers", "help", {"last_practice_exam_days": str(LAST_PRACTICE_EXAM_DAYS)})

PRODUCER = "-//Cutscore//Study plan//EN"
PRACTICE_EVENT, EXAM_EVENT = "practice exam", "the exam"


def answer(report: PlanReport) -> str:
    if report.planned.plan is None:
        return common.NOTHING_RECORDED if report.planned.is_closed else NO_PLAN
    if report.this_week is None:
        return f"{not_running(report)} {_exam(report.planned)}".strip()
    of = f" of {report.n_weeks}" if report.n_weeks else ""
    now = f"Week {report.this_week.number}{of}: {purpose(report, report.this_week)}.{next_week(report)}"
    return f"{now} {_exam(report.planned)}".strip()


def not_running(report: PlanReport) -> str:
    if not any(week.days.n_days for week in report.weeks):
        return "Your plan begins after the exam, so it has no weeks."
    if report.is_over:
        return f"Your plan ended on {formatting.day(report.weeks[-1].days.last_on)}."
    first = report.weeks_left[0]
    return f"Your plan starts on {formatting.day(first.days.first_on)} with {purpose(report, first)}."


def next_week(report: PlanReport) -> str:
    return f" Next week: {purpose(report, report.next_week)}." if report.next_week else ""


def _exam(planned: PlannedExam) -> str:
    if planned.plan is not None and planned.plan_day is None:
        return "Your plan has no exam day yet."
    if planned.day_ahead is None:
        return ""
    days = (planned.day_ahead - planned.as_of).days
    ahead = f"The exam is {common.in_days(days)}, {'on ' if days > 1 else ''}{formatting.day(planned.day_ahead)}."
    return closed_exam(planned) or ahead


def days_to_exam(planned: PlannedExam) -> str:
    on = planned.day_ahead
    if on is None:
        return ""
    day, days = formatting.day(on), formatting.counted((on - planned.as_of).days, "day")
    return f"{days} to the exam, {day}" if planned.closed_exam_day is None else f"No exam on {day}"


def closed_exam(planned: PlannedExam) -> str:
    closed = planned.closed_exam_day
    if planned.day_ahead is None or closed is None:
        return ""
    why = CLOSED_DAYS[closed.reason].format(day=formatting.day(closed.bound_on))
    return f"You cannot take the exam on {formatting.day(planned.day_ahead)}: {why}."


def focus_name(report: PlanReport, focus: str) -> str:
    return next_text.FOCI.get(focus) or report.domain_names.get(focus, focus)


def focus_option(report: PlanReport, focus: str) -> str:
    """Return a name that is unique among the choices."""
    names = report.domain_names
    return f"{focus} · {names[focus]}" if focus in names else next_text.FOCI.get(focus, f"“{focus}”")


def purpose(report: PlanReport, week: PlanWeek) -> str:
    if week.focus is None:
        return "no focus"
    names = {focus: focus_name(report, focus) for focus in week.foci}
    if len(names) > 1 and len(report.domain_names) > FEW_DOMAINS:
        names = {focus: formatting.shortened(name, PART_CHARS) for focus, name in names.items()}
    names = {focus: formatting.literal(name) for focus, name in names.items()}
    parts = [*names.values()]
    if len(names) > 1 and week.band is not None:
        hours = part_hours(week.parts, sum(week.band) / 2)
        parts = [f"{formatting.hours(own)} of {names[focus]}" for focus, own in hours.items() if own]
    return f"{formatting.joined(parts)} ({FIXED_LABEL if week.is_fixed else PROPOSED_LABEL})"


def reason(report: PlanReport) -> str:
    """Return what proposed weeks follow, if a coming one is for a domain."""
    if all(week.is_fixed or report.domain_names.keys().isdisjoint(week.foci) for week in report.weeks_left):
        return ""
    if report.losses.basis is GapBasis.NOTHING:
        return "Proposed weeks follow the exam's weights until you rate yourself or take a practice exam."
    what = "practice exams" if report.losses.basis is GapBasis.PRACTICE_EXAMS else "ratings"
    how = "the more questions a domain costs you, the more hours it gets, minus those you have studied since."
    return f"Proposed weeks follow your {what}: {how}"


def left_out(report: PlanReport) -> str:
    if all(week.days.is_final for week in report.weeks_left):
        return ""
    without = [formatting.literal(name) for name in report.domains_without_week]
    return f"No week ahead is for {formatting.joined(without, 'or')}." if without else ""


def ahead_row(report: PlanReport, week: PlanWeek, focus: str) -> dict[str, object]:
    """Return plain text, since the cells of an editable table are not Markdown."""
    symbols = next_text.symbols([])  # domains have their ids, as in the focus
    return {
        WEEK: week_name(week),
        FOCUS: focus,
        IS_FIXED: week.is_fixed,
        ALSO: ", ".join(symbols.get(other, other) for other in week.foci[1:]),
        HOURS_PLANNED: _hours_planned(week),
        PRACTICE_EXAM: practice_exam(report, week),
    }


def week_name(week: PlanWeek) -> str:
    return f"{week.number} · {formatting.day_of_month(week.days.first_on)}"


def over_columns(report: PlanReport) -> Columns[PlanWeek]:
    return {
        WEEK: week_name,
        FOCUS: lambda week: purpose(report, week),
        HOURS_PLANNED: _hours_planned,
        SPENT: spent,
        PRACTICE_EXAM: lambda week: (
            formatting.counted(week.n_practice_exams, "exam") if week.n_practice_exams else "none"
        ),
    }


def spent(week: PlanWeek) -> str:
    """Return a week's hours, and those on its focus if it has only one."""
    if week.hours_on_focus is None or len(week.parts) > 1:
        return formatting.hours(week.hours)
    hours, on_focus = formatting.hours(week.hours), formatting.hours(week.hours_on_focus)
    return f"{hours} ({'all' if on_focus == hours else on_focus} on that domain)"


def ahead(report: PlanReport, week: PlanWeek) -> str:
    exam = practice_exam(report, week)
    with_exam = f", practice exam {exam}" if exam else ""
    return f"**Week {week_name(week)}**: {purpose(report, week)}, {_hours_planned(week)}{with_exam}"


def practice_exam(report: PlanReport, week: PlanWeek) -> str:
    day = week.practice_exam_left
    if day is None or report.planned.is_closed:
        return TAKEN if week.n_practice_exams else ""
    return f"{formatting.day(day)}{', not added' if week.is_over or day < report.planned.as_of else ''}"


def _hours_planned(week: PlanWeek) -> str:
    return formatting.hours.between(*week.band) if week.band else ""


def week_hover(report: PlanReport, week: PlanWeek) -> str:
    days = f"{formatting.day(week.days.first_on)} to {formatting.day(week.days.last_on)}"
    when = "so far" if week.time is WeekTime.RUNNING else days
    return f"Week {week.number}, {when}: {formatting.unescaped(purpose(report, week))}"


def inputs(report: PlanReport) -> list[tuple[str, str]]:
    shares = report.losses.shares_of_hours.tolist()
    return [
        method_inputs.data_up_to(report.planned.as_of),
        *(
            (f"Share of hours for {formatting.literal(name)}", formatting.counted_percent(share))
            for name, share in zip(report.domain_names.values(), shares, strict=True)
        ),
        ("Latest result or rating", formatting.full_day(report.losses.last_on) if report.losses.last_on else "none"),
    ]


def weekday(name: str) -> str:
    return NO_REVIEW_DAY if name == "" else name.capitalize()


class Content(StrEnum):
    """What goes into the calendar."""

    SESSIONS = "One session per study day"
    WEEKS = "One all-day event per week"


def week_event(report: PlanReport, exam: ExamBlueprint, shown: PlanWeek) -> str:
    names = formatting.joined([focus_name(report, focus) for focus in shown.foci])
    return f"{exam.code}, week {shown.number}: {names}"


def day_event(report: PlanReport, exam: ExamBlueprint, ahead: DayAhead) -> str:
    purposes = {DayPurpose.PRACTICE_EXAM: PRACTICE_EVENT, DayPurpose.REVIEW: "review of earlier weeks"}
    return f"{exam.code}: {purposes.get(ahead.purpose) or focus_name(report, ahead.focus or '')}"


METHOD = method(
    "plan",
    last_practice_exam_days=formatting.spelled(LAST_PRACTICE_EXAM_DAYS),
    open_end_weeks=formatting.spelled(OPEN_END_WEEKS),
    whole_weeks=f"{WHOLE_WEEKS_PER_DOMAIN:g}",
    ability=common.METHOD_ABILITY,
)
