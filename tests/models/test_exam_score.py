"""The score of the real exam and the chance of passing it."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import optimize, stats

from analytics.models import response
from analytics.models.exam_score import ExamForm, percent_for_chance, score_draws, with_free_cut
from analytics.models.score_probabilities import (
    score_interval,
)
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


@pytest.mark.parametrize(("n_items", "most"), [(10, 0.041), (60, 0.009), (400, 0.001)])
def test_the_normal_score_is_off_by_no_more_than_is_said(n_items: int, most: float) -> None:
    """These are the limits that the page of the method names; simulated chances vary by .0025 more."""
    rng, n = np.random.default_rng(10), 200_000
    theta = rng.multivariate_normal(MEAN, COVARIANCE, size=n) + 0.12 * rng.normal(size=(n, 1))
    cuts, shares = rng.normal(size=n), np.array([0.2, 0.3, 0.3, 0.2])
    for guess_floor in (0.0, 0.25, 0.5):
        score = rng.binomial(np.rint(n_items * shares).astype(int), response.share_correct(theta, guess_floor))
        for cut_mean, cut_sd in product((0.5, 0.7, 0.9), (0.0, 0.03)):
            form = replace(
                MLS_FORM,
                n_items=n_items,
                shares=tuple(shares.tolist()),
                cut_mean=cut_mean,
                cut_sd=cut_sd,
                guess_floor=guess_floor,
            )
            passes = score.sum(axis=1) >= n_items * (cut_mean + cut_sd * cuts) - 1e-9
            ours = float(score_draws(*with_free_cut(MEAN, COVARIANCE), form).pass_probability())
            assert ours == pytest.approx(passes.mean(), abs=most + 0.0025)


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


def test_open_weights_widen_the_range_and_keep_the_mean() -> None:
    """If domains differ, uncertain weights widen the range of the score and keep its mean."""
    mean = np.array([-1.0, 3.0, 3.0, -1.0])
    sure = score_draws(*with_free_cut(mean, 1e-6 * np.eye(4)), MLS_FORM)
    form = replace(MLS_FORM, share_half_widths=(0.1, 0.12, 0.18, 0.1))
    open_ = score_draws(*with_free_cut(mean, 1e-6 * np.eye(4)), form)
    assert open_.expected_items.std() > 2 * sure.expected_items.std()
    assert open_.expected_items.mean() == pytest.approx(sure.expected_items.mean(), abs=0.2)
