"""The ability model: each domain's ability over time, from counts of correct answers.

A *cell* is one practice exam, one domain and one class of exposure, with y of n items
correct. Its ability in logits is the sum of Gaussian parts (week t, domain d)::

    eta = m(t) + L + o_d + S(t) + s_d(t) + kappa f_d           what the real exam would meet
        + provider + exam + exam-and-domain + r gamma_p        what belongs to the practice exam
        + untimed + open book + known easiness of its items

with gamma_p = gamma + u_p the seen effect of provider p; most of it is common to all providers.

So the whole model is one covariance matrix over cells and a binomial link. The mode is found by
Newton's method in function space (Rasmussen & Williams 2006, algorithm 3.1), for many candidates
at once: arrays are (candidates, cells), short ones padded with cells of no items, which change
nothing. The mean is corrected to third order, because Laplace's mode alone is biased when
counts are small.
"""

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analytics.models import response
from analytics.models.field import ChainField, Field, FieldGiven, MatrixField
from analytics.models.intervals import Floats
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior, CohortPrior

if TYPE_CHECKING:
    from analytics.models.chain import Chain

MAX_STEPS = 200
TOLERANCE = 1e-9
"""The search ends where its next step would be shorter."""

SMALLEST_STEP = 1e-9
ROUNDING = 1e-9
"""A relative fall of the objective below this is rounding."""

LEAST_CURVATURE = 0.3
"""The least weight of a count in a step, as a share of its expected one."""

MOST_CELLS_OF_A_MATRIX = 120
"""With more cells, a chain of days takes less time than a matrix over cells."""

REAL_EXAM = -1
"""The provider and exam index of points that belong to no practice exam."""

FIRST_FUTURE_EXAM = 1e9
"""The first exam index of future practice exams: no record has so many."""


@dataclass(frozen=True, slots=True)
class Points:
    """Covariates of observations and predictions, arrays of (candidates, points).

    `source` is the row of a `SourcePrior`, and of no effect without a cohort.
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

    def of(self, chosen: NDArray[np.bool_]) -> "Points":
        """Return some of the points."""
        return Points(*(getattr(self, f.name)[:, chosen] for f in fields(Points)))


def points_of(domain: Floats, **columns: Floats) -> Points:
    """Return points of domains, (candidates, points, domains), of which all is none that is not given."""
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
    return points_of(
        np.broadcast_to(np.tile(np.eye(n_domains), (n_dates, 1)), (*shape, n_domains)),
        week=np.repeat(weeks, n_domains, axis=1),
        hours=np.zeros(shape) if hours is None else hours.reshape(shape),
        level=np.ones(shape),
    )


def seen_effect_points(providers: Floats, n_domains: int) -> Points:
    """Return the points gamma_p, the effect of seen questions, of providers, (candidates, providers)."""
    return points_of(np.zeros((*providers.shape, n_domains)), provider=providers, seen=np.ones(providers.shape))


def condition_points(n_domains: int) -> Points:
    """Return one candidate's points of the untimed and the open-book effect."""
    one_each = np.eye(2)
    return points_of(np.zeros((1, 2, n_domains)), untimed=one_each[:1], open_book=one_each[1:])


def joined(first: Points, second: Points) -> Points:
    """Return the points of the first, then those of the second."""
    return Points(*(np.concatenate([getattr(first, f.name), getattr(second, f.name)], axis=1) for f in fields(Points)))


def prior_mean(points: Points, has_hours: Floats, prior: AbilityPrior = DEFAULT_PRIOR) -> Floats:
    """Return the prior mean of points, (candidates, points).

    The gain saturates; if hours are recorded they carry most of it and time less. Study before
    the first practice exam is in the level, so up to there time carries the gain.
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

    Points next to each other that differ by their domain and hours alone, such as the domains of one day, share the
    rest, which is computed once.
    """
    rows, columns = _alike(one), _alike(two)
    shared, of_domain = _without_domains(one.of(rows), two.of(columns), prior)
    wide = (np.cumsum(rows)[:, None] - 1) * columns.sum() + np.cumsum(columns) - 1
    covariance = one.domain @ np.swapaxes(two.domain, 1, 2)
    covariance *= of_domain.reshape(len(of_domain), -1).take(wide, axis=1)
    covariance += shared.reshape(len(shared), -1).take(wide, axis=1)
    if one.hours.any() and two.hours.any():
        covariance += _product(one.hours, two.hours) * prior.hours_sd**2
    return covariance


def _alike(points: Points) -> NDArray[np.bool_]:
    """Return for which points something else than domain, hours and offset differs from the point before, (points,)."""
    is_first = np.zeros(points.shape[1], dtype=bool)
    is_first[:1] = True
    for name in ("week", "provider", "source", "exam", "seen", "untimed", "open_book", "level"):
        values = getattr(points, name)
        is_first[1:] |= (values[:, 1:] != values[:, :-1]).any(axis=0)
    return is_first


