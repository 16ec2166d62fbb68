"""Scores of forecasts."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import integrate, stats

from analytics.models.intervals import Interval, wilson
from analytics.models.scoring import (
    LEVELS,
    brier_score,
    chance_of_at_least,
    chance_within,
    coverage_by_level,
    log_score,
    mean_score,
    rank_range,
    ranked_probability_score,
    same_as_last,
)

N = 20
FORECAST = stats.binom(N, 0.7).pmf(np.arange(N + 1))


def sure_of(n_correct: int) -> np.ndarray:
    """Return the forecast of a single score."""
    return np.asarray(np.eye(N + 1)[n_correct])


def test_the_log_score_is_the_surprise() -> None:
    """It is minus the log of the probability; a probability of 0 stays finite."""
    assert_allclose(log_score(FORECAST, 14), -stats.binom(N, 0.7).logpmf(14))
    assert 20 < log_score(sure_of(3), 4) < 30


def test_a_forecast_of_one_score_is_off_by_its_distance() -> None:
    """For a single score the ranked probability score is the distance in percentage points."""
    for said, came in ((14, 14), (14, 9), (2, 20)):
        assert_allclose(ranked_probability_score(sure_of(said), came), 100 * abs(said - came) / N)


def test_the_ranked_probability_score_agrees_with_its_other_definition() -> None:
    """It equals E|X - y| - E|X - X'| / 2 (Gneiting & Raftery, equation 21)."""
    scores = 100 * np.arange(N + 1) / N
    for came in (5, 14, 20):
        to_it = FORECAST @ np.abs(scores - scores[came])
        apart = FORECAST @ np.abs(scores[:, None] - scores[None, :]) @ FORECAST
        assert_allclose(ranked_probability_score(FORECAST, came), to_it - apart / 2)


@pytest.mark.parametrize("score", [log_score, ranked_probability_score])
def test_no_other_forecast_is_better_than_the_true_one(score: "object") -> None:
    """Both rules are proper: the true distribution has the best expected score."""
    assert callable(score)

    def expected(forecast: np.ndarray) -> float:
        return float(sum(p * score(forecast, k) for k, p in enumerate(FORECAST)))

    others = [stats.binom(N, share).pmf(np.arange(N + 1)) for share in (0.5, 0.65, 0.75, 0.9)]
    others.append(stats.betabinom(N, 7, 3).pmf(np.arange(N + 1)))
    assert all(expected(other) > expected(FORECAST) for other in others)


def test_chances_are_sums_over_scores() -> None:
    """Probabilities of at least a score, and within a range that includes its ends."""
    assert_allclose(chance_of_at_least(FORECAST, 13), stats.binom(N, 0.7).sf(12))
    assert chance_of_at_least(FORECAST, N + 1) == 0
    within = chance_within(FORECAST, Interval(70, 60, 80))
    assert_allclose(within, stats.binom(N, 0.7).cdf(16) - stats.binom(N, 0.7).cdf(11))


def test_the_brier_score_is_the_squared_distance() -> None:
    """It is 0 for certain and right, 1 for certain and wrong."""
    assert [brier_score(1.0, True), brier_score(1.0, False), brier_score(0.5, True)] == [0, 1, 0.25]


def test_good_forecasts_hold_exactly_what_they_claim() -> None:
    """Weighted by the probability of each score, the coverage of every level is the level."""
    ranks = [rank_range(FORECAST, k) for k in range(N + 1)]
    for place, level in enumerate(LEVELS):
        held = [coverage_by_level([rank])[place].share.value for rank in ranks]
        assert_allclose(FORECAST @ np.array(held), level, atol=1e-9)


def test_narrow_and_shifted_forecasts_hold_less() -> None:
    """Overconfident or shifted forecasts cover less than their level."""
    scores = np.arange(N + 1)
    for mass in (stats.binom(N, 0.5).pmf(scores), np.exp(-2 * (scores - 14.0) ** 2)):
        ranks = [rank_range(mass / mass.sum(), k) for k in range(N + 1)]
        held = [coverage_by_level([rank])[3].share.value for rank in ranks]
        assert FORECAST @ np.array(held) < 0.6


def test_the_coverage_has_its_range() -> None:
    """There is one entry for each level, each with Wilson's range."""
    found = coverage_by_level([(0.49, 0.51), (0.54, 0.56), (0.96, 0.98), (0.01, 0.02)])
    assert tuple(one.level for one in found) == LEVELS
    assert [one.share for one in found] == [wilson(2, 4)] * 5


def test_a_score_across_the_end_of_a_range_counts_in_part() -> None:
    """Half of the outcome lies within the central 80 %."""
    assert coverage_by_level([(0.85, 0.95)])[3].share.value == pytest.approx(0.5)


def test_the_reference_mixes_the_binomial_over_what_the_last_exam_leaves() -> None:
    """It equals the integral over the share correct; its mean is near the last share."""
    forecast = same_as_last(14, 20, 10)
    posterior = stats.beta(14.5, 6.5)
    for k in (0, 5, 7, 10):
        expected, _ = integrate.quad(lambda share, k=k: stats.binom.pmf(k, 10, share) * posterior.pdf(share), 0, 1)
        assert_allclose(forecast[k], expected, rtol=1e-6)
    assert_allclose(forecast.sum(), 1)
    assert_allclose(forecast @ np.arange(11), 10 * 14.5 / 21)


def test_the_range_of_a_mean_is_student_s() -> None:
    """It agrees with scipy's one-sample test, and stays within the possible scores."""
    scores = [0.1, 0.3, 0.2, 0.6]
    found = mean_score(scores, bounds=(-np.inf, np.inf))
    other = stats.ttest_1samp(scores, 0).confidence_interval(0.90)
    assert_allclose(np.array([found.low, found.high]), np.array([float(other.low), float(other.high)]))
    bounded = mean_score([0.0, 0.9], bounds=(0.0, 1.0))
    assert (bounded.low, bounded.high) == (0, 1)


def test_one_score_alone_has_no_range() -> None:
    """One score leaves the range at all possible scores."""
    found = mean_score([0.2], bounds=(0.0, np.inf))
    assert (found.value, found.low, found.high) == (0.2, 0, np.inf)
