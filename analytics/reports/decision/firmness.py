"""Certainty of the chance of passing: what would move it, and the causes of doubt."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

from analytics.estimation.model_fit import ModelFit
from analytics.estimation.practice_points import usual_exam_sizes
from analytics.models import response
from analytics.models.ability import FIRST_FUTURE_EXAM, Points, joined, real_exam_points
from analytics.models.intervals import CHANCE_LEVEL, Floats
from analytics.models.preposterior import chances_after
from analytics.models.score_variance import ExamMargin, exam_margin

MAX_PROVIDERS = 4
"""Providers compared, the most recently used; more would hardly differ."""


class Cause(StrEnum):
    """Sources of doubt about passing."""

    EXAM_CHANCE = "exam_chance"
    LEARNING = "learning"
    PRACTICE_CHANCE = "practice_chance"
    PROVIDER_OFFSET = "provider_offset"
    CUT = "cut"
    FORM_AND_DAY = "form_and_day"
    EXAM_DAY = "exam_day"


@dataclass(frozen=True, slots=True)
class CauseShare:
    """A cause's share of the variance of the score minus the cut."""

    cause: Cause
    share: float


@dataclass(frozen=True, slots=True)
class ChanceMove:
    """The range of the chance after one more practice exam today, of `n_items` questions.

    `provider` is the one whose exam tells most; None is one that the candidate has not used yet.
    """

    low: float
    high: float
    level: float
    provider: str | None
    n_items: int


@dataclass(frozen=True, slots=True)
class Firmness:
    """How far the chance may still move, and the causes of doubt, largest first."""

    moves_to: ChanceMove
    doubt: tuple[CauseShare, ...]


def firmness(fitted: ModelFit, exam_days: Sequence[date], chance: Floats) -> list[Firmness]:
    """Return how firm each candidate's chance on their exam day is.

    `chance` is P(pass) before the correction by real results, (candidates,).
    """
    on = np.array([[float(day.toordinal())] for day in exam_days])
    today = np.full_like(on, fitted.evidence.as_of.toordinal())
    exam_day, now = _real_exam(fitted, on), _real_exam(fitted, today)
    providers = _providers(fitted)
    mean, covariance = fitted.predict(joined(exam_day, _practice(fitted, today, providers)))
    covariance, n = _cut_first(fitted, covariance), fitted.form.n_domains
    margin = exam_margin(mean[:, :n], np.diagonal(covariance, axis1=1, axis2=2)[:, :n], fitted.form)
    n_items = usual_exam_sizes(fitted.evidence)
    information = response.fisher_weight(mean[:, n:-1], n_items[:, None], fitted.form.guess_floor)
    revealed = margin.share_revealed(covariance, 1 / information + fitted.cohort.form_spread**2)
    moves = _moves(fitted, chance, revealed, providers, n_items)
    doubt = _doubt(fitted, margin, margin.variance(covariance[:, : n + 1, : n + 1]), joined(exam_day, now))
    return [Firmness(move, causes) for move, causes in zip(moves, doubt, strict=True)]


def _moves(fitted: ModelFit, chance: Floats, revealed: Floats, providers: Floats, n_items: Floats) -> list[ChanceMove]:
    """Return the range of each candidate's chance after the most informative practice exam.

    Args:
        fitted: The candidates' fit.
        chance: P(pass) before the correction by real results.
        revealed: The share of the variance that each provider's exam would reveal, (candidates, providers).
        providers: Their indices.
        n_items: The questions of the exam.
    """
    ends = chances_after(chance, revealed.max(axis=1), CHANCE_LEVEL)
    low, high = (fitted.form.calibration.applied_after(chance, end).tolist() for end in ends)
    best = np.take_along_axis(providers, revealed.argmax(axis=1)[:, None], axis=1)[:, 0].astype(int)
    names = [*fitted.evidence.provider_names, None]
    rows = zip(low, high, best, n_items.tolist(), strict=True)
    return [ChanceMove(least, most, CHANCE_LEVEL, names[i], int(n)) for least, most, i, n in rows]


