"""Beta posteriors of proportions: one, the parts of a mix, and two mixes compared."""

from collections.abc import Sequence

import numpy as np
from scipy import special

from analytics.models.intervals import RANGE_LEVEL, Interval

_GRID = (np.arange(2_000) + 0.5) / 2_000


def beta_proportion(n: int, n_all: int, *, level: float = RANGE_LEVEL) -> Interval:
    """Estimate a proportion from a count with the flat prior Beta(1, 1).

    Without any count the result is the prior.
    """
    return _summary(1 + n, 1 + n_all - n, level)


def probability_above(n: int, n_all: int, least: float) -> float:
    """Return the probability that a proportion exceeds `least`, by the same posterior."""
    return float(special.betaincc(1 + n, 1 + n_all - n, least))


def dirichlet_proportions(counts: Sequence[int], *, level: float = RANGE_LEVEL) -> list[Interval]:
    """Estimate the parts of a mix from the count of each.

    The prior is a Dirichlet that weighs as much as one observation, spread evenly, so that a part
    of a long list that was never seen stays small. Each part then has a Beta posterior.

    References:
        Perks (1947), J. Inst. Actuaries 73, 285-334; Berger, Bernardo & Sun (2015), Bayesian Anal. 10, 189-221.
    """
    return [_summary(a, b, level) for a, b in _mix(counts)]


def rise_probabilities(earlier: Sequence[int], later: Sequence[int]) -> list[float]:
    """Return the probability of each part of a mix to be larger in the later counts.

    P(later > x) is averaged over the quantiles x of the earlier part.
    """
    pairs = zip(_mix(earlier), _mix(later), strict=True)
    return [float(special.betaincc(*after, special.betaincinv(*before, _GRID)).mean()) for before, after in pairs]


def _mix(counts: Sequence[int]) -> list[tuple[float, float]]:
    n_all, each = sum(counts), 1 / len(counts)
    return [(n + each, n_all - n + 1 - each) for n in counts]


def _summary(a: float, b: float, level: float) -> Interval:
    """Return mean and central range of a Beta(a, b)."""
    low, high = special.betaincinv(a, b, [(1 - level) / 2, (1 + level) / 2]).tolist()
    return Interval(a / (a + b), low, high, level)
