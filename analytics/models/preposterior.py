"""Preposterior analysis: the information that future practice exams give about later weeks.

Waiting is worth more than today's belief alone suggests, since the next decision has one more result.
How far beliefs will move is known in advance: in a linear-Gaussian model the update depends on
the design of an experiment alone, not on its outcome. So the covariance of ability and practice
exams is updated by one exam a week, with the binomial chance of its score as noise.

References:
    Raiffa and Schlaifer (1961), Applied statistical decision theory, on preposterior analysis.
"""

from typing import NamedTuple

import numpy as np

from analytics.models import special
from analytics.models.intervals import CHANCE_LEVEL, Floats


class BeliefCorrelations(NamedTuple):
    """Correlations of each week's belief with the week's ability and with the next belief.

    `with_ability` is between a week's ability and the belief in that week, (candidates, weeks): 0
    today, since today's belief is given. `with_next` is between the beliefs of a week and the next,
    (candidates, weeks - 1).
    """

    with_ability: Floats
    with_next: Floats


def belief_correlations(covariance: Floats, information: Floats) -> BeliefCorrelations:
    """Return the correlations after one practice exam in every week from the next one on.

    With exams scaled to a noise of 1, row k of V is what the exam of week k tells about each week's ability beyond the
    exams before it: V = L^-1 C, C the covariance of exams and abilities and L L' that of the exams with noise. A belief
    of week t has the variance sum of V[k, t]^2 over the k up to t.

    Args:
        covariance: (candidates, 2 weeks, 2 weeks): the ability of each week, then the practice
            exam of each week without its chance.
        information: (candidates, weeks), 1 / variance of its chance; 0 in a week without an exam.
    """
    n_weeks = information.shape[1]
    root = np.sqrt(information[:, 1:, None])
    exams = covariance[:, n_weeks + 1 :]
    seen = np.eye(n_weeks - 1) + root * exams[:, :, n_weeks + 1 :] * np.swapaxes(root, 1, 2)
    told = np.linalg.solve(np.linalg.cholesky(seen), root * exams[:, :, :n_weeks])
    told *= np.triu(np.ones_like(told[0]), 1)  # a belief knows the exams up to its week
    believed = (told**2).sum(axis=1)
    own = np.diagonal(covariance, axis1=1, axis2=2)[:, :n_weeks]
    following = (told[:, :, :-1] * told[:, :, 1:]).sum(axis=1)
    return BeliefCorrelations(
        np.sqrt(_ratio(believed, own)), _ratio(following, np.sqrt(believed[:, :-1] * believed[:, 1:]))
    )


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.clip(np.divide(part, whole, out=np.zeros_like(part), where=whole > 0), 0.0, 1.0)


def chances_after(chance: Floats, revealed: Floats) -> tuple[Floats, Floats]:
    """Return the central range of what P(pass) will be after an observation.

    P = Phi(u) with u = E[margin] / sd. An observation that reveals the share r of the margin's variance moves its mean
    by a normal with variance r and leaves 1 - r, so P becomes Phi((u + sqrt(r) z) / sqrt(1 - r)), z standard normal.
    Its mean is P, and it rises with z, so its quantiles are those of z.

    Args:
        chance: P(pass) now.
        revealed: r, below 1.
    """
    u, z = special.ndtri(chance), special.ndtri((1 + CHANCE_LEVEL) / 2)
    moved, left = z * np.sqrt(revealed), np.sqrt(1 - revealed)
    return special.ndtr((u - moved) / left), special.ndtr((u + moved) / left)
