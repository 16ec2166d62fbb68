"""Which state a preparation is in."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from analytics.blueprints.model import ExamStatus
from analytics.estimation.candidate import FittedCandidate


class PreparationState(StrEnum):
    """Where a candidate is between the first study day and the exam's result."""

    PASSED = "passed"
    RESULT_DUE = "result_due"
    RETIRED = "retired"
    FAILED = "failed"
    FINAL_WEEK = "final_week"
    STARTING = "starting"
    UNDER_WAY = "under_way"


def preparation_state(candidate: FittedCandidate) -> PreparationState:
    """Return the first state that holds."""
    return next(state for state, holds in STATES if holds(candidate))


STATES: tuple[tuple[PreparationState, Callable[[FittedCandidate], bool]], ...] = (
    (PreparationState.PASSED, lambda one: one.attempts.passed_on is not None),
    (PreparationState.RESULT_DUE, lambda one: one.awaited_result_on is not None),
    (PreparationState.RETIRED, lambda one: one.blueprint.status_on(one.as_of) is ExamStatus.RETIRED),
    (PreparationState.FAILED, lambda one: bool(one.attempts.failed_on) and one.exam_on is None),
    (PreparationState.FINAL_WEEK, lambda one: (one.exam_on or date.max) - one.as_of <= timedelta(weeks=1)),
    (PreparationState.STARTING, lambda one: one.counts.first_on is None),
    (PreparationState.UNDER_WAY, lambda _: True),
)
"""Each state with its condition, in the order in which they are tried."""