def _without_domains(one: Points, two: Points, prior: AbilityPrior) -> tuple[Floats, Floats]:
    """Return the covariance that points share whatever their domains, and what same domains add."""

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
    for a, b, sd in (
        (one.untimed, two.untimed, prior.untimed_sd),
        (one.open_book, two.open_book, prior.open_book_sd),
    ):
        if a.any() and b.any():
            shared += _product(a, b) * sd**2
    return shared, of_domain


def _of_sources(one: Points, two: Points, shared_provider: Floats, prior: AbilityPrior) -> Floats:
    """Return the covariance of the offsets of providers, with a cohort that of its mean ability in each source."""
    if not isinstance(prior, CohortPrior):
        return shared_provider * prior.provider_sd**2
    i, j = one.source.astype(int), two.source.astype(int)
    shared, own_sd = prior.sources.shared, prior.sources.own_sd
    return np.asarray(shared[i[:, :, None], j[:, None, :]] + shared_provider * _product(own_sd[i], own_sd[j]))


def _product(a: Floats, b: Floats) -> Floats:
    """Return the outer product of each candidate, (candidates, points, points)."""
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


def _field_of(cells: Points, prior: AbilityPrior) -> Field:
    """Return the prior field over cells: one matrix if they are few, else a chain of days for each candidate."""
    if cells.shape[1] <= MOST_CELLS_OF_A_MATRIX:
        return MatrixField(prior_covariance(cells, cells, prior))
    return ChainField([_chain(cells, k, prior) for k in range(cells.shape[0])])


def _chain(cells: Points, candidate: int, prior: AbilityPrior) -> "Chain":
    """Return one candidate's field as a chain: the level and each domain are its components."""
    from analytics.models.chain import Chain  # noqa: PLC0415  (slow to import, and only a long record needs it)

    own = Points(*(getattr(cells, f.name)[candidate] for f in fields(Points)))
    n_domains = own.domain.shape[1]

    def of_components(of_all: float, of_domains: float) -> Floats:
        return np.array([of_all, *[of_domains] * n_domains])

    return Chain(
        week=own.week,
        exam=own.exam,
        loadings=np.column_stack([own.level, own.domain]),
        start_sd=of_components(prior.level_sd, prior.domain_sd),
        velocity_sd=of_components(prior.velocity_sd, prior.domain_velocity_sd),
        shock_sd=of_components(prior.exam_shock_sd, prior.exam_domain_shock_sd),
        scale=prior.velocity_scale_weeks,
        effects=_effects(own, prior),
    )


def _effects(own: Points, prior: AbilityPrior) -> Floats:
    """Return what each cell has of the effects that stay, (cells, effects), scaled to variance 1."""
    is_provider = (own.provider[:, None] == np.unique(own.provider)).astype(float)
    seen = own.seen[:, None] * prior.seen_sd
    if isinstance(prior, CohortPrior):
        sources, index = np.unique(own.source.astype(int), return_inverse=True)
        size, axis = np.linalg.eigh(prior.sources.shared[np.ix_(sources, sources)])
        of_sources = [
            (axis * np.sqrt(np.maximum(size, 0.0)))[index],
            is_provider * prior.sources.own_sd[sources][index, None],
        ]
    else:
        of_sources = [is_provider * prior.provider_sd]
    effects = np.column_stack(
        [
            *(own.level[:, None] * each for each in of_sources),
            seen * np.sqrt(1 - prior.seen_provider_share),
            seen * is_provider * np.sqrt(prior.seen_provider_share),
            own.untimed * prior.untimed_sd,
            own.open_book * prior.open_book_sd,
            own.hours * prior.hours_sd,
        ]
    )
    return effects[:, effects.any(axis=0)]


@dataclass(frozen=True)
class AbilityFit:
    """The mode of some candidates' abilities over their cells, ready for predictions."""

    cells: Points
    n_correct: Floats
    n_items: Floats
    has_hours: Floats
    guess_floor: float
    prior: AbilityPrior
    field: Field
    eta: Floats
    dual: Floats

    def under(self, prior: AbilityPrior, cells: Points | None = None) -> "AbilityFit":
        """Return the same abilities under another prior or with other covariates, with the answers weighing as much."""
        cells = cells or self.cells
        return replace(self, cells=cells, prior=prior, field=_field_of(cells, prior))

    @cached_property
    def _weight(self) -> Floats:
        return response.fisher_weight(self.eta, self.n_items, self.guess_floor)

    @cached_property
    def given(self) -> FieldGiven:
        """The cells after the answers, as weighed by the Fisher weight of the counts."""
        return self.field.given(self._weight)

    def precision_times(self, right: Floats) -> Floats:
        """Return (K + 1/W)^-1 times vectors, (candidates, cells, vectors)."""
        return self.given.precision_times(right)

    def lasting(self, pull: Floats) -> Floats:
        """Return (I - W S) times a vector: what a pull on each cell adds to `dual`, (candidates, cells)."""
        return np.asarray(pull - self._weight * self.given.times(pull[:, :, None])[..., 0])

    @cached_property
    def log_marginal_likelihood(self) -> Floats:
        """Laplace's log marginal likelihood of each candidate, (candidates,)."""
        fitted = response.log_likelihood(self.eta, self.n_correct, self.n_items, self.guess_floor).sum(axis=1)
        mean = prior_mean(self.cells, self.has_hours, self.prior)
        quadratic = (self.dual * (self.eta - mean)).sum(axis=1)
        return np.asarray(fitted - 0.5 * quadratic - 0.5 * self.given.log_det)

    @cached_property
    def _dual_correction(self) -> Floats:
        """What the third order adds to `dual`: the pull is half the third derivative times the variance."""
        third = response.third_derivative(self.eta, self.n_correct, self.n_items, self.guess_floor)
        return self.lasting(0.5 * third * self.given.variance)

    def predict(self, points: Points, *, corrected: bool = True) -> tuple[Floats, Floats]:
        """Return posterior mean (candidates, points) and covariance (candidates, points, points).

        With `corrected` false the mean is Laplace's plain mode.
        """
        across = prior_covariance(points, self.cells, self.prior)
        dual = self.dual + self._dual_correction if corrected else self.dual
        mean = prior_mean(points, self.has_hours, self.prior) + (across @ dual[:, :, None])[..., 0]
        between = prior_covariance(points, points, self.prior)
        return np.asarray(mean), np.asarray(between - across @ self.precision_times(np.swapaxes(across, 1, 2)))

    def covariance_with(self, prior: AbilityPrior, points: Points) -> Floats:
        """Return the posterior covariance of points under another prior, with the answers weighing as much.

        With a prior without a part, such as the provider's, it is what would be left if that part were known.
        """
        return self.under(prior).predict(points, corrected=False)[1]


