"""What practice exams still to come will tell: how well a later week will be known once it is there.

Waiting is worth more than today's belief alone says, since one decides again with one more result.
How far beliefs will move is known before they do: in a linear-Gaussian model the update depends on
the design of an experiment alone, not on its outcome. So the covariance of ability and practice
exams is carried through one exam a week, with the binomial chance of its score as noise.

References:
    Raiffa and Schlaifer (1961), Applied statistical decision theory, on preposterior analysis.
"""

from dataclasses import dataclass

import numpy as np

from analytics.models.intervals import Floats


@dataclass(frozen=True, slots=True)
class Foresight:
    """How the belief of each week will stand to its truth and to the belief of the week before.

    `known` is the correlation of a week's ability with what will be believed of it in that week,
    (candidates, weeks): 0 today, since today's belief is given. `kept` is that of the beliefs of a
    week and the next, (candidates, weeks - 1).
    """

    known: Floats
    kept: Floats


def foresight(covariance: Floats, noise: Floats) -> Foresight:
    """Carry the covariance through one practice exam in every week after the present one.

    Args:
        covariance: (candidates, 2 weeks, 2 weeks): the ability of each week, then the practice
            exam of each week, as far as it is not chance.
        noise: (candidates, weeks), the variance of its chance; infinite where none is sat.
    """
    n_weeks = noise.shape[1]
    left = covariance
    learnt = np.zeros((len(covariance), n_weeks, n_weeks))
    for week in range(1, n_weeks):
        exam = left[:, :, n_weeks + week]
        told = exam[:, n_weeks + week] + noise[:, week]
        left = left - exam[:, :, None] * (exam / told[:, None])[:, None, :]
        learnt[:, week] = covariance[:, week, :n_weeks] - left[:, week, :n_weeks]
    believed = np.maximum(np.diagonal(learnt, axis1=1, axis2=2), 0.0)
    own = np.diagonal(covariance, axis1=1, axis2=2)[:, :n_weeks]
    following = np.diagonal(learnt, offset=1, axis1=1, axis2=2)
    return Foresight(np.sqrt(_ratio(believed, own)), _ratio(following, np.sqrt(believed[:, :-1] * believed[:, 1:])))


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Divide, 0 where there is nothing to divide by; rounding may not lead out of [0, 1]."""
    return np.clip(np.divide(part, whole, out=np.zeros_like(part), where=whole > 0), 0.0, 1.0)
