"""The response model: a logistic curve above a guess floor, with binomial counts.

With s = sigmoid(eta) and floor c, an answer is correct with p = c + (1 - c) s, and
y of n are binomial. All functions work elementwise on arrays.
"""

import numpy as np

from analytics.models import special
from analytics.models.intervals import Floats

_STEPS = np.diag(np.sqrt(np.arange(1, 21)), 1)
NODES, _AXES = np.linalg.eigh(_STEPS + _STEPS.T)
WEIGHTS = _AXES[0] ** 2
"""Gauss-Hermite quadrature of a function of a standard normal variable (Golub and Welsch 1969, Math. Comp. 23)."""

MAX_EXPONENT = 700.0
"""The exponential of more than 709 overflows."""


def share_correct(eta: Floats, guess_floor: float) -> Floats:
    """Return the probability of a correct answer at ability `eta` (logits).

    The sigmoid is written with numpy's exponential, which is faster than its hyperbolic tangent and SciPy's sigmoid.
    """
    odds_against = np.exp(np.minimum(-eta, MAX_EXPONENT))
    return np.asarray(guess_floor + (1 - guess_floor) / (1 + odds_against))


def share_slope(correct: Floats, guess_floor: float) -> Floats:
    """Return dp/d eta from the probability p of a correct answer."""
    return (correct - guess_floor) * (1 - correct) / (1 - guess_floor)


def shares_at_nodes(mean: Floats, variance: Floats, guess_floor: float) -> Floats:
    """Return the shares correct of normal abilities at the quadrature nodes, (..., nodes)."""
    sd = np.sqrt(np.maximum(variance, 0.0))
    return share_correct(mean[..., None] + sd[..., None] * NODES, guess_floor)


def log_likelihood(eta: Floats, n_correct: Floats, n_items: Floats, guess_floor: float) -> Floats:
    """Return the log likelihood of counts, up to a constant that does not depend on `eta`.

    It uses log-sigmoids, so that it stays finite at any `eta`; without items it is exactly 0.
    """
    log_wrong = special.log_expit(-eta) + np.log1p(-guess_floor)
    log_floor = float(np.log(guess_floor)) if guess_floor > 0 else -np.inf
    log_right = np.logaddexp(special.log_expit(eta) + np.log1p(-guess_floor), log_floor)
    return np.asarray(n_correct * log_right + (n_items - n_correct) * log_wrong)


def gradient(eta: Floats, n_correct: Floats, n_items: Floats, guess_floor: float) -> Floats:
    """Return the derivative of the log likelihood, (y - n p) s / p."""
    s, ratio = _sigmoid_and_ratio(eta, guess_floor)
    return np.asarray(n_correct * ratio - (n_items - n_correct) * s)


def fisher_weight(eta: Floats, n_items: Floats, guess_floor: float) -> Floats:
    """Return the expected curvature, n s^2 q / p with q = (1 - c)(1 - s).

    Unlike the observed curvature it is never negative, so every Newton step is defined.
    """
    s, ratio = _sigmoid_and_ratio(eta, guess_floor)
    return np.asarray(n_items * s * ratio)


def observed_curvature(eta: Floats, n_correct: Floats, n_items: Floats, guess_floor: float) -> Floats:
    """Return minus the second derivative of the log likelihood; negative values need a guess floor."""
    s = special.expit(eta)
    slope = s * special.expit(-eta)
    wrong_part = (n_items - n_correct) * slope
    if guess_floor == 0:
        return np.asarray(wrong_part + n_correct * slope)
    base = guess_floor / (1 - guess_floor) + s
    return np.asarray(wrong_part - n_correct * (slope * (1 - 2 * s) / base - slope**2 / base**2))


def third_derivative(eta: Floats, n_correct: Floats, n_items: Floats, guess_floor: float) -> Floats:
    """Return the third derivative of the log likelihood, for the correction of the mean.

    With a = c / (1 - c), log p is log(a + s) plus a constant; v = s (1 - s) is the slope of s.
    """
    s = special.expit(eta)
    slope = s * special.expit(-eta)
    bend = slope * (1 - 2 * s)
    wrong_part = -(n_items - n_correct) * bend
    if guess_floor == 0:
        return np.asarray(wrong_part - n_correct * bend)
    base = guess_floor / (1 - guess_floor) + s
    jerk = slope * (1 - 2 * s) ** 2 - 2 * slope**2
    right_part = jerk / base - 3 * slope * bend / base**2 + 2 * slope**3 / base**3
    return np.asarray(n_correct * right_part + wrong_part)


def _sigmoid_and_ratio(eta: Floats, guess_floor: float) -> tuple[Floats, Floats]:
    """Return s, and d log p / d eta = (1 - c) s (1 - s) / p, which is 1 - s without a floor."""
    s = special.expit(eta)
    if guess_floor == 0:
        return s, special.expit(-eta)
    return s, (1 - guess_floor) * s * special.expit(-eta) / share_correct(eta, guess_floor)


def fisher_weight_slope(eta: Floats, n_items: Floats, guess_floor: float) -> Floats:
    """Return the derivative of the expected curvature, W (2 - 3 s - (1 - c) s (1 - s) / p)."""
    s, ratio = _sigmoid_and_ratio(eta, guess_floor)
    return np.asarray(n_items * s * ratio * (2 - 3 * s - ratio))
