"""A second implementation of the ability model that generates worlds, to check the first.

`analytics.models.ability` sums covariances. Here each Gaussian part is a set of unit normals with its own
loadings, and the damped trend moves from week to week by its transition. The two share nothing but the table
of scales.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np

from analytics.models.exam_score import ExamForm
from analytics.models.intervals import Floats
from analytics.models.points import Points, real_exam_points
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior

TOTAL = -1
"""The domain of a cell of which only the total is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Questions of one domain (or of all, mixed) in one practice exam, and how many were correct."""

    week: float
    domain: int
    exam: int
    n_items: int
    n_correct: int = 0
    provider: int = 0
    seen: float = 0.0
    untimed: float = 0.0
    open_book: float = 0.0
    hours: float = 0.0
    offset: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Record:
    """The practice exams of one simulated candidate, and the real exam they lead to."""

    name: str
    cells: Sequence[Cell]
    form: ExamForm
    exam_week: float
    has_hours: bool = False
    exam_hours: Sequence[float] = field(default_factory=tuple)

    @property
    def mixes(self) -> Floats:
        """Return each cell's share of the domains, (cells, domains)."""
        rows = np.vstack([np.eye(self.form.n_domains), self.form.shares])
        return np.asarray(rows[[cell.domain for cell in self.cells]])

    def column(self, name: str) -> Floats:
        """Return one field of all cells, (cells,)."""
        return np.array([float(getattr(cell, name)) for cell in self.cells])

    @property
    def hours_on_day(self) -> Floats:
        """Return the effect variable of study hours on exam day, (domains,)."""
        return np.array(self.exam_hours or [0.0] * self.form.n_domains)


@dataclass(frozen=True)
class Latent:
    """Abilities as mean + loadings @ unit normals, for the cells and for the domains on exam day."""

    cell_mean: Floats
    cell_loadings: Floats
    day_mean: Floats
    day_loadings: Floats


Block: TypeAlias = tuple[Floats, Floats]
"""Loadings of the cells and of the exam day's domains on some unit normals of their own."""


def latent(record: Record, prior: AbilityPrior = DEFAULT_PRIOR) -> Latent:
    """Return every Gaussian part of the model for one record."""
    mixes, days = record.mixes, np.eye(record.form.n_domains)
    n_cells, n_domains = mixes.shape
    ones, nothing = np.ones((n_cells, 1)), np.zeros((n_domains, 1))
    seen, drift = record.column("seen"), prior.domain_velocity_sd
    week_of_cell, week_of_day = damped_trend(np.append(record.column("week"), record.exam_week), prior)
    by_exam, by_provider = _one_hot(record.column("exam")), _one_hot(record.column("provider"))
    blocks: list[Block] = [
        (prior.level_sd * ones, prior.level_sd * (nothing + 1)),
        (prior.domain_sd * mixes, prior.domain_sd * days),
        _scaled((week_of_cell, np.repeat(week_of_day, n_domains, axis=0)), prior.velocity_sd),
        *(_scaled((mixes[:, [k]] * week_of_cell, days[:, [k]] * week_of_day), drift) for k in range(n_domains)),
        _of_cells(prior.exam_shock_sd * by_exam, n_domains),
        *(_of_cells(prior.exam_domain_shock_sd * mixes[:, [k]] * by_exam, n_domains) for k in range(n_domains)),
        _of_cells(prior.provider_sd * by_provider, n_domains),
        _of_cells(np.sqrt(1 - prior.seen_provider_share) * prior.seen_sd * seen[:, None], n_domains),
        _of_cells(np.sqrt(prior.seen_provider_share) * prior.seen_sd * seen[:, None] * by_provider, n_domains),
        _of_cells(prior.untimed_sd * record.column("untimed")[:, None], n_domains),
        _of_cells(prior.open_book_sd * record.column("open_book")[:, None], n_domains),
        (prior.hours_sd * record.column("hours")[:, None], prior.hours_sd * record.hours_on_day[:, None]),
    ]
    gain = prior.gain_per_week_with_hours if record.has_hours else prior.gain_per_week
    fixed = (
        prior.seen_mean * seen
        + prior.untimed_mean * record.column("untimed")
        + prior.open_book_mean * record.column("open_book")
        + prior.hours_mean * record.column("hours")
        + record.column("offset")
    )
    return Latent(
        expected_level(record.column("week"), gain, prior) + fixed,
        np.hstack([cells for cells, _ in blocks]),
        expected_level(np.array([record.exam_week]), gain, prior) + prior.hours_mean * record.hours_on_day,
        np.hstack([day for _, day in blocks]),
    )


