"""Whether to book: the expected score, the chance of passing over time, and gains by domain."""

import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.decision_inputs import DecisionInputs
from analytics.estimation.exam_plan import OpenDays
from analytics.models import response
from analytics.models.exam_score import LARGEST_RISE, score_draws
from analytics.models.intervals import Interval
from analytics.models.score_probabilities import equally_likely_scores
from analytics.reports.decision.readiness import readiness_of
from analytics.reports.decision.readiness_answer import Readiness

IMPROVEMENT_SHARE = 0.10
N_SCORES = 100
MAX_COLUMNS = 25
"""Scores that span more questions than this share columns with their neighbors."""


class Side(StrEnum):
    """Position of a score: below, within or above the range of the cut score."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class DomainImprovement:
    """P(pass), 0-1, if one domain improved by `IMPROVEMENT_SHARE`, and what that adds."""

    domain_id: str
    name: str
    chance: float
    gain: float


@dataclass(frozen=True, slots=True)
class ScoreDot:
    """One of a hundred equally likely scores.

    Scores that share a column have their mean as `percent`; `height` counts them from the axis up.
    """

    percent: float
    height: int
    side: Side


@dataclass(frozen=True, slots=True)
class BookingReport:
    """Book or wait, for a chosen exam day; `planned_on` is the plan's. `scores` are equally likely, lowest first."""

    readiness: Readiness
    blueprint: ExamBlueprint
    planned_on: date | None
    open_days: OpenDays
    scores: tuple[ScoreDot, ...]
    improvements: tuple[DomainImprovement, ...]
    inputs: DecisionInputs


def booking_report(candidate: FittedCandidate, *, exam_on: date | None = None) -> BookingReport:
    """Report for the chosen exam day, else the planned one, else the first on which the exam can be taken."""
    readiness = readiness_of(candidate, exam_on or candidate.exam_on)
    return BookingReport(
        readiness=readiness,
        blueprint=candidate.blueprint,
        planned_on=candidate.exam_on,
        open_days=candidate.open_days,
        scores=_scores(readiness),
        improvements=_improvements(candidate, readiness),
        inputs=candidate.decision_inputs,
    )


def _scores(readiness: Readiness) -> tuple[ScoreDot, ...]:
    """Return the equally likely scores, stacked by whole questions from the cut on: columns beside it stay apart."""
    n_items = len(readiness.score_probabilities) - 1
    found = equally_likely_scores(readiness.score_probabilities, N_SCORES)
    width = math.ceil((found[-1] - found[0] + 1) / MAX_COLUMNS)
    columns: dict[tuple[Side, int], list[float]] = {}
    for side in Side:
        own = [score for score in found if _side(100 * score / n_items, readiness.cut_percent) is side]
        for score in own:
            start = own[-1] + 1 if side is Side.BELOW else own[0]
            columns.setdefault((side, (score - start) // width), []).append(100 * score / n_items)
    return tuple(
        ScoreDot(sum(column) / len(column), height, side)
        for (side, _), column in columns.items()
        for height in range(1, len(column) + 1)
    )


def _side(percent: float, cut: Interval) -> Side:
    """Return the position of a score; one equal to an exact cut passes."""
    if percent < cut.low:
        return Side.BELOW
    return Side.WITHIN if percent < cut.high else Side.ABOVE


def _improvements(candidate: FittedCandidate, readiness: Readiness) -> tuple[DomainImprovement, ...]:
    """Return the effect of raising each domain's share correct by `IMPROVEMENT_SHARE`, to at most 99 %."""
    form = candidate.fitted.form
    means, covariances = candidate.fitted.abilities_on([readiness.exam_on]).with_cut(0)
    center, covariance = means[0], covariances[0]
    now = readiness.pass_probability.value
    improvements = []
    for k, domain in enumerate(candidate.blueprint.domains):
        rising = center[k] + np.linspace(0.0, LARGEST_RISE, 401)
        shares = response.shares_at_nodes(rising, covariance[k, k], form.guess_floor) @ response.WEIGHTS
        raised = np.array(center)
        raised[k] = np.interp(min(0.99, shares[0] + IMPROVEMENT_SHARE), shares, rising)
        then = float(score_draws(raised, covariance, form).pass_probability())
        improvements.append(DomainImprovement(domain.domain_id, domain.name, then, then - now))
    return tuple(improvements)
