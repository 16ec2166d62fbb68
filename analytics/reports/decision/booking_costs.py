"""Expected costs of each exam week, from the candidate's own costs and limits."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DAYS_PER_WEEK
from analytics.estimation.attempts import Attempts
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.evidence import as_day_numbers
from analytics.estimation.exam_plan import open_days
from analytics.estimation.model_fit import ModelFit
from analytics.models import response
from analytics.models.decision import Costs, Decision, Futures, decide, draw_futures
from analytics.models.intervals import CHANCE_LEVEL, Floats, Interval, intervals_of_rows
from analytics.models.points import joined
from analytics.models.preposterior import BeliefCorrelations, belief_correlations
from analytics.reports.decision.chance_by_day import DECISION_WEEKS

RHYTHM_WEEKS = 4
"""Past weeks whose average number of new questions is expected of each coming week."""


def no_pass_cost(inputs: DecisionInputs, fee: float) -> float:
    """Return the cost of ending without the certificate.

    The default is two fees, one fail and `DECISION_WEEKS` weeks.
    """
    if inputs.no_pass_cost is not None:
        return inputs.no_pass_cost
    return 2 * fee + inputs.cost_of_fail + DECISION_WEEKS * inputs.cost_of_week


class WeekAmount(NamedTuple):
    """A day on which the exam can be taken, with its expected cost or what it saves."""

    day: date
    amount: float


@dataclass(frozen=True, slots=True)
class BookingCosts:
    """Expected costs of taking the exam, waiting, and stopping.

    `expected_cost` is that of a first attempt planned today for each of `days`, which are weekly and end with the exam
    or the deadline: infinite if the exam is closed then. `waiting_cost` is that of one more week and deciding again
    after its practice exam. `best_day` is today if taking the exam now is cheapest, else the day by which it likely
    will be. `week_worth` is what a week of study before a planned attempt saves, None if the exam is closed in either
    week. `dearer_than_stopping` is the probability that the cheapest planned attempt, with its retakes, costs more than
    stopping. The fee of `inputs` is the exam's unless one was given, None if unknown, and then left out. `free_attempt`
    is 0 if the next attempt is free, 1 if the one after it is.
    """

    days: tuple[date, ...]
    expected_cost: tuple[float, ...]
    best_day: date
    waiting_cost: float
    stopping_cost: float
    dearer_than_stopping: float
    week_worth: Interval | None
    inputs: DecisionInputs
    currency: str
    free_attempt: int | None = None

    @property
    def open_weeks(self) -> tuple[WeekAmount, ...]:
        """The days on which the exam can be taken, with a first attempt's expected cost."""
        weeks = zip(self.days, self.expected_cost, strict=True)
        return tuple(WeekAmount(day, cost) for day, cost in weeks if math.isfinite(cost))

    def cheapest_week(self, *, includes_today: bool) -> WeekAmount | None:
        """Return the cheapest open week and its cost, None if none is open; today's counts only if it is included."""
        weeks = [week for week in self.open_weeks if includes_today or week.day > self.days[0]]
        return min(weeks, key=lambda week: week.amount, default=None)

    def cheaper_after(self, day: date) -> WeekAmount | None:
        """Return the cheapest week after a day and its saving, None if no later week saves."""
        return self._cheaper(day, (week for week in self.open_weeks if week.day > day))

    def cheaper_before(self, day: date) -> WeekAmount | None:
        """Return the cheapest week between today and a day and its saving, None if none saves."""
        return self._cheaper(day, (week for week in self.open_weeks if self.days[0] < week.day < day))

    def _cheaper(self, than: date, weeks: Iterable[WeekAmount]) -> WeekAmount | None:
        chosen_cost = min(self.open_weeks, key=lambda week: abs(week.day - than)).amount
        cheapest = min(weeks, key=lambda week: week.amount, default=None)
        saving = 0.0 if cheapest is None else chosen_cost - cheapest.amount
        return None if cheapest is None or saving <= 0 else WeekAmount(cheapest.day, saving)

    @property
    def is_stopping_cheapest(self) -> bool:
        """Whether stopping costs no more than taking the exam or waiting."""
        return min(self.waiting_cost, *self.expected_cost) >= self.stopping_cost


def booking_costs(
    fitted: ModelFit, blueprint: ExamBlueprint, inputs: DecisionInputs, attempts_of_each: Sequence[Attempts]
) -> list[BookingCosts | None]:
    """Return each candidate's expected costs from today on, None if no coming week has an open day.

    Candidates with the same attempts have the same open days and are decided together.
    """
    evidence = fitted.evidence
    inputs = replace(inputs, fee=inputs.fee_of(blueprint, evidence.as_of))
    days = tuple(evidence.as_of + timedelta(weeks=k) for k in range(DECISION_WEEKS + 1))
    last = open_days(blueprint, Attempts(), evidence.as_of, inputs.deadline).last
    n_weeks = max(2, sum(last is None or day <= last for day in days))  # later ones would change nothing
    mean, covariance, coming = _predictions(fitted, as_day_numbers(days), n_weeks)
    possible = draw_futures(mean, covariance, fitted.form, n_weeks)
    alike: dict[Attempts, list[int]] = {}
    for i, attempts in enumerate(attempts_of_each):
        alike.setdefault(attempts, []).append(i)
    found: list[BookingCosts | None] = [None] * len(attempts_of_each)
    for attempts, index in alike.items():
        can_sit = open_days(blueprint, attempts, evidence.as_of, inputs.deadline)
        is_open = np.array([day in can_sit for day in days[:n_weeks]])
        if not is_open.any():
            continue
        n_failed = len(attempts.failed_on)
        decision = decide(
            Futures(possible.fail[index], possible.ability_z[index]),
            BeliefCorrelations(coming.with_ability[index], coming.with_next[index]),
            _costs(blueprint, inputs, n_failed),
            is_open,
        )
        for i, costs in zip(index, _booking_costs(decision, days[:n_weeks], blueprint, inputs, n_failed), strict=True):
            found[i] = costs
    return found


