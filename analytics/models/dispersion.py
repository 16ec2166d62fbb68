"""Whether practice exams vary more than chance and the fit explain.

The model has a shock for every practice exam, as a whole and by domain, with fixed scales.
Both are multiplied by one unknown factor s. With Laplace's marginal likelihood p(y | s) on a
grid and a weak log-normal prior, the posterior of s is a weighted sum::

    p(s | y) ~ p(y | s) N(log s; 0, 0.7^2)        on equal steps of log s

*More* and *as expected* are each claimed at 80 %, on whether s exceeds 1.5, so that "cannot
tell" stays a possible verdict, as it does for movement.

References:
    Rasmussen & Williams (2006), section 5.5.1 (Laplace's marginal likelihood).
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from analytics.models.ability import AbilityFit
from analytics.models.intervals import RANGE_ENDS, Floats, Interval
from analytics.models.stability import CLAIM_LEVEL

LOG_SD = 0.7
"""The sd of the prior: nine of ten factors lie between a third and three."""

NOTABLE_FACTOR = 1.5
GRID = np.exp(np.linspace(-2.1, 2.1, 15))


class DispersionVerdict(StrEnum):
    """How the variation of practice exams compares with the expected one."""

    MORE = "more"
    AS_EXPECTED = "as_expected"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class ExamDispersion:
    """The factor by which practice exams vary more than expected, beyond the chance in their questions."""

    factor: Interval
    probability_more: float

    @property
    def verdict(self) -> DispersionVerdict:
        """More, as expected, or too early to tell."""
        if self.probability_more >= CLAIM_LEVEL:
            return DispersionVerdict.MORE
        if 1 - self.probability_more >= CLAIM_LEVEL:
            return DispersionVerdict.AS_EXPECTED
        return DispersionVerdict.CANNOT_TELL


def exam_dispersion(fit: AbilityFit) -> ExamDispersion:
    """Estimate the factor of the exam shocks for the one candidate of a fit."""
    log_weight = np.array([_log_evidence(fit, factor) for factor in GRID]) - 0.5 * (np.log(GRID) / LOG_SD) ** 2
    weight = np.exp(log_weight - log_weight.max())
    return _summary(weight / weight.sum())


def _log_evidence(fit: AbilityFit, factor: float) -> float:
    """Return the log marginal likelihood with the shocks multiplied by a factor."""
    prior = replace(
        fit.prior,
        exam_shock_sd=factor * fit.prior.exam_shock_sd,
        exam_domain_shock_sd=factor * fit.prior.exam_domain_shock_sd,
    )
    return float(fit.refitted(prior=prior).log_marginal_likelihood[0])


def _summary(weight: Floats) -> ExamDispersion:
    """Return mean, range and the probability above the notable factor; log s is uniform between grid points."""
    log_factor = np.log(GRID)
    half = (log_factor[1] - log_factor[0]) / 2
    edges = np.append(log_factor - half, log_factor[-1] + half)
    below = np.append(0.0, np.cumsum(weight))
    low, high = np.exp(np.interp(RANGE_ENDS, below, edges))
    more = 1 - float(np.interp(np.log(NOTABLE_FACTOR), edges, below))
    return ExamDispersion(Interval(float(weight @ GRID), float(low), float(high)), more)
