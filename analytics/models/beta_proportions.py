"""Beta posteriors of proportions: one, the parts of a mix, and two mixes compared."""

from collections.abc import Sequence

import numpy as np

from analytics.models import special
from analytics.models.intervals import RANGE_ENDS, Interval

_GRID = (np.arange(2_000) + 0.5) / 2_000


def beta_proportion(n: int, n_all: int) -> Interval:
    """Estimate a proportion from a count: the ratio, with its range from the flat prior Beta(1, 1).

    Without any count the value is the prior's.
    """
    return _summary(n, n_all, 1.0, 2.0)


def probability_above(n: int, n_all: int, least: float) -> float:
    """Return the probability that a proportion exceeds `least`, by the same posterior."""
    return float(special.betaincc(1 + n, 1 + n_all - n, least))


def dirichlet_proportions(counts: Sequence[int]) -> list[Interval]:
    """Estimate the parts of a mix from the count of each.

    The prior is a Dirichlet that weighs as much as one observation, spread evenly, so that a part
    of a long list that was never seen stays small. Each part then has a Beta posterior; its value is the ratio.

    References:
        Perks (1947), J. Inst. Actuaries 73, 285-334; Berger, Bernardo & Sun (2015), Bayesian Anal. 10, 189-221.
    """
    return [_summary(n, sum(counts), 1 / len(counts), 1.0) for n in counts]


def rise_probabilities(earlier: Sequence[int], later: Sequence[int]) -> list[float]:
    """Return the probability that each part of a mix is larger in the later counts.

    P(later > x) is averaged over the quantiles x of the earlier part.
    """
    pairs = zip(_mix(earlier), _mix(later), strict=True)
    return [float(special.betaincc(*after, special.betaincinv(*before, _GRID)).mean()) for before, after in pairs]


def _mix(counts: Sequence[int]) -> list[tuple[float, float]]:
    n_all, each = sum(counts), 1 / len(counts)
    return [(n + each, n_all - n + 1 - each) for n in counts]


def _summary(n: int, n_all: int, prior: float, prior_all: float) -> Interval:
    """Return the ratio, and the central range of its Beta posterior.

    The ratio is what readers work out themselves. It is the posterior's mode under a flat prior. A ratio
    of 0 or 1 lies outside the central range, so the range is extended to it.

    References:
        Brown, Cai & DasGupta (2001), Stat. Sci. 16, 101-133 (the ends of Bayesian intervals).
    """
    a, b = n + prior, n_all - n + prior_all - prior
    low, high = special.betaincinv(a, b, RANGE_ENDS).tolist()
    return Interval(n / n_all if n_all else a / (a + b), low if n else 0.0, high if n < n_all else 1.0)
