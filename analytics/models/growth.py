"""The change of ability over some weeks, for candidates who grow, slow down or have stopped.

One Gaussian trend for all would see growth in those who have stopped, or miss it in those who grow. So the
change is a mixture of growth curves, each with its marginal likelihood in
the candidate's own practice exams. A curve adds this to the ability of week t, in logits::

    r s (1 - exp(-min(t, week of the stop) / s))       r a week at first, slowing down over s weeks

Week 0 is that of the first practice exam. After a pause in practice, growth starts over, as for somebody new. Week 0 is
then some weeks before the next practice exam, since study may have resumed earlier. Growth up to that practice exam is
part of the level, and growth before the pause does not count.

The weights of the curves before the practice exams are those of a stranger, or estimated from a cohort.
Given the curve, all else is the ability model, with a slower trend around it. Its counts enter as normal
observations at the mode of the fit: with m and V their mean and covariance without growth, a curve that adds
u to them has the log likelihood ratio u'V^-1(z - m) - u'V^-1 u / 2 and moves the posterior of other points by
its own value there less K V^-1 u (Rasmussen & Williams 2006, sections 2.7 and 3.4).
"""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from analytics.models import response, special
from analytics.models.ability import AbilityFit
from analytics.models.ability_draws import ability_draws
from analytics.models.intervals import Floats
from analytics.models.points import prior_covariance, prior_mean, real_exam_points
from analytics.models.quasi_random import sobol_normals

RATES = np.array([0.02, 0.05, 0.10, 0.16, 0.24, 0.36, 0.55])
RATE_LIMITS = np.array([0.0, 0.035, 0.075, 0.13, 0.20, 0.30, 0.45, np.inf])
SLOWING_WEEKS = np.array([5.0, 15.0, 1e4])
"""The last one hardly slows down."""

STOPPED_WEEKS = np.array([0.0, 0.75, 1.5, 2.25, 3.0, 4.5, 7.0])
"""For how many weeks growth has stopped; 0 for not at all."""

STOPPED_LIMITS = np.array([0.0, 0.4, 1.1, 1.9, 2.6, 3.7, 5.7, np.inf])

TREND_SD = 0.04
"""The sd of the slower trend around a curve, in logits a week."""

PAUSE_WEEKS = 5.0
"""A longer time without a practice exam is a pause; study may have resumed this long before the next one."""

STRANGER_RATE = 0.30
STRANGER_FLAT = 0.05
STRANGER_STOPS = 0.01
"""A stranger's rates are exponential with this mean, one in twenty does not grow at all, and one in a hundred stops in
any week. Chosen so that statements agree with the truth over simulated worlds of slow and fast growth, with and without
plateaus (VALIDATION.md)."""

STRANGERS = 8.0
STRANGER_WEEKS = 40.0
"""The stranger's weights count as much as this many people, and weeks of growth, of a cohort."""

EM_STEPS = 100


@dataclass(frozen=True, slots=True, eq=False)
class GrowthPrior:
    """Weights of the curves: no growth, then rates by slowing (rates * slowings + 1,); and stops a week of growth.

    `in_offsets` is growth that a cohort's form offsets have absorbed, as rates by slowing (slowings,).
    """

    weights: Floats
    stops_per_week: float
    in_offsets: Floats = field(default_factory=lambda: np.zeros(len(SLOWING_WEEKS)))

    def log_weights(self, today: Floats) -> Floats:
        """Return the log weight of each curve by time since the stop, (candidates, curves, stops).

        Args:
            today: Weeks since growth began, (candidates,); nobody has stopped before week 0.
        """
        last = np.minimum(STOPPED_LIMITS, today[:, None])
        grown = np.exp(-self.stops_per_week * (today[:, None] - last))
        stopped = grown[:, 1:] - grown[:, :-1]
        stopped[:, 0] += grown[:, 0]
        least = np.finfo(float).tiny
        return np.asarray(
            np.log(np.maximum(self.weights, least))[:, None] + np.log(np.maximum(stopped, least))[:, None, :]
        )


_RATES = np.diff(-np.expm1(-RATE_LIMITS / STRANGER_RATE)) * (1 - STRANGER_FLAT)
_CURVES = np.repeat(_RATES / len(SLOWING_WEEKS), len(SLOWING_WEEKS))
STRANGER = GrowthPrior(np.append(STRANGER_FLAT, _CURVES), STRANGER_STOPS)


