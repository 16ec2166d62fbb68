"""Partial pooling against a direct integral and simulations."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import special, stats

from analytics.models.intervals import Floats
from analytics.models.pooling import GROUP_SD, SHIFT_SD, pooled_deviations

FLOOR = 0.2


def chance(eta: Floats | float) -> Floats:
    return np.asarray(FLOOR + (1 - FLOOR) * special.expit(eta))


def test_two_groups_agree_with_the_integral_over_all_three_unknowns() -> None:
    """Mean and variance of the first deviation agree with Gauss-Hermite quadrature over u1, u2 and c."""
    base, right, asked = np.array([0.4, 0.9]), np.array([2.0, 7.0]), np.array([8.0, 8.0])
    ours = pooled_deviations(base, right, asked, np.array([0, 1]), n_groups=2, guess_floor=FLOOR)
    z, w = np.polynomial.hermite_e.hermegauss(60)
    u, c = GROUP_SD * z, SHIFT_SD * z
    likelihoods = [stats.binom.pmf(right[k], asked[k], chance(base[k] + c[:, None] + u)) for k in (0, 1)]
    joint = np.einsum("c,u,v,cu,cv->u", w, w, w, *likelihoods)
    mean = (joint @ u) / joint.sum()
    variance = (joint @ u**2) / joint.sum() - mean**2
    assert ours.mean[0] == pytest.approx(mean, abs=2e-5)
    assert ours.variance[0] == pytest.approx(variance, abs=2e-5)


def test_without_questions_a_group_is_as_its_domain() -> None:
    """The deviation is zero with the prior's variance."""
    none = np.array([])
    ours = pooled_deviations(none, none, none, np.array([], dtype=np.intp), n_groups=3, guess_floor=FLOOR)
    assert_allclose(ours.mean, 0, atol=1e-12)
    assert_allclose(ours.variance, GROUP_SD**2, rtol=1e-3)


def test_what_all_groups_share_is_no_distance() -> None:
    """Four equal groups 1.1 logits above the fitted ability deviate by a fifth of that."""
    ours = pooled_deviations(
        np.zeros(4), np.full(4, 32.0), np.full(4, 40.0), np.arange(4), n_groups=4, guess_floor=FLOOR
    )
    assert chance(special.logit(0.75)) == pytest.approx(0.8)
    assert np.ptp(ours.mean) < 1e-12
    assert ours.mean[0] < 0.2 * special.logit(0.75)


def test_splitting_the_counts_changes_nothing() -> None:
    """Responses one by one or as counts give the same result."""
    marks = np.array([1.0, 1, 0, 1, 0])
    one_by_one = pooled_deviations(np.zeros(5), marks, np.ones(5), np.zeros(5, int), n_groups=1, guess_floor=FLOOR)
    counted = pooled_deviations(
        np.zeros(1), np.array([3.0]), np.array([5.0]), np.zeros(1, int), n_groups=1, guess_floor=FLOOR
    )
    assert_allclose([one_by_one.mean, one_by_one.variance], [counted.mean, counted.variance], rtol=1e-10)


def test_ranges_hold_their_level_and_pooling_beats_raw_shares() -> None:
    """With four tasks of few questions, ranges cover 9 in 10 and errors are smaller than of raw shares."""
    rng = np.random.default_rng(7)
    held, pooled, raw = [], [], []
    for _ in range(150):
        u, c = rng.normal(0, GROUP_SD, 4), rng.normal(0, SHIFT_SD)
        asked = rng.integers(3, 12, 4).astype(float)
        truth = chance(0.8 + c + u)
        right = rng.binomial(asked.astype(int), truth).astype(float)
        ours = pooled_deviations(np.full(4, 0.8), right, asked, np.arange(4), n_groups=4, guess_floor=FLOOR)
        reach = 1.645 * np.sqrt(ours.variance)
        held += list(np.abs(ours.mean - u) <= reach)
        pooled += list(chance(0.8 + ours.mean) - truth)
        raw += list(right / asked - truth)
    assert 0.86 <= np.mean(held) <= 0.94
    assert np.std(pooled) < 0.8 * np.std(raw)
