"""Whether to book: the expected score, the chance of passing over time, and gains by domain."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from analytics.blueprints.model import ExamBlueprint, ExamStatus
from analytics.estimation.candidate import FittedCandidate
from analytics.estimation.exam_form import CutBelief, cut_belief
from analytics.estimation.open_days import OpenDays, open_days
from analytics.models import response
from analytics.models.exam_score import ScoreDraws, score_draws
from analytics.models.intervals import CHANCE_LEVEL, Interval, from_draws
from analytics.reports.decision.booking_costs import STANDARD_INPUTS, DecisionInputs
from analytics.reports.decision.readiness import Readiness, readiness_of

IMPROVEMENT_SHARE = 0.10


@dataclass(frozen=True, slots=True)
class DomainImprovement:
    """P(pass) if one domain improved by ten percentage points, and the gain."""

    domain_id: str
    name: str
    chance: Interval
    gain: Interval


@dataclass(frozen=True, slots=True)
class BookingReport:
    """Book or wait, for a chosen exam day; `planned_on` is the plan's."""

    readiness: Readiness
    blueprint: ExamBlueprint
    status: ExamStatus
    cut: CutBelief
    fee: float | None
    planned_on: date | None
    open_days: OpenDays
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
        improvements=_improvements(candidate, readiness),
        inputs=inputs,
    )


def _improvements(candidate: FittedCandidate, readiness: Readiness) -> tuple[DomainImprovement, ...]:
    """Return the effect of ten points more in each domain, in blueprint order; ranges may overlap."""
    form = candidate.fitted.form
    mean, covariance = (part[0] for part in candidate.fitted.abilities_on([readiness.exam_on]).with_cut(0))
    now = score_draws(mean, covariance, form)
    improvements = []
    for k, domain in enumerate(candidate.blueprint.domains):
        raised = np.array(mean)
        raised[k] = _raised(float(mean[k]), form.guess_floor)
        then = score_draws(raised, covariance, form)
        improvements.append(DomainImprovement(domain.domain_id, domain.name, then.pass_chances()[0], _gain(now, then)))
    return tuple(improvements)


def _gain(now: ScoreDraws, then: ScoreDraws) -> Interval:
    """Return the gain in P(pass), paired draw by draw."""
    spread = from_draws(then.given_ability_and_cut() - now.given_ability_and_cut(), level=CHANCE_LEVEL)
    return replace(spread, value=float(then.pass_probability() - now.pass_probability()))


def _raised(theta: float, guess_floor: float) -> float:
    """Return the ability with a share correct ten points higher, at most 99 %."""
    target = min(0.99, float(response.share_correct(np.array(theta), guess_floor)) + IMPROVEMENT_SHARE)
    share = (target - guess_floor) / (1 - guess_floor)
    return max(theta, float(np.log(share / (1 - share))))