@dataclass(frozen=True, slots=True, eq=False)
class GrowthEvidence:
    """Evidence of practice exams for each curve, and the abilities on two days given each.

    `log_likelihood` is relative to no growth, (candidates, curves, stops). Given a curve, the abilities of all
    domains on the later and then the earlier day have the mean `mean` + `shift`, (candidates, points) and
    (candidates, points, curves, stops), and the covariance `covariance`.
    """

    today: Floats
    log_likelihood: Floats
    mean: Floats
    shift: Floats
    covariance: Floats

    def probabilities(self, prior: GrowthPrior) -> Floats:
        """Return the probability of each curve after the practice exams, (candidates, curves, stops)."""
        log_weights = prior.log_weights(self.today) + self.log_likelihood
        return np.asarray(special.softmax(log_weights, axis=(1, 2)))

    def changes(self, prior: GrowthPrior, shares: tuple[float, ...], guess_floor: float) -> Floats:
        """Draw changes of the share correct from the earlier to the later day, (candidates, draws)."""
        n_candidates, n_points = self.mean.shape
        normals = sobol_normals(n_points + 1)
        cumulative = np.cumsum(self.probabilities(prior).reshape(n_candidates, -1), axis=1)
        drawn = special.ndtr(normals[:, -1])
        curve = np.array([np.searchsorted(own, drawn) for own in cumulative[:, :-1]])
        change = np.array([*shares, *(-share for share in shares)])
        theta = ability_draws(self.mean, self.covariance, normals, change)
        shift = np.take_along_axis(self.shift.reshape(n_candidates, n_points, -1), curve[:, None], axis=2)
        theta = theta + np.swapaxes(shift, 1, 2)
        return np.asarray(response.share_correct(theta, guess_floor) @ change)


def growth_evidence(fit: AbilityFit, weeks: Floats, in_offsets: Floats = STRANGER.in_offsets) -> GrowthEvidence:
    """Weigh the growth curves by each candidate's practice exams.

    Study hours are ignored: growth has to show in practice exams.

    Args:
        fit: The fitted abilities.
        weeks: The later and the earlier day in weeks since the first practice exam, (candidates, 2).
        in_offsets: Growth that the offsets of the cells have absorbed, put back here.
    """
    begun = _growth_start(fit)
    fit = replace(fit, n_items=np.where(fit.cells.week < begun, 0.0, fit.n_items))
    growing = np.maximum(fit.cells.week - begun, 0.0)
    first = np.where(begun > 0, PAUSE_WEEKS, 0.0)
    absorbed = (_unit_growth(growing) - _unit_growth(first)) @ in_offsets
    cells = replace(fit.cells, hours=np.zeros_like(fit.cells.hours), offset=fit.cells.offset - absorbed)
    points = real_exam_points(weeks, cells.domain.shape[-1])
    prior = replace(fit.prior, velocity_sd=TREND_SD, gain_per_week=0.0)
    by_time = np.zeros(len(weeks), dtype=bool)
    level = fit.under(prior, cells)
    weight = response.fisher_weight(fit.eta, fit.n_items, fit.guess_floor)
    slope = response.gradient(fit.eta, fit.n_correct, fit.n_items, fit.guess_floor)
    observed = fit.eta + slope / np.where(weight > 0, weight, 1.0)
    across = prior_covariance(points, cells, prior)
    today = weeks[:, 0] - begun[:, 0]
    before, stops = _growth_by_week(first, today), (len(SLOWING_WEEKS), len(STOPPED_WEEKS))
    grown = _growth_by_week(growing, today) - before
    unexplained = (observed - prior_mean(cells, by_time, prior))[..., None]
    weighed = level.given.precision_times(np.concatenate([unexplained, grown, np.swapaxes(across, 1, 2)], axis=2))
    dual, known, explained = weighed[..., 0], weighed[..., 1 : 1 + grown.shape[2]], weighed[..., 1 + grown.shape[2] :]
    pull = np.einsum("pch,pc->ph", grown, dual).reshape(-1, 1, *stops)
    curvature = np.einsum("pch,pch->ph", grown, known).reshape(-1, 1, *stops)
    rates = RATES[:, None, None]
    moved = (_growth_by_week(points.week - begun, today) - before - across @ known).reshape(*points.shape, 1, *stops)
    between = prior_covariance(points, points, prior)
    return GrowthEvidence(
        today=today,
        log_likelihood=_with_none(rates * pull - 0.5 * rates**2 * curvature, axis=1),
        mean=np.asarray(prior_mean(points, by_time, prior) + (across @ dual[..., None])[..., 0]),
        shift=_with_none(rates * moved, axis=2),
        covariance=np.asarray(between - across @ explained),
    )