def damped_trend(weeks: Floats, prior: AbilityPrior) -> Block:
    """Return the loadings of a trend with unit velocity variance: for all weeks but the last, and for the last.

    The velocity is a stationary Ornstein-Uhlenbeck process from week 0 on. Position and velocity move from one week
    to the next by their exact transition, with two new unit normals each time.
    """
    times, place = np.unique(np.append(weeks, 0.0), return_inverse=True)
    tau = prior.velocity_scale_weeks
    position, velocity = np.zeros(2 * len(times)), np.zeros(2 * len(times))
    velocity[0] = 1.0
    rows = [position]
    for k, step in enumerate(np.diff(times)):
        kept = np.exp(-step / tau)
        new_velocity = 1 - kept**2
        both = tau * (1 - kept) ** 2
        new_position = tau**2 * (2 * step / tau - 3 + 4 * kept - kept**2)
        fresh = np.zeros((2, 2 * len(times)))
        fresh[:, 2 * k + 1 : 2 * k + 3] = np.linalg.cholesky([[new_velocity, both], [both, new_position]])
        position = position + tau * (1 - kept) * velocity + fresh[1]
        velocity = kept * velocity + fresh[0]
        rows.append(position)
    at = np.array(rows)[place[:-1]]
    return at[:-1], at[-1:]


def expected_level(weeks: Floats, gain: float, prior: AbilityPrior) -> Floats:
    """Return the mean ability by week."""
    saturating = 1 - np.exp(-weeks / prior.gain_scale_weeks)
    return np.asarray(prior.level_mean + gain * prior.gain_scale_weeks * saturating)


def _one_hot(index: Floats) -> Floats:
    return np.asarray(index[:, None] == np.unique(index)[None, :], dtype=float)


def _scaled(block: Block, sd: float) -> Block:
    return sd * block[0], sd * block[1]


def _of_cells(loadings: Floats, n_domains: int) -> Block:
    """Return a part that affects practice exams alone."""
    return loadings, np.zeros((n_domains, loadings.shape[1]))


def cells_as_points(record: Record, n_candidates: int = 1) -> Points:
    """Return a record's cells as the product's points, for one or many candidates of the same design."""

    def rows(values: Floats) -> Floats:
        return np.broadcast_to(values, (n_candidates, *values.shape)).copy()

    names = ("week", "provider", "exam", "seen", "untimed", "open_book", "hours", "offset")
    columns = {name: rows(record.column(name)) for name in names}
    columns["source"] = columns["provider"]
    ones = np.ones((n_candidates, len(record.cells)))
    return Points(domain=rows(record.mixes), level=ones, **columns)


def exam_day_points(record: Record, n_candidates: int = 1) -> Points:
    """Return the domains on exam day as the product's points."""
    weeks = np.full((n_candidates, 1), record.exam_week)
    hours = np.broadcast_to(record.hours_on_day, (n_candidates, 1, record.form.n_domains))
    return real_exam_points(weeks, record.form.n_domains, hours)


def answered(record: Record, n_correct: Sequence[int]) -> Record:
    """Return the record with its correct answers filled in, cell by cell."""
    filled = [replace(cell, n_correct=int(y)) for cell, y in zip(record.cells, n_correct, strict=True)]
    return replace(record, cells=filled)