def _booking_costs(
    decision: Decision, days: tuple[date, ...], blueprint: ExamBlueprint, inputs: DecisionInputs, n_failed: int
) -> list[BookingCosts]:
    worths = intervals_of_rows(decision.week_worth, level=CHANCE_LEVEL)
    return [
        BookingCosts(
            days=days,
            expected_cost=tuple(decision.by_week[i].tolist()),
            best_day=days[int(decision.likely_week[i])],
            waiting_cost=float(decision.waiting[i]),
            stopping_cost=no_pass_cost(inputs, inputs.fee or 0.0),
            dearer_than_stopping=float(decision.dearer_than_stopping[i]),
            week_worth=None if math.isnan(worth.value) else worth,
            inputs=inputs,
            currency=blueprint.currency,
            free_attempt=_free_attempt(blueprint, inputs, n_failed),
        )
        for i, worth in enumerate(worths)
    ]


def _free_attempt(blueprint: ExamBlueprint, inputs: DecisionInputs, n_failed: int) -> int | None:
    """Return which coming attempt is free, 0 for the next: a free retake is the second attempt overall."""
    is_free = blueprint.free_retake if inputs.is_retake_free is None else inputs.is_retake_free
    return 1 - n_failed if is_free and n_failed < 2 else None


def _costs(blueprint: ExamBlueprint, inputs: DecisionInputs, n_failed: int) -> Costs:
    fee, free_attempt = inputs.fee or 0.0, _free_attempt(blueprint, inputs, n_failed)
    first, second, third = (0.0 if place == free_attempt else fee for place in range(3))
    first_wait = math.ceil(blueprint.wait_after_fail_d(n_failed + 1) / DAYS_PER_WEEK)
    second_wait = math.ceil(blueprint.wait_after_fail_d(n_failed + 2) / DAYS_PER_WEEK)
    left = 3 if blueprint.attempt_limit is None else blueprint.attempt_limit - n_failed
    return Costs(
        fees=(first, second, third),
        wait_weeks=(first_wait, second_wait),
        week=inputs.cost_of_week,
        fail=inputs.cost_of_fail,
        no_pass=no_pass_cost(inputs, fee),
        n_attempts=max(1, left),
    )


def _predictions(fitted: ModelFit, day_numbers: Floats, n_weeks: int) -> tuple[Floats, Floats, BeliefCorrelations]:
    """Predict the real exam, the cut, and the information in the practice exam of each of the first weeks.

    Practice exams are assumed to continue: new questions from the latest provider, as many a week as recently.
    """
    evidence, form = fitted.evidence, fitted.form
    last = np.maximum((evidence.n_items > 0).sum(axis=1) - 1, 0)
    provider = np.take_along_axis(evidence.cells.provider, last[:, None], axis=1)
    practice = fitted.practice_exams(day_numbers[:n_weeks], np.repeat(provider, n_weeks, axis=1))
    mean, covariance = fitted.predict(joined(fitted.real_exam(day_numbers), practice))
    n_real = len(day_numbers) * form.n_domains
    totals = np.zeros((2 * n_weeks, n_real + n_weeks + 1))
    totals[:n_weeks, : n_weeks * form.n_domains] = np.kron(np.eye(n_weeks), form.shares)
    totals[n_weeks:, n_real:-1] = np.eye(n_weeks)
    n_items = np.repeat(_items_per_week(fitted)[:, None], n_weeks, axis=1)
    information = response.fisher_weight(mean[:, n_real:-1], n_items, form.guess_floor)
    coming = belief_correlations(totals @ covariance @ totals.T, information)
    real = np.array([*range(n_real), n_real + n_weeks])
    return mean[:, real], covariance[:, real[:, None], real], coming


def _items_per_week(fitted: ModelFit) -> Floats:
    """Return the new questions per week in the latest weeks, at most since the first practice exam."""
    evidence = fitted.evidence
    now = evidence.weeks(as_day_numbers([evidence.as_of]))
    is_recent = evidence.cells.week > now - RHYTHM_WEEKS
    n_new = (evidence.n_items * (1 - evidence.cells.seen) * is_recent).sum(axis=1)
    return np.asarray(n_new / np.minimum(np.floor(now[:, 0]) + 1, RHYTHM_WEEKS))
