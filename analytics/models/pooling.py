"""Ability below the domain: deviations of tasks or services, partially pooled toward 0.

Responses i of group g have eta_i = base_i + c + u_g, u_g ~ N(0, s^2), c ~ N(0, t^2), and the
response curve with a guess floor. `base` is the fitted ability of the domain on the day of
the response; c is common to all groups, such as an easy provider, so that u is a
deviation from the other groups and not from the real exam. Both are integrated on grids: the weight
of each c is its prior times the product of all groups' likelihoods given c. A likelihood depends on
c + u alone, so it is computed once for each sum of the two grids.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.models import response, special
from analytics.models.intervals import Floats

GROUP_SD = 0.40
"""The sd of a task or service around its domain, in logits: that of domains around the whole."""

SHIFT_SD = 0.40
"""The sd of all groups together around the fitted ability: a provider (.28), a form (.20) and a day (.12)
make .37, and the fit itself has an error."""

_REACH = 5.0
_STEP = 0.04
"""The step of the grid of u in logits; c has twice the step. Both reach five of their sds to each side."""

_N_U, _N_C = round(_REACH * GROUP_SD / _STEP), round(_REACH * SHIFT_SD / (2 * _STEP))


def _grid(step: float, n: int) -> Floats:
    return np.linspace(-step * n, step * n, 2 * n + 1)


_U, _C, _SUMS = _grid(_STEP, _N_U), _grid(2 * _STEP, _N_C), _grid(_STEP, _N_U + 2 * _N_C)
_SUM_OF = 2 * np.arange(len(_C))[:, None] + np.arange(len(_U))
"""The index of c + u among the sums."""


@dataclass(frozen=True, slots=True)
class Deviations:
    """Each group's deviation in logits: posterior mean and variance, in the order of the groups."""

    mean: Floats
    variance: Floats


def pooled_deviations(
    base: Floats, n_correct: Floats, n_items: Floats, group: NDArray[np.intp], *, n_groups: int, guess_floor: float
) -> Deviations:
    """Estimate the groups' deviations; a group without items has the prior.

    `base` is the logit of each response without its group, (responses,) like the counts and the index
    of its group. A response of two groups is passed once for each.
    """
    by_row = response.log_likelihood(base[:, None] + _SUMS, n_correct[:, None], n_items[:, None], guess_floor)
    by_group = np.zeros((n_groups, len(_SUMS)))
    np.add.at(by_group, group, by_row)
    log_joint = by_group[:, _SUM_OF] + _log_normal(_U / GROUP_SD)
    log_marginal = special.logsumexp(log_joint, axis=2)
    weight_of_c = special.softmax(_log_normal(_C / SHIFT_SD) + log_marginal.sum(axis=0))
    given_c = np.exp(log_joint - log_marginal[:, :, None])
    posterior = np.einsum("c,gcu->gu", weight_of_c, given_c)
    mean = posterior @ _U
    return Deviations(mean, posterior @ _U**2 - mean**2)


def _log_normal(z: Floats) -> Floats:
    """Return the log density of a standard normal on a grid, normalized to sum to one."""
    log_density = -(z**2) / 2
    return log_density - special.logsumexp(log_density)
