"""How long a first pass through a whole exam takes, and the chance that time runs out.

Times are log-normal: log t_ij = m + e_j + r_ij with r ~ N(0, s^2) by question and e ~ N(0, k^2) by
exam. The flat posterior of m given s is normal about the exams' means, weighted by how exactly each
is known; s^2 has its scaled inverse chi-squared posterior from the spread within exams. The sum over
the n questions of a new exam is taken as log-normal with the sum's own mean and variance.

References:
    van der Linden (2006), J. Educ. Behav. Stat. 31, 181-204 (log-normal response times);
    Fenton (1960), IRE Trans. Commun. Syst. 8, 57-67 (sums of log-normals).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from analytics.models.exam_score import sobol_normals
from analytics.models.intervals import Floats, Interval, from_draws

EXAM_SD = 0.12
"""How much slower or quicker all of an exam may go, as a part of its time. A judgement: nothing published
measures it for one person, and a few practice exams cannot."""

LEAST_TIMES = 20
"""So few times leave the spread within an exam open."""

_LEAST_SQUARES = 1e-6
"""So that times which are all the same have a spread to divide by."""

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(15)


@dataclass(frozen=True, slots=True)
class FirstPass:
    """The first pass of a whole exam: minutes, the chance of running out, and questions not reached.

    `total_min` is a range for the time itself; the other two are averages over it, and their ranges
    show what is not known of the pace.
    """

    total_min: Interval
    run_out: Interval
    not_reached: Interval


def predict_first_pass(
    times_s: Sequence[Floats], *, n_items: int, duration_min: float, limit_s: float = np.inf
) -> FirstPass:
    """Predict the first pass from the response times of each practice exam, an array of seconds for each.

    With a limit no question takes longer: what is not done by then is left for later. At least
    `LEAST_TIMES` times, all above zero, are needed.
    """
    normals = sobol_normals(4)
    centre, spread = _posterior([np.log(times) for times in times_s], normals)
    minutes, limit = 60 * duration_min, limit_s
    mean, sd = _sums(centre + EXAM_SD * normals[:, 2], spread, n_items, limit)
    total = np.exp(mean + sd * normals[:, 3]) / 60
    run_out, over = np.zeros_like(centre), np.zeros_like(centre)
    for node, weight in zip(_NODES, _WEIGHTS / _WEIGHTS.sum(), strict=True):
        mean, sd = _sums(centre + EXAM_SD * node, spread, n_items, limit)
        late = (mean - np.log(minutes)) / sd
        run_out += weight * special.ndtr(late)
        expected = np.exp(mean + sd**2 / 2)
        excess = expected * special.ndtr(late + sd) - minutes * special.ndtr(late)
        over += weight * np.maximum(excess, 0.0) / (expected / n_items)
    return FirstPass(from_draws(total), from_draws(run_out), from_draws(over))


def _posterior(logs: Sequence[Floats], normals: Floats) -> tuple[Floats, Floats]:
    """Draw the centre of the logs and the spread within exams."""
    n_times = np.array([len(log) for log in logs], dtype=float)
    means = np.array([log.mean() for log in logs])
    n_free = n_times.sum() - len(logs)
    squares = sum(float(((log - log.mean()) ** 2).sum()) for log in logs)
    spread = np.sqrt(max(squares, _LEAST_SQUARES) / stats.chi2.ppf(special.ndtr(normals[:, 1]), n_free))
    exactness = 1 / (EXAM_SD**2 + spread[:, None] ** 2 / n_times)
    known = exactness.sum(axis=1)
    return (exactness @ means) / known + normals[:, 0] / np.sqrt(known), spread


def _sums(centre: Floats, spread: Floats, n_items: int, limit_s: float) -> tuple[Floats, Floats]:
    """Give mean and sd of the log of a sum of n times, none above the limit."""
    first, second = (_moment(centre, spread, power, limit_s) for power in (1, 2))
    mean, variance = n_items * first, n_items * np.maximum(second - first**2, 1e-12)
    log_variance = np.log1p(variance / mean**2)
    return np.log(mean) - log_variance / 2, np.sqrt(log_variance)


def _moment(centre: Floats, spread: Floats, power: int, limit_s: float) -> Floats:
    """Give E min(T, limit)^power of log-normal times."""
    z = (np.log(limit_s) - centre) / spread
    below = np.exp(power * centre + (power * spread) ** 2 / 2) * special.ndtr(z - power * spread)
    above = limit_s**power * special.ndtr(-z) if np.isfinite(limit_s) else 0.0
    return np.asarray(below + above)
