"""Which state a preparation is in."""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum

from analytics.estimation.candidate import FittedCandidate


class PreparationState(StrEnum):
    """Where a candidate is between the first study day and the exam's result."""

    PASSED = "passed"
    RESULT_DUE = "result_due"
    CLOSED = "closed"
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
    (PreparationState.CLOSED, lambda one: one.is_closed),
    (PreparationState.FAILED, lambda one: bool(one.attempts.failed_on) and one.exam_on is None),
    (PreparationState.FINAL_WEEK, lambda one: one.exam_on is not None and _is_within_a_week(one)),
    (PreparationState.STARTING, lambda one: one.counts.first_on is None),
    (PreparationState.UNDER_WAY, lambda _: True),
)
"""Each state with its condition, in the order in which they are tried."""


def _is_within_a_week(one: FittedCandidate) -> bool:
    return one.exam_day in one.open_days and one.exam_day - one.as_of <= timedelta(weeks=1)
