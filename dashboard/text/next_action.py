"""Texts of the next action: a heading, a note, and the label of its button or link."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analytics.reports.overview.next_action import Action
from analytics.reports.overview.report import OverviewReport
from dashboard import formatting
from dashboard.text import common, week
from dashboard.text import final_week as final_text
from dashboard.text import study_next as next_text

NEXT = "Next"
NOT_TAKEN = "I did not take it: change the day"
SECONDS_PER_CAUSE = 15
"""A guess at how long it takes to name one."""


@dataclass(frozen=True, slots=True)
class ActionText:
    """The words of one action."""

    heading: Callable[[OverviewReport], str]
    note: Callable[[OverviewReport], str]
    button: Callable[[OverviewReport], str]


def heading(report: OverviewReport, action: Action) -> str:
    return _TEXTS[action].heading(report)


def note(report: OverviewReport, action: Action) -> str:
    return _TEXTS[action].note(report)


def button(report: OverviewReport, action: Action) -> str:
    return _TEXTS[action].button(report)


def _always(words: str) -> Callable[[OverviewReport], str]:
    return lambda _: words


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
    return f"{hours}: {names.get(focus) or next_text.FOCI.get(focus, focus).lower()}"


def _study_note(report: OverviewReport) -> str:
    following, names = report.week.readiness.study_next, report.week.plan.domain_names
    done = f"{week.hours_value(report.week)} done. {week.hours_note(report.week)}"
    return f"{done} {next_text.note(following, names)}".strip()


def _focus(report: OverviewReport) -> str:
    following = report.week.plan.next_week
    planned = week.focus_names(report.week, following.foci if following else ())
    return f"Next week: {week.focus_names(report.week, report.situation.other_foci)} instead of {planned}?"


def _date(report: OverviewReport) -> str:
    return f"Based on your data so far: {common.VERDICTS[report.week.readiness.verdict].lower()}."


def _planned_exam(report: OverviewReport) -> str:
    """Return the day of the planned practice exam, with the offer to take it sooner."""
    ahead = report.week.readiness.next_practice_exam
    if ahead is None or ahead.on <= report.week.as_of:
        return ""
    return f"Your next one is due on {formatting.day(ahead.on)}, but sooner is fine."


def _nothing(report: OverviewReport) -> str:
    return week.next_exam(report.week) or "No practice exam is left to take."


_TEXTS: Mapping[Action, ActionText] = {
    Action.ENTER_RESULT: ActionText(
        _always("Enter your result"),
        _always("It shows whether the forecasts were right, and counts in the forecast of a retake."),
        _always("Enter the result"),
    ),
    Action.SEE_FORECASTS: ActionText(
        _always("How good was the forecast?"),
        _always("See the result beside your first audit and the forecast of the day before."),
        _always("Compare with the result"),
    ),
    Action.CHOOSE_SUCCESSOR: ActionText(
        _always("Choose another exam"),
        _always("The setup takes about ten minutes: exam, hours and a first rating."),
        _always("Choose an exam"),
    ),
    Action.SEE_GAPS: ActionText(
        _always("See where you miss questions"),
        _always("Your attempt counts in the estimates, along with your practice exams."),
        _always("Open the gap audit"),
    ),
    Action.SET_UP: ActionText(_set_up, _set_up_note, _set_up),
    Action.ENTER_PRACTICE_EXAM: ActionText(
        _overdue, _always("It was planned for that day and is not in your data yet."), _always("Add the practice exam")
    ),
    Action.NAME_CAUSES: ActionText(_causes, _causes_note, _always("Name the causes")),
    Action.FINAL_WEEK: ActionText(
        _due_check, _always("The first item on your checklist that is due."), _always("Open the checklist")
    ),
    Action.ADD_EVIDENCE: ActionText(
        lambda report: f"Take {'another' if report.week.readiness.n_practice_exams else 'a first'} practice exam",
        lambda report: f"{common.missing_sentence(report.situation.missing)} {_planned_exam(report)}".strip(),
        _always("Add a practice exam"),
    ),
    Action.SET_EXAM_DATE: ActionText(
        _always("Set your exam date"),
        _always("Your chance, plan and forecasts will then be for that day."),
        _always("Set exam date"),
    ),
    Action.LOG_STUDY: ActionText(_study, _study_note, _always("Log a study session")),
    Action.CHANGE_FOCUS: ActionText(
        _focus, lambda report: week.by_gaps(report.week), _always("Choose next week's focus")
    ),
    Action.WRITE_NOTE: ActionText(
        _always("Write two lines about your week"),
        _always("Half a minute, for your next check-in."),
        _always("Write two lines about your week"),
    ),
    Action.WEIGH_DATE: ActionText(_always("Is the exam date right?"), _date, _always("Book or wait")),
    Action.NOTHING: ActionText(_always("All done for this week"), _nothing, _always("Log a study session")),
}
