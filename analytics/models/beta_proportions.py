"""Shares from counts, each with the range of its posterior: one share, a mix of several, and two compared."""

from collections.abc import Sequence

import numpy as np
from scipy import special

from analytics.models.intervals import RANGE_LEVEL, Interval

_GRID = (np.arange(2_000) + 0.5) / 2_000


def share_of_count(n: int, n_all: int, *, level: float = RANGE_LEVEL) -> Interval:
    """Estimate a share from a count, nothing being more likely before: Beta(1, 1).

    No count at all leaves the whole prior.
    """
    return _summary(1 + n, 1 + n_all - n, level)


def chance_above(n: int, n_all: int, least: float) -> float:
    """Give the chance that a share exceeds `least`, by the same posterior."""
    return float(special.betaincc(1 + n, 1 + n_all - n, least))


def shares_of_mix(counts: Sequence[int], *, level: float = RANGE_LEVEL) -> list[Interval]:
    """Estimate the parts of a mix from how often each was seen.

    The prior is a Dirichlet that weighs as much as one observation, spread evenly, so that a part
    of a long list that was never seen stays small. Each part is then a Beta of its own.

    References:
        Perks (1947), J. Inst. Actuaries 73, 285-334; Berger, Bernardo & Sun (2015), Bayesian Anal. 10, 189-221.
    """
    return [_summary(a, b, level) for a, b in _mix(counts)]


def chances_of_rise(earlier: Sequence[int], later: Sequence[int]) -> list[float]:
    """Give, for each part of a mix, the chance that it is larger in the later counts.

    Integrated over the quantiles of the earlier part: P(later > x) averaged over x.
    """
    pairs = zip(_mix(earlier), _mix(later), strict=True)
    return [float(special.betaincc(*after, special.betaincinv(*before, _GRID)).mean()) for before, after in pairs]


def _mix(counts: Sequence[int]) -> list[tuple[float, float]]:
    n_all, each = sum(counts), 1 / len(counts)
    return [(n + each, n_all - n + 1 - each) for n in counts]


def _summary(a: float, b: float, level: float) -> Interval:
    """Give mean and central range of a Beta(a, b)."""
    low, high = special.betaincinv(a, b, [(1 - level) / 2, (1 + level) / 2]).tolist()
    return Interval(a / (a + b), low, high, level)
