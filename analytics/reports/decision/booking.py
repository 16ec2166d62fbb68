"""Whether to book: the expected score, the chance of passing over time, and gains by domain."""

from dataclasses import dataclass
from datetime import date
from statistics import mean

import numpy as np

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_form import CutBelief, cut_belief
from analytics.estimation.open_days import OpenDays, open_days
from analytics.models import response
from analytics.models.exam_score import equally_likely_scores, score_draws
from analytics.reports.decision.booking_costs import STANDARD_INPUTS, DecisionInputs
from analytics.reports.decision.readiness import Readiness, readiness_of

IMPROVEMENT_SHARE = 0.10
N_SCORES = 20
N_COLUMNS = 10
"""About so many columns share the equally likely scores."""


@dataclass(frozen=True, slots=True)
class DomainImprovement:
    """P(pass), 0-1, if one domain improved by ten percentage points, and what that adds."""

    domain_id: str
    name: str
    chance: float
    gain: float


@dataclass(frozen=True, slots=True)
class ScoreDot:
    """One of twenty equally likely scores.

    `height` counts from the axis among scores so close that they share a column, which is at their mean `percent`.
    As many are passed as of twenty people with this record would pass.
    """

    percent: float
    height: int
    is_passed: bool


@dataclass(frozen=True, slots=True)
class BookingReport:
    """Book or wait, for a chosen exam day; `planned_on` is the plan's.

    `scores` are equally likely, lowest first.
    """

    readiness: Readiness
    blueprint: ExamBlueprint
    status: ExamStatus
    cut: CutBelief
    fee: float | None
    planned_on: date | None
    open_days: OpenDays
    scores: tuple[ScoreDot, ...]
    improvements: tuple[DomainImprovement, ...]
    inputs: DecisionInputs


def booking_report(
    candidate: FittedCandidate, *, exam_on: date | None = None, inputs: DecisionInputs = STANDARD_INPUTS
) -> BookingReport:
    """Report for the chosen exam day, else the planned one, else the first on which the exam can be taken."""
    day = exam_on or candidate.exam_on
    readiness = readiness_of(candidate, day, inputs)
    return BookingReport(
        readiness=readiness,
        blueprint=candidate.blueprint,
        status=candidate.blueprint.status_on(candidate.as_of),
        cut=inputs.cut or cut_belief(candidate.blueprint),
        fee=inputs.fee_of(candidate.blueprint),
        planned_on=candidate.exam_on,
        open_days=open_days(candidate.blueprint, candidate.attempts, candidate.as_of, inputs.deadline),
        scores=_scores(readiness),
        improvements=_improvements(candidate, readiness),
        inputs=inputs,
    )


def _scores(readiness: Readiness) -> tuple[ScoreDot, ...]:
    """Return the equally likely scores, stacked in columns of close ones."""
    probabilities = readiness.score_probabilities
    found = equally_likely_scores(probabilities, N_SCORES)
    width = max(1, round((found[-1] - found[0]) / N_COLUMNS))
    columns: dict[int, list[int]] = {}
    for score in found:
        columns.setdefault((score - found[0]) // width, []).append(score)
    places = [(mean(column), height) for column in columns.values() for height in range(1, len(column) + 1)]
    first_passed = N_SCORES - round(N_SCORES * readiness.pass_probability.value)
    return tuple(
        ScoreDot(100 * score / (len(probabilities) - 1), height, k >= first_passed)
        for k, (score, height) in enumerate(places)
    )


def _improvements(candidate: FittedCandidate, readiness: Readiness) -> tuple[DomainImprovement, ...]:
    """Return the effect of ten points more in each domain, in blueprint order."""
    form = candidate.fitted.form
    center, covariance = (part[0] for part in candidate.fitted.abilities_on([readiness.exam_on]).with_cut(0))
    now = readiness.pass_probability.value
    improvements = []
    for k, domain in enumerate(candidate.blueprint.domains):
        raised = np.array(center)
        raised[k] = _raised(float(center[k]), form.guess_floor)
        then = float(score_draws(raised, covariance, form).pass_probability())
        improvements.append(DomainImprovement(domain.domain_id, domain.name, then, then - now))
    return tuple(improvements)


def _raised(theta: float, guess_floor: float) -> float:
    """Return the ability with a share correct ten points higher, at most 99 %."""
    target = min(0.99, float(response.share_correct(np.array(theta), guess_floor)) + IMPROVEMENT_SHARE)
    share = (target - guess_floor) / (1 - guess_floor)
    return max(theta, float(np.log(share / (1 - share))))
