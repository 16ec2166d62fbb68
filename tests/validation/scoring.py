"""Scores of stated chances: Brier, calibration, discrimination, and what a reliability diagram shows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from analytics.models.intervals import Floats, Interval

N_BINS = 10


@dataclass(frozen=True, slots=True)
class Scored:
    """How good the chances of one method are; `brier_error` is a standard error over people."""

    method: str
    brier: float
    brier_error: float
    calibration_error: float
    area_under_curve: float
    mean_chance: float


@dataclass(frozen=True, slots=True)
class Bin:
    """People who were told about the same chance: how many, the mean told, the share that passed."""

    n: int
    told: float
    happened: float


def scored(method: str, chances: Floats, happened: Floats, groups: Floats | None = None) -> Scored:
    """Score the chances of one method; people of one group share a world, and so their luck."""
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
    """Give the difference of two methods' Brier scores on the same people, and its standard error."""
    gaps = (one - happened) ** 2 - (other - happened) ** 2
    return float(gaps.mean()), standard_error(gaps, groups)


def standard_error(values: Floats, groups: Floats | None = None) -> float:
    """Give the standard error of a mean, over people or over groups of them (of one size)."""
    means = values if groups is None else np.array([values[groups == g].mean() for g in np.unique(groups)])
    return float(means.std(ddof=1) / np.sqrt(len(means)))


def reliability_bins(chances: Floats, happened: Floats) -> list[Bin]:
    """Sort people into ten equal bins of the chance told; empty ones are left out."""
    which = bin_index(chances)
    groups = (which == k for k in range(N_BINS))
    return [Bin(int(g.sum()), float(chances[g].mean()), float(happened[g].mean())) for g in groups if g.any()]


def bin_index(chances: Floats) -> NDArray[np.intp]:
    """Give the bin of each chance."""
    return np.minimum((chances * N_BINS).astype(np.intp), N_BINS - 1)


def calibration_error(chances: Floats, happened: Floats) -> float:
    """Give the mean distance between told and happened over the bins, weighted by people."""
    bins = reliability_bins(chances, happened)
    return sum(b.n * abs(b.told - b.happened) for b in bins) / len(chances)


def area_under_curve(chances: Floats, happened: Floats) -> float:
    """Give the chance that one who passed was told more than one who failed (Mann and Whitney)."""
    n_passed = int(happened.sum())
    n_pairs = n_passed * (len(happened) - n_passed)
    ranks = stats.rankdata(chances)
    return float((ranks[happened == 1].sum() - n_passed * (n_passed + 1) / 2) / n_pairs)


def share_held(ranges: Sequence[Interval], truths: Floats) -> float:
    """Give the share of ranges that hold the truth; a truth on a limit counts half."""
    return float(held(ranges, truths).mean())


def held(ranges: Sequence[Interval], truths: Floats) -> Floats:
    """Tell of each range whether it holds the truth: 1, or one half on a limit, or 0."""
    low, high = np.array([(r.low, r.high) for r in ranges]).T
    inside = (low < truths) & (truths < high)
    on_limit = np.isclose(truths, low) | np.isclose(truths, high)
    return np.asarray(np.where(on_limit, 0.5, inside.astype(float)))
