"""What attempts at the real exam say of the abilities and of the cut.

A real exam sat in some week gave a score share R of its items, against a cut c = c0 + s u with u standard
normal. Near a point h = R - c is linear in the abilities of that week and in u::

    h = sum_d w_d p(theta_d) - c,     with the chance in the questions and the day's shock as its noise

so where these are jointly normal, so is h, and one attempt moves all that goes with it. A fail says that h
ended below 0, a pass that it did not: a probit of a normal, whose moments are known, so the posterior is the
normal one that has them. A score that is known says besides where h was. The point is where the posterior has its mean,
found in a few steps: by good practice alone the curve of p would look flatter than it is where a fail leads.
Attempts are taken in one after the other.

A fail therefore lowers what is expected of the abilities, raises the cut, and goes with a real exam that is
harder than practice was; it cannot tell these apart, and its effect on the next attempt does not need it.

References:
    Rasmussen & Williams (2006), sections 3.6.1 and 3.9 (moments of a probit and a normal); Opper (1998), A
    Bayesian approach to on-line learning (taking in one at a time); Bell & Cathey (1993), The iterated Kalman
    filter update as a Gauss-Newton method (the point).
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from analytics.models import response
from analytics.models.calibration import OutcomeCalibration
from analytics.models.exam_score import LEAST_CHANCE, ExamForm, passing
from analytics.models.intervals import Floats

N_STEPS = 12
"""Each goes half the way to the point at which the curve is then taken to be straight."""

LOG_ROOT_TWO_PI = 0.5 * np.log(2 * np.pi)

LEAST_VARIANCE = 1e-12
STRETCH = 0.25
"""A scaled mark may be off its linear place by this part of its distance from the pass mark: our judgement."""


@dataclass(frozen=True, slots=True)
class AttemptResults:
    """What came of the attempts of some candidates, (candidates, attempts), the first one first.

    `sign` is 1 for a pass, -1 for a fail and 0 for padding, which changes nothing. `standing` is where a known
    score stands on its scale, from -1 at the lowest mark over 0 at the pass mark to 1 at the highest; nan where
    only the result is known. `reading_sd` says how far the pass mark itself may lie from its linear place, as a
    share of the items: 0 where the scale is a percentage.
    """

    sign: Floats
    standing: Floats
    reading_sd: float


def after_attempts(mean: Floats, covariance: Floats, results: AttemptResults, form: ExamForm) -> tuple[Floats, Floats]:
    """Take in the attempts of some candidates.

    Where real results correct the chances of the form, a result without a score surprises as much as by the
    corrected chance: the correction is read as one of where practice stands, and not of the cut.

    Args:
        mean: (candidates, points): what is asked about, then the abilities at each attempt, domains
            fastest, and last the cut in standard deviations.
        covariance: (candidates, points, points).
        results: What came of the attempts.
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
    """Take in one attempt, the abilities of whose day stand at `at`."""
    shares, cut = np.array(form.shares), form.cut_items / form.n_items
    moved = point = mean
    across, shrink = np.zeros_like(mean), np.zeros(len(mean))
    for _ in range(N_STEPS):
        point = (point + moved) / 2
        correct = response.share_correct(point[:, at], form.guess_floor)
        slope = shares * response.share_slope(correct, form.guess_floor)
        towards = np.zeros_like(mean)
        towards[:, at], towards[:, -1] = slope, -form.cut_sd
        expected = correct @ shares - cut - form.cut_sd * point[:, -1] + (towards * (mean - point)).sum(axis=1)
        across = (covariance @ towards[..., None])[..., 0]
        spread = (across * towards).sum(axis=1)
        noise = (correct * (1 - correct)) @ shares / form.n_items + (form.day_shock_sd * slope.sum(axis=1)) ** 2
        shift, shrink = _update(expected, spread + noise, result, form)
        moved = mean + shift[:, None] * across
    return moved, covariance - shrink[:, None, None] * across[:, :, None] * across[:, None, :]


def _update(expected: Floats, variance: Floats, result: AttemptResults, form: ExamForm) -> tuple[Floats, Floats]:
    """Give by how much of its covariance with h a point moves, and by how much of it squared its variance falls.

    The score less the cut is normal before the attempt; it is read off the scale, where that is known, and then
    cut off at 0, on the side of the result.

    Args:
        expected: The mean of h, (candidates,).
        variance: Its variance, the chance in one exam included.
        result: Of one attempt, (candidates,).
        form: The real exam.
    """
    margin, reading_variance = _read(result, form)
    whole = np.sqrt(variance)
    before = np.where(np.isfinite(reading_variance), expected, whole * _corrected(expected / whole, form.calibration))
    weight = variance / (variance + reading_variance)
    read = before + weight * (margin - before)
    left = np.maximum(variance * (1 - weight), LEAST_VARIANCE)
    z = result.sign * read / np.sqrt(left)
    ratio = np.exp(-0.5 * z**2 - LOG_ROOT_TWO_PI - special.log_ndtr(z))
    moved = read + result.sign * np.sqrt(left) * ratio - before
    narrowed = variance - left * (1 - ratio * (z + ratio))
    is_sat = result.sign != 0
    return np.where(is_sat, moved / variance, 0.0), np.where(is_sat, narrowed / variance**2, 0.0)


def _corrected(place: Floats, calibration: OutcomeCalibration) -> Floats:
    """Give how many sds a score is expected above the cut, as the corrected chance has it.

    A known score needs no such detour, and a correction that hardly goes by practice would run away with it.
    """
    if calibration.n_outcomes == 0:
        return place
    said = calibration.applied(passing(place, np.ones_like(place)))
    return np.asarray(special.ndtri(np.clip(said, LEAST_CHANCE, 1 - LEAST_CHANCE)))


def _read(result: AttemptResults, form: ExamForm) -> tuple[Floats, Floats]:
    """Give how far a score was above the cut, as a share of the items, and the variance of that reading.

    It is linear on either side of the pass mark. Where the cut is exact it is passed by the next whole item, and
    h counts from half an item below that. A score that is not known has a reading that tells nothing.
    """
    side = np.where(result.standing < 0, form.cut_mean, 1 - form.cut_mean)
    margin = result.standing * side
    sd = result.reading_sd + STRETCH * np.abs(margin) if result.reading_sd else np.zeros_like(margin)
    is_known = ~np.isnan(margin)
    from_edge = margin + form.cut_mean - form.cut_items / form.n_items
    return np.where(is_known, from_edge, 0.0), np.where(is_known, sd**2, np.inf)
