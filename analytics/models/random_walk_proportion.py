"""A proportion that follows a random walk from week to week, from small counts.

The logit of the proportion is x_w = x_{w-1} + N(0, d^2), x_1 ~ N(0, c^2), and n_w of N_w are
binomial. The posterior of each week, given all weeks, is computed on a grid by the
forward-backward algorithm; a week without counts is interpolated.

References:
    Rabiner (1989), Proc. IEEE 77, 257-286 (forward-backward algorithm).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.models import special
from analytics.models.intervals import RANGE_ENDS, Floats, Interval

DRIFT_SD = 0.8
"""The sd of the logit's change in a week. Our judgment: from one in five to four in five takes about a month."""

FIRST_SD = 1.7
"""The sd of the first week's logit: with it every proportion is about equally likely."""

_REACH, _N_GRID = 8.0, 321
_GRID = np.linspace(-_REACH, _REACH, _N_GRID)


@dataclass(frozen=True, slots=True)
class WeeklyProportion:
    """The proportion in one week, and the probability that it exceeds one half."""

    share: Interval
    above_half: float


def random_walk_proportions(counts: Sequence[tuple[int, int]]) -> list[WeeklyProportion]:
    """Estimate the proportion in each of some consecutive weeks, from counts (n, total)."""
    likely = [_likelihood(n, n_all) for n, n_all in counts]
    step = special.softmax(-(((_GRID[:, None] - _GRID) / DRIFT_SD) ** 2) / 2, axis=1)
    forwards = [special.softmax(-((_GRID / FIRST_SD) ** 2) / 2)]
    for week in likely[:-1]:
        forwards.append(_normed(forwards[-1] * week) @ step)
    backwards = [np.ones(_N_GRID)]
    for week in likely[:0:-1]:
        backwards.append(_normed(step @ (backwards[-1] * week)))
    weeks = zip(forwards, likely, reversed(backwards), strict=True)
    return [_summary(_normed(before * now * after)) for before, now, after in weeks]


def _likelihood(n: int, n_all: int) -> Floats:
    """Return the likelihood of a count on the grid, relative to its maximum so that it does not underflow."""
    log = n * special.log_expit(_GRID) + (n_all - n) * special.log_expit(-_GRID)
    return np.asarray(np.exp(log - log.max()))


def _normed(weight: Floats) -> Floats:
    return np.asarray(weight / weight.sum())


def _summary(weight: Floats) -> WeeklyProportion:
    """Return mean, central range and probability above one half; the middle of the grid counts half."""
    share = special.expit(_GRID)
    below = np.cumsum(weight) - weight / 2
    low, high = np.interp(RANGE_ENDS, below, share)
    middle = _N_GRID // 2
    above = weight[middle + 1 :].sum() + weight[middle] / 2
    return WeeklyProportion(Interval(float(weight @ share), float(low), float(high)), float(above))
