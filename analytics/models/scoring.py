"""Proper scores and calibration of forecasts of whole scores.

A forecast is the probability of each number of correct answers, 0 to n. It is scored by proper rules, which are best
in expectation for the true belief, and compared with a simple reference: that the next practice exam is like the last.

References:
    Gneiting & Raftery (2007), JASA 102, 359-378 (proper scoring rules).
    Czado, Gneiting & Held (2009), Biometrics 65, 1254-1261 (forecasts of counts).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.models import special
from analytics.models.intervals import RANGE_ENDS, Floats, Interval, wilson

MIN_PROBABILITY = 1e-12
"""Smaller probabilities are rounding, and their logarithm would dominate the mean."""

LEVELS = (0.2, 0.4, 0.6, 0.8, 0.9)
"""The levels of the central ranges whose coverage is checked."""


def log_score(probabilities: Floats, n_correct: int) -> float:
    """Return minus the log probability of the outcome; lower is better."""
    return float(-np.log(max(MIN_PROBABILITY, probabilities[n_correct])))


def ranked_probability_score(probabilities: Floats, n_correct: int) -> float:
    """Return the ranked probability score in percentage points; lower is better.

    It is the squared distance between the forecast's distribution function and the step at the
    outcome, summed over scores. For a forecast of a single score it is the absolute error.
    """
    n_items = len(probabilities) - 1
    below = np.cumsum(probabilities)[:-1]
    came = np.arange(n_items) >= n_correct
    return float(100 * ((below - came) ** 2).sum() / n_items)


def chance_of_at_least(probabilities: Floats, n_correct: int) -> float:
    """Return the forecast probability of at least `n_correct` correct answers."""
    return float(min(1.0, probabilities[n_correct:].sum()))


def chance_within(probabilities: Floats, percent: Interval) -> float:
    """Return the forecast probability of a range, which differs from its level because scores are whole."""
    scores = np.linspace(0, 100, len(probabilities))
    is_within = (scores >= percent.low - 1e-9) & (scores <= percent.high + 1e-9)
    return float(min(1.0, probabilities[is_within].sum()))


def brier_score(chance: float, has_occurred: bool) -> float:
    """Return the squared distance of a probability from the outcome, 0 or 1; lower is better."""
    return (chance - has_occurred) ** 2


def rank_range(probabilities: Floats, n_correct: int) -> tuple[float, float]:
    """Return the forecast probability below the outcome, and up to and including it.

    For calibrated forecasts a uniform draw between the two is uniform on [0, 1].
    """
    below = float(probabilities[:n_correct].sum())
    return below, min(1.0, below + float(probabilities[n_correct]))


def same_as_last(n_correct: int, n_items: int, n_next: int) -> Floats:
    """Forecast the next practice exam from the last one alone: the same ability, with chance in both.

    The share correct has Jeffreys' prior; the predictive distribution after the last exam is
    beta-binomial.
    """
    alpha, beta = n_correct + 0.5, n_items - n_correct + 0.5
    right = np.arange(n_next + 1)
    ways = -special.betaln(n_next - right + 1, right + 1) - np.log(n_next + 1)
    chances = special.betaln(right + alpha, n_next - right + beta) - special.betaln(alpha, beta)
    return np.asarray(np.exp(ways + chances))


def mean_score(scores: Sequence[float], *, bounds: tuple[float, float]) -> Interval:
    """Return the mean of some scores with Student's range of the long-run mean.

    For one score the range is that of all possible scores, `bounds`.
    """
    values = np.asarray(scores, dtype=float)
    mean = float(values.mean())
    if len(values) < 2:
        return Interval(mean, *bounds)
    half = float(special.stdtrit(len(values) - 1, RANGE_ENDS[1]) * values.std(ddof=1) / np.sqrt(len(values)))
    return Interval(mean, max(bounds[0], mean - half), min(bounds[1], mean + half))


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of outcomes within central ranges of a level, with its range."""

    level: float
    share: Interval


def coverage_by_level(ranks: Sequence[tuple[float, float]]) -> tuple[Coverage, ...]:
    """Return the coverage of central ranges, one for each of `LEVELS`, from the outcomes' rank ranges.

    A whole score may straddle the end of a range: it counts by the part of its
    rank range that lies within (Czado, Gneiting & Held, section 2.1), so that calibrated forecasts
    cover exactly their level.
    """
    low, high = np.asarray(ranks, dtype=float).T
    width = np.maximum(high - low, MIN_PROBABILITY)
    coverages = []
    for level in LEVELS:
        first, last = (1 - level) / 2, (1 + level) / 2
        covered = np.clip(np.minimum(high, last) - np.maximum(low, first), 0, None) / width
        coverages.append(Coverage(level, wilson(float(covered.sum()), len(covered))))
    return tuple(coverages)
