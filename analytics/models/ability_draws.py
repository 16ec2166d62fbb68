"""Draws of jointly normal abilities."""

import numpy as np

from analytics.models.intervals import Floats

JITTER = 1e-8
"""Added to each variance (a sd of .0001 logits), so that a nearly singular matrix has a Cholesky factor."""


def ability_draws(mean: Floats, covariance: Floats, normals: Floats, *directions: Floats) -> Floats:
    """Draw jointly normal abilities, (..., draws, points), from mean (..., points) and covariance.

    Cholesky's factor moves smoothly with the covariance, so neighboring dates share their draws. The draws of a point
    lie together in memory, which makes sums over points fast.

    Args:
        mean: (..., points).
        covariance: (..., points, points).
        normals: (draws, points or more).
        directions: (points,) weights of each sum of interest. The factor is rotated so that the
            first Sobol coordinates, the most evenly spread ones, run along them in turn: the error of
            256 draws of one sum is then three to twenty times smaller.

    References:
        Imai and Tan (2006), A general dimension reduction technique for derivative pricing.
    """
    n_points = mean.shape[-1]
    factor: Floats = np.asarray(np.linalg.cholesky(covariance + JITTER * np.eye(n_points)), dtype=float)
    for k, direction in enumerate(directions):
        factor = _rotate(factor, direction, k)
    return np.swapaxes(mean[..., None] + factor @ normals[:, :n_points].T, -1, -2)


def _rotate(factor: Floats, direction: Floats, column: int) -> Floats:
    """Rotate a factor L of a covariance to L Q, Q orthogonal with its column along L' w beyond the columns before.

    Q is a Householder reflection with its sign changed. LL' does not change.
    """
    along = direction @ factor
    along[..., :column] = 0.0
    mirror = along / np.maximum(np.linalg.norm(along, axis=-1, keepdims=True), JITTER)
    mirror[..., column] += 1.0
    scaled = 2 * mirror / np.maximum((mirror**2).sum(axis=-1, keepdims=True), JITTER)
    return np.asarray((factor @ mirror[..., None]) * scaled[..., None, :] - factor)
