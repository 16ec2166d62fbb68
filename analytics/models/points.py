"""Points of the ability model: their covariates, and their mean and covariance before any answer."""

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.models.intervals import Floats
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior, CohortPrior

REAL_EXAM = -1
"""The provider and exam index of points that belong to no practice exam."""

FIRST_FUTURE_EXAM = 1e9
"""The exam index of the first future practice exam: no record has so many."""


@dataclass(frozen=True)
class Points:
    """Covariates of observations and predictions, arrays of (candidates, points).

    `source` is the row of a `SourcePrior`, without effect if there is no cohort.
    `week` counts from the first practice exam, at which the trend starts. It is negative for an attempt at the
    real exam before that day: the trend then runs backward, as uncertain as forward, and independent of it.
    `domain` has a last axis of domains: one-hot for a domain, the blueprint's shares if
    only a total is known. `seen` is the share of items seen before. `hours` is the effect
    variable f, already mixed over domains. `level` is 0 only for a pure effect, such as gamma.
    """

    week: Floats
    domain: Floats
    provider: Floats
    source: Floats
    exam: Floats
    seen: Floats
    untimed: Floats
    open_book: Floats
    hours: Floats
    offset: Floats
    level: Floats

    @property
    def shape(self) -> tuple[int, int]:
        """(candidates, points)."""
        return self.week.shape[0], self.week.shape[1]

    def of(self, *index: Any) -> "Points":
        """Return the candidates and points that a NumPy index selects."""
        return Points(*(getattr(self, f.name)[index] for f in fields(Points)))

    @cached_property
    def runs(self) -> tuple["Points", NDArray[np.intp]]:
        """The first point of each run of points that differ by domain, hours and offset alone, and the run of each."""
        of_a_day = self.week, self.provider, self.source, self.exam, self.seen, self.untimed, self.open_book, self.level
        values = np.array(of_a_day)
        is_first = np.ones(self.shape[1], dtype=bool)
        is_first[1:] = (values[..., 1:] != values[..., :-1]).any(axis=(0, 1))
        return self.of(slice(None), is_first), np.cumsum(is_first) - 1


def new_points(domain: Floats, **columns: Floats) -> Points:
    """Return points with some domains, (candidates, points, domains); covariates that are not given have no effect."""
    none = np.zeros(domain.shape[:-1])
    numbers = dict.fromkeys(("week", "seen", "untimed", "open_book", "hours", "offset", "level"), none)
    indices = dict.fromkeys(("provider", "source", "exam"), none + REAL_EXAM)
    return Points(domain=domain, **numbers | indices | columns)


def real_exam_points(weeks: Floats, n_domains: int, hours: Floats | None = None) -> Points:
    """Return the points of the real exam: every domain at every week, domains fastest.

    Args:
        weeks: (candidates, dates).
        n_domains: The number of domains of the exam.
        hours: The effect variable, (candidates, dates, domains); 0 if none is recorded.
    """
    n_candidates, n_dates = weeks.shape
    shape = (n_candidates, n_dates * n_domains)
    return new_points(
        np.broadcast_to(np.tile(np.eye(n_domains), (n_dates, 1)), (*shape, n_domains)),
        week=np.repeat(weeks, n_domains, axis=1),
        hours=np.zeros(shape) if hours is None else hours.reshape(shape),
        level=np.ones(shape),
    )


def seen_effect_points(providers: Floats, n_domains: int) -> Points:
    """Return the points gamma_p, the seen effect of each provider, (candidates, providers)."""
    return new_points(np.zeros((*providers.shape, n_domains)), provider=providers, seen=np.ones(providers.shape))


def condition_points(n_domains: int) -> Points:
    """Return one candidate's points of the untimed and the open-book effect."""
    one_each = np.eye(2)
    return new_points(np.zeros((1, 2, n_domains)), untimed=one_each[:1], open_book=one_each[1:])


def joined(first: Points, second: Points) -> Points:
    """Return the points of the first, then those of the second."""
    return Points(*(np.concatenate([getattr(first, f.name), getattr(second, f.name)], axis=1) for f in fields(Points)))


