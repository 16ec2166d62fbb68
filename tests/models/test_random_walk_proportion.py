"""A random-walk proportion against the sum over all paths, and its coverage."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import special, stats

from analytics.models.random_walk_proportion import DRIFT_SD, FIRST_SD, random_walk_proportions


def test_agrees_with_the_sum_over_every_path() -> None:
    """Each path of three weeks is weighted by its prior and its counts, on a coarse grid."""
    counts = [(0, 3), (0, 0), (4, 5)]
    grid = np.linspace(-6, 6, 61)
    first = np.asarray(stats.norm(0, FIRST_SD).pdf(grid))
    step = stats.norm(grid[:, None], DRIFT_SD).pdf(grid)
    step /= step.sum(axis=1, keepdims=True)
    binomial = [np.asarray(stats.binom(n_all, special.expit(grid)).pmf(n)) for n, n_all in counts]
    a, b, c = np.ix_(*[range(len(grid))] * 3)
    weight = first[a] * step[a, b] * step[b, c] * binomial[0][a] * binomial[1][b] * binomial[2][c]
    mean = [np.average(np.broadcast_to(special.expit(grid[k]), weight.shape), weights=weight) for k in (a, b, c)]
    assert_allclose([week.share.value for week in random_walk_proportions(counts)], mean, atol=0.002)


def test_one_week_is_the_posterior_of_its_prior() -> None:
    """One week agrees with draws from the prior, weighted by the binomial likelihood."""
    x = np.random.default_rng(3).normal(0, FIRST_SD, 400_000)
    weight = np.asarray(stats.binom(5, special.expit(x)).pmf(4))
    (week,) = random_walk_proportions([(4, 5)])
    order = np.argsort(x)
    below = np.cumsum(weight[order]) / weight.sum()
    low, high = special.expit(np.interp([0.05, 0.95], below, x[order]))
    assert_allclose([week.share.low, week.share.high], [low, high], atol=0.005)
    assert week.share.value == pytest.approx(float(np.average(special.expit(x), weights=weight)), abs=0.003)
    assert week.above_half == pytest.approx(float(weight[x > 0].sum() / weight.sum()), abs=0.003)


def test_the_first_week_leaves_every_share_about_equally_likely() -> None:
    """Without counts each quarter of the range has a probability of about a quarter."""
    x = stats.norm(0, FIRST_SD)
    quarters = np.diff(x.cdf(special.logit([0, 0.25, 0.5, 0.75, 1])))
    assert_allclose(quarters, 0.25, atol=0.03)
    (week,) = random_walk_proportions([(0, 0)])
    assert week.above_half == pytest.approx(0.5)
    assert week.share.value == pytest.approx(0.5)


def test_guided_and_from_requirements_are_alike() -> None:
    """Counting the other kind mirrors every proportion."""
    counts = [(1, 4), (2, 2), (0, 1), (3, 3)]
    one = random_walk_proportions(counts)
    other = random_walk_proportions([(n_all - n, n_all) for n, n_all in counts])
    assert_allclose([w.share.value for w in one], [1 - w.share.value for w in other])
    assert_allclose([w.share.low for w in one], [1 - w.share.high for w in other])
    assert_allclose([w.above_half for w in one], [1 - w.above_half for w in other])


def test_a_week_without_labs_is_bridged_with_a_wider_range() -> None:
    """It lies between its neighbors, with a wider range than either."""
    before, between, after = random_walk_proportions([(0, 6), (0, 0), (6, 6)])
    assert before.share.value < between.share.value < after.share.value
    width = [week.share.high - week.share.low for week in (before, between, after)]
    assert width[1] > max(width[0], width[2])


def test_ranges_hold_the_true_share_as_often_as_they_say() -> None:
    """On walks drawn from the model with three labs a week, ranges cover about 9 in 10 of 1,200 weeks."""
    rng = np.random.default_rng(11)
    n_held = 0
    for _ in range(200):
        x = np.cumsum(np.append(rng.normal(0, FIRST_SD), rng.normal(0, DRIFT_SD, 5)))
        truth = special.expit(x)
        counts = [(int(n), 3) for n in rng.binomial(3, truth)]
        n_held += sum(
            w.share.low <= p <= w.share.high for w, p in zip(random_walk_proportions(counts), truth, strict=True)
        )
    assert 0.86 < n_held / 1200 < 0.94


def test_many_labs_do_not_run_out_of_numbers() -> None:
    """A thousand labs a week for two years give finite, narrow ranges."""
    weeks = random_walk_proportions([(1000, 1000)] * 100)
    assert all(np.isfinite([w.share.value, w.share.low, w.share.high]).all() for w in weeks)
    assert weeks[50].share.low > 0.99
    (even,) = random_walk_proportions([(5000, 10_000)])
    assert even.share.value == pytest.approx(0.5)
