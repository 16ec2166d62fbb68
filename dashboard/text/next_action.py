"""Texts of the next action: a heading, a note, and the label of its button or link."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from analytics.reports.overview.next_action import Action
from analytics.reports.overview.report import OverviewReport
from dashboard import formatting
from dashboard.text import common, week
from dashboard.text import final_week as final_text
from dashboard.text import plan as plan_text
from dashboard.text import study_next as next_text

NEXT = "Next"
CHANGE_DAY = "Change the exam day"
NOT_TAKEN = "I didn't take it: change my plan"
SECONDS_PER_CAUSE = 15
"""A guess at how long it takes to name one."""


class ActionText(NamedTuple):
    """The words of one action."""

    heading: str
    note: str
    button: str


def words(report: OverviewReport, action: Action) -> ActionText:
    """Return the words of an action for a report."""
    return ActionText(*(part if isinstance(part, str) else part(report) for part in _TEXTS[action]))


def _set_up(report: OverviewReport) -> str:
    return "Rate yourself" if report.situation.has_plan else "Plan your hours"


def _set_up_note(report: OverviewReport) -> str:
    if report.situation.has_plan:
        return "Your ratings fit the plan to your gaps until practice exams do. About 7 minutes."
    return "Set your hours per week and your exam date. About 2 minutes."


def _overdue(report: OverviewReport) -> str:
    on = report.situation.overdue_exam_on
    return "Enter your practice exam" if on is None else f"Enter the practice exam of {formatting.day(on)}"


def _causes(report: OverviewReport) -> str:
    n = report.situation.n_without_cause
    return f"Say why {formatting.counted(n, 'answer was', 'answers were')} wrong"


def _causes_note(report: OverviewReport) -> str:
    minutes = max(1, round(report.situation.n_without_cause * SECONDS_PER_CAUSE / 60))
    return f"About {formatting.counted(minutes, 'minute')}. The causes show what to work on next."


def _due_check(report: OverviewReport) -> str:
    item = report.situation.due_check
    return "Your final week" if item is None else f"Final week: {final_text.NAMES[item].lower()}"


def _study(report: OverviewReport) -> str:
    hours = f"{formatting.hours(report.situation.hours_to_go)} to go this week"
    following, names = report.week.readiness.study_next, report.week.plan.domain_names
    focus = following.domain_id or following.focus
    if focus is None:
        return hours
    return f"{hours}: start with {names.get(focus) or next_text.FOCI.get(focus, focus).lower()}"


def _study_note(report: OverviewReport) -> str:
    following, names = report.week.readiness.study_next, report.week.plan.domain_names
    done = f"{week.hours_value(report.week)} done. {week.hours_note(report.week)}"
    return f"{done} {next_text.note(following, names)}".strip()


def _focus(report: OverviewReport) -> str:
    following = report.week.plan.next_week
    planned = week.focus_names(report.week, following.foci if following else ())
    return f"Next week: {week.focus_names(report.week, report.situation.other_foci)} instead of {planned}?"


def _planned_exam(report: OverviewReport) -> str:
    """Return the day of the planned practice exam, with the offer to take it sooner."""
    ahead = report.week.readiness.next_practice_exam
    if ahead is None or ahead.on <= report.week.as_of:
        return ""
    return f"Your next one is due on {formatting.day(ahead.on)}, but sooner is fine."


def _missing(report: OverviewReport) -> str:
    return common.missing_sentence(report.situation.missing, report.week.readiness.min_new_items)


_Part = str | Callable[[OverviewReport], str]
_TEXTS: Mapping[Action, tuple[_Part, _Part, _Part]] = {
    Action.ENTER_RESULT: (
        "Enter your result",
        "It is compared with the forecasts, and counts toward your chance at a retake.",
        common.GO_TO_RESULT,
    ),
    Action.SEE_FORECASTS: (
        "How good was the forecast?",
        "Compare your first audit and the forecast of the day before with your result.",
        "Compare",
    ),
    Action.CHOOSE_SUCCESSOR: (
        "Choose another exam",
        "The setup takes about ten minutes: exam, hours and a first rating.",
        "Choose an exam",
    ),
    Action.SEE_GAPS: (
        "See where you miss questions",
        "Your attempt already counts in the estimates.",
        "Open the gap audit",
    ),
    Action.CHANGE_EXAM_DATE: (CHANGE_DAY, lambda one: plan_text.closed_exam(one.week.plan), CHANGE_DAY),
    Action.SET_UP: (_set_up, _set_up_note, _set_up),
    Action.ENTER_PRACTICE_EXAM: (
        _overdue,
        "It was planned for that day and is not in your data yet.",
        "Add the practice exam",
    ),
    Action.NAME_CAUSES: (_causes, _causes_note, "Name the causes"),
    Action.FINAL_WEEK: (_due_check, "It is the first item due on your checklist.", "Open the checklist"),
    Action.ADD_EVIDENCE: (
        lambda report: f"Take {'another' if report.week.readiness.counts.n_exams else 'a first'} practice exam",
        lambda report: f"{_missing(report)} {_planned_exam(report)}".strip(),
        "Add a practice exam",
    ),
    Action.SET_EXAM_DATE: (
        "Set your exam date",
        "Your chance, plan and forecasts will then be for that day.",
        "Set exam date",
    ),
    Action.LOG_STUDY: (_study, _study_note, "Log a study session"),
    Action.CHANGE_FOCUS: (_focus, lambda report: week.by_gaps(report.week), "Choose next week's focus"),
    Action.WRITE_NOTE: (
        "Write two lines about your week",
        "Half a minute, for your next check-in.",
        "Write two lines about your week",
    ),
    Action.WEIGH_DATE: (
        "Is the exam date right?",
        lambda one: f"Based on your data so far: {common.VERDICTS[one.week.readiness.verdict].lower()}.",
        "Book or wait",
    ),
    Action.NOTHING: (
        "All done for this week",
        lambda one: week.next_exam(one.week) or common.NONE_LEFT,
        "Log a study session",
    ),
}
