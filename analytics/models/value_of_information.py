"""The expected value of an hour of study, and of one more practice exam.

An hour moves the mean: the effect of hours is one number kappa for all domains, whose
posterior is joint with ability, so each draw of both has its own gain.

A practice exam reduces the uncertainty. To second order its answers weigh as much as their Fisher
information, which depends on ability but not on the answers; so the covariance after
it is known in advance, up to the ability that sets the weight (linear-Gaussian
preposterior analysis; Raiffa & Schlaifer 1961, Applied Statistical Decision Theory, chapter 5;
Chaloner & Verdinelli 1995, Statistical Science 10, 273-304).
"""

import numpy as np

from analytics.models import response
from analytics.models.ability_draws import ability_draws
from analytics.models.exam_score import ExamForm, chance_of_passing, cut_given
from analytics.models.intervals import Floats
from analytics.models.points import Points, new_points
from analytics.models.quasi_random import sobol_normals


def hours_effect_point(n_domains: int) -> Points:
    """Return the point kappa, the effect in logits of one unit of the hours variable."""
    return new_points(np.zeros((1, 1, n_domains)), hours=np.ones((1, 1)))


def chances_with_more_hours(mean: Floats, covariance: Floats, added: Floats, form: ExamForm) -> Floats:
    """Return P(pass) of each draw of ability and kappa, without and with more hours in each scenario.

    Cut, form and the exam's chance are common to all, so that differences are the gains.

    Args:
        mean: (domains + 2,) abilities on the exam day, kappa and, last, the cut.
        covariance: (domains + 2, domains + 2).
        added: (scenarios, domains), the change of the hours variable.
        form: The exam.

    Returns:
        (draws, 1 + scenarios), the first without more hours.
    """
    n_domains = form.n_domains
    normals = sobol_normals(n_domains + 2)
    draws = ability_draws(mean[:-1], covariance[:-1, :-1], normals)
    steps = np.vstack([np.zeros(n_domains), added])
    theta = draws[:, None, :n_domains] + draws[:, None, n_domains:] * steps
    theta = theta + form.day_shock_sd * normals[:, -1, None, None]
    correct, shares = response.share_correct(theta, form.guess_floor), np.array(form.shares)
    cut, left = cut_given(draws - mean[:-1], mean, covariance, form)
    variance = form.n_items * (correct * (1 - correct)) @ shares + left
    return chance_of_passing(form.n_items * correct @ shares - cut[:, None], variance)


def with_hours_effect(mean: Floats, covariance: Floats, z: float, n_domains: int) -> tuple[Floats, Floats]:
    """Return mean and covariance as if kappa were known to lie z standard deviations from its mean.

    Args:
        mean: (domains + 2,), kappa behind the abilities.
        covariance: (domains + 2, domains + 2).
        z: How far, negative below the mean.
        n_domains: The place of kappa.
    """
    loading = covariance[:, n_domains] / np.sqrt(covariance[n_domains, n_domains])
    return mean + z * loading, covariance - np.outer(loading, loading)


def covariance_after(covariance: Floats, across: Floats, between: Floats, weight: Floats) -> Floats:
    """Return the covariance after answers of a given Fisher weight.

    S - A W^1/2 (I + W^1/2 B W^1/2)^-1 W^1/2 A', which is S without weight.

    Args:
        covariance: (points, points), of the points of interest.
        across: (points, cells), between them and the cells that would be answered.
        between: (cells, cells), among the cells.
        weight: (..., cells), expected curvature of each cell's answers.
    """
    root = np.sqrt(weight)
    inner = np.eye(root.shape[-1]) + root[..., :, None] * between * root[..., None, :]
    right = root[..., :, None] * across.T
    return np.asarray(covariance - np.swapaxes(right, -1, -2) @ np.linalg.solve(inner, right))


def spread_of_score(mean: Floats, covariance: Floats, form: ExamForm) -> Floats:
    """Return the sd of the expected share correct of the whole exam, (...,), over draws of ability."""
    shares = np.array(form.shares)
    theta = ability_draws(mean, covariance, sobol_normals(form.n_domains), shares)
    return np.asarray((response.share_correct(theta, form.guess_floor) @ shares).std(axis=-1))


def spreads_after(mean: Floats, covariance: Floats, n_items: Floats, form: ExamForm) -> tuple[float, Floats]:
    """Return the spread of the expected score now, and after a practice exam for each draw of its ability.

    Args:
        mean: (domains + cells,) abilities on the exam day, then those of the practice exam's cells.
        covariance: (domains + cells, domains + cells).
        n_items: (cells,) questions.
        form: The exam.
    """
    n = form.n_domains
    eta = ability_draws(mean[n:], covariance[n:, n:], sobol_normals(len(n_items)))
    weight = response.fisher_weight(eta, n_items, form.guess_floor)
    after = covariance_after(covariance[:n, :n], covariance[:n, n:], covariance[n:, n:], weight)
    return float(spread_of_score(mean[:n], covariance[:n, :n], form)), spread_of_score(mean[:n], after, form)
