"""How good forecasts of whole scores were, once the scores are known.

A forecast is the chance of each whole number of right answers, 0 to n. It is scored by proper
rules, which nobody can better by saying anything but what they believe, each beside the score of
a plain reference: that the next practice exam is like the last one.

References:
    Gneiting & Raftery (2007), JASA 102, 359-378 (proper scoring rules).
    Czado, Gneiting & Held (2009), Biometrics 65, 1254-1261 (forecasts of counts).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from analytics.models.intervals import RANGE_LEVEL, Floats, Interval, wilson

LEAST_PROBABILITY = 1e-12
"""Below it a chance is rounding; its logarithm alone would decide the mean."""

LEVELS = (0.2, 0.4, 0.6, 0.8, 0.9)
"""The central ranges whose coverage is compared with what they claim."""


def log_score(probabilities: Floats, n_correct: int) -> float:
    """Give minus the log of the chance that was given to what came; lower is better."""
    return float(-np.log(max(LEAST_PROBABILITY, probabilities[n_correct])))


def ranked_probability_score(probabilities: Floats, n_correct: int) -> float:
    """Give the ranked probability score in percent points; lower is better.

    The squared distance between the forecast's distribution function and the step at what came,
    summed over scores. A forecast of one score alone would be off by just this many points.
    """
    n_items = len(probabilities) - 1
    below = np.cumsum(probabilities)[:-1]
    came = np.arange(n_items) >= n_correct
    return float(100 * ((below - came) ** 2).sum() / n_items)


def chance_of_at_least(probabilities: Floats, n_correct: int) -> float:
    """Give the forecast chance of so many right answers or more."""
    return float(min(1.0, probabilities[n_correct:].sum()))


def chance_within(probabilities: Floats, percent: Interval) -> float:
    """Give the forecast chance of a score within a range: whole scores make it a little more or less than its level."""
    scores = np.linspace(0, 100, len(probabilities))
    is_within = (scores >= percent.low - 1e-9) & (scores <= percent.high + 1e-9)
    return float(min(1.0, probabilities[is_within].sum()))


def brier_score(chance: float, is_so: bool) -> float:
    """Give the squared distance of a chance from what came, 0 or 1; lower is better."""
    return (chance - is_so) ** 2


def rank_range(probabilities: Floats, n_correct: int) -> tuple[float, float]:
    """Give the part of the forecast that lies below what came, and that with what came itself.

    Over good forecasts a place taken evenly between the two is spread evenly between 0 and 1.
    """
    below = float(probabilities[:n_correct].sum())
    return below, min(1.0, below + float(probabilities[n_correct]))


def same_as_last(n_correct: int, n_items: int, n_next: int) -> Floats:
    """Forecast the next practice exam from the last one alone: the same, give or take chance in both.

    The share right has Jeffreys' prior; what the last exam leaves of it, mixed over the binomial
    chance of the next, is a beta-binomial distribution.
    """
    alpha, beta = n_correct + 0.5, n_items - n_correct + 0.5
    right = np.arange(n_next + 1)
    ways = -special.betaln(n_next - right + 1, right + 1) - np.log(n_next + 1)
    chances = special.betaln(right + alpha, n_next - right + beta) - special.betaln(alpha, beta)
    return np.asarray(np.exp(ways + chances))


def mean_score(scores: Sequence[float], *, level: float = RANGE_LEVEL, floor: float = -np.inf) -> Interval:
    """Give the mean of some scores with the range of what it would be in the long run.

    Student's range; one score alone leaves everything possible. `floor` is the best that there is.
    """
    values = np.asarray(scores, dtype=float)
    mean = float(values.mean())
    if len(values) < 2:
        return Interval(mean, floor, np.inf, level)
    half = float(special.stdtrit(len(values) - 1, (1 + level) / 2) * values.std(ddof=1) / np.sqrt(len(values)))
    return Interval(mean, max(floor, mean - half), mean + half, level)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often central ranges of a level held what came, with its range."""

    level: float
    share: Interval


def coverage_by_level(ranks: Sequence[tuple[float, float]]) -> tuple[Coverage, ...]:
    """Give the coverage of central ranges, one for each of `LEVELS`, from the rank ranges of what came.

    A score is whole and may lie across the end of a range: it counts as held by the part of its
    own rank range that lies within (Czado, Gneiting & Held, section 2.1), so that good forecasts
    hold exactly what they claim.
    """
    low, high = np.asarray(ranks, dtype=float).T
    width = np.maximum(high - low, LEAST_PROBABILITY)
    found = []
    for level in LEVELS:
        first, last = (1 - level) / 2, (1 + level) / 2
        held = np.clip(np.minimum(high, last) - np.maximum(low, first), 0, None) / width
        found.append(Coverage(level, wilson(float(held.sum()), len(held))))
    return tuple(found)