def _doubt(fitted: ModelFit, margin: ExamMargin, open_now: Floats, points: Points) -> list[tuple[CauseShare, ...]]:
    """Return each candidate's causes, from what the variance would be if one after the other were known.

    In this order: the providers' offsets; the shocks of forms and days of practice; today's ability, of which what is
    then still open is left by too few questions; the cut. The rest, but for the exam itself, is learning until then.
    Each step conditions one joint normal on more, so no part is negative and all add to the variance.
    """
    n = fitted.form.n_domains + 1
    offsets = fitted.fit.prior.knowing_providers()
    forms = replace(offsets, exam_shock_sd=0.0, exam_domain_shock_sd=0.0)
    spreads = [_cut_first(fitted, fitted.covariance_with(prior, points)) for prior in (offsets, forms)]
    left = np.array(
        [
            open_now,
            *(margin.variance(spread[:, :n, :n]) for spread in spreads),
            margin.variance_knowing(spreads[1], n),
            margin.variance_knowing(spreads[1], n - 1),
            np.zeros(len(open_now)),
        ]
    )
    order = (Cause.PROVIDER_OFFSET, Cause.FORM_AND_DAY, Cause.PRACTICE_CHANCE, Cause.CUT, Cause.LEARNING)
    parts = dict(zip(order, np.maximum(left[:-1] - left[1:], 0.0), strict=True))
    parts |= {Cause.EXAM_CHANCE: margin.chance, Cause.EXAM_DAY: margin.day}
    shares = np.array([parts[cause] for cause in Cause])
    rows = (shares / shares.sum(axis=0)).T.tolist()
    causes = [[CauseShare(*pair) for pair in zip(Cause, row, strict=True)] for row in rows]
    return [tuple(sorted(own, key=lambda part: -part.share)) for own in causes]


def _cut_first(fitted: ModelFit, covariance: Floats) -> Floats:
    """Move the cut from the end to behind the abilities on the exam day."""
    n, last = fitted.form.n_domains, covariance.shape[1] - 1
    order = np.array([*range(n), last, *range(n, last)])
    return covariance[:, order[:, None], order]


def _real_exam(fitted: ModelFit, day_numbers: Floats) -> Points:
    """Return the abilities on one day each, given as (candidates, 1) day numbers."""
    n_domains = fitted.form.n_domains
    hours = fitted.evidence.hours_effect(day_numbers, n_domains)
    return real_exam_points(fitted.evidence.weeks(day_numbers), n_domains, hours)


def _providers(fitted: ModelFit) -> Floats:
    """Return the providers compared by index, (candidates, 1 + `MAX_PROVIDERS`): first a new one, which also pads."""
    evidence = fitted.evidence
    names = evidence.provider_names
    found = np.full((len(evidence.candidate_ids), 1 + MAX_PROVIDERS), float(len(names)))
    for row, provider, n_items in zip(found, evidence.cells.provider, evidence.n_items, strict=True):
        used = [index for index in dict.fromkeys(provider[n_items > 0][::-1].tolist()) if names[int(index)]]
        row[1 : 1 + len(used)] = used[:MAX_PROVIDERS]
    return found


def _practice(fitted: ModelFit, today: Floats, providers: Floats) -> Points:
    """Return one practice exam today of each provider, known by its total."""
    evidence, shares = fitted.evidence, np.array(fitted.form.shares)
    zero = np.zeros_like(providers)
    known = np.array([*(fitted.cohort.provider_offset(name) for name in evidence.provider_names), 0.0])
    return Points(
        week=zero + evidence.weeks(today),
        domain=np.broadcast_to(shares, (*providers.shape, len(shares))),
        provider=providers,
        source=providers,
        exam=zero + FIRST_FUTURE_EXAM,
        seen=zero,
        untimed=zero,
        open_book=zero,
        hours=zero + evidence.hours_effect(today, len(shares)) @ shares,
        offset=known[providers.astype(int)],
        level=zero + 1,
        shock=zero + 1,
    )
