"""Update abilities and cut by attempts at the real exam.

A real exam taken in some week gave a share R of its items, against a cut c = c0 + s u with u standard
normal. Near a point, h = R - c is linear in the abilities of that week and in u::

    h = sum_d w_d p(theta_d) - c,     with the chance in the questions and the day's shock as its noise

so if these are jointly normal, so is h, and one attempt moves everything correlated with it. A fail means that h
was below 0, a pass that it was not: the posterior is a normal cut off at 0, and is replaced by the normal with its
moments. A known score also tells the value of h. The curve is linearized at the posterior mean, found in a few
steps: at the mean of good practice alone it would look flatter than it is after a fail. Attempts are processed
one after the other.

A fail therefore lowers the expected abilities, raises the cut, and makes a real exam harder than practice more
likely; it does not identify which, and the chance of the next attempt does not need that.

References:
    Rasmussen & Williams (2006), sections 3.6.1 and 3.9 (moments of a probit and a normal); Opper (1998), A
    Bayesian approach to on-line learning (one update at a time); Bell & Cathey (1993), The iterated Kalman
    filter update as a Gauss-Newton method (the point).
"""

from dataclasses import dataclass

import numpy as np

from analytics.models import response, special
from analytics.models.calibration import OutcomeCalibration
from analytics.models.exam_score import MIN_CHANCE, ExamForm, chance_of_passing
from analytics.models.intervals import Floats

N_STEPS = 12
"""Steps of the linearization point, each half the way to the posterior mean."""

LOG_ROOT_TWO_PI = 0.5 * np.log(2 * np.pi)

MIN_VARIANCE = 1e-12
STRETCH = 0.25
"""A scaled score may be off its linear place by this part of its distance from the passing score: our judgment."""


@dataclass(frozen=True, slots=True)
class AttemptResults:
    """The results of some candidates' attempts in order, (candidates, attempts).

    `sign` is 1 for a pass, -1 for a fail and 0 for padding, which changes nothing. `standing` is the place of a
    known score on its scale: -1 is the lowest score, 0 the passing score, 1 the highest; nan if only the result is
    known. `reading_sd` is the sd of the passing score around its linear place, as a share of the items: 0 if the scale
    is a percentage.
    """

    sign: Floats
    standing: Floats
    reading_sd: float


def after_attempts(mean: Floats, covariance: Floats, results: AttemptResults, form: ExamForm) -> tuple[Floats, Floats]:
    """Update points by the attempts of some candidates.

    If real results correct the form's chances, a result without a score is judged by the corrected chance: the
    correction is attributed to practice, not to the cut.

    Args:
        mean: (candidates, points): the points of interest, then the abilities at each attempt, domains
            fastest, and last the cut in standard deviations.
        covariance: (candidates, points, points).
        results: The results of the attempts.
        form: The real exam.

    Returns:
        Mean and covariance of the same points.
    """
    n_attempts, n_domains = results.sign.shape[1], form.n_domains
    first = mean.shape[1] - 1 - n_attempts * n_domains
    for k in range(n_attempts):
        at = slice(first + k * n_domains, first + (k + 1) * n_domains)
        own = AttemptResults(results.sign[:, k], results.standing[:, k], results.reading_sd)
        mean, covariance = _after_one(mean, covariance, at, own, form)
    return mean, covariance


def _after_one(
    mean: Floats, covariance: Floats, at: slice, result: AttemptResults, form: ExamForm
) -> tuple[Floats, Floats]:
    """Update by one attempt; `at` are the abilities on its day."""
    shares, cut = np.array(form.shares), form.cut_items / form.n_items
    moved = point = mean
    across, shrink = np.zeros_like(mean), np.zeros(len(mean))
    for _ in range(N_STEPS):
        point = (point + moved) / 2
        correct = response.share_correct(point[:, at], form.guess_floor)
        slope = shares * response.share_slope(correct, form.guess_floor)
        gradient = np.zeros_like(mean)
        gradient[:, at], gradient[:, -1] = slope, -form.cut_sd
        expected = correct @ shares - cut - form.cut_sd * point[:, -1] + (gradient * (mean - point)).sum(axis=1)
        across = (covariance @ gradient[..., None])[..., 0]
        spread = (across * gradient).sum(axis=1)
        noise = (correct * (1 - correct)) @ shares / form.n_items + (form.day_shock_sd * slope.sum(axis=1)) ** 2
        shift, shrink = _update(expected, spread + noise, result, form)
        moved = mean + shift[:, None] * across
    return moved, covariance - shrink[:, None, None] * across[:, :, None] * across[:, None, :]


def _update(expected: Floats, variance: Floats, result: AttemptResults, form: ExamForm) -> tuple[Floats, Floats]:
    """Return the factors of a point's covariance with h, and of its square, that update mean and variance.

    h is normal before the attempt. A known score is a normal observation of it; then h is cut off at 0 on the
    side of the result.

    Args:
        expected: The mean of h, (candidates,).
        variance: Its variance, with the chance in one exam.
        result: One attempt, (candidates,).
        form: The real exam.
    """
    margin, reading_variance = _read(result, form)
    whole = np.sqrt(variance)
    before = np.where(np.isfinite(reading_variance), expected, whole * _corrected(expected / whole, form.calibration))
    weight = variance / (variance + reading_variance)
    read = before + weight * (margin - before)
    left = np.maximum(variance * (1 - weight), MIN_VARIANCE)
    z = result.sign * read / np.sqrt(left)
    ratio = np.exp(-0.5 * z**2 - LOG_ROOT_TWO_PI - special.log_ndtr(z))
    moved = read + result.sign * np.sqrt(left) * ratio - before
    narrowed = variance - left * (1 - ratio * (z + ratio))
    is_attempt = result.sign != 0
    return np.where(is_attempt, moved / variance, 0.0), np.where(is_attempt, narrowed / variance**2, 0.0)


def _corrected(place: Floats, calibration: OutcomeCalibration) -> Floats:
    """Return the number of sds above the cut that the corrected chance implies.

    Only results without a score need it: a known score would be distorted by a correction that hardly depends on
    practice.
    """
    if calibration.n_outcomes == 0:
        return place
    chance = calibration.applied(chance_of_passing(place, np.ones_like(place)))
    return np.asarray(special.ndtri(np.clip(chance, MIN_CHANCE, 1 - MIN_CHANCE)))


def _read(result: AttemptResults, form: ExamForm) -> tuple[Floats, Floats]:
    """Return how far a score was above the cut, as a share of the items, and the variance of that reading.

    It is linear on either side of the passing score. An exact cut is passed by the next whole item, and
    h counts from half an item below that. An unknown score has a reading of infinite variance.
    """
    side = np.where(result.standing < 0, form.cut_mean, 1 - form.cut_mean)
    margin = result.standing * side
    sd = result.reading_sd + STRETCH * np.abs(margin) if result.reading_sd else np.zeros_like(margin)
    is_known = ~np.isnan(margin)
    from_edge = margin + form.cut_mean - form.cut_items / form.n_items
    return np.where(is_known, from_edge, 0.0), np.where(is_known, sd**2, np.inf)
