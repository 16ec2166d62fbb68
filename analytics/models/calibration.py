"""Recalibrate the chance of passing by real results, and the score by real scores.

The chance: P' = sigmoid(a + b logit P + c logit P0). The baseline P0 is the chance at the ability in the
middle of the candidate's record: c weighs practice as a whole against its end. The score: of the equally
likely expected shares s_j of one candidate, with l_j = logit s_j, their mean l and the baseline's mean l0,
s'_j = sigmoid(a + b l + c l0 + k (l_j - l)): k widens or narrows the range. A result without a score tells
on which side of the cut its score was. If all are without, they determine only k: chances that are overconfident
by a factor come from scores whose spread is too small by that factor.

Normal priors of one sd hold all of them near no correction (a, c and log k near 0, b near 1). Several sds
are averaged by their evidence: if practice is like the exam, results leave the correction small; if it is not
(homework marks, open book) some fifty results suffice for a large one.

References:
    MacKay (1992), Bayesian interpolation, Neural Computation 4, 415-447 (the evidence for a prior's scale).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analytics.models import special
from analytics.models.intervals import Floats

NO_CORRECTION = np.array([0.0, 1.0, 0.0, 0.0])
"""a, b, c and log k of no correction."""

PRIOR_SDS = (0.1, 0.25, 0.5)
WIDE_SDS = (3.0,)
"""For chances that scores have already corrected: the prior has been applied there."""

STEP = 1e-3
"""The step of the parameters in the second differences of a posterior's curvature."""

LARGEST_LOGIT = 7.0
"""Chances beyond 99.9 % count as 99.9 %: no record is that certain, and one surprise would dominate the fit."""

LARGEST_SHIFT = 40.0
N_HALVINGS = 30
"""The largest common shift of a candidate's draws in logits, and the bisections that find it."""

MIN_SLOPE = 0.05
"""A correction may weaken the effect of practice, not reverse it."""

LARGEST_SPREAD = 2.0
"""Passes and fails identify a spread only indirectly, so at most a factor of two is taken from them."""

N_STRATA = 32
"""The fit uses the means of this many strata of a candidate's draws, which is faster than all draws."""


@dataclass(frozen=True, slots=True)
class OutcomeCalibration:
    """The correction of chances, and the number of real results behind it; 0 means no correction.

    `intercept` is one number, or one for each candidate once it is set for some of them.
    """

    intercept: float | Floats = 0.0
    slope: float = 1.0
    baseline_slope: float = 0.0
    n_outcomes: int = 0

    def set_for(self, baseline: Floats) -> "OutcomeCalibration":
        """Return the correction of some candidates by their baseline chances, (candidates,)."""
        return replace(self, intercept=self.intercept + self.baseline_slope * _logits(baseline))

    def applied(self, chances: Floats) -> Floats:
        """Return corrected chances of passing, candidates on the first axis; their order stays."""
        if self.n_outcomes == 0:
            return chances
        return np.asarray(special.expit(_along(self.intercept, chances) + self.slope * special.logit(chances)))

    def applied_after(self, chances: Floats, moved: Floats) -> Floats:
        """Return the corrected chances after `chances` have moved to `moved`, once the correction is set.

        What moves the chance moves the baseline about as far in logits, so both slopes count.
        """
        if self.n_outcomes == 0:
            return moved
        distance = special.logit(moved) - special.logit(chances)
        start = special.logit(self.applied(chances))
        return np.asarray(special.expit(start + (self.slope + self.baseline_slope) * distance))

    def applied_to_draws(self, chances: Floats, axis: int) -> Floats:
        """Return corrected chances of equally likely draws whose mean is the corrected mean.

        Each draw's logit takes the slope, and a common shift of the draws brings their mean to the corrected one,
        since the correction was fitted to means. The first axis is that of the candidates.
        """
        if self.n_outcomes == 0:
            return chances
        target = self.applied(chances.mean(axis=axis, keepdims=True))
        logits = self.slope * special.logit(chances)
        low = np.full(target.shape, -LARGEST_SHIFT)
        high = -low
        for _ in range(N_HALVINGS):
            middle = (low + high) / 2
            is_above = special.expit(logits + middle).mean(axis=axis, keepdims=True) > target
            low, high = np.where(is_above, low, middle), np.where(is_above, middle, high)
        return np.asarray(special.expit(logits + (low + high) / 2))

    @property
    def implied_spread(self) -> float:
        """The factor by which scores must spread more to explain overconfident chances, at least 1."""
        return float(np.clip(1 / max(MIN_SLOPE, self.slope + self.baseline_slope), 1.0, LARGEST_SPREAD))


NO_CALIBRATION = OutcomeCalibration()


def fit_outcome_calibration(
    chances: Floats, baseline: Floats, results: Floats, *, prior_sds: Sequence[float] = PRIOR_SDS
) -> OutcomeCalibration:
    """Find the most probable correction of chances.

    Args:
        chances: P(pass) of each attempt, from what was known before it.
        baseline: The chances at the ability in the middle of the records.
        results: 1 for a pass, 0 for a fail; between the two if a score tells more.
        prior_sds: Prior sds of all three numbers, weighted by their evidence.
    """
    design = np.column_stack([np.ones_like(chances), _logits(chances), _logits(baseline)])

    def negative_log_likelihood(parameters: Floats) -> float:
        eta = design @ parameters
        return float(np.logaddexp(0, eta).sum() - results @ eta)

    intercept, slope, baseline_slope = _most_probable(negative_log_likelihood, NO_CORRECTION[:3], prior_sds)
    return OutcomeCalibration(intercept, max(MIN_SLOPE, slope), baseline_slope, len(chances))


