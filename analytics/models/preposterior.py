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


def belief_correlations(covariance: Floats, noise: Floats) -> BeliefCorrelations:
    """Return the correlations after one practice exam in every week from the next one on.

    Args:
        covariance: (candidates, 2 weeks, 2 weeks): the ability of each week, then the practice
            exam of each week without its chance.
        noise: (candidates, weeks), the variance of its chance; infinite in a week without an exam.
    """
    n_weeks = noise.shape[1]
    left = covariance
    explained = np.zeros((len(covariance), n_weeks, n_weeks))
    for week in range(1, n_weeks):
        exam = left[:, :, n_weeks + week]
        variance = exam[:, n_weeks + week] + noise[:, week]
        left = left - exam[:, :, None] * (exam / variance[:, None])[:, None, :]
        explained[:, week] = covariance[:, week, :n_weeks] - left[:, week, :n_weeks]
    believed = np.maximum(np.diagonal(explained, axis1=1, axis2=2), 0.0)
    own = np.diagonal(covariance, axis1=1, axis2=2)[:, :n_weeks]
    following = np.diagonal(explained, offset=1, axis1=1, axis2=2)
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
