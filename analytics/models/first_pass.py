"""Time of a first pass through a whole exam, and the chance of running out of time.

Times are log-normal: log t_ij = m + e_j + r_ij with r ~ N(0, s^2) by question and e ~ N(0, k^2) by
exam. With a flat prior the posterior of m given s is normal around the exams' means, weighted by
precision; s^2 has its scaled inverse chi-squared posterior from the spread within exams. The sum over
the n questions of a new exam is approximated by the log-normal with its mean and variance.

References:
    van der Linden (2006), J. Educ. Behav. Stat. 31, 181-204 (log-normal response times);
    Fenton (1960), IRE Trans. Commun. Syst. 8, 57-67 (sums of log-normals).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.models import special
from analytics.models.intervals import Floats, Interval, interval_of_draws
from analytics.models.quasi_random import sobol_normals

EXAM_SD = 0.12
"""The sd of an exam's pace as a whole, as a share of its time. Our judgment: nothing published
measures it for one person, and a few practice exams cannot."""

MIN_TIMES = 20
"""Fewer times do not identify the spread within an exam."""

_MIN_SQUARES = 1e-6
"""The least sum of squares, so that equal times have a spread to divide by."""

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(15)


@dataclass(frozen=True, slots=True)
class FirstPass:
    """The first pass of a whole exam: minutes, and the chance of running out of time.

    `total_min` has a range for the time itself; the chance is an average over it, and its range shows
    the uncertainty of the pace.
    """

    total_min: Interval
    run_out: Interval


def predict_first_pass(
    times_s: Sequence[Floats], *, n_items: int, duration_min: float, limit_s: float = np.inf
) -> FirstPass:
    """Predict the first pass from the response times of each practice exam, an array of seconds for each.

    With a limit no question takes longer: what is not done by then is left for a second pass. At least
    `MIN_TIMES` times, all above zero, are needed.
    """
    normals = sobol_normals(3)
    middle, center_sd, spread = _posterior([np.log(times) for times in times_s], normals[:, 1])
    minutes, limit = 60 * duration_min, limit_s
    mean, sd = _sums(middle + np.hypot(center_sd, EXAM_SD) * normals[:, 0], spread, n_items, limit)
    total = np.exp(mean + sd * normals[:, 2]) / 60  # center and exam share one even coordinate, for even tails
    center = middle + center_sd * normals[:, 0]
    run_out = np.zeros_like(center)
    for node, weight in zip(_NODES, _WEIGHTS / _WEIGHTS.sum(), strict=True):
        mean, sd = _sums(center + EXAM_SD * node, spread, n_items, limit)
        run_out += weight * special.ndtr((mean - np.log(minutes)) / sd)
    return FirstPass(interval_of_draws(total), interval_of_draws(run_out))


def _posterior(logs: Sequence[Floats], normals: Floats) -> tuple[Floats, Floats, Floats]:
    """Draw the spread within exams, and return mean and sd of the center of the logs given each draw, and the draws."""
    n_times = np.array([len(log) for log in logs], dtype=float)
    means = np.array([log.mean() for log in logs])
    n_free = n_times.sum() - len(logs)
    squares = sum(float(((log - log.mean()) ** 2).sum()) for log in logs)
    spread = np.sqrt(max(squares, _MIN_SQUARES) / (2 * special.gammaincinv(n_free / 2, special.ndtr(normals))))
    precision = 1 / (EXAM_SD**2 + spread[:, None] ** 2 / n_times)
    total_precision = precision.sum(axis=1)
    return (precision @ means) / total_precision, 1 / np.sqrt(total_precision), spread


def _sums(center: Floats, spread: Floats, n_items: int, limit_s: float) -> tuple[Floats, Floats]:
    """Return mean and sd of the log of a sum of n times, none above the limit."""
    first = _moment(center, spread, 1, limit_s)
    second = _moment(center, spread, 2, limit_s)
    mean = n_items * first
    variance = n_items * np.maximum(second - first**2, 1e-12)
    log_variance = np.log1p(variance / mean**2)
    return np.log(mean) - log_variance / 2, np.sqrt(log_variance)


def _moment(center: Floats, spread: Floats, power: int, limit_s: float) -> Floats:
    """Return E min(T, limit)^power of log-normal times."""
    z = (np.log(limit_s) - center) / spread
    below = np.exp(power * center + (power * spread) ** 2 / 2) * special.ndtr(z - power * spread)
    above = limit_s**power * special.ndtr(-z) if np.isfinite(limit_s) else 0.0
    return np.asarray(below + above)
