"""Draws of jointly normal abilities."""

import numpy as np
from numpy.testing import assert_allclose

from analytics.models.ability_draws import ability_draws
from analytics.models.quasi_random import sobol_normals

MEAN = np.array([0.9, 1.1, 1.3, 0.7])
COVARIANCE = 0.08 * np.eye(4) + 0.05


def test_draws_have_the_posterior_mean_and_covariance() -> None:
    """The quasi-random draws have the mean and covariance of the posterior."""
    draws = ability_draws(MEAN, COVARIANCE, sobol_normals(4))
    assert_allclose(draws.mean(axis=0), MEAN, atol=0.005)
    assert_allclose(np.cov(draws.T), COVARIANCE, atol=0.008)


def test_the_first_coordinates_run_along_the_directions_in_turn() -> None:
    """The first sum moves with the first coordinate alone, the second with two; the covariance stays."""
    sums = np.array([[0.2, 0.3, 0.3, 0.2], [1.0, -1.0, 0.0, 0.5]])
    factor = (ability_draws(MEAN, COVARIANCE, np.eye(4), *sums) - MEAN).T
    assert_allclose(factor @ factor.T, COVARIANCE, atol=1e-7)
    assert_allclose((sums @ factor)[0, 1:], 0, atol=1e-9)
    assert_allclose((sums @ factor)[1, 2:], 0, atol=1e-9)
    assert abs((sums @ factor)[1, 1]) > 0.1
