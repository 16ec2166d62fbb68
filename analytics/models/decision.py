"""Book or wait: the expected cost of taking the exam now, of waiting a week and of stopping.

A backward induction over the coming weeks. The state of a week is the belief about the
candidate then, which future practice exams will move (see `preposterior`). In each state the
candidate takes the exam, or waits a week and decides again, or stops for good. Failing is evidence:
each draw of ability and cut is one possible candidate, and a failed attempt leaves more weight on the
draws that fail, so later attempts are judged by what the earlier ones showed.

It leaves out that practice exams after a fail would sharpen the choice of a second attempt.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analytics.models import response, special
from analytics.models.ability_draws import ability_draws
from analytics.models.exam_score import ExamForm, chance_of_passing
from analytics.models.intervals import Floats
from analytics.models.preposterior import BeliefCorrelations
from analytics.models.quasi_random import sobol_normals

Flags = NDArray[np.bool_]
Weeks = NDArray[np.int_]

N_DRAWS = 128
GRID = np.linspace(-2.4, 2.4, 9)
"""The beliefs of a later week, in standard deviations of their own distribution."""

EDGES = np.concatenate([[-np.inf], (GRID[1:] + GRID[:-1]) / 2, [np.inf]])
MIN_VARIANCE = 1e-9
LARGEST_CORRELATION = 0.999
"""The largest correlation: one of 1, a belief without doubt, would divide by 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """The costs of the decision in one currency; weeks count from today.

    `fees` and `wait_weeks` are by attempt: a second and third one may be cheaper, and each has to
    wait after the one before. `n_attempts` is the number allowed; more than three are not
    considered. `no_pass` is the cost of ending without the certificate.
    """

    fees: tuple[float, float, float]
    wait_weeks: tuple[int, int]
    week: float
    fail: float
    no_pass: float
    n_attempts: int = 3


class Futures(NamedTuple):
    """Equally likely futures of each candidate, (candidates, weeks, draws).

    `fail` is the chance of failing in each week, given ability and cut; `ability_z` is that week's
    ability in standard deviations from its mean over the draws.
    """

    fail: Floats
    ability_z: Floats


class Decision(NamedTuple):
    """The expected cost of each option.

    `by_week` is of a first attempt planned today for a week, (candidates, weeks): infinite if the
    exam is closed. `waiting` is of one more week, then deciding again, (candidates,). `likely_week` is the
    median week in which those who go on will have taken the exam, (candidates,): 0 means now. `week_worth` is
    how much cheaper a first attempt planned for next week is than one now, for each future,
    (candidates, draws): nan if one of the two weeks is closed. `dearer_than_stopping` is the chance that the
    cheapest planned attempt, with its retakes, costs more than ending without the certificate, (candidates,).
    """

    by_week: Floats
    waiting: Floats
    likely_week: Floats
    week_worth: Floats
    dearer_than_stopping: Floats


