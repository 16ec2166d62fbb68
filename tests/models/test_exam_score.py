"""The score of the real exam and the chance of passing it."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import optimize, stats

from analytics.models import response
from analytics.models.exam_score import (
    ExamForm,
    ability_draws,
    percent_for_chance,
    practice_scores,
    score_distribution,
    score_draws,
    score_interval,
    score_on_fewer_items,
    with_free_cut,
)
from analytics.models.quasi_random import sobol_normals
from tests.inputs.model_worlds import MLS_FORM

MEAN = np.array([0.9, 1.1, 1.3, 0.7])
COVARIANCE = 0.08 * np.eye(4) + 0.05


def known_ability(form: ExamForm, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Return a posterior with a known share correct."""
    theta = np.log((share - form.guess_floor) / (1 - share))
    return np.full(form.n_domains, theta), np.zeros((form.n_domains, form.n_domains))


@pytest.mark.parametrize(("raw_cut", "published"), [(36, 0.94), (38, 0.81), (40, 0.58)])
def test_an_exact_cut_gives_the_binomial_chance(raw_cut: int, published: float) -> None:
    """At a true 80 % on 50 questions P(pass) is the binomial tail: 94, 81 and 58 % for 36, 38, 40.

    The normal curve leaves out the binomial's skew, which is worth up to .014 here.
    """
    form = replace(MLS_FORM, cut_mean=raw_cut / 50, cut_sd=0.0, day_shock_sd=0.0)
    ours = float(score_draws(*with_free_cut(*known_ability(form, 0.80)), form).pass_probability())
    assert ours == pytest.approx(stats.binom.sf(raw_cut - 1, 50, 0.80), abs=0.014)
    assert ours == pytest.approx(published, abs=0.014)


def test_chance_agrees_with_a_slow_simulation() -> None:
    """The closed form over draws agrees with simulating whole exams, answer by answer."""
    rng = np.random.default_rng(7)
    n = 200_000
    theta = rng.multivariate_normal(MEAN, COVARIANCE, size=n) + 0.12 * rng.normal(size=(n, 1))
    items = np.array([10, 12, 18, 10])
    score = rng.binomial(items, response.share_correct(theta, 0.20)).sum(axis=1)
    cut = rng.normal(50 * MLS_FORM.cut_mean, 50 * 0.03, size=n)
    ours = float(score_draws(*with_free_cut(MEAN, COVARIANCE), MLS_FORM).pass_probability())
    assert ours == pytest.approx((score >= cut).mean(), abs=0.012)


def test_score_distribution_agrees_with_a_slow_simulation() -> None:
    """The distribution of scores agrees with simulated exams, and adds to 1."""
    rng = np.random.default_rng(8)
    n = 200_000
    theta = rng.multivariate_normal(MEAN, COVARIANCE, size=n) + 0.12 * rng.normal(size=(n, 1))
    score = rng.binomial([10, 12, 18, 10], response.share_correct(theta, 0.20)).sum(axis=1)
    ours = score_draws(*with_free_cut(MEAN, COVARIANCE), MLS_FORM).score_probabilities()
    assert ours.sum() == pytest.approx(1)
    assert_allclose(ours.cumsum(), np.bincount(score, minlength=51).cumsum() / n, atol=0.012)
    interval = score_interval(ours)
    assert interval.value == pytest.approx(2 * score.mean(), abs=0.5)
    assert_allclose([interval.low, interval.high], 2 * np.quantile(score, [0.05, 0.95]), atol=2)


@pytest.mark.parametrize("n_items", [10, 50, 180])
@pytest.mark.parametrize("share", [0.5, 0.9, 0.95, 0.999])
def test_scores_are_normal_ones_rounded(n_items: int, share: float) -> None:
    """Each number of correct answers has the mean probability of the draws' normal scores that round to it.

    Draws with a small and a large variance are mixed, and those beyond the ends count as no or all correct.
    """
    rng = np.random.default_rng(n_items)
    shares = np.clip(share + rng.normal(0, 0.05, size=256), 0.001, 0.999)
    expected, variance = n_items * shares, n_items * shares * (1 - shares)
    below = stats.norm.cdf(np.arange(n_items) + 0.5, expected[:, None], np.sqrt(variance)[:, None])
    rounded = np.diff(below, prepend=0.0, append=1.0).mean(axis=0)
    assert_allclose(score_distribution(expected, variance, n_items), rounded, atol=1e-5)


@pytest.mark.parametrize("target", [0.60, 0.80, 0.99])
@pytest.mark.parametrize("cut_sd", [0.0, 0.03])
def test_people_whose_level_is_as_high_as_said_pass_as_often_as_said(target: float, cut_sd: float) -> None:
    """Simulated people with the expected score that a chance takes, raised alike in all domains, pass so often.

    By how much abilities rise is found from the simulated scores alone, with a root finder of scipy.
    """
    n, items, form = 100_000, np.array([10, 12, 18, 10]), replace(MLS_FORM, cut_sd=cut_sd)
    rng = np.random.default_rng(9)
    theta = rng.multivariate_normal(MEAN - 0.6, COVARIANCE, size=n) + 0.12 * rng.normal(size=(n, 1))
    percent = percent_for_chance(target, *with_free_cut(MEAN - 0.6, COVARIANCE), form)

    def expected(rise: float) -> float:
        return float(2 * (response.share_correct(theta + rise, 0.20) @ items).mean())

    assert percent is not None
    rise = optimize.brentq(lambda rise: expected(rise) - percent, 0.0, 8.0)
    score = rng.binomial(items, response.share_correct(theta + rise, 0.20)).sum(axis=1)
    passes = score >= np.maximum(rng.normal(50 * form.cut_mean, 50 * cut_sd, size=n), 0)
    assert passes.mean() == pytest.approx(target, abs=0.012)


