"""Sobol points from kept direction numbers."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from analytics.blueprints.parser import shipped_blueprints
from analytics.models import quasi_random
from analytics.models.quasi_random import KEPT_DIMENSIONS, N_BITS, N_DRAWS, scipy_points, sobol_normals
from analytics.reports.decision.chance_by_day import DECISION_WEEKS


def directions_of_scipy() -> NDArray[np.uint32]:
    """Return shift and direction numbers, from SciPy's points number 0, 1, 3, 7 ... 255.

    The Gray code of these indices has one bit at most, so each point shows one direction number.
    """
    at = np.array([0, *(2 ** np.arange(1, 9) - 1)])
    rows = []
    for n_dimensions in KEPT_DIMENSIONS:
        points = (scipy_points(n_dimensions, N_DRAWS) * 2**N_BITS).astype(np.uint32)[at].T
        rows.append(np.column_stack([points[:, 0], points[:, 1:] ^ points[:, :1]]))
    return np.concatenate(rows)


def test_the_kept_directions_are_scipys() -> None:
    """The file holds the direction numbers of SciPy's generator; to write it again, save this array."""
    quasi_random._kept_directions.cache_clear()
    assert np.array_equal(quasi_random._kept_directions(), directions_of_scipy())


@pytest.mark.parametrize("n_dimensions", [1, 2, 17, 40, 41, 136])
@pytest.mark.parametrize("n_draws", [128, N_DRAWS])
def test_points_equal_scipys_to_the_bit(n_dimensions: int, n_draws: int) -> None:
    """The normals are the quantiles of SciPy's own points, in any number of dimensions."""
    expected = stats.norm.ppf(scipy_points(n_dimensions, n_draws))

    assert np.array_equal(sobol_normals(n_dimensions, n_draws), expected)


def test_the_dimensions_of_book_or_wait_are_kept() -> None:
    """A point a week and domain, and one for the cut, of every exam that comes with Cutscore."""
    n_domains = {len(exam.domains) for exam in shipped_blueprints().values()}

    assert {(DECISION_WEEKS + 1) * n + 1 for n in n_domains} <= set(KEPT_DIMENSIONS)


def test_more_draws_come_from_scipy() -> None:
    """Of more draws than are kept the first ones are the same."""
    assert np.array_equal(sobol_normals(3, 512)[:N_DRAWS], sobol_normals(3))