def draw_futures(mean: Floats, covariance: Floats, form: ExamForm, n_weeks: int | None = None) -> Futures:
    """Draw ability paths and cuts, which both persist from week to week.

    The most even coordinates run along the mean margin over the cut, growth and the cut, which matter most.
    Domain shares are as published. The form of the day does not persist, so its shock is integrated: it flattens the
    curve (MacKay 1992), and moves the score in proportion to the curve's slope, which adds to the variance.

    Args:
        mean: (candidates, weeks * domains + 1), domains fastest, last the cut in standard deviations.
        covariance: (candidates, weeks * domains + 1, weeks * domains + 1).
        form: The exam.
        n_weeks: How many of the weeks to return; None for all.
    """
    n_points, shares = mean.shape[-1], np.array(form.shares)
    weeks = np.arange((n_points - 1) // form.n_domains)
    slope_at_cut = (1 - form.cut_mean) * (form.cut_mean - form.guess_floor) / (1 - form.guess_floor)
    margin = np.append(np.tile(slope_at_cut * shares / len(weeks), len(weeks)), -form.cut_sd)
    growth = np.append(np.kron(weeks - weeks.mean(), shares), 0.0)
    directions = margin, growth, np.eye(n_points)[-1]
    draws = np.swapaxes(ability_draws(mean, covariance, sobol_normals(n_points, N_DRAWS), *directions), 1, 2)
    theta = draws[:, :-1].reshape(len(mean), -1, form.n_domains, N_DRAWS)[:, :n_weeks]
    ability = shares @ theta
    flatter = 1 / np.sqrt(1 + np.pi / 8 * form.day_shock_sd**2)
    correct = response.share_correct(flatter * theta, form.guess_floor)
    expected = shares @ correct
    spread = expected - shares @ correct**2
    slope = (spread - form.guess_floor * (1 - expected)) / (1 - form.guess_floor)
    variance = form.n_items * spread + (form.n_items * form.day_shock_sd * slope) ** 2 + MIN_VARIANCE
    cut = form.cut_items + form.n_items * form.cut_sd * draws[:, -1:]
    passes = form.calibration.applied_to_draws(chance_of_passing(form.n_items * expected - cut, variance), axis=2)
    sd = np.maximum(ability.std(axis=2, keepdims=True), 1e-9)
    return Futures(1 - passes, (ability - ability.mean(axis=2, keepdims=True)) / sd)


def decide(futures: Futures, beliefs: BeliefCorrelations, costs: Costs, is_open: Flags) -> Decision:
    """Choose by backward induction, then go forward to find when the exam will likely be taken.

    Args:
        futures: Draws of each candidate's coming weeks.
        beliefs: How well each later week will be known.
        costs: Fees and costs.
        is_open: (weeks,), whether the exam can be taken in that week.
    """
    tree = _AttemptCosts(futures.fail, costs, is_open)
    n_candidates, n_weeks, n_draws = futures.fail.shape
    planned = tree.expected_cost(futures.fail / n_draws, np.arange(n_weeks))
    value = np.full((n_candidates, len(GRID)), costs.no_pass)
    steps: list[tuple[Flags, Flags, Floats]] = []
    for week in reversed(range(n_weeks)):
        taking = planned[:, week, None]
        if week and is_open[week]:  # later beliefs differ; a closed week costs the same under any
            failing = _belief_weights(futures, beliefs, week) * futures.fail[:, None, week]
            taking = tree.expected_cost(failing, np.array([week]))
        moves = _transitions(beliefs, week, n_weeks)
        waiting = costs.week + (moves @ value[:, :, None])[..., 0] if week < n_weeks - 1 else value
        steps.append((taking <= np.minimum(waiting, costs.no_pass), waiting < costs.no_pass, moves))
        value = np.minimum(np.minimum(taking, waiting), costs.no_pass)
    by_week = planned + costs.week * np.arange(n_weeks)
    best = by_week.argmin(axis=1)
    by_draw = costs.week * best[:, None] + tree.plan_cost(best)
    return Decision(
        by_week=by_week,
        waiting=waiting[:, 0],
        likely_week=_likely_week(steps[::-1], by_week),
        week_worth=tree.week_worth(),
        dearer_than_stopping=(by_draw > costs.no_pass).mean(axis=1),
    )


def _belief_weights(futures: Futures, beliefs: BeliefCorrelations, week: int) -> Floats:
    """Return the weight of each draw under each belief of a week, (candidates, beliefs, draws).

    Belief and ability are both standard normal with correlation `with_ability`.
    """
    correlation = np.minimum(beliefs.with_ability[:, week], LARGEST_CORRELATION)[:, None, None]
    gap = (GRID[:, None] - correlation * futures.ability_z[:, None, week]) / np.sqrt(2 * (1 - correlation**2))
    weight = np.exp(-(gap**2))
    return np.asarray(weight / weight.sum(axis=2, keepdims=True))


def _transitions(beliefs: BeliefCorrelations, week: int, n_weeks: int) -> Floats:
    """Return the transition probabilities between the beliefs of two weeks, (candidates, beliefs, beliefs).

    From today's single belief, and to the last week, all beliefs have their prior probabilities.
    """
    if week in (0, n_weeks - 1):
        return np.broadcast_to(np.diff(special.ndtr(EDGES)), (len(beliefs.with_next), 1, len(GRID)))
    correlation = np.minimum(beliefs.with_next[:, week], LARGEST_CORRELATION)[:, None, None]
    below = special.ndtr((EDGES - correlation * GRID[:, None]) / np.sqrt(1 - correlation**2))
    return np.asarray(np.diff(below, axis=2))


def _likely_week(steps: list[tuple[Flags, Flags, Floats]], by_week: Floats) -> Floats:
    """Return the week by which half of those who take the exam have taken it.

    If nobody does, it is the week that is cheapest to plan for.
    """
    undecided = np.ones((len(by_week), 1))
    taken = np.zeros_like(by_week)
    for week, (sits, waits, moves) in enumerate(steps):
        taken[:, week] = (undecided * sits).sum(axis=1)
        if week < len(steps) - 1:
            undecided = ((undecided * (~sits & waits))[:, None, :] @ moves)[:, 0]
    total = taken.sum(axis=1)
    middle = (taken.cumsum(axis=1) >= total[:, None] / 2).argmax(axis=1)
    return np.asarray(np.where(total > 0, middle, by_week.argmin(axis=1)))


@dataclass(frozen=True)
class _AttemptCosts:
    """Costs of attempts, counted from the week of the first; a third follows as soon as allowed."""

    fail: Floats
    costs: Costs
    is_open: Flags

    def expected_cost(self, failing: Floats, week: Weeks) -> Floats:
        """Return the expected cost of attempts with the best retakes, (candidates, attempts).

        Args:
            failing: The chance of each draw, and of failing the attempt in it, (candidates, attempts, draws).
            week: The week of each attempt, counted from today, (attempts,) or 1.
        """
        fails, retakes, _ = self._retakes(failing, week, first=int(week.min()))
        after = np.minimum(retakes.min(axis=2), self.costs.no_pass * fails)
        return np.where(self.is_open[week], self.costs.fees[0] + self.costs.fail * fails + after, np.inf)

    def _retakes(self, failing: Floats, week: Weeks, *, first: int = 0) -> tuple[Floats, Floats, Flags]:
        """Return the chance of failing, the cost of a second attempt in each week, and whether a third would follow.

        The weeks of the second attempt are those from `first` on.
        """
        costs, n_weeks = self.costs, self.fail.shape[1]
        gap = np.arange(first, n_weeks) - week[..., None]
        is_possible = self.is_open[first:] & (gap >= max(1, costs.wait_weeks[0])) & (costs.n_attempts > 1)
        fails = failing.sum(axis=2, keepdims=True)
        fails_twice, fails_thrice = (
            failing @ np.swapaxes(each[:, first:], 1, 2) for each in (self.fail, self._fail_again)
        )
        stopping = costs.no_pass * fails_twice
        wait, is_third = self._third_attempt()
        third = (costs.week * wait + costs.fees[2]) * fails_twice + (costs.fail + costs.no_pass) * fails_thrice
        third = np.where(is_third[first:], third, np.inf)
        second = (costs.week * gap + costs.fees[1]) * fails + costs.fail * fails_twice + np.minimum(third, stopping)
        return fails[..., 0], np.where(is_possible, second, np.inf), third < stopping

    def _third_attempt(self) -> tuple[int, Flags]:
        """Return the wait before a third attempt, and after which weeks one is possible."""
        wait = max(1, self.costs.wait_weeks[1])
        later = np.zeros_like(self.is_open)
        later[: max(0, len(later) - wait)] = self.is_open[wait:]
        return wait, later & (self.costs.n_attempts > 2)

    @cached_property
    def _fail_of_third(self) -> Floats:
        """The chance of failing a third attempt that follows a second one in each week."""
        wait, _ = self._third_attempt()
        return np.concatenate([self.fail[:, wait:], np.ones_like(self.fail[:, :wait])], axis=1)

    @cached_property
    def _fail_again(self) -> Floats:
        """The chance of failing a second attempt in each week and the third that follows it."""
        return self.fail * self._fail_of_third

    def week_worth(self) -> Floats:
        """Return how much cheaper an attempt planned for next week is than one now, by draw."""
        n_candidates, n_weeks, n_draws = self.fail.shape
        if n_weeks < 2 or not self.is_open[:2].all():
            return np.full((n_candidates, n_draws), np.nan)
        now = np.zeros(n_candidates, dtype=int)
        return self.plan_cost(now) - self.plan_cost(now + 1) - self.costs.week

    def plan_cost(self, week: Weeks) -> Floats:
        """Return the cost in each draw of the plan that is best on average, from each candidate's week."""
        costs, rows = self.costs, np.arange(len(self.fail))
        first = self.fail[rows, week]
        failing = first[:, None] / first.shape[1]
        fails, retakes, has_third = (part[:, 0] for part in self._retakes(failing, week[:, None]))
        second = retakes.argmin(axis=1)
        fail_second, fail_third = self.fail[rows, second], self._fail_of_third[rows, second]
        wait, _ = self._third_attempt()
        third = costs.week * wait + costs.fees[2] + (costs.fail + costs.no_pass) * fail_third
        after_second = np.where(has_third[rows, second][:, None], third, costs.no_pass)
        retake = (costs.week * (second - week) + costs.fees[1])[:, None] + fail_second * (costs.fail + after_second)
        stops = retakes.min(axis=1) >= costs.no_pass * fails
        after = np.where(stops[:, None], costs.no_pass, retake)
        return np.asarray(costs.fees[0] + first * (costs.fail + after))
