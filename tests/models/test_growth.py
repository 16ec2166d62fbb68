"""The change of ability as a mixture of growth curves, weighed by one's own practice exams."""

from dataclasses import fields, replace

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analytics.models import response
from analytics.models.growth import (
    PAUSE_WEEKS,
    RATES,
    SLOWING_WEEKS,
    STOPPED_LIMITS,
    STOPPED_WEEKS,
    STRANGER,
    TREND_SD,
    GrowthEvidence,
    GrowthPrior,
    fit_growth,
    growth_evidence,
    is_pause,
)
from analytics.models.intervals import Floats
from analytics.models.points import Points, joined, prior_covariance, prior_mean, real_exam_points
from analytics.models.stability import probability_within
from tests.inputs.model_worlds import MLS_ITEMS, MLS_SHARES, Sat, at_percent, cells_of, fit_cells, fit_of

WEEKS = np.array([[5.5, 2.5]])
FLAT = [at_percent(week, 80) for week in range(10)]
RISING = [at_percent(week, 45 + 4 * week) for week in range(10)]


def evidence_of(exams: list[Sat]) -> GrowthEvidence:
    """Return the evidence of one candidate on the day of the last practice exam."""
    now = exams[-1].week
    return growth_evidence(fit_of(exams), np.array([[now, now - 3]]))


def within_of(exams: list[Sat], prior: GrowthPrior = STRANGER) -> float:
    return probability_within(evidence_of(exams).changes(prior, MLS_SHARES, 0.2)).item()


def test_each_curve_is_weighed_as_by_the_normal_density_of_its_observations() -> None:
    """Likelihood and posterior of every curve equal those of one joint normal distribution, curve by curve."""
    fit = fit_of([at_percent(0, 55), at_percent(1.5, 65), at_percent(5, 70, provider=1)])
    found = growth_evidence(fit, WEEKS)
    prior = replace(fit.prior, velocity_sd=TREND_SD, gain_per_week=0.0)
    points = joined(real_exam_points(WEEKS, 4), fit.cells)
    mean, covariance = prior_mean(points, np.zeros(1), prior)[0], prior_covariance(points, points, prior)[0]
    weight = response.fisher_weight(fit.eta, fit.n_items, 0.2)[0]
    observed = fit.eta[0] + response.gradient(fit.eta, fit.n_correct, fit.n_items, 0.2)[0] / weight
    noisy = covariance[8:, 8:] + np.diag(1 / weight)
    plain = stats.multivariate_normal(mean[8:], noisy).logpdf(observed)
    for rate, slowing, stopped in ((0, 0, 0), (3, 1, 4), (6, 2, 6)):
        until = np.minimum(points.week[0], WEEKS[0, 0] - STOPPED_WEEKS[stopped] if stopped else np.inf)
        scale = SLOWING_WEEKS[slowing]
        grown = mean + RATES[rate] * scale * (1 - np.exp(-np.maximum(until, 0) / scale))
        curve = 1 + rate * len(SLOWING_WEEKS) + slowing
        density = stats.multivariate_normal(grown[8:], noisy).logpdf(observed)
        assert_allclose(found.log_likelihood[0, curve, stopped], density - plain, atol=1e-8)
        expected = grown[:8] + covariance[:8, 8:] @ np.linalg.solve(noisy, observed - grown[8:])
        assert_allclose(found.mean[0] + found.shift[0, :, curve, stopped], expected, atol=1e-8)
    left = covariance[:8, :8] - covariance[:8, 8:] @ np.linalg.solve(noisy, covariance[8:, :8])
    assert_allclose(found.covariance[0], left, atol=1e-8)


def test_draws_are_those_of_the_mixture() -> None:
    """Mean and probability of the change agree with 100,000 random draws of curve and ability."""
    found = evidence_of(RISING[:6])
    rng = np.random.default_rng(5)
    curves = rng.choice(found.probabilities(STRANGER).size, 100_000, p=found.probabilities(STRANGER).ravel())
    noise = rng.multivariate_normal(np.zeros(8), found.covariance[0], len(curves))
    correct = response.share_correct(found.mean + found.shift.reshape(8, -1).T[curves] + noise, 0.2)
    total = (correct[:, :4] - correct[:, 4:]) @ np.array(MLS_SHARES)
    ours = found.changes(STRANGER, MLS_SHARES, 0.2)
    assert ours.mean() == pytest.approx(total.mean(), abs=0.002)
    assert probability_within(ours).item() == pytest.approx((np.abs(total) <= 0.05).mean(), abs=0.02)


