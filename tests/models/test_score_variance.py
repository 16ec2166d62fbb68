"""The variance of the score minus the cut, and what lowers it."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytics.models import response
from analytics.models.exam_score import with_free_cut
from analytics.models.intervals import Floats
from analytics.models.points import joined, real_exam_points
from analytics.models.score_variance import exam_margin
from tests.inputs.model_worlds import MLS_FORM, at_percent, cells_of, fit_cells, fit_of

EXAMS = [at_percent(week, 70) for week in (0.0, 2.0, 4.0)]


def on_day(week: float) -> tuple[Floats, Floats]:
    """Return the posterior of the domains in a week and of the cut."""
    return with_free_cut(*fit_of(EXAMS).predict(real_exam_points(np.array([[week]]), 4)))


def test_the_whole_variance_is_that_of_simulated_exams() -> None:
    """It is the variance of whole scores minus drawn cuts, of 200,000 exams; the parts are those of each source."""
    rng = np.random.default_rng(3)
    mean, covariance = on_day(8.0)
    n = 200_000
    theta = rng.multivariate_normal(mean[0, :4], covariance[0, :4, :4], n)
    shock = MLS_FORM.day_shock_sd * rng.standard_normal((n, 1))
    correct = response.share_correct(theta + shock, MLS_FORM.guess_floor)
    counts = (10, 12, 18, 10)
    cut = MLS_FORM.n_items * rng.normal(MLS_FORM.cut_mean, MLS_FORM.cut_sd, n)
    margin = exam_margin(mean[:, :4], np.diagonal(covariance, axis1=1, axis2=2)[:, :4], MLS_FORM)
    whole = float((margin.variance(covariance) + margin.day + margin.chance)[0])
    assert whole == pytest.approx(float((rng.binomial(counts, correct).sum(axis=1) - cut).var()), rel=0.02)
    assert float(margin.chance[0]) == pytest.approx(float((correct * (1 - correct) @ counts).mean()), rel=0.01)
    without = response.share_correct(theta, MLS_FORM.guess_floor)
    assert float(margin.day[0]) == pytest.approx(float((((correct - without) @ counts) ** 2).mean()), rel=0.05)


def test_what_is_known_is_conditioned_on() -> None:
    """The variance left is that of residuals of regressing draws on the known points; all known leaves none."""
    points = joined(*(real_exam_points(np.array([[week]]), 4) for week in (8.0, 4.0)))
    mean, covariance = fit_of(EXAMS).predict(points)
    order = np.array([0, 1, 2, 3, 8, 4, 5, 6, 7])
    wider = with_free_cut(mean, covariance)[1][:, order[:, None], order]
    margin = exam_margin(mean[:, :4], np.diagonal(covariance, axis1=1, axis2=2)[:, :4], MLS_FORM)
    draws = np.random.default_rng(3).multivariate_normal(np.zeros(9), wider[0], 100_000)
    known = draws[:, 5:]
    target = draws[:, :5] @ margin.weights[0]
    residual = target - known @ np.linalg.lstsq(known, target, rcond=None)[0]
    assert_allclose(margin.variance_knowing(wider, 5), residual.var(), rtol=0.02)
    assert_allclose(margin.variance_knowing(np.concatenate([wider, wider], axis=1)[:, :9], 0), 0, atol=1e-4)


def test_knowing_ability_equals_a_million_answers() -> None:
    """A fit with a million of the exam's own questions today leaves what knowing today's ability leaves."""
    later, today = (real_exam_points(np.array([[week]]), 4) for week in (8.0, 4.0))
    mean, covariance = fit_of(EXAMS).predict(joined(later, today))
    margin = exam_margin(mean[:, :4], np.diagonal(covariance, axis1=1, axis2=2)[:, :4], MLS_FORM)
    cut_behind = np.array([0, 1, 2, 3, 8, 4, 5, 6, 7])
    wider = with_free_cut(mean, covariance)[1][:, cut_behind[:, None], cut_behind]
    cells, right, asked = cells_of(EXAMS)
    n = np.full((1, 4), 1e6)
    answers = n * response.share_correct(mean[:, 4:], MLS_FORM.guess_floor)
    sure = fit_cells(
        joined(cells, today),
        np.concatenate([right, answers], axis=1),
        np.concatenate([asked, n], axis=1),
        guess_floor=MLS_FORM.guess_floor,
    )
    left = with_free_cut(*sure.predict(later))[1]
    assert_allclose(margin.variance_knowing(wider, 5), margin.variance(left), rtol=0.01)


def test_an_observation_reveals_what_conditioning_on_it_removes() -> None:
    """The share revealed is what the variance loses, of all of it, the exam's day and chance included."""
    points = joined(*(real_exam_points(np.array([[week]]), 4) for week in (8.0, 4.0)))
    mean, covariance = fit_of(EXAMS).predict(points)
    margin = exam_margin(mean[:, :4], np.diagonal(covariance, axis1=1, axis2=2)[:, :4], MLS_FORM)
    cut_behind = np.array([0, 1, 2, 3, 8, 4, 5, 6, 7])
    wider = with_free_cut(mean, covariance)[1][:, cut_behind[:, None], cut_behind]
    revealed = margin.share_revealed(wider, np.full((1, 4), 0.3))
    now = float(margin.variance(wider[:, :5, :5])[0])
    for k in range(4):
        across = wider[0, :5, 5 + k]
        after = wider[0, :5, :5] - np.outer(across, across) / (wider[0, 5 + k, 5 + k] + 0.3)
        lost = now - float(margin.variance(after[None])[0])
        assert revealed[0, k] == pytest.approx(lost / (now + margin.day[0] + margin.chance[0]))
