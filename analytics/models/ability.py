"""The ability model: each domain's ability over time, from counts of correct answers.

A *cell* is one practice exam, one domain and one class of exposure, with y of n items
correct. Its ability in logits is the sum of Gaussian parts (week t, domain d)::

    eta = m(t) + L + o_d + S(t) + s_d(t) + kappa f_d           what the real exam would meet
        + provider + exam + exam-and-domain + r gamma_p        what belongs to the practice exam
        + untimed + open book + known easiness of its items

with gamma_p = gamma + u_p the seen effect of provider p; most of it is common to all providers.

So the whole model is one covariance matrix over cells and a binomial link. The mode is found by
Fisher scoring in function space (Rasmussen & Williams 2006, algorithm 3.1), for many candidates
at once: arrays are (candidates, cells), short ones padded with cells of no items, which change
nothing. The mean is corrected to third order, because Laplace's mode alone is biased when
counts are small.
"""

from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np

from analytics.models import response
from analytics.models.intervals import Floats
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior, CohortPrior

MAX_STEPS = 200
TOLERANCE = 1e-10
SMALLEST_STEP = 1e-9
ROUNDING = 1e-9
"""A relative fall of the objective below this is rounding."""

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
    `shock` scales the shocks of the practice exam: 1, or less for several exams in one cell, whose shocks average out.
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
    shock: Floats

    @property
    def shape(self) -> tuple[int, int]:
        """(candidates, points)."""
        return self.week.shape[0], self.week.shape[1]


def real_exam_points(weeks: Floats, n_domains: int, hours: Floats | None = None) -> Points:
    """Return the points of the real exam: every domain at every week, domains fastest.

    Args:
        weeks: (candidates, dates).
        n_domains: The number of domains of the exam.
        hours: The effect variable, (candidates, dates, domains); 0 if none is recorded.
    """
    n_candidates, n_dates = weeks.shape
    shape = (n_candidates, n_dates * n_domains)
    zero = np.zeros(shape)
    return Points(
        week=np.repeat(weeks, n_domains, axis=1),
        domain=np.broadcast_to(np.tile(np.eye(n_domains), (n_dates, 1)), (*shape, n_domains)),
        provider=np.full(shape, float(REAL_EXAM)),
        source=np.full(shape, float(REAL_EXAM)),
        exam=np.full(shape, float(REAL_EXAM)),
        seen=zero,
        untimed=zero,
        open_book=zero,
        hours=zero if hours is None else hours.reshape(shape),
        offset=zero,
        level=np.ones(shape),
        shock=zero + 1,
    )


def seen_effect_points(providers: Floats, n_domains: int) -> Points:
    """Return the points gamma_p, the effect of seen questions, of providers, (candidates, providers)."""
    zero = np.zeros(providers.shape)
    return Points(
        week=zero,
        domain=np.zeros((*providers.shape, n_domains)),
        provider=providers,
        source=zero + REAL_EXAM,
        exam=zero + REAL_EXAM,
        seen=zero + 1,
        untimed=zero,
        open_book=zero,
        hours=zero,
        offset=zero,
        level=zero,
        shock=zero + 1,
    )


