"""Gaussian fields over the cells of some candidates, before and after answers.

Answers weigh W in each cell. With K the covariance before them, that after them is S = (K^-1 + W)^-1, and all that a
fit needs are products with it. A short record has them from one matrix, a long one day by day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from analytics.models.chain import Chain, ChainGiven
from analytics.models.intervals import Floats


class FieldGiven(Protocol):
    """A field after answers."""

    @property
    def log_det(self) -> Floats:
        """Return log det(I + W K), (candidates,)."""

    @property
    def variance(self) -> Floats:
        """Return the diagonal of S, (candidates, cells)."""

    def times(self, right: Floats) -> Floats:
        """Return S times vectors, (candidates, cells, vectors)."""


class Field(Protocol):
    """A field before answers."""

    def given(self, weight: Floats) -> FieldGiven:
        """Return the field after answers with some weights, (candidates, cells)."""


@dataclass(frozen=True)
class MatrixField:
    """A field by its covariance K, (candidates, cells, cells)."""

    covariance: Floats

    def given(self, weight: Floats) -> "MatrixGiven":
        """Return the field after answers with some weights."""
        return MatrixGiven(self.covariance, np.sqrt(weight))


@dataclass(frozen=True)
class MatrixGiven:
    """S = K - K W^1/2 B^-1 W^1/2 K with B = I + W^1/2 K W^1/2, whose eigenvalues are at least 1."""

    covariance: Floats
    root: Floats

    @cached_property
    def _inner(self) -> Floats:
        identity = np.eye(self.root.shape[1])
        return np.asarray(identity + self.root[:, :, None] * self.covariance * self.root[:, None, :])

    @property
    def log_det(self) -> Floats:
        """Return log det B."""
        return np.asarray(np.linalg.slogdet(self._inner)[1])

    @property
    def variance(self) -> Floats:
        """The diagonal of S."""
        across = self.root[:, :, None] * self.covariance
        explained = (across * np.linalg.solve(self._inner, across)).sum(axis=1)
        return np.asarray(np.diagonal(self.covariance, axis1=1, axis2=2) - explained)

    def times(self, right: Floats) -> Floats:
        """Return S times vectors."""
        before, root = self.covariance @ right, self.root[:, :, None]
        return np.asarray(before - self.covariance @ (root * np.linalg.solve(self._inner, root * before)))


@dataclass(frozen=True)
class ChainField:
    """A field by one chain for each candidate."""

    chains: Sequence[Chain]

    def given(self, weight: Floats) -> "ChainFieldGiven":
        """Return the field after answers with some weights."""
        return ChainFieldGiven([chain.given(own) for chain, own in zip(self.chains, weight, strict=True)])


@dataclass(frozen=True)
class ChainFieldGiven:
    """Each candidate's chain after answers."""

    chains: Sequence[ChainGiven]

    @property
    def log_det(self) -> Floats:
        """Return log det(I + W K)."""
        return np.array([chain.log_det for chain in self.chains])

    @property
    def variance(self) -> Floats:
        """The diagonal of S."""
        return np.array([chain.variance for chain in self.chains])

    def times(self, right: Floats) -> Floats:
        """Return S times vectors."""
        return np.array([chain.times(own) for chain, own in zip(self.chains, right, strict=True)])
