"""What attempts at the real exam say of the abilities and of the cut.

A real exam sat in some week gave a score share R of its items, against a cut c = c0 + s u with u standard
normal. Near what is expected, h = R - c is linear in the abilities of that week and in u::

    h = sum_d w_d p(theta_d) - c,     with the chance in the questions and the day's shock as its noise

so where these are jointly normal, so is h, and one attempt moves all that goes with it. A fail says that h
ended below 0, a pass that it did not: a probit of a normal, whose moments are known, so the posterior is the
normal one that has them. A score that is known says what h was. Attempts are taken in one after the other.

A fail therefore lowers what is expected of the abilities, raises the cut, and goes with a real exam that is
harder than practice was; it cannot tell these apart, and its effect on the next attempt does not need it.

References:
    Rasmussen & Williams (2006), sections 3.6.1 and 3.9 (moments of a probit and a normal); Opper (1998), A
    Bayesian approach to on-line learning (taking in one at a time).
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from analytics.models import response
from analytics.models.exam_score import ExamForm
from analytics.models.intervals import Floats

LOG_ROOT_TWO_PI = 0.5 * np.log(2 * np.pi)


@dataclass(frozen=True, slots=True)
class AttemptResults:
    """What came of the attempts of some candidates, (candidates, attempts), the first one first.

    `sign` is 1 for a pass, -1 for a fail and 0 for padding, which changes nothing. `margin` is how far the
    score was above the cut, as a share of the items; nan where only the result is known.
    """

    sign: Floats
    margin: Floats


def after_attempts(mean: Floats, covariance: Floats, results: AttemptResults, form: ExamForm) -> tuple[Floats, Floats]:
    """Take in the attempts of some candidates.

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
        mean, covariance = _after_one(mean, covariance, at, results.sign[:, k], results.margin[:, k], form)
    return mean, covariance


def _after_one(
    mean: Floats, covariance: Floats, at: slice, sign: Floats, margin: Floats, form: ExamForm
) -> tuple[Floats, Floats]:
    """Take in one attempt, the abilities of whose day stand at `at`."""
    shares = np.array(form.shares)
    correct = response.share_correct(mean[:, at], form.guess_floor)
    slope = shares * (correct - form.guess_floor) * (1 - correct) / (1 - form.guess_floor)
    towards = np.zeros_like(mean)
    towards[:, at], towards[:, -1] = slope, -form.cut_sd
    expected = correct @ shares - form.cut_items / form.n_items - form.cut_sd * mean[:, -1]
    across = (covariance @ towards[..., None])[..., 0]
    spread = (across * towards).sum(axis=1)
    noise = (correct * (1 - correct)) @ shares / form.n_items + (form.day_shock_sd * slope.sum(axis=1)) ** 2
    shift, shrink = _moments(expected, spread, noise, sign, margin, form.cut_sd)
    moved = mean + shift[:, None] * across
    return moved, covariance - shrink[:, None, None] * across[:, :, None] * across[:, None, :]


def _moments(
    expected: Floats, spread: Floats, noise: Floats, sign: Floats, margin: Floats, reading_sd: float
) -> tuple[Floats, Floats]:
    """Give by how much of its covariance with h a point moves, and by how much of it squared its variance falls.

    A score is read linearly off its scale; where that places the cut no better than `reading_sd`, it places
    the score no better either.
    """
    whole = np.sqrt(spread + noise)
    z = sign * expected / whole
    ratio = np.exp(-0.5 * z**2 - LOG_ROOT_TWO_PI - special.log_ndtr(z))
    by_result = sign * ratio / whole, ratio * (z + ratio) / whole**2
    read = spread + noise + reading_sd**2
    by_score = (margin - expected) / read, 1 / read
    is_known = ~np.isnan(margin)
    shift, shrink = (np.where(is_known, a, b) for a, b in zip(by_score, by_result, strict=True))
    return np.where(sign == 0, 0.0, shift), np.where(sign == 0, 0.0, shrink)