@pytest.mark.parametrize("today", [0.0, 2.0, 30.0])
def test_the_weights_before_practice_exams_add_to_one(today: float) -> None:
    """Growth stops at a constant rate: of weeks before the last few days, 1 - exp(-rate weeks) have ended."""
    weights = np.exp(STRANGER.log_weights(np.array([today])))[0]
    assert_allclose(weights.sum(), 1.0)
    earlier = max(0.0, today - STOPPED_LIMITS[1])
    stopped_earlier = 1 - np.exp(-STRANGER.stops_per_week * earlier)
    assert_allclose(weights[:, 1:].sum(), stopped_earlier, atol=1e-12)


def test_level_scores_have_settled_and_rising_ones_not() -> None:
    """Ten level practice exams say settled, ten rising ones do not; without one the answer is the assumption."""
    assert within_of(FLAT) > 0.9
    assert within_of(RISING) < 0.3
    assert within_of(FLAT[:5]) < within_of(FLAT)
    nothing = replace(FLAT[0], n_correct=[0] * 4, n_items=[0] * 4)
    assert 0.4 < within_of([nothing, replace(nothing, week=9)]) < 0.9


def test_scores_that_rose_and_then_stood_still_have_settled() -> None:
    """Growth before the window is not read into it."""
    stopped = [at_percent(week, min(80, 50 + 6 * week)) for week in range(12)]
    assert within_of(stopped) > 0.85


BEFORE = [at_percent(week, 60) for week in range(4)]


def after(week: float, percents: list[float]) -> list[Sat]:
    return [at_percent(week + k, percent) for k, percent in enumerate(percents)]


def test_after_a_pause_growth_begins_anew() -> None:
    """Level scores before a pause of a year do not say that new ones have settled; new ones do, or rise."""
    assert within_of([*BEFORE, *after(55, [62, 68])]) < 0.7
    assert within_of([*BEFORE, *after(55, [50, 56, 62, 68, 74, 80])]) < 0.4
    assert within_of([*BEFORE, *after(55, [70.0] * 8)]) > 0.85


def test_practice_exams_before_a_pause_count_for_nothing() -> None:
    """Whether they were low or high, the growth since is weighed alike; with a shorter gap it is not."""
    back, earlier = [55.0, 61.0, 67.0, 71.0], [[at_percent(week, percent) for week in range(4)] for percent in (40, 75)]
    for weeks, is_alike in ((PAUSE_WEEKS + 0.1, True), (50.0, True), (PAUSE_WEEKS - 1, False)):
        low, high = (within_of([*before, *after(3 + weeks, back)]) for before in earlier)
        assert (abs(low - high) < 0.05) is is_alike


def test_a_pause_is_longer_than_five_weeks_on_whatever_day_it_begins() -> None:
    """Days are weeks by division, which may round a gap of 35 of them up."""
    first = np.arange(400)
    assert not is_pause((first + 35) / 7 - first / 7).any()
    assert is_pause((first + 36) / 7 - first / 7).all()


def test_practice_exams_five_weeks_apart_are_one_record() -> None:
    """A gap of as many weeks as a pause needs is none: the rise of a year is seen in its last three weeks."""
    rise = [at_percent(PAUSE_WEEKS * k, 40 + 6 * k) for k in range(8)]
    assert within_of(rise) > within_of(after(0, [40.0 + 6 * k for k in range(8)])) + 0.3


def test_study_hours_do_not_count() -> None:
    """Only practice exams speak for or against growth."""
    points, n_correct, n_items = cells_of(FLAT)
    studied = replace(points, hours=0.1 * points.week)
    fit = fit_cells(studied, n_correct, n_items, guess_floor=0.2, has_hours=np.ones(1))
    found = growth_evidence(fit, np.array([[9.0, 6.0]])).changes(STRANGER, MLS_SHARES, 0.2)
    assert probability_within(found).item() == pytest.approx(within_of(FLAT), abs=0.05)


