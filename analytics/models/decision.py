"""Book or wait: what each exam week is expected to cost, retakes and stopping included.

Failing is evidence. Each draw of ability and cut is one possible candidate; a failed attempt
leaves more weight on the draws that fail, so a second attempt is judged by what the first one
showed. Weeks, attempts and draws are finite, so the best plan is found by going backwards
through every sequence of exam weeks, with an option to stop after each fail.

What it leaves out: that practice exams still to come would sharpen the choice.
"""

from dataclasses import dataclass

import numpy as np

from analytics.models import response
from analytics.models.exam_score import ExamForm, ability_draws, passing, sobol_normals
from analytics.models.intervals import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What the decision weighs, in one currency; weeks count from today.

    `no_pass` is what ending without the certificate costs. `retake_wait_weeks` is the shortest
    time from one attempt to the next.
    """

    fee: float
    retake_fee: float
    week: float
    fail: float
    no_pass: float
    retake_wait_weeks: int


@dataclass(frozen=True, slots=True)
class ExpectedCosts:
    """The expected cost of a first attempt in each week, (candidates, weeks), and of stopping now.

    A week in which no attempt is possible costs infinity.
    """

    by_week: Floats
    stopping: float

    def best_week(self) -> Floats:
        """Give the index of the cheapest week of each candidate, the earliest among equals."""
        return np.asarray(np.argmin(self.by_week, axis=1))


def pass_by_draw(mean: Floats, covariance: Floats, form: ExamForm) -> Floats:
    """Give P(pass) of each draw of ability path and cut in each week, (candidates, draws, weeks).

    Ability and cut of a draw persist from week to week, the form of the day does not.

    Args:
        mean: (candidates, weeks * domains), domains fastest.
        covariance: (candidates, weeks * domains, weeks * domains).
        form: The exam.
    """
    n_points, n_domains = mean.shape[-1], form.n_domains
    n_weeks = n_points // n_domains
    normals = sobol_normals(n_points + n_weeks + 1)
    theta = ability_draws(mean, covariance, normals).reshape(len(mean), -1, n_weeks, n_domains)
    theta += form.day_shock_sd * normals[:, n_points : n_points + n_weeks, None]
    correct = response.share_correct(theta, form.guess_floor)
    shares = np.array(form.shares)
    cut = form.cut_items + form.n_items * form.cut_sd * normals[:, -1, None]
    variance = form.n_items * (correct * (1 - correct)) @ shares
    return form.calibration.applied(passing(form.n_items * correct @ shares - cut, variance))


def expected_costs(pass_by_draw: Floats, costs: Costs, is_open: Floats) -> ExpectedCosts:
    """Work backwards through up to three attempts.

    Args:
        pass_by_draw: (candidates, draws, weeks), P(pass) of each draw in each week.
        costs: Fees and costs.
        is_open: (weeks,), whether the exam can be sat in that week.
    """
    fail = 1 - pass_by_draw
    n_draws, n_weeks = fail.shape[1:]
    across = np.swapaxes(fail, 1, 2)
    once = fail.mean(axis=1)
    twice = across @ fail / n_draws
    thrice = np.stack([(across * fail[:, None, :, k]) @ fail / n_draws for k in range(n_weeks)], axis=1)
    possible, wait = _next_attempts(n_weeks, costs, is_open)
    third = np.where(possible, wait * twice[..., None] + (costs.fail + costs.no_pass) * thrice, np.inf)
    after_second = np.minimum(third.min(axis=-1), costs.no_pass * twice)
    second = np.where(possible, wait * once[..., None] + costs.fail * twice + after_second, np.inf)
    after_first = np.minimum(second.min(axis=-1), costs.no_pass * once)
    first = costs.week * np.arange(n_weeks) + costs.fee + costs.fail * once + after_first
    return ExpectedCosts(np.where(is_open, first, np.inf), costs.no_pass)


def _next_attempts(n_weeks: int, costs: Costs, is_open: Floats) -> tuple[Floats, Floats]:
    """Give, from an attempt in week k to one in week l, whether it is possible and what it costs."""
    gap = np.arange(float(n_weeks))[None, :] - np.arange(float(n_weeks))[:, None]
    possible = (gap >= max(1, costs.retake_wait_weeks)) & np.asarray(is_open, dtype=bool)[None, :]
    return np.asarray(possible), costs.week * gap + costs.retake_fee
