"""Rates per hour and sums of future weeks against scipy and draws."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analytics.models.event_rates import rate_of_counts, sum_ahead


def test_a_rate_is_the_ratio_with_the_range_of_jeffreys_posterior() -> None:
    """If sessions differ only by chance, the range is that of scipy's gamma with shape n + 1/2."""
    ours, other = rate_of_counts([2, 3, 1], [2.0, 2.5, 1.5]), stats.gamma(6.5, scale=1 / 6)
    assert_allclose([ours.value, ours.low, ours.high], [1.0, *other.interval(0.90)], rtol=1e-10)


def test_no_errors_leave_a_rate_above_zero_possible() -> None:
    """With none in four hours the rate is 0, and the range reaches from there far beyond."""
    ours, other = rate_of_counts([0, 0], [2.0, 2.0]), stats.gamma(0.5, scale=1 / 4)
    assert (ours.value, ours.low) == (0.0, 0.0)
    assert ours.high == pytest.approx(other.ppf(0.95))


def test_clustered_errors_widen_the_range() -> None:
    """By hand: 0, 0 and 12 in an hour each have a chi-squared of 24 on 2 degrees, a factor of 12."""
    ours, other = rate_of_counts([0, 0, 12], [1.0, 1.0, 1.0]), stats.gamma(12 / 12 + 0.5, scale=12 / 3)
    assert_allclose([ours.low, ours.high], other.interval(0.90), rtol=1e-10)


def test_one_session_has_only_chance_in_it() -> None:
    """One session has no overdispersion."""
    assert rate_of_counts([4], [2.0]).value == 2.0


def test_a_sum_ahead_agrees_with_draws() -> None:
    """The range agrees with draws of mean, spread and future weeks."""
    weeks, n_ahead = np.array([10.0, 14, 9, 12, 8, 13]), 4
    rng, n, mean = np.random.default_rng(5), 6, 11.0
    squares = ((weeks - mean) ** 2).sum() + mean**2
    spread = np.sqrt(squares / rng.chisquare(n, 200_000))
    center = mean + spread / np.sqrt(n) * rng.normal(size=200_000)
    total = n_ahead * center + spread * rng.normal(size=(n_ahead, 200_000)).sum(axis=0)
    ours = sum_ahead(weeks.tolist(), n_ahead)
    assert_allclose([ours.value, ours.low, ours.high], [44, *np.quantile(total, [0.05, 0.95])], atol=0.4)


def test_equal_weeks_still_leave_a_range() -> None:
    """Three weeks of equal cost do not make the next ones certain."""
    ahead = sum_ahead([5.0, 5.0, 5.0], 2)
    assert ahead.value == 10
    assert (ahead.low < 6, ahead.high > 14) == (True, True)


def test_nothing_is_paid_back_and_no_time_costs_nothing() -> None:
    """The range ends at zero; on the exam day nothing is ahead."""
    assert sum_ahead([0.0, 0.0, 9.0], 3).low == 0
    none = sum_ahead([3.0, 4.0, 5.0], 0)
    assert (none.value, none.low, none.high) == (0, 0, 0)
    free = sum_ahead([0.0, 0.0, 0.0], 3)
    assert (free.value, free.high) == (0, 0)
