"""Whether practice exams scatter more than chance and the fit say.

The model gives every practice exam a shock of its own, as a whole and by domain, with fixed scales.
Both are multiplied by one unknown factor s. With Laplace's marginal likelihood p(y | s) on a
grid and a weak log-normal prior, the posterior of s is a weighted sum::

    p(s | y) ~ p(y | s) N(log s; 0, 0.7^2)        on equal steps of log s

*More* and *as expected* are each claimed at 80 %, on whether s lies above 1.5, so that "cannot
tell" stays an answer, as it does of movement.

References:
    Rasmussen & Williams (2006), section 5.5.1 (Laplace's marginal likelihood).
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from analytics.models.ability import AbilityFit, fit_ability
from analytics.models.intervals import RANGE_LEVEL, Floats, Interval
from analytics.models.progress import CLAIM_LEVEL

LOG_SD = 0.7
"""Of the prior: nine of ten factors between a third and three."""

NOTABLE_FACTOR = 1.5
GRID = np.exp(np.linspace(-2.1, 2.1, 15))


class DispersionVerdict(StrEnum):
    """What can be said of the scatter of practice exams."""

    MORE = "more"
    AS_EXPECTED = "as_expected"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class ExamDispersion:
    """How many times the expected spread practice exams show, beyond the chance in their questions."""

    factor: Interval
    probability_more: float

    @property
    def verdict(self) -> DispersionVerdict:
        """Say more, as expected or neither."""
        if self.probability_more >= CLAIM_LEVEL:
            return DispersionVerdict.MORE
        if 1 - self.probability_more >= CLAIM_LEVEL:
            return DispersionVerdict.AS_EXPECTED
        return DispersionVerdict.CANNOT_TELL


def exam_dispersion(fit: AbilityFit) -> ExamDispersion:
    """Weigh the factors of the exam shocks for the one candidate of a fit."""
    log_weight = np.array([_log_evidence(fit, factor) for factor in GRID]) - 0.5 * (np.log(GRID) / LOG_SD) ** 2
    weight = np.exp(log_weight - log_weight.max())
    return _summary(weight / weight.sum())


def _log_evidence(fit: AbilityFit, factor: float) -> float:
    """Give the log marginal likelihood of the candidate's counts with the shocks so many times larger."""
    prior = replace(
        fit.prior,
        exam_shock_sd=factor * fit.prior.exam_shock_sd,
        exam_domain_shock_sd=factor * fit.prior.exam_domain_shock_sd,
    )
    other = fit_ability(
        fit.cells, fit.n_correct, fit.n_items, guess_floor=fit.guess_floor, has_hours=fit.has_hours, prior=prior
    )
    return float(other.log_marginal_likelihood[0])


def _summary(weight: Floats) -> ExamDispersion:
    """Give mean, range and the chance above the notable factor; between grid points log s is even."""
    log_factor = np.log(GRID)
    half = (log_factor[1] - log_factor[0]) / 2
    edges = np.append(log_factor - half, log_factor[-1] + half)
    below = np.append(0.0, np.cumsum(weight))
    low, high = np.exp(np.interp([(1 - RANGE_LEVEL) / 2, (1 + RANGE_LEVEL) / 2], below, edges))
    more = 1 - float(np.interp(np.log(NOTABLE_FACTOR), edges, below))
    return ExamDispersion(Interval(float(weight @ GRID), float(low), float(high)), more)
