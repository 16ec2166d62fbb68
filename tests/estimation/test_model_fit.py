"""Predictions by day, as shares and questions."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import integrate, stats

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.exam_form import exam_form
from analytics.estimation.model_fit import lost_interval, share_intervals
from analytics.models import response
from analytics.models.intervals import Interval
from tests.inputs.builders import EXAM, candidate_of, fitted_from, practice_exam, store_with


@pytest.mark.parametrize(("mean", "variance"), [(0.0, 1.0), (1.5, 0.3), (-2.0, 2.0)])
def test_the_expected_share_is_the_integral_over_the_ability(mean: float, variance: float) -> None:
    """Quadrature with 21 nodes equals scipy's adaptive integral."""
    ability = stats.norm(mean, np.sqrt(variance))

    def weighted(theta: float) -> float:
        return float(response.share_correct(np.array(theta), 0.2) * ability.pdf(theta))

    expected = integrate.quad(weighted, mean - 12, mean + 12)[0]
    assert_allclose(share_intervals(np.array([mean]), np.array([variance]), 0.2)[0].value, expected, rtol=1e-7)


def test_the_range_of_a_share_is_that_of_the_ability_carried_over() -> None:
    """Its ends are the curve at the 5th and 95th percentile of the ability."""
    [interval] = share_intervals(np.array([0.4]), np.array([0.49]), 0.2)
    ends = stats.norm(0.4, 0.7).ppf([0.05, 0.95])
    assert_allclose([interval.low, interval.high], 0.2 + 0.8 / (1 + np.exp(-ends)))


def test_an_ability_without_variance_has_no_range() -> None:
    """A variance just below 0 by rounding counts as 0."""
    [interval] = share_intervals(np.zeros(1), np.array([-1e-18]), 0.2)
    assert_allclose([interval.value, interval.low, interval.high], 0.6)


def test_questions_lost_turn_the_range_around() -> None:
    """Of 18 questions at 70 % (60 to 85) correct, 5.4 are lost (2.7 to 7.2) if the weight is exact."""
    form = exam_form(shipped_blueprints()[EXAM])
    lost = lost_interval(Interval(0.70, 0.60, 0.85), form, 2)
    assert_allclose([lost.value, lost.low, lost.high], [5.4, 2.7, 7.2])


def test_an_unpublished_weight_widens_the_range_of_questions_lost() -> None:
    """The range covers about 90 % of draws of weight and ability."""
    form = exam_form(shipped_blueprints()["TERRAFORM-004"])
    rng = np.random.default_rng(1)
    weight = form.shares[0] + form.share_half_widths[0] * rng.uniform(-1, 1, 100_000)
    share = rng.normal(0.7, 0.06, 100_000)
    half = stats.norm.ppf(0.95) * 0.06
    lost = lost_interval(Interval(0.7, 0.7 - half, 0.7 + half), form, 0)
    drawn = form.n_items * weight * (1 - share)
    assert 0.89 < np.mean((lost.low <= drawn) & (drawn <= lost.high)) < 0.97


def test_no_more_questions_are_lost_than_the_exam_has() -> None:
    """The range of questions lost stays between 0 and the exam's questions."""
    form = exam_form(shipped_blueprints()["TERRAFORM-004"])
    lost = lost_interval(Interval(0.5, -9.0, 9.0), form, 0)
    assert (lost.low, lost.high) == (0.0, form.n_items)


def test_abilities_of_a_day_are_those_of_that_day(tmp_path: Path) -> None:
    """A day's abilities do not depend on the other days asked for."""
    store = store_with(tmp_path, practice_exam(date(2026, 11, 14), [(6, 13), (10, 16), (18, 23), (6, 13)]))
    known = candidate_of(store)
    both = known.fitted.abilities_on([date(2026, 12, 1), date(2026, 12, 20)])
    alone = known.fitted.abilities_on([date(2026, 12, 20)])
    for ours, other in zip(both.on(1), alone.on(0), strict=True):
        assert_allclose(ours, other)
    mean, covariance = both.with_seen_effect(1)
    assert_allclose(mean[..., :-1], alone.on(0)[0])
    assert covariance.shape == (1, 5, 5)


@pytest.mark.parametrize("n_days", [0, 1, 6, 7])
def test_a_long_path_is_the_same_in_parts(monkeypatch: pytest.MonkeyPatch, n_days: int) -> None:
    """Each day of a path has the ability that it has alone, however many are predicted at once."""
    monkeypatch.setattr("analytics.estimation.model_fit.DAYS_AT_ONCE", 3)
    first = date(2026, 11, 14)
    fitted = fitted_from(practice_exam(first, [(6, 13), (10, 16), (18, 23), (6, 13)])).fitted
    days = [first + timedelta(days=5 * k) for k in range(n_days)]
    mean, covariance = fitted.on_each_day(days)
    assert (mean.shape, covariance.shape) == ((n_days, 4), (n_days, 4, 4))
    for k, day in enumerate(days):
        own_mean, own_covariance = fitted.abilities_on([day]).on(0)
        assert_allclose(mean[k], own_mean[0])
        assert_allclose(covariance[k], own_covariance[0])
