"""Whether the expected score is stable: its change over three weeks against a band.

R(t) is the expected share correct on first-seen questions, domains mixed by their weight.
*Stable* and *moving* are each claimed at 80 %, on the change of R over three weeks against a
band of 5 points, so that "cannot tell" stays a possible verdict (a region of practical equivalence).

References:
    Kruschke (2018), Rejecting or accepting parameter values in Bayesian estimation.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analytics.models import response
from analytics.models.exam_score import ability_draws, sobol_normals
from analytics.models.intervals import Floats

BAND_PERCENT = 5.0
CLAIM_LEVEL = 0.80
WINDOW_WEEKS = 3.0


class StabilityVerdict(StrEnum):
    """Whether the expected score is stable or moving."""

    STABLE = "stable"
    MOVING = "moving"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class ChangeDraws:
    """Equally likely changes of the share correct from an earlier to a later day.

    `total` is (..., draws) and `domains` (..., draws, domains); both in shares, not percent.
    """

    total: Floats
    domains: Floats

    def probability_within(self, band_percent: float = BAND_PERCENT) -> Floats:
        """Return the probability that the total changed by no more than the band, (...,)."""
        return np.asarray((np.abs(self.total) <= band_percent / 100).mean(axis=-1))


def change_draws(
    later_then_earlier: Floats, covariance: Floats, shares: tuple[float, ...], guess_floor: float
) -> ChangeDraws:
    """Draw changes from the joint posterior of the domains on two days.

    Args:
        later_then_earlier: (..., 2 domains) mean abilities, the later day first.
        covariance: (..., 2 domains, 2 domains).
        shares: Share of scored items by domain.
        guess_floor: The chance of a correct answer by guessing.
    """
    n_domains = len(shares)
    later = np.array(shares)
    change = np.concatenate([later, -later])
    theta = ability_draws(later_then_earlier, covariance, sobol_normals(2 * n_domains), direction=change)
    correct = response.share_correct(theta, guess_floor)
    domains = correct[..., :n_domains] - correct[..., n_domains:]
    return ChangeDraws(domains @ later, domains)


def stability_verdict(probability_within: float, *, is_evidence_enough: bool) -> StabilityVerdict:
    """Return stable, moving or neither; without enough evidence always neither."""
    if not is_evidence_enough:
        return StabilityVerdict.CANNOT_TELL
    if probability_within >= CLAIM_LEVEL:
        return StabilityVerdict.STABLE
    if 1 - probability_within >= CLAIM_LEVEL:
        return StabilityVerdict.MOVING
    return StabilityVerdict.CANNOT_TELL
