"""Texts of the next action: a heading, a note, and the label of its button or link."""

from typing import NamedTuple

from analytics.reports.overview import Action, OverviewReport
from dashboard import formatting
from dashboard.text import common, verdicts, week
from dashboard.text import final_week as final_text
from dashboard.text import plan as plan_text
from dashboard.text import study_next as next_text
from dashboard.text.shapes import filled

NEXT = "Next"
NOT_TAKEN = "I didn't take it: change my plan"
SECONDS_PER_CAUSE = 15  # a rough guess


class ActionText(NamedTuple):
    """The words of one action."""

    heading: str
    note: str
    button: str


def words(report: OverviewReport, action: Action) -> ActionText:
    now, own, ready, plan = report.situation, report.week, report.week.readiness, report.week.plan
    following, overdue, check = ready.study_next, now.overdue_exam_on, now.due_check
    first = following.domain_id or following.focus or ""
    focus = plan.domain_names.get(first) or (f"the {first}" if first in next_text.FOCI else first.lower())
    rate = "Your ratings fit the plan to your gaps until practice exams do. About 7 minutes."
    compare = "Compare your first audit and the forecast of the day before with your result."
    has_forecast = report.chance_before is not None
    exam_on = ready.next_practice_exam_on
    due = formatting.day(exam_on) if exam_on and exam_on > own.as_of else ""
    values = {
        "enter_result": common.GO_TO_RESULT,
        "look_back": "How good was the forecast?" if has_forecast else "Nothing left to do",
        "look_back_note": compare if has_forecast else "There was no forecast to compare with your result.",
        "change_day": verdicts.headline(ready) if ready.is_booked else "Change the exam day",
        "closed_exam": plan_text.closed_exam(plan),
        "set_up": "Rate yourself" if now.has_plan else "Plan your hours",
        "set_up_note": rate if now.has_plan else "Set your hours per week and your exam date. About 2 minutes.",
        "overdue_exam": f"the practice exam of {formatting.day(overdue)}" if overdue else "your practice exam",
        "wrong_answers": formatting.counted(now.n_without_cause, "answer was", "answers were"),
        "minutes": formatting.counted(max(1, round(now.n_without_cause * SECONDS_PER_CAUSE / 60)), "minute"),
        "final_week": f"Final week: {final_text.NAMES[check].lower()}" if check else "Your final week",
        "another": "another" if ready.counts.n_exams else "a first",
        "missing": common.missing_sentence(now.missing, ready.min_new_items),
        "planned_exam": f"Your next one is due on {due}, but sooner is fine." if due else "",
        "hours": formatting.hours(now.hours_to_go),
        "focus": f": start with {focus}" if first else "",
        "done": f"{week.hours_value(own)} done. {week.hours_note(own)}",
        "why": next_text.note(following, plan.domain_names),
        "by_gaps": week.focus_names(own, now.other_foci),
        "planned": week.focus_names(own, plan.next_week.foci if plan.next_week else ()),
        "gaps_note": week.by_gaps(own),
        "verdict": verdicts.headline(ready),
        "next_exam": common.next_exam(ready) or common.NONE_LEFT,
    }
    return ActionText(**{part: phrase.strip() for part, phrase in filled("actions", action, values).items()})
