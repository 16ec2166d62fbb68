"""Reported real results correct the chance of passing, and reported scores the range of the score.

The chance: P' = sigmoid(a + b logit P + c logit P0), where P0 is the chance at the ability of the middle
of the candidate's record: c says how far the exam goes by what practice usually was, and not by where it
ended. The score: of the equally likely expected shares s_j of one candidate, with l_j = logit s_j, their
mean l and that of the middle of the record l0, s'_j = sigmoid(a + b l + c l0 + k (l_j - l)): k says how
much wider or narrower the range has to be. Where only passes and fails are known, k alone is told by them:
chances that were too sure by a factor come of scores whose spread was too small by as much.

All are held near none (a, c and log k near 0, b near 1) by normal priors of one sd, and that sd is weighed
by the evidence: where practice is like the exam, results leave the correction small, and where it is not
(homework marks, open book) some fifty of them let it go far.

References:
    MacKay (1992), Bayesian interpolation, Neural Computation 4, 415-447 (the evidence for a prior's scale).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import optimize, special

from analytics.models.intervals import Floats

NONE = np.array([0.0, 1.0, 0.0, 0.0])
"""a, b, c and log k of no correction."""

PRIOR_SDS = (0.1, 0.25, 0.5)
WIDE_SDS = (3.0,)
"""For chances that scores have already corrected: their own correction was held by a prior before."""

STEP = 1e-3
"""Of the parameters, in the second differences that give a posterior's curvature."""

LARGEST_LOGIT = 7.0
"""Chances beyond 99.9 % weigh as 99.9 %: no record is that sure, and one surprise would rule the fit."""

LARGEST_SHIFT = 40.0
N_HALVINGS = 30
"""By so much in logits at most, found by so many halvings, the draws of a candidate are moved together."""

LEAST_SLOPE = 0.05
"""A correction may weaken what practice says, not turn it around."""

LARGEST_SPREAD = 2.0
"""Passes and fails tell of a spread only by a detour; beyond twice, their word is not taken."""

N_STRATA = 32
"""Of so many strata of the draws of a candidate the means stand for all, in the search for a correction."""


@dataclass(frozen=True, slots=True)
class OutcomeCalibration:
    """The correction, and the number of real results that it rests on; none changes nothing.

    `intercept` is one number, or one for each candidate where it is set for some of them.
    """

    intercept: float | Floats = 0.0
    slope: float = 1.0
    usual_slope: float = 0.0
    n_outcomes: int = 0

    def set_for(self, usual: Floats) -> "OutcomeCalibration":
        """Set the correction for some candidates by their chances in the middle of their records, (candidates,)."""
        return replace(self, intercept=self.intercept + self.usual_slope * _logits(usual), usual_slope=0.0)

    def applied(self, chances: Floats) -> Floats:
        """Correct chances of passing, the first axis that of the candidates; their order stays."""
        if self.n_outcomes == 0:
            return chances
        return np.asarray(special.expit(_along(self.intercept, chances) + self.slope * special.logit(chances)))

    def applied_to_draws(self, chances: Floats, axis: int) -> Floats:
        """Correct the chances of equally likely candidates, so that their mean is the corrected mean.

        Each draw's logit takes the slope, and a shift common to the draws brings their mean to where the correction,
        which was learnt from means, puts it. The first axis is that of the candidates.
        """
        if self.n_outcomes == 0:
            return chances
        wanted = self.applied(chances.mean(axis=axis, keepdims=True))
        logits = self.slope * special.logit(chances)
        low = np.full(wanted.shape, -LARGEST_SHIFT)
        high = -low
        for _ in range(N_HALVINGS):
            middle = (low + high) / 2
            is_above = special.expit(logits + middle).mean(axis=axis, keepdims=True) > wanted
            low, high = np.where(is_above, low, middle), np.where(is_above, middle, high)
        return np.asarray(special.expit(logits + (low + high) / 2))

    @property
    def implied_spread(self) -> float:
        """Give by how much more a score must spread than was said, for chances that were too sure; 1 at least."""
        return float(np.clip(1 / max(LEAST_SLOPE, self.slope + self.usual_slope), 1.0, LARGEST_SPREAD))


NO_CALIBRATION = OutcomeCalibration()


def fit_outcome_calibration(
    chances: Floats, usual: Floats, results: Floats, *, prior_sds: Sequence[float] = PRIOR_SDS
) -> OutcomeCalibration:
    """Find the most probable correction.

    Args:
        chances: P(pass) of each exam that was sat, from what was known before it.
        usual: The chances at the ability of the middle of the records.
        results: 1 where it was passed, 0 where not; between the two where more is known than that.
        prior_sds: Of all three numbers, to be weighed.
    """
    design = np.column_stack([np.ones_like(chances), _logits(chances), _logits(usual)])

    def surprise(found: Floats) -> float:
        eta = design @ found
        return float(np.logaddexp(0, eta).sum() - results @ eta)

    intercept, slope, usual_slope = _most_probable(surprise, NONE[:3], prior_sds)
    return OutcomeCalibration(intercept, max(LEAST_SLOPE, slope), usual_slope, len(chances))


