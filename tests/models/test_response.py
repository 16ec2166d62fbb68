"""The response model."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy import stats

from analytics.models import response

ETA = np.linspace(-6, 6, 25)
FLOORS = [0.0, 0.2, 0.25]


@pytest.mark.parametrize("floor", FLOORS)
def test_log_likelihood_is_the_binomial_up_to_a_constant(floor: float) -> None:
    """Differences of the log likelihood equal those of scipy's binomial."""
    p = response.share_correct(ETA, floor)
    ours = response.log_likelihood(ETA, np.array(7.0), np.array(11.0), floor)
    other = stats.binom.logpmf(7, 11, p)
    assert_allclose(np.diff(ours), np.diff(other), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("floor", FLOORS)
@pytest.mark.parametrize("n_correct", [0.0, 3.0, 11.0])
def test_gradient_is_the_slope(floor: float, n_correct: float) -> None:
    """The gradient equals a central difference of the log likelihood."""
    h, n, y = 1e-5, np.array(11.0), np.array(n_correct)
    slope = response.log_likelihood(ETA + h, y, n, floor) - response.log_likelihood(ETA - h, y, n, floor)
    assert_allclose(response.gradient(ETA, y, n, floor), slope / (2 * h), rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("floor", FLOORS)
def test_fisher_weight_is_the_expected_squared_gradient(floor: float) -> None:
    """The Fisher weight equals the variance of the gradient, summed over all counts."""
    n = 6
    p = response.share_correct(ETA, floor)
    expected = sum(
        stats.binom.pmf(y, n, p) * response.gradient(ETA, np.array(float(y)), np.array(float(n)), floor) ** 2
        for y in range(n + 1)
    )
    assert_allclose(response.fisher_weight(ETA, np.array(float(n)), floor), expected, rtol=1e-9)


@pytest.mark.parametrize("floor", FLOORS)
@pytest.mark.parametrize("n_correct", [0.0, 4.0, 9.0])
def test_observed_curvature_is_the_fall_of_the_gradient(floor: float, n_correct: float) -> None:
    """The observed curvature equals minus a central difference of the gradient."""
    h, n, y = 1e-5, np.array(9.0), np.array(n_correct)
    fall = response.gradient(ETA - h, y, n, floor) - response.gradient(ETA + h, y, n, floor)
    assert_allclose(response.observed_curvature(ETA, y, n, floor), fall / (2 * h), rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("floor", FLOORS)
@pytest.mark.parametrize("n_correct", [0.0, 4.0, 9.0])
def test_third_derivative_is_the_second_difference_of_the_gradient(floor: float, n_correct: float) -> None:
    """The third derivative equals a second central difference of the gradient."""
    h, n, y = 1e-3, np.array(9.0), np.array(n_correct)

    def slope(eta: np.ndarray) -> np.ndarray:
        return response.gradient(eta, y, n, floor)

    second = (slope(ETA + h) - 2 * slope(ETA) + slope(ETA - h)) / h**2
    assert_allclose(response.third_derivative(ETA, y, n, floor), second, rtol=1e-4, atol=1e-5)


def test_extreme_abilities_stay_finite() -> None:
    """At abilities far beyond any candidate nothing overflows."""
    eta = np.array([-800.0, 800.0])
    for floor in FLOORS:
        for function in (response.log_likelihood, response.gradient, response.third_derivative):
            assert np.isfinite(function(eta, np.array(2.0), np.array(4.0), floor)).all()
        assert_allclose(response.share_correct(eta, floor), [floor, 1.0], atol=1e-300)


@pytest.mark.parametrize("floor", FLOORS)
def test_share_correct_is_a_logistic_curve_above_the_floor(floor: float) -> None:
    """The share equals scipy's logistic distribution, squeezed above the floor."""
    assert_allclose(response.share_correct(ETA, floor), floor + (1 - floor) * stats.logistic.cdf(ETA), rtol=1e-14)


def test_the_quadrature_is_that_of_gauss_and_hermite() -> None:
    """Nodes and weights equal numpy's, whose module for polynomials a start does without."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(21)
    assert_allclose(response.NODES, nodes, atol=1e-13)
    assert_allclose(response.WEIGHTS, weights / weights.sum(), rtol=1e-12)
