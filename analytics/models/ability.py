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
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analytics.models import response
from analytics.models.field import ChainField, Field, FieldGiven, MatrixField
from analytics.models.intervals import Floats
from analytics.models.points import Points, prior_covariance, prior_mean
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior, CohortPrior

if TYPE_CHECKING:
    from analytics.models.chain import Chain

MAX_STEPS = 200
TOLERANCE = 1e-9
"""The search ends where its next step would be shorter."""

MIN_STEP = 1e-9
ROUNDING = 1e-9
"""A relative fall of the objective below this is rounding."""

MIN_CURVATURE = 0.3
"""The least weight of a count in a step, as a share of its expected one."""

MAX_MATRIX_CELLS = 120
"""With more cells, a chain of days takes less time than a matrix over cells."""


def _field_of(cells: Points, prior: AbilityPrior) -> Field:
    """Return the prior field over cells: one matrix if they are few, else a chain of days for each candidate."""
    if cells.shape[1] <= MAX_MATRIX_CELLS:
        return MatrixField(prior_covariance(cells, cells, prior))
    return ChainField([_chain(cells, k, prior) for k in range(cells.shape[0])])


def _chain(cells: Points, candidate: int, prior: AbilityPrior) -> "Chain":
    """Return one candidate's field as a chain: the level and each domain are its components."""
    from analytics.models.chain import Chain  # noqa: PLC0415  (slow to import, and only a long record needs it)

    own = cells.of(candidate)
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
    """Return each cell's loadings on the lasting effects, (cells, effects), scaled to variance 1."""
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
class CellCounts:
    """Questions answered and correct answers by cell, (candidates, cells); padding has `n_items` 0.

    `cells` are the covariates. `guess_floor` is the chance of a correct answer by guessing, and `has_hours` true for a
    candidate whose study hours are in `cells.hours`.
    """

    cells: Points
    n_correct: Floats
    n_items: Floats
    guess_floor: float
    has_hours: Floats

    def with_offset(self, offset: Floats) -> "CellCounts":
        """Return the counts of cells with an offset in logits added to their own."""
        return replace(self, cells=replace(self.cells, offset=self.cells.offset + offset))


@dataclass(frozen=True)
class AbilityFit(CellCounts):
    """The mode of some candidates' abilities over their cells, ready for predictions."""

    prior: AbilityPrior
    field: Field
    eta: Floats
    dual: Floats

    def under(self, prior: AbilityPrior, cells: Points | None = None) -> "AbilityFit":
        """Return the same abilities under another prior or with other covariates, with the same weight of answers."""
        cells = cells or self.cells
        return replace(self, cells=cells, prior=prior, field=_field_of(cells, prior))

    @cached_property
    def _weight(self) -> Floats:
        return response.fisher_weight(self.eta, self.n_items, self.guess_floor)

    @cached_property
    def given(self) -> FieldGiven:
        """The field after the answers, with the Fisher weight of the counts."""
        return self.field.given(self._weight)

    def dual_change(self, pull: Floats) -> Floats:
        """Return (I - W S) times a vector, the change of `dual` by a pull on each cell, (candidates, cells)."""
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
        """The third-order change of `dual`: the pull is half the third derivative times the variance."""
        third = response.third_derivative(self.eta, self.n_correct, self.n_items, self.guess_floor)
        return self.dual_change(0.5 * third * self.given.variance)

    def predict(self, points: Points, *, corrected: bool = True) -> tuple[Floats, Floats]:
        """Return posterior mean (candidates, points) and covariance (candidates, points, points).

        With `corrected` false the mean is Laplace's plain mode.
        """
        across = prior_covariance(points, self.cells, self.prior)
        dual = self.dual + self._dual_correction if corrected else self.dual
        mean = prior_mean(points, self.has_hours, self.prior) + (across @ dual[:, :, None])[..., 0]
        between = prior_covariance(points, points, self.prior)
        return np.asarray(mean), np.asarray(between - across @ self.given.precision_times(np.swapaxes(across, 1, 2)))

    def refitted(self, *, cells: Points | None = None, prior: AbilityPrior | None = None) -> "AbilityFit":
        """Return a new fit of the same answers with other covariates or under another prior."""
        return fit_ability(replace(self, cells=cells or self.cells), prior=prior or self.prior, start=self.eta)


def fit_ability(counts: CellCounts, *, prior: AbilityPrior = DEFAULT_PRIOR, start: Floats | None = None) -> AbilityFit:
    """Find the mode of every candidate's ability over their cells.

    Args:
        counts: The answers.
        prior: The scales.
        start: Abilities near the mode from which to search, (candidates, cells); None for the prior mean.
    """
    mean = prior_mean(counts.cells, counts.has_hours, prior)
    field = _field_of(counts.cells, prior)
    search = _Search(mean, counts.n_correct, counts.n_items, counts.guess_floor)
    eta = mean if start is None else start
    dual = above = np.zeros_like(mean)
    height = search.objective(dual, above)
    longest, next_one, n_steps = TOLERANCE, np.inf, 0
    while next_one > TOLERANCE and n_steps < MAX_STEPS:
        weight, target = search.linearized(eta)
        to_above = field.given(weight).times(target[:, :, None])[..., 0]
        before, longest = longest, float(np.abs(mean + to_above - eta).max(initial=0.0))
        next_one = longest * min(1.0, longest / before)  # steps shrink by at least the same factor again
        dual, above, height = search.damped_step(dual, above, height, target - weight * to_above, to_above)
        eta, n_steps = mean + above, n_steps + 1
    answers = {own.name: getattr(counts, own.name) for own in fields(CellCounts)}
    return AbilityFit(**answers, prior=prior, field=field, eta=eta, dual=dual)


class _Search(NamedTuple):
    """The search for the mode, over the dual vector K^-1 (eta - m) and `above`, eta - m."""

    mean: Floats
    n_correct: Floats
    n_items: Floats
    guess_floor: float

    def linearized(self, eta: Floats) -> tuple[Floats, Floats]:
        """Return the weights of the counts at some abilities, and those times (eta - m) plus the gradient.

        The observed curvature takes half as many steps as the expected one; where it is small or negative, a part of
        the expected one stands in.
        """
        weight = np.maximum(
            MIN_CURVATURE * response.fisher_weight(eta, self.n_items, self.guess_floor),
            response.observed_curvature(eta, self.n_correct, self.n_items, self.guess_floor),
        )
        slope = response.gradient(eta, self.n_correct, self.n_items, self.guess_floor)
        return weight, weight * (eta - self.mean) + slope

    def objective(self, dual: Floats, above: Floats) -> Floats:
        """Return the log posterior of each candidate, up to a constant."""
        fitted = response.log_likelihood(self.mean + above, self.n_correct, self.n_items, self.guess_floor).sum(axis=1)
        return np.asarray(fitted - 0.5 * (dual * above).sum(axis=1))

    def damped_step(
        self, dual: Floats, above: Floats, height: Floats, to_dual: Floats, to_above: Floats
    ) -> tuple[Floats, Floats, Floats]:
        """Step to the target, halving the step of each candidate whose objective, now `height`, would fall."""
        least = height - ROUNDING * (1 + np.abs(height))
        step = np.ones(len(dual))
        trial = to_dual, to_above
        while ((reached := self.objective(*trial)) < least).any() and step.min() > MIN_STEP:
            step = np.where(reached < least, step / 2, step)
            part = step[:, None]
            trial = dual + part * (to_dual - dual), above + part * (to_above - above)
        return *trial, reached
