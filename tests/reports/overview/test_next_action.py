"""The next action."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.reports.decision.verdict import Missing
from analytics.reports.overview import RULES, Action, Situation, next_actions
from analytics.reports.study.final_week import ChecklistItem
from analytics.reports.this_week import PreparationState

QUIET = Situation(state=PreparationState.UNDER_WAY)
ROWS: dict[Action, Situation] = {
    Action.ENTER_RESULT: replace(QUIET, state=PreparationState.RESULT_DUE),
    Action.SEE_FORECASTS: replace(QUIET, state=PreparationState.PASSED),
    Action.CHOOSE_SUCCESSOR: replace(QUIET, state=PreparationState.CLOSED),
    Action.SEE_GAPS: replace(QUIET, state=PreparationState.FAILED),
    Action.CHANGE_EXAM_DATE: replace(QUIET, is_exam_day_closed=True),
    Action.SET_UP: replace(QUIET, has_plan=False),
    Action.ENTER_PRACTICE_EXAM: replace(QUIET, overdue_exam_on=date(2026, 11, 21)),
    Action.NAME_CAUSES: replace(QUIET, n_without_cause=1),
    Action.FINAL_WEEK: replace(QUIET, state=PreparationState.FINAL_WEEK, due_check=ChecklistItem.REVIEW),
    Action.ADD_EVIDENCE: replace(QUIET, missing=(Missing.NEW_QUESTIONS,)),
    Action.SET_EXAM_DATE: replace(QUIET, missing=(Missing.EXAM_DATE,)),
    Action.LOG_STUDY: replace(QUIET, hours_to_go=4.0),
    Action.CHANGE_FOCUS: replace(QUIET, other_foci=("2",)),
    Action.WRITE_NOTE: replace(QUIET, has_recent_note=False),
    Action.WEIGH_DATE: replace(QUIET, week_number=7),
    Action.NOTHING: QUIET,
}
LATER = replace(
    QUIET,
    is_exam_day_closed=True,
    has_gaps=False,
    overdue_exam_on=date(2026, 11, 21),
    n_without_cause=1,
    due_check=ChecklistItem.SLEEP,
    missing=(Missing.NEW_QUESTIONS, Missing.EXAM_DATE),
    hours_to_go=1.0,
    other_foci=("2",),
    has_recent_note=False,
    week_number=9,
)
"""All conditions hold that do not depend on the state."""


def test_every_rule_has_a_row() -> None:
    """The table of this file is in the order of the rules, and each action is in one."""
    assert list(ROWS) == [action for action, _ in RULES] == list(Action)


@pytest.mark.parametrize("action", Action)
def test_each_rule_has_its_condition(action: Action) -> None:
    """Where only its condition holds, an action is the only one."""
    assert next_actions(ROWS[action]) == (action,)


def test_the_first_rules_come_first() -> None:
    """Each later rule moves up once the one before it no longer holds; at most three actions are named."""
    order = [action for action, _ in RULES][4:]
    met = [
        LATER,
        open_day := replace(LATER, is_exam_day_closed=False),
        replace(open_day, has_gaps=True),
        replace(open_day, has_gaps=True, overdue_exam_on=None),
        replace(open_day, has_gaps=True, overdue_exam_on=None, n_without_cause=0),
    ]
    for k, situation in enumerate(met):
        assert next_actions(situation) == tuple(order[k : k + 3])


def test_a_plan_that_is_still_to_be_made_asks_for_the_exam_day() -> None:
    """The day is not asked for a second time."""
    assert next_actions(replace(QUIET, has_plan=False, missing=(Missing.EXAM_DATE,))) == (Action.SET_UP,)


def test_the_checklist_of_the_final_week_asks_for_practice_exams() -> None:
    """Missing evidence does not ask for one as well, least of all on the day before the exam."""
    final = replace(ROWS[Action.ADD_EVIDENCE], state=PreparationState.FINAL_WEEK)
    assert next_actions(final) == (Action.NOTHING,)


def test_states_come_before_all_else() -> None:
    """After a fail there is more to do; while a result is due, after a pass and for a retired exam there is not.

    Without evidence there are no gaps to see.
    """
    failed = replace(LATER, state=PreparationState.FAILED)
    assert next_actions(replace(failed, has_gaps=True))[0] is Action.SEE_GAPS
    assert Action.SEE_GAPS not in next_actions(failed)
    assert next_actions(replace(LATER, state=PreparationState.RESULT_DUE)) == (Action.ENTER_RESULT,)
    assert next_actions(replace(LATER, state=PreparationState.PASSED)) == (Action.SEE_FORECASTS,)
    assert next_actions(replace(LATER, state=PreparationState.CLOSED)) == (Action.CHOOSE_SUCCESSOR,)


@pytest.mark.parametrize(
    "situation",
    [replace(QUIET, hours_to_go=0.4), replace(QUIET, week_number=6), replace(QUIET, state=PreparationState.FINAL_WEEK)],
)
def test_little_is_nothing(situation: Situation) -> None:
    """Less than half an hour, an early week, and a final week in order need no action."""
    assert next_actions(situation) == (Action.NOTHING,)
