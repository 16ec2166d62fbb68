"""A share that drifts from week to week, from counts that are small.

The logit of the share walks: x_w = x_{w-1} + N(0, d^2), x_1 ~ N(0, c^2), and n_w of N_w are of the
kind, binomially. The posterior of each week, given all weeks, is found exactly on a grid by passing
messages forwards and backwards; a week without any count is bridged.

References:
    Rabiner (1989), Proc. IEEE 77, 257-286 (forwards and backwards).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from analytics.models.intervals import RANGE_LEVEL, Floats, Interval

DRIFT_SD = 0.8
"""How far the logit may move in a week. A judgement: from one in five to four in five takes about a month."""

FIRST_SD = 1.7
"""Of the first week: with it every share is about equally likely."""

_REACH, _N_GRID = 8.0, 321
_GRID = np.linspace(-_REACH, _REACH, _N_GRID)


@dataclass(frozen=True, slots=True)
class DriftingShare:
    """The share in one week, and the chance that it is above a half."""

    share: Interval
    above_half: float


def drifting_shares(counts: Sequence[tuple[int, int]], *, level: float = RANGE_LEVEL) -> list[DriftingShare]:
    """Estimate the share in each of some weeks that follow each other, from (of the kind, in all)."""
    likely = [_likelihood(n, n_all) for n, n_all in counts]
    step = special.softmax(-(((_GRID[:, None] - _GRID) / DRIFT_SD) ** 2) / 2, axis=1)
    forwards = [special.softmax(-((_GRID / FIRST_SD) ** 2) / 2)]
    for week in likely[:-1]:
        forwards.append(_normed(forwards[-1] * week) @ step)
    backwards = [np.ones(_N_GRID)]
    for week in likely[:0:-1]:
        backwards.append(_normed(step @ (backwards[-1] * week)))
    weeks = zip(forwards, likely, reversed(backwards), strict=True)
    return [_summary(_normed(before * now * after), level) for before, now, after in weeks]


def _likelihood(n: int, n_all: int) -> Floats:
    """Give the chance of a count along the grid, as a part of the largest: many labs would make it vanish."""
    log = n * special.log_expit(_GRID) + (n_all - n) * special.log_expit(-_GRID)
    return np.asarray(np.exp(log - log.max()))


def _normed(weight: Floats) -> Floats:
    return np.asarray(weight / weight.sum())


def _summary(weight: Floats, level: float) -> DriftingShare:
    """Give mean, central range and the chance above a half; the middle of the grid counts half."""
    share = special.expit(_GRID)
    below = np.cumsum(weight) - weight / 2
    low, high = np.interp([(1 - level) / 2, (1 + level) / 2], below, share)
    middle = _N_GRID // 2
    above = weight[middle + 1 :].sum() + weight[middle] / 2
    return DriftingShare(Interval(float(weight @ share), float(low), float(high), level), float(above))
