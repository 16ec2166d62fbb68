"""Book or wait a second time, slowly: simulated practice results, and the exam's chance anew after each of them.

It shares with `analytics.models.decision` the question and the posterior of ability, practice exams and cut, but no
step of the answer. A belief is the posterior mean of everything after the practice results up to a week, not one
number; the cost of sitting the exam under it is the mean over draws from that posterior; the day of the exam is
integrated and not linearized; and what waiting costs is regressed on the beliefs (least squares, from the last week
backward) and paid along the way.

References:
    Longstaff and Schwartz (2001), Valuing American options by simulation, Review of Financial Studies 14, 113-147.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import special, stats

from analytics.models.decision import Costs, Flags
from analytics.models.exam_score import ExamForm
from analytics.models.intervals import Floats

DAYS, DAY_WEIGHTS = np.array([-np.sqrt(3), 0.0, np.sqrt(3)]), np.array([1, 4, 1]) / 6
"""Gauss-Hermite nodes of the exam's day."""

N_KNOTS = 20
"""The knots of the line that tells a cost under each belief."""

AT_ONCE = 50
"""Futures whose draws are made at once, which then stay in the processor's cache."""


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """One candidate's coming weeks: the posterior of ability, practice exams and cut, and what is to be paid.

    `mean` and `covariance` are of the domains' abilities by week, domains fastest, then of each week's practice exam
    without its chance, last of the cut in standard deviations. `noise` is the variance of that chance, (weeks,):
    infinite in a week without a practice exam.
    """

    mean: Floats
    covariance: Floats
    noise: Floats
    form: ExamForm
    costs: Costs
    is_open: Flags

    @property
    def n_weeks(self) -> int:
        """The number of weeks."""
        return len(self.noise)

    def ahead(self, week: int) -> Floats:
        """Return the positions of the abilities from a week on, and of the cut."""
        n_abilities = self.n_weeks * self.form.n_domains
        return np.array([*range(week * self.form.n_domains, n_abilities), len(self.mean) - 1])


class Answer(NamedTuple):
    """The parts of `analytics.models.decision.Decision` for one candidate."""

    by_week: Floats
    waiting: float
    likely_week: int
    week_worth: Floats
    dearer_than_stopping: float


def answer(
    outlook: Outlook, *, n_draws: int = 2**14, n_futures: int = 2**12, n_told: int = 2**9, n_inner: int = 2**7
) -> Answer:
    """Answer with so many draws of ability today and simulated futures.

    What it costs to sit the exam after each week is computed in the first `n_told` of these, with `n_inner` draws of
    ability in each, and regressed on the beliefs for all.
    """
    costs, n_weeks = outlook.costs, outlook.n_weeks
    at = outlook.ahead(0)
    fail = failing(outlook, draws(outlook.mean[at], outlook.covariance[np.ix_(at, at)], n_draws, seed=0))
    plans = [plan(outlook, fail, week) for week in range(n_weeks)]
    by_week = np.array([mean + costs.week * k for k, (mean, _) in enumerate(plans)])
    best = int(by_week.argmin())
    is_next_open = n_weeks > 1 and bool(outlook.is_open[:2].all())
    waiting, likely_week = _by_waiting(outlook, by_week, n_futures, n_told, n_inner)
    return Answer(
        by_week=by_week,
        waiting=waiting,
        likely_week=likely_week,
        week_worth=plans[0][1] - plans[1][1] - costs.week if is_next_open else np.full(n_draws, np.nan),
        dearer_than_stopping=float((plans[best][1] + costs.week * best > costs.no_pass).mean()),
    )


def draws(mean: Floats, covariance: Floats, n_draws: int, *, seed: int) -> Floats:
    """Draw normal points, (draws, points), the most even ones along what varies most."""
    size, axes = np.linalg.eigh(covariance)
    factor = (axes * np.sqrt(np.maximum(size, 0.0)))[:, ::-1]
    even = stats.qmc.Sobol(len(mean), rng=np.random.default_rng(seed)).random(n_draws)
    return np.asarray(mean + special.ndtri(even) @ factor.T)


def failing(outlook: Outlook, points: Floats) -> Floats:
    """Return the chance of failing in each week, (..., weeks), given abilities and, last, the cut."""
    form = outlook.form
    theta = points[..., :-1].reshape(*points.shape[:-1], -1, form.n_domains)
    shares, cut = np.array(form.shares), form.cut_items + form.n_items * form.cut_sd * points[..., -1:]
    passes = np.zeros(theta.shape[:-1])
    for day, weight in zip(DAYS, DAY_WEIGHTS, strict=True):
        right = form.guess_floor + (1 - form.guess_floor) * special.expit(theta + form.day_shock_sd * day)
        sd = np.sqrt(form.n_items * ((right * (1 - right)) @ shares))
        passes += weight * special.ndtr((form.n_items * (right @ shares) - cut) / sd)
    return np.asarray(1 - passes)


