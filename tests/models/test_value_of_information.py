"""The expected value of study hours and practice exams."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analytics.models import response
from analytics.models.ability import AbilityFit
from analytics.models.exam_score import score_draws, with_free_cut
from analytics.models.intervals import Floats
from analytics.models.points import REAL_EXAM, Points, joined, real_exam_points
from analytics.models.prior import DEFAULT_PRIOR
from analytics.models.value_of_information import (
    chances_with_more_hours,
    covariance_after,
    hours_effect_point,
    spread_of_score,
    spreads_after,
    with_hours_effect,
)
from tests.inputs.model_worlds import MLS_FORM, MLS_ITEMS, Sat, at_percent, cells_of, fit_cells, fit_of

EXAMS = [at_percent(week, 70) for week in (0.0, 2.0, 4.0)]


def generator() -> np.random.Generator:
    """The same random numbers for each test."""
    return np.random.default_rng(7)


def posterior(fit: AbilityFit, week: float, *more: Points) -> tuple[Floats, Floats]:
    """Return the posterior of all domains in a week, and of more points after them."""
    points = real_exam_points(np.array([[week]]), 4)
    for other in more:
        points = joined(points, other)
    mean, covariance = fit.predict(points)
    return mean[0], covariance[0]


def new_cells(week: float, *, provider: int = 9, seen: float = 0.0) -> Points:
    """Return the cells of a practice exam that is in no fit."""
    points, _, _ = cells_of([Sat(week, (0,) * 4, provider=provider, seen=seen)])
    return replace(points, exam=points.exam + 99)


def test_kappa_has_its_prior_without_hours() -> None:
    """Without hours in any cell kappa has its prior, independent of ability."""
    mean, covariance = posterior(fit_of(EXAMS), 6.0, hours_effect_point(4))
    assert_allclose(mean[-1], DEFAULT_PRIOR.hours_mean)
    assert_allclose(covariance[-1], [0, 0, 0, 0, DEFAULT_PRIOR.hours_sd**2], atol=1e-12)


def test_kappa_is_learned_from_hours() -> None:
    """Scores that rise with the hours raise kappa and narrow it."""
    cells, right, asked = cells_of([at_percent(0, 50), at_percent(4, 60), at_percent(8, 85)])
    cells = replace(cells, hours=np.repeat([[0.0, 0.7, 1.5]], 4, axis=1))
    fit = fit_cells(cells, right, asked, guess_floor=0.2, has_hours=np.array([True]))
    mean, covariance = posterior(fit, 9.0, hours_effect_point(4))
    assert mean[-1] > DEFAULT_PRIOR.hours_mean
    assert covariance[-1, -1] < DEFAULT_PRIOR.hours_sd**2
    assert hours_effect_point(4).provider == REAL_EXAM


def test_without_more_hours_the_chance_is_that_of_the_exam() -> None:
    """The first column agrees with P(pass), and no more hours change nothing."""
    mean, covariance = posterior(fit_of(EXAMS), 6.0, hours_effect_point(4))
    chances = chances_with_more_hours(*with_free_cut(mean, covariance), np.zeros((2, 4)), MLS_FORM)
    stated = score_draws(*with_free_cut(mean[:4], covariance[:4, :4]), MLS_FORM).pass_probability()
    assert_allclose(chances[:, 0].mean(), stated, atol=0.01)
    assert (chances == chances[:, :1]).all()


def test_the_gain_of_hours_agrees_with_plain_simulation() -> None:
    """It agrees with other random numbers, binomial exams and a drawn cut."""
    rng = generator()
    mean, covariance = posterior(fit_of(EXAMS), 6.0, hours_effect_point(4))
    step = np.array([0.0, 0.0, 2.0, 0.0])
    chances = chances_with_more_hours(*with_free_cut(mean, covariance), step[None], MLS_FORM)
    draws = rng.multivariate_normal(mean, covariance, 200_000)
    n_asked = np.array([10, 12, 18, 10])
    uniform = rng.uniform(size=(len(draws), 4))
    shock = MLS_FORM.day_shock_sd * rng.standard_normal((len(draws), 1))
    cut = MLS_FORM.n_items * rng.normal(MLS_FORM.cut_mean, MLS_FORM.cut_sd, len(draws))
    passed = []
    for more in (0.0, 1.0):
        correct = response.share_correct(draws[:, :4] + more * draws[:, 4:] * step + shock, MLS_FORM.guess_floor)
        passed.append(np.mean(np.asarray(stats.binom.ppf(uniform, n_asked, correct)).sum(axis=1) >= cut))
    assert_allclose(chances[:, 1].mean() - chances[:, 0].mean(), passed[1] - passed[0], atol=0.01)


def test_a_known_effect_of_hours_is_conditioned_on() -> None:
    """Means and covariances are those of regressing draws on kappa, at its mean plus some of its sds."""
    mean, covariance = with_free_cut(*posterior(fit_of(EXAMS), 6.0, hours_effect_point(4)))
    covariance = covariance + 0.02
    draws = generator().multivariate_normal(mean, covariance, 200_000)
    kappa = (draws[:, 4] - mean[4]) / np.sqrt(covariance[4, 4])
    slope = kappa @ (draws - mean) / (kappa @ kappa)
    found_mean, found_covariance = with_hours_effect(mean, covariance, -1.5, 4)
    assert_allclose(found_mean, mean - 1.5 * slope, atol=0.01)
    assert_allclose(found_covariance, np.cov((draws - np.outer(kappa, slope)).T), atol=0.01)


def test_the_covariance_after_is_that_of_a_normal_observation() -> None:
    """It equals conditioning on cells with noise of variance 1 / weight; no weight changes nothing."""
    rng = generator()
    root = rng.standard_normal((5, 5))
    joint = root @ root.T
    weight = np.array([4.0, 0.5])
    after = covariance_after(joint[:3, :3], joint[:3, 3:], joint[3:, 3:], weight)
    gain = joint[:3, 3:] @ np.linalg.inv(joint[3:, 3:] + np.diag(1 / weight))
    assert_allclose(after, joint[:3, :3] - gain @ joint[3:, :3])
    nothing = covariance_after(joint[:3, :3], joint[:3, 3:], joint[3:, 3:], np.zeros(2))
    assert_allclose(nothing, joint[:3, :3])


def test_the_spread_of_the_score_agrees_with_draws() -> None:
    """It is the sd of simulated scores within 2 %."""
    rng = generator()
    mean, covariance = posterior(fit_of(EXAMS), 6.0)
    draws = rng.multivariate_normal(mean, covariance, 50_000)
    score = response.share_correct(draws, MLS_FORM.guess_floor) @ np.array(MLS_FORM.shares)
    assert_allclose(spread_of_score(mean, covariance, MLS_FORM), score.std(), rtol=0.02)


@pytest.mark.parametrize("provider", [0, 9])
def test_what_an_exam_would_leave_is_what_exams_leave(provider: int) -> None:
    """The predicted spread is the mean spread of fits to simulated exams."""
    rng = generator()
    mean, covariance = posterior(fit_of(EXAMS), 6.0, new_cells(5.0, provider=provider))
    now, after = spreads_after(mean, covariance, np.array(MLS_ITEMS, dtype=float), MLS_FORM)
    eta = rng.multivariate_normal(mean[4:], covariance[4:, 4:], 60)
    right = rng.binomial(MLS_ITEMS, response.share_correct(eta, MLS_FORM.guess_floor))
    found = []
    for drawn in right:
        fit = fit_of([*EXAMS, Sat(5.0, drawn.tolist(), provider=provider)])
        own_mean, own_covariance = posterior(fit, 6.0)
        found.append(float(spread_of_score(own_mean, own_covariance, MLS_FORM)))
    assert_allclose(after.mean(), np.mean(found), rtol=0.05)
    assert after.max() < now


def test_a_new_provider_says_more_and_seen_questions_less() -> None:
    """A new provider reduces the spread more than the known one, seen questions less."""
    left = []
    for provider, seen in ((9, 0.0), (0, 0.0), (0, 1.0)):
        mean, covariance = posterior(fit_of(EXAMS), 6.0, new_cells(5.0, provider=provider, seen=seen))
        left.append(spreads_after(mean, covariance, np.array(MLS_ITEMS, dtype=float), MLS_FORM)[1].mean())
    assert left[0] < left[1] < left[2]


def test_more_questions_leave_less_open() -> None:
    """More questions leave a smaller spread, though never none."""
    mean, covariance = posterior(fit_of(EXAMS), 6.0, new_cells(5.0))
    left = [spreads_after(mean, covariance, np.full(4, n), MLS_FORM) for n in (0.0, 5.0, 15.0, 60.0)]
    assert_allclose(left[0][1], left[0][0])
    means = [after.mean() for _, after in left]
    assert means == sorted(means, reverse=True)