def is_pause(weeks: Floats) -> NDArray[np.bool_]:
    """Whether some weeks without a practice exam are a pause; rounded, since 35 days may come out above five."""
    return np.round(weeks, 6) > PAUSE_WEEKS


def _growth_start(fit: AbilityFit) -> Floats:
    """Return the week since the first practice exam in which the present growth may have begun, (candidates, 1)."""
    practiced = np.sort(np.where(fit.n_items > 0, fit.cells.week, 0.0), axis=1)
    after_pause = practiced[:, 1:] * is_pause(np.diff(practiced, axis=1))
    return np.asarray(np.maximum(after_pause.max(axis=1, initial=0.0, keepdims=True) - PAUSE_WEEKS, 0.0))


def _growth_by_week(week: Floats, today: Floats) -> Floats:
    """Return the growth that a rate of 1 has accumulated by each week, (candidates, points, slowings * stops)."""
    stop = np.where(STOPPED_WEEKS > 0, np.maximum(today[:, None] - STOPPED_WEEKS, 0), np.inf)
    until = np.minimum(week[:, :, None], stop[:, None, :])
    return np.swapaxes(_unit_growth(until), -1, -2).reshape(*week.shape, -1)


def _unit_growth(week: Floats) -> Floats:
    """Return the growth that a rate of 1 accumulates by a week at each slowing, (..., slowings)."""
    return np.asarray(-SLOWING_WEEKS * np.expm1(-week[..., None] / SLOWING_WEEKS))


def _with_none(of_growth: Floats, axis: int) -> Floats:
    """Join the axes of rates and slowings, from `axis` on, to one of curves; the first, no growth, is 0."""
    shape = of_growth.shape
    curves = of_growth.reshape(*shape[:axis], -1, shape[-1])
    return np.concatenate([np.zeros_like(curves[..., :1, :]), curves], axis=axis)


def fit_growth(fit: AbilityFit, weeks: Floats, form_offsets: Floats) -> GrowthPrior:
    """Estimate the weights of the curves from a cohort, and those of a new candidate.

    If everybody takes the same forms in one order, their offsets absorb a part of what all have learned: the part
    that rises with the growth curves is counted as growth again. In any other order there is no such part. No curve is
    subtracted: over a few weeks they are almost the same, and their differences could fit anything.

    Expectation and maximization: a weight is the expected share of people with the curve, the stops a week are
    the expected stops over the expected weeks of growth. Dirichlet and gamma priors keep a small cohort near the
    stranger's values.

    Args:
        fit: The fitted abilities of the cohort.
        weeks: As for `growth_evidence`.
        form_offsets: What the offset of each cell has from its form, (candidates, cells).

    References:
        Laird (1978), Nonparametric maximum likelihood estimation of a mixing distribution.
    """
    from scipy import optimize  # noqa: PLC0415  (slow to import, and only a new cohort needs it)

    growing = fit.cells.week - _growth_start(fit)
    counted = (fit.n_items > 0) & (growing >= 0)
    curves, offsets = _unit_growth(growing[counted]), form_offsets[counted]
    in_offsets, _ = optimize.nnls(curves - curves.mean(axis=0), offsets - offsets.mean())
    evidence = growth_evidence(fit, weeks, in_offsets)
    prior = STRANGER
    growing = np.maximum(evidence.today[:, None] - STOPPED_WEEKS, 0)
    for _ in range(EM_STEPS):
        people = evidence.probabilities(prior)
        weights = (people.sum(axis=(0, 2)) + STRANGERS * STRANGER.weights) / (len(people) + STRANGERS)
        by_stop = people[:, 1:].sum(axis=1)
        n_weeks = (by_stop * growing).sum() + STRANGER_WEEKS
        stops = float((by_stop[:, 1:].sum() + STRANGER_WEEKS * STRANGER_STOPS) / n_weeks)
        prior = GrowthPrior(weights, stops, in_offsets)
    return prior
