"""Scores of stated chances: Brier, calibration, discrimination, and reliability bins."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from analytics.models.intervals import RANGE_LEVEL, Floats, Interval

N_BINS = 10
N_LUCK = 400


@dataclass(frozen=True, slots=True)
class Scored:
    """How good one method's chances are; `brier_error` is a standard error over people."""

    method: str
    brier: float
    brier_error: float
    calibration_error: float
    area_under_curve: float
    mean_chance: float


@dataclass(frozen=True, slots=True)
class Bin:
    """People with about the same stated chance: how many, the mean stated, the share that passed."""

    n: int
    stated: float
    happened: float


def scored(method: str, chances: Floats, happened: Floats, groups: Floats | None = None) -> Scored:
    """Score one method's chances; people of one group share a world, and so their luck."""
    errors = (chances - happened) ** 2
    return Scored(
        method,
        float(errors.mean()),
        standard_error(errors, groups),
        calibration_error(chances, happened),
        area_under_curve(chances, happened),
        float(chances.mean()),
    )


def difference(one: Floats, other: Floats, happened: Floats, groups: Floats | None = None) -> tuple[float, float]:
    """Return the difference of two methods' Brier scores on the same people, and its standard error."""
    gaps = (one - happened) ** 2 - (other - happened) ** 2
    return float(gaps.mean()), standard_error(gaps, groups)


def standard_error(values: Floats, groups: Floats | None = None) -> float:
    """Return the standard error of a mean over people, or over groups of equal size."""
    means = values if groups is None else np.array([values[groups == g].mean() for g in np.unique(groups)])
    return float(means.std(ddof=1) / np.sqrt(len(means)))


def reliability_bins(chances: Floats, happened: Floats) -> list[Bin]:
    """Sort people into ten equal bins of stated chance, without the empty ones."""
    which = bin_index(chances)
    groups = (which == k for k in range(N_BINS))
    return [Bin(int(g.sum()), float(chances[g].mean()), float(happened[g].mean())) for g in groups if g.any()]


def bin_index(chances: Floats) -> NDArray[np.intp]:
    """Return the bin of each chance."""
    return np.minimum((chances * N_BINS).astype(np.intp), N_BINS - 1)


def calibration_error(chances: Floats, happened: Floats) -> float:
    """Return the mean distance between stated and observed over the bins, weighted by people."""
    bins = reliability_bins(chances, happened)
    return sum(b.n * abs(b.stated - b.happened) for b in bins) / len(chances)


def calibration_error_by_luck(chances: Floats) -> float:
    """Return the mean calibration error of so many people if every chance is right; it is never 0."""
    rng = np.random.default_rng(0)
    return float(np.mean([calibration_error(chances, rng.binomial(1, chances).astype(float)) for _ in range(N_LUCK)]))


def area_under_curve(chances: Floats, happened: Floats) -> float:
    """Return the probability that a pass had a higher stated chance than a fail (Mann and Whitney)."""
    n_passed = int(happened.sum())
    n_pairs = n_passed * (len(happened) - n_passed)
    ranks = stats.rankdata(chances)
    return float((ranks[happened == 1].sum() - n_passed * (n_passed + 1) / 2) / n_pairs)


def held(ranges: Sequence[Interval], truths: Floats) -> Floats:
    """Return 1 for each range that holds the truth, 0.5 if it is on a limit, else 0."""
    low, high = np.array([(r.low, r.high) for r in ranges]).T
    inside = (low < truths) & (truths < high)
    on_limit = np.isclose(truths, low) | np.isclose(truths, high)
    return np.asarray(np.where(on_limit, 0.5, inside.astype(float)))


def part_held(probabilities: Sequence[Floats], scores: Floats, *, step: float = 1.0) -> Floats:
    """Return which part of each score lies in the middle 90 % of what was told.

    A score stands for all that rounds to it, and the told distribution spreads each number of correct answers the same
    way. So if scores come from what was told, the mean is .90 for any number of questions. Whether a score is within
    the limits of a range has no such mean: of ten questions, the limit of many ranges is all right, which is inside up
    to some part of it that the limit does not say.

    Args:
        probabilities: Of each number of correct answers, for each person.
        scores: In correct answers; a mark in percent may lie between two.
        step: The smallest difference between two scores.

    References:
        Czado, Gneiting and Held (2009), Predictive model assessment for count data, Biometrics 65, 1254-1261.
    """
    tail = (1 - RANGE_LEVEL) / 2
    ends = scores[:, None] + step * np.array([-0.5, 0.5])
    parts = []
    for own, its_ends in zip(probabilities, ends, strict=True):
        below = np.interp(its_ends, np.arange(len(own) + 1) - 0.5, np.append(0.0, np.cumsum(own)))
        inside = np.clip(below, tail, 1 - tail)
        parts.append((inside[1] - inside[0]) / max(below[1] - below[0], np.finfo(float).tiny))
    return np.array(parts)