@dataclass(frozen=True, slots=True)
class ScoreCalibration:
    """The correction of expected shares, and the number of real scores that it rests on.

    Without scores it may still be a wider spread. `intercept` is one number, or one for each candidate
    where it is set for some of them.
    """

    intercept: float | Floats = 0.0
    slope: float = 1.0
    usual_slope: float = 0.0
    spread: float = 1.0
    n_scores: int = 0

    @property
    def is_none(self) -> bool:
        """Tell whether nothing is corrected."""
        return self.n_scores == 0 and self.spread == 1

    def set_for(self, usual: Floats) -> "ScoreCalibration":
        """Set the correction for some candidates by the shares drawn for the middle of their records.

        `usual` is (candidates, draws).
        """
        usual_logits = _logits(usual).mean(axis=-1)
        return replace(self, intercept=self.intercept + self.usual_slope * usual_logits, usual_slope=0.0)

    def applied(self, shares: Floats) -> Floats:
        """Correct the expected shares of some candidates, (..., draws)."""
        if self.is_none:
            return shares
        logits = _logits(shares)
        centre = logits.mean(axis=-1, keepdims=True)
        moved = _along(self.intercept, logits) + self.slope * centre + self.spread * (logits - centre)
        return np.asarray(special.expit(moved))


NO_SCORE_CALIBRATION = ScoreCalibration()


def fit_score_calibration(
    shares: Floats, usual: Floats, scores: Floats, *, n_items: int, prior_sds: Sequence[float] = PRIOR_SDS
) -> ScoreCalibration:
    """Find the most probable correction; each score is a mixture of normal ones over the draws.

    Args:
        shares: Equally likely expected shares of each exam that was sat, (exams, draws).
        usual: The same at the ability of the middle of the records.
        scores: The share that it gave, (exams,).
        n_items: The number of scored items.
        prior_sds: Of all four numbers, to be weighed.
    """
    logits = np.sort(_logits(shares), axis=1)
    strata = np.stack([part.mean(axis=1) for part in np.array_split(logits, N_STRATA, axis=1)], axis=1)
    centre, usual_centre = logits.mean(axis=1), _logits(usual).mean(axis=1)
    around = strata - centre[:, None]

    def surprise(found: Floats) -> float:
        middle = found[0] + found[1] * centre + found[2] * usual_centre
        moved = special.expit(middle[:, None] + np.exp(found[3]) * around)
        variance = moved * (1 - moved) / n_items + (0.5 / n_items) ** 2
        log_density = -0.5 * ((scores[:, None] - moved) ** 2 / variance + np.log(variance))
        return -float(special.logsumexp(log_density, axis=1).sum())

    intercept, slope, usual_slope, log_spread = _most_probable(surprise, NONE, prior_sds)
    return ScoreCalibration(intercept, max(LEAST_SLOPE, slope), usual_slope, float(np.exp(log_spread)), len(scores))


def _most_probable(surprise: Callable[[Floats], float], none: Floats, sds: Sequence[float]) -> list[float]:
    """Find the parameters at each sd of their prior, and mix them by Laplace's evidence for that sd."""
    modes, evidence = [], []
    for sd in sds:

        def objective(found: Floats, sd: float = sd) -> float:
            return surprise(found) + 0.5 * float(((found - none) ** 2).sum()) / sd**2

        mode = optimize.minimize(objective, none, method="BFGS", options={"gtol": STEP}).x
        modes.append(mode)
        half_log_volume = 0.5 * np.linalg.slogdet(_curvature(objective, mode))[1] + len(none) * np.log(sd)
        evidence.append(-objective(mode) - half_log_volume)
    mixed: list[float] = (special.softmax(evidence) @ np.array(modes)).tolist()
    return mixed


def _curvature(objective: Callable[[Floats], float], mode: Floats) -> Floats:
    """Give the second derivatives of an objective at its minimum, by differences."""
    steps = STEP * np.eye(len(mode))
    return (
        np.array(
            [
                [
                    sum(i * j * objective(mode + i * one + j * two) for i in (1, -1) for j in (1, -1)) / 4
                    for two in steps
                ]
                for one in steps
            ]
        )
        / STEP**2
    )


def _logits(shares: Floats) -> Floats:
    return np.clip(special.logit(shares), -LARGEST_LOGIT, LARGEST_LOGIT)


def _along(intercept: float | Floats, values: Floats) -> Floats:
    """Lay numbers of candidates along the first axis; that of one candidate goes with any shape."""
    own = np.asarray(intercept, dtype=float)
    return own.reshape(-1, *[1] * (values.ndim - 1)) if own.size > 1 else own.reshape(())