def plan(outlook: Outlook, fail: Floats, week: int) -> tuple[Floats, Floats]:
    """Return the mean cost of a first attempt in a week with its best retakes, (...,), and in each draw, (..., draws).

    Infinite if the exam is closed. Of the ways after a fail (stop, a second attempt in some week and stop, or a third
    as soon as allowed) the one is taken that is cheapest over all draws.

    Args:
        outlook: The weeks and their costs.
        fail: (..., draws, weeks), from some week on to the last one.
        week: The week of the first attempt.
    """
    costs, start = outlook.costs, outlook.n_weeks - fail.shape[-1]
    if not outlook.is_open[week]:
        return np.full(fail.shape[:-2], np.inf), np.full(fail.shape[:-1], np.inf)
    after = [np.full(fail.shape[:-1], costs.no_pass)]
    for second in range(week + max(1, costs.wait_weeks[0]), outlook.n_weeks):
        if not outlook.is_open[second] or costs.n_attempts < 2:
            continue
        paid = costs.week * (second - week) + costs.fees[1]
        after.append(paid + fail[..., second - start] * (costs.fail + costs.no_pass))
        third = second + max(1, costs.wait_weeks[1])
        if third < outlook.n_weeks and outlook.is_open[third] and costs.n_attempts > 2:
            last = (
                costs.week * (third - second) + costs.fees[2] + fail[..., third - start] * (costs.fail + costs.no_pass)
            )
            after.append(paid + fail[..., second - start] * (costs.fail + last))
    ways = costs.fees[0] + fail[..., week - start] * (costs.fail + np.array(after))
    means = ways.mean(axis=-1)
    best = means.argmin(axis=0)[None]
    return means.min(axis=0), np.take_along_axis(ways, best[..., None], axis=0)[0]


def _by_waiting(outlook: Outlook, by_week: Floats, n_futures: int, n_told: int, n_inner: int) -> tuple[float, int]:
    """Return the cost of waiting one week and deciding again, and the likely week of the exam."""
    costs, n_weeks = outlook.costs, outlook.n_weeks
    means, spreads = _beliefs(outlook, n_futures)
    sitting = np.full((n_weeks, n_futures), np.inf)
    for week in range(1, n_weeks):
        if outlook.is_open[week]:
            around = draws(np.zeros(len(spreads[week])), spreads[week], n_inner, seed=week)
            parts = np.array_split(means[week][:n_told, None], max(1, n_told // AT_ONCE))
            told = np.concatenate([plan(outlook, failing(outlook, part + around), week)[0] for part in parts])
            sitting[week] = _regressed(told, means[week])
    pays = np.minimum(sitting[-1], costs.no_pass)
    sat_in = np.where(sitting[-1] <= costs.no_pass, n_weeks - 1, n_weeks)
    for week in range(n_weeks - 2, 0, -1):
        later = costs.week + _regressed(pays, means[week])
        sits = sitting[week] <= np.minimum(later, costs.no_pass)
        stops = ~sits & (later >= costs.no_pass)
        pays = np.where(sits, sitting[week], np.where(stops, costs.no_pass, costs.week + pays))
        sat_in = np.where(sits, week, np.where(stops, n_weeks, sat_in))
    waiting = costs.week + float(pays.mean()) if n_weeks > 1 else costs.no_pass
    if by_week[0] <= min(waiting, costs.no_pass):
        return waiting, 0
    takers = np.sort(sat_in[sat_in < n_weeks]) if waiting < costs.no_pass else np.array([])
    return waiting, int(takers[(len(takers) - 1) // 2]) if len(takers) else int(by_week.argmin())


def _beliefs(outlook: Outlook, n_futures: int) -> tuple[list[Floats], list[Floats]]:
    """Return, for each week, the mean ability ahead in every simulated future, and its covariance in all of them."""
    n_weeks = outlook.n_weeks
    first = n_weeks * outlook.form.n_domains
    told = np.array([k for k in range(1, n_weeks) if np.isfinite(outlook.noise[k])], dtype=int)
    of_results = outlook.covariance[np.ix_(first + told, first + told)] + np.diag(outlook.noise[told])
    away = draws(np.zeros(len(told)), of_results, n_futures, seed=n_weeks)
    means, spreads = [], []
    for week in range(n_weeks):
        at, n_told = outlook.ahead(week), int((told <= week).sum())
        across = outlook.covariance[np.ix_(at, first + told[:n_told])]
        gain = np.linalg.solve(of_results[:n_told, :n_told], across.T).T
        means.append(outlook.mean[at] + away[:, :n_told] @ gain.T)
        spreads.append(outlook.covariance[np.ix_(at, at)] - gain @ across.T)
    return means, spreads


def _regressed(costs: Floats, beliefs: Floats) -> Floats:
    """Return the expected cost under each belief by least squares, from the costs in the first futures.

    A broken line along the first principal component of the beliefs, and a plane to the second order along the next.
    """
    away = beliefs - beliefs.mean(axis=0)
    axes = np.linalg.eigh(away.T @ away)[1][:, ::-1][:, :3]
    first, *others = (away @ axes).T
    knots = np.quantile(first, np.linspace(0, 1, N_KNOTS))
    columns = [np.ones_like(first), *np.maximum(0.0, first[:, None] - knots[:-1]).T]
    columns += [other * factor for other in others for factor in (1, first, first**2, other)]
    design = np.column_stack(columns)
    return np.asarray(design @ np.linalg.lstsq(design[: len(costs)], costs, rcond=None)[0])
