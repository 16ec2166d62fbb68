"""The variance of the real exam's score minus the cut, and what lowers it.

The score is sum_d n_d p(theta_d + day) plus the chance in its questions. By Stein's lemma its covariance with
anything jointly normal with ability is sum_d n_d E[p'(theta_d)] Cov(theta_d, .), so it behaves like a linear sum
with the slopes a_d = n_d E[p']. With the cut c0 + s u::

    Var(score - cut) = Var(sum_d a_d theta_d - s u)                     the uncertainty of ability and cut
                     + (sum_d a_d)^2 day^2 + sum_d n_d E[p (1 - p)]     the exam's day and its questions

References:
    Stein (1981), Annals of Statistics 9, 1135-1151, lemma 2.
"""

from typing import NamedTuple

import numpy as np

from analytics.models import response
from analytics.models.ability_draws import JITTER
from analytics.models.exam_score import ExamForm
from analytics.models.intervals import Floats


class ExamMargin(NamedTuple):
    """The score minus the cut as a linear sum, for some candidates.

    `weights` are those of the domains' abilities and, last, of the cut, (candidates, domains + 1). `day` and `chance`
    are the variances of the exam's day and questions, (candidates,).
    """

    weights: Floats
    day: Floats
    chance: Floats

    def variance(self, covariance: Floats) -> Floats:
        """Return the variance from ability and cut, (candidates,)."""
        return np.asarray(np.einsum("ci,cij,cj->c", self.weights, covariance, self.weights))

    def variance_knowing(self, covariance: Floats, first_known: int) -> Floats:
        """Return the variance as if the points from an index on were known, (candidates,).

        Args:
            covariance: (candidates, points, points), the abilities and the cut first.
            first_known: The index of the first known point; they may repeat the abilities.
        """
        n = self.weights.shape[1]
        across = covariance[:, :n, first_known:]
        inner = covariance[:, first_known:, first_known:] + JITTER * np.eye(across.shape[2])
        explained = across @ np.linalg.solve(inner, np.swapaxes(across, 1, 2))
        return np.maximum(self.variance(covariance[:, :n, :n] - explained), 0.0)

    def share_revealed(self, covariance: Floats, noise: Floats) -> Floats:
        """Return the share of the total variance that each observation would remove.

        Args:
            covariance: (candidates, points, points), the abilities and the cut first, then what is observed.
            noise: (candidates, observations), the variance of each observation's chance.
        """
        n = self.weights.shape[1]
        with_margin = np.einsum("ci,cio->co", self.weights, covariance[:, :n, n:])
        variance = np.diagonal(covariance, axis1=1, axis2=2)[:, n:] + noise
        whole = self.variance(covariance[:, :n, :n]) + self.day + self.chance
        return np.asarray(with_margin**2 / (variance * whole[:, None]))


def exam_margin(mean: Floats, variance: Floats, form: ExamForm) -> ExamMargin:
    """Return the score minus the cut as a linear sum.

    Args:
        mean: (candidates, domains) abilities on the exam day.
        variance: Their variances.
        form: The exam.
    """
    n_items = form.n_items * np.array(form.shares)
    correct = response.shares_at_nodes(mean, variance + form.day_shock_sd**2, form.guess_floor)
    slope = n_items * (response.share_slope(correct, form.guess_floor) @ response.WEIGHTS)
    cut = np.full((len(mean), 1), -form.n_items * form.cut_sd)
    return ExamMargin(
        weights=np.concatenate([slope, cut], axis=1),
        day=(slope.sum(axis=1) * form.day_shock_sd) ** 2,
        chance=(correct * (1 - correct)) @ response.WEIGHTS @ n_items,
    )
