"""The next action, by ordered rules."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from analytics.reports.decision.verdict import Missing
from analytics.reports.study.final_week import ChecklistItem
from analytics.reports.this_week import PreparationState

MAX_ACTIONS = 3
WEEKS_BEFORE_BOOKING = 6
"""Weeks of the plan before the exam date is brought up."""

MIN_HOURS_TO_GO = 0.5
"""Fewer hours below the plan are not mentioned."""


class Action(StrEnum):
    """What to do next."""

    ENTER_RESULT = "enter_result"
    SEE_FORECASTS = "see_forecasts"
    CHOOSE_SUCCESSOR = "choose_successor"
    SEE_GAPS = "see_gaps"
    CHANGE_EXAM_DATE = "change_exam_date"
    SET_UP = "set_up"
    ENTER_PRACTICE_EXAM = "enter_practice_exam"
    NAME_CAUSES = "name_causes"
    FINAL_WEEK = "final_week"
    ADD_EVIDENCE = "add_evidence"
    SET_EXAM_DATE = "set_exam_date"
    LOG_STUDY = "log_study"
    CHANGE_FOCUS = "change_focus"
    WRITE_NOTE = "write_note"
    WEIGH_DATE = "weigh_date"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the next action depends on.

    `is_exam_day_closed` is whether the exam cannot be taken on the planned day, and `has_gaps` whether ratings or
    practice exams show the gaps. `overdue_exam_on` is the day of a planned practice exam that has passed without a
    result. `due_check` is the first open item of the final week. `hours_to_go` are those up to the plan's minimum for
    the week. `other_foci` is the next week's focus by the gaps, if it was set by hand to something else.
    """

    state: PreparationState
    is_exam_day_closed: bool = False
    has_plan: bool = True
    has_gaps: bool = True
    overdue_exam_on: date | None = None
    n_without_cause: int = 0
    due_check: ChecklistItem | None = None
    missing: tuple[Missing, ...] = ()
    hours_to_go: float = 0.0
    other_foci: tuple[str, ...] = ()
    has_recent_note: bool = True
    week_number: int | None = None


def next_actions(situation: Situation) -> tuple[Action, ...]:
    """Return the next action and up to two that follow."""
    actions = [action for action, holds in RULES if holds(situation)][:MAX_ACTIONS]
    if actions[0] in _ALONE:
        return (actions[0],)
    return tuple(action for action in actions if action is not Action.NOTHING) or (Action.NOTHING,)


RULES: tuple[tuple[Action, Callable[[Situation], bool]], ...] = (
    (Action.ENTER_RESULT, lambda now: now.state is PreparationState.RESULT_DUE),
    (Action.SEE_FORECASTS, lambda now: now.state is PreparationState.PASSED),
    (Action.CHOOSE_SUCCESSOR, lambda now: now.state is PreparationState.CLOSED),
    (Action.SEE_GAPS, lambda now: now.state is PreparationState.FAILED and now.has_gaps),
    (Action.CHANGE_EXAM_DATE, lambda now: now.is_exam_day_closed),
    (Action.SET_UP, lambda now: not (now.has_plan and now.has_gaps)),
    (Action.ENTER_PRACTICE_EXAM, lambda now: now.overdue_exam_on is not None),
    (Action.NAME_CAUSES, lambda now: now.n_without_cause > 0),
    (Action.FINAL_WEEK, lambda now: now.due_check is not None),
    (
        Action.ADD_EVIDENCE,  # in the final week the checklist says when the last practice exam is
        lambda now: bool({*now.missing} - {Missing.EXAM_DATE}) and now.state is not PreparationState.FINAL_WEEK,
    ),
    (Action.SET_EXAM_DATE, lambda now: Missing.EXAM_DATE in now.missing),
    (Action.LOG_STUDY, lambda now: now.hours_to_go >= MIN_HOURS_TO_GO),
    (Action.CHANGE_FOCUS, lambda now: bool(now.other_foci)),
    (Action.WRITE_NOTE, lambda now: not now.has_recent_note),
    (Action.WEIGH_DATE, lambda now: now.week_number is not None and now.week_number > WEEKS_BEFORE_BOOKING),
    (Action.NOTHING, lambda _: True),
)
"""Each action with its condition; the first that holds comes next."""

_ALONE = frozenset({Action.ENTER_RESULT, Action.SEE_FORECASTS, Action.CHOOSE_SUCCESSOR})
"""Until the result is known, and once the preparation has ended, nothing else matters."""
