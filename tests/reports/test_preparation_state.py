"""The state of a preparation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from analytics.records import ExamOutcome, Record
from analytics.reports.this_week import STATES, PreparationState, preparation_state
from tests.inputs.builders import EXAM, OPEN_EXAM, TODAY, fitted_from, plan, practice_exam

YESTERDAY, SOON, FAR = TODAY - timedelta(days=1), TODAY + timedelta(days=7), TODAY + timedelta(days=30)
BOOKED_SOON = replace(plan(exam_on=SOON), booked_exam_on=SOON)
TAKEN = practice_exam(TODAY - timedelta(days=9), [(8, 13), (12, 16), (16, 23), (12, 13)])


def outcome(day: date, *, is_passed: bool) -> ExamOutcome:
    return ExamOutcome(taken_on=day, exam_code=EXAM, is_passed=is_passed)


ROWS: Sequence[tuple[Sequence[Record], date | None, PreparationState]] = (
    ([plan(exam_on=FAR), outcome(YESTERDAY, is_passed=True)], YESTERDAY, PreparationState.PASSED),
    ([plan(exam_on=YESTERDAY), *TAKEN], None, PreparationState.RESULT_DUE),
    ([plan(exam_on=TODAY)], YESTERDAY + timedelta(days=1), PreparationState.RESULT_DUE),
    ([plan(exam_on=TODAY)], YESTERDAY, PreparationState.CLOSED),
    ([plan(exam_on=FAR), *TAKEN], YESTERDAY, PreparationState.CLOSED),
    ([plan(exam_on=YESTERDAY), outcome(YESTERDAY, is_passed=False)], None, PreparationState.FAILED),
    (
        [plan(exam_on=FAR), *TAKEN, outcome(YESTERDAY, is_passed=False)],
        None,
        PreparationState.UNDER_WAY,
    ),
    ([plan(exam_on=SOON)], None, PreparationState.FINAL_WEEK),
    ([plan(exam_on=TODAY + timedelta(days=8))], None, PreparationState.STARTING),
    ([plan(exam_on=SOON), outcome(YESTERDAY, is_passed=False)], None, PreparationState.FAILED),
    ([BOOKED_SOON, outcome(YESTERDAY, is_passed=False)], None, PreparationState.STARTING),
    ([plan(exam_on=FAR), *TAKEN, outcome(YESTERDAY, is_passed=False)], TODAY, PreparationState.CLOSED),
    ([], None, PreparationState.STARTING),
    ([plan(exam_on=FAR), *TAKEN], None, PreparationState.UNDER_WAY),
    (TAKEN, None, PreparationState.UNDER_WAY),
)


@pytest.mark.parametrize(("records", "last_day", "expected"), ROWS)
def test_the_first_state_that_holds_is_the_state(
    records: Sequence[Record], last_day: date | None, expected: PreparationState
) -> None:
    """A pass ends all; a result is due from the exam day on; a fail stays until another exam day is planned.

    A day within the wait after a fail has no final week, and a fail that leaves no day closes the exam.
    """
    assert preparation_state(fitted_from(records, blueprint=replace(OPEN_EXAM, last_day=last_day))) is expected


def test_every_state_is_in_the_table() -> None:
    """Each state has one condition and is reached by a row above."""
    assert [state for state, _ in STATES] == list(PreparationState)
    assert {state for _, _, state in ROWS} == set(PreparationState)
