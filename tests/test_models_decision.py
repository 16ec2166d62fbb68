"""Book or wait."""

from functools import cache

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.models.ability import real_exam_points
from analytics.models.decision import Costs, expected_costs, pass_by_draw
from analytics.models.exam_score import score_draws
from tests.model_worlds import MLS_FORM, at_percent, fit_of

COSTS = Costs(fee=300, retake_fee=300, week=60, fail=100, no_pass=1500, retake_wait_weeks=2)
OPEN = np.ones(7, dtype=bool)


def slow_costs(pass_by_draw: np.ndarray, costs: Costs, is_open: np.ndarray) -> list[float]:
    """Work out the same by the definition: recursion over attempts with weights on the draws."""
    n_draws, n_weeks = pass_by_draw.shape

    @cache
    def after_fail(weeks: tuple[int, ...]) -> float:
        weights = np.prod([1 - pass_by_draw[:, w] for w in weeks], axis=0) / n_draws
        alternatives = [costs.no_pass * weights.sum()]
        if len(weeks) < 3:
            for later in range(weeks[-1] + max(1, costs.retake_wait_weeks), n_weeks):
                if is_open[later]:
                    way = (costs.week * (later - weeks[-1]) + costs.retake_fee) * weights.sum()
                    fails = (weights * (1 - pass_by_draw[:, later])).sum()
                    alternatives.append(way + costs.fail * fails + after_fail((*weeks, later)))
        return float(min(alternatives))

    return [
        costs.week * k + costs.fee + costs.fail * (1 - pass_by_draw[:, k]).mean() + after_fail((k,))
        if is_open[k]
        else np.inf
        for k in range(n_weeks)
    ]


@pytest.mark.parametrize("wait", [0, 2])
@pytest.mark.parametrize("closed", [(), (5, 6), (1, 2, 3, 4, 5, 6)])
def test_agrees_with_a_slow_recursion(wait: int, closed: tuple[int, ...]) -> None:
    """Expected costs equal those of a plain recursion over every sequence of attempts."""
    rng = np.random.default_rng(5)
    chances = np.sort(rng.uniform(0.1, 0.95, size=(2, 40, 7)), axis=2)
    is_open = OPEN.copy()
    is_open[list(closed)] = False
    costs = Costs(fee=200, retake_fee=50, week=40, fail=90, no_pass=900, retake_wait_weeks=wait)
    ours = expected_costs(chances, costs, is_open)
    for i in range(2):
        assert_allclose(ours.by_week[i], slow_costs(chances[i], costs, is_open), rtol=1e-10)


def test_a_sure_pass_is_booked_at_once_and_costs_the_fee() -> None:
    """Where passing is certain, waiting only costs weeks."""
    ours = expected_costs(np.ones((1, 16, 7)), COSTS, OPEN)
    assert_allclose(ours.by_week[0], [300 + 60 * k for k in range(7)])
    assert ours.best_week()[0] == 0


def test_waiting_pays_where_the_chance_rises_fast() -> None:
    """A chance that goes from 10 to 95 % in three weeks is worth three weeks."""
    chances = np.tile([0.1, 0.3, 0.6, 0.95, 0.95, 0.95, 0.95], (1, 16, 1))
    assert expected_costs(chances, COSTS, OPEN).best_week()[0] == 3


def test_a_fail_is_evidence() -> None:
    """With half the draws sure to pass and half sure to fail, a second attempt is not worth its fee."""
    chances = np.concatenate([np.ones((1, 8, 7)), np.zeros((1, 8, 7))], axis=1)
    ours = expected_costs(chances, COSTS, OPEN)
    assert ours.by_week[0, 0] == pytest.approx(300 + 0.5 * (100 + COSTS.no_pass))


def test_chances_by_draw_average_to_those_of_the_exam_day() -> None:
    """The mean over the draws of a week is P(pass) of that week, within their grain."""
    fit = fit_of([at_percent(w, 70 + w) for w in range(5)])
    mean, covariance = fit.predict(real_exam_points(np.array([[4.0, 5.0, 8.0]]), 4))
    by_draw = pass_by_draw(mean, covariance, MLS_FORM)
    for k in range(3):
        part = slice(4 * k, 4 * k + 4)
        single = score_draws(mean[0, part], covariance[0, part, part], MLS_FORM).pass_probability()
        assert by_draw[0, :, k].mean() == pytest.approx(float(single), abs=0.02)
