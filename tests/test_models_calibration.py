"""Real results correct the chance of passing."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import optimize, special, stats

from analytics.models.calibration import NO_CALIBRATION, fit_outcome_calibration

CHANCES = np.linspace(0.05, 0.95, 19)


def test_none_changes_nothing() -> None:
    """Without a real result a chance stays what it is."""
    assert NO_CALIBRATION.applied(CHANCES) is CHANCES


def test_agrees_with_a_general_minimiser_of_the_written_posterior() -> None:
    """The correction is the mode of binomial likelihood times normal priors, written out plainly."""
    rng = np.random.default_rng(4)
    chances, passed = rng.uniform(0.02, 0.98, 60), rng.integers(0, 2, 60).astype(float)

    def negative(found: np.ndarray) -> float:
        p = special.expit(found[0] + found[1] * special.logit(chances))
        prior = stats.norm.logpdf(found[0], 0, 0.5) + stats.norm.logpdf(found[1], 1, 0.5)
        return float(-(stats.bernoulli.logpmf(passed, p).sum() + prior))

    other = optimize.minimize(negative, [0.0, 1.0], method="Nelder-Mead", options={"xatol": 1e-8, "fatol": 1e-10})
    ours = fit_outcome_calibration(chances, passed)
    assert_allclose([ours.intercept, ours.slope], other.x, atol=1e-4)
    assert ours.n_outcomes == 60


def test_recovers_a_known_distortion() -> None:
    """Chances that are too high by a known rule come down to the true ones."""
    rng = np.random.default_rng(5)
    stated = rng.uniform(0.05, 0.99, 4000)
    true = special.expit(-0.6 + 0.7 * special.logit(stated))
    found = fit_outcome_calibration(stated, (rng.uniform(size=4000) < true).astype(float))
    assert_allclose(found.applied(stated), true, atol=0.04)


def test_order_stays_also_where_practice_says_the_opposite() -> None:
    """A correction may weaken what practice says, never turn it around."""
    chances = np.repeat(CHANCES, 50)
    found = fit_outcome_calibration(chances, (chances < 0.5).astype(float))
    assert (np.diff(found.applied(CHANCES)) > 0).all()


def test_one_surprise_does_not_rule() -> None:
    """A fail at a chance of all but one weighs like one at 99.9 %."""
    many = np.full(200, 0.9)
    passed = (np.arange(200) % 10 != 0).astype(float)
    sure = fit_outcome_calibration(np.append(many, 1 - 1e-9), np.append(passed, 0.0))
    less = fit_outcome_calibration(np.append(many, special.expit(7.0)), np.append(passed, 0.0))
    assert sure.slope == pytest.approx(less.slope, abs=1e-6)
    assert sure.slope > 0.4
