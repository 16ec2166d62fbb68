"""Events per hour from the counts of some sessions, and the sum of future weeks."""

from collections.abc import Sequence

import numpy as np

from analytics.models import special
from analytics.models.intervals import RANGE_ENDS, Floats, Interval


def rate_of_counts(counts: Sequence[int], hours: Sequence[float]) -> Interval:
    """Estimate events per hour: the ratio, with the range of Jeffreys' gamma posterior.

    Without events the range begins at 0. Events come in clusters: if Pearson's chi-squared of the
    sessions exceeds its degrees of freedom, counts and hours weigh less by that factor (quasi-Poisson).

    References:
        McCullagh & Nelder (1989), Generalized Linear Models, section 6.2.3.
    """
    n, time = np.asarray(counts, dtype=float), np.asarray(hours, dtype=float)
    factor = _dispersion(n, time)
    shape, scale = n.sum() / factor + 0.5, factor / time.sum()
    low, high = (special.gammaincinv(shape, RANGE_ENDS) * scale).tolist()
    return Interval(float(n.sum() / time.sum()), low if n.any() else 0.0, high)


def _dispersion(n: Floats, time: Floats) -> float:
    """Return Pearson's chi-squared by its degrees of freedom, at least 1."""
    if len(n) < 2 or n.sum() == 0:
        return 1.0
    expected = n.sum() * time / time.sum()
    return max(1.0, float(((n - expected) ** 2 / expected).sum() / (len(n) - 1)))


def sum_ahead(weeks: Sequence[float], n_ahead: float) -> Interval:
    """Predict the sum of future weeks that are like some past ones, at least 0.

    The range is Student's predictive range of a sum. A few weeks do not identify their spread, so one
    more week is counted that deviates from the mean by the mean itself. This is our judgment; it
    keeps weeks that happen to be alike from making the range far too narrow.
    """
    past = np.asarray(weeks, dtype=float)
    n, mean = len(past), float(past.mean())
    spread = np.sqrt((((past - mean) ** 2).sum() + mean**2) / n)
    half = float(special.stdtrit(n, RANGE_ENDS[1]) * spread * np.sqrt(n_ahead * (1 + n_ahead / n)))
    value = n_ahead * mean
    return Interval(value, max(0.0, value - half), value + half)
