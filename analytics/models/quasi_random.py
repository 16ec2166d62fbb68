"""Standard normal quasi-random numbers: scrambled Sobol points, the same on every machine.

The direction numbers of SciPy's generator are kept as data, because importing it would take longer
than fitting a candidate. `tests/models/test_quasi_random.py` compares every point with SciPy's, and
wrote the file.

References:
    Bratley and Fox (1988), ACM Trans. Math. Softw. 14, 88-100 (points by Gray code);
    Owen (1998), ACM Trans. Model. Comput. Simul. 8, 71-102 (scrambling).
"""

from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analytics.models import special
from analytics.models.intervals import Floats

N_DRAWS = 256
SOBOL_SEED = 20260331
KEPT_DIMENSIONS = (*range(1, 41), *(17 * n_domains + 1 for n_domains in range(3, 11)))
"""Up to 40, and those of book or wait: 17 weeks of up to ten domains, and a cut. SciPy draws the others."""

N_BITS = 30
"""Bits of a point, as in SciPy."""

_N_DIRECTIONS = 8
_DIRECTIONS = Path(__file__).with_name("sobol_directions.npy")


@lru_cache(maxsize=32)
def sobol_normals(n_dimensions: int, n_draws: int = N_DRAWS) -> Floats:
    """Return standard normal quasi-random numbers, (draws, dimensions), always the same."""
    is_kept = n_dimensions in KEPT_DIMENSIONS and n_draws <= N_DRAWS
    points = _kept_points(n_dimensions)[:n_draws] if is_kept else scipy_points(n_dimensions, n_draws)
    normals = special.ndtri(points)
    normals.setflags(write=False)
    return np.asarray(normals)


def scipy_points(n_dimensions: int, n_draws: int) -> Floats:
    """Return SciPy's points in the unit cube, (draws, dimensions)."""
    from scipy.stats import qmc  # noqa: PLC0415  (takes longer to import than a candidate to fit)

    sampler = qmc.Sobol(n_dimensions, scramble=True, rng=np.random.default_rng(SOBOL_SEED))
    return np.asarray(sampler.random(n_draws))


def _kept_points(n_dimensions: int) -> Floats:
    """Return the same points from the kept shift and direction numbers."""
    first = sum(KEPT_DIMENSIONS[: KEPT_DIMENSIONS.index(n_dimensions)])
    kept = _kept_directions()[first : first + n_dimensions]
    index = np.arange(N_DRAWS)
    gray = index ^ index >> 1
    points = np.tile(kept[:, 0], (N_DRAWS, 1))
    for bit in range(_N_DIRECTIONS):
        points[gray >> bit & 1 == 1] ^= kept[:, 1 + bit]
    return np.asarray(points / 2**N_BITS)


@cache
def _kept_directions() -> NDArray[np.uint32]:
    """Return shift and direction numbers, (coordinates, 9), of each kept number of dimensions in turn."""
    return np.asarray(np.load(_DIRECTIONS))
