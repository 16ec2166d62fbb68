"""Whether the expected score has settled: its change over three weeks against a band.

R(t) is the expected share correct on first-seen questions, domains mixed by their weight. The
probability that R changed by no more than 5 points over three weeks is put into one of five words; the
middle one says neither (a region of practical equivalence). VALIDATION.md has the accuracy of each.

References:
    Kruschke (2018), Rejecting or accepting parameter values in Bayesian estimation.
"""

from enum import StrEnum

import numpy as np

from analytics.models import response
from analytics.models.ability_draws import ability_draws
from analytics.models.intervals import Floats
from analytics.models.quasi_random import sobol_normals

BAND_PERCENT = 5.0
CLAIM_LEVEL = 0.80
"""The probability from which any report makes a claim."""

LIKELY_LEVEL = 0.62
FIRM_LEVEL = 0.85
"""Least probabilities of a change within the band for "probably settled" and "settled"; of a larger change, for
"probably moving" and "moving"."""

WINDOW_WEEKS = 3.0


class StabilityVerdict(StrEnum):
    """Whether the expected score is stable or moving."""

    STABLE = "stable"
    MOVING = "moving"
    CANNOT_TELL = "cannot_tell"


class StabilityWord(StrEnum):
    """How surely the expected score has settled, in five steps."""

    SETTLED = "settled"
    PROBABLY_SETTLED = "probably_settled"
    TOO_EARLY = "too_early"
    PROBABLY_MOVING = "probably_moving"
    MOVING = "moving"

    @property
    def verdict(self) -> StabilityVerdict:
        """The word reduced to stable, moving or cannot tell."""
        return _VERDICTS[self]


_VERDICTS = {
    StabilityWord.SETTLED: StabilityVerdict.STABLE,
    StabilityWord.PROBABLY_SETTLED: StabilityVerdict.STABLE,
    StabilityWord.TOO_EARLY: StabilityVerdict.CANNOT_TELL,
    StabilityWord.PROBABLY_MOVING: StabilityVerdict.MOVING,
    StabilityWord.MOVING: StabilityVerdict.MOVING,
}


def probability_within(changes: Floats) -> Floats:
    """Return the probability that the level changed by no more than the band, from draws in shares, (..., draws)."""
    return np.asarray((np.abs(changes) <= BAND_PERCENT / 100).mean(axis=-1))


def domain_changes(
    later_then_earlier: Floats, covariance: Floats, shares: tuple[float, ...], guess_floor: float
) -> Floats:
    """Draw changes of the share correct in each domain, (..., draws, domains), from two days' joint posterior.

    Args:
        later_then_earlier: (..., 2 domains) mean abilities, the later day first.
        covariance: (..., 2 domains, 2 domains).
        shares: Share of scored items by domain.
        guess_floor: The chance of a correct answer by guessing.
    """
    n_domains = len(shares)
    change = np.array([*shares, *(-share for share in shares)])
    theta = ability_draws(later_then_earlier, covariance, sobol_normals(2 * n_domains), change)
    correct = response.share_correct(theta, guess_floor)
    return np.asarray(correct[..., :n_domains] - correct[..., n_domains:])


def stability_word(probability_within: float, *, is_evidence_enough: bool) -> StabilityWord:
    """Return how surely the score has settled; without enough evidence it is too early to tell."""
    if not is_evidence_enough:
        return StabilityWord.TOO_EARLY
    if probability_within >= FIRM_LEVEL:
        return StabilityWord.SETTLED
    if probability_within >= LIKELY_LEVEL:
        return StabilityWord.PROBABLY_SETTLED
    if 1 - probability_within >= FIRM_LEVEL:
        return StabilityWord.MOVING
    if 1 - probability_within >= LIKELY_LEVEL:
        return StabilityWord.PROBABLY_MOVING
    return StabilityWord.TOO_EARLY