def cohort(rate: float, n: int, *, stopped: bool = False) -> tuple[Points, Floats, Floats]:
    """Draw candidates who grow at one rate for eight weeks, or stop after three."""
    rng = np.random.default_rng(11)
    points, _, n_items = cells_of([Sat(week, [0] * 4) for week in range(8)])
    week = np.minimum(points.week, 3) if stopped else points.week
    eta = rng.normal(0, 0.5, (n, 1)) + rate * week + np.repeat(rng.normal(0, 0.2, (n, 8)), 4, axis=1)
    right = rng.binomial(np.tile(MLS_ITEMS, 8), response.share_correct(eta, 0.2)).astype(float)
    return repeated(points, n), right, np.repeat(n_items, n, axis=0)


def repeated(points: Points, n: int) -> Points:
    return Points(*(np.concatenate([getattr(points, field.name)] * n) for field in fields(Points)))


def told_in(cells: tuple[Points, Floats, Floats]) -> list[Floats]:
    """Return each candidate's probability as a stranger, and with the weights of the cohort."""
    fit, weeks = fit_cells(*cells, guess_floor=0.2), np.full((len(cells[1]), 2), [7.0, 4.0])
    priors = STRANGER, fit_growth(fit, weeks, np.zeros_like(cells[1]))
    evidence = growth_evidence(fit, weeks)
    return [probability_within(evidence.changes(prior, MLS_SHARES, 0.2)) for prior in priors]


def test_a_cohort_tells_how_fast_people_like_these_grow() -> None:
    """If nobody grows, all are called settled more surely; if all grow, less; few people change little."""
    for rate, sign in ((0.0, 1), (0.15, -1)):
        stranger, many = told_in(cohort(rate, 60))
        few_strangers, few = told_in(cohort(rate, 3))
        assert sign * (many.mean() - stranger.mean()) > 0.03
        assert abs(few - few_strangers).max() < abs(many - stranger).max()


def test_growth_that_form_offsets_absorbed_is_put_back() -> None:
    """With a steady rise booked as ever easier forms, cohort and candidates get the same answers as without forms."""
    points, right, n_items = cohort(0.15, 40)
    weeks, easier = np.full((40, 2), [7.0, 4.0]), 0.1 * points.week
    told = []
    for forms in (np.zeros_like(easier), easier):
        fit = fit_cells(replace(points, offset=forms), right, n_items, guess_floor=0.2)
        prior = fit_growth(fit, weeks, forms)
        evidence = growth_evidence(fit, weeks, prior.in_offsets)
        told.append(probability_within(evidence.changes(prior, MLS_SHARES, 0.2)))
    assert_allclose(told[0], told[1], atol=0.03)


@pytest.mark.parametrize("seed", range(5))
def test_forms_of_a_few_weeks_absorb_no_growth_that_nobody_has(seed: int) -> None:
    """Eight forms of two weeks that are easier or harder by chance, where nobody grows, pass for little growth."""
    points, right, n_items = cohort(0.0, 40)
    points = replace(points, week=points.week / 4)
    by_form = np.repeat(np.random.default_rng(seed).normal(0, 0.2, 8), 4)[None] + np.zeros((40, 1))
    fit = fit_cells(points, right, n_items, guess_floor=0.2)
    prior = fit_growth(fit, np.full((40, 2), [1.75, 0.0]), by_form)
    grown = SLOWING_WEEKS * -np.expm1(-1.75 / SLOWING_WEEKS) @ prior.in_offsets
    assert 0 <= grown < 0.5


def test_those_who_stopped_are_told_from_those_who_grow() -> None:
    """In a cohort of both, those who stopped in week three are called settled more often."""
    (points, grown, n_items), (_, stood_still, _) = cohort(0.25, 40), cohort(0.25, 40, stopped=True)
    _, told = told_in((repeated(points, 2), np.concatenate([grown, stood_still]), np.concatenate([n_items] * 2)))
    assert told[40:].mean() - told[:40].mean() > 0.3