@dataclass(frozen=True, slots=True)
class ScoreCalibration:
    """The correction of expected shares, and the number of real scores behind it.

    With none it may still widen the spread. `intercept` is one number, or one for each candidate once it is set
    for some of them.
    """

    intercept: float | Floats = 0.0
    slope: float = 1.0
    baseline_slope: float = 0.0
    spread: float = 1.0
    n_scores: int = 0

    @property
    def is_none(self) -> bool:
        """Whether nothing is corrected."""
        return self.n_scores == 0 and self.spread == 1

    def set_for(self, baseline: Floats) -> "ScoreCalibration":
        """Return the correction of some candidates by their baseline shares, (candidates, draws)."""
        baseline_logits = _logits(baseline).mean(axis=-1)
        return replace(self, intercept=self.intercept + self.baseline_slope * baseline_logits, baseline_slope=0.0)

    def applied(self, shares: Floats) -> Floats:
        """Return corrected expected shares of some candidates, (..., draws)."""
        if self.is_none:
            return shares
        logits = _logits(shares)
        center = logits.mean(axis=-1, keepdims=True)
        moved = _along(self.intercept, logits) + self.slope * center + self.spread * (logits - center)
        return np.asarray(special.expit(moved))


NO_SCORE_CALIBRATION = ScoreCalibration()


def fit_score_calibration(
    shares: Floats,
    baseline: Floats,
    scores: Floats,
    is_passed: Floats,
    *,
    n_items: int,
    cut: float,
    cut_sd: float = 0.0,
) -> ScoreCalibration:
    """Find the most probable correction of scores, each a mixture of normals over the draws.

    Args:
        shares: Equally likely expected shares of each attempt, (exams, draws).
        baseline: The same at the ability in the middle of the records.
        scores: The share correct of each attempt, nan if it is not known, (exams,).
        is_passed: 1 for a pass, 0 for a fail, (exams,); counts only where the score is not known.
        n_items: The number of scored items.
        cut: The share of the items that a normal score must exceed to pass.
        cut_sd: Its sd.
    """
    logits = np.sort(_logits(shares), axis=1)
    strata = np.stack([part.mean(axis=1) for part in np.array_split(logits, N_STRATA, axis=1)], axis=1)
    center, baseline_center = logits.mean(axis=1), _logits(baseline).mean(axis=1)
    around = strata - center[:, None]
    is_known = ~np.isnan(scores)
    known, side = scores[is_known, None], np.where(is_passed[~is_known, None], 1.0, -1.0)

    def negative_log_likelihood(parameters: Floats) -> float:
        middle = parameters[0] + parameters[1] * center + parameters[2] * baseline_center
        moved = special.expit(middle[:, None] + np.exp(parameters[3]) * around)
        variance = moved * (1 - moved) / n_items + (0.5 / n_items) ** 2
        of_scores = -0.5 * ((known - moved[is_known]) ** 2 / variance[is_known] + np.log(variance[is_known]))
        from_cut = side * (moved[~is_known] - cut) / np.sqrt(variance[~is_known] + cut_sd**2)
        of_each = np.concatenate([of_scores, special.log_ndtr(from_cut)])
        return -float(special.logsumexp(of_each, axis=1).sum())

    intercept, slope, baseline_slope, log_spread = _most_probable(negative_log_likelihood, NO_CORRECTION, PRIOR_SDS)
    return ScoreCalibration(
        intercept, max(MIN_SLOPE, slope), baseline_slope, float(np.exp(log_spread)), int(is_known.sum())
    )


def _most_probable(
    negative_log_likelihood: Callable[[Floats], float], none: Floats, sds: Sequence[float]
) -> list[float]:
    """Average the posterior modes over the prior sds, weighted by Laplace's evidence of each sd."""
    from scipy import optimize  # noqa: PLC0415  (slow to import, and only a file with real results needs it)

    modes, evidence = [], []
    for sd in sds:

        def objective(parameters: Floats, sd: float = sd) -> float:
            return negative_log_likelihood(parameters) + 0.5 * float(((parameters - none) ** 2).sum()) / sd**2

        mode = optimize.minimize(objective, none, method="BFGS", options={"gtol": STEP}).x
        modes.append(mode)
        half_log_volume = 0.5 * np.linalg.slogdet(_curvature(objective, mode))[1] + len(none) * np.log(sd)
        evidence.append(-objective(mode) - half_log_volume)
    mixed: list[float] = (special.softmax(evidence) @ np.array(modes)).tolist()
    return mixed


def _curvature(objective: Callable[[Floats], float], mode: Floats) -> Floats:
    """Return the second derivatives of an objective at its minimum, by differences."""
    steps = STEP * np.eye(len(mode))
    curvature = np.empty((len(mode), len(mode)))
    for i, one in enumerate(steps):
        for j, two in enumerate(steps):
            outer = objective(mode + one + two) + objective(mode - one - two)
            inner = objective(mode + one - two) + objective(mode - one + two)
            curvature[i, j] = (outer - inner) / (4 * STEP**2)
    return curvature


def _logits(shares: Floats) -> Floats:
    return np.asarray(np.clip(special.logit(shares), -LARGEST_LOGIT, LARGEST_LOGIT))


def _along(intercept: float | Floats, values: Floats) -> Floats:
    """Align one number per candidate with the first axis; a single number fits any shape."""
    own = np.asarray(intercept, dtype=float)
    return own.reshape(-1, *[1] * (values.ndim - 1)) if own.size > 1 else own.reshape(())
