"""Preposterior correlations of later weeks."""

import numpy as np
from numpy.testing import assert_allclose
from scipy import stats

from analytics.models.intervals import Floats
from analytics.models.preposterior import belief_correlations, chances_after


def a_covariance(n_weeks: int, seed: int) -> Floats:
    """Make a covariance of abilities and practice exams that are all correlated, as in the model."""
    parts = np.abs(np.random.default_rng(seed).normal(size=(2 * n_weeks, 3 * n_weeks)))
    return np.asarray(parts @ parts.T / n_weeks)


def by_regression(covariance: Floats, noise: Floats) -> tuple[Floats, Floats]:
    """Return the correlations from regressing each week's ability on all practice exams up to it."""
    n = len(noise)
    beliefs = np.zeros((n, n))
    for week in range(1, n):
        seen = [n + k for k in range(1, week + 1) if np.isfinite(noise[k])]
        if not seen:
            continue
        told = covariance[np.ix_(seen, seen)] + np.diag([noise[k - n] for k in seen])
        own = covariance[:n][:, seen]
        beliefs[week] = (own @ np.linalg.solve(told, own.T))[week]
    variance = np.diagonal(beliefs)
    known = np.sqrt(variance / np.diagonal(covariance)[:n])
    products = np.sqrt(variance[:-1] * variance[1:])
    kept = np.where(products > 0, np.diagonal(beliefs, 1) / np.where(products > 0, products, 1), 0)
    return known, kept


def test_carrying_the_covariance_equals_regressing_on_all_exams() -> None:
    """The sequential update equals one regression on all exams."""
    covariance = np.stack([a_covariance(6, seed) for seed in range(4)])
    noise = np.random.default_rng(9).uniform(0.1, 3, size=(4, 6))
    ours = belief_correlations(covariance, 1 / noise)
    for i in range(4):
        known, kept = by_regression(covariance[i], noise[i])
        assert_allclose(ours.with_ability[i], known, rtol=1e-9, atol=1e-9)
        assert_allclose(ours.with_next[i], kept, rtol=1e-9, atol=1e-9)


def test_a_week_without_a_practice_exam_tells_nothing() -> None:
    """Without exams nothing will be known; a skipped week leaves the belief unchanged."""
    covariance = a_covariance(4, 3)[None]
    nothing = belief_correlations(covariance, np.zeros((1, 4)))
    assert_allclose(nothing.with_ability, 0)
    assert_allclose(nothing.with_next, 0)
    noise = np.array([[1.0, 1.0, np.inf, 1.0]])
    known, kept = by_regression(covariance[0], noise[0])
    assert_allclose(belief_correlations(covariance, 1 / noise).with_ability[0], known, rtol=1e-9, atol=1e-9)
    assert_allclose(belief_correlations(covariance, 1 / noise).with_next[0], kept, rtol=1e-9, atol=1e-9)


def test_later_exams_do_not_change_the_beliefs_of_earlier_weeks() -> None:
    """So weeks after the last open one can be left out."""
    covariance, information = a_covariance(6, 5)[None], np.ones((1, 6))
    first = np.array([0, 1, 2, 6, 7, 8])
    ours = belief_correlations(covariance[:, first[:, None], first], information[:, :3])
    whole = belief_correlations(covariance, information)
    assert_allclose(ours.with_ability, whole.with_ability[:, :3])
    assert_allclose(ours.with_next, whole.with_next[:, :2])


def test_more_questions_tell_more() -> None:
    """Less noise never lowers the correlation with ability, which is 0 today."""
    covariance = a_covariance(5, 4)[None]
    much, little = (belief_correlations(covariance, np.full((1, 5), 1 / noise)).with_ability for noise in (0.1, 2.0))
    assert (much >= little).all()
    assert_allclose(much[:, 0], 0)


def test_the_chance_moves_as_in_simulated_updates_of_a_normal_margin() -> None:
    """Quantiles over 200,000 observations of a normal margin, each with its own Bayesian update; nothing moves none."""
    rng = np.random.default_rng(2)
    mean, variance, noise = 0.7, 2.0, 5.0
    margin = rng.normal(mean, np.sqrt(variance), 200_000)
    seen = margin + rng.normal(0, np.sqrt(noise), len(margin))
    kept = variance / (variance + noise)
    chances = stats.norm.cdf((mean + kept * (seen - mean)) / np.sqrt(variance * (1 - kept)))
    chance = np.array([stats.norm.cdf(mean / np.sqrt(variance))])
    low, high = chances_after(chance, np.array([kept]))
    assert_allclose([low[0], high[0]], np.quantile(chances, [0.1, 0.9]), atol=0.003)
    assert_allclose(chances.mean(), chance, atol=0.003)
    assert_allclose(chances_after(chance, np.zeros(1)), [chance, chance])