def condition_points(n_domains: int) -> Points:
    """Return one candidate's points of the untimed and the open-book effect."""
    zero, one_each = np.zeros((1, 2)), np.eye(2)
    return Points(
        week=zero,
        domain=np.zeros((1, 2, n_domains)),
        provider=zero + REAL_EXAM,
        source=zero + REAL_EXAM,
        exam=zero + REAL_EXAM,
        seen=zero,
        untimed=one_each[:1],
        open_book=one_each[1:],
        hours=zero,
        offset=zero,
        level=zero,
        shock=zero + 1,
    )


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
    """Return the prior covariance between two sets of points, (candidates, points, points)."""

    def same(a: Floats, b: Floats) -> Floats:
        return np.asarray((a[:, :, None] == b[:, None, :]) & (a[:, :, None] != REAL_EXAM), dtype=float)

    walk = _integrated_ou(one.week, two.week, prior.velocity_scale_weeks)
    shared_domain = one.domain @ np.swapaxes(two.domain, 1, 2)
    shared_exam = same(one.exam, two.exam) * _product(one.shock, two.shock)
    covariance = _product(one.level, two.level) * (prior.level_sd**2 + prior.velocity_sd**2 * walk)
    covariance += shared_domain * (prior.domain_sd**2 + prior.domain_velocity_sd**2 * walk)
    covariance += shared_domain * shared_exam * prior.exam_domain_shock_sd**2
    covariance += shared_exam * prior.exam_shock_sd**2
    shared_provider = same(one.provider, two.provider)
    covariance += _product(one.level, two.level) * _of_sources(one, two, shared_provider, prior)
    if one.seen.any() and two.seen.any():
        alike = 1 - prior.seen_provider_share * (1 - shared_provider)
        covariance += _product(one.seen, two.seen) * alike * prior.seen_sd**2
    for a, b, sd in (
        (one.untimed, two.untimed, prior.untimed_sd),
        (one.open_book, two.open_book, prior.open_book_sd),
        (one.hours, two.hours, prior.hours_sd),
    ):
        if a.any() and b.any():
            covariance += _product(a, b) * sd**2
    return covariance


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


@dataclass(frozen=True)
class AbilityFit:
    """The mode of some candidates' abilities over their cells, ready for predictions."""

    cells: Points
    n_correct: Floats
    n_items: Floats
    has_hours: Floats
    guess_floor: float
    prior: AbilityPrior
    eta: Floats
    dual: Floats
    covariance: Floats

    @cached_property
    def _root_weight(self) -> Floats:
        return np.sqrt(response.fisher_weight(self.eta, self.n_items, self.guess_floor))

    @cached_property
    def _inner(self) -> Floats:
        """B = I + W^1/2 K W^1/2; its eigenvalues are at least 1."""
        root = self._root_weight
        return np.eye(root.shape[1]) + root[:, :, None] * self.covariance * root[:, None, :]

    def _posterior_covariance(self, left: Floats, prior_between: Floats, right: Floats) -> Floats:
        """K_lr - K_lc W^1/2 B^-1 W^1/2 K_cr, with the middle solved once."""
        root = self._root_weight
        solved = np.linalg.solve(self._inner, root[:, :, None] * right)
        return np.asarray(prior_between - (left * root[:, None, :]) @ solved)

    @cached_property
    def log_marginal_likelihood(self) -> Floats:
        """Laplace's log marginal likelihood of each candidate, (candidates,)."""
        fitted = response.log_likelihood(self.eta, self.n_correct, self.n_items, self.guess_floor).sum(axis=1)
        mean = prior_mean(self.cells, self.has_hours, self.prior)
        quadratic = (self.dual * (self.eta - mean)).sum(axis=1)
        return np.asarray(fitted - 0.5 * quadratic - 0.5 * np.linalg.slogdet(self._inner)[1])

    @cached_property
    def _third_order(self) -> Floats:
        """The shift of the mean per cell: half the third derivative times the posterior variance."""
        variance = np.diagonal(
            self._posterior_covariance(self.covariance, self.covariance, self.covariance), axis1=1, axis2=2
        )
        third = response.third_derivative(self.eta, self.n_correct, self.n_items, self.guess_floor)
        return np.asarray(0.5 * third * variance)

    def predict(self, points: Points, *, corrected: bool = True) -> tuple[Floats, Floats]:
        """Return posterior mean (candidates, points) and covariance (candidates, points, points).

        With `corrected` false the mean is Laplace's plain mode.
        """
        across = prior_covariance(points, self.cells, self.prior)
        mean = prior_mean(points, self.has_hours, self.prior) + (across @ self.dual[:, :, None])[..., 0]
        between = prior_covariance(points, points, self.prior)
        covariance = self._posterior_covariance(across, between, np.swapaxes(across, 1, 2))
        if corrected:
            to_cells = self._posterior_covariance(across, across, self.covariance)
            mean = mean + (to_cells @ self._third_order[:, :, None])[..., 0]
        return np.asarray(mean), covariance

    def covariance_with(self, prior: AbilityPrior, points: Points) -> Floats:
        """Return the posterior covariance of points under another prior, with the answers weighing as much.

        With a prior without a part, such as the provider's, it is what would be left if that part were known.
        """
        other = replace(self, prior=prior, covariance=prior_covariance(self.cells, self.cells, prior))
        return other.predict(points, corrected=False)[1]


