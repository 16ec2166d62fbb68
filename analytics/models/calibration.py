"""Reported real results correct the chance of passing, and reported scores the range of the score.

The chance: P' = sigmoid(a + b logit P). The score: of the equally likely expected shares s_j of one
candidate, with l_j = logit s_j and their mean l, s'_j = sigmoid(a + b l + k (l_j - l)): a and b say
where practice stands against the exam, k how much wider or narrower the range has to be.

With few results the priors a ~ N(0, .5^2), b ~ N(1, .5^2) and log k ~ N(0, .5^2) hold the correction
near none; where practice is not like the exam (homework marks, open book) some fifty already help.
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from analytics.models.intervals import Floats

PRIOR_MEAN = np.array([0.0, 1.0])
PRIOR_SD = np.array([0.5, 0.5])
SCORE_PRIOR_MEAN = np.array([0.0, 1.0, 0.0])
SCORE_PRIOR_SD = np.array([0.5, 0.5, 0.5])
LARGEST_LOGIT = 7.0
"""Chances beyond 99.9 % weigh as 99.9 %: no record is that sure, and one surprise would rule the fit."""

LEAST_SLOPE = 0.05
"""A correction may weaken what practice says, not turn it around."""


@dataclass(frozen=True, slots=True)
class OutcomeCalibration:
    """The correction, and the number of real results that it rests on; none changes nothing."""

    intercept: float = 0.0
    slope: float = 1.0
    n_outcomes: int = 0

    def applied(self, chances: Floats) -> Floats:
        """Correct chances of passing; their order stays."""
        if self.n_outcomes == 0:
            return chances
        return np.asarray(special.expit(self.intercept + self.slope * special.logit(chances)))


NO_CALIBRATION = OutcomeCalibration()


def fit_outcome_calibration(chances: Floats, is_passed: Floats) -> OutcomeCalibration:
    """Find the most probable correction; the objective is convex, so there is one.

    Args:
        chances: P(pass) of each exam that was sat, from what was known before it.
        is_passed: 1 where it was passed.
    """
    logits = np.clip(special.logit(chances), -LARGEST_LOGIT, LARGEST_LOGIT)
    design = np.column_stack([np.ones_like(logits), logits])

    def objective(found: Floats) -> tuple[float, Floats]:
        eta, gap = design @ found, found - PRIOR_MEAN
        value = np.logaddexp(0, eta).sum() - is_passed @ eta + 0.5 * (gap**2 / PRIOR_SD**2).sum()
        return float(value), design.T @ (special.expit(eta) - is_passed) + gap / PRIOR_SD**2

    intercept, slope = optimize.minimize(objective, PRIOR_MEAN, jac=True, method="BFGS").x
    return OutcomeCalibration(float(intercept), max(LEAST_SLOPE, float(slope)), len(chances))


@dataclass(frozen=True, slots=True)
class ScoreCalibration:
    """The correction of expected shares, and the number of real scores that it rests on."""

    intercept: float = 0.0
    slope: float = 1.0
    spread: float = 1.0
    n_scores: int = 0

    def applied(self, shares: Floats) -> Floats:
        """Correct the expected shares of some candidates, (..., draws)."""
        return shares if self.n_scores == 0 else _moved(shares, self.intercept, self.slope, self.spread)


NO_SCORE_CALIBRATION = ScoreCalibration()


def fit_score_calibration(shares: Floats, scores: Floats, *, n_items: int) -> ScoreCalibration:
    """Find the most probable correction; each score is a mixture of normal ones over the draws.

    Args:
        shares: Equally likely expected shares of each exam that was sat, (exams, draws).
        scores: The share that it gave, (exams,).
        n_items: The number of scored items.
    """

    def objective(found: Floats) -> float:
        moved = _moved(shares, found[0], found[1], np.exp(found[2]))
        variance = moved * (1 - moved) / n_items + (0.5 / n_items) ** 2
        log_density = -0.5 * ((scores[:, None] - moved) ** 2 / variance + np.log(variance))
        gap = found - SCORE_PRIOR_MEAN
        return float(0.5 * (gap**2 / SCORE_PRIOR_SD**2).sum() - special.logsumexp(log_density, axis=1).sum())

    intercept, slope, log_spread = optimize.minimize(objective, SCORE_PRIOR_MEAN, method="Nelder-Mead").x
    return ScoreCalibration(float(intercept), max(LEAST_SLOPE, float(slope)), float(np.exp(log_spread)), len(scores))


def _moved(shares: Floats, intercept: float, slope: float, spread: float) -> Floats:
    logits = np.clip(special.logit(shares), -LARGEST_LOGIT, LARGEST_LOGIT)
    centre = logits.mean(axis=-1, keepdims=True)
    return np.asarray(special.expit(intercept + slope * centre + spread * (logits - centre)))