def fit_ability(
    cells: Points,
    n_correct: Floats,
    n_items: Floats,
    *,
    guess_floor: float,
    has_hours: Floats | None = None,
    prior: AbilityPrior = DEFAULT_PRIOR,
    start: Floats | None = None,
) -> AbilityFit:
    """Find the mode of every candidate's ability over their cells.

    Args:
        cells: The covariates of the counts, (candidates, cells); padding has `n_items` 0.
        n_correct: Correct answers.
        n_items: Questions answered.
        guess_floor: The chance of a correct answer by guessing.
        has_hours: True for a candidate whose study hours are in `cells.hours`.
        prior: The scales.
        start: Abilities near the mode from which to search, (candidates, cells); None for the prior mean.
    """
    if has_hours is None:
        has_hours = np.zeros(cells.shape[0], dtype=bool)
    mean = prior_mean(cells, has_hours, prior)
    field = _field_of(cells, prior)
    search = _Search(mean, n_correct, n_items, guess_floor)
    eta = mean if start is None else start
    dual = above = np.zeros_like(mean)
    longest, next_one, n_steps = TOLERANCE, np.inf, 0
    while next_one > TOLERANCE and n_steps < MAX_STEPS:
        weight, told = search.linearized(eta)
        to_above = field.given(weight).times(told[:, :, None])[..., 0]
        before, longest = longest, float(np.abs(mean + to_above - eta).max(initial=0.0))
        next_one = longest * min(1.0, longest / before)  # steps shrink by at least the same factor again
        dual, above = search.halved(dual, above, told - weight * to_above, to_above)
        eta, n_steps = mean + above, n_steps + 1
    return AbilityFit(
        cells=cells,
        n_correct=n_correct,
        n_items=n_items,
        has_hours=has_hours,
        guess_floor=guess_floor,
        prior=prior,
        field=field,
        eta=eta,
        dual=dual,
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for the mode, over the dual vector K^-1 (eta - m) and `above`, eta - m."""

    mean: Floats
    n_correct: Floats
    n_items: Floats
    guess_floor: float

    def linearized(self, eta: Floats) -> tuple[Floats, Floats]:
        """Return the weights of the counts at some abilities, and those times (eta - m) plus the gradient.

        The observed curvature takes half as many steps as the expected one, of which a part stands in where it
        is small or negative.
        """
        weight = np.maximum(
            LEAST_CURVATURE * response.fisher_weight(eta, self.n_items, self.guess_floor),
            response.observed_curvature(eta, self.n_correct, self.n_items, self.guess_floor),
        )
        slope = response.gradient(eta, self.n_correct, self.n_items, self.guess_floor)
        return weight, weight * (eta - self.mean) + slope

    def objective(self, dual: Floats, above: Floats) -> Floats:
        """Return the log posterior of each candidate, up to a constant."""
        fitted = response.log_likelihood(self.mean + above, self.n_correct, self.n_items, self.guess_floor).sum(axis=1)
        return np.asarray(fitted - 0.5 * (dual * above).sum(axis=1))

    def halved(self, dual: Floats, above: Floats, to_dual: Floats, to_above: Floats) -> tuple[Floats, Floats]:
        """Step to the target, halving the step of each candidate whose objective would fall."""
        before = self.objective(dual, above)
        least = before - ROUNDING * (1 + np.abs(before))
        step = np.ones(len(dual))
        trial = to_dual, to_above
        while (worse := self.objective(*trial) < least).any() and step.min() > SMALLEST_STEP:
            step = np.where(worse, step / 2, step)
            part = step[:, None]
            trial = dual + part * (to_dual - dual), above + part * (to_above - above)
        return trial