def fit_ability(
    cells: Points,
    n_correct: Floats,
    n_items: Floats,
    *,
    guess_floor: float,
    has_hours: Floats | None = None,
    prior: AbilityPrior = DEFAULT_PRIOR,
) -> AbilityFit:
    """Find the mode of every candidate's ability over their cells.

    Args:
        cells: The covariates of the counts, (candidates, cells); padding has `n_items` 0.
        n_correct: Correct answers.
        n_items: Questions answered.
        guess_floor: The chance of a correct answer by guessing.
        has_hours: True for a candidate whose study hours are in `cells.hours`.
        prior: The scales.
    """
    if has_hours is None:
        has_hours = np.zeros(cells.shape[0], dtype=bool)
    mean = prior_mean(cells, has_hours, prior)
    covariance = prior_covariance(cells, cells, prior)
    dual = np.zeros_like(mean)
    eta = mean
    longest, n_steps = np.inf, 0
    while longest > TOLERANCE and n_steps < MAX_STEPS:
        target = _fisher_step(
            eta - mean, eta, covariance, n_correct=n_correct, n_items=n_items, guess_floor=guess_floor
        )
        dual, moved = _halved(
            dual, target, mean, covariance, n_correct=n_correct, n_items=n_items, guess_floor=guess_floor
        )
        longest = float(np.abs(moved - eta).max(initial=0.0))
        eta, n_steps = moved, n_steps + 1
    return AbilityFit(
        cells=cells,
        n_correct=n_correct,
        n_items=n_items,
        has_hours=has_hours,
        guess_floor=guess_floor,
        prior=prior,
        eta=eta,
        dual=dual,
        covariance=covariance,
    )


def _fisher_step(
    above_mean: Floats, eta: Floats, covariance: Floats, *, n_correct: Floats, n_items: Floats, guess_floor: float
) -> Floats:
    """Return the dual vector K^-1 (eta - m) after a full step.

    If the observed curvature is the larger one, as for records below the guess floor, it sets
    the step: with the expected one alone the search would oscillate.
    """
    weight = np.maximum(
        response.fisher_weight(eta, n_items, guess_floor),
        response.observed_curvature(eta, n_correct, n_items, guess_floor),
    )
    root = np.sqrt(weight)
    b = weight * above_mean + response.gradient(eta, n_correct, n_items, guess_floor)
    inner = np.eye(root.shape[1]) + root[:, :, None] * covariance * root[:, None, :]
    spread = root * (covariance @ b[:, :, None])[..., 0]
    return np.asarray(b - root * np.linalg.solve(inner, spread[:, :, None])[..., 0])


def _halved(
    dual: Floats,
    target: Floats,
    mean: Floats,
    covariance: Floats,
    *,
    n_correct: Floats,
    n_items: Floats,
    guess_floor: float,
) -> tuple[Floats, Floats]:
    """Step toward the target, halving the step of each candidate whose objective would fall."""

    def objective(a: Floats) -> tuple[Floats, Floats]:
        above = (covariance @ a[:, :, None])[..., 0]
        fitted = response.log_likelihood(mean + above, n_correct, n_items, guess_floor).sum(axis=1)
        return fitted - 0.5 * (a * above).sum(axis=1), mean + above

    before, _ = objective(dual)
    least = before - ROUNDING * (1 + np.abs(before))
    trial, step = target, np.ones(len(dual))
    value, eta = objective(trial)
    while (worse := value < least).any() and step.min() > SMALLEST_STEP:
        step = np.where(worse, step / 2, step)
        trial = dual + step[:, None] * (target - dual)
        value, eta = objective(trial)
    return trial, eta
