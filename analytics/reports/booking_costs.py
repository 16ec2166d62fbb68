"""What each exam week is expected to cost: the candidate's inputs, and the weeks worked out."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from analytics.blueprint import ExamBlueprint
from analytics.clock import DAYS_PER_WEEK
from analytics.models.decision import Costs, expected_costs, pass_by_draw
from analytics.reports.exam_form import CutBelief
from analytics.reports.fitting import FittedCandidates

TARGET = 0.80
"""The chance of passing from which a candidate counts as ready, unless they set another."""

DECISION_WEEKS = 16


@dataclass(frozen=True, slots=True)
class DecisionInputs:
    """What booking, waiting and failing cost the candidate, and what binds the date.

    `fee`, `is_retake_free` and `cut` None are the blueprint's.
    """

    fee: float | None = None
    week_cost: float = 60.0
    fail_cost: float = 300.0
    deadline: date | None = None
    is_retake_free: bool | None = None
    target: float = TARGET
    cut: CutBelief | None = None


STANDARD_INPUTS = DecisionInputs()


@dataclass(frozen=True, slots=True)
class BookingCosts:
    """Expected cost of a first attempt by week from the present day, where it was worked out."""

    days: tuple[date, ...]
    expected_cost: tuple[float, ...]
    best_day: date
    stopping_cost: float
    currency: str


def last_day(blueprint: ExamBlueprint, inputs: DecisionInputs) -> date | None:
    """Give the last day on which the exam can be sat: the deadline or the retirement."""
    return min((day for day in (inputs.deadline, blueprint.last_day) if day is not None), default=None)


def booking_costs(fitted: FittedCandidates, blueprint: ExamBlueprint, inputs: DecisionInputs) -> list[BookingCosts]:
    """Work out the expected cost of a first attempt in each of the coming weeks.

    Where no week is left to choose from, the present one alone is judged.
    """
    today = fitted.evidence.as_of
    days = tuple(today + timedelta(weeks=k) for k in range(DECISION_WEEKS + 1))
    last = last_day(blueprint, inputs)
    first = blueprint.first_day or today
    is_open = np.array([first <= day and (last is None or day <= last) for day in days])
    is_open[0] |= not is_open.any()
    fee = inputs.fee if inputs.fee is not None else blueprint.fee or 0.0
    is_free = blueprint.free_retake if inputs.is_retake_free is None else inputs.is_retake_free
    wait_weeks = -(-blueprint.wait_after_fail_d(1) // DAYS_PER_WEEK)
    costs = Costs(
        fee=fee,
        retake_fee=0.0 if is_free else fee,
        week=inputs.week_cost,
        fail=inputs.fail_cost,
        no_pass=2 * fee + inputs.fail_cost + DECISION_WEEKS * inputs.week_cost,
        retake_wait_weeks=wait_weeks,
    )
    abilities = fitted.abilities_on(days)
    expected = expected_costs(pass_by_draw(*abilities.on(*range(len(days))), fitted.form), costs, is_open)
    best = expected.best_week()
    return [
        BookingCosts(days, tuple(row.tolist()), days[k], expected.stopping, blueprint.currency)
        for row, k in zip(expected.by_week, best, strict=True)
    ]