def test_the_score_for_a_chance_agrees_with_a_slow_search() -> None:
    """The search agrees with trying many small rises in turn.

    The score is higher for a higher chance and the same from a higher start. With a very uncertain cut there is none.
    """
    mean, covariance = with_free_cut(MEAN - 0.6, COVARIANCE)
    rises = np.arange(0.0, 3.0, 0.002)
    days = [score_draws(mean + rise * np.array([1, 1, 1, 1, 0]), covariance, MLS_FORM) for rise in rises]
    chances = np.array([float(day.pass_probability()) for day in days])
    assert (np.diff(chances) > 0).all()
    for target in (0.5, 0.8, 0.95):
        first = days[int(np.searchsorted(chances, target))]
        slow = 2 * float(first.score_probabilities() @ np.arange(51))
        assert percent_for_chance(target, mean, covariance, MLS_FORM) == pytest.approx(slow, abs=0.05)
        higher = mean + np.array([0.1, 0.1, 0.1, 0.1, 0.0])
        assert percent_for_chance(target, higher, covariance, MLS_FORM) == pytest.approx(slow, abs=0.05)
    assert percent_for_chance(0.9, mean, covariance, replace(MLS_FORM, cut_mean=0.95, cut_sd=0.2)) is None


def test_the_draws_given_ability_and_cut_average_to_the_chance() -> None:
    """P(pass) is the mean over ability and cut, whichever part is integrated in closed form."""
    scores = score_draws(*with_free_cut(MEAN, COVARIANCE), MLS_FORM)
    assert float(scores.chance_by_draw().mean()) == pytest.approx(float(scores.pass_probability()), abs=0.005)


def test_draws_have_the_posterior_mean_and_covariance() -> None:
    """The quasi-random draws have the mean and covariance of the posterior."""
    draws = ability_draws(MEAN, COVARIANCE, sobol_normals(4))
    assert_allclose(draws.mean(axis=0), MEAN, atol=0.005)
    assert_allclose(np.cov(draws.T), COVARIANCE, atol=0.008)


def test_the_first_coordinates_run_along_the_directions_in_turn() -> None:
    """The first sum moves with the first coordinate alone, the second with two; the covariance stays."""
    sums = np.array([[0.2, 0.3, 0.3, 0.2], [1.0, -1.0, 0.0, 0.5]])
    factor = (ability_draws(MEAN, COVARIANCE, np.eye(4), *sums) - MEAN).T
    assert_allclose(factor @ factor.T, COVARIANCE, atol=1e-7)
    assert_allclose((sums @ factor)[0, 1:], 0, atol=1e-9)
    assert_allclose((sums @ factor)[1, 2:], 0, atol=1e-9)
    assert abs((sums @ factor)[1, 1]) > 0.1


def test_open_weights_widen_the_range_and_keep_the_mean() -> None:
    """If domains differ, uncertain weights widen the range of the score and keep its mean."""
    mean = np.array([-1.0, 3.0, 3.0, -1.0])
    sure = score_draws(*with_free_cut(mean, 1e-6 * np.eye(4)), MLS_FORM)
    form = replace(MLS_FORM, share_half_widths=(0.1, 0.12, 0.18, 0.1))
    open_ = score_draws(*with_free_cut(mean, 1e-6 * np.eye(4)), form)
    assert open_.expected_items.std() > 2 * sure.expected_items.std()
    assert open_.expected_items.mean() == pytest.approx(sure.expected_items.mean(), abs=0.2)


def test_fewer_items_have_the_score_of_their_own_mixture() -> None:
    """On some of the items the score is the binomial mixture of as many."""
    shares = np.array([0.3, 0.6, 0.65, 0.9])
    for n_items in (1, 20, 65):
        assert_allclose(
            score_on_fewer_items(practice_scores(shares, 65), n_items), practice_scores(shares, n_items), atol=1e-12
        )


@pytest.mark.parametrize(("n_before", "n_items"), [(65, 20), (10, 10), (3_000, 65)])
def test_a_score_on_fewer_items_is_hypergeometric(n_before: int, n_items: int) -> None:
    """Each known score gives SciPy's hypergeometric chances, also for thousands of items."""
    for n_correct in (0, 1, n_before // 2, n_before):
        known = np.zeros(n_before + 1)
        known[n_correct] = 1.0

        ours = score_on_fewer_items(known, n_items)

        expected = stats.hypergeom.pmf(np.arange(n_items + 1), n_before, n_correct, n_items)
        np.testing.assert_allclose(ours, expected, atol=1e-11)


def test_scores_of_a_short_practice_exam_are_binomial() -> None:
    """The mixture equals that of scipy's binomials, even where a share is 0 or 1."""
    shares = np.array([0.0, 0.2, 0.737, 1 - 1e-12, 1.0])
    expected = np.asarray(stats.binom.pmf(np.arange(11), 10, shares[:, None])).mean(axis=0)
    assert_allclose(practice_scores(shares, 10), expected, atol=1e-13)
