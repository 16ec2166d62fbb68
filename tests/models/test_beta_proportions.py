"""Proportions from counts against draws and integrals, and their coverage."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import integrate, stats

from analytics.models.beta_proportions import (
    beta_proportion,
    dirichlet_proportions,
    probability_above,
    rise_probabilities,
)
from analytics.models.intervals import Interval


def test_a_range_is_the_beta_posterior_of_a_flat_prior() -> None:
    """It equals scipy's central range for every count out of 9, but reaches 0 or 1 where the ratio does."""
    for n in range(10):
        ours, other = beta_proportion(n, 9), stats.beta(1 + n, 10 - n)
        low, high = other.interval(0.90)
        assert_allclose([ours.low, ours.high], [low if n else 0, high if n < 9 else 1], rtol=1e-10)


def test_a_proportion_is_the_ratio_and_lies_in_its_range() -> None:
    """The value is what the counts say, 22 of 154 is 14 %, for a single share and for each part of a mix."""
    assert beta_proportion(22, 154).value == 22 / 154
    for n_all in range(1, 80):
        for n in range(n_all + 1):
            for found in (beta_proportion(n, n_all), dirichlet_proportions([n, n_all - n, 0, 0, 0])[0]):
                assert found.low <= found.value == n / n_all <= found.high


def test_the_chance_to_exceed_is_the_integral_of_the_likelihood() -> None:
    """With a flat prior it is the integral of the likelihood above the threshold, normalized."""
    whole = integrate.quad(lambda p: p**5 * (1 - p), 0, 1)[0]
    above = integrate.quad(lambda p: p**5 * (1 - p), 0.75, 1)[0]
    assert probability_above(5, 6, 0.75) == pytest.approx(above / whole)
    assert probability_above(6, 6, 0.75) == pytest.approx(1 - 0.75**7)


def test_a_mix_is_the_marginal_of_a_dirichlet() -> None:
    """Ranges of the parts agree with draws of the whole mix."""
    counts = [12, 3, 0, 5, 1]
    draws = np.random.default_rng(1).dirichlet(np.array(counts) + 0.2, 200_000)
    for share, part in zip(dirichlet_proportions(counts), draws.T, strict=True):
        assert_allclose([share.low, share.high], np.quantile(part, [0.05, 0.95]), atol=0.003)


def test_the_parts_add_to_one_and_nothing_seen_says_nothing() -> None:
    """The values add to 1; without counts all parts are equal, and anything is possible."""
    assert sum(share.value for share in dirichlet_proportions([7, 0, 2])) == pytest.approx(1)
    assert set(dirichlet_proportions([0, 0, 0, 0])) == {Interval(0.25, 0.0, 1.0)}


def test_ranges_of_a_mix_hold_their_level() -> None:
    """The ranges of mixes of all kinds cover 9 in 10, also with few counts."""
    rng = np.random.default_rng(2)
    held = []
    for truth in rng.dirichlet([0.7] * 5, 400):
        counts = rng.multinomial(30, truth).tolist()
        held += [s.low <= t <= s.high for s, t in zip(dirichlet_proportions(counts), truth, strict=True)]
    assert 0.86 <= np.mean(held) <= 0.95


def test_the_chance_of_a_rise_agrees_with_draws() -> None:
    """The probability agrees with draws of both mixes; equal counts give about one half."""
    earlier, later = [10, 2, 8], [6, 9, 5]
    rng = np.random.default_rng(3)
    before, after = (rng.dirichlet(np.array(counts) + 1 / 3, 200_000) for counts in (earlier, later))
    assert_allclose(rise_probabilities(earlier, later), (after > before).mean(axis=0), atol=0.004)
    assert_allclose(rise_probabilities(earlier, earlier), 0.5, atol=1e-3)
