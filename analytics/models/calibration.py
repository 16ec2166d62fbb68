"""Reported real results correct the chance of passing: P' = sigmoid(a + b logit P).

With few results the priors a ~ N(0, .5^2) and b ~ N(1, .5^2) hold the correction near none; where
practice is not like the exam (homework marks, open book) some fifty already help.
"""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from analytics.models.intervals import Floats

PRIOR_MEAN = np.array([0.0, 1.0])
PRIOR_SD = np.array([0.5, 0.5])
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
