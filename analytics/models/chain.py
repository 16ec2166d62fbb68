"""A Gaussian field over the cells of one long record, estimated day by day.

Cells have loadings x on some components, and loadings U on lasting effects. Before any answers their covariance is::

    K = sum_j x_j x_j' (start_j^2 + velocity_j^2 walk(t, u) + shock_j^2 [same exam])  +  U U'

The walk is an integrated Ornstein-Uhlenbeck process. With its velocity it is a Markov chain, so the precision of
their states over the days is block tridiagonal. Eliminating one day after the other is exact, and its cost grows with
the number of days, not with the cube of the cells as for one matrix. The shocks of an exam are eliminated before its
day, the effects at the end, by Woodbury's formula.

References:
    Särkkä & Solin (2019), Applied Stochastic Differential Equations, chapters 6 and 12.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import cho_solve_banded, cholesky_banded

from analytics.models.intervals import Floats


@dataclass(frozen=True)
class _Layout:
    """The weeks of the days, the first exam of each, the day of each exam and the exam of each cell, in order of time.

    `exam_sums` sums the cells of each exam by their loadings, (exams * components, cells).
    """

    weeks: Floats
    first_exam: NDArray[np.intp]
    day: NDArray[np.intp]
    exam: NDArray[np.intp]
    exam_sums: sparse.csr_array

    def by_day(self, values: Floats) -> Floats:
        """Sum values of exams by day."""
        return np.asarray(np.add.reduceat(values, self.first_exam, axis=0))


@dataclass(frozen=True)
class Chain:
    """The field over the cells of one record, in any order.

    Args:
        week: (cells,), from 0 on.
        exam: The index of each cell's exam.
        loadings: (cells, components).
        start_sd: The sd of each component in week 0, (components,).
        velocity_sd: The sd of the velocity of its walk.
        shock_sd: The sd of its shock in each exam.
        scale: The weeks over which a velocity is forgotten.
        effects: U, (cells, effects).
    """

    week: Floats
    exam: Floats
    loadings: Floats
    start_sd: Floats
    velocity_sd: Floats
    shock_sd: Floats
    scale: float
    effects: Floats

    def given(self, weight: Floats) -> "ChainGiven":
        """Return the field after answers with weights W in each cell, (cells,)."""
        return ChainGiven(self, weight)

    @cached_property
    def layout(self) -> _Layout:
        """The cells by exam and day."""
        exams, exam = np.unique(np.column_stack([self.week, self.exam]), axis=0, return_inverse=True)
        weeks, first_exam, day = np.unique(exams[:, 0], return_index=True, return_inverse=True)
        (n_cells, n), exam = self.loadings.shape, exam.ravel()
        row = (exam[:, None] * n + np.arange(n)).ravel()
        entries = self.loadings.ravel(), (row, np.repeat(np.arange(n_cells), n))
        exam_sums = sparse.csr_array(entries, shape=(len(exams) * n, n_cells))
        exam_sums.eliminate_zeros()
        return _Layout(weeks, first_exam, day, exam, exam_sums)

    @cached_property
    def states(self) -> tuple[Floats, Floats, float]:
        """The prior precision of the states, values first: of each day, of each with the next, and its log det."""
        weeks, tau, rate = self.layout.weeks, self.scale, self.velocity_sd[:, None, None] ** -2.0
        spent = -np.expm1(-weeks[0] / tau)
        reached = _symmetric(2 * tau**2 * (weeks[0] / tau - spent), tau * spent, 1.0) / rate
        reached[:, 0, 0] += self.start_sd**2
        start = np.linalg.inv(reached)
        passed = np.diff(weeks) / tau
        spent = -np.expm1(-passed)
        noise = _symmetric(tau**2 * (2 * (passed - spent) - spent**2), tau * spent**2, spent * (2 - spent))
        precision = np.linalg.inv(noise)
        step = np.zeros_like(noise)
        step[:, 0, 0], step[:, 0, 1], step[:, 1, 1] = 1.0, tau * spent, 1 - spent
        back = np.swapaxes(step, 1, 2) @ precision
        own = np.concatenate([start[None], precision[:, None] * rate])
        log_det = float(np.linalg.slogdet(own)[1].sum())
        own[:-1] += (back @ step)[:, None] * rate
        return _of_states(own), _of_states(-back[:, None] * rate), log_det


def _symmetric(first: Floats, across: Floats, second: Floats | float) -> Floats:
    """Return symmetric matrices of two rows, (..., 2, 2)."""
    out = np.empty((*np.shape(first), 2, 2))
    out[..., 0, 0], out[..., 0, 1], out[..., 1, 0], out[..., 1, 1] = first, across, across, second
    return out


def _of_states(blocks: Floats) -> Floats:
    """Return blocks of single components, (days, components, 2, 2), as one of all: values, then velocities."""
    n_days, n = blocks.shape[:2]
    out = np.zeros((n_days, 2, n, 2, n))
    each = np.arange(n)
    out[:, :, each, :, each] = np.moveaxis(blocks, 1, 0)
    return out.reshape(n_days, 2 * n, 2 * n)


@dataclass(frozen=True)
class _Factor:
    """The Cholesky factor L of the states' precision: a band, (2 * states, days * states), since it is that narrow.

    Given the next day, a day is x_k = L_kk'^-1 z_k - gain_k x_(k+1).
    """

    band: Floats

    @property
    def log_det(self) -> float:
        """Return the log determinant of the precision."""
        return 2 * float(np.log(self.band[0]).sum())

    def solve(self, right: Floats) -> Floats:
        """Return the precision's inverse times vectors, (days, states, vectors)."""
        rows = right.reshape(-1, right.shape[-1])
        return np.asarray(cho_solve_banded((self.band, True), rows, check_finite=False)).reshape(right.shape)

    def covariance(self) -> Floats:
        """Return the covariance of each day's states."""
        n = len(self.band) // 2
        blocks = np.zeros((self.band.shape[1] // n, 3 * n, n))
        blocks[:, *_below(n)] = np.moveaxis(self.band.reshape(2 * n, -1, n), 0, 1)
        back = np.swapaxes(np.linalg.inv(blocks[:, :n]), 1, 2)
        gain = back[:-1] @ np.swapaxes(blocks[:-1, n : 2 * n], 1, 2)
        found = back @ np.swapaxes(back, 1, 2)
        for k in reversed(range(len(gain))):
            found[k] += gain[k] @ found[k + 1] @ gain[k].T
        return found


def _factored(own: Floats, between: Floats) -> _Factor:
    """Factor a precision: of each day, (days, states, states), and of each day with the next."""
    n_days, n = own.shape[:2]
    blocks = np.zeros((n_days, 3 * n, n))
    blocks[:, :n], blocks[:-1, n : 2 * n] = own, np.swapaxes(between, 1, 2)
    band = np.moveaxis(blocks[:, *_below(n)], 1, 0).reshape(2 * n, -1)
    return _Factor(np.asarray(cholesky_banded(band, lower=True, check_finite=False)))


def _below(n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return row and column of the 2 n entries on and below the diagonal, in each of n columns."""
    return np.arange(2 * n)[:, None] + np.arange(n), np.arange(n)


@dataclass(frozen=True)
class ChainGiven:
    """A chain after answers with weights W, (cells,): its covariance is S = (K^-1 + W)^-1."""

    chain: Chain
    weight: Floats

    @cached_property
    def _of_exams(self) -> tuple[Floats, Floats, Floats, float]:
        """By exam: information on its components, covariance of its shocks, share of a change left by them, log det."""
        x, shock = self.chain.loadings, self.chain.shock_sd
        information = (self.chain.layout.exam_sums @ (self.weight[:, None] * x)).reshape(-1, *[len(shock)] * 2)
        inner = np.eye(len(shock)) + shock[:, None] * information * shock
        shocks = shock[:, None] * np.linalg.inv(inner) * shock
        left = np.eye(len(shock)) - shocks @ information
        return information @ left, shocks, left, float(np.linalg.slogdet(inner)[1].sum())

    @cached_property
    def _of_days(self) -> _Factor:
        """The states given the answers."""
        own, between, _ = self.chain.states
        n = self.chain.loadings.shape[1]
        own = own.copy()
        own[:, :n, :n] += self.chain.layout.by_day(self._of_exams[0])
        return _factored(own, between)

    def _without_effects(self, right: Floats) -> Floats:
        """Return the posterior covariance S times vectors if the effects U are 0."""
        layout, n = self.chain.layout, self.chain.loadings.shape[1]
        _, shocks, left, _ = self._of_exams
        of_exam = (layout.exam_sums @ right).reshape(-1, n, right.shape[1])
        of_day = layout.by_day(np.swapaxes(left, 1, 2) @ of_exam)
        states = self._of_days.solve(np.concatenate([of_day, np.zeros_like(of_day)], axis=1))
        components = shocks @ of_exam + left @ states[layout.day, :n]
        return np.asarray(layout.exam_sums.T @ components.reshape(-1, right.shape[1]))

    def times(self, right: Floats) -> Floats:
        """Return S times vectors, (cells, vectors)."""
        effects = self.chain.effects
        weighted, n = self.weight[:, None] * effects, effects.shape[1]
        found = self._without_effects(np.concatenate([weighted, right], axis=1))
        own, rest = effects - found[:, :n], found[:, n:]
        on_effects = effects.T @ right - weighted.T @ rest
        return np.asarray(rest + own @ np.linalg.solve(np.eye(n) + weighted.T @ own, on_effects))

    @cached_property
    def _of_effects(self) -> tuple[Floats, Floats]:
        """U minus what the states explain of it, and the precision of the effects."""
        effects = self.chain.effects
        weighted = self.weight[:, None] * effects
        own = effects - self._without_effects(weighted)
        return own, np.eye(effects.shape[1]) + weighted.T @ own

    @cached_property
    def variance(self) -> Floats:
        """The diagonal of the posterior covariance S."""
        layout, n = self.chain.layout, self.chain.loadings.shape[1]
        _, shocks, left, _ = self._of_exams
        states = self._of_days.covariance()[layout.day, :n, :n]
        components = shocks + left @ states @ np.swapaxes(left, 1, 2)
        x, (own, precision) = self.chain.loadings, self._of_effects
        of_field = ((x[:, None, :] @ components[layout.exam])[:, 0] * x).sum(axis=1)
        return np.asarray(of_field + (own * np.linalg.solve(precision, own.T).T).sum(axis=1))

    @property
    def log_det(self) -> float:
        """Return log det(I + W K)."""
        of_effects = float(np.linalg.slogdet(self._of_effects[1])[1])
        return self._of_exams[3] + self._of_days.log_det - self.chain.states[2] + of_effects
