"""Corrections of the chance of passing and of the score."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from scipy import optimize, special, stats

from analytics.models import calibration
from analytics.models.calibration import (
    NO_CALIBRATION,
    NO_SCORE_CALIBRATION,
    OutcomeCalibration,
    ScoreCalibration,
    fit_outcome_calibration,
    fit_score_calibration,
)
from analytics.models.intervals import Floats

CHANCES = np.linspace(0.05, 0.95, 19)
CUT, CUT_SD = 0.69, 0.02


def corrected(found: OutcomeCalibration, chances: Floats, usual: Floats) -> Floats:
    """Return corrected chances, with the baseline chances of the candidates."""
    return found.set_for(usual).applied(chances)


def test_no_calibration_changes_nothing() -> None:
    """Without real results chances and scores do not change."""
    assert NO_CALIBRATION.applied(CHANCES) is CHANCES
    assert NO_SCORE_CALIBRATION.applied(CHANCES) is CHANCES


def test_agrees_with_a_general_minimizer_of_the_written_posterior() -> None:
    """With one prior sd the correction is the mode of binomial likelihood times normal priors."""
    rng = np.random.default_rng(4)
    chances, usual = rng.uniform(0.02, 0.98, (2, 60))
    passed = (rng.uniform(size=60) < (chances + usual) / 2).astype(float)

    def negative(found: Floats) -> float:
        p = special.expit(found[0] + found[1] * special.logit(chances) + found[2] * special.logit(usual))
        prior = np.sum(stats.norm.logpdf(found, [0, 1, 0], 0.5))
        return float(-(stats.bernoulli.logpmf(passed, p).sum() + prior))

    other = optimize.minimize(negative, np.array([0.0, 1.0, 0.0]), method="Nelder-Mead", tol=1e-8)
    ours = fit_outcome_calibration(chances, usual, passed, prior_sds=(0.5,))
    assert_allclose([float(ours.intercept), ours.slope, ours.baseline_slope], other.x, atol=1e-3)
    assert ours.n_outcomes == 60


def test_sds_are_weighed_by_their_evidence() -> None:
    """Two sds are weighted by the integral of likelihood times prior, here a sum over a grid."""
    rng = np.random.default_rng(8)
    chances, usual = rng.uniform(0.05, 0.95, (2, 80))
    passed = (rng.uniform(size=80) < special.expit(-0.8 + 0.6 * special.logit(chances))).astype(float)
    grid = np.stack(np.meshgrid(np.linspace(-2, 2, 41), np.linspace(-0.5, 2, 41), np.linspace(-1, 1, 41)), axis=-1)
    eta = grid.reshape(-1, 3) @ np.stack([np.ones(80), special.logit(chances), special.logit(usual)])
    log_likelihood = eta @ passed - np.logaddexp(0, eta).sum(axis=1)
    evidence = np.array(
        [
            special.logsumexp(log_likelihood + np.sum(stats.norm.logpdf(grid.reshape(-1, 3), [0, 1, 0], sd), axis=1))
            for sd in (0.2, 0.5)
        ]
    )
    alone = [fit_outcome_calibration(chances, usual, passed, prior_sds=(sd,)) for sd in (0.2, 0.5)]
    both = fit_outcome_calibration(chances, usual, passed, prior_sds=(0.2, 0.5))
    expected = special.softmax(evidence) @ [found.intercept for found in alone]
    assert both.intercept == pytest.approx(expected, abs=0.01)
    assert alone[0].intercept != pytest.approx(alone[1].intercept, abs=0.05)


def test_recovers_a_known_distortion() -> None:
    """Chances distorted by a known rule of chance and baseline are corrected."""
    rng = np.random.default_rng(5)
    stated, usual = rng.uniform(0.05, 0.99, (2, 4000))
    true = special.expit(-0.6 + 0.4 * special.logit(stated) + 0.3 * special.logit(usual))
    found = fit_outcome_calibration(stated, usual, (rng.uniform(size=4000) < true).astype(float))
    assert_allclose(corrected(found, stated, usual), true, atol=0.04)


def test_chances_that_hold_stay() -> None:
    """If chances are calibrated, fifty results change one by less than .06."""
    rng = np.random.default_rng(6)
    moved = []
    for _ in range(20):
        chances = rng.uniform(0.1, 0.95, 50)
        found = fit_outcome_calibration(chances, chances, (rng.uniform(size=50) < chances).astype(float))
        moved.append(np.abs(corrected(found, CHANCES, CHANCES) - CHANCES).mean())
    assert np.mean(moved) < 0.06


def test_a_correction_never_reverses_the_order() -> None:
    """A correction may weaken the effect of practice, never reverse it."""
    chances = np.repeat(CHANCES, 50)
    found = fit_outcome_calibration(chances, np.full_like(chances, 0.5), (chances < 0.5).astype(float))
    assert (np.diff(found.applied(CHANCES)) > 0).all()


def test_one_surprise_does_not_rule() -> None:
    """A fail at a chance of nearly 1 counts like one at 99.9 %."""
    many = np.full(200, 0.9)
    passed = np.append((np.arange(200) % 10 != 0).astype(float), 0.0)
    sure, less = (np.append(many, last) for last in (1 - 1e-9, special.expit(7.0)))
    ours, other = (fit_outcome_calibration(told, told, passed) for told in (sure, less))
    assert ours.slope == pytest.approx(other.slope, abs=1e-6)
    assert ours.slope > 0.4


def test_a_correction_set_for_candidates_follows_the_first_axis() -> None:
    """Chances of (candidates, draws, weeks) are corrected as those of each candidate alone."""
    found = OutcomeCalibration(0.2, 0.7, 0.4, 50)
    usual = np.array([0.3, 0.6, 0.9])
    many = np.random.default_rng(7).uniform(0.1, 0.9, (3, 4, 2))
    together = corrected(found, many, usual)
    for k in range(3):
        assert_allclose(together[k], corrected(found, many[k], usual[[k]]))
    assert corrected(found, np.array(0.5), usual[:1]).shape == ()


def test_the_corrected_draws_of_a_candidate_average_to_the_corrected_chance() -> None:
    """The draws average to the corrected chance and keep their order; no correction changes nothing."""
    draws = np.random.default_rng(5).beta(3, 2, size=(2, 100))
    found = OutcomeCalibration(np.array([-0.8, 0.9]), 0.6, n_outcomes=40)
    corrected = found.applied_to_draws(draws, axis=1)
    assert_allclose(corrected.mean(axis=1), found.applied(draws.mean(axis=1)), atol=1e-6)
    assert_array_equal(np.argsort(corrected, axis=1), np.argsort(draws, axis=1))
    assert NO_CALIBRATION.applied_to_draws(draws, axis=1) is draws


def test_overconfident_chances_imply_a_wider_spread() -> None:
    """Halved logits mean twice the spread, no correction means 1, and the spread is at most 2."""
    assert OutcomeCalibration(0.3, 0.3, 0.2, 50).implied_spread == pytest.approx(2.0)
    assert OutcomeCalibration(0.0, 0.8, 0.0, 50).implied_spread == pytest.approx(1.25)
    assert OutcomeCalibration(0.0, 1.3, 0.0, 50).implied_spread == 1.0
    assert OutcomeCalibration(0.0, 0.05, 0.0, 50).implied_spread == 2.0


def said_and_scored(n: int, seed: int, *, shift: float = 0.0, spread: float = 1.0) -> tuple[Floats, Floats, Floats]:
    """Make drawn shares, baseline shares, and scores that differ by a known rule."""
    rng = np.random.default_rng(seed)
    ability, movement = rng.normal(0.8, 0.7, n), rng.normal(0, 0.5, n)
    around = 0.4 * rng.normal(size=(n, 256))
    true = ability - 0.6 * movement + shift + 0.4 * spread * rng.normal(size=n)
    scores = rng.binomial(50, special.expit(true)) / 50
    return special.expit(ability[:, None] + around), special.expit((ability - movement)[:, None] + around), scores


def test_score_correction_recovers_a_known_rule() -> None:
    """The correction of a harder exam that follows the baseline and varies more is recovered."""
    shares, usual, scores = said_and_scored(500, 1, shift=-0.4, spread=1.5)
    found = fit_score_calibration(shares, usual, scores, np.ones(500), n_items=50, cut=CUT, cut_sd=0.0)
    assert found.n_scores == 500
    assert found.intercept == pytest.approx(-0.4, abs=0.12)
    assert found.slope == pytest.approx(0.4, abs=0.12)
    assert found.baseline_slope == pytest.approx(0.6, abs=0.12)
    assert found.spread == pytest.approx(1.5, abs=0.2)


def test_score_correction_is_the_mode_of_the_written_posterior(monkeypatch: pytest.MonkeyPatch) -> None:
    """The correction maximizes likelihood times prior, written with every draw and scipy's normal.

    Every third score is not known, only whether it was above the cut.
    """
    shares, usual, scores = said_and_scored(60, 2, shift=-0.3)
    is_passed = (scores > CUT).astype(float)
    known = np.where(np.arange(60) % 3 == 0, np.nan, scores)

    def negative(found: Floats) -> float:
        a, b, c, log_k = found
        logits, other = special.logit(shares), special.logit(usual).mean(axis=1)
        center = logits.mean(axis=1)
        moved = special.expit((a + b * center + c * other)[:, None] + np.exp(log_k) * (logits - center[:, None]))
        sd = np.sqrt(moved * (1 - moved) / 50 + 0.01**2)
        prior = np.sum(stats.norm.logpdf([a, b - 1, c, log_k], 0, 0.5))
        of_score = stats.norm.pdf(scores[:, None], moved, sd)
        above = stats.norm.sf(CUT, moved, np.hypot(sd, CUT_SD))
        of_side = np.where(is_passed[:, None] == 1, above, 1 - above)
        likelihood = np.where(np.isnan(known)[:, None], of_side, of_score).mean(axis=1)
        return -float(np.log(likelihood).sum() + prior)

    monkeypatch.setattr(calibration, "PRIOR_SDS", (0.5,))
    monkeypatch.setattr(calibration, "N_STRATA", 256)
    one = fit_score_calibration(shares, usual, known, is_passed, n_items=50, cut=CUT, cut_sd=CUT_SD)
    found = np.array([float(one.intercept), one.slope, one.baseline_slope, float(np.log(one.spread))])
    other = optimize.minimize(negative, np.array([0.0, 1.0, 0.0, 0.0]), method="Nelder-Mead")
    assert negative(found) == pytest.approx(other.fun, abs=1e-4)
    assert_allclose(found, other.x, atol=0.003)


def test_results_without_scores_add_to_the_correction_of_scores() -> None:
    """Of 400 results of whom thirty have a score, the others bring the correction nearer to the true one."""
    errors = []
    for seed in range(4):
        shares, usual, scores = said_and_scored(400, seed, shift=-0.4)
        is_passed = (scores > CUT).astype(float)
        known = np.where(np.arange(400) < 30, scores, np.nan)
        both = (
            fit_score_calibration(shares[:n], usual[:n], known[:n], is_passed[:n], n_items=50, cut=CUT, cut_sd=0.0)
            for n in (30, 400)
        )
        errors.append([abs(float(found.intercept) + 0.4) + abs(found.slope - 0.4) for found in both])
    few, all_of_them = np.mean(errors, axis=0)
    assert all_of_them < 0.8 * few


def test_a_spread_alone_widens_and_keeps_the_middle() -> None:
    """A spread widens the range around the same middle, in logits."""
    shares = special.expit(np.random.default_rng(3).normal(1, 0.4, (2, 256)))
    wider = special.logit(ScoreCalibration(spread=1.5).applied(shares))
    assert_allclose(wider.mean(axis=1), special.logit(shares).mean(axis=1))
    assert_allclose(wider.std(axis=1), 1.5 * special.logit(shares).std(axis=1))