def prior_mean(points: Points, has_hours: Floats, prior: AbilityPrior = DEFAULT_PRIOR) -> Floats:
    """Return the prior mean of points, (candidates, points).

    The gain saturates; recorded hours carry most of it. Hours before the first practice exam are in the level, so
    up to there time alone carries the gain.
    """
    is_by_hours = (has_hours[:, None] != 0) & (points.week >= 0)
    gain = np.where(is_by_hours, prior.gain_per_week_with_hours, prior.gain_per_week)
    passed = -np.expm1(-np.abs(points.week) / prior.gain_scale_weeks)
    growth = gain * prior.gain_scale_weeks * np.sign(points.week) * passed
    return np.asarray(
        points.level * (prior.level_mean + growth)
        + prior.seen_mean * points.seen
        + prior.untimed_mean * points.untimed
        + prior.open_book_mean * points.open_book
        + prior.hours_mean * points.hours
        + points.offset
    )


def prior_covariance(one: Points, two: Points, prior: AbilityPrior = DEFAULT_PRIOR) -> Floats:
    """Return the prior covariance between two sets of points, (candidates, points, points).

    Adjacent points that differ only by domain and hours, such as the domains of one day, share the rest, which is
    computed once.
    """
    (rows, row), (columns, column) = one.runs, two.runs
    shared, of_domain = _without_domains(rows, columns, prior)
    wide = row[:, None] * columns.shape[1] + column
    covariance = one.domain @ np.swapaxes(two.domain, 1, 2)
    covariance *= of_domain.reshape(len(of_domain), -1).take(wide, axis=1)
    covariance += shared.reshape(len(shared), -1).take(wide, axis=1)
    if one.hours.any() and two.hours.any():
        covariance += _product(one.hours, two.hours) * prior.hours_sd**2
    return covariance


def _without_domains(one: Points, two: Points, prior: AbilityPrior) -> tuple[Floats, Floats]:
    """Return the covariance apart from domains, and the factor that multiplies shared domains."""

    def same(a: Floats, b: Floats) -> Floats:
        return np.asarray((a[:, :, None] == b[:, None, :]) & (a[:, :, None] != REAL_EXAM), dtype=float)

    walk = _integrated_ou(one.week, two.week, prior.velocity_scale_weeks)
    shared_exam, shared_provider = same(one.exam, two.exam), same(one.provider, two.provider)
    of_domain = prior.domain_sd**2 + prior.domain_velocity_sd**2 * walk + shared_exam * prior.exam_domain_shock_sd**2
    of_level = prior.level_sd**2 + prior.velocity_sd**2 * walk + _of_sources(one, two, shared_provider, prior)
    shared = _product(one.level, two.level) * of_level + shared_exam * prior.exam_shock_sd**2
    if one.seen.any() and two.seen.any():
        alike = 1 - prior.seen_provider_share * (1 - shared_provider)
        shared += _product(one.seen, two.seen) * alike * prior.seen_sd**2
    for a, b, sd in ((one.untimed, two.untimed, prior.untimed_sd), (one.open_book, two.open_book, prior.open_book_sd)):
        if a.any() and b.any():
            shared += _product(a, b) * sd**2
    return shared, of_domain


def _of_sources(one: Points, two: Points, shared_provider: Floats, prior: AbilityPrior) -> Floats:
    """Return the covariance of the providers' offsets or, with a cohort, of its mean ability in each source."""
    if not isinstance(prior, CohortPrior):
        return shared_provider * prior.provider_sd**2
    i, j = one.source.astype(int), two.source.astype(int)
    shared, own_sd = prior.sources.shared, prior.sources.own_sd
    return np.asarray(shared[i[:, :, None], j[:, None, :]] + shared_provider * _product(own_sd[i], own_sd[j]))


def _product(a: Floats, b: Floats) -> Floats:
    return np.asarray(a[:, :, None] * b[:, None, :])


def _integrated_ou(one: Floats, two: Floats, scale: float) -> Floats:
    """Return the covariance of an integrated Ornstein-Uhlenbeck process with unit velocity variance.

    This is a damped local linear trend in continuous time that starts at 0 in week 0, and an independent one backward.

    References:
        Hughes et al. (2017), PMC5407356.
    """
    t, u = np.abs(one[:, :, None]), np.abs(two[:, None, :])
    is_same_side = (one[:, :, None] < 0) == (two[:, None, :] < 0)
    decays = np.exp(-t / scale) + np.exp(-u / scale) - 1 - np.exp(-np.abs(t - u) / scale)
    return np.asarray(is_same_side * (2 * scale * np.minimum(t, u) + scale**2 * decays))
