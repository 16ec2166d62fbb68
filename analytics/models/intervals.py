"""An estimate with its range, the form of every result of the models."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.models.special import ndtri

Floats = NDArray[np.float64]

RANGE_LEVEL = 0.90
"""The level of every range unless another is named."""

RANGE_ENDS = ((1 - RANGE_LEVEL) / 2, (1 + RANGE_LEVEL) / 2)
"""The probabilities below the ends of a range of `RANGE_LEVEL`."""

CHANCE_LEVEL = 0.80
"""The level of the range of P(pass) and what depends on it: at 90 % it would nearly always span 0 to 1."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and the range that contains the true value with probability `level`.

    The range is extended to the estimate: the mean of a very skewed distribution can lie outside its central part.
    """

    value: float
    low: float
    high: float
    level: float = RANGE_LEVEL

    def __post_init__(self) -> None:
        if self.low > self.value:
            object.__setattr__(self, "low", self.value)
        if self.high < self.value:
            object.__setattr__(self, "high", self.value)

    def scaled(self, factor: float) -> "Interval":
        """Return the interval in another unit; a negative factor swaps its ends."""
        low, high = sorted((self.low * factor, self.high * factor))
        return Interval(self.value * factor, low, high, self.level)


def interval_of_draws(draws: Floats) -> Interval:
    """Summarize equally likely draws of one quantity by their mean and central range."""
    return intervals_of_rows(draws[None, :])[0]


def intervals_of_rows(draws: Floats, *, level: float = RANGE_LEVEL) -> list[Interval]:
    """Summarize many quantities at once, (quantities, draws): much faster than one by one."""
    ordered = np.sort(draws, axis=-1)
    low, high = (_quantiles(ordered, end) for end in ((1 - level) / 2, (1 + level) / 2))
    rows = zip(draws.mean(axis=-1).tolist(), low.tolist(), high.tolist(), strict=True)
    return [Interval(*row, level) for row in rows]


def _quantiles(ordered: Floats, probability: float) -> Floats:
    """Return a quantile of each row, between the two nearest values; numpy's own would load its masked arrays."""
    place = probability * (ordered.shape[-1] - 1)
    below, above = ordered[:, math.floor(place)], ordered[:, math.ceil(place)]
    return np.asarray(below + place % 1 * (above - below))


def wilson(n_correct: float, n_items: float) -> Interval:
    """Estimate a proportion correct with Wilson's score interval.

    For few items it keeps its level and stays in [0, 1]; the normal interval does not. Without
    items the range is [0, 1].

    References:
        Wilson (1927), JASA 22, 209-212.
    """
    if n_items == 0:
        return Interval(0.5, 0.0, 1.0)
    z = float(ndtri(RANGE_ENDS[1]))
    share = n_correct / n_items
    shrink = 1 + z**2 / n_items
    center = (share + z**2 / (2 * n_items)) / shrink
    half = z * np.sqrt(share * (1 - share) / n_items + (z / (2 * n_items)) ** 2) / shrink
    return Interval(share, max(0.0, float(center - half)), min(1.0, float(center + half)))


def certain_ranks(ranges: Sequence[Interval]) -> list[int]:
    """Return each range's rank: 1 plus the number of ranges wholly above it.

    Overlapping ranges share a rank, so the largest is one of those of rank 1.
    """
    return [1 + sum(other.low > one.high for other in ranges) for one in ranges]
