"""Ability below the domain: each group's distance from its domain, partly pooled towards none.

Responses i of group g have eta_i = base_i + c + u_g, u_g ~ N(0, s^2), c ~ N(0, t^2), and are right
with the usual chance above the guess floor. `base` is the fitted ability of the domain on the day of
the response; c takes up what is common to all groups, such as an easy provider, so that a u is a
distance from the other groups and not from the real exam. Both are integrated on grids: the weight
of each c is its prior times the product of all groups' likelihoods given c.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analytics.models import response
from analytics.models.intervals import Floats

GROUP_SD = 0.40
"""How far a task or service lies from its domain, in logits: as far as domains lie from the whole."""

SHIFT_SD = 0.40
"""How far all groups may lie from the fitted ability together: a provider (.28), a form (.20) and a day (.12)
make .37, and the fit itself is no nearer."""

_REACH = 5.0
_U, _C = np.linspace(-_REACH, _REACH, 101), np.linspace(-_REACH, _REACH, 51)


@dataclass(frozen=True, slots=True)
class Deviations:
    """Each group's distance in logits: posterior mean and variance, in the order of the groups."""

    mean: Floats
    variance: Floats


def pooled_deviations(
    base: Floats,
    n_correct: Floats,
    n_items: Floats,
    group: NDArray[np.intp],
    *,
    n_groups: int,
    guess_floor: float,
) -> Deviations:
    """Estimate the groups' distances; a group without items has the prior's.

    A response that belongs to two groups is given once for each.
    """
    u, c = GROUP_SD * _U, SHIFT_SD * _C
    eta = base[:, None, None] + c[:, None] + u
    by_row = response.log_likelihood(eta, n_correct[:, None, None], n_items[:, None, None], guess_floor)
    log_joint = np.zeros((n_groups, len(c), len(u)))
    np.add.at(log_joint, group, by_row)
    log_joint += _log_normal(_U)
    log_marginal = special.logsumexp(log_joint, axis=2)
    weight_of_c = special.softmax(_log_normal(_C) + log_marginal.sum(axis=0))
    given_c = np.exp(log_joint - log_marginal[:, :, None])
    posterior = np.einsum("c,gcu->gu", weight_of_c, given_c)
    mean = posterior @ u
    return Deviations(mean, posterior @ u**2 - mean**2)


def _log_normal(z: Floats) -> Floats:
    """Give the log density of a standard normal on a grid, which then sums to one."""
    return np.asarray(special.log_softmax(-(z**2) / 2))
