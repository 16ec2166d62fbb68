"""Gaussian fields over the cells of some candidates, before and after answers.

Answers weigh W in each cell. With K the covariance before them, that after them is S = (K^-1 + W)^-1, and a fit needs
only products with it. A short record gets them from one matrix, a long one day by day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from analytics.models.intervals import Floats

if TYPE_CHECKING:  # slow to import, and only a long record needs it
    from analytics.models.chain import Chain, ChainGiven


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
        inner = self.root[:, :, None] * self.covariance * self.root[:, None, :]
        diagonal = np.arange(self.root.shape[1])
        inner[:, diagonal, diagonal] += 1.0
        return np.asarray(inner)

    @property
    def log_det(self) -> Floats:
        """Return log det B."""
        return np.asarray(np.linalg.slogdet(self._inner)[1])

    @cached_property
    def _precision(self) -> Floats:
        """(K + 1/W)^-1 as W^1/2 B^-1 W^1/2."""
        return np.asarray(self.root[:, :, None] * np.linalg.inv(self._inner) * self.root[:, None, :])

    def precision_times(self, right: Floats) -> Floats:
        """Return (K + 1/W)^-1 times vectors, by the inverse if known; for a single product solving is faster."""
        if "_precision" in vars(self):
            return np.asarray(self._precision @ right)
        root = self.root[:, :, None]
        return np.asarray(root * np.linalg.solve(self._inner, root * right))

    @property
    def variance(self) -> Floats:
        """The diagonal of the posterior covariance S."""
        explained = (self.covariance * (self._precision @ self.covariance)).sum(axis=1)
        return np.asarray(np.diagonal(self.covariance, axis1=1, axis2=2) - explained)

    def times(self, right: Floats) -> Floats:
        """Return S times vectors."""
        before, root = self.covariance @ right, self.root[:, :, None]
        return np.asarray(before - self.covariance @ (root * np.linalg.solve(self._inner, root * before)))


@dataclass(frozen=True)
class ChainField:
    """A field by one chain for each candidate."""

    chains: "Sequence[Chain]"

    def given(self, weight: Floats) -> "ChainFieldGiven":
        """Return the field after answers with some weights."""
        return ChainFieldGiven([chain.given(own) for chain, own in zip(self.chains, weight, strict=True)], weight)


@dataclass(frozen=True)
class ChainFieldGiven:
    """Each candidate's chain conditioned on answers with given weights."""

    chains: "Sequence[ChainGiven]"
    weight: Floats

    @property
    def log_det(self) -> Floats:
        """Return log det(I + W K)."""
        return np.array([chain.log_det for chain in self.chains])

    @property
    def variance(self) -> Floats:
        """The diagonal of the posterior covariance S."""
        return np.array([chain.variance for chain in self.chains])

    def times(self, right: Floats) -> Floats:
        """Return S times vectors."""
        return np.array([chain.times(own) for chain, own in zip(self.chains, right, strict=True)])

    def precision_times(self, right: Floats) -> Floats:
        """Return (K + 1/W)^-1 times vectors."""
        weight = self.weight[:, :, None]
        return np.asarray(weight * (right - self.times(weight * right)))


Field: TypeAlias = MatrixField | ChainField
"""A field before answers, whose weights are (candidates, cells)."""

FieldGiven: TypeAlias = MatrixGiven | ChainFieldGiven
"""A field after answers; it multiplies vectors, (candidates, cells, vectors)."""
